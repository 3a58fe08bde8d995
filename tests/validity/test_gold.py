"""Reading what people coded: both formats, and what each mistake is answered with."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from framing.errors import CorpusError, ResultsError, UsageError
from framing.lexicon import Lexicon
from framing.model import Span, TargetRequest
from framing.validity import measure, read_answers, read_gold
from framing.validity.gold import corpus_of

ROW = {"id": "a", "text": "Xi praised Minsk.", "targets": [{"start": 0, "end": 2, "label": "positive"}]}


def written(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def jsonl(tmp_path, *rows):
    return written(tmp_path, "gold.jsonl", "".join(json.dumps(row) + "\n" for row in rows))


def test_a_table_gives_a_row_a_sentence_with_its_targets_found(tmp_path):
    table = """sentence,target,label,article,group
"Minsk praised Xi, again.",xi,1,A,left
"Minsk praised Xi, again.",minsk,neutral,A,left
"Minsk is Minskian.",Minsk,−1,B,right
"""
    gold = read_gold(written(tmp_path, "coded.csv", table))
    first, second = gold.rows
    assert (first["id"], first["article"], first["group"]) == ("coded-2", "A", "left")
    assert [(t["start"], t["end"], t["label"]) for t in first["targets"]] == [(14, 16, "positive"), (0, 5, "neutral")]
    assert second["targets"][0]["label"] == "negative"


def test_a_sentence_over_two_lines_and_a_table_from_a_spreadsheet(tmp_path):
    gold = read_gold(written(tmp_path, "coded.csv", '\ufeffSentence;Target;Label\r\n"Xi spoke;\nhe left.";he;0\r\n'))
    assert gold.rows[0]["text"] == "Xi spoke;\nhe left."
    assert gold.rows[0]["targets"][0]["start"] == 10


def test_a_target_that_is_not_in_its_sentence_is_an_entity_of_the_lexicon(tmp_path, lexicon):
    gold = read_gold(written(tmp_path, "coded.csv", "sentence,target,label\nThe capital is calm.,minsk,0\n"))
    (article,) = corpus_of(gold, lexicon).articles
    assert article.targets == (TargetRequest(name="Minsk"),)
    gold = read_gold(written(tmp_path, "coded.csv", "sentence,target,label\nMinsk is calm.,Minsk,0\n"))
    assert corpus_of(gold, lexicon).articles[0].targets == (TargetRequest(span=Span(0, 5)),)


def test_a_target_that_is_nowhere_is_refused_with_its_line(tmp_path, lexicon):
    gold = read_gold(written(tmp_path, "coded.csv", "sentence,target,label\nAll is calm.,Prague,0\n"))
    with pytest.raises(CorpusError, match=r"coded\.csv:2: target 'Prague' is neither in its sentence nor an entity"):
        corpus_of(gold, lexicon)


@pytest.mark.parametrize(
    ("table", "problem"),
    [
        ("sentence,label\nA,1\n", r"coded\.csv:1: has no column target; the columns are"),
        ("sentence,target,label\nA b,A,good\n", r"coded\.csv:2: has the label 'good'; write negative, neutral"),
        ("sentence,target,label\nA b,,1\n", r"coded\.csv:2: has an empty target"),
        ("sentence,target,label\nA, b,A,1\n", r"coded\.csv:2: has 4 cells under 3 columns; put quotation marks"),
        ("sentence,target,label\n", r"coded\.csv: holds no coded row"),
        ("id,sentence,target,label\nx,A b,A,1\nx,B c,B,1\n", r"id 'x' is that of two sentences"),
    ],
)
def test_a_table_with_a_mistake(tmp_path, table, problem):
    with pytest.raises(CorpusError, match=problem):
        read_gold(written(tmp_path, "coded.csv", table))


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ({"id": "a", "text": "x"}, "has nothing coded; add one of targets"),
        ({**ROW, "id": 7}, 'is no object with "id" and "text" as strings'),
        ({**ROW, "targets": [{"start": 0, "end": 99, "label": "neutral"}]}, r"targets\[0\]: holds \[0, 99\]"),
        ({**ROW, "targets": [{"label": "neutral"}]}, 'has neither "start" and "end" nor a "name"'),
        ({**ROW, "targets": [{"name": "Xi", "label": "good"}]}, r"targets\[0\]: has the label 'good'"),
        ({**ROW, "attributions": [{"cue": []}]}, r'attributions\[0\]: has no "content"'),
        ({**ROW, "sentences": [[3, 1]]}, r"sentences: holds \[3, 1\]"),
        ({**ROW, "expressions": [{"start": 0, "end": 2}]}, 'has no "frame"'),
    ],
)
def test_a_row_with_a_mistake(tmp_path, row, problem):
    with pytest.raises(CorpusError, match=problem):
        read_gold(jsonl(tmp_path, ROW | {"id": "first"}, row))


def test_the_line_is_named_and_nothing_is_skipped(tmp_path):
    with pytest.raises(CorpusError, match=r"gold\.jsonl:2: id 'a' is that of line 1"):
        read_gold(jsonl(tmp_path, ROW, ROW))
    with pytest.raises(CorpusError, match=r"gold\.jsonl:1: is not JSON"):
        read_gold(written(tmp_path, "gold.jsonl", "{\n"))
    with pytest.raises(CorpusError, match=r"can't be read"):
        read_gold(tmp_path / "none.jsonl")
    with pytest.raises(UsageError, match=r"unknown kind of gold file '.xlsx'; known: .csv, .jsonl"):
        read_gold(tmp_path / "coded.xlsx")


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ({"id": "b"}, "id 'b' is not in the gold"),
        ({"id": "a", "format": "framing.annotation/9"}, "of format 'framing.annotation/9'"),
        ({"id": "a", "text": "Xi"}, "its text is not the gold's"),
        ({"id": "a", "targets": [{"label": "good"}]}, "breaks the format"),
        ({"id": "a", "targets": [{"label": "neutral", "score": 7}]}, "breaks the format"),
        ({"id": "a", "attributions": [{"content": [[0, 999]]}]}, "offsets outside its text"),
        ([], 'no object with an "id"'),
    ],
)
def test_predictions_that_can_not_be_scored(tmp_path, row, problem):
    gold = read_gold(jsonl(tmp_path, ROW))
    with pytest.raises(ResultsError, match=rf"said\.jsonl:1: .*{problem}"):
        read_answers(written(tmp_path, "said.jsonl", json.dumps(row) + "\n"), gold)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 20) | st.floats(allow_nan=False) | st.text(max_size=3),
    lambda below: (
        st.lists(below, max_size=3)
        | st.dictionaries(
            st.sampled_from(["start", "end", "name", "label", "content", "speaker", "frame", "score"]),
            below,
            max_size=4,
        )
    ),
    max_leaves=8,
)


@settings(suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no failure
@given(st.dictionaries(st.sampled_from(["targets", "attributions", "sentences", "frames", "expressions"]), _JSON))
def test_any_json_is_measured_or_refused_in_one_line(tmp_path_factory, row):
    folder = tmp_path_factory.mktemp("any")
    coded = jsonl(folder, {"id": "a", "text": "Xi praised Minsk."} | row)
    said = written(folder, "said.jsonl", json.dumps({"id": "a"} | row) + "\n")
    known = read_gold(jsonl(folder, ROW))
    for read in (lambda: measure(read_gold(coded), {}), lambda: measure(known, read_answers(said, known).rows)):
        try:
            read()
        except (CorpusError, ResultsError) as error:
            assert "\n" not in str(error)


def test_predictions_of_another_tool_need_only_what_is_scored(tmp_path):
    gold = read_gold(jsonl(tmp_path, ROW))
    said = {"id": "a", "targets": [{"label": "positive", "score": 0.4}]}
    answers = read_answers(written(tmp_path, "said.jsonl", json.dumps(said) + "\n"), gold)
    assert (answers.rows, answers.signature) == ({"a": said}, "said.jsonl")


@pytest.fixture
def lexicon(tmp_path) -> Lexicon:
    from framing.lexicon import load_lexicon

    path = tmp_path / "mine.toml"
    path.write_text(
        '[lexicon]\nid = "mine"\ntitle = "Mine"\nversion = "1"\nlanguage = "en"\nlicense = "CC0-1.0"\n'
        '[entities.minsk]\nname = "Minsk"\ntype = "government"\n',
        encoding="utf-8",
    )
    return load_lexicon([path], base=False)
