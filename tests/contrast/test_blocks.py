"""Comparing within events: worked by hand, the same as plain comparison for one block, valid by chance."""

from itertools import product
from math import comb, prod

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.contrast import inference
from framing.contrast.blocks import (
    Blocks,
    blocks_of,
    cliffs_delta,
    difference_interval,
    means,
    permutation_p,
    smallest_p,
)


def made(*blocks: tuple[list[float], list[float]]) -> Blocks:
    """Blocks of (values of a, values of b)."""
    rows = [(v, i, side == 0) for i, block in enumerate(blocks) for side in (0, 1) for v in block[side]]
    values, block, is_a = zip(*rows, strict=True)
    return Blocks(np.array(values, float), np.array(block), np.array(is_a))


TENTHS = st.lists(st.integers(-10, 10).map(lambda t: t / 10), min_size=1, max_size=5)


@given(TENTHS, TENTHS)
def test_one_block_is_the_plain_comparison(a: list[float], b: list[float]) -> None:
    blocks, x, y = made((a, b)), np.array(a), np.array(b)
    assert means(blocks) == pytest.approx((x.mean(), y.mean()))
    assert cliffs_delta(blocks) == pytest.approx(inference.cliffs_delta(x, y))
    assert permutation_p(blocks) == pytest.approx(inference.permutation_p(x, y))
    assert smallest_p(blocks) == inference.smallest_p(len(a), len(b))
    assert difference_interval(blocks) == inference.difference_interval(x, y)


def test_what_happened_is_not_taken_for_how_it_was_told() -> None:
    """Both report a good event at .8 and a bad one at -.8; b reports the bad one more often."""
    blocks = made(([0.8, 0.8, 0.8], [0.8]), ([-0.8], [-0.8, -0.8, -0.8]))
    a, b = means(blocks)
    assert a - b == pytest.approx(0)
    assert permutation_p(blocks) == 1.0
    plain = [blocks.values[blocks.is_a], blocks.values[~blocks.is_a]]
    assert plain[0].mean() - plain[1].mean() == pytest.approx(0.8)


def test_worked_by_hand() -> None:
    # Differences of 1 and 3 in blocks that weigh 1/2 and 2/3: (1/2 + 2) / (7/6).
    blocks = made(([1], [0]), ([4, 4], [1]))
    a, b = means(blocks)
    assert a - b == pytest.approx((0.5 * 1 + 2 / 3 * 3) / (0.5 + 2 / 3))
    assert cliffs_delta(blocks) == 1
    # 2 x 3 splits. Only what was seen, and its like with the single pair exchanged, are so far apart or farther.
    assert smallest_p(blocks) == pytest.approx(1 / 6)
    assert permutation_p(blocks) == pytest.approx(1 / 6)


@given(st.lists(st.tuples(TENTHS, TENTHS), min_size=1, max_size=4))
def test_cliffs_delta_counts_the_pairs_that_share_a_block(given: list[tuple[list[float], list[float]]]) -> None:
    pairs = [int(x > y) - int(x < y) for a, b in given for x, y in product(a, b)]
    assert cliffs_delta(made(*given)) == pytest.approx(sum(pairs) / len(pairs))


@settings(derandomize=True)
@given(st.lists(st.tuples(TENTHS, TENTHS), min_size=1, max_size=3))
def test_p_is_a_p_and_does_not_care_which_group_is_first(given: list[tuple[list[float], list[float]]]) -> None:
    blocks, turned = made(*given), made(*((b, a) for a, b in given))
    p, again = permutation_p(blocks), permutation_p(turned)
    assert smallest_p(blocks) - 1e-12 <= p <= 1
    if prod(comb(len(a) + len(b), len(a)) for a, b in given) <= inference.EXACT_SPLITS:
        assert p == pytest.approx(again)
    else:
        assert abs(p - again) <= 5 * (_variance(p, blocks) + _variance(again, turned)) ** 0.5


def _variance(p: float, blocks: Blocks) -> float:
    """The binomial variance of a p from random draws."""
    draws = inference.n_draws(len(blocks.values))
    return p * (1 - p) / (draws // 5 if p > inference.NO_DOUBT else draws)


def test_the_interval_is_that_of_least_squares_with_block_and_group() -> None:
    rng = np.random.default_rng(3)
    blocks = made(*((rng.normal(k, 1, 3).tolist(), rng.normal(k, 1, 4).tolist()) for k in range(4)))
    columns = [blocks.is_a.astype(float), *(blocks.block == k for k in range(4))]
    design = np.stack(columns, axis=1).astype(float)
    beta, (squares,), _, _ = np.linalg.lstsq(design, blocks.values, rcond=None)
    error = np.sqrt(squares / (28 - 5) * np.linalg.inv(design.T @ design)[0, 0])
    low, high = difference_interval(blocks) or (0.0, 0.0)
    assert (low + high) / 2 == pytest.approx(beta[0])
    assert (high - low) / 2 == pytest.approx(2.069 * error)


def test_random_draws_and_the_normal_limit_agree_with_counting_out(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(5)
    some = [made(*((rng.normal(d, 1, 3).tolist(), rng.normal(0, 1, 3).tolist()) for _ in range(3))) for d in (0, 1, 2)]
    exact = [permutation_p(blocks) for blocks in some]
    monkeypatch.setattr("framing.contrast.blocks.EXACT_SPLITS", 10)
    assert [permutation_p(blocks) for blocks in some] == pytest.approx(exact, abs=0.02)
    many = [made(*((rng.normal(d, 1, 2).tolist(), rng.normal(0, 1, 3).tolist()) for _ in range(60))) for d in (0, 0.2)]
    limit = [permutation_p(blocks) for blocks in many]
    monkeypatch.setattr("framing.contrast.blocks.NORMAL_FROM", 10**6)
    assert [permutation_p(blocks) for blocks in many] == pytest.approx(limit, abs=0.02)


def test_blocks_that_one_side_lacks_are_put_together_or_left_out() -> None:
    values = np.array([1.0, 2.0, 3.0, 4.0, 5.0, np.nan])
    a, b, block = np.array([0, 1, 2]), np.array([3, 4, 5]), np.array([0, 1, -1, 0, 2, 1])
    loose, strict = (blocks_of(values, a, b, block, strict=s) for s in (False, True))
    assert loose is not None
    assert strict is not None
    assert (loose.n, loose.n_a.tolist(), loose.n_b.tolist()) == ((3, 2), [1, 2], [1, 1])
    assert (strict.n, strict.values.tolist()) == ((1, 1), [1.0, 4.0])
    assert blocks_of(values, a, np.array([4]), block, strict=True) is None
    assert blocks_of(values, a, np.array([5]), block, strict=False) is None


@pytest.mark.parametrize("n_blocks", [2, 12])
def test_a_random_split_within_events_finds_no_more_than_it_may(n_blocks: int) -> None:
    """200 times, events that differ widely, articles given to a and b at random: p <= .05 in 5 % and its error."""
    rng = np.random.default_rng(n_blocks)
    falsely = 0
    for _ in range(200):
        level = rng.normal(0, 3, n_blocks)
        blocks = made(*((rng.normal(x, 1, 4).tolist(), rng.normal(x, 1, 3).tolist()) for x in level))
        falsely += permutation_p(blocks) <= 0.05
    # 16 of 200 is what a true rate of 5 % exceeds in 2.5 % of such tests.
    assert falsely <= 16


def test_a_planted_difference_within_events_is_found_as_often_as_theory_says() -> None:
    """As in the plain comparison; what the events differ by costs nothing but a degree of freedom each."""
    from scipy.stats import nct, t

    n_blocks, effect, rng = 6, 1.2, np.random.default_rng(2)
    freedom, shift = n_blocks * 4 - n_blocks - 1, effect * n_blocks**0.5
    critical = t.ppf(0.975, freedom)
    power = float(nct.sf(critical, freedom, shift) + nct.cdf(-critical, freedom, shift))
    found = 0
    for _ in range(300):
        levels = rng.normal(0, 5, n_blocks)
        blocks = made(*((rng.normal(x + effect, 1, 2).tolist(), rng.normal(x, 1, 2).tolist()) for x in levels))
        found += permutation_p(blocks) <= 0.05
    assert found / 300 == pytest.approx(power, abs=2.58 * (power * (1 - power) / 300) ** 0.5)
