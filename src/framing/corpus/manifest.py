"""`corpus.toml`: who published what, when, on which event. Strict, for a slip here would change every comparison.

What is wrong with [sources] or [events] stops the run (CorpusError); what is wrong with one of the [[articles]]
costs that article only (an entry with a `problem`).
"""

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from framing.corpus.dates import iso_date
from framing.corpus.files import TOML_CAP, decode, parse_toml, read_bytes, shown
from framing.errors import CorpusError
from framing.model import Labels, Source

MANIFEST_NAME = "corpus.toml"
_ID = re.compile(r"[\w][\w.-]{0,79}\Z")
_SOURCE_KEYS = ("name", "kind", "group", "country", "labels")
_EVENT_KEYS = ("label", "date")
_ARTICLE_KEYS = ("file", "id", "source", "title", "date", "event", "url", "author", "labels")
_NO_LABELS = frozenset({*_SOURCE_KEYS, *_ARTICLE_KEYS, "year", "quarter", "month"})


@dataclass(frozen=True, slots=True)
class Entry:
    """What the manifest says of the article in `file`, or with `id`, or both; `problem` when it can't be used."""

    where: str
    file: str = ""
    id: str = ""
    source: str = ""
    title: str = ""
    date: str = ""
    event: str = ""
    url: str = ""
    author: str = ""
    problem: str = ""
    labels: Labels = ()


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a manifest says; an empty one says nothing."""

    sources: Mapping[str, Source] = field(default_factory=dict)
    events: Mapping[str, str] = field(default_factory=dict)
    entries: tuple[Entry, ...] = ()

    def source_named(self, name: str) -> Source | None:
        """Return the source with this id, or with this name in any case."""
        by_name = {s.name.casefold(): s for s in self.sources.values()}
        return self.sources.get(name) or by_name.get(name.casefold())


def read_manifest(path: Path) -> Manifest:
    """Read a manifest; raise CorpusError, naming file, line and cure, when it can't be relied on."""
    name = shown(path.name)
    try:
        text, _ = decode(read_bytes(path, TOML_CAP))
        tables = parse_toml(text.replace("\r\n", "\n"))
    except CorpusError as error:
        raise CorpusError(f"{name}: {error}") from error
    lines = text.splitlines()
    _refuse_unknown(tables, ("sources", "events", "articles"), name, "", lines)
    sources = {key: _source(key, table, name, lines) for key, table in _tables(tables, "sources", name, lines)}
    events = {key: _event(key, table, name, lines) for key, table in _tables(tables, "events", name, lines)}
    articles = tables.get("articles", [])
    if not isinstance(articles, list) or not all(isinstance(a, dict) for a in articles):
        raise CorpusError(f"{name}: articles must be written as [[articles]], one for each article")
    starts = [i for i, line in enumerate(lines) if re.match(r"\s*\[\[\s*articles\s*\]\]", line)]
    places = starts if len(starts) == len(articles) else [-1] * len(articles)
    entries = [
        _entry(table, name, lines, place, sources, events) for table, place in zip(articles, places, strict=True)
    ]
    return Manifest(sources, events, tuple(_twice_told(entries)))


def _tables(tables: Mapping[str, Any], kind: str, name: str, lines: list[str]) -> Iterable[tuple[str, dict[str, Any]]]:
    group = tables.get(kind, {})
    if not isinstance(group, dict) or not all(isinstance(t, dict) for t in group.values()):
        raise CorpusError(f"{name}: {kind} must be tables, as in [{kind}.some-id]")
    for key, table in group.items():
        if not _ID.match(key):
            raise CorpusError(f"{_at(name, lines, key)}: {kind} {key[:60]!r}: an id has letters, digits, - and _ only")
        yield key, table


def _source(key: str, table: dict[str, Any], name: str, lines: list[str]) -> Source:
    address = f"[sources.{key}]"
    _refuse_unknown(table, _SOURCE_KEYS, name, address, lines)
    where = f"{_at(name, lines, key)}: {address}"
    values = {k: _text(v, where, k) for k, v in table.items() if k != "labels"}
    return Source(key, **{"name": key, **values}, labels=_labels(table.get("labels", {}), where))


def _event(key: str, table: dict[str, Any], name: str, lines: list[str]) -> str:
    address = f"[events.{key}]"
    _refuse_unknown(table, _EVENT_KEYS, name, address, lines)
    where = f"{_at(name, lines, key)}: {address}"
    if "date" in table and iso_date(table["date"]) is None:
        raise CorpusError(f"{where}: date {str(table['date'])[:60]!r} is no date; write 2025-06-04, 2025-06 or 2025")
    return _text(table.get("label", key), where, "label")


def _entry(
    table: dict[str, Any],
    name: str,
    lines: list[str],
    place: int,
    sources: Mapping[str, Source],
    events: Mapping[str, str],
) -> Entry:
    """Check one of the [[articles]]; the first thing wrong with it becomes its problem."""
    where = f"{name}:{place + 1}" if place >= 0 else name
    values: dict[str, str] = {}
    labels: Labels = ()
    problem = ""
    for key, value in table.items():
        at = _at(name, lines, key, place) if place >= 0 else name
        try:
            if key not in _ARTICLE_KEYS:
                raise CorpusError(f"{at}: unknown key {key[:60]!r}{_meant(key, _ARTICLE_KEYS)}")
            if key == "labels":
                labels = _labels(value, at)
                continue
            values[key] = _date(value, at) if key == "date" else _text(value, at, key)
            if key == "source" and value not in sources:
                raise CorpusError(f"{at}: source {value!r} is not in [sources]{_meant(value, sources)}")
            if key == "event" and value not in events:
                raise CorpusError(f"{at}: event {value!r} is not in [events]{_meant(value, events)}")
        except CorpusError as error:
            problem = problem or str(error)
    if "file" in values:
        values["file"] = str(PurePosixPath(values["file"]))
    elif "id" not in values:
        problem = problem or f"{where}: the article has neither file nor id; say which it is"
    return Entry(where, **values, problem=problem, labels=labels)


def _twice_told(entries: Iterable[Entry]) -> Iterable[Entry]:
    """Yield the entries; one that speaks of the same article as an earlier one is a problem."""
    first: dict[tuple[str, str], str] = {}
    for entry in entries:
        key = (entry.file, entry.id)
        if key in first and not entry.problem and any(key):
            yield Entry(
                entry.where, entry.file, entry.id,
                problem=f"{entry.where}: {entry.file or entry.id} is listed twice; the first is at {first[key]}",
            )  # fmt: skip
        else:
            first.setdefault(key, entry.where)
            yield entry


def _date(value: object, at: str) -> str:
    date = iso_date(value)
    if date is None:
        raise CorpusError(f"{at}: date {str(value)[:60]!r} is no date; write 2025-06-04, 2025-06 or 2025")
    return date


def _labels(value: object, where: str) -> Labels:
    """Check `labels = { ownership = "state", region = ["east", "north"] }`."""
    if not isinstance(value, dict):
        raise CorpusError(f'{where}: labels must be a table, as in labels = {{ ownership = "state" }}')
    found = []
    for key, words in value.items():
        if not _ID.match(key):
            raise CorpusError(f"{where}: label {key[:60]!r}: the name of a label has letters, digits, - and _ only")
        if key in _NO_LABELS:
            raise CorpusError(f"{where}: label {key!r} has a key or a meaning of its own; give it another name")
        several = words if isinstance(words, list) else [words]
        found.append((key, tuple(dict.fromkeys(_text(word, where, f"label {key}") for word in several))))
    return tuple(found)


def _text(value: object, where: str, key: str) -> str:
    if not isinstance(value, str) or len(value) > 2000:
        raise CorpusError(f'{where}: {key} must be one line of text in quotation marks, as in {key} = "…"')
    return " ".join(value.split())


def _refuse_unknown(table: Mapping[str, Any], known: Iterable[str], name: str, address: str, lines: list[str]) -> None:
    for key in table:
        if key not in known:
            place = f" in {address}" if address else ""
            raise CorpusError(f"{_at(name, lines, key)}: unknown key {key[:60]!r}{place}{_meant(key, known)}")


def _meant(word: str, known: Iterable[str]) -> str:
    """Return the cure for a word that is not known."""
    known = sorted(known)
    near = difflib.get_close_matches(word[:60], known, n=1)
    return f"; did you mean {near[0]!r}?" if near else f"; known: {', '.join(known[:20]) or 'none'}"


def _at(name: str, lines: list[str], key: str, start: int = 0) -> str:
    """Return file and line where a key is written, looking down from `start`; the file alone when it isn't found."""
    written = re.compile(rf"\s*(?:\[+[^\]]*\b{re.escape(key)}\b|[\"']?{re.escape(key)}[\"']?\s*=)")
    line = next((i for i in range(start, len(lines)) if written.match(lines[i])), None)
    return f"{name}:{line + 1}" if line is not None else name
