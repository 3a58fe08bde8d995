"""The content words of the articles and the phrases they make, counted by article."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import overload

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from framing.results.schemas import Tables
from framing.stance.evidence import NONE, count, distinct, integers, numbers, total
from framing.stance.score import Flags, Numbers, Reals

LONGEST = 3
"""Content words of a phrase at most."""
BETWEEN = frozenset({" ", "-", "‑", "–", "\n", " of ", " of the ", " and ", " and the "})
"""What may stand between two content words of a phrase: "new opportunities", "win-win", "rule of law"."""
LIGHT = frozenset({
    "as", "so", "also", "then", "than", "thus", "there", "here", "now", "very", "much", "more", "most", "less",
    "least", "even", "just", "still", "well", "yet", "too", "only", "not", "never", "however", "moreover",
    "therefore", "have", "be", "do", "get", "can", "will", "would", "could", "should", "may", "might", "must", "let",
    "such", "other", "same", "own"
})  # fmt: skip
"""Words of the open classes that say nothing of what a text is about."""
_BETWEEN_LENGTHS = np.array(sorted({len(words) for words in BETWEEN}))


@dataclass(frozen=True)
class Terms:
    """All words, or all phrases of one length: what each is, and a row for each term and article that has it."""

    lemmas: tuple[str, ...]
    kinds: tuple[str, ...]
    """Parts of speech."""
    term: Numbers
    article: Numbers
    times: Reals
    sizes: Reals
    """How many of them each article has in all."""
    of_person: Reals
    """Of each term's occurrences, the share that stands in a person's name."""
    occurrences: "_Occurrences"

    def forms(self, wanted: Numbers) -> list[str]:
        """Return how each of the wanted terms is mostly written; its lemma where that isn't known."""
        return self.occurrences.forms(wanted, self.lemmas)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a term stands: article, sentence, characters (-1 where they are not known)."""

    article: str
    sentence: int
    start: int
    end: int


class Places(Sequence[Place]):
    """Where one term stands, in reading order: columns, as a frequent word stands in very many."""

    def __init__(self, ids: Sequence[str], article: Numbers, sentence: Numbers, start: Numbers, end: Numbers) -> None:
        self._ids, self._article = ids, article
        self._spans = sentence, start, end

    def among(self, articles: Collection[str]) -> "Places":
        """Return the places in these articles."""
        inside = np.array([article in articles for article in self._ids], dtype=bool)[self._article]
        return Places(self._ids, self._article[inside], *(column[inside] for column in self._spans))

    def __len__(self) -> int:
        """Return how often the term stands somewhere."""
        return len(self._article)

    @overload
    def __getitem__(self, at: int) -> Place: ...

    @overload
    def __getitem__(self, at: slice) -> list[Place]: ...

    def __getitem__(self, at: int | slice) -> Place | list[Place]:
        """Return a place, or some."""
        if isinstance(at, slice):
            return [self[number] for number in range(*at.indices(len(self)))]
        return Place(self._ids[self._article[at]], *(int(column[at]) for column in self._spans))


@dataclass(frozen=True)
class _Occurrences:
    """Each time a term stands somewhere: the term, the article, sentence and characters (-1: not known)."""

    term: Numbers
    article: Numbers
    sentence: Numbers
    start: Numbers
    end: Numbers
    texts: Sequence[str]

    def forms(self, wanted: Numbers, lemmas: Sequence[str]) -> list[str]:
        rows = np.flatnonzero(np.isin(self.term, wanted) & (self.start >= 0))
        found: dict[int, Counter[str]] = {}
        for row in rows.tolist():
            words = self.texts[self.article[row]][self.start[row] : self.end[row]]
            found.setdefault(int(self.term[row]), Counter())[" ".join(words.split())] += 1
        return [
            max(found[t].items(), key=lambda form: (form[1], form[0].islower(), form[0]))[0]
            if t in found
            else lemmas[t]
            for t in wanted.tolist()
        ]


@dataclass(frozen=True)
class _Words:
    """All content words, a row for each occurrence, article by article in the order of the text."""

    ids: Sequence[str]
    texts: Sequence[str]
    lemmas: Sequence[str]
    kinds: Sequence[str]
    article: Numbers
    lemma: Numbers
    pos: Numbers
    start: Numbers
    """First character; -1 for one not known, and so with the end."""
    end: Numbers
    sentence: Numbers

    @classmethod
    def of(cls, tables: Tables) -> "_Words":
        words = tables["words"].filter(pc.invert(pc.is_in(tables["words"]["lemma"], value_set=pa.array(sorted(LIGHT)))))
        ids, texts = tables["articles"]["article"].to_pylist(), tables["articles"]["text"].to_pylist()
        lemmas, kinds = (sorted(pc.unique(words[name]).to_pylist()) for name in ("lemma", "pos"))
        times = np.maximum(integers(words["n"]), 0)
        row = np.repeat(np.arange(len(words)), times)
        start, end, sentence = (_flat(words[name], times) for name in ("starts", "ends", "sentences"))
        article = numbers(words["article"], ids)[row]
        lemma, pos = numbers(words["lemma"], lemmas)[row], numbers(words["pos"], kinds)[row]
        order = np.lexsort((start, sentence, article))
        article, lemma, pos, start, end, sentence = (
            column[order] for column in (article, lemma, pos, start, end, sentence)
        )
        return cls(ids, texts, lemmas, kinds, article, lemma, pos, start, end, sentence)

    def terms(self, length: int) -> tuple[tuple[str, ...], tuple[str, ...], "_Occurrences"]:
        """Return the terms of so many words by their lemmas and parts of speech, and where they stand."""
        rows = _runs(self.article, self.sentence, self.start, self.end, self.texts, length)
        columns = [column[rows + k] for k in range(length) for column in (self.lemma, self.pos)]
        nothing = np.empty(0, dtype=np.int64)
        _, first, term = distinct(*columns) if len(rows) else (nothing,) * 3
        names = [
            tuple(" ".join(known[number[rows[i] + k]] for k in range(length)) for i in first.tolist())
            for known, number in ((self.lemmas, self.lemma), (self.kinds, self.pos))
        ]
        last = self.end[rows + length - 1]
        found = _Occurrences(term, self.article[rows], self.sentence[rows], self.start[rows], last, self.texts)
        return names[0], names[1], found


def terms_of(tables: Tables, *lengths: int) -> tuple[Terms, ...]:
    """Return for each length the content words (length 1), or the phrases of so many neighbouring ones."""
    words = _Words.of(tables)
    return tuple(_terms(tables, words, length) for length in lengths)


def _terms(tables: Tables, words: _Words, length: int) -> Terms:
    lemmas, kinds, found = words.terms(length)
    n, ids = len(lemmas), words.ids
    inside = _in_persons(tables, ids, found)
    nothing = np.empty(0, dtype=np.int64)
    cells, at, cell = distinct(found.term, found.article) if n else (nothing,) * 3
    return Terms(
        lemmas=lemmas,
        kinds=kinds,
        term=found.term[at],
        article=found.article[at],
        times=count(cell, len(cells)).astype(np.float64),
        sizes=count(found.article, len(ids)).astype(np.float64),
        of_person=total(found.term, inside.astype(np.float64), n) / np.maximum(count(found.term, n), 1),
        occurrences=found,
    )


def places_of(tables: Tables, wanted: Sequence[tuple[str, str]]) -> dict[tuple[str, str], Places]:
    """Return where each wanted term (its lemma and part of speech, or those of a phrase) stands, in reading order."""
    # Whether two words are neighbours is told by what stands between them, so the other words can be left out.
    parts = pa.array(sorted({part for lemma, _ in wanted for part in lemma.split(" ")}), pa.string())
    words = _Words.of(tables | {"words": tables["words"].filter(pc.is_in(tables["words"]["lemma"], value_set=parts))})
    nowhere = np.empty(0, dtype=np.int64)
    places = dict.fromkeys(wanted, Places(words.ids, nowhere, nowhere, nowhere, nowhere))
    for length in sorted({len(kind.split(" ")) for _, kind in wanted}):
        lemmas, kinds, found = words.terms(length)
        by_term = np.argsort(found.term, kind="stable")
        in_order = found.term[by_term]
        for number, one in enumerate(zip(lemmas, kinds, strict=True)):
            if one in places:
                start, end = np.searchsorted(in_order, (number, number + 1))
                rows = by_term[start:end]
                columns = (column[rows] for column in (found.article, found.sentence, found.start, found.end))
                places[one] = Places(words.ids, *columns)
    return places


def _flat(column: pa.ChunkedArray, times: Numbers) -> Numbers:
    """A column of lists as one; -1 where a list hasn't as many as there are occurrences."""
    lengths = integers(pc.list_value_length(column))
    if np.array_equal(lengths, times):
        return integers(pc.list_flatten(column))
    flat = [
        (value if value and len(value) == n else [NONE] * n) for value, n in zip(column.to_pylist(), times, strict=True)
    ]
    return np.array([number for values in flat for number in values], dtype=np.int64)


def _runs(
    article: Numbers, sentence: Numbers, start: Numbers, end: Numbers, texts: Sequence[str], length: int
) -> Numbers:
    """The rows where a phrase of `length` neighbouring words begins."""
    if length == 1:
        return np.arange(len(article))
    same = (np.diff(article) == 0) & (np.diff(sentence) == 0) & (start[:-1] >= 0)
    likely = np.flatnonzero(same & np.isin(start[1:] - end[:-1], _BETWEEN_LENGTHS))
    joined = np.zeros(len(article), dtype=bool)
    joined[likely] = [
        texts[a][e:s] in BETWEEN
        for a, e, s in zip(article[likely].tolist(), end[likely].tolist(), start[likely + 1].tolist(), strict=True)
    ]
    begins = joined[: len(joined) - length + 2].copy()
    for k in range(1, length - 1):
        begins &= joined[k : len(begins) + k]
    return np.flatnonzero(begins[: max(0, len(article) - length + 1)])


def _in_persons(tables: Tables, ids: Sequence[str], found: _Occurrences) -> Flags:
    """Say of each occurrence whether it lies in a mention that names a person (not in "the president", not in "he")."""
    mentions = tables["mentions"]
    mentions = mentions.filter(
        pc.and_(pc.equal(mentions["type"], "person"), pc.is_in(mentions["via"], value_set=pa.array(["alias", "name"])))
    )
    if not len(mentions) or not len(found.term):
        return np.zeros(len(found.term), dtype=bool)
    article, start, end = numbers(mentions["article"], ids), integers(mentions["start"]), integers(mentions["end"])
    wide = max(int(end.max()), int(found.end.max())) + 1
    # Names don't overlap, so the last that begins before an occurrence is the only one that may hold it.
    order = np.argsort(article * wide + start, kind="stable")
    at = np.searchsorted((article * wide + start)[order], found.article * wide + found.start, side="right") - 1
    name = order[np.maximum(at, 0)]
    return np.asarray((at >= 0) & (article[name] == found.article) & (found.start < end[name]) & (found.start >= 0))
