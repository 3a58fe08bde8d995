"""What a new user asks of a report on the seeds, counted in clicks; every expected answer is read from the tables."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from browsing import at, in_view, opened
from framing.pipeline import Settings, analyze, annotate_corpus
from framing.report import write_report
from framing.report.addresses import slug
from framing.results.schemas import Tables

pytestmark = [pytest.mark.browser, pytest.mark.model]

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Tables, Path]]:
    """The seeds' tables and their report, one file."""
    settings = Settings(evaluator="lexicon")
    tables = analyze(annotate_corpus(SEEDS, settings), settings)
    out = tmp_path_factory.mktemp("seeds")
    write_report(tables, out)
    yield tables, out


def _score(text: str) -> float:
    return float(text.replace("−", "-")) if re.fullmatch(r"[+−]?\d\.\d\d", text) else float("inf")


def test_who_is_most_negative_toward_lukashenka_in_its_own_voice_takes_two_clicks(
    browser: Any, seeds: tuple[Tables, Path]
) -> None:
    tables, folder = seeds
    own = [
        (row["score"], row["unit"])
        for row in tables["stance"].to_pylist()
        if (row["level"], row["target"], row["voice"]) == ("source", "lukashenka", "author")
        and row["score"] is not None
    ]
    _, expected = min(own)
    with opened(browser, folder, "index.html") as tab:
        rows = tab.locator(f"section.multiple:has({at('overview.target-lukashenka')}) tbody tr:not(.group)")
        numbers = [_score(t.strip()) for t in rows.locator("td:nth-child(4)").all_inner_texts()]
        rows.nth(numbers.index(min(numbers))).locator("td:nth-child(4) a").click()  # the first click
        heading = f"source-{slug(expected)}.t-lukashenka.own"
        assert tab.url.endswith(f"#{heading}")
        assert in_view(tab, at(heading))
        best = tab.locator(f"{at(heading)} + ol li.neg").first
        assert "in the author’s words" in best.inner_text()
        best.locator(".where a").click()  # the second: the sentence in its article
        assert re.search(r"#a-.*\.s\d+$", tab.url)
        assert in_view(tab, at(tab.url.split("#")[1]))


def test_which_term_weighs_most_takes_one_click(browser: Any, seeds: tuple[Tables, Path]) -> None:
    _, folder = seeds
    with opened(browser, folder, "index.html") as tab:
        tab.locator("nav a", has_text="Method and lexicon").click()
        said = tab.locator("#method .summary").inner_text()
        assert said.startswith("The term that weighs most here is “")
        assert in_view(tab, "#method .summary")
        first = tab.locator("[id='method.term-table'] tbody tr").first
        assert f"“{first.locator('th').inner_text()}”" in said
        tab.locator("#method .summary a").first.click()  # a second click leads to its row
        assert in_view(tab, at(tab.url.split("#")[1]))
        assert first.get_attribute("id") == tab.url.split("#")[1]
        weights = [
            float(t.replace("–", "0"))
            for t in tab.locator("[id='method.term-table'] td[data-l=Weight]").all_inner_texts()
        ]
        assert weights == sorted(weights, reverse=True)


def test_what_000_and_004_make_of_the_same_quotation_takes_two_clicks(browser: Any, seeds: tuple[Tables, Path]) -> None:
    tables, folder = seeds
    by_id = {row["article"][:3]: row["source"] for row in tables["articles"].to_pylist()}
    names = {row["source"]: row["name"] for row in tables["sources"].to_pylist()}
    pair = {by_id["000"], by_id["004"]}
    telling: dict[int, dict[str, str]] = {}
    for row in tables["tellings"].to_pylist():
        if row["kind"] == "quotation":
            telling.setdefault(row["telling"], {})[row["source"]] = row["text"]
    expected = next(found for _, found in sorted(telling.items()) if pair <= found.keys())
    with opened(browser, folder, "index.html") as tab:
        tab.get_by_role("link", name="Told twice").first.click()  # the first click
        row = tab.locator("#told-twice tr")
        for source in pair:
            row = row.filter(has_text=names[source])
        assert "Quotations" in row.inner_text()
        row.get_by_role("link").first.click()  # the second: both renderings, side by side
        section = at(tab.url.split("#")[1])
        assert in_view(tab, section)
        shown = " ".join(tab.locator(section).inner_text().split())
        for source in pair:
            assert names[source] in shown
            assert " ".join(expected[source].split()) in shown
