"""What can be computed of the look: contrast of the palette in both themes, sizes, and forms beside colours."""

import re
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from framing.report import charts, write_report
from framing.report.figures import PALETTE
from framing.report.pages import CSS, JS
from framing.results.schemas import Tables
from sample_tables import sample_tables

PAIRS = {name: pair for name, *pair in re.findall(r"--([a-z-]+): light-dark\((#\w{6}), (#\w{6})\);", CSS)}


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(a: str, b: str) -> float:
    """Return the contrast ratio of WCAG 2.2."""
    light, dark = sorted((_luminance(a), _luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


GROUNDS = ("page", "card", "sunk", "quote-tint")


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("ink", ["ink", "soft", "positive", "negative", "unclear", "accent"])
def test_text_stands_out_from_its_ground(ink: str, ground: str, theme: int) -> None:
    assert contrast(PAIRS[ink][theme], PAIRS[ground][theme]) >= 4.5


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        ("ink", "positive-tint"),
        ("ink", "negative-tint"),
        ("positive", "positive-tint"),
        ("negative", "negative-tint"),
        ("page", "positive"),
        ("page", "negative"),
        ("page", "unclear"),
        ("page", "ink"),
    ],
)
def test_words_in_marks_stand_out(ink: str, ground: str, theme: int) -> None:
    assert contrast(PAIRS[ink][theme], PAIRS[ground][theme]) >= 4.5


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("mark", ["rule", "positive", "negative", "unclear", "accent", "quote-edge", "focus"])
def test_lines_and_points_stand_out(mark: str, theme: int) -> None:
    assert min(contrast(PAIRS[mark][theme], PAIRS[ground][theme]) for ground in ("page", "card")) >= 3.0


@pytest.mark.parametrize("colour", ["ink", "soft", "pos", "neg", "neu"])
def test_words_of_a_chart_file_stand_out_from_its_ground(colour: str) -> None:
    assert contrast(PALETTE[colour], PALETTE["ground"]) >= 4.5


def test_lines_of_a_chart_file_stand_out_from_its_ground() -> None:
    assert contrast(PALETTE["axis"], PALETTE["ground"]) >= 3.0


def test_two_parts_of_a_bar_can_be_told_apart_without_colour_names() -> None:
    assert min(contrast(PAIRS["accent"][t], PAIRS["quote-edge"][t]) for t in (0, 1)) >= 1.2


def test_every_colour_used_has_a_name() -> None:
    palette, rest = CSS.split("--serif", 1)
    assert not re.findall(r"#[0-9a-fA-F]{3,8}\b", rest.replace("--page: #fff;", ""))
    assert len(PAIRS) == palette.count("light-dark(") - 1  # the comment names it once


def test_signs_differ_in_form_as_well_as_in_colour() -> None:
    assert "<circle" in charts.interval(0.5, 0.2, 0.8, "")
    assert "<rect" in charts.interval(-0.5, -0.8, -0.2, "")
    assert 'class="iv neu"' in charts.interval(0.1, -0.4, 0.6, "")


def test_assets_stay_small() -> None:
    assert len(CSS.encode()) + len(JS.encode()) <= 30 * 1024


def test_no_asset_asks_the_network() -> None:
    assert not re.search(r"url\(|@import|https?:|fetch|XMLHttp|innerHTML|eval\(", CSS + JS)


def test_a_small_article_page_is_small(tmp_path: Path) -> None:
    write_report(sample_tables(), tmp_path, layout="folder")
    assert (tmp_path / "articles" / "a2.html").stat().st_size <= 12 * 1024


def test_an_article_of_800_words_with_dense_marks_stays_under_40_kib(tmp_path: Path) -> None:
    write_report(_dense(words=800), tmp_path, layout="folder")
    page = (tmp_path / "articles" / "a2.html").read_bytes()
    assert page.count(b'<a class="e ') >= 45
    assert len(page) <= 40 * 1024


def _dense(words: int) -> Tables:
    """The sample's second article told over and over until it has so many words; all marks are told again, too."""
    tables = sample_tables()
    text = next(row["text"] for row in tables["articles"].to_pylist() if row["article"] == "a2") + "\n\n"
    times = -(-words // len(text.split()))
    for name in ("articles", "sections", "sentences", "mentions", "attributions", "expressions", "evaluations"):
        number = name.removesuffix("s")
        rows = []
        own = [row for row in tables[name].to_pylist() if row["article"] == "a2"]
        # Every other telling is judged: 45 judging words in 800 are as many as the densest article we know has.
        for k in range(0, 1 if name == "articles" else times, 2 if name in {"expressions", "evaluations"} else 1):
            for row in own:
                moved = {"text": text * times} if name == "articles" else _moved(row, k * len(text))
                for column in (number, "mention", "expression", "sentence", "attribution"):
                    if isinstance(moved.get(column), int):
                        moved[column] += k * _most(tables, column)
                rows.append({**row, **moved})
        tables[name] = pa.Table.from_pylist(rows, schema=tables[name].schema)
    return tables


def _moved(row: dict[str, Any], by: int) -> dict[str, Any]:
    spans = {c: [{"start": s["start"] + by, "end": s["end"] + by} for s in row[c]] for c in ("content",) if c in row}
    ends = {c: row[c] + by for c in ("start", "end") if c in row}
    return {**row, **ends, **spans}


def _most(tables: Tables, column: str) -> int:
    table = tables[f"{column}s"]
    return sum(article == "a2" for article in table["article"].to_pylist())
