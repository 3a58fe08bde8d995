"""Annotations to Arrow tables: one pass over the articles, columns of plain lists, no row objects in between."""

import hashlib
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from framing.lexicon.entries import Lexicon
from framing.model import (
    SPEECH,
    Annotations,
    Article,
    Attribution,
    Corpus,
    NamedEntity,
    Span,
    Stack,
    hull,
    union,
    without_each,
)
from framing.results.schemas import SCHEMAS, Tables, empty

Columns: TypeAlias = dict[str, list[Any]]
Spots: TypeAlias = dict[str, Columns]
"""The columns of several tables, by table."""

ARTICLES_A_BATCH = 500
"""Python lists cost ten times what Arrow columns do, so they are handed over every so many articles."""

_WORD = re.compile(r"\w+(?:['’.,\-‑]\w+)*")


def to_tables(
    annotations: Iterable[Annotations],
    corpus: Corpus,
    lexicon: Lexicon,
    *,
    signature: str,
    evaluator: str,
    targets: Sequence[str] = (),
) -> Tables:
    """Put what was found into the tables of SCHEMAS, in the order of the articles; those of statistics stay empty.

    `targets` are the ids of the main targets, in the order to show them.
    """
    batches: dict[str, list[pa.RecordBatch]] = {name: [] for name in SCHEMAS}
    waiting = _no_columns()
    sources: dict[str, list[Article]] = defaultdict(list)
    entities: dict[str, NamedEntity] = {}
    fired: dict[str, list[str]] = defaultdict(list)
    events = dict(corpus.events)
    digest = hashlib.sha256()
    for number, found in enumerate(annotations, start=1):
        article = found.article
        digest.update(_identity(article))
        sources[article.source.id].append(article)
        entities = {**found.entities, **entities} if found.entities.keys() - entities.keys() else entities
        if article.event:
            events.setdefault(article.event, article.event)
        for expression in found.expressions:
            fired[expression.term].append(article.id)
        _extend(waiting, _article_columns(found))
        if number % ARTICLES_A_BATCH == 0:
            _hand_over(waiting, batches)
            waiting = _no_columns()
    _hand_over(waiting, batches)

    tables = {name: pa.Table.from_batches(parts, SCHEMAS[name]) for name, parts in batches.items()}
    tables["sources"] = _table("sources", _sources(sources))
    tables["entities"] = _table("entities", _entities(entities, lexicon, targets))
    tables |= lexicon_tables(lexicon, {term: (len(at), len(set(at))) for term, at in fired.items()})
    tables["events"] = _table("events", _events(events))
    left_out = corpus.left_out
    tables["left_out"] = _table(
        "left_out", {"file": [o.file for o in left_out], "reason": [o.reason for o in left_out]}
    )
    tables["validation"] = empty("validation")
    tables["run"] = _table(
        "run",
        {
            "corpus": [corpus.name],
            "corpus_digest": [digest.hexdigest()],
            "signature": [signature],
            "lexicon_digest": [lexicon.digest],
            "evaluator": [evaluator],
            "targets": [list(targets)],
            "hints": [list(corpus.hints)],
            "by": [""],
            "within": [""],
            "remarks": [[]],
        },
    )
    return tables


def judged_tables(annotations: Iterable[Annotations]) -> Tables:
    """Return the tables of expressions and evaluations alone: those that the terms of a lexicon decide."""
    waiting = _no_columns()
    for found in annotations:
        _extend(waiting, _of_article(found, _judged(found, _Places(found))))
    return {name: _table(name, waiting[name]) for name in ("expressions", "evaluations")}


def replaced(
    old: pa.Table, new: pa.Table, touched: Sequence[int], of_old: npt.NDArray[np.int64], of_new: npt.NDArray[np.int64]
) -> pa.Table:
    """Return `old` with the rows of the `touched` articles taken from `new`; rows are slices, nothing is copied yet.

    `of_old` and `of_new` are the rows' articles by number, in order in both tables; so are the touched ones.
    """
    parts, last = [], 0
    edges = [np.searchsorted(of, touched, side).tolist() for of in (of_old, of_new) for side in ("left", "right")]
    for begin, end, first, after in zip(*edges, strict=True):
        parts += [old.slice(last, begin - last), new.slice(first, after - first)]
        last = end
    return pa.concat_tables([*parts, old.slice(last)])


def in_batches(table: pa.Table, article: npt.NDArray[np.int64], n_articles: int) -> pa.Table:
    """Return the table cut as `to_tables` cuts it, by so many articles; `article` is each row's number, in order.

    The same rows are the same bytes on disk only when they are cut alike.
    """
    edges = np.searchsorted(article, np.arange(0, n_articles + ARTICLES_A_BATCH, ARTICLES_A_BATCH)).tolist()
    parts = [table.slice(a, b - a).combine_chunks() for a, b in pairwise(edges) if a < b]
    return pa.concat_tables(parts) if parts else table


def lexicon_tables(lexicon: Lexicon, fired: Mapping[str, tuple[int, int]]) -> Tables:
    """Return the tables of terms and frames; `fired` holds how often each term fired, and in how many articles."""
    return {
        "terms": _table("terms", _terms(lexicon, fired)),
        "frame_definitions": _table("frame_definitions", _frames(lexicon)),
    }


def innermost(attributions: Sequence[Attribution], spans: Sequence[Span]) -> list[int | None]:
    """Return for each span the number of the shortest attribution of speech whose content holds it, or None."""
    parts = [(part, i) for i, a in enumerate(attributions) if a.kind in SPEECH for part in a.content]
    sizes = [sum(map(len, a.content)) for a in attributions]
    stack = Stack(part for part, _ in parts)
    found = ([parts[k][1] for k in stack.holding(span)] for span in spans)
    return [min(holding, key=lambda i: (sizes[i], i)) if holding else None for holding in found]


def count_words(text: str, spans: Iterable[Span]) -> int:
    """Return how many words the characters of `spans` hold; "don't", "U.S" and "1,500" are one each."""
    return sum(len(_WORD.findall(span.of(text))) for span in spans)


# --- one article ------------------------------------------------------------------------------------------------


def _article_columns(found: Annotations) -> Spots:
    """The rows of one article, for every table that has rows by article."""
    place = _Places(found)
    many: Spots = {
        "sections": _spans([s.span for s in found.article.sections])
        | {"kind": [s.kind for s in found.article.sections]},
        "sentences": place.sentences(),
        "mentions": _mentions(found, place),
        "attributions": _attributions(found, place),
        **_judged(found, place),
        "references": _references(found),
        "labels": _labels(found.article),
        "words": {
            "lemma": [w.lemma for w in found.words],
            "pos": [w.pos for w in found.words],
            "n": [len(w.sentences) for w in found.words],
            "sentences": [list(w.sentences) for w in found.words],
            "starts": [list(w.starts) for w in found.words],
            "ends": [list(w.ends) for w in found.words],
        },
    }
    return {"articles": _article(found, place)} | _of_article(found, many)


def _judged(found: Annotations, place: "_Places") -> Spots:
    return {"expressions": _expressions(found, place), "evaluations": _evaluations(found, place)}


def _of_article(found: Annotations, many: Spots) -> Spots:
    for columns in many.values():
        columns["article"] = [found.article.id] * len(next(iter(columns.values())))
    return many


class _Places:
    """Where things stand in one article: its sentences, its prose, and what of that is speech."""

    def __init__(self, found: Annotations) -> None:
        self.text = found.article.text
        self.spans = found.sentences
        self.starts = [s.start for s in found.sentences]
        self.outside = found.article.not_prose
        self.holes = Stack(self.outside)
        self.sections = sorted((s for s in found.article.sections if s.kind != "reference"), key=lambda s: len(s.span))
        self.places = Stack(s.span for s in self.sections)
        self.attributions = found.attributions

    @cached_property
    def prose(self) -> list[tuple[Span, ...]]:
        return without_each(self.spans, self.outside)

    @cached_property
    def author(self) -> list[tuple[Span, ...]]:
        speech = union(c for a in self.attributions if a.kind in SPEECH for c in a.content)
        return without_each(self.spans, self.outside + speech)

    def sentence(self, span: Span) -> int | None:
        """The number of the sentence `span` begins in; None outside prose."""
        i = bisect_right(self.starts, span.start) - 1
        if i < 0 or self.spans[i].end <= span.start or self.holes.touching(span):
            return None
        return i

    def kind(self, span: Span) -> str:
        held = self.places.holding(span)
        return self.sections[held[0]].kind if held else "body"

    def sentences(self) -> Columns:
        n_words = [count_words(self.text, prose) for prose in self.prose]
        by_author = [count_words(self.text, author) for author in self.author]
        return {
            "sentence": list(range(len(self.spans))),
            **_spans(self.spans),
            "text": [s.of(self.text) for s in self.spans],
            "kind": [self.kind(s) for s in self.spans],
            "n_words": n_words,
            "n_words_quoted": [max(0, n - a) for n, a in zip(n_words, by_author, strict=True)],
        }

    def covered(self, spans: Sequence[Span]) -> Columns:
        return {
            **_spans(spans),
            "sentence": [self.sentence(s) for s in spans],
            "text": [s.of(self.text) for s in spans],
        }


def _article(found: Annotations, place: _Places) -> Columns:
    article = found.article
    n_characters = sum(len(s) for prose in place.prose for s in prose)
    by_author = sum(len(s) for author in place.author for s in author)
    row: dict[str, Any] = {
        "article": article.id,
        "source": article.source.id,
        "group": article.source.group,
        "title": article.title,
        "date": article.date,
        "event": article.event,
        "url": article.url,
        "author": article.author,
        "file": article.file,
        "text": article.text,
        "n_words": sum(count_words(article.text, prose) for prose in place.prose),
        "n_sentences": len(found.sentences),
        "n_characters": n_characters,
        "n_quoted": n_characters - by_author,
        "warnings": list(article.warnings),
    }
    return {name: [value] for name, value in row.items()}


def _mentions(found: Annotations, place: _Places) -> Columns:
    mentions = found.mentions
    return {
        "mention": list(range(len(mentions))),
        **place.covered([m.span for m in mentions]),
        "entity": [m.entity for m in mentions],
        "type": [m.type for m in mentions],
        "via": [m.via for m in mentions],
        "voice": [m.voice for m in mentions],
        "head": [m.head for m in mentions],
    }


def _attributions(found: Annotations, place: _Places) -> Columns:
    attributions = found.attributions
    covered = place.covered([hull(a.content) for a in attributions])
    covered["sentence"] = [place.sentence(a.content[0]) for a in attributions]
    return {
        "attribution": list(range(len(attributions))),
        **covered,
        "content": [_pairs(a.content) for a in attributions],
        "cue": [_pairs(a.cue) for a in attributions],
        "speaker": [_pairs(a.speaker) for a in attributions],
        "speaker_text": [_words(a.speaker, place.text) for a in attributions],
        "speaker_entity": [a.speaker_entity for a in attributions],
        "voice": [a.voice for a in attributions],
        "kind": [a.kind for a in attributions],
        "cue_text": [_words(a.cue, place.text) for a in attributions],
        "cue_stance": [a.cue_stance for a in attributions],
        "also_speakers": [list(a.also_speakers) for a in attributions],
        "rule": [a.rule for a in attributions],
        "n_characters": _own_characters(attributions),
    }


def _own_characters(attributions: Sequence[Attribution]) -> list[int]:
    """Each character of speech belongs to the shortest attribution that holds it, so none is counted twice."""
    own = [0] * len(attributions)
    speech = [i for i, a in enumerate(attributions) if a.kind in SPEECH]
    taken = bytearray(max((c.end for i in speech for c in attributions[i].content), default=0))
    for i in sorted(speech, key=lambda i: sum(map(len, attributions[i].content))):
        for c in attributions[i].content:
            own[i] += taken.count(0, c.start, c.end)
            taken[c.start : c.end] = b"\1" * len(c)
    return own


def _expressions(found: Annotations, place: _Places) -> Columns:
    expressions = found.expressions
    return {
        "expression": list(range(len(expressions))),
        **place.covered([e.span for e in expressions]),
        "term": [e.term for e in expressions],
        "frame": [e.frame for e in expressions],
        "voice": [e.voice for e in expressions],
        "value": [e.value for e in expressions],
        "steps": [[(s.name, s.factor) for s in e.steps] for e in expressions],
    }


def _evaluations(found: Annotations, place: _Places) -> Columns:
    evaluations = found.evaluations
    spans = [
        found.mentions[e.mention].span if e.expression is None else found.expressions[e.expression].span
        for e in evaluations
    ]
    return {
        "evaluation": list(range(len(evaluations))),
        "target": [e.target for e in evaluations],
        "mention": [e.mention for e in evaluations],
        "expression": [e.expression for e in evaluations],
        "sentence": [place.sentence(s) for s in spans],
        "attribution": innermost(found.attributions, spans),
        "voice": [e.voice for e in evaluations],
        "evaluator": [e.evaluator for e in evaluations],
        "negative": [e.negative for e in evaluations],
        "neutral": [e.neutral for e in evaluations],
        "positive": [e.positive for e in evaluations],
        "value": [e.positive - e.negative for e in evaluations],
        "weight": [e.weight for e in evaluations],
        "link": [e.link for e in evaluations],
        "reasons": [list(e.reasons) for e in evaluations],
    }


def _references(found: Annotations) -> Columns:
    references = found.references
    return {
        **_spans([r.span for r in references]),
        "name": [r.name for r in references],
        "kind": [r.kind for r in references],
        "text": [r.span.of(found.article.text) for r in references],
    }


def _spans(spans: Sequence[Span]) -> Columns:
    return {"start": [s.start for s in spans], "end": [s.end for s in spans]}


def _pairs(spans: Sequence[Span]) -> list[tuple[int, int]]:
    return [(s.start, s.end) for s in spans]


def _words(spans: Sequence[Span], text: str) -> str:
    return " … ".join(s.of(text) for s in spans)


# --- the whole --------------------------------------------------------------------------------------------------


def _sources(sources: Mapping[str, Sequence[Article]]) -> Columns:
    first = [articles[0].source for articles in sources.values()]
    return {
        "source": [s.id for s in first],
        "name": [s.name for s in first],
        "kind": [s.kind for s in first],
        "group": [s.group for s in first],
        "country": [s.country for s in first],
        "n_articles": [len(articles) for articles in sources.values()],
    }


def _entities(found: Mapping[str, NamedEntity], lexicon: Lexicon, targets: Sequence[str]) -> Columns:
    """Those found, the main targets, and every whole that one of these is a part of; by id."""
    known = dict(found)
    todo = [*targets, *(e.part_of for e in found.values() if e.part_of)]
    while todo:
        entry = lexicon.entities.get(todo.pop())
        if entry and entry.id not in known:
            known[entry.id] = NamedEntity(entry.id, entry.name, entry.type, entry.part_of)
            todo += [entry.part_of] if entry.part_of else []
    rows = [known[key] for key in sorted(known)]
    return {
        "entity": [e.id for e in rows],
        "name": [e.name for e in rows],
        "type": [e.type for e in rows],
        "part_of": [e.part_of for e in rows],
        "listed": [e.listed for e in rows],
    }


def _terms(lexicon: Lexicon, fired: Mapping[str, tuple[int, int]]) -> Columns:
    terms = lexicon.terms
    return {
        "term": [t.address for t in terms],
        "frame": [t.frame for t in terms],
        "words": [" ".join(t.words) for t in terms],
        "polarity": [t.polarity for t in terms],
        "note": [t.note for t in terms],
        "file": [t.where.file for t in terms],
        "line": [t.where.line for t in terms],
        "n": [fired.get(t.address, (0, 0))[0] for t in terms],
        "n_articles": [fired.get(t.address, (0, 0))[1] for t in terms],
        "judged": [lexicon.judged.get(t.address, (0, 0))[1] for t in terms],
        "judged_right": [lexicon.judged.get(t.address, (0, 0))[0] for t in terms],
    }


def _labels(article: Article) -> Columns:
    """The article's labels; of one that its source has too, the article's own values."""
    labels = dict(article.source.labels) | dict(article.labels)
    pairs = [(label, value) for label, values in labels.items() for value in values]
    return {"label": [label for label, _ in pairs], "value": [value for _, value in pairs]}


def _events(events: Mapping[str, str]) -> Columns:
    """Those of the manifest; `contrast/` counts their articles and adds those it finds."""
    n = len(events)
    return {
        "event": list(events),
        "label": list(events.values()),
        "given": [True] * n,
        "reason": ["named in the manifest"] * n,
        "n_articles": [0] * n,
        "first": [""] * n,
        "last": [""] * n,
    }


def _frames(lexicon: Lexicon) -> Columns:
    frames = lexicon.frames.values()
    return {
        "frame": [f.id for f in frames],
        "label": [f.label for f in frames],
        "definition": [f.definition for f in frames],
        "polarity": [f.polarity for f in frames],
        "source": [f.source for f in frames],
    }


def _identity(article: Article) -> bytes:
    fields = (article.id, article.source.id, article.source.group, article.title, article.date, article.event)
    labels = (part for label, values in (*article.source.labels, *article.labels) for part in (label, *values))
    return "\0".join((*fields, *labels, article.text, "")).encode("utf-8", "backslashreplace")


# --- columns to Arrow -------------------------------------------------------------------------------------------


def _no_columns() -> Spots:
    return {name: {field: [] for field in schema.names} for name, schema in SCHEMAS.items()}


def _extend(waiting: Spots, more: Spots) -> None:
    for name, columns in more.items():
        for field, values in columns.items():
            waiting[name][field].extend(values)


def _hand_over(waiting: Spots, batches: dict[str, list[pa.RecordBatch]]) -> None:
    for name, columns in waiting.items():
        if columns[SCHEMAS[name].names[0]]:
            batches[name].append(pa.RecordBatch.from_pydict(columns, SCHEMAS[name]))


def _table(name: str, columns: Columns) -> pa.Table:
    return pa.Table.from_pydict(columns, SCHEMAS[name]) if columns else empty(name)
