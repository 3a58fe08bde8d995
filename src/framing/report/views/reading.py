"""An article's text with its marks, block by block, and the reasons of each mark beside its block."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from markupsafe import Markup

from framing.lexicon.entries import BASE
from framing.model import AUTHOR, SPEECH
from framing.report import marks
from framing.report.addresses import Links, Page, term_anchor
from framing.report.escape import verbatim
from framing.report.excerpts import Excerpts
from framing.report.marks import Mark, Writer
from framing.report.rows import CLEAR, Rows
from framing.report.views.whys import FEW_REASONS, MOST_REASONS, OWN_TERM, Line, Why, contributions, in_print, panel
from framing.report.words import label, sign_of, signed

OPPOSED = 0.3
"""From so far on either side of 0 a model and the lexicon's words are said to disagree."""
SURE = 0.5
"""A model's judgement so far from 0 names more of its reasons."""
_MARKED = {"scare": "in marks, no speaker", "name": "a name or title in marks"}


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the article that is one kind of thing, and the reasons of the marks in it."""

    kind: str
    text: str
    """Markup."""
    whys: tuple[Why | Line, ...]
    gap: str
    """White space that stands before it in the text."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The text as blocks, the white space after the last, and the sentences where model and lexicon part."""

    blocks: tuple[Block, ...]
    tail: str
    opposed: tuple[tuple[int, str], ...]
    """(sentence, link)."""
    by_model: bool
    """Whether some judgement is a model's, which names no expression."""

    @property
    def markup(self) -> Markup:
        """All of it, to be put into a page."""
        return Markup("".join(map(_block, self.blocks)) + self.tail)  # noqa: S704 - put together by `escape`


def read_text(rows: Rows, links: Links, article: str) -> Reading:
    """Return an article's text as its page shows it."""
    return _Reader(rows, links, article).read()


def _block(block: Block) -> str:
    css = "" if block.kind == "body" else f" k-{block.kind}"
    element = "h3" if block.kind in {"title", "heading"} else "p"
    whys = f'<div class="whys">{panel(block.whys)}</div>' if block.whys else ""
    return f'<div class="row{css}">{block.gap}<{element}>{block.text}</{element}>{whys}</div>'


class _Reader:
    """Reads one article's rows into blocks."""

    def __init__(self, rows: Rows, links: Links, article: str) -> None:
        self.rows, self.links, self.id = rows, links, article
        self.terms = links.stem(Page("method"))
        self.marks: list[Mark] = []
        self.whys: list[tuple[int, Why | Line]] = []
        self.by_model = False

    def read(self) -> Reading:
        """Return the blocks in order and what stands beside them."""
        text = self.rows.articles[self.id]["text"]
        sections = list(zip(*self._columns("sections", "start", "end", "kind"), strict=True))
        sentences = list(zip(*self._columns("sentences", "sentence", "start", "end"), strict=True))
        self._sentences(sentences, sections)
        self._quotations()
        self._judgements()
        self.whys.sort(key=lambda w: w[0])
        at_why = [position for position, _ in self.whys]
        stretches = list(_stretches(text, sections))
        writer = Writer(
            text, self.marks, [0, len(text), *(edge for start, end, _ in stretches for edge in (start, end))]
        )
        kept = self.rows.once(Excerpts).of(self.id) if self.rows.excerpts else frozenset[int]()
        blocks, at = list[Block](), 0
        # Sentences follow one another, so those of a stretch lie between two of them.
        excerpts = sorted((first, after) for number, first, after in sentences if number in kept)
        for start, end, kind in stretches:
            whys = [why for _, why in self.whys[bisect_left(at_why, start) : bisect_left(at_why, end)]]
            if self.rows.excerpts:
                words = _excerpt(writer, excerpts, start, end)
                whys = [why for why in whys if why.sentence in kept]
            else:
                words = writer.write(start, end)
            blocks.append(Block(kind, words, tuple(whys), verbatim(text[at:start])))
            at = end
        opposed = sorted(
            {why.sentence for _, why in self.whys if isinstance(why, Why) and why.opposed and why.sentence is not None}
        )
        said = tuple((n, self.links.own(f"s{n}")) for n in opposed)
        return Reading(tuple(blocks), verbatim(text[at:]), said, self.by_model)

    def _columns(self, table: str, *names: str) -> list[list[Any]]:
        return self.rows.columns(table, self.id, *names)

    def _sentences(self, sentences: Sequence[tuple[int, int, int]], sections: Sequence[tuple[int, int, str]]) -> None:
        first = self.links.id("s")
        self.marks += [marks.sentence(start, end, f"{first}{number}") for number, start, end in sentences]
        self.marks += [marks.reference(start, end) for start, end, kind in sections if kind == "reference"]
        self.marks += map(marks.reference, *self._columns("references", "start", "end"))

    def _quotations(self) -> None:
        names = ("attribution", "start", "end", "content", "kind", "voice", "cue_text", "cue_stance")
        for number, start, end, content, kind, voice, cue, stance in zip(
            *self._columns("attributions", *names), strict=True
        ):
            spoken = kind in SPEECH
            title = f"{kind} speech" if spoken else _MARKED[kind]
            if cue:
                title += f", by “{cue}”" + ("" if stance == "neutral" else f" ({stance})")
            *before, last = [(span["start"], span["end"]) for span in content or ()] or [(start, end)]
            css, anchor = "q" if spoken else "q2", self.links.id(f"q{number}")
            self.marks += [marks.quotation(*span, css, anchor, title) for span in before]
            self.marks.append(marks.quotation(*last, css, anchor, title, self.rows.name(voice) if spoken else ""))

    def _judgements(self) -> None:
        """Mark what is judged and by which words: names that a model finds judged, and the lexicon's expressions."""
        mentions = self.rows.spans("mentions", self.id, "entity", "text")
        names = ("evaluation", "mention", "expression", "sentence", "target", "voice", "value", "link")
        by_expression: dict[int, list[_Judgement]] = defaultdict(list)
        alike: dict[tuple[int, str, str], list[_Judgement]] = {}
        columns = list(zip(*self._columns("evaluations", *names), strict=True))
        for row, one in enumerate(columns):
            evaluation, mention, expression, sentence, target, voice, value, link = one
            if expression is not None:
                by_expression[expression].append((row, evaluation, mention, target, voice, value, link))
                continue
            self.by_model = True
            if abs(value) >= CLEAR and sentence is not None and mention in mentions:
                found = alike.setdefault((sentence, target, voice), [])
                found.append((row, evaluation, mention, target, voice, value, ""))
        linked: _Linked = defaultdict(dict)
        if self.by_model:
            reasons = self.rows.steps("evaluations", self.id, "reasons")
            for row, term in reasons.beginning(f"{OWN_TERM}: ", len(columns)):
                _, _, _, sentence, target, _, value, _ = columns[row]
                strongest = max(value, linked[sentence, term].get(target, 0.0), key=abs)
                linked[sentence, term][target] = strongest
        expressions = self._expressions(by_expression, linked)
        judged = self._by_model(alike, mentions, expressions)
        called = self.rows.names
        self.marks += [
            marks.name(start, end, "" if called[entity] == text else called[entity])
            for mention, (start, end, entity, text) in mentions.items()
            if mention not in judged
        ]

    def _by_model(
        self,
        alike: dict[tuple[int, str, str], list["_Judgement"]],
        mentions: dict[int, list[Any]],
        said: "_Said",
    ) -> set[int]:
        """Mark the mentions that a model finds judged; return them.

        Mentions of one target in one sentence and voice share their reasons, those of the strongest judgement.
        """
        reasons = self.rows.steps("evaluations", self.id, "reasons") if alike else None
        judged = set()
        for (sentence, target, voice), found in alike.items():
            anchor = f"v{found[0][1]}"
            for _, _, mention, _, _, value, _ in found:
                start, end, entity, text = mentions[mention]
                title = "" if self.rows.names[entity] == text else self.rows.names[entity]
                self.marks.append(marks.expression(start, end, f"e j {sign_of(value)}", self.links.own(anchor), title))
                judged.add(mention)
            row, *_, value, _ = max(found, key=lambda one: abs(one[5]))
            lexicon = said.get((sentence, target), said.get((sentence, ""), 0.0))
            parted = abs(lexicon) >= OPPOSED <= abs(value) and lexicon * value < 0
            most = MOST_REASONS if abs(value) >= SURE else FEW_REASONS
            name = self.rows.name(target)
            why = Why(
                id=self.links.id(anchor),
                words=name,
                sign=sign_of(value),
                value=", ".join(signed(one[5]) for one in found),
                targets=(name,),
                voice=self.rows.name(voice),
                quoted=voice != AUTHOR,
                sentence=sentence,
                href=self.links.own(f"s{sentence}"),
                reasons=contributions(self.rows, self.links, reasons[row] if reasons else (), most),
                opposed=signed(lexicon) if parted else "",
            )
            self.whys.append((mentions[found[0][2]][0], why))
        return judged

    def _expressions(self, judged: dict[int, list["_Judgement"]], linked: "_Linked") -> "_Said":
        """Mark the lexicon's words with their reasons; under a model, and where they judge nobody, as one line.

        Return what the words of each sentence add up to: those linked to a target, and all of them, whoever is meant.
        """
        names = ("expression", "start", "end", "sentence", "text", "term", "frame", "value")
        steps = self.rows.steps("expressions", self.id, "steps")
        said: _Said = defaultdict(float)
        columns = self._columns("expressions", *names)
        lengths = steps.lengths(len(columns[0]))
        for row, one in enumerate(zip(*columns, strict=True)):
            number, start, end, sentence, text, term, frame, value = one
            product = _product(steps[row]) if lengths[row] > 1 else ""
            found = judged.get(number)
            href = self.terms + term_anchor(term) if term in self.rows.terms else ""
            words = in_print((self.rows.terms.get(term) or {}).get("words") or term or "")
            anchor = f"e{number}"
            said[sentence, ""] += value or 0.0
            if found is None:
                targets = linked.get((sentence, term), {})
                for target in targets:
                    said[sentence, target] += value or 0.0
                css = f"e {sign_of(value)} idle"
                self.marks.append(marks.expression(start, end, css, self.links.own(anchor)))
                line = Line(
                    id=self.links.id(anchor),
                    words=words,
                    href=href,
                    steps=(product or signed(value or 0.0)).replace("scope.", ""),
                    sentence=sentence,
                    linked=self._whom(targets),
                )
                self.whys.append((start, line))
                continue
            _, _, _, _, voice, value, _ = found[0]
            self.marks.append(marks.expression(start, end, f"e {sign_of(value)}", self.links.own(anchor)))
            why = Why(
                id=self.links.id(anchor),
                words=text or "",
                sign=sign_of(value),
                value=signed(value),
                targets=tuple(dict.fromkeys(self.rows.name(target) for _, _, _, target, *_ in found)),
                voice=self.rows.name(voice),
                quoted=voice != AUTHOR,
                sentence=sentence,
                href=self.links.own(f"s{sentence}") if sentence is not None else "",
                frame="" if frame == BASE else self.rows.frame(frame or ""),
                term=words,
                term_href=href,
                steps=product,
                links=tuple(dict.fromkeys(label(link) for *_, link in found if link)),
            )
            self.whys.append((start, why))
        return said

    def _whom(self, targets: dict[str, float]) -> str:
        """Say whom words are linked to and how a model judges them there; or that nobody is meant."""
        if targets:
            # What is judged clearly has a mark and reasons of its own.
            return ", ".join(
                f"→ {self.rows.names[target]}" + ("" if abs(value) >= CLEAR else f", judged {signed(value)}")
                for target, value in targets.items()
            )
        return "· no target" if self.by_model else "· no target linked: counts for nobody"


_Linked = dict[tuple[int | None, str], dict[str, float]]
"""By sentence and term: whom a model's judgement takes the term to be about, with its strongest value."""
_Said = dict[tuple[int | None, str], float]
"""By sentence and target, or "" for all words of it: what the lexicon's words add up to."""
_Judgement = tuple[int, int, int, str, str, float, str]
"""Row within the article, number, mention, target, voice, value, rule that joined it to the target."""


def _excerpt(writer: Writer, kept: Sequence[tuple[int, int]], start: int, end: int) -> str:
    """Write the kept sentences of a stretch; what lies between them is left out, but its addresses stay.

    `kept` holds (start, end) of all that are kept, in order and apart.
    """
    out, at = [], start
    since, until = bisect_right(kept, start, key=itemgetter(1)), bisect_left(kept, end, key=itemgetter(0))
    for first, after in kept[since:until]:
        first, after = max(start, first), min(end, after)
        if first < after:
            out += [writer.omit(at, first), writer.write(first, after)]
            at = after
    return "".join([*out, writer.omit(at, end)])


def _product(steps: Sequence[tuple[str, float]]) -> str:
    """Return the factors of a value: the term's first, each rule that reached it with its name."""
    (_, first), *rest = steps
    rules = "".join(f" × {signed(factor)} {name}" for name, factor in rest)
    product = 1.0
    for _, factor in steps:
        product *= factor
    return f"{signed(first)}{rules} = {signed(max(-1.0, min(1.0, product)))}"


def _stretches(text: str, sections: Iterable[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, kind) of the blocks of a text in order: outer sections, and paragraphs outside of them.

    White space lies between blocks. References inside prose are marks, not blocks.
    """
    outer, spans = 0, []
    for start, end, kind in sorted(sections, key=lambda s: (s[0], -s[1])):
        if kind != "reference" and outer <= start < end:
            spans.append((start, end, kind))
            outer = end
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
