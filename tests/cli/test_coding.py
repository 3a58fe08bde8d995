"""From results to gold as a user goes: draw, let people code, compare, decide, evaluate."""

import csv
import json
from pathlib import Path

import pytest

from command_line import run
from framing.results import write_results
from sample_tables import sample_tables


@pytest.fixture
def place(tmp_path: Path) -> Path:
    write_results(sample_tables(), tmp_path / "report" / "results")
    return tmp_path


def coded(place: Path, name: str, *labels: str) -> Path:
    """A copy of the sheet with the labels filled in, the last one for all the rest."""
    with (place / "coding" / "for-coders" / "sentences.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    for i, row in enumerate(rows[1:]):
        row[3] = labels[min(i, len(labels) - 1)]
    with (place / name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return place / name


def test_two_coders_a_decision_and_gold(capsys, place):
    status, out, err = run(capsys, "sample", place / "report", "--n", 6, "--out", place / "coding")
    assert (status, err) == (0, "")
    assert "6 sentences of" in out
    key = place / "coding" / "key.json"
    ann, ben = coded(place, "ann.csv", "negative", "neutral"), coded(place, "ben.csv", "positive", "neutral")
    status, out, _ = run(capsys, "agreement", key, ann, ben, "--out", place / "coding")
    assert status == 0
    assert "6 sentences of" in out
    assert "ann (down) and ben (across): the same 5 times of 6" in out
    assert "5 sentences; disagreements" in out
    to_decide = place / "coding" / "to-decide.csv"
    assert f"run again with --decided {to_decide}" in out
    with to_decide.open(encoding="utf-8-sig", newline="") as file:
        head, row = csv.reader(file)
    assert head == ["id", "sentence", "target", "ann", "ben", "label"]
    assert row[3:] == ["negative", "positive", ""]
    to_decide.write_text(to_decide.read_text(encoding="utf-8").rstrip() + "negative\n", encoding="utf-8")
    status, out, _ = run(capsys, "agreement", key, ann, ben, "--out", place / "coding", "--decided", to_decide)
    assert "6 sentences; disagreements" in out
    assert "Left out" not in out
    gold = [json.loads(line) for line in (place / "coding" / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    assert sum(len(row["targets"]) for row in gold) == 6


def test_work_that_people_did_is_never_written_over(capsys, place):
    sample = ("sample", place / "report", "--n", 6, "--out", place / "coding")
    run(capsys, *sample)
    status, _, err = run(capsys, *sample)
    assert (status, err.count("\n")) == (2, 1)
    assert "holds a sample already, and its coders' work would be lost; name a new folder" in err
    key = place / "coding" / "key.json"
    ann, ben = coded(place, "ann.csv", "negative", "neutral"), coded(place, "ben.csv", "positive", "neutral")
    run(capsys, "agreement", key, ann, ben, "--out", place)
    status, _, err = run(capsys, "agreement", key, ann, ben, "--out", place)
    assert (status, err.count("\n")) == (2, 1)
    assert "is there already, and decisions in it would be lost; give it with --decided or move it" in err


def test_a_half_coded_file_is_one_line_unless_partial(capsys, place):
    run(capsys, "sample", place / "report", "--n", 6, "--out", place / "coding")
    ann = coded(place, "ann.csv", "neutral", "")
    status, _, err = run(capsys, "agreement", place / "coding" / "key.json", ann)
    assert (status, err.count("\n")) == (2, 1)
    assert "ann.csv: 5 of 6 sentences have no label" in err
    assert "or give --partial" in err
    status, out, _ = run(capsys, "agreement", place / "coding" / "key.json", ann, "--partial")
    assert status == 0
    assert "times of 1" in out


ARTICLES = {
    "one.txt": "A quiet port\n\nMinsk is stagnant. Nobody in Minsk works. “Minsk is fine,” Ann Lee said.\n",
    "two.md": "---\nsource: tv\n---\n# Growth\n\nMinsk is not stagnant. It grows. Critics call Minsk stagnant.\n",
}


@pytest.mark.model
def test_the_tool_answers_the_gold_as_it_answered_in_the_report(capsys, tmp_path):
    """What `evaluate` measures on the gold is what the report shows: same sentences, same context, same labels."""
    (tmp_path / "in").mkdir()
    for name, text in ARTICLES.items():
        (tmp_path / "in" / name).write_text(text, encoding="utf-8")
    more = tmp_path / "mine.toml"
    more.write_text(
        '[lexicon]\nid = "mine"\n[entities.minsk]\nname = "Minsk"\ntype = "government"\n'
        '[frames.decline]\nlabel = "Decline"\ndefinition = "Worse."\npolarity = -0.6\nterms = ["stagnant"]\n'
        'fires = ["It is stagnant."]\nsilent = ["It is fine."]\n',
        encoding="utf-8",
    )
    how = ("--lexicon", more, "--evaluator", "lexicon")
    run(capsys, "analyze", tmp_path / "in", "--out", tmp_path / "report", *how, "--targets", "minsk")
    run(capsys, "sample", tmp_path / "report", "--n", 20, "--out", tmp_path / "coding")
    ann = coded(tmp_path, "ann.csv", "negative")
    run(capsys, "agreement", tmp_path / "coding" / "key.json", ann, "--out", tmp_path / "coding")
    status, _, err = run(capsys, "evaluate", tmp_path / "coding" / "gold.jsonl", *how, "--out", tmp_path / "evaluation")
    assert status == 0, err
    cases = json.loads((tmp_path / "evaluation" / "evaluation.json").read_text(encoding="utf-8"))["cases"]
    items = json.loads((tmp_path / "coding" / "key.json").read_text(encoding="utf-8"))["items"]
    told = {(case["article"], case["start"]): (case["answer"], case["score"]) for case in cases}
    assert told == {(item["article"], item["at"]): (item["answer"], item["score"]) for item in items}
    assert {answer for answer, _ in told.values()} >= {"negative", "neutral"}
