"""Figures of this version on public gold, beside what else was run and what is published.

`figures.json` is written by `benchmarks/validity/figures.py`, never by hand; it holds numbers and no texts.
"""

import json
from dataclasses import dataclass
from importlib.resources import files

FILE = "figures.json"
FORMAT = "framing.validity/1"


@dataclass(frozen=True, slots=True)
class ToolFigure:
    """What one tool reaches. `kind`: framing, run beside it, or published; then `on` and `source` say what and where.

    `low`, `high`: 95 % interval of a bootstrap over articles, None for published ones.
    """

    tool: str
    kind: str
    value: float
    low: float | None
    high: float | None
    on: str
    source: str


@dataclass(frozen=True, slots=True)
class GoldFigure:
    """One figure on one set, tool by tool."""

    figure: str
    rows: tuple[ToolFigure, ...]


@dataclass(frozen=True, slots=True)
class GoldSet:
    """One public set of hand-coded data and the figures on it."""

    id: str
    title: str
    what: str
    n: int
    n_articles: int
    figures: tuple[GoldFigure, ...]


@dataclass(frozen=True, slots=True)
class ValidityFigures:
    """All figures of a version, and the signature of what was measured."""

    version: str
    signature: str
    sets: tuple[GoldSet, ...]


def validity_figures() -> ValidityFigures:
    """Return the figures that this version of the package was released with."""
    whole = json.loads((files("framing.validity") / FILE).read_text("utf-8"))
    sets = tuple(
        GoldSet(**{**one, "figures": tuple(
            GoldFigure(f["figure"], tuple(ToolFigure(**row) for row in f["rows"])) for f in one["figures"]
        )})
        for one in whole["sets"]
    )  # fmt: skip
    return ValidityFigures(whole["version"], whole["signature"], sets)
