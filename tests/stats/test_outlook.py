"""Where a period lands: known days count as they are, the rest with the law of the forecast, what is missing is not invented."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianyi.core.calendar.business import BusinessCalendar
from lianyi.stats.daily_series import Series
from lianyi.stats.forecasting import forecast
from lianyi.stats.outlook import outlook, outlook_ratio
from lianyi.stats.ratio_forecast import forecast_ratio
from lianyi.stats.total_law import TotalLaw, total_law

CALENDAR = BusinessCalendar()
FIRST = date(2026, 3, 2)


def shop(days: int = 115, seed: int = 1) -> np.ndarray:
    dice = np.random.default_rng(seed)
    week = np.array([100.0, 98, 102, 105, 120, 160, 150])
    return 100 * np.tile(week, 60)[:days] * np.exp(dice.normal(0, 0.06, days))


def test_a_month_is_its_known_days_and_the_rest() -> None:
    values = shop()
    found = outlook(Series(FIRST, values), CALENDAR, date(2026, 6, 1), date(2026, 6, 30))
    assert (found.known, found.missing, found.ahead) == (24, 0, 6)
    assert found.so_far == pytest.approx(values[91:].sum())
    mid, ends = found.mid, found.interval()
    assert mid is not None and ends is not None and found.so_far is not None
    assert found.so_far < ends[0] < mid < ends[1]
    assert mid == pytest.approx(found.so_far * 30 / 24, rel=0.05)
    # Chances and ends are one law: what is reached with chance 0.9 is the low end of 80 %.
    assert found.chance(ends[0]) == pytest.approx(0.9)
    assert found.chance(ends[1]) == pytest.approx(0.1)
    assert found.chance(found.so_far) == 1
    assert found.chance(ends[1], at_least=False) == pytest.approx(0.9)


def test_a_period_to_come_leaves_out_the_days_before_it() -> None:
    found = outlook(Series(FIRST, shop()), CALENDAR, date(2026, 7, 6), date(2026, 7, 12))
    assert (found.known, found.ahead, found.so_far) == (0, 7, None)
    assert found.mid == pytest.approx(100 * (100 + 98 + 102 + 105 + 120 + 160 + 150), rel=0.1)


def test_a_period_that_is_over_is_a_fact() -> None:
    values = shop()
    found = outlook(Series(FIRST, values), CALENDAR, date(2026, 5, 1), date(2026, 5, 31))
    whole = float(values[60:91].sum())
    assert found.is_over
    assert found.mid == pytest.approx(whole)
    assert found.interval() == (found.mid, found.mid)
    assert (found.chance(whole - 1), found.chance(whole + 1)) == (1, 0)
    assert found.chance(whole + 1, at_least=False) == 1


def test_only_what_was_known_until_a_day_counts() -> None:
    values = shop()
    spoilt = values.copy()
    spoilt[100:] *= 9
    until = FIRST + timedelta(days=99)
    june = (date(2026, 6, 1), date(2026, 6, 30))
    found, other = (outlook(Series(FIRST, v), CALENDAR, *june, until=until) for v in (values, spoilt))  # fmt: skip
    assert found.mid == other.mid
    assert found.known == 9


@pytest.mark.parametrize(
    ("first", "missing"), [(date(2026, 6, 1), 1), (date(2026, 2, 20), 11)], ids=["a hole", "before"]
)
def test_a_day_that_nobody_knows_is_not_invented(first: date, missing: int) -> None:
    values = shop()
    values[100] = np.nan
    found = outlook(Series(FIRST, values), CALENDAR, first, date(2026, 6, 30))
    assert found.missing == missing
    assert (found.mid, found.interval(), found.chance(1.0)) == (None, None, None)


def test_a_short_history_says_nothing_of_what_is_ahead() -> None:
    found = outlook(Series(FIRST, shop(10)), CALENDAR, FIRST, date(2026, 3, 31))
    assert found.so_far is not None
    assert (found.forecast, found.mid, found.chance(5.0)) == (None, None, None)
    nothing = outlook(Series(FIRST, np.full(9, np.nan)), CALENDAR, FIRST, date(2026, 3, 31))
    assert (nothing.mid, nothing.so_far) == (None, None)


def test_the_next_week_out_of_the_next_month_is_the_next_week() -> None:
    series = Series(FIRST, shop(150))
    month, week = (forecast(series, CALENDAR, n, most_origins=5) for n in (28, 7))
    assert month is not None and week is not None
    assert month.method == week.method
    first = month.law_of_first(7)
    assert first.ends(0.8) == pytest.approx(week.law.ends(0.8))
    assert first.middle == pytest.approx(month.point[:7].sum())
    assert month.law_of_first(28) == month.law
    ratio = forecast_ratio(series, series, 1, CALENDAR, 7)
    assert ratio is not None
    with pytest.raises(ValueError, match="ratio"):
        ratio.law_of_first(3)


def test_a_ratio_weighs_what_has_come_by_its_denominator() -> None:
    dice = np.random.default_rng(5)
    below = shop(120)
    above = below * np.where(np.arange(120) < 91, 0.03, 0.06) * np.exp(dice.normal(0, 0.05, 120))
    sides = (Series(FIRST, above[:98]), Series(FIRST, below[:98]))
    found = outlook_ratio(*sides, 1, CALENDAR, date(2026, 6, 1), date(2026, 6, 30))
    assert (found.known, found.ahead) == (7, 23)
    assert found.forecast is not None and found.mid is not None and found.so_far is not None
    rest = found.forecast.total
    share = below[91:98].sum() / (below[91:98].sum() + (found.forecast.below or 0))
    assert found.mid == pytest.approx(share * found.so_far + (1 - share) * rest)
    ends = found.interval()
    assert ends is not None
    assert ends[0] < found.mid < ends[1]
    assert found.chance(ends[1]) == pytest.approx(0.1)
    assert found.chance(1.0) == pytest.approx(0, abs=1e-3)


def test_a_ratio_without_a_denominator_is_not_known() -> None:
    zero = Series(FIRST, np.zeros(40))
    found = outlook_ratio(zero, zero, 1, CALENDAR, FIRST, FIRST + timedelta(days=39))
    assert found.is_over
    assert (found.so_far, found.mid, found.chance(0.5)) == (None, None, None)


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot end"):
        outlook(Series(FIRST, shop()), CALENDAR, date(2026, 6, 2), date(2026, 6, 1))


def test_the_law_of_a_total_is_that_of_published_tables() -> None:
    # Student's t with 4 degrees: 1.533 at 90 %, 2.132 at 95 %, 2.776 at 97.5 %.
    law = total_law(1000.0, 50.0, [], is_log=False, floor=None)
    assert law.freedom == 4
    assert law.ends(0.8) == pytest.approx((1000 - 50 * 1.533, 1000 + 50 * 1.533), abs=0.05)
    assert law.quantile(0.975) == pytest.approx(1000 + 50 * 2.776, abs=0.05)


def test_a_total_is_as_wide_as_past_ones_were_wrong_and_overlapping_ones_tell_less() -> None:
    # Four totals, all off by 1.397 promised deviations, which t with 8 degrees holds in 80 %: just as promised.
    assert total_law(1000.0, 50.0, [1.397] * 4, is_log=False, floor=None).deviation == pytest.approx(50, rel=1e-3)  # fmt: skip
    # Twice that: half of the weight on 4, half on 1.
    wide = total_law(1000.0, 50.0, [2.794] * 4, is_log=False, floor=None)
    assert wide.deviation == pytest.approx(50 * 2.5**0.5, rel=1e-3)
    overlapping = total_law(1000.0, 50.0, [2.794] * 4, 0.25, is_log=False, floor=None)
    assert 50 < overlapping.deviation < wide.deviation
    assert overlapping.freedom == 5
    # One wild total among ten is not what the others are.
    assert total_law(1000.0, 50.0, [0.5] * 9 + [9.0], is_log=False, floor=None).deviation < 50


@given(
    st.booleans(), st.floats(1, 1e6), st.floats(0.01, 2), st.integers(8, 40), st.floats(0.01, 0.99)
)
def test_chance_undoes_quantile(
    is_log: bool, middle: float, relative: float, freedom: int, share: float
) -> None:
    law = TotalLaw(middle, relative if is_log else relative * middle, freedom, is_log=is_log)
    assert law.chance(law.quantile(share)) == pytest.approx(1 - share, abs=1e-6)


def test_what_cannot_be_under_a_floor_is_sure_to_reach_it() -> None:
    law = TotalLaw(10.0, 20.0, 8, floor=0.0)
    assert law.chance(0.0) == 1
    assert law.ends(0.95)[0] == 0
    assert TotalLaw(10.0, 0.3, 8, is_log=True).chance(-1.0) == 1
    assert TotalLaw(10.0, 0.0, 8).chance(10.0) == 1
    assert TotalLaw(10.0, 0.0, 8).chance(10.5) == 0
