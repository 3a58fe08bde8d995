"""An article's text with its marks. Overlapping spans are cut into flat pieces, so that marks nest and never cross.

The text is written as it was read, piece by piece through `escape`; characters that can't be seen become badges. A
mark is made whole when it is found, so that writing it is putting strings one after the other.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Any, NamedTuple

from framing.report.escape import SPECIAL, attribute, verbatim


class Mark(NamedTuple):
    """A stretch to be marked, and its element as markup: `head` + what belongs to this piece + `tail`, then `close`."""

    start: int
    end: int
    depth: int
    """Its layer, from the outside in: sentence, reference, quotation, expression, name."""
    head: str
    tail: str
    close: str
    whole: bool = False
    """Whether `head` is the whole tag, of every piece."""
    first: str = ""
    """What only the first piece has, as an id can stand but once."""
    last: str = ""
    """What only the last piece has: who is quoted."""
    more: str = ""
    """What the pieces before the last one have."""


SENTENCE, REFERENCE, QUOTATION, EXPRESSION, NAME = range(5)
"""The layers, from the outside in; of two marks of one layer the shorter one is kept."""
_LAYERS = 5
_OUTWARD = [tuple(range(depth, _LAYERS)) for depth in range(_LAYERS + 1)]
_INWARD = [tuple(range(_LAYERS - 1, depth - 1, -1)) for depth in range(_LAYERS + 1)]


def sentence(start: int, end: int, id: str) -> Mark:  # noqa: A002 - what HTML calls it
    """Mark a sentence, so that it can be linked to."""
    return Mark(start, end, SENTENCE, "<span", ">", "</span>", False, attribute("id", id))


def reference(start: int, end: int) -> Mark:
    """Mark words in brackets that name a source."""
    return Mark(start, end, REFERENCE, '<span class="r">', "", "</span>", True)


def quotation(start: int, end: int, css: str, id: str = "", title: str = "", speaker: str = "") -> Mark:  # noqa: A002
    """Mark words of somebody; `speaker` is shown after the last of them."""
    head, first, last = attribute("title", title), attribute("id", id), attribute("data-v", speaker)
    return Mark(start, end, QUOTATION, f'<span class="{css}"{head}', ">", "</span>", False, first, last)


def expression(start: int, end: int, css: str, href: str = "", title: str = "") -> Mark:
    """Mark judging words, or a name that is judged; `href` leads to the reasons."""
    if not href:
        return Mark(start, end, EXPRESSION, f'<mark class="{css}', '">', "</mark>", False, "", "", " more")
    tail = f'"{attribute("href", href)}{attribute("title", title)}>'
    return Mark(start, end, EXPRESSION, f'<a class="{css}', tail, "</a>", False, "", "", " more")


def name(start: int, end: int, title: str = "") -> Mark:
    """Mark a name; `title` says whose it is, where the words don't."""
    return Mark(start, end, NAME, f"<u{attribute('title', title)}>", "", "</u>", True)


class Writer:
    """Writes stretches of one text with its marks; no id is given out twice.

    `edges` are where stretches begin and end, beside the ends of marks.
    """

    def __init__(self, text: str, marks: Iterable[Mark], edges: Iterable[int]) -> None:
        self._text = text
        self._marks = [mark for mark in marks if mark.start < mark.end]
        self._bounds, self._pieces = cut(self._marks, edges)
        self._at = {bound: piece for piece, bound in enumerate(self._bounds)}
        self._given: set[str] = set()
        self._addressed = sorted((mark for mark in self._marks if mark.first), key=lambda mark: mark.start)
        self._starts = [mark.start for mark in self._addressed]
        # How far those up to each reach, so that a stretch looks at none that ends before it.
        self._reach = list(accumulate((mark.end for mark in self._addressed), max))

    def write(self, start: int, end: int) -> str:
        """Return `start`..`end`, two edges or ends of marks, with its marks."""
        text, bounds, pieces = self._text, self._bounds, self._pieces
        plain = SPECIAL.search(text, start, end) is None
        out: list[str] = []
        now: Sequence[Any] = [None] * (_LAYERS + 1)
        places = [0] * _LAYERS
        for number in range(self._at[start], self._at[end]):
            here, at = pieces[number], bounds[number]
            depth = 0
            while here[depth] is now[depth]:
                depth += 1
            for layer in _INWARD[depth]:
                mark = now[layer]
                if mark is not None:
                    out.append(mark.close)
                    if not mark.whole:
                        out[places[layer]] = self._tag(mark, at)
            for layer in _OUTWARD[depth]:
                mark = here[layer]
                if mark is not None:
                    # Which tag the others have shows when they are closed.
                    places[layer] = len(out)
                    out.append(mark.head if mark.whole else "")
            now = here
            words = text[at : bounds[number + 1]]
            out.append(words if plain else verbatim(words))
        for layer in _INWARD[0]:
            mark = now[layer]
            if mark is not None:
                out.append(mark.close)
                if not mark.whole:
                    out[places[layer]] = self._tag(mark, end)
        return "".join(out)

    def omit(self, start: int, end: int) -> str:
        """Return a sign that `start`..`end` is left out, with the ids that sentences and quotations in it have."""
        if not self._text[start:end].strip():
            return verbatim(self._text[start:end])
        near = self._addressed[bisect_right(self._reach, start) : bisect_left(self._starts, end)]
        inside = (mark for mark in near if start < mark.end)
        ids = (f"<span{found}></span>" for found in map(self._once, inside) if found)
        return f'<span class="gap">{"".join(ids)} […] </span>'

    def _tag(self, mark: Mark, end: int) -> str:
        """Return the tag of a piece of `mark` that ends at `end`."""
        of_piece = mark.last if mark.end == end else mark.more
        return mark.head + (self._once(mark) if mark.first else "") + of_piece + mark.tail

    def _once(self, mark: Mark) -> str:
        if mark.first in self._given:
            return ""
        self._given.add(mark.first)
        return mark.first


def cut(marks: Sequence[Mark], edges: Iterable[int]) -> tuple[list[int], list[tuple[Any, ...]]]:
    """Return the bounds of the pieces in order, and for each piece its mark in each layer, and what is its own alone.

    >>> bounds, pieces = cut([quotation(2, 6, "q"), name(4, 8)], [0, 9])
    >>> bounds, [sum(mark is not None for mark in marks) for *marks, _ in pieces]
    ([0, 2, 4, 6, 8, 9], [0, 1, 2, 1, 0])
    """
    found = {mark.start for mark in marks}
    found.update(mark.end for mark in marks)
    found.update(edges)
    bounds = sorted(found)
    at = {bound: piece for piece, bound in enumerate(bounds)}
    layers: list[list[Mark | None]] = [[None] * (len(bounds) - 1) for _ in range(_LAYERS)]
    for mark in marks:
        layer, size = layers[mark.depth], mark.end - mark.start
        for piece in range(at[mark.start], at[mark.end]):
            before = layer[piece]
            if before is None or size <= before.end - before.start:
                layer[piece] = mark
    # No piece is like another to its end, so a comparison of two always finds where they part.
    return bounds, list(zip(*layers, (object() for _ in bounds[1:]), strict=True))
