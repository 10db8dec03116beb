"""The curve of Kaplan and Meier against a published one, and against plain shares where nobody is cut off."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianyi.stats.survival import Array, kaplan_meier

# Remission of 21 patients under 6-MP in weeks (Freireich and others, 1963), the textbook example.
EVENTS = (6, 6, 6, 7, 10, 13, 16, 22, 23)
CENSORED = (6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)


def counted(times: tuple[int, ...]) -> Array:
    return np.bincount(times, minlength=36)


def test_the_published_curve_comes_out() -> None:
    curve = kaplan_meier(counted(EVENTS), counted(CENSORED))
    assert curve.times.tolist() == [6, 7, 10, 13, 16, 22, 23]
    assert curve.at_risk.tolist() == [21, 17, 15, 12, 11, 7, 6]
    assert curve.share == pytest.approx(
        [0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482], abs=5e-5
    )
    # Greenwood's standard errors of the textbook, through the interval's own scale.
    errors = [0.0764, 0.0869, 0.0963, 0.1068, 0.1141, 0.1282, 0.1346]
    width = np.log(np.log(curve.low) / np.log(curve.share)) / 1.959964
    assert width * curve.share * -np.log(curve.share) == pytest.approx(errors, abs=1e-4)


def test_the_published_interval_and_median_come_out() -> None:
    curve = kaplan_meier(counted(EVENTS), counted(CENSORED))
    assert curve.at(6) == pytest.approx((0.8571, 0.6197, 0.9516), abs=1e-4)
    assert curve.at(5) == (1.0, 1.0, 1.0) and curve.at(8) == curve.at(7)
    assert curve.reached(0.5) == (23, 13, None)


@given(st.lists(st.integers(0, 20), min_size=1, max_size=40))
def test_without_anybody_cut_off_it_is_the_share_left(times: list[int]) -> None:
    curve = kaplan_meier(np.bincount(times, minlength=21), np.zeros(21, int))
    for time in range(21):
        assert curve.at(time)[0] == pytest.approx(sum(t > time for t in times) / len(times))
    assert (curve.low <= curve.share + 1e-12).all() and (curve.share <= curve.high + 1e-12).all()
    assert (curve.low >= 0).all() and (curve.high <= 1).all()


def test_nothing_happened_or_nobody_was_there() -> None:
    quiet = kaplan_meier(np.zeros(5, int), np.array([0, 0, 0, 0, 9]))
    assert quiet.at(4) == (1.0, 1.0, 1.0) and quiet.reached(0.5) == (None, None, None)
    assert len(kaplan_meier(np.zeros(3, int), np.zeros(3, int)).times) == 0
