"""One browser for all tests of the report, and the sample written once in both layouts."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from framing.report import write_report
from sample_tables import sample_tables

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A Chromium; tests that want one are skipped where there is none."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = shutil.which("chromium") or shutil.which("chromium-browser") or "/usr/bin/chromium"
    if not Path(path).exists():
        pytest.skip("no Chromium here: install Debian's package chromium to run the browser tests")
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The sample's report by layout: the folder it stands in."""
    folders = {layout: tmp_path_factory.mktemp(layout) for layout in ("single", "folder")}
    for layout, folder in folders.items():
        write_report(sample_tables(), folder, layout=layout)
    return folders
