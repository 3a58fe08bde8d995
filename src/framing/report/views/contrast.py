"""Groups side by side: declared comparisons in words, frames, the words that tell them apart; events and copies."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from framing.contrast.events import toml_of
from framing.contrast.groups import PERIODS, memberships
from framing.contrast.terms import Place, places_of
from framing.contrast.terms import Places as Stands
from framing.model import ALL_VOICES, AUTHOR, QUOTED
from framing.report.addresses import Links, slug
from framing.report.rows import Row, Rows
from framing.report.views.behind import Behind
from framing.report.views.places import Places, places
from framing.report.views.score import Score, score_of
from framing.report.words import capital, count, label, percent, signed

VOICES = {ALL_VOICES: "all voices", AUTHOR: "author’s words", QUOTED: "quoted words"}
MEASURES = {
    "stance": "Stance toward targets",
    "frame": "Share of sentences in a frame",
    "borrowed praise": "Share of praise that speakers carry",
    "borrowed blame": "Share of blame that speakers carry",
    "quoted": "Share of the text that is quoted",
    "endorsing": "Quotations that are backed",
    "distancing": "Quotations that are doubted",
    "speaker": "Who is quoted: share of all quoted words",
    "references": "Sources named, by 1,000 words",
    "reference": "On whom it relies: share of the sources named",
    "naming": "What they call the main targets: share of all namings",
}
WORDS_A_SIDE = 20
CONTEXTS_A_WORD = 6
CONTEXT = 40
"""Characters shown on each side of a word."""
WIDEST = 8
"""Comparisons of one measure shown at once; the narrower ones fold away."""
EVENTS, COPIES = 200, 200
"""Events and copies listed; the tables hold the rest."""

SHOWN = 0.05
"""A p that counts as showing a difference."""


@dataclass(frozen=True, slots=True)
class Side:
    """One group's mean, and the sentences behind it."""

    shown: str
    places: Places


@dataclass(frozen=True, slots=True)
class Difference:
    """One declared comparison."""

    what: str
    href: str
    voice: str
    a: Side
    b: Side
    difference: float | None
    low: float | None
    high: float | None
    shown: str
    between: str
    n: str
    figures: str
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
    about: str
    """What its numbers are, and in whose voice."""
    whole: Lines
    by_voice: Lines
    chart: str
    """The file of the widest ones as a chart; empty where there is none."""


@dataclass(frozen=True, slots=True)
class Context:
    """A word in its sentence: what stands before and after, and where."""

    left: str
    word: str
    right: str
    where: str
    href: str


@dataclass(frozen=True, slots=True)
class KeyWord:
    """A word or phrase typical of one group, and where it stands there."""

    word: str
    pos: str
    z: str
    n: int
    n_other: int
    articles: int
    articles_other: int
    spread: str
    of_person: bool
    contexts: tuple[Context, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two groups."""

    anchor: str
    a: str
    b: str
    summary: tuple[str, ...]
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
    n_copies: int


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event with its articles: title, link, why it belongs."""

    id: str
    label: str
    given: bool
    reason: str
    articles: tuple[tuple[str, str, str], ...]
    lines: str
    """What to paste into corpus.toml to keep or mend it; empty for one of the manifest."""


@dataclass(frozen=True, slots=True)
class CopyLine:
    """A text that stands in an earlier article."""

    title: str
    href: str
    of: str
    of_href: str
    is_copy: bool
    shown: str
    n_words: int
    passage: str
    """The passage that both have, cut to some words."""


@dataclass(frozen=True, slots=True)
class ContrastView:
    """All the contrast page shows."""

    by: str
    remarks: tuple[str, ...]
    groups: tuple[GroupColumn, ...]
    stance: tuple[tuple[str, tuple[tuple[Score, Places], ...]], ...]
    """For each target: the score of each group, and the sentences behind it."""
    frames: tuple[tuple[str, str, tuple[float, ...]], ...]
    """For each frame: label, link, share by group."""
    highest: float
    widest: int
    """So many frames are shown at once; the rest fold away."""
    pairs: tuple[Pair, ...]
    events: tuple[EventLine, ...]
    copies: tuple[CopyLine, ...]
    more_events: int
    more_copies: int


def contrast(rows: Rows, links: Links, _: str = "") -> ContrastView:
    """Return the contrast of groups."""
    by = grouping(rows)
    groups = groups_in_order(rows, by)
    frames = tuple(frames_by_group(rows, links, by, groups))
    events, copies = list(_events(rows, links)), list(_copies(rows, links))
    return ContrastView(
        by=label(by),
        remarks=tuple(_sentence(remark, [g["group"] for g in groups]) for remark in rows.run.get("remarks") or ()),
        groups=tuple(_column(rows, row) for row in groups),
        stance=tuple((rows.name(t), tuple(_stances(rows, links, by, groups, t))) for t in rows.targets),
        frames=frames,
        highest=max((share for _, _, shares in frames for share in shares), default=0.0) or 1.0,
        widest=WIDEST,
        pairs=tuple(_pairs(rows, links)),
        events=tuple(events[:EVENTS]),
        copies=tuple(copies[:COPIES]),
        more_events=max(0, len(events) - EVENTS),
        more_copies=max(0, len(copies) - COPIES),
    )


def why_no_contrast(rows: Rows) -> str:
    """Return why there is nothing on the page; empty where there is."""
    if len(groups_in_order(rows, grouping(rows))) > 1 or any(rows.all(table) for table in ("article_events", "copies")):
        return ""
    return "fewer than two groups to compare, no event, no copy"


def grouping(rows: Rows) -> str:
    """Return what the groups are made by."""
    return rows.run.get("by") or "group"


# --- groups -----------------------------------------------------------------------------------------------------


def groups_in_order(rows: Rows, by: str) -> list[Row]:
    """Return the groups that have articles, in the overview's order: state media, then by name; periods by time."""
    groups = [row for row in rows.all("groups") if row["n_articles"]]
    return groups if by in PERIODS else sorted(groups, key=lambda g: (not g["group"].startswith("state"), g["group"]))


def _column(rows: Rows, group: Row) -> GroupColumn:
    members = group["sources"] or []
    names = ", ".join(rows.source_name(s) for s in members[:6]) + (" …" if len(members) > 6 else "")
    return GroupColumn(label(group["group"]), names, group["n_articles"], group["n_copies"])


def _stances(rows: Rows, links: Links, by: str, groups: list[Row], target: str) -> Iterator[tuple[Score, Places]]:
    """Yield the stance of each group toward a target, and the sentences that weigh most in it."""
    members, behind = rows.once(_Members), rows.once(Behind)
    for group in groups:
        articles = {article for article, those in members.groups.items() if group["group"] in those}
        found = behind.strongest(target, articles)
        yield score_of(rows, by, group["group"], target, ALL_VOICES), places(rows, links, found, most=PLACES_A_NUMBER)


def frames_by_group(
    rows: Rows, links: Links, by: str, groups: list[Row]
) -> Iterator[tuple[str, str, tuple[float, ...]]]:
    """Yield each frame's label, its link, and its share of each group's sentences; the most used first."""
    shares: dict[str, dict[str, float]] = defaultdict(dict)
    for group in groups:
        for row in rows.of_unit("frames", by, group["group"]):
            if row["voice"] == ALL_VOICES and row["share"]:
                shares[row["frame"]][group["group"]] = row["share"]
    for frame, found in sorted(shares.items(), key=lambda f: (-max(f[1].values()), f[0])):
        href = links.frame(frame) if frame in rows.frames else ""
        yield rows.frame(frame), href, tuple(found.get(g["group"], 0.0) for g in groups)


class _Members:
    """Who is on the sides of a pair."""

    def __init__(self, rows: Rows) -> None:
        self.groups: dict[str, tuple[str, ...]] = {}
        """The groups of each article that counts."""
        if {"articles", "sources", "labels", "article_events"} <= set(rows.tables):
            copies = {row["article"] for row in rows.all("copies") if row["kind"] == "copy"}
            those = zip(rows.articles, memberships(dict(rows.tables), grouping(rows)), strict=True)
            self.groups = {article: groups for article, groups in those if article not in copies}

    def side(self, a: str, b: str, sign: int) -> set[str]:
        """The articles of a (sign 1) or of b that are not in the other, too."""
        own, other = (a, b) if sign > 0 else (b, a)
        if own == "rest":
            return {article for article, groups in self.groups.items() if groups and other not in groups}
        return {article for article, groups in self.groups.items() if own in groups and other not in groups}


def _pairs(rows: Rows, links: Links) -> Iterator[Pair]:
    differences: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows.all("differences"):
        differences[row["group_a"], row["group_b"]].append(row)
    keyness: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows.all("keyness"):
        keyness[row["group_a"], row["group_b"]].append(row)
    pairs = sorted(dict.fromkeys([*differences, *keyness]), key=lambda p: not any(g.startswith("state") for g in p))
    if not pairs:
        return
    members, behind = rows.once(_Members), rows.once(Behind)
    shown = {pair: [_typical(keyness[pair], sign) for sign in (1, -1)] for pair in pairs}
    wanted = {(w["lemma"], w["pos"]) for sides in shown.values() for side in sides for w in side}
    where = places_of(dict(rows.tables), sorted(wanted)) if wanted else {}
    for a, b in pairs:
        found = differences[a, b]
        sides = [members.side(a, b, sign) for sign in (1, -1)]
        words = [
            tuple(_key_word(rows, links, word, where, side, sign) for word in typical)
            for typical, side, sign in zip(shown[a, b], sides, (1, -1), strict=True)
        ]
        yield Pair(
            anchor=pair_anchor(a, b),
            a=label(a),
            b="all others" if b == "rest" else label(b),
            summary=tuple(_summary(rows, found)),
            measures=tuple(_measures(rows, links, behind, found)),
            words_a=words[0],
            words_b=words[1],
            smallest_p=min((r["smallest_p"] for r in found if r["smallest_p"] is not None), default=None),
        )


def pair_anchor(a: str, b: str) -> str:
    """Return the anchor of a pair of groups on the page."""
    return f"pair-{slug(a)}.{slug(b)}"


# --- differences ------------------------------------------------------------------------------------------------


def _summary(rows: Rows, found: list[Row]) -> Iterator[str]:
    """What the pair's comparisons come to, in sentences."""
    tested = [r for r in found if r["q"] is not None]
    shown = sorted((r for r in tested if r["q"] <= SHOWN), key=lambda r: (r["q"], -abs(r["difference"])))
    if not found:
        yield "Nothing is compared here but the words."
    elif not tested:
        yield "There are too few articles for any of these differences to be told from chance, however large it looks."
    elif not shown:
        yield f"None of {count(len(tested), 'comparison')} that could show a difference does."
    for row in shown[:5]:
        yield f"{_what(rows, row)}: {worded(row)} ({_figures(row)})."
    if len(shown) > 5:
        yield f"And {len(shown) - 5} more, below."
    apart = max((r["apart_a"] or 0) + (r["apart_b"] or 0) for r in found) if found else 0
    if any((r["n_blocks"] or 1) > 1 for r in found) or apart:
        rest = (
            f"; up to {count(apart, 'article')} on events that one side lacks {'is' if apart == 1 else 'are'} left out"
        )
        yield f"Articles on one event are compared with each other{rest if apart else ''}."


def _what(rows: Rows, row: Row) -> str:
    name = target_of(rows, row)
    voice = f", {VOICES.get(row['voice'], row['voice'])}" if row["measure"] in ("stance", "frame") else ""
    return f"{MEASURES.get(row['measure'], label(row['measure']))}{f', {name}' if name else ''}{voice}"


def target_of(rows: Rows, row: Row) -> str:
    """Return what a comparison is of, in words; empty where the measure says all."""
    measure, target = row["measure"], row["target"] or ""
    if measure == "frame":
        return rows.frame(target)
    if measure == "naming":
        whom, _, form = target.partition(": ")
        return f"{rows.name(whom)}: “{form}”"
    if measure == "reference":
        return label(target)
    if measure in ("quoted", "endorsing", "distancing", "references"):
        return ""
    return rows.name(target) if target else "everybody"


def _measures(rows: Rows, links: Links, behind: Behind, found: list[Row]) -> Iterator[Measure]:
    for measure in dict.fromkeys(row["measure"] for row in found):
        own = sorted((r for r in found if r["measure"] == measure), key=_width)
        whole = widest(own)
        rest = [r for r in own if r not in whole]
        shown, folded = (_lines(rows, links, behind, some) for some in (whole, rest))
        chart = chart_of(whole[0]) if any(r["difference"] is not None for r in whole) else ""
        voice = "In all voices; means" if measure in ("stance", "frame") else "Means"
        about = f"{voice} of articles, each counted once."
        yield Measure(MEASURES.get(measure, label(measure)), about, shown, folded, chart)


def widest(found: list[Row]) -> list[Row]:
    """Return those comparisons of one pair and measure that are shown at once: over all voices, the widest first."""
    own = (r for r in found if r["measure"] not in ("stance", "frame") or r["voice"] == ALL_VOICES)
    return sorted(own, key=_width)[:WIDEST]


def chart_of(row: Row) -> str:
    """Return the file of the chart of a comparison's pair and measure."""
    return f"charts/contrast-{'.'.join(slug(row[part]) for part in ('group_a', 'group_b', 'measure'))}.svg"


def _width(row: Row) -> float:
    return -abs(float(row["difference"] or 0.0))


def _lines(rows: Rows, links: Links, behind: Behind, found: list[Row]) -> Lines:
    return Lines(tuple(_difference(rows, links, behind, r) for r in found), limit_of(found))


def limit_of(found: list[Row]) -> float:
    """Return where the axis ends that these comparisons are drawn on."""
    ends = [abs(r[k]) for r in found for k in ("difference", "low", "high") if r[k] is not None]
    return next((x for x in (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0) if max(ends, default=1.0) <= x), 50.0)


def _difference(rows: Rows, links: Links, behind: Behind, row: Row) -> Difference:
    href = ""
    if row["measure"] == "frame":
        href = links.frame(row["target"]) if row["target"] in rows.frames else ""
    elif row["target"] in rows.targets:
        href = links.target(row["target"])
    known = row["smallest_p"] is None or row["smallest_p"] <= SHOWN
    verdict = _sentence(row["verdict"] or "", (row["group_a"], row["group_b"])) if known else capital(_short(row))
    between = "" if row["low"] is None else f"{plain(row, row['low'], True)} to {plain(row, row['high'], True)}"
    shown = "–" if row["difference"] is None else plain(row, row["difference"], True)
    a, b = (
        Side("too little" if row[mean] is None else plain(row, row[mean]),
             places(rows, links, behind.of(row, side or ()), most=PLACES_A_NUMBER))
        for mean, side in zip(("mean_a", "mean_b"), (row["articles_a"], row["articles_b"]), strict=True)
    )  # fmt: skip
    return Difference(
        what=target_of(rows, row) or MEASURES[row["measure"]],
        href=href,
        voice=VOICES.get(row["voice"], label(row["voice"] or "")),
        a=a,
        b=b,
        difference=row["difference"],
        low=row["low"],
        high=row["high"],
        shown=shown,
        between=between,
        n=f"{row['n_a']} against {count(row['n_b'], 'article')}",
        figures=_figures(row),
        verdict=verdict,
        words=f"difference {shown}" + (f", 95 % interval {between}" if between else ""),
    )


PLACES_A_NUMBER = 12


def plain(row: Row, value: float, sign: bool = False) -> str:
    """A stance with its sign, a rate as a number, anything else as a share."""
    if row["measure"] == "stance":
        return signed(value)
    if row["measure"] == "references":
        return signed(value, 1) if sign else f"{value:.1f}"
    return f"{signed(value * 100, 0)} pts" if sign else percent(value)


def _figures(row: Row) -> str:
    """Cliff's delta, and the p where one can be had."""
    delta = f"delta {signed(row['cliffs_delta'])}" if row["cliffs_delta"] is not None else ""
    if row["p"] is None or row["smallest_p"] > SHOWN:
        return delta
    return f"{delta}, p {row['p']:.3f}" + (f", q {row['q']:.3f}" if row["q"] is not None else "")


def _short(row: Row) -> str:
    """Return which way the means differ, where so few articles can't show that they do."""
    if row["difference"] == 0:
        return "no difference on average"
    more = "positive" if row["measure"] == "stance" else "often"
    return f"{'more' if row['difference'] > 0 else 'less'} {more} on average; not enough articles to show it"


def worded(row: Row) -> str:
    """Return the verdict with the groups' ids as words."""
    return _labelled(row["verdict"] or "", (row["group_a"], row["group_b"]))


def _sentence(words: str, groups: Sequence[str]) -> str:
    """Return words as a sentence; a group's name at its head stays as the user wrote it."""
    named = any(re.match(rf"{re.escape(group)}(?![\w-])", words) for group in groups)
    return _labelled(words, groups) if named else capital(_labelled(words, groups))


def _labelled(sentence: str, groups: Sequence[str]) -> str:
    for group in groups:
        words = label(group).replace("\\", r"\\")
        sentence = re.sub(rf"(?<![\w-]){re.escape(group)}(?![\w-])", words, sentence)
    return sentence


# --- words ------------------------------------------------------------------------------------------------------


def _typical(words: list[Row], sign: int) -> list[Row]:
    typical = sorted((w for w in words if w["z"] * sign > 0), key=lambda w: (-w["z"] * sign, w["lemma"], w["pos"]))
    names = sum(bool(w["of_person"]) for w in typical[:WORDS_A_SIDE])
    # So many more that as many are left when the names of persons are hidden.
    return typical[: WORDS_A_SIDE + names]


def _key_word(
    rows: Rows, links: Links, word: Row, where: dict[tuple[str, str], Stands], side: set[str], sign: int
) -> KeyWord:
    own, other = ("a", "b") if sign > 0 else ("b", "a")
    found = where[word["lemma"], word["pos"]].among(side)
    spread = word[f"spread_{own}"]
    return KeyWord(
        word=word["form"] or word["lemma"],
        pos="phrase" if (word["n_words"] or 1) > 1 else word["pos"].lower(),
        z=signed(word["z"] * sign, 1),
        n=word[f"n_{own}"],
        n_other=word[f"n_{other}"],
        articles=word[f"articles_{own}"],
        articles_other=word[f"articles_{other}"],
        spread="–" if spread is None else f"{spread:.2f}",
        of_person=bool(word["of_person"]),
        contexts=tuple(_context(rows, links, place) for place in found[:CONTEXTS_A_WORD]),
        more=max(0, len(found) - CONTEXTS_A_WORD),
    )


def _context(rows: Rows, links: Links, place: Place) -> Context:
    """The words around, none where only judged sentences may be shown."""
    text = "" if rows.excerpts else rows.articles[place.article]["text"] or ""
    known = place.start >= 0
    return Context(
        left=text[max(0, place.start - CONTEXT) : place.start] if known else "",
        word=text[place.start : place.end] if known else "",
        right=text[place.end : place.end + CONTEXT] if known else "",
        where=rows.short_name(rows.source_of(place.article)),
        href=links.sentence(place.article, place.sentence),
    )


# --- events and copies ------------------------------------------------------------------------------------------


def _events(rows: Rows, links: Links) -> Iterator[EventLine]:
    members: dict[str, list[Row]] = defaultdict(list)
    for row in rows.all("article_events"):
        if row["article"] in rows.articles:
            members[row["event"]].append(row)
    for event in rows.all("events"):
        found = members[event["event"]]
        if found:
            yield EventLine(
                event["event"],
                event["label"] or event["event"],
                bool(event["given"]),
                event["reason"] or "",
                tuple((_title(rows, r["article"]), links.article(r["article"]), r["reason"] or "") for r in found),
                "\n".join(toml_of(event, [r["article"] for r in found if not r["given"]])),
            )


def _copies(rows: Rows, links: Links) -> Iterator[CopyLine]:
    for row in rows.all("copies"):
        if row["article"] in rows.articles and row["of"] in rows.articles:
            text = "" if rows.excerpts or row["start"] is None else rows.articles[row["article"]]["text"] or ""
            words = text[row["start"] : row["end"]].split() if text else []
            yield CopyLine(
                _title(rows, row["article"]),
                _sentence_at(rows, links, row["article"], row["start"]),
                _title(rows, row["of"]),
                _sentence_at(rows, links, row["of"], row["of_start"]),
                row["kind"] == "copy",
                percent(row["share"]),
                row["n_words"] or 0,
                " ".join(words[:60]) + (" …" if len(words) > 60 else ""),
            )


def _title(rows: Rows, article: str) -> str:
    row = rows.articles[article]
    return f"{row['title'] or article} ({rows.source_name(row['source'])})"


def _sentence_at(rows: Rows, links: Links, article: str, start: int | None) -> str:
    if start is None:
        return links.article(article)
    number = max((s["sentence"] for s in rows.of_article("sentences", article) if s["start"] <= start), default=None)
    return links.article(article) if number is None else links.sentence(article, number)
