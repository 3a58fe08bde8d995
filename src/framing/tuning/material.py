"""What an analyst tunes on: a corpus with its tables under one lexicon, opened from articles or from results."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from framing.corpus import read_corpus
from framing.errors import ResultsError
from framing.language import parse_articles
from framing.lexicon import Lexicon, lexicon_paths, load_lexicon
from framing.model import Article, Corpus, LeftOut, Parse, Section, Source, Span
from framing.pipeline import Settings, annotate_articles, most_judged, signature, tabulate
from framing.results import Tables, read_results, read_run
from framing.results.tables import in_batches
from framing.stance import Evidence, evidence_of
from framing.stance.evidence import numbers
from framing.tuning.words import WordIndex, index_words

Row = dict[str, Any]


@dataclass(frozen=True)
class Material:
    """A corpus under a lexicon: `tables` are those of `pipeline.tabulate`, stance filled in."""

    corpus: Corpus
    lexicon: Lexicon
    settings: Settings
    tables: Tables
    known_words: WordIndex | None = None
    """The index of words, where it is known already: an edit of the lexicon leaves it as it is."""
    known_evidence: Evidence | None = None
    """What stance is summed from, where it is known already."""

    @cached_property
    def words(self) -> WordIndex:
        """Which articles hold which words, from a file beside the parses when there is one; made when first asked."""
        return self.known_words or index_words(self.corpus.articles, cache=self.settings.cache)

    @cached_property
    def evidence(self) -> Evidence:
        """What stance is summed from; made when first asked."""
        return self.known_evidence or evidence_of(self.tables)

    @cached_property
    def number(self) -> Mapping[str, int]:
        """The place of each article in the corpus, by its id."""
        return {article.id: i for i, article in enumerate(self.corpus.articles)}

    def parses(self, numbers: Sequence[int]) -> Iterator[tuple[Article, Parse]]:
        """Yield these articles with their parses, in the order given."""
        some = [self.corpus.articles[i] for i in numbers]
        yield from zip(some, parse_articles(some, cache=self.settings.cache), strict=True)

    def rows(self, table: str) -> Mapping[str, Sequence[Row]]:
        """Return the rows of a table by article, in their order."""
        if table not in self._rows:
            by_article: dict[str, list[Row]] = defaultdict(list)
            for row in self.tables[table].to_pylist():
                by_article[row["article"]].append(row)
            self._rows[table] = by_article
        return self._rows[table]

    @cached_property
    def _rows(self) -> dict[str, Mapping[str, Sequence[Row]]]:
        return {}


def open_material(
    source: Path,
    settings: Settings,
    lexicon: Lexicon | None = None,
    *,
    on_done: Callable[[Article], None] | None = None,
    on_corpus: Callable[[Corpus], None] | None = None,
) -> Material:
    """Open a corpus, or a folder that `framing analyze` wrote, under `lexicon`, else under the one `settings` name.

    Results are taken as they are when this version made them under that lexicon; else their articles are annotated
    anew, by the evaluator they were made with. Raises FramingError for what a user can mend.
    """
    if lexicon is None:
        lexicon = load_lexicon(lexicon_paths(settings.lexicons, source), base=settings.base)
    results = results_folder(source)
    if results is None:
        return annotated(read_corpus(source), lexicon, settings, on_done=on_done, on_corpus=on_corpus)
    tables = _cut(read_results(results))
    corpus = corpus_of(tables)
    run = tables["run"].to_pylist()[0]
    evaluator, seed = _made_with(run)
    settings = replace(settings, evaluator=evaluator, seed=seed, targets=_wanted(tables, run))
    if run["signature"] == signature(lexicon, settings):
        return Material(corpus, lexicon, settings, tables)
    return annotated(corpus, lexicon, settings, on_done=on_done, on_corpus=on_corpus)


def made_with(results: Path) -> tuple[str, int]:
    """Return the evaluator that judged in a folder of results, and the seed of its bootstrap."""
    return _made_with(read_run(results))


def _made_with(run: Row) -> tuple[str, int]:
    seed = run["signature"].rpartition("seed ")[2]
    return run["evaluator"], int(seed) if seed.isdecimal() else 0


def _wanted(tables: Tables, run: Row) -> tuple[str, ...]:
    """Return the main targets of results when somebody named them; none when they are just the most judged."""
    targets = tuple(run["targets"] or ())
    return () if targets == most_judged_in(tables["evaluations"]) else targets


def most_judged_in(evaluations: pa.Table) -> tuple[str, ...]:
    """Return the targets judged in most articles, as `pipeline.main_targets` ranks them."""
    rows = evaluations.group_by("target").aggregate([("article", "count"), ("article", "count_distinct")]).to_pylist()
    judged = {row["target"]: row["article_count"] for row in rows}
    return most_judged(judged, {row["target"]: row["article_count_distinct"] for row in rows})


def _cut(tables: Tables) -> Tables:
    """Return tables that were read from disk, cut as they were when they were made."""
    ids = tables["articles"]["article"].to_pylist()
    cut = dict(tables)
    for name, table in tables.items():
        if table.schema.names[0] == "article" and len(table):
            number = numbers(table["article"], ids)
            if (np.diff(number) >= 0).all():
                cut[name] = in_batches(table, number, len(ids))
    return cut


def annotated(
    corpus: Corpus,
    lexicon: Lexicon,
    settings: Settings,
    *,
    on_done: Callable[[Article], None] | None = None,
    on_corpus: Callable[[Corpus], None] | None = None,
) -> Material:
    """Annotate a corpus from the beginning; articles that fail are left out of it."""
    found = annotate_articles(corpus, lexicon, settings, on_done=on_done, on_corpus=on_corpus)
    done = tuple(annotations.article for annotations in found.annotations)
    return Material(replace(found.corpus, articles=done), lexicon, settings, tabulate(found, settings))


def results_folder(source: Path) -> Path | None:
    """Return the folder of results that `source` is or holds; None when it is a corpus."""
    return next((folder for folder in (source, source / "results") if (folder / "run.parquet").is_file()), None)


def corpus_of(tables: Tables) -> Corpus:
    """Return the corpus that results were made of: the same articles, so that they have the same parses.

    Raises ResultsError when an article names a source that the results don't.
    """
    sources = {
        row["source"]: Source(row["source"], row["name"], row["kind"], row["group"], row["country"])
        for row in tables["sources"].to_pylist()
    }
    sections: dict[str, list[Section]] = defaultdict(list)
    for row in tables["sections"].to_pylist():
        sections[row["article"]].append(Section(Span(row["start"], row["end"]), row["kind"]))
    run = tables["run"].to_pylist()[0]
    try:
        articles = tuple(
            Article(
                id=row["article"],
                text=row["text"],
                source=sources[row["source"]],
                title=row["title"],
                date=row["date"],
                event=row["event"],
                url=row["url"],
                author=row["author"],
                file=row["file"],
                sections=tuple(sections[row["article"]]),
                warnings=tuple(row["warnings"] or ()),
            )
            for row in tables["articles"].to_pylist()
        )
    except KeyError as error:
        raise ResultsError(f"results name no source {error}; make them again with `framing analyze`") from None
    return Corpus(
        name=run["corpus"],
        articles=articles,
        left_out=tuple(LeftOut(row["file"], row["reason"]) for row in tables["left_out"].to_pylist()),
        events={row["event"]: row["label"] for row in tables["events"].to_pylist()},
        hints=tuple(run["hints"] or ()),
    )
