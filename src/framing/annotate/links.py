"""Who is evaluated: the syntactic path from an expression to the mentions it speaks of.

Each rule answers with the mentions it reaches and a name a reader understands; the first that answers wins. When none
does, the only entity of the clause is taken, and none when two would fit.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from framing.annotate.places import stands_for_state
from framing.model import Expression, Mention, Parse

BLAME_OF_OBJECT = "blame_of_object"
OBJECT_FRAMES = frozenset({"praise_of_object", BLAME_OF_OBJECT})
"""Frames whose verbs judge their object ("praise", "condemn"); every other verb judges the one who acts."""

ACT_ENDING = "_act"
"""Frames of deeds end so: whoever does them is judged, never whom they are done to."""

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_COMPLEMENTS = frozenset({"acomp", "attr", "oprd", "xcomp"})
# "asymmetry in the relationship", "friendship between Belarus and China": the complement has the property …
_BEARERS = frozenset({"of", "between", "in", "with", "among", "within"})
# … while in "pressure from the West", "blackmail by Moscow" it is the one who does it.
_AGENTS = frozenset({"from", "by"})
# "a visit with no substance", "remains in crisis" say something of their subject; "amid", "despite", "after" do not.
_PREDICATIVE = frozenset({"of", "in", "with", "without", "under", "at"})
# "zealots like X" are named by it.
_EXEMPLIFYING = frozenset({"like", "including", "as"})
# Whoever does this to a deed is not the one who does the deed.
_UNDERGOING = frozenset({
    "face", "suffer", "endure", "undergo", "experience", "meet", "encounter", "receive", "resist", "withstand",
    "survive", "escape", "avoid", "oppose", "reject", "condemn", "criticize", "criticise", "denounce", "prevent",
    "stop", "end", "halt", "combat", "fight", "counter", "fear", "see", "witness", "describe", "report",
    "investigate", "mention", "discuss",
})  # fmt: skip
# "Minsk's friend" is somebody else: these nouns name the other end of a relation.
RELATIONAL = frozenset({
    "friend", "friendship", "partner", "ally", "brother", "sister", "neighbour", "neighbor", "enemy", "rival",
    "patron", "puppet", "guest", "host", "opponent", "adversary", "foe", "competitor", "critic", "colleague",
    "counterpart", "client", "customer", "patient", "lawyer", "attorney", "doctor", "boss", "employer", "predecessor",
    "successor", "mentor", "wife", "husband", "spouse", "son", "daughter", "child", "mother", "father", "parent",
    "uncle", "aunt", "cousin", "nephew", "niece", "grandfather", "grandmother", "grandson", "granddaughter",
})  # fmt: skip
_RELATIVE = frozenset({"that", "which", "who", "whom"})
_HAVING = frozenset({"have", "play", "hold", "enjoy", "possess", "own", "bear", "show", "display"})
_PARTITIVE = frozenset({"one", "some", "many", "most", "several", "none", "two", "three"})
# "The decline was due to X", "despite X": X is a circumstance, nothing is said of it.
_CIRCUMSTANCE = frozenset({
    "due", "because", "thanks", "owing", "amid", "amidst", "despite", "after", "before", "following", "during", "since",
    "until", "unlike", "besides", "regardless", "instead", "contrary", "given",
})  # fmt: skip
# Who does this "out of" or "from" something bad does good (Levin 1993: verbs of removing; FrameNet: Rescuing).
_BRINGING_OUT = frozenset({
    "lift", "pull", "raise", "bring", "lead", "guide", "steer", "drag", "help", "get", "take", "rescue", "save",
})  # fmt: skip
_RELEASING = frozenset({
    "rescue", "save", "free", "liberate", "deliver", "spare", "relieve", "release", "protect", "shield", "emancipate",
})  # fmt: skip
_CLAUSES = frozenset({"ROOT", "ccomp", "advcl", "relcl", "acl", "conj", "parataxis", "csubj", "pcomp"})
_MOST_STEPS = 4


@dataclass(frozen=True, slots=True)
class Link:
    """The mentions an expression evaluates (indices, at least one) and the rule that found them."""

    mentions: tuple[int, ...]
    rule: str


def link(parse: Parse, expression: Expression, mentions: Sequence[Mention], at: Mapping[int, int]) -> Link | None:
    """Return whom `expression` evaluates, or None when nobody, or more than one, would fit.

    `at` maps every token of a mention to the mention's index. What is said of "Chinese hackers" is said of nobody.
    """
    found = _link(parse, expression, mentions, at)
    if found is None:
        return None
    meant = tuple(i for i in found.mentions if stands_for_state(parse, mentions[i], expression.head))
    return Link(meant, found.rule) if meant else None


def _link(parse: Parse, expression: Expression, mentions: Sequence[Mention], at: Mapping[int, int]) -> Link | None:
    head = expression.head
    if head in at and mentions[at[head]].span.overlaps(expression.span):
        return Link((at[head],), "naming")
    own = parse.tokens_in(expression.span)
    if any(token in at and mentions[at[token]].via == "pronoun" for token in own):  # "my friend" is not me
        at = {token: i for token, i in at.items() if token not in own}
    deed = expression.frame.endswith(ACT_ENDING)
    if (verb := way_out(parse, head, expression.frame, expression.steps[0].factor)) is not None:
        return _renamed(_subject(parse, verb, at), "who brings out of it")
    if parse.relation[head] == "oprd" and not _is_passive(parse, parse.head[head]):
        return _called(parse, head, at)  # "Maas called the strike reckless": never Maas
    if parse.pos[head] in ("VERB", "AUX"):
        if expression.frame in OBJECT_FRAMES:
            return _of_object(parse, head, at)
        found = _of_verb(parse, head, at, deed=deed)
    elif parse.pos[head] in ("ADJ", "NUM", "DET"):
        found = _of_adjective(parse, head, at)
    elif parse.pos[head] == "ADV":
        found = _of_adverb(parse, head, at)
    else:
        found = _of_noun(parse, head, at, deed=deed)
    # A deed is blamed on nobody rather than on a bystander.
    return found if found or deed else _only_one_in_clause(parse, expression, mentions, at)


def way_out(parse: Parse, noun: int, frame: str, polarity: float) -> int | None:
    """Return the verb that brings somebody out of what `noun` names: "lifted … out of poverty", "freed … from …".

    None for what is no ill, and for a deed: from whatever it saves, whoever does it is to blame.
    """
    if polarity >= 0 or frame.endswith(ACT_ENDING):
        return None
    while parse.relation[noun] in ("conj", "compound", "amod") and parse.head[noun] != noun:
        noun = parse.head[noun]
    preposition = parse.head[noun]
    if parse.relation[noun] != "pobj":
        return None
    verb = parse.head[preposition]
    if parse.lower[preposition] == "of" and parse.lower[verb] == "out":
        return parse.head[verb] if parse.lemma[parse.head[verb]] in _BRINGING_OUT else None
    return verb if parse.lower[preposition] == "from" and parse.lemma[verb] in _RELEASING else None


def has_another(parse: Parse, token: int) -> bool:
    """Say whether a word names somebody by whom somebody else is told: X in "X's client"."""
    return parse.relation[token] == "poss" and parse.lemma[parse.head[token]] in RELATIONAL


def owned(parse: Parse, token: int, at: Mapping[int, int]) -> bool:
    """Say whether the thing at `token`, or the one it modifies, belongs to a mention ("Lukashenka's sham election")."""
    if parse.relation[token] in ("amod", "compound", "nmod"):
        token = parse.head[token]
    return (_owner(parse, token, at) or _complement(parse, token, at)) is not None


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


def _of_object(parse: Parse, verb: int, at: Mapping[int, int]) -> Link | None:
    """Find whom a verb of praise or blame judges; the one who praises is never taken instead."""
    patient = _patient(parse, verb)
    if patient is None and parse.tag[verb] == "VBN" and parse.relation[verb] in ("amod", "acl"):
        patient = parse.head[verb]
    if patient is None:
        return None
    if parse.relation[verb] == "relcl" and parse.lower[patient] in _RELATIVE:
        return _renamed(
            _of_noun(parse, parse.head[verb], at), "object of the verb"
        )  # "elections that many call rigged"
    found = _direct(parse, patient, at, "object of the verb") or _complement(parse, patient, at)
    return Link(found.mentions, "object of the verb") if found else None


def _of_verb(parse: Parse, verb: int, at: Mapping[int, int], *, deed: bool) -> Link | None:
    """A deed judges who does it; any other verb what it happens to: "deepened the tie", "the tie deepened"."""
    if parse.relation[verb] == "amod":
        return _renamed(_of_noun(parse, parse.head[verb], at), "modified noun")
    if not deed and (found := _of_object(parse, verb, at)):
        return found
    if deed and (_is_passive(parse, verb) or (parse.relation[verb] == "acl" and parse.tag[verb] == "VBN")):
        return _agent(parse, verb, at)  # "X was betrayed": never X
    return _renamed(_subject(parse, verb, at), "subject of the verb")


def _patient(parse: Parse, verb: int) -> int | None:
    return next((c for c in parse.children[verb] if parse.relation[c] in ("dobj", "nsubjpass")), None)


def _of_noun(parse: Parse, noun: int, at: Mapping[int, int], steps: int = 0, *, deed: bool = False) -> Link | None:
    """Follow a noun to the one it speaks of: itself, whose it is, what it is said of, who has it."""
    if noun in at:
        return _with_coordinated(parse, noun, at, "names it")
    if (one := _one_of(parse, noun)) is not None and steps < _MOST_STEPS:
        return _of_noun(parse, one, at, steps + 1, deed=deed)
    for rule in (_one_of_them, _called, _owner):
        if found := rule(parse, noun, at):
            return found
    if found := _complement(parse, noun, at, deed=deed) or _made_by(parse, noun, at):
        return found
    while parse.relation[noun] == "conj" and parse.head[noun] != noun:
        noun = parse.head[noun]  # "sanctions and disappointment": both stand where the first does, neither is the other
    if steps >= _MOST_STEPS:
        return None
    head, relation = parse.head[noun], parse.relation[noun]
    if head == noun:
        return _subject(parse, noun, at)
    if relation in ("compound", "nmod") or (relation == "appos" and _stands_beside(parse, head, noun)):
        return _of_noun(parse, head, at, steps + 1, deed=deed)
    if relation == "attr":
        return _renamed(_subject(parse, head, at), "complement of its subject")
    if relation == "dobj" and not (deed and parse.lemma[head] in _UNDERGOING):
        return _renamed(_subject(parse, head, at), "what its subject has or does")
    if relation == "pobj" and not deed and parse.lower[head] in _PREDICATIVE and parse.lemma[noun] not in RELATIONAL:
        return _of_governor(parse, parse.head[head], at, steps + 1)
    return None


def _is_passive(parse: Parse, verb: int) -> bool:
    return any(parse.relation[c] in ("nsubjpass", "auxpass") for c in parse.children[verb])


def _stands_beside(parse: Parse, noun: int, apposed: int) -> bool:
    """Say whether the apposition is one: with a verb between, it is a list that the parser took for one."""
    return not any(parse.pos[i] in ("VERB", "AUX") for i in range(min(noun, apposed), max(noun, apposed)))


def _one_of(parse: Parse, noun: int) -> int | None:
    """Return "one" of "one of X's partners": who is one of them is meant, not X."""
    prep = parse.head[noun]
    head = parse.head[prep]
    if parse.relation[noun] == "pobj" and parse.lower[prep] == "of" and parse.lower[head] in _PARTITIVE:
        return head
    return None


def _one_of_them(parse: Parse, noun: int, at: Mapping[int, int]) -> Link | None:
    """Find who is named for a kind: "zealots like X and Y", "firms such as X", "critics, including X"."""
    for prep in parse.children[noun]:
        word = parse.lower[prep]
        if parse.relation[prep] != "prep" or word not in _EXEMPLIFYING:
            continue
        if word == "as" and not any(parse.lower[c] == "such" for c in (*parse.children[prep], *parse.children[noun])):
            continue
        for obj in parse.children[prep]:
            if parse.relation[obj] == "pobj" and obj in at:
                return _with_coordinated(parse, obj, at, "one of them")
    return None


def _made_by(parse: Parse, noun: int, at: Mapping[int, int]) -> Link | None:
    """Find who does what the noun names: "a stunt staged by X"."""
    participles = (c for c in parse.children[noun] if parse.relation[c] == "acl" and parse.tag[c] == "VBN")
    return next(filter(None, (_agent(parse, verb, at) for verb in participles)), None)


def _called(parse: Parse, noun: int, at: Mapping[int, int]) -> Link | None:
    """Find X in "called X a friend", "referred to X as a friend"."""
    head = parse.head[noun]
    verb = parse.head[head] if parse.relation[noun] == "pobj" and parse.lower[head] == "as" else head
    if parse.pos[verb] != "VERB" or not (verb != head or parse.relation[noun] == "oprd"):
        return None
    patients = [c for c in parse.children[verb] if parse.relation[c] in ("dobj", "nsubjpass")]
    for prep in parse.children[verb]:
        if parse.lower[prep] in ("to", "of", "on"):
            patients += [c for c in parse.children[prep] if parse.relation[c] == "pobj"]
    found = (_direct(parse, patient, at, "what it is called") for patient in patients)
    return next(filter(None, found), None)


def _of_governor(parse: Parse, token: int, at: Mapping[int, int], steps: int) -> Link | None:
    """Follow "X of great value", "X remains in crisis", "X ends with praise" to X."""
    if parse.pos[token] in ("NOUN", "PROPN", "PRON"):
        return _of_noun(parse, token, at, steps)
    if parse.pos[token] in ("VERB", "AUX"):
        return _renamed(_subject(parse, token, at), "what its subject has or does")
    return None


def _owner(parse: Parse, noun: int, at: Mapping[int, int]) -> Link | None:
    if parse.lemma[noun] in RELATIONAL:
        return None
    for child in parse.children[noun]:
        if (
            parse.relation[child] in ("poss", "amod", "compound", "nmod")
            and child in at
            and not _prefixed(parse, child)
        ):
            return _with_coordinated(parse, child, at, "whose it is")
        if parse.relation[child] == "relcl" and parse.lemma[child] in _HAVING and _is_of_object(parse, child):
            for subject in parse.children[child]:  # "the role that Belarus has"
                if parse.relation[subject] == "nsubj" and subject in at:
                    return _with_coordinated(parse, subject, at, "whose it is")
    return None


def _is_of_object(parse: Parse, verb: int) -> bool:
    """Say whether a relative clause describes what its verb is done to: "that Belarus has", "Belarus has"."""
    objects = [c for c in parse.children[verb] if parse.relation[c] == "dobj"]
    return all(parse.lower[c] in _RELATIVE for c in objects)


def _prefixed(parse: Parse, token: int) -> bool:
    """Say whether the word ends a compound such as "anti-Western", which is nobody's."""
    return token > 0 and parse.lower[token - 1] == "-" and parse.ends[token - 1] == parse.starts[token]


def _complement(parse: Parse, noun: int, at: Mapping[int, int], steps: int = 0, *, deed: bool = False) -> Link | None:
    """Find whom "pressure from X", "asymmetry in the trade with X" are said of; only the noun's own agent counts.

    An "invasion of X" or a "war in X" is done to X: of a deed, only who does it.
    """
    wanted = [] if steps else [(_AGENTS, "who does it")]
    wanted += [] if deed else [(_BEARERS, "what it is said of")]
    for prepositions, rule in wanted:
        for prep in parse.children[noun]:
            if parse.relation[prep] not in ("prep", "agent") or parse.lower[prep] not in prepositions:
                continue
            for obj in parse.children[prep]:
                if parse.relation[obj] != "pobj":
                    continue
                if found := _direct(parse, obj, at, rule):
                    return found
                if steps < _MOST_STEPS and (found := _complement(parse, obj, at, steps + 1)):
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
            noun = parse.head[token]
            governor = parse.head[noun]
            if _is_infinitive(parse, token) and governor != noun and parse.pos[governor] in ("VERB", "AUX"):
                return _subject(parse, governor, at)  # "sought ways to bully": who sought
            return _of_noun(parse, noun, at, _MOST_STEPS)
        if parse.relation[token] not in ("xcomp", "conj", "advcl", "aux", "pcomp", "prep", "ccomp"):
            return None
    return None


def _is_infinitive(parse: Parse, verb: int) -> bool:
    return any(parse.relation[c] == "aux" and parse.lower[c] == "to" for c in parse.children[verb])


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


def _only_one_in_clause(
    parse: Parse, expression: Expression, mentions: Sequence[Mention], at: Mapping[int, int]
) -> Link | None:
    """Take the nearest mention when the clause speaks of one entity only, in the words of the same voice.

    Demonyms are no actors and don't count, nor does who only has the one of whom it speaks ("my client").
    """
    head, voice = expression.head, expression.voice
    near = [
        at[t]
        for t in _clause(parse, head)
        if t in at and mentions[at[t]].via != "demonym" and mentions[at[t]].voice == voice and not has_another(parse, t)
    ]
    if len({mentions[i].entity for i in near}) != 1:
        return None
    return Link((min(near, key=lambda i: abs(mentions[i].head - head)),), "only one in the clause")


def _clause(parse: Parse, token: int) -> Iterator[int]:
    """Yield the tokens of the smallest clause around `token`, without the clauses and circumstances below it."""
    top, above = token, {token}
    while parse.relation[top] not in _CLAUSES and parse.head[top] != top:
        top = parse.head[top]
        above.add(top)
    todo = [top]
    while todo:
        here = todo.pop()
        yield here
        for child in parse.children[here]:
            aside = parse.lower[child] in _CIRCUMSTANCE and child not in above
            if parse.relation[child] not in _CLAUSES and not aside:
                todo.append(child)


def _renamed(found: Link | None, rule: str) -> Link | None:
    """Say by which rule the path began, unless it has a better name already."""
    return Link(found.mentions, rule) if found and found.rule == "names it" else found
