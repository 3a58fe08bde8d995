"""The overview: where each source stands toward each main target, in whose voice, how sure, and what stands out."""

import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from framing.model import ALL_VOICES, AUTHOR, QUOTED, UNKNOWN_SOURCE
from framing.report.addresses import Links, Page
from framing.report.excerpts import Excerpts
from framing.report.ranking import Judged, Ranking
from framing.report.rows import Row, Rows
from framing.report.views.contrast import grouping
from framing.report.views.evidence import Evidence, evidence
from framing.report.views.months import Months, months, span
from framing.report.views.score import Score, drawn_over, score_of
from framing.report.views.standing_out import Finding, standing_out
from framing.report.words import UNSEEN, count, heading, label

MOST_COLUMNS = 6
"""Groups (or sources, where there are no groups) that fit side by side."""
MOST_ROWS = 40
"""Sources in one target's table; of more, the ends of the range are shown."""
ENDS = 8
MOST_ARTICLES = 200
STRONGEST = 3
"""Sentences of each sign."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One row: a source (or a whole group) toward a target."""

    name: str
    title: str
    """The full name, where `name` is short for it."""
    href: str
    group: str
    is_group: bool
    everyone: Score
    author: Score
    quoted: Score

    @property
    def scores(self) -> tuple[Score, Score, Score]:
        """In all voices, in the author's, in those of people quoted."""
        return self.everyone, self.author, self.quoted


@dataclass(frozen=True, slots=True)
class TargetTable:
    """Sources toward one target, group by group; of many sources, the most positive and the most negative."""

    target: str
    anchor: str
    rows: tuple[Standing, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class Column:
    """A group, or a source where there are no groups, in the table of all at once."""

    name: str
    about: str
    href: str


@dataclass(frozen=True, slots=True)
class SideBySide:
    """All at once: a row a target, a column a group; a cell holds all voices, the author's, the quoted."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, str, tuple[tuple[Score, Score, Score], ...]], ...]
    """(target, link, cells)."""
    of_groups: bool


@dataclass(frozen=True, slots=True)
class ArticleLine:
    """One article in a list."""

    id: str
    title: str
    href: str
    source: str
    source_href: str
    date: str
    n_words: int
    warnings: tuple[str, ...]
    has_page: bool
    command: str
    """What prints it, to be pasted into a shell; empty for an id that can't safely be."""


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One source in a list."""

    name: str
    href: str
    about: str


@dataclass(frozen=True, slots=True)
class Overview:
    """All the overview shows."""

    corpus: str
    counts: str
    side: SideBySide | None
    months: tuple[tuple[str, str, tuple[Months, ...]], ...]
    """For each group: its id, its name, and how it stands over time."""
    span: tuple[int, int, str, str] | None
    targets: tuple[TargetTable, ...]
    findings: tuple[Finding, ...]
    positive: tuple[Evidence, ...]
    negative: tuple[Evidence, ...]
    sources: tuple[SourceLine, ...]
    articles: tuple[ArticleLine, ...]
    more_articles: int
    left_out: tuple[Row, ...]
    hints: tuple[str, ...]
    intervals: str
    """What the intervals are drawn over, and what they tell."""


def overview(rows: Rows, links: Links, _: str = "") -> Overview:
    """Return the overview's data."""
    tables = target_tables(rows, links)
    return Overview(
        corpus=rows.run["corpus"] or "corpus",
        counts=" · ".join(_counts(rows)),
        side=side_by_side(rows, links),
        months=tuple(_months(rows, links)),
        span=span(rows),
        targets=tables,
        findings=standing_out(rows, links),
        positive=evidence(rows, links, strongest(rows, 1)),
        negative=evidence(rows, links, strongest(rows, -1)),
        sources=tuple(_source_line(rows, links, s) for s in rows.ordered_sources),
        articles=tuple(article_line(rows, links, row) for row in list(rows.articles.values())[:MOST_ARTICLES]),
        more_articles=max(0, len(rows.articles) - MOST_ARTICLES),
        left_out=tuple(rows.all("left_out")),
        hints=tuple(rows.run["hints"] or ()),
        intervals=drawn_over(score for table in tables for row in table.rows for score in row.scores),
    )


def _counts(rows: Rows) -> list[str]:
    found = [count(len(rows.articles), "article"), count(len(rows.sources), "source")]
    groups = [g for g in rows.groups if g]
    if groups:
        found.append(count(len(groups), "group"))
    found.append(count(sum(row["n_words"] or 0 for row in rows.articles.values()), "word"))
    return found


def side_by_side(rows: Rows, links: Links) -> SideBySide | None:
    """Return groups as columns; sources where there are no two groups; None where neither fits side by side."""
    groups = [g for g in rows.groups if g]
    if 2 <= len(groups) <= MOST_COLUMNS:
        units = [("group", group) for group in groups]
    elif len(groups) < 2 and 2 <= len(rows.sources) <= MOST_COLUMNS:
        units = [("source", source) for source in rows.ordered_sources]
    else:
        return None
    found = []
    for target in rows.targets:
        scores = []
        for level, unit in units:
            a, b, c = (
                score_of(rows, level, unit, target, voice, _sentences_of(rows, links, level, unit, target, voice))
                for voice in (ALL_VOICES, AUTHOR, QUOTED)
            )
            scores.append((a, b, c))
        found.append((rows.name(target), links.target(target), tuple(scores)))
    columns = tuple(_column(rows, links, level, unit) for level, unit in units)
    return SideBySide(columns, tuple(found), units[0][0] == "group")


def _column(rows: Rows, links: Links, level: str, unit: str) -> Column:
    if level == "source":
        return Column(rows.short_name(unit), count(len(rows.articles_of(unit)), "article"), links.source(unit))
    members = _members(rows, unit)
    about = rows.short_name(members[0]) if len(members) == 1 else count(len(members), "source")
    return Column(heading(unit), about, links.source(members[0]) if len(members) == 1 else links.contrast)


def _months(rows: Rows, links: Links) -> Iterator[tuple[str, str, tuple[Months, ...]]]:
    for group in [g for g in rows.groups if g][:MOST_COLUMNS]:
        articles = [a for a, row in rows.articles.items() if row["group"] == group]
        if found := months(rows, links, "group", group, articles):
            yield group, heading(group), found


def _sentences_of(rows: Rows, links: Links, level: str, unit: str, target: str, voice: str) -> str:
    """Return where the sentences behind a score stand.

    Those of a source, or of a group's only one, on its page; those of several on the contrast page if it is by group,
    else in the target's table, by source.
    """
    if level == "source":
        return links.source(unit, target, voice)
    members = _members(rows, unit)
    if len(members) == 1:
        return links.source(members[0], target, voice)
    compared = [row for row in rows.all("groups") if row["n_articles"]]
    by_group = grouping(rows) == "group" and len(compared) > 1
    return links.to(Page("contrast"), "groups") if by_group else links.target(target)


def _members(rows: Rows, group: str) -> list[str]:
    return [s for s in rows.ordered_sources if (rows.sources[s]["group"] or "") == group]


def target_tables(rows: Rows, links: Links) -> tuple[TargetTable, ...]:
    """Return where the sources stand, a table for each main target."""
    return tuple(_target(rows, links, target) for target in rows.targets)


def _target(rows: Rows, links: Links, target: str) -> TargetTable:
    shown = set(_ends(rows, target))
    found = []
    for group in rows.groups:
        members = _members(rows, group)
        if group and len(members) > 1:
            found.append(_standing(rows, links, "group", group, target))
        found += [_standing(rows, links, "source", source, target) for source in members if source in shown]
    return TargetTable(rows.name(target), target, tuple(found), len(rows.sources) - len(shown))


def _ends(rows: Rows, target: str) -> Sequence[str]:
    """Return the sources to show: all, or of many those at the ends of the range."""
    if len(rows.sources) <= MOST_ROWS:
        return rows.ordered_sources
    scored = [(score_of(rows, "source", s, target, ALL_VOICES).score, s) for s in rows.ordered_sources]
    ranked = [s for _, s in sorted((score, s) for score, s in scored if score is not None)]
    return ranked if len(ranked) <= 2 * ENDS else ranked[:ENDS] + ranked[-ENDS:]


def _standing(rows: Rows, links: Links, level: str, unit: str, target: str) -> Standing:
    everyone, author, quoted = (
        score_of(rows, level, unit, target, voice, _sentences_of(rows, links, level, unit, target, voice))
        for voice in (ALL_VOICES, AUTHOR, QUOTED)
    )
    if level == "group":
        name = f"{heading(unit)}, {count(len(_members(rows, unit)), 'source')}"
        return Standing(name, "", links.contrast, label(unit), True, everyone, author, quoted)
    name, full = rows.short_name(unit), rows.source_name(unit)
    group = label(rows.sources[unit]["group"] or "")
    return Standing(
        name, full if full != name else "", links.source(unit), group, False, everyone, author, quoted
    )  # fmt: skip


def strongest(rows: Rows, sign: int, most: int = STRONGEST) -> list[Judged]:
    """Return the strongest sentences of one sign that may be shown: at most one an article, while articles last."""
    ranking, may = rows.once(Ranking), rows.once(Excerpts)
    ranked = ranking.strongest_first
    first, rest = dict[int, int](), dict[tuple[int, int], int]()
    for number in ranked[ranking.value[ranked] * sign > 0].tolist():
        if len(first) == most:
            break
        place = int(ranking.article[number]), int(ranking.sentence[number])
        if may.may_show(rows.ids[place[0]], place[1]):
            rest.setdefault(place, number)
            first.setdefault(place[0], number)
    left = [number for number in rest.values() if number not in first.values()][: most - len(first)]
    chosen = sorted([*first.values(), *left], key=lambda number: -abs(ranking.value[number]))
    return [ranking.judged(number) for number in chosen]


def _source_line(rows: Rows, links: Links, source: str) -> SourceLine:
    row = rows.sources[source]
    about = [
        row["kind"] or "",
        label(row["group"]) if row["group"] else "",
        count(len(rows.articles_of(source)), "article"),
    ]
    return SourceLine(rows.source_name(source), links.source(source), " · ".join(filter(None, about)))


def article_line(rows: Rows, links: Links, row: Row) -> ArticleLine:
    """Return an article as a line of a list."""
    return ArticleLine(
        id=row["article"],
        title=row["title"] or row["article"],
        href=links.article(row["article"]),
        source=rows.source_name(row["source"]) if row["source"] != UNKNOWN_SOURCE else "unknown source",
        source_href=links.source(row["source"]),
        date=row["date"] or "",
        n_words=row["n_words"] or 0,
        warnings=tuple(row["warnings"] or ()),
        has_page=row["article"] not in links.without,
        command=show_command(row["article"]),
    )


def show_command(article: str) -> str:
    """Return the command that prints an article, quoted for a shell; empty where its id holds what nobody can see.

    >>> show_command("000_24"), show_command("a; id"), show_command("-x"), show_command("a\\u202e")
    ('framing show 000_24', "framing show 'a; id'", 'framing show -- -x', '')
    """
    if not article.isprintable() or UNSEEN.search(article):
        return ""
    return f"framing show {'-- ' if article.startswith('-') else ''}{shlex.quote(article)}"
