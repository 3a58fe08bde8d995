"""Lexicon files on disk: which are read and in what order, safely, with the line of every table and key.

tomli gives no lines, so a light scan of the text finds them; when it loses its way (it never fails), an entry gets
the line of the table around it.
"""

import importlib.resources
import os
import re
import stat
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeAlias

import tomli

from framing.errors import LexiconError

MAX_BYTES = 32_000_000
"""A lexicon of 100,000 terms with their examples has about 20 MB."""
LARGE = 1_000_000
"""Characters from which a file is large."""
MAX_DEPTH = 8
MAX_SHOWN = 200
MAX_PROBLEMS = 300
"""More help nobody, and a hostile file could have millions."""
LOCAL = "local.toml"
"""An analyst's own edits: read last in its folder, and may replace what the other files of the folder say."""

KeyPath: TypeAlias = tuple[str | int, ...]


DEFAULT = "default"
"""The name that stands for the default lexicon folder on the command line."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a lexicon, in one line: `str(problem)` says where, what, and the cure."""

    file: str
    line: int
    address: str
    message: str
    error: bool = True

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return ": ".join(part for part in (where, self.address, self.message) if part)


@dataclass(frozen=True)
class LexiconFile:
    """One file as read. Files of a later `layer` may replace entries of an earlier one; within a layer they may not."""

    name: str
    layer: int
    tables: Mapping[str, Any]
    text: str

    def line(self, path: KeyPath) -> int:
        """Return the line (from 1) where `path` stands, else where something in it does, else where it lies in."""
        if (line := self._headers.get(path)) or (line := self._lines.get(path)):
            return line
        return next((self._lines[path[:n]] for n in range(len(path), 0, -1) if path[:n] in self._lines), 1)

    @cached_property
    def _headers(self) -> Mapping[KeyPath, int]:
        """The lines of the tables; nothing when the quick scan took something else for a header."""
        found = dict(_scan_headers(self.text))
        arrays = Counter(path[:-1] for path in found if isinstance(path[-1], int))
        return found if all(_length(self.tables, path) == n for path, n in arrays.items()) else {}

    @cached_property
    def _lines(self) -> Mapping[KeyPath, int]:
        """The lines of all tables, keys and elements: several times slower, so only when one is asked for."""
        lines: dict[KeyPath, int] = {}
        for path, line in _scan_lines(self.text):
            for n in range(1, len(path) + 1):
                lines.setdefault(path[:n], line)
        return lines


def read_files(paths: Sequence[Path]) -> tuple[list[LexiconFile], list[Problem]]:
    """Read files and folders in the order given; each path is a layer, and so is the `local.toml` of a folder.

    Links, pipes and other special files in a folder are passed over with a warning: only what lies there is read.
    """
    files: list[LexiconFile] = []
    problems: list[Problem] = []
    layer = 0
    for path in paths:
        found, wrong = _files_of(path)
        problems += wrong
        for file in found:
            layer += file.name == LOCAL and path.is_dir()
            read = _read_file(file, layer)
            if isinstance(read, Problem):
                problems.append(read)
            else:
                files.append(read)
        layer += 1
    return files, problems


def lexicon_folder(corpus_path: Path) -> Path:
    """Return the lexicon folder to use when none is named.

    `lexicons/` in the working directory, else beside the corpus (in it or next to it), else the packaged one; a folder
    without TOML files is not one.
    """
    around = (Path(), corpus_path, corpus_path.parent)
    return next((f for folder in around if _has_toml(f := folder / "lexicons")), packaged_folder())


def lexicon_paths(named: Sequence[Path], corpus_path: Path) -> tuple[Path, ...]:
    """Return the files and folders to load: those `named`, where "default" stands for the default folder.

    Raises LexiconError for a path that leads nowhere: too long a name, a link to itself, a folder that is closed. One
    that isn't there is left to `read_files`.
    """
    if not named:
        return (lexicon_folder(corpus_path),)
    default = Path(DEFAULT)
    return tuple(lexicon_folder(corpus_path) if p == default and not p.exists() else _followed(p) for p in named)


def _followed(path: Path) -> Path:
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        pass
    except OSError as error:
        message = f"can't be read ({error.strerror or error}); name a plain, readable file or folder"
        raise LexiconError(str(Problem(_shown(path), 0, "", message))) from None
    return path


def packaged_folder() -> Path:
    """Return the folder of the lexicons that come with framing: in the wheel, or the repository's when run from it."""
    inside = Path(str(importlib.resources.files("framing"))) / "lexicons"
    return inside if _has_toml(inside) else Path(__file__).resolve().parents[3] / "lexicons"


def _has_toml(folder: Path) -> bool:
    try:
        return any(path.suffix == ".toml" for path in folder.iterdir())
    except OSError:
        return False


def _files_of(path: Path) -> tuple[list[Path], list[Problem]]:
    """Return the TOML files of a folder in name order, `local.toml` last; a file is itself."""
    try:
        if not path.is_dir():
            return [path], []
        inside = [p for p in sorted(path.iterdir(), key=lambda p: p.name) if p.suffix == ".toml"]
        special = [p for p in inside if p.is_symlink() or not p.is_file()]
    except OSError as error:
        return [], [Problem(_shown(path), 0, "", f"can't be read ({error.strerror}); check its permissions")]
    problems = [Problem(_shown(p), 0, "", f"passed over: {_why_special(p)}", error=False) for p in special]
    plain = [p for p in inside if p not in special]
    if not plain:
        problems.append(Problem(_shown(path), 0, "", "no .toml file in this folder; name another with --lexicon"))
    return sorted(plain, key=lambda p: p.name == LOCAL), problems


def _why_special(path: Path) -> str:
    if path.is_dir() and not path.is_symlink():
        return "a folder; move its files up here, or name it with --lexicon"
    return "not a plain file; copy the file here"


def _read_file(path: Path, layer: int) -> LexiconFile | Problem:
    def wrong(message: str, line: int = 0) -> Problem:
        return Problem(_shown(path), line, "", message)

    try:
        content = read_plain(path)
    except FileNotFoundError:
        return wrong("no such file or folder; check the path")
    except OSError as error:
        return wrong(f"can't be read ({error.strerror or error}); name a plain, readable file")
    if len(content) > MAX_BYTES:
        return wrong(f"larger than {MAX_BYTES // 1_000_000} MB; split it into several files")
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        return wrong("not UTF-8; save it with that encoding", content[: error.start].count(b"\n") + 1)
    remembered = _of_large if len(text) > LARGE else _of_small
    return remembered(_shown(path), layer, text)


def _parsed(name: str, layer: int, text: str) -> LexiconFile | Problem:
    """Parse the text of a file."""

    def wrong(message: str, line: int = 0) -> Problem:
        return Problem(name, line, "", message)

    # Long dotted keys cost tomli quadratic time. Few lines hold so many dots, fewer still as a key.
    for dots in _MANY_DOTS.finditer(text):
        start = text.rfind("\n", 0, dots.start()) + 1
        if _has_long_key(text[start : dots.end()]):
            number = text.count("\n", 0, start) + 1
            return wrong(f"a key of more than {MAX_DEPTH} parts; write shorter keys", number)
    try:
        tables = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        at = re.search(r"\(at line (\d+), column \d+\)$|\(at end of document\)$", str(error))
        line = int(at[1]) if at and at[1] else text.count("\n") + 1
        return wrong(f"not TOML: {one_line(re.sub(r' *[(]at [^)]*[)]$', '', str(error)))}; mend this line", line)
    except ValueError as error:
        return wrong("a number that is too long; write a shorter one", _line_raising(type(error), text, _LONG_NUMBER))
    except RecursionError as error:
        line = _line_raising(type(error), text, _NESTING)
        return wrong(f"nested more than {MAX_DEPTH} deep; a lexicon needs no more than tables in tables", line)
    file = LexiconFile(name, layer, tables, text)
    if _depth_exceeds(tables, MAX_DEPTH):
        line = file.line(_too_deep(tables, MAX_DEPTH))
        return wrong(f"nested more than {MAX_DEPTH} deep; a lexicon needs no more than tables in tables", line)
    return file


def _line_raising(kind: type[Exception], text: str, fit: re.Pattern[str]) -> int:
    """Return the line at which the parser gives up with an error that doesn't say where: one of those that `fit`.

    As far as that line the text raises the error, and before it, it doesn't; so the line is found by halving.
    """
    rows = text.split("\n")
    some = [number for number, row in enumerate(rows, 1) if fit.search(row)]

    def raises(k: int) -> bool:
        try:
            tomli.loads("\n".join(rows[: some[k]]) + "\n")
        except (ValueError, RecursionError) as error:
            return type(error) is kind
        return False

    k = bisect_left(range(len(some)), True, key=raises)
    return some[k] if k < len(some) else 1


# Texts are remembered, so that after an edit only the file that changed is parsed again; of large files only the last
# two, for they take ten times their size.
_of_small = lru_cache(maxsize=64)(_parsed)
_of_large = lru_cache(maxsize=2)(_parsed)


def read_plain(path: Path) -> bytes:
    """Read a plain file up to a little over MAX_BYTES; never follow a link, never wait on a pipe. Raises OSError."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError("not a plain file")
        return file.read(MAX_BYTES + 1)


def _length(tables: object, path: KeyPath) -> int:
    """Return how many elements the array at `path` has."""
    try:
        for key in path:
            tables = tables[key]  # type: ignore[index]
    except (KeyError, IndexError, TypeError):
        return -1
    return len(tables) if isinstance(tables, list) else -1


def _shown(path: Path) -> str:
    """Return the name of a file as a person can read it, whatever bytes it has."""
    return one_line(path.name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace") or str(path))


def one_line(text: str) -> str:
    """Return text from outside fit for a message: no control characters, not too long."""
    if text.isprintable() and len(text) <= MAX_SHOWN:
        return text
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text[:MAX_SHOWN])


def _has_long_key(row: str) -> bool:
    parts = 0
    for piece in _DOTTED.finditer(row):
        parts = parts + 1 if piece[1] else 0
        if parts > MAX_DEPTH:
            return True
    return False


def _depth_exceeds(value: object, limit: int) -> bool:
    level: list[Any] = [value]
    for _ in range(limit + 1):
        level = [
            child
            for outer in level
            for child in (outer.values() if outer.__class__ is dict else outer)
            if child.__class__ is dict or child.__class__ is list
        ]
    return bool(level)


def _too_deep(tables: Mapping[str, Any], limit: int) -> KeyPath:
    """Return the path of the first table or array that lies deeper than `limit`, as `_depth_exceeds` has found one."""
    level: list[tuple[KeyPath, Any]] = [((), tables)]
    for _ in range(limit + 1):
        level = [
            ((*path, key), child)
            for path, outer in level
            for key, child in (outer.items() if isinstance(outer, dict) else enumerate(outer))
            if isinstance(child, dict | list)
        ]
    return level[0][0]


# --- lines ------------------------------------------------------------------------------------------------------

_KEY = r"""(?:[\w-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+')"""
# A part of a dotted key, and its dot if it has one; an unclosed quotation mark takes the rest, so that time is linear.
_DOTTED = re.compile(r"""(?:[\w-]++|"(?:[^"\\]|\\.)*+"?|'[^']*+'?)[ \t]*+(\.?)[ \t]*+|.""")
# What begins with a plain character is searched for ten times as fast as anything else.
_MANY_DOTS = re.compile(rf"\.(?:[^.\n]*+\.){{{MAX_DEPTH}}}[^\n]*")
_LONG_NUMBER = re.compile(r"[0-9](?:_?[0-9]){1000}")
_NESTING = re.compile(r"[\[{]")
_HEADER = re.compile(rf"[ \t]*(\[\[?)[ \t]*({_KEY}(?:[ \t]*\.[ \t]*{_KEY})*)[ \t]*\]")
_HEADER_LINE = re.compile(rf"\n{_HEADER.pattern}\]?[ \t]*(?:#.*)?$", re.MULTILINE)
_ASSIGNED = re.compile(rf"[ \t]*({_KEY}(?:[ \t]*\.[ \t]*{_KEY})*)[ \t]*=")
_PARTS = re.compile(_KEY)
_LEXEMES = re.compile(
    r'"""(?:[^\\]|\\.)*?"""+|\'\'\'.*?\'\'\'+|"(?:[^"\\\n]|\\.)*+"|\'[^\'\n]*+\'|#[^\n]*+|[\[\]{}]', re.DOTALL
)


def _scan_headers(text: str) -> Iterator[tuple[KeyPath, int]]:
    """Yield the path and line of what looks like a header, alone on its line."""
    counts: dict[KeyPath, int] = {}
    line = at = 0
    path: KeyPath = ()
    before = ""
    lines = "\n" + text
    for header in _HEADER_LINE.finditer(lines):
        start = header.start(1)
        line += lines.count("\n", at, start)
        at = start
        brackets, key = header.groups()
        if brackets == "[[" and key == before:  # the next of a list: of terms, a thousand
            counts[path[:-1]] += 1
            path = (*path[:-1], counts[path[:-1]])
        else:
            path = _table_of(_parts(key), brackets == "[[", counts)
            before = key if brackets == "[[" else ""
        yield path, line


def _scan_lines(text: str) -> Iterator[tuple[KeyPath, int]]:
    """Yield the path and line of each table, key, and string of an array."""
    newlines = [m.start() for m in re.finditer("\n", text)]
    counts: dict[KeyPath, int] = {}
    table: KeyPath = ()
    at = 0
    while at < len(text):
        line = bisect_right(newlines, at - 1) + 1
        end = newlines[line - 1] if line <= len(newlines) else len(text)
        if header := _HEADER.match(text, at, end):
            table = _table_of(_parts(header[2]), header[1] == "[[", counts)
            yield table, line
        elif assigned := _ASSIGNED.match(text, at, end):
            path = table + _parts(assigned[1])
            yield path, line
            end, strings = _value_end(text, assigned.end(), end)
            for k, start in enumerate(strings):
                yield (*path, k), bisect_right(newlines, start - 1) + 1
        at = end + 1


def _parts(key: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in _PARTS.findall(key))


def _table_of(parts: tuple[str, ...], is_array: bool, counts: dict[KeyPath, int]) -> KeyPath:
    """Return the path of a header: each array of tables on its way is at its latest element."""
    path: KeyPath = ()
    for k, part in enumerate(parts):
        path = (*path, part)
        if is_array and k == len(parts) - 1:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path


def _value_end(text: str, start: int, line_end: int) -> tuple[int, list[int]]:
    """Return where the line ends on which a value ends, and where the elements of an array begin (strings, tables)."""
    opener = text[start:line_end].lstrip()[:3]
    if not opener or (opener[0] not in "[{" and opener not in ('"""', "'''")):
        return line_end, []
    depth = 0
    strings: list[int] = []
    at = start
    while lexeme := _LEXEMES.search(text, at):
        at = lexeme.end()
        mark = lexeme[0][0]
        if mark in "]}":
            depth -= 1
        elif mark != "#":
            if depth == 1:
                strings.append(lexeme.start())
            depth += mark in "[{"
        if depth <= 0:
            break
    else:
        at = len(text)
    line_end = text.find("\n", at)
    return (line_end if line_end >= 0 else len(text)), strings
