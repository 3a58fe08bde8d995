"""Phrases found in token columns: the one matcher behind terms, names, scope cues and attribution cues.

A phrase is a tuple of words as the tokenizer splits them, in lower case with straight apostrophes. A word of a phrase
matches a token when it equals the token as written (`Parse.lower`) or its dictionary form (`Parse.lemma`).
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Generic, NamedTuple, TypeVar

import numpy as np

from framing.model import Parse

T = TypeVar("T")

_STRAIGHT = str.maketrans("’‘ʼ", "'''")
_PUNCTUATION = '“”"„«»‘()[]{},;:!?…'
# fmt: off
_ABBREVIATIONS = frozenset({
    "adm.", "bros.", "co.", "corp.", "dr.", "gen.", "gov.", "inc.", "jr.", "ltd.", "messrs.", "mr.", "mrs.", "ms.",
    "mt.", "ph.d.", "prof.", "rep.", "rev.", "sen.", "sr.", "st.", "vs.",
    "jan.", "feb.", "mar.", "apr.", "jun.", "jul.", "aug.", "sep.", "sept.", "oct.", "nov.", "dec.",
})
# fmt: on
_INITIALS = re.compile(r"(?:[A-Za-z]\.)+")
# Hyphens and dashes part two letters; a slash or colon too; between digits only arithmetic signs do.
_INFIX = re.compile(r"(?<=[^\W_])(--|[-–—~/:])(?=[^\W\d_])|(?<=\d)([-+*^])(?=\d)")
_WHOLE = frozenset({"and/or", "24/7", "ne'er"})
_CONTRACTION = re.compile(r"(.+?)(n't|'s|'m|'d|'ve|'re|'ll)", re.IGNORECASE)


class PhraseMatch(NamedTuple, Generic[T]):
    """A phrase found at tokens `first` .. `after` (half-open), and what it stands for."""

    first: int
    after: int
    payload: T


class PhraseTable(Generic[T]):
    """Phrases and what each stands for; one phrase may stand for several things, kept in the order given.

    A tree of words: finding costs one look-up a token that begins no phrase, so a large table is nearly as fast as
    a small one.
    """

    def __init__(self, phrases: Iterable[tuple[tuple[str, ...], T]]) -> None:
        self._root: dict[str, Any] = {}
        for words, payload in phrases:
            node = self._root
            for word in words:
                node = node.setdefault(word, {})
            # No token is empty, so the empty word is free to hold what ends here.
            node.setdefault("", []).append(payload)

    def find(self, parse: Parse) -> Iterator[PhraseMatch[T]]:
        """Yield every match, overlapping ones too, by first token and then by length; none crosses a sentence."""
        lower, lemma = parse.lower, parse.lemma
        stops = set(parse.sentence_starts.tolist())
        stops.add(len(parse))
        for first in self._beginnings(parse):
            nodes = [self._root]
            at = first
            while nodes and (at == first or at not in stops):
                word, form = lower[at], lemma[at]
                forms = (word,) if word == form else (word, form)
                nodes = [node[w] for node in nodes for w in forms if w in node]
                at += 1
                for node in nodes:
                    for payload in node.get("", ()):
                        yield PhraseMatch(first, at, payload)

    def _beginnings(self, parse: Parse) -> list[int]:
        """Return the tokens that begin some phrase: each distinct word is looked up once."""
        root = self._root
        begins = np.fromiter((word != "" and word in root for word in parse.vocabulary), bool, len(parse.vocabulary))
        if not begins.any():
            return []
        found: list[int] = np.flatnonzero(begins[parse.lower_ids] | begins[parse.lemma_ids]).tolist()
        return found


def split_words(text: str) -> tuple[str, ...]:
    """Return the words of a term or a cue, as `PhraseTable` wants them: lower case, split as the tokenizer does.

    >>> split_words("All-weather"), split_words("Xi’s U.S. tie"), split_words("don't")
    (('all', '-', 'weather'), ('xi', "'s", 'u.s.', 'tie'), ('do', "n't"))
    """
    return tuple(token.lower() for token in split_tokens(text))


def joined_words(words: tuple[str, ...]) -> str:
    """Return words as a phrase that splits into them again: hyphens and clitics belong to the words beside them.

    >>> joined_words(("far", "-", "sighted")), joined_words(("does", "n't", "matter"))
    ('far-sighted', "doesn't matter")
    """
    phrase = " ".join(words)
    close = phrase.replace(" '", "'").replace(" n't", "n't").replace(" - ", "-")
    return next((form for form in (close, phrase) if split_words(form) == words), close)


def split_tokens(text: str) -> tuple[str, ...]:
    """Return the words of a name as written but for straight apostrophes, split as spaCy's English tokenizer does.

    Covers what terms and names are made of (hyphens, possessives, contractions, initials, punctuation), not all of
    spaCy's exceptions; a test compares the two over the whole packaged lexicon.
    """
    if text.isascii() and text.isalpha() and text.lower() != "cannot":
        return (text,)
    tokens: list[str] = []
    for chunk in text.translate(_STRAIGHT).split():
        tokens += _split_chunk(chunk)
    return tuple(tokens)


def _split_chunk(chunk: str) -> list[str]:
    if chunk.isalpha() and chunk.lower() != "cannot":
        return [chunk]
    before: list[str] = []
    behind: list[str] = []
    while len(chunk) > 1 and (chunk[0] in _PUNCTUATION or chunk[0] in "'$"):
        before.append(chunk[0])
        chunk = chunk[1:]
    while len(chunk) > 1:
        if chunk[-1] in _PUNCTUATION or chunk[-1] in "'%" or (chunk[-1] == "." and not _keeps_period(chunk)):
            behind.insert(0, chunk[-1])
            chunk = chunk[:-1]
        elif chunk[-2:].lower() == "'s":
            behind.insert(0, chunk[-2:])
            chunk = chunk[:-2]
        else:
            break
    return [*before, *_split_inside(chunk), *behind] if chunk else [*before, *behind]


def _keeps_period(chunk: str) -> bool:
    return chunk == "..." or chunk.lower() in _ABBREVIATIONS or _INITIALS.fullmatch(chunk) is not None


def _split_inside(chunk: str) -> list[str]:
    if chunk.lower() in _WHOLE:
        return [chunk]
    if chunk.lower() == "cannot":
        return [chunk[:3], chunk[3:]]
    if "'" in chunk and (contraction := _CONTRACTION.fullmatch(chunk)):
        return [*_split_inside(contraction[1]), contraction[2]]
    return [part for part in _INFIX.split(chunk) if part]
