"""Descriptions no lexicon lists, as the article itself makes them clear: "the chancellor", "the Belarusian guest".

A description stands for the one person, country or organisation of the article that fits it; where two fit, for none.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from framing.annotate.introductions import NOT_THE_SAME, Introductions
from framing.annotate.names import Found
from framing.annotate.titles import BEFORE_TITLES, GOVERNMENTS, OFFICES, PARTIES, ROLES, STATE_LEADERS, TITLES, word_set
from framing.lexicon.entries import Entity, Lexicon
from framing.model import EntityType, Parse

_DEFINITE = frozenset({"the", "this", "that"})
_COUNTRY = frozenset({"country", "nation"})
_COMPANY = frozenset({"company", "firm"})
_UNION = frozenset({"organisation", "organization", "bloc", "alliance"})
_NO_COMPANY = word_set(
    "university college ministry department court party union nations council committee congress academy agency bureau "
    "institute association police senate house school church administration federation parliament commission office"
)
_PAST = frozenset({"former", "ex", "late", "then"})
_NEAR = 3
"""Where several persons of the article fit, the only one named in this many sentences before is meant."""


@dataclass(slots=True)
class _Cast:
    """Who plays in the article, and what it calls them."""

    titles: Mapping[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    country: dict[str, str] = field(default_factory=dict)
    since: dict[str, int] = field(default_factory=dict)
    fitting: Mapping[tuple[str, str | None], list[str]] = field(default_factory=dict)
    """The persons whom a noun fits, with a country and without, as they come on."""


def find_descriptions(parse: Parse, text: str, lexicon: Lexicon, found: Sequence[Found]) -> list[Found]:
    """Return `found` with the local descriptions added, in order; one may take in the demonym before it."""
    at = {t: f for f in found for t in f.tokens}
    cast = _cast(parse, lexicon, found, at)
    introductions = Introductions(parse, text, found, at)
    of_entity: dict[str, list[Found]] = defaultdict(list)
    for f in found:
        of_entity[f.entity].append(f)
    firsts = [f.first for f in found]

    def named_before(t: int, sentences: int) -> Sequence[Found]:
        start = parse.sentences[max(0, parse.sentence_of[t] - sentences)][0]
        return found[bisect_left(firsts, start) : bisect_left(firsts, t)]

    added = []
    for t, lemma in enumerate(parse.lemma):
        if t in at or parse.tag[t] not in {"NN", "NNP", "NNS"}:
            continue
        if lemma in GOVERNMENTS:
            new = _government(parse, t, at)
        elif parse.tag[t] == "NNS":
            new = None
        elif lemma in OFFICES or lemma in ROLES:
            new = _person(parse, t, at, cast)
        elif lemma in _COUNTRY:
            new = _only_one_near(parse, t, named_before(t, 1), "country", cast)
            new = new if new and _is_salient(parse, of_entity[new.entity]) else None
        elif lemma in _COMPANY | _UNION:
            new = _only_one_near(parse, t, named_before(t, 2), "organisation", cast)
            new = new if new and _may_be_company(new.entity, lexicon) == (lemma in _COMPANY) else None
        else:
            new = introductions.taken_up(t)
        if new is not None:
            added.append(new)
    covered = {t for f in added for t in f.tokens}
    return sorted([*(f for f in found if not covered & set(f.tokens)), *added], key=lambda f: f.first)


def country_of(entity: Entity | None, lexicon: Lexicon) -> str | None:
    """Return the country an entity is part of, through any number of wholes."""
    seen = set()
    while entity is not None and entity.id not in seen:
        seen.add(entity.id)
        if entity.type == "country":
            return entity.id
        entity = lexicon.entities.get(entity.part_of or "")
    return None


def _cast(parse: Parse, lexicon: Lexicon, found: Sequence[Found], at: Mapping[int, Found]) -> _Cast:
    cast = _Cast()
    for f in found:
        if f.type != "person":
            continue
        if f.entity not in cast.since:
            cast.since[f.entity] = f.first
            entity = lexicon.entities.get(f.entity)
            if entity is not None:
                cast.titles[f.entity].update(_titles_listed(entity))
                if country := country_of(entity, lexicon):
                    cast.country[f.entity] = country
        cast.titles[f.entity].update(_titles_beside(parse, f, at))
        if f.country:
            cast.country.setdefault(f.entity, f.country)
    cast.fitting = _fitting(cast)
    return cast


def _titles_listed(entity: Entity) -> Iterable[str]:
    for description in entity.descriptions:
        spoken = description.lower().split()
        if not NOT_THE_SAME.intersection(spoken):
            yield from (word for word in spoken if word in TITLES)


def _titles_beside(parse: Parse, f: Found, at: Mapping[int, Found]) -> Iterable[str]:
    """Yield the titles before a name, apposed to it, or said of it ("Merkel is the chancellor")."""
    if not _PAST.intersection(parse.lower[f.first : f.name]):
        yield from (parse.lemma[t] for t in range(f.first, f.name))
    head = parse.head_in(range(f.name, f.after))
    beside = [c for c in parse.children[head] if parse.relation[c] == "appos"]
    if parse.relation[head] == "appos" and f.first - 2 <= parse.head[head] < f.first:  # "the mayor, Lindqvist"
        beside.append(parse.head[head])
    if parse.relation[head] == "nsubj":
        beside += [c for c in parse.children[parse.head[head]] if parse.relation[c] == "attr"]
    yield from (parse.lemma[c] for c in beside if c not in at and not _is_another(parse, c))


# --- one of a kind ------------------------------------------------------------------------------------------------


def _government(parse: Parse, t: int, at: Mapping[int, Found]) -> Found | None:
    if t == 0 or parse.relation[t] in {"compound", "amod", "nmod"} or parse.sentence_of[t - 1] != parse.sentence_of[t]:
        return None
    people = at.get(t - 1)
    if people is None or people.via != "demonym" or people.type != "country":
        return None
    return replace(people, after=t + 1, name=t, via="description")


def _person(parse: Parse, t: int, at: Mapping[int, Found], cast: _Cast) -> Found | None:
    if parse.relation[t] in {"compound", "amod", "nmod", "attr", "npadvmod"} or any(
        parse.relation[c] == "conj" or parse.lower[c] in {"a", "an", "any", "each", "every", "no"}
        for c in parse.children[t]
    ):
        return None
    first, country = _modifiers(parse, t, at)
    if _is_another(parse, t) or not _is_definite(parse, t, first):
        return None
    if parse.lemma[t] in OFFICES and any(parse.tag[c] == "PRP$" for c in parse.children[t]):
        return None
    beside = [parse.head[t]] if parse.relation[t] == "appos" else []
    beside += [c for c in parse.children[t] if parse.relation[c] == "appos"]
    if beside:
        named = [at[b] for b in beside if b in at and at[b].type == "person"]
        return Found(first, t + 1, t, named[0].entity, "person", "description") if named else None
    if _is_of_something_else(parse, t, at):
        return None
    country = country or _owner(parse, t, at)
    fitting = cast.fitting.get((parse.lemma[t], country), ())
    candidates = [e for e in fitting[:2] if cast.since[e] < t]
    if len(candidates) > 1:
        start = parse.sentences[max(0, parse.sentence_of[t] - _NEAR)][0]
        near = {at[u].entity for u in range(start, t) if u in at}
        candidates = [e for e in near if e in cast.since and _fits(parse.lemma[t], e, country, cast)]
    if len(candidates) != 1:
        return None
    return Found(first, t + 1, t, candidates[0], "person", "description")


def _fitting(cast: _Cast) -> dict[tuple[str, str | None], list[str]]:
    """Return for each noun and country whom they fit, in the order of their first mentions."""
    fitting: dict[tuple[str, str | None], list[str]] = defaultdict(list)
    for entity in sorted(cast.since, key=cast.since.__getitem__):
        nouns = cast.titles[entity] & OFFICES
        if cast.titles[entity] & STATE_LEADERS:
            nouns |= STATE_LEADERS & ROLES
        for noun in nouns:
            if _fits(noun, entity, None, cast):
                fitting[noun, None].append(entity)
        if country := cast.country.get(entity):
            for noun in ROLES | (cast.titles[entity] & OFFICES):
                fitting[noun, country].append(entity)
    return fitting


def _fits(noun: str, entity: str, country: str | None, cast: _Cast) -> bool:
    titles = cast.titles[entity]
    if country is not None:
        return cast.country.get(entity) == country and (noun in ROLES or noun in titles)
    if noun in STATE_LEADERS and noun in ROLES:
        return bool(titles & STATE_LEADERS)
    return noun in titles and noun in OFFICES


def _modifiers(parse: Parse, t: int, at: Mapping[int, Found]) -> tuple[int, str | None]:
    """Return where the description begins, and the country a demonym in it names."""
    first, country = t, None
    while first and parse.sentence_of[first - 1] == parse.sentence_of[t]:
        before = at.get(first - 1)
        if (
            before is not None
            and before.type == "country"
            and parse.relation[first - 1] in {"amod", "compound", "nmod"}
        ):
            country = country or before.entity
            first = before.first
        elif before is None and parse.lower[first - 1] in BEFORE_TITLES - NOT_THE_SAME:
            first -= 1
        else:
            break
    return first, country


def _is_another(parse: Parse, t: int) -> bool:
    return any(
        parse.lower[c] in NOT_THE_SAME or (parse.relation[c] == "compound" and parse.pos[c] == "NOUN")
        for c in parse.children[t]
        if c < t
    )


def _is_definite(parse: Parse, t: int, first: int) -> bool:
    words = {parse.lower[c] for c in parse.children[t] if parse.relation[c] in {"det", "poss"}}
    return bool(words & _DEFINITE) or any(parse.relation[c] == "poss" for c in parse.children[t]) or first < t


def _is_of_something_else(parse: Parse, t: int, at: Mapping[int, Found]) -> bool:
    """Say whether what goes with the noun is no country: "the company's president", "the Republican nominee"."""
    for c in parse.children[t]:
        if c > t and parse.relation[c] == "prep" and parse.lower[c] in {"of", "at", "for"}:
            return not any(at[o].type == "country" for o in parse.children[c] if o in at)
        if parse.relation[c] == "poss" and parse.tag[c] != "PRP$" and not (c in at and at[c].type == "country"):
            return True
        is_name = parse.pos[c] == "PROPN" or parse.lower[c] in PARTIES
        if c < t and parse.relation[c] != "poss" and is_name and not (c in at and at[c].type == "country"):
            return True
    return False


def _owner(parse: Parse, t: int, at: Mapping[int, Found]) -> str | None:
    """Return the country in "Russia's president" or "the president of Russia"."""
    for c in parse.children[t]:
        tokens = (c,) if parse.relation[c] == "poss" else parse.children[c] if parse.lower[c] == "of" else ()
        for o in tokens:
            if o in at and at[o].type == "country":
                return at[o].entity
    return None


def _is_salient(parse: Parse, mentions: Sequence[Found]) -> bool:
    """Say whether a country is more than passed through: the subject of something, or named again."""
    return len(mentions) != 1 or parse.relation[parse.head_in(mentions[0].tokens)] == "nsubj"


def _may_be_company(organisation: str, lexicon: Lexicon) -> bool:
    return organisation not in lexicon.entities and not _NO_COMPANY.intersection(organisation.split("-"))


def _only_one_near(parse: Parse, t: int, near: Sequence[Found], kind: EntityType, cast: _Cast) -> Found | None:
    """Resolve "the country" to the only one of these mentions' entities that is a country and stands before.

    Whoever governs a country brings it to mind as well, so that "the country" after Xi and Belarus is left open.
    """
    beside = {"det", "amod", "compound", "nmod", "prep", "relcl", "acl"}
    words = [parse.lower[c] for c in parse.children[t] if parse.relation[c] in beside]
    if words not in (["the"], ["this"]) or parse.relation[t] in {"attr", "compound", "appos"}:
        return None
    before = [f for f in near if f.after <= t]
    fitting = {f.entity for f in before if f.type == kind}
    if kind == "country":
        fitting |= {cast.country[f.entity] for f in before if f.entity in cast.country}
    return Found(t, t + 1, t, fitting.pop(), kind, "description") if len(fitting) == 1 else None
