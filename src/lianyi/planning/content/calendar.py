"""A month of the content calendar: its days with festivals, rest days, dispatch cut-offs, and what goes out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from lianyi.core.calendar.festivals import festivals_on
from lianyi.core.calendar.periods import Period
from lianyi.core.calendar.rest_days import holiday
from lianyi.core.translation import Text
from lianyi.planning.model.content import ContentItem

CUT_OFF_DAYS = 2
"""Parcels that shall arrive before a festival leave at least so many days before its first rest day."""
GIFT_HOLIDAYS = ("春节", "端午节", "中秋节")
"""Holidays before which goods have to arrive; their rest days come with the official arrangement."""


@dataclass(frozen=True)
class Day:
    """One day of the calendar; `cut_off` names the festival for which it is the last day to dispatch."""

    day: date
    festivals: tuple[Text, ...]
    is_rest: bool
    cut_off: Text | None
    items: tuple[ContentItem, ...]


def days_of(items: Sequence[ContentItem], period: Period) -> tuple[Day, ...]:
    """Return every day of `period` with what falls on it, items in the order of the plan."""
    return tuple(
        Day(
            day,
            tuple(festival.name for festival in festivals_on(day)),
            is_rest(day),
            cut_off_on(day),
            tuple(item for item in items if item.day == day),
        )
        for day in period.days()
    )


def is_rest(day: date) -> bool:
    """Return whether `day` is a rest day of a public holiday; an ordinary weekend is none."""
    found = holiday(day)
    return found is not None and found.kind == "rest"


def cut_off_on(day: date) -> Text | None:
    """Return the festival for which `day` is the last day to dispatch; None on other days."""
    first = day + timedelta(days=CUT_OFF_DAYS)
    found = holiday(first)
    if found is None or found.kind != "rest" or found.name.zh not in GIFT_HOLIDAYS:
        return None
    before = holiday(first - timedelta(days=1))
    is_first = before is None or before.kind != "rest" or before.name != found.name
    return found.name if is_first else None


def past_cut_off(day: date) -> tuple[Text, date] | None:
    """Return the festival whose dispatch cut-off lies before `day` while it is not over yet, and the cut-off.

    >>> from datetime import date
    >>> past_cut_off(date(2026, 9, 24))[0].zh, past_cut_off(date(2026, 9, 23))
    ('中秋节', None)
    """
    for back in range(1, CUT_OFF_DAYS + 10):
        cut_off = day - timedelta(days=back)
        name = cut_off_on(cut_off)
        if name is not None:
            return (name, cut_off) if day <= _last_rest(cut_off) else None
    return None


def _last_rest(cut_off: date) -> date:
    last = cut_off + timedelta(days=CUT_OFF_DAYS)
    name = (found := holiday(last)) and found.name
    while (
        (after := holiday(last + timedelta(days=1))) and after.kind == "rest" and after.name == name
    ):
        last += timedelta(days=1)
    return last
