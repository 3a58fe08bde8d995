"""What the build of a word says before one has seen it used."""

import pytest

from framing.tuning.evaluative import classifies, is_english, is_no_noun, negated_root


@pytest.mark.parametrize(
    ("word", "pos", "root"),
    [
        ("asymmetry", "NOUN", "symmetry"),
        ("imbalance", "NOUN", "balance"),
        ("unbreakable", "ADJ", "breakable"),
        ("disagreement", "NOUN", "agreement"),
        ("inflow", "NOUN", ""),
        ("include", "VERB", ""),
        ("discourse", "NOUN", ""),
        ("counterpart", "NOUN", ""),
        ("independence", "NOUN", ""),
        ("union", "NOUN", ""),
    ],
)
def test_a_prefix_negates_only_where_it_is_one(word, pos, root):
    assert negated_root(word, pos) == root


def test_words_of_another_language_or_kind():
    assert is_english("masked")
    assert not is_english("averne")
    assert is_no_noun("good")
    assert classifies("national")
    assert not classifies("stagnant")
