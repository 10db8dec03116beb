"""Tails of counts that come in bunches, against their sums term by term."""

from __future__ import annotations

from math import exp, lgamma, log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianyi.planning.risks.counts import (
    least_alarming,
    lower_tail,
    most_alarming,
    spread_before,
    trailing,
    upper_tail,
)

means = st.floats(0.05, 60)
spreads = st.sampled_from([1.0, 1.3, 2.0, 5.0])


def term(k: int, mean: float, spread: float) -> float:
    """The chance of exactly k events."""
    if spread == 1:
        return exp(k * log(mean) - mean - lgamma(k + 1))
    size, p = mean / (spread - 1), 1 / spread
    return exp(lgamma(k + size) - lgamma(size) - lgamma(k + 1) + size * log(p) + k * log(1 - p))


@given(st.integers(0, 80), means, spreads)
def test_the_upper_tail_is_what_the_terms_below_leave(k: int, mean: float, spread: float) -> None:
    below = sum(term(n, mean, spread) for n in range(k))
    assert float(upper_tail(k, mean, spread)) == pytest.approx(max(1 - below, 0), abs=2e-8)


@given(st.integers(0, 80), means, spreads)
def test_the_lower_tail_is_the_sum_of_its_terms(k: int, mean: float, spread: float) -> None:
    assert float(lower_tail(k, mean, spread)) == pytest.approx(sum(term(n, mean, spread) for n in range(k + 1)), abs=2e-8)  # fmt: skip


def test_soldiers_kicked_by_horses() -> None:
    # Bortkiewicz 1898: 0.61 deaths a corps and year; four or more in 0.36 % by Poisson's law (0.72 of 200 corps-years).
    assert 200 * float(upper_tail(4, 0.61, 1.0)) == pytest.approx(0.72, abs=0.03)


@given(means, spreads, st.sampled_from([0.01, 0.001, 1e-5]))
def test_limits_are_the_first_counts_that_are_rare_enough(mean: float, spread: float, chance: float) -> None:  # fmt: skip
    least = least_alarming(mean, spread, chance)
    assert upper_tail(least, mean, spread) <= chance < upper_tail(least - 1, mean, spread)
    most = most_alarming(mean, spread, chance)
    if most is None:
        assert lower_tail(0, mean, spread) > chance
    else:
        assert lower_tail(most, mean, spread) <= chance < lower_tail(most + 1, mean, spread)


def test_nothing_expected_and_nothing_seen_is_no_surprise() -> None:
    assert upper_tail(0, 0.0, 1.0) == 1
    assert upper_tail(1, 0.0, 1.0) == 0
    assert np.isnan(upper_tail(np.nan, 1.0, 1.0))


@given(st.lists(st.integers(0, 9), min_size=1, max_size=20), st.integers(1, 6), st.integers(0, 3))
def test_trailing_sums_are_those_of_the_days_before(counts: list[int], days: int, lag: int) -> None:  # fmt: skip
    found = trailing(np.array(counts, dtype=float), days, lag)
    for row in range(len(counts)):
        end = row + 1 - lag
        assert found[row] == sum(counts[max(end - days, 0) : max(end, 0)])


def test_the_spread_of_bunches_is_found_and_never_below_one() -> None:
    rng = np.random.default_rng(5)
    mean = np.full(400, 20.0)
    bunched = rng.negative_binomial(20 / 2, 1 / 3, 400).astype(float)
    even = np.full(400, 20.0)
    usable = np.ones(400, dtype=bool)
    assert 2.3 < spread_before(bunched, mean, usable, 180, 21)[-1] < 3.7
    assert spread_before(even, mean, usable, 180, 21)[-1] == 1
    assert (spread_before(bunched, mean, usable, 180, 21)[:21] == 1).all()
