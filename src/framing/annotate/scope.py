"""What negates, hedges or strengthens a term: scope rules and the expressions they reach.

The shape is ConText's (Chapman, Chu & Dowling 2011; medspaCy): a cue, a direction, a reach in tokens, words that end
it. The dependency tree narrows it: a cue reaches only what it governs, so "not" in one clause leaves the next alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from framing.annotate.titles import word_set
from framing.lexicon import Lexicon, ScopeRule
from framing.model import Parse, Step

# Words that act on the word they hang from; any other cue (a verb, a noun, a preposition) governs what lies below it.
_MODIFIERS = frozenset(
    {"neg", "aux", "auxpass", "advmod", "det", "amod", "mark", "cc", "preconj", "predet", "quantmod"}
)
# As subjects these deny what their verb says: "nobody can say that it is unbreakable".
_NOBODY = frozenset({"nobody", "none", "nothing", "one"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})

_CLAIMS = word_set(
    "accusation allegation claim charge rumour rumor story report suggestion assertion insinuation notion idea lie "
    "theory myth complaint statement"
)
"""Nouns that hold what is claimed of somebody, in a clause with "that"."""
_UNFOUNDED = word_set("baseless false untrue unfounded groundless bogus unsubstantiated fabricated fictitious lie myth")
_REFUTES = word_set("debunk refute disprove discredit retract withdraw rebut fabricate invent")


@dataclass(frozen=True, slots=True)
class Cue:
    """A scope rule found at tokens `first` to `after` - 1; `governed` are the tokens below the word it acts on."""

    rule: ScopeRule
    first: int
    after: int
    governed: frozenset[int]


def find_cues(parse: Parse, lexicon: Lexicon) -> tuple[Cue, ...]:
    """Find every scope cue of the article, longest first where two overlap ("not only" hides "not")."""
    cues: list[Cue] = []
    taken: set[int] = set()
    for match in sorted(lexicon.scope_table.find(parse), key=lambda m: (m.first - m.after, m.first)):
        tokens = range(match.first, match.after)
        if taken.isdisjoint(tokens):
            taken.update(tokens)
            governed = frozenset(parse.subtree(_acts_on(parse, parse.head_in(tokens))))
            cues.append(Cue(match.payload, match.first, match.after, governed))
    return tuple(sorted(cues, key=lambda cue: cue.first))


def scope_steps(parse: Parse, cues: Sequence[Cue], first: int, after: int, *, owned: bool = False) -> tuple[Step, ...]:
    """Return a step for every cue that reaches the expression at tokens `first` to `after` - 1, in text order.

    Opposition speaks well of who opposes, and leaves alone what is somebody's (`owned`): whoever protests "against
    his sham election" still calls it a sham.
    """
    head = parse.head_in(range(first, after))
    return tuple(
        Step(cue.rule.address, cue.rule.factor, parse.span(cue.first, cue.after))
        for cue in cues
        if parse.sentence_of[cue.first] == parse.sentence_of[first]
        and head in cue.governed
        and not (owned and cue.rule.kind == "opposition")
        and _in_reach(parse, cue, first, after)
    )


def refutation(parse: Parse, token: int) -> tuple[int, int] | None:
    """Return the noun whose clause holds `token`, and the word by which the writer tells that it is false.

    "The accusation that he lied is baseless", "claims that he lied were debunked"; None where nothing is refuted.
    """
    clauses = ("acl", "relcl", "ccomp")
    for clause in (token, *parse.ancestors(token)):
        claim = parse.head[clause]
        if parse.relation[clause] in clauses and claim < clause and parse.lemma[claim] in _CLAIMS:
            word = _refuting(parse, claim)
            return None if word is None else (claim, word)
    return None


def _refuting(parse: Parse, claim: int) -> int | None:
    verb = parse.head[claim]
    words = [c for c in parse.children[claim] if parse.relation[c] == "amod"]
    if not any(parse.relation[c] == "neg" for c in parse.children[verb]):
        if parse.relation[claim] in _SUBJECTS:
            words += [c for c in parse.children[verb] if parse.relation[c] in ("acomp", "attr", "oprd")]
        if parse.relation[claim] in ("nsubjpass", "dobj"):
            words.append(verb)
    refuting = (w for w in words if parse.lower[w] in _UNFOUNDED or parse.lemma[w] in _REFUTES)
    return next(refuting, None)


def _acts_on(parse: Parse, token: int) -> int:
    relation = parse.relation[token]
    denies = relation in _SUBJECTS and parse.lower[token] in _NOBODY
    return parse.head[token] if denies or relation in _MODIFIERS else token


def _in_reach(parse: Parse, cue: Cue, first: int, after: int) -> bool:
    rule = cue.rule
    if cue.after <= first and rule.direction in ("forward", "both"):
        between = range(cue.after, first)
    elif after <= cue.first and rule.direction in ("backward", "both"):
        between = range(after, cue.first)
    else:
        return False
    if len(between) > rule.max_tokens:
        return False
    return not any(_holds(parse, between, stop) for stop in rule.terminated_by)


def _holds(parse: Parse, tokens: range, phrase: tuple[str, ...]) -> bool:
    return any(
        all(word in (parse.lower[i + k], parse.lemma[i + k]) for k, word in enumerate(phrase))
        for i in tokens[: len(tokens) - len(phrase) + 1]
    )
