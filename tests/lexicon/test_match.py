"""Terms and names in sentences parsed by hand."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import parse_of
from framing.lexicon import BASE, Entity, Lexicon, Term, find_names, find_terms, split_words


def term(words: str, frame: str = "f", polarity: float = 0.5, **fields: object) -> Term:
    """Make a term with the address `frame.words`."""
    return Term(f"{frame}.{words}", frame, split_words(words), polarity, **fields)  # type: ignore[arg-type]


def terms_in(parsed, *terms: Term) -> list[str]:
    """Return "address: words covered" of each match."""
    text, parse = parsed
    found = find_terms(parse, Lexicon(terms=terms))
    return [f"{m.term.address}: {parse.span(m.first, m.after).of(text)}" for m in found]


FAMILY = parse_of(
    "Xi/PROPN/nsubj/2 hosted/VERB/ROOT/2/host a/DET/det/6 family/NOUN/nmod/6 +-/PUNCT/punct/6 +like/ADJ/amod/7 "
    "dinner/NOUN/dobj/2"
)
FRIENDLY = parse_of(
    "Belarus/PROPN/npadvmod/3 +-/PUNCT/punct/3 +friendly/ADJ/amod/4 firms/NOUN/nsubj/5/firm grew/VERB/ROOT/5/grow"
)
GREAT_WALL = parse_of(
    "The/DET/det/3 great/ADJ/amod/3 wall/NOUN/nsubj/4 impressed/VERB/ROOT/4/impress great/ADJ/amod/6 "
    "friends/NOUN/dobj/4/friend"
)


def test_a_term_is_found_by_lemma_and_phrases_word_by_word():
    assert terms_in(GREAT_WALL, term("friend"), term("great friend")) == ["f.great friend: great friends"]


def test_the_longest_match_wins_even_when_it_begins_later():
    parsed = parse_of("true/ADJ/amod/2 friend/NOUN/ROOT/2 of/ADP/prep/2 peace/NOUN/pobj/3")
    assert terms_in(parsed, term("true friend"), term("friend of peace")) == ["f.friend of peace: friend of peace"]


def test_of_two_terms_with_the_same_words_the_one_with_more_conditions_wins_where_it_holds():
    plain, special = term("great"), term("great", "g", near=("friend",))
    assert terms_in(GREAT_WALL, plain, special) == ["g.great: great", "g.great: great"]
    parsed = parse_of("great/ADJ/amod/2 news/NOUN/ROOT/2")
    assert terms_in(parsed, plain, special) == ["f.great: great"]


def test_a_term_written_like_the_token_wins_over_one_found_by_lemma():
    parsed = parse_of("best/ADJ/ROOT/1/good")
    assert terms_in(parsed, term("good"), term("best")) == ["f.best: best"]


@pytest.mark.parametrize(("pos", "found"), [(("NOUN",), []), (("ADJ",), ["f.like: like"]), ((), ["f.like: like"])])
def test_part_of_speech(pos, found):
    parsed = parse_of("like/ADJ/amod/2 minds/NOUN/ROOT/2/mind")
    assert terms_in(parsed, term("like", pos=pos)) == found


def test_the_part_of_speech_of_a_phrase_is_that_of_its_head():
    parsed = parse_of("They/PRON/nsubj/2 pledged/VERB/ROOT/2/pledge full/ADJ/amod/4 support/NOUN/dobj/2")
    assert terms_in(parsed, term("full support", pos=("NOUN",))) == ["f.full support: full support"]
    assert terms_in(parsed, term("full support", pos=("ADJ",))) == []


def test_near_is_a_lemma_of_the_same_sentence_outside_the_term():
    parsed = parse_of(
        "family/NOUN/nsubj/2 visited/VERB/ROOT/2/visit family/NOUN/dobj/2",
        "family/NOUN/ROOT/1",
        "visits/NOUN/ROOT/1/visit",
    )
    visit = ["f.family: family", "f.family: family"]
    assert terms_in(parsed, term("family", near=("visit",))) == visit
    assert terms_in(parsed, term("family", near=("family",))) == visit
    assert terms_in(parsed, term("family", near=("dinner",))) == []


def test_near_may_be_the_rest_of_the_compound():
    assert terms_in(FAMILY, term("family", hyphenated=True, near=("like",))) == ["f.family: family-like"]


def test_unless_is_a_phrase_around_the_match():
    assert terms_in(GREAT_WALL, term("great", unless=(("great", "wall"),))) == ["f.great: great"]
    assert terms_in(GREAT_WALL, term("great", unless=(("the", "great"), ("great", "friend")))) == []


def test_a_term_begins_a_compound_only_when_it_is_hyphenated_and_then_covers_it():
    assert terms_in(FAMILY, term("family")) == []
    assert terms_in(FAMILY, term("family", hyphenated=True)) == ["f.family: family-like"]
    assert terms_in(FAMILY, term("family", hyphenated=True, pos=("ADJ",))) == ["f.family: family-like"]
    assert terms_in(FAMILY, term("family-like")) == ["f.family-like: family-like"]


def test_a_term_may_end_a_compound():
    assert terms_in(FRIENDLY, term("friendly")) == ["f.friendly: friendly"]


@pytest.mark.parametrize(
    ("compound", "found"),
    [
        ("anti/ADJ/amod/3 +-/PUNCT/punct/3 +crisis/NOUN/ROOT/3", []),
        ("non/ADJ/amod/3 +-/PUNCT/punct/3 +crisis/NOUN/ROOT/3", []),
        ("debt/NOUN/amod/3 +-/PUNCT/punct/3 +crisis/NOUN/ROOT/3", ["f.crisis: crisis"]),
        ("crisis/NOUN/amod/3 +-/PUNCT/punct/3 +free/ADJ/ROOT/3", []),
        ("crisis/NOUN/amod/3 +-/PUNCT/punct/3 +hit/ADJ/ROOT/3", ["f.crisis: crisis-hit"]),
        ("crisis/NOUN/nsubj/3 -/PUNCT/punct/3 talks/NOUN/ROOT/3", ["f.crisis: crisis"]),
    ],
)
def test_compounds_that_turn_a_word_round(compound, found):
    assert terms_in(parse_of(compound), term("crisis", hyphenated=True)) == found


def test_a_custom_term_hides_every_base_term_it_overlaps():
    parsed = parse_of("great/ADJ/amod/2 danger/NOUN/ROOT/2 ahead/ADV/advmod/2")
    long_base, custom = term("great danger ahead", BASE), term("danger", "threat")
    assert terms_in(parsed, long_base, custom) == ["threat.danger: danger"]
    assert terms_in(parsed, term("great", BASE), custom) == ["base.great: great", "threat.danger: danger"]


def test_what_a_custom_term_is_not_is_no_base_term_either():
    custom = term("great", unless=(("great", "wall"),), near=("friend",))
    assert terms_in(GREAT_WALL, custom, term("great", BASE)) == ["f.great: great"]


def test_targets_are_the_evaluators_business():
    assert terms_in(FRIENDLY, term("friendly", targets=("xi",))) == ["f.friendly: friendly"]


words = st.sampled_from(["a", "b", "c", "-", "great"])
made_terms = st.builds(
    lambda words, frame, k, **fields: Term(f"{frame}.{'_'.join(words)}.{k}", frame, tuple(words), 0.5, **fields),
    st.lists(words, min_size=1, max_size=3),
    st.sampled_from([BASE, "f", "g"]),
    st.integers(),
    hyphenated=st.booleans(),
    near=st.sampled_from([(), ("a",)]),
    unless=st.sampled_from([(), (("a", "b"),)]),
    pos=st.sampled_from([(), ("NOUN",), ("ADJ",)]),
)
made_tokens = st.lists(st.tuples(st.booleans(), words, st.sampled_from(["NOUN", "ADJ"]), words), min_size=1, max_size=9)


@given(terms=st.lists(made_terms, max_size=8), tokens=made_tokens)
def test_matches_never_overlap_and_no_term_that_holds_is_passed_over_for_nothing(terms, tokens):
    sentence = " ".join(
        f"{'+' * (glued and k > 0)}{w}/{pos}/dep/1/{lemma}" for k, (glued, w, pos, lemma) in enumerate(tokens)
    )
    _, parse = parse_of(sentence)
    found = find_terms(parse, Lexicon(terms=tuple(terms)))
    assert all(one.after <= other.first for one, other in pairwise(found))
    for each in terms:
        alone = find_terms(parse, Lexicon(terms=(each,)))
        for match in alone:
            # Whatever is found alone is found, or overlaps what was preferred to it, or is base under a custom term.
            rivals = [m for m in found if m.first < match.after and match.first < m.after]
            assert rivals or each.frame == BASE


# --- names --------------------------------------------------------------------------------------------------------

BELARUS = Entity("belarus", "Belarus", "country", aliases=("Republic of Belarus",), demonyms=("Belarusian",))
LUKASHENKA = Entity(
    "lukashenka",
    "Alyaksandr Lukashenka",
    "person",
    aliases=("Lukashenka", "Alexander G."),
    descriptions=("Belarusian leader", "president of Belarus"),
)
MINSK = Entity("minsk", "Minsk", "country", metonym_of="belarus")
WEST = Entity("west", "the West", "group", aliases=("West",))
TIES = Entity("partnership", "Belarus–China relationship", "relation", descriptions=("bilateral relation",))


def names_in(*sentences: str) -> list[str]:
    text, parse = parse_of(*sentences)
    lexicon = Lexicon(entities={e.id: e for e in (BELARUS, LUKASHENKA, MINSK, WEST, TIES)})
    found = find_names(parse, text, lexicon)
    return [f"{m.entity.id} by {m.via}: {parse.span(m.first, m.after).of(text)}" for m in found]


def test_an_alias_is_matched_as_written_without_its_possessive():
    assert names_in("Lukashenka/PROPN/poss/3 +’s/PART/case/1 west/NOUN/nsubj/4 fell/VERB/ROOT/4/fall") == [
        "lukashenka by alias: Lukashenka"
    ]


def test_the_longest_name_wins_over_all_kinds():
    assert names_in("The/DET/det/2 president/NOUN/ROOT/2 of/ADP/prep/2 Belarus/PROPN/pobj/3") == [
        "lukashenka by description: president of Belarus"
    ]
    assert names_in("The/DET/det/2 Republic/PROPN/ROOT/2 of/ADP/prep/2 Belarus/PROPN/pobj/3") == [
        "belarus by alias: Republic of Belarus"
    ]
    assert names_in("the/DET/det/2 West/PROPN/ROOT/2") == ["west by alias: the West"]


def test_a_description_is_matched_in_any_case_but_a_persons_not_in_the_plural():
    leader = "Belarusian/ADJ/amod/2 {}/ROOT/2/leader/{}"
    assert names_in(leader.format("LEADER/NOUN", "NN")) == ["lukashenka by description: Belarusian LEADER"]
    assert names_in(leader.format("leaders/NOUN", "NNS")) == ["belarus by demonym: Belarusian"]
    assert names_in("Bilateral/ADJ/amod/2 relations/NOUN/ROOT/2/relation/NNS") == [
        "partnership by description: Bilateral relations"
    ]


def test_a_description_is_no_part_of_a_compound():
    assert names_in("ex/NOUN/amod/3 +-/PUNCT/punct/3 +president/NOUN/ROOT/3 of/ADP/prep/3 Belarus/PROPN/pobj/4") == [
        "belarus by alias: Belarus"
    ]


def test_a_name_may_be_part_of_a_compound():
    assert names_in("Belarus/PROPN/npadvmod/3 +-/PUNCT/punct/3 +friendly/ADJ/ROOT/3") == ["belarus by alias: Belarus"]


def test_a_metonym_names_what_it_stands_for():
    assert names_in("Minsk/PROPN/nsubj/2 hopes/VERB/ROOT/2/hope") == ["belarus by metonym: Minsk"]


def test_demonyms_are_cased_and_have_plurals():
    assert names_in("Belarusians/PROPN/ROOT/1/belarusian") == ["belarus by demonym: Belarusians"]
    assert names_in("belarusian/ADJ/ROOT/1") == []


def test_an_initial_is_part_of_a_name():
    assert names_in("Alexander/PROPN/compound/2 G./PROPN/ROOT/2 spoke/VERB/ROOT/3/speak") == [
        "lukashenka by alias: Alexander G."
    ]
