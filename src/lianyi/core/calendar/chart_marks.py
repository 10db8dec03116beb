"""What a chart writes above its days by itself: rest days, make-up days, festivals, sales."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from lianyi.core.calendar.business import BusinessCalendar
from lianyi.core.calendar.festivals import festival_days
from lianyi.core.calendar.periods import DAY, Period, between, single
from lianyi.core.calendar.rest_days import Holiday, holidays_of
from lianyi.core.calendar.sales import windows
from lianyi.core.translation import Text

MarkKind = Literal["holiday", "workday", "festival", "sale"]
_REST = Text("{name}假期", "{name} holiday")
_REST_BY_LAW = Text("{name}（放假安排未公布）", "{name} (arrangement not announced)")
_WORK = Text("{name}调休上班", "Make-up workday for {name}")


@dataclass(frozen=True)
class Mark:
    """A note over one or several days.

    `period` has all days of the occasion, also those outside the chart; `reference` marks sales
    dates that nobody has confirmed (参考值).
    """

    period: Period
    kind: MarkKind
    text: Text
    note: Text | None = None
    reference: bool = False


def marks(period: Period, calendar: BusinessCalendar) -> list[Mark]:
    """Return the marks that touch `period`, by first day; a longer one first on the same day."""
    found = [*_holidays(period), *_festivals(period), *_sales(period, calendar)]
    return sorted(found, key=lambda mark: (mark.period.start, -len(mark.period), mark.kind))


def _holidays(period: Period) -> Iterable[Mark]:
    # One year more on both sides: a holiday may run over New Year's Eve.
    years = range(period.start.year - 1, period.last.year + 2)
    arranged = [found for year in years for found in holidays_of(year)]
    rests = [found for found in arranged if found.kind == "rest"]
    spans = [_rest_mark(run) for run in _runs(rests)]
    made_up = [_work_mark(found) for found in arranged if found.kind == "workday"]
    return [mark for mark in (*spans, *made_up) if mark.period.overlaps(period)]


def _runs(rests: list[Holiday]) -> Iterable[list[Holiday]]:
    """Return the rest days in runs without a gap; 中秋 inside 国庆 is one run."""
    if not rests:
        return []
    runs = [[rests[0]]]
    for before, after in pairwise(rests):
        if after.day - before.day == DAY and after.official == before.official:
            runs[-1].append(after)
        else:
            runs.append([after])
    return runs


def _rest_mark(run: list[Holiday]) -> Mark:
    names = list(dict.fromkeys(found.name for found in run))
    zh, en = "·".join(name.zh for name in names), " and ".join(name.en for name in names)
    template = _REST if run[0].official else _REST_BY_LAW
    return Mark(between(run[0].day, run[-1].day), "holiday", template.format(name=Text(zh, en)))


def _work_mark(found: Holiday) -> Mark:
    return Mark(single(found.day), "workday", _WORK.format(name=found.name))


def _festivals(period: Period) -> Iterable[Mark]:
    for year in range(period.start.year, period.last.year + 1):
        for at in festival_days(year):
            if at.day in period:
                yield Mark(single(at.day), "festival", at.festival.name)


def _sales(period: Period, calendar: BusinessCalendar) -> Iterable[Mark]:
    for window in windows(calendar.sales, period):
        sale = window.sale
        note = sale.note if sale.note.zh else None
        yield Mark(window.period, "sale", sale.name, note, sale.reference)
