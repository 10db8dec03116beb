"""Alarms on planted series: as many false ones as stated, shifts told apart, festivals of earlier years no event."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from lianyi.core.calendar.business import BusinessCalendar
from lianyi.stats.alarms import Alarms, alarms, tails
from lianyi.stats.daily_series import Series

CALENDAR = BusinessCalendar()
FIRST = date(2026, 2, 25)
EVER = (date(2000, 1, 1), date(2100, 1, 1))
WEEK = np.array([0.0, -0.05, -0.02, 0.0, 0.08, 0.25, 0.2])


def calm(seed: int, days: int = 150, first: date = FIRST, tail: float | None = None) -> np.ndarray:
    dice = np.random.default_rng(seed)
    at = [(first + timedelta(days=n)).weekday() for n in range(days)]
    noise = dice.normal(0, 0.1, days)
    if tail is not None:
        noise = 0.1 * dice.standard_t(tail, days) * np.sqrt((tail - 2) / tail)
    made: np.ndarray = np.exp(9 + np.cumsum(dice.normal(0, 0.006, days)) + WEEK[at] + noise)
    return made


def judged(values: np.ndarray, first: date = FIRST, level: float = 0.99) -> Alarms:
    found = alarms(Series(first, values), CALENDAR, level)
    assert found is not None
    return found


def outside(found: Alarms) -> list[int]:
    return [int(n) for n in np.flatnonzero(found.outside)]


def test_calm_series_give_as_many_alarms_as_stated() -> None:
    found = [judged(calm(seed), level=0.98) for seed in range(20)]
    expected = sum(f.expected(*EVER) for f in found)
    assert expected == pytest.approx(20 * 150 * 0.02)
    assert 0.5 * expected < sum(f.outside.sum() for f in found) < 1.5 * expected
    assert sum(len(f.shifts) for f in found) == 0


@pytest.mark.full
@pytest.mark.parametrize(("tail", "most"), [(None, 1.3), (5.0, 1.8)])
def test_the_rate_holds_over_100_series_also_with_heavy_tails(
    tail: float | None, most: float
) -> None:
    found = [judged(calm(seed, 200, tail=tail)) for seed in range(500, 600)]
    expected = sum(f.expected(*EVER) for f in found)
    assert 0.6 * expected < sum(f.outside.sum() for f in found) < most * expected
    assert sum(len(f.shifts) for f in found) <= 2


def test_a_wild_day_is_found_and_only_that() -> None:
    values = calm(1)
    values[100] *= 0.55
    found = judged(values, level=0.999)
    assert outside(found) == [100]
    assert found.size[100] < -4
    assert not found.shifts


def test_a_shift_is_one_shift_and_not_an_alarm_a_day() -> None:
    values = calm(2)
    values[90:] *= 0.65
    found = judged(values, level=0.999)
    assert len(found.shifts) == 1
    assert abs((found.shifts[0].day - FIRST).days - 90) <= 1
    assert found.shifts[0].ratio == pytest.approx(0.65, abs=0.06)
    assert len(outside(found)) <= 1


def test_a_shift_of_four_days_is_told_and_called_young() -> None:
    values = calm(3)
    values[-4:] *= 0.5
    found = judged(values)
    assert [shift.day for shift in found.shifts] == [FIRST + timedelta(days=146)]
    assert found.young


def test_two_days_at_the_end_are_alarms_that_may_become_a_shift() -> None:
    values = calm(3)
    values[-2:] *= 0.4
    found = judged(values)
    assert outside(found)[-2:] == [148, 149]
    assert found.unsettled == (FIRST + timedelta(days=148), FIRST + timedelta(days=149))
    assert not found.shifts


def double_elevens(*factors: float) -> tuple[np.ndarray, list[int]]:
    first = date(2024, 10, 1)
    values = calm(4, 790, first)
    places = [(date(2024 + n, 11, 11) - first).days for n in range(len(factors))]
    for place, factor in zip(places, factors, strict=True):
        values[place] *= factor
    return values, places


def test_a_festival_of_earlier_years_is_no_anomaly() -> None:
    values, places = double_elevens(4.0, 4.2, 3.9)
    found = judged(values, date(2024, 10, 1))
    assert not set(places) & set(outside(found))
    assert found.middle[places[1]] > 2.5 * np.nanmedian(found.middle)


def test_a_day_of_nothing_on_a_weekday_is_an_anomaly_whatever_the_scale() -> None:
    values = calm(5)
    values[77] = 0.0
    found = judged(values)
    assert found.seen.scale.log
    assert 77 in outside(found)


def test_unknown_days_and_closed_weekdays_are_not_judged() -> None:
    values = calm(6)
    values[40] = np.nan
    weekdays = np.array([(FIRST + timedelta(days=n)).weekday() for n in range(150)])
    values[weekdays == 6] = 0.0
    found = judged(values)
    inside = found.judged(*EVER)
    assert not inside[40]
    assert not inside[weekdays == 6].any()
    assert inside.sum() == 150 - 1 - (weekdays == 6).sum()


def test_a_constant_series_has_no_alarms() -> None:
    assert not judged(np.full(90, 500.0)).outside.any()


def test_too_little_is_not_judged() -> None:
    assert alarms(Series(FIRST, calm(1)[:27]), CALENDAR, 0.99) is None
    assert alarms(Series(FIRST, np.zeros(0)), CALENDAR, 0.99) is None


def test_tails_are_told_by_many_values() -> None:
    dice = np.random.default_rng(1)
    assert tails(dice.normal(0, 1, 3000)) >= 30
    assert tails(dice.standard_t(4, 3000) / np.sqrt(2)) <= 5
