"""Stance by month: the same numbers as a run over that month's articles alone."""

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from framing.results.schemas import SCHEMAS, Tables
from framing.stance import add_stance
from sample_tables import sample_tables


def _dated(dates: dict[str, str]) -> Tables:
    tables = sample_tables()
    rows = [{**row, "date": dates.get(row["article"], "")} for row in tables["articles"].to_pylist()]
    return add_stance({**tables, "articles": pa.Table.from_pylist(rows, schema=SCHEMAS["articles"])})


def _of(tables: Tables, name: str, **wanted: str) -> list[dict]:
    rows = tables[name]
    for column, value in wanted.items():
        rows = rows.filter(pc.equal(rows[column], value))
    return rows.to_pylist()


def test_a_month_has_the_stance_of_its_articles():
    tables = _dated({"a1 <&>": "2025-06-05", "a2": "2025-06", "a3": "2023-12-04"})
    by_month = {
        row["month"]: row for row in _of(tables, "stance_by_month", level="corpus", target="belarus", voice="all")
    }
    assert list(by_month) == ["2023-12", "2025-06"]
    alone = _of(tables, "stance", level="article", unit="a3", target="belarus", voice="all")[0]
    assert {k: by_month["2023-12"][k] for k in alone if k not in {"level", "unit"}} == {
        k: v for k, v in alone.items() if k not in {"level", "unit"}
    }


@pytest.mark.parametrize("date", ["", "2025", "2025-13", "June 2025"])
def test_an_article_without_a_month_is_in_none(date: str):
    tables = _dated({"a1 <&>": date, "a2": date, "a3": "2023-12"})
    assert {row["month"] for row in tables["stance_by_month"].to_pylist()} == {"2023-12"}


def test_only_main_targets_and_whole_voices_have_months():
    tables = _dated({"a1 <&>": "2025-06", "a2": "2025-06", "a3": "2023-12"})
    rows = tables["stance_by_month"].to_pylist()
    assert {row["target"] for row in rows} <= set(tables["run"].to_pylist()[0]["targets"])
    assert {row["voice"] for row in rows} <= {"author", "quoted", "all"}
    assert {row["level"] for row in rows} == {"source", "group", "corpus"}
