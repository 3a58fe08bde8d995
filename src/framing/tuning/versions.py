"""A lexicon as it is, or as it was: a file, a folder, or a revision of either in git (`HEAD~1:lexicons`)."""

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from framing.errors import UsageError
from framing.lexicon import Lexicon, lexicon_paths, load_lexicon

_SECONDS = 30


def load_version(named: str, *, base: bool = True, beside: Path = Path()) -> Lexicon:
    """Load the lexicon that `named` means: a path that exists, "default", or REVISION:PATH in git.

    Several, parted by commas, are laid one over another. `beside` is the corpus, for the default folder. Raises
    UsageError for what is none of these, LexiconError for what is wrong in it.
    """
    with ExitStack() as copies:
        paths = [copies.enter_context(_place(part, beside)) for part in _parts(named)]
        return load_lexicon(paths, base=base)


def _parts(named: str) -> list[str]:
    if _exists(Path(named)):
        return [named]
    return [part for part in (p.strip() for p in named.split(",")) if part] or [named]


@contextmanager
def _place(named: str, beside: Path) -> Iterator[Path]:
    path = Path(named)
    if ":" not in named or _exists(path):
        paths = lexicon_paths((path,), beside)
        if paths == (path,) and not path.exists() and _is_revision(named):
            raise UsageError(f"{named}: a revision in git; say which file or folder of it, as in {named}:lexicons")
        yield from paths
        return
    revision, _, inside = named.partition(":")
    with _checked_out(revision, inside, named) as copy:
        yield copy


@contextmanager
def _checked_out(revision: str, inside: str, named: str) -> Iterator[Path]:
    """Yield a copy of the file or folder `inside` as it was at `revision`; only plain .toml files are copied."""
    root = _git(named, "rev-parse", "--show-toplevel").decode("utf-8", "surrogateescape").strip()
    commit = _commit(revision, named)
    prefix = _git(named, "rev-parse", "--show-prefix").decode("utf-8", "surrogateescape").strip()
    place = inside.rstrip("/") if inside.startswith("/") else (prefix + inside).rstrip("/")
    listed = _git(named, "-C", root, "ls-tree", "-z", commit, "--", place, f"{place}/")
    files = dict(_plain_toml(listed))
    if not files:
        raise UsageError(f"{named}: no .toml file there at that revision; `git ls-tree {revision}` lists what there is")
    with tempfile.TemporaryDirectory(prefix="framing-") as folder:
        for name, blob in files.items():
            (Path(folder) / name).write_bytes(_git(named, "-C", root, "cat-file", "blob", blob))
        yield Path(folder) / Path(place).name if place.endswith(".toml") else Path(folder)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # several names may be longer than one may
        return False


def _is_revision(named: str) -> bool:
    try:
        return bool(_commit(named, named))
    except UsageError:
        return False


def _commit(revision: str, named: str) -> str:
    found = _git(named, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    return found.decode().strip()


def _plain_toml(listed: bytes) -> Iterator[tuple[str, str]]:
    """Yield name and blob of each plain .toml file in what `git ls-tree -z` lists."""
    for entry in filter(None, listed.split(b"\0")):
        head, _, path = entry.partition(b"\t")
        mode, kind, blob = head.decode("ascii").split()
        name = Path(path.decode("utf-8", "surrogateescape")).name
        if kind == "blob" and mode.startswith("100") and name.endswith(".toml"):
            yield name, blob


def _git(named: str, *arguments: str) -> bytes:
    try:
        # The program is git, wherever the user has it; arguments never reach a shell.
        done = subprocess.run(["git", *arguments], capture_output=True, check=True, timeout=_SECONDS)  # noqa: S603, S607
    except FileNotFoundError:
        raise UsageError(f"{named}: no such file or folder, and git, which keeps revisions, is not installed") from None
    except subprocess.TimeoutExpired:
        raise UsageError(f"{named}: git took longer than {_SECONDS} s; name a file or a folder") from None
    except subprocess.CalledProcessError:
        raise UsageError(
            f"{named}: neither a file, a folder, nor a revision of one in git; e.g. HEAD~1:lexicons"
        ) from None
    return done.stdout
