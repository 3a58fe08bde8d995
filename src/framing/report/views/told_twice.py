"""The same thing, told twice: each event's tellings side by side, who keeps which part, who is quoted, what is missing.

Where a report shows excerpts only, of what is aligned it shows the sentences that are judged, and links to the others.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from framing.contrast.wording import diff
from framing.model import AUTHOR, SPEECH
from framing.report.addresses import Links, slug
from framing.report.excerpts import HIDDEN, Excerpts
from framing.report.rows import Row, Rows
from framing.report.words import capital, count, listed, percent, sign_of, signed

MOST_TELLINGS = 40
"""Things of one kind shown for an event, those that most sources tell first; the tables hold the rest."""
MOST_PAIRS = 12
"""Pairs of sources listed for an event in the list of all."""
MOST_SIDES = 8
MOST_SOURCES = 12
MOST_LEFT_OUT = 8
"""Things of one kind listed for a source."""
MOST_SPEAKERS = 12
CUT = 160
KINDS = {"quotation": "Quotations", "figure": "Figures", "act": "Acts and claims"}
LEFT_OUT = {
    "quotation": "Quotations", "figure": "Figures", "act": "Acts and claims", "response": "Who is given a voice",
    "entity": "Who is named", "frame": "Frames",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event in the list of all."""

    label: str
    href: str
    about: str
    pairs: "tuple[PairLine, ...]"


@dataclass(frozen=True, slots=True)
class ToldView:
    """The list of events."""

    events: tuple[EventLine, ...]
    why_none: str
    """Why there are none; empty where there are."""


@dataclass(frozen=True, slots=True)
class Side:
    """One rendering. `pieces`: its words in order, each with whether it stands alone here."""

    source: str
    source_href: str
    pieces: tuple[tuple[str, bool], ...]
    voice: str
    cue: str
    cue_stance: str
    stance: str
    sign: str
    kept: str
    href: str
    sentence: int


@dataclass(frozen=True, slots=True)
class TellingView:
    """One thing with its renderings."""

    anchor: str
    number: int
    head: str
    sides: tuple[Side, ...]
    more: int
    why: str
    contradiction: str


@dataclass(frozen=True, slots=True)
class KindView:
    """The tellings of one kind."""

    title: str
    tellings: tuple[TellingView, ...]
    more: int


@dataclass(frozen=True, slots=True)
class PairLine:
    """Two sources, and the things that both tell."""

    a: str
    b: str
    n: int
    kinds: tuple[tuple[str, tuple[tuple[int, str], ...]], ...]
    """For each kind of thing: (number, link)."""
    more: int
    """Things that are not shown side by side."""


@dataclass(frozen=True, slots=True)
class KeptLine:
    """A quotation that several sources have, and the part each keeps: (words, link) by source, empty for none."""

    words: str
    href: str
    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SpeakerLine:
    """A speaker: for each source the share of what it quotes, and the cues that are not neutral."""

    name: str
    cells: tuple[tuple[float, str], ...]


@dataclass(frozen=True, slots=True)
class LeftOutLine:
    """One thing that a source hasn't, who has it, and where."""

    what: str
    carriers: str
    n: str
    places: tuple[tuple[str, str, str], ...]
    """(source, sentence, link)."""


@dataclass(frozen=True, slots=True)
class LeftOutView:
    """What one source's articles on the event don't have, by kind."""

    source: str
    href: str
    anchor: str
    n: int
    kinds: tuple[tuple[str, tuple[LeftOutLine, ...], int], ...]


@dataclass(frozen=True, slots=True)
class EventView:
    """All an event's page shows."""

    label: str
    lead: str
    articles: tuple[tuple[str, str, str], ...]
    """(title, link, why it belongs to the event)."""
    contradictions: tuple[TellingView, ...]
    pairs: tuple[PairLine, ...]
    kinds: tuple[KindView, ...]
    sources: tuple[str, ...]
    kept: tuple[KeptLine, ...]
    speakers: tuple[SpeakerLine, ...]
    speakers_chart: str
    """The file of the same as a chart."""
    left_out: tuple[LeftOutView, ...]


def told(rows: Rows, links: Links, _: str = "") -> ToldView:
    """Return the events of which something is told twice."""
    return ToldView(tuple(_line(rows, links, event) for event in told_events(rows)), why_none_told(rows))


def why_none_told(rows: Rows) -> str:
    """Return why nothing is told twice; empty where something is."""
    if told_events(rows):
        return ""
    return "no event has articles of two sources that carry the same quotation, figure or act"


def told_events(rows: Rows) -> tuple[str, ...]:
    """Return the ids of the events of which something is told twice or left out, in their order."""
    having = {row["event"] for table in ("alignments", "omissions") for row in rows.all(table)}
    known = [event for event in rows.event_labels if event in having]
    return tuple(dict.fromkeys([*known, *sorted(having)]))


def event(rows: Rows, links: Links, event_id: str) -> EventView:
    """Return an event's data."""
    return _Event(rows, links, event_id).view()


def speakers_of(rows: Rows, links: Links, event_id: str) -> tuple[tuple[str, ...], tuple[SpeakerLine, ...]]:
    """Return an event's sources by name, and who is quoted by each."""
    found = _Event(rows, links, event_id)
    return found.names, tuple(found.speakers())


def speakers_chart(event_id: str) -> str:
    """Return the file of the chart of who is quoted on an event."""
    return f"charts/speakers-{slug(event_id)}.svg"


def _line(rows: Rows, links: Links, event_id: str) -> EventLine:
    things = {r["telling"] for r in rows.of_event("tellings", event_id)}
    denied = sum(r["contradiction"] is not None for r in rows.of_event("alignments", event_id))
    about = [count(len(things), "thing") + " told twice"]
    if denied:
        about.append(count(denied, "candidate") + " of contradiction")
    about.append(count(len(rows.of_event("omissions", event_id)), "entry", "entries") + " left out")
    pairs = tuple(_Event(rows, links, event_id).pairs())[:MOST_PAIRS]
    return EventLine(rows.event_labels.get(event_id, event_id), links.event(event_id), ", ".join(about), pairs)


class _Event:
    """Reads one event's rows."""

    def __init__(self, rows: Rows, links: Links, event_id: str) -> None:
        self.rows, self.links, self.id = rows, links, event_id
        self.alignments = rows.of_event("alignments", event_id)
        self.omissions = rows.of_event("omissions", event_id)
        self.tellings: dict[int, list[Row]] = defaultdict(list)
        for row in rows.of_event("tellings", event_id):
            self.tellings[row["telling"]].append(row)
        self.best: dict[tuple[str, int, int], Row] = {}
        for row in self.alignments:
            for side in "ab":
                self.best.setdefault((row[f"article_{side}"], row[f"start_{side}"], row[f"end_{side}"]), row)
        own = {r["article"] for r in rows.of_event("article_events", event_id)}
        own |= {r[f"article_{side}"] for r in self.alignments for side in "ab"}
        self.articles = sorted((a for a in own if a in rows.places), key=rows.places.__getitem__)
        telling = Counter(rows.source_of(a) for a in self.articles)
        self.sources = [s for s in rows.ordered_sources if s in telling]

    def view(self) -> EventView:
        """Return all the page shows."""
        kinds = tuple(self._kinds())
        told_by = f"told by two or more of {count(len(self.sources), 'source')}"
        return EventView(
            label=self.rows.event_labels.get(self.id, self.id),
            lead=f"{count(len(self.tellings), 'thing')} {told_by} in {count(len(self.articles), 'article')}",
            articles=tuple(self._members()),
            contradictions=tuple(self._contradictions()),
            pairs=tuple(self.pairs()),
            kinds=kinds,
            sources=self.names,
            kept=tuple(self._kept()),
            speakers=tuple(self.speakers()),
            speakers_chart=speakers_chart(self.id),
            left_out=tuple(self._left_out()),
        )

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the sources that have a column."""
        return tuple(self.rows.source_name(s) for s in self.sources[:MOST_SOURCES])

    def _members(self) -> Iterator[tuple[str, str, str]]:
        why = {r["article"]: r["reason"] or "" for r in self.rows.of_event("article_events", self.id)}
        for article in self.articles:
            title = self.rows.articles[article]["title"] or article
            name = self.rows.source_name(self.rows.source_of(article))
            yield f"{title} ({name})", self.links.article(article), why.get(article, "")

    @property
    def _shown(self) -> set[int]:
        """The things that stand side by side on the page."""
        return {n for kind in KINDS for n in self._of_kind(kind)[:MOST_TELLINGS]}

    def _of_kind(self, kind: str) -> list[int]:
        return [n for n, found in self.tellings.items() if found[0]["kind"] == kind]

    def _kinds(self) -> Iterator[KindView]:
        for kind, title in KINDS.items():
            own = self._of_kind(kind)
            if own:
                tellings = tuple(self._telling(n) for n in own[:MOST_TELLINGS])
                yield KindView(title, tellings, max(0, len(own) - MOST_TELLINGS))

    def _telling(self, number: int) -> TellingView:
        found = self.tellings[number]
        fullest = max(found, key=lambda r: (r["share"], not r["dropped"]))
        others = [r for r in found if r is not fullest]
        alone_in_fullest = _alone(fullest["text"], [r["text"] for r in others])
        sides = [self._side(fullest, alone_in_fullest)]
        sides += [self._side(r, _alone(r["text"], [fullest["text"]])) for r in others]
        row = self.best.get((fullest["article"], fullest["start"], fullest["end"]))
        order = {r["article"]: i for i, r in enumerate(found)}
        paired = sorted(zip([fullest, *others], sides, strict=True), key=lambda p: order[p[0]["article"]])
        names = [self.rows.source_name(s) for s in dict.fromkeys(r["source"] for r in found)]
        return TellingView(
            anchor=f"told-{number}",
            number=number + 1,
            head=listed(names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else ""),
            sides=tuple(side for _, side in paired[:MOST_SIDES]),
            more=max(0, len(paired) - MOST_SIDES),
            why=_why(row) if row else "",
            contradiction=self._contradiction(row) if row else "",
        )

    def _side(self, row: Row, alone: tuple[tuple[str, bool], ...]) -> Side:
        stance = self._stance(row)
        kept = "the fullest" if row["share"] >= 1 else f"keeps {percent(row['share'])} of what it says"
        return Side(
            source=self.rows.source_name(row["source"]),
            source_href=self.links.source(row["source"]),
            pieces=alone if self._may_show(row) else ((HIDDEN, False),),
            voice="in the author’s words" if row["voice"] == AUTHOR else self.rows.name(row["voice"]),
            cue=row["cue"] or "",
            cue_stance=row["cue_stance"] or "neutral",
            stance="" if stance is None else signed(stance),
            sign=sign_of(stance),
            kept=kept,
            href=self.links.sentence(row["article"], row["sentence"]),
            sentence=row["sentence"],
        )

    def _may_show(self, rendering: Row) -> bool:
        may = self.rows.once(Excerpts)
        return may.may_show_span(rendering["article"], rendering["start"], rendering["end"])

    def _contradiction(self, row: Row) -> str:
        """Return the words that stand against each other, where those of both sides may be shown."""
        may = self.rows.once(Excerpts)
        shown = all(may.may_show_span(row[f"article_{s}"], row[f"start_{s}"], row[f"end_{s}"]) for s in "ab")
        return (row["contradiction"] if shown else HIDDEN) if row["contradiction"] else ""

    def _stance(self, row: Row) -> float | None:
        found = self.best.get((row["article"], row["start"], row["end"]))
        if found is None:
            return None
        side = "a" if found["article_a"] == row["article"] else "b"
        value: float | None = found[f"stance_{side}"]
        return value

    def _contradictions(self) -> Iterator[TellingView]:
        found = [r for r in self.alignments if r["contradiction"]]
        for number, row in enumerate(found[:MOST_TELLINGS], start=1):
            sides = []
            for side, other in (("a", "b"), ("b", "a")):
                source = self.rows.source_of(row[f"article_{side}"])
                keys = ("article", "start", "end", "text", "sentence", "voice", "cue", "cue_stance")
                rendering = {key: row[f"{key}_{side}"] for key in keys} | {"source": source, "share": 1.0}
                sides.append(self._side(rendering, _alone(row[f"text_{side}"], [row[f"text_{other}"]])))
            names = [self.rows.source_name(self.rows.source_of(row[f"article_{s}"])) for s in "ab"]
            yield TellingView(
                f"against-{number}", number, listed(names), tuple(sides), 0, "", capital(self._contradiction(row))
            )

    def pairs(self) -> Iterator[PairLine]:
        """Yield which sources tell the same things, those with most in common first."""
        both: dict[tuple[str, str], list[int]] = defaultdict(list)
        shown = self._shown
        for number, found in self.tellings.items():
            telling = {row["source"] for row in found}
            sources = [source for source in self.sources if source in telling]
            for pair in combinations(sources, 2):
                both[pair].append(number)
        for (a, b), numbers in sorted(both.items(), key=lambda p: (-len(p[1]), p[0]))[:MOST_TELLINGS]:
            which = [n for n in numbers if n in shown]
            kinds = (
                (title, [n for n in which if self.tellings[n][0]["kind"] == kind]) for kind, title in KINDS.items()
            )
            linked = tuple(
                (title, tuple((n + 1, self.links.event(self.id, f"told-{n}")) for n in own))
                for title, own in kinds
                if own
            )
            names = self.rows.source_name(a), self.rows.source_name(b)
            yield PairLine(*names, len(numbers), linked, len(numbers) - len(which))

    def _kept(self) -> Iterator[KeptLine]:
        shown = self._shown
        for number, found in self.tellings.items():
            if found[0]["kind"] == "quotation" and number in shown:
                parts = []
                for source in self.sources[:MOST_SOURCES]:
                    own = [r for r in found if r["source"] == source]
                    best = max(own, key=lambda r: r["share"], default=None)
                    href = self.links.sentence(best["article"], best["sentence"]) if best else ""
                    parts.append((percent(best["share"]) if best else "", href))
                fullest = max(found, key=lambda r: (r["share"], len(r["text"])))
                words = _cut(fullest["text"]) if self._may_show(fullest) else HIDDEN
                yield KeptLine(words, self.links.own(f"told-{number}"), tuple(parts))

    def speakers(self) -> Iterator[SpeakerLine]:
        """Yield who speaks in the event's articles: characters by speaker and source, and how they are brought in."""
        length: dict[str, Counter[str]] = defaultdict(Counter)
        cues: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for article in self.articles:
            source = self.rows.source_of(article)
            for row in self.rows.of_article("attributions", article):
                if row["kind"] in SPEECH:
                    length[row["voice"]][source] += row["n_characters"] or 0
                    cues[row["voice"], source][row["cue_stance"] or "neutral"] += 1
        whole = {s: sum(found[s] for found in length.values()) for s in self.sources}
        ranked = sorted(length, key=lambda v: (-sum(bool(n) for n in length[v].values()), -length[v].total(), v))
        for voice in ranked[:MOST_SPEAKERS]:
            cells = []
            for source in self.sources[:MOST_SOURCES]:
                share = length[voice][source] / whole[source] if whole[source] else 0.0
                found = cues[voice, source]
                cells.append((share, ", ".join(f"{found[c]} {c}" for c in ("endorsing", "distancing") if found[c])))
            yield SpeakerLine(self.rows.name(voice), tuple(cells))

    def _left_out(self) -> Iterator[LeftOutView]:
        by_source: dict[str, list[Row]] = defaultdict(list)
        for row in self.omissions:
            by_source[row["source"]].append(row)
        for source in [s for s in self.sources if s in by_source][:MOST_SOURCES]:
            kinds = []
            for kind, title in LEFT_OUT.items():
                own = [r for r in by_source[source] if r["kind"] == kind]
                if own:
                    lines = tuple(self._left_out_line(r) for r in own[:MOST_LEFT_OUT])
                    kinds.append((title, lines, max(0, len(own) - MOST_LEFT_OUT)))
            yield LeftOutView(
                self.rows.source_name(source), self.links.source(source), f"left-{self.sources.index(source)}",
                len(by_source[source]), tuple(kinds),
            )  # fmt: skip

    def _left_out_line(self, row: Row) -> LeftOutLine:
        names = {"entity": self.rows.name, "response": self.rows.name, "frame": self.rows.frame}
        may, places = self.rows.once(Excerpts), []
        for place in row["examples"] or ():
            sentence = self.rows.numbered("sentences", place["article"]).get(place["sentence"]) or {}
            source = self.rows.source_name(self.rows.source_of(place["article"]))
            href = self.links.sentence(place["article"], place["sentence"])
            words = _cut(sentence.get("text") or "") if may.may_show(place["article"], place["sentence"]) else ""
            places.append((source, words, href))
        # `what` is the fullest rendering of all, and the examples are not all there are: it may stand in none of them.
        shown = next((words for _, words, _ in places if words), HIDDEN)
        text = shown if self.rows.excerpts else _cut(row["what"])
        what = names[row["kind"]](row["what"]) if row["kind"] in names else text
        carriers = [self.rows.source_name(s) for s in row["carriers"]]
        words = listed(carriers[:4]) + (f" and {len(carriers) - 4} more" if len(carriers) > 4 else "")
        return LeftOutLine(what, words, f"{row['n_sources']} of {row['of_sources']}", tuple(places))


def _alone(text: str, others: Sequence[str]) -> tuple[tuple[str, bool], ...]:
    """The text in stretches, each with whether none of the others has it; spaces and marks go with what follows."""
    shared = [False] * len(text)
    for other in others:
        for piece in diff(text, other):
            if piece.side == "both" and piece.a:
                shared[piece.a.start : piece.a.end] = [True] * len(piece.a)
    out: list[tuple[str, bool]] = []
    for character, both in zip(text, shared, strict=True):
        # What is no word differs in nothing.
        alone = not both and character.isalnum()
        if not character.isalnum() and out:
            out[-1] = (out[-1][0] + character, out[-1][1])
        elif out and out[-1][1] == alone:
            out[-1] = (out[-1][0] + character, alone)
        else:
            out.append((character, alone))
    return tuple(out)


def _why(row: Row) -> str:
    parts = ", ".join(f"{r['name']} {signed(r['factor'])}" for r in row["reasons"] or ())
    return f"{row['manner']}; score {row['score']:.2f} = {parts}"


def _cut(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= CUT else words[:CUT].rsplit(" ", 1)[0] + " …"
