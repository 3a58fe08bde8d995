"""Files that are there whole or not at all, files of a format, and folders that one program writes at a time."""

import json
import os
import secrets
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from framing.errors import ResultsError

T = TypeVar("T")


def put(text: str, path: Path) -> None:
    """Write a text file, whole or not at all. Raises ResultsError when it can't be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, partial(_put, text.encode("utf-8", "replace")))
    except OSError as error:
        raise ResultsError(f"{path}: can't be written ({error.strerror or error}); choose another --out") from error


def read_of_format(path: Path, form: str, make: Callable[[dict[str, Any]], T], cure: str) -> T:
    """Return what `make` makes of a JSON object whose key `format` says `form`.

    Raises ResultsError, which ends with the `cure`, for a file that is no such thing, and where `make` finds it broken:
    by AttributeError, KeyError, TypeError or ValueError.
    """
    try:
        whole = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ResultsError(f"{path}: can't be read ({error.strerror or error}); {cure}") from error
    except (ValueError, RecursionError) as error:
        raise ResultsError(f"{path}: is not JSON ({str(error).splitlines()[0]}); {cure}") from None
    if not isinstance(whole, dict) or whole.pop("format", None) != form:
        raise ResultsError(f"{path}: is not of format {form!r}; {cure}")
    try:
        return make(whole)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ResultsError(f"{path}: breaks the format {form!r} ({error}); {cure}") from None


def write_whole(path: Path, write: Callable[[Path], None], *, last: Callable[[], None] = lambda: None) -> None:
    """Let `write` fill a new file beside `path`, flush it to disk and put it in its place; leave no half one behind.

    `last` is called right before the new file takes its place: what it raises leaves the old one there.
    """
    new = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        write(new)
        with new.open("rb") as file:
            os.fsync(file.fileno())
        last()
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Wait until no other `alone` of any program holds `folder`, and hold it. Raises OSError when it can't be opened.

    The lock is the folder's own, so it leaves no file behind. Windows has none: there it holds nothing.
    """
    if sys.platform == "win32":
        yield
        return
    import fcntl

    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _put(data: bytes, path: Path) -> None:
    path.write_bytes(data)
