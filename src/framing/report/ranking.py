"""The judged sentences of a whole corpus, ranked: as columns, since a corpus has hundreds of them an article."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow.compute as pc

from framing.report.rows import Row, Rows
from framing.stance.evidence import NONE, count, distinct, integers, numbers, reals, total
from framing.stance.score import Flags, Numbers, Reals


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence with its judgements of one target by one voice, before it is written out."""

    article: str
    source: str
    sentence: int
    target: str
    voice: str
    value: float
    judgements: tuple[Row, ...]
    """Of each at least: value, mention, expression."""


class Ranking:
    """Every sentence, main target and voice with a judgement, by number; the strongest first, then in reading order."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        table = rows.by_article("evaluations").table
        article, sentence = rows.places_in("evaluations"), integers(table["sentence"])
        self._expression, self._mention, self._value = (
            integers(table["expression"]), integers(table["mention"]), reals(table["value"]),
        )  # fmt: skip
        self._voices = sorted(pc.unique(table["voice"]).to_pylist())
        voice = numbers(table["voice"], self._voices)
        row, target = self._of_targets(table["target"], sentence != NONE)
        row, target = self._once(article, row, target)
        _, first, group = distinct(article[row], target, sentence[row], voice[row])
        value = total(group, self._value[row], len(first))
        # By size, then by article, target, and where its first judgement stands.
        order = np.lexsort((first, target[first], article[row][first], -np.abs(np.round(value, 6))))
        place = np.empty(len(order), dtype=np.int64)
        place[order] = np.arange(len(order))
        first, group = first[order], place[group]
        self.value: Reals = value[order]
        self.target: Numbers = target[first]
        self.article: Numbers = article[row][first]
        self.sentence: Numbers = sentence[row][first]
        self.voice: Numbers = voice[row][first]
        self._judgements = row[np.argsort(group, kind="stable")]
        self._bounds = np.concatenate([[0], np.cumsum(count(group, len(first)))])

    def _of_targets(self, column: object, in_prose: Flags) -> tuple[Numbers, Numbers]:
        """Return the rows that judge each main target or a part of it, and which target that is."""
        known = sorted(pc.unique(column).to_pylist())
        entity = numbers(column, known)
        row, target = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.int64)]
        for number, name in enumerate(self.rows.targets):
            parts = [at for at, part in enumerate(known) if name in self.rows.wholes(part)]
            row.append(np.flatnonzero(np.isin(entity, parts) & in_prose))
            target.append(np.full(len(row[-1]), number, dtype=np.int64))
        return np.concatenate(row), np.concatenate(target)

    def _once(self, article: Numbers, row: Numbers, target: Numbers) -> tuple[Numbers, Numbers]:
        """Keep of one expression's judgements of one target the strongest; a model's stand each for itself."""
        expression = self._expression[row]
        if not (expression != NONE).any():
            return row, target
        alone = np.where(expression == NONE, row, NONE)
        order = np.argsort(-np.abs(self._value[row]), kind="stable")
        first = distinct(article[row][order], target[order], expression[order], alone[order])[1]
        kept = np.sort(order[first])
        return row[kept], target[kept]

    def judged(self, number: int) -> Judged:
        """Return one of them."""
        article = self.rows.ids[self.article[number]]
        those = self._judgements[self._bounds[number] : self._bounds[number + 1]].tolist()
        return Judged(
            article,
            self.rows.source_of(article),
            int(self.sentence[number]),
            self.rows.targets[self.target[number]],
            self._voices[self.voice[number]],
            float(self.value[number]),
            tuple(
                {
                    "value": float(self._value[row]),
                    "mention": _or_none(self._mention[row]),
                    "expression": _or_none(self._expression[row]),
                }
                for row in those
            ),
        )

    def of(self, source: str, target: str) -> Numbers:
        """Return the numbers of those of one source on one main target."""
        found, cells = self._by_cell
        targets = self.rows.targets
        cell = self._source_places[source] * len(targets) + targets.index(target)
        start, end = np.searchsorted(cells, cell + np.array([0, 1]))
        return found[start:end]

    @cached_property
    def _by_cell(self) -> tuple[Numbers, Numbers]:
        """All numbers, those of one source and target together; and source and target of each, as one number."""
        rows = self.rows
        source = np.array([self._source_places[rows.source_of(article)] for article in rows.ids], dtype=np.int64)
        cell = source[self.article] * len(rows.targets) + self.target
        order = np.argsort(cell, kind="stable")
        return order, cell[order]

    @cached_property
    def _source_places(self) -> dict[str, int]:
        return {source: place for place, source in enumerate(self.rows.ordered_sources)}

    @cached_property
    def strongest_first(self) -> Numbers:
        """All numbers, by the value that is shown; a sum beyond 1 counts as 1, and among equals strength decides.

        A sentence that names its target often has a large sum, yet says no more than one whose only judgement is ±1.
        """
        shown = np.minimum(np.abs(np.round(self.value, 2)), 1.0)
        return np.lexsort((-self.strength, -shown))

    @cached_property
    def strength(self) -> Reals:
        """How clearly each shows a reader what it judges; see `strength`."""
        rows = self.rows
        table = rows.by_article("expressions").table
        said = reals(pc.fill_null(table["value"], 0.0))
        where = rows.places_in("expressions"), integers(table["sentence"])
        n = len(self.value)
        mine = np.concatenate([self.article, where[0]]), np.concatenate([self.sentence, where[1]])
        _, _, place = distinct(*mine) if n else (0, 0, np.empty(0, dtype=np.int64))
        sums, times = np.zeros(n), np.zeros(n)
        for sign in (1, -1):
            own = np.flatnonzero((said * sign > 0) & (where[1] != NONE)) if n else np.empty(0, dtype=np.int64)
            width = int(place.max(initial=0)) + 1
            agreeing = self.value * sign > 0
            sums[agreeing] = total(place[n:][own], np.abs(said[own]), width)[place[:n]][agreeing]
            times[agreeing] = count(place[n:][own], width)[place[:n]][agreeing]
        return strength(self.value, np.diff(self._bounds), sums, times, self._named)

    @cached_property
    def _named(self) -> Flags:
        """Whether some judgement is of a mention that is no pronoun."""
        by_pronoun = pc.equal(self.rows.by_article("mentions").table["via"], "pronoun").to_numpy()
        article = self.rows.places_in("evaluations")[self._judgements]
        at = self.rows.at("mentions", article, self._mention[self._judgements])
        named = ~np.append(by_pronoun, False)[at]
        group = np.repeat(np.arange(len(self.value)), np.diff(self._bounds))
        return total(group, named * 1.0, len(self.value)) > 0


def strength(value: Reals, n: Numbers, said: Reals, times: Reals | Numbers, named: Flags) -> Reals:
    """Return how clearly sentences show what they judge.

    The sum of the judgements over the root of their number, for many mentions are not many judgements; and as much
    again where the lexicon's words of that sign in the sentence say so (`said` in all, `times` as many), for a reader
    should see why. Half of it where the target is meant by pronouns alone: who is grateful says little of himself.
    """
    found = np.abs(value) / np.sqrt(np.maximum(n, 1))
    found = found + np.minimum(found, said / np.sqrt(np.maximum(times, 1)))
    return np.asarray(np.round(np.where(named, found, found / 2), 6))


def _or_none(number: int) -> int | None:
    return None if number == NONE else int(number)
