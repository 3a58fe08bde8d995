"""What `framing analyze` says in the terminal: who stands where, and what stands out."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from framing.model import ALL_VOICES, AUTHOR
from framing.report.words import signed

if TYPE_CHECKING:
    from framing.results import Tables

TOO_LITTLE = "too little evidence"
_SHOWN_TARGETS = 3


def summary(tables: "Tables") -> Iterator[str]:
    """Yield the lines: a row for each source and main target, then what stands out in plain sentences."""
    from framing.report import what_stands_out

    rows = list(_rows(tables))
    if rows:
        yield from columns(("source", "group", "articles", "target", "in its own words", "all voices"), rows)
    sentences = what_stands_out(tables, most=3)
    if sentences:
        yield ""
        yield from sentences


def _rows(tables: "Tables") -> Iterator[tuple[str, ...]]:
    names = {row["entity"]: row["name"] for row in tables["entities"].to_pylist()}
    targets = tables["run"].to_pylist()[0]["targets"][:_SHOWN_TARGETS]
    stance = {
        (row["unit"], row["target"], row["voice"]): row
        for row in tables["stance"].to_pylist()
        if row["level"] == "source" and row["voice"] in (AUTHOR, ALL_VOICES)
    }
    for source in tables["sources"].to_pylist():
        who = (source["name"], source["group"] or "-", str(source["n_articles"]))
        for target in targets:
            voices = [stance.get((source["source"], target, voice)) for voice in (AUTHOR, ALL_VOICES)]
            yield (*who, names.get(target, target), *map(_stance, voices))
            who = ("", "", "")


def _stance(row: dict[str, Any] | None) -> str:
    if row is None:
        return "not mentioned"
    if row["score"] is None:
        return TOO_LITTLE
    return f"{signed(row['score'])} [{signed(row['low'])}, {signed(row['high'])}]"


def columns(titles: Sequence[str], rows: Sequence[Sequence[str]], widest: int = 44) -> Iterator[str]:
    """Yield the lines of a table with titles; cells wider than `widest` are cut."""
    cut = [[cell if len(cell) <= widest else cell[: widest - 1] + "…" for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(titles, *cut, strict=True)]
    for row in (titles, ["─" * w for w in widths], *cut):
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
