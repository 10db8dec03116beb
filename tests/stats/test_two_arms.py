from __future__ import annotations

from math import isnan, sqrt

import numpy as np
import pytest
import scipy.stats
from hypothesis import assume, given
from hypothesis import strategies as st

from lianyi.stats import means, proportions, ratios
from lianyi.stats.differences import Arm, against_margin, normal_difference, relative, welch

COUNTS = st.tuples(st.integers(10, 400), st.integers(10, 400))


def test_few_people_get_the_published_intervals_of_newcombe() -> None:
    # Newcombe (1998), "Interval estimation for the difference", table II, method 10.
    published = {
        (9, 10, 3, 10): (0.1705, 0.8090),
        (6, 7, 2, 7): (0.0582, 0.8062),
        (5, 56, 0, 29): (-0.0381, 0.1926),
        (10, 10, 0, 20): (0.6791, 1.0),
    }
    for counts, ends in published.items():
        found = proportions.two_proportions(*counts)
        assert (found.low, found.high) == pytest.approx(ends, abs=5e-5)
        assert found.method == "newcombe"


def test_few_people_get_the_p_value_of_fishers_tea_lady() -> None:
    # Eight cups, three of each kind named rightly: 0.486 (Fisher 1935), all right: 1 in 35 two-sided.
    assert proportions.two_proportions(3, 4, 1, 4).p_value == pytest.approx(0.4857, abs=1e-4)
    assert proportions.two_proportions(4, 4, 0, 4).p_value == pytest.approx(1 / 35)


@given(COUNTS, COUNTS)
def test_many_people_get_the_z_test_whose_square_is_the_chi_square(
    treated: tuple[int, int], control: tuple[int, int]
) -> None:
    table = [treated, control]
    other = scipy.stats.chi2_contingency(table, correction=False)
    found = proportions.two_proportions(treated[0], sum(treated), control[0], sum(control))
    assert found.p_value == pytest.approx(other.pvalue, rel=1e-9)
    shares = [hits / (hits + misses) for hits, misses in table]
    error = sqrt(sum(p * (1 - p) / sum(row) for p, row in zip(shares, table, strict=True)))
    assert found.low == pytest.approx(shares[0] - shares[1] - scipy.stats.norm.ppf(0.975) * error)
    assert found.method == "z"


def test_means_equal_welch_of_scipy() -> None:
    rng = np.random.default_rng(1)
    a, b = rng.normal(3, 1, 60), rng.exponential(2, 25)
    found = welch(means.arm_of(a), means.arm_of(b))
    other = scipy.stats.ttest_ind(a, b, equal_var=False)
    ends = other.confidence_interval(0.95)
    assert found.p_value == pytest.approx(other.pvalue, rel=1e-9)
    assert (found.low, found.high) == pytest.approx((ends.low, ends.high), rel=1e-9)


def test_without_spread_nothing_is_claimed() -> None:
    same = welch(Arm(5, 1.0, 0.0), Arm(5, 0.0, 0.0))
    assert isnan(same.p_value) and same.low < -1e9 and same.high > 1e9
    alone = welch(means.arm_of(np.array([1.0])), means.arm_of(np.array([1.0, 2.0])))
    assert isnan(alone.p_value)
    assert isnan(means.arm_of(np.array([])).value) and isnan(proportions.arm_of(0, 0).value)


def test_a_ratio_is_compared_person_by_person() -> None:
    # Three orders each: counting orders as independent would make the error sqrt(3) too small.
    rng = np.random.default_rng(2)
    hits = rng.integers(0, 2, 400) * 3
    orders = np.full(400, 3)
    arm = ratios.arm_of(hits, orders)
    people = means.arm_of(hits / 3)
    assert (arm.value, arm.error) == pytest.approx((people.value, people.error))
    per_order = proportions.arm_of(int(hits.sum()), 1_200)
    assert arm.error / per_order.error == pytest.approx(sqrt(3), rel=0.01)


def test_the_linear_values_of_a_ratio_carry_its_mean_and_its_error() -> None:
    rng = np.random.default_rng(3)
    orders = rng.integers(0, 5, 300)
    spent = orders * rng.gamma(2, 50, 300)
    arm, linear = ratios.arm_of(spent, orders), means.arm_of(ratios.linear(spent, orders))
    assert (arm.value, arm.error) == pytest.approx((linear.value, linear.error))
    assert np.isnan(ratios.linear(np.array([1.0]), np.array([0.0]))).all()


ESTIMATES = st.tuples(st.floats(0.05, 10), st.floats(0.001, 1))


@given(ESTIMATES, ESTIMATES)
def test_the_relative_interval_leaves_out_nothing_exactly_when_the_difference_does(
    treated: tuple[float, float], control: tuple[float, float]
) -> None:
    a, b = Arm(100, *treated), Arm(100, *control)
    found = normal_difference(a, b)
    lift, low, high = relative(a, b, found.critical)
    assert lift == pytest.approx(a.value / b.value - 1)
    assume(not isnan(low) and abs(found.low) > 1e-9 and abs(found.high) > 1e-9)
    assert low - 1e-9 <= lift <= high + 1e-9
    assert (low > 0 or high < 0) == (found.low > 0 or found.high < 0)


def test_the_relative_interval_is_what_fieller_does_not_reject() -> None:
    a, b, z = Arm(50, 5.0, 0.4), Arm(50, 4.0, 0.5), 1.959964
    _, low, high = relative(a, b, z)
    tried = np.linspace(0.2, 3, 28_001)
    kept = tried[np.abs(5 - tried * 4) <= z * np.sqrt(0.4**2 + tried**2 * 0.5**2)]
    assert (low, high) == pytest.approx((kept.min() - 1, kept.max() - 1), abs=2e-4)


def test_a_control_that_may_be_nothing_bounds_no_lift() -> None:
    lift, low, high = relative(Arm(9, 2.0, 0.1), Arm(9, 1.0, 0.9), 1.96)
    assert lift == pytest.approx(1) and isnan(low) and isnan(high)
    assert all(isnan(part) for part in relative(Arm(9, 2.0, 0.1), Arm(9, 0.0, 0.1), 1.96))


def test_a_margin_is_an_amount_or_a_share_of_the_control() -> None:
    a, b = Arm(100, 0.48, 0.01), Arm(100, 0.50, 0.02)
    assert against_margin(a, b, 0.03) == pytest.approx((0.01, sqrt(0.0005)))
    above, error = against_margin(a, b, 0.1, share_of_control=True)
    assert (above, error) == pytest.approx((0.03, sqrt(0.01**2 + 0.018**2)))
    # Less is good: 0.48 may rise to 0.53, and to 10 % above the control.
    assert against_margin(a, b, 0.03, down=True)[0] == pytest.approx(0.05)
    below, error = against_margin(a, b, 0.1, share_of_control=True, down=True)
    assert (below, error) == pytest.approx((0.07, sqrt(0.01**2 + 0.022**2)))


def test_a_cap_looks_at_buyers_only() -> None:
    values = np.concatenate([np.zeros(900), np.arange(1.0, 101.0)])
    cut, cap, count = means.capped(values, 0.9)
    assert cap == pytest.approx(90.1) and count == 10
    assert cut.max() == pytest.approx(90.1)
    assert means.capped(np.zeros(3), 0.9)[2] == 0
