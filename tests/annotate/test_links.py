"""Each case: a sentence, the evaluative word, whom it judges, and the rule that says so."""

import pytest

from builders import parse_of
from framing.annotate.links import link, token_index
from framing.model import Expression, Mention, Parse, Span, Step


def mention(text: str, parse: Parse, words: str, entity: str, via: str = "alias") -> Mention:
    start = text.index(words)
    span = Span(start, start + len(words))
    return Mention(span, entity, "person", via, parse.head_in(parse.tokens_in(span)))  # type: ignore[arg-type]


def linked(
    sentence: str, word: str, names: dict[str, str], frame: str = "f", via: str = "alias", polarity: float = 1.0
):
    text, parse = parse_of(sentence)
    mentions = [mention(text, parse, words, entity, via) for words, entity in names.items()]
    start = text.index(word)
    span = Span(start, start + len(word))
    expression = Expression(span, "t.f.w", frame, parse.head_in(parse.tokens_in(span)), (Step("t.f.w", polarity),))
    found = link(parse, expression, mentions, token_index(parse, mentions))
    return ([mentions[i].entity for i in found.mentions], found.rule) if found else None


CASES = {
    "an adjective judges its noun": (
        "stagnant/ADJ/amod/2 relations/NOUN/nsubj/3 cost/VERB/ROOT/3 Minsk/PROPN/dobj/3",
        "stagnant",
        {"relations": "partnership", "Minsk": "belarus"},
        (["partnership"], "modified noun"),
    ),
    "a complement judges the subject of its copula": (
        "relations/NOUN/nsubj/4 with/ADP/prep/1 Beijing/PROPN/pobj/2 remain/VERB/ROOT/4 stagnant/ADJ/acomp/4",
        "stagnant",
        {"relations with": "partnership", "Beijing": "china"},
        (["partnership"], "complement of its subject"),
    ),
    "a noun is said of whom it belongs to": (
        "Lukashenka/PROPN/poss/4 +’s/PART/case/1 sham/ADJ/amod/4 election/NOUN/nsubj/5 failed/VERB/ROOT/5",
        "sham",
        {"Lukashenka": "lukashenka"},
        (["lukashenka"], "whose it is"),
    ),
    "asymmetry in something is said of it": (
        "asymmetry/NOUN/nsubj/5 in/ADP/prep/1 the/DET/det/4 partnership/NOUN/pobj/2 deepened/VERB/ROOT/5",
        "asymmetry",
        {"partnership": "partnership"},
        (["partnership"], "what it is said of"),
    ),
    "through two complements": (
        (
            "disappointment/NOUN/nsubj/8 with/ADP/prep/1 the/DET/det/4 outcome/NOUN/pobj/2 of/ADP/prep/4 "
            "bilateral/ADJ/amod/7 cooperation/NOUN/pobj/5 grew/VERB/ROOT/8"
        ),
        "disappointment",
        {"bilateral cooperation": "partnership"},
        (["partnership"], "what it is said of"),
    ),
    "what stands beside a name is not the name": (
        "Xi/PROPN/nsubj/2 faced/VERB/ROOT/2 sanctions/NOUN/dobj/2 and/CCONJ/cc/3 disappointment/NOUN/conj/3",
        "disappointment",
        {"Xi": "xi", "sanctions": "sanctions"},
        (["xi"], "what its subject has or does"),
    ),
    "what one has is said of the one": (
        "Xi/PROPN/nsubj/2 made/VERB/ROOT/2 great/ADJ/amod/4 achievements/NOUN/dobj/2",
        "achievements",
        {"Xi": "xi"},
        (["xi"], "what its subject has or does"),
    ),
    "what is said of the first of two is said of each": (
        "Belarus/PROPN/nsubj/4 and/CCONJ/cc/1 China/PROPN/conj/1 are/AUX/ROOT/4 friends/NOUN/attr/4",
        "friends",
        {"Belarus": "belarus", "China": "china"},
        (["belarus", "china"], "complement of its subject"),
    ),
    "a name can judge by itself": (
        "The/DET/det/2 autocrat/NOUN/nsubj/3 left/VERB/ROOT/3",
        "autocrat",
        {"autocrat": "lukashenka"},
        (["lukashenka"], "naming"),
    ),
    "when two fit, nobody is judged": (
        (
            "Sadly/ADV/advmod/3 +,/PUNCT/punct/3 rain/NOUN/ROOT/3 near/ADP/prep/3 Xi/PROPN/pobj/4 "
            "near/ADP/prep/3 Wang/PROPN/pobj/6"
        ),
        "Sadly",
        {"Xi": "xi", "Wang": "wang"},
        None,
    ),
}


DEEDS = {
    "a verb judges who acts": (
        "Minsk/PROPN/nsubj/2 suppressed/VERB/ROOT/2 protests/NOUN/dobj/2",
        "suppressed",
        {"Minsk": "belarus", "protests": "protesters"},
        (["belarus"], "subject of the verb"),
    ),
    "in the passive it judges the agent": (
        "protests/NOUN/nsubjpass/3 were/AUX/auxpass/3 suppressed/VERB/ROOT/3 by/ADP/agent/3 Minsk/PROPN/pobj/4",
        "suppressed",
        {"Minsk": "belarus", "protests": "protesters"},
        (["belarus"], "who does it"),
    ),
    "a coordinated verb shares its subject": (
        "Xi/PROPN/nsubj/2 came/VERB/ROOT/2 and/CCONJ/cc/2 bullied/VERB/conj/2 Minsk/PROPN/dobj/4",
        "bullied",
        {"Xi": "xi", "Minsk": "belarus"},
        (["xi"], "subject of the verb"),
    ),
    "pressure from somebody judges who presses": (
        "pressure/NOUN/nsubj/6 from/ADP/prep/1 the/DET/det/4 West/PROPN/pobj/2 on/ADP/prep/1 grew/VERB/ROOT/6",
        "pressure",
        {"West": "west"},
        (["west"], "who does it"),
    ),
    "an infinitive has the subject of the verb it serves": (
        "Xi/PROPN/nsubj/2 sought/VERB/ROOT/2 ways/NOUN/dobj/2 to/PART/aux/5 bully/VERB/relcl/3 Minsk/PROPN/dobj/5",
        "bully",
        {"Xi": "xi", "Minsk": "belarus"},
        (["xi"], "subject of the verb"),
    ),
    "whoever suffers a deed is not judged by it": (
        "Minsk/PROPN/nsubj/3 will/AUX/aux/3 face/VERB/ROOT/3 pressure/NOUN/dobj/3 from/ADP/prep/4 Xi/PROPN/pobj/5",
        "pressure",
        {"Minsk": "belarus", "Xi": "xi"},
        (["xi"], "who does it"),
    ),
    "nor whom it is done to": (
        "The/DET/det/2 invasion/NOUN/nsubj/5 of/ADP/prep/2 Minsk/PROPN/pobj/3 failed/VERB/ROOT/5",
        "invasion",
        {"Minsk": "belarus"},
        None,
    ),
    "nor is what answers a deed": (
        (
            "Sanctions/NOUN/nsubj/2 followed/VERB/ROOT/2 after/ADP/prep/2 a/DET/det/5 crackdown/NOUN/pobj/3 "
            "in/ADP/prep/2 a/DET/det/8 year/NOUN/pobj/6 of/ADP/prep/8 Xi/PROPN/pobj/9"
        ),
        "crackdown",
        {"Sanctions": "sanctions", "Xi": "xi"},
        None,
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_whom_an_expression_judges(case):
    sentence, word, names, expected = CASES[case]
    assert linked(sentence, word, names) == expected


@pytest.mark.parametrize("case", DEEDS)
def test_a_deed_judges_who_does_it(case):
    sentence, word, names, expected = DEEDS[case]
    assert linked(sentence, word, names, "repression_act") == expected


def test_a_verb_of_praise_judges_its_object():
    sentence = "Xi/PROPN/nsubj/2 praised/VERB/ROOT/2 Minsk/PROPN/dobj/2"
    names = {"Xi": "xi", "Minsk": "belarus"}
    assert linked(sentence, "praised", names, "praise_of_object") == (["belarus"], "object of the verb")
    assert linked(sentence, "praised", names, "courtesy_act") == (["xi"], "subject of the verb")


def test_a_verb_of_praise_never_judges_who_praises():
    sentence = "Xi/PROPN/nsubj/2 opposed/VERB/ROOT/2 sanctions/NOUN/dobj/2"
    assert linked(sentence, "opposed", {"Xi": "xi"}, "blame_of_object") is None


def test_a_change_happens_to_the_object_or_without_one_to_the_subject():
    names = {"Xi": "xi", "ties": "partnership"}
    transitive = "Xi/PROPN/nsubj/2 deepened/VERB/ROOT/2 ties/NOUN/dobj/2"
    assert linked(transitive, "deepened", names, "growth") == (["partnership"], "object of the verb")
    intransitive = "ties/NOUN/nsubj/2 deepened/VERB/ROOT/2"
    assert linked(intransitive, "deepened", {"ties": "partnership"}, "growth") == (
        ["partnership"],
        "subject of the verb",
    )


def test_a_friend_is_who_is_called_so_not_whose_friend_it_is():
    names = {"Lukashenka": "lukashenka", "Xi": "xi", "his": "lukashenka"}
    sentence = (
        "Lukashenka/PROPN/nsubj/2 referred/VERB/ROOT/2/refer to/ADP/prep/2 Xi/PROPN/pobj/3 as/ADP/prep/2 "
        "his/PRON/poss/8 reliable/ADJ/amod/8 friend/NOUN/pobj/5"
    )
    assert linked(sentence, "friend", names) == (["xi"], "what it is called")
    assert linked(sentence, "reliable", names) == (["xi"], "what it is called")


def test_a_demonym_owns_what_it_modifies_but_is_no_actor():
    names = {"Western": "west"}
    frenzy = "Western/ADJ/amod/2 frenzy/NOUN/nsubj/3 grew/VERB/ROOT/3"
    assert linked(frenzy, "frenzy", names, via="demonym") == (["west"], "whose it is")
    sadly = "Sadly/ADV/advmod/3 Western/ADJ/amod/3 rain/NOUN/ROOT/3"
    assert linked(sadly, "Sadly", names, via="demonym") is None


NOT_THE_STATE = {
    "people": ("corrupt/ADJ/amod/3 Chinese/ADJ/amod/3 hackers/NOUN/nsubj/4/hacker/NNS lied/VERB/ROOT/4", "corrupt"),
    "goods": ("Chinese/ADJ/amod/2 exports/NOUN/nsubj/3/export/NNS dominate/VERB/ROOT/3", "dominate"),
    "people named by the judgement": ("Chinese/ADJ/amod/2 thugs/NOUN/nsubj/3/thug/NNS came/VERB/ROOT/3", "thugs"),
    "what somebody else is": (
        "praised/VERB/ROOT/1/praise brilliant/ADJ/amod/4 Chinese/ADJ/amod/4 scientists/NOUN/dobj/1/scientist/NNS",
        "brilliant",
    ),
}
THE_STATE = {
    "who acts for it": ("brutal/ADJ/amod/3 Chinese/ADJ/amod/3 troops/NOUN/ROOT/3/troop/NNS", "brutal"),
    "what it does": ("brutal/ADJ/amod/3 Chinese/ADJ/amod/3 occupation/NOUN/ROOT/3", "brutal"),
    "its people": ("The/DET/det/2 Chinese/PROPN/nsubj/3 lied/VERB/ROOT/3/lie", "lied"),
    "coordinated": ("Chinese/ADJ/amod/4 and/CCONJ/cc/1 Russian/ADJ/conj/1 lies/NOUN/ROOT/4/lie/NNS", "lies"),
}


@pytest.mark.parametrize(("sentence", "word"), NOT_THE_STATE.values(), ids=NOT_THE_STATE)
def test_what_is_said_of_people_or_goods_of_a_country_is_not_said_of_the_state(sentence, word):
    assert linked(sentence, word, {"Chinese": "china"}, via="demonym") is None


@pytest.mark.parametrize(("sentence", "word"), THE_STATE.values(), ids=THE_STATE)
def test_what_is_said_of_who_acts_for_a_country_and_of_its_deeds_is_said_of_the_state(sentence, word):
    assert linked(sentence, word, {"Chinese": "china"}, via="demonym")[0] == ["china"]


def test_who_calls_something_a_name_is_not_called_so():
    sentence = "Maas/PROPN/nsubj/2 called/VERB/ROOT/2/call the/DET/det/4 strike/NOUN/dobj/2 reckless/ADJ/oprd/2"
    assert linked(sentence, "reckless", {"Maas": "maas"}) is None
    assert linked(sentence, "reckless", {"Maas": "maas", "strike": "strike"}) == (["strike"], "what it is called")


def test_who_is_named_for_a_kind_is_one_of_them():
    names = {"Kerry": "kerry", "Ely": "ely"}
    like = (
        "Ely/PROPN/nsubj/2 met/VERB/ROOT/2 zealots/NOUN/dobj/2 like/ADP/prep/3 Kerry/PROPN/pobj/4 and/CCONJ/cc/5 "
        "Gore/PROPN/conj/5"
    )
    assert linked(like, "zealots", names | {"Gore": "gore"}) == (["kerry", "gore"], "one of them")
    such = "zealots/NOUN/nsubj/5 such/ADJ/amod/3 as/ADP/prep/1 Kerry/PROPN/pobj/3 met/VERB/ROOT/5 Ely/PROPN/dobj/5"
    assert linked(such, "zealots", names) == (["kerry"], "one of them")
    role = (
        "Zealots/NOUN/nsubj/2 served/VERB/ROOT/2/serve as/ADP/prep/2 aides/NOUN/pobj/3 of/ADP/prep/4 Ely/PROPN/pobj/5"
    )
    assert linked(role, "Zealots", {"Ely": "ely"}) != (["ely"], "one of them")


def test_what_somebody_stages_is_theirs():
    sentence = (
        "a/DET/det/2 stunt/NOUN/nsubj/6 staged/VERB/acl/2/stage/VBN by/ADP/agent/3 Kerry/PROPN/pobj/4 "
        "delayed/VERB/ROOT/6 Ely/PROPN/dobj/6"
    )
    assert linked(sentence, "stunt", {"Kerry": "kerry", "Ely": "ely"}) == (["kerry"], "who does it")


def test_whom_a_deed_is_done_to_is_never_judged():
    passive = "Kerry/PROPN/nsubjpass/3 was/AUX/auxpass/3 betrayed/VERB/ROOT/3/betray/VBN"
    assert linked(passive, "betrayed", {"Kerry": "kerry"}, "betrayal_act") is None
    by = passive + " by/ADP/agent/3 Ely/PROPN/pobj/4"
    assert linked(by, "betrayed", {"Kerry": "kerry", "Ely": "ely"}, "betrayal_act") == (["ely"], "who does it")
    reduced = "the/DET/det/2 curbs/NOUN/ROOT/2/curb imposed/VERB/acl/2/impose/VBN on/ADP/prep/3 Ely/PROPN/pobj/4"
    assert linked(reduced, "imposed", {"curbs": "curbs", "Ely": "ely"}, "imposition_act") is None


def test_what_many_call_rigged_is_not_many():
    sentence = (
        "Ely/PROPN/nsubj/2 won/VERB/ROOT/2 in/ADP/prep/2 polls/NOUN/pobj/3 that/PRON/dobj/9 many/ADJ/nsubj/9 "
        "in/ADP/prep/6 Rome/PROPN/pobj/7 rigged/VERB/relcl/4"
    )
    found = linked(sentence, "rigged", {"Ely": "ely", "Rome": "rome"})
    assert found == (["ely"], "what its subject has or does")


def test_a_role_is_whose_it_is():
    names = {"Xi": "xi", "Minsk": "minsk"}
    praised = "Xi/PROPN/nsubj/2 stressed/VERB/ROOT/2 the/DET/det/5 vital/ADJ/amod/5 role/NOUN/dobj/2"
    assert linked(f"{praised} Minsk/PROPN/nsubj/7 plays/VERB/relcl/5/play", "vital", names) == (
        ["minsk"],
        "whose it is",
    )
    other = f"{praised} that/PRON/nsubj/7 gives/VERB/relcl/5/give Minsk/PROPN/dative/7 hope/NOUN/dobj/7"
    assert linked(other, "vital", names) == (["xi"], "what its subject has or does")


def test_one_of_somebodys_friends_is_who_is_called_so():
    sentence = (
        "Minsk/PROPN/nsubjpass/3 is/AUX/auxpass/3 considered/VERB/ROOT/3/consider one/NUM/oprd/3 of/ADP/prep/4 "
        "Xi/PROPN/poss/8 +’s/PART/case/6 partners/NOUN/pobj/5/partner in/ADP/prep/8 Rome/PROPN/pobj/9"
    )
    names = {"Minsk": "minsk", "Xi": "xi", "Rome": "rome"}
    assert linked(sentence, "partners", names) == (["minsk"], "what it is called")


def test_a_circumstance_is_not_what_the_clause_speaks_of():
    due = "the/DET/det/2 decline/NOUN/nsubj/3 was/AUX/ROOT/3 due/ADJ/acomp/3 to/ADP/prep/4 Covid/PROPN/pobj/5"
    assert linked(due, "decline", {"Covid": "covid"}) is None
    due = "the/DET/det/2 decline/NOUN/nsubj/3 was/AUX/ROOT/3 known/ADJ/acomp/3 to/ADP/prep/4 Covid/PROPN/pobj/5"
    assert linked(due, "decline", {"Covid": "covid"}) == (["covid"], "only one in the clause")


CLIENT = "My/PRON/poss/2/my/PRP$ {}/NOUN/nsubj/3 is/AUX/ROOT/3/be a/DET/det/5 liar/NOUN/attr/3"


def test_what_somebodys_client_is_they_are_not() -> None:
    assert linked(CLIENT.format("client"), "liar", {"My": "lee"}) is None
    assert linked(CLIENT.format("government"), "liar", {"My": "lee"}) == (["lee"], "whose it is")


def test_an_ill_that_somebody_is_brought_out_of_is_told_of_who_does_it() -> None:
    sentence = (
        "Lee/PROPN/poss/3 +’s/PART/case/1 reforms/NOUN/nsubj/4 lifted/VERB/ROOT/4/lift towns/NOUN/dobj/4 out/ADP/prep/4"
        " of/ADP/prep/6 poverty/NOUN/pobj/7"
    )
    assert linked(sentence, "poverty", {"Lee": "lee", "towns": "towns"}, polarity=-0.5) == (["lee"], "whose it is")
    assert linked(sentence, "poverty", {"Lee": "lee", "towns": "towns"}) is None


def test_whoever_stands_outside_of_what_is_said_is_not_the_only_one_in_its_clause() -> None:
    text, parse = parse_of(
        "According/VERB/prep/4/accord to/ADP/prep/1 Lee/PROPN/pobj/2 failed/VERB/ROOT/4/fail badly/ADV/advmod/4"
    )
    lee = mention(text, parse, "Lee", "lee")
    step = (Step("t.f.w", -0.5),)
    at = token_index(parse, [lee])
    assert link(parse, Expression(Span(text.index("failed"), len(text)), "t.f.w", "f", 3, step), [lee], at) is not None
    assert (
        link(parse, Expression(Span(text.index("failed"), len(text)), "t.f.w", "f", 3, step, "lee"), [lee], at) is None
    )
