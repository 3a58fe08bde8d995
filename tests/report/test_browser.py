"""The report as a reader meets it: opened from disk in Chromium."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from browsing import at, in_view, opened
from framing.report import write_report
from framing.report.addresses import slug
from framing.report.words import seen
from hostile import HOSTILE, poisoned

pytestmark = pytest.mark.browser

A1 = slug("a1 <&>")
UP = "up: from an article to its source, from there to the overview"
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


@pytest.mark.parametrize(("layout", "page"), PAGES)
def test_a_page_opens_from_disk_in_silence_and_never_scrolls_sideways(
    browser: Any, reports: dict[str, Path], layout: str, page: str
) -> None:
    with opened(browser, reports[layout], page) as tab:
        assert tab.locator("h1:visible").count() == 1
        assert tab.locator("button.theme:visible").count() == 1
        tab.set_viewport_size({"width": 320, "height": 800})
        lines = tab.locator("nav[aria-label=Pages] a:visible").evaluate_all(
            "all => all.map(a => a.getClientRects().length)"
        )
        assert set(lines) == {1}, "the menu's words stay whole"
        tab.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        for width in (320, 640, 768):  # a phone, a window of 1280 at 200 %, a tablet
            tab.set_viewport_size({"width": width, "height": 800})
            assert tab.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(
    "words", ["Consolidated Observatory of Politics, Economy and Security in Eastern Lands: ", "W" * 800]
)
def test_names_of_any_length_push_nothing_out_of_the_window(browser: Any, tmp_path: Path, words: str) -> None:
    write_report(poisoned(words), tmp_path, layout="single")
    with opened(browser, tmp_path, "index.html") as tab:
        for width in (320, 768, 1440):
            tab.set_viewport_size({"width": width, "height": 800})
            for part in ("overview", "source-institute", "a-a2", "contrast", "event-visit-2025", "method", "validity"):
                tab.evaluate("part => { location.hash = part }", part)
                assert tab.evaluate("document.documentElement.scrollWidth") <= width, (part, width)
            # Nor does a table scroll, or a number break: it stands on one line, as high as its letters.
            tab.evaluate("location.hash = 'overview'")
            assert tab.evaluate(
                "[...document.querySelectorAll('.overview .table')].every(t => t.scrollWidth <= t.clientWidth)"
            )
            heights = tab.locator(".overview .stance .num").evaluate_all(
                "all => all.map(e => e.getClientRects().length)"
            )
            assert set(heights) == {1}


@pytest.mark.parametrize(("layout", "scripts"), [("folder", True), ("folder", False), ("single", False)])
def test_a_number_leads_to_its_sentence_and_back(
    browser: Any, reports: dict[str, Path], layout: str, scripts: bool
) -> None:
    with opened(browser, reports[layout], "index.html", java_script_enabled=scripts) as tab:
        tab.locator("tr:visible", has_text="The Institute").locator("a.num:visible").first.click()
        heading = "#t-partnership" if layout == "folder" else at("source-institute.t-partnership")
        assert in_view(tab, heading)
        tab.locator(f".target-evidence:has({heading}) .where a").last.click()
        sentence = tab.url.split("#")[1]
        assert sentence == ("s2" if layout == "folder" else "a-a2.s2")
        assert in_view(tab, at(sentence))
        tab.locator(f"{at(sentence)} a.e").first.click()
        why = tab.url.split("#")[1]
        assert in_view(tab, at(why))
        assert "not" in tab.locator(at(why)).inner_text()
        tab.locator(f"{at(why)} a").last.click()
        assert in_view(tab, at(tab.url.split("#")[1]))


@pytest.mark.parametrize("layout", ["folder", "single"])
def test_an_address_of_a_sentence_lands_on_it(browser: Any, reports: dict[str, Path], layout: str) -> None:
    page = "articles/a2.html#s3" if layout == "folder" else "index.html#a-a2.s3"
    with opened(browser, reports[layout], page, viewport={"width": 700, "height": 500}) as tab:
        assert in_view(tab, at(page.split("#")[1]))


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


def test_print_shows_the_open_part_with_its_reasons(browser: Any, reports: dict[str, Path]) -> None:
    with opened(browser, reports["single"], "index.html#a-a2.s2") as tab:
        tab.emulate_media(media="print")
        assert tab.locator("h1:visible").count() == 1
        whys = tab.locator("#a-a2 .whys")
        assert whys.count() == tab.locator(".whys:visible").count() > 0


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


@pytest.mark.parametrize("layout", ["single", "folder"])
def test_hostile_words_do_nothing_in_a_browser(browser: Any, tmp_path: Path, layout: str) -> None:
    write_report(poisoned("\n".join(HOSTILE)), tmp_path, layout=layout)
    pages = sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*.html"))
    with opened(browser, tmp_path, pages[0]) as tab:
        dialogs: list[str] = []
        tab.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        for page in pages:
            address = (tmp_path / page).as_uri()
            tab.goto(address)
            tab.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
            assert tab.evaluate("document.scripts.length") == 1
            assert tab.evaluate("typeof hit") == "undefined"
            words = " ".join(tab.evaluate("document.body.textContent").split())
            assert [line for line in HOSTILE if " ".join(seen(line).split()) not in words] == [], page
            assert tab.url == address
        assert dialogs == []


def test_keys_lead_along_and_up_and_are_listed(browser: Any, reports: dict[str, Path]) -> None:
    with opened(browser, reports["folder"], "articles/a2.html") as tab:
        tab.keyboard.press("]")
        tab.wait_for_url("**/articles/a3.html")
        tab.keyboard.press("[")
        tab.wait_for_url("**/articles/a2.html")
        tab.keyboard.press("?")
        assert "next and previous mark" in tab.locator(".keys dl").inner_text()
        tab.keyboard.press("u")
        tab.wait_for_url("**/sources/institute.html")
        tab.keyboard.press("/")
        assert tab.evaluate("document.activeElement.type") == "search"
        tab.keyboard.press("u")  # in a field a letter is a letter
        assert tab.url.endswith("institute.html")


def test_only_keys_that_do_something_here_are_listed(browser: Any, reports: dict[str, Path]) -> None:
    with opened(browser, reports["single"], "index.html#method") as tab:
        tab.keyboard.press("?")
        assert "filter" in tab.locator(".keys dl").inner_text()
        tab.evaluate("location.hash = 'validity'")
        tab.keyboard.press("?")
        tab.keyboard.press("?")
        assert tab.locator(".keys dl").inner_text().split() == ["u", *UP.split(), "?", "this", "list"]


def test_one_file_has_the_title_of_the_part_that_is_shown(browser: Any, reports: dict[str, Path]) -> None:
    with opened(browser, reports["single"], "index.html") as tab:
        whole = tab.title()
        tab.locator("nav a", has_text="Validity").click()
        tab.wait_for_function("whole => document.title !== whole", arg=whole)
        assert tab.title() == f"How far it agrees with people · {whole}"
        tab.locator("a.brand").click()
        tab.wait_for_function("whole => document.title === whole", arg=whole)


def test_print_shows_what_is_folded(browser: Any, reports: dict[str, Path]) -> None:
    with opened(browser, reports["folder"], "contrast.html") as tab:
        folded = tab.locator("details.fold:not([open]) table").first
        assert not folded.is_visible()
        tab.emulate_media(media="print")
        assert folded.is_visible()


def test_in_forced_colours_signs_stay_apart(browser: Any, reports: dict[str, Path]) -> None:
    with opened(browser, reports["folder"], "articles/a2.html", forced_colors="active") as tab:
        style = "e => getComputedStyle(e).textDecorationStyle"
        assert tab.locator(".text .e.neg").first.evaluate(style) == "double"
        assert tab.locator(".text .e.pos").first.evaluate(style) == "solid"
        sign = "e => getComputedStyle(e, '::after').content"
        assert "negative" in tab.locator(".text .e.neg").first.evaluate(sign)


def test_without_motion_nothing_moves(browser: Any, reports: dict[str, Path]) -> None:
    with opened(browser, reports["folder"], "index.html", reduced_motion="reduce") as tab:
        assert tab.locator("a").first.evaluate("e => getComputedStyle(e).transitionDuration") == "0s"


def test_a_printed_article_holds_its_text_and_every_reason(browser: Any, reports: dict[str, Path]) -> None:
    with opened(browser, reports["single"], "index.html#a-a2") as tab:
        tab.emulate_media(media="print")
        for expected in ("unbreakable", "vassal"):
            assert tab.locator(f"#a-a2 .text >> text={expected}").first.is_visible()
        assert tab.locator("#a-a2 .whys details p").first.is_visible()
        assert tab.pdf().startswith(b"%PDF-")


def test_firefox_shows_the_same_page(reports: dict[str, Path], tmp_path: Path) -> None:
    firefox = shutil.which("firefox-esr") or shutil.which("firefox")
    if not firefox:
        pytest.skip("no Firefox here: install Debian's package firefox-esr to look at a page in it")
    page = (reports["single"] / "index.html").as_uri()
    shots = []
    for name, address in {"page": page, "nothing": "about:blank"}.items():
        shots.append(tmp_path / f"{name}.png")
        command = [firefox, "--headless", "--profile", tmp_path / "profile", "--screenshot", shots[-1], address]
        (tmp_path / "profile").mkdir(exist_ok=True)
        subprocess.run(command, check=True, capture_output=True, timeout=120, env={**os.environ, "HOME": str(tmp_path)})
    assert shots[0].stat().st_size > 5 * shots[1].stat().st_size  # words and charts, not an empty page
