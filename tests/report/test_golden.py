"""Marked text as it stands in the page, for review: every change of the marks shows in a diff.

Make the files again with `UPDATE_GOLDEN=1 pytest tests/report/test_golden.py`.
"""

import os
from pathlib import Path

import pytest

from framing.report import write_report
from framing.report.addresses import slug
from sample_tables import sample_tables

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("article", ["a1 <&>", "a2", "a4"])
def test_the_marked_text_is_as_it_was(tmp_path: Path, article: str) -> None:
    write_report(sample_tables(), tmp_path, layout="folder")
    page = (tmp_path / "articles" / f"{slug(article)}.html").read_text("utf-8")
    text = page[page.index('<div class="text">') : page.index("</section>", page.index('<div class="text">'))]
    file = GOLDEN / f"{slug(article)}.html"
    if os.environ.get("UPDATE_GOLDEN"):
        file.write_text(text, "utf-8")
    assert text == file.read_text("utf-8")
