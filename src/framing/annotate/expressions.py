"""Evaluative language: the lexicon's terms in the text, each with the scope rules that reach it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from framing.annotate.links import OBJECT_FRAMES, owned, token_index, way_out
from framing.annotate.scope import Cue, find_cues, refutation, scope_steps
from framing.annotate.voices import Voices
from framing.lexicon import Lexicon, TermMatch, find_terms
from framing.model import AUTHOR, Attribution, Expression, Mention, Parse, Span, Stack, Step

SCARE_QUOTES = "scope.scare-quotes"
"""The built-in step of an author's own scare quotes: the words are held at a distance, so they count for nothing."""

PURPOSE = "scope.purpose"
"""The built-in step of a purpose clause, "came to deepen the partnership": an aim is not yet a fact."""

RELEASE = "scope.release"
"""The built-in step of what somebody is brought out of: "lifted thousands out of poverty" is no ill of who lifts."""

REFUTED = "scope.refuted"
"""The built-in step of what the writer tells is false: "the accusation that he lied is baseless"."""

_PURPOSE_FACTOR = 0.5
_RELEASE_FACTOR = -0.6
_REFUTED_FACTOR = -0.5
_OPENING = frozenset("\"“«„‘'")
_CLOSING = frozenset("\"”»“’'")
_PROPER = frozenset({"alias", "name", "metonym"})


def find_expressions(
    parse: Parse, lexicon: Lexicon, mentions: Sequence[Mention], attributions: Sequence[Attribution]
) -> tuple[Expression, ...]:
    """Find the evaluative expressions of an article, in text order.

    A term inside a proper name ("Great Stone"), or inside a title or name in quotation marks, evaluates nothing and is
    left out. A term in the author's scare quotes is kept with a factor of 0, so that a reader sees why it is silent.
    """
    cues: dict[int, list[Cue]] = defaultdict(list)
    for cue in find_cues(parse, lexicon):
        cues[parse.sentence_of[cue.first]].append(cue)
    marked = [span for a in attributions if a.kind == "name" for span in a.content]
    proper = Stack([*(m.span for m in mentions if m.via in _PROPER), *marked])
    scare = [span for a in attributions if a.kind == "scare" for span in a.content]
    distant, praise = Stack(scare), _Praise(attributions)
    naming = Stack(m.span for m in mentions if m.via == "description")
    reported = Stack(part for a in attributions for span in a.content for part in _in_marks(parse, a, span))
    voices = Voices(attributions)
    at = token_index(parse, mentions)
    expressions = []
    for match in find_terms(parse, lexicon):
        span = parse.span(match.first, match.after)
        if proper.holding(span):
            continue
        voice = voices.at(span)
        if naming.holding(span) and not reported.holding(span):
            voice = AUTHOR  # "Minsk reported that the autocrat …": what somebody is called is the author's choice
        if match.term.frame in OBJECT_FRAMES:
            voice = praise.by(span) or voice
        head = parse.head_in(range(match.first, match.after))
        steps = (
            _term_step(match, span),
            *scope_steps(
                parse,
                cues.get(parse.sentence_of[match.first], ()),
                match.first,
                match.after,
                owned=owned(parse, head, at),
            ),
            *_purpose_step(parse, head),
            *_release_step(parse, match, head),
            *_refuted_step(parse, head),
            *_scare_step([scare[n] for n in distant.holding(span)], voice),
        )
        expressions.append(Expression(span, match.term.address, match.term.frame, head, steps, voice))
    return tuple(expressions)


def _in_marks(parse: Parse, attribution: Attribution, content: Span) -> Iterator[Span]:
    """Yield a speaker's own wording: all of a direct quotation, what stands in marks of a mixed one."""
    if attribution.kind == "direct":
        yield content
    if attribution.kind != "mixed":
        return
    opened: int | None = None
    for token in parse.tokens_in(content):
        mark = parse.lower[token]
        if opened is None and mark in _OPENING:
            opened = parse.spans[token].start
        elif opened is not None and mark in _CLOSING:
            yield Span(opened, parse.spans[token].end)
            opened = None
    if opened is not None:
        yield Span(opened, content.end)


class _Praise:
    """Whose praise or blame a verb reports: in "Xi criticized the sanctions" it is Xi's, not the author's."""

    def __init__(self, attributions: Sequence[Attribution]) -> None:
        cues = [(a.voice, cue) for a in attributions if a.speaker for cue in a.cue]
        self._voices, self._cues = [voice for voice, _ in cues], Stack(cue for _, cue in cues)

    def by(self, verb: Span) -> str | None:
        return next((self._voices[n] for n in self._cues.touching(verb)), None)


def _term_step(match: TermMatch, span: Span) -> Step:
    return Step(match.term.address, match.term.polarity, span)


def _purpose_step(parse: Parse, head: int) -> tuple[Step, ...]:
    for token in (head, *parse.ancestors(head)):
        to = next((c for c in parse.children[token] if parse.lower[c] == "to" and parse.relation[c] == "aux"), None)
        if to is not None and parse.relation[token] in ("advcl", "acl", "relcl"):
            return (Step(PURPOSE, _PURPOSE_FACTOR, parse.spans[to]),)
        if parse.relation[token] in ("ccomp", "relcl", "advcl"):
            break
    return ()


def _release_step(parse: Parse, match: TermMatch, head: int) -> tuple[Step, ...]:
    verb = way_out(parse, head, match.term.frame, match.term.polarity)
    return (Step(RELEASE, _RELEASE_FACTOR, parse.spans[verb]),) if verb is not None else ()


def _refuted_step(parse: Parse, head: int) -> tuple[Step, ...]:
    refuted = refutation(parse, head)
    return (Step(REFUTED, _REFUTED_FACTOR, parse.spans[refuted[1]]),) if refuted else ()


def _scare_step(around: Sequence[Span], voice: str) -> tuple[Step, ...]:
    return (Step(SCARE_QUOTES, 0.0, around[0]),) if around and voice == AUTHOR else ()
