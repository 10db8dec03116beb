"""From days with their bands to the result of `anomaly`: days outside, shifts, every day, sentence, cautions, chart."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from lianyi.analyses.anomaly import words
from lianyi.analyses.metric_days import Days, metric_days
from lianyi.analyses.result import Column, Number, Result, Table
from lianyi.analyses.value_file import value_series
from lianyi.core.calendar.labels import weekday_text
from lianyi.core.calendar.period_text import parse_day
from lianyi.core.calendar.periods import Period, between
from lianyi.core.errors import LianyiError
from lianyi.core.translation import Text
from lianyi.stats.alarms import LEAST, Alarms, alarms
from lianyi.stats.calendar_effects import occasions_on

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lianyi.analyses.anomaly import Anomaly
    from lianyi.analyses.data import Data
    from lianyi.analyses.result import Option, Unit
    from lianyi.core.translation import Lang

DEFAULT_POINTS = 91
LARGE = 10_000


def report(asked: Anomaly, data: Data) -> Result:
    """Return the result for what was asked."""
    until = parse_day(asked.until) if asked.until else None
    days: Days | None = None
    if asked.file is not None:
        series = value_series(data, asked.file)
        series = series.until(until) if until else series
    else:
        days = metric_days(data, asked.metric, until)
        series = days.series
    found = alarms(series, data.calendar, asked.level)
    if found is None:
        raise LianyiError("anomaly.too_short", known=len(series.known), least=LEAST[series.step])
    unit: Unit = days.metric.unit if days else "number"
    name = days.metric.name if days else Text("数值", "The value")
    period = _period(asked, data, found)
    inside = found.judged(period.start, period.last)
    rows = [int(n) for n in np.flatnonzero(inside & found.outside)]
    shifts = [s for s in found.shifts if s.day in period]
    expected = found.expected(period.start, period.last)
    return Result(
        analysis=asked.KEY,
        definition=asked.definition(),
        options=asked.options,
        numbers=_numbers(len(rows), expected, len(shifts), int(inside.sum()), found),
        tables=(_outside(found, rows, unit, data), _shifts(found, shifts, unit), _every(found, period, unit, name)),
        sentences=words.sentences(name, unit, found, rows, shifts, int(inside.sum()), expected),
        warnings=tuple(words.cautions(found, period, days)),
        sizes={"days_judged": int(inside.sum()), "days_known": len(found.seen.series.known)},
        extra={
            "metric": days.metric.id if days else None,
            "step_days": series.step,
            "occasions": _occasions(found, period, data),
        },
        period=period.key,
        drawn=asked.draw,
    )  # fmt: skip


def _period(asked: Anomaly, data: Data, found: Alarms) -> Period:
    if asked.period:
        return data.period(asked.period)
    step = found.seen.series.step
    first = found.days[max(len(found.days) - DEFAULT_POINTS, 0)]
    return between(first, found.days[-1] + timedelta(days=step - 1))


def _numbers(
    outside: int, expected: float, shifts: int, judged: int, found: Alarms
) -> tuple[Number, ...]:
    return (
        Number("anomalies", words.OUTSIDE, outside, "count", n=judged),
        Number("expected_false", words.EXPECTED, expected, "number", n=judged),
        Number("shifts", words.SHIFTS, shifts, "count", n=judged),
        Number("days_judged", words.JUDGED, judged, "count"),
        Number("reach", words.REACH, found.reach, "number", n=len(found.seen.rows)),
    )


def _whole(unit: Unit, value: float) -> float | int | None:
    if not np.isfinite(value):
        return None
    return round(value) if unit in ("money", "count") or abs(value) >= LARGE else float(value)


def _note(day: date, data: Data, step: int) -> str | None:
    return "、".join(n.zh for n in occasions_on(day, data.calendar)) or None if step == 1 else None


def _outside(found: Alarms, rows: Sequence[int], unit: Unit, data: Data) -> Table:
    columns = (
        Column("day", words.DAY, "day"),
        Column("weekday", words.WEEKDAY),
        Column("value", words.VALUE, unit),
        Column("expected", words.MIDDLE, unit),
        Column("low", words.LOW, unit),
        Column("high", words.HIGH, unit),
        Column("off", words.OFF, "ratio"),
        Column("deviations", words.DEVIATIONS, "number"),
        Column("note", words.NOTE),
    )
    made = []
    for n in sorted(rows, key=lambda n: -abs(found.size[n])):
        day, middle = found.days[n], found.middle[n]
        size = round(float(found.size[n]), 2) if np.isfinite(found.size[n]) else None
        off = float(found.values[n] / middle - 1) if middle else None
        values = (found.values[n], middle, found.low[n], found.high[n])
        made.append((day.isoformat(), weekday_text(day).zh, *(_whole(unit, v) for v in values), off, size, _note(day, data, found.seen.series.step)))  # fmt: skip
    return Table("anomalies", words.OUTSIDE_TABLE, columns, tuple(made))


def _shifts(found: Alarms, shifts: Sequence[Any], unit: Unit) -> Table:
    del found
    columns = (
        Column("day", words.SINCE, "day"),
        Column("change", words.CHANGE, "ratio"),
        Column("difference", words.DIFFERENCE, unit),
    )
    rows = tuple(
        (s.day.isoformat(), None if s.ratio is None else s.ratio - 1, _whole(unit, s.difference))
        for s in shifts
    )
    return Table("shifts", words.SHIFT_TABLE, columns, rows)


def _every(found: Alarms, period: Period, unit: Unit, name: Text) -> Table:
    columns = (
        Column("day", words.DAY, "day"),
        Column("value", name, unit),
        Column("expected", words.MIDDLE, unit),
        Column("low", words.LOW, unit),
        Column("high", words.HIGH, unit),
        Column("outside", words.IS_OUTSIDE, "flag"),
    )
    rows = []
    for n, day in enumerate(found.days):
        if day in period:
            values = (found.values[n], found.middle[n], found.low[n], found.high[n])
            rows.append((day.isoformat(), *(_whole(unit, v) for v in values), bool(found.outside[n])))  # fmt: skip
    return Table("days", words.EVERY, columns, tuple(rows))


def _occasions(found: Alarms, period: Period, data: Data) -> dict[str, dict[str, str]]:
    """Return what falls on the days outside and what the sales calendar marks, in both languages."""
    if found.seen.series.step != 1:
        return {}
    named = {day: occasions_on(day, data.calendar) for day in found.days if day in period}
    return {
        day.isoformat(): {
            "zh": "、".join(n.zh for n in names),
            "en": ", ".join(n.en for n in names),
        }
        for day, names in named.items()
        if names
    }


def draw(result: Result, lang: Lang) -> Option:
    """Return the line with its normal range behind it."""
    from lianyi.charts.frame import Style
    from lianyi.charts.line import Band, Line, line_option

    table = result.table("days")
    rows = table.rows
    if not rows:
        return {}
    shifted = {row[0] for row in result.table("shifts").rows}
    named = result.extra.get("occasions", {})
    marks = []
    for n, row in enumerate(rows):
        if row[0] in shifted:
            marks.append((n, words.SHIFTED.say(lang)))
        elif row[5]:
            marks.append((n, named.get(row[0], {}).get(lang, row[0][5:])))
    name = table.columns[1]
    chart = Line(
        name=name.name.say(lang),
        labels=[row[0][5:] for row in rows],
        values=[row[1] for row in rows],
        band=Band(words.BAND.say(lang), [row[3] for row in rows], [row[4] for row in rows]),
        marks=marks[:8],
        style=Style(unit=name.unit, lang=lang),
    )
    return dict(line_option(chart, label=result.explain(lang)))
