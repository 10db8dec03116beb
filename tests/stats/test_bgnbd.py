"""BG/NBD and Gamma-Gamma against published numbers, integrals by force, and customers whose truth is planted."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from lianyi.stats import bgnbd, gamma_gamma
from lianyi.stats.bgnbd import Histories, fit_bgnbd, simulate

CDNOW = np.array([0.243, 4.414, 0.793, 2.426])
"""Fader, Hardie and Lee (2005), table 2."""
CDNOW_SPEND = np.array([6.25, 3.74, 15.44])
"""Fader and Hardie (2013), section 3."""


def _one(value: float) -> np.ndarray:
    return np.array([value])


def test_the_published_customer_is_expected_to_buy_1_226_times() -> None:
    # Section 4 of the note on BG/NBD in a spreadsheet: x = 2, t_x = 30.43, T = 38.86, 39 weeks ahead.
    found = bgnbd.expected_purchases(CDNOW, _one(2), _one(30.43), _one(38.86), 39)
    assert found[0] == pytest.approx(1.226, abs=0.001)


def test_values_shrink_as_in_the_published_note() -> None:
    # The first customers of the data set: 2 repeat purchases of 22.35, one of 11.77, none.
    found = gamma_gamma.expected_value(
        CDNOW_SPEND, np.array([2, 1, 0]), np.array([22.35, 11.77, 0])
    )
    assert found == pytest.approx([24.66, 18.92, 35.22], abs=0.02)


@pytest.mark.parametrize(("x", "t_x", "t_end"), [(0, 0.0, 20.0), (1, 3.0, 20.0), (4, 18.5, 20.0)])
def test_the_likelihood_is_the_integral_over_rates_and_chances_to_leave(
    x: int, t_x: float, t_end: float
) -> None:
    r, alpha, a, b = 1.8, 4.0, 1.9, 2.5
    nodes, weights = np.polynomial.legendre.leggauss(300)
    rate, leave = (nodes[:, None] + 1) * 4, (nodes[None, :] + 1) / 2
    stayed = (1 - leave) ** x * rate**x * np.exp(-rate * t_end)
    gone = leave * (1 - leave) ** (x - 1) * rate**x * np.exp(-rate * t_x) if x else 0.0
    drawn = stats.gamma.pdf(rate, r, scale=1 / alpha) * stats.beta.pdf(leave, a, b)
    by_force = float((weights[:, None] * weights[None, :] * (stayed + gone) * drawn).sum() * 2)
    seen = Histories.of(_one(float(x)), _one(t_x), _one(t_end))
    found = bgnbd.log_likelihood(np.array([r, alpha, a, b]), seen)
    assert found == pytest.approx(np.log(by_force), abs=1e-6)


def test_what_is_expected_of_customers_is_what_they_do() -> None:
    truth = (0.8, 4.0, 0.8, 2.5)
    whole = np.full(60_000, 60.0)
    # The first 40 weeks of the same lives, by drawing them to 60 and looking at 40.
    x, t_x = simulate(truth, whole, 3)
    assert bgnbd.expected_of_a_new_one(np.array(truth), 60.0) == pytest.approx(x.mean(), rel=0.02)
    assert t_x.max() < 60


def test_planted_parameters_lie_in_their_intervals() -> None:
    truth = dict(zip(bgnbd.NAMES, (0.8, 4.0, 0.8, 2.5), strict=True))
    hits = dict.fromkeys(truth, 0)
    for seed in range(20):
        t_end = np.random.default_rng(seed).integers(150, 400, 600) / 7
        fit = fit_bgnbd(Histories.of(*simulate(tuple(truth.values()), t_end, seed), t_end))  # type: ignore[arg-type]  # four numbers
        assert fit is not None
        for name, value in truth.items():
            ends = fit.interval(name)
            hits[name] += ends is not None and ends[0] <= value <= ends[1]
    assert min(hits.values()) >= 16, hits


def test_planted_spending_lies_in_its_intervals() -> None:
    truth = {"p": 6.25, "q": 3.74, "v": 15.44}
    hits = dict.fromkeys(truth, 0)
    for seed in range(20):
        dice = np.random.default_rng(seed)
        x = dice.integers(1, 6, 800).astype(float)
        mean = dice.gamma(truth["p"] * x, 1 / (dice.gamma(truth["q"], 1 / truth["v"], 800) * x))
        fit = gamma_gamma.fit_gamma_gamma(x, mean)
        assert fit is not None
        for name, value in truth.items():
            ends = fit.interval(name)
            hits[name] += ends is not None and ends[0] <= value <= ends[1]
    assert min(hits.values()) >= 16, hits


def test_the_unit_of_time_changes_only_the_parameter_that_has_one() -> None:
    t_end = np.random.default_rng(1).integers(150, 400, 500).astype(float)
    x, t_x = simulate((0.8, 28.0, 0.8, 2.5), t_end, 1)
    days = fit_bgnbd(Histories.of(x, t_x, t_end))
    weeks = fit_bgnbd(Histories.of(x, t_x / 7, t_end / 7))
    assert days is not None and weeks is not None
    assert days["alpha"] / weeks["alpha"] == pytest.approx(7, rel=1e-3)
    assert [days[n] for n in ("r", "a", "b")] == pytest.approx(
        [weeks[n] for n in ("r", "a", "b")], rel=1e-3
    )


def test_nobody_who_came_back_means_no_model() -> None:
    assert fit_bgnbd(Histories.of(np.zeros(50), np.zeros(50), np.full(50, 9.0))) is None
    assert gamma_gamma.fit_gamma_gamma(np.zeros(0), np.zeros(0)) is None


def test_somebody_who_bought_once_is_alive_for_certain_in_the_model() -> None:
    assert bgnbd.alive(CDNOW, _one(0), _one(0), _one(300))[0] == 1
    assert bgnbd.alive(CDNOW, _one(5), _one(10), _one(300))[0] < 0.01


def test_a_shop_that_nobody_leaves_is_fitted_without_pretending_to_know() -> None:
    dice = np.random.default_rng(4)
    t_end = np.full(3_000, 4.0)
    x = dice.poisson(2.0, 3_000).astype(float)
    t_x = np.where(x > 0, 4.0 * dice.beta(np.maximum(x, 1), 1), 0.0)
    fit = fit_bgnbd(Histories.of(x, t_x, t_end))
    assert fit is not None
    assert not fit.is_sure
    # Everybody buys twice in four weeks and goes on doing so.
    again = bgnbd.expected_purchases(np.array(fit.values), x, t_x, t_end, 4.0)
    assert again.mean() == pytest.approx(2.0, rel=0.1)
