"""Branching: formulas by hand, planted rates found, and the forecast against what really comes."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianyi.stats import branching
from lianyi.stats.branching import (
    dispersion,
    further,
    grown,
    quasi_poisson,
    rate_of,
    still_to_come,
)
from lianyi.stats.intervals import poisson

# Mean new customers per customer of generation 0, 1, 2 and later.
PLANTED = (0.9, 0.6, 0.4)


def offspring(rng: np.random.Generator, rate: float, people: int, spread: float) -> np.ndarray:
    if spread == 1:
        return rng.poisson(rate, people)
    return rng.negative_binomial(rate / (spread - 1), 1 / spread, people)


def process(seed: int, seeds: int, spread: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return tree, generation and children of every customer of a whole process."""
    rng = np.random.default_rng(seed)
    tree, trees, generations, brought = np.arange(seeds), [], [], []
    generation = 0
    while len(tree):
        kids = offspring(rng, PLANTED[min(generation, 2)], len(tree), spread)
        trees.append(tree)
        generations.append(np.full(len(tree), generation))
        brought.append(kids)
        tree, generation = np.repeat(tree, kids), generation + 1
    return np.concatenate(trees), np.concatenate(generations), np.concatenate(brought)


def covered(runs: int, seeds: int, spread: float) -> np.ndarray:
    """Return in how many of `runs` the interval of each of three generations holds the planted rate."""
    hits = np.zeros(3, int)
    for seed in range(runs):
        tree, generation, kids = process(seed, seeds, spread)
        wide = dispersion(kids, generation)
        for g, truth in enumerate(PLANTED):
            some = generation == g
            rate = rate_of(tree[some], kids[some], wide, seed=seed, draws=400)
            hits[g] += rate is None or rate.low <= truth <= rate.high
    return hits


@pytest.mark.parametrize(("seeds", "spread"), [(40, 1.0), (40, 3.0), (200, 3.0)])
def test_intervals_hold_the_planted_rate_of_each_generation(seeds: int, spread: float) -> None:
    assert (covered(20, seeds, spread) >= 16).all()


@pytest.mark.full
@pytest.mark.parametrize(("seeds", "spread"), [(60, 3.0), (300, 1.0)])
def test_in_200_seeds_they_hold_in_90_to_99_percent(seeds: int, spread: float) -> None:
    hits = covered(200, seeds, spread)
    assert (hits >= 180).all() and (hits <= 198).all(), hits


def test_a_rate_of_nothing_has_an_upper_end_and_nobody_has_no_rate() -> None:
    rate = rate_of(np.arange(50), np.zeros(50), 1.0, seed=1)
    assert rate is not None
    assert (rate.value, rate.low) == (0, 0)
    # The rule of three, two-sided: −ln 0.025 = 3.689 over 50 people.
    assert rate.high == pytest.approx(3.689 / 50, rel=1e-3)
    assert rate_of(np.array([]), np.array([]), 1.0, seed=1) is None


def test_the_people_of_one_tree_count_as_one_draw() -> None:
    # 200 trees of 20 people who all bring one or all bring none: the interval is that of 200 coins, not of 4,000.
    coin = np.random.default_rng(3).integers(0, 2, 200)
    rate = rate_of(np.repeat(np.arange(200), 20), np.repeat(coin, 20), 1.0, seed=1)
    assert rate is not None
    assert rate.high - rate.low == pytest.approx(2 * 1.96 * 0.5 / 200**0.5, rel=0.1)


def test_a_hundred_thousand_trees_say_the_same_by_formula(monkeypatch: pytest.MonkeyPatch) -> None:
    tree, _, kids = process(5, 2_000, 3.0)
    drawn = rate_of(tree, kids, 1.0, seed=1)
    monkeypatch.setattr(branching, "MANY_TREES", 1_000)
    formula = rate_of(tree, kids, 1.0, seed=1)
    assert drawn is not None and formula is not None
    assert (drawn.method, formula.method) == ("bootstrap_trees", "delta_trees")
    assert (formula.low, formula.high) == pytest.approx((drawn.low, drawn.high), rel=0.03)


@given(st.integers(0, 40), st.floats(0.1, 1e4))
def test_without_spread_it_is_the_exact_poisson_interval(events: int, exposure: float) -> None:
    assert quasi_poisson(events, exposure, 1.0) == pytest.approx(poisson(events, exposure))


def test_dispersion_is_variance_over_mean() -> None:
    # Generation 0: 0, 4 (mean 2, variance 8); generation 1 brings nobody and says nothing.
    assert dispersion(np.array([0, 4, 0, 0]), np.array([0, 0, 1, 1])) == pytest.approx(4.0)
    assert dispersion(np.array([1, 1]), np.array([0, 0])) == 1.0
    assert dispersion(np.array([0]), np.array([0])) == 1.0


def test_descendants_follow_the_chain_of_rates() -> None:
    assert still_to_come([0.9, 0.6, 0.4]) == pytest.approx(0.9 * (1 + 0.6 * (1 + 0.4 / 0.6)))
    assert still_to_come([0.0, 2.0]) == 0
    assert still_to_come([0.5, 1.2]) == inf


def test_growth_is_the_published_formula_and_has_an_end() -> None:
    # 100 seeds, K = 1.2, 5 cycles: 100 × (1.2^6 − 1) ÷ 0.2 = 992.992.
    assert grown(100, 1.2, 5) == pytest.approx(892.992)
    assert grown(100, 0.5, 2) == pytest.approx(75)
    assert grown(1, 3.0, 100) == inf


def test_what_still_comes_lies_in_the_interval_as_often_as_it_says() -> None:
    held, runs = 0, 60
    for seed in range(runs):
        _, generation, kids = process(seed, 300, 2.0)
        sizes = np.bincount(generation, minlength=3)[:3]
        brought = np.bincount(generation, weights=kids, minlength=3)[:3]
        some = generation < 3
        forecast = further(
            np.array([150.0, 0, 0]),
            brought,
            np.maximum(sizes, 1),
            dispersion(kids[some], generation[some]),
            seed=seed,
            draws=500,
        )
        later_tree, later, _ = process(10_000 + seed, 150, 2.0)
        held += forecast.low <= len(later_tree) - int((later == 0).sum()) <= forecast.high
    assert held >= 0.85 * runs


def test_nobody_pending_means_nobody_to_come() -> None:
    forecast = further(np.zeros(2), np.array([5, 1]), np.array([10, 5]), 1.0, seed=1)
    assert (forecast.expected, forecast.low, forecast.high) == (0, 0, 0)


def test_growth_that_cannot_be_ruled_out_has_no_upper_end() -> None:
    forecast = further(np.array([10.0]), np.array([9]), np.array([10]), 1.0, seed=1)
    assert forecast.expected == pytest.approx(10 * 0.9 * 10)
    assert forecast.high == inf
