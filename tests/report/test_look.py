"""What can be computed of the look: contrast of the palette in both themes, sizes, and forms beside colours."""

import re
from pathlib import Path

import pytest

from framing.pipeline import Settings, analyze, annotate_corpus
from framing.report import charts, write_report
from framing.report.addresses import Page
from framing.report.figures import PALETTE
from framing.report.pages import CSS, JS, Printer
from framing.report.rows import Rows
from framing.stance import add_stance
from sample_tables import sample_tables
from scaled_tables import dense, multiplied

SEEDS = Path(__file__).parents[2] / "seeds"
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


@pytest.mark.parametrize("by_model", [False, True], ids=["lexicon", "model"])
def test_an_article_of_800_words_with_dense_marks_stays_under_40_kib(by_model: bool) -> None:
    printer, here = Printer(Rows(dense(800, by_model=by_model)), single=False), Page("article", "a2")
    page = printer.document("Title", here, [printer.part(here, "a2")]).encode()
    assert page.count(b'<a class="e ') >= 45
    assert len(page) <= 40 * 1024


@pytest.mark.model
def test_real_articles_of_800_words_stay_under_40_kib(tmp_path: Path) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    for seed in sorted(SEEDS.glob("*.txt")):
        text = seed.read_text("utf-8")
        ends = [found.end() for found in re.finditer(r"\S+", text)]
        (articles / seed.name).write_text(text[: ends[min(800, len(ends)) - 1]], "utf-8")
    settings = Settings(evaluator="linear")
    write_report(analyze(annotate_corpus(articles, settings), settings), tmp_path / "out", layout="folder")
    sizes = {page.stem[:3]: page.stat().st_size for page in (tmp_path / "out" / "articles").glob("*.html")}
    assert len(sizes) == 5
    assert max(sizes.values()) <= 40 * 1024, sizes


def test_the_overview_of_a_thousand_sources_stays_under_500_kib() -> None:
    tables = add_stance(multiplied(sample_tables(), articles=1000, sources=1000))
    printer = Printer(Rows(tables), single=False)
    page = printer.document("Title", Page("overview"), [printer.part(Page("overview"))]).encode()
    assert page.count(b"Source 999") == 1
    assert len(page) <= 500 * 1024


def test_200_articles_of_800_words_stay_under_8_mb_in_one_file(tmp_path: Path) -> None:
    tables = add_stance(multiplied(dense(800), articles=200, sources=20))
    page = write_report(tables, tmp_path, layout="single")
    assert page.stat().st_size <= 8_000_000
