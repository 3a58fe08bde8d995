"""What is no person, grouped by name: an organisation's initials and its short form are the organisation.

"Acme" is "Acme Foods" when only one name of the article begins with it and it has been spelt out before. A place is not
the organisation named after it: "Georgia" is never "Georgia Tech", "London" never the "London Stock Exchange".
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from framing.annotate.first_names import gender_of_first_name
from framing.annotate.name_parts import Words, parts
from framing.annotate.recognition import EDGE, Name, is_heading
from framing.annotate.titles import is_address, word_set
from framing.lexicon.entries import Entity
from framing.model import Parse

SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
COMPANY = frozenset(
    {"inc", "inc.", "corp", "corp.", "co", "co.", "ltd", "ltd.", "llc", "plc", "ag", "group", "company"}
)
_LINKS = EDGE | {"for", "in", "on", "at", "to", "de", "du", "des"}
"""What is left out of initials; and no short form ends before it: the "Bank" of "Bank of America" is any bank."""
GENERIC = word_set(
    "american national international royal united federal central general global world european african asian british "
    "english french german russian chinese islamic christian catholic jewish orthodox holy saint st st. san santa los "
    "las north south east west northern southern eastern western new old great grand first second third public social "
    "democratic republican conservative liberal free open big high supreme white red black blue house senate congress "
    "parliament state states department ministry court bank university college school institute council committee "
    "commission union party association society club board office agency bureau center centre home human health "
    "police fire army navy air defense defence justice foreign city county town metropolitan capital people president "
    "prime freedom"
)
"""First words of so many names that alone they name none."""
_OF_A_PLACE = word_set(
    "police department sheriff court council county district school schools hospital airport stadium arena park mayor "
    "fans zoo museum library orchestra chamber"
)
"""A name that goes on with one of these may be that of a place, or of whom a building is named after."""
_ORGANISATION = frozenset({"ORG", "PRODUCT", "PERSON"})


@dataclass(slots=True)
class Group:
    """The forms of one person or thing within the article."""

    forms: Counter[Words] = field(default_factory=Counter)
    keys: set[Words] = field(default_factory=set)
    labels: Counter[str] = field(default_factory=Counter)
    entity: Entity | None = None
    since: int | None = None
    """The token where the running text first spells it out."""

    @property
    def label(self) -> str:
        """What recognition takes it for most often; empty for a person of the lexicon."""
        return min(self.labels, key=lambda label: (-self.labels[label], label), default="")

    def add(self, words: Words, label: str = "") -> None:
        """Count one more use of a form."""
        self.forms[words] += 1
        self.keys.add(key_of(words))
        if label:
            self.labels[label] += 1


class Things:
    """What is no person, to be looked up by its forms, their initials and what they are shortened to."""

    def __init__(self, parse: Parse, text: str, names: Sequence[Name]) -> None:
        self.groups: list[Group] = []
        self._parse, self._text = parse, text
        self._at: dict[Words, int] = {}
        self._initials: dict[str, int] = {}
        self._begun: dict[Words, set[int]] = defaultdict(set)
        self._may_shorten = _may_shorten(parse, text, names)

    def add(self, name: Name) -> None:
        """Give the form to the first thing that has it, or its initials, or is shortened to it, else to a new one."""
        key = key_of(name.words)
        initials = set(_initials(key))
        same = [self._at.get(key), *(self._at.get((short,)) for short in initials)]
        same += [self._initials.get(key[0]) if len(key) == 1 else None, self.shortened(name)]
        i = min((n for n in same if n is not None), default=len(self.groups))
        if i == len(self.groups):
            self.groups.append(Group())
        group = self.groups[i]
        group.add(name.words, name.label if i != self.shortened(name) else "ORG")
        if not is_heading(self._parse, self._text, name.first):
            group.since = name.first if group.since is None else min(name.first, group.since)
        self._at[key] = min(i, self._at.get(key, i))
        for short in initials:
            self._initials[short] = min(i, self._initials.get(short, i))
        if name.label == "ORG":
            for beginning in beginnings(name.words):
                self._begun[beginning].add(i)

    def shortened(self, name: Name) -> int | None:
        """Return the only thing whose name begins with this one, if it was spelt out before."""
        long, first = self._begun.get(name.words, set()), self._may_shorten.get(name.words)
        if len(long) != 1 or first is None:
            return None
        i = next(iter(long))
        since = self.groups[i].since
        return i if since is not None and since < first else None


def key_of(words: Words) -> Words:
    """Return the parts without initials in the middle, "Jr." and "Inc.", so that forms of a name compare."""
    kept = parts(tuple(w for w in words if w not in SUFFIXES and w not in COMPANY and w != ","))
    return tuple(w for i, w in enumerate(kept) if i in {0, len(kept) - 1} or len(w.rstrip(".")) > 1) or words


def beginnings(words: Words) -> Iterator[Words]:
    """Yield what a name may be shortened to: its first words, but for those that many names begin with."""
    for n in range(1, len(words) if _OF_A_PLACE.isdisjoint(words) else 0):
        if words[n - 1] not in _LINKS and words[n] not in _LINKS - {"-"} and not _is_generic(words[n - 1]):
            yield words[:n]


def _initials(key: Words) -> Iterator[str]:
    """Yield what a name of three words or more is shortened to: "SCO", "IDR" of the "Institute for Digital Rights"."""
    words = [w for w in re.split(r"[ -]", " ".join(key)) if w and w not in EDGE]
    for kept in (words, [w for w in words if w not in _LINKS]):
        if len(kept) > 2:
            yield "".join(w[0] for w in kept)


def _is_generic(word: str) -> bool:
    return len(word) < 3 or word in GENERIC or gender_of_first_name(word) is not None


def _may_shorten(parse: Parse, text: str, names: Sequence[Name]) -> dict[Words, int]:
    """Return the names that may be a longer one's short form, and the token where the running text first has them.

    Mostly taken for organisations; no acronym, which is a name of its own, and nobody who is addressed as a person.
    """
    labels: dict[Words, Counter[str]] = defaultdict(Counter)
    firsts: dict[Words, int] = {}
    barred = set()
    for n in names:
        labels[n.words][n.label] += 1
        if parse.span(n.first, n.after).of(text).isupper() or (n.first and is_address(parse, n.first - 1)):
            barred.add(n.words)
        if not is_heading(parse, text, n.first):
            firsts.setdefault(n.words, n.first)
    return {
        words: firsts.get(words, len(parse))
        for words, counted in labels.items()
        if words not in barred and sum(counted[label] for label in _ORGANISATION) > counted.total() / 2
    }
