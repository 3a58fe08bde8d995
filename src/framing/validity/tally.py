"""What a measure counts, and figures as functions of counts that are summed over articles.

So a bootstrap over articles needs no second look at the texts: it weighs the articles' counts and computes the same
figure from each draw's sums.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np

from framing.stance.score import Reals

Row: TypeAlias = Mapping[str, Any]
Figure: TypeAlias = Callable[[Reals], Reals]
"""From sums of counts, (…, cells), to one value for each, (…); NaN where it is not defined."""

LABELS = ("negative", "neutral", "positive")
MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Pair:
    """A coded row and the tool's answer to it; `answer` is None where there is none."""

    gold: Row
    answer: Row | None

    def found(self, key: str) -> Sequence[Any]:
        """Return what the answer holds under `key`; nothing where it has none."""
        return (self.answer or {}).get(key) or ()


@dataclass(frozen=True, slots=True)
class Case:
    """One thing a coder or the tool found: what each said of it, and how far they agree.

    `key` names the same case in every run on the same gold: the place in the row. `start`, `end` say where it is in
    the text (0, 0: the whole of it). `credit` is 1 for full agreement, 0 for none; an attribution that is found with
    other bounds or another speaker has half.
    """

    measure: str
    article: str
    key: str
    gold: str
    answer: str
    credit: float
    start: int = 0
    end: int = 0
    score: float | None = None


@dataclass(frozen=True)
class Tally:
    """What one measure counted: `counts` by (pair, cell), the figures of their sums, and the cases one by one.

    `n` is how many coded things there are in all. Counts are a list of (pair, cell, amount).
    """

    cells: int
    counts: tuple[tuple[int, int, float], ...]
    figures: Mapping[str, Figure]
    n: int
    cases: tuple[Case, ...] = field(default=())


Measure: TypeAlias = Callable[[Sequence[Pair]], Tally | None]
"""Returns None where the gold holds nothing of the kind."""


# --- arithmetic ------------------------------------------------------------------------------------------------


def ratio(part: Reals, whole: Reals) -> Reals:
    """Return part / whole, 0 where the whole is 0: nothing found is no precision."""
    return np.divide(part, whole, out=np.zeros(np.shape(whole)), where=np.asarray(whole) > 0)


def f1(precision: Reals, recall: Reals) -> Reals:
    """Return the harmonic mean."""
    return ratio(2 * precision * recall, precision + recall)


def auc_of(first: int, ranks: int) -> Figure:
    """Return AUC as a figure of counts by rank: `ranks` cells of the lower class's from `first` on, then the upper's.

    It is the chance that one of the upper class scores higher than one of the lower, ties counting half (Mann and
    Whitney 1947); NaN when a class is empty.
    """

    def auc(sums: Reals) -> Reals:
        down, up = sums[..., first : first + ranks], sums[..., first + ranks : first + 2 * ranks]
        below = np.cumsum(down, axis=-1) - down / 2
        pairs = up.sum(axis=-1) * down.sum(axis=-1)
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray((up * below).sum(axis=-1) / pairs)

    return auc


def by_rank(scored: Sequence[tuple[int, float, bool]], first: int) -> tuple[list[tuple[int, int, float]], int]:
    """Counts by rank for `auc_of`, and the number of ranks; 0 where one class is empty."""
    if len({upper for _, _, upper in scored}) < 2:
        return [], 0
    rank = {score: i for i, score in enumerate(sorted({score for _, score, _ in scored}))}
    return [(at, first + rank[score] + upper * len(rank), 1.0) for at, score, upper in scored], len(rank)


def precision_recall_f1(names: Sequence[str]) -> dict[str, Figure]:
    """P, R and F1 of counts in fours: hits among the found, found, hits among the coded, coded."""
    figures: dict[str, Figure] = {}
    for i, name in enumerate(names):
        precision, recall = _share(4 * i, 4 * i + 1), _share(4 * i + 2, 4 * i + 3)
        of = {"F1": _harmonic(precision, recall), "P": precision, "R": recall}
        figures |= {f"{name} {letter}".strip(): figure for letter, figure in of.items()}
    return figures


def _share(part: int, whole: int) -> Figure:
    return lambda sums: ratio(sums[..., part], sums[..., whole])


def _harmonic(precision: Figure, recall: Figure) -> Figure:
    return lambda sums: f1(precision(sums), recall(sums))


def nth(found: Sequence[Any], i: int) -> Row | None:
    return found[i] if i < len(found) else None
