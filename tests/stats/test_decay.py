from __future__ import annotations

import numpy as np
import pytest

from lianyi.stats.decay import expected_age, half_life, half_lives


def test_the_mean_age_is_what_summing_says() -> None:
    for rate in (-2.0, -0.3, -1e-12, 0.2):
        for seen in (1, 2, 9):
            weights = np.exp(rate * np.arange(seen))
            by_hand = float((weights * np.arange(seen)).sum() / weights.sum())
            assert expected_age(np.array([rate]), np.array([seen]))[0] == pytest.approx(by_hand, abs=1e-6)  # fmt: skip


@pytest.mark.parametrize("seen", [[30], [4, 9, 30], [2, 3]])
def test_what_was_cut_off_does_not_shorten_the_half_life(seen: list[int]) -> None:
    left = 0.5 ** (np.arange(40) / 3.5)
    counts = np.array([left[:m].sum() for m in seen])
    ages = np.array([(left[:m] * np.arange(m)).sum() for m in seen])
    assert half_lives(counts, ages, np.array(seen))[0] == pytest.approx(3.5, rel=1e-6)


def test_what_grows_or_never_happened_has_no_half_life() -> None:
    assert np.isinf(half_lives(np.array([10.0]), np.array([12.0]), np.array([3]))[0])
    assert np.isinf(half_lives(np.array([0.0]), np.array([0.0]), np.array([3]))[0])
    point, low, high = half_life(np.array([[5.0, 5.0, 3.0], [4.0, 5.0, 3.0]]), seed=1)
    assert np.isinf(point)
    assert np.isinf(high)
    assert low > 0


def test_one_thing_alone_says_nothing_about_others() -> None:
    assert half_life(np.array([[7.0, 4.0, 3.0]]), seed=1)[1:] == (0.0, float("inf"))


def _things(seed: int, half: float) -> np.ndarray:
    rng = np.random.default_rng(seed)
    rows = []
    for _ in range(80):
        seen = int(rng.integers(2, 31))
        size = rng.lognormal(5, 1)
        own = half * rng.lognormal(0, 0.15)
        counts = rng.poisson(size * 0.5 ** (np.arange(seen) / own))
        rows.append((counts.sum(), (counts * np.arange(seen)).sum(), seen))
    return np.array(rows, float)


def test_intervals_hold_the_planted_half_life_sixteen_times_of_twenty() -> None:
    held = 0
    for seed in range(20):
        _, low, high = half_life(_things(seed, 2.5), seed=seed, draws=400)
        held += low <= 2.5 <= high
    assert held >= 16
