"""Writes a concordance as a page: every occurrence on its line, with its source, whether it counted, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from framing.report.one_page import write_page
from framing.report.words import sign_of, signed
from framing.tuning import Line, Precision


@dataclass(frozen=True, slots=True)
class LineRow:
    """One line: what stands around the words, and what was made of them."""

    left: str
    words: str
    right: str
    where: str
    group: str
    sign: str
    value: str
    why: str


@dataclass(frozen=True, slots=True)
class ConcordanceView:
    """All the page shows."""

    wanted: str
    lines: tuple[LineRow, ...]
    counted: int
    judged: tuple[tuple[str, str], ...]


def write_concordance(wanted: str, lines: Sequence[Line], judged: Mapping[str, Precision], path: Path) -> Path:
    """Write the page, whole or not at all, and return its path. Raises ResultsError."""
    view = ConcordanceView(
        wanted=wanted,
        lines=tuple(map(_line, lines)),
        counted=sum(line.counted for line in lines),
        judged=tuple((a, str(judged[a])) for a in dict.fromkeys(line.address for line in lines) if a in judged),
    )
    return write_page("concordance.html", view, path)


def _line(line: Line) -> LineRow:
    sentence = "" if line.sentence is None else f", sentence {line.sentence}"
    return LineRow(
        left=line.left,
        words=line.words,
        right=line.right,
        where=f"{line.source}, {line.article}{sentence}",
        group=line.group,
        sign=sign_of(line.value) if line.counted else "neu",
        value=signed(line.value) if line.counted else "–",
        why=line.why,
    )
