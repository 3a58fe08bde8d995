"""Names no lexicon lists: what name recognition found, cleaned, and grouped by name within the article.

"Angela Merkel", "Merkel" and "Chancellor Merkel" are one person; a surname two people share is nobody's.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from framing.annotate.titles import belongs_to_title, is_profession, is_title
from framing.lexicon.entries import Entity, Lexicon
from framing.model import EntityType, Mention, Parse, Via

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
_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
_COMPANY = frozenset(
    {"inc", "inc.", "corp", "corp.", "co", "co.", "ltd", "ltd.", "llc", "plc", "ag", "group", "company"}
)
_EDGE = frozenset(
    [
        "the",
        "a",
        "an",
        "'",
        "''",
        '"',
        "“",
        "”",
        "‘",
        "’",
        "'s",
        "-",
        "–",
        "—",
        ".",
        ",",
        ":",
        ";",
        "(",
        ")",
        "[",
        "]",
        "/",
        "*",
        "•",
        "&",
        "and",
        "of",
        "this",
        "that",
        "these",
        "those",
        "its",
        "his",
        "her",
    ]
)
_MOST_TOKENS = 8


@dataclass(frozen=True, slots=True)
class Found:
    """A mention as tokens `first` to `after` - 1; the name proper begins at token `name`, after any title."""

    first: int
    after: int
    name: int
    entity: str
    type: EntityType
    via: Via

    @property
    def tokens(self) -> range:
        """The tokens of the whole mention."""
        return range(self.first, self.after)


@dataclass(frozen=True, slots=True)
class Name:
    """A stretch that name recognition took for a name, trimmed of titles, marks and possessives."""

    first: int
    after: int
    label: str
    words: Words


@dataclass(slots=True)
class _Group:
    """The forms of one person or thing within the article."""

    forms: Counter[Words] = field(default_factory=Counter)
    labels: Counter[str] = field(default_factory=Counter)
    entity: Entity | None = None

    def add(self, words: Words, label: str = "") -> None:
        self.forms[words] += 1
        if label:
            self.labels[label] += 1


def recognised(parse: Parse, text: str) -> tuple[Name, ...]:
    """Return what name recognition found, cleaned: never empty, never lower case, never over a line break."""
    found = [
        name
        for first, after, label in parse.names.tolist()
        if (name := _cleaned(parse, text, first, after, parse.vocabulary[label])) is not None
    ]
    taken = {t for first, after, _ in parse.names.tolist() for t in range(first, after)}
    return tuple(sorted([*found, *_introduced(parse, text, taken)], key=lambda n: n.first))


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
            and _is_name_part(parse, text, first - 1)
            and "\n" not in text[parse.spans[first - 1].end : parse.spans[first].start]
        ):
            first -= 1
        profession = any(is_profession(parse, t) for t in range(comma + 1, min(comma + 4, len(parse))))
        if comma - first >= 2 and profession and parse.sentence_of[first] == parse.sentence_of[comma]:
            yield Name(first, comma, "PERSON", parse.lower[first:comma])


def _cleaned(parse: Parse, text: str, first: int, after: int, label: str) -> Name | None:
    for t in range(first + 1, after):
        if "\n" in text[parse.spans[t - 1].end : parse.spans[t].start]:
            after = t
            break
    lower = parse.lower
    while first < after and (lower[first] in _EDGE or (label == "PERSON" and _leads_a_name(parse, first, after))):
        first += 1
    while after > first and (lower[after - 1] in _EDGE or (label == "PERSON" and parse.tag[after - 1] == "POS")):
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
    words = [t for t in sentence if len(parse.lower[t]) > 3 and parse.lower[t].isalpha()]
    capitals = sum(text[parse.spans[t].start].isupper() for t in words)
    return parse.lower[sentence[-1]] not in {".", "”", '"'} and len(words) > 1 and capitals >= 0.7 * len(words)


# --- grouping -----------------------------------------------------------------------------------------------------


def group_names(
    parse: Parse, text: str, lexicon: Lexicon, names: Sequence[Name], listed: Sequence[Found]
) -> tuple[Found, ...]:
    """Give each name its entity: one of `listed` that bears the surname, or one of the article's own.

    Also finds further occurrences of the same names that recognition missed. The mentions come in order and without
    overlap among themselves or with `listed`.
    """
    people = _listed_people(lexicon, listed)
    things: list[_Group] = []
    taken = {t for f in listed for t in f.tokens}
    names = [n for n in _people_relabelled(names) if n.label in TYPES and not taken & set(range(n.first, n.after))]
    spelt_out = {n.words for n in names if not is_headline(parse, text, n.first)}
    for name in sorted(names, key=lambda n: (-len(_key(n.words)), n.first)):
        # A headline's capitals make names of anything: there only those are believed that the text bears out.
        if name.words in spelt_out or (name.label == "PERSON" and len(name.words) == 2):
            _place(name, people, things)
    groups = [g for g in (*people, *things) if g.labels]
    ids = _ids(groups, lexicon)
    return _occurrences(parse, text, groups, ids, taken, names)


def display_names(text: str, parse: Parse, mentions: Iterable[Mention]) -> dict[str, str]:
    """Return how to write each unlisted entity: its longest name in the article, without titles."""
    best: dict[str, str] = {}
    for mention in mentions:
        if mention.via == "name":
            tokens = parse.tokens_in(mention.span)
            first = next(t for t in tokens if t == tokens[-1] or not belongs_to_title(parse, t))
            written = re.sub(r"\s+", " ", parse.span(first, tokens.stop).of(text))
            if len(written) > len(best.get(mention.entity, "")):
                best[mention.entity] = written
    return best


def _people_relabelled(names: Sequence[Name]) -> list[Name]:
    """Call a full name a person's when its surname alone is one: recognition errs on names it hasn't seen."""
    surnames = {n.words[0] for n in names if n.label == "PERSON" and len(n.words) == 1}
    return [
        replace(n, label="PERSON") if len(n.words) == 2 and n.label != "PERSON" and n.words[1] in surnames else n
        for n in names
    ]


def _listed_people(lexicon: Lexicon, listed: Sequence[Found]) -> list[_Group]:
    ids = dict.fromkeys(f.entity for f in listed if f.type == "person")
    groups = []
    for entity in map(lexicon.entities.__getitem__, ids):
        group = _Group(entity=entity)
        for alias in (entity.name, *entity.aliases):
            group.add(tuple(alias.lower().split()))
        groups.append(group)
    return groups


def _key(words: Words) -> Words:
    """Return the words without initials in the middle, "Jr." and "Inc.", so that forms of a name compare."""
    kept = [w for w in words if w not in _SUFFIXES and w not in _COMPANY and w != ","]
    return tuple(w for i, w in enumerate(kept) if i in {0, len(kept) - 1} or len(w.rstrip(".")) > 1) or words


def _place(name: Name, people: list[_Group], things: list[_Group]) -> None:
    key = _key(name.words)
    bearers = [g for g in people if _bears(g, key)]
    if len(key) > 1 and name.label != "PERSON":
        bearers = []
    if len(key) == 1 and len(bearers) > 1:
        by_surname = [g for g in bearers if any(form[-1] == key[0] for form in map(_key, g.forms))]
        bearers = by_surname or bearers
    if len(bearers) == 1:
        bearers[0].add(name.words, "PERSON")
        return
    if bearers:
        return
    if name.label == "PERSON":
        group = _Group()
        people.append(group)
    else:
        same = [g for g in things if any(_same_thing(form, name.words) for form in g.forms)]
        group = same[0] if same else _Group()
        if not same:
            things.append(group)
    group.add(name.words, name.label)


def _bears(group: _Group, key: Words) -> bool:
    """Say whether a person's forms include this one: the same surname and first names that don't contradict."""
    for form in map(_key, group.forms):
        if form == key:
            return True
        if len(key) == 1 and len(form) > 1 and key[0] in {form[0], form[-1]} and len(key[0].rstrip(".")) > 1:
            return True
        if len(key) > 1 and len(form) > 1 and form[-1] == key[-1] and _compatible(form[0], key[0]):
            return True
    return False


def _compatible(one: str, other: str) -> bool:
    """Say whether two first names can be one: equal, an initial of the other, or two spellings of it."""
    short, long = sorted((one.rstrip("."), other.rstrip(".")), key=len)
    return long.startswith(short) if len(short) < 3 else short[:3] == long[:3]


def _same_thing(one: Words, other: Words) -> bool:
    a, b = _key(one), _key(other)
    if a == b:
        return True
    short, long = sorted((a, b), key=len)
    return len(short) == 1 and len(long) > 2 and short[0] == "".join(w[0] for w in long if w not in _EDGE)


def _ids(groups: Sequence[_Group], lexicon: Lexicon) -> dict[int, str]:
    ids: dict[int, str] = {}
    for i, group in enumerate(groups):
        if group.entity is not None:
            ids[i] = group.entity.id
            continue
        slug = _slug(_longest(group))
        slug = slug if slug not in lexicon.entities else f"{slug}-unlisted"
        ids[i] = slug
    return ids


def _longest(group: _Group) -> Words:
    return min(group.forms, key=lambda form: (-len(form), -len("".join(form)), form))


def _slug(words: Words) -> str:
    plain = unicodedata.normalize("NFKD", " ".join(words))
    plain = "".join(c for c in plain if not unicodedata.combining(c) and c not in "'’.")
    return re.sub(r"[\W_]+", "-", plain).strip("-") or "unnamed"


def _occurrences(
    parse: Parse, text: str, groups: Sequence[_Group], ids: Mapping[int, str], taken: set[int], names: Sequence[Name]
) -> tuple[Found, ...]:
    """Find every form in the text, longest first; a form that two groups share is nobody's."""
    owners: dict[Words, set[int]] = defaultdict(set)
    for i, group in enumerate(groups):
        for form in group.forms:
            owners[form].add(i)
            if _is_person(group) and len(key := _key(form)) > 1:
                owners[key[-1:]].add(i)
    starts: dict[str, list[Words]] = defaultdict(list)
    for known in sorted(owners, key=len, reverse=True):
        starts[known[0]].append(known)
    recognised_at = {n.first: n for n in names}
    found = []
    t = 0
    while t < len(parse):
        name = recognised_at.get(t)
        form = name.words if name and name.words in owners else _form_at(parse, text, starts, t)
        if form is None or taken & set(range(t, t + len(form))):
            t += 1
            continue
        if len(owners[form]) == 1:
            i = next(iter(owners[form]))
            found.append(_found(groups[i], ids[i], t, t + len(form)))
        t += len(form)
    return tuple(found)


def _form_at(parse: Parse, text: str, starts: Mapping[str, list[Words]], t: int) -> Words | None:
    for form in starts.get(parse.lower[t], ()):
        after = t + len(form)
        if tuple(parse.lower[t:after]) != form or not text[parse.spans[t].start].isupper():
            continue
        inside_longer = len(form) == 1 and (
            _is_name_part(parse, text, t - 1) or (after < len(parse) and _is_name_part(parse, text, after))
        )
        if not inside_longer and (len(form) > 1 or parse.pos[t] in {"PROPN", "NOUN"}):
            return form
    return None


def _is_name_part(parse: Parse, text: str, t: int) -> bool:
    return t >= 0 and parse.pos[t] == "PROPN" and text[parse.spans[t].start].isupper() and not is_title(parse, t)


def _is_person(group: _Group) -> bool:
    return _type(group) == "person"


def _type(group: _Group) -> EntityType:
    if group.entity is not None:
        return group.entity.type
    label = min(group.labels, key=lambda label: (-group.labels[label], label))
    return TYPES[label]


def _found(group: _Group, entity: str, first: int, after: int) -> Found:
    via: Via = "name" if group.entity is None else "alias"
    return Found(first, after, first, entity, _type(group), via)
