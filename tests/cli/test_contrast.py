"""Groups compared in the terminal, as JSON and as a report; by hand-made results, no model."""

import json
import re
import tomllib
from pathlib import Path

import pyarrow as pa
import pytest

from command_line import run
from contrast_tables import tables_of
from framing.contrast import add_contrast, add_copies, add_events, add_told_twice
from framing.contrast.keyness import without_persons
from framing.results import read_results, write_results
from framing.stance import add_stance
from sample_tables import sample_tables

STORY = "Today president Lukash met chairman Zhang in Beijing. The talks about trade and loans went well for Lukash."
AGAIN = "In Beijing chairman Zhang received Lukash again. Trade and loans were the talks of Lukash."


@pytest.fixture
def place(tmp_path: Path) -> Path:
    write_results(sample_tables(), tmp_path / "visit" / "results")
    return tmp_path / "visit"


def test_groups_are_compared_by_any_key_without_analysing_again(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, _ = run(capsys, "contrast", place, "--by", "country")
    assert status == 0
    assert out.startswith("by country: BY (1 article), PL (1 article), CZ (1 article)\n")
    assert "! 1 article without a country is in no group." in out
    assert "BY against PL" in out
    assert "too few articles to show it" in out
    assert "visit-2025" in out


def test_one_pair_one_measure_in_all_its_voices(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(
        capsys, "contrast", place, "--a", "state-media", "--b", "critical-analyst", "--measures", "frames", "--every"
    )
    assert "state-media against critical-analyst" in out
    assert "quoted" in out
    assert "borrowed" not in out
    compared = re.findall(r"^.+ (?:all|author|quoted) .+$", out, re.MULTILINE)
    assert compared
    assert all(re.search(r" \d+:\d+ ", line) for line in compared), "each row says over how many articles of each side"


def test_json_holds_the_tables_of_the_page(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "contrast", place / "results", "--by", "year", "--within", "nothing", "--json")
    assert out.isascii()  # so that no sign steers the terminal
    found = json.loads(out)
    assert (found["by"], found["within"]) == ("year", "nothing")
    assert [group["group"] for group in found["groups"]] == ["2023", "2025"]
    assert {"differences", "keyness", "events", "article_events", "copies", "alignments", "omissions"} <= set(found)
    assert {row["group_a"] for row in found["differences"]} == {"2023"}


def test_out_writes_report_and_results_of_the_comparison_and_leaves_the_first_alone(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = place.parent / "by-year"
    before = (place / "results" / "run.parquet").read_bytes()
    status, said, _ = run(capsys, "contrast", place, "--by", "year", "--out", out, "--layout", "folder")
    assert (status, said) == (0, f"Report: {out / 'index.html'}\n")
    assert read_results(out / "results")["run"]["by"].to_pylist() == ["year"]
    assert '<h2 id="groups">Stance by year</h2>' in (out / "contrast.html").read_text()
    assert (out / "data" / "copies.tsv").exists()
    assert (place / "results" / "run.parquet").read_bytes() == before


def test_events_found_are_printed_as_lines_for_the_manifest(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tables = tables_of({"text": STORY, "date": "2025-06-04", "group": "a"}, {"text": AGAIN, "date": "2025-06-05"})
    tables = add_told_twice(add_contrast(add_events(add_stance(add_copies(tables)))))
    write_results(tables, tmp_path / "results")
    _, out, _ = run(capsys, "contrast", tmp_path, "--manifest")
    assert [a["id"] for a in tomllib.loads(out)["articles"]] == ["a0", "a1"]


def test_names_of_persons_can_be_left_out_of_the_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tables = tables_of(*({"text": f"{STORY} {STORY}", "group": g} for g in "aab"), {"text": AGAIN, "group": "b"})
    tables = add_told_twice(add_contrast(add_events(add_stance(tables))))
    place = tables["keyness"].schema.get_field_index("of_person")
    is_name = pa.array([word == "lukash" for word in tables["keyness"]["lemma"].to_pylist()])
    tables["keyness"] = tables["keyness"].set_column(place, "of_person", is_name)
    assert is_name.to_pylist().count(True) == 1
    kept = without_persons(tables["keyness"])["lemma"].to_pylist()
    assert "lukash" not in kept
    assert len(kept) == len(is_name) - 1
    write_results(tables, tmp_path / "results")
    _, out, _ = run(capsys, "contrast", tmp_path, "--mask-names", "--json")
    assert not any(row["of_person"] for row in json.loads(out)["keyness"])


def test_nothing_to_compare_is_a_sentence(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "contrast", place, "--by", "author")
    assert status == 0
    assert "! Nothing to contrast: all articles that have an author have the same one, Jane O’Neill" in out


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--by", "mood"], "unknown grouping 'mood'"),
        (["--a", "state"], "no article has the group 'state'; did you mean 'state-media'?"),
        (["--measures", "tone"], "unknown measure 'tone'"),
    ],
)
def test_wrong_use_is_one_line_with_the_cure(
    place: Path, capsys: pytest.CaptureFixture[str], options: list[str], message: str
) -> None:
    status, _, error = run(capsys, "contrast", place, *options)
    assert status == 2
    assert error.startswith(f"framing: {message}")
    assert error.count("\n") == 1
