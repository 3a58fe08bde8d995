"""Who is named: each case a sentence as a person reads it, parsed by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import article_of, parse_of
from framing.annotate.mentions import entities, find_mentions
from framing.lexicon import Entity, Lexicon
from framing.model import Span

LEXICON = Lexicon(
    entities={
        e.id: e
        for e in (
            Entity("belarus", "Belarus", "country", demonyms=("Belarusian",)),
            Entity("china", "China", "country", demonyms=("Chinese",)),
            Entity("minsk", "Minsk", "country", metonym_of="belarus"),
            Entity("beijing", "Beijing", "country", metonym_of="china"),
            Entity(
                "lukashenka",
                "Alyaksandr Lukashenka",
                "person",
                aliases=("Lukashenka",),
                descriptions=("Belarusian leader",),
                pronouns=("he",),
                part_of="belarus",
            ),
            Entity(
                "xi",
                "Xi Jinping",
                "person",
                aliases=("Xi", "President Xi"),
                descriptions=("Chinese president",),
                pronouns=("he",),
                part_of="china",
            ),
        )
    }
)


def mentions(*sentences: str, names: tuple[tuple[str, str], ...] = ()) -> list[tuple[str, str, str]]:
    """Return what is found, as (words, entity, via)."""
    text, parse = parse_of(*sentences, names=names)
    return [(m.span.of(text), m.entity, m.via) for m in find_mentions(article_of(text), parse, LEXICON)]


def test_a_title_belongs_to_the_name_and_its_demonym_is_no_mention_of_the_country() -> None:
    sentence = (
        "Chinese/ADJ/amod/2 President/PROPN/compound/4 Xi/PROPN/compound/4 Jinping/PROPN/nsubj/5 spoke/VERB/ROOT/5"
    )
    text, parse = parse_of(sentence)
    (xi,) = find_mentions(article_of(text), parse, LEXICON)
    assert (xi.span.of(text), xi.entity, xi.via) == ("Chinese President Xi Jinping", "xi", "alias")
    assert parse.lower[xi.head] == "jinping"


def test_an_alias_with_a_title_does_not_cut_the_name() -> None:
    sentence = "President/PROPN/compound/3 Xi/PROPN/compound/3 Jinping/PROPN/nsubj/4 spoke/VERB/ROOT/4"
    assert mentions(sentence) == [("President Xi Jinping", "xi", "alias")]


def test_an_adjective_that_judges_stays_outside_the_mention() -> None:
    sentence = "brutal/ADJ/amod/3 President/PROPN/compound/3 Lukashenka/PROPN/nsubj/4 spoke/VERB/ROOT/4"
    assert mentions(sentence) == [("President Lukashenka", "lukashenka", "alias")]


def test_a_demonym_is_not_the_state_but_its_government_is() -> None:
    exports = "Belarusian/ADJ/amod/2 exports/NOUN/nsubj/3/export/NNS grew/VERB/ROOT/3"
    assert mentions(exports) == [("Belarusian", "belarus", "demonym")]
    side = "The/DET/det/3 Chinese/ADJ/amod/3 side/NOUN/nsubj/4 agreed/VERB/ROOT/4"
    assert mentions(side) == [("Chinese side", "china", "description")]


def test_a_language_is_no_country() -> None:
    assert mentions("He/PRON/nsubj/2 speaks/VERB/ROOT/2/speak Chinese/PROPN/dobj/2") == []


def test_a_country_inside_a_longer_name_is_not_the_country() -> None:
    bank = "The/DET/det/2 Bank/PROPN/nsubj/5 of/ADP/prep/2 China/PROPN/pobj/3 lent/VERB/ROOT/5"
    assert mentions(bank) == []
    assert mentions(bank, names=(("Bank of China", "ORG"),)) == [("Bank of China", "bank-of-china", "name")]
    daily = "China/PROPN/compound/2 Daily/PROPN/nsubj/3 wrote/VERB/ROOT/3 ./PUNCT/punct/3"
    assert mentions(daily) == []
    trade = "China/PROPN/compound/2 trade/NOUN/nsubj/3 grew/VERB/ROOT/3"
    assert mentions(trade) == [("China", "china", "alias")]


def test_another_bearer_of_the_surname_is_another_person() -> None:
    daughter = "Xi/PROPN/compound/2 Mingze/PROPN/nsubj/3 came/VERB/ROOT/3"
    assert mentions(daughter, names=(("Xi Mingze", "PERSON"),)) == [("Xi Mingze", "xi-mingze", "name")]


def test_names_outside_the_lexicon_are_grouped_within_the_article() -> None:
    found = mentions(
        "Chancellor/PROPN/compound/3 Angela/PROPN/compound/3 Merkel/PROPN/nsubj/4 came/VERB/ROOT/4 ./PUNCT/punct/4",
        "Merkel/PROPN/nsubj/2 left/VERB/ROOT/2 early/ADV/advmod/2 ./PUNCT/punct/2",
        names=(("Angela Merkel", "PERSON"),),
    )
    assert found == [("Chancellor Angela Merkel", "angela-merkel", "name"), ("Merkel", "angela-merkel", "name")]


def test_a_surname_that_two_people_share_is_nobodys() -> None:
    found = mentions(
        "Bill/PROPN/compound/2 Clinton/PROPN/nsubj/3 met/VERB/ROOT/3 Hillary/PROPN/compound/5 Clinton/PROPN/dobj/3",
        "Clinton/PROPN/nsubj/2 left/VERB/ROOT/2 early/ADV/advmod/2 ./PUNCT/punct/2",
        names=(("Bill Clinton", "PERSON"), ("Hillary Clinton", "PERSON")),
    )
    assert [entity for _, entity, _ in found] == ["bill-clinton", "hillary-clinton"]


def test_marks_articles_possessives_and_lower_case_are_no_part_of_a_name() -> None:
    sentence = "the/DET/det/3 World/PROPN/compound/3 Bank/PROPN/poss/5 +’s/PART/case/3 loan/NOUN/ROOT/5"
    assert mentions(sentence, names=(("the World Bank ’s".replace(" ’", "’"), "ORG"),)) == [
        ("World Bank", "world-bank", "name")
    ]
    assert mentions("some/DET/det/2 cabbage/NOUN/ROOT/2", names=(("cabbage", "ORG"),)) == []


def test_dates_sums_and_works_are_no_entities() -> None:
    sentence = "Monday/PROPN/npadvmod/2 came/VERB/ROOT/2 Guernica/PROPN/dobj/2"
    assert mentions(sentence, names=(("Monday", "DATE"), ("Guernica", "WORK_OF_ART"))) == []


def test_an_unlisted_place_counts_only_where_it_acts() -> None:
    acts = "Texas/PROPN/nsubj/2 sued/VERB/ROOT/2"
    assert mentions(acts, names=(("Texas", "GPE"),)) == [("Texas", "texas", "name")]
    lies = "They/PRON/nsubj/2 live/VERB/ROOT/2 in/ADP/prep/2 Texas/PROPN/pobj/3"
    assert mentions(lies, names=(("Texas", "GPE"),)) == []


def test_entities_are_listed_with_what_they_are_part_of() -> None:
    text, parse = parse_of(
        "Lukashenka/PROPN/nsubj/2 met/VERB/ROOT/2 Senator/PROPN/compound/5 Ann/PROPN/compound/5 Lee/PROPN/dobj/2",
        names=(("Ann Lee", "PERSON"),),
    )
    found = entities(article_of(text), parse, LEXICON, find_mentions(article_of(text), parse, LEXICON))
    assert {e.id: (e.name, e.part_of, e.listed) for e in found.values()} == {
        "ann-lee": ("Ann Lee", None, False),
        "belarus": ("Belarus", None, True),
        "lukashenka": ("Alyaksandr Lukashenka", "belarus", True),
    }


WORDS = (
    "Xi",
    "Jinping",
    "President",
    "Chinese",
    "side",
    "Minsk",
    "Lukashenka",
    "the",
    "leader",
    "Belarusian",
    "Merkel",
)
POS = ("PROPN", "NOUN", "ADJ", "VERB", "DET")
RELATIONS = ("nsubj", "compound", "amod", "appos", "pobj", "conj", "ROOT")


@given(
    st.lists(
        st.tuples(st.sampled_from(WORDS), st.sampled_from(POS), st.sampled_from(RELATIONS)), min_size=1, max_size=12
    ),
    st.data(),
)
def test_mentions_never_overlap_and_lie_in_the_text(rows: list[tuple[str, str, str]], data: st.DataObject) -> None:
    n = len(rows)
    heads = [data.draw(st.integers(max(1, i), n)) for i in range(1, n + 1)]
    text, parse = parse_of(" ".join(f"{w}/{p}/{r}/{h}" for (w, p, r), h in zip(rows, heads, strict=True)))
    found = find_mentions(article_of(text), parse, LEXICON)
    end = 0
    for m in found:
        assert end <= m.span.start < m.span.end <= len(text)
        assert m.span.contains(parse.spans[m.head])
        assert m.span == Span(m.span.start, m.span.end).trim(text)
        end = m.span.end


@pytest.mark.parametrize(("label", "office", "named"), [("PRODUCT", "director", True), ("PRODUCT", "camera", False)])
def test_who_stands_beside_an_office_is_a_person_whatever_recognition_says(label: str, office: str, named: bool):
    text, parse = parse_of(
        f"Its/PRON/poss/2 {office}/NOUN/nsubj/7 +,/PUNCT/punct/2 Lars/PROPN/compound/5 Eide/PROPN/appos/2 "
        "+,/PUNCT/punct/2 pleased/VERB/ROOT/7",
        names=[("Lars Eide", label)],
    )
    found = find_mentions(article_of(text), parse, Lexicon())
    assert [m.type for m in found if m.span.of(text) == "Lars Eide"] == (["person"] if named else [])


def test_a_shared_surname_is_the_first_ones_until_the_second_comes_on() -> None:
    jailed = "James/PROPN/compound/2 Vane/PROPN/nsubj/3 spoke/VERB/ROOT/3/speak"
    drank = "Vane/PROPN/nsubj/2 drank/VERB/ROOT/2/drink"
    wife = "Kate/PROPN/compound/2 Vane/PROPN/nsubj/3 wept/VERB/ROOT/3/weep"
    found = mentions(jailed, drank, wife, drank, names=(("James Vane", "PERSON"), ("Kate Vane", "PERSON")))
    assert [entity for _, entity, _ in found] == ["james-vane", "james-vane", "kate-vane"]


def test_a_first_name_that_recognition_saw_alone_goes_on_to_the_surname() -> None:
    spoke = "Jean/PROPN/compound/2 Marchand/PROPN/nsubj/3 spoke/VERB/ROOT/3/speak"
    assert mentions(spoke, names=(("Jean", "PERSON"),)) == [("Jean Marchand", "jean-marchand", "name")]


def test_the_kind_of_company_after_a_listed_name_makes_no_other_one() -> None:
    lexicon = Lexicon(entities={"naftogaz": Entity("naftogaz", "Naftogaz", "organisation")})
    paid = "Naftogaz/PROPN/compound/2 {}/PROPN/nsubj/3 paid/VERB/ROOT/3/pay"
    for rest, entity in (("Group", "naftogaz"), ("Tower", "naftogaz-tower")):
        text, parse = parse_of(paid.format(rest), names=((f"Naftogaz {rest}", "ORG"),))
        assert [m.entity for m in find_mentions(article_of(text), parse, lexicon)] == [entity]


WITHOUT = (
    "Without/ADP/prep/6 {}/PROPN/compound/3 {}/PROPN/pobj/1 the/DET/det/5 club/NOUN/nsubj/6 "
    "loses/VERB/ROOT/6/lose +./PUNCT/punct/6"
)
REPLIED = "Solheim/PROPN/nsubj/2 replied/VERB/ROOT/2/reply +./PUNCT/punct/2"


@pytest.mark.parametrize("recognised", [(), (("Ingrid", "NORP"),)])
def test_a_full_name_is_found_by_its_first_name(recognised: tuple[tuple[str, str], ...]) -> None:
    sentence = WITHOUT.format("Ingrid", "Solheim")
    assert mentions(sentence, names=recognised) == [("Ingrid Solheim", "ingrid-solheim", "name")]
    assert mentions(WITHOUT.format("Virginia", "Beach")) == []


def test_a_full_name_is_found_by_the_surname_of_somebody_known() -> None:
    unusual = WITHOUT.format("Anatole", "Solheim")
    assert mentions(unusual) == []
    found = mentions(REPLIED, unusual, names=(("Solheim", "ORG"),))
    assert found == [("Solheim", "anatole-solheim", "name"), ("Anatole Solheim", "anatole-solheim", "name")]


def test_what_is_capital_twice_within_sentences_and_never_small_is_a_name() -> None:
    poisoned = "The/DET/det/2 state/NOUN/nsubj/3 fined/VERB/ROOT/3/fine {}/PROPN/dobj/3 +./PUNCT/punct/3"
    belongs = "It/PRON/nsubj/2 belongs/VERB/ROOT/2/belong to/ADP/prep/2 {}/PROPN/pobj/3 +./PUNCT/punct/2"
    small = "A/DET/det/2 nordfisk/NOUN/nsubj/3 swims/VERB/ROOT/3/swim +./PUNCT/punct/3"
    twice = (poisoned.format("Nordfisk"), belongs.format("Nordfisk"))
    assert mentions(*twice) == [("Nordfisk", "nordfisk", "name")] * 2
    assert mentions(twice[0]) == []
    assert mentions(*twice, small) == []
    assert mentions(poisoned.format("God"), belongs.format("God")) == []


def test_an_adverb_that_opens_the_sentence_is_no_part_of_the_name() -> None:
    later = "Later/ADV/advmod/3 Solheim/PROPN/nsubj/3 wept/VERB/ROOT/3/weep +./PUNCT/punct/3"
    assert mentions(later, names=(("Later Solheim", "ORG"),)) == [("Solheim", "solheim", "name")]
