"""Statistics after an edit: only what the judgements of a few articles change is computed, the rest is kept.

Of each unit, target and voice whose sums changed, the row is computed anew from the sums of all its articles; that is
cheap beside drawing intervals and reading judgements, which the rows and articles left alone are spared.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from framing.results.schemas import Tables
from framing.results.tables import replaced
from framing.stance.evidence import NONE, Level, distinct, levels_of, numbers, total
from framing.stance.measure import as_table, by_month, key_of, stance
from framing.stance.months import levels_by_month, of_main_targets, with_month
from framing.stance.profile import borrowed, frames
from framing.stance.score import Flags, Numbers, enough, score
from framing.stance.sums import Evidence, at, cells_in, with_articles


@dataclass(frozen=True)
class _Keys:
    """Articles, targets and voices, a row each."""

    article: Numbers
    target: Numbers
    voice: Numbers


def renew_stance(
    tables: Tables, earlier: Tables, found: Evidence, touched: Collection[str], *, seed: int = 0
) -> tuple[Tables, Evidence]:
    """Return `tables` as `add_stance` would, and their evidence.

    `earlier` are the same tables but for the expressions and judgements of the `touched` articles, and `found` is
    their evidence.
    """
    is_touched = np.fromiter((article in touched for article in found.names.articles), bool, len(found.names.articles))
    now = with_articles(found, tables, is_touched)
    changed = _changed(found, now, is_touched)
    every, *wholes = now.levels
    some = _only(every, np.flatnonzero(is_touched))
    # A frame found nowhere has no rows, so one that comes or goes changes those of every article.
    with_frames = some if now.frames == found.frames else every
    renewed = {
        "stance": _with_rows("stance", earlier["stance"], now, now.levels, changed, seed),
        "frames": _with_units("frames", earlier["frames"], now, with_frames, lambda level: frames(now, level)),
        "borrowed": _with_units("borrowed", earlier["borrowed"], now, some, lambda level: borrowed(now, level)),
        "stance_by_month": _months(tables, earlier, now, wholes, changed, seed),
    }
    return tables | {name: earlier[name] for name in ("speakers", "reliance", "naming")} | renewed, now


def moved_by_source(
    tables: Tables,
    old: Evidence,
    new: Evidence,
    among: Flags,
    voices: Collection[str],
    least: float,
    *,
    seed: int = 0,
    later: tuple[Tables, Flags] | None = None,
) -> tuple[pa.Table, pa.Table]:
    """Return the stance of the sources over some articles alone, before and after, where it moved by `least` or more.

    So it did, too, where there is a score on one side only. `tables` hold the articles and their copies;
    `later` holds those of `new`, and which of them are asked for, where they are other articles.
    """
    first = _sources(tables, among)
    sides = ((old, first), (new, _sources(*later) if later else first))
    before, after = (_scores(found, level, voices) for found, level in sides)
    moved = {key for key in before.keys() | after.keys() if _differs(before.get(key), after.get(key), least)}
    one, other = (_rows_of(found, level, moved, seed) for found, level in sides)
    return one, other


def _differs(before: float | None, after: float | None, least: float) -> bool:
    return (before is None) != (after is None) or abs((after or 0.0) - (before or 0.0)) >= least


# --- what changed ---------------------------------------------------------------------------------------------------


def _changed(old: Evidence, new: Evidence, touched: Flags) -> _Keys:
    """Return each touched article's targets and voices of which any sentence has other masses or counts than before."""
    voice = numbers(pa.chunked_array([pa.array(old.names.voices, pa.string())]), new.names.voices)
    gone = np.flatnonzero(voice == NONE)
    # Voices that nobody has any more are numbered behind all others.
    voice[gone] = len(new.names.voices) + np.arange(len(gone))
    before, after = (cells_in(found, touched) for found in (old, new))
    sides = ((before, voice[before.voice]), (after, after.voice))
    article, sentence, target = (
        np.concatenate([getattr(cells, name) for cells, _ in sides]) for name in ("article", "sentence", "target")
    )
    voice = np.concatenate([voices for _, voices in sides])
    is_old = np.arange(len(article)) < len(before.article)
    keys, first, row = distinct(article, sentence, target, voice)
    differ = np.zeros(len(keys), dtype=bool)
    for name in ("positive", "negative", "n_mentions", "n_evaluations"):
        values = np.concatenate([getattr(cells, name) for cells, _ in sides])
        held = [np.full(len(keys), np.nan), np.full(len(keys), np.nan)]
        for side, mine in zip(held, (is_old, ~is_old), strict=True):
            side[row[mine]] = values[mine]
        differ |= ~(held[0] == held[1])
    # Rows of a voice that nobody has any more go without being asked for.
    at_first = first[differ]
    at_first = at_first[voice[at_first] < len(new.names.voices)]
    first = distinct(article[at_first], target[at_first], voice[at_first])[1]
    return _Keys(*(column[at_first][first] for column in (article, target, voice)))


# --- rows put in their places ---------------------------------------------------------------------------------------


def _with_rows(
    name: str,
    earlier: pa.Table,
    now: Evidence,
    levels: Sequence[Level],
    changed: _Keys,
    seed: int,
    among: Flags | None = None,
) -> pa.Table:
    """Return a table of stance with the rows of the changed articles, targets and voices, at every level, renewed.

    `among` are the sums that such a table is made of; all when None.
    """
    parts = []
    for level in levels:
        unit = level.unit_of[changed.article]
        asked = np.unique(key_of(now, unit, changed.target, changed.voice)[unit >= 0])
        sums = now.stances
        unit = level.unit_of[sums.article]
        wanted = (unit >= 0) & np.isin(key_of(now, unit, sums.target, sums.voice), asked)
        columns = stance(now, level, seed, wanted if among is None else wanted & among)
        if name == "stance_by_month":
            columns = with_month(columns)
        fresh = as_table(name, (level,), [columns])
        old = _of_level(earlier, level)
        keys = _keys_of(old, now, level)
        kept = old.filter(pa.array((keys != NONE) & ~np.isin(keys, asked)))
        both = pa.concat_tables([kept, fresh]).combine_chunks()
        parts.append(both.take(pa.array(np.argsort(_keys_of(both, now, level), kind="stable"))))
    return pa.concat_tables(parts).combine_chunks() if parts else earlier


def _of_level(table: pa.Table, level: Level) -> pa.Table:
    """Return the rows of a level: a slice, for a table's levels stand one after another."""
    here = pc.equal(table["level"], level.name)
    return table.slice(max(pc.index(here, True).as_py(), 0), pc.sum(here).as_py() or 0)


def _keys_of(rows: pa.Table, now: Evidence, level: Level) -> Numbers:
    """Number rows of stance as `key_of`; NONE for a voice that nobody has any more."""
    unit = rows["unit"]
    if "month" in rows.column_names:
        unit = pc.binary_join_element_wise(unit, rows["month"], "\n")
    columns = (unit, level.units), (rows["target"], now.names.entities), (rows["voice"], now.names.voices)
    of_unit, target, voice = (numbers(column, names) for column, names in columns)
    return np.where(voice == NONE, NONE, key_of(now, of_unit, target, voice))


def _months(
    tables: Tables, earlier: Tables, now: Evidence, wholes: Sequence[Level], changed: _Keys, seed: int
) -> pa.Table:
    if not tables["run"]["targets"].equals(earlier["run"]["targets"]):
        return by_month(now, tables, wholes, seed)
    main, months = of_main_targets(now, tables), levels_by_month(tables, wholes)
    return _with_rows("stance_by_month", earlier["stance_by_month"], now, months, changed, seed, main)


def _with_units(
    name: str, earlier: pa.Table, now: Evidence, first: Level, compute: Callable[[Level], dict[str, Any]]
) -> pa.Table:
    """Put the rows of the articles in `first` in the place of their earlier ones, and those of all wholes behind."""
    fresh = as_table(name, (first,), [compute(first)])
    old = _of_level(earlier, first)
    of_old, of_new = (numbers(table["unit"], now.names.articles) for table in (old, fresh))
    places = np.flatnonzero(first.unit_of != NONE)
    wholes = now.levels[1:]
    behind = as_table(name, wholes, [compute(level) for level in wholes])
    return pa.concat_tables([replaced(old, fresh, places.tolist(), of_old, of_new), behind]).combine_chunks()


def _only(level: Level, articles: Numbers) -> Level:
    """Return the level of articles with these alone as units."""
    unit_of = np.full(len(level.unit_of), NONE, dtype=np.int64)
    unit_of[articles] = np.arange(len(articles))
    return Level(level.name, tuple(level.units[i] for i in articles.tolist()), unit_of)


# --- some of the articles -------------------------------------------------------------------------------------------

_Key = tuple[str, str, str]


def _sources(tables: Tables, among: Flags) -> Level:
    """Return the level of sources over some articles; a copy whose original is not among them is the only one here."""
    articles, copies = tables["articles"].filter(pa.array(among)), tables["copies"]
    here = pc.and_(*(pc.is_in(copies[name], articles["article"].combine_chunks()) for name in ("article", "of")))
    level = levels_of({"articles": articles, "copies": copies.filter(here)})[1]
    unit_of = np.full(len(among), NONE, dtype=np.int64)
    unit_of[among] = level.unit_of
    return Level(level.name, level.units, unit_of)


def _scores(found: Evidence, level: Level, voices: Collection[str]) -> dict[_Key, float | None]:
    """Return the score of each source toward each target in these voices, None where there is too little evidence."""
    sums, names = found.stances, found.names
    unit = level.unit_of[sums.article]
    asked = np.array([voice in voices for voice in names.voices])
    inside = (unit >= 0) & asked[sums.voice]
    sums, unit = at(sums, inside), unit[inside]
    keys, first, row = distinct(unit, sums.target, sums.voice)
    positive, negative, n_mentions = (
        total(row, mass, len(keys)) for mass in (sums.positive, sums.negative, sums.n_mentions)
    )
    known = enough(n_mentions.astype(np.int64), positive, negative).tolist()
    scores = np.round(score(positive, negative), 6).tolist()
    rows = zip(unit[first].tolist(), sums.target[first].tolist(), sums.voice[first].tolist(), strict=True)
    return {
        (level.units[u], names.entities[t], names.voices[v]): value if is_known else None
        for (u, t, v), value, is_known in zip(rows, scores, known, strict=True)
    }


def _rows_of(found: Evidence, level: Level, keys: Collection[_Key], seed: int) -> pa.Table:
    """Return the rows of stance of these sources, targets and voices."""
    unit_no, target_no, voice_no = (
        {name: i for i, name in enumerate(names)} for names in (level.units, found.names.entities, found.names.voices)
    )
    some = np.array(
        [
            (unit_no[u], target_no[t], voice_no[v])
            for u, t, v in keys
            if u in unit_no and t in target_no and v in voice_no
        ],
        dtype=np.int64,
    ).reshape(-1, 3)
    sums = found.stances
    unit = level.unit_of[sums.article]
    wanted = np.isin(key_of(found, unit, sums.target, sums.voice), key_of(found, *some.T)) & (unit >= 0)
    return as_table("stance", (level,), [stance(found, level, seed, wanted)])
