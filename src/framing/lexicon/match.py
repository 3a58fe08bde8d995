"""Find the terms and the names of a lexicon in a parse.

Which of several overlapping terms counts: a term of the lexicon before one of the base layer; then the longest; then
the one with more conditions; then the one matched as written rather than by lemma; then the first in the text.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from framing.lexicon.entries import BASE, Entity, Lexicon, Name, Term
from framing.model import Parse, Via

_Match = TypeVar("_Match", "TermMatch", "NameMatch")
_REVERSING_FIRST = frozenset({"anti", "non", "counter", "ex", "pseudo", "quasi", "de", "un", "no", "zero", "mock"})
_REVERSING_LAST = frozenset({"free", "less", "proof"})
_VIA_ORDER: tuple[Via, ...] = ("alias", "metonym", "demonym", "description")


@dataclass(frozen=True, slots=True)
class TermMatch:
    """A term at tokens `first` .. `after` (half-open)."""

    term: Term
    first: int
    after: int


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A name of `entity` at tokens `first` .. `after`; for a metonym, `entity` is the one it stands for."""

    entity: Entity
    via: Via
    first: int
    after: int


def find_terms(parse: Parse, lexicon: Lexicon) -> tuple[TermMatch, ...]:
    """Find the terms that count, in text order; no two overlap.

    All conditions are checked but `targets`, which is the evaluator's. A term may end a hyphenated compound
    ("Belarus-friendly") but neither begin one nor stand inside one ("family-like"), unless it is `hyphenated`: then
    the match covers the compound from the term on. After "anti-", "non-" and their like, and before "-free", no term
    counts.
    """
    joints = _joints(parse)
    candidates: list[TermMatch] = []
    taken = bytearray(len(parse))
    denied: list[TermMatch] = []
    for first, end, term in lexicon.term_table.find(parse):
        after = _compound_end(parse, joints, first, end, term.hyphenated)
        if after is None or not _has_pos(parse, term, first, end, after) or not _has_near(parse, term, first, end):
            continue
        match = TermMatch(term, first, after)
        excepted = any(_is_excepted(parse, first, end, phrase) for phrase in term.unless)
        (denied if excepted else candidates).append(match)
    candidates.sort(key=lambda m: _rank(parse, m))
    custom = _without_overlaps((m for m in candidates if m.term.frame != BASE), taken)
    # What a person says a word is not ("Great Wall"), general English doesn't know better.
    _without_overlaps((m for m in denied if m.term.frame != BASE), taken)
    base = _without_overlaps((m for m in candidates if m.term.frame == BASE), taken)
    return tuple(sorted(custom + base, key=lambda m: m.first))


def why_not(parse: Parse, term: Term, first: int, end: int) -> str:
    """Return, in words, which condition keeps `term` from counting at tokens `first` .. `end`; "" when none does."""
    after = _compound_end(parse, _joints(parse), first, end, term.hyphenated)
    if after is None:
        return "part of a compound"
    if not _has_pos(parse, term, first, end, after):
        return f"{parse.pos[_head_of(parse, first, end)]} here, not {' or '.join(term.pos)}"
    if not _has_near(parse, term, first, end):
        return "none of the words of 'near' in the sentence"
    phrase = next((p for p in term.unless if _is_excepted(parse, first, end, p)), None)
    return f"in 'unless' phrase \"{' '.join(phrase)}\"" if phrase else ""


def find_names(parse: Parse, text: str, lexicon: Lexicon) -> tuple[NameMatch, ...]:
    """Find the names of listed entities, in text order; no two overlap, the longest wins.

    Names, metonyms and demonyms match as written in `text`; descriptions in any case and by lemma, but a person's
    not in the plural ("Chinese leaders" isn't Xi). A possessive "’s" is no part of a match. That "in Minsk" is a place
    and that "China Daily" is another name is for `annotate` to say.
    """
    joints = _joints(parse)
    taken = bytearray(len(parse))
    found = []
    for first, after, name in lexicon.name_table.find(parse):
        fits = _is_described(parse, joints, name, first, after) if name.via == "description" else (
            _is_written(parse, text, name, first, after)
        )  # fmt: skip
        if fits:
            found.append(NameMatch(name.entity, name.via, first, after))
    found.sort(key=lambda m: (m.first - m.after, _VIA_ORDER.index(m.via), m.first))
    return tuple(sorted(_without_overlaps(found, taken), key=lambda m: m.first))


def _rank(parse: Parse, match: TermMatch) -> tuple[int, int, int, int]:
    written = sum(parse.lower[match.first + k] == word for k, word in enumerate(match.term.words))
    return match.first - match.after, -match.term.conditions, -written, match.first


def _without_overlaps(matches: Iterable[_Match], taken: bytearray) -> list[_Match]:
    """Keep each match, in the order given, whose tokens are still free; mark them taken."""
    kept = []
    for match in matches:
        if not any(taken[match.first : match.after]):
            taken[match.first : match.after] = b"\1" * (match.after - match.first)
            kept.append(match)
    return kept


def _joints(parse: Parse) -> frozenset[int]:
    """Return the hyphens that join two words without a space."""
    if "-" not in parse.vocabulary:
        return frozenset()
    at = np.flatnonzero(parse.lower_ids == parse.vocabulary.index("-"))
    at = at[(at > 0) & (at < len(parse) - 1)]
    glued = (parse.ends[at - 1] == parse.starts[at]) & (parse.ends[at] == parse.starts[at + 1])
    return frozenset(at[glued].tolist())


def _compound_end(parse: Parse, joints: frozenset[int], first: int, after: int, hyphenated: bool) -> int | None:
    """Return where a match ends when compounds are reckoned with; None where the term may not stand."""
    begin = first
    while begin - 1 in joints:
        begin -= 2
    if begin != first and parse.lower[begin] in _REVERSING_FIRST:
        return None
    if after not in joints:
        return after
    if not hyphenated:
        return None
    while after in joints:
        after += 2
    return None if parse.lower[after - 1] in _REVERSING_LAST else after


def _has_pos(parse: Parse, term: Term, first: int, end: int, after: int) -> bool:
    """Say whether the head of the phrase, or any word of a compound it begins, is of the parts of speech asked for."""
    if not term.pos:
        return True
    if end < after:
        return any(parse.pos[i] in term.pos for i in range(first, after))
    return parse.pos[_head_of(parse, first, end)] in term.pos


def _head_of(parse: Parse, first: int, after: int) -> int:
    return next((i for i in range(first, after) if parse.head[i] == i or not first <= parse.head[i] < after), first)


def _has_near(parse: Parse, term: Term, first: int, after: int) -> bool:
    """Say whether one of the words asked for stands in the sentence, outside the term ("like" in "family-like")."""
    if not term.near:
        return True
    sentence = parse.sentences[parse.sentence_of[first]]
    around = (*range(sentence.start, first), *range(after, sentence.stop))
    return any(parse.lemma[i] in term.near or parse.lower[i] in term.near for i in around)


def _is_excepted(parse: Parse, first: int, after: int, phrase: tuple[str, ...]) -> bool:
    """Say whether a phrase that is not the term stands around the match."""
    return any(_stands_at(parse, phrase, start) for start in range(max(0, after - len(phrase)), first + 1))


def _stands_at(parse: Parse, phrase: tuple[str, ...], start: int) -> bool:
    if start + len(phrase) > len(parse):
        return False
    return all(word in (parse.lower[i], parse.lemma[i]) for i, word in enumerate(phrase, start))


def _is_written(parse: Parse, text: str, name: Name, first: int, after: int) -> bool:
    tokens = zip(parse.starts[first:after].tolist(), parse.ends[first:after].tolist(), name.words, strict=True)
    return all(text[start:end].replace("’", "'") == word for start, end, word in tokens)


def _is_described(parse: Parse, joints: frozenset[int], name: Name, first: int, after: int) -> bool:
    if first - 1 in joints or after in joints:
        return False
    if name.entity.type != "person":
        return True
    words = zip(range(first, after), name.words, strict=True)
    return not any(parse.tag[i] in ("NNS", "NNPS") and parse.lower[i] != word.lower() for i, word in words)
