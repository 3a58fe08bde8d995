"""`|` marks where a sentence begins for certain, `?` where the parser is asked; it is free nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.language.sentences import sentence_starts

CASES = [
    # full stops that end a sentence
    "Xi spoke. |Lukashenka listened. |They dined.",
    "It won 50% in 2020. |In 2025 it won more.",
    "He called it “unbreakable.” |The West did not.",
    "He left (at last). |She stayed.",
    "Well done! |Keep going!",
    # full stops that don't
    "Dr. Pinelytė met Gen. Khrenin.",
    "It began on Sept. 11 and, see No. 5, ended on Jan. 3.",
    "A. B. Smith and Alexander G. Lukashenka met M.V. Lomonosov.",
    "The U.S. Congress and the U.N. Security Council agreed.",
    "He came to the U.S. |The visit was short.",
    "It was only 6 a.m. in Minsk.",
    "It began at 6 a.m. ?Minsk time, e.g. Tuesday.",
    "Geely Inc. ?Beijing opened a plant. |It closed.",
    "Prices rose by 3.5 percent, i.e. slowly.",
    # quotations that go on
    "“What a day!” he said.",
    "“Why?” Xi Jinping asked. |“Why now?” ?Xi left.",
    "“We met… and we agreed,” he said.",
    "“Everything went well,” said Lukashenko. |“He said so.”",
    "“China will endure.” — Xi Jinping",
    # marks that don't end a sentence
    "They agreed; They said so: Belarus joined, China did not.",
    "The meeting (it was long. It was dull.) ended.",
    "They sang (loudly) and danced [sic] all night.",
    "Wait ... there is more… and Minsk waits.",
    "Belarus – ?China relations grew — slowly.",
    # missing full stops, as pages without their line breaks have them
    "Rescue off Indonesia |Monday, May 18, 2015 |On Friday, they came.",
    "They met on Monday, May 18, 2015 and left.",
    "News of the visit Background |The visit was short.",
    "A stadium in Minsk |Image: BelTA. |He proposed a monument.",
    "He wrote in The Brooklyn Paper that Pride and The Fall sold well, as The chair said.",
    "They toured the plant. |Background |Belarus and China have met often. |Election Results |Xi won.",
    "A photograph of Xi Jinping |Xi Jinping was born in Beijing.",
    "The photograph was taken later] |Over the years they met often.",
    # what a colon and a bracket lead to
    "They differ in several respects: |We are smaller. |They are older.",
    "The president spoke: |“We met. |We agreed.” |He said: “We met.” |He closed (at last) |There was no answer.",
    "He said “we won. They lost” and left, and wrote, “We won. |They lost.”",
    # transcripts break off
    "I wanted -- |What did you want? :) |Nothing.",
    "Two states -- ?Ohio and Maine -- ?Obama won -- |The others he lost.",
    # a heading has capitals everywhere
    "Lukashenko: The Visit To China Was A Success",
]


@pytest.mark.parametrize("marked", CASES)
def test_where_sentences_begin(marked):
    text, certain, possible = "", set(), set()
    for char in marked:
        if char == "|":
            certain.add(len(text))
        elif char == "?" and text[-1:] in ("", " "):
            possible.add(len(text))
        else:
            text += char
    starts = sentence_starts(text)
    assert (starts.certain, starts.possible - starts.certain) == (certain, possible)


@given(st.text(alphabet="Aa1 .!?…\"'“”‘’()[],;:—-\n"))
def test_a_sentence_begins_with_a_word_or_a_mark_never_inside_one(text):
    starts = sentence_starts(text)
    assert not starts.certain & starts.possible
    for start in starts.certain | starts.possible:
        assert 0 < start < len(text)
        assert not text[start].isspace()
