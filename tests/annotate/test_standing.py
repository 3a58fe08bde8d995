"""How a mention stands to what its sentence tells: each rule with a sentence that fires and one that must not."""

import pytest

from builders import article_of, parse_of
from framing.annotate.mentions import find_mentions
from framing.annotate.standing import turns
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
        (OUR, "ukraine", ["one of us"]),
        (THEIR, "ukraine", []),
    ],
)
def test_what_a_sentence_makes_of_a_mention(sentence: str, entity: str, expected: list[str]) -> None:
    assert found(sentence, entity) == expected
