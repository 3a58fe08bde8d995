"""Charts as files: numbers of the tables, words escaped, forms beside colours, the style sheet's own palette."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pyarrow as pa
import pytest

from framing.report.addresses import Links, Page
from framing.report.figures import PALETTE, charts, figures, share_figure
from framing.report.pages import CSS, Printer
from framing.report.rows import Row, Rows
from framing.report.views.months import months, span
from framing.report.write import pages_of, write_report
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
    made = dict(charts(_dated()))
    assert {"charts/stance-belarus.svg", "charts/months-critical-analyst.belarus.svg"} <= set(made)
    for text in made.values():
        root = ElementTree.fromstring(text)  # noqa: S314 - our own file
        title, described = (root.find(f"{{http://www.w3.org/2000/svg}}{tag}") for tag in ("title", "desc"))
        assert title is not None and title.text
        assert described is not None and described.text


def test_a_chart_holds_hostile_names_as_text() -> None:
    tables = sample_tables()
    evil = "</text><script>alert(1)</script>\x00\u202e\ufffe\uffff"
    rows: list[Row] = [{**row, "name": f"{n} {evil}"} for n, row in enumerate(tables["sources"].to_pylist())]
    tables["sources"] = pa.Table.from_pylist(rows, schema=SCHEMAS["sources"])
    for text in dict(charts(Rows(tables))).values():
        root = ElementTree.fromstring(text)  # noqa: S314
        assert not [e for e in root.iter() if e.tag.endswith("script")]


def test_charts_have_the_colours_of_day() -> None:
    day = dict(re.findall(r"--([a-z-]+): light-dark\((#\w{6}), #\w{6}\);", CSS))
    assert PALETTE["pos"] == day["positive"]
    assert PALETTE["neg"] == day["negative"]
    assert PALETTE["neu"] == day["unclear"]
    assert (PALETTE["ink"], PALETTE["soft"]) == (day["ink"], day["soft"])


def test_every_page_with_a_chart_or_a_table_has_it_as_a_file() -> None:
    rows = _dated()
    beside = dict(figures(rows))
    printer = Printer(rows, single=False, offered=frozenset())
    for page, subject, _ in pages_of(rows, {}):
        if page.kind not in ("article", "told", "method"):
            said = str(printer.part(page, subject))
            linked = {link.removeprefix("../") for link in re.findall(r'href="([^"]+)" download', said)}
            assert linked and linked <= set(beside), page
    assert {"charts/side-by-side.svg", "charts/stance-by-group.svg", "data/validity.json"} <= set(beside)


def test_a_bar_is_as_long_as_its_share_of_the_axis() -> None:
    drawn = share_figure("Shares", [("head", None, ""), ("all", 0.8, "80 %"), ("half", 0.4, "40 %")], "")
    bars = re.findall(r'x1="([\d.]+)" y1="[\d.]+" x2="([\d.]+)" [^>]* stroke-width="9"', drawn)
    assert [float(x2) - float(x1) for x1, x2 in bars] == [320, 160]


def test_no_title_is_longer_than_its_picture() -> None:
    (title,) = re.findall(r'font-weight="bold">([^<]*)</text>', share_figure("W" * 800, [], ""))
    assert len(title) < 100


@pytest.mark.parametrize("layout", ["single", "folder"])
def test_charts_stand_beside_the_pages(tmp_path: Path, layout: str) -> None:
    write_report(sample_tables(), tmp_path, layout=layout)
    assert (tmp_path / "charts" / "stance-china.svg").exists()
    assert "charts/stance-china.svg" in (tmp_path / "index.html").read_text("utf-8")
