"""Sentences to coders and labels back, in every format, whatever stands in the sentences; and each mistake's cure."""

import csv
import io
import json
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coding_sample import SENTENCES, filled_csv, filled_inception, filled_label_studio, sample_of
from framing.coding import read_codes, write_sheets
from framing.coding.formats import FORMATS
from framing.coding.sample import one_line
from framing.errors import CorpusError

LABELS = ("negative", "neutral", "positive", "unclear")
_HOSTILE = st.text(
    st.sampled_from("=+-@\"',;\t\r\n\\<>&|{}[]$%\u2028\u202e\u05d0\u0627\ufeff\u00e9e\u0301👩‍🚀𝒳a b") | st.characters(),
    max_size=40,
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(st.tuples(_HOSTILE, _HOSTILE, st.sampled_from(LABELS)), min_size=1, max_size=5))
def test_what_coders_fill_in_comes_back_in_every_format(tmp_path_factory, drawn):
    sentences = [(one_line(f"{a} ¤ Minsk {i}. {b}"), f"Minsk {i}", "neutral") for i, (a, b, _) in enumerate(drawn)]
    sample = sample_of(*sentences)
    wanted = {item.id: label for item, (_, _, label) in zip(sample.items, drawn, strict=True)}
    folder = tmp_path_factory.mktemp("sheets")
    write_sheets(sample, tuple(FORMATS), folder)
    sheets = {path.name: path.read_bytes().decode("utf-8") for path in folder.iterdir()}
    filled = {
        "anna.csv": filled_csv(sheets["sentences.csv"], wanted),
        "ben.json": filled_label_studio(sheets["label-studio.json"], ben=wanted),
        "cleo.json": filled_inception(sheets["inception.json"], list(wanted.values())),
    }
    for name, text in filled.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    codes = read_codes([folder / name for name in filled], sample)
    assert codes == {"anna": wanted, "ben": wanted, "cleo": wanted}


def sheets_of(sample):
    return {name: text for write in FORMATS.values() for name, text in write(sample).items()}


def test_no_cell_of_the_table_runs_and_it_tells_nothing_but_sentence_and_target():
    text = sheets_of(sample_of(("=cmd Minsk", "Minsk", "negative")))["sentences.csv"]
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert rows == [["id", "sentence", "target", "label"], ["s-0000", "'=cmd Minsk", "Minsk", ""]]


def test_nothing_that_coders_get_tells_source_group_article_or_answer():
    sample = sample_of(("It is fine in Minsk.", "Minsk", "positive"), article="tell-tale-article")
    for name, text in sheets_of(sample).items():
        assert not any(word in text for word in ("tell-tale-article", "critic", "0.5")), name
    assert "positive" not in sheets_of(sample)["label-studio.json"]


def test_the_labelling_interface_is_xml_that_names_what_the_tasks_hold():
    sheets = sheets_of(sample_of(*SENTENCES))
    view = ElementTree.fromstring(sheets["label-studio.xml"])  # noqa: S314 - our own
    data = json.loads(sheets["label-studio.json"])[0]["data"]
    assert {text.get("value") for text in view.iter("Text")} == {"$target", "$sentence"}
    assert {"target", "sentence", "coding_id"} == data.keys()
    assert [choice.get("value") for choice in view.iter("Choice")] == list(LABELS)


def test_the_document_for_inception_keeps_the_rules_of_uima_cas_json():
    """Ids are unique and in the index, offsets count UTF-16 units, each mark covers its target and whole tokens."""
    sample = sample_of(("𝒳 met Xi-led 👩‍🚀 Minsk.", "Xi", "neutral"), ("Minsk’s port", "Minsk", "neutral"))
    whole = json.loads(sheets_of(sample)["inception.json"])
    sofa, *structures = whole["%FEATURE_STRUCTURES"]
    units = sofa["sofaString"].encode("utf-16-le")
    words = {
        kind: [
            units[2 * s["begin"] : 2 * s["end"]].decode("utf-16-le") for s in structures if s["%TYPE"].endswith(kind)
        ]
        for kind in ("Stance", "Sentence", "Token")
    }
    assert words["Stance"] == ["Xi", "Minsk"]
    assert words["Sentence"] == [item.sentence for item in sample.items]
    assert set(words["Stance"]) <= set(words["Token"])
    ids = [s["%ID"] for s in structures]
    assert ids == whole["%VIEWS"]["_InitialView"]["%MEMBERS"]
    assert len({sofa["%ID"], *ids}) == len(ids) + 1
    assert {s["%TYPE"] for s in structures} - {"uima.tcas.DocumentAnnotation"} == whole["%TYPES"].keys()


ALL = {"s-0000": "negative", "s-0001": "1", "s-0002": "0", "s-0003": "?"}


def test_one_export_may_hold_several_annotators_and_each_may_leave_some(tmp_path):
    sample = sample_of(*SENTENCES)
    path = tmp_path / "export.json"
    tasks = sheets_of(sample)["label-studio.json"]
    path.write_text(filled_label_studio(tasks, ann=dict.fromkeys(ALL, "neutral"), ben={"s-0001": "positive"}))
    codes = read_codes([path], sample)
    assert codes == {"ann": dict.fromkeys(ALL, "neutral"), "ben": {"s-0001": "positive"}}


def test_the_short_export_and_the_table_that_label_studio_writes(tmp_path):
    sample = sample_of(*SENTENCES)
    rows = [
        {"id": i, "annotator": 3, "coding_id": item.id, "sentence": item.sentence, "label": "neutral"}
        for i, item in enumerate(sample.items)
    ]
    (tmp_path / "min.json").write_text(json.dumps(rows))
    with (tmp_path / "table.csv").open("w", newline="") as file:
        table = csv.DictWriter(file, rows[0])
        table.writeheader()
        table.writerows(rows)
    codes = read_codes([tmp_path / "min.json", tmp_path / "table.csv"], sample)
    assert codes == {name: dict.fromkeys(ALL, "neutral") for name in ("min", "table")}


def test_a_table_from_another_country_with_codes_as_numbers(tmp_path):
    path = tmp_path / "anna.csv"
    rows = [f"{item.id};{item.sentence};x;{ALL[item.id]}" for item in sample_of(*SENTENCES).items]
    path.write_text("\n".join(["id;sentence;target;label", *rows]), encoding="utf-8-sig")
    assert read_codes([path], sample_of(*SENTENCES))["anna"] == {
        "s-0000": "negative", "s-0001": "positive", "s-0002": "neutral", "s-0003": "unclear",
    }  # fmt: skip


@pytest.mark.parametrize(
    "saved",
    [
        lambda t: t.replace(",", ";").encode("utf-8-sig"),
        lambda t: ("sep=;\r\n" + t.replace(",", ";")).encode("utf-8-sig"),
        lambda t: ("sep=,\r\n\r\n" + t).encode(),
        lambda t: t.replace(",", "\t").encode("utf-16"),
        lambda t: t.replace(",", "\t").encode("utf-8").replace(b"\r\n", b"\r"),
        lambda t: (";;;\r\n" + t.replace(",", ";").replace("\r\n", ";;\r\n")).encode(),
        lambda t: "\r\n".join(sorted(t.upper().split("\r\n")[:1]) + t.split("\r\n")[:0:-1]).encode(),
        lambda t: t.replace("Minsk is", "Minsk\u00a0is").encode(),
        lambda t: "".join(f"{k},{line}\r\n" for k, line in enumerate(t.split("\r\n")) if line).encode(),
    ],
    ids=[
        "semicolons",
        "sep",
        "sep and a gap",
        "Unicode text",
        "old Mac",
        "more columns",
        "sorted",
        "hard spaces",
        "numbered",
    ],
)
def test_a_table_that_a_spreadsheet_has_saved_its_own_way(tmp_path, saved):
    sample = sample_of(*SENTENCES)
    rows = [f"{item.id},{item.sentence},x,{ALL[item.id]}" for item in sample.items]
    (tmp_path / "anna.csv").write_bytes(saved("\r\n".join(["id,sentence,target,label", *rows, ""])))
    assert read_codes([tmp_path / "anna.csv"], sample)["anna"] == {
        "s-0000": "negative", "s-0001": "positive", "s-0002": "neutral", "s-0003": "unclear",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda t: t.replace(",?", ","), r"anna\.csv: 1 of 4 sentences have no label \(first s-0003\); write negative"),
        (lambda t: t.replace(",?", ",good"), r"anna\.csv:5: s-0003 has the label 'good'; write negative, neutral"),
        (lambda t: t.replace("Nobody", "Everybody"), r"anna\.csv:5: the sentence of s-0003 was changed; restore it as"),
        (lambda t: t.replace("s-0002", "s-9"), r"anna\.csv:4: sentence 's-9' is not in the key; restore it, or take"),
        (lambda t: t.replace("label", "x"), r"anna\.csv:1: has no column label; keep id, sentence, target, label"),
        (lambda t: t + 's-0002,Minsk is a city.,Minsk,1\n', "s-0002 has two labels of one coder, neutral and positive"),
        (lambda t: "", "has no column id"),
    ],
)  # fmt: skip
def test_each_mistake_in_a_table_has_its_line_and_cure(tmp_path, change, problem):
    sample = sample_of(*SENTENCES)
    path = tmp_path / "anna.csv"
    path.write_text(change(filled_csv(sheets_of(sample)["sentences.csv"], ALL)), encoding="utf-8", newline="")
    with pytest.raises(CorpusError, match=problem) as error:
        read_codes([path], sample)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{", "is neither CSV nor JSON"),
        ("{}", "is no format that framing knows"),
        ("[{}]", "task 1 has no coding_id or no sentence"),
        ('[{"data": {"coding_id": "s-0000", "sentence": "Minsk is stagnant."}, "annotations": 3}]', "that are no list"),
        ('{"%FEATURE_STRUCTURES": []}', "holds no text"),
        ('{"%FEATURE_STRUCTURES": [{"%TYPE": "uima.cas.Sofa", "sofaString": "a"}]}', "holds 1 sentences, the key 4"),
    ],
)
def test_an_export_that_is_none(tmp_path, text, problem):
    (tmp_path / "x.json").write_text(text)
    with pytest.raises(CorpusError, match=problem):
        read_codes([tmp_path / "x.json"], sample_of(*SENTENCES))


def test_a_changed_sentence_in_inception_and_two_coders_of_one_name(tmp_path):
    sample = sample_of(*SENTENCES)
    text = filled_inception(sheets_of(sample)["inception.json"], ["neutral"] * 4)
    (tmp_path / "a").mkdir()
    for path in (tmp_path / "ann.json", tmp_path / "a" / "ann.json"):
        path.write_text(text)
    with pytest.raises(CorpusError, match="there is a coder 'ann' already; name each coder's file differently"):
        read_codes([tmp_path / "ann.json", tmp_path / "a" / "ann.json"], sample)
    (tmp_path / "ann.json").write_text(text.replace("Nobody trusts", "Nobody hates."))
    with pytest.raises(CorpusError, match=r"ann\.json: sentence 4: the sentence of s-0003 was changed"):
        read_codes([tmp_path / "ann.json"], sample)


@given(st.recursive(st.none() | st.integers() | st.sampled_from(["s-0000", "neutral", "uima.cas.Sofa"]), lambda below: (
    st.lists(below, max_size=3) | st.dictionaries(st.sampled_from(
        ["data", "coding_id", "sentence", "annotations", "result", "value", "choices", "label", "%FEATURE_STRUCTURES",
         "%TYPE", "sofaString", "begin"]), below, max_size=4)), max_leaves=10))  # fmt: skip
def test_any_json_is_read_or_refused_in_one_line(tmp_path_factory, whole):
    path = tmp_path_factory.mktemp("any") / "x.json"
    path.write_text(json.dumps(whole))
    with pytest.raises(CorpusError) as error:
        read_codes([path], sample_of(*SENTENCES))
    assert "\n" not in str(error.value)
