"""What is "ours": "our country" in the words of somebody who has one, "our defenders" in a president's own address.

Who says "our state" counts himself in, the plainest sign of an in-group (van Dijk 1998, *Ideology*). It is a mention of
the country once it is known whose words they are; where that is not known, or two countries fit, it is none.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from framing.annotate.descriptions import country_of
from framing.annotate.titles import word_set
from framing.lexicon.entries import Entity, Lexicon
from framing.model import Article, Mention, Parse

_HOME = frozenset({"country", "nation", "homeland"})
"""What is a country whoever's it is: "his country"."""
_OURS = _HOME | word_set(
    "state motherland fatherland people land army military soldier warrior defender hero citizen territory forces "
    "sovereignty independence troop"
)
"""What is a country's, or its people, where a "we" owns it: "our state", "our soldiers"."""
_SPEECH_BY = re.compile(
    r"\b(?:address|speech|statement|remarks|message|appeal|greetings?)\s+(?:by|of|from)\s+(?P<who>.+)"
    r"|(?P<owner>\b[A-Z].+)[’']s (?:address|speech|statement|remarks|message|appeal)\b",
    re.IGNORECASE,
)
_ADDRESSED = re.compile(r"\b(?:to|at|on|during|for|before|following|after)\b")


def find_homes(
    parse: Parse,
    lexicon: Lexicon,
    taken: Iterable[int],
    owners: Mapping[int, str],
    speakers: Sequence[set[str] | None],
    author: str | None,
) -> list[Mention]:
    """Find "his country" where it is known whose, and what is "ours" in the words of somebody who has a country.

    `owners` are the possessive pronouns resolved so far; `speakers` holds for each token who says it, None for the
    author, whose country is `author`.
    """
    found, taken = [], set(taken)
    for t, lemma in enumerate(parse.lemma):
        if t == 0 or t in taken or lemma not in _OURS or parse.pos[t] not in ("NOUN", "PROPN"):
            continue
        first = _possessive(parse, t)
        if first is None or any(u in taken for u in range(first + 1, t)):
            continue
        if parse.lower[first] == "our":
            by = speakers[first]
            countries = {author} if by is None else {country_of(lexicon.entities.get(p), lexicon) for p in by}
        elif first in owners and lemma in _HOME and parse.tag[t] == "NN":
            countries, first = {country_of(lexicon.entities.get(owners[first]), lexicon)}, t
        else:
            continue
        if len(countries) == 1 and (country := countries.pop()):
            found.append(Mention(parse.span(first, t + 1), country, "country", "description", t))
    return found


def author_home(article: Article, parse: Parse, lexicon: Lexicon, mentions: Sequence[Mention]) -> str | None:
    """Return the country that "our" means in the author's own words; None where nothing, or two things, tell.

    First the country that the manifest gives the source; then whose speech the title says the text is; then what the
    text itself calls ours ("our Ukraine", "we, Ukrainians").
    """
    if listed := _country_named(article.source.country, lexicon):
        return listed
    if (speech := _SPEECH_BY.search(article.title)) is not None:
        who = _ADDRESSED.split(speech["who"] or speech["owner"])[0]
        if by := _only(country_of(entity, lexicon) for entity in _entities_in(who, lexicon)):
            return by
    at = {t: m.entity for m in mentions if m.type == "country" for t in parse.tokens_in(m.span)}
    return _only(at[t] for t, word in enumerate(parse.lower) for t in _called_ours(parse, t, word, at))


def _possessive(parse: Parse, noun: int) -> int | None:
    """Return the possessive pronoun that `noun` hangs on, with at most two adjectives between."""
    for t in range(noun - 1, max(noun - 4, -1), -1):
        if parse.tag[t] == "PRP$":
            return t if parse.head[t] == noun else None
        if parse.pos[t] not in ("ADJ", "NOUN", "PROPN", "ADV"):
            return None
    return None


def _called_ours(parse: Parse, t: int, word: str, at: Mapping[int, str]) -> Iterable[int]:
    """Yield the country's name in "our Ukraine", "our Ukrainian ports", "we, Ukrainians", "we Ukrainians"."""
    if word == "our" and t + 1 in at:
        yield t + 1
    elif word in ("we", "us"):
        name = t + 2 if parse.lower[t + 1 : t + 2] == (",",) else t + 1
        if name in at and parse.tag[name] in ("NNPS", "NNS"):
            yield name


def _entities_in(words: str, lexicon: Lexicon) -> list[Entity]:
    spaced = " " + re.sub(r"[^\w.]+", " ", words) + " "
    return [
        lexicon.entities[entity.metonym_of or entity.id]
        for entity in lexicon.entities.values()
        if any(f" {form} " in spaced for form in (entity.name, *entity.aliases))
    ]


def _country_named(name: str, lexicon: Lexicon) -> str | None:
    if not name:
        return None
    return _only(e.id for e in lexicon.entities.values() if e.type == "country" and name in (e.id, e.name, *e.aliases))


def _only(found: Iterable[str | None]) -> str | None:
    """Return the one thing found, None where there are none or two."""
    different = set(found) - {None}
    return different.pop() if len(different) == 1 else None
