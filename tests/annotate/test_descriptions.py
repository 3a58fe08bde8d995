"""Descriptions that the article itself makes clear."""

import pytest

from builders import article_of, parse_of
from framing.annotate.mentions import find_mentions
from framing.lexicon import Entity, Lexicon

LEXICON = Lexicon(
    entities={
        e.id: e
        for e in (
            Entity("belarus", "Belarus", "country", demonyms=("Belarusian",)),
            Entity("china", "China", "country", demonyms=("Chinese",)),
            Entity("germany", "Germany", "country", demonyms=("German",)),
            Entity(
                "lukashenka", "Lukashenka", "person", descriptions=("Belarusian president",), part_of="belarus"
            ),
            Entity("xi", "Xi", "person", descriptions=("Chinese president",), part_of="china"),
            Entity("eu", "EU", "organisation"),
            Entity("nato", "NATO", "organisation"),
        )
    }
)  # fmt: skip
XI_SPOKE = "Xi/PROPN/nsubj/2 spoke/VERB/ROOT/2/speak ./PUNCT/punct/2"
HE_SPOKE = "Lukashenka/PROPN/nsubj/2 spoke/VERB/ROOT/2/speak ./PUNCT/punct/2"
SCHOLZ = "Chancellor/PROPN/compound/2 Scholz/PROPN/nsubj/3 spoke/VERB/ROOT/3/speak ./PUNCT/punct/3"


def described(*sentences: str) -> list[tuple[str, str]]:
    text, parse = parse_of(*sentences, names=(("Scholz", "PERSON"),) if "Scholz" in " ".join(sentences) else ())
    found = find_mentions(article_of(text), parse, LEXICON)
    return [(m.span.of(text), m.entity) for m in found if m.via == "description"]


def the(noun: str, before: str = "") -> str:
    """Return "the NOUN left.", with one adjective before the noun if given."""
    words = ["the/DET/det/{n}", *([f"{before}/ADJ/amod/{{n}}"] if before else []), f"{noun}/NOUN/nsubj/{{m}}"]
    n = len(words)
    return " ".join((*words, "left/VERB/ROOT/{m}/leave ./PUNCT/punct/{m}")).format(n=n, m=n + 1)


def test_a_title_given_in_the_article_may_stand_alone() -> None:
    assert described(SCHOLZ, the("chancellor")) == [("chancellor", "scholz")]
    assert described(XI_SPOKE, the("chancellor")) == []


def test_a_role_with_a_demonym_is_who_belongs_to_that_country() -> None:
    assert described(XI_SPOKE, HE_SPOKE, the("guest", "Belarusian")) == [("Belarusian guest", "lukashenka")]
    assert described(XI_SPOKE, the("guest", "Belarusian")) == []


def test_two_who_fit_are_none_but_one_named_far_above_does_not_count() -> None:
    assert described(XI_SPOKE, HE_SPOKE, the("president")) == []
    rain = ["rain/NOUN/nsubj/2 fell/VERB/ROOT/2/fall ./PUNCT/punct/2"] * 4
    assert described(XI_SPOKE, *rain, HE_SPOKE, the("autocrat")) == [("autocrat", "lukashenka")]


@pytest.mark.parametrize("other", ["former", "next", "another", "vice"])
def test_the_former_president_is_not_the_president(other: str) -> None:
    assert described(XI_SPOKE, the("president")) == [("president", "xi")]
    assert described(XI_SPOKE, the("president", other)) == []


def test_an_adjective_that_judges_stays_outside() -> None:
    assert described(XI_SPOKE, the("president", "brutal")) == [("president", "xi")]


def test_the_president_of_a_company_is_somebody_else() -> None:
    of = (
        "The/DET/det/2 president/NOUN/nsubj/6 of/ADP/prep/2 the/DET/det/5 company/NOUN/pobj/3 "
        "left/VERB/ROOT/6/leave ./PUNCT/punct/6"
    )
    assert described(XI_SPOKE, of) == []


def test_the_country_is_the_only_one_at_hand() -> None:
    grew = "Germany/PROPN/nsubj/2 grew/VERB/ROOT/2/grow ./PUNCT/punct/2"
    beat = "Germany/PROPN/nsubj/2 beat/VERB/ROOT/2 China/PROPN/dobj/2 ./PUNCT/punct/2"
    assert described(grew, the("country")) == [("country", "germany")]
    assert described(beat, the("country")) == []
    assert described(grew, XI_SPOKE, the("country")) == [("country", "china")]


def test_the_bloc_is_the_only_organisation_at_hand() -> None:
    grew = "EU/PROPN/nsubj/2 grew/VERB/ROOT/2/grow ./PUNCT/punct/2"
    assert described(grew, the("bloc")) == [("bloc", "eu")]
    assert described(grew, grew.replace("EU", "NATO"), the("bloc")) == []
