"""The arithmetic of stance: the score, when there is too little evidence for one, and its interval."""

from collections.abc import Callable
from functools import lru_cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Reals: TypeAlias = npt.NDArray[np.float64]
Numbers: TypeAlias = npt.NDArray[np.int64]
Flags: TypeAlias = npt.NDArray[np.bool_]
Draw: TypeAlias = Callable[[Reals, Reals], tuple[Reals, Reals, Reals]]
"""From masses P and N, (k, m) each, to drawn sums: P - N and P + N, (k, draws), and the prior's, (draws)."""

MIN_MENTIONS = 3
MIN_MASS = 1.0
MIN_ARTICLES = 8
"""From so many articles on, an interval is drawn over articles and speaks of the unit; below, over sentences."""
DRAWS = 1000
MAX_RESAMPLED = 250
"""Beyond so many articles a sum of draws is normal for all that can be seen, and is drawn as such: 100 times faster."""
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


def intervals(positive: Reals, negative: Reals, *, seed: int = 0) -> tuple[Reals, Reals]:
    """Return the lower and upper ends of the 95 % percentile bootstrap interval of the score of each row.

    `positive`, `negative`: (k, m), the masses of m articles (or sentences) for each of k scores. The prior is drawn
    along with them as one more thing: drawn m at a time, four sentences that all praise would give the same score in
    every draw and an interval without width. With it the interval holds the true score in 86 to 100 % of simulated
    sources, 95 % on average, instead of 57 to 97 %, 85 % on average (`coverage` in `tests/stance/test_score.py`).

    The draws depend on m and `seed` alone, so an interval depends on its own evidence alone: not on what else is
    computed, nor in what order.
    """
    m = positive.shape[1]
    rows = max(1, _CELLS_AT_ONCE // max(m, DRAWS))
    draw = _resampler(m, seed) if m <= MAX_RESAMPLED else _normal_resampler(m, seed)
    ends = [_ends(*draw(positive[i : i + rows], negative[i : i + rows])) for i in range(0, len(positive), rows)]
    low, high = np.concatenate(ends, axis=1) if ends else np.empty((2, 0))
    return low, high


@lru_cache(maxsize=64)
def drawn_times(n: int, seed: int) -> Reals:
    """Return DRAWS rows: how often each of n things is drawn when n are drawn with replacement."""
    drawn = np.random.default_rng([seed, n]).integers(0, n, size=(DRAWS, n), dtype=np.int32)
    drawn += np.arange(DRAWS, dtype=np.int32)[:, None] * n
    return np.bincount(drawn.ravel(), minlength=DRAWS * n).reshape(DRAWS, n).astype(np.float64)


def _resampler(m: int, seed: int) -> Draw:
    """Draw the m things themselves, and the prior."""
    times = drawn_times(m + 1, seed)
    evidence, prior = times[:, :-1].T, times[:, -1]

    def draw(positive: Reals, negative: Reals) -> tuple[Reals, Reals, Reals]:
        # In an order of their own, so that neither the order they come in nor exchanged signs make a difference.
        order = np.lexsort((positive, np.abs(positive - negative), positive + negative), axis=1)
        p, n = (np.take_along_axis(mass, order, axis=1) @ evidence for mass in (positive, negative))
        return p - n, p + n, prior

    return draw


def _normal_resampler(m: int, seed: int) -> Draw:
    """Draw the sums over m things from the normal distribution that they follow when m is large."""
    rng = np.random.default_rng([seed, m])
    prior = rng.binomial(m + 1, 1 / (m + 1), DRAWS).astype(np.float64)
    z_mass, z_rest = rng.standard_normal((2, DRAWS))
    times = m + 1 - prior

    def draw(positive: Reals, negative: Reals) -> tuple[Reals, Reals, Reals]:
        net, mass = positive - negative, positive + negative
        mean_net, mean_mass = (np.sort(x, axis=1).mean(axis=1, keepdims=True) for x in (net, mass))
        sd_mass = mass.std(axis=1, keepdims=True)
        together = ((net - mean_net) * (mass - mean_mass)).mean(axis=1, keepdims=True)
        slope = np.divide(together, sd_mass, out=np.zeros_like(sd_mass), where=sd_mass > 0)
        rest = np.sqrt(np.maximum(net.var(axis=1, keepdims=True) - slope**2, 0))
        drawn_mass = np.maximum(times * mean_mass + np.sqrt(times) * sd_mass * z_mass, 0)
        drawn_net = times * mean_net + np.sqrt(times) * (slope * z_mass + rest * z_rest)
        return np.clip(drawn_net, -drawn_mass, drawn_mass), drawn_mass, prior

    return draw


def _ends(net: Reals, mass: Reals, prior: Reals) -> Reals:
    """(2, k): the lower and the upper ends of the scores of (k, draws) sums."""
    tail = (1 - CONFIDENCE) / 2
    ends: Reals = np.quantile(score((mass + net) / 2, (mass - net) / 2, PRIOR * prior), [tail, 1 - tail], axis=1)
    return ends
