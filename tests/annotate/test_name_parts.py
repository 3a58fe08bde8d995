"""What belongs together in a name, and that a name cut in two by recognition is made whole."""

import pytest

from builders import article_of, parse_of
from framing.annotate.mentions import find_mentions
from framing.annotate.name_parts import bare, parts, surname
from framing.lexicon import Lexicon


@pytest.mark.parametrize(
    ("name", "its_parts"),
    [
        ("carmen delgado - ruiz", ("carmen", "delgado-ruiz")),
        ("jean - pierre moreau", ("jean-pierre", "moreau")),
        ("bashar al - assad", ("bashar", "al-assad")),
        ("diego lopez de haro", ("diego", "lopez", "de haro")),
        ("ursula von der leyen", ("ursula", "von der leyen")),
        ("o'brien", ("o'brien",)),
    ],
)
def test_a_hyphen_or_a_particle_joins_what_is_one(name: str, its_parts: tuple[str, ...]) -> None:
    assert parts(tuple(name.split())) == its_parts
    assert " ".join(surname(tuple(name.split()))).replace(" - ", "-") == its_parts[-1]


def test_a_surname_may_stand_without_its_particle() -> None:
    assert (bare("al-assad"), bare("van der bellen"), bare("delgado-ruiz")) == ("assad", "bellen", "delgado-ruiz")


def named(*sentences: str, names: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    text, parse = parse_of(*sentences, names=names)
    return [(m.span.of(text), m.entity) for m in find_mentions(article_of(text), parse, Lexicon())]


RUIZ = "Delgado/PROPN/compound/3 +-/PUNCT/punct/3 +Ruiz/PROPN/nsubj/4 left/VERB/ROOT/4/leave"


def test_a_hyphenated_surname_is_one_mention_though_recognition_took_half_of_it() -> None:
    ann = "Ann/PROPN/compound/4 Delgado/PROPN/compound/4 +-/PUNCT/punct/4 +Ruiz/PROPN/nsubj/5 came/VERB/ROOT/5/come"
    found = named(ann, RUIZ, names=(("Ann Delgado-Ruiz", "PERSON"), ("Delgado", "GPE")))
    assert found == [("Ann Delgado-Ruiz", "ann-delgado-ruiz"), ("Delgado-Ruiz", "ann-delgado-ruiz")]
    said = RUIZ.replace("left/VERB/ROOT/4/leave", "said/VERB/ROOT/4/say")
    assert named(said, names=()) == [("Delgado-Ruiz", "delgado-ruiz")]


def test_two_names_that_stand_alone_elsewhere_stay_two() -> None:
    summit = "Trump/PROPN/compound/3 +-/PUNCT/punct/3 +Putin/PROPN/nsubj/4 parley/VERB/ROOT/4"
    alone = "Putin/PROPN/nsubj/2 left/VERB/ROOT/2/leave Trump/PROPN/dobj/2"
    text, parse = parse_of(alone, summit, names=(("Putin", "PERSON"), ("Trump", "PERSON")))
    found = [m.span.of(text) for m in find_mentions(article_of(text), parse, Lexicon())]
    assert "Trump-Putin" not in found


def test_a_name_does_not_end_in_a_particle() -> None:
    leyen = "Ursula/PROPN/compound/4 von/PROPN/compound/4 der/PROPN/compound/4 Leyen/PROPN/nsubj/5 left/VERB/ROOT/5"
    assert named(leyen, names=(("Ursula von der", "PERSON"),)) == [("Ursula von der Leyen", "ursula-von-der-leyen")]


def test_an_article_before_a_surname_comes_and_goes() -> None:
    full = "Bashar/PROPN/compound/4 al/PROPN/compound/4 +-/PUNCT/punct/4 +Assad/PROPN/nsubj/5 came/VERB/ROOT/5/come"
    short = "Assad/PROPN/nsubj/2 left/VERB/ROOT/2/leave"
    found = named(full, short, names=(("Bashar al-Assad", "PERSON"),))
    assert found == [("Bashar al-Assad", "bashar-al-assad"), ("Assad", "bashar-al-assad")]


@pytest.mark.parametrize(("prefix", "mention"), [("pro", [("Lee", "lee")]), ("anti", [("Lee", "lee")]), ("non", [])])
def test_a_prefix_is_no_part_of_a_name(prefix: str, mention: list[tuple[str, str]]) -> None:
    vote = f"They/PRON/nsubj/2 are/AUX/ROOT/2/be {prefix}/ADJ/attr/2 +-/PUNCT/punct/5 +Lee/PROPN/attr/2"
    assert named(vote, names=((f"{prefix}-Lee", "PERSON"),)) == mention
