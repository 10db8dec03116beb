"""What is normal: the size of each metric's change against its own weeks before, and the days of GMV."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from statistics import median

from lianyi.core.calendar.business import BusinessCalendar
from lianyi.core.calendar.labels import day_text
from lianyi.core.calendar.period_text import parse_period
from lianyi.core.calendar.periods import DAY, Period, between
from lianyi.core.calendar.sales import windows
from lianyi.core.calendar.unusual import unusual_days as calendar_unusual
from lianyi.core.translation import Text
from lianyi.metrics.noise import (
    FLOOR,
    LEAST_POINTS,
    NORMAL,
    WIDTH,
    Band,
    day_band,
    period_band,
)
from lianyi.metrics.normal_range import LOOK_BACK, WEEK, day_ranges, week_change
from lianyi.metrics.query import MetricQuery
from lianyi.reports.analysed import DayPoint
from lianyi.reports.gather import Gathered
from lianyi.reports.headline.sizes import size_word
from lianyi.reports.source import Annotation, KnowsCalendar

GMV = "gmv_paid"
TREND = 12
LOOK_BACK_WEEKS = LOOK_BACK[WEEK]
LOOK_BACK_DAYS = LOOK_BACK[1]
LOOK_BACK_MONTHS, LEAST_MONTHS = 24, 8


@dataclass(frozen=True)
class Normal:
    """Per metric: how big its change is and its last values; half the band of GMV's change."""

    band: int | None = None
    sizes: Mapping[str, str] = field(default_factory=dict)
    trends: Mapping[str, tuple[int | float | None, ...]] = field(default_factory=dict)


def calendar_of(facts: Gathered) -> BusinessCalendar:
    """Return the shop's calendar, or the built-in one of its zone."""
    source = facts.source
    return source.calendar if isinstance(source, KnowsCalendar) else BusinessCalendar(source.zone)


def unusual_days(facts: Gathered, period: Period) -> frozenset[date]:
    """Return the days of major sales and long holidays, which say nothing about a normal day."""
    return calendar_unusual(calendar_of(facts), period)


def normal_weeks(facts: Gathered, keys: Sequence[str]) -> Normal:
    """Return how big each change is, from the weeks before the period."""
    history = _history(facts.period, LOOK_BACK_WEEKS)
    weeks = facts.series(keys, history, "week")
    masked = unusual_days(facts, history)
    sizes, trends, band = {}, {}, None
    for key in facts.known(keys):
        values = {_monday(week): row.get(key) for week, row in weeks.items()}
        found = _week_band(values, facts, masked)
        change = _change(facts, key)
        sizes[key] = _word(change, found)
        trends[key] = tuple(values.values())[-TREND:]
        if key == GMV and found is not None:
            band = round(found.reach(change or 0))
    return Normal(band, sizes, trends)


def normal_months(facts: Gathered, keys: Sequence[str]) -> Normal:
    """Return how big each change of a month is, from how the months before it differed from theirs.

    Under eight months of history, or with fewer than five pairs of months that are both free of a sale or both have one,
    nothing is called normal.
    """
    first = facts.period.stepped(-LOOK_BACK_MONTHS).start
    months = facts.series(keys, between(first, facts.period.last), "month")
    sales = {month: _has_sale(facts, parse_period(month)) for month in months}
    sizes, trends, band = {}, {}, None
    for key in facts.known(keys):
        values = {month: row.get(key) for month, row in months.items()}
        half = _month_reach(values, sales, facts)
        change = _change(facts, key)
        sizes[key] = "" if change is None or half is None else size_word(change, half)
        trends[key] = tuple(values.values())[-TREND:]
        if key == GMV and half is not None:
            band = round(half)
    return Normal(band, sizes, trends)


def _month_reach(
    values: Mapping[str, float | None], sales: Mapping[str, bool], facts: Gathered
) -> float | None:
    """Return half of the normal range of a month's change: 2 × 1.4826 × MAD of the relative changes before, at least 1 %."""
    base = values.get(facts.base.key)
    before = [m for m in values if m < facts.period.key and values[m] is not None]
    if base is None or base <= 0 or len(before) < LEAST_MONTHS:
        return None
    shares = []
    for month in before:
        then, now = values.get(parse_period(month).stepped(-1).key), values[month]
        fair = sales[month] == sales.get(parse_period(month).stepped(-1).key, sales[month])
        if then and now is not None and then > 0 and fair:
            shares.append(now / then - 1)
    if len(shares) < LEAST_POINTS:
        return None
    middle = median(shares)
    spread = WIDTH * NORMAL * median(abs(share - middle) for share in shares)
    return float(max(spread, FLOOR) * base)


def _has_sale(facts: Gathered, month: Period) -> bool:
    found = windows(calendar_of(facts).sales, month)
    return any(window.sale.major and window.peak in month for window in found)


def normal_days(facts: Gathered, keys: Sequence[str]) -> Normal:
    """Return how big each change of a day is against the same weekday before."""
    day = facts.period.start
    history = between(day - timedelta(days=LOOK_BACK_DAYS), day)
    series = facts.series(keys, history, "day")
    masked = unusual_days(facts, history) - {day}
    sizes, trends, band = {}, {}, None
    for key in facts.known(keys):
        values = {date.fromisoformat(at): row.get(key) for at, row in series.items()}
        found = _day_change(values, day, facts, masked)
        change = _change(facts, key)
        sizes[key] = _word(change, found)
        trends[key] = tuple(values.values())[-28:]
        if key == GMV and found is not None:
            band = round(found.reach(change or 0))
    return Normal(band, sizes, trends)


def channel_sizes(facts: Gathered) -> dict[str, str]:
    """Return how big each platform's change of GMV is, against its own weeks or same weekdays before."""
    period, weekly = facts.period, len(facts.period) == 7
    if not weekly and len(period) != 1:
        return {}
    history = _history(period, LOOK_BACK_WEEKS) if weekly else between(period.start - timedelta(days=LOOK_BACK_DAYS), period.last)  # fmt: skip
    masked = unusual_days(facts, history)
    query = MetricQuery((GMV,), history, "week" if weekly else "day", ("platform",))
    values: dict[str, dict[date, float | None]] = {}
    for row in facts.ask(query).rows:
        day = _monday(row["week"]) if weekly else date.fromisoformat(row["day"])
        values.setdefault(row["platform"], {})[day] = row[GMV]
    return {p: _size_of(days, facts, masked, weekly=weekly) for p, days in values.items()}


def _size_of(
    days: Mapping[date, float | None], facts: Gathered, masked: frozenset[date], *, weekly: bool
) -> str:
    start, base = facts.period.start, facts.base.start
    now, before = days.get(start), days.get(base)
    if now is None or before is None:
        return ""
    if weekly:
        return _word(now - before, _week_band(days, facts, masked))
    return _word(now - before, _day_change(days, start, facts, masked - {start}))


def daily_points(facts: Gathered, notes: Sequence[Annotation]) -> tuple[DayPoint, ...]:
    """Return each day of the period: GMV, the same weekday of the base, its normal range, its mark."""
    history = between(facts.period.start - timedelta(days=LOOK_BACK_DAYS), facts.period.last)
    series = facts.series((GMV,), history, "day")
    values = {date.fromisoformat(at): row.get(GMV) for at, row in series.items()}
    masked = unusual_days(facts, history)
    days = facts.period.days()
    ranges = day_ranges(values, days, calendar_of(facts))
    plain = {day: _first(day_band(values, day, masked=m) for m in (masked, ())) for day in days}
    return tuple(_point(day, values, ranges.get(day) or plain[day], notes) for day in days)


def _point(
    day: date,
    values: Mapping[date, int | None],
    found: Band | None,
    notes: Sequence[Annotation],
) -> DayPoint:
    marked = [note.text for note in notes if note.day == day and note.kind != "holiday"]
    return DayPoint(
        day.isoformat(),
        day_text(day),
        values.get(day),
        values.get(day - timedelta(days=7)),
        max(round(found.low), 0) if found else None,
        round(found.high) if found else None,
        day.isoweekday() > 5,
        _collapsed(marked),
    )


def _collapsed(marked: Sequence[Text]) -> Text | None:
    if not marked:
        return None
    if len(marked) > 2:
        return Text(f"{len(marked)}条", f"{len(marked)} notes")
    return Text("、".join(m.zh for m in marked), ", ".join(m.en for m in marked))


def _history(period: Period, weeks: int) -> Period:
    return between(period.start - timedelta(weeks=weeks), period.last)


def _monday(week: str) -> date:
    return date.fromisoformat(f"{week}-1")


def _week_band(
    values: Mapping[date, float | None], facts: Gathered, masked: Collection[date]
) -> Band | None:
    """Return the band of a week's change. The weekly value stands on Monday, the other days add nothing."""
    period = facts.period
    if len(period) == WEEK and (found := week_change(values, period.start, calendar_of(facts))):
        return found
    days: dict[date, float | None] = {}
    for monday, value in values.items():
        days |= {monday + DAY * n: 0.0 if value is not None else None for n in range(1, 7)}
        days[monday] = value
    if len(period) != 7:
        return None
    attempts = (period_band(days, period.start, period.end, masked=m) for m in (masked, ()))
    return _first(attempts)


def _first(attempts: Iterable[Band | None]) -> Band | None:
    """Return the first band there is: where too few plain periods are left, all of them count."""
    return next((found for found in attempts if found is not None), None)


def _day_change(
    values: Mapping[date, float | None], day: date, facts: Gathered, masked: Collection[date]
) -> Band | None:
    """Return the band of a day's change against the day of `facts.base`."""
    found = day_ranges(values, [day], calendar_of(facts)).get(day)
    base = values.get(facts.base.start)
    if found is not None and base is not None:
        return Band(found.low - base, found.middle - base, found.high - base, found.points)
    plain = _first(day_band(values, day, masked=mask) for mask in (masked, ()))
    return plain and Band(-plain.half, 0.0, plain.half, plain.points)


def _change(facts: Gathered, key: str) -> float | None:
    value, base = facts.now.get(key), facts.before.get(key)
    return None if value is None or base is None else value - base


def _word(change: float | None, band: Band | None) -> str:
    if change is None or band is None:
        return ""
    return size_word(change, band.reach(change))
