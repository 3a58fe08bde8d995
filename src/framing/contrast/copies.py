"""Near-duplicates and wire copy: found first, so that a text counts once in all that is said of groups.

Every run of five words of an article's prose is looked up among those of all articles, by sorting their hashes: exact,
and near linear in words (docs/adr/0010-copies-by-sorted-runs.md compares it with MinHash). Neighbouring runs that an
earlier article has, too, make a passage, small changes bridged. An article that is nearly all such passages of one
earlier article is a **copy** of it; two that are otherwise different may share a long **passage**.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from framing.model import Span, union
from framing.results.schemas import SCHEMAS, Tables
from framing.stance.score import Flags, Numbers

Hashes: TypeAlias = npt.NDArray[np.uint64]

RUN = 5
"""Words that must stand in the same order to be the same; the usual length for near-duplicates of news."""
COPY = 0.8
"""So much of a copy lies in passages of the earlier article; it may be cut short."""
SAME = 0.5
"""So many of a passage's words are the same in runs; the rest is changed."""
PASSAGE = 40
"""Words of a passage that two articles do not share by chance; quotations, which all may share, are no passages."""
GAP = 10
"""Words that may be changed within one passage."""
COUNTED = 10
"""Words of a passage that says anything about a copy."""
CARRIERS = 8
"""Articles that are looked at for passages: those first with most of the words."""
LEAST, CANDIDATES = 0.1, 3
"""Articles that are looked at as originals: at most so many, that were first with so much of the article."""
_WORD = re.compile(r"[^\W_]+")
_DIGITS = 4


def add_copies(tables: Tables) -> Tables:
    """Return `tables` with the table of copies filled in: each copy with the article kept, each shared passage.

    Kept is the earliest by date, then the first in reading order; an inexact date counts as its last day.
    """
    texts = list(_texts(tables))
    earlier_first = sorted(range(len(texts)), key=lambda i: (texts[i].date, i))
    rows = _rows([texts[i] for i in earlier_first], _said(tables))
    order = {text.article: i for i, text in enumerate(texts)}
    rows.sort(key=lambda row: (order[row["article"]], row["kind"], -row["n_words"], order[row["of"]]))
    return tables | {"copies": pa.Table.from_pylist(rows, SCHEMAS["copies"])}


def copies_of(tables: Tables) -> dict[str, str]:
    """Return the article kept for each copy."""
    rows = tables["copies"].select(["article", "of", "kind"]).to_pylist()
    return {row["article"]: row["of"] for row in rows if row["kind"] == "copy"}


@dataclass(frozen=True, slots=True)
class _Text:
    """One article's words in prose: what they are, and where."""

    article: str
    date: str
    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class _Runs:
    """Every run of words of every article, a row each, article by article and in order.

    `first`: the earliest article that has the same run (the row's own when it is that); `first_at`: its place there.
    """

    article: Numbers
    at: Numbers
    hashes: Hashes
    first: Numbers
    first_at: Numbers
    starts: Numbers
    """The first row of each article, and one after the last."""


@dataclass(frozen=True, slots=True)
class _Passage:
    """Words `start`..`end` of one article that are words `of_start`..`of_end` of another, but for small changes."""

    of: int
    start: int
    end: int
    of_start: int
    of_end: int
    n_words: int


def _rows(texts: Sequence[_Text], said: dict[str, tuple[Span, ...]]) -> list[dict[str, Any]]:
    """The rows of the table; `texts` with the earliest first."""
    runs = _runs(texts)
    kept: dict[int, int] = {}
    rows: list[dict[str, Any]] = []
    for number, text in enumerate(texts):
        own = slice(int(runs.starts[number]), int(runs.starts[number + 1]))
        borrowed = np.flatnonzero(runs.first[own] < number) + own.start
        if not len(borrowed):
            continue
        passages = list(_passages(runs.first[borrowed], runs.at[borrowed], runs.first_at[borrowed]))
        of, share, longest = _most_alike(number, passages, kept, runs, len(text.words))
        if share >= COPY:
            kept[number] = of
            rows.append(_row("copy", text, texts[of], share, _jaccard(number, of, runs), longest))
            continue
        for passage, share in _shared(number, passages, runs, text, said.get(text.article, ())):
            rows.append(_row("passage", text, texts[passage.of], share, _jaccard(number, passage.of, runs), passage))
    return rows


def _shared(
    number: int, passages: Sequence[_Passage], runs: _Runs, text: _Text, said: Sequence[Span]
) -> Iterator[tuple[_Passage, float]]:
    """Yield the long passages of an article that is no copy, each once, and how much of it the other article has.

    Somebody else may have been first with a few words of a passage, so those who were with most are looked at whole.
    """
    had: dict[int, int] = {}
    for passage in passages:
        had[passage.of] = had.get(passage.of, 0) + passage.n_words
    taken: list[Span] = []
    for of in sorted((of for of, n in had.items() if n >= PASSAGE // 2), key=lambda of: (-had[of], of))[:CARRIERS]:
        both = _between(number, of, runs)
        for passage in both:
            span = Span(passage.start, passage.end)
            if (
                passage.n_words >= PASSAGE
                and not any(map(span.overlaps, taken))
                and not _is_quoted(text, passage, said)
            ):
                taken.append(span)
                yield passage, _covered(both) / len(text.words)


def _most_alike(
    number: int, passages: Sequence[_Passage], kept: dict[int, int], runs: _Runs, n_words: int
) -> tuple[int, float, _Passage | None]:
    """The article kept that has most of this one, how much of it (0..1), and the longest passage of both.

    Only a few are looked at: those that were first with most of it, or whose copies were.
    """
    had: dict[int, int] = {}
    for passage in passages:
        of = kept.get(passage.of, passage.of)
        had[of] = had.get(of, 0) + passage.n_words
    best: tuple[int, float, _Passage | None] = (0, 0.0, None)
    for of in sorted(had, key=lambda article: (-had[article], article))[:CANDIDATES]:
        if had[of] >= LEAST * n_words:
            both = _between(number, of, runs)
            share = _covered(both) / n_words
            if share > best[1]:
                best = (of, share, max(both, key=lambda p: p.n_words))
    return best


def _between(number: int, of: int, runs: _Runs) -> list[_Passage]:
    """The passages of one article that stand in another, whoever was first with them."""
    own, other = (slice(int(runs.starts[i]), int(runs.starts[i + 1])) for i in (number, of))
    hashes, places = np.unique(runs.hashes[other], return_index=True)
    at = np.minimum(np.searchsorted(hashes, runs.hashes[own]), len(hashes) - 1)
    there = np.flatnonzero(hashes[at] == runs.hashes[own])
    return list(_passages(np.full(len(there), of), there, places[at[there]])) if len(there) else []


def _covered(passages: Sequence[_Passage]) -> int:
    """How many words lie in passages that say anything, changed words within them among these."""
    telling = [p for p in passages if p.n_words >= COUNTED and p.n_words >= SAME * (p.end - p.start)]
    return sum(map(len, union(Span(p.start, p.end) for p in telling)))


def _jaccard(number: int, of: int, runs: _Runs) -> float:
    """Runs that both have, of those that either has."""
    a, b = (np.unique(runs.hashes[runs.starts[i] : runs.starts[i + 1]]) for i in (number, of))
    both = len(np.intersect1d(a, b, assume_unique=True))
    return both / (len(a) + len(b) - both)


def _passages(first: Numbers, at: Numbers, first_at: Numbers) -> Iterator[_Passage]:
    """Yield what an article shares with earlier ones: neighbouring runs of words, small changes bridged.

    A row a run of its own: the other article, the place here, the place there.
    """
    step, first_step = np.diff(at), np.diff(first_at)
    far = RUN + GAP
    broken = (np.diff(first) != 0) | (step > far) | (first_step > far) | (first_step < 1)
    edges = [0, *(np.flatnonzero(broken) + 1).tolist(), len(at)]
    for begin, end in pairwise(edges):
        last = end - 1
        # A run adds one word to what the one before covers, or as many as lie between, up to all of its own.
        n_words = RUN + int(np.minimum(step[begin:last], RUN).sum())
        yield _Passage(
            int(first[begin]), int(at[begin]), int(at[last]) + RUN, int(first_at[begin]), int(first_at[last]) + RUN,
            n_words,
        )  # fmt: skip


def _is_quoted(text: _Text, passage: _Passage, said: Sequence[Span]) -> bool:
    """Say whether most of the passage is speech: several may quote the same words without copying each other."""
    spans = text.spans[passage.start : passage.end]
    inside = sum(any(s.contains(Span(start, end)) for s in said) for start, end in spans)
    return 2 * inside >= len(spans)


def _row(kind: str, text: _Text, of: _Text, share: float, jaccard: float, passage: _Passage | None) -> dict[str, Any]:
    where: dict[str, Any] = {"start": None, "end": None, "of_start": None, "of_end": None, "n_words": 0}
    if passage:
        where = {
            "start": text.spans[passage.start][0],
            "end": text.spans[passage.end - 1][1],
            "of_start": of.spans[passage.of_start][0],
            "of_end": of.spans[passage.of_end - 1][1],
            "n_words": passage.n_words,
        }
    measures = {"share": round(share, _DIGITS), "jaccard": round(jaccard, _DIGITS)}
    return {"article": text.article, "of": of.article, "kind": kind} | measures | where


# --- words and runs ---------------------------------------------------------------------------------------------


def _texts(tables: Tables) -> Iterator[_Text]:
    """Yield the words of each article's prose, in reading order."""
    spans: dict[str, list[Span]] = {article: [] for article in tables["articles"]["article"].to_pylist()}
    columns = (tables["sentences"][name].to_pylist() for name in ("article", "start", "end"))
    for article, start, end in zip(*columns, strict=True):
        spans[article].append(Span(start, end))
    columns = (tables["articles"][name].to_pylist() for name in ("article", "date", "text"))
    for article, date, text in zip(*columns, strict=True):
        found = [m for span in union(spans[article]) for m in _WORD.finditer(text, span.start, span.end)]
        last_day = ((date or "9999") + "-99-99")[:10]
        yield _Text(article, last_day, tuple(m[0].casefold() for m in found), tuple(m.span() for m in found))


def _said(tables: Tables) -> dict[str, tuple[Span, ...]]:
    """The spans of speech in each article, apart and in order."""
    rows = tables["attributions"].select(["article", "content", "n_characters"]).to_pylist()
    said: dict[str, list[Span]] = {}
    for row in rows:
        if row["n_characters"]:
            said.setdefault(row["article"], []).extend(Span(s["start"], s["end"]) for s in row["content"])
    return {article: union(spans) for article, spans in said.items()}


def _runs(texts: Sequence[_Text]) -> _Runs:
    numbers: dict[str, int] = {}
    words = [np.array([numbers.setdefault(w, len(numbers)) for w in t.words], dtype=np.uint64) for t in texts]
    size = np.array([max(0, len(w) - RUN + 1) for w in words], dtype=np.int64)
    starts = np.concatenate([[0], np.cumsum(size)])
    article = np.repeat(np.arange(len(texts)), size)
    at = np.arange(len(article)) - np.repeat(starts[:-1], size)
    hashes = np.concatenate([_hashed(w) for w in words]) if words else np.empty(0, dtype=np.uint64)
    order = np.argsort(hashes, kind="stable")
    new = np.ones(len(order), dtype=bool)
    new[1:] = hashes[order][1:] != hashes[order][:-1]
    origin = order[np.maximum.accumulate(np.where(new, np.arange(len(order)), 0))] if len(order) else order
    first = np.empty_like(order)
    first[order] = origin
    return _Runs(article, at, hashes, article[first], at[first], starts)


def _hashed(words: Hashes) -> Hashes:
    """The hash of each run: of its words' numbers, mixed (splitmix64) and summed with odd weights, modulo 2^64."""
    if len(words) < RUN:
        return np.empty(0, dtype=np.uint64)
    mixed = words + np.uint64(0x9E3779B97F4A7C15)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    mixed ^= mixed >> np.uint64(31)
    weights = [np.uint64(pow(0x2545F4914F6CDD1D, k, 2**64)) for k in range(RUN)]
    n = len(words) - RUN + 1
    return np.asarray(sum(mixed[k : n + k] * weights[k] for k in range(RUN)), dtype=np.uint64)


def counted(tables: Tables) -> Flags:
    """Say for each article whether it counts in what is said of groups: copies don't."""
    copies = copies_of(tables)
    return np.array([article not in copies for article in tables["articles"]["article"].to_pylist()], dtype=bool)
