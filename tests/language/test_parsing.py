import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders import article_of
from framing.corpus import read_corpus
from framing.language import model_signature, parse_articles
from framing.model import Article, Parse, Section, Span

pytestmark = pytest.mark.model


def parse(text: str) -> Parse:
    [found] = parse_articles([article_of(text)])
    return found


def test_an_article_becomes_columns_that_point_into_it():
    text = "A Family Meeting\n\nXi praised Minsk’s hopes. It’s “unbreakable” (BelTA, June 8)."
    reference = Section(Span(text.index("(BelTA"), text.index(").") + 1), "reference")
    [found] = parse_articles([article_of(text, sections=(reference,))])
    assert [s.of(text) for s in found.sentence_spans] == [
        "A Family Meeting",
        "Xi praised Minsk’s hopes.",
        "It’s “unbreakable” (BelTA, June 8).",
    ]
    assert found.lower[3:9] == ("xi", "praised", "minsk", "'s", "hopes", ".")
    assert found.lemma[3:9] == ("xi", "praise", "minsk", "'s", "hope", ".")
    assert not found.tokens_in(reference.span)


def test_what_is_cached_reads_back_the_same(tmp_path):
    articles = [article_of("Belarus and China are friends."), article_of(""), article_of("Xi met Lukashenka.")]
    first = list(parse_articles(articles, cache=tmp_path))
    seen: list[Article] = []
    again = list(parse_articles(articles, cache=tmp_path, on_article=seen.append))
    assert [p.lemma for p in again] == [p.lemma for p in first]
    assert [p.head for p in again] == [p.head for p in first]
    assert [p.names.tolist() for p in again] == [p.names.tolist() for p in first]
    assert seen == articles
    assert len(again[1]) == 0


def test_a_second_run_does_not_load_spacy(tmp_path):
    list(parse_articles([article_of("Belarus and China are friends.")], cache=tmp_path))
    again = (
        "import sys; from pathlib import Path; from framing.language import parse_articles\n"
        "from framing.model import Article\n"
        "article = Article('b', 'Belarus and China are friends.')\n"
        "[parse] = parse_articles([article], cache=Path(sys.argv[1]))\n"
        "assert len(parse) == 6 and 'spacy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", again, str(tmp_path)], check=True)


def test_articles_do_not_change_one_another():
    texts = [
        "Xi praised the durable partnership.",
        "Minsk hopes for more.",
        "The visit lacked substance. It was brief.",
    ]
    together = list(parse_articles([article_of(text) for text in texts]))
    for text, found in zip(texts, together, strict=True):
        assert (found.lemma, found.head, found.tag) == ((alone := parse(text)).lemma, alone.head, alone.tag)


# spaCy 3.8.18 reads "hopes" as "hop" and "doses" as "dos": a lexicon of lemmas would lose "hope" without a word.
@pytest.mark.parametrize(
    ("sentence", "word", "lemma"),
    [
        ("Minsk hopes for more.", "hopes", "hope"),
        ("He is hoping for more.", "hoping", "hope"),
        ("China donated about five million doses of its vaccine.", "doses", "dose"),
        ("It’s a historic agreement.", "'s", "be"),
        ("They don’t publicize their meetings.", "n't", "not"),
        ("They don’t publicize their meetings.", "meetings", "meeting"),
        ("Relations between the two countries have deepened.", "deepened", "deepen"),
        ("Both countries’ ties are stronger than ever.", "stronger", "strong"),
        ("The visit lacked substance.", "lacked", "lack"),
        ("The grand rhetoric masks a stagnating partnership.", "masks", "mask"),
        ("Sanctions isolated the regime.", "isolated", "isolate"),
        ("These allies support each other.", "allies", "ally"),
    ],
)
def test_lemmas_the_lexicons_stand_on(sentence, word, lemma):
    found = parse(sentence)
    assert found.lemma[found.lower.index(word)] == lemma


def test_sentences_and_trees_agree():
    found = parse("“What a day!” he said. Dr. Xi met the U.S. president; they dined (it was late. It rained) in Minsk.")
    assert len(found.sentences) == 2
    for i, head in enumerate(found.head):
        assert found.sentence_of[i] == found.sentence_of[head]


HOSTILE = st.text(
    st.one_of(st.characters(), st.sampled_from("\ud800\x00\u200b\xa0Xi met. “”‘’()[]\n—…!?;:'\"aA1.")), max_size=120
)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(HOSTILE)
def test_any_text_gives_a_well_formed_parse(text):
    found = parse(text)
    check_well_formed(text, found)


def test_every_seed_gives_a_well_formed_parse():
    articles = read_corpus(Path(__file__).parents[2] / "seeds").articles
    assert len(articles) == 5
    for article, found in zip(articles, parse_articles(articles), strict=True):
        check_well_formed(article.text, found)
        assert len(found) > 800
        for apart in article.not_prose:
            assert not found.tokens_in(apart), apart.of(article.text)
        for heading in article.spans_of("heading"):
            spans = [s for s in found.sentence_spans if s.overlaps(heading)]
            assert len(spans) == 1
            assert heading.contains(spans[0])


def check_well_formed(text: str, found: Parse) -> None:
    last = 0
    for span in found.spans:
        assert last <= span.start < span.end <= len(text)
        assert span.of(text).strip()
        last = span.end
    assert [i for sentence in found.sentences for i in sentence] == list(range(len(found)))
    assert all(len(sentence) for sentence in found.sentences)
    assert all(found.sentence_of[i] == found.sentence_of[head] for i, head in enumerate(found.head))
    assert all(0 <= first < after <= len(found) for first, after, _ in found.names.tolist())


def test_the_signature_names_the_model():
    assert model_signature().startswith("en_core_web_sm 3.8")
