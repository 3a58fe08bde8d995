"""What a sentence makes of a mention: who acts, who is acted on, what it is said to be, and with which words.

Passives, coordinations, relative clauses and open complements ("tries to save") are unfolded. A word under a negation
goes to the same slot with a `~` at its end.
"""

from collections.abc import Callable, Collection, Sequence
from typing import TypeAlias

from framing.model import Parse

Add: TypeAlias = Callable[[str, str], None]
"""Takes a slot and a word that fills it."""

NEGATED = "~"
NEGATIONS = frozenset(
    {"not", "n't", "nt", "never", "no", "without", "nor", "neither", "hardly", "barely", "cannot", "nobody", "none",
     "nothing"}
)  # fmt: skip
_SUBJECTS = {"nsubj": "agent", "csubj": "agent", "nsubjpass": "patient"}
_SHARED = frozenset({"conj", "appos"})
_NOUNS = frozenset({"PROPN", "NOUN", "PRON"})
_MODIFIERS = frozenset({"amod", "compound", "nmod"})
_MOST_STEPS = 2


def is_negated(parse: Parse, token: int) -> bool:
    """Say whether a negation hangs from `token`."""
    return any(parse.lower[c] in NEGATIONS for c in parse.children[token])


def find_roles(parse: Parse, words: Sequence[str], head: int, own: Collection[int], add: Add) -> None:
    """Tell `add` what the sentence makes of the mention whose governing token is `head` and whose tokens are `own`.

    `words` are the parse's tokens as the features name them.
    """
    token = head
    add("role", parse.relation[head])
    while parse.relation[token] in _SHARED and parse.pos[parse.head[token]] in _NOUNS:
        token = parse.head[token]
    _Roles(parse, words, own, add).of(token)
    for child in parse.children[head]:
        if child not in own and parse.relation[child] in _MODIFIERS | {"appos"}:
            add("described", words[child])


class _Roles:
    def __init__(self, parse: Parse, words: Sequence[str], own: Collection[int], add: Add) -> None:
        self.parse, self.words, self.own, self.add = parse, words, own, add

    def of(self, token: int) -> None:
        """Follow the relation that `token` stands in, then the clauses and nouns that describe it."""
        parse, relation, head = self.parse, self.parse.relation[token], self.parse.head[token]
        if relation in _SUBJECTS:
            self.verb(head, _SUBJECTS[relation])
        elif relation in ("dobj", "dative"):
            self.verb(head, "patient")
        elif relation == "poss":
            self.owner(head)
        elif relation == "pobj" and parse.relation[head] == "agent":
            self.verb(parse.head[head], "agent")
        elif relation == "pobj":
            self.object_of_preposition(head, parse.head[head])
        elif relation in _MODIFIERS:
            self.add("modifies", self.words[head])
        for child in parse.children[token]:
            if parse.relation[child] == "relcl":
                self.relative(child)
            elif parse.relation[child] == "acl":
                self.verb(child, "patient" if parse.tag[child] == "VBN" else "agent")
            elif parse.relation[child] == "appos":
                self.said_to_be(child, "")

    def relative(self, verb: int) -> None:
        parse = self.parse
        subject = next((c for c in parse.children[verb] if parse.relation[c] in _SUBJECTS), None)
        acts = subject is not None and parse.lower[subject] in ("who", "that", "which")
        self.verb(verb, _SUBJECTS[parse.relation[subject]] if acts and subject is not None else "patient")

    def verb(self, verb: int, role: str, steps: int = 0) -> None:
        parse = self.parse
        mark = NEGATED if is_negated(parse, verb) else ""
        name = "_".join([self.words[verb], *(parse.lower[c] for c in self.dependents(verb, "prt"))])
        if parse.lemma[verb] == "be" and role == "agent":
            for child in self.dependents(verb, "attr", "acomp", "oprd", "prep"):
                self.said_to_be(child, mark)
        else:
            self.add(role + mark, name)
        if steps:
            self.add(role + " in turn" + mark, name)
        if role == "patient":
            for child in self.dependents(verb, "oprd", "attr", "acomp", "xcomp"):
                self.add("made", self.words[child])
            self.surroundings(verb, name, "undergoes", mark)
            return
        for child in self.dependents(verb, "dobj", "attr", "acomp", "oprd"):
            self.add("does" + mark, self.words[child])
            self.add("does what" + mark, f"{name} {self.words[child]}")
            for modifier in self.dependents(child, "amod", "compound"):
                self.add("does which" + mark, self.words[modifier])
        self.surroundings(verb, name, "does", mark)
        for child in parse.children[verb]:
            shares = parse.relation[child] == "conj" and not self.dependents(child, *_SUBJECTS)
            if steps < _MOST_STEPS and (shares or parse.relation[child] == "xcomp"):
                self.verb(child, "agent", steps + 1)

    def surroundings(self, verb: int, name: str, slot: str, mark: str) -> None:
        for child in self.dependents(verb, "advmod"):
            self.add(f"{slot} how{mark}", self.words[child])
        for child in self.dependents(verb, "prep"):
            self.add(f"{slot} with{mark}", f"{name} {self.words[child]}")
            for noun in self.dependents(child, "pobj"):
                self.add(f"{slot} to what{mark}", self.words[noun])

    def said_to_be(self, token: int, mark: str) -> None:
        self.add("is" + mark, self.words[token])
        for child in self.dependents(token, "amod", "compound", "nmod", "pobj"):
            self.add("is" + mark, self.words[child])

    def owner(self, noun: int) -> None:
        parse = self.parse
        self.add("owns", self.words[noun])
        for child in self.dependents(noun, "amod"):
            self.add("owns which", self.words[child])
        head, relation = parse.head[noun], parse.relation[noun]
        mark = NEGATED if is_negated(parse, head) else ""
        if relation in _SUBJECTS or relation == "dobj":
            self.add(f"owns {_SUBJECTS.get(relation, 'patient')}{mark}", self.words[head])
        elif relation == "pobj":
            self.add("owns object", f"{self.words[parse.head[head]]} {self.words[head]}")

    def object_of_preposition(self, preposition: int, governor: int) -> None:
        name = self.parse.lower[preposition]
        self.add("preposition", name)
        self.add("governor", self.words[governor])
        self.add(f"{name} of", self.words[governor])
        for child in self.dependents(governor, "dobj", "amod"):
            self.add(f"{name} of {self.parse.relation[child]}", self.words[child])

    def dependents(self, token: int, *relations: str) -> list[int]:
        """Return the dependents of `token` in these relations that are no part of the mention itself."""
        parse = self.parse
        return [c for c in parse.children[token] if parse.relation[c] in relations and c not in self.own]
