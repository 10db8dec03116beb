"""The tables of `forecast`: days ahead, back-test, what the calendar does, parts, and the days before for the chart."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from lianyi.analyses.forecast import words
from lianyi.analyses.forecast.found import REST, Found
from lianyi.analyses.result import Column, Table
from lianyi.core.calendar.labels import weekday_text
from lianyi.core.translation import Text
from lianyi.metrics.decomposition import largest_remainder
from lianyi.stats.back_test import LEVELS
from lianyi.stats.calendar_effects import occasions_on

if TYPE_CHECKING:
    from datetime import date

    from lianyi.analyses.result import Unit
    from lianyi.core.calendar.business import BusinessCalendar

HISTORY_POINTS = 84
NARROW, WIDE = LEVELS
LARGE = 10_000
CLEARLY = 2.0
"""An effect is listed where it is twice its deviation: others are chance."""
WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")


def tables_of(found: Found, calendar: BusinessCalendar) -> tuple[Table, ...]:
    """Return all tables, the days ahead first."""
    tables = [_ahead(found, calendar), _parts(found), _back_test(found), _effects(found), _history(found, calendar)]  # fmt: skip
    return tuple(t for t in tables if t is not None)


def in_unit(unit: str, value: float | None) -> float | int | None:
    """Return a value as its unit has it: money, counts and anything large are whole; None for what is not a number."""
    if value is None or not np.isfinite(value):
        return None
    return round(value) if unit in ("money", "count") or abs(value) >= LARGE else float(value)


def whole(found: Found, value: float) -> Any:
    """Return a value in the unit of the metric; None where it is not a number."""
    return in_unit(found.unit, value)


def noted(day: date, step: int, calendar: BusinessCalendar) -> str | None:
    """Return what falls on a day, in Chinese as a table holds it; nothing for weeks."""
    named = occasions_on(day, calendar) if step == 1 else []
    return "、".join(name.zh for name in named) or None


def _ahead(found: Found, calendar: BusinessCalendar) -> Table:
    unit: Unit = found.unit  # type: ignore[assignment]  # units of metrics are units of results
    expected = found.forecast
    columns = [Column("day", words.DAY, "day"), Column("weekday", words.WEEKDAY), Column("forecast", words.EXPECTED, unit)]  # fmt: skip
    for level in LEVELS:
        columns += [
            Column(f"low_{level * 100:.0f}", words.LOW.format(level=f"{level:.0%}"), unit),
            Column(f"high_{level * 100:.0f}", words.HIGH.format(level=f"{level:.0%}"), unit),
        ]
    columns.append(Column("note", words.NOTE))
    points = _footing(found)
    rows = []
    for n, day in enumerate(expected.days):
        ends = [whole(found, end[n]) for level in LEVELS for end in (expected.spreads[level].low, expected.spreads[level].high)]  # fmt: skip
        rows.append((day.isoformat(), weekday_text(day).zh, points[n], *ends, noted(day, found.series.step, calendar)))  # fmt: skip
    return Table("days", words.DAYS_AHEAD, tuple(columns), tuple(rows))


def _footing(found: Found) -> list[Any]:
    """Return the points so that whole ones sum to the whole total."""
    point = found.forecast.point
    if found.additive and found.unit in ("money", "count") and np.isfinite(point).all():
        return list(
            largest_remainder([Fraction(float(p)) for p in point], round(found.forecast.total))
        )
    return [whole(found, p) for p in point]


def _back_test(found: Found) -> Table:
    columns = (
        Column("method", words.METHOD),
        Column("origins", words.ORIGINS, "count"),
        Column("points", words.POINTS, "count"),
        Column("wape", words.WAPE, "ratio"),
        Column("mape", words.MAPE, "ratio"),
        *(Column(f"coverage_{level * 100:.0f}", words.COVERAGE.format(level=f"{level:.0%}"), "ratio") for level in LEVELS),
        Column("answers", words.ANSWERS, "flag"),
    )  # fmt: skip
    rows = [
        (words.METHODS[name].zh, e.origins, e.points, e.wape, e.mape, *(e.coverage[level] for level in LEVELS), name == found.forecast.method)
        for name, e in found.forecast.tried.items()
    ]  # fmt: skip
    return Table("back_test", words.BACK_TEST, columns, tuple(rows))


def _effects(found: Found) -> Table | None:
    """Return what weekdays and the calendar do, as a factor where parts multiply, else as a difference."""
    fitted, seen = found.forecast.fitted, found.forecast.seen
    if fitted is None:
        return None
    rows: list[tuple[Any, ...]] = []
    is_log = seen.scale.log
    if "weekday" in fitted.layout.parts:
        mean, sure = fitted.weekdays(seen.weekdays)
        mean = mean - mean.mean()
        names = [Text(zh, zh).zh for zh in WEEKDAYS]
        rows += [_effect(names[n], mean[n], sure[n], is_log, seen.scale.unit) for n in range(7) if n not in seen.shut]  # fmt: skip
    mean, sure = fitted.effects()
    for name, size, deviation in zip(fitted.layout.effects.names, mean, sure, strict=True):
        if abs(size) > CLEARLY * deviation > 0:
            rows.append(_effect(name.zh, size, deviation, is_log, seen.scale.unit))
    unit: Unit = "number" if is_log else found.unit  # type: ignore[assignment]  # units of metrics are units of results
    name = words.FACTOR if is_log else words.DIFFERENCE
    columns = (Column("what", words.WHAT), Column("effect", name, unit), Column("low_95", words.LOW.format(level="95%"), unit), Column("high_95", words.HIGH.format(level="95%"), unit))  # fmt: skip
    return Table("effects", words.EFFECTS, columns, tuple(rows))


def _effect(name: str, mean: float, sure: float, is_log: bool, unit: float) -> tuple[Any, ...]:  # noqa: FBT001 - inside one table
    ends = (mean, mean - 1.96 * sure, mean + 1.96 * sure)
    return (name, *(round(float(np.exp(e)), 4) if is_log else round(float(e * unit)) for e in ends))


def _parts(found: Found) -> Table | None:
    if not found.parts:
        return None
    unit: Unit = found.unit  # type: ignore[assignment]  # units of metrics are units of results
    columns = (
        Column("part", words.PART),
        Column("before", words.BEFORE, unit),
        Column("forecast", words.EXPECTED, unit),
        Column("low_95", words.LOW.format(level="95%"), unit),
        Column("high_95", words.HIGH.format(level="95%"), unit),
        Column("method", words.METHOD),
    )
    rows: list[tuple[Any, ...]] = []
    for part in found.parts:
        name = words.REST.zh if part.name == REST else part.name
        if part.forecast is None:
            rows.append((name, whole(found, part.before), None, None, None, None))
            continue
        low, high = part.forecast.spreads[WIDE].total
        rows.append((name, whole(found, part.before), whole(found, part.forecast.total), whole(found, low), whole(found, high), words.METHODS[part.forecast.method].zh))  # fmt: skip
    return Table("parts", words.PARTS, columns, tuple(rows))


def _history(found: Found, calendar: BusinessCalendar) -> Table:
    unit: Unit = found.unit  # type: ignore[assignment]  # units of metrics are units of results
    series = found.series
    first = max(len(series.values) - HISTORY_POINTS, 0)
    rows = [
        (series.day(n).isoformat(), whole(found, series.values[n]), noted(series.day(n), series.step, calendar))
        for n in range(first, len(series.values))
    ]  # fmt: skip
    columns = (Column("day", words.DAY, "day"), Column("value", found.name, unit), Column("note", words.NOTE))  # fmt: skip
    return Table("history", words.HISTORY, columns, tuple(rows))
