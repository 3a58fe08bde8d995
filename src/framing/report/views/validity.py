"""How far this version agrees with people, on public hand-coded data, beside other tools; and what that doesn't say."""

from dataclasses import asdict, dataclass

import pyarrow as pa

from framing.report.addresses import Links
from framing.report.rows import Row, Rows
from framing.report.words import MINUS
from framing.validity.figures import GoldFigure, GoldSet, ToolFigure, validity_figures


@dataclass(frozen=True, slots=True)
class ToolLine:
    """What one tool reaches; `length` is its share of a bar from 0 to 1."""

    tool: str
    kind: str
    ours: bool
    value: str
    length: float
    interval: str
    note: str


@dataclass(frozen=True, slots=True)
class FigureTable:
    """One figure, tool by tool, the best first."""

    name: str
    lines: tuple[ToolLine, ...]


@dataclass(frozen=True, slots=True)
class SetView:
    """One set of hand-coded data."""

    id: str
    title: str
    what: str
    n: int
    n_articles: int
    figures: tuple[FigureTable, ...]


@dataclass(frozen=True, slots=True)
class ValidityView:
    """All the page shows."""

    version: str
    signature: str
    this_run: str
    sets: tuple[SetView, ...]
    own: "OwnView | None"


@dataclass(frozen=True, slots=True)
class OwnLine:
    """One figure on this material, of all of it or of a part."""

    of: str
    name: str
    value: str
    interval: str
    n: int
    n_articles: int


@dataclass(frozen=True, slots=True)
class OwnView:
    """What people's coding of this very material says; `signature` is what was compared with them."""

    gold: str
    signature: str
    n_here: int
    n_texts: int
    lines: tuple[OwnLine, ...]


def validity(rows: Rows, links: Links, _: str = "") -> ValidityView:  # noqa: ARG001
    """Return the validity page's data: figures of the package, and the signature of this run to compare with."""
    figures = validity_figures()
    return ValidityView(
        figures.version, figures.signature, rows.run["signature"], tuple(map(_set, figures.sets)), _own(rows)
    )


def validity_table() -> pa.Table:
    """Return the figures of this version as a table: a row a tool, figure and set."""
    return pa.Table.from_pylist(
        [
            {"set": one.id, "title": one.title, "n": one.n, "n_articles": one.n_articles, "figure": figure.figure}
            | asdict(row)
            for one in validity_figures().sets
            for figure in one.figures
            for row in figure.rows
        ]
    )


def _own(rows: Rows) -> OwnView | None:
    """The figures that say whether to trust the labels, of all that is coded first, then of its parts."""
    found = [row for row in rows.all("validation") if row["measure"] == "targets" and row["figure"] in SHOWN]
    if not found:
        return None
    lines = tuple(_own_line(row) for row in sorted(found, key=lambda row: (row["by"] != "", row["by"], row["part"])))
    first = found[0]
    return OwnView(first["gold"], first["signature"], first["n_texts_here"], first["n_texts"], lines)


SHOWN = ("macro F1", "accuracy", "alpha, nominal", "alpha, ordinal", "with evidence")


def _own_line(row: Row) -> OwnLine:
    of = f"{row['by']} {row['part']}".strip() or "all"
    interval = "" if row["low"] is None else f"{_number(row['low'])} to {_number(row['high'])}"
    value = "–" if row["value"] is None else _number(row["value"])
    return OwnLine(of, row["figure"], value, interval, row["n"], row["n_articles"])


def _set(one: GoldSet) -> SetView:
    return SetView(one.id, one.title, one.what, one.n, one.n_articles, tuple(map(_figure, one.figures)))


def _figure(figure: GoldFigure) -> FigureTable:
    ranked = sorted(figure.rows, key=lambda row: (-row.value, row.tool))
    return FigureTable(figure.figure, tuple(map(_line, ranked)))


def _line(row: ToolFigure) -> ToolLine:
    interval = "" if row.low is None or row.high is None else f"{_number(row.low)} to {_number(row.high)}"
    note = ", on ".join(filter(None, (row.source, row.on)))
    length = max(0.0, min(1.0, row.value))
    return ToolLine(row.tool, row.kind, row.kind == "framing", _number(row.value), length, interval, note)


def _number(value: float) -> str:
    return f"{MINUS if value < 0 else ''}{abs(value):.2f}"
