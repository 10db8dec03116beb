"""Official rest days and make-up workdays of mainland China.

The arrangement for a year (with days moved to and from weekends) is announced in the autumn before
and comes from chinesecalendar. For years that it does not know, the days that the law fixes come
from holidays and are marked as not official: nothing is known then about moved days.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from lianyi.core.translation import Text

_NAMES = {
    "New Year's Day": Text("元旦", "New Year's Day"),
    "Spring Festival": Text("春节", "Spring Festival"),
    "Tomb-sweeping Day": Text("清明节", "Qingming Festival"),
    "Labour Day": Text("劳动节", "Labour Day"),
    "Dragon Boat Festival": Text("端午节", "Dragon Boat Festival"),
    "National Day": Text("国庆节", "National Day"),
    "Mid-autumn Festival": Text("中秋节", "Mid-Autumn Festival"),
    "Anti-Fascist 70th Day": Text("抗战胜利纪念日", "Victory Day"),
}
# How the second source names the same days.
_BY_CHINESE = {text.zh: text for text in _NAMES.values()} | {"农历除夕": _NAMES["Spring Festival"]}


@dataclass(frozen=True, slots=True)
class Holiday:
    """A rest day, or a weekend day worked in exchange for one, with the holiday it belongs to."""

    day: date
    name: Text
    kind: Literal["rest", "workday"]
    official: bool


def holiday(day: date) -> Holiday | None:
    """Return what the holiday arrangement says about `day`; None for an ordinary day or weekend."""
    return _arranged(day.year).get(day)


def holidays_of(year: int) -> list[Holiday]:
    """Return the rest days and make-up workdays of a year, in order."""
    return sorted(_arranged(year).values(), key=lambda found: found.day)


def is_workday(day: date) -> bool:
    """Return whether offices work on `day`: make-up days included, rest days not."""
    found = holiday(day)
    return found.kind == "workday" if found else day.weekday() < 5


def is_announced(year: int) -> bool:
    """Return whether the official arrangement of `year` is known."""
    return any(found.official for found in _arranged(year).values())


@lru_cache(maxsize=128)
def _arranged(year: int) -> Mapping[date, Holiday]:
    return _announced().get(year) or _fixed_by_law(year)


@lru_cache(maxsize=1)
def _announced() -> Mapping[int, Mapping[date, Holiday]]:
    from chinese_calendar.constants import holidays as rests
    from chinese_calendar.constants import workdays

    years: dict[int, dict[date, Holiday]] = {}
    for day, english in rests.items():
        years.setdefault(day.year, {})[day] = Holiday(day, _named(english), "rest", official=True)
    for day, english in workdays.items():
        made_up = Holiday(day, _named(english), "workday", official=True)
        years.setdefault(day.year, {})[day] = made_up
    return years


def _fixed_by_law(year: int) -> Mapping[date, Holiday]:
    import holidays

    # Days "observed" instead of a weekend are a guess until the arrangement is announced.
    chinese = holidays.country_holidays("CN", years=year, language="zh_CN", observed=False)
    return {
        day: Holiday(day, _by_chinese(chinese.get_list(day)), "rest", official=False)
        for day in chinese
    }


def _named(english: str) -> Text:
    return _NAMES.get(english, Text(english, english))


def _by_chinese(names: list[str]) -> Text:
    known = [_BY_CHINESE[name] for name in names if name in _BY_CHINESE]
    return known[0] if known else Text("法定节假日", "Public holiday")
