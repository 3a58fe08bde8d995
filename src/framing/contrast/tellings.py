"""Tellings: all renderings of one thing, put together from the alignments of pairs of articles."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from framing.contrast.alignment import Alignment
from framing.contrast.renderings import Rendering


@dataclass(frozen=True, slots=True)
class Telling:
    """One thing and its renderings, at most one an article, in reading order; `kind` is that of its best alignment."""

    kind: str
    renderings: tuple[Rendering, ...]
    score: float
    """The best score between two of them."""
    fullest: Rendering
    """The rendering that holds most of what the others hold, too; the longest of these, then the first."""

    @property
    def articles(self) -> frozenset[int]:
        """The articles that tell it, by number."""
        return frozenset(r.article for r in self.renderings)

    def share(self, rendering: Rendering) -> float:
        """Return how much of the fullest rendering's marks `rendering` has, 0..1."""
        fullest = self.fullest.marks
        return len(rendering.marks & fullest) / len(fullest) if fullest else 1.0


def tellings(alignments: Iterable[Alignment]) -> list[Telling]:
    """Return the tellings, the one with most renderings first.

    Alignments join from the best down. Two groups that both hold a rendering of one article stay apart, for no article
    tells one thing in two places: so a chain of likenesses can't drift from one thing to another.
    """
    group_of: dict[tuple[int, int, int], int] = {}
    groups: dict[int, list[Rendering]] = {}
    best: dict[int, tuple[float, str]] = {}
    for one in sorted(alignments, key=lambda x: (-x.score, x.a.article, x.a.span, x.b.article, x.b.span)):
        numbers = []
        for rendering in (one.a, one.b):
            key = (rendering.article, rendering.span.start, rendering.span.end)
            if key not in group_of:
                group_of[key] = len(group_of)
                groups[group_of[key]] = [rendering]
            numbers.append(group_of[key])
        into, other = numbers
        if into == other or {r.article for r in groups[into]} & {r.article for r in groups[other]}:
            continue
        for rendering in groups[other]:
            group_of[rendering.article, rendering.span.start, rendering.span.end] = into
        groups[into] += groups.pop(other)
        best[into] = max(best.get(into, (0.0, "")), best.pop(other, (0.0, "")), (one.score, one.kind))
    found = [_telling(groups[number], *best[number]) for number in best]
    return sorted(found, key=lambda t: (-len(t.renderings), -t.score, _place(t.renderings)))


def _telling(renderings: Sequence[Rendering], score: float, kind: str) -> Telling:
    held = Counter(mark for rendering in renderings for mark in rendering.marks)
    fullest = max(renderings, key=lambda r: (sum(held[m] - 1 for m in r.marks), len(r.span), -r.article))
    return Telling(kind, tuple(sorted(renderings, key=lambda r: (r.article, r.span))), score, fullest)


def _place(renderings: Sequence[Rendering]) -> tuple[int, int]:
    return renderings[0].article, renderings[0].span.start
