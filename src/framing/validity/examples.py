"""A lexicon's own tests: every `fires` line must fire and every `silent` line must not, through the real pipeline."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeAlias

from framing.annotate import annotate
from framing.language import parse_articles
from framing.lexicon import Lexicon, PhraseTable, Where, why_not
from framing.model import Annotations, Article, Expression, Parse, Section, Span


class _WithExamples(Protocol):
    @property
    def fires(self) -> tuple[str, ...]: ...
    @property
    def silent(self) -> tuple[str, ...]: ...
    @property
    def where(self) -> Where: ...


Fired: TypeAlias = Callable[[Annotations, Parse], bool]


@dataclass(frozen=True, slots=True)
class Example:
    """One `fires` or `silent` line of an entry, and how to see whether the entry fired."""

    address: str
    where: Where
    sentence: str
    expected: bool
    fired: Fired
    terms: frozenset[str] = frozenset()
    """The addresses of the terms of which one must fire, or none; empty for scope rules and cues."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an example did; `instead` names the entries that did fire on it.

    `why` says what kept a term from firing: a condition, a longer term; "" where its words aren't there at all.
    """

    example: Example
    fired: bool
    instead: tuple[str, ...]
    found: tuple[str, ...] = ()
    """Each expression found: its words, term, steps and value."""
    why: str = ""

    @property
    def passed(self) -> bool:
        """Say whether the line did what it promises."""
        return self.fired == self.example.expected


def run_examples(lexicon: Lexicon, *, cache: Path | None = None, beginning: Sequence[str] = ()) -> tuple[Outcome, ...]:
    """Run the examples of `lexicon`, in file order; the base layer has none.

    `beginning` keeps to the entries whose address is one of these, or lies under one ("partnership.kinship"); a term
    without examples of its own is served by its frame's.
    """
    examples = tuple(e for e in _examples(lexicon) if not beginning or _is_wanted(e, beginning))
    articles = [
        Article(id=str(i), text=e.sentence, sections=(Section(Span(0, len(e.sentence)), "body"),))
        for i, e in enumerate(examples)
    ]
    outcomes = []
    for example, article, parse in zip(examples, articles, parse_articles(articles, cache=cache), strict=True):
        found = annotate(article, parse, lexicon)
        instead = dict.fromkeys(x.term for x in found.expressions)
        fired = example.fired(found, parse)
        why = "" if fired else _why_silent(example.terms, lexicon, parse, found)
        shown = tuple(_shown(x, article.text) for x in found.expressions)
        outcomes.append(Outcome(example, fired, tuple(instead), shown, why))
    return tuple(outcomes)


def _is_wanted(example: Example, beginnings: Sequence[str]) -> bool:
    return _is_under(example.address, beginnings) or any(_is_under(term, beginnings) for term in example.terms)


def _is_under(address: str, beginnings: Sequence[str]) -> bool:
    return any(address == b or address.startswith(f"{b.rstrip('.')}.") for b in beginnings)


def _shown(expression: Expression, text: str) -> str:
    steps = " × ".join(f"{step.factor:+.2g} {step.name}" for step in expression.steps)
    return f"“{expression.span.of(text)}” {steps} = {expression.value:+.2g}"


def _why_silent(terms: Collection[str], lexicon: Lexicon, parse: Parse, found: Annotations) -> str:
    """Say what keeps each of these terms from firing where its words stand."""
    table = PhraseTable((t.words, t) for t in lexicon.terms if t.address in terms)
    reasons = []
    for first, after, term in table.find(parse):
        span = parse.span(first, after)
        hidden = next((x.term for x in found.expressions if x.span.overlaps(span) and x.term != term.address), None)
        reasons.append(why_not(parse, term, first, after) or (f"hidden by {hidden}" if hidden else "inside a name"))
    return "; ".join(dict.fromkeys(reasons))


def _examples(lexicon: Lexicon) -> Iterator[Example]:
    short: dict[str, set[str]] = {frame: set() for frame in lexicon.frames}
    for term in lexicon.terms:
        if term.fires or term.silent:
            yield from _both(term.address, term, _term_fired({term.address}), {term.address})
        elif term.frame in short:
            short[term.frame].add(term.address)
    for frame in lexicon.frames.values():
        yield from _both(f"{frame.lexicon}.{frame.id}", frame, _term_fired(short[frame.id]), short[frame.id])
    for rule in lexicon.scopes:
        yield from _both(rule.address, rule, _scope_fired(rule.address))
    for group in lexicon.cues:
        yield from _both(group.address, group, _cue_fired(set(group.forms)))


def _both(address: str, entry: _WithExamples, fired: Fired, terms: Collection[str] = ()) -> Iterator[Example]:
    for expected, sentences in ((True, entry.fires), (False, entry.silent)):
        for sentence in sentences:
            yield Example(address, entry.where, sentence, expected, fired, frozenset(terms))


def _term_fired(addresses: set[str]) -> Fired:
    return lambda found, _: any(x.term in addresses for x in found.expressions)


def _scope_fired(address: str) -> Fired:
    return lambda found, _: any(step.name == address for x in found.expressions for step in x.steps)


def _cue_fired(forms: set[tuple[str, ...]]) -> Fired:
    def fired(found: Annotations, parse: Parse) -> bool:
        # A cue of several words is one span a word, for they need not stand together ("pointed it out").
        for attribution in found.attributions:
            tokens = [i for span in attribution.cue for i in parse.tokens_in(span)]
            for first, _ in enumerate(tokens):
                for after in range(first + 1, len(tokens) + 1):
                    words = tokens[first:after]
                    if tuple(parse.lemma[i] for i in words) in forms or tuple(parse.lower[i] for i in words) in forms:
                        return True
        return False

    return fired
