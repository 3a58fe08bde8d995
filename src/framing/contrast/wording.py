"""How two renderings differ: word by word, in manner, and where one denies what the other says."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal, TypeAlias

from framing.contrast.renderings import Rendering, stem, tokens, words_of
from framing.model import Span

Side: TypeAlias = Literal["both", "a", "b"]

CUT_SHORT = 0.8
"""From so many of its words in the other on, and of so many fewer, a rendering is the other one cut short."""
_SHORTER = 0.75
_DENIAL = re.compile(
    r"\b(?:not|never|no|nor|neither)\b(?!\s+(?:only|just|merely|simply|least|so\b|as\b))|n['’]t\b", re.IGNORECASE
)
_SMALL_WORDS = "a an the any of in on at to by for and or with that this as be been being is was were"
_SMALL = frozenset(_SMALL_WORDS.split())
_ANY_OCCASION = "visit meeting trip talks negotiation summit dinner lunch reception ceremony session conference"
_OCCASIONS = frozenset(map(stem, _ANY_OCCASION.split()))
"""Nouns that may stand for each other: a working visit is denied by "not a working meeting"."""
_REACH = 3


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch that both renderings have, or one of them alone; spans are places in their texts, None for none."""

    side: Side
    a: Span | None
    b: Span | None


@dataclass(frozen=True, slots=True)
class Denial:
    """What one side denies: the words after the "not", and the first two of them as stems."""

    words: str
    stems: tuple[str, ...]


def diff(a: str, b: str) -> list[Piece]:
    """Return the two texts word by word: what both have, what a alone has, what b alone has, in order.

    >>> [p.side for p in diff("It will endure, they say", "China will endure")]
    ['a', 'b', 'both', 'a']
    """
    one, other = tokens(a), tokens(b)
    matcher = SequenceMatcher(None, words_of(a), words_of(b), autojunk=False)
    pieces = []
    for tag, i, j, k, m in matcher.get_opcodes():
        of_a = Span(one[i].start, one[j - 1].end) if j > i else None
        of_b = Span(other[k].start, other[m - 1].end) if m > k else None
        if tag == "equal":
            pieces.append(Piece("both", of_a, of_b))
        else:
            pieces += [Piece("a", of_a, None)] if of_a else []
            pieces += [Piece("b", None, of_b)] if of_b else []
    return pieces


def only(pieces: Sequence[Piece], side: Side, text: str) -> str:
    """Return the words that one side alone has, stretches parted by an ellipsis."""
    spans = [p.a if side == "a" else p.b for p in pieces if p.side == side]
    return " … ".join(s.of(text) for s in spans if s)


def manner(a: str, b: str) -> str:
    """Return how the two tell the same: in the same words, one cut short, or in other words."""
    one, other = words_of(a), words_of(b)
    if one == other:
        return "same words"
    short, long = sorted((one, other), key=len)
    same = sum(block.size for block in SequenceMatcher(None, short, long, autojunk=False).get_matching_blocks())
    if same >= CUT_SHORT * len(short) and len(short) <= _SHORTER * len(long):
        return "cut short"
    return "other words"


def denials(text: str) -> list[Denial]:
    """Return what a text denies.

    >>> [d.words for d in denials("Not official, not a working meeting. It was not only that.")]
    ['official', 'working meeting']
    """
    found = []
    for denied in _DENIAL.finditer(text):
        after = re.split(r'[,.;:!?()“”"]', text[denied.end() :], maxsplit=1)[0]
        words = [w for w in words_of(after) if w not in _SMALL][:2]
        if words:
            found.append(Denial(" ".join(words), tuple(map(stem, words))))
    return found


def contradiction(a: Rendering, b: Rendering) -> str:
    """Return in words what one of two aligned renderings denies and the other says, or nothing: a candidate only."""
    for one, other in ((a, b), (b, a)):
        denied_there = {s for denial in denials(other.text) for s in denial.stems[:1]}
        for denial in denials(one.text):
            first = denial.stems[0]
            if f"w:{first}" in one.marks and f"w:{first}" in other.marks and first not in denied_there:
                return f"“not {denial.words}” against “{_around(other.text, first)}”"
    return ""


def denied_elsewhere(denial: Denial, text: str) -> str:
    """Return where `text` says, undenied, the very thing that is denied ("a working visit"), or nothing."""
    if len(denial.stems) < 2:
        return ""
    quality, thing = denial.stems[:2]
    found = tokens(text)
    stems = [stem(span.of(text)) for span in found]
    denied = {d.stems[:2] for d in denials(text)}
    for i in range(len(found) - 1):
        alike = stems[i + 1] == thing or {stems[i + 1], thing} <= _OCCASIONS
        if stems[i] == quality and alike and (stems[i], stems[i + 1]) not in denied:
            return text[found[i].start : found[i + 1].end]
    return ""


def _around(text: str, wanted: str) -> str:
    found = tokens(text)
    at = next((i for i, span in enumerate(found) if stem(span.of(text)) == wanted), 0)
    first, last = max(0, at - _REACH + 1), min(len(found) - 1, at + _REACH - 1)
    return text[found[first].start : found[last].end]
