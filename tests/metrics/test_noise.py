from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianyi.metrics.noise import Band, day_band, is_too_new, period_band, size_of

MONDAY = date(2026, 11, 9)
Series = dict[date, float | None]


def _history(values: list[float], day: date = MONDAY) -> Series:
    """Return one value for each week before `day`, the latest first, and nothing on other days."""
    return {day - timedelta(weeks=n + 1): v for n, v in enumerate(values)}


def test_the_band_is_the_median_and_its_deviation_of_the_same_weekdays() -> None:
    band = day_band(_history([100, 104, 96, 110, 90, 100, 102, 98]), MONDAY)
    # Median 100, deviations 0 0 2 2 4 4 10 10: their median is 3.
    assert band is not None
    assert band.middle == 100
    assert band.half == pytest.approx(2 * 1.4826 * 3)
    assert band.points == 8


def test_one_strange_week_moves_neither_centre_nor_width() -> None:
    calm = day_band(_history([100, 104, 96, 110, 90, 100, 102, 98, 101]), MONDAY)
    wild = day_band(_history([100, 104, 96, 9_000, 90, 100, 102, 98, 101]), MONDAY)
    assert calm is not None
    assert wild is not None
    assert abs(wild.middle - calm.middle) <= 1
    assert wild.half <= 2 * calm.half


def test_other_weekdays_say_nothing() -> None:
    series = _history([100] * 8)
    loud: Series = {d + timedelta(days=1): 500.0 for d in series}
    assert day_band({**series, **loud}, MONDAY) == day_band(series, MONDAY)


def test_festivals_and_sales_days_are_left_out() -> None:
    series = _history([100, 100, 100, 100, 100, 100, 100, 100, 100, 5_000, 5_000, 5_000])
    masked = [d for d, v in series.items() if v == 5_000]
    band = day_band(series, MONDAY, masked=masked)
    assert band is not None
    assert (band.points, band.middle) == (9, 100)


def test_under_eight_weeks_it_is_too_early_to_say() -> None:
    assert day_band(_history([100] * 7), MONDAY) is None
    assert day_band(_history([100] * 8), MONDAY) is not None
    assert is_too_new({}, MONDAY)
    assert size_of(50, None) is None


def test_a_flat_history_still_allows_one_percent() -> None:
    band = day_band(_history([200] * 10), MONDAY)
    assert band is not None
    assert band.low == pytest.approx(198)
    assert band.high == pytest.approx(202)


def _days(weeks: list[float]) -> Series:
    """Return daily values whose ISO weeks before `MONDAY` total `weeks`, the latest last."""
    start = MONDAY - timedelta(weeks=len(weeks))
    return {
        start + timedelta(weeks=w, days=d): total / 7
        for w, total in enumerate(weeks)
        for d in range(7)
    }


def test_a_week_is_judged_by_how_weeks_changed_before() -> None:
    weeks = [700.0, 714, 700, 714, 700, 714, 700, 714, 700, 714]
    band = period_band(_days(weeks), MONDAY, MONDAY + timedelta(days=7))
    # Changes of +2 % and -1.96 % in turn: the median absolute deviation is half of what lies between.
    assert band is not None
    shares = [714 / 700 - 1] * 5 + [700 / 714 - 1] * 4
    middle = sorted(shares)[4]
    mad = sorted(abs(s - middle) for s in shares)[4]
    assert band.half == pytest.approx(max(2 * 1.4826 * mad, 0.01) * 714)
    assert band.middle == 0


def test_a_week_with_a_sales_day_teaches_nothing() -> None:
    weeks = [700.0, 707, 700, 707, 700, 707, 700, 9_000, 707, 700]
    start = MONDAY - timedelta(weeks=3)
    masked = [start]
    with_mask = period_band(_days(weeks), MONDAY, MONDAY + timedelta(days=7), masked=masked)
    assert with_mask is not None
    assert with_mask.half < 30


def test_size_is_measured_in_half_bands() -> None:
    band = Band(-100, 0, 100, 8)
    assert (size_of(-250, band), size_of(0, Band(0, 0, 0, 8))) == (2.5, 0.0)


@given(st.lists(st.floats(1, 1e6), min_size=8, max_size=12), st.floats(0.5, 4))
def test_a_band_scales_with_its_unit(values: list[float], factor: float) -> None:
    one = day_band(_history(values), MONDAY)
    many = day_band(_history([v * factor for v in values]), MONDAY)
    assert one is not None
    assert many is not None
    assert many.half == pytest.approx(one.half * factor)
    assert many.contains(one.middle * factor)
