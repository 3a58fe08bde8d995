"""docs/results.md says what the schemas say."""

from pathlib import Path

from framing.results.document import document

PAGE = Path(__file__).parents[2] / "docs" / "results.md"


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == document(), "run: python -m framing.results.document > docs/results.md"
