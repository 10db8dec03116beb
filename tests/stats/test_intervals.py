from __future__ import annotations

from math import inf

import numpy as np
import pytest
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st

from lianyi.stats import intervals


def _ratio(totals: intervals.Array) -> intervals.Array:
    return np.asarray(totals[:, 0] / totals[:, 1])


def _covered(low: float, truth: float, high: float) -> bool:
    return low <= truth <= high


def test_wilson_gives_the_published_intervals_of_newcombe() -> None:
    # Newcombe (1998), "Two-sided confidence intervals for the single proportion", table I, method 3.
    published = {
        (81, 263): (0.2553, 0.3662),
        (15, 148): (0.0624, 0.1605),
        (0, 20): (0.0, 0.1611),
        (1, 29): (0.0061, 0.1718),
    }
    for (hits, n), ends in published.items():
        assert intervals.wilson(hits, n) == pytest.approx(ends, abs=5e-5)


@given(st.integers(1, 500), st.data(), st.sampled_from([0.8, 0.9, 0.95, 0.99]))
def test_wilson_equals_scipy_and_stays_between_nothing_and_all(
    n: int, data: st.DataObject, level: float
) -> None:
    hits = data.draw(st.integers(0, n))
    other = scipy.stats.binomtest(hits, n).proportion_ci(level, method="wilson")
    low, high = intervals.wilson(hits, n, level)
    assert (low, high) == pytest.approx((other.low, other.high), abs=1e-12)
    assert 0 <= low <= hits / n <= high <= 1


def test_the_exact_poisson_interval_is_the_table_of_garwood() -> None:
    for events, ends in {0: (0, 3.689), 1: (0.0253, 5.572), 5: (1.623, 11.668)}.items():
        assert intervals.poisson(events) == pytest.approx(ends, abs=1e-3)
    low, high = intervals.poisson(5, exposure=10)
    assert (low, high) == pytest.approx((0.1623, 1.1668), abs=1e-4)


def test_a_mean_has_the_interval_of_scipy() -> None:
    values = np.random.default_rng(1).exponential(size=40)
    other = scipy.stats.ttest_1samp(values, 0).confidence_interval(0.9)
    assert intervals.student(values, 0.9) == pytest.approx((other.low, other.high), abs=1e-12)


def test_who_knows_nothing_says_that_everything_is_possible() -> None:
    nothing = np.array([])
    assert intervals.wilson(0, 0) == (0, 1)
    assert intervals.poisson(0, 0) == (0, inf)
    assert intervals.student(np.array([3.0])) == (-inf, inf)
    assert intervals.ratio(nothing, nothing) == (-inf, inf)
    assert intervals.ratio(np.array([1.0]), np.array([2.0])) == (-inf, inf)
    assert intervals.cluster_bootstrap(np.array([[1, 2]]), _ratio, seed=1) == (-inf, inf)


def test_a_ratio_over_ones_is_a_mean() -> None:
    values = np.random.default_rng(2).normal(size=30)
    value, error = intervals.ratio_error(values, np.ones(30))
    assert value == pytest.approx(values.mean())
    assert error == pytest.approx(scipy.stats.sem(values))


def test_sums_are_gathered_by_any_label() -> None:
    labels = np.array(["b", "a", "b"])
    sums = intervals.sums_by_cluster(labels, np.array([1, 2, 3]), np.array([1, 1, 1]))
    assert sums.tolist() == [[2, 1], [4, 2]]


def test_draws_by_value_and_by_cluster_have_the_same_law(monkeypatch: pytest.MonkeyPatch) -> None:
    sums = np.random.default_rng(3).integers(0, 4, size=(300, 2)).astype(float)
    fast = intervals.drawn_totals(sums, 3_000, seed=4)
    monkeypatch.setattr(intervals, "_VALUES_DRAWN_BY_COUNT", 0)
    slow = intervals.drawn_totals(sums, 3_000, seed=5)
    for part in (0, 1):
        assert scipy.stats.ks_2samp(fast[:, part], slow[:, part]).pvalue > 0.01
        assert slow[:, part].mean() == pytest.approx(sums[:, part].sum(), rel=0.01)


def test_the_same_seed_gives_the_same_interval() -> None:
    sums = np.random.default_rng(6).normal(1, 1, size=(2_500, 2)) + 3
    once = intervals.cluster_bootstrap(sums, _ratio, seed=7, draws=200)
    assert once == intervals.cluster_bootstrap(sums, _ratio, seed=7, draws=200)
    assert once != intervals.cluster_bootstrap(sums, _ratio, seed=8, draws=200)


def test_bca_equals_scipy_on_a_skewed_sample() -> None:
    values = np.random.default_rng(9).exponential(size=60)
    rng = np.random.default_rng(10)
    other = scipy.stats.bootstrap(
        (values,), np.mean, n_resamples=20_000, method="BCa", random_state=rng
    ).confidence_interval
    sums = np.stack([values, np.ones(60)], axis=1)
    mine = intervals.cluster_bootstrap(sums, _ratio, seed=11, draws=20_000, method="bca")
    assert mine == pytest.approx((other.low, other.high), rel=0.02)


def test_a_draw_that_means_nothing_is_left_out() -> None:
    assert intervals.percentile(np.array([np.nan, 1.0, 1.0, np.inf])) == (1, 1)
    assert intervals.percentile(np.array([np.nan])) == (-inf, inf)


def _trees(seed: int) -> intervals.Array:
    """Return [trees, 2]: successes and trials, of which trees have a taste of their own; the true ratio is 0.3."""
    rng = np.random.default_rng(seed)
    trials = rng.integers(1, 8, size=150)
    taste = rng.beta(3, 7, size=150)
    return np.stack([rng.binomial(trials, taste), trials], axis=1).astype(float)


def _coverage(seeds: range) -> dict[str, int]:
    held = {"delta": 0, "percentile": 0, "bca": 0}
    for seed in seeds:
        trees = _trees(seed)
        found = {
            "delta": intervals.ratio(trees[:, 0], trees[:, 1]),
            "percentile": intervals.cluster_bootstrap(trees, _ratio, seed=seed, draws=500),
            "bca": intervals.cluster_bootstrap(trees, _ratio, seed=seed, draws=500, method="bca"),
        }
        for name, (low, high) in found.items():
            held[name] += _covered(low, 0.3, high)
    return held


def test_intervals_of_clustered_ratios_hold_the_truth() -> None:
    assert min(_coverage(range(20)).values()) >= 16


@pytest.mark.full
def test_intervals_of_clustered_ratios_hold_the_truth_in_90_to_99_percent() -> None:
    assert all(180 <= held <= 198 for held in _coverage(range(200)).values())
