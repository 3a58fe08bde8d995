"""The sentences behind a number that groups are compared in: for each measure, who says what where."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from framing.model import ALL_VOICES, AUTHOR, SPEECH
from framing.report.columns import Columns
from framing.report.rows import Row, Rows
from framing.stance.evidence import NONE, integers, numbers, reals
from framing.stance.profile import AS_WRITTEN
from framing.stance.score import Flags, Numbers, Reals

MOST = 12
"""Sentences that one number opens to."""


@dataclass(frozen=True)
class Instances:
    """What a measure counts, one each: of which target, in which article and sentence, and whether the author says it.

    Those that count most stand first.
    """

    names: tuple[str, ...]
    target: Numbers
    article: Numbers
    sentence: Numbers
    own: Flags

    def of(self, target: str) -> "Instances":
        """Return those of one target."""
        number = self._number.get(target, NONE)
        start, end = np.searchsorted(self._by_target.target, [number, number + 1]) if number != NONE else (0, 0)
        return self._by_target.at(slice(start, end))

    def at(self, rows: Numbers | Flags | slice) -> "Instances":
        """Return some of them."""
        return Instances(self.names, self.target[rows], self.article[rows], self.sentence[rows], self.own[rows])

    @cached_property
    def _by_target(self) -> "Instances":
        return self.at(np.argsort(self.target, kind="stable"))

    @cached_property
    def _number(self) -> dict[str, int]:
        return {name: number for number, name in enumerate(self.names)}


class Behind:
    """Looks up the sentences behind the numbers of differences; each table is gone through once."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self._made: dict[str, Instances] = {}

    def of(self, difference: Row, articles: Collection[str]) -> list[tuple[str, int | None]]:
        """Return (article, sentence) of what a difference counts in these articles, at most MOST."""
        measure, target, voice = difference["measure"], difference["target"] or "", difference["voice"]
        if measure not in FOUND:
            return []
        found = self._instances(measure).of("" if measure in ("endorsing", "distancing") else target)
        inside = self._inside(articles)
        if measure == "stance":
            inside &= self._has_stance(target, voice)
        wanted = inside[found.article]
        if voice != ALL_VOICES:
            wanted &= found.own if voice == AUTHOR else ~found.own
        return self._first(found, wanted)

    def strongest(self, target: str, articles: Collection[str]) -> list[tuple[str, int | None]]:
        """Return (article, sentence) of what judges a target in these articles, the strongest first, at most MOST."""
        found = self._instances("stance").of(target)
        return self._first(found, self._inside(articles)[found.article])

    def _instances(self, measure: str) -> Instances:
        if measure not in self._made:
            self._made[measure] = FOUND[measure](self.rows)
        return self._made[measure]

    def _inside(self, articles: Collection[str]) -> Flags:
        """Say of each article whether it is one of these."""
        inside = np.zeros(len(self.rows.ids), dtype=bool)
        inside[[self.rows.places[article] for article in articles if article in self.rows.places]] = True
        return inside

    def _first(self, found: Instances, wanted: Flags) -> list[tuple[str, int | None]]:
        once: dict[tuple[str, int | None], None] = {}
        for number in np.flatnonzero(wanted):
            sentence = int(found.sentence[number])
            once[self.rows.ids[found.article[number]], None if sentence == NONE else sentence] = None
            if len(once) == MOST:
                break
        return list(once)

    def _has_stance(self, target: str, voice: str) -> Flags:
        """Say of each article whether there was evidence enough for it to be among those compared."""
        found = np.zeros(len(self.rows.ids), dtype=bool)
        found[self._enough.array(f"{target}\n{voice}", "place")] = True
        return found

    @cached_property
    def _enough(self) -> Columns:
        """The places of the articles with evidence enough, by target and voice."""
        table = self.rows.by_unit("stance", "article").table.select(["unit", "target", "voice", "score"])
        table = table.filter(pc.is_valid(table["score"]))
        whose = pc.binary_join_element_wise(table["target"], table["voice"], "\n")
        place = numbers(table["unit"], self.rows.ids)
        known = place != NONE
        return Columns(pa.table({"place": place[known], "whose": whose.filter(pa.array(known))}), "whose")


def _instances(table: pa.Table, key: "pa.ChunkedArray | str", order: Numbers | None = None) -> Instances:
    """Take the rows of a table that stand in sentences; `key` is their target, or one for all."""
    known = (key,) if isinstance(key, str) else tuple(pc.unique(key).to_pylist())
    target = np.zeros(len(table), dtype=np.int64) if isinstance(key, str) else numbers(key, known)
    article, sentence = integers(table["place"]), integers(table["sentence"])
    own = np.asarray(pc.equal(table["voice"], AUTHOR).to_numpy(), dtype=bool)
    found = Instances(known, target, article, sentence, own)
    return found if order is None else found.at(order)


def _prose(rows: Rows, name: str) -> pa.Table:
    table = rows.by_article(name).table
    # Lists of reasons are much, and nobody asks for them here.
    table = table.select([field.name for field in table.schema if not pa.types.is_list(field.type)])
    table = table.append_column("place", pa.array(rows.places_in(name)))
    return table.filter(pc.is_valid(table["sentence"]))


def _judged(rows: Rows, sign: int) -> Instances:
    """Judgements of one sign (0: of any), the largest first; a whole has those of its parts, and "" has all."""
    found, value = rows.once(_largest_first)
    return found.at(value * sign > 0) if sign else found


def _largest_first(rows: Rows) -> tuple[Instances, Reals]:
    """Return all judgements, the largest first, and their values."""
    table = _prose(rows, "evaluations")
    value = reals(table["value"])
    entities = pc.unique(table["target"]).to_pylist()
    names = tuple(dict.fromkeys(["", *(whole for entity in entities for whole in rows.wholes(entity))]))
    number = {name: at for at, name in enumerate(names)}
    chains = [[0, *(number[whole] for whole in rows.wholes(entity))] for entity in entities]
    found = _instances(table, table["target"])
    deepest = max(map(len, chains), default=0)
    wholes = np.array([chain + [NONE] * (deepest - len(chain)) for chain in chains], dtype=np.int64).reshape(
        -1, deepest
    )
    row = np.repeat(np.arange(len(value)), deepest)
    target = wholes[found.target].ravel()
    row, target = row[target != NONE], target[target != NONE]
    order = np.argsort(-np.abs(value[row]), kind="stable")
    there = found.at(row[order])
    return Instances(names, target[order], there.article, there.sentence, there.own), value[row[order]]


def _framed(rows: Rows) -> Instances:
    table = _prose(rows, "expressions")
    return _instances(table, table["frame"])


def _said(rows: Rows, key: str, only: str = "") -> Instances:
    """Quotations, the longest first: by a column, or all in one."""
    table = _prose(rows, "attributions")
    table = table.filter(pc.is_in(table["kind"], value_set=pa.array(sorted(SPEECH))))
    if only:
        table = table.filter(pc.equal(table["cue_stance"], only))
    order = np.argsort(-integers(table["n_characters"]), kind="stable")
    found = _instances(table, table[key] if key else "", order)
    return Instances(found.names, found.target, found.article, found.sentence, np.zeros(len(order), dtype=bool))


def _references(rows: Rows, key: str) -> Instances:
    """References, each with the sentence that it stands in or after."""
    table = rows.by_article("references").table
    sentences = rows.by_article("sentences").table
    there, starts = rows.places_in("sentences"), integers(sentences["start"])
    article, start = rows.places_in("references"), integers(table["start"])
    wide = int(max(starts.max(initial=0), start.max(initial=0))) + 1
    order = np.argsort(there * wide + starts, kind="stable")
    at = np.searchsorted((there * wide + starts)[order], article * wide + start, side="right") - 1
    sentence = np.full(len(article), NONE)
    if len(order):
        near = order[np.maximum(at, 0)]
        sentence = np.where((at >= 0) & (there[near] == article), integers(sentences["sentence"])[near], NONE)
    known = tuple(pc.unique(table[key]).to_pylist()) if key else ("",)
    target = numbers(table[key], known) if key else np.zeros(len(article), dtype=np.int64)
    return Instances(known, target, article, sentence, np.ones(len(article), dtype=bool))


def _named(rows: Rows) -> Instances:
    """Names by "entity: form", as comparisons of naming call their targets; pronouns are no names."""
    table = _prose(rows, "mentions")
    table = table.filter(pc.not_equal(table["via"], "pronoun"))
    written = pc.cast(pc.is_in(table["via"], value_set=pa.array(sorted(AS_WRITTEN))), pa.string())
    whole = pc.binary_join_element_wise(table["entity"], written, table["text"], "\n")
    known = pc.unique(whole).to_pylist()
    names = [_form(*one.split("\n", 2)) for one in known]
    once = tuple(dict.fromkeys(names))
    number = {name: at for at, name in enumerate(once)}
    found = _instances(table, "")
    target = np.array([number[name] for name in names], dtype=np.int64)[numbers(whole, known)]
    return Instances(once, target, found.article, found.sentence, found.own)


def _form(entity: str, as_written: str, text: str) -> str:
    words = " ".join(text.split())
    return f"{entity}: {words if as_written == 'true' else _without_article(words.lower())}"


def _without_article(form: str) -> str:
    first, _, rest = form.partition(" ")
    return rest if first in ("the", "a", "an") and rest else form


FOUND: dict[str, Callable[[Rows], Instances]] = {
    "stance": lambda rows: _judged(rows, 0),
    "borrowed praise": lambda rows: _judged(rows, 1),
    "borrowed blame": lambda rows: _judged(rows, -1),
    "frame": _framed,
    "quoted": lambda rows: _said(rows, ""),
    "speaker": lambda rows: _said(rows, "voice"),
    "endorsing": lambda rows: _said(rows, "", "endorsing"),
    "distancing": lambda rows: _said(rows, "", "distancing"),
    "references": lambda rows: _references(rows, ""),
    "reference": lambda rows: _references(rows, "kind"),
    "naming": _named,
}
"""By measure: what it counts."""
