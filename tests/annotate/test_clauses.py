"""What a cue reports and who speaks, on sentences parsed by hand."""

# ruff: noqa: E501  (a parse by hand is read in one line)

import pytest

from builders import parse_of
from framing.annotate.clauses import find_clauses
from framing.annotate.cues import Cues
from framing.lexicon import CueGroup, Lexicon

CUES = Cues.of(
    Lexicon(
        cues=(
            CueGroup("cues.claim", (("claim",), ("trumpet",)), "distancing"),
            CueGroup("cues.reveal", (("reveal",), ("point", "out")), "endorsing"),
        )
    )
)

CASES = [
    # label, sentence, rule, content, speaker
    ("that-clause", "Xi/PROPN/nsubj/2 said/VERB/ROOT/2/say that/SCONJ/mark/5 trade/NOUN/nsubj/5 grew/VERB/ccomp/2 +./PUNCT/punct/2",
     "verb-ccomp", "that trade grew", "Xi"),
    ("inverted", "Trade/NOUN/nsubj/2 grew/VERB/ccomp/4 +,/PUNCT/punct/4 said/VERB/ROOT/4/say Xi/PROPN/nsubj/4 +./PUNCT/punct/4",
     "verb-ccomp", "Trade grew", "Xi"),
    ("connectives stay outside", "But/CCONJ/cc/3//CC trade/NOUN/nsubj/3 grew/VERB/ccomp/6 +,/PUNCT/punct/6 Xi/PROPN/nsubj/6 said/VERB/ROOT/6/say",
     "verb-ccomp", "trade grew", "Xi"),
    ("infinitive", "Xi/PROPN/nsubj/2 promised/VERB/ROOT/2/promise to/PART/aux/4//TO help/VERB/xcomp/2//VB Minsk/PROPN/dobj/4 +./PUNCT/punct/2",
     "verb-infinitive", "to help Minsk", "Xi"),
    ("according to", "According/VERB/prep/5/accord to/ADP/prep/1 Xi/PROPN/pobj/2 trade/NOUN/nsubj/5 grew/VERB/ROOT/5 +./PUNCT/punct/5",
     "according-to", "trade grew", "Xi"),
    ("as somebody explains", "Trade/NOUN/nsubj/2 fell/VERB/ROOT/2/fall +,/PUNCT/punct/2 as/SCONJ/mark/6 Xi/PROPN/nsubj/6 explained/VERB/advcl/2/explain",
     "verb-parenthetical", "Trade fell", "Xi"),
    ("object of a judging verb", "Xi/PROPN/nsubj/2 criticized/VERB/ROOT/2/criticize the/DET/det/4 deal/NOUN/dobj/2 +./PUNCT/punct/2",
     "verb-object", "the deal", "Xi"),
    ("what is merely supported", "Xi/PROPN/nsubj/2 supports/VERB/ROOT/2/support the/DET/det/4 deal/NOUN/dobj/2 +./PUNCT/punct/2",
     "attitude", "the deal", "Xi"),
    ("preposition", "Xi/PROPN/nsubj/2 called/VERB/ROOT/2/call for/ADP/prep/2 talks/NOUN/pobj/3 +./PUNCT/punct/2",
     "verb-preposition", "talks", "Xi"),
    ("cue noun", "Xi/PROPN/poss/3 +’s/PART/case/1 claim/NOUN/nsubj/7 that/SCONJ/mark/6 trade/NOUN/nsubj/6 grew/VERB/acl/3 failed/VERB/ROOT/7/fail",
     "noun-clause", "that trade grew", "Xi’s"),
    ("conviction", "Xi/PROPN/nsubj/2 is/AUX/ROOT/2/be confident/ADJ/acomp/2 that/SCONJ/mark/6 trade/NOUN/nsubj/6 grows/VERB/ccomp/3",
     "adjective-clause", "that trade grows", "Xi"),
    ("passive with an agent", "Xi/PROPN/nsubjpass/3 was/AUX/auxpass/3/be praised/VERB/ROOT/3/praise/VBN by/ADP/agent/3 visitors/NOUN/pobj/4",
     "verb-passive", "Xi", "visitors"),
    ("conviction, the subject on the auxiliary",
     "Xi/PROPN/nsubj/2 was/AUX/auxpass/3/be convinced/VERB/ROOT/3/convince/VBN that/SCONJ/mark/6 trade/NOUN/nsubj/6 grew/VERB/ccomp/3",
     "adjective-clause", "that trade grew", "Xi"),
    ("conviction read as an attribute",
     "Xi/PROPN/nsubj/2 was/AUX/ROOT/2/be certain/ADJ/amod/4 Novak/PROPN/nsubj/5 lied/VERB/ccomp/2/lie",
     "adjective-clause", "Novak lied", "Xi"),
    ("a passive judgement whose agent hangs on the predicate",
     "Novak/PROPN/nsubjpass/3 was/AUX/auxpass/3/be called/VERB/ROOT/3/call/VBN a/DET/det/5 liar/NOUN/oprd/3 by/ADP/prep/5 Kern/PROPN/pobj/6",
     "verb-passive", "Novak … a liar", "Kern"),
    ("what is rejected as something",
     "Xi/PROPN/nsubj/2 rejected/VERB/ROOT/2/reject the/DET/det/4 report/NOUN/dobj/2 as/ADP/prep/2 biased/ADJ/amod/5",
     "verb-predicate", "the report as biased", "Xi"),
    ("a second half hung on the cue",
     "He/PRON/nsubj/2 lied/VERB/ccomp/5/lie +,/PUNCT/punct/5 Xi/PROPN/nsubj/5 said/VERB/ROOT/5/say +,/PUNCT/punct/5 but/CCONJ/cc/5//CC he/PRON/nsubj/9 meant/VERB/conj/5/intend well/ADV/advmod/9",
     "verb-ccomp", "He lied … but he meant well", "Xi"),
    ("somebody else's clause after the cue",
     "He/PRON/nsubj/2 lied/VERB/ccomp/5/lie +,/PUNCT/punct/5 Xi/PROPN/nsubj/5 said/VERB/ROOT/5/say +,/PUNCT/punct/5 but/CCONJ/cc/5//CC Kern/PROPN/nsubj/9 left/VERB/conj/5/leave",
     "verb-ccomp", "He lied", "Xi"),
    ("attacked in words", "Xi/PROPN/nsubjpass/3 was/AUX/auxpass/3/be attacked/VERB/ROOT/3/attack/VBN by/ADP/agent/3 Kern/PROPN/pobj/4 for/ADP/prep/3 waste/NOUN/pobj/6",
     "verb-passive", "Xi", "Kern"),
    ("dismissed in words", "Xi/PROPN/nsubj/2 dismissed/VERB/ROOT/2/dismiss the/DET/det/4 claims/NOUN/dobj/2/claim",
     "verb-object", "the claims", "Xi"),
    ("passive hearsay", "Xi/PROPN/nsubjpass/3 is/AUX/auxpass/3/be expected/VERB/ROOT/3/expect/VBN to/PART/aux/5//TO come/VERB/xcomp/3//VB",
     "verb-passive", "Xi … to come", ""),
    ("impersonal", "It/PRON/nsubjpass/3 is/AUX/auxpass/3/be believed/VERB/ROOT/3/believe/VBN that/SCONJ/mark/6 trade/NOUN/nsubj/6 grew/VERB/ccomp/3",
     "verb-ccomp", "that trade grew", ""),
    ("a verb only the lexicon knows", "Xi/PROPN/nsubj/2 trumpeted/VERB/ROOT/2/trumpet that/SCONJ/mark/5 trade/NOUN/nsubj/5 grew/VERB/ccomp/2",
     "verb-ccomp", "that trade grew", "Xi"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "rule", "content", "speaker"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_reported(sentence: str, rule: str, content: str, speaker: str) -> None:
    text, parse = parse_of(sentence)
    (clause,) = find_clauses(parse, CUES)
    words = " … ".join(parse.span(r.start, r.stop).of(text) for r in clause.content)
    named = parse.span(clause.speaker.start, clause.speaker.stop).of(text) if clause.speaker else ""
    assert (clause.rule, words, named) == (rule, content, speaker)


SILENT = [
    ("no cue", "Xi/PROPN/nsubj/2 visited/VERB/ROOT/2/visit Minsk/PROPN/dobj/2"),
    ("a thing that shows something is the author's inference",
     "This/PRON/nsubj/2//DT shows/VERB/ROOT/2/show/VBZ that/SCONJ/mark/5 trade/NOUN/nsubj/5 grew/VERB/ccomp/2"),
    ("a thought that nobody thinks", "Considering/VERB/ROOT/1/consider/VBG that/SCONJ/mark/4 trade/NOUN/nsubj/4 grew/VERB/ccomp/1"),
    ("advice is no thought",
     "Xi/PROPN/nsubj/3 should/AUX/aux/3 consider/VERB/ROOT/3/consider/VB leaving/VERB/xcomp/3/leave/VBG"),
    ("nobody reports how he finds himself",
     "Minsk/PROPN/nsubj/2 finds/VERB/ROOT/2/find/VBZ itself/PRON/nsubj/4 relying/VERB/ccomp/2/rely/VBG on/ADP/prep/4 Xi/PROPN/pobj/5"),
    ("as somebody speaks is a time", "Minsk/PROPN/nsubj/2 smiled/VERB/ROOT/2/smile as/SCONJ/mark/5 Xi/PROPN/nsubj/5 spoke/VERB/advcl/2/speak"),
    ("attacked with blows", "Xi/PROPN/nsubjpass/3 was/AUX/auxpass/3/be attacked/VERB/ROOT/3/attack/VBN by/ADP/agent/3 supporters/NOUN/pobj/4"),
    ("dismissed from office",
     "They/PRON/nsubj/2 voted/VERB/ROOT/2/vote to/PART/aux/4//TO dismiss/VERB/xcomp/2/dismiss/VB Finch/PROPN/dobj/4"),
    ("not dismissed in court",
     "Xi/PROPN/nsubj/2 refused/VERB/ROOT/2/refuse to/PART/aux/4//TO dismiss/VERB/xcomp/2/dismiss/VB the/DET/det/6 suit/NOUN/dobj/4"),
    ("the claim of a family", "Xi/PROPN/nsubj/2 settled/VERB/ROOT/2/settle the/DET/det/4 claim/NOUN/dobj/2"),
]  # fmt: skip


@pytest.mark.parametrize("sentence", [c[1] for c in SILENT], ids=[c[0] for c in SILENT])
def test_silent(sentence: str) -> None:
    assert find_clauses(parse_of(sentence)[1], CUES) == ()


def test_the_report_ends_where_the_next_one_begins() -> None:
    text, parse = parse_of(
        "She/PRON/nsubj/2 said/VERB/ROOT/2/say she/PRON/nsubj/4 admires/VERB/ccomp/2/admire/VBZ him/PRON/dobj/4 "
        "and/CCONJ/cc/4//CC praised/VERB/conj/4/praise/VBD his/PRON/poss/9 work/NOUN/dobj/7"
    )
    found = {c.rule: [parse.span(r.start, r.stop).of(text) for r in c.content] for c in find_clauses(parse, CUES)}
    assert found["verb-ccomp"] == ["she admires him"]
    assert found["verb-object"] == ["his work"]


@pytest.mark.parametrize(("lemma", "particle", "stance"), [("claim", "", "distancing"), ("point", "out", "endorsing"), ("point", "", "neutral"), ("say", "", "neutral")])  # fmt: skip
def test_the_stance_of_a_cue_is_the_lexicons(lemma: str, particle: str, stance: str) -> None:
    assert CUES.stance(lemma, particle) == stance


UNSAID = [
    ("no response", "Xi/PROPN/nsubj/4 did/AUX/aux/4/do not/PART/neg/4 respond/VERB/ROOT/4 to/ADP/prep/4 a/DET/det/7 request/NOUN/pobj/5 for/ADP/prep/7 comment/NOUN/pobj/8"),
    ("a response in no words", "Xi/PROPN/nsubj/2 answered/VERB/ROOT/2/answer to/ADP/prep/2 questions/NOUN/pobj/3/question"),
    ("a refusal to speak", "Xi/PROPN/nsubj/2 declined/VERB/ROOT/2/decline to/PART/aux/4//TO comment/VERB/xcomp/2/comment/VB"),
    ("a call seeking comment", "Xi/PROPN/nsubj/2 seeks/VERB/ROOT/2/seek comment/NOUN/dobj/2"),
    ("a refusal to say whether",
     "Xi/PROPN/nsubj/2 refused/VERB/ROOT/2/refuse to/PART/aux/4//TO say/VERB/xcomp/2/say/VB whether/SCONJ/mark/7 trade/NOUN/nsubj/7 grew/VERB/ccomp/4"),
    ("not saying whether",
     "Xi/PROPN/nsubj/4 did/AUX/aux/4/do not/PART/neg/4 say/VERB/ROOT/4 whether/SCONJ/mark/7 trade/NOUN/nsubj/7 grew/VERB/ccomp/4"),
    ("nobody says", "Nobody/PRON/nsubj/2 says/VERB/ROOT/2/say that/SCONJ/mark/5 trade/NOUN/nsubj/5 grew/VERB/ccomp/2"),
    ("no critic says", "No/DET/det/2 critic/NOUN/nsubj/3 says/VERB/ROOT/3/say trade/NOUN/nsubj/5 grew/VERB/ccomp/3"),
]  # fmt: skip


@pytest.mark.parametrize("sentence", [sentence for _, sentence in UNSAID], ids=[name for name, _ in UNSAID])
def test_what_nobody_said_is_not_reported(sentence: str) -> None:
    assert find_clauses(parse_of(sentence)[1], CUES) == ()


def test_refusing_to_do_something_and_denying_that_something_is_so_are_still_stances() -> None:
    refused = (
        "Xi/PROPN/nsubj/2 refused/VERB/ROOT/2/refuse to/PART/aux/4//TO help/VERB/xcomp/2/help/VB Minsk/PROPN/dobj/4"
    )
    denied = "Xi/PROPN/nsubj/4 did/AUX/aux/4/do not/PART/neg/4 say/VERB/ROOT/4 that/SCONJ/mark/7 trade/NOUN/nsubj/7 grew/VERB/ccomp/4"
    assert [c.rule for s in (refused, denied) for c in find_clauses(parse_of(s)[1], CUES)] == [
        "verb-infinitive",
        "verb-ccomp",
    ]


WITHIN = [
    # label, sentence as parsers (mis)read it, content, speaker
    ("the name before the comma read as who says",
     "Russia/PROPN/nsubj/3 +,/PUNCT/punct/3 says/VERB/parataxis/6/say/VBZ Zelensky/PROPN/nsubj/3 +,/PUNCT/punct/3 is/AUX/ROOT/6/be/VBZ alone/ADJ/acomp/6",
     "Russia … is alone", "Zelensky"),
    ("the name after the cue read as who is",
     "Obama/PROPN/nsubj/3 +,/PUNCT/punct/3 said/VERB/ROOT/3/say Merkel/PROPN/nsubj/6 +,/PUNCT/punct/4 is/AUX/ccomp/3/be/VBZ brave/ADJ/acomp/6",
     "Obama … is brave", "Merkel"),
    ("an apposition to who says",
     "The/DET/det/2 bank/NOUN/nsubj/4 +,/PUNCT/punct/4 said/VERB/ROOT/4/say Kern/PROPN/nsubj/11 +,/PUNCT/punct/5 a/DET/det/8 director/NOUN/appos/5 +,/PUNCT/punct/5 had/AUX/aux/11/have/VBD lied/VERB/ccomp/4/lie/VBN",
     "The bank … had lied", "Kern, a director"),
    ("both names read as one, and a time",
     "Johnson/PROPN/nsubj/4 +,/PUNCT/punct/1 Starmer/PROPN/appos/1 said/VERB/ROOT/4/say on/ADP/prep/4 Monday/PROPN/pobj/5 +,/PUNCT/punct/4 lied/VERB/ccomp/4/lie",
     "Johnson … lied", "Starmer"),
    ("a noun for who says", "Novak/PROPN/nsubj/5 +,/PUNCT/punct/1 the/DET/det/4 mayor/NOUN/appos/1 said/VERB/parataxis/7/say +,/PUNCT/punct/5 lied/VERB/ROOT/7/lie",
     "Novak … lied", "the mayor"),
    ("somebody's belief", "Minsk/PROPN/nsubj/5 +,/PUNCT/punct/3 Xi/PROPN/nsubj/4 believes/VERB/parataxis/6/believe/VBZ +,/PUNCT/punct/4 is/AUX/ROOT/6/be/VBZ proud/ADJ/acomp/6",
     "Minsk … is proud", "Xi"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "content", "speaker"), [c[1:] for c in WITHIN], ids=[c[0] for c in WITHIN])
def test_a_report_between_commas_is_read_by_the_order_of_the_words(sentence: str, content: str, speaker: str) -> None:
    text, parse = parse_of(sentence)
    (clause,) = find_clauses(parse, CUES)
    assert clause.rule == "verb-parenthetical"
    assert " … ".join(parse.span(r.start, r.stop).of(text) for r in clause.content) == content
    assert parse.span(clause.speaker.start, clause.speaker.stop).of(text) == speaker


NOT_WITHIN = [
    ("who says stands before an apposition",
     "Novak/PROPN/nsubj/6 +,/PUNCT/punct/1 the/DET/det/4 mayor/NOUN/appos/1 +,/PUNCT/punct/1 said/VERB/ROOT/6/say Kern/PROPN/nsubj/8 lied/VERB/ccomp/6/lie",
     "Novak, the mayor"),
    ("a relative clause",
     "Kern/PROPN/nsubj/7 +,/PUNCT/punct/1 who/PRON/nsubj/4//WP said/VERB/relcl/1/say Novak/PROPN/nsubj/6 lied/VERB/ccomp/4/lie +,/PUNCT/punct/1 left/VERB/ROOT/8/leave",
     "who"),
    ("a clause of its own before the report",
     "Trade/NOUN/nsubj/2 grew/VERB/ccomp/5 +,/PUNCT/punct/5 Xi/PROPN/nsubj/5 said/VERB/ROOT/5/say +,/PUNCT/punct/5 smiling/VERB/advcl/5/smile/VBG",
     "Xi"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "speaker"), [c[1:] for c in NOT_WITHIN], ids=[c[0] for c in NOT_WITHIN])
def test_other_commas_round_a_cue_leave_the_report_to_the_parse(sentence: str, speaker: str) -> None:
    text, parse = parse_of(sentence)
    (clause,) = find_clauses(parse, CUES)
    assert clause.rule != "verb-parenthetical"
    assert parse.span(clause.speaker.start, clause.speaker.stop).of(text) == speaker
