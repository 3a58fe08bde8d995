"""Sentences judged again under other terms, the rest of the article left as it is: what trying an edit costs.

Mentions and attributions know nothing of terms, and terms, scope and links never leave their sentence; only the topic
of a passage is looked for a little before it. So it is enough to read the sentences in which a changed term stands, and
a few around them (`evaluate.REACH`).
"""

from bisect import bisect_right
from collections.abc import Collection
from dataclasses import replace

from framing.annotate.evaluate import REACH, Findings, Reach
from framing.annotate.evaluate import evaluator as find_evaluator
from framing.annotate.expressions import find_expressions
from framing.lexicon import Lexicon
from framing.model import Annotations, Evaluation, Expression, Mention, Parse


def annotate_again(
    found: Annotations, parse: Parse, lexicon: Lexicon, sentences: Collection[int], *, evaluator: str = "linear"
) -> Annotations:
    """Return `found` with these sentences judged anew: what `annotate` gives when no changed term stands elsewhere.

    Only expressions and evaluations differ. Raises UsageError for an unknown evaluator.
    """
    evaluate = find_evaluator(evaluator)
    reach = REACH[evaluator]
    around = _around(found, parse, sentences, reach)
    part, tokens = parse.excerpt(around)
    here = {token: i for i, token in enumerate(tokens.tolist())}
    numbers = [i for i, m in enumerate(found.mentions) if m.head in here]
    mentions = tuple(replace(found.mentions[i], head=here[found.mentions[i].head]) for i in numbers)
    expressions = find_expressions(part, lexicon, mentions, found.attributions)
    asked = frozenset(sentences)
    about = frozenset(s for k in asked for s in range(k - reach.mentions, k + 1))
    wanted = frozenset(i for i, m in enumerate(mentions) if around[part.sentence_of[m.head]] in about)
    evaluations = evaluate(Findings(found.article, part, lexicon, mentions, found.attributions, expressions, wanted))

    def is_asked(e: Evaluation) -> bool:
        if e.expression is None:
            return e.mention in wanted
        return around[part.sentence_of[expressions[e.expression].head]] in asked

    fresh = [x for x in expressions if around[part.sentence_of[x.head]] in asked]
    judged = [
        (expressions[e.expression] if e.expression is not None else None, replace(e, mention=numbers[e.mention]))
        for e in evaluations
        if is_asked(e)
    ]
    return _merged(found, parse, asked, about, fresh, judged)


def _around(found: Annotations, parse: Parse, sentences: Collection[int], reach: Reach) -> list[int]:
    """Return the sentences to read, in order: those asked for, some before them, and those a mention there joins."""
    last = len(found.sentences) - 1
    wanted = {s for k in sentences for s in range(max(0, k - reach.before), min(last, k + reach.after) + 1)}
    for mention in found.mentions:
        held = _sentences_of(found, mention)
        if not wanted.isdisjoint(held):
            wanted.update(held)
            wanted.add(parse.sentence_of[mention.head])
    return sorted(wanted)


def _sentences_of(found: Annotations, mention: Mention) -> range:
    first, last = (bisect_right(found.sentences, at, key=lambda s: s.start) - 1 for at in (mention.span.start, mention.span.end - 1))  # fmt: skip  # noqa: E501
    return range(max(0, first), max(0, last) + 1)


def _merged(
    found: Annotations,
    parse: Parse,
    asked: frozenset[int],
    about: frozenset[int],
    fresh: list[Expression],
    judged: list[tuple[Expression | None, Evaluation]],
) -> Annotations:
    """Put what is fresh in the place of what was: expressions of the `asked` sentences, judgements of mentions in those
    it is `about`; all numbered in text order, as `annotate` does.
    """

    def sentence(x: Expression) -> int:
        return bisect_right(found.sentences, x.span.start, key=lambda s: s.start) - 1

    kept = [x for x in found.expressions if sentence(x) not in asked]
    expressions = sorted([*kept, *fresh], key=lambda x: x.span)
    number = {id(x): i for i, x in enumerate(expressions)}
    rows: list[tuple[Expression | None, Evaluation]] = []
    for e in found.evaluations:
        if e.expression is None:
            if parse.sentence_of[found.mentions[e.mention].head] not in about:
                rows.append((None, e))
        elif id(found.expressions[e.expression]) in number:
            rows.append((found.expressions[e.expression], e))
    renumbered = [replace(e, expression=None if x is None else number[id(x)]) for x, e in [*rows, *judged]]
    renumbered.sort(key=lambda e: e.mention if e.expression is None else e.expression)
    return replace(found, expressions=tuple(expressions), evaluations=tuple(renumbered))
