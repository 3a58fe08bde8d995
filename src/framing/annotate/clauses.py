"""Whose words a clause is, by syntax: a cue, what it reports, and who speaks.

Each rule reads the dependency relations round one cue and either finds a content or abstains. No rule looks at
quotation marks; `voices.py` brings the two together.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from framing.annotate import cues as grammar
from framing.annotate.cues import Cues
from framing.annotate.parentheticals import find_parenthetical
from framing.annotate.roles import is_negated
from framing.model import CueStance, Parse

_SUBJECTS = frozenset({"nsubj", "csubj", "expl"})
_INFERRING = grammar.SHOWING | {"mean", "imply", "signal", "underscore", "underline", "highlight", "explain", "reflect"}
_AGENTIVE = (
    "er",
    "or",
    "ist",
    "ian",
    "ant",
    "ent",
    "man",
    "woman",
    "people",
    "official",
    "group",
    "critic",
    "party",
    "team",
)
_CUE_NOUNS = grammar.NOUNS | grammar.INTENTIONS | grammar.STANDPOINTS.keys()
_FIRST_OF_PHRASE = frozenset(phrase[0] for phrase in grammar.ACCORDING)
_MINDED = grammar.ADJECTIVES | grammar.WILLING | grammar.MINDED.keys()
_CONNECTIVES = frozenset({"however", "still", "meanwhile", "nevertheless", "nonetheless", "moreover", "yet", "indeed"})
_FUNCTION_WORDS = frozenset({"DET", "ADP", "PART", "PRON", "PUNCT", "CCONJ", "NUM", "PROPN"})
_BARE = grammar.SAYING - grammar.WANTING
_TALKING = frozenset({"speak", "talk"})
"""Verbs whose open complement is a reported clause that the parser misread ("say taxing consumption helps")."""
PARENTHETICAL = "verb-parenthetical"
_NOBODY = frozenset({"nobody", "none", "nothing", "neither"})
_ASKING = frozenset({"whether", "if", "what", "who", "whom", "whose", "which", "when", "where", "why", "how"})


@dataclass(frozen=True, slots=True)
class Clause:
    """A cue with its content as token ranges, and the speaker's tokens. `rule` names what found it."""

    cue: int
    cue_tokens: tuple[int, ...]
    content: tuple[range, ...]
    speaker: range | None
    stance: CueStance
    rule: str


def find_clauses(parse: Parse, cues: Cues) -> tuple[Clause, ...]:
    """Return the reported clauses, phrases and objects of a parse, in the order of their cues.

    A cue whose content a misparse leaves without a word ("has weighed in on, Bitcoin") reports nothing.
    """
    return tuple(clause for cue in range(len(parse)) for clause in _at(parse, cues, cue) if all(clause.content))


def speaker_of(parse: Parse, verb: int) -> range | None:
    """Return the tokens that name who does what `verb` says: its subject, or that of the verb it hangs on."""
    for _ in range(6):
        for child in sorted(parse.children[verb], key=lambda c: parse.relation[c] != "agent"):
            relation = parse.relation[child]
            if relation == "nsubj" or (relation == "nsubjpass" and parse.lower[verb] in ("quoted", "cited")):
                return noun_phrase(parse, child)
            if relation == "agent":
                objects = [c for c in parse.children[child] if parse.relation[c] == "pobj"]
                if objects:
                    return noun_phrase(parse, objects[0])
            if relation == "nsubjpass":
                return None
        relation, head = parse.relation[verb], parse.head[verb]
        if relation in ("acl", "relcl") and parse.tag[verb] in ("VBG", "VBN", "VB"):
            return noun_phrase(parse, head, below=verb) if parse.tag[verb] != "VBN" else None
        if relation not in ("conj", "xcomp", "advcl", "pcomp", "prep", "ccomp", "dep", "parataxis") or head == verb:
            return None
        if relation == "ccomp" and parse.tag[verb] not in ("VBG", "VB"):
            return None
        verb = head
    return None


def _at(parse: Parse, cues: Cues, cue: int) -> Iterator[Clause]:
    pos, lemma = parse.pos[cue], parse.lemma[cue]
    if pos in ("VERB", "AUX") and lemma in cues.verbs:
        within = _within(parse, cues, cue, lemma)
        yield from (within,) if within is not None else _verb(parse, cues, cue, lemma)
    elif pos == "NOUN" and lemma in _CUE_NOUNS:
        yield from _noun(parse, cues, cue, lemma)
    if pos in ("ADJ", "VERB") and parse.lower[cue] in _MINDED:
        yield from _adjective(parse, cues, cue)
    if parse.lower[cue] in _FIRST_OF_PHRASE or pos == "ADP":
        for phrase in cues.according:
            if parse.lower[cue] == phrase[0] and parse.lower[cue : cue + len(phrase)] == phrase:
                yield from _according(parse, cues, cue, phrase)
                break


def _within(parse: Parse, cues: Cues, verb: int, lemma: str) -> Clause | None:
    """Return the report that a cue makes between commas in the middle of what it reports: "Russia, says X, is …"."""
    if lemma not in cues.saying and lemma not in grammar.THINKING and lemma not in grammar.SHOWING:
        return None
    found = find_parenthetical(parse, verb)
    if found is None or not _may_speak(parse, verb, lemma, found.speaker, PARENTHETICAL):
        return None
    content = (found.before, found.after)
    return Clause(verb, _cue_tokens(parse, verb), content, found.speaker, cues.stance(lemma), PARENTHETICAL)


def _verb(parse: Parse, cues: Cues, verb: int, lemma: str) -> Iterator[Clause]:
    """Yield what a cue verb reports; of the constructions below, the first that fits."""
    saying = lemma in cues.saying
    clausal = saying or lemma in grammar.THINKING or lemma in grammar.SHOWING
    particle = next((parse.lower[c] for c in parse.children[verb] if parse.relation[c] == "prt"), "")
    content: list[range] = []
    rule = ""
    passive = any(parse.relation[c] in ("nsubjpass", "auxpass") for c in parse.children[verb])
    reported = _reported_clause(parse, verb, lemma) if clausal else None
    for child in parse.children[verb]:
        relation = parse.relation[child]
        if child == reported:
            content, rule = _clause_content(parse, verb, child), "verb-ccomp"
            break
        if relation in ("xcomp", "ccomp") and lemma in grammar.WANTING and child > verb and not passive:
            content, rule = _infinitive(parse, verb, child), "verb-infinitive"
            break
        if relation in ("xcomp", "ccomp", "oprd") and lemma in grammar.NAMING and child > verb and not passive:
            content, rule = _after(parse, verb, ("dobj", "nsubj", relation, "prep")), "verb-predicate"
            break
    if not content and parse.relation[verb] in ("parataxis", "ccomp", "advcl", "dep") and saying:
        content, rule = _beside(parse, verb), PARENTHETICAL
    judging = not passive and (lemma in grammar.JUDGING or lemma in grammar.NAMING)
    if not content and judging and any(parse.relation[c] == "dobj" and c > verb for c in parse.children[verb]):
        content, rule = _after(parse, verb, ("dobj", "prep", "oprd", "dative")), "verb-object"
        if lemma in grammar.UNQUOTED:
            rule = "verb-predicate" if lemma in grammar.REJECTING and _is_named(parse, verb) else "attitude"
    if not content and lemma in grammar.NAMING:
        content, rule = _predicate_alone(parse, verb), "verb-predicate"
    if not content and passive and (lemma in grammar.THINKING or lemma in grammar.NAMING or lemma in grammar.JUDGING):
        content, rule = _passive(parse, verb), "verb-passive"
    if not content and lemma in grammar.PREPOSITIONS:
        content, rule = _prepositional(parse, verb, grammar.PREPOSITIONS[lemma]), "verb-preposition"
        if lemma in grammar.TOPICS:
            rule = "topic"
    speaker = speaker_of(parse, verb) or _name_before(parse, verb)
    if rule == "verb-passive" and speaker is None and len(content) > 1:
        content[-1], speaker = _without_agent(parse, content[-1])
    if not content or _is_unsaid(parse, verb, lemma, speaker, content, rule):
        return
    if _is_held(parse, verb, lemma, content) and _may_speak(parse, verb, lemma, speaker, rule):
        stance = cues.stance(lemma, particle)
        yield Clause(verb, _cue_tokens(parse, verb), tuple(content), speaker, stance, rule)


def _is_unsaid(parse: Parse, verb: int, lemma: str, speaker: range | None, content: list[range], rule: str) -> bool:
    """Say whether no words were said: "nobody says …", "didn't respond to …", "declined to say whether …"."""
    if speaker is not None and _is_nobody(parse, parse.head_in(speaker)):
        return True
    if rule in ("verb-object", "verb-passive") and lemma in grammar.ACTS and _is_act(parse, verb, lemma):
        return True
    words = {parse.lemma[t] for part in content for t in part if parse.pos[t] not in _FUNCTION_WORDS}
    if words and words <= grammar.SPEECH_ACTS:
        return True
    if rule == "verb-infinitive":
        refused = parse.head_in(content[0])
        silent = parse.lemma[refused] in grammar.SPEAKING or (
            parse.lemma[refused] in grammar.ACTS and _is_act(parse, refused, parse.lemma[refused])
        )
        return lemma in grammar.REFUSING and silent
    silent = is_negated(parse, verb) or parse.lemma[parse.head[verb]] in grammar.REFUSING
    return silent and (rule == "topic" or (lemma in grammar.SAYING and _asks(parse, content[0])))


def _is_act(parse: Parse, verb: int, lemma: str) -> bool:
    """Say whether nothing is said: supporters attack a rival, a judge dismisses a suit; not "dismissed the claim"."""
    children = parse.children[verb]
    objects = [c for c in children if parse.relation[c] in ("dobj", "nsubjpass")]
    if any(parse.lower[c] in grammar.ACTS[lemma] for t in (verb, *objects) for c in parse.children[t]):
        return False
    if lemma == "attack":  # "Trump attacked Clinton" is mostly said of words, "was attacked by a crowd" of blows
        objects = [c for c in children if parse.relation[c] == "nsubjpass"]
        return bool(objects) and not any(parse.lemma[c] in grammar.WORDS for c in objects)
    return not any(parse.lemma[c] in grammar.WORDS or parse.pos[c] in ("PRON", "DET") for c in objects)


def _is_nobody(parse: Parse, noun: int) -> bool:
    """Say whether a subject is nobody: "nobody", "no one", "no critic", "none of them"."""
    return parse.lower[noun] in _NOBODY or any(parse.lower[c] == "no" for c in parse.children[noun])


def _asks(parse: Parse, content: range) -> bool:
    """Say whether a reported clause is a question: "whether he knew"."""
    return bool(content) and parse.lower[content.start] in _ASKING


def _is_held(parse: Parse, verb: int, lemma: str, content: list[range]) -> bool:
    """Say whether the thought is thought: not "he should consider …", and not "finds itself relying on …"."""
    if lemma in grammar.SAYING or not content[0]:
        return True
    advised = any(parse.lower[c] in ("should", "ought", "must") for c in parse.children[verb])
    return not advised and not parse.lower[content[0].start].endswith(("self", "selves"))


def _may_speak(parse: Parse, verb: int, lemma: str, speaker: range | None, rule: str) -> bool:
    """Say whether this is somebody's report: not "this shows that …", and not a thought that nobody thinks."""
    if speaker is None:
        impersonal = any(parse.relation[c] in ("nsubjpass", "auxpass") for c in parse.children[verb])
        return rule == "verb-passive" or (rule == "verb-ccomp" and (impersonal or lemma in grammar.SAYING))
    if lemma not in _INFERRING:
        return True
    head = parse.head_in(speaker)
    if parse.pos[head] == "PRON" or parse.tag[head] in ("DT", "WDT"):
        return parse.lower[head] in ("i", "we", "you", "he", "she", "they", "who", "some", "others", "many", "most")
    return parse.pos[head] in ("PROPN", "NUM") or parse.lemma[head] in grammar.SOURCES or _is_people(parse, head)


def _is_people(parse: Parse, noun: int) -> bool:
    """Say whether a common noun looks like people: by its ending, or because it has a name beside it."""
    lemma = parse.lemma[noun]
    return (lemma.endswith(_AGENTIVE) and not lemma.endswith("ment")) or any(
        parse.pos[c] == "PROPN" and parse.relation[c] in ("appos", "compound") for c in parse.children[noun]
    )


def _name_before(parse: Parse, verb: int) -> range | None:
    """Return the name right before a finite verb whose subject the parser missed."""
    at = verb - 1
    while at > 0 and parse.pos[at] in ("ADV", "AUX", "PART"):
        at -= 1
    if at < 0 or parse.tag[verb] not in ("VBD", "VBZ", "VBP") or parse.pos[at] not in ("PROPN", "PRON"):
        return None
    if parse.sentence_of[at] != parse.sentence_of[verb] or parse.tag[at] in ("WDT", "DT"):
        return None
    while parse.relation[at] in ("compound", "nmod") and at < parse.head[at] < verb:
        at = parse.head[at]
    return range(noun_phrase(parse, at).start, at + 1)


def _reported_clause(parse: Parse, verb: int, lemma: str) -> int | None:
    """Return the clause that a verb of saying reports: the one after it before one ahead of it."""
    clauses = [
        c
        for c in parse.children[verb]
        if (
            parse.relation[c] == "ccomp" or (parse.relation[c] == "xcomp" and lemma in _BARE and parse.pos[c] == "VERB")
        )
        and len(parse.subtree(c)) > 1
    ]
    after = [c for c in clauses if c > verb]
    return after[0] if after else clauses[0] if clauses else None


def _clause_content(parse: Parse, verb: int, clause: int) -> list[range]:
    """Return the reported clause; when it comes first, also what follows the cue in the middle of it."""
    tokens = parse.subtree(clause)
    if clause > verb:
        first = min((t for t in tokens if t > verb), default=clause)
        last = _before_next_report(parse, verb, clause, tokens[-1] + 1)
        return [_trimmed(parse, range(first, last))]
    own = set(_own_words(parse, verb, clause))
    before = [t for t in tokens if t < min(own)]
    after = [t for t in tokens if t > max(own)]
    ranges = [range(_after_connective(parse, before[0], before[-1]), before[-1] + 1)] if before else []
    after = after or _second_half(parse, verb)
    if after:
        ranges.append(range(after[0], after[-1] + 1))
    return [r for r in (_trimmed(parse, r) for r in ranges) if len(r)]


def _second_half(parse: Parse, verb: int) -> list[int]:
    """Return the rest of a report that was hung on its cue: "He was no liar, Lie said, but he had been careless"."""
    for child in parse.children[verb]:
        tokens = parse.subtree(child)
        joints = [c for c in parse.children[verb] if verb < c < child and parse.relation[c] == "cc"]
        if parse.relation[child] != "conj" or not joints or parse.lower[joints[0] - 1] != ",":
            continue
        subjects = [c for c in parse.children[child] if parse.relation[c] in ("nsubj", "nsubjpass")]
        if subjects and parse.pos[subjects[0]] == "PRON" and tokens[0] > joints[0]:
            return [joints[0], *tokens]
    return []


def _before_next_report(parse: Parse, verb: int, clause: int, after: int) -> int:
    """Return where a reported clause ends when the next cue of the same speaker was hung on it.

    "said she admires him and praised his work": the second verb shares the tense of the first cue, not of the clause.
    """
    tense = parse.tag[verb]
    if tense not in ("VBD", "VBZ", "VBP") or _tense(parse, clause) == tense:
        return after
    for child in parse.children[clause]:
        if parse.relation[child] != "conj" or child < clause or parse.tag[child] != tense:
            continue
        if any(parse.relation[c] in _SUBJECTS or parse.relation[c].startswith("aux") for c in parse.children[child]):
            continue
        joints = [c for c in parse.children[clause] if clause < c < child and parse.relation[c] in ("cc", "punct")]
        return joints[-1] if joints else child
    return after


def _tense(parse: Parse, clause: int) -> str:
    """Return the tag of the finite verb of a clause: its first auxiliary's, else its own."""
    auxiliaries = [c for c in parse.children[clause] if parse.relation[c] in ("aux", "auxpass")]
    return parse.tag[auxiliaries[0]] if auxiliaries else parse.tag[clause]


def _after_connective(parse: Parse, first: int, last: int) -> int:
    """Return the first token that is not "But", "And" or "However," at the start of a sentence."""
    if first < last and parse.tag[first] == "CC":
        first += 1
    elif first < last and parse.lower[first] in _CONNECTIVES and parse.lower[first + 1] == ",":
        first += 2
    return first


def _own_words(parse: Parse, verb: int, clause: int) -> list[int]:
    """Return the words of the reporting clause itself: the verb and what hangs on it but the reported clause."""
    words = [verb]
    for child in parse.children[verb]:
        if child != clause and parse.relation[child] in ("nsubj", "aux", "neg", "dobj", "dative", "prt"):
            words.extend(parse.subtree(child))
    return words


def _infinitive(parse: Parse, verb: int, clause: int) -> list[range]:
    tokens = parse.subtree(clause)
    first = min(t for t in tokens if t > verb) if any(t > verb for t in tokens) else clause
    objects = [c for c in parse.children[verb] if parse.relation[c] == "dobj" and verb < c < clause]
    if objects:
        first = min(first, parse.subtree(objects[0])[0])
    return [_trimmed(parse, range(first, tokens[-1] + 1))]


def _after(parse: Parse, verb: int, relations: Iterable[str]) -> list[range]:
    """Return the stretch from the first of the verb's later dependents in these relations to the last."""
    tokens: list[int] = []
    for child in parse.children[verb]:
        if child > verb and parse.relation[child] in relations:
            tokens.extend(t for t in parse.subtree(child) if t > verb)
    if tokens and parse.lower[min(tokens)] in ("on", "upon", "for") and parse.relation[min(tokens)] == "prep":
        tokens.remove(min(tokens))  # "called on both sides to …": the preposition belongs to the cue.
    if not tokens:
        return []
    return [_trimmed(parse, range(min(tokens), max(tokens) + 1))]


def _prepositional(parse: Parse, verb: int, prepositions: frozenset[str]) -> list[range]:
    for child in parse.children[verb]:
        if parse.relation[child] == "prep" and parse.lower[child] in prepositions and child > verb:
            tokens = [t for t in parse.subtree(child) if t > child]
            if tokens:
                # "referred to Xi as a friend": the predicate belongs to the content.
                predicates = [c for c in parse.children[verb] if c > child and parse.lower[c] == "as"]
                last = max([tokens[-1], *(parse.subtree(c)[-1] for c in predicates)])
                return [_trimmed(parse, range(tokens[0], last + 1))]
    return []


def _predicate_alone(parse: Parse, verb: int) -> list[range]:
    """Return what something is called when it is named before: "what he terms X", "which he defined as X"."""
    subjects = [c for c in parse.children[verb] if parse.relation[c] == "nsubj"]
    objects = [c for c in parse.children[verb] if c < verb and parse.tag[c] in ("WP", "WDT")]
    if not subjects or not (objects or parse.relation[verb] in ("relcl", "pcomp", "ccomp")):
        return []
    for child in parse.children[verb]:
        if child > verb and parse.relation[child] in ("oprd", "dobj", "attr", "xcomp", "ccomp", "acomp", "prep"):
            if parse.relation[child] == "prep" and parse.lower[child] != "as":
                continue
            tokens = [t for t in parse.subtree(child) if t > child or parse.relation[child] != "prep"]
            if tokens:
                return [_trimmed(parse, range(tokens[0], tokens[-1] + 1))]
    return []


def _passive(parse: Parse, verb: int) -> list[range]:
    """Return what is thought of a passive's subject: "is seen as …", "was expected to …", "was praised by X"."""
    subjects = [c for c in parse.children[verb] if parse.relation[c] == "nsubjpass"]
    if not subjects or parse.lower[subjects[0]] == "it":
        return []
    for child in parse.children[verb]:
        relation = parse.relation[child]
        if child > verb and (
            relation in ("xcomp", "oprd", "ccomp") or (relation == "prep" and parse.lower[child] == "as")
        ):
            parts = [_subtree_range(parse, subjects[0]), _subtree_range(parse, child)]
            return [_trimmed(parse, part) for part in parts]
    if any(parse.relation[c] == "agent" for c in parse.children[verb]):
        return [_trimmed(parse, _subtree_range(parse, subjects[0]))]
    return []


def _is_named(parse: Parse, verb: int) -> bool:
    """Say whether a verb's object is given a predicate: "rejected the report as “biased”"."""
    objects = [c for c in parse.children[verb] if parse.relation[c] == "dobj"]
    return any(parse.lower[c] == "as" and parse.pos[c] == "ADP" for t in (verb, *objects) for c in parse.children[t])


def _without_agent(parse: Parse, predicate: range) -> tuple[range, range | None]:
    """Part "a liar" from "by Novak", which the parser hung on the liar: who calls him one."""
    for by in predicate:
        objects = [c for c in parse.children[by] if parse.relation[c] == "pobj"]
        of_noun = parse.relation[by] == "prep" and parse.pos[parse.head[by]] in ("NOUN", "PROPN", "ADJ")
        if parse.lower[by] == "by" and of_noun and objects and predicate.start < by:
            return _trimmed(parse, range(predicate.start, by)), noun_phrase(parse, objects[0])
    return predicate, None


def _beside(parse: Parse, verb: int) -> list[range]:
    """Return the clause a parenthetical cue stands in: "The deal, he said, is dead"; it has a subject of its own."""
    if not any(parse.relation[c] == "nsubj" for c in parse.children[verb]) and parse.tag[verb] != "VBG":
        return []
    said_so = parse.lemma[verb] not in _TALKING  # "as he spoke" tells when, "as he explained" whose words they are
    for child in parse.children[verb]:
        relation = parse.relation[child]
        if relation in ("ccomp", "dobj", "xcomp") or (
            relation == "mark" and not (parse.lower[child] == "as" and said_so)
        ):
            return []
    if parse.relation[verb] == "advcl" and not any(parse.lower[c] == "as" for c in parse.children[verb]):
        return []
    head = parse.head[verb]
    if parse.relation[verb] == "ccomp" and head < verb:
        return []
    own = parse.subtree(verb)
    tokens = [t for t in parse.subtree(head) if t not in set(own)]
    before = [t for t in tokens if t < own[0]]
    after = [t for t in tokens if t > own[-1]]
    if before:
        before = [t for t in before if t >= _after_connective(parse, before[0], before[-1])]
    ranges = [range(part[0], part[-1] + 1) for part in (before, after) if part]
    return [r for r in (_trimmed(parse, r) for r in ranges) if len(r)]


def _noun(parse: Parse, cues: Cues, noun: int, lemma: str) -> Iterator[Clause]:
    """Yield what a noun reports: "the claim that …", "his plan to …", "their concern about …"."""
    content: range | None = None
    rule = ""
    for child in parse.children[noun]:
        if child < noun:
            continue
        relation = parse.relation[child]
        if relation in ("acl", "ccomp", "relcl") and lemma in grammar.NOUNS and _has_that(parse, child):
            content, rule = _subtree_range(parse, child), "noun-clause"
        elif relation in ("acl", "xcomp") and lemma in grammar.INTENTIONS and parse.tag[child] == "VB":
            content, rule = _subtree_range(parse, child), "noun-infinitive"
        elif relation == "prep" and parse.lower[child] in grammar.STANDPOINTS.get(lemma, ()):
            tokens = [t for t in parse.subtree(child) if t > child]
            if tokens:
                content, rule = range(tokens[0], tokens[-1] + 1), "attitude"
        if content is not None:
            break
    if content is None:
        return
    speaker = next((noun_phrase(parse, c) for c in parse.children[noun] if parse.relation[c] == "poss"), None)
    if speaker is None and parse.relation[noun] == "dobj":
        speaker = speaker_of(parse, parse.head[noun])
    if speaker is None and rule != "noun-clause":
        return
    yield Clause(noun, (noun,), (_trimmed(parse, content),), speaker, cues.stance(lemma), rule)


def _adjective(parse: Parse, cues: Cues, adjective: int) -> Iterator[Clause]:
    """Yield what somebody is sure of, wary of or willing to do."""
    lemma = parse.lower[adjective]
    found: tuple[range, str] | None = None
    for child in parse.children[adjective]:
        if child < adjective:
            continue
        relation = parse.relation[child]
        if relation in ("ccomp", "acl") and parse.tag[child] != "VBG" and lemma in grammar.ADJECTIVES:
            found = _subtree_range(parse, child), "adjective-clause"
        elif relation in ("xcomp", "advcl") and parse.tag[child] == "VB" and lemma in grammar.WILLING:
            found = _subtree_range(parse, child), "adjective-infinitive"
        elif relation == "prep" and parse.lower[child] in grammar.MINDED.get(lemma, ()):
            tokens = [t for t in parse.subtree(child) if t > child]
            found = (range(tokens[0], tokens[-1] + 1), "attitude") if tokens else None
        if found is not None:
            break
    verb = adjective if parse.pos[adjective] == "VERB" else parse.head[adjective]
    if found is None and lemma in grammar.ADJECTIVES and (clause := _misread_as_attribute(parse, adjective)):
        verb, content = clause
        found = content, "adjective-clause"
    # A subject may hang on the auxiliary: "Reid was convinced".
    auxiliaries = [c for c in parse.children[verb] if parse.relation[c] in ("aux", "auxpass")]
    subjects = [
        c for v in (verb, *auxiliaries) for c in parse.children[v] if parse.relation[c] in ("nsubj", "nsubjpass")
    ]
    if found is None or not subjects:
        return
    content, rule = found
    stance = cues.stance(parse.lemma[adjective])
    yield Clause(adjective, (adjective,), (_trimmed(parse, content),), noun_phrase(parse, subjects[0]), stance, rule)


def _misread_as_attribute(parse: Parse, adjective: int) -> tuple[int, range] | None:
    """Return the verb and the clause of "was certain Novak lied", where "certain" was read as an attribute of Novak."""
    verb = adjective - 1
    while verb > 0 and parse.pos[verb] == "ADV":
        verb -= 1
    if parse.relation[adjective] != "amod" or verb < 0 or parse.lemma[verb] != "be":
        return None
    for clause in parse.children[verb]:
        if parse.relation[clause] == "ccomp" and parse.subtree(clause)[0] == adjective and clause > adjective + 1:
            return verb, range(adjective + 1, parse.subtree(clause)[-1] + 1)
    return None


def _according(parse: Parse, cues: Cues, at: int, phrase: tuple[str, ...]) -> Iterator[Clause]:
    """Yield the clause that "according to X" stands beside: the words of its sentence but its own."""
    last = at + len(phrase) - 1
    objects = [c for t in range(at, last + 1) for c in parse.children[t] if parse.relation[c] == "pobj" and c > last]
    if not objects:
        return
    own = parse.subtree(at)
    head = parse.head[at]
    while parse.pos[head] not in ("VERB", "AUX") and parse.head[head] != head:
        head = parse.head[head]
    last_word = [t for t in parse.sentences[parse.sentence_of[at]] if parse.pos[t] != "PUNCT"][-1]
    if own[-1] >= last_word:
        # At the end of a sentence it covers the whole of it, not the last of two coordinated verbs.
        while parse.relation[head] == "conj" and parse.pos[parse.head[head]] in ("VERB", "AUX"):
            head = parse.head[head]
    tokens = [t for t in parse.subtree(head) if t < own[0] or t > own[-1]]
    before = [t for t in tokens if t < own[0]]
    after = [t for t in tokens if t > own[-1]]
    if head in before and len(before) > 1:
        after = []
    if before:
        before = [t for t in before if t >= _after_connective(parse, before[0], before[-1])]
    ranges = [_trimmed(parse, range(part[0], part[-1] + 1)) for part in (before, after) if part]
    ranges = [r for r in ranges if len(r)]
    if ranges:
        speaker = range(min(parse.subtree(objects[0])), max(parse.subtree(objects[0])) + 1)
        stance = cues.stances.get(phrase, "neutral")
        yield Clause(at, tuple(range(at, last + 1)), tuple(ranges), _trimmed(parse, speaker), stance, "according-to")


def _has_that(parse: Parse, clause: int) -> bool:
    return any(parse.lower[c] == "that" and parse.relation[c] == "mark" for c in parse.children[clause])


def _cue_tokens(parse: Parse, verb: int) -> tuple[int, ...]:
    particles = [c for c in parse.children[verb] if parse.relation[c] == "prt"]
    return tuple(sorted((verb, *particles)))


def noun_phrase(parse: Parse, head: int, below: int | None = None) -> range:
    """Return the tokens round a noun, without what follows from token `below` on and without edge punctuation."""
    tokens = parse.subtree(head)
    last = tokens[-1] + 1 if below is None else min(parse.subtree(below)[0], tokens[-1] + 1)
    return _trimmed(parse, range(tokens[0], max(last, head + 1)))


def _subtree_range(parse: Parse, token: int) -> range:
    tokens = parse.subtree(token)
    return range(tokens[0], tokens[-1] + 1)


def _trimmed(parse: Parse, tokens: range) -> range:
    """Return `tokens` without punctuation at either end."""
    first, after = tokens.start, tokens.stop
    while first < after and parse.pos[first] == "PUNCT":
        first += 1
    while after > first and parse.pos[after - 1] == "PUNCT":
        after -= 1
    return range(first, after)
