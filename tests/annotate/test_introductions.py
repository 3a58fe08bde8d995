"""Whom "the nurse" takes up: the one the article brought in as a nurse, and nobody where there are two."""

import pytest

from builders import article_of, parse_of
from framing.annotate.mentions import find_mentions
from framing.lexicon import Lexicon

BESIDE = "Linden/PROPN/nsubj/6 +,/PUNCT/punct/1 a/DET/det/4 nurse/NOUN/appos/1 +,/PUNCT/punct/1 wept/VERB/ROOT/6/weep"
AHEAD = "A/DET/det/2 nurse/NOUN/nsubj/6 +,/PUNCT/punct/2 Linden/PROPN/appos/2 +,/PUNCT/punct/2 wept/VERB/ROOT/6/weep"
IS = "Linden/PROPN/nsubj/2 is/AUX/ROOT/2/be a/DET/det/4 nurse/NOUN/attr/2"
CALLED = "A/DET/det/2 nurse/NOUN/nsubj/5 named/VERB/acl/2/name Linden/PROPN/oprd/3 wept/VERB/ROOT/5/weep"
TITLE = "nurse/NOUN/compound/2 Linden/PROPN/nsubj/3 wept/VERB/ROOT/3/weep"
SPOKE = "The/DET/det/2 nurse/NOUN/nsubj/3 spoke/VERB/ROOT/3/speak"
LINDEN = (("Linden", "ORG"),)


def described(*sentences: str, names: tuple[tuple[str, str], ...] = LINDEN) -> list[tuple[str, str]]:
    text, parse = parse_of(*sentences, names=names)
    found = find_mentions(article_of(text), parse, Lexicon())
    return [(m.span.of(text), m.entity) for m in found if m.via == "description"]


@pytest.mark.parametrize("brought_in", [BESIDE, AHEAD, IS, CALLED, TITLE])
def test_the_nurse_is_who_was_brought_in_as_one(brought_in: str) -> None:
    assert described(brought_in, SPOKE, names=(("Linden", "PERSON"),)) == [("nurse", "linden")]


def test_who_is_called_what_only_a_person_is_is_a_person() -> None:
    text, parse = parse_of(BESIDE, SPOKE, names=LINDEN)
    assert {m.type for m in find_mentions(article_of(text), parse, Lexicon())} == {"person"}


@pytest.mark.parametrize(
    "other",
    [
        BESIDE.replace("Linden", "Weiss").replace("a/DET", "another/DET"),
        "A/DET/det/2 nurse/NOUN/nsubj/3 left/VERB/ROOT/3/leave",
        "Two/NUM/nummod/2 nurses/NOUN/nsubj/3/nurse/NNS left/VERB/ROOT/3/leave",
    ],
)
def test_two_nurses_are_none(other: str) -> None:
    names = (("Linden", "ORG"), ("Weiss", "PERSON")) if "Weiss" in other else LINDEN
    assert described(BESIDE, other, SPOKE, names=names) == []


@pytest.mark.parametrize(
    "noun",
    [
        "The/DET/det/3 former/ADJ/amod/3 nurse/NOUN/nsubj/4 spoke/VERB/ROOT/4/speak",
        "The/DET/det/3 night/NOUN/compound/3 nurse/NOUN/nsubj/4 spoke/VERB/ROOT/4/speak",
        "The/DET/det/2 nurse/NOUN/nsubj/5 from/ADP/prep/2 Lund/PROPN/pobj/3 spoke/VERB/ROOT/5/speak",
        "His/PRON/poss/2/his/PRP$ nurse/NOUN/nsubj/3 spoke/VERB/ROOT/3/speak",
        "Nurses/NOUN/nsubj/2/nurse/NNS spoke/VERB/ROOT/2/speak",
    ],
)
def test_a_noun_that_is_told_from_others_of_its_kind_is_another_one(noun: str) -> None:
    assert described(BESIDE, noun) == []


def test_an_adjective_that_judges_stays_outside() -> None:
    brave = "The/DET/det/3 brave/ADJ/amod/3 nurse/NOUN/nsubj/4 spoke/VERB/ROOT/4/speak"
    assert described(BESIDE, brave) == [("nurse", "linden")]


def test_who_is_no_nurse_is_not_the_nurse() -> None:
    isnt = "Linden/PROPN/nsubj/2 is/AUX/ROOT/2/be not/PART/neg/2 a/DET/det/5 nurse/NOUN/attr/2"
    assert described(isnt, SPOKE, names=(("Linden", "PERSON"),)) == []


def test_the_nurse_far_below_may_be_anybody() -> None:
    rain = ["rain/NOUN/nsubj/2 fell/VERB/ROOT/2/fall"] * 11
    assert described(BESIDE, *rain, SPOKE) == []


TRUST = "Hartwell/PROPN/compound/2 Trust/PROPN/nsubj/3 sued/VERB/ROOT/3/sue"
WON = "The/DET/det/2 trust/NOUN/nsubj/3 won/VERB/ROOT/3/win"


def test_the_trust_is_the_organisation_named_last_if_it_is_one() -> None:
    hartwell = ("Hartwell Trust", "ORG")
    assert described(TRUST, WON, names=(hartwell,)) == [("trust", "hartwell-trust")]
    acme = "Acme/PROPN/nsubj/2 lost/VERB/ROOT/2/lose"
    assert described(TRUST, acme, WON, names=(hartwell, ("Acme", "ORG"))) == []
    second = TRUST.replace("Hartwell", "Calder")
    assert described(TRUST, second, WON, names=(hartwell, ("Calder Trust", "ORG"))) == []


def test_a_supplier_is_taken_up_as_one() -> None:
    brought_in = BESIDE.replace("Linden", "Nordkyst").replace("nurse", "supplier")
    took_up = "The/DET/det/2 supplier/NOUN/nsubj/3 won/VERB/ROOT/3/win"
    assert described(brought_in, took_up, names=(("Nordkyst", "ORG"),)) == [("supplier", "nordkyst")]


def test_a_second_nurse_does_not_undo_what_was_said_before_she_came() -> None:
    second = "A/DET/det/3 second/ADJ/amod/3 nurse/NOUN/nsubj/4 left/VERB/ROOT/4/leave"
    assert described(BESIDE, SPOKE, second, SPOKE) == [("nurse", "linden")]


@pytest.mark.parametrize(
    ("brought_in", "noun"),
    [
        ("Bishop/PROPN/compound/2 Rehn/PROPN/nsubj/3 spoke/VERB/ROOT/3/speak", "bishop"),
        (
            "The/DET/det/2 mayor/NOUN/nsubj/6 +,/PUNCT/punct/2 Rehn/PROPN/appos/2 +,/PUNCT/punct/2 wept/VERB/ROOT/6",
            "mayor",
        ),
        ("The/DET/det/2 singer/NOUN/nsubj/4 Rehn/PROPN/appos/2 wept/VERB/ROOT/4", "singer"),
    ],
)
def test_a_title_before_the_name_is_taken_up_too(brought_in: str, noun: str) -> None:
    found = described(brought_in, SPOKE.replace("nurse", noun), names=(("Rehn", "PERSON"),))
    assert found[-1:] == [(noun, "rehn")]


def test_what_is_said_beside_one_mention_tells_the_kind_of_all() -> None:
    charity = (
        BESIDE.replace("Linden", "Watch").replace("nurse", "charity").replace("Watch", "Wolf/PROPN/compound/2 Watch", 1)
    )
    again = "Wolf/PROPN/compound/2 Watch/PROPN/nsubj/3 sued/VERB/ROOT/3/sue"
    heads = {"nsubj/6": "nsubj/7", "punct/1": "punct/2", "det/4": "det/5", "appos/1": "appos/2", "ROOT/6": "ROOT/7"}
    for old, new in heads.items():
        charity = charity.replace(old, new)
    text, parse = parse_of(charity, again, names=(("Wolf Watch", "PERSON"), ("Wolf Watch", "PERSON")))
    assert {m.type for m in find_mentions(article_of(text), parse, Lexicon())} == {"organisation"}


def test_whom_the_baker_called_a_liar_is_no_baker() -> None:
    called = "The/DET/det/2 nurse/NOUN/nsubj/5 called/VERB/acl/2/call Linden/PROPN/oprd/3 wept/VERB/ROOT/5/weep"
    assert described(called, SPOKE, names=(("Linden", "PERSON"),)) == []


AUDITOR = "Auditor/NOUN/compound/2 Tomas/PROPN/compound/3 Reyes/PROPN/nsubj/4 wept/VERB/ROOT/4/weep"
STARTUP = "The/DET/det/2 startup/NOUN/{}/{} Lumora/PROPN/nsubj/4 lied/VERB/{}/{}/lie"
CHAIN = (
    "The/DET/det/4 Wellspring/VERB/amod/4/wellspre/VBG clinic/NOUN/compound/4 chain/NOUN/nsubj/5 lied/VERB/ROOT/5/lie"
)


def test_the_noun_before_a_name_may_hang_on_its_first_word() -> None:
    spoke = SPOKE.replace("nurse", "auditor")
    assert described(AUDITOR, spoke, names=(("Tomas Reyes", "PERSON"),)) == [("auditor", "tomas-reyes")]


def test_the_startup_before_a_name_is_what_the_parser_takes_for_a_relative_clause() -> None:
    lumora, sold = (("Lumora", "PERSON"),), "The/DET/det/2 startup/NOUN/nsubj/3 sold/VERB/ROOT/3/sell"
    misread = STARTUP.format("ROOT", 2, "relcl", 2)
    assert described(misread, sold, names=lumora) == [("startup", "lumora")]
    founded = STARTUP.format("nsubj", 5, "relcl", 2) + " failed/VERB/ROOT/5/fail"
    assert described(founded, sold, names=lumora) == []


def test_what_stands_before_a_body_is_its_name() -> None:
    text, parse = parse_of(CHAIN)
    found = find_mentions(article_of(text), parse, Lexicon())
    assert [(m.span.of(text), m.entity, m.type) for m in found] == [("Wellspring", "wellspring", "organisation")]
