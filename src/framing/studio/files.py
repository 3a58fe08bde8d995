"""The lexicon files in use: what they say now, whether they changed, and what an unsaved text would make of them."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from framing.errors import UsageError
from framing.lexicon import Lexicon, load_lexicon
from framing.lexicon.files import LOCAL
from framing.results.files import alone, write_whole

Stamp = tuple[tuple[str, int, int, int], ...]


class ConflictError(UsageError):
    """A file that somebody else changed since it was read."""


def stamp(paths: Sequence[Path], suffix: str = "") -> Stamp:
    """Return when and how long each file at or below `paths` was last written; hidden ones are passed over.

    With a `suffix`, only files that end in it.
    """
    return tuple(entry for entry in sorted(_stamps(paths)) if entry[0].endswith(suffix))


def lexicon_stamp(paths: Sequence[Path]) -> Stamp:
    """Return the stamp of lexicon files and folders, without the logs that framing itself keeps beside them."""
    return stamp(paths, ".toml")


def version(text: str | None) -> str:
    """Return a name for what a file says; "" for one that isn't there."""
    return "" if text is None else hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def read(path: Path) -> str | None:
    """Return what a plain file says; None when it isn't there. Raises UsageError for others."""
    try:
        if path.is_symlink() or (path.exists() and not path.is_file()):
            raise UsageError(f"{path.name}: not a plain file; copy the file here")
        return path.read_text("utf-8") if path.exists() else None
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path.name}: can't be read ({getattr(error, 'strerror', None) or 'not UTF-8'})") from None


def editable(paths: Sequence[Path], folder: Path) -> dict[str, Path]:
    """Return the files an analyst may write, by name: those in use that lie in `folder`, and its local.toml."""
    inside = folder.resolve()
    found: dict[str, Path] = {}
    for path in paths:
        if path.is_dir() and path.resolve() == inside:
            found |= {p.name: p for p in sorted(path.glob("*.toml")) if p.is_file() and not p.is_symlink()}
            found.setdefault(LOCAL, path / LOCAL)
        elif path.parent.resolve() == inside and path.suffix == ".toml" and not path.is_symlink():
            found[path.name] = path
    return found


def save(path: Path, text: str, seen: str) -> None:
    """Put `text` in place of what a file said, whole or not at all.

    Comparing and writing are one step for every program that holds the folder's lock, as framing does; an editor, which
    doesn't, can come between them only in the instant before the new file takes the place of the old. Raises
    ConflictError when the file no longer says what was `seen` (a `version`), UsageError when it can't be written.
    """

    def put(new: Path) -> None:
        new.write_text(text, "utf-8", newline="\n")

    def unchanged() -> None:
        if version(read(path)) != seen:
            raise ConflictError(
                f"{path.name} has been changed elsewhere since you read it; load it again and repeat the edit"
            )

    try:
        with alone(path.parent):
            write_whole(path, put, last=unchanged)
    except OSError as error:
        raise UsageError(f"{path.name}: can't be written ({error.strerror or error})") from None


def load_with(paths: Sequence[Path], file: Path, text: str, *, base: bool) -> Lexicon:
    """Load a lexicon as if `file` said `text`. Raises LexiconError as `load_lexicon` does."""
    with tempfile.TemporaryDirectory(prefix="framing-") as made:
        changed = [_with(path, Path(made) / str(k), file, text) for k, path in enumerate(paths)]
        return load_lexicon(changed, base=base)


def _with(path: Path, copy: Path, file: Path, text: str) -> Path:
    if path.is_dir() and path.resolve() == file.parent.resolve():
        copy.mkdir()
        for other in path.glob("*.toml"):
            if other.is_file() and not other.is_symlink() and other.name != file.name:
                shutil.copyfile(other, copy / other.name)
        (copy / file.name).write_text(text, "utf-8", newline="\n")
        return copy
    if path.resolve() == file.resolve():
        copy.mkdir()
        (copy / file.name).write_text(text, "utf-8", newline="\n")
        return copy / file.name
    return path


def _stamps(paths: Sequence[Path]) -> Iterator[tuple[str, int, int, int]]:
    for file in (file for path in paths for file in (_below(path) if path.is_dir() else [path])):
        try:
            status = file.stat()
        except OSError:
            continue  # gone between the look and the question
        yield str(file), status.st_mtime_ns, status.st_size, status.st_ino


def _below(folder: Path) -> Iterator[Path]:
    for root, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(root) / name for name in names if not name.startswith("."))
