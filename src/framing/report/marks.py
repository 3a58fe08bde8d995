"""An article's text with its marks, in one sweep: overlapping marks are cut where they cross, so that tags nest.

The text is escaped once, as a whole, and the ends of marks are moved to where they then stand (`Verbatim`). Marks come
as columns, a layer at a time, with their tags ready made: the sweep only decides which tag stands where.
"""

import sys
from bisect import bisect_left, insort
from collections.abc import Sequence
from itertools import chain, repeat
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from framing.report.escape import Verbatim, attribute

Ends = Sequence[int] | npt.NDArray[np.integer]


class Layer(NamedTuple):
    """Marks of one kind, a column each: where they begin and end, and the tags that open them.

    Of two that overlap the shorter one is kept there; of equally long ones the later.
    """

    start: Ends
    end: Ends
    whole: Sequence[str]
    """Tag of a mark in one piece; and, of one that is cut, those of its first, its inner and its last pieces."""
    first: Sequence[str]
    inner: Sequence[str]
    last: Sequence[str]
    close: str
    id: Sequence[str] = ()
    """What of a first piece's tag can be linked to, as an attribute: it stands even where the words are left out."""


class Stretch(NamedTuple):
    """A part of the text that is written, or (`shown` is False) for which a sign stands that it is left out."""

    start: int
    end: int
    shown: bool = True


def sentences(start: Ends, end: Ends, ids: Sequence[str]) -> Layer:
    """Mark sentences; `ids`, as attributes, let them be linked to."""
    tags, plain = [f"<span{one}>" for one in ids], ["<span>"] * len(ids)
    return Layer(start, end, tags, tags, plain, plain, "</span>", ids)


def references(start: Ends, end: Ends) -> Layer:
    """Mark words in brackets that name a source."""
    tags = ['<span class="r">'] * len(start)
    return Layer(start, end, tags, tags, tags, tags, "</span>")


def quotations(start: Ends, end: Ends, heads: Sequence[str], ids: Sequence[str], speakers: Sequence[str]) -> Layer:
    """Mark words of somebody; `heads`, `ids` and `speakers`, who are shown after the last words, are attributes."""
    inner = [f"<span{head}>" for head in heads]
    first = [f"<span{head}{one}>" for head, one in zip(heads, ids, strict=True)]
    last = [f"<span{head}{one}>" for head, one in zip(heads, speakers, strict=True)]
    whole = [f"<span{head}{one}{who}>" for head, one, who in zip(heads, ids, speakers, strict=True)]
    return Layer(start, end, whole, first, inner, last, "</span>", ids)


def expressions(found: Sequence[tuple[int, int, str, str]]) -> Layer:
    """Mark judging words, or names that are judged: (start, end, class, attributes that lead to the reasons)."""
    element = "a" if any(link for *_, link in found) else "mark"
    whole = [f'<{element} class="{css}"{link}>' for _, _, css, link in found]
    cut = [f'<{element} class="{css} more"{link}>' for _, _, css, link in found]
    starts, ends = [one[0] for one in found], [one[1] for one in found]
    return Layer(starts, ends, whole, cut, cut, whole, f"</{element}>")


def names(start: Ends, end: Ends, tags: Sequence[str]) -> Layer:
    """Mark names; `tags` are made by `name`."""
    return Layer(start, end, tags, tags, tags, tags, "</u>")


def name(title: str = "") -> str:
    """Return the tag of a name; `title` says whose it is, where the words don't."""
    return f"<u{attribute('title', title)}>"


def write(text: Verbatim, layers: Sequence[Layer], stretches: Sequence[Stretch]) -> list[str]:
    """Return each of some stretches of a text, in their order, with its marks; `layers` from the outside in."""
    sweep = _Sweep(text, layers)
    edges = text.places(np.array([edge for one in stretches for edge in one[:2]], dtype=np.int64))
    return [
        sweep.write(start, end) if one.shown else sweep.omit(start, end, text.text[one.start : one.end])
        for one, start, end in zip(stretches, edges[::2], edges[1::2], strict=True)
    ]


_Waiting = tuple[int, int, int, int, int, bool]
"""A mark, or what remains of one: start, depth, size, -number, end, whether a piece of it is written."""


class _Sweep:
    """Marks wait in a queue by where they begin, open ones lie on a stack; what doesn't nest is cut, its rest waits.

    Of what begins at one place, outer layers come first, then the shorter one, then the later one.
    """

    def __init__(self, text: Verbatim, layers: Sequence[Layer]) -> None:
        self.markup = text.markup
        self.whole, self.first, self.inner, self.last = (
            list(chain.from_iterable(tags)) for tags in list(zip(*layers, strict=True))[2:6]
        )
        self.close = [layer.close for layer in layers]
        self.ids = [one for layer in layers for one in layer.id or repeat("", len(layer.start))]
        starts, ends = (np.concatenate([layer[at] for layer in layers]).astype(np.int64) for at in (0, 1))
        depths = chain.from_iterable(repeat(depth, len(layer.start)) for depth, layer in enumerate(layers))
        sizes, orders = (ends - starts).tolist(), range(0, -len(starts), -1)
        self.queue: list[_Waiting] = sorted(
            zip(text.places(starts), depths, sizes, orders, text.places(ends), repeat(False))
        )
        if (starts >= ends).any():
            self.queue = [mark for mark in self.queue if mark[2] > 0]
        self.queue.append((sys.maxsize, 0, 0, 0, 0, False))
        self.given: set[str] = set()
        self.at = 0
        """In the queue."""

    def write(self, begin: int, after: int) -> str:
        """Return `begin`..`after` of the markup with its marks."""
        self._skip_to(begin)
        markup, queue, close, ids = self.markup, self.queue, self.close, self.ids
        out: list[str] = []
        stack: list[_Open] = []
        at, put = begin, out.append
        while True:
            mark = queue[self.at]
            start, depth, _, order, end, begun = mark
            if stack and stack[-1][0] <= start:
                upto, _, mark = stack.pop()
                if at < upto:
                    put(markup[at:upto])
                    at = upto
                put(close[mark[1]])
                if upto < mark[4]:
                    self._wait(upto, mark)
                continue
            if start >= after:
                break
            if at < start:
                put(markup[at:start])
                at = start
            self.at += 1
            if stack and stack[-1][2][1] >= depth and not self._make_way(stack, out, mark):
                continue
            if ids[-order] and not begun and self._given(order):
                mark, begun = (*mark[:5], True), True
            upto = stack[-1][0] if stack else after
            if end > upto:
                tag = self.inner[-order] if begun else self.first[-order]
            else:
                tag, upto = self.last[-order] if begun else self.whole[-order], end
                if queue[self.at][0] >= end:
                    # Most marks hold no other.
                    put(f"{tag}{markup[start:end]}{close[depth]}")
                    at = end
                    continue
            stack.append((upto, len(out), mark))
            put(tag)
        put(markup[at:after])
        return "".join(out)

    def omit(self, begin: int, after: int, words: str) -> str:
        """Return a sign that `words`, at `begin`..`after`, are left out, with the ids that marks in them have."""
        if not words.strip():
            return self.markup[begin:after]
        self._skip_to(begin)
        out = []
        while self.queue[self.at][0] < after:
            mark = self.queue[self.at]
            self.at += 1
            _, _, _, order, end, begun = mark
            if self.ids[-order] and not (begun or self._given(order)):
                out.append(f"<span{self.ids[-order]}></span>")
            if end > after:
                self._wait(after, mark)
        return f'<span class="gap">{"".join(out)} […] </span>'

    def _skip_to(self, begin: int) -> None:
        """Let what begins earlier begin here: between stretches nothing is written."""
        upto = bisect_left(self.queue, (begin,), self.at)
        earlier = self.queue[self.at : upto]
        self.at = upto
        for mark in earlier:
            if mark[4] > begin:
                insort(self.queue, (begin, *mark[1:]), self.at)

    def _given(self, order: int) -> bool:
        """Say whether a mark's id stands already, as marks of one thing share theirs; if not, it does now."""
        anchor = self.ids[-order]
        if anchor in self.given:
            return True
        self.given.add(anchor)
        return False

    def _wait(self, start: int, mark: _Waiting) -> None:
        _, depth, size, order, end, _ = mark
        insort(self.queue, (start, depth, size, order, end, True), self.at)

    def _make_way(self, stack: list["_Open"], out: list[str], mark: _Waiting) -> bool:
        """Close what is open of `mark`'s layer and of inner ones; say whether `mark` may open now, or has to wait."""
        start, depth, size, order, end, _ = mark
        for upto, _, other in stack:
            if other[1] == depth and other[2:4] < (size, order):
                if end > upto:
                    insort(self.queue, (upto, *mark[1:]), self.at)
                return False
        while stack and stack[-1][2][1] >= depth:
            _, place, other = stack.pop()
            out[place] = (self.inner if other[5] else self.first)[-other[3]]
            out.append(self.close[other[1]])
            again = end if other[1] == depth else start
            if other[4] > again:
                self._wait(again, other)
        return True


_Open = tuple[int, int, _Waiting]
"""A piece that is open: up to where, where its tag stands in what is written, and its mark."""
