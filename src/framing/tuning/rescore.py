"""A corpus under a changed lexicon: only what the change can touch is annotated anew, and the tables are a full run's.

An article's annotations are a function of the article, its parse and the lexicon; terms enter it only where their
words stand. So an article that holds none of the changed terms' words keeps its rows.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from framing.annotate import annotate
from framing.lexicon import Lexicon
from framing.model import Annotations
from framing.pipeline import most_judged, signature
from framing.results import SCHEMAS, Tables, to_tables
from framing.results.tables import ARTICLES_A_BATCH, lexicon_tables
from framing.stance import add_stance
from framing.stance.evidence import numbers
from framing.tuning.edits import edits
from framing.tuning.material import Material, annotated

_OF_TERMS = ("expressions", "evaluations")
"""The tables by article that terms decide; mentions, attributions and the rest are the same under any terms."""


def preview(material: Material, lexicon: Lexicon) -> Material:
    """Return the same corpus under another lexicon, as a full run would find it.

    Where more than terms differs (entities, scope rules, cues), every article is annotated anew.
    """
    phrases = edits(material.lexicon, lexicon).phrases
    if phrases is None:
        return annotated(material.corpus, lexicon, material.settings)
    touched = material.words.holding_any(phrases)
    found = _annotate(material, lexicon, touched)
    tables = _spliced(material, lexicon, found)
    return replace(material, lexicon=lexicon, tables=add_stance(tables, seed=material.settings.seed))


def _annotate(material: Material, lexicon: Lexicon, numbers: Sequence[int]) -> tuple[Annotations, ...]:
    evaluator = material.settings.evaluator
    return tuple(annotate(a, parse, lexicon, evaluator=evaluator) for a, parse in material.parses(numbers))


def _spliced(material: Material, lexicon: Lexicon, found: Sequence[Annotations]) -> Tables:
    """Return the tables with the rows of the articles in `found` replaced, and all that follows from the lexicon."""
    ids = tuple(material.number)
    new = to_tables(found, material.corpus, lexicon, signature="", evaluator="")
    tables = material.tables | {
        name: _replaced(material.tables[name], new[name], ids, [a.article.id for a in found]) for name in _OF_TERMS
    }
    fired: dict[str, list[str]] = defaultdict(list)
    expressions = tables["expressions"]
    for term, article in zip(expressions["term"].to_pylist(), expressions["article"].to_pylist(), strict=True):
        fired[term].append(article)
    judged: dict[str, list[str]] = defaultdict(list)
    evaluations = tables["evaluations"]
    for article, target in zip(evaluations["article"].to_pylist(), evaluations["target"].to_pylist(), strict=True):
        judged[article].append(target)
    run = tables["run"].to_pylist()[0] | {
        "signature": signature(lexicon, material.settings),
        "lexicon_digest": lexicon.digest,
        "targets": list(material.settings.targets or most_judged(judged.values())),
    }
    return tables | lexicon_tables(lexicon, fired) | {"run": pa.Table.from_pylist([run], SCHEMAS["run"])}


def _replaced(old: pa.Table, new: pa.Table, ids: Sequence[str], touched: Sequence[str]) -> pa.Table:
    """Return `old` with the rows of the `touched` articles taken from `new`, in the order of `ids`.

    The rows are cut into batches as `to_tables` cuts them, so that the same rows are the same bytes on disk.
    """
    kept = old.filter(pc.invert(pc.is_in(old["article"], pa.array(touched, pa.string()))))
    both = pa.concat_tables([kept, new]).combine_chunks()
    article = numbers(both["article"], ids)
    order = np.argsort(article, kind="stable")
    both, article = both.take(pa.array(order)), article[order]
    edges = np.searchsorted(article, np.arange(0, len(ids) + ARTICLES_A_BATCH, ARTICLES_A_BATCH)).tolist()
    parts = [both.slice(a, b - a).combine_chunks() for a, b in pairwise(edges) if a < b]
    return pa.concat_tables(parts) if parts else both
