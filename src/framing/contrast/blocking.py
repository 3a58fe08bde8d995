"""Which renderings are worth comparing: those that share marks, found without comparing each with each."""

from collections.abc import Sequence

import numpy as np

from framing.stance.evidence import distinct, total
from framing.stance.score import Numbers, Reals

WINDOW = 24
"""Each rendering meets so many others that share a mark; a mark of more renderings compares neighbours only."""


def candidates(
    keys: Numbers, rows: Numbers, weights: Reals, articles: Numbers, enough: float
) -> tuple[Numbers, Numbers]:
    """Return pairs of rows (first < second) of different articles whose shared keys weigh at least `enough`.

    `keys`, `rows`: which key stands in which row, a pair each; `weights`: of each key; `articles`: of each row.
    A key that many rows share is met by sorted neighbourhood (Hernández & Stolfo 1995): the rows that hold it are put
    in an order in which alike ones stand side by side, and each meets the next WINDOW only. So the work grows with
    the number of rows, not with its square.
    """
    rank = _rank(keys, rows, weights, len(articles))
    order = np.lexsort((rank[rows], keys))
    keys, rows = keys[order], rows[order]
    firsts, seconds, shared = [], [], []
    for step in range(1, min(WINDOW, max(1, len(rows) - 1)) + 1):
        met = np.flatnonzero(keys[step:] == keys[:-step])
        one, other = rows[met], rows[met + step]
        kept = articles[one] != articles[other]
        firsts.append(np.minimum(one, other)[kept])
        seconds.append(np.maximum(one, other)[kept])
        shared.append(weights[keys[met[kept]]])
    first, second, weight = np.concatenate(firsts), np.concatenate(seconds), np.concatenate(shared)
    if not len(first):
        return first, second
    pairs, at, pair = distinct(first, second)
    good = np.flatnonzero(total(pair, weight, len(pairs)) >= enough)
    return first[at[good]], second[at[good]]


def _rank(keys: Numbers, rows: Numbers, weights: Reals, n: int) -> Numbers:
    """The place of each row in an order by its weightiest keys, so that rows which share these stand together."""
    by_weight = np.lexsort((keys, -weights[keys], rows))
    own: Sequence[Numbers] = np.split(keys[by_weight], np.cumsum(np.bincount(rows, minlength=n))[:-1])
    order = sorted(range(n), key=lambda row: tuple(own[row][:4].tolist()))
    rank = np.empty(n, dtype=np.int64)
    rank[order] = np.arange(n)
    return rank
