"""Exports: what other programs read is what the table holds, and no cell runs as a formula."""

import csv
import io
import json

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.errors import UsageError
from framing.results.exports import EXPORTERS, disarmed, export
from sample_tables import sample_tables

TABLES = sample_tables()


@pytest.mark.parametrize(("form", "separator"), [("csv", ","), ("tsv", "\t")])
def test_a_spreadsheet_reads_every_row_and_column(form: str, separator: str) -> None:
    table = TABLES["articles"]
    head, *rows = csv.reader(io.StringIO(export(table, form)), delimiter=separator)
    assert head == table.column_names
    assert [row[head.index("article")] for row in rows] == table["article"].to_pylist()
    assert rows[0][head.index("text")] == table["text"][0].as_py()


def test_the_title_that_is_a_formula_is_disarmed_in_spreadsheets_only() -> None:
    assert "'=HYPERLINK" in export(TABLES["articles"], "csv")
    assert json.loads(export(TABLES["articles"], "json"))[1]["title"] == '=HYPERLINK("http://example.org")'


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_what_a_spreadsheet_would_run_gets_a_quote_mark(start: str) -> None:
    assert disarmed(f"{start}cmd|' /C calc'!A0") == f"'{start}cmd|' /C calc'!A0"


@pytest.mark.parametrize("text", ["-0.6", "+3", "-1e-5", "a=b", "", "Xi"])
def test_numbers_and_words_stay_as_they_are(text: str) -> None:
    assert disarmed(text) == text


def test_null_is_an_empty_cell_and_numbers_are_numbers() -> None:
    table = pa.table({"score": [None, -0.5], "steps": [[], [{"name": "a", "factor": -1.0}]]})
    rows = list(csv.reader(io.StringIO(export(table, "csv"))))
    assert rows == [["score", "steps"], ["", "[]"], ["-0.5", '[{"name": "a", "factor": -1.0}]']]


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\r"))))
def test_no_text_is_lost_or_split(texts: list[str]) -> None:
    rows = list(
        csv.reader(io.StringIO(export(pa.table({"id": range(len(texts)), "text": texts}), "tsv")), delimiter="\t")
    )
    assert [row[1].removeprefix("'") for row in rows[1:]] == [text.removeprefix("'") for text in texts]


@pytest.mark.parametrize("form", ["csv", "tsv"])
def test_no_return_begins_a_row_of_its_own(form: str) -> None:
    written = export(pa.table({"text": ["a telling\r=1+1 x", "\r=1+1", "two\r\nlines"]}), form)
    assert "\r" not in written
    assert [row[0] for row in csv.reader(io.StringIO(written))][1:] == ["a telling =1+1 x", "' =1+1", "two\nlines"]


def test_an_unknown_form_is_answered_with_the_known() -> None:
    with pytest.raises(UsageError, match="unknown form 'xlsx'; known: csv, json, tsv"):
        export(TABLES["run"], "xlsx")
    assert sorted(EXPORTERS) == ["csv", "json", "tsv"]
