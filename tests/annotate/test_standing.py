"""How a mention stands to what its sentence tells: each rule with a sentence that fires and one that must not."""

import pytest

from builders import article_of, parse_of
from framing.annotate.mentions import find_mentions
from framing.annotate.standing import apart, turns
from framing.lexicon import Entity, Lexicon

LEXICON = Lexicon(
    entities={
        e.id: e
        for e in (
            Entity("ukraine", "Ukraine", "country", demonyms=("Ukrainian",)),
            Entity("russia", "Russia", "country", demonyms=("Russian",)),
        )
    }
)
AGAINST = "Russia/PROPN/poss/3 +’s/PART/case/1/'s/POS war/NOUN/ROOT/3 against/ADP/prep/3 Ukraine/PROPN/pobj/4"
INVASION = "the/DET/det/2 invasion/NOUN/ROOT/2 of/ADP/prep/2 Ukraine/PROPN/pobj/3"
AGGRESSION = "the/DET/det/2 aggression/NOUN/ROOT/2 of/ADP/prep/2 Russia/PROPN/pobj/3"
BOMBED = "Planes/NOUN/nsubj/2 bombed/VERB/ROOT/2/bomb Ukrainian/ADJ/amod/4 ports/NOUN/dobj/2/port"
NEVER = "Planes/NOUN/nsubj/3 never/ADV/neg/3 bombed/VERB/ROOT/3/bomb Ukrainian/ADJ/amod/5 ports/NOUN/dobj/3/port"
ALLIES = "allies/NOUN/ROOT/1/ally against/ADP/prep/1 Ukraine/PROPN/pobj/2"
PLACE = "peace/NOUN/ROOT/1 in/ADP/prep/1 Ukraine/PROPN/pobj/2"
WITH = "peace/NOUN/ROOT/1 with/ADP/prep/1 Ukraine/PROPN/pobj/2"
OUR = "our/PRON/poss/3/our/PRP$ Ukrainian/ADJ/amod/3 ports/NOUN/ROOT/3/port"
CLIENT = "Russia/PROPN/poss/3 +’s/PART/case/1/'s/POS lawyer/NOUN/nsubj/4 lied/VERB/ROOT/4/lie"
ARMY = "Russia/PROPN/poss/3 +’s/PART/case/1/'s/POS army/NOUN/nsubj/4 lied/VERB/ROOT/4/lie"
THEIR = "their/PRON/poss/3/their/PRP$ Ukrainian/ADJ/amod/3 ports/NOUN/ROOT/3/port"


def found(sentence: str, entity: str) -> list[str]:
    text, parse = parse_of(sentence)
    mentions = find_mentions(article_of(text), parse, LEXICON)
    return [turn.name for m in mentions if m.entity == entity for turn in turns(parse, m, {})]


@pytest.mark.parametrize(
    ("sentence", "entity", "expected"),
    [
        (AGAINST, "ukraine", ["done to it: war"]),
        (AGAINST, "russia", []),
        (INVASION, "ukraine", ["done to it: invasion"]),
        (AGGRESSION, "russia", []),
        (BOMBED, "ukraine", ["done to it: bomb"]),
        (NEVER, "ukraine", []),
        (ALLIES, "ukraine", []),
        (PLACE, "ukraine", ["only a place"]),
        (WITH, "ukraine", []),
        (CLIENT, "russia", ["told of another: lawyer"]),
        (ARMY, "russia", []),
        (OUR, "ukraine", ["one of us"]),
        (THEIR, "ukraine", []),
    ],
)
def test_what_a_sentence_makes_of_a_mention(sentence: str, entity: str, expected: list[str]) -> None:
    assert found(sentence, entity) == expected


ACCUSED = "Russia/PROPN/nsubj/2 accused/VERB/ROOT/2/accuse Ukraine/PROPN/dobj/2"
NEVER_ACCUSED = "Russia/PROPN/nsubj/3 never/ADV/neg/3 accused/VERB/ROOT/3/accuse Ukraine/PROPN/dobj/3"
MOCKED = (
    "Ukraine/PROPN/nsubj/2 listened/VERB/ROOT/2/listen and/CCONJ/cc/2 accused/VERB/conj/2/accuse Russia/PROPN/dobj/4"
)
OTHERS = (
    "Ukraine/PROPN/nsubj/2 left/VERB/ROOT/2/leave when/SCONJ/advmod/5 Russia/PROPN/nsubj/5 accused/VERB/advcl/2/accuse "
    "them/PRON/dobj/5"
)
SUIT = "Ukraine/PROPN/nsubj/2 filed/VERB/ROOT/2 a/DET/det/4 lawsuit/NOUN/dobj/2 against/ADP/prep/4 Russia/PROPN/pobj/5"
FOR = "Ukraine/PROPN/nsubj/2 made/VERB/ROOT/2/make a/DET/det/4 speech/NOUN/dobj/2 about/ADP/prep/4 Russia/PROPN/pobj/5"


@pytest.mark.parametrize(
    ("sentence", "entity", "expected"),
    [
        (ACCUSED, "russia", ["finds fault: accused"]),
        (ACCUSED, "ukraine", []),
        (NEVER_ACCUSED, "russia", []),
        (MOCKED, "ukraine", ["finds fault: accused"]),
        (OTHERS, "russia", ["finds fault: accused"]),
        (OTHERS, "ukraine", []),
        (SUIT, "ukraine", ["finds fault: lawsuit"]),
        (FOR, "ukraine", []),
    ],
)
def test_who_accuses_is_not_the_accused(sentence: str, entity: str, expected: list[str]) -> None:
    text, parse = parse_of(sentence)
    mentions = find_mentions(article_of(text), parse, LEXICON)
    reproofs = {t: word for t, word in enumerate(parse.lower) if parse.lemma[t] == "accuse"}
    assert [t.name for m in mentions if m.entity == entity for t in turns(parse, m, {}, reproofs)] == expected


VERB = (
    "Ukraine/PROPN/nsubjpass/4 was/AUX/auxpass/4/be {how}/ADV/advmod/4 {verb}/VERB/ROOT/4/{lemma} of/ADP/prep/4 "
    "theft/NOUN/pobj/5"
)
WRONGLY = VERB.format(how="wrongly", verb="accused", lemma="accuse")
OFTEN = VERB.format(how="often", verb="accused", lemma="accuse")
CLEARED = VERB.format(how="finally", verb="cleared", lemma="clear")
CLEARED_OUT = "Planes/NOUN/nsubj/2 cleared/VERB/ROOT/2/clear Ukraine/PROPN/dobj/2"
NOT_CLEARED = CLEARED.replace("finally/ADV/advmod", "not/PART/neg")
CLAIM = (
    "the/DET/det/2 claim/NOUN/nsubj/6 that/SCONJ/mark/5 Ukraine/PROPN/nsubj/5 lied/VERB/acl/2/lie is/AUX/ROOT/6/be "
    "{}/ADJ/acomp/6"
)
FALSE, TRUE = CLAIM.format("false"), CLAIM.format("true")
NOT_FALSE = CLAIM.format("false") + " not/PART/neg/6"
VICTIM = "Ukraine/PROPN/nsubj/2 was/AUX/ROOT/2/be a/DET/det/4 victim/NOUN/attr/2 of/ADP/prep/4 smears/NOUN/pobj/5/smear"
LOST = "Ukraine/PROPN/nsubj/2 lost/VERB/ROOT/2/lose a/DET/det/4 {}/NOUN/dobj/2"
IN_PROTEST = (
    "Ukraine/PROPN/nsubj/2 resigned/VERB/ROOT/2/resign in/ADP/prep/2 protest/NOUN/pobj/3 against/ADP/prep/4 "
    "corrupt/ADJ/amod/7 rulers/NOUN/pobj/5"
)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (WRONGLY, ["cleared: wrongly"]),
        (OFTEN, []),
        (CLEARED, ["cleared: cleared"]),
        (CLEARED_OUT, []),
        (NOT_CLEARED, []),
        (FALSE, ["cleared: false"]),
        (TRUE, []),
        (NOT_FALSE, []),
        (VICTIM, ["done to it: victim"]),
        (LOST.format("daughter"), ["done to it: lost"]),
        (LOST.format("bet"), []),
        (IN_PROTEST, ["finds fault: protest"]),
    ],
)
def test_who_is_cleared_or_bereft_is_not_blamed(sentence: str, expected: list[str]) -> None:
    text, parse = parse_of(sentence)
    mentions = find_mentions(article_of(text), parse, LEXICON)
    reproofs = {t: word for t, word in enumerate(parse.lower) if parse.lemma[t] == "accuse"}
    assert [turn.name for m in mentions for turn in turns(parse, m, {}, reproofs)] == expected


JAILED = (
    "The/DET/det/3 corrupt/ADJ/amod/3 court/NOUN/nsubj/4 jailed/VERB/ROOT/4/jail brave/ADJ/amod/6 Ukraine/PROPN/dobj/4"
)
DOES = "Ukraine/PROPN/nsubj/2 {verb}/VERB/ROOT/2/{lemma} {whose}/PRON/poss/5 brutal/ADJ/amod/5 fraud/NOUN/dobj/2"
MURDER = "the/DET/det/3 brutal/ADJ/amod/3 murder/NOUN/ROOT/3 of/ADP/prep/3 Ukraine/PROPN/pobj/4"
CRIME = MURDER.replace("murder", "crime")


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        (JAILED, {"the", "corrupt", "court"}),
        (DOES.format(verb="exposed", lemma="expose", whose="whose"), {"whose", "brutal", "fraud"}),
        (DOES.format(verb="exposed", lemma="expose", whose="its"), set()),
        (DOES.format(verb="committed", lemma="commit", whose="whose"), set()),
        (MURDER, {"brutal"}),
        (CRIME, set()),
        (VICTIM, {"a", "victim", "of", "smears"}),
        (IN_PROTEST, {"against", "corrupt", "rulers"}),
        (WRONGLY, {"accused", "of", "theft"}),
        (OFTEN, set()),
    ],
)
def test_what_others_are_and_what_is_not_so_stands_apart(sentence: str, words: set[str]) -> None:
    text, parse = parse_of(sentence)
    (mention,) = find_mentions(article_of(text), parse, LEXICON)
    reproofs = {t: word for t, word in enumerate(parse.lower) if parse.lemma[t] == "accuse"}
    assert {parse.lower[t] for t in apart(parse, mention, reproofs)} == words
