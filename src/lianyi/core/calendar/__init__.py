"""The business calendar: days of one zone, periods, comparisons, festivals, sales days.

```
business      which day an instant lies in, where a day begins and ends
periods       a day, week, month, quarter, year or range of days; period_text reads them
comparison    the period to compare with: previous, weekday, year, date, festival
festivals     lunar and solar festivals      rest_days  official holidays and make-up workdays
sales         618, 双11, 年货节 …: reference values that a shop edits
chart_marks   what charts annotate by themselves
```
"""

from __future__ import annotations

from lianyi.core.calendar.business import BusinessCalendar
from lianyi.core.calendar.chart_marks import Mark, MarkKind, marks
from lianyi.core.calendar.comparison import (
    COMPARE_KINDS,
    CompareKind,
    Comparison,
    compare,
    default_kind,
)
from lianyi.core.calendar.festivals import (
    FESTIVALS,
    Festival,
    FestivalDay,
    festival,
    festival_days,
    festivals_on,
)
from lianyi.core.calendar.occasions import Occasion, occasion_of
from lianyi.core.calendar.period_text import SHORTCUTS, Shortcut, parse_day, parse_period
from lianyi.core.calendar.periods import (
    GRAINS,
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
from lianyi.core.calendar.rest_days import Holiday, holiday, holidays_of, is_announced, is_workday
from lianyi.core.calendar.sales import BUILT_IN, Sale, SaleWindow, merged, sales_from, windows

__all__ = [
    "BUILT_IN",
    "COMPARE_KINDS",
    "FESTIVALS",
    "GRAINS",
    "SHORTCUTS",
    "BusinessCalendar",
    "CompareKind",
    "Comparison",
    "Festival",
    "FestivalDay",
    "Grain",
    "Holiday",
    "Mark",
    "MarkKind",
    "Occasion",
    "Period",
    "Sale",
    "SaleWindow",
    "Shortcut",
    "between",
    "compare",
    "default_kind",
    "festival",
    "festival_days",
    "festivals_on",
    "holiday",
    "holidays_of",
    "is_announced",
    "is_workday",
    "last_complete_day",
    "last_complete_month",
    "last_complete_week",
    "last_days",
    "marks",
    "merged",
    "occasion_of",
    "parse_day",
    "parse_period",
    "sales_from",
    "single",
    "to_date",
    "whole",
    "windows",
]
