"""A corpus under a changed lexicon: only what the change can touch is annotated anew, and the tables are a full run's.

An article's annotations are a function of the article, its parse and the lexicon; terms enter it only where their
words stand. So a sentence that holds none of the changed terms' words keeps its rows.
"""

from collections.abc import Sequence
from dataclasses import replace

import pyarrow as pa

from framing.annotate.again import Again, annotate_again
from framing.lexicon import Lexicon
from framing.pipeline import signature
from framing.results import SCHEMAS, Tables
from framing.results.tables import in_batches, lexicon_tables, replaced
from framing.stance import renew_stance
from framing.stance.evidence import numbers
from framing.tuning.edits import edits
from framing.tuning.found import annotations_of
from framing.tuning.material import Material, annotated, most_judged_in
from framing.tuning.splice import spliced


def preview(material: Material, lexicon: Lexicon) -> Material:
    """Return the same corpus under another lexicon, as a full run would find it.

    Where more than terms differs (entities, scope rules, cues), every article is annotated anew.
    """
    phrases = edits(material.lexicon, lexicon).phrases
    if phrases is None:
        return annotated(material.corpus, lexicon, material.settings)
    found = _judged_again(material, lexicon, phrases)
    tables = _tables(material, lexicon, found)
    touched = {again.annotations.article.id for again in found}
    tables, evidence = renew_stance(tables, material.tables, material.evidence, touched, seed=material.settings.seed)
    return replace(material, lexicon=lexicon, tables=tables, known_words=material.words, known_evidence=evidence)


def _judged_again(material: Material, lexicon: Lexicon, phrases: Sequence[tuple[str, ...]]) -> list[Again]:
    """Return what the sentences hold in which one of the phrases may stand, an item an article."""
    touched = material.words.holding_any(phrases)
    before = annotations_of(material.tables, [material.corpus.articles[i] for i in touched])
    parses = (parse for _, parse in material.parses(list(touched)))
    return [
        annotate_again(found, parse, lexicon, sentences, evaluator=material.settings.evaluator)
        for found, parse, sentences in zip(before, parses, touched.values(), strict=True)
    ]


def _tables(material: Material, lexicon: Lexicon, found: Sequence[Again]) -> Tables:
    """Return the tables with the rows of the sentences in `found` replaced, and all that follows from the lexicon."""
    ids = tuple(material.number)
    touched = [again.annotations.article.id for again in found]
    new = spliced(material.tables, found) if found else {}
    tables = material.tables | {name: _replaced(material.tables[name], new[name], ids, touched) for name in new}
    expressions, evaluations = tables["expressions"], tables["evaluations"]
    counts = expressions.group_by("term").aggregate([("article", "count"), ("article", "count_distinct")]).to_pylist()
    fired = {row["term"]: (row["article_count"], row["article_count_distinct"]) for row in counts}
    run = tables["run"].to_pylist()[0] | {
        "signature": signature(lexicon, material.settings),
        "lexicon_digest": lexicon.digest,
        "targets": list(material.settings.targets or most_judged_in(evaluations)),
    }
    return tables | lexicon_tables(lexicon, fired) | {"run": pa.Table.from_pylist([run], SCHEMAS["run"])}


def _replaced(old: pa.Table, new: pa.Table, ids: Sequence[str], touched: Sequence[str]) -> pa.Table:
    """Return `old` with the rows of the `touched` articles taken from `new`, cut into batches as `to_tables` does."""
    at = numbers(pa.chunked_array([pa.array(touched, pa.string())]), ids).tolist()
    both = replaced(old, new, at, *(numbers(table["article"], ids) for table in (old, new)))
    return in_batches(both, numbers(both["article"], ids), len(ids))
