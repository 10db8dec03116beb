"""What a piece of a calendar is: days, months, quarters, festivals, named from a given day."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from lianyi.core.calendar.festivals import FESTIVALS
from lianyi.core.calendar.sales import BUILT_IN, Sale

OTHER_NAMES = {
    "双十一": "double_11", "双11": "double_11", "double 11": "double_11", "singles' day": "double_11", "11.11": "double_11",
    "双十二": "double_12", "双12": "double_12", "double 12": "double_12", "618": "sale_618", "六一八": "sale_618", "6.18": "sale_618",
    "99大促": "sale_99", "88会员节": "sale_88", "黑色星期五": "black_friday", "black friday": "black_friday", "年货节": "nianhuo",
    "国庆": "national_day", "国庆节": "national_day", "十一": "national_day", "national day": "national_day", "中秋": "mid_autumn",
    "端午": "dragon_boat", "五一": "labour_day", "元旦": "new_year", "春节": "spring_festival", "过年": "spring_festival",
    "除夕": "new_year_eve", "元宵": "lantern", "三八节": "womens_day", "妇女节": "womens_day", "38节": "sale_38", "3.8": "sale_38",
    "六一": "childrens_day", "清明": "qingming", "七夕节": "qixi", "情人节": "valentines", "520": "day_520", "教师节": "teachers_day",
    "spring festival": "spring_festival", "chinese new year": "spring_festival", "cny": "spring_festival", "christmas": "christmas", "圣诞": "christmas",
    "mid-autumn": "mid_autumn", "618大促": "sale_618", "双旦": "double_eve", "开学季": "back_to_school",
}  # fmt: skip


@dataclass(frozen=True)
class Days:
    """Some days, both ends included; `peak` is the day that matters of a sale or festival."""

    first: date
    last: date
    peak: date | None = None


def month(year: int, number: int) -> Days:
    """Return the days of a month."""
    return Days(date(year, number, 1), date(year, number, monthrange(year, number)[1]))


def months(year: int, first: int, last: int) -> Days:
    """Return the days from one month to another of the same year."""
    return Days(month(year, first).first, month(year, last).last)


def quarter(year: int, number: int) -> Days:
    """Return the days of a quarter."""
    return months(year, 3 * number - 2, 3 * number)


def half(year: int, number: int) -> Days:
    """Return the days of a half of a year."""
    return months(year, 6 * number - 5, 6 * number)


def whole_year(year: int) -> Days:
    """Return the days of a year."""
    return Days(date(year, 1, 1), date(year, 12, 31))


def week(day: date, later: int = 0) -> Days:
    """Return the week of `day`, Monday to Sunday, or that many weeks later."""
    monday = day - timedelta(days=day.weekday()) + timedelta(weeks=later)
    return Days(monday, monday + timedelta(days=6))


def months_later(day: date, number: int) -> date:
    """Return the day that many months later; the last of the month where it has no such day."""
    place = day.year * 12 + day.month - 1 + number
    year, at = divmod(place, 12)
    return date(year, at + 1, min(day.day, monthrange(year, at + 1)[1]))


def occasions(sales: Iterable[Sale] = BUILT_IN) -> dict[str, str]:
    """Return the keys of festivals and sales by every name, in lower case."""
    named = {f.name.zh: f.key for f in FESTIVALS.values()} | {s.name.zh: s.key for s in sales}
    return {**{n.lower(): k for n, k in named.items()}, **OTHER_NAMES}


def occasion(key: str, year: int, sales: Iterable[Sale] = BUILT_IN) -> Days | None:
    """Return the days of a festival or a sale in a year; None where it does not take place."""
    for sale in sales:
        if sale.key == key:
            window = sale.window(year)
            return Days(window.period.start, window.period.last, window.peak) if window else None
    festival = FESTIVALS[key]
    day = next(iter(festival.dates_in(year)), None)
    return Days(day, day + timedelta(days=festival.days_after if festival.key == "national_day" else 0), day) if day else None  # fmt: skip
