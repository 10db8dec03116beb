"""Days that say nothing about a normal day: major sales and long holidays."""

from __future__ import annotations

from datetime import date

from lianyi.core.calendar.business import BusinessCalendar
from lianyi.core.calendar.chart_marks import marks
from lianyi.core.calendar.periods import Period
from lianyi.core.calendar.sales import windows

LONG_HOLIDAY = 3
"""Days from which on a holiday moves people: 元旦 or a weekend does not."""


def unusual_days(calendar: BusinessCalendar, period: Period) -> frozenset[date]:
    """Return the days of major sales and of holidays of three days and more that touch `period`."""
    spans = [w.period for w in windows(calendar.sales, period) if w.sale.major]
    spans += [
        mark.period
        for mark in marks(period, calendar)
        if mark.kind == "holiday" and len(mark.period) >= LONG_HOLIDAY
    ]
    return frozenset(day for span in spans for day in span.days())
