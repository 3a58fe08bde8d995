from dataclasses import replace

import pytest

from builders import article_of, parse_of
from framing.annotate.evaluate import EVALUATORS, Findings, evaluator
from framing.annotate.expressions import find_expressions
from framing.errors import UsageError
from framing.lexicon import Entity, Lexicon, Term
from framing.model import Mention, Section, Span

STAGNANT = Term("p.decline.stagnant", "decline", ("stagnant",), -0.6)
FAMILY = Term("p.kinship.family", "kinship", ("family",), 0.4, targets=("partnership",))


def judged(sentence: str, names: dict[str, str], *terms: Term, entities: tuple[Entity, ...] = ()):
    text, parse = parse_of(sentence)
    mentions = []
    for words, entity in names.items():
        span = Span(text.index(words), text.index(words) + len(words))
        mentions.append(Mention(span, entity, "country", "alias", parse.head_in(parse.tokens_in(span))))
    lexicon = Lexicon(terms=terms, entities={e.id: e for e in entities})
    expressions = find_expressions(parse, lexicon, mentions, ())
    return EVALUATORS["lexicon"](Findings(article_of(text), parse, lexicon, tuple(mentions), (), expressions))


def test_the_masses_sum_to_one_and_the_reasons_multiply_to_the_value():
    sentence = "Relations/NOUN/nsubj/2 remain/VERB/ROOT/2 stagnant/ADJ/acomp/2"
    (found,) = judged(sentence, {"Relations": "partnership"}, STAGNANT)
    assert (found.target, found.voice, found.mention, found.expression) == ("partnership", "author", 0, 0)
    assert (found.negative, found.neutral, found.positive) == pytest.approx((0.6, 0.4, 0.0))
    assert found.reasons == (("p.decline.stagnant", -0.6),)
    assert found.link == "complement of its subject"


def test_a_term_with_own_targets_finds_them_in_the_sentence():
    sentence = (
        "Xi/PROPN/nsubj/2 gave/VERB/ROOT/2 a/DET/det/5 family/NOUN/compound/5 dinner/NOUN/dobj/2 for/ADP/prep/2 "
        "the/DET/det/8 partnership/NOUN/pobj/6"
    )
    (found,) = judged(sentence, {"Xi": "xi", "partnership": "partnership"}, FAMILY)
    assert (found.target, found.link) == ("partnership", "the term's own target")


def test_a_term_with_own_targets_is_silent_without_them():
    sentence = "Xi/PROPN/nsubj/2 gave/VERB/ROOT/2 a/DET/det/5 family/NOUN/compound/5 dinner/NOUN/dobj/2"
    assert judged(sentence, {"Xi": "xi"}, FAMILY) == ()


def test_a_part_stands_for_its_whole():
    sentence = "The/DET/det/3 family/NOUN/compound/3 visit/NOUN/nsubj/4 ended/VERB/ROOT/4"
    visit = Entity("visit", "the visit", "event", part_of="partnership")
    (found,) = judged(sentence, {"visit": "visit"}, FAMILY, entities=(visit,))
    assert found.target == "visit"


def judged_in_passage(term: Term, *, frame: str = "decline") -> tuple:
    text, parse = parse_of(
        "The/DET/det/2 partnership/NOUN/nsubj/3 deepened/VERB/ROOT/3 +./PUNCT/punct/3",
        "Stagnant/ADJ/amod/2 trade/NOUN/nsubj/3 tells/VERB/ROOT/3",
    )
    partnership = Mention(Span(4, 15), "partnership", "relation", "description", 1)
    sections = (Section(Span(0, len(text)), "body"),)
    lexicon = Lexicon(terms=(replace(term, frame=frame),))
    expressions = find_expressions(parse, lexicon, (partnership,), ())
    findings = Findings(article_of(text, sections=sections), parse, lexicon, (partnership,), (), expressions)
    return EVALUATORS["lexicon"](findings)


def test_what_names_nobody_is_said_of_the_relation_the_passage_is_about():
    (found,) = judged_in_passage(STAGNANT)
    assert (found.target, found.link) == ("partnership", "what the passage is about")


def test_general_english_and_deeds_are_not_carried_over():
    assert judged_in_passage(STAGNANT, frame="base") == ()
    assert judged_in_passage(STAGNANT, frame="pressure_act") == ()


def test_an_unknown_evaluator_is_answered_with_the_known_ones():
    with pytest.raises(UsageError, match="known: lexicon"):
        evaluator("oracle")
