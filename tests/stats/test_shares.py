"""Shares of sums: Wilson's interval where units are alike, wider where one unit has many of a kind."""

from __future__ import annotations

import numpy as np
import pytest

from lianyi.stats.intervals import wilson
from lianyi.stats.shares import share_interval


def test_a_share_of_independent_people_has_about_the_interval_of_wilson() -> None:
    given_to = np.zeros(400)
    given_to[:80] = 1
    assert share_interval(given_to, np.ones(400)) == pytest.approx(wilson(80, 400), abs=1e-3)
    assert share_interval(np.zeros(50), np.ones(50))[1] == pytest.approx(wilson(0, 50)[1])
    assert share_interval(np.ones(1), np.ones(1)) == (0.0, 1.0)


def test_units_of_one_kind_widen_the_interval() -> None:
    # A hundred people with four orders each, all of one channel: as sure as a hundred orders, not as four hundred.
    part = np.repeat([4.0, 0.0], [30, 70])
    low, high = share_interval(part, np.full(100, 4.0))
    assert (low, high) == pytest.approx(wilson(30, 100), abs=2e-3)
