"""Patterns such as `act*` written out: framing matches words, so a pattern becomes the words of a list that fit it."""

import importlib.util
import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import islice, product
from pathlib import Path

MAX_FORMS = 2_000
"""A pattern that fits more words says too little to be written out."""


class WordList:
    """Words in lower case, to be asked which of them fit a pattern of `*` (any letters) and `?` (one letter)."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = sorted({word.lower() for word in words})

    def expand(self, pattern: str) -> list[str] | None:
        """Return the phrases that fit a phrase of patterns, in order; None when they are more than MAX_FORMS."""
        parts = [self._fitting(part) if is_pattern(part) else [part] for part in pattern.lower().split()]
        forms = list(islice((" ".join(words) for words in product(*parts)), MAX_FORMS + 1))
        return forms if len(forms) <= MAX_FORMS else None

    def _fitting(self, pattern: str) -> list[str]:
        literal = re.split(r"[*?]", pattern, maxsplit=1)[0]
        first = bisect_left(self._words, literal)
        after = bisect_left(self._words, literal + "\U0010ffff")
        return [word for word in self._words[first:after] if fits(pattern, word)]


def is_pattern(term: str) -> bool:
    """Say whether a term holds a wildcard."""
    return "*" in term or "?" in term


def fits(pattern: str, word: str) -> bool:
    """Say whether a word fits a pattern. Linear but for going back to the last `*`: no pattern can stall it.

    >>> fits("act*", "acting"), fits("gr?y", "grey"), fits("*ism", "is"), fits("a*b*c", "aXbYbZc")
    (True, True, False, True)
    """
    at = back = 0
    star = -1
    k = 0
    while k < len(word):
        if at < len(pattern) and pattern[at] == "*":
            star, back = at, k
            at += 1
        elif at < len(pattern) and pattern[at] in ("?", word[k]):
            at, k = at + 1, k + 1
        elif star >= 0:
            back += 1
            at, k = star + 1, back
        else:
            return False
    return not pattern[at:].strip("*")


def common_words() -> Sequence[str]:
    """Return the 79,000 words of the list that comes with TextBlob (Brill 1992, from Brown and the Penn Treebank).

    Names are left out. Nothing when the list is missing.
    """
    package = importlib.util.find_spec("textblob")
    for folder in (package.submodule_search_locations or ()) if package else ():
        path = Path(folder) / "en" / "en-lexicon.txt"
        if path.is_file():
            pairs = (line.split() for line in path.read_text("utf-8", "replace").splitlines())
            return [pair[0] for pair in pairs if len(pair) == 2 and not pair[1].startswith("NNP")]
    return ()
