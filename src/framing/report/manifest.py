"""What a report consists of: every file with its hash, so that a second run changes only what is new and tidies up."""

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path, PurePosixPath
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from framing.report.rows import Row

NAME = "manifest.json"
FORMAT = "framing.report/1"
_NO_TIME = (1980, 1, 1, 0, 0, 0)


def digest(content: bytes) -> str:
    """Return the SHA-256 of a file's content."""
    return sha256(content).hexdigest()


def manifest(run: Row, files: Mapping[str, str]) -> str:
    """Return the manifest of a report: what it was made from, and the SHA-256 of each file by its path."""
    made_from = {key: run[key] for key in ("corpus", "corpus_digest", "lexicon_digest", "evaluator", "signature")}
    return json.dumps({"format": FORMAT, **made_from, "files": dict(sorted(files.items()))}, indent=1) + "\n"


def read_manifest(folder: Path) -> dict[str, str]:
    """Return the files of the report in `folder`, each with its hash; nothing where there is no manifest to trust.

    Paths that would lead out of the folder are left out: the file may come from anywhere.
    """
    try:
        found = json.loads((folder / NAME).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    files = found.get("files") if isinstance(found, dict) and found.get("format") == FORMAT else None
    if not isinstance(files, dict):
        return {}
    return {path: str(sha) for path, sha in files.items() if _stays_inside(path)}


def stale(before: Mapping[str, str], now: Mapping[str, str], folder: Path) -> list[Path]:
    """Return the files that an earlier report left in `folder` and this one has no more.

    Only files that still are as that report wrote them: what somebody has changed since is theirs.
    """
    gone = (folder / path for path in sorted(before.keys() - now.keys()))
    return [p for p in gone if _is_untouched(p, before[p.relative_to(folder).as_posix()])]


def pack(folder: Path) -> Path:
    """Write the report in `folder` as one .zip of the same name inside it, and return it. Equal files, equal bytes."""
    target = folder / f"{folder.resolve().name}.zip"
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for path in sorted([*read_manifest(folder), NAME]):
            info = ZipInfo(f"{target.stem}/{path}", _NO_TIME)
            info.compress_type, info.external_attr = ZIP_DEFLATED, 0o644 << 16
            archive.writestr(info, (folder / path).read_bytes())
    return target


def _stays_inside(path: str) -> bool:
    parts = PurePosixPath(path)
    return bool(path) and "\\" not in path and not parts.is_absolute() and ".." not in parts.parts


def _is_untouched(path: Path, sha: str) -> bool:
    try:
        return path.is_file() and not path.is_symlink() and digest(path.read_bytes()) == sha
    except OSError:
        return False
