"""Which days are meant, once the day as of which is asked is known."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta

from lianyi.segments.tree import Ago, Check, Window

LONGEST = {"d": 36_600, "w": 5_200, "mo": 1_200, "y": 100}
"""More than these is a slip of the keyboard."""


def day_of(when: date | Ago, as_of: date) -> date:
    """Return the day that `when` means; one before year 1 is the first day of year 1.

    >>> day_of(Ago(1, "mo"), date(2026, 3, 31))
    datetime.date(2026, 2, 28)
    """
    if isinstance(when, date):
        return when
    if when.unit in ("d", "w"):
        days = when.n * (7 if when.unit == "w" else 1)
        return date.fromordinal(max(as_of.toordinal() - days, 1))
    months = as_of.year * 12 + as_of.month - 1 - when.n * (12 if when.unit == "y" else 1)
    year, month = divmod(months, 12)
    if year < 1:
        return date.min
    return date(year, month + 1, min(as_of.day, monthrange(year, month + 1)[1]))


def days_of(window: Window, as_of: date) -> tuple[date, date]:
    """Return the first and the last day of `window`, both included; nothing after `as_of` is known.

    The last 7 days end with `as_of`. Where the window begins later than that, the first day lies after the last.

    >>> days_of(Window(back=Ago(7, "d")), date(2026, 11, 28))
    (datetime.date(2026, 11, 22), datetime.date(2026, 11, 28))
    """
    if window.back is not None:
        before = day_of(window.back, as_of)
        return min(before + timedelta(days=1), as_of), as_of
    return window.first or date.min, min(window.last or as_of, as_of)


def settled(check: Check, as_of: date) -> Check:
    """Return the same check with fixed days: `30d ago` and `in last 30d` become dates."""
    if check.operator == "during":
        first, last = days_of(check.window, as_of)
        return Check("between", (first, last))
    if any(isinstance(v, Ago) for v in check.values):
        fixed = tuple(day_of(v, as_of) if isinstance(v, Ago) else v for v in check.values)
        return replace(check, values=fixed)
    return check
