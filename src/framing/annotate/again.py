"""Sentences judged again under other terms, the rest of the article left as it is: what trying an edit costs.

Mentions and attributions know nothing of terms, and terms, scope and links never leave their sentence; only the topic
of a passage is looked for a little before it. So it is enough to read the sentences in which a changed term stands, and
the two before each.
"""

from bisect import bisect_right
from collections.abc import Collection
from dataclasses import dataclass, replace

from framing.annotate.cues import Cues
from framing.annotate.evaluate import TOPIC_REACH, Findings
from framing.annotate.evaluate import evaluator as find_evaluator
from framing.annotate.expressions import find_expressions
from framing.annotate.parentheticals import rehung
from framing.lexicon import Lexicon
from framing.model import Annotations, Mention, Parse


@dataclass(frozen=True, slots=True)
class Again:
    """What some sentences hold under other terms: `annotations` has their expressions and judgements alone."""

    annotations: Annotations
    sentences: frozenset[int]
    mentions: frozenset[int]
    """The mentions in these sentences, by number."""


def annotate_again(
    found: Annotations, parse: Parse, lexicon: Lexicon, sentences: Collection[int], *, evaluator: str = "linear"
) -> Again:
    """Judge these sentences anew: what `annotate` finds in them. Of `found`, mentions and attributions are read.

    Raises UsageError for an unknown evaluator.
    """
    evaluate = find_evaluator(evaluator)
    around = _around(found, parse, sentences)
    part, tokens = parse.excerpt(around)
    part = rehung(part, Cues.of(lexicon).saying)
    here = {token: i for i, token in enumerate(tokens.tolist())}
    numbers = [i for i, m in enumerate(found.mentions) if m.head in here]
    mentions = tuple(replace(found.mentions[i], head=here[found.mentions[i].head]) for i in numbers)
    asked = frozenset(sentences)

    def is_asked(token: int) -> bool:
        return around[part.sentence_of[token]] in asked

    wanted = frozenset(i for i, m in enumerate(mentions) if is_asked(m.head))
    attributions = found.attributions
    expressions = tuple(x for x in find_expressions(part, lexicon, mentions, attributions) if is_asked(x.head))
    evaluations = evaluate(Findings(found.article, part, lexicon, mentions, attributions, expressions, wanted))
    judged = tuple(
        replace(e, mention=numbers[e.mention]) for e in evaluations if e.expression is not None or e.mention in wanted
    )
    annotations = replace(found, expressions=expressions, evaluations=judged)
    return Again(annotations, asked, frozenset(numbers[i] for i in wanted))


def _around(found: Annotations, parse: Parse, sentences: Collection[int]) -> list[int]:
    """Return the sentences to read, in order: those asked for, some before them, and those a mention there joins."""
    wanted = {s for k in sentences for s in range(max(0, k - TOPIC_REACH), k + 1)}
    for mention in found.mentions:
        held = _sentences_of(found, mention)
        if not wanted.isdisjoint(held):
            wanted.update(held)
            wanted.add(parse.sentence_of[mention.head])
    return sorted(wanted)


def _sentences_of(found: Annotations, mention: Mention) -> range:
    first, last = (bisect_right(found.sentences, at, key=lambda s: s.start) - 1 for at in (mention.span.start, mention.span.end - 1))  # fmt: skip  # noqa: E501
    return range(max(0, first), max(0, last) + 1)
