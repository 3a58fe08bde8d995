"""Files that are there whole or not at all, and folders that one program writes at a time."""

import os
import secrets
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


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
