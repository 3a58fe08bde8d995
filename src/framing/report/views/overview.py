"""The overview: where each source stands toward each main target, in whose voice, how sure, and what stands out."""

from dataclasses import dataclass
from itertools import chain

from framing.model import ALL_VOICES, AUTHOR, QUOTED, UNKNOWN_SOURCE
from framing.report.addresses import Links
from framing.report.rows import Row, Rows
from framing.report.views.evidence import Evidence, Judged, evidence, judged
from framing.report.views.score import Score, score_of
from framing.report.views.standing_out import Finding, standing_out
from framing.report.words import count, label


@dataclass(frozen=True, slots=True)
class Standing:
    """One row: a source (or a whole group) toward a target."""

    name: str
    href: str
    group: str
    is_group: bool
    everyone: Score
    author: Score
    quoted: Score


@dataclass(frozen=True, slots=True)
class TargetTable:
    """All sources toward one target, group by group."""

    target: str
    anchor: str
    rows: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class ArticleLine:
    """One article in a list."""

    title: str
    href: str
    source: str
    source_href: str
    date: str
    n_words: int
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """All the overview shows."""

    corpus: str
    counts: str
    targets: tuple[TargetTable, ...]
    findings: tuple[Finding, ...]
    positive: tuple[Evidence, ...]
    negative: tuple[Evidence, ...]
    articles: tuple[ArticleLine, ...]
    left_out: tuple[Row, ...]
    hints: tuple[str, ...]
    within_articles: bool
    """Whether some interval says nothing about the outlet, only about the article read."""


def overview(rows: Rows, links: Links, _: str = "") -> Overview:
    """Return the overview's data."""
    tables = tuple(_target(rows, links, target) for target in rows.targets)
    strongest = judged(rows, rows.articles, rows.targets)
    return Overview(
        corpus=rows.run["corpus"] or "corpus",
        counts=" · ".join(_counts(rows)),
        targets=tables,
        findings=standing_out(rows, links),
        positive=evidence(rows, links, _diverse([j for j in strongest if j.value > 0])),
        negative=evidence(rows, links, _diverse([j for j in strongest if j.value < 0])),
        articles=tuple(article_line(rows, links, row) for row in rows.articles.values()),
        left_out=tuple(rows.all("left_out")),
        hints=tuple(rows.run["hints"] or ()),
        within_articles=any(
            s.everyone.score is not None and not s.everyone.over_articles for table in tables for s in table.rows
        ),
    )


def _counts(rows: Rows) -> list[str]:
    found = [count(len(rows.articles), "article"), count(len(rows.sources), "source")]
    groups = [g for g in rows.groups if g]
    if groups:
        found.append(count(len(groups), "group"))
    found.append(count(sum(row["n_words"] or 0 for row in rows.articles.values()), "word"))
    return found


def _target(rows: Rows, links: Links, target: str) -> TargetTable:
    found = []
    for group in rows.groups:
        members = [s for s in rows.ordered_sources if (rows.sources[s]["group"] or "") == group]
        if group and len(members) > 1:
            found.append(_standing(rows, links, "group", group, target))
        found += [_standing(rows, links, "source", source, target) for source in members]
    return TargetTable(rows.name(target), target, tuple(found))


def _standing(rows: Rows, links: Links, level: str, unit: str, target: str) -> Standing:
    href = links.source(unit, target) if level == "source" else ""
    scores = [score_of(rows, level, unit, target, voice, href) for voice in (ALL_VOICES, AUTHOR, QUOTED)]
    if level == "group":
        members = sum((row["group"] or "") == unit for row in rows.sources.values())
        return Standing(f"{label(unit)}, {count(members, 'source')}", links.contrast, label(unit), True, *scores)
    group = rows.sources[unit]["group"] or ""
    return Standing(rows.source_name(unit), links.source(unit), label(group), False, *scores)


def _diverse(found: list[Judged], most: int = 3) -> tuple[Judged, ...]:
    """Return the strongest, first at most one of each source, so that one loud article doesn't fill the page."""
    sources: set[str] = set()
    first = []
    for one in found:
        if one.source not in sources:
            sources.add(one.source)
            first.append(one)
    places = {(e.article, e.sentence) for e in first}
    rest = (e for e in found if (e.article, e.sentence) not in places)
    return tuple(sorted(list(chain(first, rest))[:most], key=lambda e: -abs(e.value)))


def article_line(rows: Rows, links: Links, row: Row) -> ArticleLine:
    """Return an article as a line of a list."""
    return ArticleLine(
        title=row["title"] or row["article"],
        href=links.article(row["article"]),
        source=rows.source_name(row["source"]) if row["source"] != UNKNOWN_SOURCE else "unknown source",
        source_href=links.source(row["source"]),
        date=row["date"] or "",
        n_words=row["n_words"] or 0,
        warnings=tuple(row["warnings"] or ()),
    )
