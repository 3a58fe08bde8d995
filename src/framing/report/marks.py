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


def quotations(found: Sequence[tuple[int, int, str, str, str]]) -> Layer:
    """Mark words of somebody: (start, end, and as attributes: class and title, id, who is shown after the last one)."""
    starts, ends = [one[0] for one in found], [one[1] for one in found]
    inner = [f"<span{head}>" for _, _, head, _, _ in found]
    first = [f"<span{head}{anchor}>" for _, _, head, anchor, _ in found]
    last = [f"<span{head}{voice}>" for _, _, head, _, voice in found]
    whole = [f"<span{head}{anchor}{voice}>" for _, _, head, anchor, voice in found]
    return Layer(starts, ends, whole, first, inner, last, "</span>", [one[3] for one in found])


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
        edges = np.concatenate([layer[side] for side in (0, 1) for layer in layers]).astype(np.int64)
        starts, ends = np.split(edges, 2)
        places = text.places(edges)
        depths = chain.from_iterable(repeat(depth, len(layer.start)) for depth, layer in enumerate(layers))
        sizes, orders = (ends - starts).tolist(), range(0, -len(starts), -1)
        self.queue: list[_Waiting] = sorted(
            zip(places[: len(starts)], depths, sizes, orders, places[len(starts) :], repeat(False), strict=False)
        )
        if (starts >= ends).any():
            self.queue = [mark for mark in self.queue if mark[2] > 0]
        self.queue.append((sys.maxsize, 0, 0, 0, 0, False))
        self.given: set[str] = set()
        self.at = 0
        """In the queue."""

    def write(self, begin: int, after: int) -> str:
        """Return `begin`..`after` of the markup with its marks."""
        markup, queue, close, ids = self.markup, self.queue, self.close, self.ids
        out: list[str] = []
        stack: list[_Open] = []
        at, following = begin, self._skipped_to(begin)
        while True:
            mark = queue[following]
            start, depth, _, order, end, begun = mark
            if stack and stack[-1][0] <= start:
                upto, _, _, mark = stack.pop()
                out.append(f"{markup[at:upto]}{close[mark[1]]}")
                at = upto
                if upto < mark[4]:
                    self._wait(upto, mark)
                continue
            if start >= after:
                break
            following += 1
            before = markup[at:start]
            if stack and stack[-1][3][1] >= depth:
                out.append(before)
                at, before = start, ""
                if not self._make_way(stack, out, mark):
                    continue
            if ids[-order] and not begun and self._given(order):
                mark, begun = (*mark[:5], True), True
            upto = stack[-1][0] if stack else after
            if end > upto:
                tag = self.inner[-order] if begun else self.first[-order]
            else:
                tag, upto = self.last[-order] if begun else self.whole[-order], end
                if queue[following][0] >= end:
                    # Most marks hold no other.
                    out.append(f"{before}{tag}{markup[start:end]}{close[depth]}")
                    at = end
                    continue
            stack.append((upto, len(out), before, mark))
            out.append(f"{before}{tag}")
            at = start
        self.at = following
        out.append(markup[at:after])
        return "".join(out)

    def omit(self, begin: int, after: int, words: str) -> str:
        """Return a sign that `words`, at `begin`..`after`, are left out, with the ids that marks in them have."""
        if not words.strip():
            return self.markup[begin:after]
        self.at = self._skipped_to(begin)
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

    def _skipped_to(self, begin: int) -> int:
        """Let what begins earlier begin here, as nothing is written between stretches; return where it waits."""
        upto = bisect_left(self.queue, (begin,), self.at)
        for mark in self.queue[self.at : upto]:
            if mark[4] > begin:
                insort(self.queue, (begin, *mark[1:]), upto)
        return upto

    def _given(self, order: int) -> bool:
        """Say whether a mark's id stands already, as marks of one thing share theirs; if not, it does now."""
        anchor = self.ids[-order]
        if anchor in self.given:
            return True
        self.given.add(anchor)
        return False

    def _wait(self, start: int, mark: _Waiting) -> None:
        _, depth, size, order, end, _ = mark
        insort(self.queue, (start, depth, size, order, end, True))

    def _make_way(self, stack: list["_Open"], out: list[str], mark: _Waiting) -> bool:
        """Close what is open of `mark`'s layer and of inner ones; say whether `mark` may open now, or has to wait."""
        start, depth, size, order, end, _ = mark
        for upto, *_, other in stack:
            if other[1] == depth and other[2:4] < (size, order):
                if end > upto:
                    insort(self.queue, (upto, *mark[1:]))
                return False
        while stack and stack[-1][3][1] >= depth:
            _, place, before, other = stack.pop()
            out[place] = before + (self.inner if other[5] else self.first)[-other[3]]
            out.append(self.close[other[1]])
            again = end if other[1] == depth else start
            if other[4] > again:
                self._wait(again, other)
        return True


_Open = tuple[int, int, str, _Waiting]
"""A piece that is open: up to where, where its tag stands in what is written, after which words, and its mark."""
