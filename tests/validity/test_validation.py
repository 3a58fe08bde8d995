"""From a gold file and answers to figures with intervals, parts and cases; and what changed between two runs."""

from pathlib import Path

import pytest

from framing.errors import ResultsError, UsageError
from framing.validity import Gold, Validation, compare, measure, passage, read_validation, write_validation

OPPOSITE = {"positive": "negative", "negative": "positive", "neutral": "neutral"}


def gold(n: int = 12, **more: object) -> Gold:
    """Coded sentences, one an article, by turns positive and negative."""
    rows = [
        {
            "id": f"s{i}",
            "text": f"Number {i} met Xi. He smiled.",
            "targets": [{"start": 13, "end": 15, "label": ("positive", "negative")[i % 2], "name": "Xi"}],
            **{key: value[i % 2] if isinstance(value, tuple) else value for key, value in more.items()},
        }
        for i in range(n)
    ]
    return Gold("coded.jsonl", "0" * 64, Path("coded.jsonl"), tuple(rows))


def answers(of: Gold, wrong: tuple[int, ...] = (), silent: tuple[int, ...] = ()) -> dict[str, dict[str, object]]:
    said = {}
    for i, row in enumerate(of.rows):
        label = row["targets"][0]["label"]
        label = OPPOSITE[label] if i in wrong else label
        score = {"positive": 0.5, "negative": -0.5}[label]
        if i not in silent:
            said[row["id"]] = {"targets": [{"label": label, "score": score}]}
    return said


def figure(found: Validation, name: str, by: str = "", part: str = "") -> tuple[float | None, ...]:
    value = found.of("targets", by, part)[name]
    return value.value, value.low, value.high


def test_perfect_agreement_has_no_doubt_about_itself():
    found = measure(gold(), answers(gold()))
    assert figure(found, "accuracy") == (1, 1, 1)
    assert figure(found, "alpha, nominal") == (1, 1, 1)
    assert {case.credit for case in found.cases} == {1}


def test_an_interval_holds_its_figure_and_narrows_with_more_articles():
    few, many = (measure(gold(n), answers(gold(n), wrong=tuple(range(n // 4)))) for n in (12, 400))
    widths = []
    for found in (few, many):
        value, low, high = figure(found, "accuracy")
        assert value == 0.75
        assert low < value < high
        widths.append(high - low)
    # For a share the textbook has 1.96 * sqrt(.75 * .25 / n): .49 and .085 wide.
    assert widths[0] == pytest.approx(0.49, abs=0.03)
    assert widths[1] == pytest.approx(0.085, abs=0.01)


def test_sentences_of_one_article_are_drawn_together():
    """Rows that name one article are one unit: fewer than eight of these give no interval."""
    found = measure(gold(40, article=("A", "B")), answers(gold(40), wrong=(0, 1)))
    value = found.of("targets")["accuracy"]
    assert (value.n, value.n_articles, value.low, value.high) == (40, 2, None, None)


def test_the_same_seed_gives_the_same_interval_and_another_nearly():
    one, same, other = (measure(gold(60), answers(gold(60), wrong=(1, 5, 9)), seed=s) for s in (0, 0, 1))
    assert one == same
    assert figure(one, "macro F1")[1] == pytest.approx(figure(other, "macro F1")[1], abs=0.03)


def test_rows_without_an_answer_are_missed_and_counted():
    found = measure(gold(), answers(gold(), silent=(0, 1, 2)))
    assert found.unanswered == 3
    assert figure(found, "accuracy")[0] == 0.75


def test_parts_by_group_target_and_voice():
    coded = gold(40, group=("left", "right"))
    for i, row in enumerate(coded.rows):
        row["targets"][0] |= {"name": "Xi" if i < 20 else "Putin", "voice": "author" if i < 30 else "quoted"}
    found = measure(coded, answers(coded, wrong=(0, 2, 4)))
    assert figure(found, "accuracy", "group", "right")[0] == 1
    assert figure(found, "accuracy", "group", "left")[0] == 17 / 20
    assert figure(found, "accuracy", "target", "Putin")[0] == 1
    assert figure(found, "accuracy", "target", "Xi")[0] == 17 / 20
    assert figure(found, "accuracy", "voice", "author")[0] == 0.9
    assert {v.n for v in found.values if v.part == "quoted"} == {10}


def test_a_part_with_little_in_it_has_no_figures():
    coded = gold(40)
    coded.rows[0]["targets"][0]["name"] = "Putin"
    assert not measure(coded, answers(coded)).of("targets", "target", "Putin")


def test_frames_one_by_one():
    rows = tuple(
        {"id": str(i), "text": "x", "frames": ["growth", "doubt"] if i < 10 else ["growth"]} for i in range(20)
    )
    coded = Gold("g", "", Path("g.jsonl"), rows)
    said = {str(i): {"expressions": [{"start": 0, "end": 1, "frame": "growth"}]} for i in range(10)}
    found = measure(coded, said)
    assert found.of("frames")["R"].value == pytest.approx(1 / 3, abs=1e-6)
    assert found.of("frames", "frame", "growth")["R"].value == 0.5
    assert found.of("frames", "frame", "doubt")["R"].value == 0


def test_gains_and_losses_case_by_case():
    before, after = measure(gold(), answers(gold(), wrong=(1, 2, 3))), measure(gold(), answers(gold(), wrong=(3, 4)))
    (changes,) = compare(before, after)
    assert [c.case.article for c in changes.gains] == ["s1", "s2"]
    assert [c.case.article for c in changes.losses] == ["s4"]
    assert (changes.same, changes.recoded) == (9, 0)
    assert changes.p == 1.0  # 2 against 1 is what a coin does


def test_the_sign_test_by_hand():
    before, after = measure(gold(), answers(gold(), wrong=tuple(range(6)))), measure(gold(), answers(gold()))
    assert compare(before, after)[0].p == 2 / 2**6


def test_what_nobody_coded_is_lost_when_found_and_gained_when_no_longer():
    coded = Gold("g", "", Path("g.jsonl"), ({"id": "a", "text": "One. Two.", "sentences": [[0, 4]]},))
    right = measure(coded, {"a": {"sentences": [[0, 4]]}})
    too_much = measure(coded, {"a": {"sentences": [[0, 4], [5, 9]]}})
    (worse,), (better,) = compare(right, too_much), compare(too_much, right)
    assert (len(worse.gains), len(worse.losses), worse.same) == (0, 1, 1)
    assert (len(better.gains), len(better.losses), better.same) == (1, 0, 1)


def test_a_case_that_is_coded_otherwise_now_can_not_be_compared():
    recoded = gold()
    recoded.rows[0]["targets"][0]["label"] = "neutral"
    (changes,) = compare(measure(gold(), answers(gold())), measure(recoded, answers(gold())))
    assert (changes.recoded, changes.same) == (1, 11)


def test_runs_that_share_no_case_are_not_compared():
    other = Gold("other", "", Path("o"), tuple({**row, "id": f"o{i}"} for i, row in enumerate(gold().rows)))
    with pytest.raises(UsageError, match="shares no case with other; compare runs on the same gold"):
        compare(measure(gold(), answers(gold())), measure(other, {}))


def test_it_is_kept_on_disk_whole_and_without_texts(tmp_path):
    found = measure(gold(group=("l", "r")), answers(gold(), wrong=(1,)), signature="framing 0 | seed 0")
    path = tmp_path / "out" / "evaluation.json"
    write_validation(found, path)
    assert read_validation(path) == found
    first = path.read_bytes()
    write_validation(found, path)
    assert path.read_bytes() == first
    assert b"met Xi" not in first


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"format": "framing.evaluation/9"}', '{"format": "framing.evaluation/1"}']
)
def test_a_file_that_is_no_evaluation_is_named_with_the_cure(tmp_path, text):
    path = tmp_path / "e.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ResultsError, match=r"e\.json: .*name an evaluation\.json that `framing evaluate GOLD"):
        read_validation(path)


def test_the_words_around_a_case():
    coded, said = gold(), answers(gold())
    case = measure(coded, said).cases[0]
    assert passage(case, coded, said).text == "Number 0 met [Xi]. He smiled."
    said["s0"]["sentences"] = [[0, 16], [17, 27]]
    assert passage(case, coded, said).text == "Number 0 met [Xi]."
