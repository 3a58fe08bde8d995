"""Files → drafts of articles, one reader per suffix. The text is taken as found; what a file says of it comes along.

A reader yields a Draft for every article and a LeftOut for everything it can't read: a bad row costs that row.
"""

import codecs
import csv
import io
import json
import logging
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias

from framing.corpus.dates import iso_date
from framing.corpus.files import ARTICLE_CAP, cleaned, decode, open_regular, parse_toml, read_bytes
from framing.errors import CorpusError
from framing.model import LeftOut, Span, TargetRequest


@dataclass(frozen=True, slots=True)
class Draft:
    """An article as its file gives it, before a manifest has its say. `source` and `group` are names, not records."""

    file: str
    text: str
    id: str = ""
    title: str = ""
    source: str = ""
    group: str = ""
    date: str = ""
    event: str = ""
    url: str = ""
    author: str = ""
    targets: tuple[TargetRequest, ...] | None = None
    warnings: tuple[str, ...] = ()


Reader: TypeAlias = Callable[[Path, str], Iterator[Draft | LeftOut]]
"""Takes the path and the name to show for it; raises CorpusError when nothing in the file can be read."""

# Other names under which front matter and columns give the same thing.
_SAME_AS = {"publisher": "source", "outlet": "source", "authors": "author", "byline": "author", "link": "url",
            "headline": "title"}  # fmt: skip
_FIELDS = ("id", "title", "source", "group", "date", "event", "url", "author")
_FIELD_CAP = 2000


def read_text(path: Path, name: str) -> Iterator[Draft | LeftOut]:
    """Read a `.txt` file: the whole of it is one article."""
    text, warnings = decode(read_bytes(path))
    yield Draft(name, _not_blank(text), id=Path(name).stem, warnings=warnings)


def read_markdown(path: Path, name: str) -> Iterator[Draft | LeftOut]:
    """Read a `.md` file; front matter (`---` with `key: value` lines, or `+++` with TOML) is taken off the text."""
    text, warnings = decode(read_bytes(path))
    fields, body = split_front_matter(text)
    yield _with_fields(Draft(name, _not_blank(body), id=Path(name).stem, warnings=warnings), fields)


def read_html(path: Path, name: str) -> Iterator[Draft | LeftOut]:
    """Read an `.html` file: the main text as trafilatura finds it (Barbaresi 2021), with the page's metadata."""
    data = read_bytes(path)
    text, warnings = decode(data, _declared_encoding(data))
    if _nesting(text) > _DEEPEST:
        raise CorpusError(f"nests its elements deeper than {_DEEPEST}; save the article's text as .txt")
    # Imported here, for it takes longer than reading a whole folder of plain files.
    import trafilatura

    for library in ("trafilatura", "htmldate", "courlan"):
        logging.getLogger(library).addHandler(logging.NullHandler())
    try:
        page: Any = trafilatura.bare_extraction(text, with_metadata=True, include_comments=False)
    except Exception as error:  # Whatever a stranger's page does to a parser costs that page, not the run.
        raise CorpusError(f"can't be taken apart as a page ({type(error).__name__}); save its text as .txt") from error
    if page is None or not (page.text or "").strip():
        raise CorpusError("has no article text that can be found in the page; save the text as .txt")
    found, more = cleaned(page.text)
    fields = {key: getattr(page, key, None) or "" for key in ("title", "date", "url", "author")}
    fields["source"] = page.sitename or page.hostname or ""
    yield _with_fields(Draft(name, found, id=Path(name).stem, warnings=warnings + more), fields)


def read_jsonl(path: Path, name: str) -> Iterator[Draft | LeftOut]:
    """Read a `.jsonl` file: an object a line, with `text` and, if known, the fields of a Draft; others are ignored."""
    with open_regular(path) as file:
        empty = True
        for number, line in _lines(file):
            where = f"{name}:{number}"
            empty = False
            try:
                yield _draft_of_row(_json_row(line), where, f"{Path(name).stem}-{number}")
            except CorpusError as error:
                yield LeftOut(where, str(error))
        if empty:
            raise CorpusError("is empty")


def read_csv(path: Path, name: str) -> Iterator[Draft | LeftOut]:
    """Read a `.csv` file with a header line; columns as the keys of `.jsonl`, separated by comma, ; | or tab."""
    encoding, warnings = _encoding_of(path)
    # The limit belongs to the whole process, so it is put back.
    limit = csv.field_size_limit(ARTICLE_CAP)
    try:
        with open_regular(path) as file, io.TextIOWrapper(file, encoding, newline="") as lines:
            rows = csv.reader(lines, delimiter=_delimiter(lines))
            header = [_key(cell) for cell in next(rows, [])]
            if "text" not in header:
                raise CorpusError(f"has no column named text; its columns are {str(header)[:200]}")
            yield from _csv_rows(rows, header, name, warnings)
    except UnicodeError as error:
        raise CorpusError("is not text in a known encoding; save it as CSV in UTF-8") from error
    except csv.Error as error:
        raise CorpusError(f"is not readable as CSV: {error}") from error
    finally:
        csv.field_size_limit(limit)


# --- what a file says of its article ----------------------------------------------------------------------------


def split_front_matter(text: str) -> tuple[Mapping[str, Any], str]:
    """Return the fields at the head of a markdown text, and the text below them as found."""
    if match := re.match(r"---[ \t]*\r?\n(.{0,20000}?)(?:^|\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", text, re.S):
        fields = _key_values(match[1])
        return (fields, text[match.end() :]) if fields else ({}, text)
    if match := re.match(r"\+\+\+[ \t]*\r?\n(.{0,20000}?)(?:^|\n)\+\+\+[ \t]*(?:\r?\n|\Z)", text, re.S):
        try:
            # The line of the +++ counts, so that an error names the file's own line.
            return parse_toml("\n" + match[1].replace("\r\n", "\n")), text[match.end() :]
        except CorpusError as error:
            raise CorpusError(f"has front matter that {error}") from error
    return {}, text


def _key_values(lines: str) -> dict[str, Any]:
    """Read the `key: value` lines of YAML front matter; nested and listed values are not needed and passed over."""
    fields: dict[str, Any] = {}
    for line in lines.splitlines():
        match = re.match(r"([A-Za-z_][\w -]*?)\s*:(?:\s+(.*))?\Z", line)
        if match:
            value = (match[2] or "").strip()
            if value[:1] == "[" and value[-1:] == "]":
                value = ", ".join(part.strip().strip("\"'") for part in value[1:-1].split(","))
            elif len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
                value = value[1:-1]
            fields[match[1]] = value
    return fields


def _with_fields(draft: Draft, fields: Mapping[str, Any]) -> Draft:
    """Return the draft with the fields it knows; a field that can't be used is left empty, with a warning."""
    known: dict[str, Any] = {}
    warnings = draft.warnings
    for key, value in ((_key(k), v) for k, v in fields.items()):
        if key not in _FIELDS or value is None or value == "":
            continue
        if isinstance(value, list) and all(isinstance(v, str) for v in value):
            value = ", ".join(value)
        clean = iso_date(value) if key == "date" else _one_line(value)
        if clean is None:
            cure = "write it as 2025-06-05, 2025-06 or 2025" if key == "date" else "write it as one line of text"
            warnings += (f"{key} {str(value)[:60]!r} was not used; {cure}",)
        else:
            known[key] = clean
    return replace(draft, **(known | {"id": known.get("id") or draft.id, "warnings": warnings}))


def _key(name: object) -> str:
    key = str(name).strip().lower()
    return _SAME_AS.get(key, key)


def _one_line(value: object) -> str | None:
    """Return a value as one clean line of text, or None when it is none."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    line = cleaned(" ".join(str(value).split()))[0]
    return line if len(line) <= _FIELD_CAP else None


def _not_blank(text: str) -> str:
    if not text.strip():
        raise CorpusError("is empty")
    return text


# --- rows -------------------------------------------------------------------------------------------------------


def _lines(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Yield the lines that are not blank, with their numbers from 1, each cut where it exceeds the cap."""
    number = 0
    while line := file.readline(ARTICLE_CAP + 1):
        number += 1
        if len(line) > ARTICLE_CAP and not line.endswith(b"\n"):
            while rest := file.readline(ARTICLE_CAP):
                if rest.endswith(b"\n"):
                    break
        if number == 1:
            line = line.removeprefix(codecs.BOM_UTF8)
        if line.strip():
            yield number, line


def _json_row(line: bytes) -> dict[str, Any]:
    if len(line) > ARTICLE_CAP:
        raise CorpusError(f"is a row larger than {ARTICLE_CAP // 1_000_000} MB")
    try:
        row = json.loads(line.decode("utf-8").rstrip())
    except UnicodeDecodeError as error:
        raise CorpusError("is not UTF-8, as JSON must be") from error
    except json.JSONDecodeError as error:
        raise CorpusError(f"is not JSON: {error.msg} at column {error.colno}") from error
    except (ValueError, RecursionError) as error:
        raise CorpusError("is not usable JSON: nested too deep, or a number too long") from error
    if not isinstance(row, dict):
        raise CorpusError('is not a JSON object; write {"text": "…"}')
    return row


def _draft_of_row(row: Mapping[str, Any], where: str, default_id: str) -> Draft:
    text = row.get("text")
    if not isinstance(text, str):
        raise CorpusError('has no "text" that is a string')
    if not text.strip():
        raise CorpusError('has an empty "text"')
    text, warnings = cleaned(text)
    draft = Draft(where, text, id=default_id, targets=_targets(row.get("targets"), len(text)), warnings=warnings)
    draft = _with_fields(draft, row)
    if draft.id != default_id and isinstance(row.get("id"), str):
        # An id joins the rows of different files, so the white space in it is kept to the letter.
        return replace(draft, id=cleaned(row["id"])[0])
    return draft


def _targets(wanted: object, length: int) -> tuple[TargetRequest, ...] | None:
    """Return what a row asks a stance for; answers keep the order, so one bad target spoils the row."""
    if wanted is None:
        return None
    if not isinstance(wanted, list):
        raise CorpusError('has "targets" that are no list; write [{"start": 0, "end": 5}] or [{"name": "Xi Jinping"}]')
    return tuple(_target(target, i, length) for i, target in enumerate(wanted))


def _target(target: object, i: int, length: int) -> TargetRequest:
    if isinstance(target, dict):
        start, end, name = target.get("start"), target.get("end"), target.get("name")
        if type(start) is int and type(end) is int:
            if not 0 <= start < end <= length:
                raise CorpusError(
                    f"has targets[{i}] at {start}..{end}, which is not inside its text of {length} characters"
                )
            return TargetRequest(span=Span(start, end))
        if isinstance(name, str) and (line := _one_line(name)):
            return TargetRequest(name=line)
    raise CorpusError(f'has targets[{i}] with neither "start" and "end" nor a "name"')


def _csv_rows(
    rows: Iterator[list[str]], header: list[str], name: str, warnings: tuple[str, ...]
) -> Iterator[Draft | LeftOut]:
    number = rows.line_num  # type: ignore[attr-defined]
    for cells in rows:
        where = f"{name}:{number + 1}"
        number = rows.line_num  # type: ignore[attr-defined]
        row: dict[str, Any] = dict(zip(header, cells, strict=False))
        if not any(cells):
            continue
        try:
            row["targets"] = _targets_of_cell(row.get("targets") or "")
            draft = _draft_of_row(row, where, f"{Path(name).stem}-{where.rpartition(':')[2]}")
            yield replace(draft, warnings=draft.warnings + warnings)
        except CorpusError as error:
            yield LeftOut(where, str(error))


def _targets_of_cell(cell: str) -> object:
    """Read a cell of targets: a JSON list, or names with semicolons between them."""
    if not cell.strip():
        return None
    if not cell.lstrip().startswith("["):
        return [{"name": name.strip()} for name in cell.split(";") if name.strip()]
    try:
        return json.loads(cell)
    except (ValueError, RecursionError) as error:
        raise CorpusError("has targets that are not JSON; write names with ; between them") from error


def _delimiter(lines: io.TextIOWrapper) -> str:
    """Return the mark that splits the header so that a `text` column appears; csv.Sniffer is misled by long texts."""
    header = lines.readline(100_000)
    lines.seek(0)
    return next((d for d in ",;\t|" if "text" in map(_key, next(csv.reader([header], delimiter=d), []))), ",")


def _encoding_of(path: Path) -> tuple[str, tuple[str, ...]]:
    """Return the encoding of a file of any size by the order of `decode`, reading it in pieces."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with open_regular(path) as file:
        start = file.read(4)
        if not start:
            raise CorpusError("is empty")
        if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16", ()
        file.seek(0)
        try:
            while piece := file.read(1 << 20):
                if b"\0" in piece:
                    raise CorpusError("is not text (it holds zero bytes); save it as CSV in UTF-8")
                decoder.decode(piece)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252", decode(b"\x80")[1]
    return "utf-8-sig", ()


# --- pages ------------------------------------------------------------------------------------------------------

_DEEPEST = 500
_TAG = re.compile(
    r"<(/?)(div|span|section|article|main|table|ul|ol|blockquote|font|b|i|em|strong|a|center|script)\b", re.I
)
_ENCODING = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.I)
_ENCODINGS = re.compile(r"(?:utf-?8|utf-?16|iso-?8859|latin|windows-?12|cp12|koi8|gb|big5|shift|euc)[\w-]*\Z", re.I)


def _declared_encoding(data: bytes) -> str:
    """Return the encoding that a page declares in its head, when it is one that pages use."""
    match = _ENCODING.search(data[:4096])
    name = match[1].decode("ascii") if match else ""
    return name if _ENCODINGS.match(name) else ""


def _nesting(page: str) -> int:
    """Return how deep elements nest, as far as their tags tell; parsers drop or crawl through what lies too deep."""
    depth = deepest = 0
    in_script = False
    for tag in _TAG.finditer(page):
        if tag[2].lower() == "script":
            in_script = not tag[1]
        elif not in_script:
            depth = max(0, depth - 1) if tag[1] else depth + 1
            deepest = max(deepest, depth)
    return deepest


READERS: dict[str, Reader] = {
    ".txt": read_text,
    ".md": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".jsonl": read_jsonl,
    ".csv": read_csv,
}
"""Suffix, in lower case, to the function that reads such files."""
