"""The report made again from results, and one article's evidence in the terminal; by hand-made results, no model."""

from pathlib import Path

import pytest

from command_line import run
from framing.report.manifest import read_manifest
from framing.results import write_results
from framing.validity import Validation, Value, write_validation
from framing.validity.validation import digest_of
from sample_tables import sample_tables, with_verdict


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with the results of the sample and no pages."""
    write_results(sample_tables(), tmp_path / "visit" / "results")
    return tmp_path / "visit"


def test_report_makes_the_pages_beside_the_results_they_come_from(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, _ = run(capsys, "report", place)
    assert (status, out) == (0, f"Report: {place / 'index.html'}\n")
    assert (place / "results" / "articles.parquet").exists()


def test_another_layout_takes_away_the_pages_of_the_first_and_nobody_elses_files(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "report", place, "--layout", "folder")
    (place / "sources" / "notes.txt").write_text("mine")
    run(capsys, "report", place / "results", "--layout", "single")
    assert not (place / "articles").exists()
    assert [p.name for p in (place / "sources").iterdir()] == ["notes.txt"]
    assert "articles/a2.html" not in read_manifest(place)


def test_a_folder_of_pages_stays_one_when_the_report_is_made_again(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "report", place, "--layout", "folder")
    before = read_manifest(place)
    run(capsys, "report", place)
    assert read_manifest(place) == before
    assert (place / "articles" / "a2.html").exists()


def test_a_report_for_publishing_is_packed_without_results(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = place.parent / "published"
    status, said, _ = run(capsys, "report", place, "--out", out, "--excerpts", "--zip")
    assert status == 0
    assert f"Packed: {out / 'published.zip'}" in said
    assert not (out / "results").exists()


def test_a_large_report_is_named_with_a_cure(
    place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("framing.cli.output.LARGE", 1000)
    _, _, warned = run(capsys, "report", place)
    assert "--layout folder opens faster" in warned
    assert "--zip" in warned


def test_report_without_results_says_how_to_make_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty").mkdir()
    status, _, error = run(capsys, "report", tmp_path / "empty")
    assert status == 2
    assert "framing analyze" in error


def test_show_prints_stance_sentences_and_reasons(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "show", "a2", "--report", place)
    assert status == 0
    out = " ".join(out.split())
    assert "stance toward" in out
    assert "“vassal” of “Belarusian government” (modifier): −0.90 demo.dependence.vassal" in out
    assert "+0.80 demo.friendship.unbreakable × −1.00 scope.not" in out
    assert "toward Belarus, a speaker not identified" in out


def test_show_says_of_a_judged_term_how_often_it_was_right(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_results(with_verdict("demo.dependence.vassal", 5, 6), tmp_path / "results")
    _, out, _ = run(capsys, "show", "a2", "--report", tmp_path)
    out = " ".join(out.split())
    assert "−0.90 demo.dependence.vassal (5 of 6 judged right [0.44, 0.97])" in out
    assert out.count("judged right") == out.count("demo.dependence.vassal")


def test_show_says_so_of_a_part_of_a_models_sum_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import pyarrow as pa

    tables = with_verdict("demo.dependence.vassal", 5, 6)
    parts = [("own term: demo.dependence.vassal", -1.0), ("own term: demo.friendship.friend", 0.4)]
    modelled = {"expression": None, "reasons": [{"name": name, "factor": factor} for name, factor in parts]}
    rows = [{**row, **modelled} for row in tables["evaluations"].to_pylist()]
    tables["evaluations"] = pa.Table.from_pylist(rows, schema=tables["evaluations"].schema)
    write_results(tables, tmp_path / "results")
    _, out, _ = run(capsys, "show", "a2", "--report", tmp_path)
    verdict = "own term: demo.dependence.vassal (5 of 6 judged right [0.44, 0.97]) −1.00"
    assert f"{verdict}, own term: demo.friendship.friend +0.40" in " ".join(out.split())


def test_show_takes_the_beginning_of_an_id_and_one_target(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "show", "a1", "--report", place / "results", "--target", "china")
    assert status == 0
    assert "toward China" in out
    assert "partnership," not in out


@pytest.mark.parametrize(
    ("asked", "expected"),
    [("a", "4 articles begin with 'a'"), ("a22", "did you mean a2"), ("zzzz", "overview lists them")],
)
def test_show_names_what_it_does_not_know(
    place: Path, capsys: pytest.CaptureFixture[str], asked: str, expected: str
) -> None:
    status, _, error = run(capsys, "show", asked, "--report", place)
    assert (status, expected in error) == (2, True)


def test_show_finds_the_only_report_or_asks_which(
    place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert "framing analyze INPUT" in run(capsys, "show", "a2")[2]
    (tmp_path / "reports").mkdir()
    place.rename(tmp_path / "reports" / "visit")
    assert run(capsys, "show", "a2")[0] == 0
    write_results(sample_tables(), tmp_path / "reports" / "other" / "results")
    assert "2 reports (reports/other, reports/visit); name one with --report DIR" in run(capsys, "show", "a2")[2]


def test_show_prints_nothing_a_terminal_could_obey(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import pyarrow as pa

    tables = sample_tables()
    evil = "\x1b]0;owned\x07\x1b[2J\u202e"
    for name, columns in {"articles": ("title", "date"), "sources": ("name",), "sentences": ("text",)}.items():
        rows = [{**row, **{c: evil + (row[c] or "") for c in columns}} for row in tables[name].to_pylist()]
        tables[name] = pa.Table.from_pylist(rows, schema=tables[name].schema)
    write_results(tables, tmp_path / "results")
    status, out, _ = run(capsys, "show", "a2", "--report", tmp_path)
    assert status == 0
    assert not {"\x1b", "\x07", "\u202e"} & set(out)
    assert "\\x1b[2J" in out


def test_the_users_own_evaluation_is_shown_when_the_report_is_made_again(
    place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = sample_tables()["articles"]["text"][0].as_py()
    value = Value("targets", "macro F1", "", "", 0.62, 0.51, 0.73, 120, 9)
    coded = Validation("coded.csv", "", "framing 0", 120, 0, (value,), (), (digest_of(text),))
    write_validation(coded, tmp_path / "evaluation.json")
    status, _, _ = run(capsys, "report", place, "--layout", "folder", "--validated", tmp_path / "evaluation.json")
    page = (place / "validity.html").read_text("utf-8")
    assert status == 0
    assert "0.62" in page
    assert "Not validated on this material" not in page
