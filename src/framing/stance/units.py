"""All that is said of the units of one more level: the groups of a grouping that the analyst asked for."""

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from framing.results.schemas import Tables
from framing.stance.evidence import NONE, Level
from framing.stance.measure import UNIT_TABLES, of_levels
from framing.stance.score import Numbers

LEVELS = ("article", "source", "group", "corpus")
"""The levels that every run has."""


def add_level(tables: Tables, name: str, members: Mapping[str, Numbers], *, seed: int = 0) -> Tables:
    """Return `tables` with rows of level `name` for each unit in `members` (its articles, by number).

    They take the place of those of an earlier such level. An article may be of several units.
    """
    levels = (
        [_level(name, members, tables)] if _apart(members) else [_level(name, {u: members[u]}, tables) for u in members]
    )
    made = of_levels(tables, levels, seed)
    base = pa.array(LEVELS)
    return tables | {
        table: pa.concat_tables([tables[table].filter(pc.is_in(tables[table]["level"], value_set=base)), made[table]])
        for table in UNIT_TABLES
    }


def _apart(members: Mapping[str, Numbers]) -> bool:
    every = np.concatenate([np.empty(0, dtype=np.int64), *members.values()])
    return len(np.unique(every)) == len(every)


def _level(name: str, members: Mapping[str, Numbers], tables: Tables) -> Level:
    unit_of = np.full(len(tables["articles"]), NONE, dtype=np.int64)
    for number, articles in enumerate(members.values()):
        unit_of[articles] = number
    return Level(name, tuple(members), unit_of)
