"""All that is said of an article, a source, a group or the corpus, from the tables of what was found."""

from collections.abc import Callable, Collection, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from framing.results.schemas import SCHEMAS, Tables
from framing.stance.evidence import (
    NONE,
    Cells,
    Level,
    Names,
    cells_of,
    count,
    distinct,
    judgements_of,
    levels_of,
    load_of,
    names_of,
    numbers,
    total,
)
from framing.stance.months import levels_by_month, of_main_targets, with_month
from framing.stance.profile import borrowed, frames, naming, reliance, speakers
from framing.stance.score import MIN_ARTICLES, Flags, Numbers, Reals, enough, intervals, score

UNIT_TABLES = ("stance", "stance_by_month", "frames", "speakers", "borrowed", "reliance", "naming")
DIGITS = 6
"""Scores are kept to so many decimals: the order in which a machine sums must not show."""


def add_stance(tables: Tables, *, seed: int = 0) -> Tables:
    """Return `tables` with those of UNIT_TABLES filled in, for every level; by month only that of main targets.

    `seed` fixes the draws of the intervals; equal tables and seed give equal results, in any order of the rows.
    """
    return tables | of_levels(tables, levels_of(tables), seed)


def of_levels(tables: Tables, levels: Sequence[Level], seed: int) -> Tables:
    """Return the tables of UNIT_TABLES with the rows of these levels alone."""
    names = names_of(tables)
    load, judgements = load_of(tables, names), judgements_of(tables, names)
    cells = cells_of(tables, names, judgements)
    computed = {
        "stance": [_stance(cells, level, names, seed) for level in levels],
        "frames": [frames(tables, level, names) for level in levels],
        "speakers": [speakers(tables, level, names) for level in levels],
        "borrowed": [borrowed(load, judgements, level, names) for level in levels],
        "reliance": [reliance(tables, level, names) for level in levels],
        "naming": [naming(tables, level, names) for level in levels],
    }
    done = {name: _table(name, levels, parts) for name, parts in computed.items()}
    return done | {"stance_by_month": _by_month(tables, cells, levels, names, seed)}


def renew_stance(tables: Tables, earlier: Tables, touched: Collection[str], *, seed: int = 0) -> Tables:
    """Return `tables` as `add_stance` would, when they are `earlier` but for the judgements of the `touched` articles.

    Articles are many, and those left alone keep their rows; sources, groups and the corpus are computed anew.
    """
    names = names_of(tables)
    every, *wholes = levels_of(tables)
    some = _only(every, [i for i, article in enumerate(names.articles) if article in touched])
    load, judgements = load_of(tables, names), judgements_of(tables, names)
    cells = cells_of(tables, names, judgements)
    found = [set(pc.unique(t["expressions"]["frame"]).to_pylist()) for t in (tables, earlier)]
    # A frame found nowhere has no rows, so one that comes or goes changes those of every article.
    with_frames = some if found[0] == found[1] else every
    computed = {
        "stance": (some, lambda level: _stance(cells, level, names, seed)),
        "frames": (with_frames, lambda level: frames(tables, level, names)),
        "borrowed": (some, lambda level: borrowed(load, judgements, level, names)),
    }
    kept = ("speakers", "reliance", "naming")
    renewed = {
        name: _renewed(name, earlier[name], names, first, wholes, compute)
        for name, (first, compute) in computed.items()
    }
    renewed["stance_by_month"] = _by_month(tables, cells, wholes, names, seed)
    return tables | {name: earlier[name] for name in kept} | renewed


def _by_month(tables: Tables, cells: Cells, levels: Sequence[Level], names: Names, seed: int) -> pa.Table:
    months, of_main = levels_by_month(tables, levels), of_main_targets(cells, tables, names)
    return _table("stance_by_month", months, [with_month(_stance(of_main, level, names, seed)) for level in months])


def _only(level: Level, articles: Sequence[int]) -> Level:
    """Return the level of articles with these alone as units."""
    unit_of = np.full(len(level.unit_of), NONE, dtype=np.int64)
    unit_of[articles] = np.arange(len(articles))
    return Level(level.name, tuple(level.units[i] for i in articles), unit_of)


def _renewed(
    name: str,
    earlier: pa.Table,
    names: Names,
    first: Level,
    wholes: Sequence[Level],
    compute: Callable[[Level], dict[str, Any]],
) -> pa.Table:
    """Put the rows of the articles in `first` in the place of their earlier ones, and those of all wholes behind."""
    fresh = _table(name, (first,), [compute(first)])
    of_articles = earlier.filter(pc.equal(earlier["level"], first.name))
    left = of_articles.filter(pc.invert(pc.is_in(of_articles["unit"], pa.array(first.units, pa.string()))))
    both = pa.concat_tables([left, fresh]).combine_chunks()
    order = np.argsort(numbers(both["unit"], names.articles), kind="stable")
    behind = _table(name, tuple(wholes), [compute(level) for level in wholes])
    return pa.concat_tables([both.take(pa.array(order)), behind]).combine_chunks()


def stance_by_source(tables: Tables, *, targets: Collection[str], voices: Collection[str], seed: int = 0) -> pa.Table:
    """Return the stance of the sources alone, as `add_stance` would, toward some targets in some voices.

    `tables` may hold some of the articles only.
    """
    names = names_of(tables)
    levels = tuple(level for level in levels_of(tables) if level.name == "source")
    cells = cells_of(tables, names, judgements_of(tables, names))
    wanted = [np.array([i for i, n in enumerate(some) if n in asked], dtype=np.int64)
              for some, asked in ((names.entities, targets), (names.voices, voices))]  # fmt: skip
    cells = cells.at(np.flatnonzero(np.isin(cells.target, wanted[0]) & np.isin(cells.voice, wanted[1])))
    return _table("stance", levels, [_stance(cells, level, names, seed) for level in levels])


def _stance(cells: Cells, level: Level, names: Names, seed: int) -> dict[str, Any]:
    """The rows of one level: units in their order, then targets, then voices."""
    cells = cells.at(np.flatnonzero(level.unit_of[cells.article] >= 0))
    unit = level.unit_of[cells.article]
    rows, first, row = distinct(unit, cells.target, cells.voice)
    n = len(rows)
    positive, negative = total(row, cells.positive, n), total(row, cells.negative, n)
    n_mentions = total(row, cells.n_mentions, n).astype(np.int64)
    by_sentence = (row, cells.positive, cells.negative)
    by_article = _by_article(row, cells)
    n_articles = count(by_article[0], n)
    known = enough(n_mentions, positive, negative)
    over_articles = n_articles >= MIN_ARTICLES
    low, high = np.full(n, np.nan), np.full(n, np.nan)
    _fill(low, high, by_article, known & over_articles, seed)
    _fill(low, high, by_sentence, known & ~over_articles, seed)
    return {
        "unit": [level.units[i] for i in unit[first]],
        "target": [names.entities[i] for i in cells.target[first]],
        "voice": [names.voices[i] for i in cells.voice[first]],
        "score": np.where(known, score(positive, negative), np.nan),
        "low": low,
        "high": high,
        "positive": positive,
        "negative": negative,
        "n_mentions": n_mentions,
        "n_evaluations": total(row, cells.n_evaluations, n).astype(np.int64),
        "n_sentences": count(row[cells.n_evaluations > 0], n),
        "n_articles": n_articles,
        "basis": np.where(over_articles, "articles", "sentences").tolist(),
    }


def _by_article(row: Numbers, cells: Cells) -> tuple[Numbers, Reals, Reals]:
    """The masses of each row summed by article: the row, P and N of each article."""
    keys, first, at = distinct(row, cells.article)
    n = len(keys)
    return row[first], total(at, cells.positive, n), total(at, cells.negative, n)


def _fill(low: Reals, high: Reals, members: tuple[Numbers, Reals, Reals], wanted: Flags, seed: int) -> None:
    """Write the interval of each wanted row; rows with equally many members are drawn together."""
    row, positive, negative = members
    order = np.argsort(row, kind="stable")
    size = np.bincount(row, minlength=len(low))
    start = np.cumsum(size) - size
    for m in sorted(set(size[wanted].tolist())):  # np.unique would import numpy.ma, for 25 ms
        rows = np.flatnonzero(wanted & (size == m))
        at = order[start[rows][:, None] + np.arange(m)]
        low[rows], high[rows] = intervals(positive[at], negative[at], seed=seed)


def _table(name: str, levels: Sequence[Level], parts: list[dict[str, Any]]) -> pa.Table:
    """Put the columns of all levels together, real numbers rounded, NaN as null."""
    tables = []
    for level, columns in zip(levels, parts, strict=True):
        columns["level"] = [level.name] * len(columns["unit"])
        arrays = [_array(columns[field.name], field.type) for field in SCHEMAS[name]]
        tables.append(pa.Table.from_arrays(arrays, schema=SCHEMAS[name]))
    return pa.concat_tables(tables).combine_chunks()


def _array(values: Any, kind: pa.DataType) -> pa.Array:
    if not pa.types.is_floating(kind):
        return pa.array(values, kind)
    # + 0.0 turns -0.0 into 0.0, which prints alike everywhere.
    return pa.array(np.round(np.asarray(values, dtype=np.float64), DIGITS) + 0.0, kind, from_pandas=True)
