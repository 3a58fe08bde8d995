"""What stands out, as sentences made from the numbers; each leads to the sentences behind it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from framing.model import ALL_VOICES, AUTHOR, QUOTED, UNKNOWN_SPEAKER
from framing.report.addresses import Links, Page, slug
from framing.report.rows import Row, Rows
from framing.report.views.contrast import SHOWN, pair_anchor
from framing.report.views.score import Score, score_of
from framing.report.words import count, heading, many, percent, signed
from framing.results.schemas import Tables


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. `pieces` are (words, link) in order; a link may be empty."""

    pieces: tuple[tuple[str, str], ...]


def standing_out(rows: Rows, links: Links, most: int = 6) -> tuple[Finding, ...]:
    """Return the findings: ends of the range, what parts the groups, voices that part, speakers, thin evidence."""
    found = [
        *islice(_ranges(rows, links), 2),
        *islice(_groups(rows, links, "stance"), 1),
        *islice(_groups(rows, links, "frame"), 1),
        *islice(_parted_voices(rows, links), 1),
        *islice(_borrowed(rows, links), 1),
    ]
    return (*found[:most], *(finding for finding in _thin(rows, links) if len(found) < most))


def what_stands_out(tables: Tables, most: int = 6) -> tuple[str, ...]:
    """Return the same findings as plain sentences, for a terminal."""
    findings = standing_out(Rows(tables), Links(Page("overview"), single=True), most)
    return tuple("".join(words for words, _ in finding.pieces) for finding in findings)


def _scores(rows: Rows, links: Links, target: str, voice: str) -> list[tuple[str, Score]]:
    found = [
        (s, score_of(rows, "source", s, target, voice, links.source(s, target, voice))) for s in rows.ordered_sources
    ]
    return [(s, score) for s, score in found if score.score is not None]


def _ranges(rows: Rows, links: Links) -> Iterator[Finding]:
    """The most positive and the most negative source toward a target: in their own words where two have enough."""
    ranges = []
    for target in rows.targets:
        own = _scores(rows, links, target, AUTHOR)
        scores = own if len(own) > 1 else _scores(rows, links, target, ALL_VOICES)
        scores.sort(key=lambda s: (s[1].score or 0.0, s[0]))
        if len(scores) > 1:
            width = (scores[-1][1].score or 0.0) - (scores[0][1].score or 0.0)
            ranges.append((width, target, scores, len(own) > 1))
    for width, target, scores, in_own_words in sorted(ranges, key=lambda r: -r[0]):
        if width < 0.1:
            return
        (low_source, low), (high_source, high) = scores[0], scores[-1]
        own_words = "in their own words " if in_own_words else ""
        yield Finding((
            (f"Toward {rows.name(target)}, {own_words}", ""),
            (rows.short_name(high_source), links.source(high_source)),
            (" is most positive (" if (high.score or 0) > 0 else " is least negative (", ""),
            (high.text, high.href),
            ("), ", ""),
            (rows.short_name(low_source), links.source(low_source)),
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
            (rows.short_name(source), links.source(source)),
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
        page = Page("source", slug(source))
        what = "praise" if sign == "positive" else "blame"
        most = (
            (f", most of all {rows.name(first['speaker'])} (", ""),
            (f"{percent(first['share'])} of what is quoted", links.to(page, "speakers")),
            (").", ""),
        ) if first else ((".", ""),)  # fmt: skip
        yield Finding((
            (rows.short_name(source), links.source(source)),
            (" lets others speak: ", ""),
            (percent(share), links.to(page, "borrowed")),
            (f" of its {what} is in quoted words", ""),
            *most,
        ))  # fmt: skip


def _speech(row: Row) -> tuple[float, str]:
    return row["share"] or 0.0, row["speaker"]


def _groups(rows: Rows, links: Links, measure: str) -> Iterator[Finding]:
    """The comparison of two groups that says most: a wide difference over many articles, state media's pairs first."""
    found = [
        r
        for r in rows.all("differences")
        if r["measure"] == measure and r["voice"] == ALL_VOICES and r["difference"] and r["n_a"] and r["n_b"]
    ]
    for row in sorted(found, key=_how_telling):
        value: Callable[[float | None], str] = signed if measure == "stance" else percent
        means = f"{value(row['mean_a'])} against {value(row['mean_b'])}{'' if measure == 'stance' else ' of sentences'}"
        a, b = heading(row["group_a"]), "all others" if row["group_b"] == "rest" else many(row["group_b"])
        what = rows.name(row["target"]) if measure == "stance" else f"the frame “{rows.frame(row['target'])}”"
        yield Finding((
            (f"{a} and {b} differ most {'toward' if measure == 'stance' else 'in'} ", ""),
            (what, links.contrast),
            (": ", ""),
            (means, links.to(Page("contrast"), pair_anchor(row["group_a"], row["group_b"]))),
            (f" in all voices, as means of articles, each counted once, {_how_sure(row)}.", ""),
        ))  # fmt: skip


def _how_telling(row: Row) -> tuple[bool, float, str, str, str]:
    weight = row["n_a"] * row["n_b"] / (row["n_a"] + row["n_b"])
    of_state = any(row[g].startswith("state") for g in ("group_a", "group_b"))
    return not of_state, -abs(row["difference"]) * weight, row["group_a"], row["group_b"], row["target"]


def _how_sure(row: Row) -> str:
    articles = f"over {row['n_a']} and {count(row['n_b'], 'article')}"
    if row["smallest_p"] is not None and row["smallest_p"] > SHOWN:
        return f"{articles}, too few to rule out chance"
    if row["low"] is None or row["high"] is None:
        return articles
    clear = "beyond chance" if row["low"] > 0 or row["high"] < 0 else "which may be chance"
    return f"{articles}, {clear} (95 % interval of the difference {signed(row['low'])} to {signed(row['high'])})"


def _thin(rows: Rows, links: Links) -> Iterator[Finding]:
    pairs = [(s, t) for s in rows.sources for t in rows.targets]
    thin = sum(score_of(rows, "source", s, t, ALL_VOICES).score is None for s, t in pairs)
    if thin:
        yield Finding((
            ("In ", ""),
            (f"{thin} of {len(pairs)} pairs", links.to(Page("overview"), "stance")),
            (" of source and target there is too little evidence to say anything.", ""),
        ))  # fmt: skip
    fewest = [s for s, row in rows.sources.items() if (row["n_articles"] or 0) < 8]
    if fewest:
        whom = "Every source" if len(fewest) == len(rows.sources) else count(len(fewest), "source")
        has = "has" if len(fewest) in {1, len(rows.sources)} else "have"
        words = (
            "fewer than 8 articles here: intervals tell how even the text read is, not what the outlet does elsewhere"
        )
        yield Finding(((f"{whom} {has} {words}.", ""),))
