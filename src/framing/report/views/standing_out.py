"""What stands out, as sentences made from the numbers; each leads to the sentences behind it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from framing.model import ALL_VOICES, AUTHOR, QUOTED, UNKNOWN_SPEAKER
from framing.report.addresses import Links, Page
from framing.report.rows import Row, Rows
from framing.report.views.contrast import worded
from framing.report.views.score import Score, score_of
from framing.report.words import count, percent
from framing.results.schemas import Tables


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. `pieces` are (words, link) in order; a link may be empty."""

    pieces: tuple[tuple[str, str], ...]


def standing_out(rows: Rows, links: Links, most: int = 6) -> tuple[Finding, ...]:
    """Return the findings, the widest first: ends of the range, voices that part, speakers, groups, thin evidence."""
    found = [
        *islice(_ranges(rows, links), 2),
        *islice(_parted_voices(rows, links), 1),
        *islice(_borrowed(rows, links), 1),
        *islice(_groups(rows, links), 1),
        *_thin(rows),
    ]
    return tuple(found[:most])


def what_stands_out(tables: Tables, most: int = 6) -> tuple[str, ...]:
    """Return the same findings as plain sentences, for a terminal."""
    findings = standing_out(Rows(tables), Links(Page("overview"), single=True), most)
    return tuple("".join(words for words, _ in finding.pieces) for finding in findings)


def _scores(rows: Rows, links: Links, target: str, voice: str) -> list[tuple[str, Score]]:
    found = [(s, score_of(rows, "source", s, target, voice, links.source(s, target))) for s in rows.ordered_sources]
    return [(s, score) for s, score in found if score.score is not None]


def _ranges(rows: Rows, links: Links) -> Iterator[Finding]:
    ranges = []
    for target in rows.targets:
        scores = sorted(_scores(rows, links, target, ALL_VOICES), key=lambda s: (s[1].score or 0.0, s[0]))
        if len(scores) > 1:
            ranges.append(((scores[-1][1].score or 0.0) - (scores[0][1].score or 0.0), target, scores))
    for width, target, scores in sorted(ranges, key=lambda r: -r[0]):
        if width < 0.1:
            return
        (low_source, low), (high_source, high) = scores[0], scores[-1]
        yield Finding((
            (f"Toward {rows.name(target)}, ", ""),
            (rows.source_name(high_source), links.source(high_source)),
            (" is most positive (" if (high.score or 0) > 0 else " is least negative (", ""),
            (high.text, high.href),
            ("), ", ""),
            (rows.source_name(low_source), links.source(low_source)),
            (" most negative (" if (low.score or 0) < 0 else " least positive (", ""),
            (low.text, low.href),
            (").", ""),
        ))  # fmt: skip


def _parted_voices(rows: Rows, links: Links) -> Iterator[Finding]:
    """Where the author and those quoted judge the same target in opposite ways, both beyond doubt."""
    parted = []
    for target in rows.targets:
        quoted = dict(_scores(rows, links, target, QUOTED))
        for source, author in _scores(rows, links, target, AUTHOR):
            other = quoted.get(source)
            if other and {author.direction, other.direction} == {"positive", "negative"}:
                parted.append((abs((author.score or 0) - (other.score or 0)), source, target, author, other))
    for _, source, target, author, other in sorted(parted, key=lambda p: (-p[0], p[1], p[2])):
        yield Finding((
            ("In ", ""),
            (rows.source_name(source), links.source(source)),
            (", the author’s own words about ", ""),
            (rows.name(target), ""),
            (f" are {'negative' if (author.score or 0) < 0 else 'positive'} (", ""),
            (author.text, author.href),
            (f") while the people quoted are {'negative' if (other.score or 0) < 0 else 'positive'} (", ""),
            (other.text, other.href),
            (").", ""),
        ))  # fmt: skip


def _borrowed(rows: Rows, links: Links) -> Iterator[Finding]:
    """The source whose praise or blame comes most from the mouths of others."""
    loads = []
    for source in rows.ordered_sources:
        for row in rows.of_unit("borrowed", "source", source):
            mass = (row["author"] or 0) + (row["quoted"] or 0)
            if not row["target"] and row["share"] is not None and row["share"] > 0.5 and mass >= 2:
                loads.append((row["share"], source, row["sign"]))
    for share, source, sign in sorted(loads, key=lambda x: (-x[0], x[1])):
        speakers = [r for r in rows.of_unit("speakers", "source", source) if r["speaker"] != UNKNOWN_SPEAKER]
        first = max(speakers, key=_speech, default=None)
        most = (
            f", most of all {rows.name(first['speaker'])} ({percent(first['share'])} of what is quoted)"
            if first
            else ""
        )
        what = "praise" if sign == "positive" else "blame"
        yield Finding((
            (rows.source_name(source), links.source(source)),
            (f" lets others speak: {percent(share)} of its {what} is in quoted words{most}.", ""),
        ))  # fmt: skip


def _speech(row: Row) -> tuple[float, str]:
    return row["share"] or 0.0, row["speaker"]


def _groups(rows: Rows, links: Links) -> Iterator[Finding]:
    stance = [r for r in rows.all("differences") if r["measure"] == "stance" and r["voice"] == ALL_VOICES]
    stance = [r for r in stance if r["difference"] is not None]
    for row in sorted(stance, key=lambda r: (-abs(r["difference"]), r["group_a"], r["group_b"], r["target"])):
        yield Finding((
            ("Between the groups, toward ", ""),
            (rows.name(row["target"]), links.contrast),
            (f": {worded(row).rstrip('.')}.", ""),
        ))  # fmt: skip


def _thin(rows: Rows) -> Iterator[Finding]:
    pairs = [(s, t) for s in rows.sources for t in rows.targets]
    thin = sum(score_of(rows, "source", s, t, ALL_VOICES).score is None for s, t in pairs)
    if thin:
        yield Finding((
            (f"In {thin} of {len(pairs)} pairs of source and target there is too little evidence to say anything.", ""),
        ))  # fmt: skip
    fewest = [s for s, row in rows.sources.items() if (row["n_articles"] or 0) < 8]
    if fewest:
        whom = "Every source" if len(fewest) == len(rows.sources) else count(len(fewest), "source")
        has = "has" if len(fewest) in {1, len(rows.sources)} else "have"
        words = (
            "fewer than 8 articles here: intervals tell how even the text read is, not what the outlet does elsewhere"
        )
        yield Finding(((f"{whom} {has} {words}.", ""),))
