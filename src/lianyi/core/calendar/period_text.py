"""Read a period as people type it, and the shortcuts of the date menu."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from lianyi.core.calendar.periods import (
    Grain,
    Period,
    between,
    last_complete_day,
    last_complete_month,
    last_complete_week,
    last_days,
    single,
    to_date,
    whole,
)
from lianyi.core.errors import LianyiError
from lianyi.core.translation import Text

# Outside these years a typing error is likelier than a shop.
FIRST_YEAR, LAST_YEAR = 1970, 2100

_UNIT = re.compile(
    r"(?P<year>\d{4})(?:-?W(?P<week>\d{1,2})|-?Q(?P<quarter>[1-4])"
    r"|-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?)?",
    re.ASCII | re.IGNORECASE,
)
_COARSENESS: tuple[Grain, ...] = ("week", "month", "quarter", "year")


def parse_period(text: str) -> Period:
    """Return the period that `text` names; refuses `period.unknown` and `period.backwards`.

    A year, quarter, month, ISO week or day, or two of them joined by `..`, both included. When one
    end names a unit that holds the whole span, the span is a part of that unit:
    `2026-09..2026-09-13` is September to date.

    >>> parse_period("2026-W46")
    Period(start=datetime.date(2026, 11, 9), end=datetime.date(2026, 11, 16), grain='week')
    >>> parse_period("2026-11-09..2026-11-15").grain, parse_period("2026-09..2026-09-13").grain
    ('range', 'month')
    """
    first, joined, second = text.strip().replace("~", "..").partition("..")
    left = _unit(first, text)
    if not joined:
        return left
    right = _unit(second, text)
    if left.start > right.last:
        raise LianyiError("period.backwards", text=text, start=left.start, last=right.last)
    span = between(left.start, right.last)
    for grain in reversed(_COARSENESS):
        holder = next((unit for unit in (left, right) if unit.grain == grain), None)
        if holder and holder.start <= span.start and span.end <= holder.end:
            return Period(span.start, span.end, grain)
    return span


def parse_day(text: str) -> date:
    """Return the day that `text` names as `2026-11-09`; refuses `period.unknown`."""
    unit = _unit(text, text)
    if unit.grain != "day":
        raise LianyiError("period.unknown", text=text)
    return unit.start


def _unit(part: str, text: str) -> Period:
    found = _UNIT.fullmatch(part.strip())
    if not found or not FIRST_YEAR <= int(found["year"]) <= LAST_YEAR:
        raise LianyiError("period.unknown", text=text)
    number = {name: int(digits) for name, digits in found.groupdict().items() if digits}
    try:
        return _from_numbers(number)
    except ValueError:
        raise LianyiError("period.unknown", text=text) from None


def _from_numbers(number: Mapping[str, int]) -> Period:
    year = number["year"]
    if "week" in number:
        return whole(date.fromisocalendar(year, number["week"], 1), "week")
    if "quarter" in number:
        return whole(date(year, number["quarter"] * 3, 1), "quarter")
    if "day" in number:
        return single(date(year, number["month"], number["day"]))
    if "month" in number:
        return whole(date(year, number["month"], 1), "month")
    return whole(date(year, 1, 1), "year")


@dataclass(frozen=True)
class Shortcut:
    """An entry of the date menu: its name, and the period it means on a given day."""

    key: str
    name: Text
    on: Callable[[date], Period]


_SHORTCUTS = (
    Shortcut("yesterday", Text("昨天", "Yesterday"), last_complete_day),
    Shortcut("last_7_days", Text("近7天", "Last 7 days"), lambda today: last_days(7, today)),
    Shortcut("last_30_days", Text("近30天", "Last 30 days"), lambda today: last_days(30, today)),
    Shortcut(
        "week_to_date", Text("本周至今", "Week to date"), lambda today: to_date(today, "week")
    ),
    Shortcut("last_week", Text("上周", "Last week"), last_complete_week),
    Shortcut(
        "month_to_date", Text("本月至今", "Month to date"), lambda today: to_date(today, "month")
    ),
    Shortcut("last_month", Text("上月", "Last month"), last_complete_month),
    Shortcut("this_quarter", Text("本季", "This quarter"), lambda today: to_date(today, "quarter")),
    Shortcut("this_year", Text("今年", "This year"), lambda today: to_date(today, "year")),
)
# In the order of the menu; all end with yesterday, for today is not over.
SHORTCUTS: Mapping[str, Shortcut] = MappingProxyType({s.key: s for s in _SHORTCUTS})
