"""The public format: every row validates, is read back, and answers the targets that were asked for."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from framing.errors import ResultsError
from framing.model import Annotations, Attribution, Span, TargetRequest
from framing.results import to_tables
from framing.results.annotation_format import (
    SCHEMA_FILE,
    annotation_rows,
    label,
    read_annotations,
    write_annotations,
)
from framing.stance import add_stance
from sample_tables import LEXICON, sample_annotations, sample_corpus, sample_tables

FOUND = sample_annotations()
TABLES = sample_tables()
ROWS = list(annotation_rows(FOUND, TABLES))
VALIDATOR = Draft202012Validator(json.loads(SCHEMA_FILE.read_text(encoding="utf-8")))


def answers(found: Annotations, *requests: TargetRequest) -> list[dict[str, object]]:
    found = replace(found, article=replace(found.article, targets=requests))
    tables = add_stance(to_tables([found], sample_corpus(), LEXICON, signature="s", evaluator="lexicon"))
    (row,) = annotation_rows([found], tables)
    VALIDATOR.validate(row)
    return row["targets"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_rows_follow_the_schema(row: dict[str, object]) -> None:
    VALIDATOR.check_schema(VALIDATOR.schema)
    VALIDATOR.validate(row)


def test_the_schema_refuses_what_it_should() -> None:
    assert not VALIDATOR.is_valid(ROWS[0] | {"surprise": 1})
    assert not VALIDATOR.is_valid(ROWS[0] | {"stance": [{**ROWS[0]["stance"][0], "score": 1.5}]})
    assert not VALIDATOR.is_valid({key: value for key, value in ROWS[0].items() if key != "text"})


def test_masses_sum_to_one_and_steps_multiply_to_the_value() -> None:
    for row in ROWS:
        for evaluation in row["evaluations"]:
            assert evaluation["negative"] + evaluation["neutral"] + evaluation["positive"] == pytest.approx(1)
        for expression in row["expressions"]:
            product = 1.0
            for _, factor in expression["steps"]:
                product *= factor
            assert expression["value"] == pytest.approx(product)


def test_stance_is_that_of_the_article_alone() -> None:
    by_article = {row["id"]: {(s["target"], s["voice"]): s for s in row["stance"]} for row in ROWS}
    assert by_article["a1 <&>"]["partnership", "all"]["score"] == pytest.approx(2.4 / 3.4, abs=1e-6)
    assert by_article["a1 <&>"]["belarus", "author"] == {
        "target": "belarus", "voice": "author", "score": None, "low": None, "high": None, "n": 1
    }  # fmt: skip
    assert by_article["a4"] == {}


def test_targets_are_answered_only_when_asked() -> None:
    assert all("targets" not in row for row in ROWS)
    assert answers(FOUND[0]) == []


def test_a_span_is_answered_by_its_mention() -> None:
    institute = FOUND[1]
    first, third = institute.mentions[0].span, institute.mentions[3].span
    assert answers(institute, TargetRequest(first), TargetRequest(Span(third.start - 4, third.end))) == [
        {"start": first.start, "end": first.end, "label": "negative", "score": -0.6},
        {"start": third.start - 4, "end": third.end, "label": "negative", "score": -0.8},
    ]


def test_a_span_without_mention_or_judgement_has_no_score() -> None:
    belarus = FOUND[0].mentions[1].span
    found = answers(FOUND[0], TargetRequest(belarus), TargetRequest(Span(0, 1)))
    assert [(row["label"], row["score"]) for row in found] == [("neutral", None)] * 2


def test_two_judgements_of_one_mention_add_up_within_bounds() -> None:
    assert answers(FOUND[2], TargetRequest(FOUND[2].mentions[0].span))[0]["score"] == -1.0


def test_of_a_models_masses_the_largest_is_the_answer() -> None:
    found = FOUND[0]
    unsure = replace(found.evaluations[0], evaluator="linear", negative=0.35, neutral=0.45, positive=0.2)
    asked = TargetRequest(found.mentions[unsure.mention].span)
    (answer,) = answers(replace(found, evaluations=(unsure,)), asked)
    assert (answer["label"], answer["score"]) == ("neutral", pytest.approx(-0.15))


def test_a_label_undoes_the_weight_that_a_judgement_has_in_its_article() -> None:
    found = FOUND[0]
    faint = replace(found.evaluations[0], evaluator="linear", negative=0.07, neutral=0.92, positive=0.01, weight=0.1)
    asked = TargetRequest(found.mentions[faint.mention].span)
    (answer,) = answers(replace(found, evaluations=(faint,)), asked)
    assert (answer["label"], answer["score"]) == ("negative", pytest.approx(-0.6))


def test_a_name_is_answered_by_the_whole_article() -> None:
    names = ["Belarus", "BELARUS", "Minsk", "Vavilov", "China", "Nobody"]
    found = {row["name"]: row["score"] for row in answers(FOUND[2], *(TargetRequest(name=name) for name in names))}
    belarus = pytest.approx(-2.8 / 3.8, abs=1e-6)
    assert found == {"Belarus": belarus, "BELARUS": belarus, "Minsk": belarus, "Vavilov": None, "China": None,
                     "Nobody": None}  # fmt: skip


def test_thin_evidence_still_answers_what_was_asked() -> None:
    # Two mentions of China in a1 are too few for a stance row; who asks by name gets the cautious score.
    (answer,) = answers(FOUND[0], TargetRequest(name="China"))
    assert answer == {"name": "China", "label": "positive", "score": pytest.approx(1.5 / 2.5)}


def test_a_model_s_answer_about_a_whole_article_counts_who_is_given_the_word() -> None:
    said = Attribution((Span(0, 3),), "direct", speaker_entity="china")
    named = Attribution((Span(0, 3),), "name", speaker_entity="china")
    by_model = tuple(replace(e, evaluator="linear") for e in FOUND[0].evaluations)
    found = replace(FOUND[0], evaluations=by_model, attributions=(said, said, named))
    (answer,) = answers(found, TargetRequest(name="China"))
    assert answer["score"] == pytest.approx(1.8 / 2.8, abs=1e-6)
    (by_words,) = answers(replace(FOUND[0], attributions=(said, said)), TargetRequest(name="China"))
    assert by_words["score"] == pytest.approx(1.5 / 2.5)  # the lexicon's answer is its stance


def test_a_mention_in_an_article_leans_toward_who_is_given_the_word() -> None:
    found = FOUND[0]
    faint = replace(found.evaluations[0], evaluator="linear", negative=0.4, neutral=0.5, positive=0.1)
    mention = found.mentions[faint.mention]
    four = (*(replace(mention, span=Span(i, i + 1)) for i in range(3)), mention)
    said = Attribution((Span(0, 3),), "direct", speaker_entity=mention.entity)
    doubted = replace(said, cue_stance="distancing")
    judged = replace(faint, mention=3)
    heard = replace(found, mentions=four, evaluations=(judged,), attributions=(said, said, doubted))
    (answer,) = answers(heard, TargetRequest(mention.span))
    assert (answer["label"], answer["score"]) == ("neutral", pytest.approx((-0.3 + 0.5) / 1.5, abs=1e-6))
    (alone,) = answers(replace(heard, sentences=found.sentences[:1]), TargetRequest(mention.span))
    assert alone["score"] == pytest.approx(-0.3)  # a sentence alone gives nobody else the word


@pytest.mark.parametrize(
    ("score", "words"), [(0.1, "positive"), (0.09, "neutral"), (-0.1, "negative"), (0.0, "neutral"), (None, "neutral")]
)
def test_labels(score: float | None, words: str) -> None:
    assert label(score) == words


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    write_annotations(FOUND, TABLES, tmp_path / "deep" / "out.jsonl")
    assert list(read_annotations(tmp_path / "deep" / "out.jsonl")) == ROWS
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["out.jsonl"]


def test_a_dash_prints(capsys: pytest.CaptureFixture[str]) -> None:
    write_annotations(FOUND, TABLES, Path("-"))
    assert [json.loads(line) for line in capsys.readouterr().out.splitlines()] == ROWS


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "out.jsonl:2: not JSON"),
        ("[" * 100_000, "out.jsonl:2: not JSON"),
        ("[]", "out.jsonl:2: of format 'none'"),
        ('{"format": "framing.annotation/2"}', "out.jsonl:2: of format 'framing.annotation/2', not"),
    ],
)
def test_a_line_that_is_none_of_ours_is_named(tmp_path: Path, line: str, words: str) -> None:
    path = tmp_path / "out.jsonl"
    write_annotations(FOUND[3:], TABLES, path)
    path.write_text(path.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")
    with pytest.raises(ResultsError) as caught:
        list(read_annotations(path))
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_there_or_not_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "bytes").write_bytes(b"\xff\xfe")
    for name in ("none", "bytes"):
        with pytest.raises(ResultsError, match=f"{name}: can't be read"):
            list(read_annotations(tmp_path / name))
