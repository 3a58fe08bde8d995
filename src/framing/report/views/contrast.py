"""Groups of sources side by side: declared comparisons in words, frames, and the words that tell them apart."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from framing.model import ALL_VOICES, AUTHOR, QUOTED
from framing.report.addresses import Links, slug
from framing.report.rows import Row, Rows
from framing.report.views.places import Places, places
from framing.report.views.score import Score, score_of
from framing.report.words import count, label, percent, signed

VOICES = {ALL_VOICES: "all voices", AUTHOR: "author’s words", QUOTED: "quoted words"}
MEASURES = {
    "stance": "Stance toward targets",
    "frame": "Share of sentences in a frame",
    "borrowed": "Share of judgements in quoted words",
}
WORDS_A_SIDE = 20
PLACES_A_WORD = 12
WIDEST = 8
"""Comparisons of one measure shown at once; the narrower ones fold away."""

SHOWN = 0.05
"""A p that counts as showing a difference."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One declared comparison."""

    what: str
    href: str
    voice: str
    a: str
    b: str
    difference: float | None
    low: float | None
    high: float | None
    shown: str
    between: str
    n: str
    verdict: str
    words: str


@dataclass(frozen=True, slots=True)
class Lines:
    """Comparisons on a common axis that ends at -limit and +limit."""

    lines: tuple[Difference, ...]
    limit: float


@dataclass(frozen=True, slots=True)
class Measure:
    """The comparisons of one measure: the widest over all voices, and the rest."""

    title: str
    whole: Lines
    by_voice: Lines


@dataclass(frozen=True, slots=True)
class KeyWord:
    """A word typical of one group, and where it stands there."""

    word: str
    pos: str
    z: str
    n: int
    n_other: int
    articles: int
    articles_other: int
    places: Places


@dataclass(frozen=True, slots=True)
class Pair:
    """Two groups."""

    anchor: str
    a: str
    b: str
    measures: tuple[Measure, ...]
    words_a: tuple[KeyWord, ...]
    words_b: tuple[KeyWord, ...]
    smallest_p: float | None


@dataclass(frozen=True, slots=True)
class GroupColumn:
    """A group in the tables over all groups."""

    name: str
    sources: str
    n_articles: int


@dataclass(frozen=True, slots=True)
class ContrastView:
    """All the contrast page shows."""

    groups: tuple[GroupColumn, ...]
    stance: tuple[tuple[str, tuple[Score, ...]], ...]
    """For each target: the score of each group."""
    frames: tuple[tuple[str, str, tuple[float, ...]], ...]
    """For each frame: label, link, share by group."""
    highest: float
    pairs: tuple[Pair, ...]


def contrast(rows: Rows, links: Links, _: str = "") -> ContrastView:
    """Return the contrast of groups."""
    groups = [g for g in rows.groups if g]
    frames = tuple(_frames(rows, links, groups))
    return ContrastView(
        groups=tuple(_column(rows, g) for g in groups),
        stance=tuple(
            (rows.name(t), tuple(score_of(rows, "group", g, t, ALL_VOICES, links.target(t)) for g in groups))
            for t in rows.targets
        ),
        frames=frames,
        highest=max((share for _, _, shares in frames for share in shares), default=0.0) or 1.0,
        pairs=tuple(_pairs(rows, links)),
    )


def _column(rows: Rows, group: str) -> GroupColumn:
    members = [s for s in rows.ordered_sources if rows.sources[s]["group"] == group]
    names = ", ".join(rows.source_name(s) for s in members[:6]) + (" …" if len(members) > 6 else "")
    return GroupColumn(label(group), names, sum(len(rows.articles_of(s)) for s in members))


def _frames(rows: Rows, links: Links, groups: list[str]) -> Iterator[tuple[str, str, tuple[float, ...]]]:
    shares: dict[str, dict[str, float]] = defaultdict(dict)
    for group in groups:
        for row in rows.of_unit("frames", "group", group):
            if row["voice"] == ALL_VOICES and row["share"]:
                shares[row["frame"]][group] = row["share"]
    for frame, found in sorted(shares.items(), key=lambda f: (-max(f[1].values()), f[0])):
        href = links.frame(frame) if frame in rows.frames else ""
        yield rows.frame(frame), href, tuple(found.get(g, 0.0) for g in groups)


def _pairs(rows: Rows, links: Links) -> Iterator[Pair]:
    differences: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows.all("differences"):
        differences[row["group_a"], row["group_b"]].append(row)
    keyness: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows.all("keyness"):
        keyness[row["group_a"], row["group_b"]].append(row)
    where = rows.words(row["lemma"] for found in keyness.values() for row in found)
    pairs = sorted(dict.fromkeys([*differences, *keyness]), key=lambda p: not any(g.startswith("state") for g in p))
    for a, b in pairs:
        found = differences[a, b]
        words = keyness[a, b]
        yield Pair(
            anchor=f"pair-{slug(f'{a}--{b}')}",
            a=label(a),
            b="all others" if b == "rest" else label(b),
            measures=tuple(_measures(rows, links, found)),
            words_a=tuple(_key_words(rows, links, words, where, a, b, 1)),
            words_b=tuple(_key_words(rows, links, words, where, a, b, -1)),
            smallest_p=min((r["smallest_p"] for r in found if r["smallest_p"] is not None), default=None),
        )


def _measures(rows: Rows, links: Links, found: list[Row]) -> Iterator[Measure]:
    for measure in dict.fromkeys(row["measure"] for row in found):
        own = sorted((r for r in found if r["measure"] == measure), key=lambda r: -abs(r["difference"] or 0.0))
        whole = [r for r in own if r["voice"] in {ALL_VOICES, QUOTED if measure == "borrowed" else ALL_VOICES}]
        whole = whole[:WIDEST]
        rest = [r for r in own if r not in whole]
        yield Measure(MEASURES.get(measure, label(measure)), _lines(rows, links, whole), _lines(rows, links, rest))


def _lines(rows: Rows, links: Links, found: list[Row]) -> Lines:
    ends = [abs(r[k]) for r in found for k in ("difference", "low", "high") if r[k] is not None]
    limit = next((x for x in (0.1, 0.2, 0.5, 1.0) if max(ends, default=1.0) <= x), 2.0)
    return Lines(tuple(_difference(rows, links, r) for r in found), limit)


def _difference(rows: Rows, links: Links, row: Row) -> Difference:
    name, href = rows.name(row["target"] or "all targets"), links.target(row["target"])
    value: Callable[[float | None], str] = signed
    if row["measure"] == "frame":
        name, href = rows.frame(row["target"]), links.frame(row["target"]) if row["target"] in rows.frames else ""
    if row["measure"] != "stance":
        value = percent
    verdict = worded(row) if row["smallest_p"] is None or row["smallest_p"] <= SHOWN else _short(row)
    between = "" if row["low"] is None else f"{signed(row['low'])} to {signed(row['high'])}"
    shown = "–" if row["difference"] is None else signed(row["difference"])
    p = "" if row["p"] is None or row["smallest_p"] > SHOWN else f", p {row['p']:.3f}"
    return Difference(
        what=name,
        href=href if row["target"] in rows.targets or row["measure"] == "frame" else "",
        voice=VOICES.get(row["voice"], label(row["voice"] or "")),
        a="too little" if row["mean_a"] is None else value(row["mean_a"]),
        b="too little" if row["mean_b"] is None else value(row["mean_b"]),
        difference=row["difference"],
        low=row["low"],
        high=row["high"],
        shown=shown,
        between=between,
        n=f"{row['n_a']} against {count(row['n_b'], 'article')}{p}",
        verdict=verdict[:1].upper() + verdict[1:],
        words=f"difference {shown}" + (f", 95 % interval {between}" if between else ""),
    )


def _short(row: Row) -> str:
    """Return which way the means differ, where so few articles can't show that they do."""
    more = "positive" if row["measure"] == "stance" else "often"
    return f"{'more' if row['difference'] > 0 else 'less'} {more} on average; not enough articles to show it"


def worded(row: Row) -> str:
    """Return the verdict with the groups' ids as words."""
    verdict = row["verdict"] or ""
    for group in (row["group_a"], row["group_b"]):
        verdict = re.sub(rf"(?<![\w-]){re.escape(group)}(?![\w-])", lambda _, g=group: label(g), verdict)
    return verdict


def _key_words(
    rows: Rows, links: Links, words: list[Row], where: dict[tuple[str, str], list[Row]], a: str, b: str, side: int
) -> Iterator[KeyWord]:
    typical = sorted((w for w in words if w["z"] * side > 0), key=lambda w: (-w["z"] * side, w["lemma"], w["pos"]))
    own, other = ("a", "b") if side > 0 else ("b", "a")
    for word in typical[:WORDS_A_SIDE]:
        found = [
            (row["article"], sentence)
            for row in where.get((word["lemma"], word["pos"]), ())
            if _belongs(rows, row["article"], a, b, side)
            for sentence in row["sentences"] or ()
        ]
        yield KeyWord(
            word=word["lemma"],
            pos=word["pos"].lower(),
            z=signed(word["z"] * side, 1),
            n=word[f"n_{own}"],
            n_other=word[f"n_{other}"],
            articles=word[f"articles_{own}"],
            articles_other=word[f"articles_{other}"],
            places=places(rows, links, found, most=PLACES_A_WORD),
        )


def _belongs(rows: Rows, article: str, a: str, b: str, side: int) -> bool:
    group = rows.articles[article]["group"] or ""
    if side > 0:
        return group == a
    return group != a if b == "rest" else group == b
