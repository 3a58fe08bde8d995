"""The result tables as rows, looked up in the ways the pages ask. The only module of the report that sees Arrow."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

import pyarrow as pa
import pyarrow.compute as pc

from framing.lexicon.entries import BASE
from framing.model import AUTHOR, QUOTED, UNKNOWN_SOURCE, UNKNOWN_SPEAKER
from framing.report.words import label

Row: TypeAlias = dict[str, Any]

SHORTEST_NAME = 3
"""Letters; fewer before a comma are no name."""


@dataclass(frozen=True)
class Rows:
    """All result tables; a missing table reads as an empty one."""

    tables: Mapping[str, pa.Table]
    excerpts: bool = False
    """Whether of each article only the judged sentences may be shown."""

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
    def sources(self) -> dict[str, Row]:
        """Sources by id; one that only articles name is added, so that every link lands."""
        found = {row["source"]: row for row in self.all("sources")}
        for row in self.articles.values():
            if row["source"] not in found:
                found[row["source"]] = {
                    "source": row["source"], "name": row["source"], "kind": "", "group": row["group"], "country": "",
                    "n_articles": sum(a["source"] == row["source"] for a in self.articles.values()),
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
        return tuple(
            sorted(
                self.sources,
                key=lambda s: (self.groups.index(self.sources[s]["group"] or ""), self.sources[s]["name"], s),
            )
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
        judged: dict[str, int] = defaultdict(int)
        for row in self.all("evaluations"):
            judged[row["target"]] += 1
        return tuple(sorted(judged, key=lambda t: (-judged[t], t))[:5])

    @cached_property
    def stance(self) -> dict[tuple[str, str, str, str], Row]:
        """Stance by level, unit, target and voice."""
        return {(r["level"], r["unit"], r["target"], r["voice"]): r for r in self.all("stance")}

    @cached_property
    def _by_article(self) -> dict[str, dict[str, list[Row]]]:
        tables = ("sections", "sentences", "mentions", "attributions", "expressions", "evaluations", "references")
        return {table: _grouped(self.all(table), "article") for table in tables}

    def of_article(self, table: str, article: str) -> list[Row]:
        """Return one article's rows of a table, in their order."""
        return self._by_article[table].get(article, [])

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
    def _numbers(self) -> dict[tuple[str, str], dict[int, Row]]:
        return {}

    def numbered(self, table: str, article: str) -> dict[int, Row]:
        """Return one article's sentences, mentions or expressions by their number."""
        column = table.removesuffix("s")
        if (table, article) not in self._numbers:
            self._numbers[table, article] = {row[column]: row for row in self.of_article(table, article)}
        return self._numbers[table, article]

    @cached_property
    def _expressed(self) -> dict[tuple[str, int], list[float]]:
        found: dict[tuple[str, int], list[float]] = defaultdict(list)
        for row in self.all("expressions"):
            if row["sentence"] is not None:
                found[row["article"], row["sentence"]].append(row["value"] or 0.0)
        return found

    def expressed(self, article: str, sentence: int) -> list[float]:
        """Return the values of the evaluative expressions of a sentence, whoever is meant by them."""
        return self._expressed.get((article, sentence), [])

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

    @cached_property
    def _judged(self) -> dict[str, dict[str, list[Row]]]:
        return {}

    def judgements(self, article: str) -> dict[str, list[Row]]:
        """Return one article's judgements by target, as stance sums them: a whole has those of its parts too.

        Of one expression's judgements of one target the strongest counts, so that each expression counts once.
        """
        if article not in self._judged:
            self._judged[article] = self._judgements(article)
        return self._judged[article]

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

    @cached_property
    def _by_unit(self) -> dict[str, dict[tuple[str, str], list[Row]]]:
        found: dict[str, dict[tuple[str, str], list[Row]]] = {}
        for table in ("stance", "stance_by_month", "frames", "speakers", "borrowed", "reliance", "naming"):
            found[table] = defaultdict(list)
            for row in self.all(table):
                found[table][row["level"], row["unit"]].append(row)
        return found

    def of_unit(self, table: str, level: str, unit: str) -> list[Row]:
        """Return a statistic's rows for one article, source, group or the corpus."""
        return self._by_unit[table].get((level, unit), [])

    def words(self, lemmas: Iterable[str]) -> dict[tuple[str, str], list[Row]]:
        """Return where these lemmas stand, by lemma and part of speech. Filtered in Arrow: the table is the longest."""
        table = self.tables.get("words")
        if table is None:
            return {}
        wanted = table.filter(pc.is_in(table["lemma"], value_set=pa.array(sorted(set(lemmas)), pa.string())))
        found: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in wanted.to_pylist():
            found[row["lemma"], row["pos"]].append(row)
        return found

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

    def name(self, entity: str) -> str:
        """Return an entity's name, or a voice's."""
        if entity == AUTHOR:
            return "the author"
        if entity == QUOTED:
            return "people quoted"
        if entity == UNKNOWN_SPEAKER:
            return "a speaker not identified"
        return (self.entities.get(entity) or {}).get("name") or label(entity)

    def frame(self, frame: str) -> str:
        """Return a frame's label."""
        if frame == BASE:
            return "General English"
        return (self.frames.get(frame) or {}).get("label") or label(frame)


def _grouped(rows: Iterable[Row], key: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row[key]].append(row)
    return found
