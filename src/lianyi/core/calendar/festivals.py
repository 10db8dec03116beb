"""Festivals that move trade in China, lunar and solar, each one declaration."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType

from lianyi.core.calendar.lunar import lunar_date, nth_weekday, solar_term
from lianyi.core.translation import Text

_SUNDAY, _THURSDAY = 6, 3


@dataclass(frozen=True)
class Festival:
    """A festival: its day in a year (`on`; a lunar festival takes the lunar year) and its weight.

    `rank` decides which of several festivals a period is about. A `major` one colours its season:
    `days_before` and `days_after` the day itself.
    """

    key: str
    name: Text
    on: Callable[[int], date]
    rank: int
    lunar: bool = False
    major: bool = False
    days_before: int = 0
    days_after: int = 0

    def dates_in(self, year: int) -> list[date]:
        """Return the days on which it falls in a Gregorian year: mostly one, none or two for 腊八."""
        years = (year - 1, year) if self.lunar else (year,)
        return [day for day in map(self.on, years) if day.year == year]


def _lunar(month: int, day: int) -> Callable[[int], date]:
    return lambda lunar_year: lunar_date(lunar_year, month, day)


def _solar(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


def _nth(month: int, weekday: int, nth: int) -> Callable[[int], date]:
    return lambda year: nth_weekday(year, month, weekday, nth)


def _term(term: str, month: int, earliest: int) -> Callable[[int], date]:
    return lambda year: solar_term(year, term, month, earliest)


def _eve(lunar_year: int) -> date:
    # The twelfth month has 29 or 30 days, so the eve is counted back from the new year.
    return lunar_date(lunar_year, 1, 1) - timedelta(days=1)


def _festival(
    key: str, zh: str, en: str, on: Callable[[int], date], rank: int, **more: int
) -> Festival:
    return Festival(
        key,
        Text(zh, en),
        on,
        rank,
        lunar=bool(more.get("lunar")),
        major=bool(more.get("major")),
        days_before=more.get("before", 0),
        days_after=more.get("after", 0),
    )


_ALL = (
    _festival("new_year", "元旦", "New Year's Day", _solar(1, 1), 50),
    _festival("laba", "腊八节", "Laba Festival", _lunar(12, 8), 20, lunar=1),
    _festival(
        "little_new_year_north",
        "小年（北方）",
        "Little New Year (north)",
        _lunar(12, 23),
        30,
        lunar=1,
    ),
    _festival(
        "little_new_year_south",
        "小年（南方）",
        "Little New Year (south)",
        _lunar(12, 24),
        30,
        lunar=1,
    ),
    _festival("new_year_eve", "除夕", "Chinese New Year's Eve", _eve, 80, lunar=1),
    # From 腊八 to 元宵 everything is seen against the Spring Festival.
    _festival(
        "spring_festival",
        "春节",
        "Spring Festival",
        _lunar(1, 1),
        100,
        lunar=1,
        major=1,
        before=22,
        after=14,
    ),
    _festival("lantern", "元宵节", "Lantern Festival", _lunar(1, 15), 40, lunar=1),
    _festival("valentines", "情人节", "Valentine's Day", _solar(2, 14), 40),
    _festival("womens_day", "女神节", "Women's Day", _solar(3, 8), 50),
    _festival("consumer_day", "消费者权益日", "Consumer Rights Day", _solar(3, 15), 20),
    _festival("qingming", "清明节", "Qingming Festival", _term("清明", 4, 3), 50),
    _festival("labour_day", "劳动节", "Labour Day", _solar(5, 1), 60, after=4),
    _festival("mothers_day", "母亲节", "Mother's Day", _nth(5, _SUNDAY, 2), 45),
    _festival("day_520", "520", "520 Day", _solar(5, 20), 45),
    _festival("childrens_day", "儿童节", "Children's Day", _solar(6, 1), 45),
    _festival("dragon_boat", "端午节", "Dragon Boat Festival", _lunar(5, 5), 60, lunar=1),
    _festival("fathers_day", "父亲节", "Father's Day", _nth(6, _SUNDAY, 3), 40),
    _festival("qixi", "七夕", "Qixi Festival", _lunar(7, 7), 55, lunar=1),
    _festival("teachers_day", "教师节", "Teachers' Day", _solar(9, 10), 30),
    _festival("mid_autumn", "中秋节", "Mid-Autumn Festival", _lunar(8, 15), 70, lunar=1),
    _festival("national_day", "国庆节", "National Day", _solar(10, 1), 75, major=1, after=6),
    _festival("double_ninth", "重阳节", "Double Ninth Festival", _lunar(9, 9), 30, lunar=1),
    _festival("halloween", "万圣夜", "Halloween", _solar(10, 31), 15),
    _festival("thanksgiving", "感恩节", "Thanksgiving", _nth(11, _THURSDAY, 4), 15),
    _festival("winter_solstice", "冬至", "Winter Solstice", _term("冬至", 12, 20), 30),
    _festival("christmas_eve", "平安夜", "Christmas Eve", _solar(12, 24), 25),
    _festival("christmas", "圣诞节", "Christmas", _solar(12, 25), 30),
)
FESTIVALS: Mapping[str, Festival] = MappingProxyType({f.key: f for f in _ALL})


@dataclass(frozen=True, slots=True)
class FestivalDay:
    """A festival on its day."""

    day: date
    festival: Festival


@lru_cache(maxsize=256)
def festival_days(year: int) -> tuple[FestivalDay, ...]:
    """Return all festivals of a Gregorian year in order, the weightier first on a shared day."""
    found = [FestivalDay(day, f) for f in _ALL for day in f.dates_in(year)]
    return tuple(sorted(found, key=lambda at: (at.day, -at.festival.rank)))


def festivals_on(day: date) -> list[Festival]:
    """Return the festivals on `day`, the weightiest first."""
    return [at.festival for at in festival_days(day.year) if at.day == day]


def festival(day: date) -> Festival | None:
    """Return the weightiest festival on `day`, or None."""
    return next(iter(festivals_on(day)), None)
