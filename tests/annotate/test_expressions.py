import pytest

from builders import parse_of
from framing.annotate.expressions import PURPOSE, REFUTED, RELEASE, SCARE_QUOTES, find_expressions
from framing.lexicon import Lexicon, ScopeRule, Term
from framing.model import Attribution, Mention, Span

UNBREAKABLE = Term("p.durability.unbreakable", "durability", ("unbreakable",), 0.7)
GREAT = Term("p.praise.great", "praise", ("great",), 0.8)
NOT = ScopeRule("scope.not", ("not",), "negation", -0.5)
LEXICON = Lexicon(terms=(UNBREAKABLE, GREAT), scopes=(NOT,))


def span_of(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def test_a_value_is_the_product_of_its_steps():
    _, parse = parse_of("The/DET/det/2 tie/NOUN/nsubj/3 is/AUX/ROOT/3 not/PART/neg/3 unbreakable/ADJ/acomp/3")
    (found,) = find_expressions(parse, LEXICON, (), ())
    assert [(s.name, s.factor) for s in found.steps] == [("p.durability.unbreakable", 0.7), ("scope.not", -0.5)]
    assert found.value == pytest.approx(-0.35)
    assert found.frame == "durability"


def test_a_term_inside_a_proper_name_judges_nothing():
    text, parse = parse_of("Great/PROPN/compound/2 Stone/PROPN/nsubj/3 grows/VERB/ROOT/3")
    park = Mention(span_of(text, "Great Stone"), "great_stone", "organisation", "alias", 1)
    assert find_expressions(parse, LEXICON, (park,), ()) == ()
    assert len(find_expressions(parse, LEXICON, (), ())) == 1


def test_a_term_that_is_a_description_judges():
    text, parse = parse_of("The/DET/det/3 great/ADJ/amod/3 leader/NOUN/nsubj/4 left/VERB/ROOT/4")
    leader = Mention(span_of(text, "great leader"), "xi", "person", "description", 2)
    assert len(find_expressions(parse, LEXICON, (leader,), ())) == 1


POVERTY = (
    "Lee/PROPN/nsubj/2 lifted/VERB/ROOT/2/lift towns/NOUN/dobj/2 out/ADP/prep/2 of/ADP/prep/4 great/ADJ/amod/7 "
    "poverty/NOUN/pobj/5"
)
FREED = "freed/VERB/ROOT/1/free us/PRON/dobj/1 from/ADP/prep/1 poverty/NOUN/pobj/3"
CAME = "came/VERB/ROOT/1/come from/ADP/prep/1 poverty/NOUN/pobj/2"


@pytest.mark.parametrize(
    ("sentence", "term", "released"),
    [
        (POVERTY, Term("e.crisis.poverty", "crisis", ("poverty",), -0.5), True),
        (POVERTY, Term("e.crime_act.poverty", "crime_act", ("poverty",), -0.5), False),
        (POVERTY, Term("e.praise.poverty", "praise", ("poverty",), 0.5), False),
        (POVERTY.replace("/lift", "/talk"), Term("e.crisis.poverty", "crisis", ("poverty",), -0.5), False),
        (FREED, Term("e.crisis.poverty", "crisis", ("poverty",), -0.5), True),
        (CAME, Term("e.crisis.poverty", "crisis", ("poverty",), -0.5), False),
    ],
)
def test_to_bring_somebody_out_of_an_ill_is_a_good_deed(sentence: str, term: Term, released: bool):
    _, parse = parse_of(sentence)
    (found,) = find_expressions(parse, Lexicon(terms=(term,)), (), ())
    assert (RELEASE in [step.name for step in found.steps]) is released
    assert (found.value > 0) is (released or term.polarity > 0)


def test_the_holder_is_the_speaker():
    text, parse = parse_of(
        "“/PUNCT/punct/2 +Unbreakable/ADJ/ROOT/2 +”/PUNCT/punct/2 +,/PUNCT/punct/2 Xi/PROPN/nsubj/6 said/VERB/ROOT/6"
    )
    said = Attribution((span_of(text, "Unbreakable"),), "direct", speaker_entity="xi")
    (found,) = find_expressions(parse, LEXICON, (), (said,))
    assert found.voice == "xi"


def test_scare_quotes_count_for_nothing_and_say_so():
    text, parse = parse_of("An/DET/det/4 “/PUNCT/punct/4 +unbreakable/ADJ/amod/4 tie/NOUN/ROOT/4 +”/PUNCT/punct/4")
    marks = Attribution((span_of(text, "unbreakable tie"),), "scare")
    (found,) = find_expressions(parse, LEXICON, (), (marks,))
    assert found.value == 0
    assert found.steps[-1].name == SCARE_QUOTES


def test_a_title_in_quotation_marks_judges_nothing():
    text, parse = parse_of("‘/PUNCT/punct/3 +Great/ADJ/amod/3 Games/NOUN/ROOT/3 +’/PUNCT/punct/3")
    title = Attribution((span_of(text, "Great Games"),), "name")
    assert find_expressions(parse, LEXICON, (), (title,)) == ()


def test_an_aim_is_not_yet_a_fact():
    aim = "Xi/PROPN/nsubj/2 came/VERB/ROOT/2 to/PART/aux/4 make/VERB/advcl/2 great/ADJ/amod/6 friends/NOUN/dobj/4"
    fact = "Xi/PROPN/nsubj/2 makes/VERB/ROOT/2 great/ADJ/amod/4 friends/NOUN/dobj/2"
    steps = [[s.name for s in find_expressions(parse_of(x)[1], LEXICON, (), ())[0].steps] for x in (aim, fact)]
    assert steps == [["p.praise.great", PURPOSE], ["p.praise.great"]]


def test_praise_that_is_reported_is_the_praisers():
    criticize = Term("c.blame_of_object.criticize", "blame_of_object", ("criticize",), -0.6)
    text, parse = parse_of("Xi/PROPN/nsubj/2 criticized/VERB/ROOT/2/criticize sanctions/NOUN/dobj/2")
    reported = Attribution(
        (span_of(text, "sanctions"),),
        "indirect",
        cue=(span_of(text, "criticized"),),
        speaker=(span_of(text, "Xi"),),
        speaker_entity="xi",
        rule="attitude",
    )
    (found,) = find_expressions(parse, Lexicon(terms=(criticize,)), (), (reported,))
    assert found.voice == "xi"


def test_what_somebody_is_called_is_the_authors_word_unless_it_stands_in_marks():
    def voice(sentence: str, kind: str, content: str) -> str:
        text, parse = parse_of(sentence)
        said = Attribution((span_of(text, content),), kind, speaker_entity="minsk")  # type: ignore[arg-type]
        leader = Mention(span_of(text, "great leader"), "xi", "person", "description", 4)
        (found,) = find_expressions(parse, LEXICON, (leader,), (said,))
        return found.voice

    said = "Minsk/PROPN/nsubj/2 said/VERB/ROOT/2 the/DET/det/5 "
    outside = (
        "great/ADJ/amod/5 leader/NOUN/nsubj/6 held/VERB/ccomp/2 ‘/PUNCT/punct/8 +talks/NOUN/dobj/6 +’/PUNCT/punct/8"
    )
    assert voice(said + outside, "mixed", "the great leader held ‘talks’") == "author"
    inside = "‘/PUNCT/punct/6 +great/ADJ/amod/6 leader/NOUN/nsubj/8 +’/PUNCT/punct/6 held/VERB/ccomp/2"
    assert voice(said + inside, "mixed", "the ‘great leader’ held") == "minsk"


CLAIM = (
    "The/DET/det/2 claim/NOUN/nsubj/8 that/SCONJ/mark/6 the/DET/det/5 tie/NOUN/nsubj/6 is/AUX/acl/2 great/ADJ/acomp/6 "
    "is/AUX/ROOT/8 {}/ADJ/acomp/8"
)


@pytest.mark.parametrize(("predicate", "factors"), [("false", [-0.5]), ("old", [])])
def test_what_the_writer_refutes_is_turned_round(predicate: str, factors: list[float]):
    _, parse = parse_of(CLAIM.format(predicate))
    (found,) = find_expressions(parse, LEXICON, (), ())
    assert [s.factor for s in found.steps if s.name == REFUTED] == factors
