"""Files beside the pages that are no table of the results: charts as SVG, and the figures of this version's validity.

Charts are for a paper: on white, in fixed colours, with title and description inside.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from math import ceil
from typing import TypeAlias

from markupsafe import Markup

from framing.model import ALL_VOICES
from framing.report.addresses import Links, Page, slug
from framing.report.rows import Row, Rows
from framing.report.views.contrast import (
    MEASURES,
    WIDEST,
    chart_of,
    frames_by_group,
    grouping,
    groups_in_order,
    limit_of,
    plain,
    target_of,
    widest,
)
from framing.report.views.months import Months, months, span
from framing.report.views.overview import side_by_side, target_tables
from framing.report.views.score import Score, score_of
from framing.report.views.source import source_chart
from framing.report.views.told_twice import speakers_chart, speakers_of, told_events
from framing.report.views.validity import validity_table
from framing.report.words import MINUS, capital, heading, label, percent, seen
from framing.results.exports import export
from framing.validity.figures import GoldSet, validity_figures

PALETTE = {
    "ground": "#ffffff", "ink": "#1f1d1a", "soft": "#5c574f", "axis": "#8a8478",
    "pos": "#00605f", "neg": "#a1330c", "neu": "#625d55",
}  # fmt: skip
"""The day colours of the style sheet: a file can't know in which light it will be read."""
WIDTH, ROW, NAME, AXIS = 760, 26, 300, 320
"""Widths in pixels: the whole, the height of a row, the names, the axis."""
_TIME_HEIGHT = 120
_LETTERS = 44
_TITLE_LETTERS = 88

Standing: TypeAlias = tuple[str, Score | None]
"""A row of a chart of intervals: its name and score; the head of some rows has None."""
Share: TypeAlias = tuple[str, float | None, str]
"""A row of a chart of bars: its name, a share, and that in words; the head of some rows has None."""


def figures(rows: Rows) -> Iterator[tuple[str, str]]:
    """Yield (path, content) of each file: the charts, and the tables of the page on validity."""
    yield from charts(rows)
    for name, table in {"validity": validity_table(), "validation": rows.tables.get("validation")}.items():
        if table is not None:
            for form in ("tsv", "json"):
                yield f"data/{name}.{form}", export(table, form)


def charts(rows: Rows) -> Iterator[tuple[str, str]]:
    """Yield (path, SVG) of each chart: stance, over time where there are months, groups compared, shares, validity."""
    links, signature = Links(Page("overview"), single=True), rows.run["signature"]
    for table in target_tables(rows, links):
        standings = [(row.name, row.everyone) for row in table.rows]
        yield (
            f"charts/stance-{slug(table.anchor)}.svg",
            interval_figure(f"Stance toward {table.target}", standings, signature),
        )
    if side := side_by_side(rows, links):
        names = [column.name for column in side.columns]
        by_target = [
            (target, list(zip(names, (cell[0] for cell in cells), strict=True))) for target, _, cells in side.rows
        ]
        yield "charts/side-by-side.svg", interval_figure("Stance, side by side", _under(by_target), signature)
    for source in rows.ordered_sources:
        standings = [(rows.name(t), score_of(rows, "source", source, t, ALL_VOICES)) for t in rows.targets]
        yield source_chart(source), interval_figure(rows.source_name(source), standings, signature)
    yield from _over_time(rows, links)
    yield from _of_groups(rows, links)
    for found in _compared(rows):
        yield chart_of(found[0]), difference_figure(rows, found, signature)
    for event in told_events(rows):
        sources, speakers = speakers_of(rows, links, event)
        shares = [
            (line.name, [(s, share, percent(share)) for s, (share, _) in zip(sources, line.cells, strict=True)])
            for line in speakers
        ]
        if shares:
            title = f"Who is quoted, share of the quoted words: {rows.event_labels.get(event, event)}"
            yield speakers_chart(event), share_figure(title, _headed(shares), signature)
    known = validity_figures()
    for one in known.sets:
        yield (
            f"charts/validity-{slug(one.id)}.svg",
            share_figure(one.title, _agreement(one), known.signature, "{:g}".format),
        )


def _over_time(rows: Rows, links: Links) -> Iterator[tuple[str, str]]:
    between = span(rows)
    if not between:
        return
    for group in [g for g in rows.groups if g]:
        articles = [a for a, row in rows.articles.items() if row["group"] == group]
        for one in months(rows, links, "group", group, articles):
            yield f"charts/months-{slug(group)}.{slug(one.id)}.svg", time_figure(heading(group), one, between)
    for source in rows.ordered_sources:
        for one in months(rows, links, "source", source, rows.articles_of(source)):
            yield source_chart(source, one.id), time_figure(rows.source_name(source), one, between)


def _of_groups(rows: Rows, links: Links) -> Iterator[tuple[str, str]]:
    """Yield the charts over all groups that the contrast page has: stance, and the frames most used."""
    by, signature = grouping(rows), rows.run["signature"]
    groups = groups_in_order(rows, by)
    if len(groups) < 2:
        return
    names = [label(group["group"]) for group in groups]
    by_target = [
        (rows.name(t), [(n, score_of(rows, by, g["group"], t, ALL_VOICES)) for n, g in zip(names, groups, strict=True)])
        for t in rows.targets
    ]
    yield "charts/stance-by-group.svg", interval_figure(f"Stance by {label(by)}", _under(by_target), signature)
    by_frame = [
        (frame, [(n, share, percent(share)) for n, share in zip(names, shares, strict=True)])
        for frame, _, shares in frames_by_group(rows, links, by, groups)
    ][:WIDEST]
    if by_frame:
        title = f"Share of sentences in a frame, by {label(by)}"
        yield "charts/frames-by-group.svg", share_figure(title, _headed(by_frame), signature)


def _under(by_head: Iterable[tuple[str, Iterable[Standing]]]) -> list[Standing]:
    return [row for head, rows in by_head for row in ((head, None), *rows)]


def _headed(by_head: Iterable[tuple[str, Iterable[Share]]]) -> list[Share]:
    return [row for head, rows in by_head for row in ((head, None, ""), *rows)]


def _agreement(one: GoldSet) -> list[Share]:
    """What each tool reaches, figure by figure, the best first."""
    return _headed(
        (
            figure.figure,
            [
                (row.tool, max(0.0, min(1.0, row.value)), f"{row.value:.2f}".replace("-", MINUS))
                for row in sorted(figure.rows, key=lambda row: (-row.value, row.tool))
            ],
        )
        for figure in one.figures
    )


def _compared(rows: Rows) -> Iterator[list[Row]]:
    """Yield the comparisons that the contrast page shows at once, pair by pair and measure by measure."""
    by: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in rows.all("differences"):
        by[row["group_a"], row["group_b"], row["measure"]].append(row)
    for found in map(widest, by.values()):
        if any(row["difference"] is not None for row in found):
            yield found


def difference_figure(rows: Rows, found: Sequence[Row], signature: str) -> str:
    """Return a row a comparison with its difference and 95 % interval, a − b, around zero."""
    first, limit = found[0], limit_of(list(found))
    a, b = label(first["group_a"]), "all others" if first["group_b"] == "rest" else label(first["group_b"])
    title = f"{MEASURES.get(first['measure'], label(first['measure']))}: {a} less {b}"
    height = ROW * (len(found) + 3)
    parts = [_title(title)]
    for value in (-1.0, 0.0, 1.0):
        ends = plain(first, value * limit, True) if value else "0"
        parts.append(_text(_x(value), 2 * ROW - 8, ends, anchor="middle", colour="soft"))
        parts.append(_line(_x(value), 2 * ROW - 4, _x(value), height - ROW, "axis", 0.75))
    described = []
    for n, row in enumerate(found):
        y, name = ROW * (n + 2.5), target_of(rows, row) or capital(label(row["measure"]))
        parts.append(_text(0, y + 4, _cut(name)))
        shown = "too little evidence"
        if row["difference"] is not None:
            shown = plain(row, row["difference"], True)
            if row["low"] is not None and row["high"] is not None:
                parts.append(_line(_x(row["low"] / limit), y, _x(row["high"] / limit), y, "ink", 2.5))
            parts.append(_point("ink", _x(row["difference"] / limit), y))
        parts.append(_text(WIDTH, y + 4, shown, anchor="end", weight="bold"))
        described.append(f"{name}: {shown}, {row['n_a']} against {row['n_b']} articles")
    parts.append(_text(0, height - 6, f"Line: 95 % interval. {signature}", size=10, colour="soft"))
    return _document(height, title, "; ".join(described), parts)


def interval_figure(title: str, standings: Sequence[Standing], signature: str) -> str:
    """Return a row a score with its 95 % interval on an axis from −1 to +1."""
    height = ROW * (len(standings) + 3)
    parts = [_title(title)]
    for value, words in ((-1.0, "−1"), (0.0, "0"), (1.0, "+1")):
        parts.append(_text(_x(value), 2 * ROW - 8, words, anchor="middle", colour="soft"))
        parts.append(_line(_x(value), 2 * ROW - 4, _x(value), height - ROW, "axis", 0.75))
    for n, (name, score) in enumerate(standings):
        y = ROW * (n + 2.5)
        parts.append(_text(0, y + 4, _cut(name), weight="normal" if score else "bold"))
        parts += _interval(score, y) if score else ()
    parts.append(_text(0, height - 6, f"All voices. Line: 95 % interval. {signature}", size=10, colour="soft"))
    described = "; ".join(f"{name}: {score.words}" if score else name for name, score in standings)
    return _document(height, title, described, parts)


def share_figure(title: str, shares: Sequence[Share], signature: str, said: Callable[[float], str] = percent) -> str:
    """Return a row a share, its bar on an axis from 0 to the next tenth above the longest, put in words by `said`."""
    height = ROW * (len(shares) + 3)
    end = max(1, ceil(max((share for _, share, _ in shares if share is not None), default=1.0) * 10)) / 10
    left, right = _x(-1), _x(1)
    parts = [_title(title)]
    for x, words in ((left, "0"), (right, said(end))):
        parts.append(_text(x, 2 * ROW - 8, words, anchor="middle", colour="soft"))
        parts.append(_line(x, 2 * ROW - 4, x, height - ROW, "axis", 0.75))
    for n, (name, share, words) in enumerate(shares):
        y = ROW * (n + 2.5)
        parts.append(_text(0, y + 4, _cut(name), weight="bold" if share is None else "normal"))
        if share is not None:
            parts.append(_line(left, y, left + share / end * (right - left), y, "neu", 9))
            parts.append(_text(WIDTH, y + 4, words, anchor="end", weight="bold"))
    parts.append(_text(0, height - 6, signature, size=10, colour="soft"))
    return _document(
        height, title, "; ".join(f"{name}: {words}" if words else name for name, _, words in shares), parts
    )


def time_figure(who: str, found: Months, between: tuple[int, int, str, str]) -> str:
    """Return one target's stance month by month with 95 % intervals."""
    first, last, said_first, said_last = between
    top, low = 40, 40 + _TIME_HEIGHT
    title = f"{who} toward {found.target}"
    parts = [_title(title)]
    for value, words in ((1, "+1"), (0, "0"), (-1, "−1")):
        y = top + (1 - value) / 2 * _TIME_HEIGHT
        parts += [_text(24, y + 4, words, anchor="end", colour="soft"), _line(32, y, WIDTH - 8, y, "axis", 0.75)]
    for month, score, low_end, high_end in found.points:
        x = 44 + (month - first) / max(1, last - first) * (WIDTH - 64)
        css = "neu" if low_end is not None and high_end is not None and low_end <= 0 <= high_end else _side(score)
        if low_end is not None and high_end is not None:
            ends = [top + (1 - end) / 2 * _TIME_HEIGHT for end in (low_end, high_end)]
            parts.append(_line(x, ends[0], x, ends[1], css, 2))
        parts.append(_point(css, x, top + (1 - score) / 2 * _TIME_HEIGHT))
    parts.append(_text(44, low + 20, said_first, colour="soft"))
    parts.append(_text(WIDTH - 20, low + 20, said_last, anchor="end", colour="soft"))
    return _document(low + 32, title, found.words, parts)


def _interval(score: Score, y: float) -> Iterator[Markup]:
    if score.score is None:
        yield _text(_x(0), y + 4, "too little evidence", anchor="middle", colour="soft", size=11)
        return
    if score.low is not None and score.high is not None:
        yield _line(_x(score.low), y, _x(score.high), y, score.sign, 2.5)
    yield _point(score.sign, _x(score.score), y)
    yield _text(WIDTH, y + 4, f"{score.text}", anchor="end", colour=score.sign, weight="bold")


def _document(height: float, title: str, described: str, parts: Sequence[Markup]) -> str:
    return str(
        Markup(
            '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{1:.0f}" viewBox="0 0 {0} {1:.0f}" role="img" '
            'font-family="Helvetica, Arial, sans-serif" font-size="13"><title>{2}</title><desc>{3}</desc>'
            '<rect width="100%" height="100%" fill="{4}"/>{5}</svg>\n'
        ).format(WIDTH, height, seen(title), seen(described), PALETTE["ground"], Markup("").join(parts))
    )


def _title(words: str) -> Markup:
    return _text(0, 18, _cut(words, _TITLE_LETTERS), size=15, weight="bold")


def _text(
    x: float,
    y: float,
    words: str,
    *,
    anchor: str = "start",
    colour: str = "ink",
    size: int = 13,
    weight: str = "normal",
) -> Markup:
    return Markup(
        '<text x="{:.1f}" y="{:.1f}" text-anchor="{}" fill="{}" font-size="{}" font-weight="{}">{}</text>'
    ).format(x, y, anchor, PALETTE[colour], size, weight, seen(words))


def _line(x1: float, y1: float, x2: float, y2: float, colour: str, width: float) -> Markup:
    return Markup('<line x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}" stroke="{}" stroke-width="{}"/>').format(
        x1, y1, x2, y2, PALETTE[colour], width
    )


def _point(css: str, x: float, y: float) -> Markup:
    if css == "neg":
        return Markup('<rect x="{:.1f}" y="{:.1f}" width="9" height="9" fill="{}"/>').format(
            x - 4.5, y - 4.5, PALETTE[css]
        )
    fill = PALETTE["ground"] if css == "neu" else PALETTE[css]
    return Markup('<circle cx="{:.1f}" cy="{:.1f}" r="5" fill="{}" stroke="{}" stroke-width="2"/>').format(
        x, y, fill, PALETTE[css]
    )


def _x(value: float) -> float:
    return NAME + 40 + (max(-1.0, min(1.0, value)) + 1) / 2 * AXIS


def _side(score: float) -> str:
    return "pos" if score > 0 else "neg" if score < 0 else "neu"


def _cut(name: str, letters: int = _LETTERS) -> str:
    return name if len(name) <= letters else name[: letters - 1] + "…"
