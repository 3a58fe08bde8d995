"""The report as a reader meets it: opened from disk in Chromium."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from framing.report.addresses import slug

pytestmark = pytest.mark.browser

A1 = slug("a1 <&>")
FOLDER_PAGES = (
    "index.html",
    "sources/institute.html",
    f"articles/{A1}.html",
    "articles/a2.html",
    "contrast.html",
    "told-twice.html",
    "events/visit-2025.html",
    "method.html",
)
SINGLE_PAGES = tuple(
    f"index.html{anchor}"
    for anchor in ("", "#source-institute", f"#a-{A1}", "#a-a2", "#contrast", "#event-visit-2025", "#method")
)
PAGES = [("folder", page) for page in FOLDER_PAGES] + [("single", page) for page in SINGLE_PAGES]
AXED = [*PAGES[:8], ("single", "index.html#a-a2")]


@contextmanager
def opened(browser: Any, folder: Path, page: str, **options: Any) -> Iterator[Any]:
    """A page in its own context; fails when anything is said on the console or asked from the network."""
    said: list[str] = []
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **options})
    try:
        tab = context.new_page()
        tab.on("console", lambda message: said.append(message.text))
        tab.on("pageerror", lambda error: said.append(str(error)))
        tab.on("request", lambda r: said.append(r.url) if not r.url.startswith("file://") else None)
        tab.goto((folder / page.split("#")[0]).as_uri() + ("#" + page.split("#")[1] if "#" in page else ""))
        yield tab
        assert said == []
    finally:
        context.close()


def in_view(tab: Any, selector: str) -> bool:
    """Say whether an element is visible within the window."""
    return bool(
        tab.locator(selector).first.evaluate(
            "e => { const r = e.getBoundingClientRect(); return r.height > 0 && r.top >= 0 && r.top < innerHeight }"
        )
    )


@pytest.mark.parametrize(("layout", "page"), PAGES)
def test_a_page_opens_from_disk_without_a_word_on_the_console(
    browser: Any, reports: dict[str, Path], layout: str, page: str
) -> None:
    with opened(browser, reports[layout], page) as tab:
        assert tab.locator("h1:visible").count() == 1
        assert tab.locator("button.theme:visible").count() == 1


@pytest.mark.parametrize(("layout", "page"), PAGES)
def test_nothing_scrolls_sideways_on_a_phone(browser: Any, reports: dict[str, Path], layout: str, page: str) -> None:
    with opened(browser, reports[layout], page) as tab:
        tab.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        for width in (320, 768):
            tab.set_viewport_size({"width": width, "height": 800})
            assert tab.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(("layout", "scripts"), [("folder", True), ("folder", False), ("single", False)])
def test_a_number_leads_to_its_sentence_and_back(
    browser: Any, reports: dict[str, Path], layout: str, scripts: bool
) -> None:
    with opened(browser, reports[layout], "index.html", java_script_enabled=scripts) as tab:
        tab.locator("tr:visible", has_text="The Institute").locator("a.num:visible").first.click()
        heading = "#t-partnership" if layout == "folder" else "#source-institute-t-partnership"
        assert in_view(tab, heading)
        tab.locator(f".target-evidence:has({heading}) .where a").last.click()
        sentence = tab.url.split("#")[1]
        assert sentence == ("s2" if layout == "folder" else "a-a2-s2")
        assert in_view(tab, f"#{sentence}")
        tab.locator(f"#{sentence} a.e").first.click()
        why = tab.url.split("#")[1]
        assert in_view(tab, f"#{why}")
        assert "not" in tab.locator(f"#{why}").inner_text()
        tab.locator(f"#{why} a").last.click()
        assert in_view(tab, f"#{tab.url.split('#')[1]}")


@pytest.mark.parametrize("layout", ["folder", "single"])
def test_an_address_of_a_sentence_lands_on_it(browser: Any, reports: dict[str, Path], layout: str) -> None:
    page = "articles/a2.html#s3" if layout == "folder" else "index.html#a-a2-s3"
    with opened(browser, reports[layout], page, viewport={"width": 700, "height": 500}) as tab:
        assert in_view(tab, f"#{page.split('#')[1]}")


def test_layers_switch_without_a_script(browser: Any, reports: dict[str, Path]) -> None:
    line = "e => getComputedStyle(e).textDecorationLine"
    with opened(browser, reports["folder"], "articles/a2.html", java_script_enabled=False) as tab:
        mark = tab.locator(".text a.e").first
        assert mark.evaluate(line) == "underline"
        tab.locator(".l-e").uncheck()
        assert mark.evaluate(line) == "none"
        assert tab.locator(".whys details[open]").count() == 0
        assert not tab.locator(".whys details p").first.is_visible()
        tab.locator(".l-w").check()
        assert tab.locator(".whys details p").first.is_visible()


def test_without_a_script_every_word_is_there(browser: Any, reports: dict[str, Path]) -> None:
    with opened(browser, reports["single"], "index.html", java_script_enabled=False) as tab:
        words = tab.locator("body").evaluate("e => e.textContent")
    for expected in ("What stands out", "dependent", "It rained.", "vassal", "too little evidence"):
        assert expected in words


def test_a_chosen_theme_stays_on_the_next_page(browser: Any, reports: dict[str, Path]) -> None:
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    with opened(browser, reports["folder"], "index.html", color_scheme="light") as tab:
        light = tab.evaluate(ground)
        tab.locator("button.theme").click()
        dark = tab.evaluate(ground)
        assert dark != light
        tab.locator("nav a", has_text="Contrast").click()
        tab.wait_for_url("**/contrast.html")
        assert tab.evaluate(ground) == dark


def test_j_and_k_walk_through_the_marks(browser: Any, reports: dict[str, Path]) -> None:
    with opened(browser, reports["folder"], "articles/a2.html") as tab:
        marks = tab.locator(".text a.e")
        tab.keyboard.press("j")
        tab.keyboard.press("j")
        assert marks.nth(1).evaluate("e => e === document.activeElement")
        tab.keyboard.press("k")
        assert marks.nth(0).evaluate("e => e === document.activeElement")


def test_terms_can_be_filtered_and_sorted(browser: Any, reports: dict[str, Path]) -> None:
    with opened(browser, reports["folder"], "method.html") as tab:
        rows = tab.locator("#term-table tbody tr")
        everything = rows.count()
        tab.locator("input[type=search]").fill("vassal")
        assert tab.locator("#term-table tbody tr:visible").count() == 1
        assert tab.locator("output").inner_text() == f"1 of {everything}"
        tab.locator("input[type=search]").fill("")
        tab.locator("th button", has_text="Polarity").click()
        assert rows.first.locator("th").inner_text() == "vassal"


def test_print_shows_the_reasons_and_every_part(browser: Any, reports: dict[str, Path]) -> None:
    with opened(browser, reports["single"], "index.html") as tab:
        tab.emulate_media(media="print")
        assert tab.locator("h1:visible").count() == tab.locator("h1").count()
        assert tab.locator(".whys:visible").count() == tab.locator(".whys").count()


@pytest.mark.parametrize(("layout", "page"), AXED)
def test_axe_finds_nothing_in_either_theme(browser: Any, reports: dict[str, Path], layout: str, page: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    # Axe itself needs what the report's policy forbids, so the policy is lifted for it alone.
    with opened(browser, reports[layout], page, bypass_csp=True) as tab:
        tab.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        for theme in ("light", "dark"):
            # Without motion, or colours are measured on their way from one theme to the other.
            tab.emulate_media(color_scheme=theme, reduced_motion="reduce")
            found = axe.run(tab, options={"preload": False, "resultTypes": ["violations"]}).response["violations"]
            assert [(v["id"], [n["target"] for n in v["nodes"]][:3]) for v in found] == []
