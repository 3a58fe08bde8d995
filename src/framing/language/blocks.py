"""Article → the blocks a parser reads: one title, heading, list item or paragraph each.

A block's `text` is a cleaned copy (references left out, white space made single blanks, word-inner ’ made '), and
`origin` says for each of its characters where it stands in the article. So a parser sees tidy prose, and its
offsets still come back exactly: the article itself is never edited.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from framing.model import Article, IntColumn, Span, without

LONGEST_BLOCK = 20_000
"""Characters; a Doc of 900,000 takes 2.9 GB."""
LONGEST_RUN = 200
"""Characters without white space; spaCy's tokenizer is quadratic on runs of punctuation (10,000 x "(" = 7 s)."""

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_BULLET = re.compile(r"\s*(?:[•‣◦▪●■*–—-]|\(?\d{1,2}[.)])\s+")
_INVISIBLE = frozenset("\u00ad\u200b\u2060\ufeff")
_CONTROLS = dict.fromkeys((*range(32), *range(127, 160)), " ")
_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
_READABLE = _CONTROLS | _SURROGATES
_INNER_APOSTROPHE = re.compile(r"(?<=\w)’(?=\w)")


@dataclass(frozen=True)
class Block:
    """Tidy prose, and where each of its characters stands in the article; `holes` are what was left out within it."""

    text: str
    origin: IntColumn
    holes: tuple[Span, ...] = ()

    def span(self, start: int, end: int) -> Span:
        """Return where `text[start:end]` (not empty) stands in the article; it ends before a hole it would cover."""
        found = Span(int(self.origin[start]), int(self.origin[end - 1]) + 1)
        if len(found) > end - start:
            found = without(found, self.holes)[0]
        return found


def blocks_of(article: Article) -> tuple[Block, ...]:
    """Cut an article into blocks, in text order. Text in captions, bylines, datelines and boilerplate is in none."""
    apart = article.spans_of("caption", "byline", "dateline", "boilerplate")
    references = article.spans_of("reference")
    blocks = []
    for piece in _pieces(article, apart):
        start = piece.start
        if bullet := _BULLET.match(article.text, piece.start, piece.end):
            start = bullet.end() if piece.start in _list_item_starts(article) else start
        block = _tidy(article.text, Span(start, piece.end), tuple(r for r in references if r.overlaps(piece)))
        if block.text:
            blocks.append(block)
    return tuple(blocks)


def _list_item_starts(article: Article) -> frozenset[int]:
    return frozenset(s.start for s in article.spans_of("list-item"))


def _pieces(article: Article, apart: tuple[Span, ...]) -> Iterator[Span]:
    text = article.text
    cuts = {0, len(text)}
    for section in article.sections:
        if section.kind != "reference":
            cuts |= {section.span.start, section.span.end}
    for whole in (Span(a, b) for a, b in pairwise(sorted(cuts))):
        for prose in without(whole, apart):
            yield from _shorten(text, _paragraphs(text, prose))


def _paragraphs(text: str, prose: Span) -> Iterator[Span]:
    start = prose.start
    for gap in _BLANK_LINE.finditer(text, prose.start, prose.end):
        yield Span(start, gap.start())
        start = gap.end()
    yield Span(start, prose.end)


def _shorten(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    for span in spans:
        start = span.start
        while span.end - start > LONGEST_BLOCK:
            half = start + LONGEST_BLOCK // 2
            cut = max(text.rfind(mark, half, start + LONGEST_BLOCK) for mark in (". ", "\n"))
            cut = cut if cut > 0 else text.rfind(" ", half, start + LONGEST_BLOCK)
            cut = cut + 1 if cut > 0 else start + LONGEST_BLOCK
            yield Span(start, cut)
            start = cut
        yield Span(start, span.end)


def _tidy(text: str, piece: Span, holes: tuple[Span, ...]) -> Block:
    kept: list[str] = []
    origin: list[int] = []
    run = 0
    for part in without(piece, holes):
        for at, char in enumerate(part.of(text).translate(_READABLE), part.start):
            if char in _INVISIBLE:
                continue
            run = 0 if char.isspace() else run + 1
            if run == 0 or run > LONGEST_RUN or (at == part.start and kept and char not in ".,;:!?”’)»]"):
                if kept and kept[-1] != " ":
                    kept.append(" ")
                    origin.append(at)
                run = min(run, 1)
            elif at == part.start and kept and kept[-1] == " ":
                kept.pop()  # "word (reference)." reads "word."
                origin.pop()
            if run:
                kept.append(char)
                origin.append(at)
    if kept and kept[-1] == " ":
        kept.pop()
        origin.pop()
    return Block(_straighten("".join(kept)), np.array(origin, dtype=np.int32), holes)


def _straighten(words: str) -> str:
    # The model knows "It's" but takes "It’s" for a name. Where no ‘ opens, every ’ is an apostrophe ("countries’").
    return _INNER_APOSTROPHE.sub("'", words) if "‘" in words else words.replace("’", "'")
