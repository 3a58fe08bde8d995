"""Stretches that may be names: what name recognition found, cleaned, and who it overlooked."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from framing.annotate.titles import belongs_to_title, is_profession, is_title, word_set
from framing.model import EntityType, Parse

Words: TypeAlias = tuple[str, ...]

TYPES: Mapping[str, EntityType] = {
    "PERSON": "person",
    "ORG": "organisation",
    "NORP": "group",
    "EVENT": "event",
    # A place no lexicon lists is a mention only where it is no place: "Texas sued". Then it is those who govern it.
    "GPE": "government",
}
"""Labels of name recognition that can be holders or targets; dates, sums, works of art, streets, laws are none."""
EDGE = word_set("the a an ' '' \" “ ” ‘ ’ 's - – — . , : ; ( ) [ ] / * • & and of this that these those its his her")
_HUMAN_VERBS = word_set(
    "say tell ask write speak note add argue insist deny admit concede explain reply respond answer joke tweet testify "
    "recall remember think believe feel know want hope fear wish decide refuse apologize resign marry die laugh smile "
    "cry sit stand walk talk shout whisper nod shrug vow pledge promise praise criticize criticise accuse blame mock "
    "dismiss brush pick plead graduate born serve love hate enjoy worry realize realise learn suggest point urge warn"
)
_MOST_TOKENS = 8


@dataclass(frozen=True, slots=True)
class Name:
    """A stretch that name recognition took for a name, trimmed of titles, marks and possessives."""

    first: int
    after: int
    label: str
    words: Words


def recognised(parse: Parse, text: str) -> tuple[Name, ...]:
    """Return what name recognition found, cleaned: never empty, never lower case, never over a line break."""
    found = [
        name
        for first, after, label in parse.names.tolist()
        if (name := _cleaned(parse, text, first, after, _label(parse, first, after, parse.vocabulary[label])))
        is not None
    ]
    taken = {t for first, after, _ in parse.names.tolist() for t in range(first, after)}
    found += _introduced(parse, text, taken)
    taken |= {t for n in found for t in range(n.first, n.after)}
    found += _acting(parse, text, taken)
    return tuple(sorted(found, key=lambda n: n.first))


def _label(parse: Parse, first: int, after: int, label: str) -> str:
    """Return the label of a name; one after "its director," is a person's, whatever recognition takes it for."""
    if label in TYPES or after - first < 2:
        return label
    head = parse.head_in(range(first, after))
    office = parse.head[head]
    named = parse.relation[head] == "appos" and office < first and is_profession(parse, office)
    return "PERSON" if named else label


def _introduced(parse: Parse, text: str, taken: set[int]) -> Iterable[Name]:
    """Yield who is brought in by profession, though not recognised: "Nikolay Vavilov, political scientist"."""
    for comma, word in enumerate(parse.lower):
        if word != "," or comma + 1 == len(parse):
            continue
        first = comma
        while (
            first
            and comma - first < 3
            and first - 1 not in taken
            and is_name_part(parse, text, first - 1)
            and "\n" not in text[parse.spans[first - 1].end : parse.spans[first].start]
        ):
            first -= 1
        profession = any(is_profession(parse, t) for t in range(comma + 1, min(comma + 4, len(parse))))
        if comma - first >= 2 and profession and parse.sentence_of[first] == parse.sentence_of[comma]:
            yield Name(first, comma, "PERSON", parse.lower[first:comma])


def _acting(parse: Parse, text: str, taken: set[int]) -> Iterable[Name]:
    """Yield who does what only people do, though not recognised: "Bade wrote", "Jindal brushed aside the question"."""
    for t, relation in enumerate(parse.relation):
        if relation != "nsubj" or t in taken or parse.lemma[parse.head[t]] not in _HUMAN_VERBS:
            continue
        if not is_name_part(parse, text, t) or is_headline(parse, text, t):
            continue
        first = t
        while first and first - 1 not in taken and t - first < 2 and is_name_part(parse, text, first - 1):
            first -= 1
        alone = first == 0 or parse.pos[first - 1] not in {"PROPN", "DET", "ADJ", "NUM"}
        if alone and t + 1 < len(parse) and parse.pos[t + 1] != "PROPN":
            yield Name(first, t + 1, "PERSON", parse.lower[first : t + 1])


def _cleaned(parse: Parse, text: str, first: int, after: int, label: str) -> Name | None:
    for t in range(first + 1, after):
        if "\n" in text[parse.spans[t - 1].end : parse.spans[t].start]:
            after = t
            break
    lower = parse.lower
    while first < after and (lower[first] in EDGE or (label == "PERSON" and _leads_a_name(parse, first, after))):
        first += 1
    while after > first and (lower[after - 1] in EDGE or (label == "PERSON" and parse.tag[after - 1] == "POS")):
        after -= 1
    while (
        label != "PERSON" and after - first > 1 and parse.pos[after - 1] == "NOUN" and _is_lower(parse, text, after - 1)
    ):
        after -= 1
    words = lower[first:after]
    if not words or len(words) > _MOST_TOKENS or not any(len(w) > 1 for w in words):
        return None
    written = parse.span(first, after).of(text)
    if not written[0].isalpha() or written.islower() or re.search(r"[@\\<>|=“”\"]|https?:|www\.", written):
        return None
    if len(words) == 1 and (
        belongs_to_title(parse, first) or parse.pos[first] == "ADJ" or words[0].endswith("ologist")
    ):
        return None
    if label == "NORP" and parse.relation[parse.head_in(range(first, after))] in {"amod", "compound", "nmod"}:
        return None
    if label == "PERSON" and (any(w[0].isdigit() for w in words) or parse.pos[after - 1] in {"VERB", "AUX", "ADP"}):
        return None
    return Name(first, after, label, tuple(words))


def _leads_a_name(parse: Parse, first: int, after: int) -> bool:
    return first + 1 < after and belongs_to_title(parse, first)


def _is_lower(parse: Parse, text: str, token: int) -> bool:
    return text[parse.spans[token].start].islower()


def is_headline(parse: Parse, text: str, token: int) -> bool:
    """Say whether the token's sentence is set in title case, where capitals tell nothing."""
    sentence = parse.sentences[parse.sentence_of[token]]
    if parse.lower[sentence[-1]] in {".", "”", '"'}:
        return False
    words = [t for t in sentence if len(parse.lower[t]) > 3 and parse.lower[t].isalpha()]
    capitals = sum(text[parse.spans[t].start].isupper() for t in words)
    return len(words) > 1 and capitals >= 0.7 * len(words)


def is_name_part(parse: Parse, text: str, t: int) -> bool:
    return t >= 0 and parse.pos[t] == "PROPN" and text[parse.spans[t].start].isupper() and not is_title(parse, t)
