"""Little articles with names no lexicon lists, through the whole pipeline: who is whom, as a reader takes it."""

from functools import cache

import pytest

from builders import article_of
from framing.annotate import annotate
from framing.language import parse_articles
from framing.lexicon import Lexicon, load_lexicon, packaged_folder
from framing.model import Annotations

pytestmark = pytest.mark.model


@cache
def lexicon() -> Lexicon:
    return load_lexicon([packaged_folder()])


@cache
def read(text: str) -> Annotations:
    article = article_of(text)
    (parse,) = parse_articles([article])
    return annotate(article, parse, lexicon(), evaluator="lexicon")


def whom(text: str, *words: str) -> list[str]:
    """Return the entity mentioned where each of these words begins, one after the other; "" where none is.

    A name must be covered whole; "nurse said" only says which nurse.
    """
    entities, at = [], 0
    mentions = {m.span.start: m for m in read(text).mentions}
    for each in words:
        at = text.index(each, at)
        mention = mentions.get(at)
        whole = mention is not None and (mention.via == "description" or mention.span.of(text) == each)
        entities.append(mention.entity if mention is not None and whole else "")
        at += len(each)
    return entities


COMPANIES = (
    "Acme Foods recalled 40,000 cans of soup on Tuesday. Acme said it had found glass in two of them. "
    "Nordkyst Fuel, a Norwegian supplier, criticised Acme. Nordkyst has delivered oil to the factory since 2009."
)
PLACES = (
    "Georgia beat Georgia Tech on Saturday. Georgia has now won five times. London was calm, but the London Stock "
    "Exchange fell. London said it would act."
)
SURNAMES = (
    "Carmen Delgado-Ruiz, the minister of health, met Jean-Pierre Moreau on Monday. Jean-Pierre said he was grateful "
    "to Delgado-Ruiz. Ursula von der Leyen called al-Assad a tyrant. Von der Leyen quoted Conan O'Brien. Later O'Brien "
    "left. Diego Lopez de Haro founded the town. Lopez de Haro was a tyrant."
)


def test_the_short_form_of_a_company_is_the_company() -> None:
    found = whom(COMPANIES, "Acme Foods", "Acme", "Nordkyst Fuel", "Acme", "Nordkyst")
    assert found == ["acme-foods", "acme-foods", "nordkyst-fuel", "acme-foods", "nordkyst-fuel"]


def test_a_place_stays_apart_from_what_is_named_after_it() -> None:
    georgia, tech, again, exchange, london = whom(
        PLACES, "Georgia", "Georgia Tech", "Georgia", "London Stock Exchange", "London"
    )
    assert georgia == again != tech
    assert london != exchange


def test_hyphens_and_particles_do_not_cut_a_name() -> None:
    words = (
        "Carmen Delgado-Ruiz",
        "Jean-Pierre Moreau",
        "Jean-Pierre",
        "Delgado-Ruiz",
        "Ursula von der Leyen",
        "al-Assad",
    )
    ruiz, moreau, jean, again, *_ = found = whom(SURNAMES, *words)
    assert ruiz == again == "carmen-delgado-ruiz"
    assert moreau == jean == "jean-pierre-moreau"
    assert all(found)
    words = ("Von der Leyen", "Conan O'Brien", "O'Brien", "Diego Lopez de Haro", "Lopez de Haro")
    leyen, conan, brien, diego, haro = whom(SURNAMES, *words)
    assert leyen == found[4]
    assert conan == brien == "conan-obrien"
    assert diego == haro == "diego-lopez-de-haro"


NURSES = (
    "Linden, a retired nurse, accused the hospital of neglect. The nurse said patients had waited for hours. A retired "
    "teacher, Marta Kovel, disagreed. The teacher called the report unfair. Joan Abel is a lawyer. The lawyer defended "
    "the hospital. Gregor Hallam, a property developer, wept. The developer denied the charges."
)


def test_who_is_brought_in_by_a_description_is_taken_up_by_it() -> None:
    words = ("Linden", "nurse said", "Marta Kovel", "teacher called", "Joan Abel", "lawyer defended", "Gregor Hallam")
    linden, nurse, kovel, teacher, abel, lawyer, hallam = whom(NURSES, *words)
    assert [nurse, teacher, lawyer] == [linden, kovel, abel]
    assert whom(NURSES, "developer denied") == [hallam]
    assert linden in {a.speaker_entity for a in read(NURSES).attributions}


def test_the_nurse_is_nobody_where_there_are_two() -> None:
    two = NURSES.replace("The nurse said", "Hanna Weiss, another nurse, smiled. The nurse said")
    assert whom(two, "nurse said") == [""]


VALE = (
    'Mayor Maria Vale resigned on Friday after a dispute with the council. "She never lied to us," said Peter Orsen of '
    'Vale. "Maria is a hero," Orsen said. "He is a bully," Vale said of the chairman, Jonas Brandt.'
)


def test_a_pronoun_or_a_first_name_in_a_quotation_is_whom_it_is_said_of() -> None:
    vale, she, orsen, maria, he, brandt = whom(VALE, "Mayor Maria Vale", "She", "Orsen", "Maria", "He", "Jonas Brandt")
    assert [she, maria, he] == [vale, vale, brandt]
    assert {a.speaker_entity for a in read(VALE).attributions} >= {orsen, vale} - {""}
