"""Names and titles in quotation marks, told from scare quotes."""

import pytest

from framing.annotate.marked_names import is_name
from framing.model import Span


@pytest.mark.parametrize(
    ("text", "marked", "expected"),
    [
        ("the “Great Stone” park", "“Great Stone”", True),
        ("the “Polonez” system", "“Polonez”", True),
        (
            "(see ‘The non-strategic partnership. A closer look’)",
            "‘The non-strategic partnership. A closer look’",
            True,
        ),
        ("the principle of “one country, two systems”", "“one country, two systems”", True),
        ("a book titled “the quiet bend”", "“the quiet bend”", True),
        ("“tied loans” from China", "“tied loans”", False),
        ("a “working lunch”", "“working lunch”", False),
        ("“Many peoples believe in this”", "“Many peoples believe in this”", False),
        ("nothing “…” here", "“…”", False),
    ],
)
def test_names(text: str, marked: str, expected: bool) -> None:
    start = text.index(marked)
    assert is_name(text, Span(start, start + len(marked))) is expected
