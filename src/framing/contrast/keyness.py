"""Words that tell two groups apart, for ranking only."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from framing.contrast.groups import Comparison
from framing.results.schemas import SCHEMAS, Tables, empty
from framing.stance.evidence import count, distinct, integers, numbers, total
from framing.stance.score import Numbers, Reals

PRIOR_WORDS = 500.0
"""How many words the prior weighs: enough that a word used twice doesn't lead the list."""
MIN_OCCURRENCES = 5
MIN_ARTICLES = 2
_DIGITS = 6


def log_odds(a: Reals, b: Reals, prior: Reals) -> Reals:
    """Return the z of each word's log-odds ratio between a and b, with informative Dirichlet prior.

    `a`, `b`: its occurrences on each side; `prior`: its pseudo-occurrences. Positive: typical of a. It ranks words; it
    is no test of them (Monroe, Colaresi & Quinn 2008, equations 16 and 22).
    """
    with_a, with_b = a + prior, b + prior
    ratio = np.log(with_a / (with_a.sum() - with_a)) - np.log(with_b / (with_b.sum() - with_b))
    return np.asarray(ratio / np.sqrt(1 / with_a + 1 / with_b))


def keyness(tables: Tables, comparisons: Sequence[Comparison]) -> pa.Table:
    """Return the words of each comparison, the most typical of its first group first.

    A word counts with its part of speech, so names (PROPN) can be masked; it needs five occurrences in two articles.
    """
    words = tables["words"]
    if not len(words) or not comparisons:
        return empty("keyness")
    articles = tables["articles"]["article"].to_pylist()
    lemmas, kinds = (sorted(pc.unique(words[name]).to_pylist()) for name in ("lemma", "pos"))
    lemma, pos = numbers(words["lemma"], lemmas), numbers(words["pos"], kinds)
    _, first, word = distinct(lemma, pos)
    names = [(lemmas[lemma[i]], kinds[pos[i]]) for i in first]
    article, times = numbers(words["article"], articles), integers(words["n"])
    parts = [_keyness(c, names, word, article, times, len(articles)) for c in comparisons]
    return pa.concat_tables(parts).combine_chunks()


def _keyness(
    comparison: Comparison,
    names: Sequence[tuple[str, str]],
    word: Numbers,
    article: Numbers,
    times: Numbers,
    n_articles: int,
) -> pa.Table:
    n = len(names)
    sides = []
    for members in (comparison.articles_a, comparison.articles_b):
        inside = np.isin(np.arange(n_articles), members)[article] & (times > 0)
        sides.append((total(word[inside], times[inside], n), count(word[inside], n)))
    (a, articles_a), (b, articles_b) = sides
    pooled = a + b
    if not (a.any() and b.any()):
        return empty("keyness")
    # Words of neither side would have an infinite odds ratio of nothing; they are no part of this comparison.
    said = pooled > 0
    z = np.zeros(n)
    z[said] = log_odds(a[said], b[said], PRIOR_WORDS * pooled[said] / pooled.sum())
    kept = np.flatnonzero((pooled >= MIN_OCCURRENCES) & (articles_a + articles_b >= MIN_ARTICLES))
    z = np.round(z, _DIGITS) + 0.0
    kept = kept[np.argsort(-z[kept], kind="stable")]
    columns: dict[str, Any] = {
        "group_a": [comparison.group_a] * len(kept),
        "group_b": [comparison.group_b] * len(kept),
        "lemma": [names[i][0] for i in kept.tolist()],
        "pos": [names[i][1] for i in kept.tolist()],
        "z": z[kept],
        "n_a": a[kept].astype(np.int32),
        "n_b": b[kept].astype(np.int32),
        "articles_a": articles_a[kept].astype(np.int32),
        "articles_b": articles_b[kept].astype(np.int32),
    }
    return pa.Table.from_pydict(columns, SCHEMAS["keyness"])
