"""The result tables as rows, looked up in the ways the pages ask. The only module of the report that sees Arrow."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from framing.lexicon.entries import BASE
from framing.model import ALL_VOICES, AUTHOR, QUOTED, UNKNOWN_SOURCE, UNKNOWN_SPEAKER
from framing.report.columns import Columns, Steps
from framing.report.words import label
from framing.results.schemas import empty
from framing.stance.evidence import NONE, integers
from framing.stance.score import Numbers

Row: TypeAlias = dict[str, Any]
_Key = TypeVar("_Key")
_Value = TypeVar("_Value")
CLEAR = 0.2
"""A model's judgement nearer to 0 than this carries no mark."""
NEAR = 2_000
"""Lists of rows of one article, or of one unit, that are kept for the next page that asks."""

SCORED = ("score", "low", "high", "n_mentions", "n_evaluations", "n_sentences", "n_articles", "basis")
"""Columns of the stance table that a score is shown by."""
SHORTEST_NAME = 3
"""Letters; fewer before a comma are no name."""


@dataclass(frozen=True, eq=False)
class Rows:
    """All result tables; a missing table reads as an empty one."""

    tables: Mapping[str, pa.Table]
    excerpts: bool = False
    """Whether of each article only some judged sentences may be shown; see `excerpts`."""

    def once(self, make: "Callable[[Rows], _Value]") -> _Value:
        """Return what `make` makes of these rows; it is made once."""
        if make not in self._made:
            self._made[make] = make(self)
        found: _Value = self._made[make]
        return found

    @cached_property
    def _made(self) -> dict[Any, Any]:
        return {}

    def all(self, table: str) -> list[Row]:
        """Return every row of a table, in its order."""
        found = self.tables.get(table)
        return [] if found is None else found.to_pylist()

    @cached_property
    def run(self) -> Row:
        """What made the results."""
        rows = self.all("run")
        empty = {"corpus": "", "corpus_digest": "", "signature": "", "lexicon_digest": "", "evaluator": ""}
        return {**empty, "targets": [], "hints": [], **(rows[0] if rows else {})}

    @cached_property
    def articles(self) -> dict[str, Row]:
        """Articles by id, in reading order."""
        return {row["article"]: row for row in self.all("articles")}

    @cached_property
    def ids(self) -> list[str]:
        """The articles' ids, in reading order."""
        return list(self.articles)

    @cached_property
    def places(self) -> dict[str, int]:
        """Each article's place in that order."""
        return {article: place for place, article in enumerate(self.ids)}

    @cached_property
    def sources(self) -> dict[str, Row]:
        """Sources by id; one that only articles name is added, so that every link lands."""
        found = {row["source"]: row for row in self.all("sources")}
        articles = Counter(row["source"] for row in self.articles.values())
        for row in self.articles.values():
            if row["source"] not in found:
                found[row["source"]] = {
                    "source": row["source"], "name": row["source"], "kind": "", "group": row["group"], "country": "",
                    "n_articles": articles[row["source"]],
                }  # fmt: skip
        return found

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """The groups of the sources, those of state media first, then by name; the empty one last."""
        named = {row["group"] or "" for row in self.sources.values()}
        return tuple(sorted(named, key=lambda g: (not g, not g.startswith("state"), g)))

    @cached_property
    def ordered_sources(self) -> tuple[str, ...]:
        """Source ids, group by group, by name within a group."""
        place = {group: number for number, group in enumerate(self.groups)}
        return tuple(
            sorted(self.sources, key=lambda s: (place[self.sources[s]["group"] or ""], self.sources[s]["name"], s))
        )

    @cached_property
    def entities(self) -> dict[str, Row]:
        """Entities by id."""
        return {row["entity"]: row for row in self.all("entities")}

    @cached_property
    def frames(self) -> dict[str, Row]:
        """Frame definitions by id."""
        return {row["frame"]: row for row in self.all("frame_definitions")}

    @cached_property
    def terms(self) -> dict[str, Row]:
        """The lexicon's terms by address."""
        return {row["term"]: row for row in self.all("terms")}

    @cached_property
    def targets(self) -> tuple[str, ...]:
        """The main targets: as the run names them, else the five that are judged most."""
        if self.run["targets"]:
            return tuple(self.run["targets"])
        judged = Counter(self._table("evaluations")["target"].to_pylist())
        return tuple(sorted(judged, key=lambda t: (-judged[t], t))[:5])

    def at(self, table: str, article: Numbers, number: Numbers) -> Numbers:
        """Return in which rows of `by_article(table)` sentences, mentions or expressions stand; -1 for none such.

        `article` holds places in reading order, `number` the numbers within the articles.
        """
        there, known = self.places_in(table), integers(self.by_article(table).table[table.removesuffix("s")])
        if not len(known):
            return np.full(len(article), NONE)
        spans = self.by_article(table).spans
        first = np.array([spans.get(one, (0, 0))[0] for one in self.ids], dtype=np.int64)
        # Rows are nearly always numbered as they stand.
        found: Numbers = np.clip(first[article] + number, 0, len(known) - 1)
        other = np.flatnonzero((there[found] != article) | (known[found] != number))
        if len(other):
            wide = int(max(known.max(), number.max())) + 2
            keys, wanted = there * wide + known, article[other] * wide + number[other]
            order = np.argsort(keys, kind="stable")
            near = order[np.minimum(np.searchsorted(keys, wanted, sorter=order), len(order) - 1)]
            found[other] = np.where(keys[near] == wanted, near, NONE)
        return found

    def places_in(self, table: str) -> Numbers:
        """Return of which article, by its place in reading order, each row of `by_article(table)` is; -1: of none."""
        if table not in self._places:
            spans = self.by_article(table).spans
            places = np.array([self.places.get(article, NONE) for article in spans], dtype=np.int64)
            self._places[table] = np.repeat(places, [end - start for start, end in spans.values()])
        return self._places[table]

    @cached_property
    def _places(self) -> dict[str, Numbers]:
        return {}

    def stance(self, level: str, unit: str, target: str, voice: str) -> Row | None:
        """Return the row of the stance table of a unit toward a target in a voice, if there is one."""
        if (level, unit) not in self._stances:
            rows = self.of_unit("stance", level, unit)
            self._stances[level, unit] = {(row["target"], row["voice"]): row for row in rows}
        return self._stances[level, unit].get((target, voice))

    def stance_in(self, article: str) -> dict[tuple[str, str], Row]:
        """Return an article's stance by target and voice: main targets, and others with evidence enough."""
        targets, voices, *columns = self._in_articles.of(article, "target", "voice", *SCORED)
        rows = (dict(zip(SCORED, row, strict=True)) for row in zip(*columns, strict=True))
        return dict(zip(zip(targets, voices, strict=True), rows, strict=True))

    @cached_property
    def _in_articles(self) -> Columns:
        """What pages of articles show of the stance table, which holds every entity and every speaker."""
        rows = self._table("stance")
        voices = pa.array([AUTHOR, QUOTED, ALL_VOICES])
        rows = rows.filter(pc.and_(pc.equal(rows["level"], "article"), pc.is_in(rows["voice"], value_set=voices)))
        whole = pc.binary_join_element_wise(rows["unit"], rows["target"], "\n")
        enough = whole.filter(pc.and_(pc.equal(rows["voice"], ALL_VOICES), pc.is_valid(rows["score"])))
        main = pc.is_in(rows["target"], value_set=pa.array(self.targets, pa.string()))
        return Columns(rows.filter(pc.or_(main, pc.is_in(whole, value_set=pc.unique(enough)))), "unit")

    @cached_property
    def _stances(self) -> "_Near[tuple[str, str], dict[tuple[str, str], Row]]":
        return _Near()

    @cached_property
    def _cut(self) -> dict[tuple[str, str], Columns]:
        return {}

    def by_article(self, table: str) -> Columns:
        """Return a table article by article."""
        if (table, "") not in self._cut:
            self._cut[table, ""] = Columns(self._table(table), "article")
        return self._cut[table, ""]

    def columns(self, table: str, article: str, *names: str) -> list[list[Any]]:
        """Return columns of one article's rows of a table."""
        return self.by_article(table).of(article, *names)

    def steps(self, table: str, article: str, name: str) -> Steps:
        """Return a column of lists of (name, factor) of one article's rows of a table."""
        return self.by_article(table).steps(article, name)

    def of_article(self, table: str, article: str) -> list[Row]:
        """Return one article's rows of a table, in their order."""
        if (table, article) not in self._rows:
            self._rows[table, article] = self.by_article(table).rows(article)
        return self._rows[table, article]

    @cached_property
    def _rows(self) -> "_Near[tuple[str, str], list[Row]]":
        return _Near()

    def _table(self, name: str) -> pa.Table:
        return self.tables[name] if name in self.tables else empty(name)

    @cached_property
    def _by_event(self) -> dict[str, dict[str, list[Row]]]:
        tables = ("alignments", "tellings", "omissions", "article_events")
        return {table: _grouped(self.all(table), "event") for table in tables}

    def of_event(self, table: str, event: str) -> list[Row]:
        """Return one event's rows of a table, in their order."""
        return self._by_event[table].get(event, [])

    @cached_property
    def event_labels(self) -> dict[str, str]:
        """Events by id, in their order."""
        return {row["event"]: row["label"] or row["event"] for row in self.all("events")}

    @cached_property
    def _numbers(self) -> "_Near[tuple[str, str], dict[int, Row]]":
        return _Near()

    def numbered(self, table: str, article: str) -> dict[int, Row]:
        """Return one article's sentences, mentions or expressions by their number."""
        column = table.removesuffix("s")
        if (table, article) not in self._numbers:
            self._numbers[table, article] = {row[column]: row for row in self.of_article(table, article)}
        return self._numbers[table, article]

    @cached_property
    def _wholes(self) -> dict[str, tuple[str, ...]]:
        chains = {}
        for entity in self.entities:
            chain = [entity]
            while (above := self.entities[chain[-1]]["part_of"]) in self.entities and above not in chain:
                chain.append(above)
            chains[entity] = tuple(chain)
        return chains

    def wholes(self, entity: str) -> tuple[str, ...]:
        """Return an entity and the wholes it is a part of, the nearest first."""
        return self._wholes.get(entity, (entity,))

    def spans(self, table: str, article: str, *more: str) -> dict[int, list[Any]]:
        """Return start, end and further columns of one article's sentences, mentions or expressions by their number."""
        key = f"{table}: {more}", article
        if key not in self._spans:
            columns = self.columns(table, article, table.removesuffix("s"), "start", "end", *more)
            self._spans[key] = {number: row for number, *row in zip(*columns, strict=True)}
        return self._spans[key]

    @cached_property
    def _spans(self) -> "_Near[tuple[str, str], dict[int, list[Any]]]":
        return _Near()

    def judging(self, target: str) -> frozenset[str]:
        """Return the articles that judge a target or a part of it."""
        if target not in self._judging:
            table = self._table("evaluations")
            parts = [entity for entity in {*self.entities, target} if target in self.wholes(entity)]
            own = pc.and_(pc.is_in(table["target"], value_set=pa.array(parts)), pc.is_valid(table["sentence"]))
            self._judging[target] = frozenset(pc.unique(table["article"].filter(own)).to_pylist())
        return self._judging[target]

    @cached_property
    def _judging(self) -> dict[str, frozenset[str]]:
        return {}

    @cached_property
    def _judged(self) -> "_Near[str, dict[str, list[Row]]]":
        return _Near()

    def judgements(self, article: str) -> dict[str, list[Row]]:
        """Return one article's judgements by target, as stance sums them: a whole has those of its parts too.

        Of one expression's judgements of one target the strongest counts, so that each expression counts once.
        """
        if article not in self._judged:
            self._judged[article] = self._judgements(article)
        return self._judged[article]

    def weighed(self, article: str, targets: Collection[str]) -> dict[str, list[tuple[int, float]]]:
        """Return the same judgements of these targets as (sentence, value), without all else that is known of them."""
        found: dict[str, dict[int, tuple[int, float]]] = {target: {} for target in targets}
        wanted: dict[str, list[dict[int, tuple[int, float]]]] = {}
        columns = self.columns("evaluations", article, "target", "expression", "sentence", "value")
        for row, (target, expression, sentence, value) in enumerate(zip(*columns, strict=True)):
            if sentence is None:
                continue
            if target not in wanted:
                wanted[target] = [found[whole] for whole in self.wholes(target) if whole in found]
            # A model's judgement names no expression and stands for itself.
            key = -1 - row if expression is None else expression
            for those in wanted[target]:
                if key not in those or abs(value) > abs(those[key][1]):
                    those[key] = sentence, value
        return {target: list(those.values()) for target, those in found.items() if those}

    def _judgements(self, article: str) -> dict[str, list[Row]]:
        found: dict[str, dict[tuple[str, int], Row]] = defaultdict(dict)
        for row in self.of_article("evaluations", article):
            if row["sentence"] is None:
                continue
            by_expression = row["expression"] is not None
            key = ("expression", row["expression"]) if by_expression else ("evaluation", row["evaluation"])
            for target in self.wholes(row["target"]):
                if key not in found[target] or abs(row["value"]) > abs(found[target][key]["value"]):
                    found[target][key] = row
        return {target: list(rows.values()) for target, rows in found.items()}

    def of_unit(self, table: str, level: str, unit: str) -> list[Row]:
        """Return a statistic's rows for one article, source, group or the corpus."""
        return self.by_unit(table, level).rows(unit)

    def by_unit(self, table: str, level: str) -> Columns:
        """Return a statistic of one level, unit by unit."""
        if (table, level) not in self._cut:
            rows = self._table(table)
            self._cut[table, level] = Columns(rows.filter(pc.equal(rows["level"], level)), "unit")
        return self._cut[table, level]

    @cached_property
    def _articles_of(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for article, row in self.articles.items():
            found[row["source"]].append(article)
        return found

    def articles_of(self, source: str) -> list[str]:
        """Return the ids of a source's articles, in reading order."""
        return self._articles_of.get(source, [])

    def source_of(self, article: str) -> str:
        """Return the id of an article's source."""
        return str(self.articles[article]["source"]) if article in self.articles else UNKNOWN_SOURCE

    def source_name(self, source: str) -> str:
        """Return a source's name."""
        return (self.sources.get(source) or {}).get("name") or source

    @cached_property
    def _short_names(self) -> dict[str, str]:
        heads = {source: str(row["name"] or source).split(", ")[0].strip() for source, row in self.sources.items()}
        often = Counter(heads.values())
        return {s: h if len(h) >= SHORTEST_NAME and often[h] == 1 else self.source_name(s) for s, h in heads.items()}

    def short_name(self, source: str) -> str:
        """Return a source's name up to its first comma, where that alone tells it from all others."""
        return self._short_names.get(source) or self.source_name(source)

    @cached_property
    def names(self) -> dict[str, str]:
        """Names by the id of an entity or voice; asked for another id it answers with that, as words."""
        known = {entity: row["name"] for entity, row in self.entities.items() if row["name"]}
        voices = {AUTHOR: "the author", QUOTED: "people quoted", UNKNOWN_SPEAKER: "a speaker not identified"}
        return _Names(known | voices)

    def name(self, entity: str) -> str:
        """Return an entity's name, or a voice's."""
        return self.names[entity]

    def frame(self, frame: str) -> str:
        """Return a frame's label."""
        if frame == BASE:
            return "General English"
        return (self.frames.get(frame) or {}).get("label") or label(frame)


class _Names(dict[str, str]):
    def __missing__(self, entity: str) -> str:
        return label(entity)


class _Near(dict[_Key, _Value]):
    """Keeps what was asked for last, so that one large corpus doesn't stand in memory as rows."""

    def __setitem__(self, key: _Key, value: _Value) -> None:
        if len(self) >= NEAR:
            self.clear()
        super().__setitem__(key, value)


def _grouped(rows: Iterable[Row], key: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row[key]].append(row)
    return found
