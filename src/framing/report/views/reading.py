"""An article's text with its marks, block by block, and the reasons of each mark beside its block."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, compress, islice
from operator import itemgetter
from typing import Any, NamedTuple

import numpy as np

from framing.lexicon.entries import BASE
from framing.model import AUTHOR, SPEECH
from framing.report import marks
from framing.report.addresses import Links, Page
from framing.report.escape import Verbatim, attribute, escape, verbatim
from framing.report.excerpts import Excerpts
from framing.report.marks import Layer, Stretch
from framing.report.rows import CLEAR, Rows
from framing.report.views.whys import FEW_REASONS, MOST_REASONS, OWN_TERM, Line, Why, Worths, contributions, panel
from framing.report.words import label, sign_of, signed
from framing.stance.evidence import NONE
from framing.stance.score import Numbers

OPPOSED = 0.3
"""From so far on either side of 0 a model and the lexicon's words are said to disagree."""
SURE = 0.5
"""A model's judgement so far from 0 names more of its reasons."""
_MARKED = {"scare": "in marks, no speaker", "name": "a name or title in marks"}


class Block(NamedTuple):
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
    def markup(self) -> str:
        """All of it, as markup."""
        parts: list[str] = []
        for kind, text, whys, gap in self.blocks:
            element = "h3" if kind in {"title", "heading"} else "p"
            parts += (
                f'<div class="row{"" if kind == "body" else f" k-{kind}"}">{gap}<{element}>',
                text,
                f"</{element}>",
            )
            if whys:
                parts += ('<div class="whys">', *panel(whys), "</div>")
            parts.append("</div>")
        return "".join([*parts, self.tail])


def read_text(rows: Rows, links: Links, article: str) -> Reading:
    """Return an article's text as its page shows it."""
    return _Reader(rows, links, article).read()


class _Reader:
    """Reads one article's rows into blocks."""

    def __init__(self, rows: Rows, links: Links, article: str) -> None:
        self.rows, self.links, self.id = rows, links, article
        self.prefix, self.terms = links.id(""), links.stem(Page("method"))
        self.id_of, self.to = f' id="{escape(self.prefix)}', f' href="#{escape(self.prefix)}'
        """How attributes begin that name an anchor of the page, and that lead to one."""
        self.marked: list[tuple[int, int, str, str]] = []
        """What judges, and under a model also what is judged."""
        self.whys: list[tuple[int, Why | Line]] = []
        """Each with the place in the text of the mark that it is the reason of."""
        self.parted: set[int] = set()
        """Sentences where the model and the lexicon's words point in opposite ways."""

    def read(self) -> Reading:
        """Return the blocks in order and what stands beside them."""
        text = self.rows.articles[self.id]["text"]
        sections = list(zip(*self._columns("sections", "start", "end", "kind"), strict=True))
        judged = _Judged(self.rows, self.id)
        said = self._expressions(judged)
        names = self._names(self._by_model(judged, said))
        expressions = marks.expressions(self.marked)
        layers = [self._sentences(), self._references(sections), self._quotations(), expressions, names]
        stretches = list(_stretches(text, sections))
        parts = [[Stretch(start, end)] for start, end, _ in stretches]
        if self.rows.excerpts:
            kept = self.rows.once(Excerpts).of(self.id)
            parts = self._excerpts(kept, stretches)
            self.whys = [(place, why) for place, why in self.whys if why.sentence in kept]
        written = iter(marks.write(Verbatim(text), layers, list(chain.from_iterable(parts))))
        self.whys.sort(key=itemgetter(0))
        places, whys = [place for place, _ in self.whys], [why for _, why in self.whys]
        blocks, at = list[Block](), 0
        for (start, end, kind), part in zip(stretches, parts, strict=True):
            own = tuple(whys[bisect_left(places, start) : bisect_left(places, end)])
            blocks.append(Block(kind, "".join(islice(written, len(part))), own, _between(text[at:start])))
            at = end
        parted = tuple((n, self.links.own(f"s{n}")) for n in sorted(self.parted))
        return Reading(tuple(blocks), verbatim(text[at:]), parted, judged.by_model)

    def _columns(self, table: str, *names: str) -> list[list[Any]]:
        return self.rows.columns(table, self.id, *names)

    def _excerpts(self, kept: Collection[int], stretches: Sequence[tuple[int, int, str]]) -> list[list[Stretch]]:
        sentences = zip(*self._columns("sentences", "sentence", "start", "end"), strict=True)
        shown = sorted((start, end) for number, start, end in sentences if number in kept)
        return [_excerpt(shown, start, end) for start, end, _ in stretches]

    def _sentences(self) -> Layer:
        table, anchor = self.rows.by_article("sentences"), self.id_of + "s"
        ids = [f'{anchor}{number}"' for number in table.of(self.id, "sentence")[0]]
        return marks.sentences(table.array(self.id, "start"), table.array(self.id, "end"), ids)

    def _references(self, sections: Sequence[tuple[int, int, str]]) -> Layer:
        starts, ends = self._columns("references", "start", "end")
        own = [(start, end) for start, end, kind in sections if kind == "reference"]
        return marks.references([start for start, _ in own] + starts, [end for _, end in own] + ends)

    def _quotations(self) -> Layer:
        columns = ("attribution", "start", "end", "kind", "voice", "cue_text", "cue_stance")
        contents = self.rows.by_article("attributions").nested(self.id, "content")
        found, names, anchors = list[tuple[int, int, str, str, str]](), self.rows.names, self.id_of + "q"
        for content, (number, start, end, kind, voice, cue, stance) in zip(
            contents, zip(*self._columns("attributions", *columns), strict=True), strict=True
        ):
            anchor, head = f'{anchors}{number}"', _head(kind, cue, stance)
            *before, (first, after) = content or [(start, end)]
            found += [(*span, head, anchor, "") for span in before]
            found.append((first, after, head, anchor, attribute("data-v", names[voice]) if kind in SPEECH else ""))
        return marks.quotations(found)

    def _names(self, judged: Collection[int]) -> Layer:
        """Mark the mentions that have no other mark; `judged`: rows of those that have."""
        mentions, tags = self.rows.by_article("mentions"), self.rows.once(_NameTags)
        starts, ends = mentions.array(self.id, "start"), mentions.array(self.id, "end")
        found = [tags[entity, text] for entity, text in zip(*mentions.of(self.id, "entity", "text"), strict=True)]
        if judged:
            free = np.ones(len(found), dtype=bool)
            free[list(judged)] = False
            starts, ends, found = starts[free], ends[free], list(compress(found, free.tolist()))
        return marks.names(starts, ends, found)

    def _by_model(self, judged: "_Judged", said: "_Said") -> set[int]:
        """Mark the mentions that a model finds judged; return their rows.

        Mentions of one target in one sentence and voice share their reasons, those of the strongest judgement.
        """
        if not judged.alike:
            return set()
        starts, ends, entities, texts = self._columns("mentions", "start", "end", "entity", "text")
        reasons, names, values = self.rows.steps("evaluations", self.id, "reasons"), self.rows.names, judged.value
        for (sentence, target, voice), rows in judged.alike.items():
            anchor, strongest = f"v{judged.number[rows[0]]}", rows[0]
            for row in rows:
                at = judged.mention[row]
                title = "" if names[entities[at]] == texts[at] else attribute("title", names[entities[at]])
                link = f'{self.to}{anchor}"{title}'
                self.marked.append((starts[at], ends[at], f"e j {sign_of(values[row])}", link))
                if abs(values[row]) > abs(values[strongest]):
                    strongest = row
            value = values[strongest]
            lexicon = said.get((sentence, target), said.get((sentence, ""), 0.0))
            parted = abs(lexicon) >= OPPOSED <= abs(value) and lexicon * value < 0
            if parted:
                self.parted.add(sentence)
            most = MOST_REASONS if abs(value) >= SURE else FEW_REASONS
            why = Why(
                id=f"{self.prefix}{anchor}",
                words=names[target],
                sign=sign_of(value),
                value=", ".join([signed(values[row]) for row in rows]),
                targets=(names[target],),
                voice=names[voice],
                quoted=voice != AUTHOR,
                sentence=sentence,
                href=f"#{self.prefix}s{sentence}",
                reasons=contributions(self.rows, self.terms, *reasons[strongest], most),
                opposed=signed(lexicon) if parted else "",
            )
            self.whys.append((starts[judged.mention[rows[0]]], why))
        return set(judged.mention.values())

    def _expressions(self, judged: "_Judged") -> "_Said":
        """Mark the lexicon's words with their reasons; under a model, and where they judge nobody, as one line.

        Return what the words of each sentence add up to: those linked to a target, and all of them, whoever is meant.
        """
        columns = ("expression", "start", "end", "sentence", "text", "term", "frame", "value")
        steps = self.rows.by_article("expressions").nested(self.id, "steps")
        said: _Said = defaultdict(float)
        worths, names, idle = self.rows.once(Worths), self.rows.names, _IDLE[judged.by_model]
        for own, (number, start, end, sentence, text, term, frame, value) in zip(
            steps, zip(*self._columns("expressions", *columns), strict=True), strict=True
        ):
            rows, link = judged.by_expression.get(number), f'{self.to}e{number}"'
            value = value or 0.0
            worth = worths[self.terms, term, value, tuple(own)]
            said[sentence, ""] += value
            if rows is None:
                targets = judged.linked.get((sentence, term))
                for target in targets or ():
                    said[sentence, target] += value
                self.marked.append((start, end, f"e {worth.sign} idle", link))
                linked = self._whom(targets) if targets else idle
                self.whys.append((start, Line(f"{self.prefix}e{number}", worth, sentence, linked)))
                continue
            voice, value = judged.voice[rows[0]], judged.value[rows[0]]
            self.marked.append((start, end, f"e {sign_of(value)}", link))
            why = Why(
                id=f"{self.prefix}e{number}",
                words=text or "",
                sign=sign_of(value),
                value=signed(value),
                targets=tuple(dict.fromkeys(names[judged.target[row]] for row in rows)),
                voice=names[voice],
                quoted=voice != AUTHOR,
                sentence=sentence,
                href=f"#{self.prefix}s{sentence}" if sentence is not None else "",
                frame="" if frame == BASE else self.rows.frame(frame or ""),
                term=worth.words,
                term_href=worth.href,
                steps=worth.product,
                judged=worth.judged,
                links=tuple(dict.fromkeys(label(judged.link[row]) for row in rows if judged.link[row])),
            )
            self.whys.append((start, why))
        return said

    def _whom(self, targets: Mapping[str, float]) -> str:
        """Say whom words are linked to, and how a model judges them there."""
        # What is judged clearly has a mark and reasons of its own.
        return ", ".join(
            f"→ {self.rows.names[target]}" + ("" if abs(value) >= CLEAR else f", judged {signed(value)}")
            for target, value in targets.items()
        )


_IDLE = {True: "· no target", False: "· no target linked: counts for nobody"}
"""What is said of words that are linked to nobody, under a model and without."""


class _Judged:
    """The judgements of one article as columns, and by what they are shown with: rows of an expression, of a name."""

    def __init__(self, rows: Rows, article: str) -> None:
        table = rows.by_article("evaluations")
        self.number, self.target, self.voice, self.value, self.link = table.of(
            article, "evaluation", "target", "voice", "value", "link"
        )
        expression, sentence, value = (table.array(article, name) for name in ("expression", "sentence", "value"))
        modelled = expression == NONE
        self.by_model = bool(modelled.any())
        """Whether some judgement is a model's, which names no expression."""
        self.by_expression: dict[int, list[int]] = defaultdict(list)
        for row in np.flatnonzero(~modelled).tolist():
            self.by_expression[int(expression[row])].append(row)
        self.mention: dict[int, int] = {}
        """Rows of the mentions that a model clearly judges, by the row of the judgement."""
        self.alike: dict[tuple[int, str, str], list[int]] = {}
        """These judgements by sentence, target and voice."""
        self.linked: dict[tuple[int | None, str], dict[str, float]] = defaultdict(dict)
        """By sentence and term: whom a model's judgement takes the term to be about, with its strongest value."""
        if self.by_model:
            self._by_model(rows, article, np.flatnonzero(modelled & (np.abs(value) >= CLEAR) & (sentence != NONE)))

    def _by_model(self, rows: Rows, article: str, clear: Numbers) -> None:
        table = rows.by_article("evaluations")
        sentences, mentions = table.array(article, "sentence"), table.array(article, "mention")[clear].tolist()
        numbers = rows.columns("mentions", article, "mention")[0]
        place = dict(zip(numbers, range(len(numbers)), strict=True))
        for row, sentence, mention in zip(clear.tolist(), sentences[clear].tolist(), mentions, strict=True):
            if mention in place:
                self.mention[row] = place[mention]
                self.alike.setdefault((sentence, self.target[row], self.voice[row]), []).append(row)
        reasons = rows.steps("evaluations", article, "reasons")
        for row, term in reasons.beginning(f"{OWN_TERM}: ", len(self.number)):
            sentence, target, value = int(sentences[row]), self.target[row], self.value[row]
            found = self.linked[None if sentence == NONE else sentence, term]
            if abs(value) >= abs(found.get(target, 0.0)):
                found[target] = value


_Said = dict[tuple[int | None, str], float]
"""By sentence and target, or "" for all words of it: what the lexicon's words add up to."""


_between = lru_cache(maxsize=1 << 8)(verbatim)
"""White space between blocks, which is nearly always the same."""


@lru_cache(maxsize=1 << 12)
def _head(kind: str, cue: str | None, stance: str | None) -> str:
    """Return class and title of a quotation as attributes: its kind, and how it is brought in."""
    spoken = kind in SPEECH
    title = f"{kind} speech" if spoken else _MARKED[kind]
    if cue:
        title += f", by “{cue}”" + ("" if stance == "neutral" else f" ({stance})")
    return f' class="{"q" if spoken else "q2"}"{attribute("title", title)}'


class _NameTags(dict[tuple[str, str], str]):
    """The tag of a name by entity and words, which says whose it is where they don't."""

    def __init__(self, rows: Rows) -> None:
        self._names = rows.names

    def __missing__(self, key: tuple[str, str]) -> str:
        entity, words = key
        self[key] = marks.name("" if self._names[entity] == words else self._names[entity])
        return self[key]


def _excerpt(kept: Sequence[tuple[int, int]], start: int, end: int) -> list[Stretch]:
    """Cut a stretch into its kept sentences and what is left out between them.

    `kept` holds (start, end) of all that are kept, in order and apart.
    """
    out, at = list[Stretch](), start
    since, until = bisect_right(kept, start, key=itemgetter(1)), bisect_left(kept, end, key=itemgetter(0))
    for first, after in kept[since:until]:
        first, after = max(start, first), min(end, after)
        if first < after:
            out += [Stretch(at, first, shown=False), Stretch(first, after)]
            at = after
    return [*out, Stretch(at, end, shown=False)]


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
