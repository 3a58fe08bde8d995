"""Words and phrases that tell two groups apart, for ranking only."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from framing.contrast.groups import Comparison
from framing.contrast.terms import LONGEST, Terms, terms_of
from framing.results.schemas import SCHEMAS, Tables, empty
from framing.stance.evidence import count, total
from framing.stance.score import Numbers, Reals

PRIOR_WORDS = 500.0
"""How many words the prior weighs: enough that a word used twice doesn't lead the list."""
MIN_OCCURRENCES = {1: 5, 2: 4, 3: 3}
"""How often a word, and a phrase of so many words, must stand in the two groups."""
MIN_ARTICLES = 2
_DIGITS = 6


def log_odds(a: Reals, b: Reals, prior: Reals) -> Reals:
    """Return the z of each word's log-odds ratio between a and b, with informative Dirichlet prior.

    `a`, `b`: its occurrences on each side; `prior`: its pseudo-occurrences. Positive: typical of a. It ranks words; it
    is no test of them (Monroe, Colaresi & Quinn 2008, equations 16 and 22).
    """
    with_a, with_b = a + prior, b + prior
    # A word that is all there is on both sides has no odds; it tells nothing apart.
    others = [np.maximum(side.sum() - side, np.finfo(np.float64).tiny) for side in (with_a, with_b)]
    ratio = np.log(with_a / others[0]) - np.log(with_b / others[1])
    return np.asarray(ratio / np.sqrt(1 / with_a + 1 / with_b))


def keyness(tables: Tables, comparisons: Sequence[Comparison]) -> pa.Table:
    """Return the words and phrases of each comparison, the most typical of its first group first.

    A word counts with its part of speech, in articles that are on a side. It needs five occurrences in two articles; a
    phrase of two or three content words four or three.
    """
    if not len(tables["words"]) or not comparisons:
        return empty("keyness")
    n_articles = len(tables["articles"])
    terms = terms_of(tables, *range(1, LONGEST + 1))
    parts = [_keyness(c, [_Sides.of(c, t, n_articles) for t in terms]) for c in comparisons]
    return pa.concat_tables(parts).combine_chunks()


def without_persons(keyness: pa.Table) -> pa.Table:
    """Return the rows of keyness that aren't names of persons."""
    return keyness.filter(pc.invert(keyness["of_person"]))


def dispersion(term: Numbers, article: Numbers, times: Reals, sizes: Reals, n_terms: int) -> Reals:
    """Return Gries' DP of each term: 0 where articles use it in proportion to their length, near 1 for one alone.

    `term`, `article`, `times`: how often each term stands in each article; `sizes`: the words of each article. NaN for
    a term that stands nowhere (Gries 2008, "Dispersions and adjusted frequencies in corpora").
    """
    share = sizes[article] / max(sizes.sum(), 1.0)
    uses = total(term, times, n_terms)
    used = np.divide(times, uses[term], out=np.zeros(len(times)), where=uses[term] > 0)
    # Articles without the term differ from their share by all of it.
    apart = total(term, np.abs(used - share), n_terms) + 1 - total(term, share, n_terms)
    return np.where(uses > 0, apart / 2, np.nan)


@dataclass(frozen=True)
class _Sides:
    """The terms of one length on the two sides of a comparison: times, articles and dispersion of each."""

    terms: Terms
    times: tuple[Reals, Reals]
    articles: tuple[Numbers, Numbers]
    spread: tuple[Reals, Reals]
    of_person: Reals

    @classmethod
    def of(cls, comparison: Comparison, terms: Terms, n_articles: int) -> "_Sides":
        n = len(terms.lemmas)
        times, articles, spread = [], [], []
        for members in (comparison.articles_a, comparison.articles_b):
            inside = np.isin(np.arange(n_articles), members)
            rows = inside[terms.article]
            term, article, n_times = terms.term[rows], terms.article[rows], terms.times[rows]
            times.append(total(term, n_times, n))
            articles.append(count(term, n))
            spread.append(dispersion(term, article, n_times, terms.sizes * inside, n))
        return cls(terms, (times[0], times[1]), (articles[0], articles[1]), (spread[0], spread[1]), terms.of_person)


def _keyness(comparison: Comparison, sides: Sequence[_Sides]) -> pa.Table:
    tables = [_rows(comparison, side, length) for length, side in enumerate(sides, start=1)]
    table = pa.concat_tables(tables).combine_chunks()
    return table.take(pc.sort_indices(table, [("z", "descending"), ("n_words", "ascending"), ("lemma", "ascending")]))


def _rows(comparison: Comparison, side: _Sides, length: int) -> pa.Table:
    (a, b), (articles_a, articles_b), terms = side.times, side.articles, side.terms
    pooled = a + b
    if not (a.any() and b.any()):
        return empty("keyness")
    # Words of neither side would have an infinite odds ratio of nothing; they are no part of this comparison.
    said = pooled > 0
    z = np.zeros(len(a))
    z[said] = log_odds(a[said], b[said], PRIOR_WORDS * pooled[said] / pooled.sum())
    z = np.round(z, _DIGITS) + 0.0
    kept = np.flatnonzero((pooled >= MIN_OCCURRENCES[length]) & (articles_a + articles_b >= MIN_ARTICLES))
    columns: dict[str, Any] = {
        "group_a": [comparison.group_a] * len(kept),
        "group_b": [comparison.group_b] * len(kept),
        "lemma": [terms.lemmas[i] for i in kept.tolist()],
        "form": terms.forms(kept),
        "pos": [terms.kinds[i] for i in kept.tolist()],
        "n_words": [length] * len(kept),
        "of_person": side.of_person[kept] > 0.5,
        "z": z[kept],
        "n_a": a[kept].astype(np.int32),
        "n_b": b[kept].astype(np.int32),
        "articles_a": articles_a[kept].astype(np.int32),
        "articles_b": articles_b[kept].astype(np.int32),
    }
    spreads = {
        name: pa.array(np.round(spread[kept], _DIGITS) + 0.0, pa.float64(), from_pandas=True)
        for name, spread in zip(("spread_a", "spread_b"), side.spread, strict=True)
    }
    return pa.Table.from_pydict(columns | spreads, SCHEMAS["keyness"])
