"""Who is evaluated: the syntactic path from an expression to the mentions it speaks of.

Each rule answers with the mentions it reaches and a name a reader understands; the first that answers wins. When none
does, the only entity of the clause is taken, and none when two would fit.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from framing.model import Expression, Mention, Parse

OBJECT_FRAMES = frozenset({"praise_of_object", "blame_of_object"})
"""Frames whose verbs judge their object ("praise", "condemn"); every other verb judges the one who acts."""

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_OBJECTS = ("dobj", "dative", "attr", "oprd")
_COMPLEMENTS = frozenset({"acomp", "attr", "oprd", "xcomp"})
# "asymmetry in the relationship", "friendship between Belarus and China": the complement has the property …
_BEARERS = ("of", "between", "in", "for", "with", "among", "to", "within")
# … while in "pressure from the West", "blackmail by Moscow" it is the one who does it.
_AGENTS = ("from", "by")
_CLAUSES = frozenset({"ROOT", "ccomp", "advcl", "relcl", "acl", "conj", "parataxis", "csubj", "pcomp"})
_MOST_STEPS = 4


@dataclass(frozen=True, slots=True)
class Link:
    """The mentions an expression evaluates (indices, at least one) and the rule that found them."""

    mentions: tuple[int, ...]
    rule: str


def link(parse: Parse, expression: Expression, mentions: Sequence[Mention], at: Mapping[int, int]) -> Link | None:
    """Return whom `expression` evaluates, or None when nobody, or more than one, would fit.

    `at` maps every token of a mention to the mention's index.
    """
    head = expression.head
    if head in at and mentions[at[head]].span.overlaps(expression.span):
        return Link((at[head],), "naming")
    if parse.pos[head] in ("VERB", "AUX"):
        found = _of_verb(parse, head, at, judges_object=expression.frame in OBJECT_FRAMES)
    elif parse.pos[head] in ("ADJ", "NUM", "DET"):
        found = _of_adjective(parse, head, at)
    elif parse.pos[head] == "ADV":
        found = _of_adverb(parse, head, at)
    else:
        found = _of_noun(parse, head, at)
    return found or _only_one_in_clause(parse, head, mentions, at)


def token_index(parse: Parse, mentions: Sequence[Mention]) -> dict[int, int]:
    """Map every token that lies in a mention to that mention's index."""
    return {token: i for i, mention in enumerate(mentions) for token in parse.tokens_in(mention.span)}


def _of_adjective(parse: Parse, token: int, at: Mapping[int, int], steps: int = 0) -> Link | None:
    head, relation = parse.head[token], parse.relation[token]
    if relation in ("amod", "nmod", "compound", "nummod", "det") and head != token:
        return _renamed(_of_noun(parse, head, at, steps + 1), "modified noun")
    if relation == "conj" and head != token and steps < _MOST_STEPS:
        return _of_adjective(parse, head, at, steps + 1)
    if relation in _COMPLEMENTS or parse.relation[token] in ("ROOT", "ccomp", "advcl"):
        verb = head if relation in _COMPLEMENTS else token
        return _renamed(_subject(parse, verb, at), "complement of its subject")
    if relation in ("appos", "acl", "relcl", "advmod", "npadvmod"):
        return _renamed(_of_noun(parse, head, at, steps + 1), "modified noun")
    return None


def _of_adverb(parse: Parse, token: int, at: Mapping[int, int]) -> Link | None:
    head = parse.head[token]
    if parse.pos[head] in ("VERB", "AUX"):
        return _renamed(_subject(parse, head, at), "adverb of its verb")
    if parse.pos[head] == "ADJ":
        return _of_adjective(parse, head, at)
    return None


def _of_verb(parse: Parse, verb: int, at: Mapping[int, int], *, judges_object: bool) -> Link | None:
    if judges_object:
        patient = next((c for c in parse.children[verb] if parse.relation[c] in ("dobj", "nsubjpass")), None)
        if patient is None and parse.tag[verb] == "VBN" and parse.relation[verb] in ("amod", "acl"):
            patient = parse.head[verb]
        return _renamed(_of_noun(parse, patient, at), "object of the verb") if patient is not None else None
    if parse.relation[verb] == "amod":
        return _renamed(_of_noun(parse, parse.head[verb], at), "modified noun")
    return _renamed(_subject(parse, verb, at), "subject of the verb")


def _of_noun(parse: Parse, noun: int, at: Mapping[int, int], steps: int = 0) -> Link | None:
    """Follow a noun to the one it speaks of: itself, whose it is, what it is said of, who has it."""
    if noun in at:
        return _with_coordinated(parse, noun, at, "names it")
    if found := _owner(parse, noun, at) or _complement(parse, noun, at):
        return found
    while parse.relation[noun] == "conj" and parse.head[noun] != noun:
        noun = parse.head[noun]  # "sanctions and disappointment": both stand where the first does, neither is the other
    if steps >= _MOST_STEPS:
        return None
    head, relation = parse.head[noun], parse.relation[noun]
    if head == noun:
        return _subject(parse, noun, at)
    if relation in ("appos", "compound", "nmod"):
        return _of_noun(parse, head, at, steps + 1)
    if relation in ("attr", "oprd"):
        return _renamed(_subject(parse, head, at), "complement of its subject")
    if relation == "dobj":
        return _renamed(_subject(parse, head, at), "what its subject has or does")
    if relation == "pobj":
        return _of_governor(parse, parse.head[head], at, steps + 1)
    return None


def _of_governor(parse: Parse, token: int, at: Mapping[int, int], steps: int) -> Link | None:
    """Follow "X of great value", "X remains in crisis", "X ends with praise" to X."""
    if parse.pos[token] in ("NOUN", "PROPN", "PRON"):
        return _of_noun(parse, token, at, steps)
    if parse.pos[token] in ("VERB", "AUX"):
        return _renamed(_subject(parse, token, at), "what its subject has or does")
    return None


def _owner(parse: Parse, noun: int, at: Mapping[int, int]) -> Link | None:
    for child in parse.children[noun]:
        if parse.relation[child] in ("poss", "amod", "compound", "nmod") and child in at:
            return _with_coordinated(parse, child, at, "whose it is")
    return None


def _complement(parse: Parse, noun: int, at: Mapping[int, int], steps: int = 0) -> Link | None:
    for prepositions, rule in ((_AGENTS, "who does it"), (_BEARERS, "what it is said of")):
        for prep in parse.children[noun]:
            if parse.relation[prep] not in ("prep", "agent") or parse.lower[prep] not in prepositions:
                continue
            for obj in parse.children[prep]:
                if parse.relation[obj] == "pobj" and (
                    found := _direct(parse, obj, at, rule)
                    or (_complement(parse, obj, at, steps + 1) if steps < _MOST_STEPS else None)
                ):
                    return found
    return None


def _direct(parse: Parse, noun: int, at: Mapping[int, int], rule: str) -> Link | None:
    if noun in at:
        return _with_coordinated(parse, noun, at, rule)
    return _renamed(_owner(parse, noun, at), rule)


def _subject(parse: Parse, verb: int, at: Mapping[int, int]) -> Link | None:
    """Find the subject of `verb`, through shared subjects of coordinated, embedded and relative clauses."""
    for steps, token in enumerate((verb, *parse.ancestors(verb))):
        if steps > _MOST_STEPS:
            return None
        subject = next((c for c in parse.children[token] if parse.relation[c] in _SUBJECTS), None)
        if subject is not None:
            if parse.pos[subject] == "PRON" and parse.relation[token] == "relcl":
                return _of_noun(parse, parse.head[token], at, _MOST_STEPS)
            if parse.relation[subject] == "nsubjpass" and (agent := _agent(parse, token, at)):
                return agent
            return _of_noun(parse, subject, at, _MOST_STEPS)
        if parse.relation[token] in ("relcl", "acl"):
            return _of_noun(parse, parse.head[token], at, _MOST_STEPS)
        if parse.relation[token] not in ("xcomp", "conj", "advcl", "aux", "pcomp", "prep", "ccomp"):
            return None
    return None


def _agent(parse: Parse, verb: int, at: Mapping[int, int]) -> Link | None:
    for by in parse.children[verb]:
        if parse.relation[by] == "agent":
            for obj in parse.children[by]:
                if found := _direct(parse, obj, at, "who does it"):
                    return found
    return None


def _with_coordinated(parse: Parse, token: int, at: Mapping[int, int], rule: str) -> Link:
    """Unfold "Belarus and China": what is said of the first is said of each."""
    found = [at[token]]
    todo = [token]
    while todo:
        here = todo.pop()
        for child in parse.children[here]:
            if parse.relation[child] == "conj" and child in at:
                found.append(at[child])
                todo.append(child)
    return Link(tuple(dict.fromkeys(found)), rule)


def _only_one_in_clause(parse: Parse, head: int, mentions: Sequence[Mention], at: Mapping[int, int]) -> Link | None:
    """Take the nearest mention when the clause speaks of one entity only; demonyms are no actors and don't count."""
    near = [at[t] for t in _clause(parse, head) if t in at and mentions[at[t]].via != "demonym"]
    if len({mentions[i].entity for i in near}) != 1:
        return None
    return Link((min(near, key=lambda i: abs(mentions[i].head - head)),), "only one in the clause")


def _clause(parse: Parse, token: int) -> Iterator[int]:
    """Yield the tokens of the smallest clause around `token`, without the clauses below it."""
    top = token
    while parse.relation[top] not in _CLAUSES and parse.head[top] != top:
        top = parse.head[top]
    todo = [top]
    while todo:
        here = todo.pop()
        yield here
        todo += [c for c in parse.children[here] if parse.relation[c] not in _CLAUSES]


def _renamed(found: Link | None, rule: str) -> Link | None:
    """Say by which rule the path began, unless it has a better name already."""
    return Link(found.mentions, rule) if found and found.rule == "names it" else found
