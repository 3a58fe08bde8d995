"""One source: how it stands toward each target, in whose words, by which frames, on whom it relies.

A panel is a function from the rows of one source to plain data, a template of the same name, and a line in PANELS.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from framing.model import ALL_VOICES, AUTHOR, QUOTED
from framing.report.addresses import Links, slug
from framing.report.rows import Row, Rows
from framing.report.views.evidence import MOST_EVIDENCE, MOST_IN_ONE_FILE, Evidence, evidence, strongest_of
from framing.report.views.months import Months, months, span
from framing.report.views.overview import ArticleLine, article_line
from framing.report.views.places import Places, places
from framing.report.views.score import Score, drawn_over, in_words, score_from, score_of
from framing.report.words import count, label

MOST_ARTICLES = 200

Panel: TypeAlias = Callable[[Rows, Links, str], Any]


@dataclass(frozen=True, slots=True)
class TargetEvidence:
    """A target, the stance toward it by voice, and its judged sentences."""

    target: str
    anchor: str
    everyone: Score
    author: Score
    quoted: Score
    own: tuple[Evidence, ...]
    others: tuple[Evidence, ...]
    """Its own sentences, and those of people it quotes."""
    more: int


@dataclass(frozen=True, slots=True)
class SourceView:
    """All a source's page shows."""

    id: str
    name: str
    about: str
    summary: str
    targets: tuple[TargetEvidence, ...]
    months: tuple[Months, ...]
    span: tuple[int, int, str, str] | None
    panels: tuple[tuple[str, str, Any], ...]
    """(template, title, data)."""
    articles: tuple[ArticleLine, ...]
    more_articles: int
    without: int
    """How many of the source's articles have no page of their own."""
    intervals: str
    """What the intervals are drawn over, and what they tell."""
    chart: str
    """Its stance as a chart, a file."""


def source(rows: Rows, links: Links, unit: str) -> SourceView:
    """Return a source's data."""
    row = rows.sources[unit]
    articles = tuple(rows.articles_of(unit))
    targets = tuple(_targets(rows, links, unit))
    listed = sorted(articles, key=lambda a: a in links.without)
    about = [row["kind"] or "", label(row["group"]) if row["group"] else "", row["country"] or ""]
    about.append(count(len(articles), "article"))
    return SourceView(
        id=unit,
        name=rows.source_name(unit),
        about=" · ".join(filter(None, about)),
        summary=_summary(targets),
        targets=targets,
        months=months(rows, links, "source", unit, articles),
        span=span(rows),
        panels=tuple((name, title, panel(rows, links, unit)) for name, (title, panel) in PANELS.items()),
        articles=tuple(article_line(rows, links, rows.articles[a]) for a in listed[:MOST_ARTICLES]),
        more_articles=max(0, len(listed) - MOST_ARTICLES),
        without=len(articles) - sum(a not in links.without for a in articles),
        intervals=drawn_over(score for t in targets for score in (t.everyone, t.author, t.quoted)),
        chart=source_chart(unit),
    )


def source_chart(unit: str, target: str = "") -> str:
    """Return the file of the chart of a source's stance; with a target, of its stance toward that over time."""
    return f"charts/source-{slug(unit)}{f'.months-{slug(target)}' if target else ''}.svg"


def _targets(rows: Rows, links: Links, unit: str) -> Iterator[TargetEvidence]:
    most = MOST_IN_ONE_FILE if links.single else MOST_EVIDENCE
    for target in rows.targets:
        anchor = f"t-{slug(target)}"
        everyone, author, quoted = (
            score_of(rows, "source", unit, target, voice, links.source(unit, target, voice))
            for voice in (ALL_VOICES, AUTHOR, QUOTED)
        )
        found, n = strongest_of(rows, unit, target, most)
        shown = evidence(rows, links, found)
        own, others = (tuple(e for e in shown if e.quoted == of_others) for of_others in (False, True))
        yield TargetEvidence(rows.name(target), anchor, everyone, author, quoted, own, others, n - len(found))


def _summary(targets: Sequence[TargetEvidence]) -> str:
    """Return where the source stands, in its own words and in all voices."""
    own = in_words(((t.target, t.author) for t in targets), unsure=False)
    everyone = in_words((t.target, t.everyone) for t in targets)
    return " ".join(
        f"{head}{words}." for head, words in (("In its own words ", own), ("In all voices ", everyone)) if words
    )


# --- panels -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class VoiceLine:
    """A quoted speaker toward a target."""

    speaker: str
    target: str
    score: Score


def voices(rows: Rows, links: Links, unit: str) -> tuple[VoiceLine, ...]:
    """Return how each quoted speaker is heard to stand toward the main targets, where there is enough evidence."""
    found = []
    for row in rows.of_unit("stance", "source", unit):
        if row["voice"] in {AUTHOR, QUOTED, ALL_VOICES} or row["score"] is None or row["target"] not in rows.targets:
            continue
        score = score_from(row, links.own(f"t-{slug(row['target'])}"))
        found.append(VoiceLine(rows.name(row["voice"]), rows.name(row["target"]), score))
    return tuple(sorted(found, key=lambda v: (-v.score.n_evaluations, v.speaker, v.target)))


@dataclass(frozen=True, slots=True)
class SpeakerLine:
    """One speaker's part of all quoted words."""

    speaker: str
    share: float
    n: int
    cues: str
    places: Places


def speakers(rows: Rows, links: Links, unit: str) -> tuple[SpeakerLine, ...]:
    """Return who speaks, most words first."""
    by_voice: dict[str, list[tuple[str, int | None]]] = defaultdict(list)
    for article in rows.articles_of(unit):
        for kind, voice, number in zip(
            *rows.columns("attributions", article, "kind", "voice", "attribution"), strict=True
        ):
            if kind not in {"scare", "name"}:
                by_voice[voice].append((article, number))
    found = sorted(rows.of_unit("speakers", "source", unit), key=lambda r: (-(r["share"] or 0), r["speaker"]))
    return tuple(
        SpeakerLine(
            rows.name(row["speaker"]),
            row["share"] or 0.0,
            row["n_attributions"] or 0,
            ", ".join(f"{row[kind]} {kind}" for kind in ("neutral", "endorsing", "distancing") if row[kind]),
            places(rows, links, by_voice[row["speaker"]], "q"),
        )
        for row in found
    )


@dataclass(frozen=True, slots=True)
class LoadLine:
    """The positive or the negative load toward a target: whose words carry it."""

    target: str
    sign: str
    author: float
    quoted: float
    share: float
    distancing: float
    endorsing: float
    words: str


def borrowed(rows: Rows, links: Links, unit: str) -> tuple[LoadLine, ...]:  # noqa: ARG001 - the shape of a panel
    """Return how much of the praise and of the blame is in others' words, all targets first, then the main ones."""
    order = {target: n for n, target in enumerate(("", *rows.targets))}
    found = [r for r in rows.of_unit("borrowed", "source", unit) if r["target"] in order and r["share"] is not None]
    return tuple(
        LoadLine(
            rows.name(row["target"]) if row["target"] else "All targets",
            row["sign"],
            row["author"] or 0.0,
            row["quoted"] or 0.0,
            row["share"],
            row["distancing"] or 0.0,
            row["endorsing"] or 0.0,
            f"{100 - row['share'] * 100:.0f} % the author, {row['share'] * 100:.0f} % people quoted",
        )
        for row in sorted(found, key=lambda r: (order[r["target"]], r["sign"] != "positive"))
    )


@dataclass(frozen=True, slots=True)
class FrameLine:
    """A frame's share of the sentences, beside that of all sources."""

    frame: str
    href: str
    share: float
    author: float | None
    quoted: float | None
    everywhere: float
    n: int
    words: str
    places: Places


def frames(rows: Rows, links: Links, unit: str) -> tuple[FrameLine, ...]:
    """Return the frames the source uses, most used first."""
    own = {(r["frame"], r["voice"]): r for r in rows.of_unit("frames", "source", unit)}
    everywhere = {(r["frame"], r["voice"]): r["share"] or 0.0 for r in rows.of_unit("frames", "corpus", "corpus")}
    where: dict[str, list[tuple[str, int | None]]] = defaultdict(list)
    for article in rows.articles_of(unit):
        for frame, sentence in zip(*rows.columns("expressions", article, "frame", "sentence"), strict=True):
            if sentence is not None:
                where[frame].append((article, sentence))
    lines = []
    for (frame, voice), row in own.items():
        if voice != ALL_VOICES or not row["n_sentences"]:
            continue
        of_all = everywhere.get((frame, ALL_VOICES), 0.0)
        author, quoted = ((own.get((frame, v)) or {}).get("share") for v in (AUTHOR, QUOTED))
        words = f"{row['share'] * 100:.0f} % of sentences; all sources {of_all * 100:.0f} %"
        href = links.frame(frame) if frame in rows.frames else ""
        found = places(rows, links, where[frame])
        lines.append(
            FrameLine(rows.frame(frame), href, row["share"], author, quoted, of_all, row["n_sentences"], words, found)
        )
    return tuple(sorted(lines, key=lambda f: (-f.share, f.frame)))


@dataclass(frozen=True, slots=True)
class NamingLine:
    """What a target is called: (form, how often, whether only quoted), most frequent first."""

    target: str
    forms: tuple[tuple[str, int, bool], ...]
    places: Places


def naming(rows: Rows, links: Links, unit: str) -> tuple[NamingLine, ...]:
    """Return the names, titles and descriptions of the main targets; pronouns are no names."""
    forms: dict[str, list[Row]] = defaultdict(list)
    for row in rows.of_unit("naming", "source", unit):
        if row["via"] != "pronoun":
            forms[row["target"]].append(row)
    where: dict[str, list[tuple[str, int | None]]] = defaultdict(list)
    for article in rows.articles_of(unit):
        for via, entity, sentence in zip(*rows.columns("mentions", article, "via", "entity", "sentence"), strict=True):
            if via not in {"pronoun", "alias"} and sentence is not None:
                where[entity].append((article, sentence))
    return tuple(
        NamingLine(
            rows.name(target),
            tuple(
                (row["form"], row["n"], row["voice"] == QUOTED)
                for row in sorted(forms[target], key=lambda r: (-r["n"], r["form"], r["voice"]))[:14]
            ),
            places(rows, links, where[target]),
        )
        for target in rows.targets
        if forms[target]
    )


@dataclass(frozen=True, slots=True)
class RelianceLine:
    """A source named in references."""

    name: str
    kind: str
    n: int


def reliance(rows: Rows, links: Links, unit: str) -> tuple[RelianceLine, ...]:  # noqa: ARG001 - the shape of a panel
    """Return on whom the source relies, most named first."""
    found = sorted(rows.of_unit("reliance", "source", unit), key=lambda r: (-r["n"], r["name"]))
    return tuple(RelianceLine(row["name"], row["kind"] or "", row["n"]) for row in found)


PANELS: dict[str, tuple[str, Panel]] = {
    "frames": ("Frames", frames),
    "speakers": ("Who speaks", speakers),
    "voices": ("What the people quoted say", voices),
    "borrowed": ("Borrowed voice", borrowed),
    "naming": ("What it calls whom", naming),
    "reliance": ("On whom it relies", reliance),
}
