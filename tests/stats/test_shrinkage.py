from __future__ import annotations

import numpy as np
import pytest

from lianyi.stats.shrinkage import shrunk_ratios


def test_schools_of_the_published_example_are_drawn_together() -> None:
    # Rubin (1981), eight schools, in the form of rates whose errors differ: all estimates lie between raw and mean.
    rng = np.random.default_rng(1)
    size = np.array([40, 60, 900, 30, 500, 80, 25, 300.0])
    true = 0.05 + 0.02 * rng.standard_normal(8)
    above = rng.poisson(size[:, None] / 4 * np.maximum(true, 0.005)[:, None], (8, 4))
    group = np.repeat(np.arange(8), 4)
    found = shrunk_ratios(above.ravel(), np.repeat(size / 4, 4), group, 8)
    between = (found.value - found.raw) * (found.mean - found.raw)
    assert (between >= -1e-12).all()
    assert (abs(found.value - found.mean) <= abs(found.raw - found.mean) + 1e-12).all()
    order = np.argsort(size)
    assert (np.diff(found.weight[order]) >= 0).all()


def test_a_group_of_much_data_stays_and_a_group_of_little_moves() -> None:
    above = np.array([100.0, 120, 5000, 4800, 1, 300, 280])
    below = np.array([2000.0, 2000, 50000, 50000, 4, 4000, 4000])
    found = shrunk_ratios(above, below, np.array([0, 0, 1, 1, 2, 3, 3]), 4)
    assert found.value[1] == pytest.approx(found.raw[1], rel=0.02)
    assert found.raw[2] == 0.25
    assert found.value[2] < 0.15
    low, high = found.ends()
    assert (low < found.value).all()
    assert (high > found.value).all()


def test_two_groups_are_left_as_they_are() -> None:
    found = shrunk_ratios(np.array([1.0, 3]), np.array([10.0, 10]), np.array([0, 1]), 2)
    assert found.value.tolist() == [0.1, 0.3]


def test_nothing_and_a_group_without_size_have_no_raw_rate() -> None:
    none = shrunk_ratios(np.zeros(2), np.zeros(2), np.array([0, 1]), 2)
    assert np.isnan(none.raw).all()
    zero = shrunk_ratios(np.zeros(3), np.ones(3), np.array([0, 1, 2]), 3)
    assert zero.value.tolist() == [0, 0, 0]
    one = shrunk_ratios(np.array([2.0, 3, 4, 0]), np.array([10.0, 10, 10, 0]), np.arange(4), 4)
    assert np.isnan(one.raw[3])
    assert one.value[3] == pytest.approx(one.mean)


def test_intervals_hold_the_planted_rates() -> None:
    held = total = 0
    for seed in range(20):
        rng = np.random.default_rng(seed)
        true = rng.gamma(25, 0.04 / 25, 12)
        rows = rng.integers(1, 15, 12)
        group = np.repeat(np.arange(12), rows)
        views = rng.integers(300, 4000, len(group)).astype(float)
        own = true[group] * rng.gamma(20, 1 / 20, len(group))
        found = shrunk_ratios(rng.poisson(own * views).astype(float), views, group, 12)
        low, high = found.ends()
        held += int(((low <= true) & (true <= high)).sum())
        total += 12
    assert 0.9 <= held / total <= 0.99
