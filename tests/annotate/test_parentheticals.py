"""Subjects of a report between commas, exchanged by the parser and hung right again."""

# ruff: noqa: E501  (a parse by hand is read in one line)

import pytest

from builders import article_of, parse_of
from framing.annotate import annotate
from framing.annotate.again import annotate_again
from framing.annotate.parentheticals import find_parenthetical, rehung
from framing.language import parse_articles
from framing.lexicon import load_lexicon, packaged_folder

EXCHANGED = (
    "Obama/PROPN/nsubj/3 +,/PUNCT/punct/3 said/VERB/ROOT/3/say Merkel/PROPN/nsubj/6 +,/PUNCT/punct/4 "
    "is/AUX/ccomp/3/be/VBZ brave/ADJ/acomp/6"
)
ONE_NAME = (
    "Johnson/PROPN/nsubj/4 +,/PUNCT/punct/1 Starmer/PROPN/appos/1 said/VERB/parataxis/6/say +,/PUNCT/punct/4 "
    "lied/VERB/ROOT/6/lie"
)


@pytest.mark.parametrize(("sentence", "hung"), [
    (EXCHANGED, {"Obama": ("is", "nsubj"), "said": ("is", "parataxis"), "Merkel": ("said", "nsubj"), "is": ("is", "ROOT")}),
    (ONE_NAME, {"Johnson": ("lied", "nsubj"), "said": ("lied", "parataxis"), "Starmer": ("said", "nsubj")}),
], ids=["exchanged", "read as one name"])  # fmt: skip
def test_the_subject_of_the_content_stands_before_the_report(sentence: str, hung: dict[str, tuple[str, str]]) -> None:
    text, parse = parse_of(sentence)
    mended = rehung(parse, {"say"})
    words = [s.of(text) for s in parse.spans]
    assert {w: (words[mended.head[t]], mended.relation[t]) for t, w in enumerate(words) if w in hung} == hung


def test_other_sentences_are_left_as_parsed() -> None:
    _, parse = parse_of("Xi/PROPN/nsubj/2 said/VERB/ROOT/2/say trade/NOUN/nsubj/4 grew/VERB/ccomp/2")
    assert rehung(parse, {"say"}) is parse
    assert rehung(parse_of(EXCHANGED)[1], {"claim"}).relation == parse_of(EXCHANGED)[1].relation


def test_a_report_at_the_end_of_an_article_is_closed_by_no_comma() -> None:
    sentence = "Trade/NOUN/nsubj/2 grew/VERB/ccomp/5/grow +,/PUNCT/punct/5 Xi/PROPN/nsubj/5 said/VERB/ROOT/5/say today/NOUN/npadvmod/5"
    assert find_parenthetical(parse_of(sentence)[1], 4) is None


@pytest.mark.model
@pytest.mark.parametrize(("sentence", "target", "speaker", "is_praise"), [
    ("Barack Obama, said Angela Merkel, is a brave man.", "obama", "merkel", True),
    ("Laura Bennett, said Emma Clarke, lied to the voters.", "laura-bennett", "emma-clarke", False),
    ("Boris Johnson, Keir Starmer said on Monday, is a liar who misled the public.", "boris_johnson", "starmer", False),
    ('Peter Novak, argues Laura Bennett, "is a fraud."', "peter-novak", "laura-bennett", False),
])  # fmt: skip
def test_who_speaks_and_whom_the_report_judges(sentence: str, target: str, speaker: str, is_praise: bool) -> None:
    article, lexicon = article_of(sentence), load_lexicon([packaged_folder()])
    (parse,) = parse_articles([article])
    found = annotate(article, parse, lexicon)
    (judged,) = [e for e in found.evaluations if found.mentions[e.mention].entity == target]
    assert judged.voice == speaker
    assert (judged.positive > judged.negative) is is_praise
    assert max(judged.positive, judged.negative) > 0.4
    assert annotate_again(found, parse, lexicon, {0}).annotations.evaluations == found.evaluations
