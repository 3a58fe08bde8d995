"""The arithmetic of comparing groups: cases worked by hand, and the same figures from scipy."""

from itertools import product
from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.contrast import inference
from framing.contrast.inference import (
    benjamini_hochberg,
    cliffs_delta,
    difference_interval,
    permutation_p,
    smallest_p,
)

VALUES = st.lists(st.integers(-10, 10), min_size=1, max_size=7).map(lambda tenths: np.array(tenths) / 10)


@pytest.mark.parametrize(
    ("a", "b", "delta"),
    [([1, 2, 3], [0, 0, 0], 1), ([0], [1], -1), ([1, 2], [1, 2], 0), ([1, 3], [2, 2], 0), ([2, 3], [1, 3], 0.25)],
)
def test_cliffs_delta_worked_by_hand(a: list[float], b: list[float], delta: float) -> None:
    assert cliffs_delta(np.array(a, float), np.array(b, float)) == delta


@given(VALUES, VALUES)
def test_cliffs_delta_counts_pairs(a: np.ndarray, b: np.ndarray) -> None:
    pairs = [int(x > y + 1e-9) - int(x < y - 1e-9) for x, y in product(a, b)]
    assert cliffs_delta(a, b) == pytest.approx(sum(pairs) / len(pairs))


def test_permutation_worked_by_hand() -> None:
    # Of the 6 ways to split 1, 2, 3, 4 in two, {1, 2} and {3, 4} are as far apart as what was seen.
    assert permutation_p(np.array([1.0, 2.0]), np.array([3.0, 4.0])) == pytest.approx(2 / 6)
    assert permutation_p(np.array([1.0, 4.0]), np.array([2.0, 3.0])) == 1.0
    # One against two: only {9} alone is as far from the rest.
    assert permutation_p(np.array([9.0]), np.array([1.0, 2.0])) == pytest.approx(1 / 3)


@given(VALUES, VALUES)
def test_permutation_is_a_p_and_does_not_care_which_group_is_first(a: np.ndarray, b: np.ndarray) -> None:
    p = permutation_p(a, b)
    assert smallest_p(len(a), len(b)) - 1e-12 <= p <= 1
    assert p == pytest.approx(permutation_p(b, a))
    assert p == pytest.approx(permutation_p(-a, -b))


@pytest.mark.parametrize("sizes", [(4, 5), (6, 6), (9, 8), (14, 13)])
def test_permutation_agrees_with_scipy(sizes: tuple[int, int]) -> None:
    from scipy.stats import permutation_test

    rng = np.random.default_rng(sum(sizes))
    a, b = rng.normal(0.7, 1, sizes[0]), rng.normal(0, 1, sizes[1])
    theirs = permutation_test(
        (a, b), lambda x, y, axis: x.mean(axis=axis) - y.mean(axis=axis), vectorized=True, n_resamples=200_000, rng=1
    ).pvalue
    # scipy doubles the smaller tail, which is the same where the distribution is nearly even.
    assert permutation_p(a, b) == pytest.approx(theirs, abs=0.02)


@pytest.mark.parametrize(
    ("n_a", "n_b", "expected"),
    [(3, 3, 2 / 20), (1, 3, 1 / 4), (4, 4, 2 / 70), (1, 1, 1.0), (2, 2, 2 / 6), (30, 30, 1 / 10_001)],
)
def test_the_smallest_p(n_a: int, n_b: int, expected: float) -> None:
    assert smallest_p(n_a, n_b) == pytest.approx(expected)


@pytest.mark.parametrize(("n_a", "n_b"), [(3, 3), (2, 5), (1, 6), (7, 7)])
def test_the_smallest_p_is_reached_when_the_groups_lie_apart(n_a: int, n_b: int) -> None:
    # Powers of two: no two splits have equal means, so the extreme one is alone (with its mirror image).
    values = 2.0 ** np.arange(n_a + n_b)
    p = permutation_p(values[-n_a:], values[:-n_a])
    assert p == pytest.approx(smallest_p(n_a, n_b))
    assert comb(n_a + n_b, n_a) >= 1 / p


def test_large_groups_take_bounded_time_and_memory() -> None:
    rng = np.random.default_rng(0)
    assert permutation_p(rng.normal(1, 1, 5000), rng.normal(0, 1, 5000)) < 1e-12
    assert permutation_p(rng.normal(9, 1, 20), rng.normal(0, 1, 10_000)) == smallest_p(20, 10_000)
    assert permutation_p(np.ones(200), np.ones(200)) == 1.0


def test_the_normal_limit_is_as_near_as_random_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(5)
    pairs = [(rng.beta(0.5, 2, 100) + shift, rng.beta(0.5, 2, 150)) for shift in (0.0, 0.02, 0.05, 0.1)]
    limit = [permutation_p(a, b) for a, b in pairs]
    monkeypatch.setattr(inference, "NORMAL_FROM", 10**6)
    monkeypatch.setattr(inference, "NO_DOUBT", 1.0)  # all draws are wanted here
    assert limit == pytest.approx([permutation_p(a, b) for a, b in pairs], abs=0.012)


def test_benjamini_hochberg_worked_by_hand() -> None:
    q = benjamini_hochberg(np.array([0.01, 0.04, 0.03, 0.5]))
    assert q == pytest.approx([0.04, 0.04 * 4 / 3, 0.04 * 4 / 3, 0.5])
    assert len(benjamini_hochberg(np.array([]))) == 0


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20).map(np.array))
def test_benjamini_hochberg_agrees_with_scipy(p: np.ndarray) -> None:
    from scipy.stats import false_discovery_control

    assert benjamini_hochberg(p) == pytest.approx(false_discovery_control(p))


@pytest.mark.parametrize("sizes", [(2, 2), (3, 7), (7, 40), (5, 5)])
def test_the_interval_is_welchs(sizes: tuple[int, int]) -> None:
    from scipy.stats import ttest_ind

    rng = np.random.default_rng(sum(sizes))
    a, b = rng.normal(0, 1, sizes[0]), rng.normal(0, 2, sizes[1])
    theirs = ttest_ind(a, b, equal_var=False).confidence_interval()
    ours = difference_interval(a, b)
    assert ours is not None
    # Never narrower; wider by what rounding the degrees of freedom down costs.
    assert ours[0] <= theirs.low + 1e-3
    assert ours[1] >= theirs.high - 1e-3
    assert ours[1] - ours[0] <= 3 * (theirs.high - theirs.low)


def coverage(n_a: int, n_b: int, n_pairs: int = 400) -> float:
    """Draw pairs of groups from one skewed distribution; say how often the interval holds the true difference, 0."""
    rng = np.random.default_rng([n_a, n_b])
    found = [difference_interval(rng.beta(0.5, 2, n_a), rng.beta(0.5, 2, n_b)) or (0.0, 0.0) for _ in range(n_pairs)]
    return float(np.mean([low <= 0 <= high for low, high in found]))


@pytest.mark.parametrize("sizes", [(3, 3), (8, 8), (8, 30), (60, 60)])
def test_the_interval_holds_the_truth_about_as_often_as_it_says(sizes: tuple[int, int]) -> None:
    assert coverage(*sizes) >= 0.91


def test_one_article_or_no_variation_gives_no_interval() -> None:
    assert difference_interval(np.array([1.0]), np.array([0.0, 0.5])) is None
    assert difference_interval(np.array([1.0, 1.0]), np.array([0.0, 0.0])) is None


def test_the_first_draws_are_enough_where_they_leave_no_doubt() -> None:
    asked = []

    def sums(draws: int) -> np.ndarray:
        asked.append(draws)
        return np.linspace(-1, 1, draws)

    assert inference.drawn_p(sums, 0.5, 10_000) == pytest.approx(0.5, abs=0.001)
    assert inference.drawn_p(sums, 0.95, 10_000) == pytest.approx(0.05, abs=0.001)
    assert asked == [2000, 2000, 10_000]
