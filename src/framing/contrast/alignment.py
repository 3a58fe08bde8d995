"""The same thing, told twice: renderings of different articles that carry the same quotation, figure or act.

Each score is the sum of its reasons: what the two share, weighed by how rare it is and set against what they hold;
the longest run of the same words, the same speaker, an aligned neighbour. Figures and days that differ speak against.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from math import sqrt
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.contrast.blocking import candidates
from framing.contrast.figures import Figure
from framing.contrast.renderings import Rendering, words_of
from framing.stance.score import Flags, Numbers, Reals

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

QUOTATIONS_FROM, SENTENCES_FROM = 0.25, 0.265
"""Scores from here on are alignments; set for precision on events apart from those it is judged on."""
WORDS_ALONE_FROM = 0.3
"""What two must share that share words and at most their speaker, but no name, figure, day or run of words.

A topic is no act, and who says “my old friend” of somebody says it more than once; two quotations of the same words are
one all the same.
"""
SAME = 0.7
"""The most that shared marks count; a run of the same words, the same speaker and an aligned neighbour add up to 1."""
RUN = 0.12
A_WORD = 0.03
SPEAKER = 0.12
BESIDE = 0.06
"""Each of these adds at most a third of what the marks give."""
LEAST = 0.15
"""Below it nothing is looked at but the marks."""
HALF = 2.8
"""In rarest words: so much shared is half the evidence that could be."""
OTHER_SPEAKER = -0.15
OTHER_FIGURES = -0.1
OTHER_TIME = -0.1
ENOUGH = 0.9
"""Two renderings are compared from so much shared rarity on: less than two rare words, or a rare one and a figure."""
SCALE = 200
FEWEST = 20
"""Fewer sentences are too few to tell which words are rare, and are taken for so many."""

_KINDS = ("w", "e", "t")


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two renderings of one thing. `reasons` sum to `score`; `a` comes first in reading order."""

    a: Rendering
    b: Rendering
    score: float
    reasons: tuple[tuple[str, float], ...]

    @property
    def kind(self) -> str:
        """Return quotation, figure or act."""
        if self.a.quoted and self.b.quoted:
            return "quotation"
        return "figure" if any(name == "figures" for name, _ in self.reasons) else "act"


@dataclass(frozen=True)
class Weighed:
    """Renderings as rows of marks, each mark weighed by its rarity."""

    renderings: Sequence[Rendering]
    holds: "csr_matrix"
    weights: Reals
    kinds: Numbers
    figures: Reals
    mass: Reals
    """Of marks and figures together."""
    quoted: Flags


def align(renderings: Sequence[Rendering], rarity: Mapping[str, float], sources: Sequence[str]) -> list[Alignment]:
    """Return the alignments of renderings of different sources, best first; in a pair of articles each has one partner.

    `rarity`: see `rarities`. `sources`: the source of each article, by its number.
    """
    own = rarities(renderings)
    weighed = weigh(renderings, {mark: min(rare, rarity.get(mark, 1.0)) for mark, rare in own.items()})
    firsts, seconds = _candidates(weighed, sources)
    scored = list(_scored(weighed, firsts, seconds))
    scored = _beside(scored)
    return sorted(_partners(scored), key=_best_first)


def rarities(renderings: Iterable[Rendering]) -> dict[str, float]:
    """Return how rare each mark is among sentences: 1 for one that two or fewer hold, near 0 for one that most do.

    It is an inverse document frequency on a fixed scale, so that scores of small and of large events compare; that a
    mark stands in two sentences is no sign of its being common, however few there are.
    """
    counts: dict[str, int] = defaultdict(int)
    n = 0
    for rendering in renderings:
        if not rendering.quoted:
            n += 1
            for mark in rendering.marks:
                counts[mark] += 1
    scale, top = SCALE / max(n, FEWEST), np.log(SCALE + 1)
    return {mark: max(0.0, 1 - float(np.log1p(max(0, k - 2) * scale) / top)) for mark, k in counts.items()}


def weigh(renderings: Sequence[Rendering], rarity: Mapping[str, float]) -> Weighed:
    """Return renderings as a matrix of marks with their weights."""
    names = sorted({mark for r in renderings for mark in r.marks})
    at = {mark: i for i, mark in enumerate(names)}
    indices = np.array([at[m] for r in renderings for m in sorted(r.marks)], dtype=np.int64)
    indptr = np.concatenate([[0], np.cumsum([len(r.marks) for r in renderings])]).astype(np.int64)
    from scipy.sparse import csr_matrix

    holds = csr_matrix((np.ones(len(indices)), indices, indptr), shape=(len(renderings), len(names)))
    weights = np.array([rarity.get(mark, 1.0) for mark in names], dtype=np.float64)
    kinds = np.array([{"w": 0, "e": 1}.get(mark[0], 2) for mark in names], dtype=np.int64)
    figures = np.array([sum(map(_worth, r.figures)) for r in renderings], dtype=np.float64)
    quoted = np.array([r.quoted for r in renderings], dtype=bool)
    return Weighed(renderings, holds, weights, kinds, figures, np.asarray(holds @ weights) + figures, quoted)


def _candidates(weighed: Weighed, sources: Sequence[str]) -> tuple[Numbers, Numbers]:
    """Pairs worth a score: both quoted or both sentences, of different sources."""
    holds = weighed.holds.tocoo()
    n = len(weighed.weights)
    keys, rows, weights = holds.col.astype(np.int64), holds.row.astype(np.int64), list(weighed.weights)
    known: dict[tuple[str, int, int], int] = {}
    more: list[tuple[int, int]] = []
    for row, rendering in enumerate(weighed.renderings):
        for figure in rendering.figures:
            for key in buckets(figure):
                if key not in known:
                    known[key] = n + len(known)
                    weights.append(_worth(figure) / 2)
                more.append((known[key], row))
    if more:
        keys, rows = (
            np.concatenate([c, np.array(m, dtype=np.int64)])
            for c, m in zip((keys, rows), zip(*more, strict=True), strict=True)
        )
    number = {source: i for i, source in enumerate(dict.fromkeys(sources))}
    of = np.array([number[sources[r.article]] for r in weighed.renderings], dtype=np.int64)
    found = []
    for side in (False, True):
        inside = weighed.quoted[rows] == side
        found.append(candidates(keys[inside], rows[inside], np.array(weights), of, ENOUGH))
    firsts, seconds = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return firsts, seconds


def buckets(figure: Figure) -> Iterator[tuple[str, int, int]]:
    """Yield the keys of a figure: two that may be the same share at least one of them, with few exceptions."""
    value = max((figure.low + figure.high) / 2, 1e-6)
    place = float(np.log(value) / np.log(1.1))
    yield figure.unit, 0, int(np.floor(place))
    yield figure.unit, 1, int(np.floor(place + 0.5))


def _worth(figure: Figure) -> float:
    """How much a figure tells, in rarest words: an amount or a share most, a handful of things least."""
    return 2.0 if figure.unit or figure.high >= 100 else 1.5 if figure.high >= 10 else 0.6


def _scored(weighed: Weighed, firsts: Numbers, seconds: Numbers) -> Iterator[Alignment]:
    if not len(firsts):
        return
    both = weighed.holds[firsts].multiply(weighed.holds[seconds]).tocsr()
    parts = np.stack([both @ (weighed.weights * (weighed.kinds == kind)) for kind in range(len(_KINDS))], axis=-1)
    whole = np.sqrt(weighed.mass[firsts] * weighed.mass[seconds])
    likely = _may_be(weighed, firsts, seconds, parts.sum(axis=1), whole)
    for row in np.flatnonzero(likely).tolist():
        a, b = weighed.renderings[firsts[row]], weighed.renderings[seconds[row]]
        same, other = _figures(a.figures, b.figures)
        words, names, dates = parts[row].tolist()
        # Names alone make no act: they count for no more than what is told of them.
        names = min(names, words + dates + same)
        shared = words + names + dates + same
        alike = SAME * _likeness(shared, float(whole[row]))
        each = alike / shared if shared else 0.0
        reasons = [
            ("words", each * words),
            ("names", each * names),
            ("dates", each * dates),
            ("figures", each * same),
            ("run", _run(a, b, alike)),
            ("speaker", _speaker(a, b, alike)),
            ("other figures", 0.0 if same else OTHER_FIGURES * other),
            ("other dates", _other_time(a, b)),
        ]
        reasons = [(name, round(float(value), 4)) for name, value in reasons if abs(value) >= 5e-5]
        yield Alignment(a, b, round(sum(v for _, v in reasons), 4), tuple(reasons))


def _likeness(shared: float, whole: float) -> float:
    """How alike two renderings are, 0..1: the share of what they hold that both hold, and how much that is.

    The geometric mean of the Ochiai coefficient, which a short quotation reaches easily, and of the evidence, which two
    long sentences reach easily. `shared`, `whole` (the geometric mean of what each holds): in rarest words.
    """
    return sqrt(min(1.0, shared / max(whole, 1e-9)) * shared**2 / (shared**2 + HALF**2))


def _may_be(weighed: Weighed, firsts: Numbers, seconds: Numbers, marks: Reals, whole: Reals) -> Flags:
    """Which pairs could become alignments if all the figures that both hold were the same."""
    most = marks + np.minimum(weighed.figures[firsts], weighed.figures[seconds])
    overlap = np.minimum(1.0, most / np.maximum(whole, 1e-9))
    likeness = np.sqrt(overlap * most**2 / (most**2 + HALF**2))
    return np.asarray(SAME * likeness >= np.where(weighed.quoted[firsts], QUOTATIONS_FROM / 2, SENTENCES_FROM - BESIDE))


def _figures(a: Sequence[Figure], b: Sequence[Figure]) -> tuple[float, int]:
    """The worth of the figures both give, and whether both give others of the same unit."""
    if not (a and b):
        return 0.0, 0
    left = list(b)
    same, alone = 0.0, []
    for figure in a:
        partner = next((f for f in left if figure.same(f)), None)
        if partner is None:
            alone.append(figure)
        else:
            left.remove(partner)
            same += _worth(figure)
    return same, int(any(x.unit == y.unit and _worth(x) == _worth(y) for x in alone for y in left))


def _other_time(a: Rendering, b: Rendering) -> float:
    """Years that differ, and days that differ, speak against one thing."""
    return sum(OTHER_TIME for x, y in zip(a.times, b.times, strict=True) if x and y and not x & y)


def _speaker(a: Rendering, b: Rendering, alike: float) -> float:
    if not (a.quoted and b.quoted and a.speaker and b.speaker):
        return 0.0
    if a.speaker == b.speaker:
        return min(SPEAKER, alike / 3)
    # A country says what its president says; two people do not.
    return OTHER_SPEAKER if a.person and b.person else 0.0


def _run(a: Rendering, b: Rendering, alike: float) -> float:
    """What the longest run of words adds that two quotations have in common, small words included."""
    if not (a.quoted and b.quoted) or alike < LEAST:
        return 0.0
    one, other = words_of(a.text), words_of(b.text)
    run = SequenceMatcher(None, one, other, autojunk=False).find_longest_match().size
    return min(RUN, alike / 3, A_WORD * max(0, run - 3))


def _beside(scored: Sequence[Alignment]) -> list[Alignment]:
    """Add to each what stands beside a good one: the sentences before or after, in both articles, are aligned too."""
    good = defaultdict(set)
    for one in scored:
        if _enough(one):
            good[one.a.article, one.b.article].add((one.a.sentence, one.b.sentence, one.a.span, one.b.span))
    return [
        _with(one, "beside", min(BESIDE, one.score / 3))
        if one.score > 0 and any(
            abs(i - one.a.sentence) <= 1 and abs(j - one.b.sentence) <= 1
            and not (span_a.overlaps(one.a.span) or span_b.overlaps(one.b.span))
            for i, j, span_a, span_b in good.get((one.a.article, one.b.article), ())
        )
        else one
        for one in scored
    ]  # fmt: skip


def _enough(one: Alignment) -> bool:
    if one.score < (QUOTATIONS_FROM if one.a.quoted else SENTENCES_FROM):
        return False
    shared = {name: value for name, value in one.reasons if value > 0}
    if not shared.keys() <= {"words", "speaker"} or sum(shared.values()) >= WORDS_ALONE_FROM:
        return True
    return one.a.quoted and words_of(one.a.text) == words_of(one.b.text)


def _with(one: Alignment, reason: str, value: float) -> Alignment:
    value = round(value, 4)
    return replace(one, score=round(one.score + value, 4), reasons=(*one.reasons, (reason, value)))


def _partners(scored: Iterable[Alignment]) -> Iterator[Alignment]:
    """One partner each: quotations first, then the sentences without a quotation that has one."""
    by_pair: dict[tuple[int, int], list[Alignment]] = defaultdict(list)
    for one in scored:
        if _enough(one):
            by_pair[one.a.article, one.b.article].append(one)
    for pair in by_pair.values():
        quotations = list(_assigned([one for one in pair if one.a.quoted]))
        yield from quotations
        taken = {(side, r.sentence) for one in quotations for side, r in (("a", one.a), ("b", one.b))}
        yield from _assigned(
            [o for o in pair if not o.a.quoted and not {("a", o.a.sentence), ("b", o.b.sentence)} & taken]
        )


def _assigned(pair: Sequence[Alignment]) -> Iterator[Alignment]:
    """The partners that make the sum of scores largest (Kuhn 1955; scipy's assignment)."""
    if not pair:
        return
    rows = {span: i for i, span in enumerate(sorted({one.a.span for one in pair}))}
    columns = {span: i for i, span in enumerate(sorted({one.b.span for one in pair}))}
    scores = np.zeros((len(rows), len(columns)))
    at = {}
    for one in pair:
        place = rows[one.a.span], columns[one.b.span]
        # Of equal sums the one is taken that keeps the order of the articles, whichever comes first.
        scores[place] = one.score - 1e-6 * (one.a.sentence - one.b.sentence) ** 2 / (1 + len(pair)) ** 2
        at[place] = one
    from scipy.optimize import linear_sum_assignment  # half a second to import, and most commands align nothing

    for place in zip(*linear_sum_assignment(scores, maximize=True), strict=True):
        if place in at:
            yield at[place]


def _best_first(one: Alignment) -> tuple[Any, ...]:
    return -one.score, one.a.article, one.a.span, one.b.article, one.b.span
