"""What a change of the lexicon did: stances and ranks that moved, sentences that changed, the terms that did it.

Half of the articles, chosen by the hash of their id, is held out: `Difference` tells its stances apart. A term chosen
for the result one wished moves the half one looked at and leaves the other alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from framing.lexicon import Lexicon
from framing.model import ALL_VOICES, AUTHOR
from framing.results import Tables
from framing.stance import moved_by_source
from framing.tuning.edits import Edits, edits
from framing.tuning.judgements import Precision, wilson
from framing.tuning.material import Material, Row

FLIPS_FROM = 0.1
"""A sentence or a score speaks for or against a target from this value on; between the two it does neither."""
MOVED_FROM = 0.005
"""A score that moves less prints alike."""
VOICES = (AUTHOR, ALL_VOICES)


@dataclass(frozen=True, slots=True)
class Reading:
    """A stance as it was read: score and interval, None where there is too little evidence."""

    score: float | None
    low: float | None
    high: float | None
    n: int
    """Judgements."""


@dataclass(frozen=True, slots=True)
class Move:
    """The stance of a source toward a target in a voice, before and after."""

    source: str
    target: str
    voice: str
    before: Reading
    after: Reading

    @property
    def by(self) -> float:
        """Return how far the score moved; one that there isn't counts as 0."""
        return (self.after.score or 0.0) - (self.before.score or 0.0)

    @property
    def flipped(self) -> bool:
        """Say whether a source that spoke for the target speaks against it, or the other way round."""
        return _flips(self.before.score or 0.0, self.after.score or 0.0)


@dataclass(frozen=True, slots=True)
class RankMove:
    """The place of a source among all toward a target, 1 the most positive; None where it has no score."""

    source: str
    target: str
    voice: str
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Turn:
    """What one sentence says of one target in one voice, before and after, and the terms that changed it."""

    article: str
    source: str
    group: str
    sentence: int
    text: str
    target: str
    voice: str
    before: float
    after: float
    terms: tuple[str, ...]
    held_out: bool

    @property
    def flipped(self) -> bool:
        """Say whether praise became blame, or blame praise."""
        return _flips(self.before, self.after)


def _flips(before: float, after: float) -> bool:
    # As they are printed: 0.6 − 0.7 is −0.09999999999999998.
    low, high = sorted(round(value, 2) for value in (before, after))
    return low <= -FLIPS_FROM and high >= FLIPS_FROM


@dataclass(frozen=True, slots=True)
class Difference:
    """All that a change did. `tuned` and `held_out` are `moves` over each half of the articles."""

    edits: Edits
    moves: tuple[Move, ...]
    ranks: tuple[RankMove, ...]
    turns: tuple[Turn, ...]
    tuned: tuple[Move, ...]
    held_out: tuple[Move, ...]
    n_articles: int
    n_held_out: int
    names: Mapping[str, str]
    """Names of sources and targets, by id."""
    judged: Mapping[str, Precision]
    """What people judged of the terms that changed, or that changed a sentence, by address."""
    articles: tuple[str, ...] = ()
    """Ids of articles whose text is another one, or that only one side has."""

    @property
    def halves(self) -> tuple[str, ...]:
        """Say in words what each half of the articles does, and what that means."""
        if not self.n_held_out or self.n_held_out == self.n_articles:
            return (
                "All articles lie in one half, so nothing is held out; with more articles, about half of them are.",
            )
        looked, held = (_mean_move(moves) for moves in (self.tuned, self.held_out))
        told = (
            f"Half you tune on ({self.n_articles - self.n_held_out} articles): {len(self.tuned)} stances move, "
            f"by {looked:.2f} on average. "
            f"Held-out half ({self.n_held_out} articles): {len(self.held_out)} move, by {held:.2f}."
        )
        if self.tuned and not self.held_out:
            return (told, "The change shows only where you looked: its terms count in none of the held-out articles.")
        return (told,)

    @property
    def flips(self) -> tuple[Turn, ...]:
        """Return the sentences whose sign flipped."""
        return tuple(turn for turn in self.turns if turn.flipped)


def _mean_move(moves: Sequence[Move]) -> float:
    return sum(abs(m.by) for m in moves) / len(moves) if moves else 0.0


def is_held_out(article: str) -> bool:
    """Say whether an article belongs to the held-out half, by its id alone."""
    return bool(blake2b(article.encode("utf-8", "surrogatepass"), digest_size=1).digest()[0] & 1)


def compare(before: Material, after: Material) -> Difference:
    """Return what changed between two lexicons over the same articles, the largest changes first."""
    old, new = before.tables, after.tables
    changes = edits(before.lexicon, after.lexicon)
    articles = _rewritten(before, after)
    held, held_after = (np.array([is_held_out(a.id) for a in m.corpus.articles], dtype=bool) for m in (before, after))
    tuned, held_out = (
        _moved(*moved_by_source(
            old, before.evidence, after.evidence, half, VOICES, MOVED_FROM, seed=before.settings.seed,
            later=(new, half_after) if articles else None,
        ))
        for half, half_after in ((~held, ~held_after), (held, held_after))
    )  # fmt: skip
    turns = _turns(before, after, changes, articles)
    return Difference(
        edits=changes,
        moves=_moved(old["stance"], new["stance"]),
        ranks=tuple(_rank_moves(old["stance"], new["stance"])),
        turns=turns,
        tuned=tuned,
        held_out=held_out,
        n_articles=len(held),
        n_held_out=int(held.sum()),
        names=_names(old) | _names(new),
        judged=_judged(before.lexicon, after.lexicon, (*changes.terms, *(a for turn in turns for a in turn.terms))),
        articles=articles,
    )


def _judged(old: Lexicon, new: Lexicon, addresses: Iterable[str]) -> dict[str, Precision]:
    counts = {**old.judged, **new.judged}
    return {address: wilson(*counts[address]) for address in dict.fromkeys(addresses) if address in counts}


def _moved(old: pa.Table, new: pa.Table) -> tuple[Move, ...]:
    before, after = _readings(old), _readings(new)
    nothing = Reading(None, None, None, 0)
    moves = [Move(*key, before.get(key, nothing), after.get(key, nothing)) for key in {**before, **after}]
    some = [m for m in moves if (m.before.score is None) != (m.after.score is None) or abs(m.by) >= MOVED_FROM]
    return tuple(sorted(some, key=lambda m: (-abs(m.by), m.target, m.voice, m.source)))


def _readings(stance: pa.Table) -> dict[tuple[str, str, str], Reading]:
    return {
        (row["unit"], row["target"], row["voice"]): Reading(row["score"], row["low"], row["high"], row["n_evaluations"])
        for row in _of_sources(stance)
    }


def _of_sources(stance: pa.Table) -> list[Row]:
    wanted = pc.and_(pc.equal(stance["level"], "source"), pc.is_in(stance["voice"], pa.array(VOICES)))
    rows: list[Row] = stance.filter(wanted).to_pylist()
    return rows


def _rank_moves(old: pa.Table, new: pa.Table) -> Iterator[RankMove]:
    before, after = _ranks(old), _ranks(new)
    for target, voice in sorted({key[:2] for key in {**before, **after}}):
        sources = sorted({key[2] for key in {**before, **after} if key[:2] == (target, voice)})
        for source in sources:
            key = (target, voice, source)
            if before.get(key) != after.get(key):
                yield RankMove(source, target, voice, before.get(key), after.get(key))


def _ranks(stance: pa.Table) -> dict[tuple[str, str, str], int]:
    by_target: dict[tuple[str, str], list[tuple[float, str]]] = defaultdict(list)
    for row in _of_sources(stance):
        if row["score"] is not None:
            by_target[row["target"], row["voice"]].append((-row["score"], row["unit"]))
    return {
        (*key, source): place
        for key, scores in by_target.items()
        for place, (_, source) in enumerate(sorted(scores), start=1)
    }


# --- sentences ----------------------------------------------------------------------------------------------------


def _rewritten(before: Material, after: Material) -> tuple[str, ...]:
    if before.corpus is after.corpus:
        return ()
    old, new = ({a.id: a.text for a in m.corpus.articles} for m in (before, after))
    return tuple(name for name in {**old, **new} if old.get(name) != new.get(name))


def _turns(before: Material, after: Material, changes: Edits, rewritten: Sequence[str]) -> tuple[Turn, ...]:
    changed = _changed_articles(before, changes, rewritten)
    old, new = (_values(m.tables, changed) for m in (before, after))
    turned = sorted(k for k in {**old, **new} if round(old.get(k, 0.0), 2) != round(new.get(k, 0.0), 2))
    if not turned:
        return ()
    changed = pa.array(sorted({article for article, *_ in turned}), pa.string())
    by_term = [_terms(m.tables, changed) for m in (before, after)]
    texts = {
        (article, sentence): text
        for m in (before, after)
        for article, sentence, text in _rows(m.tables["sentences"], changed, "article", "sentence", "text")
    }
    articles = {a.id: a for m in (before, after) for a in m.corpus.articles}
    turns = [
        Turn(
            article=article,
            source=articles[article].source.id,
            group=articles[article].source.group,
            sentence=sentence,
            text=texts.get((article, sentence), ""),
            target=target,
            voice=voice,
            before=old.get((article, sentence, target, voice), 0.0),
            after=new.get((article, sentence, target, voice), 0.0),
            terms=_differing(*(terms.get((article, sentence), {}) for terms in by_term)),
            held_out=is_held_out(article),
        )
        for article, sentence, target, voice in turned
    ]
    return tuple(sorted(turns, key=lambda t: (not t.flipped, -abs(t.after - t.before), t.article, t.sentence)))


def _changed_articles(material: Material, changes: Edits, rewritten: Sequence[str]) -> pa.Array:
    """Return the articles that the changes can have touched."""
    articles = material.corpus.articles
    if changes.phrases is not None:
        articles = tuple(articles[i] for i in material.words.holding_any(changes.phrases))
    return pa.array(list(dict.fromkeys([*(article.id for article in articles), *rewritten])), pa.string())


def _values(tables: Tables, articles: pa.Array) -> dict[tuple[str, int, str, str], float]:
    """Sum the values of the judgements by article, sentence, target and voice."""
    values: dict[tuple[str, int, str, str], float] = defaultdict(float)
    for *key, value in _rows(tables["evaluations"], articles, "article", "sentence", "target", "voice", "value"):
        if key[1] is not None:
            values[tuple(key)] += value
    return values


def _terms(tables: Tables, articles: pa.Array) -> dict[tuple[str, int], dict[tuple[int, int], tuple[str, float]]]:
    """The expressions of each sentence: where they stand, their term and value."""
    found: dict[tuple[str, int], dict[tuple[int, int], tuple[str, float]]] = defaultdict(dict)
    columns = ("article", "sentence", "start", "end", "term", "value")
    for article, sentence, start, end, term, value in _rows(tables["expressions"], articles, *columns):
        found[article, sentence][start, end] = (term, value)
    return found


def _differing(
    old: Mapping[tuple[int, int], tuple[str, float]], new: Mapping[tuple[int, int], tuple[str, float]]
) -> tuple[str, ...]:
    """Return the terms of the expressions that stand only on one side, or with another value."""
    different = (
        side[at] for at in sorted({*old, *new}) if old.get(at) != new.get(at) for side in (new, old) if at in side
    )
    return tuple(dict.fromkeys(term for term, _ in different))


def _rows(table: pa.Table, articles: pa.Array, *columns: str) -> Iterable[tuple[Any, ...]]:
    """Return some columns of the rows of these articles."""
    rows = table.select(columns).filter(pc.is_in(table["article"], articles))
    return zip(*(column.to_pylist() for column in rows.columns), strict=True)


def _names(tables: Tables) -> dict[str, str]:
    names = {row["entity"]: row["name"] for row in tables["entities"].to_pylist()}
    return names | {row["source"]: row["name"] for row in tables["sources"].to_pylist()}
