"""Opens report pages in a browser, for the tests: from disk, and silent."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


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


def at(anchor: str) -> str:
    """Return the selector of the element with this id, which may hold points."""
    return f'[id="{anchor}"]'


def in_view(tab: Any, selector: str) -> bool:
    """Say whether an element is visible within the window."""
    return bool(
        tab.locator(selector).first.evaluate(
            "e => { const r = e.getBoundingClientRect(); return r.height > 0 && r.top >= 0 && r.top < innerHeight }"
        )
    )
