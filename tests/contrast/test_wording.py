"""How two renderings differ: words, manner, denials."""

from hypothesis import given
from hypothesis import strategies as st

from framing.contrast.renderings import words_of
from framing.contrast.wording import denials, denied_elsewhere, diff, manner, only

ENDURE = "China has endured, it will endure, and it will not allow the world order to be broken"
ENDURE_TOO = "China has endured, China will endure, and China will not allow the world order to be broken"


def test_the_difference_word_by_word() -> None:
    pieces = diff(ENDURE, ENDURE_TOO)
    assert only(pieces, "a", ENDURE) == "it … it"
    assert only(pieces, "b", ENDURE_TOO) == "China … China"


def test_manners() -> None:
    assert manner("We will endure.", "we will endure") == "same words"
    assert manner("pressure from the West", "there is unprecedented pressure from the West on us") == "cut short"
    assert manner(ENDURE, ENDURE_TOO) == "other words"


def test_what_is_denied_here_and_said_there() -> None:
    official, working = denials("Not official, not a working meeting.")
    assert denied_elsewhere(working, "The trip was described as a working visit.") == "working visit"
    assert denied_elsewhere(working, "It was not a working visit, said the host.") == ""
    assert denied_elsewhere(working, "A working class hero was left behind.") == ""
    assert denied_elsewhere(official, "He came on an official visit.") == ""
    assert denials("It was not only a working meeting.") == []


@given(st.text(max_size=80), st.text(max_size=80))
def test_the_pieces_hold_every_word_of_both_once(a: str, b: str) -> None:
    pieces = diff(a, b)
    for text, side in ((a, "a"), (b, "b")):
        spans = [p.a if side == "a" else p.b for p in pieces]
        assert [w for s in spans if s for w in words_of(s.of(text))] == [*words_of(text)]
