"""Renderings: the stretches of articles that may tell the same thing, with what they can be recognised by.

A sentence of an article's prose is one rendering; each stretch of it in quotation marks is another. A rendering is
known by its marks: words (cut to their stem), entities (however they are named), years and dates; by its figures; and,
if it is quoted, by whose words it is.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from framing.contrast.figures import Figure, Figures, figures_of
from framing.model import AUTHOR, SPEECH, UNKNOWN_SPEAKER, Span
from framing.results.schemas import Tables

PROSE = frozenset({"body", "list-item"})
"""Titles and headings repeat what the text says, so they are not aligned."""
MIN_QUOTED = 2
"""A stretch in marks needs so many marks; fewer are no quotation that could be recognised."""
LONGEST = 4000
"""Characters of a sentence that are read; a longer one is no sentence."""

_TOKEN = re.compile(r"\w+(?:[’'.]\w+)*")
_MARKED = re.compile(r"“[^“”]{2,}”?|\"[^\"]{2,}\"|‘(?:[^‘’]|’\w){2,}’|«[^«»]{2,}»|„[^„“”]{2,}[“”]")
_OF_NEWS = (
    "mr mrs ms dr said say says saying told tell tells added adds according it's that's there's he's she's we're "
    "they're i'm don't didn't doesn't isn't wasn't aren't won't can't"
)
_INFLECTIONS = ("ings", "ing", "ies", "ied", "ed", "es", "s")
_DERIVATIONS = ("ations", "ation", "itions", "ition", "ments", "ment", "ically", "ions", "ion", "ally", "edly", "ers",
                "er", "ic", "al", "ly", "y")  # fmt: skip
_CUT = 7
_TOLD_BY_WORDS = {"event", "relation"}
"""What is no actor and described, "the visit", is known by these words already."""
_LOWERED = str.maketrans("’", "'")


@dataclass(frozen=True, slots=True)
class Rendering:
    """A sentence, or a quoted stretch of one. `article` is its number in the table of articles."""

    article: int
    sentence: int
    span: Span
    text: str
    quoted: bool
    voice: str
    cue: str
    cue_stance: str
    person: bool
    """Whether the voice is a known person's, who is nobody else."""
    marks: frozenset[str]
    """`w:` words, `e:` entities, `y:` years, `d:` dates."""
    figures: tuple[Figure, ...]
    """Their spans are places in `text`."""

    times: tuple[frozenset[str], frozenset[str]]
    """Those of its marks that are years, and those that are days."""

    @property
    def speaker(self) -> str:
        """Return who speaks, or nothing where nobody is known to."""
        return "" if self.voice in {AUTHOR, UNKNOWN_SPEAKER} else self.voice


def renderings_of(tables: Tables, articles: Iterable[int]) -> list[Rendering]:
    """Return the renderings of these articles (numbers of rows), in the order of the articles and their text."""
    wanted = sorted(set(articles))
    rows = _Rows(tables, wanted)
    return [rendering for number in wanted for rendering in rows.of(number)]


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """Return what a word has in common with its kin: its form without endings, its first letters.

    >>> stem("hegemony") == stem("hegemonic"), stem("modernisation") == stem("modernizing"), stem("opposes")
    (True, True, 'oppos')
    """
    word = word.lower().translate(_LOWERED).removesuffix("'s")
    for endings, left in ((_DERIVATIONS, 5), (_INFLECTIONS, 3)):
        ending = next((e for e in endings if word.endswith(e) and len(word) - len(e) >= left), "")
        if ending:
            word = word.removesuffix(ending)
            break
    return word.rstrip("e")[:_CUT] or word


@lru_cache(maxsize=1 << 14)
def tokens(text: str) -> tuple[Span, ...]:
    """Return the words of a text, in order."""
    return tuple(Span(*found.span()) for found in _TOKEN.finditer(text))


@lru_cache(maxsize=1 << 14)
def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text in lower case, small ones included."""
    return tuple(span.of(text).lower().translate(_LOWERED) for span in tokens(text))


@dataclass(frozen=True, slots=True)
class _Speech:
    """An attribution: its stretches, whose they are, how they are brought in."""

    content: tuple[Span, ...]
    kind: str
    voice: str
    cue: str
    cue_stance: str


class _Rows:
    """The rows of the wanted articles, by article."""

    def __init__(self, tables: Tables, wanted: Sequence[int]) -> None:
        ids = tables["articles"]["article"].to_pylist()
        self._number = {ids[i]: i for i in wanted}
        self._sentences = self._by_article(tables, "sentences", ("sentence", "start", "end", "text", "kind"))
        self._mentions = self._by_article(tables, "mentions", ("start", "end", "entity", "via"))
        self._references = self._by_article(tables, "references", ("start", "end"))
        self._speech = self._by_article(
            tables, "attributions", ("content", "kind", "voice", "cue_text", "cue_stance")
        )  # fmt: skip
        entities = (tables["entities"][column].to_pylist() for column in ("entity", "type", "listed"))
        self._types = {entity: kind for entity, kind, listed in zip(*entities, strict=True) if listed}

    def _by_article(self, tables: Tables, name: str, columns: Sequence[str]) -> Mapping[int, list[tuple[Any, ...]]]:
        table = tables[name]
        found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
        for article, *values in zip(*(table[c].to_pylist() for c in ("article", *columns)), strict=True):
            if article in self._number:
                found[self._number[article]].append(tuple(values))
        return found

    def of(self, number: int) -> list[Rendering]:
        """Return one article's renderings."""
        speech = [
            _Speech(tuple(Span(c["start"], c["end"]) for c in content or ()), *rest)
            for content, *rest in self._speech[number]
        ]
        names = sorted((s, e, entity, via) for s, e, entity, via in self._mentions[number])
        skipped = [Span(s, e) for s, e in self._references[number]]
        found = []
        for sentence, start, end, text, kind in self._sentences[number]:
            if kind in PROSE and end - start <= LONGEST:
                reader = _Sentence(number, sentence, start, text, self._types)
                found += reader.read(
                    [s for s in speech if any(c.start < end and start < c.end for c in s.content)],
                    _within(names, start, end),
                    [s for s in skipped if s.start < end and start < s.end],
                )
        return found


def _within(names: Sequence[tuple[int, int, str, str]], start: int, end: int) -> list[tuple[int, int, str, str]]:
    at = bisect_right(names, (start, 0, "", ""))
    found = []
    while at < len(names) and names[at][0] < end:
        found.append(names[at])
        at += 1
    return found


class _Sentence:
    """Reads one sentence into renderings; all places below are within the sentence."""

    def __init__(self, article: int, sentence: int, start: int, text: str, types: Mapping[str, str]) -> None:
        self.article, self.sentence, self.start, self.text, self.types = article, sentence, start, text, types

    def read(
        self,
        speech: Sequence[_Speech],
        names: Sequence[tuple[int, int, str, str]],
        skipped: Sequence[Span],
    ) -> list[Rendering]:
        """Return the sentence as a rendering, then each of its quoted stretches."""
        holes = [self._here(s) for s in skipped]
        figures = figures_of(_blanked(self.text, holes))
        blocked = [*figures.taken, *holes]
        marks: list[tuple[Span, str]] = []
        for start, end, entity, via in names:
            span = self._here(Span(start, end))
            if any(span.overlaps(hole) for hole in holes):
                continue
            if via == "description" and self.types.get(entity) in _TOLD_BY_WORDS:
                continue
            marks.append((span, f"e:{entity}"))
            if via not in {"pronoun", "metonym"}:
                blocked.append(span)
        for span in tokens(self.text):
            word = span.of(self.text).lower().translate(_LOWERED)
            if word in _no_mark() or len(word) < 2 or any(span.overlaps(b) for b in blocked):
                continue
            marks.append((span, f"w:{stem(word)}"))
        out = [self._rendering(Span(0, len(self.text)), False, _first(speech), marks, figures)]
        for span, said in self._stretches(speech):
            inside = {m for s, m in marks if span.contains(s)}
            if len(inside) >= MIN_QUOTED and any(m[0] == "w" for m in inside):
                out.append(self._rendering(span, True, said, marks, figures_of(span.of(self.text))))
        return out

    def _rendering(
        self, span: Span, quoted: bool, said: _Speech, marks: Sequence[tuple[Span, str]], found: Figures
    ) -> Rendering:
        times = (
            frozenset(f"y:{year}" for year in found.years),
            frozenset(f"d:{month}-{day}" for month, day in found.dates),
        )
        # Who speaks of himself in a quotation tells nothing that the speaker's name doesn't.
        himself = f"e:{said.voice}" if quoted else ""
        return Rendering(
            self.article,
            self.sentence,
            span.shift(self.start),
            span.of(self.text),
            quoted,
            said.voice,
            said.cue,
            said.cue_stance,
            self.types.get(said.voice) == "person",
            times[0].union(times[1], (m for place, m in marks if span.contains(place) and m != himself)),
            found.figures,
            times,
        )

    def _stretches(self, speech: Sequence[_Speech]) -> list[tuple[Span, _Speech]]:
        """The stretches in quotation marks, disjoint and in order, each with the innermost attribution around it.

        Direct speech runs over sentences, so its part of this sentence is quoted though it may show no mark here.
        """
        found: dict[Span, _Speech] = {}
        whole = Span(0, len(self.text))
        for said in sorted(speech, key=lambda s: -sum(map(len, s.content))):
            if said.kind == "name":
                continue
            for content in said.content:
                span = self._here(content)
                if span.start >= span.end:
                    continue
                parts = [Span(*m.span()).shift(span.start) for m in _MARKED.finditer(span.of(self.text))]
                if said.kind == "direct" or not (parts or said.kind in {"indirect", "mixed"}):
                    parts = [span]
                for part in parts:
                    part = part.trim(self.text, " \n“”\"'‘’«»„,.;:")
                    if part and whole.contains(part):
                        found = {s: v for s, v in found.items() if not s.overlaps(part) or _much_longer(s, part)}
                        if not any(s.overlaps(part) for s in found):
                            found[part] = said
        return sorted(found.items(), key=lambda f: f[0])

    def _here(self, span: Span) -> Span:
        start = min(max(span.start - self.start, 0), len(self.text))
        return Span(start, min(max(span.end - self.start, start), len(self.text)))


def _first(speech: Sequence[_Speech]) -> _Speech:
    """Who speaks in a sentence as a whole: the first who does, else the author."""
    return next((s for s in speech if s.kind in SPEECH), _Speech((), "", AUTHOR, "", "neutral"))


def _blanked(text: str, holes: Sequence[Span]) -> str:
    """The text with white space for the holes, so that places stay as they are."""
    for hole in holes:
        text = text[: hole.start] + " " * len(hole) + text[hole.end :]
    return text


def _much_longer(outer: Span, inner: Span) -> bool:
    """Whether a quotation inside a quotation is only a small part of it, and the outer one stays whole."""
    return outer.contains(inner) and len(inner) < 0.5 * len(outer)


@cache
def _no_mark() -> frozenset[str]:
    """Words so common that sharing one says nothing."""
    from sklearn.feature_extraction.text import (
        ENGLISH_STOP_WORDS,  # a second to import, and most commands align nothing
    )

    return frozenset(ENGLISH_STOP_WORDS.union(_OF_NEWS.split()))
