"""Sentences and frames: what is in both sets, in one only."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeAlias

import numpy as np

from framing.lexicon.entries import BASE
from framing.model import Span
from framing.stance.score import Reals
from framing.validity.agreement import alpha
from framing.validity.attributions import EDGE
from framing.validity.tally import Case, Pair, Row, Tally, precision_recall_f1


def sentences(pairs: Sequence[Pair]) -> Tally | None:
    """Compare sentences: both ends must be right, without the marks and white space at the edges."""
    if not any("sentences" in pair.gold for pair in pairs):
        return None
    return _sets("sentences", pairs, lambda pair, row: _bounds(row.get("sentences") or (), pair.gold["text"]))


def frames(pairs: Sequence[Pair]) -> Tally | None:
    """Compare the frames of each coded row: those it lists, or those of its coded expressions.

    A row that lists `frames` says which are there; coded `expressions` say where, and one of the same frame that
    overlaps is right. Of listed ones there is an alpha, too: each row is coded yes or no for each frame of the gold.
    """
    if any("frames" in pair.gold for pair in pairs):
        return _with_alpha(_sets("frames", pairs, lambda _, row: _frames_of(row)), pairs)
    if any("expressions" in pair.gold for pair in pairs):
        return _sets("frames", pairs, _framed)
    return None


def _with_alpha(tally: Tally, pairs: Sequence[Pair]) -> Tally:
    """Add the alpha of all decisions, yes or no, on every frame that is coded anywhere in the gold."""
    first = tally.cells
    frames = {frame for pair in pairs for _, _, frame in _frames_of(pair.gold)}
    counts = list(tally.counts)
    for at, pair in enumerate(pairs):
        if pair.answer is None:
            continue
        gold, found = ({frame for _, _, frame in _frames_of(row)} & frames for row in (pair.gold, pair.answer))
        both, either = len(gold & found), len(gold | found)
        counts += [(at, first + i, n) for i, n in enumerate((len(frames) - either, either - both, both)) if n]

    def of(sums: Reals) -> Reals:
        neither, one, both = (sums[..., first + i] for i in range(3))
        rows = (np.stack([2 * neither, one], axis=-1), np.stack([one, 2 * both], axis=-1))
        return alpha(np.stack(rows, axis=-2))

    return replace(tally, cells=first + 3, counts=tuple(counts), figures={**tally.figures, "alpha, nominal": of})


_Things: TypeAlias = Mapping[tuple[int, int, str], str]
"""(start, end, words): what is shown of it."""


def _sets(measure: str, pairs: Sequence[Pair], things: Callable[[Pair, Row], _Things]) -> Tally:
    """Count what both have, by equality of keys."""
    counts: list[tuple[int, int, float]] = []
    cases: list[Case] = []
    n = 0
    for at, pair in enumerate(pairs):
        gold = things(pair, pair.gold)
        found = things(pair, pair.answer) if pair.answer is not None else {}
        same = len(gold.keys() & found.keys())
        n += len(gold)
        counts += [(at, i, x) for i, x in enumerate((same, len(found), same, len(gold))) if x]
        for key in sorted(gold.keys() | found.keys()):
            start, end, words = key
            coded, said = gold.get(key, ""), found.get(key, "")
            name = f"{start}-{end}{f' {words}' if words else ''}"
            answer = said or "missed"
            cases.append(Case(measure, pair.gold["id"], name, coded, answer, float(bool(coded and said)), start, end))
    return Tally(4, tuple(counts), precision_recall_f1(("",)), n, tuple(cases))


def _bounds(spans: Iterable[Any], text: str) -> _Things:
    ends = (Span(s["start"], s["end"]) if isinstance(s, Mapping) else Span(*s) for s in spans)
    return {(s.start, s.end, ""): "sentence" for s in (span.trim(text, EDGE) for span in ends)}


def _frames_of(row: Row) -> _Things:
    listed = row.get("frames")
    found = listed if listed is not None else [e["frame"] for e in row.get("expressions") or ()]
    return {(0, 0, frame): frame for frame in found if frame != BASE}


def _framed(pair: Pair, row: Row) -> _Things:
    """Expressions by place and frame; one found takes the place of the coded one of its frame that it overlaps."""
    own = [(Span(e["start"], e["end"]), e["frame"]) for e in row.get("expressions") or () if e["frame"] != BASE]
    coded = [(Span(e["start"], e["end"]), e["frame"]) for e in pair.gold.get("expressions") or ()]
    things = {}
    for span, frame in own:
        place = next((c for c, f in coded if f == frame and c.overlaps(span)), span)
        things[place.start, place.end, frame] = frame
    return things
