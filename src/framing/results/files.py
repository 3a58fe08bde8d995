"""Files that are there whole or not at all."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path


def write_whole(path: Path, write: Callable[[Path], None]) -> None:
    """Let `write` fill a new file beside `path`, flush it to disk and put it in its place; leave no half one behind."""
    new = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        write(new)
        with new.open("rb") as file:
            os.fsync(file.fileno())
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)
