"""A gold file and a tool's answers → figures with intervals, whole and in parts, and every case one by one."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from typing import Any, NamedTuple

import numpy as np

from framing.stance.score import CONFIDENCE, MIN_ARTICLES, Reals, drawn_times
from framing.validity.gold import Gold
from framing.validity.metrics import METRICS
from framing.validity.tally import Case, Measure, Pair, Row, Tally

MIN_IN_PART = 10
"""A target, voice, group or frame gets figures of its own from so many coded things on."""
DIGITS = 6
_CELLS_AT_ONCE = 4_000_000


@dataclass(frozen=True, slots=True)
class Value:
    """One figure: `by` and `part` say of which part of the gold ("", "": of all), `n` on how many coded things.

    `low`, `high` hold the 95 % percentile interval of a bootstrap over articles; None with fewer than 8 articles.
    """

    measure: str
    figure: str
    by: str
    part: str
    value: float | None
    low: float | None
    high: float | None
    n: int
    n_articles: int


class Scores(NamedTuple):
    """One line of a table: a figure, and the precision and recall beside it where it is an F1."""

    name: str
    value: Value
    precision: Value | None
    recall: Value | None


@dataclass(frozen=True)
class Validation:
    """How one run does on one gold file. `unanswered` counts the coded rows the tool gave nothing for.

    `texts` are digests of the coded texts: they tell which corpus the figures are of, and hold none of it.
    """

    gold: str
    gold_digest: str
    signature: str
    n_rows: int
    unanswered: int
    values: tuple[Value, ...]
    cases: tuple[Case, ...]
    texts: tuple[str, ...] = ()

    def of(self, measure: str, by: str = "", part: str = "") -> dict[str, Value]:
        """Return the figures of one measure, on all of the gold or on a part of it, by name."""
        return {v.figure: v for v in self.values if (v.measure, v.by, v.part) == (measure, by, part)}

    def lines(self, measure: str, by: str = "", part: str = "") -> tuple[Scores, ...]:
        """Return the same as lines of a table."""
        whole = self.of(measure, by, part)
        stems = [name.removesuffix("F1") for name in whole]
        beside = {f"{stem}{letter}" for stem, name in zip(stems, whole, strict=True) if stem != name for letter in "PR"}
        return tuple(
            Scores(name, value, *((whole.get(f"{stem}P"), whole.get(f"{stem}R")) if stem != name else (None, None)))
            for stem, (name, value) in zip(stems, whole.items(), strict=True)
            if name not in beside
        )


def measure(gold: Gold, answers: Mapping[str, Row], *, signature: str = "", seed: int = 0) -> Validation:
    """Measure `answers`, by id, against `gold`; rows without an answer are wholly missed. Equal input, equal result."""
    pairs = [Pair(row, answers.get(row["id"])) for row in gold.rows]
    values: list[Value] = []
    cases: list[Case] = []
    for name, function in METRICS.items():
        tally = function(pairs)
        if tally is None or _adds_nothing(name, pairs):
            continue
        values += _values(name, "", "", pairs, tally, seed)
        values += _in_parts(name, function, pairs, seed)
        cases += tally.cases
    unanswered = sum(pair.answer is None for pair in pairs)
    texts = tuple(sorted({digest_of(row["text"]) for row in gold.rows}))
    return Validation(gold.name, gold.digest, signature, len(pairs), unanswered, tuple(values), tuple(cases), texts)


def digest_of(text: str) -> str:
    """Return what tells a text from others without showing it."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _adds_nothing(name: str, pairs: Sequence[Pair]) -> bool:
    """`speech` is worth a line only where some attributions are none of speech."""
    return name == "speech" and not any(
        a.get("kind") in {"scare", "name"} for p in pairs for a in p.found("attributions")
    )


# --- parts ------------------------------------------------------------------------------------------------------


def _in_parts(name: str, function: Measure, pairs: Sequence[Pair], seed: int) -> Iterator[Value]:
    for by, part, chosen in (*_by_row("group", pairs), *_BY.get(name, _nothing)(pairs)):
        tally = function(chosen)
        if tally is not None and tally.n >= MIN_IN_PART:
            yield from _values(name, by, part, chosen, tally, seed)


def _by_row(key: str, pairs: Sequence[Pair]) -> Iterator[tuple[str, str, list[Pair]]]:
    """Each value of a row's key with its rows; nothing when there is only one."""
    names = dict.fromkeys(pair.gold.get(key) or "" for pair in pairs)
    if len(names) > 1:
        for name in filter(None, names):
            yield key, name, [pair for pair in pairs if pair.gold.get(key) == name]


def _by_target(pairs: Sequence[Pair]) -> Iterator[tuple[str, str, list[Pair]]]:
    """Each target by name or id, and each voice, that the gold names for enough targets."""
    for by, keys in (("target", ("entity", "name")), ("voice", ("voice",))):
        named = Counter(_first(t, keys) for pair in pairs for t in pair.gold.get("targets") or () if "label" in t)
        for part, n in sorted(named.items()):
            if part and n >= MIN_IN_PART and n < named.total():
                yield by, part, [_only(pair, keys, part) for pair in pairs]


def _only(pair: Pair, keys: Sequence[str], part: str) -> Pair:
    """The pair with the labels of the other targets taken off; each target keeps its place."""
    targets = [
        t if _first(t, keys) == part else {k: v for k, v in t.items() if k != "label"}
        for t in pair.gold.get("targets") or ()
    ]
    return Pair({**pair.gold, "targets": targets}, pair.answer)


def _by_frame(pairs: Sequence[Pair]) -> Iterator[tuple[str, str, list[Pair]]]:
    coded = [frame for pair in pairs for frame in _frames(pair.gold)]
    for frame in sorted(set(coded)):
        yield (
            "frame",
            frame,
            [Pair(_with_frame(p.gold, frame), p.answer and _with_frame(p.answer, frame)) for p in pairs],
        )


def _frames(row: Row) -> list[str]:
    return [*(row.get("frames") or ()), *(e["frame"] for e in row.get("expressions") or ())]


def _with_frame(row: Row, frame: str) -> Row:
    kept: dict[str, Any] = {**row, "expressions": [e for e in row.get("expressions") or () if e["frame"] == frame]}
    return kept | ({"frames": [f for f in row["frames"] if f == frame]} if row.get("frames") is not None else {})


def _first(target: Row, keys: Sequence[str]) -> str:
    return next((str(target[key]) for key in keys if target.get(key)), "")


def _nothing(_: Sequence[Pair]) -> Iterator[tuple[str, str, list[Pair]]]:
    return iter(())


_BY = {"targets": _by_target, "frames": _by_frame}


# --- intervals --------------------------------------------------------------------------------------------------


def _values(name: str, by: str, part: str, pairs: Sequence[Pair], tally: Tally, seed: int) -> Iterator[Value]:
    """Compute every figure of a tally from the sums of its counts, and its interval from sums over drawn articles."""
    unit, n_units = _units(pairs, tally)
    sums = np.zeros(tally.cells)
    for _, cell, amount in tally.counts:
        sums[cell] += amount
    draws = _draws(tally, unit, n_units, seed) if n_units >= MIN_ARTICLES else {}
    for figure, function in tally.figures.items():
        value = rounded(float(function(sums)))
        low, high = interval(draws[figure]) if draws and value is not None else (None, None)
        yield Value(name, figure, by, part, value, low, high, tally.n, n_units)


def _units(pairs: Sequence[Pair], tally: Tally) -> tuple[list[int], int]:
    """Number the articles that have a say; rows may name the article they are a sentence of, else each is its own."""
    names = [pair.gold.get("article") or pair.gold["id"] for pair in pairs]
    number: dict[str, int] = {}
    for at, same in groupby(sorted({at for at, _, _ in tally.counts})):
        number.setdefault(names[at], len(number))
        del same
    return [number.get(name, -1) for name in names], len(number)


def _draws(tally: Tally, unit: Sequence[int], n_units: int, seed: int) -> dict[str, Reals]:
    """Every figure in each draw of as many articles, with replacement; some draws at a time, for cells may be many."""
    from scipy.sparse import coo_array  # takes longer to import than most of what comes before

    at, cells, amounts = zip(*tally.counts, strict=True)
    counts = coo_array((amounts, ([unit[a] for a in at], cells)), shape=(n_units, tally.cells)).tocsr()
    times = drawn_times(n_units, seed)
    rows = max(1, _CELLS_AT_ONCE // tally.cells)
    parts: dict[str, list[Reals]] = {figure: [] for figure in tally.figures}
    for i in range(0, len(times), rows):
        sums = np.asarray(times[i : i + rows] @ counts)
        for figure, function in tally.figures.items():
            parts[figure].append(function(sums))
    return {figure: np.concatenate(values) for figure, values in parts.items()}


def interval(draws: Reals) -> tuple[float | None, float | None]:
    """Return the middle 95 % of the draws in which the figure is defined; none when that is fewer than half."""
    defined = draws[np.isfinite(draws)]
    if len(defined) * 2 < len(draws):
        return None, None
    tail = (1 - CONFIDENCE) / 2
    low, high = np.quantile(defined, [tail, 1 - tail]).tolist()
    return rounded(low), rounded(high)


def rounded(value: float) -> float | None:
    """Return a figure as it is kept; None where it is not defined."""
    return round(value, DIGITS) + 0.0 if np.isfinite(value) else None
