from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianyi.segments.tree import Ago, Check, Window
from lianyi.segments.windows import day_of, days_of, settled

AS_OF = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("back", "first"),
    [
        (Ago(1, "d"), date(2026, 11, 28)),
        (Ago(90, "d"), date(2026, 8, 31)),
        (Ago(2, "w"), date(2026, 11, 15)),
        (Ago(1, "mo"), date(2026, 10, 29)),
        (Ago(9, "mo"), date(2026, 3, 1)),  # the day before is the last of February
        (Ago(1, "y"), date(2025, 11, 29)),
        (Ago(100, "y"), date(1926, 11, 29)),
    ],
)
def test_the_last_days_end_with_the_day_as_of_which_is_asked(back: Ago, first: date) -> None:
    assert days_of(Window(back=back), AS_OF) == (first, AS_OF)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 4_000))
def test_the_last_n_days_are_n_days(as_of: date, n: int) -> None:
    first, last = days_of(Window(back=Ago(n, "d")), as_of)
    assert (last - first).days + 1 == n and last == as_of


def test_nothing_after_the_day_is_known() -> None:
    year = Window(first=date(2026, 1, 1), last=date(2026, 12, 31))
    assert days_of(year, AS_OF) == (date(2026, 1, 1), AS_OF)
    later = Window(first=AS_OF + timedelta(days=5))
    assert days_of(later, AS_OF) == (date(2026, 12, 3), AS_OF)  # no day at all


def test_a_leap_day_less_a_year_is_the_last_of_february() -> None:
    assert day_of(Ago(1, "y"), date(2028, 2, 29)) == date(2027, 2, 28)


def test_days_before_the_first_year_are_its_first_day() -> None:
    assert day_of(Ago(100, "y"), date(50, 1, 1)) == date.min
    assert day_of(Ago(36_600, "d"), date(50, 1, 1)) == date.min


def test_a_check_of_days_is_settled_once_the_day_is_known() -> None:
    assert settled(Check("<", (Ago(1, "w"),)), AS_OF) == Check("<", (date(2026, 11, 21),))
    november = Check("during", window=Window(first=date(2026, 11, 1), last=date(2026, 11, 30)))
    assert settled(november, AS_OF) == Check("between", (date(2026, 11, 1), AS_OF))
