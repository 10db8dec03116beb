"""Dates that the moon or the sun decides, in the Gregorian calendar.

The Chinese calendar itself comes from lunar-python, loaded on first use. Solar terms are days in
Beijing.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache


@lru_cache(maxsize=4096)
def lunar_date(lunar_year: int, month: int, day: int) -> date:
    """Return the Gregorian date of a day in a regular (not a leap) lunar month.

    >>> lunar_date(2026, 1, 1), lunar_date(2025, 8, 15)
    (datetime.date(2026, 2, 17), datetime.date(2025, 10, 6))
    """
    from lunar_python import Lunar

    solar = Lunar.fromYmd(lunar_year, month, day).getSolar()
    return date(solar.getYear(), solar.getMonth(), solar.getDay())


@lru_cache(maxsize=1024)
def solar_term(year: int, term: str, month: int, earliest: int) -> date:
    """Return the day of a solar term (`清明`, `冬至`), looked for from `earliest` of `month` on."""
    from lunar_python import Solar

    first = date(year, month, earliest)
    for day in (first + timedelta(days=n) for n in range(5)):
        if Solar.fromYmd(day.year, day.month, day.day).getLunar().getJieQi() == term:
            return day
    raise ValueError(f"{term} is not within five days of {first}")


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """Return the `nth` such weekday (Monday is 0) of a month: the second Sunday of May."""
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
