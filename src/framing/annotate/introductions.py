"""Whom the article brings in by what they are, and later takes up by it: "Linden, a retired nurse … The nurse said".

The noun may stand beside the name, before it, or be said of it; of an organisation it may be part of the name, "the
trust". It stands for nobody where two bear it, or where the article speaks of another one ("a nurse", "two nurses").
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from framing.annotate.names import Found
from framing.annotate.recognition import has_body_before, is_heading
from framing.annotate.titles import ORGANISATIONS, TITLES, is_human, word_set
from framing.model import EntityType, Parse

NOT_THE_SAME = word_set(
    "former ex then next new vice deputy late previous another other fellow future acting prime first second "
    "third assistant old only last same"
)
"""With these before it, a title is another one: "the former president" is not "the president"."""
_INDEFINITE = word_set("a an another one some any each every no two three four five several many both")
_BODIES = word_set(
    "academy agency association bank charity club college commission committee company council federation foundation "
    "fund hospital institute ministry museum orchestra society trust union university"
)
"""Last words of names, and first words before "of" and "for", that "the" takes up alone."""
_FAR, _NEAR = 10, 3
"""Sentences since somebody was last mentioned after which the noun may mean anybody; fewer if only part of a name."""


@dataclass(slots=True)
class _Role:
    """Who bears a noun, since which token, by which words before it, and since when there is somebody else."""

    bearers: dict[str, tuple[EntityType, int]] = field(default_factory=dict)
    since: int = 0
    before: set[str] = field(default_factory=set)
    far: int = _FAR
    until: int | None = None


class Introductions:
    """The nouns by which an article brings its people and organisations in."""

    def __init__(self, parse: Parse, text: str, found: Sequence[Found], at: Mapping[int, Found]) -> None:
        self._parse = parse
        self._roles: dict[str, _Role] = {}
        self._bodies = [f for f in found if f.type == "organisation"]
        self._mentions: dict[str, list[int]] = defaultdict(list)
        own = set()
        for f in found:
            if f.type in {"person", "organisation"} and f.via in {"name", "alias", "metonym"}:
                self._mentions[f.entity].append(f.first)
                for noun in _said_of(parse, f, at):
                    own.add(noun)
                    self._bring_in(f, parse.lemma[noun], noun, _FAR)
                if f.type == "organisation" and (word := _body(parse, f)) is not None:
                    self._bring_in(f, word, f.after, _NEAR)
        for t, lemma in enumerate(parse.lemma):
            role = self._roles.get(lemma)
            if role and t not in own and t not in at and role.until is None and self._is_somebody_else(text, t, role):
                role.until = t

    def taken_up(self, t: int) -> Found | None:
        """Return who "the NOUN" with its noun at `t` is, if it takes somebody up; call with rising `t`."""
        parse, role = self._parse, self._roles.get(self._parse.lemma[t])
        if role is None or t <= role.since or parse.tag[t] != "NN" or not self._is_plain(t, role):
            return None
        fitting = [(entity, type_) for entity, (type_, since) in role.bearers.items() if since < t]
        if len(fitting) != 1 or (role.until is not None and role.until < t):
            return None
        ((entity, type_),) = fitting
        mentions = self._mentions[entity]
        last = mentions[bisect_left(mentions, t) - 1]
        if parse.sentence_of[t] - parse.sentence_of[last] > role.far:
            return None
        if role.far == _NEAR and self._last_body(t) != entity:
            return None
        mentions.insert(bisect_left(mentions, t), t)
        compounds = [c for c in parse.children[t] if parse.relation[c] == "compound"]
        return Found(min([t, *compounds]), t + 1, t, entity, type_, "description")

    def _last_body(self, t: int) -> str:
        """Return the organisation named last before `t`."""
        return self._bodies[bisect_left(self._bodies, t, key=lambda f: f.first) - 1].entity

    def _bring_in(self, f: Found, lemma: str, noun: int, far: int) -> None:
        role = self._roles.setdefault(lemma, _Role(since=noun, far=far))
        role.bearers.setdefault(f.entity, (f.type, noun))
        if far == _FAR:
            role.far = _FAR
        if noun < len(self._parse):
            role.before |= {self._parse.lower[c] for c in self._parse.children[noun] if c < noun}

    def _is_plain(self, t: int, role: _Role) -> bool:
        """Say whether the noun has "the" before it and nothing about it that tells it from others of its kind."""
        parse = self._parse
        if parse.relation[t] in {"attr", "appos", "compound", "nmod", "amod", "npadvmod", "conj", "oprd"}:
            return False
        definite = False
        for c in parse.children[t]:
            relation, word = parse.relation[c], parse.lower[c]
            if relation == "det":
                definite = word in {"the", "this", "that"}
            elif (
                (c < t and (word in NOT_THE_SAME or (relation in {"compound", "nmod"} and word not in role.before)))
                or relation in {"poss", "nummod", "relcl", "acl", "appos", "conj"}
                or (relation == "prep" and c > t)
            ):
                return False
        return definite

    def _is_somebody_else(self, text: str, t: int, role: _Role) -> bool:
        """Say whether another one is spoken of: "a nurse", "two nurses", or "the nurse" before "Linden, a nurse"."""
        parse = self._parse
        if parse.pos[t] != "NOUN" or is_heading(parse, text, t) or parse.relation[t] in {"attr", "compound", "nmod"}:
            return False
        if parse.relation[t] == "pobj" and parse.lower[parse.head[t]] == "as":  # "worked as a nurse"
            return False
        words = {parse.lower[c] for c in parse.children[t] if c < t}
        counted = any(parse.relation[c] == "nummod" for c in parse.children[t])
        earlier = t < role.since and parse.tag[t] == "NN" and "the" in words and role.before & _INDEFINITE
        return counted or bool(words & _INDEFINITE) or bool(earlier)


def _said_of(parse: Parse, f: Found, at: Mapping[int, Found]) -> Iterator[int]:
    """Yield the nouns beside a name ("Linden, a nurse"), before it ("farmer Lund") and said of it ("is a nurse")."""
    head = parse.head_in(range(f.name, f.after))
    governor, relation = parse.head[head], parse.relation[head]
    nouns = [c for c in parse.children[head] if parse.relation[c] == "appos" and c >= f.after]
    if relation == "appos" and governor < f.name:
        nouns.append(governor)
    elif relation == "nsubj" and _is_affirmed(parse, governor):
        nouns += [c for c in parse.children[governor] if parse.relation[c] == "attr"]
    elif relation == "oprd" and parse.relation[governor] == "acl" and parse.lemma[governor] in {"name", "call"}:
        bearer = parse.head[
            governor
        ]  # "a baker called Rex", but in "the baker called Rex a liar" the verb is no participle
        nouns += [bearer] if any(parse.lower[c] in {"a", "an"} for c in parse.children[bearer]) else []
    nouns += [
        c for c in range(max(f.first - 1, 0), f.name) if c in (f.first - 1, f.name - 1) and _is_before(parse, f, c)
    ]
    if f.name > f.first and parse.lower[f.name - 1] in TITLES:
        nouns.append(f.name - 1)
    nouns += [c for noun in nouns for c in parse.children[noun] if parse.relation[c] == "conj" and c not in nouns]
    for noun in nouns:
        fits = is_human(parse.lemma[noun]) if f.type == "person" else parse.lemma[noun] in ORGANISATIONS
        is_noun = parse.tag[noun] == "NN" or f.first <= noun < f.name
        if fits and is_noun and (noun not in at or at[noun] is f):
            yield noun


def _is_before(parse: Parse, f: Found, noun: int) -> bool:
    """Say whether a noun belongs to the name after it: "auditor Tomas Reyes", "the startup Lumora"."""
    if parse.relation[noun] in {"compound", "nmod"} and f.name <= parse.head[noun] < f.after:
        return True
    return noun == f.first - 1 and f.type == "organisation" and has_body_before(parse, f.first)


def _is_affirmed(parse: Parse, verb: int) -> bool:
    below = [c for c in parse.children[verb] if parse.relation[c] in {"neg", "aux", "mark"}]
    return parse.lemma[verb] == "be" and not below


def _body(parse: Parse, f: Found) -> str | None:
    """Return the word of an organisation's name that says what it is: "trust", or "institute" before "for"."""
    words = parse.lower[f.name : f.after]
    if len(words) > 1 and words[-1] in _BODIES:
        return words[-1]
    return words[0] if len(words) > 2 and words[0] in _BODIES and words[1] in {"of", "for"} else None
