"""A trigger that a plan writes itself: a metric under or over a threshold, or off its baseline, so many days in a row.

Without a baseline of its own a fall or a rise is held against what the days before tell, weekdays, festivals and sales
included (`stats.structure`); it must be as large as the threshold says and beyond chance too (one in a hundred).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from lianyi.core.calendar.periods import between
from lianyi.core.errors import LianyiError
from lianyi.core.translation import Text
from lianyi.metrics.query import MetricQuery
from lianyi.planning.model.goals import in_minor
from lianyi.planning.model.risks import Risk, Trigger
from lianyi.planning.risks.counts import Array, Flags
from lianyi.planning.risks.heat import ALARMING, CALM, NOTABLE, UNKNOWN, Heat, Settling
from lianyi.planning.risks.watched import Axis, Subject, Track, Unit

if TYPE_CHECKING:
    from lianyi.analyses.data import Data
    from lianyi.core.calendar.business import BusinessCalendar
    from lianyi.metrics.declaration import Metric

HISTORY_DAYS, JUDGED_DAYS, LEAST_DAYS = 420, 28, 56
BEYOND_CHANCE = 2.33
"""Deviations on one side that one normal stretch in a hundred passes."""
NEAR = 0.1
"""Within a tenth of the threshold a day is notable."""


def own_track(risk: Risk, data: Data, last: date) -> Track:
    """Return the metric of the risk's trigger by day, judged over the last four weeks up to `last`.

    Refuses with `metric.unknown` and what else a metric query refuses, `risk.no_threshold` where the trigger names none.
    """
    trigger = risk.trigger
    if trigger.threshold is None:
        raise LianyiError("risk.no_threshold", risk=risk.name)
    axis = Axis(last - timedelta(days=HISTORY_DAYS - 1), last)
    metric, value = _by_day(trigger, data, axis)
    currency = data.engine.currency
    threshold = float(trigger.threshold)
    if trigger.compare in ("below", "above"):
        threshold = float(in_minor(trigger.threshold, metric.unit, currency) or 0)
        usual, heat = np.full(axis.size, threshold), _against(value, threshold, trigger)
        limit: float | None = threshold
    else:
        base = in_minor(trigger.baseline, metric.unit, currency)
        if base is not None:
            usual = np.full(axis.size, float(base))
            surprising = np.ones(axis.size, dtype=bool)
        else:
            usual, surprising = _expected(axis, value, trigger, data.calendar)
        heat = _off(value, usual, surprising, trigger)
        limit = None if np.isnan(usual[-1]) else float(usual[-1] * (1 + _sign(trigger) * threshold))
    return Track(
        "own", Subject("metric", trigger.metric, metric.name.zh), axis, heat, value, usual,
        _why(metric, value, usual, trigger), unit=_unit(metric), limit=limit,
        falls=trigger.compare in ("below", "drop"), settling=Settling(2, 3),
    )  # fmt: skip


def _by_day(trigger: Trigger, data: Data, axis: Axis) -> tuple[Metric, Array]:
    query = MetricQuery((trigger.metric,), between(axis.first, axis.last), "day", where=trigger.where or None)  # fmt: skip
    answer = data.metric(query)
    value = np.full(axis.size, np.nan)
    for row in answer.rows:
        number = row[trigger.metric]
        if number is not None:
            value[axis.row(date.fromisoformat(row["day"]))] = number
    return answer.metrics[trigger.metric], value


def _unit(metric: Metric) -> Unit:
    known: dict[str, Unit] = {"money": "money", "ratio": "ratio", "count": "count", "days": "days"}
    return known.get(metric.unit, "number")


def _sign(trigger: Trigger) -> int:
    return -1 if trigger.compare in ("below", "drop") else 1


def _against(value: Array, threshold: float, trigger: Trigger) -> Heat:
    sign = _sign(trigger)
    beyond = sign * (value - threshold) > 0
    near = sign * (value - threshold * (1 - sign * NEAR)) > 0
    return _in_a_row(value, beyond, near, trigger.days)


def _off(value: Array, usual: Array, surprising: Flags, trigger: Trigger) -> Heat:  # fmt: skip
    sign, threshold = _sign(trigger), float(trigger.threshold or 0)
    beyond = sign * (value - usual * (1 + sign * threshold)) >= 0
    near = sign * (value - usual * (1 + sign * threshold * (1 - NEAR))) >= 0
    heat = _in_a_row(np.where(np.isnan(usual), np.nan, value), beyond, near, trigger.days)
    heat[(heat == ALARMING) & ~surprising] = NOTABLE
    return heat


def _in_a_row(value: Array, beyond: Flags, near: Flags, days: int) -> Heat:
    """Return alarming where the last `days` known days were all beyond, notable where today is beyond or near."""
    heat: Heat = np.full(len(value), UNKNOWN, dtype=np.int8)
    run = 0
    for row in np.flatnonzero(~np.isnan(value)):
        run = run + 1 if beyond[row] else 0
        heat[row] = ALARMING if run >= days else NOTABLE if beyond[row] or near[row] else CALM
    return heat


def _expected(
    axis: Axis, value: Array, trigger: Trigger, calendar: BusinessCalendar
) -> tuple[Array, Flags]:
    """Return what the days before tell of each of the last days, and whether the last `days` together are beyond chance."""
    from lianyi.stats.daily_series import Series, prepared
    from lianyi.stats.structure import fit

    usual, surprising = np.full(axis.size, np.nan), np.zeros(axis.size, dtype=bool)
    series = Series(axis.first, value).newest()
    if len(series.known) < LEAST_DAYS:
        return usual, surprising
    seen = prepared(series, calendar, 0)
    shift = axis.row(series.first)
    start = max(seen.size - JUDGED_DAYS, LEAST_DAYS)
    before = seen.rows[seen.rows < start - trigger.days]
    if len(before) < LEAST_DAYS // 2:
        return usual, surprising
    scales = fit(seen.layout, seen.working, before).scales
    for row in range(start, seen.size):
        first = row - trigger.days + 1
        fitted = fit(seen.layout, seen.working, seen.rows[seen.rows < first], scales)
        middle, covariance = fitted.predict(range(first, row + 1))
        usual[shift + row] = float(seen.scale.plain(middle)[-1])
        open_days = np.isin(np.arange(first, row + 1), seen.rows)
        off = (seen.working[first : row + 1] - middle)[open_days].sum()
        wide = float(np.sqrt(covariance[np.ix_(open_days, open_days)].sum()))
        surprising[shift + row] = bool(open_days.any()) and _sign(trigger) * off / max(wide, 1e-12) >= BEYOND_CHANCE  # fmt: skip
    return usual, surprising


def _why(metric: Metric, value: Array, usual: Array, trigger: Trigger) -> Callable[[int], Text]:
    def why(row: int) -> Text:
        return WHY[trigger.compare].format(
            metric=metric.name, n=shown(value[row], metric), usual=shown(usual[row], metric), days=trigger.days,
            part=percent_of(trigger),
        )  # fmt: skip

    return why


def percent_of(trigger: Trigger) -> str:
    """Return the threshold of a fall or a rise in percent."""
    from lianyi.core.numbers import ratio

    return ratio(trigger.threshold)


def shown(value: float, metric: Metric) -> Text:
    """Return a value of the metric as a sentence holds it."""
    from lianyi.core import numbers

    if np.isnan(value):
        return Text("—", "—")
    if metric.unit == "money":
        minor = round(float(value))
        return Text(numbers.money(minor, lang="zh"), numbers.money(minor, lang="en"))
    if metric.unit == "ratio":
        return Text(numbers.ratio(float(value)), numbers.ratio(float(value)))
    text = numbers.number(float(value), decimals=0 if metric.unit == "count" else 1)
    return Text(text, text)


WHY = {
    "below": Text("{metric}是{n}，线在{usual}以下（连续{days}天）", "{metric} is {n}; the line is below {usual} ({days} days in a row)"),
    "above": Text("{metric}是{n}，线在{usual}以上（连续{days}天）", "{metric} is {n}; the line is above {usual} ({days} days in a row)"),
    "drop": Text("{metric}是{n}，平时这一天{usual}；线是低{part}（连续{days}天）", "{metric} is {n} where {usual} is usual; the line is {part} lower ({days} days in a row)"),
    "rise": Text("{metric}是{n}，平时这一天{usual}；线是高{part}（连续{days}天）", "{metric} is {n} where {usual} is usual; the line is {part} higher ({days} days in a row)"),
}  # fmt: skip
