"""Checks that never need gold (Ribeiro et al. 2020): what must not move a judgement, and what must."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations, product
from pathlib import Path

import pytest

from framing.annotate import annotate
from framing.annotate.evaluate import by_linear
from framing.annotate.findings import Findings
from framing.corpus import read_corpus
from framing.language import parse_articles
from framing.lexicon import load_lexicon, packaged_folder
from framing.model import AUTHOR, Annotations, Article, Evaluation, Parse, Section, Span

pytestmark = pytest.mark.model

PEOPLE = ("Angela Merkel", "Emmanuel Macron", "Narendra Modi", "Justin Trudeau", "Boris Johnson")
PRAISE = (
    "an honest leader", "a great statesman", "a wonderful friend", "a brave reformer", "a brilliant negotiator",
    "a wise president", "a good neighbor", "a hero", "a true champion of peace", "an excellent diplomat",
)  # fmt: skip
BLAME = (
    "a corrupt liar", "a brutal dictator", "a terrible leader", "a dangerous fraud", "a criminal", "a cruel tyrant",
    "a weak and dishonest president", "a disgrace", "a racist", "an incompetent fool",
)  # fmt: skip
BETWEEN = (
    "{0} praised {1} for an honest answer.",
    "{0} accused {1} of fraud and of corruption.",
    "{0} met {1} after the shameful failure of the talks.",
    "According to {0}, {1} betrayed a loyal friend.",
    "{0} and {1} won the support of a brave people.",
    "The lies of {0} hurt {1}.",
    "{0} was attacked by {1}, who lost the election.",
    "{1} thanked {0} for saving the country from a disaster.",
)
NEUTRAL = (
    "{0} arrived in the city on Tuesday.", "{0} was born in 1957.", "{0} has three children.", "{0} will speak at noon."
)  # fmt: skip


def annotated(texts: Sequence[str], evaluator: str = "linear") -> list[Annotations]:
    return [annotate(a, p, LEXICON, evaluator=evaluator) for a, p in parsed(texts)]


def parsed(texts: Sequence[str]) -> list[tuple[Article, Parse]]:
    articles = [
        Article(id=str(i), text=text, sections=(Section(Span(0, len(text)), "body"),)) for i, text in enumerate(texts)
    ]
    return list(zip(articles, parse_articles(articles), strict=True))


LEXICON = load_lexicon([packaged_folder()])


def values(found: Annotations, name: str) -> list[float]:
    """Return positive - negative of each mention of `name`, in text order."""
    text = found.article.text
    return [
        e.positive - e.negative for e in found.evaluations if found.mentions[e.mention].span.of(text).endswith(name)
    ]


def masses(evaluations: Sequence[Evaluation]) -> list[float]:
    return [mass for e in evaluations for mass in (e.negative, e.positive)]


def exchanged(parse: Parse, one: str, other: str) -> Parse:
    """Return the parse with every word of one name in place of the other's."""
    swap = dict(zip(one.lower().split(), other.lower().split(), strict=True))
    swap |= {theirs: ours for ours, theirs in swap.items()}
    return replace(parse, vocabulary=tuple(swap.get(word, word) for word in parse.vocabulary))


def findings(found: Annotations, parse: Parse) -> Findings:
    return Findings(found.article, parse, LEXICON, found.mentions, found.attributions, found.expressions)


def test_exchanging_two_names_moves_no_score():
    pairs = list(permutations(PEOPLE, 2))
    cases = [(pattern.format(*pair), pair) for pattern, pair in product(BETWEEN, pairs)]
    everything = parsed([text for text, _ in cases])
    checked = 0
    for (article, parse), (_, pair) in zip(everything, cases, strict=True):
        found = annotate(article, parse, LEXICON, evaluator="linear")
        after = by_linear(findings(found, exchanged(parse, *pair)))
        assert masses(after) == pytest.approx(masses(found.evaluations), abs=1e-9)
        checked += len(after)
    assert checked >= 300


def test_exchanging_two_countries_moves_no_score_in_the_seeds():
    articles = read_corpus(Path(__file__).parents[2] / "seeds").articles
    for article, parse in zip(articles, parse_articles(articles), strict=True):
        found = annotate(article, parse, LEXICON, evaluator="linear")
        for one, other in (("belarus", "china"), ("xi", "lukashenka"), ("minsk", "beijing"), ("russia", "poland")):
            after = by_linear(findings(found, exchanged(parse, one, other)))
            assert masses(after) == pytest.approx(masses(found.evaluations), abs=1e-9)


def test_a_neutral_sentence_on_another_entity_changes_nothing():
    bases = [f"{a} is {what}." for a, what in product(PEOPLE[:3], (*PRAISE[:5], *BLAME[:5]))]
    more = [f"{base}\n\n{NEUTRAL[i % 4].format(PEOPLE[4])}" for i, base in enumerate(bases)]
    for base, after in zip(annotated(bases), annotated(more), strict=True):
        name = base.article.text.split(" is ")[0]
        assert values(after, name) == pytest.approx(values(base, name), abs=0.05)


def test_a_typo_in_another_sentence_changes_nothing():
    endings = ("The weather was {}.", "Reporters {} outside.", "It rained in the {}.")
    words = (("pleasant", "pleasnat"), ("waited", "wiated"), ("morning", "mornign"))
    plain, typo = [], []
    for i, (a, what) in enumerate(product(PEOPLE, (*PRAISE[:3], *BLAME[:3]))):
        right, wrong = words[i % 3]
        plain.append(f"{a} is {what}.\n\n{endings[i % 3].format(right)}")
        typo.append(f"{a} is {what}.\n\n{endings[i % 3].format(wrong)}")
    for one, other in zip(annotated(plain), annotated(typo), strict=True):
        name = one.article.text.split(" is ")[0]
        assert values(one, name)
        assert values(other, name) == values(one, name)


@pytest.mark.parametrize(("kinds", "sign"), [(PRAISE, 1), (BLAME, -1)])
def test_negation_turns_a_judgement(kinds: tuple[str, ...], sign: int):
    cases = list(product(PEOPLE, kinds))
    said = annotated([f"{a} is {what}." for a, what in cases])
    denied = annotated([f"{a} is not {what}." for a, what in cases])
    for (name, _), plain, negated in zip(cases, said, denied, strict=True):
        (before,), (after,) = values(plain, name), values(negated, name)
        assert sign * before > 0
        assert sign * after < sign * before


def test_praise_put_into_a_quotation_is_the_speakers():
    cases = [(a, b, what) for (a, b), what in product(permutations(PEOPLE[:3], 2), PRAISE)]
    plain = annotated([f"{a} is {what}." for a, _, what in cases])
    quoted = annotated([f'"{a} is {what}," said {b}.' for a, b, what in cases])
    for (a, b, _), own, said in zip(cases, plain, quoted, strict=True):
        assert voices(own, a) == {AUTHOR}
        speaker = next(m.entity for m in said.mentions if m.span.of(said.article.text) == b)
        assert voices(said, a) == {speaker}


@pytest.mark.parametrize("report", ["{0} called {1} {2}.", "{0} said {1} was {2}.", "According to {0}, {1} is {2}."])
def test_what_somebody_says_of_another_is_no_praise_and_no_blame_of_them(report: str):
    for a, b in permutations(
        ("Mark Johnson", "Peter Winther"), 2
    ):  # unlisted, so that the model's judgement counts in full
        said = [values(found, a) for found in annotated([report.format(a, b, what) for what in (*PRAISE, *BLAME)])]
        flat = [value for row in said for value in row]
        assert len(flat) >= len(PRAISE)
        assert max(flat) - min(flat) < 0.1
        assert max(map(abs, flat)) < 0.25


@pytest.mark.parametrize(
    ("sentence", "sign"),
    [
        ("I will never forgive {}.", -1),
        ("We cannot trust {}.", -1),
        ("Nobody trusts {}.", -1),
        ("{} has no shame.", -1),
        ("{} lacks courage.", -1),
        ("{}’s reforms lifted thousands out of poverty.", 1),
        ("{} freed the nation from tyranny.", 1),
        ("{} drove thousands into poverty.", -1),
        ("Nobody can say that {} is a fraud.", 1),
        ("No one would claim that {} is a hero.", -1),
    ],
)
def test_what_is_lacked_withheld_overcome_or_denied(sentence: str, sign: int):
    for name, found in zip(PEOPLE[:3], annotated([sentence.format(name) for name in PEOPLE[:3]]), strict=True):
        (value,) = values(found, name)
        assert sign * value > 0.05


def voices(found: Annotations, name: str) -> set[str]:
    text = found.article.text
    return {e.voice for e in found.evaluations if found.mentions[e.mention].span.of(text) == name}
