"""Two groups compared within blocks, as articles on one event (Fisher's randomised blocks).

So what happened isn't taken for how it was told. One block is the plain comparison of `inference.py`.
"""

from dataclasses import dataclass
from functools import cached_property
from math import comb, erfc, prod, sqrt

import numpy as np

from framing.contrast import inference
from framing.contrast.inference import EXACT_SPLITS, NORMAL_FROM, TIE
from framing.stance.score import Flags, Numbers, Reals


@dataclass(frozen=True)
class Blocks:
    """The values of two groups, a row each: the value, its block (from 0), whether it is a's. Every block has both."""

    values: Reals
    block: Numbers
    is_a: Flags
    article: Numbers | None = None
    """The article of each value, where they come from articles."""

    @cached_property
    def n_a(self) -> Numbers:
        """How many values of a each block has."""
        return self._count(self.is_a)

    @cached_property
    def n_b(self) -> Numbers:
        """How many values of b each block has."""
        return self._count(~self.is_a)

    @cached_property
    def told(self) -> Reals:
        """How much each block tells of the difference, and so weighs in it: n_a n_b / (n_a + n_b)."""
        return np.asarray(self.n_a * self.n_b / (self.n_a + self.n_b))

    @property
    def n(self) -> tuple[int, int]:
        """How many values a and b have in all."""
        return int(self.is_a.sum()), int((~self.is_a).sum())

    @property
    def sides(self) -> tuple[Reals, Reals]:
        """The values of a and those of b, whatever their blocks."""
        return self.values[self.is_a], self.values[~self.is_a]

    @cached_property
    def centred(self) -> Reals:
        """Each value less the mean of its block."""
        means = np.bincount(self.block, self.values) / np.bincount(self.block)
        return np.asarray(self.values - means[self.block])

    def _count(self, rows: Flags) -> Numbers:
        return np.bincount(self.block[rows], minlength=int(self.block.max(initial=-1)) + 1).astype(np.int64)


def blocks_of(values: Reals, a: Numbers, b: Numbers, block: Numbers, *, strict: bool) -> Blocks | None:
    """Return the values of articles `a` and `b` by `block` (a number an article; -1: none), NaN left out.

    Blocks that one side lacks are put together as one more, or left out if `strict`. None: no block has both sides.
    """
    article = np.concatenate([a, b])
    is_a = np.arange(len(article)) < len(a)
    known = ~np.isnan(values[article])
    article, is_a = article[known], is_a[known]
    shared = np.intersect1d(block[article[is_a]], block[article[~is_a]])
    shared = shared[shared >= 0]
    at = np.searchsorted(shared, block[article])
    matched = np.isin(block[article], shared)
    rest = ~matched & (not strict)
    if not (is_a[rest].any() and (~is_a[rest]).any()):
        rest[:] = False
    at[rest] = len(shared)
    kept = matched | rest
    if not kept.any():
        return None
    return Blocks(values[article[kept]], at[kept], is_a[kept], article[kept])


def means(blocks: Blocks) -> tuple[float, float]:
    """Return the mean of each group, block by block, weighed alike: their difference is the one within blocks."""
    weights = blocks.told / blocks.told.sum()
    sums = (np.bincount(blocks.block, blocks.values * side) for side in (blocks.is_a, ~blocks.is_a))
    a, b = (float((weights * total / n).sum()) for total, n in zip(sums, (blocks.n_a, blocks.n_b), strict=True))
    return a, b


def cliffs_delta(blocks: Blocks) -> float:
    """Return Cliff's delta over the pairs that share a block, in -1..1: Mann and Whitney's U, turned to that scale."""
    order = np.lexsort((blocks.values, blocks.block))
    value, block = blocks.values[order], blocks.block[order]
    new = np.concatenate([[True], (np.diff(value) > TIE) | (np.diff(block) > 0)])
    tie = np.cumsum(new) - 1
    last = np.append(np.flatnonzero(new)[1:], len(value))
    rank = ((np.flatnonzero(new) + 1 + last) / 2)[tie]
    before = np.searchsorted(block, block)
    rank_of_a = float((rank - before)[blocks.is_a[order]].sum())
    u = rank_of_a - float((blocks.n_a * (blocks.n_a + 1) / 2).sum())
    pairs = float((blocks.n_a * blocks.n_b).sum())
    return 2 * u / pairs - 1


def permutation_p(blocks: Blocks, *, seed: int = 0) -> float:
    """Return the two-sided p of the difference when groups are exchanged at will among the articles of each block.

    Exact, by random draws or by the normal limit, as `inference.permutation_p`, which it is for one block.
    """
    if len(blocks.n_a) == 1:
        return inference.permutation_p(*blocks.sides, seed=seed)
    # The weighed difference is, but for a factor, the sum of a's values less their blocks' means.
    observed = abs(float(blocks.centred[blocks.is_a].sum()))
    if min(blocks.n) >= NORMAL_FROM:
        squares = np.bincount(blocks.block, blocks.centred**2)
        variance = float((blocks.told * squares / (blocks.n_a + blocks.n_b - 1)).sum())
        return erfc(observed / sqrt(variance) / sqrt(2)) if variance > TIE**2 else 1.0
    if _ways(blocks) <= EXACT_SPLITS:
        return float((np.abs(_all_sums(blocks, seed)) >= observed - TIE).mean())
    draws = inference.n_draws(sum(blocks.n))
    return inference.drawn_p(lambda n: _drawn_sums(blocks, seed, n), observed, draws)


def smallest_p(blocks: Blocks) -> float:
    """Return the smallest p that blocks of these sizes can give, whatever their articles say."""
    if len(blocks.n_a) == 1:
        return inference.smallest_p(*blocks.n)
    if _ways(blocks) <= EXACT_SPLITS or min(blocks.n) >= NORMAL_FROM:
        # With as many of a as of b in every block, each split has a mirror image that is as far apart.
        return min(1.0, (2 if np.array_equal(blocks.n_a, blocks.n_b) else 1) / _ways(blocks))
    return 1 / (inference.n_draws(sum(blocks.n)) + 1)


def difference_interval(blocks: Blocks) -> tuple[float, float] | None:
    """Return the 95 % interval of the difference: Welch's for one block; for more, Student's with group and block as
    additive effects. None where too few articles or no variation leave nothing to judge by.
    """
    if len(blocks.n_a) == 1:
        return inference.difference_interval(*blocks.sides)
    mean_a, mean_b = means(blocks)
    freedom = sum(blocks.n) - len(blocks.n_a) - 1
    share_a = (blocks.n_a / (blocks.n_a + blocks.n_b))[blocks.block]
    left = float(((blocks.centred - (mean_a - mean_b) * (blocks.is_a - share_a)) ** 2).sum())
    if freedom < 1 or left < TIE**2:
        return None
    reach = inference.t_975(freedom) * sqrt(left / freedom / float(blocks.told.sum()))
    return mean_a - mean_b - reach, mean_a - mean_b + reach


def _ways(blocks: Blocks) -> int:
    return prod(comb(a + b, a) for a, b in zip(blocks.n_a.tolist(), blocks.n_b.tolist(), strict=True))


def _by_size(blocks: Blocks) -> list[tuple[Reals, int]]:
    """Each block's centred values and how many are a's; those of one size together, for they share their splits."""
    parts = np.split(blocks.centred[np.argsort(blocks.block, kind="stable")], np.cumsum(blocks.n_a + blocks.n_b)[:-1])
    return sorted(zip(parts, blocks.n_a.tolist(), strict=True), key=lambda part: (len(part[0]), part[1]))


def _all_sums(blocks: Blocks, seed: int) -> Reals:
    """The sum of a's values in every split of every block."""
    sums = np.zeros(1)
    for values, n_a in _by_size(blocks):
        sums = np.add.outer(sums, values[inference.splits(len(values), n_a, seed)].sum(axis=1)).ravel()
    return sums


def _drawn_sums(blocks: Blocks, seed: int, draws: int) -> Reals:
    """The sum of a's values in random splits; blocks of one size take theirs in an order of their own."""
    rng = np.random.default_rng([seed, len(blocks.n_a)])
    sums = np.zeros(draws)
    for values, n_a in _by_size(blocks):
        own = values[inference.splits(len(values), n_a, seed, draws)].sum(axis=1)
        sums += own[rng.integers(0, len(own), len(sums))]
    return sums
