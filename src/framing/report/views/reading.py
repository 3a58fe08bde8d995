"""An article's text with its marks, block by block, and the reasons of each mark beside its block."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from markupsafe import Markup

from framing.lexicon.entries import BASE
from framing.model import AUTHOR, SPEECH
from framing.report.addresses import Links
from framing.report.marks import Mark, Writer, verbatim
from framing.report.rows import Row, Rows
from framing.report.words import label, sign_of, signed

MOST_REASONS = 3
"""Contributions of a model's judgement that are named; the others stand as one sum."""
CLEAR = 0.2
"""A model's judgement nearer to 0 than this carries no mark."""
OPPOSED = 0.3
"""From so far on either side of 0 a model and the lexicon's words are said to disagree."""
_WHOLE = "other features"


@dataclass(frozen=True, slots=True)
class Reason:
    """One contribution to a judgement: what, how much, and where the lexicon lists it."""

    what: str
    amount: str
    href: str


@dataclass(frozen=True, slots=True)
class Why:
    """The reasons of one mark: what it is worth, for whom, and by which rules."""

    id: str
    words: str
    sign: str
    value: str
    targets: tuple[str, ...]
    voice: str
    quoted: bool
    sentence: int | None
    href: str
    frame: str
    term: str
    term_href: str
    steps: str
    reasons: tuple[Reason, ...]
    """Of a model's judgement: parts of its log-odds, which sum to them."""
    links: tuple[str, ...]
    """For each target: how it was joined to it."""
    opposed: str
    """What the lexicon's words of the sentence say, where they say the opposite; else empty."""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the article that is one kind of thing, and the reasons of the marks in it."""

    kind: str
    text: Markup
    whys: tuple[Why, ...]
    gap: Markup
    """White space that stands before it in the text."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The text as blocks, the white space after the last, and the sentences where model and lexicon part."""

    blocks: tuple[Block, ...]
    tail: Markup
    opposed: tuple[tuple[int, str], ...]
    """(sentence, link)."""
    by_model: bool
    """Whether some judgement is a model's, which names no expression."""


def read_text(rows: Rows, links: Links, article: str, targets: Iterable[str]) -> Reading:
    """Return an article's text as its page shows it; a model's judgements are marked where they are of `targets`."""
    return _Reader(rows, links, article, frozenset(targets)).read()


@dataclass
class _Reader:
    """Reads one article's rows into blocks."""

    rows: Rows
    links: Links
    id: str
    targets: frozenset[str]
    marks: list[Mark] = field(default_factory=list)
    whys: list[tuple[int, Why]] = field(default_factory=list)

    def read(self) -> Reading:
        """Return the blocks in order and what stands beside them."""
        text = self.rows.articles[self.id]["text"]
        by_model = any(row["expression"] is None for row in self.rows.of_article("evaluations", self.id))
        self._sentences()
        self._quotations()
        judged = self._mentions()
        self._names(judged)
        self._expressions(by_model)
        self.whys.sort(key=lambda w: w[0])
        at_why = [position for position, _ in self.whys]
        writer, blocks, at = Writer(text), [], 0
        kept = self._kept()
        starts, ends = (np.array([getattr(m, end) for m in self.marks], dtype=np.int64) for end in ("start", "end"))
        for start, end, kind in _stretches(text, self.rows.of_article("sections", self.id)):
            whys = tuple(
                why
                for _, why in self.whys[bisect_left(at_why, start) : bisect_left(at_why, end)]
                if (why.sentence in kept or not self.rows.excerpts)
            )
            marks = [self.marks[i] for i in np.flatnonzero((starts < end) & (start < ends))]
            words = self._excerpt(writer, kept, start, end) if self.rows.excerpts else writer.write(start, end, marks)
            blocks.append(Block(kind, words, whys, verbatim(text[at:start])))
            at = end
        opposed = sorted({why.sentence for _, why in self.whys if why.opposed and why.sentence is not None})
        return Reading(
            tuple(blocks), verbatim(text[at:]), tuple((n, self.links.own(f"s{n}")) for n in opposed), by_model
        )

    def _kept(self) -> frozenset[int | None]:
        """Return the sentences that an excerpt shows: those with a judgement that carries a mark."""
        return frozenset(why.sentence for _, why in self.whys if why.targets)

    def _excerpt(self, writer: Writer, kept: frozenset[int | None], start: int, end: int) -> Markup:
        """Write the kept sentences of a stretch; what lies between them is left out, but its addresses stay."""
        out, at = [], start
        for row in self.rows.of_article("sentences", self.id):
            first, after = max(start, row["start"]), min(end, row["end"])
            if first < after and row["sentence"] in kept:
                out += [writer.omit(at, first, self.marks), writer.write(first, after, self.marks)]
                at = after
        return Markup("").join([*out, writer.omit(at, end, self.marks)])

    def _sentences(self) -> None:
        for row in self.rows.of_article("sentences", self.id):
            self.marks.append(Mark(row["start"], row["end"], "sentence", id=self.links.id(f"s{row['sentence']}")))
        for row in self.rows.of_article("sections", self.id):
            if row["kind"] == "reference":
                self.marks.append(Mark(row["start"], row["end"], "reference"))
        for row in self.rows.of_article("references", self.id):
            self.marks.append(Mark(row["start"], row["end"], "reference"))

    def _quotations(self) -> None:
        for row in self.rows.of_article("attributions", self.id):
            spoken = row["kind"] in SPEECH
            who = self.rows.name(row["voice"]) if spoken else ""
            title = f"{row['kind']} speech" if spoken else _MARKED[row["kind"]]
            if row["cue_text"]:
                title += f", by “{row['cue_text']}”" + _leaning(row["cue_stance"])
            content = row["content"] or [{"start": row["start"], "end": row["end"]}]
            for span in content:
                last = span is content[-1]
                self.marks.append(
                    Mark(
                        span["start"], span["end"], "quotation", "q" if spoken else "q2",
                        id=self.links.id(f"q{row['attribution']}"), title=title, label=who if last else "",
                    )
                )  # fmt: skip

    def _mentions(self) -> set[int]:
        """Mark the mentions that a model finds judged; return them.

        Marked are the targets of the article's table and their parts, where the judgement is clear. Mentions of one
        target in one sentence and voice share their reasons, those of the strongest judgement.
        """
        mentions, alike = self.rows.numbered("mentions", self.id), dict[tuple[int, str, str], list[Row]]()
        for row in self.rows.of_article("evaluations", self.id):
            of_model = row["expression"] is None and row["sentence"] is not None and row["mention"] in mentions
            if of_model and _is_clear(row) and not self.targets.isdisjoint(self.rows.wholes(row["target"])):
                alike.setdefault((row["sentence"], row["target"], row["voice"]), []).append(row)
        for rows in alike.values():
            anchor = f"v{rows[0]['evaluation']}"
            for row in rows:
                mention = mentions[row["mention"]]
                css, href = f"e j {sign_of(row['value'])}", self.links.own(anchor)
                title = self._called(mention)
                self.marks.append(Mark(mention["start"], mention["end"], "expression", css, "", href, title))
            self.whys.append((mentions[rows[0]["mention"]]["start"], self._by_model(rows, anchor)))
        return {row["mention"] for rows in alike.values() for row in rows}

    def _names(self, judged: set[int]) -> None:
        for row in self.rows.of_article("mentions", self.id):
            if row["mention"] not in judged:
                self.marks.append(Mark(row["start"], row["end"], "name", title=self._called(row)))

    def _called(self, mention: Row) -> str:
        name = str(self.rows.name(mention["entity"]))
        return "" if name == mention["text"] else name

    def _expressions(self, by_model: bool) -> None:
        """Mark the lexicon's words with their reasons; those that judge nobody lead to their term at once."""
        judged: dict[int, list[Row]] = defaultdict(list)
        for row in self.rows.of_article("evaluations", self.id):
            if row["expression"] is not None:
                judged[row["expression"]].append(row)
        for row in self.rows.of_article("expressions", self.id):
            number, found = row["expression"], judged[row["expression"]]
            anchor = f"e{number}"
            value = found[0]["value"] if found else row["value"]
            css = f"e {sign_of(value)}" + ("" if found else " idle")
            if not found:
                href = self.links.term(row["term"]) if row["term"] in self.rows.terms else ""
                why = "" if by_model else "no target"
                title = " · ".join(filter(None, (why, self._frame(row), _product(row["steps"] or []))))
                self.marks.append(Mark(row["start"], row["end"], "expression", css, "", href, title))
                continue
            self.marks.append(Mark(row["start"], row["end"], "expression", css, "", self.links.own(anchor)))
            self.whys.append((row["start"], self._by_words(row, found, anchor)))

    def _frame(self, expression: Row) -> str:
        return "" if expression["frame"] == BASE else self.rows.frame(expression["frame"] or "")

    def _by_words(self, row: Row, found: list[Row], anchor: str) -> Why:
        first = found[0]
        return Why(
            id=self.links.id(anchor),
            words=row["text"] or "",
            sign=sign_of(first["value"]),
            value=signed(first["value"]),
            targets=tuple(dict.fromkeys(self.rows.name(f["target"]) for f in found)),
            voice=self.rows.name(first["voice"]),
            quoted=first["voice"] != AUTHOR,
            sentence=row["sentence"],
            href=self.links.own(f"s{row['sentence']}") if row["sentence"] is not None else "",
            frame=self._frame(row),
            term=(self.rows.terms.get(row["term"]) or {}).get("words") or row["term"] or "",
            term_href=self.links.term(row["term"]) if row["term"] in self.rows.terms else "",
            steps=_product(row["steps"] or []),
            reasons=(),
            links=tuple(dict.fromkeys(label(f["link"]) for f in found if f["link"])),
            opposed="",
        )

    def _by_model(self, rows: Sequence[Row], anchor: str) -> Why:
        row = max(rows, key=lambda r: abs(r["value"]))
        said = sum(self.rows.expressed(self.id, row["sentence"]))
        parted = abs(said) >= OPPOSED <= abs(row["value"]) and said * row["value"] < 0
        return Why(
            id=self.links.id(anchor),
            words=self.rows.name(row["target"]),
            sign=sign_of(row["value"]),
            value=", ".join(signed(r["value"]) for r in rows),
            targets=(self.rows.name(row["target"]),),
            voice=self.rows.name(row["voice"]),
            quoted=row["voice"] != AUTHOR,
            sentence=row["sentence"],
            href=self.links.own(f"s{row['sentence']}"),
            frame="",
            term="",
            term_href="",
            steps="",
            reasons=contributions(self.rows, self.links, row["reasons"] or []),
            links=(),
            opposed=signed(said) if parted else "",
        )


def contributions(rows: Rows, links: Links, reasons: Sequence[Row], most: int = MOST_REASONS) -> tuple[Reason, ...]:
    """Return the strongest parts of a model's log-odds, the rest as one, and the sum of all."""
    named = sorted((r for r in reasons if r["name"] != _WHOLE), key=lambda r: (-abs(r["factor"]), r["name"]))
    total, shown = sum(r["factor"] for r in reasons), named[:most]
    found = [_contribution(rows, links, r) for r in shown]
    if len(reasons) > len(shown):
        found.append(Reason("all else", signed(total - sum(r["factor"] for r in shown)), ""))
    return (*found, Reason("", signed(total), ""))


def _contribution(rows: Rows, links: Links, reason: Row) -> Reason:
    """Name a part: a term of the lexicon by its words, a word by itself, with where it stands unless anywhere."""
    slot, colon, word = reason["name"].partition(": ")
    term = rows.terms.get(word)
    if term is not None:
        return Reason(f"“{term['words']}”", signed(reason["factor"]), links.term(word))
    where = "" if slot in _SAID_PLAINLY else " by its role" if slot.startswith("path") else f" ({slot})"
    return Reason(f"“{word}”{where}" if colon else slot, signed(reason["factor"]), "")


_SAID_PLAINLY = frozenset({"anywhere", "near", "far", "midway"})
"""Slots of a model's words that say no more than that the word stands in the sentence."""
_MARKED = {"scare": "in marks, no speaker", "name": "a name or title in marks"}


def _is_clear(row: Row) -> bool:
    """Say whether a model's judgement is rather not neutral, and has one sign."""
    sides = row["negative"] or 0.0, row["positive"] or 0.0
    return max(sides) >= (row["neutral"] or 0.0) and abs(row["value"]) >= CLEAR


def _leaning(stance: str) -> str:
    return "" if stance == "neutral" else f" ({stance})"


def _product(steps: list[Row]) -> str:
    """Return the factors of a value: the term's first, each rule with its name; nothing where no rule reached it."""
    if len(steps) < 2:
        return ""
    first, rest = steps[0], steps[1:]
    rules = "".join(f" × {signed(s['factor'])} {s['name']}" for s in rest)
    product = 1.0
    for step in steps:
        product *= step["factor"]
    return f"{signed(first['factor'])}{rules} = {signed(max(-1.0, min(1.0, product)))}"


def _stretches(text: str, sections: list[Row]) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, kind) of the blocks of a text in order: outer sections, and paragraphs outside of them.

    White space lies between blocks. References inside prose are marks, not blocks.
    """
    outer, spans = 0, []
    for row in sorted(sections, key=lambda s: (s["start"], -s["end"])):
        if row["kind"] != "reference" and outer <= row["start"] < row["end"]:
            spans.append((row["start"], row["end"], row["kind"]))
            outer = row["end"]
    at = 0
    for start, end, kind in [*spans, (len(text), len(text), "body")]:
        yield from _paragraphs(text, at, start, "body")
        yield from _paragraphs(text, start, end, kind)
        at = end


def _paragraphs(text: str, start: int, end: int, kind: str) -> Iterator[tuple[int, int, str]]:
    at = start
    for line in text[start:end].splitlines(keepends=True):
        words = line.strip()
        if words:
            first = at + line.index(words[0])
            yield first, first + len(words), kind
        at += len(line)
