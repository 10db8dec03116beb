from __future__ import annotations

from collections import Counter
from hashlib import blake2b
from math import inf, isnan

import numpy as np
import pytest
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st

from lianyi.stats import means, multiple, power, sequential
from lianyi.stats.assignment import assign, place_of
from lianyi.stats.cuped import adjust
from lianyi.stats.sample_ratio import sample_ratio_p

P_VALUES = st.lists(st.floats(0, 1), min_size=1, max_size=8)
# The example of Benjamini and Hochberg (1995).
PUBLISHED = [
    *(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459),
    *(0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0),
]


def test_the_published_example_rejects_three_and_four() -> None:
    assert sum(p <= 0.05 for p in multiple.holm(PUBLISHED)) == 3
    found = multiple.benjamini_hochberg(PUBLISHED)
    assert sum(p <= 0.05 for p in found) == 4
    assert found == pytest.approx(list(scipy.stats.false_discovery_control(PUBLISHED)))


@given(P_VALUES)
def test_raised_p_values_keep_their_order_and_never_fall(p_values: list[float]) -> None:
    for raise_all in (multiple.holm, multiple.benjamini_hochberg):
        raised = raise_all(p_values)
        assert all(r >= p - 1e-12 for r, p in zip(raised, p_values, strict=True))
        order = np.argsort(p_values, kind="stable")
        assert (np.diff(np.array(raised)[order]) >= 0).all()
        assert max(raised) <= 1


def test_dunnett_gives_the_critical_values_of_his_table() -> None:
    # Dunnett (1964), two-sided 5 %, infinite degrees of freedom.
    for arms, critical in {1: 1.96, 2: 2.21, 3: 2.35, 5: 2.51, 9: 2.69}.items():
        p_values = multiple.dunnett([critical] * arms, [1.0] * arms, 1.0)
        assert p_values == pytest.approx([0.05] * arms, abs=1.5e-3)


def test_dunnett_lies_between_one_comparison_and_holm() -> None:
    statistics = [2.3, 2.1, 0.4]
    single = [2 * scipy.stats.norm.sf(z) for z in statistics]
    found = multiple.dunnett(statistics, [0.5, 0.7, 1.0], 0.6)
    assert all(p < f for p, f in zip(single, found, strict=True))
    assert found[0] < 3 * single[0]


def test_a_published_broken_split_is_found() -> None:
    # Kohavi, Tang, Xu (2020), "Trustworthy online controlled experiments", chapter 3.
    assert sample_ratio_p([821_588, 815_482], [1, 1]) == pytest.approx(1.8e-6, rel=0.03)


@given(st.lists(st.integers(1, 10_000), min_size=2, max_size=5), st.data())
def test_the_split_is_checked_as_scipy_does(counts: list[int], data: st.DataObject) -> None:
    weights = [data.draw(st.integers(1, 9)) for _ in counts]
    expected = [sum(counts) * w / sum(weights) for w in weights]
    other = scipy.stats.chisquare(counts, expected)
    assert sample_ratio_p(counts, weights) == pytest.approx(other.pvalue, rel=1e-9, abs=1e-300)


def test_nobody_is_no_broken_split() -> None:
    assert sample_ratio_p([0, 0], [1, 1]) == 1


def test_published_sizes_come_out() -> None:
    # Evan Miller's calculator: 20 % and 5 points, 10 % and 1 point, 5 % and half a point.
    for base, effect, people in [(0.2, 0.05, 1_030), (0.1, 0.01, 14_313), (0.05, 0.005, 30_244)]:
        after = base + effect
        found = power.size(effect, base * (1 - base), after * (1 - after))
        assert found == pytest.approx(people, rel=1e-3)
    rule_of_thumb = 16 * 0.2 * 0.8 / 0.05**2
    assert power.size(0.05, 0.16, 0.16) == pytest.approx(rule_of_thumb, rel=0.02)


def test_a_size_has_the_power_that_it_promises() -> None:
    rng = np.random.default_rng(4)
    n = power.size(0.3, 1.0, 1.0)
    assert power.chance(n, 0.3, 1.0, 1.0) == pytest.approx(0.8, abs=2e-3)
    treated, control = rng.normal(0.3, 1, (1_500, n)), rng.normal(0, 1, (1_500, n))
    shown = scipy.stats.ttest_ind(treated, control, axis=1).pvalue < 0.05
    assert np.mean(shown) == pytest.approx(0.8, abs=0.03)


def test_the_smallest_effect_is_the_size_read_backwards() -> None:
    found = power.smallest_effect(1_031, 0.16, lambda e: (0.2 + e) * (0.8 - e), largest=0.8)
    assert found == pytest.approx(0.05, abs=2e-4)
    assert power.smallest_effect(3, 1.0, lambda _: 1.0, largest=0.1) == inf


def test_peeking_costs_people_but_not_three_times_as_many() -> None:
    once, daily = power.size(0.05, 0.16, 0.19), power.size_peeking(0.05, 0.16, 0.19)
    assert 1.5 < daily / once < 2.2


def test_an_unequal_split_needs_more_people_together() -> None:
    equal, uneven = power.size(1.0, 25, 25), power.size(1.0, 25, 25, ratio=9.0)
    assert uneven + 9 * uneven > 2 * equal
    assert uneven < equal


@given(st.floats(-0.5, 0.5), st.floats(0.01, 0.3), st.integers(100, 10**6))
def test_an_interval_leaves_out_nothing_exactly_when_its_p_value_is_small(
    value: float, error: float, n: int
) -> None:
    rho2 = sequential.tuned(5_000)
    low, high = sequential.interval(value, error, n, rho2)
    p_value = sequential.p_value(value, error, n, rho2)
    if abs(p_value - 0.05) > 1e-9:
        assert (low > 0 or high < 0) == (p_value < 0.05)


def test_the_always_valid_interval_is_narrowest_where_it_was_tuned() -> None:
    # Widths relative to the standard error of a fixed sample size grow on both sides of the plan.
    rho2 = sequential.tuned(10_000)
    widths = {n: sequential.critical(n, rho2) / n**0.5 for n in (9_000, 10_000, 11_000)}
    other = {p: sequential.critical(10_000, sequential.tuned(p)) for p in (5_000, 10_000, 20_000)}
    assert min(other, key=lambda p: other[p]) == 10_000
    assert other[10_000] == pytest.approx(3.035, abs=1e-3)
    assert widths[9_000] > widths[10_000] > widths[11_000]


def test_the_mixture_is_the_likelihood_ratio_of_robbins() -> None:
    # The normal mixture by hand: the integral of the likelihood ratio over a normal prior of the drift.
    n, rho2, mean = 400, 0.02, 0.15
    drifts = np.linspace(-2, 2, 400_001)
    prior = scipy.stats.norm.pdf(drifts, scale=rho2**0.5)
    ratio = np.exp(n * (drifts * mean - drifts**2 / 2))
    mixed = float(np.sum(prior * ratio) * (drifts[1] - drifts[0]))
    assert sequential.p_value(mean, n**-0.5, n, rho2) == pytest.approx(1 / mixed, rel=1e-6)


def test_without_an_error_the_always_valid_interval_is_everything() -> None:
    assert sequential.interval(1.0, 0.0, 100, 0.1) == (-inf, inf)
    assert isnan(sequential.p_value(1.0, float("nan"), 100, 0.1))
    assert sequential.critical(0, 0.1) == inf


def test_cuped_on_a_covariate_that_says_all_leaves_no_noise() -> None:
    rng = np.random.default_rng(5)
    past = [rng.normal(10, 3, 500), rng.normal(10, 3, 500)]
    found = adjust([2 * past[0] + 1, 2 * past[1]], past)
    assert found.theta == pytest.approx(2)
    assert found.reduction == pytest.approx(1)
    assert found.arms[0].value - found.arms[1].value == pytest.approx(1)


def test_cuped_equals_a_regression_with_one_slope() -> None:
    rng = np.random.default_rng(6)
    past = [rng.normal(size=300), rng.normal(size=200)]
    after = [past[0] + rng.normal(size=300) + 0.4, past[1] + rng.normal(size=200)]
    x, y = np.concatenate(past), np.concatenate(after)
    arm = np.repeat([1.0, 0.0], [300, 200])
    fit, *_ = np.linalg.lstsq(np.stack([np.ones(500), arm, x], axis=1), y, rcond=None)
    found = adjust(after, past)
    assert found.arms[0].value - found.arms[1].value == pytest.approx(fit[1])
    assert found.theta == pytest.approx(fit[2])
    assert found.reduction == pytest.approx(0.5, abs=0.08)


def test_newcomers_without_a_past_are_left_as_they_are() -> None:
    values = [np.array([1.0, 2.0, 3.0, 9.0]), np.array([1.0, 2.0, 2.0])]
    nobody = [np.full(4, np.nan), np.full(3, np.nan)]
    found = adjust(values, nobody)
    assert (found.theta, found.reduction) == (0, 0)
    assert found.arms == tuple(means.arm_of(v) for v in values)


def test_an_assignment_is_what_the_page_says() -> None:
    digest = blake2b("coupon\n2026\n张三".encode(), digest_size=8).digest()
    place = int.from_bytes(digest, "big") * 100 // 2**64
    assert place_of("张三", "coupon", whole=100, salt="2026") == place
    arm = assign("张三", "coupon", {"a": 30, "b": 70}, salt="2026")
    assert arm == ("a" if place < 30 else "b")


def test_assignment_is_even_and_independent_between_experiments() -> None:
    people = [f"user-{n}" for n in range(20_000)]
    weights = {"control": 50, "one": 30, "two": 20}
    first = [assign(p, "first", weights) for p in people]
    second = [assign(p, "second", weights) for p in people]
    counts = Counter(first)
    assert sample_ratio_p([counts[a] for a in weights], list(weights.values())) > 0.01
    pairs = Counter(zip(first, second, strict=True))
    table = [[pairs[a, b] for b in weights] for a in weights]
    assert scipy.stats.chi2_contingency(table).pvalue > 0.01


def test_a_growing_first_arm_keeps_its_people() -> None:
    people = [f"user-{n}" for n in range(3_000)]
    before = {p for p in people if assign(p, "ramp", {"new": 5, "old": 95}) == "new"}
    after = {p for p in people if assign(p, "ramp", {"new": 50, "old": 50}) == "new"}
    assert before < after


def test_weights_that_give_nobody_a_place_are_refused() -> None:
    with pytest.raises(ValueError):
        assign("u", "e", {"a": 0})
