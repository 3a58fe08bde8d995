"""Charts as files: numbers of the tables, words escaped, forms beside colours, the style sheet's own palette."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pyarrow as pa
import pytest

from framing.report.addresses import Links, Page
from framing.report.figures import PALETTE, figures
from framing.report.pages import CSS
from framing.report.rows import Row, Rows
from framing.report.views.months import months, span
from framing.report.write import write_report
from framing.results.schemas import SCHEMAS
from framing.stance import add_stance
from sample_tables import sample_tables

LINKS = Links(Page("overview"), single=False)


def _dated(**changes: str) -> Rows:
    """The sample with its critical analysts judging in three months."""
    tables = sample_tables()
    dates = {"a1 <&>": "2025-06-05", "a2": "2025-06", "a3": "2023-12-04", **changes}
    rows = [{**row, "date": dates.get(row["article"], "")} for row in tables["articles"].to_pylist()]
    return Rows(add_stance({**tables, "articles": pa.Table.from_pylist(rows, schema=SCHEMAS["articles"])}))


def test_over_time_keeps_the_distances_between_months() -> None:
    rows = _dated()
    belarus = next(m for m in months(rows, LINKS, "group", "critical-analyst", ["a2", "a3"]) if m.id == "belarus")
    (first, *_), (second, *_) = belarus.points
    assert second - first == 18
    assert span(rows) == (2023 * 12 + 12, 2025 * 12 + 6, "2023-12", "2025-06")
    assert [line.articles for line in belarus.months] == [
        (("1", "articles/a3.html"),),
        (("1", "articles/a2.html"),),
    ]


def test_one_month_alone_is_no_course() -> None:
    assert months(_dated(a3="2025-06-01"), LINKS, "group", "critical-analyst", ["a2", "a3"]) == ()


def test_every_chart_is_a_file_that_says_in_words_what_it_shows() -> None:
    charts = dict(figures(_dated()))
    assert {"charts/stance-belarus.svg", "charts/months-critical-analyst.belarus.svg"} <= set(charts)
    for text in charts.values():
        root = ElementTree.fromstring(text)  # noqa: S314 - our own file
        title, described = (root.find(f"{{http://www.w3.org/2000/svg}}{tag}") for tag in ("title", "desc"))
        assert title is not None and title.text
        assert described is not None and described.text


def test_a_chart_holds_hostile_names_as_text() -> None:
    tables = sample_tables()
    evil = "</text><script>alert(1)</script>\x00\u202e\ufffe\uffff"
    rows: list[Row] = [{**row, "name": f"{n} {evil}"} for n, row in enumerate(tables["sources"].to_pylist())]
    tables["sources"] = pa.Table.from_pylist(rows, schema=SCHEMAS["sources"])
    for text in dict(figures(Rows(tables))).values():
        root = ElementTree.fromstring(text)  # noqa: S314
        assert not [e for e in root.iter() if e.tag.endswith("script")]


def test_charts_have_the_colours_of_day() -> None:
    day = dict(re.findall(r"--([a-z-]+): light-dark\((#\w{6}), #\w{6}\);", CSS))
    assert PALETTE["pos"] == day["positive"]
    assert PALETTE["neg"] == day["negative"]
    assert PALETTE["neu"] == day["unclear"]
    assert (PALETTE["ink"], PALETTE["soft"]) == (day["ink"], day["soft"])


@pytest.mark.parametrize("layout", ["single", "folder"])
def test_charts_stand_beside_the_pages(tmp_path: Path, layout: str) -> None:
    write_report(sample_tables(), tmp_path, layout=layout)
    assert (tmp_path / "charts" / "stance-china.svg").exists()
    assert "charts/stance-china.svg" in (tmp_path / "index.html").read_text("utf-8")
