"""Declared comparisons: for each pair of groups, stance toward the main targets and the share of each frame."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from framing.contrast.groups import Comparison
from framing.contrast.inference import (
    benjamini_hochberg,
    cliffs_delta,
    difference_interval,
    permutation_p,
    smallest_p,
)
from framing.model import ALL_VOICES, AUTHOR, QUOTED
from framing.results.schemas import Tables
from framing.stance.score import Reals

VOICES = (AUTHOR, QUOTED, ALL_VOICES)
LEVEL = 0.05
_DIGITS = 6
_WORDS = {
    "stance": ("is more positive than", "is more negative than"),
    "frame": ("uses it more than", "uses it less than"),
}


@dataclass(frozen=True)
class Measure:
    """One number an article: its stance toward a target, or its share of a frame, in one voice; NaN for none."""

    kind: str
    target: str
    voice: str
    values: Reals


def measures_of(tables: Tables) -> tuple[Measure, ...]:
    """Return what is compared: the main targets, then every frame found anywhere, each in the three voices."""
    targets = tables["run"]["targets"][0].as_py() if len(tables["run"]) else []
    ids = sorted(pc.unique(tables["frames"]["frame"]).to_pylist())
    return (
        *_measures(tables, "stance", "stance", "target", "score", targets),
        *_measures(tables, "frame", "frames", "frame", "share", ids),
    )


def differences(measures: Sequence[Measure], comparisons: Sequence[Comparison], seed: int) -> list[dict[str, Any]]:
    """Return a row for each comparison and measure that at least one article on each side has evidence for."""
    rows = [
        row
        for comparison in comparisons
        for measure in measures
        if (row := _difference(measure, comparison, seed)) is not None
    ]
    q = benjamini_hochberg(np.array([row["p"] for row in rows], dtype=np.float64))
    for row, its_q in zip(rows, q, strict=True):
        row["q"] = round(float(its_q), _DIGITS)
        row["verdict"] = verdict(row, len(rows))
    return rows


def verdict(row: dict[str, Any], n_comparisons: int) -> str:
    """Return what a row of differences says, in words; `n_comparisons` is the size of the declared family."""
    sides = f"{row['n_a']} {'article' if row['n_a'] == 1 else 'articles'} against {row['n_b']}"
    words = f"{row['group_a']} {_WORDS[row['measure']][row['difference'] < 0]} {row['group_b']}"
    if row["difference"] == 0:
        return f"no difference on average, {sides}"
    if row["smallest_p"] > LEVEL:
        return f"{words} on average, but {sides} cannot show a difference"
    if row["q"] <= LEVEL:
        return words
    if row["p"] <= LEVEL:
        return f"perhaps {words}: alone it would count, among {n_comparisons} comparisons it does not"
    return f"no difference that {sides} could show"


def _measures(
    tables: Tables, kind: str, name: str, target: str, value: str, wanted: Sequence[str]
) -> Iterator[Measure]:
    """One Measure for each wanted target and voice, from the rows of `tables[name]` on single articles."""
    articles = {article: i for i, article in enumerate(tables["articles"]["article"].to_pylist())}
    rows = tables[name].filter(pc.equal(tables[name]["level"], "article"))
    rows = rows.filter(pc.is_in(rows[target], value_set=pa.array(wanted, pa.string())))
    rows = rows.filter(pc.is_in(rows["voice"], value_set=pa.array(VOICES)))
    known: dict[tuple[str, str], Reals] = {}
    columns = (rows[column].to_pylist() for column in (target, "voice", "unit", value))
    for its_target, voice, unit, number in zip(*columns, strict=True):
        if number is not None:
            if (its_target, voice) not in known:
                known[its_target, voice] = np.full(len(articles), np.nan)
            known[its_target, voice][articles[unit]] = number
    for its_target in wanted:
        for voice in VOICES:
            if (its_target, voice) in known:
                yield Measure(kind, its_target, voice, known[its_target, voice])


def _difference(measure: Measure, comparison: Comparison, seed: int) -> dict[str, Any] | None:
    all_a, all_b = measure.values[comparison.articles_a], measure.values[comparison.articles_b]
    a, b = all_a[~np.isnan(all_a)], all_b[~np.isnan(all_b)]
    if not (len(a) and len(b)) or not (a.any() or b.any()):
        return None
    interval = difference_interval(a, b)
    exact = {
        "mean_a": a.mean(),
        "mean_b": b.mean(),
        "difference": a.mean() - b.mean(),
        "low": interval[0] if interval else None,
        "high": interval[1] if interval else None,
        "cliffs_delta": cliffs_delta(a, b),
        "p": permutation_p(a, b, seed=seed),
        "smallest_p": smallest_p(len(a), len(b)),
    }
    return {
        "group_a": comparison.group_a,
        "group_b": comparison.group_b,
        "measure": measure.kind,
        "target": measure.target,
        "voice": measure.voice,
        **{name: None if value is None else round(float(value), _DIGITS) + 0.0 for name, value in exact.items()},
        "n_a": len(a),
        "n_b": len(b),
        "without_a": len(all_a) - len(a),
        "without_b": len(all_b) - len(b),
    }
