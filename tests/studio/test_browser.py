"""The tuning pages as an analyst meets them, in Chromium: edit, try, save, accept, judge, by keys."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.model]

EDIT = ('terms = ["stagnant"]', 'terms = ["stagnant", "sham"]')
PAGES = ("/tune?q=sham", "/suggestions", "/judge?term=mine.decline.stagnant", "/")


@contextmanager
def opened(browser: Any, served: Any, *, quiet: bool = True, **options: Any) -> Iterator[Any]:
    """A tab that came by the link; fails when anything is said on the console or asked elsewhere."""
    said: list[str] = []
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
    try:
        tab = context.new_page()
        tab.on("console", lambda message: said.append(message.text))
        tab.on("pageerror", lambda error: said.append(str(error)))
        tab.on("request", lambda r: said.append(r.url) if not r.url.startswith(served.origin) else None)
        tab.goto(served.link)
        yield tab
        if quiet:
            assert said == []
    finally:
        context.close()


def test_an_edit_is_tried_then_saved(browser: Any, served: Any) -> None:
    file = served.folder / "mine.toml"
    before = file.read_text()
    with opened(browser, served) as tab:
        tab.locator(".files a", has_text="mine.toml").click()
        text = tab.locator("#text")
        assert text.input_value() == before
        text.fill(before.replace(*EDIT))
        text.press("Control+Enter")
        tab.locator("#said", has_text="Tried; nothing is written.").wait_for()
        assert "1 term added" in tab.locator("#effect").inner_text()
        assert tab.locator("#effect .evidence li").count() > 0
        assert file.read_text() == before
        text.press("Control+s")
        tab.locator("#said", has_text="Saved.").wait_for()
        assert file.read_text() == before.replace(*EDIT)
        # And again from the version that was saved.
        text.fill(before)
        tab.locator("#save").click()
        tab.locator("#effect", has_text="1 taken out").wait_for()
        assert file.read_text() == before


def test_an_empty_folder_begins_with_its_own_local_file(browser: Any, served_anew: Any) -> None:
    file = served_anew.folder / "local.toml"
    with opened(browser, served_anew) as tab:
        assert tab.locator(".files").inner_text().split() == ["local.toml"]
        text = tab.locator("#text")
        assert (text.input_value(), tab.locator("#new").inner_text()) == (
            "", "A new file: Save makes it in the lexicon’s folder."
        )  # fmt: skip
        text.fill('[frames.decline]\nterms = ["sham"]  # mine\n')
        text.press("Control+Enter")
        tab.locator("#effect", has_text="1 term added").wait_for()
        assert list(served_anew.folder.iterdir()) == []
        text.press("Control+s")
        tab.locator("#said", has_text="Saved.").wait_for()
        assert file.read_text() == '[frames.decline]\nterms = ["sham"]  # mine\n'
        assert tab.locator("#new").count() == 0
        tab.reload()
        assert (text.input_value(), tab.locator("#new").count()) == (file.read_text(), 0)


def test_what_the_new_file_is_shown_as_can_be_saved_as_it_is(browser: Any, served_anew: Any) -> None:
    with opened(browser, served_anew) as tab:
        text = tab.locator("#text")
        text.fill(text.get_attribute("placeholder").replace("stagnant", "isolated"))
        tab.locator("#save").click()
        tab.locator("#effect", has_text="1 term added").wait_for()


def test_a_local_file_that_somebody_began_meanwhile_is_not_overwritten(browser: Any, served_anew: Any) -> None:
    file = served_anew.folder / "local.toml"
    with opened(browser, served_anew, quiet=False) as tab:
        tab.locator("#text").fill('[frames.decline]\nterms = ["sham"]\n')
        file.write_text("# somebody else\n")
        tab.locator("#save").click()
        tab.locator("#said.wrong", has_text="changed elsewhere").wait_for()
    assert file.read_text() == "# somebody else\n"


def test_a_mistake_and_a_file_changed_underneath_are_told(browser: Any, served: Any) -> None:
    file = served.folder / "mine.toml"
    with opened(browser, served, quiet=False) as tab:
        tab.goto(f"{served.origin}/tune?file=mine.toml")
        tab.locator("#text").fill("[[[")
        tab.locator("#save").click()
        tab.locator("#said.wrong", has_text="mine.toml:1: not TOML").wait_for()
        other = file.read_text() + "# somebody else\n"
        file.write_text(other)
        tab.locator("#text").fill(other.replace(*EDIT))
        tab.locator("#save").click()
        tab.locator("#said.wrong", has_text="changed elsewhere").wait_for()
        assert file.read_text() == other


def test_the_concordance_lives(browser: Any, served: Any) -> None:
    with opened(browser, served, quiet=False) as tab:
        tab.locator("#q").press_sequentially("stagnant")
        tab.locator("#found", has_text="2 lines").wait_for()
        tab.locator("#q").fill("mine.decline.stagnent")
        tab.locator("#found.wrong", has_text="did you mean mine.decline.stagnant").wait_for()
        assert tab.locator("#lines tr").count() == 0
        tab.locator("#q").fill("stagnant")
        tab.locator("#found", has_text="2 lines").wait_for()
        assert (
            tab.locator("#lines mark").all_inner_texts() == ["stagnant−", "stagnant−"]
            or tab.locator("#lines mark").count() == 2
        )


def test_without_a_script_the_concordance_and_the_files_read(browser: Any, served: Any) -> None:
    with opened(browser, served, java_script_enabled=False) as tab:
        tab.locator("#q").fill("stagnant")
        tab.locator("#ask button").click()
        assert tab.locator("#lines tr").count() == 2
        tab.locator(".files a", has_text="mine.toml").click()
        assert "every comment stays" in tab.locator("#text").input_value()
        assert "need JavaScript" in tab.locator("noscript").inner_text()


def test_suggestions_are_accepted_and_rejected_by_key(browser: Any, served: Any) -> None:
    with opened(browser, served) as tab:
        tab.goto(f"{served.origin}/suggestions")
        items = tab.locator("#suggestions > li")
        first, second, third = (items.nth(k).get_attribute("data-term") for k in range(3))
        tab.keyboard.press("a")
        items.nth(0).locator("b", has_text="Accepted as").wait_for()
        tab.keyboard.press("r")
        items.nth(1).locator("b", has_text="Rejected.").wait_for()
        # The next one by its button, from the version that the first acceptance made.
        items.nth(2).locator("button", has_text="Accept").click()
        items.nth(2).locator("b", has_text="Accepted as").wait_for()
        overlay = (served.folder / "local.toml").read_text()
        assert f'"{first}"' in overlay
        assert f'"{third}"' in overlay
        assert f'"{second}"' not in overlay
        tab.reload()
        assert not {first, second, third} & set(items.evaluate_all("all => all.map(li => li.dataset.term)"))


def test_hits_are_judged_blind_by_key(browser: Any, served: Any) -> None:
    with opened(browser, served) as tab:
        tab.goto(f"{served.origin}/judge?term=mine.decline.stagnant")
        tab.keyboard.press("y")
        tab.locator("#precision", has_text="1 of 1 judged right").wait_for()
        tab.keyboard.press("n")
        tab.locator("#precision", has_text="1 of 2 judged right").wait_for()
        assert len((served.folder / "judgements.jsonl").read_text().splitlines()) == 2


def test_pages_fit_a_phone_and_axe_finds_nothing(browser: Any, served: Any) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    # Axe needs what the policy forbids; without a policy Chromium asks for an icon that isn't there.
    with opened(browser, served, quiet=False, bypass_csp=True) as tab:
        for page in PAGES:
            tab.goto(served.origin + page)
            if page.startswith("/tune"):
                tab.goto(f"{served.origin}/tune?file=mine.toml&q=sham")
                tab.locator("#text").fill(tab.locator("#text").input_value().replace(*EDIT))
                tab.locator("#try").click()
                tab.locator("#effect .evidence").wait_for()
            for width in (320, 768, 1440):
                tab.set_viewport_size({"width": width, "height": 900})
                assert tab.evaluate("document.documentElement.scrollWidth") <= width, page
            for theme in ("light", "dark"):
                tab.emulate_media(color_scheme=theme, reduced_motion="reduce")
                found = axe.run(tab, options={"preload": False, "resultTypes": ["violations"]}).response["violations"]
                assert [(v["id"], [n["target"] for n in v["nodes"]][:3]) for v in found] == [], (page, theme)


def test_another_page_of_the_browser_can_not_write(browser: Any, served: Any) -> None:
    before = (served.folder / "mine.toml").read_text()
    with opened(browser, served, quiet=False) as tab:
        other = tab.context.new_page()
        other.goto("data:text/html,<title>evil</title>")
        body = "JSON.stringify({name: 'mine.toml', text: '', version: ''})"
        for mode in ("no-cors", "cors"):
            options = f"{{method: 'POST', mode: '{mode}', credentials: 'include', body: {body}}}"
            sent = f"fetch('{served.origin}/api/save', {options})"
            assert other.evaluate(f"{sent}.then(r => r.status, () => 'refused')") in (0, "refused")
    assert (served.folder / "mine.toml").read_text() == before
