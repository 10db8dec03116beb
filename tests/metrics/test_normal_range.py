"""The normal range of reports: calendar counted in, learnt from before only, as wide as it says."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from lianyi.core.calendar.business import BusinessCalendar
from lianyi.metrics.noise import Band, size_of
from lianyi.metrics.normal_range import day_ranges, span_change, week_change

CALENDAR = BusinessCalendar()
Values = dict[date, float | None]
WEEK = np.array([0.0, -0.05, -0.02, 0.0, 0.08, 0.25, 0.2])


def shop(first: date, days: int, seed: int = 1, rest: float = 0.0) -> Values:
    """Return days with weekdays, noise of 8 %, and `rest` more (in logarithms) from October 1 to 7."""
    dice = np.random.default_rng(seed)
    found: Values = {}
    for n in range(days):
        day = first + timedelta(days=n)
        extra = rest if (day.month, day.day) >= (10, 1) and (day.month, day.day) <= (10, 7) else 0.0
        found[day] = float(np.exp(9 + WEEK[day.weekday()] + extra + dice.normal(0, 0.08)))
    return found


def weeks_of(days: Values) -> Values:
    found: Values = {}
    for day, value in days.items():
        monday = day - timedelta(days=day.weekday())
        found[monday] = (found.get(monday) or 0.0) + (value or 0.0)
    return found


def test_days_lie_in_the_range_that_was_known_before() -> None:
    first, ahead = date(2025, 7, 1), date(2026, 6, 1)
    inside = []
    for seed in range(6):
        values = shop(first, 342, seed)
        days = [ahead + timedelta(days=n) for n in range(7)]
        ranges = day_ranges(values, days, CALENDAR)
        inside += [ranges[d].contains(values[d] or 0) for d in days]
    assert len(inside) == 42
    assert sum(inside) >= 37


def test_the_range_knows_nothing_of_the_days_it_judges() -> None:
    values = shop(date(2025, 7, 1), 342)
    days = [date(2026, 6, 1) + timedelta(days=n) for n in range(7)]
    wild = {d: (v or 0) * 9 if d in days else v for d, v in values.items()}
    assert day_ranges(values, days, CALENDAR) == day_ranges(wild, days, CALENDAR)


def test_a_fall_that_the_calendar_explains_is_normal_the_second_time() -> None:
    days = shop(date(2025, 3, 3), 600, rest=-0.7)
    monday = date(2026, 9, 28)
    weekly = weeks_of(days)
    now, before = weekly[monday] or 0.0, weekly[monday - timedelta(weeks=1)] or 0.0
    assert now < 0.85 * before
    found = week_change({k: v for k, v in weekly.items() if k < monday}, monday, CALENDAR)
    assert found is not None
    assert (size_of(now - before, found) or 9) <= 1
    # The same fall in a week without a holiday is none of the calendar's.
    plain = week_change({k: v for k, v in weekly.items() if k < date(2026, 9, 7)}, date(2026, 9, 7), CALENDAR)  # fmt: skip
    assert (size_of(now - before, plain) or 0) > 1


def test_a_span_is_judged_by_its_sum() -> None:
    values = shop(date(2025, 7, 1), 350)
    days = [date(2026, 5, 25) + timedelta(days=n) for n in range(10)]
    base = sum(values[d - timedelta(days=10)] or 0 for d in days)
    found = span_change(values, days, base, CALENDAR)
    assert found is not None
    assert abs(sum(values[d] or 0 for d in days) - base - found.middle) < 2 * found.half
    # Ten days of 8 % noise: the sum is known to about 2.5 %.
    assert found.half / base < 0.12


def test_a_band_reaches_further_where_the_calendar_pushes() -> None:
    band = Band(-300.0, -200.0, -100.0, 50)
    assert (band.reach(-250), band.reach(50)) == (300.0, 100.0)
    assert size_of(-300, band) == pytest.approx(1.0)
    assert size_of(50, band) == pytest.approx(0.5)


def test_too_new_is_none() -> None:
    values = shop(date(2026, 5, 1), 50)
    day = date(2026, 6, 20)
    assert day_ranges(values, [day], CALENDAR) == {}
    assert week_change(weeks_of(shop(date(2026, 1, 5), 160)), date(2026, 6, 15), CALENDAR) is None
