"""Whom a pronoun stands for: one antecedent fits and is taken, two fit and nobody is."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from builders import article_of, parse_of
from framing.annotate.mentions import find_mentions, resolve_pronouns
from framing.lexicon import Entity, Lexicon
from framing.model import Attribution, Span

LEXICON = Lexicon(
    entities={
        e.id: e
        for e in (
            Entity("belarus", "Belarus", "country", demonyms=("Belarusian",)),
            Entity("china", "China", "country", demonyms=("Chinese",)),
            Entity("lukashenka", "Lukashenka", "person", pronouns=("he",), part_of="belarus"),
            Entity("xi", "Xi", "person", pronouns=("he",), part_of="china"),
            Entity("merkel", "Merkel", "person", pronouns=("she",)),
            Entity("may", "May", "person", pronouns=("she",)),
        )
    }
)
MET = "Xi/PROPN/nsubj/2 met/VERB/ROOT/2/meet Lukashenka/PROPN/dobj/2 ./PUNCT/punct/2"
LEFT = "He/PRON/nsubj/2 left/VERB/ROOT/2/leave ./PUNCT/punct/2"


def pronouns(*sentences: str, quoted: str = "", speaker: str = "", names: tuple[tuple[str, str], ...] = ()) -> dict:
    """Return each resolved pronoun with its entity; `quoted` are words in quotation marks, said by `speaker`."""
    text, parse = parse_of(*sentences, names=names)
    article = article_of(text)
    said = ()
    if quoted:
        at, who = text.index(quoted), text.index(speaker)
        cue = tuple(parse.spans[t] for t, w in enumerate(parse.lower) if w in {"said", "told"})
        said = (Attribution((Span(at, at + len(quoted)),), "direct", cue, (Span(who, who + len(speaker)),)),)
    found = resolve_pronouns(article, parse, LEXICON, find_mentions(article, parse, LEXICON), said)
    return {m.span.of(text): m.entity for m in found if m.via == "pronoun"}


def test_the_only_one_who_fits() -> None:
    spoke = "Xi/PROPN/nsubj/2 spoke/VERB/ROOT/2/speak ./PUNCT/punct/2"
    assert pronouns(spoke, LEFT) == {"He": "xi"}


def test_gender_tells_two_apart() -> None:
    met = "Xi/PROPN/nsubj/2 met/VERB/ROOT/2/meet Merkel/PROPN/dobj/2 ./PUNCT/punct/2"
    assert pronouns(met, LEFT.replace("He", "She")) == {"She": "merkel"}


def test_a_subject_pronoun_takes_up_the_subject_of_the_sentence_before() -> None:
    assert pronouns(MET, LEFT) == {"He": "xi"}


def test_two_who_fit_are_none() -> None:
    both = "Xi/PROPN/nsubj/4 and/CCONJ/cc/1 Lukashenka/PROPN/conj/1 met/VERB/ROOT/4/meet ./PUNCT/punct/4"
    assert pronouns(both, LEFT) == {}


def test_somebody_without_a_name_fits_as_well() -> None:
    saw = "The/DET/det/2 driver/NOUN/nsubj/3 saw/VERB/ROOT/3/see Xi/PROPN/dobj/3 ./PUNCT/punct/3"
    assert pronouns(saw, LEFT) == {}


def test_him_is_not_the_subject_of_its_own_clause() -> None:
    praised = "Xi/PROPN/nsubj/2 praised/VERB/ROOT/2/praise him/PRON/dobj/2 ./PUNCT/punct/2"
    spoke = "Lukashenka/PROPN/nsubj/2 spoke/VERB/ROOT/2/speak ./PUNCT/punct/2"
    assert pronouns(spoke, praised) == {"him": "lukashenka"}


def test_himself_is_the_subject_of_its_clause() -> None:
    praised = "Xi/PROPN/nsubj/2 praised/VERB/ROOT/2/praise himself/PRON/dobj/2 ./PUNCT/punct/2"
    assert pronouns(MET, praised) == {"himself": "xi"}


def test_his_is_the_subject_of_its_clause_unless_another_stands_between() -> None:
    home = "Xi/PROPN/nsubj/2 left/VERB/ROOT/2/leave his/PRON/poss/4/his/PRP$ home/NOUN/dobj/2 ./PUNCT/punct/2"
    assert pronouns(home) == {"his": "xi"}
    of_two = (
        "Xi/PROPN/nsubj/2 met/VERB/ROOT/2/meet Lukashenka/PROPN/dobj/2 at/ADP/prep/2 "
        "his/PRON/poss/6/his/PRP$ home/NOUN/pobj/4 ./PUNCT/punct/2"
    )
    assert pronouns(of_two) == {}


def test_whoever_is_his_friend_is_not_he() -> None:
    friend = (
        "Xi/PROPN/nsubj/2 said/VERB/ROOT/2/say Lukashenka/PROPN/nsubj/4 is/AUX/ccomp/2/be "
        "his/PRON/poss/6/his/PRP$ friend/NOUN/attr/4 ./PUNCT/punct/2"
    )
    assert pronouns(friend) == {"his": "xi"}


def test_its_is_the_country_that_is_the_subject() -> None:
    ties = (
        "Belarus/PROPN/nsubj/2 values/VERB/ROOT/2/value its/PRON/poss/4/its/PRP$ ties/NOUN/dobj/2/tie ./PUNCT/punct/2"
    )
    assert pronouns(ties) == {"its": "belarus"}


def test_an_it_that_stands_for_nothing_is_left_out() -> None:
    china = "China/PROPN/nsubj/2 waits/VERB/ROOT/2/wait ./PUNCT/punct/2"
    clear = (
        "It/PRON/nsubj/2 is/AUX/ROOT/2/be clear/ADJ/acomp/2 that/SCONJ/mark/5 talks/NOUN/nsubj/6/talk "
        "failed/VERB/ccomp/2/fail ./PUNCT/punct/2"
    )
    assert pronouns(china, clear) == {}
    grows = "It/PRON/nsubj/2 grows/VERB/ROOT/2/grow ./PUNCT/punct/2"
    assert pronouns(china, grows) == {"It": "china"}


def test_i_is_the_speaker_and_you_whom_he_tells() -> None:
    told = (
        "Xi/PROPN/nsubj/2 told/VERB/ROOT/2/tell Lukashenka/PROPN/dobj/2 :/PUNCT/punct/2 “/PUNCT/punct/7 "
        "+I/PRON/nsubj/7 thank/VERB/ccomp/2 you/PRON/dobj/7 +”/PUNCT/punct/7"
    )
    assert pronouns(told, quoted="“I thank you”", speaker="Xi") == {"I": "xi", "you": "lukashenka"}


def test_he_in_a_quotation_is_not_its_speaker() -> None:
    said = (
        "“/PUNCT/punct/3 +He/PRON/nsubj/3 wins/VERB/ccomp/6/win +,/PUNCT/punct/6 +”/PUNCT/punct/6 "
        "said/VERB/ROOT/6/say Xi/PROPN/nsubj/6 ./PUNCT/punct/6"
    )
    spoke = "Xi/PROPN/nsubj/2 spoke/VERB/ROOT/2/speak ./PUNCT/punct/2"
    assert pronouns(spoke, said, quoted="“He wins,”", speaker="Xi") == {}
    met = "Xi/PROPN/nsubj/2 met/VERB/ROOT/2/meet Lukashenka/PROPN/dobj/2 ./PUNCT/punct/2"
    assert pronouns(met, said, quoted="“He wins,”", speaker="Xi") == {"He": "lukashenka"}


def said_by(speaker: str, quoted: str) -> tuple[str, str]:
    """Return a sentence with the words in marks, then "said" and the speaker, with what hangs on him."""
    said = (
        f"“/PUNCT/punct/3 +{quoted}/PRON/nsubj/3 lied/VERB/ccomp/6/lie +,/PUNCT/punct/6 +”/PUNCT/punct/6 "
        f"said/VERB/ROOT/6/say {speaker} ./PUNCT/punct/6"
    )
    return said, f"“{quoted} lied,”"


def test_in_said_orsen_of_merkel_she_is_merkel_and_he_nobody() -> None:
    met = "Merkel/PROPN/nsubj/2 met/VERB/ROOT/2/meet May/PROPN/dobj/2 ./PUNCT/punct/2"
    xi_of_merkel = "Xi/PROPN/nsubj/6 of/ADP/prep/7 Merkel/PROPN/pobj/8"
    said, words = said_by(xi_of_merkel, "She")
    assert pronouns(met, said, quoted=words, speaker="Xi of Merkel") == {"She": "merkel"}
    said, words = said_by(xi_of_merkel, "He")
    assert pronouns(met, said, quoted=words, speaker="Xi of Merkel") == {}


def test_i_is_who_speaks_not_whom_they_speak_for() -> None:
    lawyer = "the/DET/det/10 lawyer/NOUN/nsubj/6 of/ADP/prep/8 Xi/PROPN/pobj/9"
    said, words = said_by(lawyer.replace("det/10", "det/8"), "I")
    assert pronouns(said, quoted=words, speaker="the lawyer of Xi") == {}
    said, words = said_by("Xi/PROPN/nsubj/6", "I")
    assert pronouns(said, quoted=words, speaker="Xi") == {"I": "xi"}


def test_who_was_just_about_is_meant_where_nobody_else_is_remembered() -> None:
    merkel = "Merkel/PROPN/nsubj/2 spoke/VERB/ROOT/2/speak ./PUNCT/punct/2"
    rain = ["rain/NOUN/nsubj/2 fell/VERB/ROOT/2/fall ./PUNCT/punct/2"] * 3
    left = LEFT.replace("He", "She")
    assert pronouns(merkel, *rain, left) == {"She": "merkel"}
    may = merkel.replace("Merkel", "May")
    assert pronouns(may, *rain, merkel, *rain, left) == {}
    assert pronouns(merkel, *rain, *rain, left) == {}
    praised = "Merkel/PROPN/nsubj/2 praised/VERB/ROOT/2/praise her/PRON/dobj/2 ./PUNCT/punct/2"
    assert pronouns(praised) == {}


def test_we_is_left_open() -> None:
    said = (
        "“/PUNCT/punct/3 +We/PRON/nsubj/3 win/VERB/ccomp/6 +,/PUNCT/punct/6 +”/PUNCT/punct/6 "
        "said/VERB/ROOT/6/say Xi/PROPN/nsubj/6 ./PUNCT/punct/6"
    )
    assert pronouns(said, quoted="“We win,”", speaker="Xi") == {}


def test_his_country_is_the_country_he_is_part_of() -> None:
    text, parse = parse_of(
        "Xi/PROPN/nsubj/2 praised/VERB/ROOT/2/praise his/PRON/poss/4/his/PRP$ country/NOUN/dobj/2 ./PUNCT/punct/2"
    )
    article = article_of(text)
    found = resolve_pronouns(article, parse, LEXICON, find_mentions(article, parse, LEXICON), ())
    assert [(m.span.of(text), m.entity, m.via) for m in found][1:] == [
        ("his", "xi", "pronoun"),
        ("country", "china", "description"),
    ]


def test_a_title_tells_the_gender_of_who_is_in_no_lexicon() -> None:
    met = (
        "Mrs./PROPN/compound/2 Lee/PROPN/nsubj/3 met/VERB/ROOT/3/meet Mr./PROPN/compound/5 Poe/PROPN/dobj/3 "
        "./PUNCT/punct/3"
    )
    names = (("Lee", "PERSON"), ("Poe", "PERSON"))
    assert pronouns(met, LEFT, names=names) == {"He": "poe"}
    assert pronouns(met, LEFT.replace("He", "She"), names=names) == {"She": "lee"}


WORDS = (
    "Xi",
    "Lukashenka",
    "Merkel",
    "he",
    "his",
    "him",
    "himself",
    "it",
    "its",
    "they",
    "China",
    "said",
    "driver",
    "I",
)
POS = {"he": "PRON", "his": "PRON", "him": "PRON", "himself": "PRON", "it": "PRON", "its": "PRON", "they": "PRON",
       "I": "PRON", "said": "VERB", "driver": "NOUN"}  # fmt: skip
TAG = {"his": "PRP$", "its": "PRP$", "said": "VBD", "driver": "NN", **dict.fromkeys(("he", "him", "it", "I"), "PRP"),
       **dict.fromkeys(("himself", "they"), "PRP")}  # fmt: skip


@given(
    st.lists(
        st.tuples(st.sampled_from(WORDS), st.sampled_from(("nsubj", "dobj", "poss", "attr", "conj", "appos", "ROOT"))),
        min_size=1,
        max_size=14,
    ),
    st.data(),
)
def test_pronouns_only_ever_stand_for_who_is_mentioned(rows: list[tuple[str, str]], data: st.DataObject) -> None:
    n = len(rows)
    sentence = " ".join(
        f"{w}/{POS.get(w, 'PROPN')}/{r}/{data.draw(st.integers(max(1, i), n))}/{w.lower()}/{TAG.get(w, 'NNP')}"
        for i, (w, r) in enumerate(rows, start=1)
    )
    text, parse = parse_of(sentence)
    article = article_of(text)
    named = find_mentions(article, parse, LEXICON)
    found = resolve_pronouns(article, parse, LEXICON, named, ())
    assert set(named) <= set(found)
    assert {m.entity for m in found if m.via == "pronoun"} <= {m.entity for m in named}
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))


JUDGED = (
    "{}/PROPN/nsubj/2 praised/VERB/ROOT/2/praise {}/{}/dobj/2 for/ADP/prep/2 {}/PRON/poss/6/{}/PRP$ courage/NOUN/pobj/4"
)


def test_what_somebody_is_judged_for_is_theirs() -> None:
    assert pronouns(JUDGED.format("Belarus", "China", "PROPN", "its", "its")) == {"its": "china"}
    assert pronouns(JUDGED.format("Xi", "Lukashenka", "PROPN", "his", "his")) == {"his": "lukashenka"}
    assert pronouns(JUDGED.format("Belarus", "defence", "NOUN", "its", "its")) == {}


def test_an_office_with_its_holder_beside_it_is_nobody_else() -> None:
    said = (
        "Its/PRON/poss/2/its/PRP$ chairman/NOUN/nsubj/5 +,/PUNCT/punct/2 Xi/PROPN/appos/2 spoke/VERB/ROOT/5/speak "
        "+./PUNCT/punct/5"
    )
    assert pronouns(said, LEFT) == {"He": "xi"}
