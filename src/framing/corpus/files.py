"""Opens files that strangers made: regular files only, never through a link, never waiting, never more than a cap.

Every refusal is a CorpusError whose message is the reason alone ("is empty"): the caller knows which file it was.
"""

import codecs
import errno
import os
import re
import stat
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from framing.errors import CorpusError

ARTICLE_CAP = 20_000_000
"""Bytes of one article's file, or of one row of a `.jsonl` or `.csv` file."""
LINK = "is a link, and links are not followed; put the file itself there"
TOML_CAP = 1_000_000
TOML_DOTS = 40
"""Dots in one TOML key; thousands of keys of hundreds of dots take seconds to parse."""

# Not on every system; without them a link or a pipe is still refused below, only later.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NOT_CHARACTERS = re.compile("[\ud800-\udfff\0]")
_CONTROLS = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_MOJIBAKE = re.compile("â€[\u0153\u009d™˜œ“”¦]|Ã[©¨¼¶¤±¡³§]")
_CP1252_WARNING = "read as Windows-1252, since it is not UTF-8; check accents and quotation marks, or save it as UTF-8"


def shown(path: Path | str) -> str:
    r"""Return a path as one line that can be printed: bytes that are no UTF-8, and what is not seen, become `\xff`."""
    name = os.fsencode(path).decode("utf-8", "backslashreplace").replace(os.sep, "/")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in name)


def why(error: OSError) -> str:
    """Return the reason why a file or a folder could not be opened."""
    if error.errno in {errno.ELOOP, errno.EMLINK}:
        return LINK
    return f"can't be opened: {(error.strerror or 'unknown reason').lower()}"


@contextmanager
def open_regular(path: Path) -> Iterator[BinaryIO]:
    """Open a regular file for reading bytes; a pipe, device, folder or link is refused and never waited for."""
    try:
        descriptor = os.open(path, _FLAGS)
    except OSError as error:
        raise CorpusError(why(error)) from error
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise CorpusError("is not a regular file (a pipe, a socket, a device or a folder)")
    with os.fdopen(descriptor, "rb") as file:
        yield file


def read_bytes(path: Path, cap: int = ARTICLE_CAP) -> bytes:
    """Return the bytes of a regular file of at most `cap` bytes that is not empty."""
    with open_regular(path) as file:
        # Ask before reading, so that a sparse file of 10 GB costs nothing; then trust only what was read.
        if os.fstat(file.fileno()).st_size > cap or len(data := file.read(cap + 1)) > cap:
            raise CorpusError(
                f"is larger than {cap // 1_000_000} MB; split it, or give its articles as rows of a .jsonl"
            )
    if not data.strip():
        raise CorpusError("is empty")
    return data


def decode(data: bytes, declared: str = "") -> tuple[str, tuple[str, ...]]:
    """Return the text of a file's bytes, line ends as found, and warnings.

    In order: a byte order mark, the encoding the file declares, strict UTF-8, Windows-1252 with a warning. There is
    no statistical guess: on short texts guesses are wrong without a sign.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return cleaned(_strict(data, name))
    if declared:
        try:
            return cleaned(data.decode(declared))
        except (UnicodeDecodeError, LookupError):
            pass
    if b"\0" in data:
        raise CorpusError("is not text (it holds zero bytes); save it as plain text in UTF-8")
    try:
        return cleaned(data.decode("utf-8"))
    except UnicodeDecodeError:
        text, warnings = cleaned(_strict(data, "cp1252"))
        return text, (*warnings, _CP1252_WARNING)


def cleaned(text: str) -> tuple[str, tuple[str, ...]]:
    """Return text with what is no character replaced, one for one, and warnings; refuse what is no text.

    Lone surrogates and zero characters become U+FFFD, so offsets stay. Anything else stays as it is.
    """
    warnings: tuple[str, ...] = ()
    if len(_CONTROLS.findall(text)) > max(2, len(text) // 100):
        raise CorpusError("is not text (it is full of control characters)")
    if _NOT_CHARACTERS.search(text):
        text, count = _NOT_CHARACTERS.subn("\ufffd", text)
        warnings += (f"{count} broken characters were replaced by \ufffd",)
    if _MOJIBAKE.search(text):
        warnings += ("holds sequences like â€™ or Ã©: it was probably decoded wrongly before it came here",)
    return text, warnings


def _strict(data: bytes, name: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        raise CorpusError("is not text in a known encoding; save it as plain text in UTF-8") from error


def parse_toml(text: str) -> dict[str, Any]:
    """Return the tables of a TOML text; whatever breaks the parser, or would take it long, is one CorpusError."""
    if len(text) > TOML_CAP:
        raise CorpusError(f"is larger than {TOML_CAP // 1_000_000} MB")
    for number, line in enumerate(text.split("\n"), 1):
        if line.partition("=")[0].count(".") > TOML_DOTS:
            raise CorpusError(f"is not usable TOML: line {number} nests too deep")
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise CorpusError("is not usable TOML: it nests too deep") from error
    except ValueError as error:
        raise CorpusError(f"is not TOML: {str(error).splitlines()[0]}") from error
