from builders import parse_of
from framing.annotate.scope import find_cues, scope_steps
from framing.lexicon import Lexicon, ScopeRule

NOT = ScopeRule("scope.not", ("not",), "negation", -0.7, terminated_by=(("but",),))
NOT_ONLY = ScopeRule("scope.not-only", ("not", "only"), "negation", 1.0)
DEEPLY = ScopeRule("scope.deeply", ("deeply",), "intensifier", 1.4)
WITHOUT = ScopeRule("scope.without", ("without",), "negation", -0.7)
SUPPOSEDLY = ScopeRule("scope.supposedly", ("supposedly",), "hedge", 0.5, direction="both")


def reached(sentence: str, word: str, *rules: ScopeRule) -> list[str]:
    """The addresses of the scope rules that reach `word`."""
    _, parse = parse_of(sentence)
    at = parse.lower.index(word)
    return [s.name for s in scope_steps(parse, find_cues(parse, Lexicon(scopes=rules)), at, at + 1)]


def test_not_reaches_the_complement_of_its_verb():
    sentence = "The/DET/det/2 tie/NOUN/nsubj/3 is/AUX/ROOT/3 not/PART/neg/3 unbreakable/ADJ/acomp/3"
    assert reached(sentence, "unbreakable", NOT) == ["scope.not"]


def test_a_longer_cue_hides_a_shorter_one():
    sentence = (
        "Not/PART/preconj/2 only/ADV/advmod/3 is/AUX/ccomp/9 the/DET/det/5 tie/NOUN/nsubj/3 unbreakable/ADJ/acomp/3 "
        "+,/PUNCT/punct/9 it/PRON/nsubj/9 grows/VERB/ROOT/9/grow"
    )
    assert reached(sentence, "unbreakable", NOT, NOT_ONLY) == ["scope.not-only"]


def test_not_leaves_the_clause_beside_it_alone():
    sentence = (
        "Xi/PROPN/nsubj/4 did/AUX/aux/4 not/PART/neg/4 come/VERB/ccomp/8 +;/PUNCT/punct/8 the/DET/det/7 "
        "tie/NOUN/nsubj/8 is/AUX/ROOT/8 unbreakable/ADJ/acomp/8"
    )
    assert reached(sentence, "unbreakable", NOT) == []


def test_a_terminator_ends_the_reach():
    sentence = (
        "The/DET/det/2 tie/NOUN/nsubj/3 is/AUX/ROOT/3 not/PART/neg/3 new/ADJ/acomp/3 but/CCONJ/cc/5 "
        "unbreakable/ADJ/conj/5"
    )
    assert reached(sentence, "new", NOT) == ["scope.not"]
    assert reached(sentence, "unbreakable", NOT) == []


def test_each_of_two_negations_denies_its_own_word():
    nor = ScopeRule("scope.nor", ("nor",), "negation", -0.6)
    neither = ScopeRule("scope.neither", ("neither",), "negation", -0.6, terminated_by=(("nor",),))
    sentence = (
        "The/DET/det/2 tie/NOUN/nsubj/3 is/AUX/ROOT/3 neither/CCONJ/preconj/5 new/ADJ/acomp/3 nor/CCONJ/cc/5 "
        "unbreakable/ADJ/conj/5"
    )
    assert reached(sentence, "new", nor, neither) == ["scope.neither"]
    assert reached(sentence, "unbreakable", nor, neither) == ["scope.nor"]


def test_a_modifier_reaches_the_word_it_modifies_and_not_the_subject():
    sentence = "Bad/ADJ/amod/2 trade/NOUN/nsubj/3 is/AUX/ROOT/3 deeply/ADV/advmod/5 problematic/ADJ/acomp/3"
    assert reached(sentence, "problematic", DEEPLY) == ["scope.deeply"]
    assert reached(sentence, "bad", DEEPLY) == []


def test_a_preposition_reaches_what_it_governs():
    sentence = "A/DET/det/2 visit/NOUN/ROOT/2 without/ADP/prep/2 real/ADJ/amod/5 substance/NOUN/pobj/3"
    assert reached(sentence, "substance", WITHOUT) == ["scope.without"]


def test_direction_both_looks_back_too():
    sentence = "Friendly/ADJ/amod/2 ties/NOUN/nsubj/3 grew/VERB/ROOT/3 +,/PUNCT/punct/3 supposedly/ADV/advmod/3"
    assert reached(sentence, "friendly", SUPPOSEDLY) == ["scope.supposedly"]


def test_what_lies_too_far_is_not_reached():
    near = ScopeRule("scope.not", ("not",), "negation", -0.7, max_tokens=0)
    sentence = "Ties/NOUN/nsubj/2 are/AUX/ROOT/2 not/PART/neg/2 very/ADV/advmod/5 good/ADJ/acomp/2"
    assert reached(sentence, "good", near) == []
    assert reached(sentence, "good", NOT) == ["scope.not"]


def test_nobody_denies_what_its_verb_says():
    nobody = ScopeRule("scope.nobody", ("nobody",), "negation", -0.6, max_tokens=9)
    sentence = (
        "Nobody/PRON/nsubj/3 can/AUX/aux/3 say/VERB/ROOT/3 that/SCONJ/mark/6 it/PRON/nsubj/6 is/AUX/ccomp/3 "
        "unbreakable/ADJ/acomp/6"
    )
    assert reached(sentence, "unbreakable", nobody) == ["scope.nobody"]
    asked = "He/PRON/nsubj/2 met/VERB/ROOT/2 nobody/PRON/dobj/2 in/ADP/prep/2 good/ADJ/amod/6 faith/NOUN/pobj/4"
    assert reached(asked, "good", nobody) == []


def test_opposition_leaves_alone_what_is_somebodys():
    against = ScopeRule("scope.against", ("against",), "opposition", -0.5)
    _, parse = parse_of("protests/NOUN/ROOT/1 against/ADP/prep/1 hegemony/NOUN/pobj/2")
    cues = find_cues(parse, Lexicon(scopes=(against,)))
    assert [s.name for s in scope_steps(parse, cues, 2, 3)] == ["scope.against"]
    assert scope_steps(parse, cues, 2, 3, owned=True) == ()
