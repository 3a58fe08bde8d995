"""Figures in any form: what may be one figure, and what may not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.contrast.figures import figures_of


def one(text: str):
    return figures_of(text).figures[0]


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("his fifteenth visit", "for the 15th time"),
        ("$4.77 billion", "nearly $5 billion"),
        ("$4.77 billion", "4.77bn dollars"),
        ("US$ 6.45 billion", "6.45 billion USD"),
        ("about 33,000 seats", "33,120 seats"),
        ("twenty-five firms", "25 firms"),
        ("47.6%", "48 per cent"),
        ("€25bn", "25,000 million euros"),
    ],
)
def test_one_figure_in_two_forms(here: str, there: str) -> None:
    assert one(here).same(one(there))
    assert one(there).same(one(here))


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("nearly $5 billion", "over $5 billion"),
        ("$5 billion", "€5 billion"),
        ("13 percent", "13 visits"),
        ("15 visits", "16 visits"),
        ("$464 million", "$528 million"),
        ("47.6%", "46%"),
    ],
)
def test_two_figures(here: str, there: str) -> None:
    assert not one(here).same(one(there))


def test_years_and_dates_are_no_figures() -> None:
    found = figures_of("On June 2–4, 2025, and on 4 September he met 120 people; since 2008 nothing.")
    assert [f.low for f in found.figures] == [pytest.approx(119.5, abs=6)]
    assert found.years == {2025, 2008}
    assert found.dates == {(6, 2), (6, 4), (9, 4)}


def test_one_and_second_are_mere_words() -> None:
    assert figures_of("One of the two asked for a second time, at first.").figures == ()


@given(st.text(alphabet="0123456789.,$€% -–thndJuebilo", max_size=60))
def test_any_text_can_be_read_and_places_lie_inside(text: str) -> None:
    found = figures_of(text)
    for figure in found.figures:
        assert figure.low < figure.high
        assert 0 <= figure.span.start < figure.span.end <= len(text)
        assert figure.same(figure)
