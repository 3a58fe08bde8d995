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

from framing.model import Article, IntColumn, Span, Stack, without, without_each

LONGEST_BLOCK = 20_000
"""Characters; a Doc of 900,000 takes 2.9 GB."""
LONGEST_RUN = 200
"""Characters without white space that are read; what follows is no prose (base64, rows of brackets), and spaCy's
tokenizer is quadratic on it (10,000 x "(" = 7 s)."""

_BREAK = re.compile(r"\n[^\S\n]*\n\s*|\n(?=[^\S\n]*[•‣◦▪●■])")
_BULLET = re.compile(r"\s*[•‣◦▪●■]+\s*")
_LIST_MARK = re.compile(r"\s*(?:[•‣◦▪●■*–—-]|\(?\d{1,2}[.)])\s+")
_RUN = re.compile(rf"(\S{{1,{LONGEST_RUN}}})\S*")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_READABLE = dict.fromkeys((*range(32), *range(127, 160)), " ") | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
_INNER_APOSTROPHE = re.compile(r"(?<=\w)’(?=\w)")


@dataclass(frozen=True)
class Block:
    """Tidy prose, and where each of its characters stands in the article; `holes` are what was left out within it."""

    text: str
    origin: IntColumn
    holes: tuple[Span, ...] = ()

    def places(self, starts: IntColumn, lengths: IntColumn) -> tuple[IntColumn, IntColumn]:
        """Return where stretches of `text` (none empty) start and end in the article; they stop short of a hole."""
        begin, end = self.origin[starts], self.origin[starts + lengths - 1] + 1
        for i in np.flatnonzero(end - begin > lengths):
            end[i] = without(Span(int(begin[i]), int(end[i])), self.holes)[0].end
        return begin, end


def blocks_of(article: Article) -> tuple[Block, ...]:
    """Cut an article into blocks, in text order. Text in captions, bylines, datelines and boilerplate is in none.

    An article whose sections aren't known is cut at blank lines and before bullets.
    """
    items = {s.start for s in article.spans_of("list-item")}
    references = article.spans_of("reference")
    among = Stack(references)
    blocks = []
    for piece in _pieces(article):
        mark = (_LIST_MARK if piece.start in items else _BULLET).match(article.text, piece.start, piece.end)
        prose = Span(mark.end() if mark else piece.start, piece.end)
        block = _tidy(article.text, prose, tuple(references[n] for n in among.touching(prose)))
        if block.text:
            blocks.append(block)
    return tuple(blocks)


def _pieces(article: Article) -> Iterator[Span]:
    text = article.text
    apart = article.spans_of("caption", "byline", "dateline", "boilerplate")
    cuts = {0, len(text)}
    for section in article.sections:
        if section.kind != "reference":
            cuts |= {section.span.start, section.span.end}
    for parts in without_each((Span(a, b) for a, b in pairwise(sorted(cuts))), apart):
        for prose in parts:
            yield from _shorten(text, _paragraphs(text, prose))


def _paragraphs(text: str, prose: Span) -> Iterator[Span]:
    start = prose.start
    for gap in _BREAK.finditer(text, prose.start, prose.end):
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


def _tidy(text: str, prose: Span, holes: tuple[Span, ...]) -> Block:
    kept: list[str] = []
    origin: list[int] = []
    for part in without(prose, holes):
        words = part.of(text).translate(_READABLE)
        for run in _RUN.finditer(words):
            hidden = {gap.start() for gap in _INVISIBLE.finditer(words, *run.span(1))}
            places = [part.start + at for at in range(*run.span(1)) if at not in hidden]
            if not places:
                continue
            # After a hole, "word (reference)." reads "word."
            if kept and (run.start() > 0 or run.group()[0] not in ".,;:!?”’)»]"):
                kept.append(" ")
                origin.append(places[0])
            kept.append(_INVISIBLE.sub("", run.group(1)))
            origin.extend(places)
    return Block(_straighten("".join(kept)), np.array(origin, dtype=np.int32), holes)


def _straighten(words: str) -> str:
    # The model knows "It's" but takes "It’s" for a name. Where no ‘ opens, every ’ is an apostrophe ("countries’").
    return _INNER_APOSTROPHE.sub("'", words) if "‘" in words else words.replace("’", "'")
