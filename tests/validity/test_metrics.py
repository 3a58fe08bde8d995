"""Every measure on a case small enough to work by hand."""

import numpy as np
import pytest

from framing.model import Span
from framing.validity.attributions import jaccard
from framing.validity.metrics import METRICS
from framing.validity.tally import Pair, auc_of

TEXT = "“We will win,” Xi said. Putin denied that it rained. It rained."
#       0123456789…


def figures(name: str, *pairs: Pair) -> dict[str, float]:
    tally = METRICS[name](pairs)
    assert tally is not None
    sums = np.zeros(tally.cells)
    for _, cell, amount in tally.counts:
        sums[cell] += amount
    return {figure: float(function(sums)) for figure, function in tally.figures.items()}


def span(words: str) -> list[int]:
    start = TEXT.index(words)
    return [start, start + len(words)]


def labelled(*pairs: tuple[str, str | None, float | None]) -> Pair:
    """One row of targets: coded label, answered label, score; None for no answer."""
    gold = {"id": "a", "text": "x", "targets": [{"start": 0, "end": 1, "label": label} for label, _, _ in pairs]}
    answers = [{} if said is None else {"label": said, "score": score} for _, said, score in pairs]
    return Pair(gold, {"id": "a", "targets": answers})


def test_targets_by_hand():
    found = figures(
        "targets",
        labelled(
            ("positive", "positive", 0.5),
            ("positive", "neutral", None),
            ("negative", "negative", -0.5),
            ("negative", "positive", 0.5),
            ("neutral", "neutral", 0.0),
            ("neutral", "negative", -0.2),
        ),
    )
    # Each label: 1 right of 2 said and of 2 coded.
    assert {found[f"{label} {x}"] for label in ("positive", "negative", "neutral") for x in ("P", "R", "F1")} == {0.5}
    assert found["macro F1"] == found["accuracy"] == 0.5
    # Of the scored polar targets: .5 against -.5 (won) and against .5 (a tie).
    assert found["AUC, positive over negative"] == 0.75
    # With the silent one at 0: 0 against -.5 is won, against .5 lost. 2.5 of 4.
    assert found["AUC, no evidence as 0"] == 0.625
    assert found["with evidence"] == pytest.approx(5 / 6)
    # Nominal: 12 codes, 4 of each value; 3 of 6 units differ: 1 - 11 * 6 / (144 - 48)
    assert found["alpha, nominal"] == pytest.approx(1 - 11 * 6 / 96)


def test_a_target_without_an_answer_is_missed_and_no_disagreement():
    found = figures("targets", labelled(("positive", None, None), ("negative", "negative", -1.0)))
    assert found["positive R"] == 0
    assert found["negative P"] == found["negative R"] == 1
    assert found["accuracy"] == 0.5
    unanswered = Pair({"id": "b", "text": "x", "targets": [{"start": 0, "end": 1, "label": "neutral"}]}, None)
    assert figures("targets", unanswered)["accuracy"] == 0


def test_auc_counts_ties_half_and_needs_both_classes():
    auc = auc_of(0, 3)  # lower class by rank, then upper
    assert auc(np.array([1.0, 1, 0, 0, 1, 1])) == (1.5 + 2) / 4
    assert np.isnan(auc(np.array([1.0, 1, 0, 0, 0, 0])))
    assert auc(np.array([[1.0, 0, 0, 0, 0, 1], [0, 0, 1, 1, 0, 0]])).tolist() == [1, 0]


def attribution(content: str, speaker: str = "", kind: str = "direct") -> dict[str, object]:
    return {"content": [span(content)], "cue": [], "speaker": [span(speaker)] if speaker else [], "kind": kind}


def attributed(gold: list[dict[str, object]], found: list[dict[str, object]]) -> Pair:
    return Pair({"id": "a", "text": TEXT, "attributions": gold}, {"id": "a", "attributions": found})


def test_attributions_by_hand():
    found = figures(
        "attributions",
        attributed(
            [attribution("“We will win,”", "Xi"), attribution("that it rained", "Putin")],
            [attribution("We will win", "Xi"), attribution("it rained", "Xi"), attribution("It rained.", "Putin")],
        ),
    )
    # Exact: quotation marks and the comma don't count, "that" does; one of three, one of two.
    assert (found["content, exact P"], found["content, exact R"]) == (pytest.approx(1 / 3), 0.5)
    assert found["content, exact F1"] == pytest.approx(0.4)
    # Overlap: 9 of 14 characters shared.
    assert (found["content, overlap P"], found["content, overlap R"]) == (pytest.approx(2 / 3), 1)
    # Characters: coded 14 + 14, found 11 + 9 + 10, of which 20 both.
    assert found["content, characters P"] == pytest.approx(20 / 30)
    assert found["content, characters R"] == pytest.approx(20 / 28)
    # Speaker: the second is found, but of the wrong one; the third is no such quotation.
    assert (found["speaker P"], found["speaker R"]) == (pytest.approx(1 / 3), 0.5)


def test_a_discontinuous_quotation_counts_from_its_first_to_its_last_character():
    split = {"content": [span("We will"), span("win")], "cue": [], "speaker": []}
    assert figures("attributions", attributed([split], [attribution("We will win")]))["content, exact F1"] == 1


def test_speech_leaves_out_what_nobody_says():
    pair = attributed([attribution("“We will win,”")], [attribution("We will win"), attribution("rained", "", "scare")])
    assert figures("attributions", pair)["content, exact P"] == 0.5
    assert figures("speech", pair)["content, exact P"] == 1


def test_sentences_need_both_ends():
    gold = {"id": "a", "text": TEXT, "sentences": [span("“We will win,” Xi said."), span("It rained.")]}
    found = figures("sentences", Pair(gold, {"sentences": [span("We will win,” Xi said"), span("Putin"), [0, 3]]}))
    assert (found["P"], found["R"], found["F1"]) == (pytest.approx(1 / 3), 0.5, pytest.approx(0.4))


def test_frames_as_a_row_lists_them():
    gold = {"id": "a", "text": TEXT, "frames": ["growth", "doubt"]}
    answer = {"expressions": [{"start": 0, "end": 2, "frame": f} for f in ("growth", "growth", "threat", "base")]}
    found = figures("frames", Pair(gold, answer))
    assert (found["P"], found["R"]) == (0.5, 0.5)  # the base layer is no frame, and twice is once


def test_frames_as_decisions_have_an_alpha():
    coded = [["growth"], ["growth"], [], []]
    said = [["growth"], [], [], ["doubt"]]
    found = figures("frames", *(
        Pair({"id": str(i), "text": "x", "frames": c}, {"expressions": [{"start": 0, "end": 1, "frame": f} for f in a]})
        for i, (c, a) in enumerate(zip(coded, said, strict=True))
    ))  # fmt: skip
    # "doubt" is no frame of the gold; of 4 decisions on "growth" 1 differs: 8 codes, 3 yes: 1 - 7 * 2 / (2 * 3 * 5)
    assert found["alpha, nominal"] == pytest.approx(1 - 7 * 2 / 30)


def test_frames_where_they_stand():
    gold = {"id": "a", "text": TEXT, "expressions": [{"start": 9, "end": 12, "frame": "growth"}]}
    near, other = {"start": 4, "end": 12, "frame": "growth"}, {"start": 9, "end": 12, "frame": "doubt"}
    found = figures("frames", Pair(gold, {"expressions": [near, other]}))
    assert (found["P"], found["R"]) == (0.5, 1)


def sourced(source: str, score: float | None) -> Pair:
    gold = {"id": f"{source}{score}", "text": "x", "source": source, "targets": [{"name": "Russia"}]}
    return Pair(gold, {"targets": [{"name": "Russia", "label": "neutral", "score": score}]})


def test_sources_are_told_apart():
    found = figures("sources", sourced("k", 0.4), sourced("k", None), sourced("u", -0.4), sourced("u", 0.0))
    # .4 beats both; no evidence is 0: beats -.4, ties with 0. 3.5 of 4.
    assert found == {"Russia: k above the rest": 0.875, "Russia: u above the rest": 0.125}


@pytest.mark.parametrize("name", METRICS)
def test_gold_that_holds_nothing_of_the_kind_is_not_measured(name):
    assert METRICS[name]([Pair({"id": "a", "text": "x", "targets": []}, None)]) is None


def test_jaccard():
    assert jaccard(Span(0, 10), Span(5, 10)) == 0.5
    assert jaccard(Span(0, 2), Span(4, 6)) == 0
    assert jaccard(Span(3, 3), Span(3, 3)) == 0
