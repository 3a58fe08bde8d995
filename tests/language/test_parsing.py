import pytest

from builders import article_of
from framing.language import parse_articles
from framing.model import Section, Span

pytestmark = pytest.mark.model


def test_an_article_becomes_columns_that_point_into_it():
    text = "A Family Meeting\n\nXi praised Minsk’s hopes. It’s “unbreakable” (BelTA, June 8)."
    reference = Section(Span(text.index("(BelTA"), text.index(").") + 1), "reference")
    [parse] = parse_articles([article_of(text, sections=(reference,))])
    assert [s.of(text) for s in parse.sentence_spans] == [
        "A Family Meeting",
        "Xi praised Minsk’s hopes.",
        "It’s “unbreakable” (BelTA, June 8).",
    ]
    assert parse.lower[3:9] == ("xi", "praised", "minsk", "'s", "hopes", ".")
    assert parse.lemma[3:9] == ("xi", "praise", "minsk", "'s", "hope", ".")
    assert not parse.tokens_in(reference.span)


def test_what_is_cached_reads_back_the_same_without_the_model(tmp_path):
    articles = [article_of("Belarus and China are friends."), article_of("")]
    first = list(parse_articles(articles, cache=tmp_path))
    seen = []
    again = list(parse_articles(articles, cache=tmp_path, on_article=seen.append))
    assert [p.lemma for p in again] == [p.lemma for p in first]
    assert [p.head for p in again] == [p.head for p in first]
    assert seen == articles
    assert len(again[1]) == 0
