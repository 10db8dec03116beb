"""What is normal: the size of each metric's change against its own weeks before, and the days of GMV."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from lianyi.core.calendar.business import BusinessCalendar
from lianyi.core.calendar.labels import day_text
from lianyi.core.calendar.periods import DAY, Period, between
from lianyi.core.calendar.unusual import unusual_days as calendar_unusual
from lianyi.core.translation import Text
from lianyi.metrics.noise import LOOK_BACK_WEEKS, Band, day_band, period_band
from lianyi.metrics.query import MetricQuery
from lianyi.reports.analysed import DayPoint
from lianyi.reports.gather import Gathered
from lianyi.reports.headline.sizes import size_word
from lianyi.reports.source import Annotation, KnowsCalendar

GMV = "gmv_paid"
TREND = 12


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
    history = _history(facts.period, LOOK_BACK_WEEKS + 2)
    weeks = facts.series(keys, history, "week")
    masked = unusual_days(facts, history)
    sizes, trends, band = {}, {}, None
    for key in facts.known(keys):
        values = {_monday(week): row.get(key) for week, row in weeks.items()}
        found = _week_band(values, facts.period, masked)
        sizes[key] = _size(facts, key, found)
        trends[key] = tuple(values.values())[-TREND:]
        if key == GMV and found is not None:
            band = round(found.half)
    return Normal(band, sizes, trends)


def normal_days(facts: Gathered, keys: Sequence[str]) -> Normal:
    """Return how far each value of a day is from the same weekdays before it."""
    day = facts.period.start
    history = between(day - timedelta(weeks=LOOK_BACK_WEEKS), day)
    series = facts.series(keys, history, "day")
    masked = unusual_days(facts, history) - {day}
    sizes, trends, band = {}, {}, None
    for key in facts.known(keys):
        values = {date.fromisoformat(at): row.get(key) for at, row in series.items()}
        found = _first(day_band(values, day, masked=mask) for mask in (masked, ()))
        value, base = facts.now.get(key), facts.before.get(key)
        known = found is not None and value is not None and base is not None
        sizes[key] = size_word(value - base, found.half) if known and found else ""
        trends[key] = tuple(values.values())[-28:]
        if key == GMV and found is not None:
            band = round(found.half)
    return Normal(band, sizes, trends)


def channel_sizes(facts: Gathered) -> dict[str, str]:
    """Return how big each platform's change of GMV is, against its own weeks or same weekdays before."""
    period, weekly = facts.period, len(facts.period) == 7
    if not weekly and len(period) != 1:
        return {}
    history = _history(period, LOOK_BACK_WEEKS + (2 if weekly else 0))
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
    if weekly:
        band = _week_band(days, facts.period, masked)
    else:
        band = _first(day_band(days, start, masked=m) for m in (masked - {start}, ()))
    if band is None or now is None or before is None:
        return ""
    return size_word(now - before, band.half)


def daily_points(facts: Gathered, notes: Sequence[Annotation]) -> tuple[DayPoint, ...]:
    """Return each day of the period: GMV, the same weekday of the base, its normal range, its mark."""
    history = _history(facts.period, LOOK_BACK_WEEKS + 1)
    series = facts.series((GMV,), history, "day")
    values = {date.fromisoformat(at): row.get(GMV) for at, row in series.items()}
    masked = unusual_days(facts, history)
    return tuple(_point(day, values, masked, notes) for day in facts.period.days())


def _point(
    day: date,
    values: Mapping[date, int | None],
    masked: Collection[date],
    notes: Sequence[Annotation],
) -> DayPoint:
    found = _first(day_band(values, day, masked=mask) for mask in (masked, ()))
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
    values: Mapping[date, float | None], period: Period, masked: Collection[date]
) -> Band | None:
    """Return the band of a week's change. The weekly value stands on Monday, the other days add nothing."""
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


def _size(facts: Gathered, key: str, band: Band | None) -> str:
    value, base = facts.now.get(key), facts.before.get(key)
    if band is None or value is None or base is None:
        return ""
    return size_word(value - base, band.half)
