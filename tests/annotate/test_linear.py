from dataclasses import replace
from math import log

import pytest

from builders import article_of, parse_of
from framing.annotate.evaluate import by_linear
from framing.annotate.expressions import find_expressions
from framing.annotate.features import features, read, weighed
from framing.annotate.findings import Findings
from framing.annotate.linear import (
    TERM_STRENGTH,
    UNSPOKEN,
    ByWord,
    Weights,
    load_weights,
    read_weights,
    weights_digest,
    write_weights,
)
from framing.lexicon import Entity, Lexicon, ScopeRule, Term
from framing.model import Attribution, Mention, Span
from framing.pipeline import Settings, signature

PRAISED = "Xi/PROPN/nsubj/2 praised/VERB/ROOT/2/praise honest/ADJ/amod/4 Vavilov/PROPN/dobj/2 +./PUNCT/punct/2"
ACCUSED = (
    "Vavilov/PROPN/nsubjpass/3 was/AUX/auxpass/3/be accused/VERB/ROOT/3/accuse/VBN by/ADP/agent/3 Xi/PROPN/pobj/4 "
    "of/ADP/prep/3 fraud/NOUN/pobj/6"
)


def findings(
    *sentences: str, names: dict[str, str], terms: tuple[Term, ...] = (), attributions=(), scopes=()
) -> Findings:
    text, parse = parse_of(*sentences)
    mentions = []
    for words, entity in names.items():
        span = Span(text.index(words), text.index(words) + len(words))
        mentions.append(Mention(span, entity, "person", "alias", parse.head_in(parse.tokens_in(span))))
    lexicon = Lexicon(terms=terms, scopes=scopes)
    expressions = find_expressions(parse, lexicon, mentions, attributions)
    return Findings(article_of(text), parse, lexicon, tuple(mentions), tuple(attributions), expressions)


def seen(found: Findings, number: int = 0) -> set[tuple[str, str]]:
    return {(slot, word) for slot, word, *_ in features(read(found), found.mentions[number], number)}


def test_agent_and_patient_are_told_apart_and_passives_unfolded():
    active = findings(PRAISED, names={"Xi": "xi", "Vavilov": "vavilov"})
    assert ("agent", "praise") in seen(active, 0)
    assert ("patient", "praise") in seen(active, 1)
    assert ("described", "honest") in seen(active, 1)
    passive = findings(ACCUSED, names={"Xi": "xi", "Vavilov": "vavilov"})
    assert ("agent", "accuse") in seen(passive, 0)
    assert ("patient", "accuse") in seen(passive, 1)
    assert ("undergoes to what", "fraud") in seen(passive, 1)


def test_a_negated_verb_fills_another_slot():
    denied = "Xi/PROPN/nsubj/4 did/AUX/aux/4/do not/PART/neg/4 praise/VERB/ROOT/4 Vavilov/PROPN/dobj/4"
    found = seen(findings(denied, names={"Vavilov": "vavilov"}))
    assert ("patient~", "praise") in found
    assert ("patient", "praise") not in found


def test_a_word_that_the_scope_reverses_fills_the_negated_slots():
    sentence = (
        "Nobody/PRON/nsubj/3 can/AUX/aux/3 say/VERB/ROOT/3 Xi/PROPN/nsubj/5 is/AUX/ccomp/3/be a/DET/det/7 "
        "fraud/NOUN/attr/5"
    )
    nobody = ScopeRule("scope.nobody", ("nobody",), "negation", -0.6, max_tokens=9)
    fraud = Term("my.crime.fraud", "crime", ("fraud",), -0.7)
    denied = seen(findings(sentence, names={"Xi": "xi"}, terms=(fraud,), scopes=(nobody,)))
    said = seen(findings(sentence, names={"Xi": "xi"}, terms=(fraud,)))
    assert ("near~", "fraud") in denied
    assert ("near", "fraud") in said


def test_open_complements_and_coordinated_verbs_keep_their_subject():
    both = "Xi/PROPN/nsubj/2 tried/VERB/ROOT/2/try to/PART/aux/4 save/VERB/xcomp/2 and/CCONJ/cc/4 free/VERB/conj/4"
    assert {("agent", "save"), ("agent", "free")} <= seen(findings(both, names={"Xi": "xi"}))


def test_what_is_seen_with_weights_is_every_feature_that_weighs_something():
    denied = (
        "Xi/PROPN/nsubj/4 did/AUX/aux/4/do not/PART/neg/4 praise/VERB/ROOT/4 honest/ADJ/amod/6 Vavilov/PROPN/dobj/4"
    )
    term = Term("my.praise.honest", "praise", ("honest",), 0.9)
    for sentence in (PRAISED, ACCUSED, denied):
        found = findings(sentence, names={"Xi": "xi", "Vavilov": "vavilov"}, terms=(term,))
        for number, mention in enumerate(found.mentions):
            plain, evidence = weighed(read(found, ByWord(load_weights())), mention, number)
            known = [(*key, 1.0, "") for key in plain] + evidence
            every = features(read(found), mention, number)
            weights = {feature: load_weights().of(feature) for feature in every}
            assert [f for f in known if any(load_weights().of(f))] == [f for f in every if any(weights[f])]
            assert plain == {(f[0], f[1]): pair for f, pair in weights.items() if not f[3] and any(pair)}
            assert len(plain) < len(every)


def test_no_name_is_a_feature():
    found = findings(PRAISED, names={"Xi": "xi"})
    assert not any("vavilov" in word.lower() or "xi" in word.lower().split() for _, word in seen(found))


def test_words_the_mention_says_are_marked_as_its_own():
    sentence = "Xi/PROPN/nsubj/2 said/VERB/ROOT/2/say friendship/NOUN/nsubj/4 grows/VERB/ccomp/2/grow +./PUNCT/punct/2"
    text, _ = parse_of(sentence)
    content = Span(text.index("friendship"), text.index("grows") + 5)
    said = Attribution((content,), "indirect", cue=(Span(3, 7),), speaker=(Span(0, 2),), rule="topic")
    found = seen(findings(sentence, names={"Xi": "xi"}, attributions=(said,)))
    assert {("says", "friendship"), ("speaks", "indirect"), ("cue", "neutral")} <= found


CALLED = (
    "Xi/PROPN/nsubj/2 called/VERB/ROOT/2/call Vavilov/PROPN/dobj/2 a/DET/det/5 hero/NOUN/oprd/2 bravely/ADV/advmod/2"
)
PRAISED_FOR = "Xi/PROPN/nsubj/2 praised/VERB/ROOT/2/praise Vavilov/PROPN/dobj/2 for/ADP/prep/2 courage/NOUN/pobj/4"
LIED = "Xi/PROPN/nsubj/2 said/VERB/ROOT/2/say that/SCONJ/mark/5 he/PRON/nsubj/5 lied/VERB/ccomp/2/lie"
COURAGE = Term("my.virtue.courage", "virtue", ("courage",), 0.6)
HERO = Term("my.virtue.hero", "virtue", ("hero",), 0.6)
PRAISE = Term("my.praise_of_object.praise", "praise_of_object", ("praised",), 0.6)


def told(sentence: str, content: str, names: dict[str, str], *terms: Term, **more: str) -> Findings:
    """Return a sentence in which its first word gives `content` by the verb after it."""
    text, parse = parse_of(sentence)
    span = Span(text.index(content), text.index(content) + len(content))
    said = Attribution((span,), "indirect", (parse.spans[1],), (parse.spans[0],), **more)
    return findings(sentence, names=names, terms=terms, attributions=(said,))


def test_what_somebody_says_of_others_is_no_feature_of_theirs():
    found = told(CALLED, "Vavilov a hero", {"Xi": "xi", "Vavilov": "vavilov"}, HERO)
    speaker, praised = seen(found, 0), seen(found, 1)
    assert not any("hero" in word for _, word in speaker)
    assert {("agent", "call"), ("near", "bravely"), ("three", "TARGET call TOLD")} <= speaker
    assert {("after", "hero"), ("lexicon+", "anywhere")} <= praised
    assert not any(slot.startswith("lexicon") for slot, _ in speaker)


def test_a_verb_that_judges_its_object_gives_the_judge_a_role_and_nothing_more():
    found = told(PRAISED_FOR, "Vavilov for courage", {"Xi": "xi", "Vavilov": "vavilov"}, PRAISE, COURAGE)
    assert {slot for slot, word in seen(found, 0) if word == "praise"} == {"agent"}
    assert {("near", "praise"), ("patient", "praise")} <= seen(found, 1)


def test_what_somebody_says_of_themselves_counts_where_the_writer_vouches_for_it():
    names = {"Xi": "xi", "he": "xi"}
    said = told(LIED, "that he lied", names, speaker_entity="xi")
    admitted = told(LIED, "that he lied", names, speaker_entity="xi", cue_stance="endorsing")
    of_another = told(LIED, "that he lied", {"Xi": "xi", "he": "ma"}, speaker_entity="xi", cue_stance="endorsing")
    assert ("anywhere", "lie") not in seen(said)
    assert ("anywhere", "lie") in seen(admitted)
    assert ("anywhere", "lie") not in seen(of_another)
    assert ("agent", "lie") in seen(said, 1)


def test_whoever_only_speaks_is_drawn_to_neutral():
    found = told(CALLED, "Vavilov a hero", {"Xi": "xi", "Vavilov": "vavilov"}, HERO)
    speaker, praised = by_linear(found)
    assert ("only speaks", 0.0) in speaker.reasons
    assert not any(name == "only speaks" for name, _ in praised.reasons)


def test_who_is_only_named_with_the_speaker_does_not_hold_what_is_said():
    friend = (
        "Xi/PROPN/poss/3 +’s/PART/case/1 friend/NOUN/nsubj/4 said/VERB/ROOT/4/say he/PRON/nsubj/6 lied/VERB/ccomp/4/lie"
    )
    _, parse = parse_of(friend)
    content = parse.span(4, 6)
    said = Attribution((content,), "indirect", (parse.spans[3],), (parse.span(0, 3),))
    assert ("anywhere", "lie") in seen(findings(friend, names={"Xi": "xi"}, attributions=(said,)))


def test_the_reasons_sum_to_the_log_odds_and_the_masses_to_one():
    for sentence in (PRAISED, ACCUSED):
        for evaluation in by_linear(findings(sentence, names={"Xi": "xi", "Vavilov": "vavilov"})):
            assert evaluation.negative + evaluation.neutral + evaluation.positive == pytest.approx(1, abs=1e-12)
            log_odds = log(evaluation.positive) - log(evaluation.negative)
            assert sum(share for _, share in evaluation.reasons) == pytest.approx(log_odds, abs=1e-9)


def test_a_new_term_moves_the_score_without_training():
    bare = findings(ACCUSED, names={"Vavilov": "vavilov"})
    term = Term("my.crime.fraud", "crime", ("fraud",), -0.9)
    (before,), (after,) = (by_linear(f) for f in (bare, findings(ACCUSED, names={"Vavilov": "vavilov"}, terms=(term,))))
    assert after.positive - after.negative < before.positive - before.negative
    assert any("my.crime.fraud" in name for name, share in after.reasons if share < 0)


def listed(found: Findings, *ids: str) -> Findings:
    entities = {entity: Entity(entity, entity, "person") for entity in ids}
    return replace(found, lexicon=replace(found.lexicon, entities=entities))


def test_of_a_listed_entity_the_model_counts_a_little_where_no_term_speaks():
    plain = findings(ACCUSED, names={"Vavilov": "vavilov"})
    (alone,), (known,) = by_linear(plain), by_linear(listed(plain, "vavilov"))
    assert (alone.weight, known.weight) == (1.0, UNSPOKEN)
    assert known.negative == pytest.approx(UNSPOKEN * alone.negative)
    assert known.reasons == alone.reasons


def test_of_a_listed_entity_a_judgement_weighs_what_its_terms_say():
    term = Term("my.crime.fraud", "crime", ("accused",), -0.9)
    (known,) = by_linear(listed(findings(ACCUSED, names={"Vavilov": "vavilov"}, terms=(term,)), "vavilov"))
    assert known.weight == pytest.approx(0.9)
    assert ("own term: my.crime.fraud", pytest.approx(-2 * TERM_STRENGTH * 0.9)) in known.reasons
    assert sum(share for _, share in known.reasons) == pytest.approx(log(known.positive) - log(known.negative))


def test_weights_survive_a_round_trip():
    weights = Weights((0.1, -0.25), {"agent": {"praise": (-0.5, 0.31)}}, {"near": {"slot": (0.02, -0.9)}})
    assert read_weights(write_weights(weights)) == weights


def test_the_weights_that_ship_hold_no_names():
    weights = load_weights()
    tables = (weights.exact, weights.general)
    words = {word for table in tables for slot in table for fill in table[slot] for word in fill.split()}
    names = {"trump", "obama", "clinton", "putin", "lukashenko", "china", "russia", "republican", "xi"}
    assert words & names == set()


def test_weights_of_another_format_are_refused():
    with pytest.raises(ValueError, match="train them again"):
        read_weights(["framing.linear/0"])


def test_results_say_which_weights_judged():
    made_by = signature(Lexicon(), Settings())
    assert f"weights {weights_digest()[:12]}" in made_by.split(" | ")


def test_blame_of_who_does_it_is_no_feature_and_no_turn_of_whom_it_is_done_to():
    jailed = "Corrupt/ADJ/amod/2 courts/NOUN/nsubj/3/court jailed/VERB/ROOT/3/jail Xi/PROPN/dobj/3"
    corrupt = Term("my.corruption.corrupt", "corruption", ("corrupt",), -0.8)
    found = findings(jailed, names={"Xi": "xi"}, terms=(corrupt,))
    assert not any(word == "corrupt" or slot.startswith("lexicon") for slot, word in seen(found))
    (judged,) = by_linear(found)
    assert not any(name.startswith("own term") for name, _ in judged.reasons)


def test_who_is_given_the_word_inside_of_what_they_say_does_not_speak_of_themselves():
    thanked = (
        "Xi/PROPN/nsubj/2 thanked/VERB/ROOT/2/thank those/PRON/dobj/2 who/PRON/nsubj/7 she/PRON/nsubj/6 "
        "said/VERB/relcl/3/say showed/VERB/ccomp/6/show courage/NOUN/dobj/7"
    )
    _, parse = parse_of(thanked)
    outer = Attribution((parse.span(2, 8),), "indirect", (parse.spans[1],), (parse.spans[0],), speaker_entity="xi")
    inner = Attribution((parse.span(6, 8),), "indirect", (parse.spans[5],), (parse.spans[4],), speaker_entity="xi")
    found = findings(thanked, names={"Xi": "xi", "she": "xi"}, terms=(COURAGE,), attributions=(outer, inner))
    assert not any(word == "courage" for _, word in seen(found))
