"""Declared comparisons: for each pair of groups and measure the effect, its interval, and whether chance will do."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from framing.contrast.blocks import (
    Blocks,
    blocks_of,
    cliffs_delta,
    difference_interval,
    means,
    permutation_p,
    smallest_p,
)
from framing.contrast.groups import Comparison
from framing.contrast.inference import benjamini_hochberg
from framing.contrast.measures import Measure
from framing.stance.score import Flags, Numbers

LEVEL = 0.05
_DIGITS = 6
WORDS = {
    "stance": ("is more positive than", "is more negative than"),
    "frame": ("uses it more than", "uses it less than"),
    "borrowed praise": ("leaves praise to speakers more than", "leaves praise to speakers less than"),
    "borrowed blame": ("leaves blame to speakers more than", "leaves blame to speakers less than"),
    "quoted": ("quotes more than", "quotes less than"),
    "endorsing": ("backs what it quotes more often than", "backs what it quotes less often than"),
    "distancing": ("doubts what it quotes more often than", "doubts what it quotes less often than"),
    "speaker": ("gives them more of what it quotes than", "gives them less of what it quotes than"),
    "references": ("names its sources more often than", "names its sources less often than"),
    "reference": ("relies on this kind more than", "relies on this kind less than"),
    "naming": ("calls it so more often than", "calls it so less often than"),
}
"""By measure, how a group with the higher and one with the lower mean stands to the other."""


WIDEST = {"stance": 2.0, "references": float("inf")}
"""How far apart two means can be, where that is not 1; no interval goes beyond."""


def differences(
    measures: Sequence[Measure],
    comparisons: Sequence[Comparison],
    seed: int,
    *,
    block: Numbers | None = None,
    strict: bool = False,
) -> list[dict[str, Any]]:
    """Return a row for each comparison and measure that at least one article on each side has evidence for.

    `block`: the block (event) of each article, -1 for none; `strict` leaves out articles whose block one side lacks.
    All rows that can show a difference at all are one family of tests.
    """
    rows = [
        row
        for comparison in comparisons
        for measure in measures
        if (row := _difference(measure, comparison, seed, block, strict)) is not None
    ]
    # What can't reach .05 whatever the articles say is no test, and costs the others nothing (Tarone 1990).
    tested = [row for row in rows if row["smallest_p"] <= LEVEL]
    q = benjamini_hochberg(np.array([row["p"] for row in tested], dtype=np.float64))
    for row, its_q in zip(tested, q, strict=True):
        row["q"] = round(float(its_q), _DIGITS)
    for row in rows:
        row["verdict"] = verdict(row, len(tested))
    return rows


def verdict(row: dict[str, Any], n_comparisons: int) -> str:
    """Return what a row of differences says, in words; `n_comparisons` is the size of the declared family."""
    sides = f"{row['n_a']} {'article' if row['n_a'] == 1 else 'articles'} against {row['n_b']}"
    words = f"{row['group_a']} {WORDS[row['measure']][row['difference'] < 0]} {row['group_b']}"
    if row["difference"] == 0:
        return f"no difference on average, {sides}"
    if row["smallest_p"] > LEVEL:
        return f"{words} on average, but {sides} cannot show a difference"
    if row["q"] <= LEVEL:
        return words
    if row["p"] <= LEVEL:
        return f"perhaps {words}: alone it would count, among {n_comparisons} comparisons it does not"
    return f"no difference that {sides} could show"


def _difference(
    measure: Measure, comparison: Comparison, seed: int, block: Numbers | None, strict: bool
) -> dict[str, Any] | None:
    a, b = comparison.articles_a, comparison.articles_b
    one_block = np.zeros(len(measure.values), dtype=np.int64)
    blocks = blocks_of(measure.values, a, b, one_block if block is None else block, strict=strict)
    if blocks is None or not blocks.values.any():
        return None
    known_a, known_b = (int((~np.isnan(measure.values[side])).sum()) for side in (a, b))
    n_a, n_b = blocks.n
    return {
        "group_a": comparison.group_a,
        "group_b": comparison.group_b,
        "measure": measure.kind,
        "target": measure.target,
        "voice": measure.voice,
        **_arithmetic(blocks, seed, WIDEST.get(measure.kind, 1.0)),
        "n_a": n_a,
        "n_b": n_b,
        "without_a": len(a) - known_a,
        "without_b": len(b) - known_b,
        "apart_a": known_a - n_a,
        "apart_b": known_b - n_b,
        "n_blocks": len(blocks.n_a),
        "articles_a": _articles(blocks, blocks.is_a),
        "articles_b": _articles(blocks, ~blocks.is_a),
    }


def _articles(blocks: Blocks, side: Flags) -> list[int]:
    """The articles, by number, whose values count on a side."""
    return [] if blocks.article is None else sorted(blocks.article[side].tolist())


def _arithmetic(blocks: Blocks, seed: int, widest: float) -> dict[str, float | None]:
    mean_a, mean_b = means(blocks)
    interval = difference_interval(blocks)
    if interval:
        interval = max(-widest, interval[0]), min(widest, interval[1])
    exact = {
        "mean_a": mean_a,
        "mean_b": mean_b,
        "difference": mean_a - mean_b,
        "low": interval[0] if interval else None,
        "high": interval[1] if interval else None,
        "cliffs_delta": cliffs_delta(blocks),
        "p": permutation_p(blocks, seed=seed),
        "smallest_p": smallest_p(blocks),
    }
    return {name: None if value is None else round(float(value), _DIGITS) + 0.0 for name, value in exact.items()}
