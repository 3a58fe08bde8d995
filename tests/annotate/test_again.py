"""Sentences judged again: what is read of the article around them is enough."""

from pathlib import Path

import pytest

from framing.annotate import annotate
from framing.annotate.again import annotate_again
from framing.annotate.evaluate import EVALUATORS
from framing.corpus import read_corpus
from framing.language import parse_articles
from framing.lexicon import load_lexicon, packaged_folder

pytestmark = pytest.mark.model

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


@pytest.fixture(scope="module")
def seeds():
    articles = read_corpus(SEEDS).articles
    return list(zip(articles, parse_articles(articles), strict=True))


@pytest.mark.parametrize("evaluator", EVALUATORS)
def test_any_sentence_judged_alone_is_judged_as_with_the_whole_article(seeds, evaluator):
    lexicon = load_lexicon([packaged_folder()])
    for article, parse in seeds:
        found = annotate(article, parse, lexicon, evaluator=evaluator)
        for sentence in range(len(found.sentences)):
            again = annotate_again(found, parse, lexicon, {sentence}, evaluator=evaluator)
            assert rows(again.annotations) == rows(found, {sentence}, parse), (article.id, sentence)


@pytest.mark.parametrize("gap", [1, 2, 3, 7])
def test_sentences_are_judged_together_as_one_by_one(seeds, gap):
    lexicon = load_lexicon([packaged_folder()])
    for article, parse in seeds:
        found = annotate(article, parse, lexicon)
        asked = set(range(0, len(found.sentences), gap))
        again = annotate_again(found, parse, lexicon, asked)
        assert again.sentences == asked
        assert rows(again.annotations) == rows(found, asked, parse), article.id


def rows(found, sentences=None, parse=None):
    """Return the rows of expressions and evaluations, but for numbers; of some sentences, or all."""

    def is_asked(token):
        return sentences is None or parse.sentence_of[token] in sentences

    expressions = [(x.span, x.term, x.steps, x.voice) for x in found.expressions if is_asked(x.head)]
    evaluations = [
        (
            e.mention,
            e.expression is not None and found.expressions[e.expression].span,
            e.positive,
            e.negative,
            e.reasons,
            e.voice,
        )
        for e in found.evaluations
        if is_asked(found.mentions[e.mention].head if e.expression is None else found.expressions[e.expression].head)
    ]
    return expressions, evaluations
