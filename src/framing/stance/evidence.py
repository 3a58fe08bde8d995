"""From the tables to numbered columns: judgements, which roll up to wholes, and cells of one sentence and voice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from framing.model import ALL_VOICES, AUTHOR, QUOTED
from framing.results.schemas import Tables
from framing.stance.score import Numbers, Reals

CUE_STANCES = ("neutral", "endorsing", "distancing")
NONE = -1


@dataclass(frozen=True)
class Names:
    """What the numbers in the columns stand for. Voices begin with author, quoted, all; speakers follow by id."""

    articles: tuple[str, ...]
    entities: tuple[str, ...]
    voices: tuple[str, ...]


@dataclass(frozen=True)
class Level:
    """The units of one level by name, and each article's unit (-1: of none)."""

    name: str
    units: tuple[str, ...]
    unit_of: Numbers


@dataclass(frozen=True)
class Judgements:
    """One row a judgement of one target; a whole has those of its parts, each expression's once."""

    article: Numbers
    sentence: Numbers
    target: Numbers
    voice: Numbers
    cue: Numbers
    positive: Reals
    negative: Reals


@dataclass(frozen=True)
class Cells:
    """What one sentence holds on one target in one voice, a row each, by article and sentence."""

    article: Numbers
    sentence: Numbers
    target: Numbers
    voice: Numbers
    positive: Reals
    negative: Reals
    n_mentions: Numbers
    n_evaluations: Numbers


def names_of(tables: Tables) -> Names:
    """Return the articles in their order, the entities by id, and the voices of the mentions and evaluations."""
    speakers = {voice for name in ("mentions", "evaluations") for voice in pc.unique(tables[name]["voice"]).to_pylist()}
    voices = (AUTHOR, QUOTED, ALL_VOICES)
    return Names(
        articles=tuple(tables["articles"]["article"].to_pylist()),
        entities=tuple(sorted(tables["entities"]["entity"].to_pylist())),
        voices=voices + tuple(sorted(speakers.difference(voices))),
    )


def levels_of(tables: Tables) -> tuple[Level, ...]:
    """Return the units of each level in the order of the articles; an article without a group is in none.

    A text counts once: a copy is in no group, not in the corpus, and not in its source where that has the text kept.
    """
    articles = tables["articles"]
    ids, sources, groups = (articles[name].to_pylist() for name in ("article", "source", "group"))
    source_of = dict(zip(ids, sources, strict=True))
    copies = tables["copies"].filter(pc.equal(tables["copies"]["kind"], "copy"))
    kept = dict(zip(copies["article"].to_pylist(), copies["of"].to_pylist(), strict=True))
    again = {article for article, of in kept.items() if source_of[article] == source_of[of]}
    return (
        _level("article", ids),
        _level("source", ["" if a in again else source for a, source in zip(ids, sources, strict=True)]),
        _level("group", ["" if a in kept else group for a, group in zip(ids, groups, strict=True)]),
        Level("corpus", ("corpus",) if ids else (), np.array([NONE if a in kept else 0 for a in ids], dtype=np.int64)),
    )


def judgements_of(tables: Tables, names: Names) -> Judgements:
    """Return the judgements, passed on to every whole their target is a part of."""
    rows = _in_prose(tables["evaluations"])
    up = _wholes(tables["entities"], names)
    target = numbers(rows["target"], names.entities)
    row, target = _passed_on(target, up)
    keep = _once(rows, row, target)
    return _judgements(tables, rows, row[keep], target[keep], names)


def load_of(tables: Tables, names: Names) -> Judgements:
    """Return the judgements of no matter whom, each expression's once; the target of all is 0."""
    rows = _in_prose(tables["evaluations"])
    row = np.arange(len(rows))
    target = np.zeros(len(rows), dtype=np.int64)
    keep = _once(rows, row, target)
    return _judgements(tables, rows, row[keep], target[keep], names)


def cells_of(tables: Tables, names: Names, judgements: Judgements) -> Cells:
    """Count mentions and sum judgements by sentence, target and voice; each speaker's also as quoted, each as all."""
    mentions = _in_prose(tables["mentions"])
    row, entity = _passed_on(numbers(mentions["entity"], names.entities), _wholes(tables["entities"], names))
    at, article, sentence, target, voice = (
        np.concatenate(pair)
        for pair in zip(
            _in_voices(
                np.arange(len(row)),
                numbers(mentions["article"], names.articles)[row],
                integers(mentions["sentence"])[row],
                entity,
                numbers(mentions["voice"], names.voices)[row],
            ),
            _in_voices(
                len(row) + np.arange(len(judgements.target)),
                judgements.article,
                judgements.sentence,
                judgements.target,
                judgements.voice,
            ),
            strict=True,
        )
    )
    is_mention = at < len(row)
    masses = [np.concatenate([np.zeros(len(row)), mass])[at] for mass in (judgements.positive, judgements.negative)]
    where, first, cell = distinct(article, sentence, target, voice)
    n = len(where)
    return Cells(
        article[first],
        sentence[first],
        target[first],
        voice[first],
        total(cell, masses[0], n),
        total(cell, masses[1], n),
        count(cell[is_mention], n),
        count(cell[~is_mention], n),
    )


def numbers(column: pa.ChunkedArray, names: Sequence[str]) -> Numbers:
    """Return the place of each value of `column` in `names`; -1 for one that isn't there."""
    return integers(pc.index_in(column, value_set=pa.array(names, pa.string())))


def integers(column: pa.ChunkedArray) -> Numbers:
    """Return a column of integers with -1 for null."""
    return np.asarray(pc.fill_null(column, NONE).to_numpy(), dtype=np.int64)


def reals(column: pa.ChunkedArray) -> Reals:
    """Return a column of real numbers."""
    return np.asarray(column.to_numpy(), dtype=np.float64)


def count(group: Numbers, n: int) -> Numbers:
    """Return how many rows each of n groups has."""
    return np.bincount(group, minlength=n).astype(np.int64)


def total(group: Numbers, mass: Reals | Numbers, n: int) -> Reals:
    """Return the sum of `mass` over the rows of each of n groups."""
    return np.bincount(group, mass, n).astype(np.float64)


def distinct(*columns: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Return the distinct rows of `columns` as keys in order, the first row of each, and each row's key by number."""
    key, size = np.zeros(len(columns[0]), dtype=np.int64), 1
    for column in columns:
        lowest = int(column.min(initial=0))
        width = int(column.max(initial=0)) - lowest + 1
        if size * width >= 2**62:
            # Numbered anew, so that the product of many wide columns doesn't overflow.
            known, key = np.unique(key, return_inverse=True)
            size = len(known)
        key = key * width + (column - lowest)
        size *= width
    return np.unique(key, return_index=True, return_inverse=True)


def _level(name: str, unit_of_article: Sequence[str]) -> Level:
    units = tuple(dict.fromkeys(unit for unit in unit_of_article if unit))
    at: Mapping[str, int] = {unit: i for i, unit in enumerate(units)}
    return Level(name, units, np.array([at.get(unit, NONE) for unit in unit_of_article], dtype=np.int64))


def _in_prose(rows: pa.Table) -> pa.Table:
    return rows.filter(pc.is_valid(rows["sentence"]))


def _wholes(entities: pa.Table, names: Names) -> list[list[int]]:
    """For each entity its number and those of the wholes above it; a ring of parts is followed once round."""
    parent = dict(zip(entities["entity"].to_pylist(), entities["part_of"].to_pylist(), strict=True))
    at = {entity: i for i, entity in enumerate(names.entities)}
    chains = []
    for entity in names.entities:
        chain = [entity]
        while (above := parent.get(chain[-1])) in at and above not in chain:
            chain.append(above)
        chains.append([at[e] for e in chain])
    return chains


def _passed_on(entity: Numbers, wholes: Sequence[Sequence[int]]) -> tuple[Numbers, Numbers]:
    """Repeat each row for its entity and each whole above it: the rows' numbers, and the entities."""
    row = np.flatnonzero(entity >= 0)
    length = np.array([len(chain) for chain in wholes], dtype=np.int64)
    start = np.cumsum(length) - length
    flat = np.array([e for chain in wholes for e in chain], dtype=np.int64)
    times = length[entity[row]]
    step = np.arange(times.sum()) - np.repeat(np.cumsum(times) - times, times)
    return np.repeat(row, times), flat[np.repeat(start[entity[row]], times) + step]


def _once(rows: pa.Table, row: Numbers, target: Numbers) -> Numbers:
    """Which of the rows to keep: of one expression's judgements of one target, the one of largest value."""
    expression = integers(rows["expression"])[row]
    article = numbers(rows["article"], pc.unique(rows["article"]).to_pylist())[row]
    # A judgement that comes of no expression (a model's, of a mention) stands for itself.
    alone = np.where(expression == NONE, np.arange(len(row)), NONE)
    size = np.abs(reals(rows["value"]))[row]
    order = np.argsort(-size, kind="stable")
    first = distinct(article[order], expression[order], target[order], alone[order])[1]
    return np.sort(order[first])


def _judgements(tables: Tables, rows: pa.Table, row: Numbers, target: Numbers, names: Names) -> Judgements:
    return Judgements(
        numbers(rows["article"], names.articles)[row],
        integers(rows["sentence"])[row],
        target,
        numbers(rows["voice"], names.voices)[row],
        _cues(tables, rows, names)[row],
        reals(rows["positive"])[row],
        reals(rows["negative"])[row],
    )


def _cues(tables: Tables, rows: pa.Table, names: Names) -> Numbers:
    """The stance of the cue over each evaluation, as its place in CUE_STANCES; neutral for the author's."""
    attributions = tables["attributions"]
    if not len(attributions):
        return np.zeros(len(rows), dtype=np.int64)
    wide = int(integers(attributions["attribution"]).max()) + 1
    known = numbers(attributions["article"], names.articles) * wide + integers(attributions["attribution"])
    order = np.argsort(known)
    held = integers(rows["attribution"])
    key = numbers(rows["article"], names.articles) * wide + held
    at = order[np.minimum(np.searchsorted(known, key, sorter=order), len(known) - 1)]
    return np.where(held == NONE, 0, numbers(attributions["cue_stance"], CUE_STANCES)[at])


def _in_voices(
    at: Numbers, article: Numbers, sentence: Numbers, target: Numbers, voice: Numbers
) -> tuple[Numbers, Numbers, Numbers, Numbers, Numbers]:
    """Repeat the rows in the voices they count for: their own; quoted, for a speaker's; all."""
    quoted = np.flatnonzero(voice != 0)
    row = np.concatenate([np.arange(len(voice)), quoted, np.arange(len(voice))])
    as_voice = np.concatenate([voice, np.full(len(quoted), 1), np.full(len(voice), 2)])
    return at[row], article[row], sentence[row], target[row], as_voice
