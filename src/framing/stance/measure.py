"""All that is said of an article, a source, a group or the corpus, from the tables of what was found."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from framing.results.schemas import SCHEMAS, Tables
from framing.stance.evidence import Level, count, distinct, levels_of, total
from framing.stance.months import levels_by_month, of_main_targets, with_month
from framing.stance.profile import borrowed, frames, named, naming, reliance, speakers
from framing.stance.score import MIN_ARTICLES, Flags, Numbers, Reals, enough, intervals, score
from framing.stance.sums import Evidence, at, cells_in, evidence_of

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
    found = evidence_of(tables)
    names = found.names
    computed = {
        "stance": [stance(found, level, seed) for level in levels],
        "frames": [frames(found, level) for level in levels],
        "speakers": [speakers(tables, level, names) for level in levels],
        "borrowed": [borrowed(found, level) for level in levels],
        "reliance": [reliance(tables, level, names) for level in levels],
        "naming": [naming(tables, level, names) for level in levels],
    }
    done = {name: as_table(name, levels, parts) for name, parts in computed.items()}
    return done | {"stance_by_month": by_month(found, tables, levels, seed)}


def by_month(found: Evidence, tables: Tables, levels: Sequence[Level], seed: int) -> pa.Table:
    """Return the stance of the levels month by month, toward the run's main targets."""
    months, main = levels_by_month(tables, levels), of_main_targets(found, tables)
    parts = [with_month(stance(found, level, seed, main)) for level in months]
    return as_table("stance_by_month", months, parts)


def stance(found: Evidence, level: Level, seed: int, wanted: Flags | None = None) -> dict[str, Any]:
    """The rows of one level: units in their order, then targets, then voices.

    `wanted` are those of `found.stances` to count; a row whose sums are not all wanted would be wrong.
    """
    unit = level.unit_of[found.stances.article]
    inside = np.flatnonzero(unit >= 0 if wanted is None else (unit >= 0) & wanted)
    sums, unit = at(found.stances, inside), unit[inside]
    rows, first, row = distinct(unit, sums.target, sums.voice)
    n = len(rows)
    positive, negative = total(row, sums.positive, n), total(row, sums.negative, n)
    n_mentions = total(row, sums.n_mentions, n).astype(np.int64)
    n_articles = count(row, n)
    known = enough(n_mentions, positive, negative)
    over_articles = n_articles >= MIN_ARTICLES
    low, high = np.full(n, np.nan), np.full(n, np.nan)
    _fill(low, high, (row, sums.positive, sums.negative), known & over_articles, seed)
    of_row = (unit[first], sums.target[first], sums.voice[first])
    _fill(low, high, _by_sentence(found, level, of_row, known & ~over_articles), known & ~over_articles, seed)
    names = found.names
    return {
        "unit": named(level.units, of_row[0]),
        "target": named(names.entities, of_row[1]),
        "voice": named(names.voices, of_row[2]),
        "score": np.where(known, score(positive, negative), np.nan),
        "low": low,
        "high": high,
        "positive": positive,
        "negative": negative,
        "n_mentions": n_mentions,
        "n_evaluations": total(row, sums.n_evaluations, n).astype(np.int64),
        "n_sentences": total(row, sums.n_sentences, n).astype(np.int64),
        "n_articles": n_articles,
        "basis": np.where(over_articles, "articles", "sentences").tolist(),
    }


def key_of(found: Evidence, unit: Numbers, target: Numbers, voice: Numbers) -> Numbers:
    """Number rows by unit, then target, then voice."""
    return (unit * len(found.names.entities) + target) * len(found.names.voices) + voice


def _by_sentence(
    found: Evidence, level: Level, of_row: tuple[Numbers, Numbers, Numbers], wanted: Flags
) -> tuple[Numbers, Reals, Reals]:
    """The masses of the wanted rows by sentence: the row, P and N of each sentence."""
    if not wanted.any():
        return np.zeros(0, dtype=np.int64), np.zeros(0), np.zeros(0)
    # One place more, for the articles of no unit (-1).
    asked = np.zeros(len(level.units) + 1, dtype=bool)
    asked[of_row[0][wanted]] = True
    cells = cells_in(found, asked[level.unit_of])
    keys = key_of(found, *of_row)
    key = key_of(found, level.unit_of[cells.article], cells.target, cells.voice)
    row = np.minimum(np.searchsorted(keys, key), len(keys) - 1)
    held = (keys[row] == key) & wanted[row]
    return row[held], cells.positive[held], cells.negative[held]


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


def as_table(name: str, levels: Sequence[Level], parts: list[dict[str, Any]]) -> pa.Table:
    """Put the columns of all levels together, real numbers rounded, NaN as null."""
    tables = []
    for level, columns in zip(levels, parts, strict=True):
        columns["level"] = [level.name] * len(columns["unit"])
        arrays = [_array(columns[field.name], field.type) for field in SCHEMAS[name]]
        tables.append(pa.Table.from_arrays(arrays, schema=SCHEMAS[name]))
    return pa.concat_tables(tables).combine_chunks()


def _array(values: Any, kind: pa.DataType) -> pa.Array:
    if isinstance(values, pa.Array):
        return values
    if not pa.types.is_floating(kind):
        return pa.array(values, kind)
    # + 0.0 turns -0.0 into 0.0, which prints alike everywhere.
    return pa.array(np.round(np.asarray(values, dtype=np.float64), DIGITS) + 0.0, kind, from_pandas=True)
