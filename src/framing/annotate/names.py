"""Names no lexicon lists, grouped by name within the article.

"Angela Merkel", "Merkel" and "Chancellor Merkel" are one person; a surname two people share is nobody's.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from framing.annotate.first_names import gender_of_first_name
from framing.annotate.name_parts import ARTICLES, Words, bare, given_name, parts, surname
from framing.annotate.places import is_located_in
from framing.annotate.recognition import TYPES, Name, is_headline, is_name_part
from framing.annotate.short_forms import short_forms
from framing.annotate.things import GENERIC, SUFFIXES, Group, Things, key_of
from framing.annotate.titles import belongs_to_title, is_address
from framing.lexicon.entries import Lexicon
from framing.model import EntityType, Mention, Parse, Via


@dataclass(frozen=True, slots=True)
class Found:
    """A mention as tokens `first` to `after` - 1; the name proper begins at token `name`, after any title."""

    first: int
    after: int
    name: int
    entity: str
    type: EntityType
    via: Via
    country: str = ""
    """The country the title before a name speaks of, as in "German Chancellor Scholz"."""

    @property
    def tokens(self) -> range:
        """The tokens of the whole mention."""
        return range(self.first, self.after)


def group_names(
    parse: Parse, text: str, lexicon: Lexicon, names: Sequence[Name], listed: Sequence[Found]
) -> tuple[Found, ...]:
    """Give each name its entity: one of `listed` that bears the surname, or one of the article's own.

    Also finds further occurrences of the same names that recognition missed. The mentions come in order and without
    overlap among themselves or with `listed`.
    """
    taken = {t for f in listed for t in f.tokens}
    names = [n for n in names if taken.isdisjoint(range(n.first, n.after))]
    sited = _sited(names)
    places = sited & {n.words for n in names if n.label == "GPE" and is_located_in(parse, n.first, n.after)}
    names = [n for n in _people_relabelled(parse, names, places) if n.label in TYPES]
    people, things = _People(_listed_people(lexicon, listed)), Things(parse, text, names)
    spelt_out = {n.words for n in names if not is_headline(parse, text, n.first)}
    for name in sorted(names, key=lambda n: (-len(key_of(n.words)), n.first)):
        # A headline's capitals make names of anything: there only those are believed that the text bears out.
        if name.words in spelt_out or (name.label == "PERSON" and len(key_of(name.words)) == 2):
            _place(name, people, things, is_place=name.words in sited)
    groups = [g for g in (*people.groups, *things.groups) if g.labels]
    ids = _ids(groups, lexicon)
    return _occurrences(parse, text, groups, ids, taken, names)


def display_names(text: str, parse: Parse, mentions: Iterable[Mention]) -> dict[str, str]:
    """Return how to write each unlisted entity: the form its id is made of, without titles; else its longest."""
    best: dict[str, tuple[bool, int, str]] = {}
    for mention in mentions:
        if mention.via == "name":
            tokens = parse.tokens_in(mention.span)
            first = next(t for t in tokens if t == tokens[-1] or not belongs_to_title(parse, t))
            written = re.sub(r"\s+", " ", parse.span(first, tokens.stop).of(text))
            is_id = _slug(tuple(parse.lower[first : tokens.stop])) == mention.entity.removesuffix("-unlisted")
            best[mention.entity] = max(best.get(mention.entity, (False, 0, "")), (is_id, len(written), written))
    return {entity: written for entity, (_, _, written) in best.items()}


def _people_relabelled(parse: Parse, names: Sequence[Name], places: Container[Words]) -> list[Name]:
    """Call a name a person's when a title, a first name, its surname elsewhere or the same name elsewhere says so."""
    keys = [parts(n.words) for n in names]
    surnames = {
        key[0]
        for n, key in zip(names, keys, strict=True)
        if len(key) == 1
        and ((n.label == "PERSON" and n.words not in places) or (n.first and is_address(parse, n.first - 1)))
    }
    long = _long_labels(names)
    sited = {n.words[0] for n in names if len(n.words) == 1 and n.label == "GPE"}
    found = []
    for n, key in zip(names, keys, strict=True):
        first_name = _is_first_name(key[0]) and not (n.label == "ORG" and key[0] in sited)  # "Georgia", "Georgia Tech"
        person = (len(key) == 2 and (key[1] in surnames or (first_name and "-" not in key[1]))) or (
            len(key) == 1 and key[0] in surnames
        )
        label = "PERSON" if person and n.label in TYPES else long.get(n.words, n.label)
        found.append(replace(n, label="GPE" if n.words in places else label))
    return found


def _long_labels(names: Sequence[Name]) -> dict[Words, str]:
    """Return one label for each name of several parts that recognition takes now for a person, now for something else.

    A person's when it does so half the time or more, but for names such as "Global Warming".
    """
    labels: dict[Words, Counter[str]] = defaultdict(Counter)
    for n in names:
        labels[n.words][n.label] += 1
    found = {}
    for words, counted in labels.items():
        if len(parts(words)) > 1 and len(counted) > 1 and "PERSON" in counted:
            person = counted.pop("PERSON") >= counted.total() and words[0] not in GENERIC
            found[words] = "PERSON" if person else min(counted, key=lambda label: (-counted[label], label))
    return found


def _sited(names: Sequence[Name]) -> set[Words]:
    """Return what recognition takes for a place more than once, and mostly."""
    uses, sited = Counter(n.words for n in names), Counter(n.words for n in names if n.label == "GPE")
    return {words for words, n in sited.items() if n > 1 and n > uses[words] / 2}


def _is_first_name(part: str) -> bool:
    return gender_of_first_name(given_name(part)) is not None


def _listed_people(lexicon: Lexicon, listed: Sequence[Found]) -> list[Group]:
    ids = dict.fromkeys(f.entity for f in listed if f.type == "person")
    groups = []
    for entity in map(lexicon.entities.__getitem__, ids):
        group = Group(entity=entity)
        for alias in (entity.name, *entity.aliases):
            group.add(tuple(alias.lower().split()))
        groups.append(group)
    return groups


class _People:
    """The persons, to be looked up by the last word of their forms, and for a single word by the first as well."""

    def __init__(self, groups: list[Group]) -> None:
        self.groups: list[Group] = []
        self._by_last: dict[str, set[int]] = defaultdict(set)
        self._by_first: dict[str, set[int]] = defaultdict(set)
        for group in groups:
            self.groups.append(group)
            self._note(len(self.groups) - 1)

    def bearing(self, key: Words) -> list[int]:
        """Return the numbers of the persons whose forms include this one, in order."""
        near = self._by_last.get(bare(key[-1]), set()) | (self._by_first.get(key[0], set()) if len(key) == 1 else set())
        return [i for i in sorted(near) if _bears(self.groups[i], key)]

    def add(self, i: int | None, words: Words) -> None:
        """Give person `i` another form, or a new person their first."""
        if i is None:
            i = len(self.groups)
            self.groups.append(Group())
        self.groups[i].add(words, "PERSON")
        self._note(i)

    def _note(self, i: int) -> None:
        for form in self.groups[i].keys:
            self._by_first[form[0]].add(i)
            self._by_last[bare(form[-1])].add(i)


def _surname(words: Words) -> Words:
    return surname(tuple(w for w in words if w not in SUFFIXES and w != ","))


def _place(name: Name, people: _People, things: Things, *, is_place: bool) -> None:
    key = key_of(name.words)
    bearers = people.bearing(key)
    if is_place:  # "Charlotte" is no first name where it is a city
        bearers = [i for i in bearers if any(bare(form[-1]) == bare(key[-1]) for form in people.groups[i].keys)]
    if len(parts(name.words)) > 1 and name.label != "PERSON":  # "Hale Fund", "Hale Co."
        bearers = []
    if len(key) == 1 and len(bearers) > 1:
        by_surname = [i for i in bearers if any(bare(form[-1]) == bare(key[0]) for form in people.groups[i].keys)]
        bearers = by_surname or bearers
    if len(bearers) == 1:
        people.add(bearers[0], name.words)
    elif not bearers and name.label == "PERSON" and things.shortened(name) is None:
        people.add(None, name.words)
    elif not bearers:
        things.add(name)


def _bears(group: Group, key: Words) -> bool:
    """Say whether a person's forms include this one: the same surname and first names that don't contradict."""
    for form in group.keys:
        if form == key:
            return True
        one_of_them = len(key) == 1 < len(form) and key[0] in {form[0], form[-1], bare(form[-1])}
        if one_of_them and len(key[0].rstrip(".")) > 1:
            return True
        if len(key) > 1 and len(form) > 1 and form[-1] == key[-1] and _compatible(form[0], key[0]):
            return True
        if 1 < len(key) < len(form) and form[-len(key) :] == key:  # "Lopez de Haro"
            return True
    return False


def _compatible(one: str, other: str) -> bool:
    """Say whether two first names can be one: equal, an initial of the other, or two spellings of it."""
    short, long = sorted((one.rstrip("."), other.rstrip(".")), key=len)
    return long.startswith(short) if len(short) < 3 else short[:3] == long[:3]


def _ids(groups: Sequence[Group], lexicon: Lexicon) -> dict[int, str]:
    ids: dict[int, str] = {}
    for i, group in enumerate(groups):
        if group.entity is not None:
            ids[i] = group.entity.id
            continue
        slug = _slug(_fullest(group))
        slug = slug if slug not in lexicon.entities else f"{slug}-unlisted"
        ids[i] = slug
    return ids


def _fullest(group: Group) -> Words:
    """Return the full name used most, the longest of equals: "Crooked Hillary Clinton" once renames nobody."""
    full = {form: n for form, n in group.forms.items() if len(parts(form)) > 1} or group.forms
    return min(full, key=lambda form: (-full[form], -len(form), -len("".join(form)), form))


def _slug(words: Words) -> str:
    plain = unicodedata.normalize("NFKD", " ".join(words))
    plain = "".join(c for c in plain if not unicodedata.combining(c) and c not in "'’.")
    return re.sub(r"[\W_]+", "-", plain).strip("-") or "unnamed"


def _occurrences(
    parse: Parse, text: str, groups: Sequence[Group], ids: Mapping[int, str], taken: set[int], names: Sequence[Name]
) -> tuple[Found, ...]:
    """Find every form in the text, longest first; a form is nobody's where two who share it are on."""
    owners, since = _owners(parse, text, groups, names)
    starts: dict[str, list[Words]] = defaultdict(list)
    for known in sorted(owners, key=len, reverse=True):
        starts[known[0]].append(known)
    recognised_at = {n.first: n for n in names}
    first_at = {n.words: n.first for n in sorted(names, key=lambda n: -n.first)}
    came_on = [min((first_at[form] for form in group.forms if form in first_at), default=0) for group in groups]
    found = []
    form: Words | None
    t = 0
    while t < len(parse):
        name = recognised_at.get(t)
        form = name.words if name and name.words in owners else _form_at(parse, text, starts, since, t)
        if form is None or not taken.isdisjoint(range(t, t + len(form))):
            t += 1
            continue
        # Two may share a surname: until the second comes on, it is the first one's.
        whose = owners[form] if len(owners[form]) == 1 else {i for i in owners[form] if came_on[i] < t}
        if len(whose) == 1:
            i = next(iter(whose))
            found.append(_found(groups[i], ids[i], t, t + len(form)))
        t += len(form)
    return tuple(found)


def _owners(
    parse: Parse, text: str, groups: Sequence[Group], names: Sequence[Name]
) -> tuple[dict[Words, set[int]], dict[Words, int]]:
    """Return whose each form is, and since which token the forms that recognition never saw count."""
    owners: dict[Words, set[int]] = defaultdict(set)
    for i, group in enumerate(groups):
        for known in group.forms:
            owners[known].add(i)
            if _is_person(group) and len(key_of(known)) > 1:
                last = _surname(known)
                owners[last].add(i)
                if last[0] in ARTICLES and last[1:2] == ("-",):
                    owners[last[2:]].add(i)
    short = short_forms(parse, text, groups, names, owners)
    owners.update((form, set(its.owners)) for form, its in short.items())
    return owners, {form: its.since for form, its in short.items()}


def _form_at(
    parse: Parse, text: str, starts: Mapping[str, list[Words]], since: Mapping[Words, int], t: int
) -> Words | None:
    for form in starts.get(parse.lower[t], ()):
        after = t + len(form)
        if tuple(parse.lower[t:after]) != form or not text[parse.spans[t].start].isupper():
            continue
        inside_longer = len(form) == 1 and (
            is_name_part(parse, text, t - 1) or (after < len(parse) and is_name_part(parse, text, after))
        )
        unseen = form in since
        if unseen and (t < since[form] or parse.pos[t] != "PROPN"):
            continue
        if not inside_longer and (len(form) > 1 or parse.pos[t] in {"PROPN", "NOUN"}):
            return form
    return None


def _is_person(group: Group) -> bool:
    return _type(group) == "person"


def _type(group: Group) -> EntityType:
    if group.entity is not None:
        return group.entity.type
    return TYPES[group.label]


def _found(group: Group, entity: str, first: int, after: int) -> Found:
    via: Via = "name" if group.entity is None else "alias"
    return Found(first, after, first, entity, _type(group), via)
