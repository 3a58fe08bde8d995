"""Stance by month: the units of each level cut by the month of their articles."""

import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from framing.results.schemas import Tables
from framing.stance.evidence import NONE, Level
from framing.stance.score import Flags
from framing.stance.sums import Evidence

_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
_WHOLE_VOICES = 3
"""The author, all quoted and everybody come first among the voices; single speakers say too little in a month."""


def levels_by_month(tables: Tables, levels: Sequence[Level]) -> tuple[Level, ...]:
    """Return all levels but that of articles month by month: units are "unit\\nmonth", by unit, then by month.

    An article whose date names no month is in none.
    """
    dates = [_MONTH.match(date or "") for date in tables["articles"]["date"].to_pylist()]
    months = [found[0] if found else "" for found in dates]
    return tuple(_cut(level, months) for level in levels if level.name != "article")


def of_main_targets(found: Evidence, tables: Tables) -> Flags:
    """Say which of the sums are of the run's main targets (of all where it names none), in voices that are wholes."""
    wanted = set(tables["run"]["targets"].to_pylist()[0] or ()) if len(tables["run"]) else set()
    main = np.array([not wanted or entity in wanted for entity in found.names.entities], dtype=bool)
    sums = found.stances
    return (sums.voice < _WHOLE_VOICES) & (main[sums.target] if len(main) else True)


def with_month(columns: dict[str, Any]) -> dict[str, Any]:
    """Return the columns with unit and month apart."""
    parts = [unit.rpartition("\n") for unit in columns["unit"].to_pylist()]
    return columns | {"unit": [unit for unit, _, _ in parts], "month": [month for _, _, month in parts]}


def _cut(level: Level, months: Sequence[str]) -> Level:
    pairs = [(int(unit), month) for unit, month in zip(level.unit_of, months, strict=True)]
    units = sorted({pair for pair in pairs if pair[0] != NONE and pair[1]})
    at = {pair: i for i, pair in enumerate(units)}
    return Level(
        level.name,
        tuple(f"{level.units[unit]}\n{month}" for unit, month in units),
        np.array([at.get(pair, NONE) for pair in pairs], dtype=np.int64),
    )
