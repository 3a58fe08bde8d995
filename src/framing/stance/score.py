"""The arithmetic of stance: the score, when there is too little evidence for one, and its interval."""

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Reals: TypeAlias = npt.NDArray[np.float64]
Numbers: TypeAlias = npt.NDArray[np.int64]
Flags: TypeAlias = npt.NDArray[np.bool_]
Weights: TypeAlias = Callable[[int], Reals]

MIN_MENTIONS = 3
MIN_MASS = 1.0
MIN_ARTICLES = 8
"""From so many articles on, an interval is drawn over articles and speaks of the unit; below, over sentences."""
DRAWS = 1000
CONFIDENCE = 0.95
PRIOR = 1.0
"""The mass without direction that stands beside the evidence and pulls a thin score to 0."""

_CELLS_AT_ONCE = 4_000_000


def score(positive: Reals | float, negative: Reals | float, prior: Reals | float = PRIOR) -> Reals:
    """Return (P - N) / (P + N + 1), in -1..1; element by element, for masses P, N >= 0.

    It is tanh(θ/2) of the logit θ = log((P + ½)/(N + ½)) of Lowe, Benoit, Mikhaylov & Laver (2011): the prior mass
    of 1 is one half positive and one half negative. Where all three masses are 0 the score is 0.
    """
    p, n = np.asarray(positive, dtype=np.float64), np.asarray(negative, dtype=np.float64)
    mass: Reals = np.asarray(p + n + prior)
    return np.asarray(np.divide(p - n, mass, out=np.zeros_like(mass), where=mass > 0))


def enough(n_mentions: Numbers, positive: Reals, negative: Reals) -> Flags:
    """Say where there is evidence enough for a score: three mentions or more, and P + N of at least 1."""
    # A hair below 1, so that ten judgements of 0.1 are enough whatever order they are summed in.
    return (n_mentions >= MIN_MENTIONS) & (positive + negative >= MIN_MASS - 1e-9)


def resampling(seed: int) -> Weights:
    """Return a function of n: DRAWS rows, how often each of n things is drawn when n are drawn with replacement.

    The draws depend on `seed` and n alone, so an interval depends on its own evidence alone: not on what else is
    computed, nor in what order.
    """

    def weights(n: int) -> Reals:
        drawn = np.random.default_rng([seed, n]).integers(0, n, size=(DRAWS, n), dtype=np.int64)
        drawn += np.arange(DRAWS, dtype=np.int64)[:, None] * n
        return np.bincount(drawn.ravel(), minlength=DRAWS * n).reshape(DRAWS, n).astype(np.float64)

    return weights


def intervals(positive: Reals, negative: Reals, weights: Weights) -> tuple[Reals, Reals]:
    """Return the lower and upper ends of the 95 % percentile bootstrap interval of the score of each row.

    `positive`, `negative`: (k, m), the masses of m articles (or sentences) for each of k scores. The prior is drawn
    along with them as one more thing: drawn m at a time, four sentences that all praise would give the same score in
    every draw and an interval without width. With it the interval holds the true score in 86 to 100 % of simulated
    sources, 95 % on average, instead of 57 to 97 %, 85 % on average (`coverage` in `tests/stance/test_score.py`).
    """
    drawn = weights(positive.shape[1] + 1)
    rows = max(1, _CELLS_AT_ONCE // len(drawn))
    ends = [_ends(positive[i : i + rows], negative[i : i + rows], drawn) for i in range(0, len(positive), rows)]
    low, high = np.concatenate(ends, axis=1) if ends else np.empty((2, 0))
    return low, high


def _ends(positive: Reals, negative: Reals, drawn: Reals) -> Reals:
    """(2, k): the lower and the upper ends for (k, m) masses; order and exchanged signs make no difference."""
    order = np.lexsort((positive, np.abs(positive - negative), positive + negative), axis=1)
    evidence = drawn[:, :-1].T
    p = np.take_along_axis(positive, order, axis=1) @ evidence
    n = np.take_along_axis(negative, order, axis=1) @ evidence
    tail = (1 - CONFIDENCE) / 2
    ends: Reals = np.quantile(score(p, n, PRIOR * drawn[:, -1]), [tail, 1 - tail], axis=1)
    return ends
