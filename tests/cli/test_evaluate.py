"""`framing evaluate` as a user meets it: their own table in, figures, a page, gains and losses out."""

import json
import re

import pytest

from command_line import LEXICON, run
from framing.report.words import MINUS

TABLE = """sentence,target,label
Minsk is stagnant.,Minsk,negative
Minsk is <b>splendid</b>.,minsk,1
Minsk is a city.,Minsk,0
"""
GOLD = [
    {"id": f"g{i}", "text": "Minsk is stagnant.", "targets": [{"start": 0, "end": 5, "label": label}]}
    for i, label in enumerate(["negative", "negative", "neutral"] * 3)
]


@pytest.fixture
def gold(tmp_path):
    path = tmp_path / "gold.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in GOLD), encoding="utf-8")
    return path


def predictions(tmp_path, name, label):
    path = tmp_path / name
    score = {"negative": -0.5, "neutral": None}[label]
    rows = [{"id": row["id"], "targets": [{"label": label, "score": score}]} for row in GOLD]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.mark.model
def test_a_table_of_ones_own_is_annotated_and_scored(capsys, tmp_path):
    table, lexicon = tmp_path / "coded.csv", tmp_path / "mine.toml"
    table.write_text(TABLE, encoding="utf-8")
    lexicon.write_text(LEXICON, encoding="utf-8")
    out = tmp_path / "out"
    status, said, err = run(
        capsys, "evaluate", table, "--lexicon", lexicon, "--no-base", "--evaluator", "lexicon", "--out", out
    )
    assert status == 0, err
    assert "targets: 3 coded, 3 texts" in said
    assert re.search(r"accuracy +0\.667", said)
    page = (out / "evaluation.html").read_text(encoding="utf-8")
    assert "&lt;b&gt;splendid&lt;/b&gt;" in page
    found = json.loads((out / "evaluation.json").read_text(encoding="utf-8"))
    assert [case["answer"] for case in found["cases"]] == ["negative", "neutral", "neutral"]
    assert "evaluator lexicon" in found["signature"]


def test_predictions_are_scored_without_the_pipeline(capsys, gold, tmp_path):
    status, said, err = run(capsys, "evaluate", gold, "--predictions", predictions(tmp_path, "said.jsonl", "negative"))
    assert status == 0, err
    assert re.search(r"accuracy +0\.667 +\[0\.\d{3}, ", said)
    assert re.search(r"negative F1 +0\.800 .* 0\.667 +1\.000", said)
    assert not list(tmp_path.glob("*.html"))


def test_rows_without_an_answer_are_said_and_end_with_1(capsys, gold, tmp_path):
    path = predictions(tmp_path, "said.jsonl", "negative")
    path.write_text(path.read_text(encoding="utf-8").split("\n", 1)[1], encoding="utf-8")
    status, said, _ = run(capsys, "evaluate", gold, "--predictions", path)
    assert status == 1
    assert "1 of 9 coded rows have no answer; they count as missed" in said


def test_gains_and_losses_come_with_their_sentences(capsys, gold, tmp_path):
    before, after = tmp_path / "before", tmp_path / "after"
    run(capsys, "evaluate", gold, "--predictions", predictions(tmp_path, "1.jsonl", "neutral"), "--out", before)
    status, said, err = run(
        capsys, "evaluate", gold, "--predictions", predictions(tmp_path, "2.jsonl", "negative"), "--out", after,
        "--compare", before / "evaluation.json",
    )  # fmt: skip
    assert status == 0, err
    assert "6 gained, 3 lost, 0 the same" in said
    assert "gained: coded negative, neutral → negative: [Minsk] is stagnant." in said
    assert "lost: coded neutral, neutral → negative: [Minsk] is stagnant." in said
    page = (after / "evaluation.html").read_text(encoding="utf-8")
    assert "6 gained, 3 lost" in page
    assert page.count("neutral → negative") == 9


def test_the_same_run_writes_the_same_bytes(capsys, gold, tmp_path):
    said = predictions(tmp_path, "said.jsonl", "negative")
    files = []
    for name in ("one", "two"):
        run(capsys, "evaluate", gold, "--predictions", said, "--out", tmp_path / name)
        files.append([(tmp_path / name / f"evaluation.{kind}").read_bytes() for kind in ("json", "html")])
    assert files[0] == files[1]


def test_the_page_asks_nothing_of_the_world_and_runs_no_script(capsys, gold, tmp_path):
    run(capsys, "evaluate", gold, "--predictions", predictions(tmp_path, "a.jsonl", "negative"), "--out", tmp_path)
    page = (tmp_path / "evaluation.html").read_text(encoding="utf-8")
    assert "default-src &#39;none&#39;" in page
    assert "<script" not in page
    assert not re.search(r"""(?:src|href)=["'](?!#)""", page)
    assert " style=" not in page
    assert f"{MINUS}0.50" in page


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["nowhere.jsonl"], "nowhere.jsonl: can't be read"),
        (["{gold}", "--predictions", "nowhere.jsonl"], "nowhere.jsonl: can't be read"),
        (["{gold}", "--compare", "{gold}"], "name an evaluation.json that `framing evaluate GOLD --out DIR` wrote"),
        (["{gold}", "--evaluator", "oracle"], "unknown evaluator 'oracle'; known: "),
    ],
)
def test_wrong_use_is_one_line_and_leaves_nothing(capsys, gold, tmp_path, arguments, problem):
    out = tmp_path / "out"
    status, said, err = run(capsys, "evaluate", *(a.format(gold=gold) for a in arguments), "--out", out)
    assert (status, said) == (2, "")
    assert err.startswith("framing: ")
    assert problem in err
    assert err.count("\n") == 1
    assert not out.exists()
