"""Where a report goes: one run at a time, all of it or nothing, and never over somebody else's files."""

import filecmp
import os
import shutil
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import click

from framing.cli import printable
from framing.cli.options import writable, writing
from framing.errors import UsageError
from framing.report.manifest import pack, read_manifest, stale

LARGE = 50_000_000
"""Bytes of a report above which a user is warned."""
MADE_BY = b'<meta name="generator" content="framing">'


@contextmanager
def output(out: Path, source: Path) -> Iterator[Path]:
    """Yield an empty folder to write into; at the end its files take their places below `out`, all together.

    On an error or an interruption nothing below `out` has changed. Raises UsageError when `out` can't be written, is
    or lies in the folder that is read, holds a page that framing didn't make, or is being written by another run.
    """
    _check(out, source)
    made = not out.exists()
    try:
        with writing(out):
            out.mkdir(parents=True, exist_ok=True)
            with _alone(out):
                staging = Path(tempfile.mkdtemp(prefix=".framing-", dir=out))
                try:
                    yield staging
                    with _undisturbed():
                        _put(staging, out)
                finally:
                    shutil.rmtree(staging, ignore_errors=True)
    finally:
        if made:
            with suppress(OSError):
                out.rmdir()  # only when nothing came of it is it empty


def finish(page: Path, *, packed: bool, open_it: bool) -> None:
    """Say where the report stands, warn when it is large, pack and open it when that is asked for."""
    click.echo(f"Report: {printable(str(page))}")
    size = sum((page.parent / path).stat().st_size for path in read_manifest(page.parent))
    if size > LARGE:
        cure = "--articles cited makes a smaller one" if page.stat().st_size < LARGE else "--layout folder opens faster"
        click.echo(f"The report has {size / 1e6:,.0f} MB; {cure}, --zip packs it.", err=True)
    if packed:
        with writing(page.parent):
            click.echo(f"Packed: {printable(str(pack(page.parent)))}")
    if open_it:
        click.launch(str(page))


def _check(out: Path, source: Path) -> None:
    writable(out)
    if out.suffix.lower() in (".html", ".htm") or out.is_file():
        raise UsageError(f"--out: {out} names a file; name a folder, the report will be its index.html")
    if source.is_dir() and out.resolve().is_relative_to(source.resolve()):
        raise UsageError(f"--out: {out} lies in the folder that is read, {source}; name another place")
    page = out / "index.html"
    if page.is_file() and MADE_BY not in page.open("rb").read(4096):
        raise UsageError(f"--out: {page} was not made by framing and would be lost; name another folder")


@contextmanager
def _alone(out: Path) -> Iterator[None]:
    """Hold the folder's lock; a second run is told, not made to wait."""
    if sys.platform == "win32":
        yield
        return
    import fcntl

    place = out / ".framing-lock"
    with place.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise UsageError(f"--out: another run is writing to {out}; wait for it, or name another folder") from None
        try:
            yield
        finally:
            place.unlink(missing_ok=True)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let Ctrl-C wait for the few milliseconds in which files change places."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _put(staging: Path, out: Path) -> None:
    """Put what is new in its place, let what is the same stand, and take away what only an earlier report had."""
    before, now = read_manifest(out), read_manifest(staging)
    for path in sorted(staging.rglob("*")):
        place = out / path.relative_to(staging)
        if path.is_dir():
            place.mkdir(exist_ok=True)
        elif not (place.is_file() and filecmp.cmp(path, place, shallow=False)):
            os.replace(path, place)  # noqa: PTH105 - atomic, and over what an earlier run left
    for path in stale(before, now, out):
        path.unlink()
        with suppress(OSError):
            path.parent.rmdir()  # only when nothing else is in it
