"""Hand-coded data: rows of the annotation format (`.jsonl`), or a coder's table of sentence, target, label (`.csv`).

Strict: one row that can't be understood refuses the file, with its line and the cure, for a figure on what is left
would be a figure on something else.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any, NoReturn

from framing.corpus import read_corpus
from framing.errors import CorpusError, choose
from framing.lexicon import Lexicon
from framing.model import Article, Corpus, Section, Source, Span, TargetRequest
from framing.validity.tally import Row

KEYS = ("targets", "attributions", "sentences", "frames", "expressions")
"""What a row may have coded; a row needs one of them."""

_CODES = {
    "negative": "negative", "neg": "negative", "-1": "negative", "−1": "negative",
    "neutral": "neutral", "neu": "neutral", "0": "neutral",
    "positive": "positive", "pos": "positive", "1": "positive", "+1": "positive",
}  # fmt: skip
_LABEL_CURE = "write negative, neutral or positive, or -1, 0, 1"


@dataclass(frozen=True)
class Gold:
    """Coded rows in file order. `digest` is the SHA-256 of the file; `path` where it was read."""

    name: str
    digest: str
    path: Path
    rows: tuple[Row, ...]

    @cached_property
    def by_id(self) -> Mapping[str, Row]:
        """The rows by id."""
        return {row["id"]: row for row in self.rows}


def read_gold(path: Path) -> Gold:
    """Read hand-coded data. Raises CorpusError naming file, line and cure for the first row that can't be used."""
    read = choose("kind of gold file", path.suffix.lower(), GOLD_READERS)
    try:
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CorpusError(f"{path.name}: is not UTF-8; save it as UTF-8") from error
    except OSError as error:
        raise CorpusError(f"{path}: can't be read ({error.strerror or error}); name a .jsonl or .csv file") from error
    rows = tuple(read(text, path.name))
    if not rows:
        raise CorpusError(f"{path.name}: holds no coded row; write one JSON object a line, or sentence,target,label")
    return Gold(path.name, sha256(data).hexdigest(), path, rows)


def corpus_of(gold: Gold, lexicon: Lexicon) -> Corpus:
    """Return the articles to annotate: a `.jsonl` as `framing annotate` reads it, a table's sentences one by one.

    A table's target is looked for in its sentence; else it is the id or the name of an entity of `lexicon`. Raises
    CorpusError for one that is neither.
    """
    if gold.path.suffix.lower() == ".jsonl":
        return read_corpus(gold.path)
    return Corpus(gold.name, tuple(_article(row, lexicon, gold.name) for row in gold.rows))


# --- JSON Lines -------------------------------------------------------------------------------------------------


def _json_rows(text: str, name: str) -> Iterator[Row]:
    seen: dict[str, int] = {}
    # Not splitlines(): a text may hold U+2028, which JSON leaves as it is.
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        where = f"{name}:{number}"
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise CorpusError(f"{where}: is not JSON ({str(error).splitlines()[0]}); one object a line") from None
        yield _checked(row, where)
        if row["id"] in seen:
            _refuse(where, f"id {row['id']!r} is that of line {seen[row['id']]}, too; give each row its own")
        seen[row["id"]] = number


def _checked(row: Any, where: str) -> Row:
    if not isinstance(row, dict) or not isinstance(row.get("id"), str) or not isinstance(row.get("text"), str):
        _refuse(where, 'is no object with "id" and "text" as strings')
    if not any(key in row for key in KEYS):
        _refuse(where, f"has nothing coded; add one of {', '.join(KEYS)}")
    for key in KEYS:
        if key in row and not isinstance(row[key], list):
            _refuse(where, f'has "{key}" that is no list')
    size = len(row["text"])
    targets = [_target(t, f"{where}: targets[{i}]", size) for i, t in enumerate(row.get("targets", ()))]
    for i, attribution in enumerate(row.get("attributions", ())):
        here = f"{where}: attributions[{i}]"
        if not isinstance(attribution, dict) or "content" not in attribution:
            _refuse(here, 'has no "content"; write {"content": [[0, 20]], "cue": [[21, 25]], "speaker": [[26, 30]]}')
        for key in ("content", "cue", "speaker"):
            _spans(attribution.get(key) or [], f"{here}.{key}", size)
    _spans(row.get("sentences", []), f"{where}: sentences", size)
    for i, expression in enumerate(row.get("expressions", ())):
        here = f"{where}: expressions[{i}]"
        if not isinstance(expression, dict) or not isinstance(expression.get("frame"), str):
            _refuse(here, 'has no "frame"; write {"start": 0, "end": 5, "frame": "decline"}')
        _spans([[expression.get("start"), expression.get("end")]], here, size)
    if not all(isinstance(frame, str) for frame in row.get("frames", ())):
        _refuse(where, "has frames that are no words; write their ids")
    return {**row, "targets": targets}


def _target(target: Any, where: str, size: int) -> Row:
    if not isinstance(target, dict) or not ("name" in target or {"start", "end"} <= target.keys()):
        _refuse(where, 'has neither "start" and "end" nor a "name"')
    if "name" not in target:
        _spans([[target["start"], target["end"]]], where, size)
    return target | {"label": _label(target["label"], where)} if "label" in target else target


def _spans(spans: Any, where: str, size: int) -> None:
    """Refuse what are no pairs of offsets into the text."""
    if not isinstance(spans, list):
        _refuse(where, "is no list of [start, end]")
    for span in spans:
        match [span["start"], span["end"]] if isinstance(span, dict) and {"start", "end"} <= span.keys() else span:
            case [int(start), int(end)] if 0 <= start <= end <= size:
                continue
        _refuse(where, f"holds {json.dumps(span)[:60]}, no [start, end] inside the text of {size} characters")


def label_of(value: object) -> str | None:
    """Return negative, neutral or positive for what a coder writes for it; None for anything else."""
    return _CODES.get(re.sub(r"\.0$", "", str(value).strip().lower()))


def _label(value: Any, where: str) -> str:
    label = label_of(value)
    if label is None:
        _refuse(where, f"has the label {str(value)[:40]!r}; {_LABEL_CURE}")
    return label


def _refuse(where: str, problem: str) -> NoReturn:
    raise CorpusError(f"{where}: {problem}")


# --- tables -----------------------------------------------------------------------------------------------------

COLUMNS = ("sentence", "target", "label")
_MORE = ("id", "article", "source", "group", "voice")


def _csv_rows(text: str, name: str) -> Iterator[Row]:
    """Yield a row a sentence, with all the targets coded in it."""
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    header = [cell.strip().lower() for cell in next(lines, [])]
    if absent := [column for column in COLUMNS if column not in header]:
        _refuse(f"{name}:1", f"has no column {absent[0]}; the columns are sentence, target, label and, as you like, "
                f"{', '.join(_MORE)}")  # fmt: skip
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    try:
        for cells in lines:
            if not any(cell.strip() for cell in cells):
                continue
            where = f"{name}:{lines.line_num}"
            if len(cells) != len(header):
                _refuse(where, f"has {len(cells)} cells under {len(header)} columns; put quotation marks around commas")
            cell = {column: value.strip() for column, value in zip(header, cells, strict=True)}
            _add(rows, cell, where, f"{Path(name).stem}-{lines.line_num}")
    except csv.Error as error:
        _refuse(f"{name}:{lines.line_num}", f"is not readable as CSV ({error}); save the table as CSV in UTF-8")
    ids = [row["id"] for row in rows.values()]
    if twice := next((i for i in ids if ids.count(i) > 1), None):
        _refuse(name, f"id {twice!r} is that of two sentences; give each its own, or leave the column out")
    yield from rows.values()


def _add(rows: dict[tuple[str, str], dict[str, Any]], cell: Mapping[str, str], where: str, number: str) -> None:
    for column in ("sentence", "target"):
        if not cell[column]:
            _refuse(where, f"has an empty {column}")
    sentence, article = cell["sentence"], cell.get("article", "")
    key = (article, sentence)
    more = {column: cell[column] for column in ("article", "source", "group") if cell.get(column)}
    row = rows.setdefault(key, {"id": cell.get("id") or number, "text": sentence, **more, "targets": []})
    target: dict[str, Any] = {"name": cell["target"], "label": _label(cell["label"], where), "where": where}
    if (place := _place(cell["target"], sentence)) is not None:
        target |= {"start": place.start, "end": place.end}
    if cell.get("voice"):
        target["voice"] = cell["voice"]
    row["targets"].append(target)


def _place(name: str, sentence: str) -> Span | None:
    """Where the sentence names the target: as whole words, as written or else in any case."""
    for flags in (0, re.IGNORECASE):
        if found := re.search(rf"(?<!\w){re.escape(name)}(?!\w)", sentence, flags):
            return Span(found.start(), found.end())
    return None


def _article(row: Row, lexicon: Lexicon, name: str) -> Article:
    requests = tuple(_request(target, lexicon) for target in row["targets"])
    source = Source(row.get("source") or name, row.get("source") or name, group=row.get("group") or "")
    body = (Section(Span(0, len(row["text"])), "body"),)
    return Article(id=row["id"], text=row["text"], source=source, sections=body, targets=requests)


def _request(target: Row, lexicon: Lexicon) -> TargetRequest:
    if "start" in target:
        return TargetRequest(span=Span(target["start"], target["end"]))
    name = target["name"]
    listed = lexicon.entities.get(name)
    listed = listed or next((e for e in lexicon.entities.values() if e.name.casefold() == name.casefold()), None)
    if listed is None:
        _refuse(target["where"], f"target {name!r} is neither in its sentence nor an entity of the lexicon; write the "
                "words of the sentence, or an id of the lexicon's entities")  # fmt: skip
    return TargetRequest(name=listed.name)


def _delimiter(text: str) -> str:
    header = text.partition("\n")[0]
    return next((d for d in ",;\t" if "sentence" in (c.strip().lower() for c in header.split(d))), ",")


GOLD_READERS: dict[str, Callable[[str, str], Iterator[Row]]] = {".jsonl": _json_rows, ".csv": _csv_rows}
"""Suffix to the function that reads it, from its text and its name."""
