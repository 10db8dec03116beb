"""Clusters: against brute force, published indices by hand, and no groups where there is one cloud."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianyi.stats.clusters import adjusted_rand, fewer_clouds, k_means, nearest, stability
from lianyi.stats.population_shift import chance_shift, population_stability

POINTS = st.lists(st.tuples(st.integers(-9, 9), st.integers(-9, 9)), min_size=4, max_size=7)


@settings(max_examples=40)
@given(POINTS)
def test_k_means_finds_the_best_division_of_a_few_points(points: list[tuple[int, int]]) -> None:
    x = np.array(points, float)
    best = np.inf
    for division in product(range(2), repeat=len(x)):
        spread = 0.0
        for g in set(division):
            own = x[np.array(division) == g]
            spread += float(((own - own.mean(axis=0)) ** 2).sum())
        best = min(best, spread)
    found = k_means(x, 2, seed=1, starts=30)
    assert found.within == pytest.approx(best, abs=1e-6)
    labels, distances = nearest(x, found.centres)
    assert np.array_equal(labels, found.labels) and distances.sum() == pytest.approx(found.within)


def test_more_groups_than_different_points_leave_nothing_unexplained() -> None:
    found = k_means(np.array([[0.0], [0.0], [1.0]]), 3, seed=1)
    assert found.within == 0.0


def test_the_rand_index_of_hubert_and_arabie() -> None:
    one = np.array([0, 0, 0, 1, 1, 1])
    other = np.array([0, 0, 1, 1, 2, 2])
    # Pairs together in both 2; in the rows 6, in the columns 3; of 15: (2 − 6·3/15) ÷ ((6 + 3)/2 − 6·3/15).
    assert adjusted_rand(one, other) == pytest.approx((2 - 1.2) / (4.5 - 1.2))


def clumps(seed: int, apart: float, people: int = 240) -> np.ndarray:
    """Three clumps `apart` standard deviations from the middle."""
    dice = np.random.default_rng(seed)
    centres = apart * np.array([[0, 0], [1, 0], [0.5, 0.9]])
    return np.asarray(centres[dice.integers(0, 3, people)] + dice.standard_normal((people, 2)))


def test_clumps_come_back_and_a_cloud_does_not() -> None:
    far = k_means(clumps(1, 9.0), 3, seed=1)
    assert stability(clumps(1, 9.0), far, seed=2, draws=8).min() > 0.95
    assert fewer_clouds(clumps(1, 9.0), np.zeros(240), far, seed=2) <= 0.05
    four = k_means(clumps(1, 9.0), 4, seed=1)
    assert fewer_clouds(clumps(1, 9.0), far.labels, four, seed=2) > 0.05
    cloud = clumps(1, 0.0)
    assert stability(cloud, k_means(cloud, 4, seed=1), seed=2, draws=8).min() < 0.75


def test_one_cloud_is_rejected_as_seldom_as_it_says() -> None:
    rejected = 0
    for seed in range(20):
        cloud = clumps(seed, 0.0, people=80) * np.array([3.0, 1.0])
        rejected += (
            fewer_clouds(cloud, np.zeros(80), k_means(cloud, 2, seed=1), seed=seed, draws=19)
            <= 0.05
        )
    assert rejected <= 4


def test_the_shift_of_a_table_by_hand() -> None:
    before, now = np.array([20, 30, 50]), np.array([30, 30, 40])
    expected = 0.1 * np.log(1.5) + 0.0 - 0.1 * np.log(0.8)
    assert population_stability(before, now) == pytest.approx(expected)
    assert np.isnan(population_stability(np.zeros(3), now))
    assert np.isfinite(population_stability(np.array([0, 10]), np.array([10, 0])))


def test_chance_alone_stays_below_its_limit() -> None:
    dice = np.random.default_rng(3)
    shares, limit = np.full(10, 0.1), chance_shift(500, 800, 10)
    beyond = [
        population_stability(dice.multinomial(500, shares), dice.multinomial(800, shares)) > limit
        for _ in range(2_000)
    ]
    assert 0.03 < np.mean(beyond) < 0.08
    assert np.isnan(chance_shift(0, 10, 3))
