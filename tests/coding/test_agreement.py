"""Agreement of coders and tool on cases worked by hand, and the gold that comes of it."""

import pytest

from coding_sample import SENTENCES, sample_of
from framing.coding import agreement, gold_rows
from framing.coding.agreement import AGREED, TOOL
from framing.validity.agreement import krippendorff_alpha

ANN = {"s-0000": "negative", "s-0001": "positive", "s-0002": "neutral", "s-0003": "negative"}
BEN = ANN | {"s-0002": "positive", "s-0003": "unclear"}
SAMPLE = sample_of(*SENTENCES)


def alphas(found, *coders):
    return {a.figure: a for a in found.alphas[coders] if not a.by}


def test_alpha_is_that_of_the_codes_and_unclear_is_no_code():
    both = alphas(agreement(SAMPLE, {"ann": ANN, "ben": BEN}), "ann", "ben")
    codes = [[0, 2, 1, 0], [0, 2, 2, None]]
    for level, found in both.items():
        assert found.value == pytest.approx(krippendorff_alpha(codes, 3, level), abs=1e-6)
        assert (found.n, found.n_articles, found.low) == (3, 3, None)


def test_the_label_is_that_of_more_than_half_and_a_decision_settles_the_rest():
    found = agreement(SAMPLE, {"ann": ANN, "ben": BEN})
    assert [unit.label for unit in found.units] == ["negative", "positive", None, None]
    settled = agreement(SAMPLE, {"ann": ANN, "ben": BEN}, {"s-0002": "neutral"})
    assert [unit.label for unit in settled.units] == ["negative", "positive", "neutral", None]
    third = agreement(SAMPLE, {"ann": ANN, "ben": BEN, "cleo": ANN})
    assert [unit.label for unit in third.units] == ["negative", "positive", "neutral", "negative"]
    assert len(third.alphas) == 1 + 3 + 1 + 3


def test_one_coder_alone_is_compared_with_the_tool():
    found = agreement(SAMPLE, {"ann": ANN})
    assert found.alphas.keys() == {("ann", TOOL)}
    assert found.confusion("ann", TOOL) == {
        ("negative", "negative"): 1, ("positive", "positive"): 1, ("neutral", "neutral"): 1, ("negative", "neutral"): 1,
    }  # fmt: skip


def test_intervals_are_drawn_over_articles_from_eight_on():
    sentences = [(f"Minsk {i}.", "Minsk", ("negative", "positive")[i % 2]) for i in range(24)]
    ann = {f"s-{i:04}": ("negative", "positive")[i % 2 if i % 5 else 0] for i in range(24)}
    by_article = alphas(agreement(sample_of(*sentences), {"ann": ann}), "ann", TOOL)["nominal"]
    assert by_article.low < by_article.value < by_article.high
    at_once = alphas(agreement(sample_of(*sentences, article="one"), {"ann": ann}), "ann", TOOL)["nominal"]
    assert (at_once.value, at_once.low, at_once.n_articles) == (by_article.value, None, 1)


def test_the_gold_holds_whole_articles_with_the_places_that_coders_agree_on():
    sample = sample_of(*SENTENCES, article="a")
    (row,) = gold_rows(sample, agreement(sample, {"ann": ANN, "ben": BEN}))
    assert (row["id"], row["text"], row["source"]) == ("a", sample.articles["a"].text, "tv")
    assert [(row["text"][t["start"] : t["end"]], t["label"]) for t in row["targets"]] == [
        ("Minsk", "negative"), ("Minsk", "positive"),
    ]  # fmt: skip


def test_confusion_of_what_coders_agree_on_with_the_tool():
    found = agreement(SAMPLE, {"ann": ANN, "ben": BEN, "cleo": ANN})
    assert found.confusion(AGREED, TOOL)["negative", "neutral"] == 1
