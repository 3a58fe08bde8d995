"""Stance over time: month by month, where articles have dates."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from framing.model import ALL_VOICES
from framing.report.addresses import Links
from framing.report.rows import Row, Rows
from framing.report.views.score import Score, score_from

FEWEST = 2
"""Months with a score that a chart needs."""
MOST_LINKS = 12


@dataclass(frozen=True, slots=True)
class Month:
    """One month: its score, and the articles it is made from as (number, link)."""

    month: str
    score: Score
    articles: tuple[tuple[str, str], ...]
    more: int


@dataclass(frozen=True, slots=True)
class Months:
    """A unit's stance toward a target over time."""

    id: str
    target: str
    points: tuple[tuple[int, float, float | None, float | None], ...]
    """(month counted from the year 0, score, low, high)."""
    words: str
    """What the chart shows, for readers who hear it."""
    months: tuple[Month, ...]


def months(rows: Rows, links: Links, level: str, unit: str, articles: Iterable[str]) -> tuple[Months, ...]:
    """Return how a unit stands toward each main target over time, in all voices; nothing where there is but a month."""
    by_target: dict[str, list[Row]] = defaultdict(list)
    for row in rows.of_unit("stance_by_month", level, unit):
        if row["voice"] == ALL_VOICES:
            by_target[row["target"]].append(row)
    in_month: dict[str, list[str]] = defaultdict(list)
    for article in articles:
        in_month[(rows.articles[article]["date"] or "")[:7]].append(article)
    found = []
    for target in rows.targets:
        own = sorted(by_target[target], key=lambda row: row["month"])
        scored = [row for row in own if row["score"] is not None]
        if len(scored) >= FEWEST:
            points = tuple((count_of(r["month"]), r["score"], r["low"], r["high"]) for r in scored)
            said = "; ".join(f"{r['month']}: {score_from(r).text}" for r in scored)
            lines = tuple(_month(rows, links, row, in_month[row["month"]]) for row in own)
            found.append(Months(target, rows.name(target), points, said, lines))
    return tuple(found)


def span(rows: Rows) -> tuple[int, int, str, str] | None:
    """Return the first and the last month of the corpus, counted and in words; None where no article names one."""
    known = sorted({row["month"] for row in rows.all("stance_by_month")})
    return (count_of(known[0]), count_of(known[-1]), known[0], known[-1]) if known else None


def count_of(month: str) -> int:
    """Return a month as a number, so that a chart keeps the distances between months."""
    return int(month[:4]) * 12 + int(month[5:7])


def _month(rows: Rows, links: Links, row: Row, articles: list[str]) -> Month:
    judging = rows.judging(row["target"])
    judged = [a for a in articles if a in judging]
    shown = tuple((str(n), links.article(a)) for n, a in enumerate(judged[:MOST_LINKS], 1))
    return Month(row["month"], score_from(row), shown, len(judged) - len(shown))
