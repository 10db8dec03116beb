"""Tests of counts: how often they ring on nothing, how soon on something, and that they see no tomorrow."""

from __future__ import annotations

import numpy as np
import pytest

from lianyi.planning.risks.fading import height_for, sunk
from lianyi.planning.risks.heat import ALARMING, CALM, UNKNOWN
from lianyi.planning.risks.spikes import CountTest, Expected, Judged, chance_a_day, judged, usual

UP = CountTest(chance_a_day(2.0, 1), (1, 3), 1.5, 3.0)
DOWN = CountTest(chance_a_day(2.0, 1), (1, 2, 3), 0.3, 5.0, falls=True)


def held(counts: np.ndarray, test: CountTest) -> Judged:
    """The counts against their own last weeks."""

    def expect(usable: np.ndarray) -> Expected:
        return usual(counts, usable, 60, 14)

    return judged(counts, expect, test)


@pytest.mark.parametrize("bunched", [False, True])
def test_false_alarms_stay_within_what_is_borne(bunched: bool) -> None:
    rng = np.random.default_rng(11)
    days, series = 730, 12
    alarms = 0
    for _ in range(series):
        counts = rng.negative_binomial(15, 0.5, days) if bunched else rng.poisson(15, days)
        found = held(counts.astype(float), UP).heat == ALARMING
        alarms += int((found[1:] & ~found[:-1]).sum())
    years = series * days / 365.25
    # Two a year are borne; runs of one cause count once, so that fewer are seen.
    assert alarms / years <= 2.0 * 1.25


def test_four_times_as_many_ring_on_the_first_day_and_a_stop_on_the_next() -> None:
    rng = np.random.default_rng(3)
    counts = rng.poisson(15, 200).astype(float)
    counts[150:153] = rng.poisson(60, 3)
    counts[180:] = 0
    up, down = held(counts, UP), held(counts, DOWN)
    assert up.heat[149] < ALARMING
    assert up.heat[150] == ALARMING
    assert (down.heat[:180] < ALARMING).all()
    assert down.heat[180] == ALARMING
    assert counts[150] >= (up.limit(150) or np.inf)
    assert (down.limit(180) or 0) >= 0


def test_the_days_of_a_spike_do_not_teach_what_is_usual_until_they_last() -> None:
    counts = np.full(200, 10.0)
    counts[100:103] = 50
    counts[140:] = 50
    found = held(counts, UP)
    assert found.expected[120] == pytest.approx(10)
    assert found.heat[141] == ALARMING
    assert found.heat[-1] == CALM


def test_a_day_is_judged_by_the_days_before_it_alone() -> None:
    counts = np.random.default_rng(8).poisson(6, 160).astype(float)
    counts[90:92] = 30
    counts[120] = np.nan
    whole = held(counts, UP)
    for cut in (60, 91, 92, 95, 121, 140):
        part = held(counts[:cut], UP)
        assert (part.heat == whole.heat[:cut]).all()
    assert whole.heat[120] == UNKNOWN
    assert whole.heat[0] == UNKNOWN


def test_the_height_of_a_cumulative_sum_agrees_with_the_tables() -> None:
    # One-sided average run lengths for k = 0.5: 336 at h = 4, 930 at h = 5 (Hawkins and Olwell 1998, table 3.1).
    assert height_for(336) == pytest.approx(4, abs=0.03)
    assert height_for(930) == pytest.approx(5, abs=0.03)


def test_a_slow_fall_adds_up_and_one_wild_day_does_not() -> None:
    rng = np.random.default_rng(2)
    level = rng.normal(0.10, 0.01, 160)
    usable = np.ones(160, dtype=bool)
    wild = level.copy()
    wild[120] = 0.0
    falling = level.copy()
    falling[120:] *= np.linspace(1, 0.6, 40)
    high = height_for(2_000)
    assert sunk(wild, usable, 56, 14, 28).total[121] < high
    assert sunk(falling, usable, 56, 14, 28).total[-1] > high
    assert np.isnan(sunk(level, usable, 56, 14, 28).total[:27]).all()
