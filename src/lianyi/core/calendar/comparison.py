"""Which period to hold another one against.

```
previous   the same length just before: the week before, or the same days of last month
weekday    the nearest earlier days with the same weekdays: 7 days earlier for a day
year       364 days earlier, so that weekdays match
date       the same dates a year earlier
festival   the same festival or sale a year earlier: by the lunar date, or the sale's own days
```
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from lianyi.core.calendar.business import BusinessCalendar
from lianyi.core.calendar.labels import date_text, span_text
from lianyi.core.calendar.occasions import Occasion, occasion_of
from lianyi.core.calendar.periods import DAY, Period, between, natural_bounds, whole
from lianyi.core.translation import Text

CompareKind = Literal["previous", "weekday", "year", "date", "festival"]
COMPARE_KINDS: tuple[CompareKind, ...] = get_args(CompareKind)
NAMES: dict[CompareKind, Text] = {
    "previous": Text("环比", "vs previous"),
    "weekday": Text("较上周同日", "vs same day last week"),
    "year": Text("同比", "vs last year"),
    "date": Text("同比（按日期）", "vs same dates last year"),
    "festival": Text("同比（按节日）", "vs same festival last year"),
}
YEAR_DAYS = 364
_FIRST_DAYS = Text("前{n}天比前{m}天", "days 1 to {n} against days 1 to {m}")
_SAME_DAYS = Text("{n}天比{m}天", "{n} days against {m}")
# Beyond two months several festivals share a period, and aligning one misaligns the others.
LONGEST_FESTIVAL_DAYS = 62


@dataclass(frozen=True)
class Comparison:
    """The base period, how it was found, and what a reader has to know about it.

    `kind` is what was done, which differs from what was asked for where that was not possible;
    `reason` says why, or how the days were aligned. It is None where the name of the kind says it
    all.
    """

    period: Period
    kind: CompareKind
    reason: Text | None = None

    @property
    def name(self) -> Text:
        """The word beside the change: `环比` / `vs previous`."""
        return NAMES[self.kind]


def compare(
    period: Period, kind: CompareKind, calendar: BusinessCalendar, *, occasion: str | None = None
) -> Comparison:
    """Return the period against which `period` is held.

    `occasion` picks the festival or sale by key where several fall together; by itself the
    weightiest is taken.
    """
    match kind:
        case "previous":
            return _previous(period)
        case "weekday":
            return _weekday(period)
        case "year":
            return _year(period)
        case "date":
            return Comparison(_years_back(period), "date")
        case "festival":
            return _festival(period, calendar, occasion)


def default_kind(period: Period) -> CompareKind:
    """Return what to show when nobody chose: the same weekday for a day, else the previous."""
    return "weekday" if period.grain == "day" else "previous"


def _previous(period: Period) -> Comparison:
    before = period.stepped(-1)
    if period.is_whole:
        return Comparison(before, "previous")
    skipped = (period.start - natural_bounds(period.start, period.grain)[0]).days
    start = min(before.start + DAY * skipped, before.last)
    base = Period(start, min(start + DAY * len(period), before.end), period.grain)
    text = _SAME_DAYS if skipped else _FIRST_DAYS
    return Comparison(base, "previous", text.format(n=len(period), m=len(base)))


def _weekday(period: Period) -> Comparison:
    weeks = -(-len(period) // 7)
    base = period.shifted(-7 * weeks)
    if weeks == 1:
        return Comparison(base, "weekday")
    return Comparison(base, "weekday", _shift_text(7 * weeks))


def _year(period: Period) -> Comparison:
    if len(period) > YEAR_DAYS:
        why = Text("本期长于52周，按日期与上年比较", "Longer than 52 weeks: compared by date")
        return Comparison(_years_back(period), "date", why)
    base = period.shifted(-YEAR_DAYS)
    return Comparison(base, "year", _shift_text(YEAR_DAYS))


def _shift_text(days: int) -> Text:
    return Text("前移{n}天，星期对齐", "{n} days earlier, weekdays aligned").format(n=days)


def _years_back(period: Period) -> Period:
    """Return the same dates in the nearest year in which none of them is in `period`."""
    if period.is_whole and period.grain in ("month", "quarter", "year"):
        return whole(_same_date(period.start, 1), period.grain)
    years = 1
    while _same_date(period.last, years) >= period.start:
        years += 1
    start, last = _same_date(period.start, years), _same_date(period.last, years)
    if period.grain in ("month", "quarter", "year"):
        return Period(start, last + DAY, period.grain)
    return between(start, last)


def _same_date(day: date, years: int) -> date:
    year = day.year - years
    return date(year, day.month, min(day.day, monthrange(year, day.month)[1]))


def _festival(period: Period, calendar: BusinessCalendar, key: str | None) -> Comparison:
    if len(period) > LONGEST_FESTIVAL_DAYS:
        return _instead(
            period, Text("本期超过两个月，含多个节日", "Over two months hold several festivals")
        )
    now = occasion_of(period, calendar, key)
    if now is None:
        return _instead(
            period, Text("本期没有占主导的节日或大促", "No festival or sale dominates this period")
        )
    then = now.year_before()
    if then is None:
        what = Text("上年没有「{name}」", "There was no {name} the year before")
        return _instead(period, what.format(name=now.name))
    if now.is_exactly(period) and then.window:
        base = then.window
        return Comparison(base, "festival", _window_text(now, period, base))
    base = period.shifted((then.day - now.day).days)
    return Comparison(base, "festival", _aligned_text(now, then))


def _instead(period: Period, why: Text) -> Comparison:
    plain = _year(period)
    said = Text("{why}，改按同比比较", "{why}: compared with the year before instead").format(
        why=why
    )
    return Comparison(plain.period, plain.kind, said)


def _window_text(now: Occasion, period: Period, base: Period) -> Text:
    spans = [span_text(p.start, p.last, year=True) for p in (period, base)]
    text = Text("{name}：{now}比{then}", "{name}: {now} against {then}")
    return text.format(name=now.name, now=spans[0], then=spans[1])


def _aligned_text(now: Occasion, then: Occasion) -> Text:
    text = Text("按{name}对齐：{now}对{then}", "Aligned on {name}: {now} with {then}")
    days = [date_text(occasion.day, year=True) for occasion in (now, then)]
    return text.format(name=now.name, now=days[0], then=days[1])
