"""When the short form of a name is the organisation, and when it is a place, a person or nobody."""

import pytest

from builders import article_of, parse_of
from framing.annotate.mentions import find_mentions
from framing.lexicon import Lexicon


def who(*named: tuple[str, str]) -> list[str]:
    """Return the entities of a text in which each name acts, recognised as labelled; "" is not recognised at all."""
    text, parse = parse_of(*(acts(name) for name, _ in named), names=[(n, label) for n, label in named if label])
    return [m.entity for m in find_mentions(article_of(text), parse, Lexicon())]


def acts(name: str) -> str:
    *before, last = name.split()
    n = len(before) + 1
    words = [*(f"{w}/PROPN/compound/{n}" for w in before), f"{last}/PROPN/nsubj/{n + 1}"]
    return " ".join((*words, f"acted/VERB/ROOT/{n + 1}/act +./PUNCT/punct/{n + 1}"))


@pytest.mark.parametrize("label", ["ORG", "PERSON", ""])
def test_the_short_form_of_an_organisation_is_the_organisation(label: str) -> None:
    assert who(("Acme Foods", "ORG"), ("Acme", label)) == ["acme-foods", "acme-foods"]
    assert who(("Nordkyst Fuel Union", "ORG"), ("Nordkyst Fuel", label)) == ["nordkyst-fuel-union"] * 2


@pytest.mark.parametrize("long", ["Georgia Tech", "London Exchange", "Norland Aid Fund", "Paris Club"])
def test_a_place_is_not_the_organisation_named_after_it(long: str) -> None:
    place, *_ = long.split()
    assert place.lower() not in who((long, "ORG"))
    assert who((long, "ORG"), (place, "GPE"))[1] == place.lower()


def test_a_person_is_not_the_organisation_named_after_them() -> None:
    assert who(("Hale Fund", "ORG"), ("Ann Hale", "PERSON"), ("Hale", "PERSON"))[2] == "ann-hale"
    assert who(("Maria Relief Fund", "ORG"), ("Maria", "PERSON"))[1] == "maria"
    assert who(("Ann Hale", "PERSON"), ("Hale Co.", "ORG"), ("Hale", "PERSON")) == ["ann-hale", "hale-co", "ann-hale"]


@pytest.mark.parametrize("long", ["Bank of Norland", "National Trust", "House Budget Committee", "Lund Police Union"])
def test_a_word_that_many_names_begin_with_is_no_short_form(long: str) -> None:
    short, *_ = long.split()
    assert who((long, "ORG"), (short, "")) == [long.lower().replace(" ", "-")]


def test_two_names_that_begin_alike_share_no_short_form() -> None:
    assert who(("Acme Foods", "ORG"), ("Acme Steel", "ORG"), ("Acme", "")) == ["acme-foods", "acme-steel"]
    assert who(("Acme Foods", "ORG"), ("Acme Steel", "ORG"), ("Acme", "ORG"))[2] == "acme"


def test_what_came_before_the_long_name_or_is_an_acronym_is_a_name_of_its_own() -> None:
    assert who(("Acme", "ORG"), ("Acme Foods", "ORG")) == ["acme", "acme-foods"]
    assert who(("ACM Foods", "ORG"), ("ACM", "ORG")) == ["acm-foods", "acm"]


def test_initials_may_leave_out_the_small_words() -> None:
    rights = (
        "Institute/PROPN/nsubj/5 for/ADP/prep/1 Digital/PROPN/compound/4 Rights/PROPN/pobj/2 sued/VERB/ROOT/5/sue "
        "+./PUNCT/punct/5"
    )
    text, parse = parse_of(rights, acts("IDR"), names=(("Institute for Digital Rights", "ORG"), ("IDR", "ORG")))
    found = find_mentions(article_of(text), parse, Lexicon())
    assert [m.entity for m in found] == ["institute-for-digital-rights"] * 2


@pytest.mark.parametrize("first_name", ["Amara", "Jean - Pierre"])
def test_a_first_name_alone_is_the_person(first_name: str) -> None:
    last = len(first_name.split())
    glued = first_name.replace(" ", " +")
    words = [f"{w}/PROPN/compound/{last + 1}" for w in glued.split()]
    full = " ".join((*words, f"Vale/PROPN/nsubj/{last + 2} left/VERB/ROOT/{last + 2}/leave"))
    short = " ".join((*words[:-1], f"{glued.split()[-1]}/PROPN/nsubj/{last + 1} ran/VERB/ROOT/{last + 1}/run"))
    text, parse = parse_of(full, short, names=((f"{first_name.replace(' ', '')} Vale", "PERSON"),))
    found = find_mentions(article_of(text), parse, Lexicon())
    assert [m.span.of(text) for m in found] == [f"{first_name.replace(' ', '')} Vale", first_name.replace(" ", "")]
    assert len({m.entity for m in found}) == 1


def test_a_city_is_not_the_first_name_it_could_be() -> None:
    found = who(("Charlotte Mayor", "PERSON"), ("Charlotte", "GPE"), ("Charlotte", "GPE"))
    assert found == ["charlotte-mayor", "charlotte", "charlotte"]


def test_a_city_that_recognition_once_takes_for_a_person_is_none() -> None:
    rained = "rain/NOUN/nsubj/2 fell/VERB/ROOT/2/fall in/ADP/prep/2 Tulsa/PROPN/pobj/3"
    names = (("Tulsa", "GPE"), ("Tulsa", "GPE"), ("Tulsa", "PERSON"))
    text, parse = parse_of(rained, acts("Tulsa"), acts("Tulsa"), names=names)
    assert {m.type for m in find_mentions(article_of(text), parse, Lexicon())} == {"government"}


def test_a_word_the_article_writes_small_is_no_name_where_a_sentence_begins() -> None:
    dam = "the/DET/det/2 dam/NOUN/nsubj/3 broke/VERB/ROOT/3/break"
    text, parse = parse_of(acts("Dam"), dam, names=(("Dam", "ORG"),))
    assert find_mentions(article_of(text), parse, Lexicon()) == ()


def test_who_is_brought_in_as_a_firm_is_one_though_not_recognised() -> None:
    brought_in = (
        "Nordkyst/PROPN/compound/2 Fuel/PROPN/nsubj/7 +,/PUNCT/punct/2 a/DET/det/5 supplier/NOUN/appos/2 "
        "+,/PUNCT/punct/2 left/VERB/ROOT/7/leave"
    )
    text, parse = parse_of(brought_in, acts("Nordkyst"), names=())
    found = find_mentions(article_of(text), parse, Lexicon())
    assert [(m.span.of(text), m.type) for m in found] == [
        ("Nordkyst Fuel", "organisation"),
        ("Nordkyst", "organisation"),
    ]


def test_a_long_name_is_one_thing_whatever_recognition_takes_it_for_here_and_there() -> None:
    assert who(("Zero Hedge", "ORG"), ("Zero Hedge", "PERSON"), ("Zero Hedge", "ORG")) == ["zero-hedge"] * 3
    text, parse = parse_of(acts("Ava Reed"), acts("Ava Reed"), names=(("Ava Reed", "ORG"), ("Ava Reed", "PERSON")))
    assert {m.type for m in find_mentions(article_of(text), parse, Lexicon())} == {"person"}
