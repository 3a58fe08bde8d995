"""What each article adds to every statistic: sums by article, of which those of some articles can be replaced.

A unit's figures are sums over its articles of these sums, in their order. So a run over all articles and one that
renews a few (`renewal.py`) add up the same numbers in the same order, and say the same to the byte.
"""

from dataclasses import dataclass, fields, replace
from typing import TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from framing.lexicon.entries import BASE
from framing.model import AUTHOR
from framing.results.schemas import Tables
from framing.stance.evidence import (
    CUE_STANCES,
    NONE,
    Cells,
    Judgements,
    Level,
    Names,
    cells_of,
    count,
    distinct,
    integers,
    judgements_of,
    levels_of,
    load_of,
    names_of,
    numbers,
    total,
)
from framing.stance.score import Flags, Numbers, Reals

ENDORSING, DISTANCING = CUE_STANCES.index("endorsing"), CUE_STANCES.index("distancing")
_BY_ARTICLE = ("mentions", "attributions", "evaluations", "expressions")
"""The tables that the sums are made of, beside the sentences."""


@dataclass(frozen=True)
class Stances:
    """Mentions, judgements and their masses, a row for each article, target and voice."""

    article: Numbers
    target: Numbers
    voice: Numbers
    positive: Reals
    negative: Reals
    n_mentions: Numbers
    n_evaluations: Numbers
    n_sentences: Numbers
    """Sentences with a judgement."""


@dataclass(frozen=True)
class Loads:
    """Whose words carry how much praise and blame: a row for each article and target, NONE for all targets together.

    The columns of `positive` and `negative` are the author's mass, the speakers', and what of theirs stands under an
    endorsing and under a distancing cue.
    """

    article: Numbers
    target: Numbers
    positive: Reals
    negative: Reals


@dataclass(frozen=True)
class Framed:
    """In how many sentences a frame stands, a row for each article, frame and voice (author, quoted, all)."""

    article: Numbers
    frame: Numbers
    voice: Numbers
    n: Numbers


@dataclass(frozen=True)
class Evidence:
    """All of it, with the names that its numbers stand for. `sentences` counts those of each article by voice, (m, 3).

    `cells` are by sentence, many and seldom asked for (`cells_in`): those of `newer` take the place of theirs in the
    articles that are `renewed`.
    """

    names: Names
    frames: tuple[str, ...]
    levels: tuple[Level, ...]
    cells: Cells
    stances: Stances
    loads: Loads
    framed: Framed
    sentences: Numbers
    newer: Cells
    renewed: Flags


Rows = TypeVar("Rows", Cells, Stances, Loads, Framed)


def evidence_of(tables: Tables) -> Evidence:
    """Return the evidence of all articles."""
    names = names_of(tables)
    sentences = tables["sentences"]
    article, quoted = numbers(sentences["article"], names.articles), integers(sentences["n_words_quoted"])
    has = (integers(sentences["n_words"]) > quoted, quoted > 0, np.ones(len(sentences), dtype=bool))
    by_voice = np.stack([count(article[h], len(names.articles)) for h in has], axis=-1)
    return _found(tables, names, _frames(tables), levels_of(tables), by_voice)


def with_articles(old: Evidence, tables: Tables, touched: Flags) -> Evidence:
    """Return the evidence of `tables`, when `old` is theirs but for what is judged in the `touched` articles."""
    names, frames = names_of(tables), _frames(tables)
    some = {name: _of_articles(tables[name], names, touched) for name in _BY_ARTICLE}
    fresh = _found(tables | some, names, frames, old.levels, old.sentences)
    voice, frame = (
        numbers(pa.chunked_array([pa.array(before, pa.string())]), after)
        for before, after in ((old.names.voices, names.voices), (old.frames, frames))
    )
    is_same = old.names.voices == names.voices
    return replace(
        fresh,
        cells=old.cells if is_same else _named(old.cells, "voice", voice),
        newer=_joined(_named(old.newer, "voice", voice), fresh.cells, touched),
        renewed=old.renewed | touched,
        stances=_joined(_named(old.stances, "voice", voice), fresh.stances, touched),
        loads=_joined(old.loads, fresh.loads, touched),
        framed=_joined(_named(old.framed, "frame", frame), fresh.framed, touched),
    )


def cells_in(found: Evidence, articles: Flags) -> Cells:
    """Return the cells of some articles, each article's in their order."""
    older = at(found.cells, np.flatnonzero((articles & ~found.renewed)[found.cells.article]))
    newer = at(found.newer, np.flatnonzero(articles[found.newer.article]))
    return _both(older, newer)


def at(rows: Rows, some: Flags | Numbers | slice) -> Rows:
    """Return some rows."""
    return type(rows)(*(getattr(rows, field.name)[some] for field in fields(rows)))


def _found(
    tables: Tables, names: Names, frames: tuple[str, ...], levels: tuple[Level, ...], sentences: Numbers
) -> Evidence:
    judgements = judgements_of(tables, names)
    cells = cells_of(tables, names, judgements)
    return Evidence(
        names, frames, levels, cells, _stances(cells), _loads(load_of(tables, names), judgements),
        _framed(tables, names, frames), sentences, at(cells, slice(0)), np.zeros(len(names.articles), dtype=bool),
    )  # fmt: skip


def _stances(cells: Cells) -> Stances:
    keys, first, row = distinct(cells.article, cells.target, cells.voice)
    n = len(keys)
    return Stances(
        cells.article[first],
        cells.target[first],
        cells.voice[first],
        total(row, cells.positive, n),
        total(row, cells.negative, n),
        total(row, cells.n_mentions, n).astype(np.int64),
        total(row, cells.n_evaluations, n).astype(np.int64),
        count(row[cells.n_evaluations > 0], n),
    )


def _loads(load: Judgements, judgements: Judgements) -> Loads:
    both = [np.concatenate(pair) for pair in (
        (load.article, judgements.article), (np.full(len(load.article), NONE), judgements.target),
        (load.voice, judgements.voice), (load.cue, judgements.cue),
        (load.positive, judgements.positive), (load.negative, judgements.negative),
    )]  # fmt: skip
    article, target, voice, cue, positive, negative = both
    keys, first, row = distinct(article, target)
    quoted = voice != 0
    kinds = (~quoted, quoted, quoted & (cue == ENDORSING), quoted & (cue == DISTANCING))
    sums = (np.stack([total(row[k], mass[k], len(keys)) for k in kinds], axis=-1) for mass in (positive, negative))
    return Loads(article[first], target[first], *sums)


def _framed(tables: Tables, names: Names, frames: tuple[str, ...]) -> Framed:
    rows = _with_frame(tables)
    article, sentence = numbers(rows["article"], names.articles), integers(rows["sentence"])
    frame = numbers(rows["frame"], frames)
    voice = np.where(numbers(rows["voice"], (AUTHOR,)) == 0, 0, 1)
    parts = []
    for as_voice in (voice, np.full(len(voice), 2)):
        first = distinct(article, sentence, frame, as_voice)[1]
        parts.append((article[first], frame[first], as_voice[first]))
    article, frame, voice = (np.concatenate(pair) for pair in zip(*parts, strict=True))
    keys, first, row = distinct(article, frame, voice)
    return Framed(article[first], frame[first], voice[first], count(row, len(keys)))


def _frames(tables: Tables) -> tuple[str, ...]:
    return tuple(sorted(pc.unique(_with_frame(tables)["frame"]).to_pylist()))


def _with_frame(tables: Tables) -> pa.Table:
    rows = tables["expressions"].select(["article", "sentence", "frame", "voice"])
    return rows.filter(pc.and_(pc.is_valid(rows["sentence"]), pc.not_equal(rows["frame"], BASE)))


def _named(rows: Rows, column: str, new: Numbers) -> Rows:
    """Return rows with one column's numbers replaced by `new` ones; both are in the order of the names."""
    return replace(rows, **{column: new[getattr(rows, column)]})


def _joined(old: Rows, fresh: Rows, touched: Flags) -> Rows:
    """Put the rows of the touched articles in the place of their old ones."""
    both = _both(at(old, ~touched[old.article]), fresh)
    return at(both, np.argsort(both.article, kind="stable"))


def _of_articles(table: pa.Table, names: Names, wanted: Flags) -> pa.Table:
    flat = [field.name for field in table.schema if not pa.types.is_nested(field.type)]
    return table.select(flat).filter(pa.array(wanted[numbers(table["article"], names.articles)]))


def _both(one: Rows, other: Rows) -> Rows:
    return type(one)(*(np.concatenate([getattr(one, f.name), getattr(other, f.name)]) for f in fields(one)))
