"""Krippendorff's alpha: how far coders agree beyond chance, whether they are people or a tool.

1 is perfect agreement, 0 what chance would give, below 0 systematic disagreement.
"""

from collections.abc import Sequence
from typing import Literal, TypeAlias

import numpy as np

from framing.stance.score import Reals

Level: TypeAlias = Literal["nominal", "ordinal"]
LEVELS: tuple[Level, ...] = ("nominal", "ordinal")


def krippendorff_alpha(codes: Sequence[Sequence[int | None]], n_values: int, level: Level = "nominal") -> float:
    """Return the alpha of several coders; `codes[coder][unit]` is a value in 0..n_values - 1, or None for no code.

    Units with fewer than two codes can't be compared and don't count. NaN when nothing can be compared or all codes
    are the same value (Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability").
    """
    return float(alpha(coincidences(codes, n_values).sum(axis=0), level))


def coincidences(codes: Sequence[Sequence[int | None]], n_values: int) -> Reals:
    """Return the coincidence matrix of each unit, (units, values, values); their sums are what `alpha` takes."""
    units = list(zip(*codes, strict=True))
    together = np.zeros((len(units), n_values, n_values))
    for i, unit in enumerate(units):
        times = np.bincount([code for code in unit if code is not None], minlength=n_values)
        if (m := int(times.sum())) > 1:
            together[i] = (np.outer(times, times) - np.diag(times)) / (m - 1)
    return together


def alpha(together: Reals, level: Level = "nominal") -> Reals:
    """Return the alpha of coincidence matrices, (…, values, values) → (…); NaN where all codes are the same.

    A cell holds how often its two values were given to the same unit, each pair of coders counted in both directions,
    weighted by 1 / (codes of the unit - 1). Ordinal values must stand in their order.
    """
    times = together.sum(axis=-1)
    n = times.sum(axis=-1)
    if level == "ordinal":
        # Ranks between two values, half of each one's own: the difference of their mid-ranks.
        rank = np.cumsum(times, axis=-1) - times / 2
        distance = (rank[..., :, None] - rank[..., None, :]) ** 2
    else:
        distance = np.broadcast_to(1.0 - np.eye(times.shape[-1]), together.shape)
    observed = (together * distance).sum(axis=(-2, -1))
    expected = (times[..., :, None] * times[..., None, :] * distance).sum(axis=(-2, -1))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(expected > 0, 1 - (n - 1) * observed / expected, np.nan))
