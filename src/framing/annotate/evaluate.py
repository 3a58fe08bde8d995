"""Evaluations: what an expression says of which mention. One function an evaluator, chosen by name."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from framing.annotate import linear
from framing.annotate.findings import Findings
from framing.annotate.links import ACT_ENDING, OBJECT_FRAMES, RELATIONAL, Link
from framing.errors import choose
from framing.lexicon import BASE, Lexicon
from framing.model import Evaluation, Expression

TOPIC_REACH = 2
"""Sentences back that a passage may have named what it is about: all that judging a sentence reads beside it."""


__all__ = ["EVALUATORS", "Evaluator", "Findings", "by_lexicon", "by_linear", "evaluator"]


Evaluator: TypeAlias = Callable[[Findings], tuple[Evaluation, ...]]


def by_lexicon(found: Findings) -> tuple[Evaluation, ...]:
    """Give each expression's value to the mentions its syntax points to.

    A positive value v is v of positive mass and 1 - v of neutral; a negative one likewise. The reasons are the
    expression's steps and multiply to positive - negative (cut to -1..1).
    """
    own_targets = found.lexicon.own_targets
    evaluations = []
    for number, expression in enumerate(found.expressions):
        if expression.value == 0:
            continue
        linked = found.links[number] or _topic(expression, found)
        if expression.term in own_targets:
            linked = _among(own_targets[expression.term], linked, expression, found)
        if linked and not _feels(linked, found):
            evaluations += [
                _evaluation(found.mentions[i].entity, i, number, expression, linked.rule) for i in linked.mentions
            ]
    return tuple(evaluations)


def by_linear(found: Findings) -> tuple[Evaluation, ...]:
    """Judge every mention by the model and by what the lexicon says of it; see `linear.by_linear`."""
    return linear.by_linear(found, by_lexicon(found))


EVALUATORS: dict[str, Evaluator] = {"lexicon": by_lexicon, "linear": by_linear}


def evaluator(name: str) -> Evaluator:
    """Return the evaluator of this name; raise UsageError naming the known ones."""
    return choose("evaluator", name, EVALUATORS)


def _feels(linked: Link, found: Findings) -> bool:
    """Say whether somebody only tells what they feel: "I am grateful" is no praise of oneself."""
    if linked.rule != "complement of its subject":
        return False
    mention = found.mentions[linked.mentions[0]]
    return mention.via == "pronoun" and found.parse.lower[mention.head] in ("i", "we")


def _topic(expression: Expression, found: Findings) -> Link | None:
    """Take the relation the passage is about: "… their partnership. Beneath the surface there is a growing asymmetry."

    Only for what a lexicon's own frames say of a state of things, and only the relation named last, in the same
    paragraph and at most two sentences before.
    """
    if expression.frame == BASE or expression.frame in OBJECT_FRAMES or expression.frame.endswith(ACT_ENDING):
        return None
    if found.parse.lemma[expression.head] in RELATIONAL:
        return None
    around = found.sections.holding(expression.span)
    paragraph = found.article.sections[around[0]].span.start if around else 0
    here = found.parse.sentence_of[expression.head]
    before = [
        i
        for sentence in range(here - TOPIC_REACH, here + 1)
        for i in found.of_sentence.get(sentence, ())
        if found.mentions[i].type == "relation" and paragraph <= found.mentions[i].span.start < expression.span.start
    ]
    return Link((before[-1],), "what the passage is about") if before else None


def _among(targets: Sequence[str], linked: Link | None, expression: Expression, found: Findings) -> Link | None:
    """Keep to the entities a term counts toward, or parts of them: those linked, else the nearest in the sentence."""

    def is_wanted(i: int) -> bool:
        return _is_within(found.mentions[i].entity, targets, found.lexicon)

    if linked and (kept := tuple(filter(is_wanted, linked.mentions))):
        return Link(kept, linked.rule)
    here = found.of_sentence.get(found.parse.sentence_of[expression.head], ())
    near = [i for i in here if found.mentions[i].via != "demonym" and is_wanted(i)]
    if not near:
        return None
    return Link((min(near, key=lambda i: (abs(found.mentions[i].head - expression.head), i)),), "the term's own target")


def _is_within(entity: str | None, wholes: Sequence[str], lexicon: Lexicon) -> bool:
    while entity is not None:
        if entity in wholes:
            return True
        listed = lexicon.entities.get(entity)
        entity = listed.part_of if listed else None
    return False


def _evaluation(target: str, mention: int, number: int, expression: Expression, rule: str) -> Evaluation:
    value = expression.value
    return Evaluation(
        target=target,
        mention=mention,
        voice=expression.voice,
        evaluator="lexicon",
        negative=max(0.0, -value),
        neutral=1.0 - abs(value),
        positive=max(0.0, value),
        reasons=tuple((step.name, step.factor) for step in expression.steps),
        expression=number,
        link=rule,
    )
