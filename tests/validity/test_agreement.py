"""Alpha against the cases that Krippendorff works through (2011, "Computing Krippendorff's Alpha-Reliability")."""

import numpy as np
import pytest

from framing.validity.agreement import alpha, krippendorff_alpha


def codes(*coders: str) -> list[list[int | None]]:
    """Read one character a unit; a point is no code."""
    return [[None if c == "." else int(c) for c in coder] for coder in coders]


def test_two_coders_two_values():
    # Section A: ten units, 14 zeros and 6 ones, 4 units on which they differ: 1 - 19 * 8 / (2 * 14 * 6) = .095
    assert krippendorff_alpha(codes("0100000010", "1110010000"), 2) == pytest.approx(1 - 19 * 8 / 168)


def test_two_coders_many_values():
    # Section B: a a b b d c c c e d d a against b a b b b c c c e d d d
    assert krippendorff_alpha(codes("001132224330", "101112224333"), 5) == pytest.approx(0.692, abs=5e-4)


@pytest.mark.parametrize(("level", "expected"), [("nominal", 0.743), ("ordinal", 0.815)])
def test_four_coders_who_leave_units_out(level, expected):
    # Section C: twelve units of values 1 to 5, here 0 to 4; the last has one code and doesn't count
    four = codes("012210301...", "0122113014.2", ".2221231140.", "01221330140.")
    assert krippendorff_alpha(four, 5, level) == pytest.approx(expected, abs=5e-4)


def test_agreement_and_its_opposite():
    assert krippendorff_alpha(codes("012012", "012012"), 3) == 1.0
    assert krippendorff_alpha(codes("01", "10"), 2) < 0


def test_nothing_to_disagree_about_is_no_agreement():
    assert np.isnan(krippendorff_alpha(codes("000", "000"), 2))
    assert np.isnan(krippendorff_alpha(codes("0..", ".1."), 2))


def test_ordinal_forgives_the_near_miss():
    near, far = np.array([[5.0, 1, 0], [1, 5, 0], [0, 0, 6]]), np.array([[5.0, 0, 1], [0, 6, 0], [1, 0, 5]])
    assert alpha(near, "ordinal") > alpha(far, "ordinal")
    # all at once, as for the draws of a bootstrap
    assert alpha(np.stack([near, far]), "ordinal").tolist() == [alpha(near, "ordinal"), alpha(far, "ordinal")]
