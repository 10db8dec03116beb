from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianyi.stats.response_curves import CURVES, carried, lagged
from lianyi.stats.response_fit import fit, needed, problem, solve
from tests.stats.response_planted import (
    ALPHA,
    BETA,
    LAGS,
    LAMBDA,
    Planted,
    carried_by_hand,
    planted,
    saturated_by_hand,
)

Array = npt.NDArray[Any]
TRUTH = np.array([ALPHA, LAMBDA, BETA])


def test_spend_carries_over_as_its_definition_says() -> None:
    spend = np.random.default_rng(1).random((2, 30))
    found, _ = carried(lagged(spend, LAGS), np.array([[0.4, 0.0]]))
    assert found[0, 0] == pytest.approx(carried_by_hand(spend[0], 0.4))
    assert found[0, 1] == pytest.approx(spend[1])


def test_a_steady_spend_stays_what_it_is_once_the_weeks_before_are_steady_too() -> None:
    found, _ = carried(lagged(np.full((1, 30), 5.0), LAGS), np.array([[0.7]]))
    assert found[0, 0, LAGS:] == pytest.approx(5.0)


@pytest.mark.parametrize("key", list(CURVES))
def test_derivatives_are_what_small_steps_say(key: str) -> None:
    curve, step = CURVES[key], 1e-6
    a, shape = np.linspace(0.05, 1.3, 9)[None, None], np.array([[2.5]])
    value, by_spend, by_shape = curve.at(a, shape)
    assert by_spend == pytest.approx((curve.at(a + step, shape)[0] - value) / step, rel=1e-4)
    assert by_shape == pytest.approx((curve.at(a, shape + step)[0] - value) / step, rel=1e-4, abs=1e-5)  # fmt: skip
    series, alpha = lagged(np.random.default_rng(2).random((1, 12)), LAGS), np.array([[0.3]])
    before, slope = carried(series, alpha)
    assert slope == pytest.approx((carried(series, alpha + step)[0] - before) / step, abs=1e-4)


@pytest.mark.parametrize("key", list(CURVES))
def test_every_curve_is_one_at_the_largest_week_and_nears_its_ceiling(key: str) -> None:
    curve, shape = CURVES[key], np.array([[0.7, 4.0]])
    at = np.array([[[1.0, 1e7], [1.0, 1e7]]])
    value, _, _ = curve.at(at, shape)
    assert value[0, :, 0] == pytest.approx(1.0)
    assert value[0, :, 1] == pytest.approx(curve.ceiling(shape)[0], rel=1e-5)


@given(
    st.sampled_from(sorted(CURVES)), st.floats(0.1, 15), st.floats(0.0, 1.5)
)  # fmt: skip
@settings(max_examples=100, deadline=None)
def test_a_place_is_where_the_curve_is_that_steep(key: str, shape: float, spend: float) -> None:
    curve = CURVES[key]
    shapes = np.array([[shape]])
    slope = curve.at(np.array([[[spend]]]), shapes)[1][..., 0]
    back = curve.place(slope, shapes)
    again = curve.at(back[..., None], shapes)[1][..., 0]
    assert again[0, 0] == pytest.approx(slope[0, 0], rel=1e-3, abs=1e-9)
    assert curve.place(np.array([[1e9]]), shapes)[0, 0] == 0


def test_the_logistic_curve_is_the_usual_one_scaled() -> None:
    a = np.linspace(0, 1, 11)
    value = CURVES["logistic"].at(a[None, None], np.array([[4.0]]))[0][0, 0]
    assert value == pytest.approx(saturated_by_hand(a, 4.0) / saturated_by_hand(np.ones(1), 4.0))


def test_without_noise_the_planted_parameters_come_back() -> None:
    data = planted(3, noise=0.0)
    asked = problem(data.spend, data.controls, CURVES["logistic"], LAGS)
    found = fit(asked, data.sales, draws=50, block=5, seed=1)
    assert found.best[:2] == pytest.approx(TRUTH[:2], rel=1e-3)
    assert CURVES["logistic"].ceiling(found.best[1]) * found.best[2] == pytest.approx(BETA, rel=1e-3)  # fmt: skip


def test_an_effect_is_never_below_nothing() -> None:
    data = planted(4)
    asked = problem(data.spend, data.controls, CURVES["logistic"], LAGS)
    harmful = asked.free(-data.spend[0] + data.spend[1])[None]
    found, _ = solve(asked, harmful, np.array([[[0.1, 0.1], [1.0, 1.0], [0.5, 0.5]]]), 60)
    assert found[0, 2, 0] == 0
    assert found[0, 2, 1] > 0.5


def test_controls_that_repeat_each_other_are_taken_once() -> None:
    data = planted(5)
    twice = np.concatenate([data.controls, data.controls[:, :2] * 3], axis=1)
    assert problem(data.spend, twice, CURVES["hill"], LAGS).basis.shape == data.controls.shape


def test_the_same_seed_gives_the_same_intervals() -> None:
    data = planted(6, weeks=80)
    asked = problem(data.spend, data.controls, CURVES["logistic"], LAGS)
    one, two = (fit(asked, data.sales, draws=50, block=4, seed=9).draws for _ in range(2))
    assert (one == two).all()


def test_spend_that_does_nothing_is_rarely_taken_for_an_effect() -> None:
    taken, found = 0, 0
    for seed in range(20):
        data = planted(seed, weeks=80)
        idle = np.random.default_rng(seed + 1000).gamma(2, 1, 80)
        spend = np.stack([data.spend[0], idle])
        sales = data.sales - BETA[1] * saturated_by_hand(carried_by_hand(data.spend[1], ALPHA[1]), LAMBDA[1])  # fmt: skip
        asked = problem(spend, data.controls, CURVES["logistic"], LAGS)
        chance = needed(asked, sales, fit(asked, sales, draws=2, block=4, seed=seed))
        taken += chance[1] < 0.05
        found += chance[0] < 0.05
    assert taken <= 3
    assert found == 20


def _covered(data: Planted, seed: int) -> Array:
    """Return [4, 2] of whether 95 % intervals hold alpha, lambda, beta and the slope at the mean spend."""
    curve = CURVES["logistic"]
    asked = problem(data.spend, data.controls, curve, LAGS)
    drawn = fit(asked, data.sales, draws=200, block=5, seed=seed).draws
    mean = data.spend.mean(axis=1)

    def slope(found: Array) -> Array:
        return np.asarray(curve.at(mean[None, :, None], found[:, 1])[1][..., 0] * found[:, 2])

    true = TRUTH.copy()
    true[2] = BETA / curve.ceiling(true[1])
    beta = curve.ceiling(drawn[:, 1]) * drawn[:, 2]
    found = np.stack([drawn[:, 0], drawn[:, 1], beta, slope(drawn)], axis=1)
    low, high = np.quantile(found, [0.025, 0.975], axis=0)
    truth = np.stack([*TRUTH, slope(true[None])[0]])
    return np.asarray((low <= truth) & (truth <= high))


def test_intervals_hold_the_planted_parameters_sixteen_times_of_twenty() -> None:
    held = np.sum([_covered(planted(seed), seed) for seed in range(20)], axis=0)
    assert held.min() >= 16, held


@pytest.mark.full
def test_intervals_hold_the_planted_parameters_in_nine_of_ten_of_two_hundred_seeds() -> None:
    held = np.mean([_covered(planted(seed), seed) for seed in range(200)], axis=0)
    assert ((held >= 0.9) & (held <= 0.99)).all(), held
