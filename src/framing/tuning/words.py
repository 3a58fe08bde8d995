"""Which articles hold which words: what a change of a lexicon can touch is found without reading every article."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from framing.language import parse_articles
from framing.model import Article, IntColumn, Parse

_NOTHING: IntColumn = np.zeros(0, dtype=np.int32)


@dataclass(frozen=True)
class WordIndex:
    """For each word, as written in lower case or in dictionary form, the numbers of the articles that hold it."""

    articles: dict[str, IntColumn]

    def holding(self, phrase: Sequence[str]) -> IntColumn:
        """Return the articles that hold every word of `phrase`, somewhere: all that can hold the phrase, and more."""
        lists = sorted((self.articles.get(word, _NOTHING) for word in phrase), key=len)
        found = lists[0] if lists else _NOTHING
        for more in lists[1:]:
            found = np.intersect1d(found, more, assume_unique=True)
        return found

    def holding_any(self, phrases: Iterable[Sequence[str]]) -> list[int]:
        """Return the articles that may hold one of `phrases`, in order."""
        return sorted({i for phrase in phrases for i in self.holding(phrase).tolist()})


def index_words(articles: Sequence[Article], *, cache: Path | None = None) -> WordIndex:
    """Index the words of the articles' parses, which are kept in `cache` or made."""
    found: dict[str, list[int]] = {}
    for number, parse in enumerate(parse_articles(articles, cache=cache)):
        for word in words_in(parse):
            found.setdefault(word, []).append(number)
    return WordIndex({word: np.array(at, dtype=np.int32) for word, at in found.items()})


def words_in(parse: Parse) -> list[str]:
    """Return the words that a phrase can match in `parse`, each once."""
    used = np.zeros(len(parse.vocabulary), dtype=bool)
    used[parse.lower_ids] = used[parse.lemma_ids] = True
    return [parse.vocabulary[i] for i in np.flatnonzero(used).tolist()]
