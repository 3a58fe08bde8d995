"""Which articles can hold a phrase, and the index of that kept on disk."""

import pytest

from builders import article_of, parse_of
from framing.tuning import words
from framing.tuning.words import index_words

PARSES = dict(
    (
        parse_of("He/PRON/nsubj/2 broke/VERB/ROOT/2/break the/DET/det/4 ice/NOUN/dobj/2"),
        parse_of("Ice/NOUN/nsubj/2 breaks/VERB/ROOT/2/break"),
        parse_of("It/PRON/nsubj/2 rained/VERB/ROOT/2/rain", "The/DET/det/2 ice/NOUN/nsubj/3 broke/VERB/ROOT/3/break"),
    )
)


@pytest.fixture
def articles(monkeypatch):
    """Three articles, and a parser that counts how often it is asked."""
    asked = []

    def parse_articles(some, *, cache=None):
        asked.append(len(some))
        return [PARSES[article.text] for article in some]

    monkeypatch.setattr(words, "parse_articles", parse_articles)
    return [article_of(text, id=str(n)) for n, text in enumerate(PARSES)], asked


def test_a_phrase_is_looked_for_by_dictionary_form_and_as_written_within_a_sentence(articles):
    index = index_words(articles[0])
    assert index.holding(("break", "ice")).tolist() == [0, 1, 2]
    assert index.holding(("breaks",)).tolist() == [1]
    assert index.holding(("break", "rain")).tolist() == index.holding(("snow",)).tolist() == []
    assert index.holding_any([("rain",), ("broke",)]) == {0: [0], 2: [0, 1]}


def test_the_index_is_kept_by_content_and_a_damaged_one_is_made_anew(articles, tmp_path):
    some, asked = articles
    first = index_words(some, cache=tmp_path)
    (kept,) = (tmp_path / "words").iterdir()
    again = index_words(some, cache=tmp_path)
    assert len(asked) == 1
    assert (again.rows, again.sentences.tolist()) == (first.rows, first.sentences.tolist())
    content = kept.read_bytes()
    for damaged in (b"", b"nonsense", content[:100], content[:-20]):
        kept.write_bytes(damaged)
        assert index_words(some, cache=tmp_path).rows == first.rows
        assert kept.read_bytes() == content
    index_words(some[::-1], cache=tmp_path)
    assert len(list((tmp_path / "words").iterdir())) == 2


def test_an_index_of_other_articles_is_not_believed(articles, tmp_path):
    some, _asked = articles
    index_words(some, cache=tmp_path)
    (kept,) = (tmp_path / "words").iterdir()
    index_words(some[:1], cache=tmp_path)
    (other,) = (p for p in (tmp_path / "words").iterdir() if p != kept)
    other.write_bytes(kept.read_bytes())
    assert index_words(some[:1], cache=tmp_path).holding(("rain",)).tolist() == []
