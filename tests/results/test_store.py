"""Results on disk: whole or not at all, equal bytes for equal results, and clear words for what can't be read."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from framing.errors import ResultsError
from framing.results import files, store
from framing.results.document import QUESTIONS
from framing.results.schemas import SCHEMAS
from framing.results.store import DATABASE, VIEWS, read_results, write_results
from sample_tables import sample_tables

TABLES = sample_tables()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("run") / "results"
    write_results(TABLES, folder)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_what_is_written_is_read_back(folder: Path) -> None:
    back = read_results(folder)
    assert back.keys() == TABLES.keys()
    for name, table in TABLES.items():
        assert back[name].equals(table)
        assert back[name].schema.equals(SCHEMAS[name], check_metadata=True)


def test_there_are_only_the_tables_and_the_database(folder: Path) -> None:
    assert contents(folder).keys() == {*(f"{name}.parquet" for name in SCHEMAS), DATABASE}


def test_equal_results_give_equal_bytes(tmp_path: Path) -> None:
    # Some thousand rows: only from some hundred on does DuckDB compress, and that was what differed between runs.
    many = TABLES | {name: pa.concat_tables([TABLES[name]] * 300) for name in ("sentences", "stance", "evaluations")}
    for name in "abc":
        write_results(many, tmp_path / name)
    assert contents(tmp_path / "a") == contents(tmp_path / "b") == contents(tmp_path / "c")


def test_several_large_tables_come_in_one_order(tmp_path: Path) -> None:
    """Tables of more than one row group (122,880 rows), as 3,000 articles have them."""
    many = TABLES | {
        name: pa.concat_tables([TABLES[name]] * (260_000 // len(TABLES[name]) + 1)).combine_chunks()
        for name in ("sections", "speakers", "labels", "references")
        if len(TABLES[name])
    }
    for name in "abcd":
        store._write_database(many, tmp_path / name)
    assert len(set(contents(tmp_path).values())) == 1


def test_no_path_of_the_machine_is_in_the_database(folder: Path) -> None:
    assert str(folder).encode() not in (folder / DATABASE).read_bytes()


@pytest.mark.parametrize("view", VIEWS)
def test_views_answer_wherever_the_file_is_moved(folder: Path, tmp_path: Path, view: str) -> None:
    moved = tmp_path / "elsewhere.duckdb"
    moved.write_bytes((folder / DATABASE).read_bytes())
    with duckdb.connect(str(moved), read_only=True) as base:
        assert base.sql(f"from {view}").fetchall()
    with duckdb.connect() as base:
        base.execute(f"attach '{moved}' as theirs (read_only)")
        assert base.sql(f"from theirs.{view}").fetchall()


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_documented_questions_have_answers(folder: Path, question: str) -> None:
    with duckdb.connect(str(folder / DATABASE), read_only=True) as base:
        assert base.sql(QUESTIONS[question]).fetchall()


def test_evidence_names_the_sentence_of_every_judgement(folder: Path) -> None:
    with duckdb.connect(str(folder / DATABASE), read_only=True) as base:
        rows = base.sql(
            "select source_name, sentence_text, value from evidence where expression = 'vassal' order by article"
        ).fetchall()
    assert rows == [
        ("The Institute", "Belarus is dependent on China, and the Belarusian government is a vassal.", -0.9),
        ("Review & Co", "Belarus, dependent on China, is a vassal, said Nikolay Vavilov.", -0.9),
    ]


def test_an_apostrophe_in_the_folder_is_no_sql(tmp_path: Path) -> None:
    write_results(TABLES, tmp_path / "O'Neill' as x; drop table articles; --")
    assert read_results(tmp_path / "O'Neill' as x; drop table articles; --").keys() == TABLES.keys()


def test_a_failed_write_leaves_the_old_file_and_no_rest(tmp_path: Path) -> None:
    path = tmp_path / "f.parquet"
    path.write_text("old")

    def half(new: Path) -> None:
        new.write_text("ha")
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        files.write_whole(path, half)
    assert contents(tmp_path) == {"f.parquet": b"old"}


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ResultsError, match=r"file/results: results can't be written \(Not a directory\)"):
        write_results(TABLES, tmp_path / "file" / "results")


def _missing_folder(folder: Path) -> str:
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    return "no such folder; make the results with `framing analyze"


def _missing_table(folder: Path) -> str:
    (folder / "stance.parquet").unlink()
    return "stance.parquet: missing, so this is no results folder or an unfinished one"


def _torn(folder: Path) -> str:
    path = folder / "stance.parquet"
    path.write_bytes(path.read_bytes()[:-9])
    return "stance.parquet: not a table that can be read"


def _foreign(folder: Path) -> str:
    pq.write_table(pa.table({"a": [1]}), folder / "stance.parquet")
    return "stance.parquet: of format 'unknown', not 'framing.results/1'"


def _of_another_version(folder: Path) -> str:
    table = TABLES["stance"].replace_schema_metadata({"format": "framing.results/99"})
    pq.write_table(table, folder / "stance.parquet")
    return "stance.parquet: of format 'framing.results/99', not 'framing.results/1'"


def _of_other_columns(folder: Path) -> str:
    table = TABLES["stance"].drop_columns(["score"]).replace_schema_metadata({"format": store.FORMAT})
    pq.write_table(table, folder / "stance.parquet")
    return "stance.parquet: its columns are not those of framing.results/1"


@pytest.mark.parametrize(
    "spoil", [_missing_folder, _missing_table, _torn, _foreign, _of_another_version, _of_other_columns]
)
def test_what_cannot_be_read_is_said_in_one_line(tmp_path: Path, spoil: Callable[[Path], str]) -> None:
    folder = tmp_path / "results"
    write_results(TABLES, folder)
    words = spoil(folder)
    with pytest.raises(ResultsError) as caught:
        read_results(folder)
    assert words in str(caught.value)
    assert "framing analyze" in str(caught.value)
    assert "\n" not in str(caught.value)
