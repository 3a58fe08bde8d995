"""Who is named, and where: names, descriptions, demonyms and metonyms of the lexicon, and names it doesn't list.

Rules run over the parse, each abstains when two readings fit. Pronouns come later (`pronouns.py`), when it is known
who speaks.
"""

from collections.abc import Container, Iterable, Mapping, Sequence

from framing.annotate.descriptions import find_descriptions
from framing.annotate.names import Found, display_names, group_names
from framing.annotate.places import reads_as_place
from framing.annotate.pronouns import resolve_pronouns
from framing.annotate.recognition import Name, is_headline, recognised
from framing.annotate.things import COMPANY
from framing.annotate.titles import BEFORE_TITLES, belongs_to_title, is_title, word_set
from framing.lexicon import find_names
from framing.lexicon.entries import Entity, Lexicon
from framing.model import Article, Mention, NamedEntity, Parse

__all__ = ["entities", "find_mentions", "resolve_pronouns"]

_OF_NAMES = frozenset({"of", "for", "and", "the", "'s", "-", "–", "in"})
_STATE_FORMS = word_set("republic kingdom federation union state states commonwealth people people's sultanate")
"""With these a country's name is still the country: "the Republic of Belarus"."""
_LANGUAGE_GOVERNORS = word_set("speak learn translate write read teach study understand publish broadcast")


def find_mentions(article: Article, parse: Parse, lexicon: Lexicon) -> tuple[Mention, ...]:
    """Find all mentions but pronouns, in text order and without overlap.

    `via` says how: alias, description, metonym or demonym of a lexicon's entity, or `name` for an entity that only
    name recognition knows. A title before a name belongs to the mention; `head` is the name's own.
    """
    text = article.text
    names = recognised(parse, text)
    listed, places = _listed(parse, text, lexicon, names)
    in_places = {t for f in places for t in f.tokens}
    open_names = [n for n in names if in_places.isdisjoint(range(n.first, n.after))]
    unlisted = group_names(parse, text, lexicon, open_names, listed)
    acting = [f for f in unlisted if f.type != "government" or not reads_as_place(parse, f.name, f.after)]
    found = _with_titles(parse, sorted([*listed, *acting], key=lambda f: f.first))
    return tuple(_mention(parse, f) for f in find_descriptions(parse, text, lexicon, found))


def entities(article: Article, parse: Parse, lexicon: Lexicon, mentions: Iterable[Mention]) -> dict[str, NamedEntity]:
    """Return every entity mentioned and what it is part of, by id; unlisted ones named as the article writes them."""
    mentions = tuple(mentions)
    names = display_names(article.text, parse, mentions)
    found: dict[str, NamedEntity] = {}
    for mention in mentions:
        if mention.entity in found:
            continue
        entity = lexicon.entities.get(mention.entity)
        if entity is None:
            found[mention.entity] = NamedEntity(
                mention.entity, names.get(mention.entity, mention.entity), mention.type, listed=False
            )
        while entity is not None and entity.id not in found:
            found[entity.id] = NamedEntity(entity.id, entity.name, entity.type, entity.part_of)
            entity = lexicon.entities.get(entity.part_of or "")
    return dict(sorted(found.items()))


def _mention(parse: Parse, found: Found) -> Mention:
    head = parse.head_in(range(found.name, found.after))
    return Mention(parse.span(found.first, found.after), found.entity, found.type, found.via, head)


# --- the lexicon's names ------------------------------------------------------------------------------------------


def _listed(parse: Parse, text: str, lexicon: Lexicon, names: Sequence[Name]) -> tuple[list[Found], list[Found]]:
    """Return the lexicon's names that stand for an entity here, and those that are only a place or a language."""
    matches = []
    elsewhere = {e.id for e in lexicon.entities.values() if e.between and not _all_named(text, lexicon, e.between)}
    for match in find_names(parse, text, lexicon):
        entity = lexicon.entities[match.entity.metonym_of or match.entity.id]
        if entity.id in elsewhere:
            continue
        after = _completed(parse, entity, match.first, match.after) if match.via == "alias" else match.after
        matches.append(Found(match.first, after, match.first, entity.id, entity.type, match.via))
    at = {t: f for f in matches for t in f.tokens}
    hidden = {f for name in names for f in _hidden_by(parse, text, lexicon, name, at)}
    persons = {t for a, b, label in parse.names.tolist() if parse.vocabulary[label] == "PERSON" for t in range(a, b)}
    listed, places = [], []
    for f in matches:
        if f in hidden or _in_longer_name(parse, text, f, at, persons):
            continue
        if (f.via == "metonym" and reads_as_place(parse, f.first, f.after)) or (
            f.via == "demonym" and _is_language(parse, f)
        ):
            places.append(f)
        else:
            listed.append(f)
    return listed, places


def _all_named(text: str, lexicon: Lexicon, parties: Sequence[str]) -> bool:
    """Say whether `text` holds a name, a demonym or a metonym of each of `parties`."""
    return all(
        any(
            form in text
            for entity in lexicon.entities.values()
            if party in (entity.id, entity.metonym_of)
            for form in (entity.name, *entity.aliases, *entity.demonyms)
        )
        for party in parties
    )


def _completed(parse: Parse, entity: Entity, first: int, after: int) -> int:
    """Return where a person's name ends if "President Xi" cut off "Xi Jinping"."""
    if entity.type != "person":
        return after
    forms = [form.lower().split() for form in (entity.name, *entity.aliases)]
    ends = (
        t + len(form) for t in range(first + 1, after) for form in forms if list(parse.lower[t : t + len(form)]) == form
    )
    return max(after, *ends, after)


def _hidden_by(parse: Parse, text: str, lexicon: Lexicon, name: Name, at: Mapping[int, Found]) -> list[Found]:
    """Return the matches that are only a part of this recognised name: "China" in "Bank of China"."""
    tokens = range(name.first, name.after)
    inside = list(dict.fromkeys(at[t] for t in tokens if t in at))
    if not inside or any(f.first < name.first or f.after > name.after for f in inside):
        return []
    rest = [t for t in tokens if t not in at and parse.lower[t] not in _OF_NAMES and not belongs_to_title(parse, t)]
    if inside[-1].type == "organisation":  # "Naftogaz Group" is Naftogaz
        rest = [t for t in rest if parse.lower[t] not in COMPANY]
    if not rest or is_headline(parse, text, name.first):
        return []
    if name.label == "PERSON":
        return inside if len(inside) == 1 and _is_another_person(parse, lexicon, inside[0], rest) else []
    head = parse.head_in(tokens)
    if head in at or parse.pos[head] != "PROPN" or parse.lower[head] in _STATE_FORMS:
        return []
    return [f for f in inside if f.via != "description"]


def _is_another_person(parse: Parse, lexicon: Lexicon, match: Found, rest: Sequence[int]) -> bool:
    """Say whether other names beside a surname make it another bearer: "Xi Mingze", "Viktor Lukashenko"."""
    if len(rest) > 2 or any(parse.pos[t] != "PROPN" for t in rest):
        return False
    if match.type != "person":
        return rest[-1] >= match.after
    entity = lexicon.entities[match.entity]
    known = {word[:2].lower() for alias in (entity.name, *entity.aliases) for word in alias.split()}
    return not any(parse.lower[t][:2] in known for t in rest)


def _in_longer_name(parse: Parse, text: str, match: Found, at: Mapping[int, Found], persons: Container[int]) -> bool:
    """Say whether a capitalised noun that the match modifies makes it part of a name: "China Daily"."""
    if match.via == "description" or match.type == "person":
        return False
    head = parse.head_in(match.tokens)
    governor, relation = parse.head[head], parse.relation[head]
    if relation == "pobj" and parse.lower[governor] == "of":
        governor = parse.head[governor]
        if governor > match.first:
            return False
    elif relation not in {"compound", "nmod", "amod"} or governor < match.after:
        return False
    return (
        governor not in at
        and parse.pos[governor] == "PROPN"
        and text[parse.spans[governor].start].isupper()
        and not belongs_to_title(parse, governor)
        and parse.lower[governor] not in _STATE_FORMS
        and not (match.type == "organisation" and parse.lower[governor] in COMPANY)
        and not any(parse.relation[c] == "poss" for c in parse.children[governor] if c in match.tokens)
        and governor not in persons
        and not is_headline(parse, text, match.first)
    )


def _is_language(parse: Parse, match: Found) -> bool:
    head = parse.head_in(match.tokens)
    if parse.relation[head] == "dobj":
        return parse.lemma[parse.head[head]] in _LANGUAGE_GOVERNORS
    nothing_follows = parse.relation[head] == "pobj" and not parse.children[head] and parse.tag[head] != "NNPS"
    return nothing_follows and parse.lower[parse.head[head]] in {"in", "into"}


# --- titles -------------------------------------------------------------------------------------------------------


def _with_titles(parse: Parse, found: Sequence[Found]) -> list[Found]:
    """Let each person's mention begin at the title before it, and take out what the title covers."""
    at = {t: f for f in found for t in f.tokens}
    grown: list[Found] = []
    for f in found:
        if f.type != "person" or f.via not in {"alias", "name"}:
            grown.append(f)
            continue
        # An alias may bring its title along ("President Xi"), or be cut by one that does ("President Xi" + "Jinping").
        name = next((t for t in f.tokens if not belongs_to_title(parse, t)), f.first)
        first = _title_start(parse, name, at)
        country = ""
        while grown and (grown[-1].after > first or _continues(parse, grown[-1], f, first)):
            before = grown.pop()
            first = min(first, before.first)
            country = before.entity if before.type == "country" else country
            if before.entity == f.entity and before.via != "description":
                name = min(name, before.name)
        grown.append(Found(first, f.after, name, f.entity, f.type, f.via, country))
    return grown


def _continues(parse: Parse, before: Found, f: Found, first: int) -> bool:
    """Say whether what stands right before is the same person, "President Xi" + "Jinping", "Chairman of PRC" + "Xi"."""
    same_sentence = parse.sentence_of[before.first] == parse.sentence_of[f.first]
    return before.entity == f.entity and before.after == first and same_sentence


def _title_start(parse: Parse, name: int, at: Mapping[int, Found]) -> int:
    first = name
    while first and _may_precede(parse, first - 1, name, at):
        first -= 1
    # What stands first must be part of the title proper, not a stray "state" or hyphen.
    while first < name and not (is_title(parse, first) or first in at or parse.lower[first] in BEFORE_TITLES):
        first += 1
    if not any(is_title(parse, t) for t in range(first, name)):
        return name
    return at[first].first if first in at else first


def _may_precede(parse: Parse, t: int, name: int, at: Mapping[int, Found]) -> bool:
    if parse.sentence_of[t] != parse.sentence_of[name]:
        return False
    word = parse.lower[t].rstrip(".")
    if t + 1 == name:
        return is_title(parse, t) or _ends_title_of(parse, t, at)
    if t in at:
        return at[t].via in {"demonym", "description"} or (
            at[t].type != "person" and (parse.lower[t - 1] == "of" or parse.relation[t] in {"compound", "nmod"})
        )
    if word == "of":
        return is_title(parse, t - 1)
    return word in BEFORE_TITLES or is_title(parse, t) or (word == "-" and parse.lower[t - 1] in {"vice", "ex"})


def _ends_title_of(parse: Parse, t: int, at: Mapping[int, Found]) -> bool:
    """Say whether "… of PRC" or "… of State" before a name ends a title."""
    before = at[t].first - 1 if t in at else t - 1
    return before > 0 and parse.lower[before] == "of" and is_title(parse, before - 1)
