"""Reports that stand between commas within the clause they report: "Russia, says Zelensky, is at war".

Parsers read the words before the first comma as who speaks, or both names as one in apposition. The order of the
words decides it instead: a finite verb after the second comma lacks a subject, which stands before the first.
"""

from collections.abc import Container
from dataclasses import dataclass, replace

import numpy as np

from framing.model import Parse

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_CUE_TAGS = frozenset({"VBD", "VBZ", "VBP"})
_OPENERS = frozenset({"DET", "PROPN", "NOUN", "ADJ", "NUM", "PRON"})
_IN_PHRASE = _OPENERS | {"ADP", "PART", "CCONJ", "SYM"}
_RELATIVES = frozenset({"who", "whom", "whose", "which", "that", "what"})
_TIMES = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december yesterday today tonight tomorrow day days week weeks month months year years
    morning evening night""".split()  # noqa: SIM905
)
_BEFORE_VERB = frozenset({"ADV", "PART", "INTJ"})
_CONNECTIVES = frozenset({"however", "still", "meanwhile", "nevertheless", "nonetheless", "moreover", "yet", "indeed"})
_MARKS = frozenset("\"“”„«»‘’'") | {"``", "''"}
_BREAKS = frozenset({";", ":", "—", "–", "--"})
_LONGEST = 14
"""Tokens that who speaks, and where and when, may take."""


@dataclass(frozen=True, slots=True)
class Parenthetical:
    """A report within its content: the tokens of who speaks, and of the content before and after it."""

    speaker: range
    before: range
    after: range


def find_parenthetical(parse: Parse, cue: int) -> Parenthetical | None:
    """Return the report between commas that the verb `cue` makes, None where the order of the words is another."""
    sentence = parse.sentences[parse.sentence_of[cue]]
    if parse.tag[cue] not in _CUE_TAGS or parse.relation[cue] == "acl" or not sentence.start < cue < sentence.stop - 1:
        return None
    found = _inverted(parse, cue, sentence) if parse.lower[cue - 1] == "," else _plain(parse, cue, sentence)
    if found is None:
        return None
    speaker, opening, closing = found
    before, after = _subject(parse, sentence, opening), _predicate(parse, sentence, closing)
    return Parenthetical(speaker, before, after) if before and after else None


def _inverted(parse: Parse, cue: int, sentence: range) -> tuple[range, int, int] | None:
    """ ", said Kern, a former director," with its first and last comma."""
    end = _phrase_end(parse, cue + 1, sentence)
    speaker = range(cue + 1, end)
    if end >= sentence.stop or parse.lower[end] != "," or not _may_speak(parse, speaker):
        return None
    apposition = _phrase_end(parse, end + 1, sentence)
    if end + 1 < apposition < sentence.stop and parse.lower[apposition] == ",":
        return range(cue + 1, apposition), cue - 1, apposition
    return speaker, cue - 1, end


def _plain(parse: Parse, cue: int, sentence: range) -> tuple[range, int, int] | None:
    """ ", Starmer said on Monday," with its first and last comma."""
    last = cue
    while last > sentence.start and parse.pos[last - 1] in ("ADV", "AUX"):
        last -= 1
    first = last
    while first > sentence.start and last - first < _LONGEST and _is_in_phrase(parse, first - 1):
        first -= 1
    speaker = range(first, last)
    if first <= sentence.start + 1 or parse.lower[first - 1] != "," or not _may_speak(parse, speaker):
        return None
    closing = next((t for t in sentence if t > cue and parse.lower[t] == ","), cue + 1 + _LONGEST)
    rest = range(cue + 1, closing)
    if len(rest) >= _LONGEST or any(parse.tag[t] in _FINITE or parse.pos[t] in ("SCONJ", "PUNCT") for t in rest):
        return None
    return speaker, first - 1, closing


def _phrase_end(parse: Parse, first: int, sentence: range) -> int:
    """Return where the noun phrase that begins at `first` ends."""
    end = first
    while end < sentence.stop and end - first < _LONGEST and _is_in_phrase(parse, end):
        end += 1
    return end


def _is_in_phrase(parse: Parse, token: int) -> bool:
    return parse.lower[token] == "-" or (parse.pos[token] in _IN_PHRASE and parse.lower[token] not in _RELATIVES)


def _may_speak(parse: Parse, phrase: range) -> bool:
    """Say whether a noun phrase can be who speaks: "Kern", "its leader", "critics"; not "Monday", "bail"."""
    if not phrase or parse.pos[phrase.start] not in _OPENERS:
        return False
    if any(parse.lower[t] in _TIMES for t in phrase) or parse.lower[phrase.start] in ("nobody", "no", "none"):
        return False
    nouns = [t for t in phrase if parse.pos[t] in ("PROPN", "NOUN", "PRON", "NUM", "DET")]
    return any(parse.pos[t] != "NOUN" or parse.tag[t] == "NNS" for t in nouns)


def _subject(parse: Parse, sentence: range, opening: int) -> range:
    """Return the noun phrase before the first comma, which has no predicate of its own; else nothing."""
    first = next((t + 1 for t in range(opening - 1, sentence.start - 1, -1) if parse.lower[t] in _BREAKS),
                 sentence.start)  # fmt: skip
    while first < opening and (
        parse.tag[first] == "CC" or parse.lower[first] in _CONNECTIVES | _MARKS | {","} or parse.pos[first] == "SPACE"
    ):
        first += 1
    whole = range(first, opening)
    last_part = next((t + 1 for t in reversed(whole) if parse.lower[t] == ","), first)
    if not whole or parse.pos[last_part] not in _OPENERS or not any(parse.pos[t] in _OPENERS for t in whole):
        return range(0)
    if any(parse.tag[t] in _FINITE and not _is_relative(parse, t) for t in whole):
        return range(0)
    return whole


def _is_relative(parse: Parse, token: int) -> bool:
    return any(parse.relation[t] in ("relcl", "acl") for t in (token, *parse.ancestors(token)))


def _predicate(parse: Parse, sentence: range, closing: int) -> range:
    """Return what follows the second comma, where that begins with a finite verb; else nothing."""
    first = verb = closing + 1
    while verb < sentence.stop and (parse.pos[verb] in _BEFORE_VERB or parse.lower[verb] in _MARKS):
        verb += 1
    if verb >= sentence.stop or parse.tag[verb] not in _FINITE:
        return range(0)
    head = parse.head[verb] if parse.relation[verb] in ("aux", "auxpass") and parse.head[verb] > verb else verb
    last = max(parse.subtree(head)[-1], head)
    while first < last and parse.lower[first] in _MARKS:
        first += 1
    while last > first and parse.pos[last] == "PUNCT":
        last -= 1
    return range(first, last + 1)


def rehung(parse: Parse, lemmas: Container[str]) -> Parse:
    """Return the parse with the subjects where such reports want them: the cue's after it, the content's before it.

    Parsers exchange the two, and whom the content judges would be who speaks. `lemmas` are the cues.
    """
    heads, relations = list(parse.head), dict[int, str]()
    for cue, lemma in enumerate(parse.lemma):
        if parse.tag[cue] in _CUE_TAGS and lemma in lemmas and (found := find_parenthetical(parse, cue)):
            moved, named = _moves(parse, cue, found)
            if moved and _is_tree(heads, moved):
                relations |= named
                for token, head in moved.items():
                    heads[token] = head
    if not relations:
        return parse
    vocabulary = tuple(dict.fromkeys((*parse.vocabulary, *relations.values())))
    relation_ids = parse.relation_ids.copy()
    for token, relation in relations.items():
        relation_ids[token] = vocabulary.index(relation)
    return replace(
        parse, heads=np.array(heads, dtype=parse.heads.dtype), relation_ids=relation_ids, vocabulary=vocabulary
    )


def _moves(parse: Parse, cue: int, found: Parenthetical) -> tuple[dict[int, int], dict[int, str]]:
    """Return the new heads and relations of the cue, its speaker, and the subject and verb of its content."""
    first = next(t for t in found.after if parse.tag[t] in _FINITE)
    is_auxiliary = parse.relation[first] in ("aux", "auxpass") and parse.head[first] > first
    verb = parse.head[first] if is_auxiliary else first
    subject, speaker = parse.head_in(found.before), parse.head_in(found.speaker)
    passive = any(parse.relation[c] == "auxpass" for c in parse.children[verb])
    moved = {subject: verb, cue: verb, speaker: cue}
    named = {subject: "nsubjpass" if passive else "nsubj", cue: "parataxis", speaker: "nsubj"}
    if cue in parse.ancestors(verb):
        moved[verb] = verb if parse.head[cue] == cue else parse.head[cue]
        named[verb] = parse.relation[cue]
    return moved, named


def _is_tree(heads: list[int], moved: dict[int, int]) -> bool:
    """Say whether every moved token still leads up to a root."""
    for token in moved:
        at = token
        for _ in range(len(heads)):
            above = moved.get(at, heads[at])
            if above == at:
                break
            at = above
            if at == token:
                return False
    return True
