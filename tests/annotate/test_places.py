"""A capital is a government in "relations with Minsk" and a place in "a flight from Minsk"."""

import pytest

from builders import parse_of
from framing.annotate.places import reads_as_place

PLACES = [
    "He/PRON/nsubj/2 spoke/VERB/ROOT/2/speak in/ADP/prep/2 Minsk/PROPN/pobj/3",
    "He/PRON/nsubj/2 lives/VERB/ROOT/2/live near/ADP/prep/2 Minsk/PROPN/pobj/3",
    "He/PRON/nsubj/2 flew/VERB/ROOT/2/fly from/ADP/prep/2 Minsk/PROPN/pobj/3",
    "He/PRON/nsubj/2 travelled/VERB/ROOT/2/travel to/ADP/prep/2 Minsk/PROPN/pobj/3",
    "He/PRON/nsubj/2 left/VERB/ROOT/2/leave for/ADP/prep/2 Minsk/PROPN/pobj/3",
    "He/PRON/nsubj/2 visits/VERB/ROOT/2/visit Minsk/PROPN/dobj/2",
    "the/DET/det/2 city/NOUN/ROOT/2 of/ADP/prep/2 Minsk/PROPN/pobj/3",
    "Minsk/PROPN/poss/3 +’s/PART/case/1 stadium/NOUN/ROOT/3",
    "noon/NOUN/ROOT/1 Minsk/PROPN/compound/3 time/NOUN/npadvmod/1",
    "Minsk/PROPN/npadvmod/3 -/PUNCT/punct/3 based/VERB/amod/4/base/VBN firm/NOUN/ROOT/4",
    "Minsk/PROPN/nsubj/2 is/AUX/ROOT/2/be the/DET/det/4 capital/NOUN/attr/2",
    "Minsk/PROPN/ROOT/1 ,/PUNCT/punct/1 June/PROPN/npadvmod/1 4/NUM/nummod/3",
]
POWERS = [
    "Minsk/PROPN/nsubj/2 agreed/VERB/ROOT/2/agree",
    "relations/NOUN/ROOT/1/relation with/ADP/prep/1 Minsk/PROPN/pobj/2",
    "assistance/NOUN/ROOT/1 from/ADP/prep/1 Minsk/PROPN/pobj/2",
    "eyes/NOUN/nsubj/2/eye turn/VERB/ROOT/2 to/ADP/prep/2 Minsk/PROPN/pobj/3",
    "a/DET/det/2 message/NOUN/ROOT/2 to/ADP/prep/2 Minsk/PROPN/pobj/3",
    "trust/NOUN/ROOT/1 in/ADP/prep/1 Minsk/PROPN/pobj/2",
    "Minsk/PROPN/poss/3 +’s/PART/case/1 support/NOUN/ROOT/3",
    "the/DET/det/3 Minsk/PROPN/compound/3 regime/NOUN/ROOT/3",
    "Minsk/PROPN/npadvmod/3 -/PUNCT/punct/3 led/VERB/amod/4/lead/VBN forum/NOUN/ROOT/4",
    "China/PROPN/nsubj/2 considers/VERB/ROOT/2/consider Minsk/PROPN/dobj/2",
    "between/ADP/ROOT/1 Kyiv/PROPN/pobj/1 and/CCONJ/cc/2 Minsk/PROPN/conj/2",
]


@pytest.mark.parametrize("sentence", PLACES)
def test_a_place(sentence: str) -> None:
    _, parse = parse_of(sentence)
    at = parse.lower.index("minsk")
    assert reads_as_place(parse, at, at + 1)


@pytest.mark.parametrize("sentence", POWERS)
def test_a_government(sentence: str) -> None:
    _, parse = parse_of(sentence)
    at = parse.lower.index("minsk")
    assert not reads_as_place(parse, at, at + 1)
