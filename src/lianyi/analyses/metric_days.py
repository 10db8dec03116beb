"""A metric day by day, as forecasts, alarms and bands need it: what nobody knows is null, never 0.

A day counts as known where every source that has begun by then covers it whole. The last, partial day of an export and the
days that one of several platforms misses would look like a fall.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from lianyi.core.calendar.periods import Period, between
from lianyi.core.errors import LianyiError
from lianyi.core.translation import same
from lianyi.metrics.book import Book
from lianyi.metrics.declaration import Measure, Metric
from lianyi.metrics.query import MetricQuery
from lianyi.metrics.scope import Source, delivered
from lianyi.stats.daily_series import Series

if TYPE_CHECKING:
    import numpy.typing as npt

    from lianyi.analyses.data import Data

    Mask = npt.NDArray[np.bool_]

ENDED_DAYS = 28
"""A source without data for so long before the newest day has ended: its days after that are no holes."""
SIDES = ("day_numerator", "day_denominator")
Ranges = Sequence[tuple[date, date]]


@dataclass(frozen=True)
class Days:
    """A metric by day. Of a ratio, `above` and `below` are its sides, and `scale` × above ÷ below is the value.

    `ended` are sources that stopped delivering, `holes` how many days inside the history are not known.
    """

    metric: Metric
    series: Series
    above: Series | None = None
    below: Series | None = None
    scale: int = 1
    additive: bool = True
    ended: tuple[Source, ...] = ()

    @property
    def last(self) -> date:
        """The last day that is known."""
        return self.series.day(int(self.series.known[-1]))

    @property
    def holes(self) -> int:
        """Days that are not known between the first and the last one that is."""
        known = self.series.known
        return int(known[-1] - known[0] + 1 - len(known)) if len(known) else 0


def metric_days(data: Data, key: str, until: date | None = None, where: str = "") -> Days:
    """Return metric `key` by day up to `until` (default: yesterday), of the facts that fulfil `where`.

    Refuses with `metric.unknown`, `days.not_by_day` (an estimate, a product of three, a number without a day).
    """
    found = Book().get(key)
    if found.analysed:
        raise LianyiError("days.not_by_day", metric=key)
    metric = data.metric(MetricQuery((key,), between(data.today, data.today), "day")).metrics[key]
    if metric.ratio and metric.ratio.times:
        raise LianyiError("days.not_by_day", metric=key)
    covered = _covered(data, metric)
    period = _span(data, covered, until)
    whole, ended = _whole_days(covered, delivered(data.engine).partial, period)
    series = _series(data, metric, period, whole, where)
    if not len(series.known):
        raise LianyiError("days.not_yet", metric=key)
    if metric.ratio is None:
        return Days(metric, series, additive=is_additive(metric), ended=ended)
    sides = [
        _series(data, _side(part, name), period, whole, where)
        for part, name in zip((metric.ratio.numerator, metric.ratio.denominator), SIDES, strict=True)
    ]  # fmt: skip
    above, below = sides
    return Days(metric, series, above, below, metric.ratio.scale, additive=False, ended=ended)


def parts_by_day(data: Data, days: Days, by: str) -> dict[str, Series]:
    """Return a sum by day for every part of dimension `by`; refuses what the metric cannot be split by.

    A part without a row on a known day has 0 there.
    """
    period = between(days.series.first, days.series.day(len(days.series.values) - 1))
    rows = data.metric(MetricQuery((days.metric.key,), period, "day", (by,))).rows
    whole = ~np.isnan(days.series.values)
    found: dict[str, npt.NDArray[np.float64]] = {}
    for row in rows:
        values = found.setdefault(str(row[by]), np.where(whole, 0.0, np.nan))
        place = (date.fromisoformat(row["day"]) - period.start).days
        if whole[place]:
            values[place] = _number(row[days.metric.key])
    return {name: Series(period.start, values) for name, values in found.items()}


def is_additive(metric: Metric) -> bool:
    """Return whether days may be added up: people counted once a day may not."""
    if metric.ratio:
        return False
    return all(m.additive for m in Book().measures(metric)) if not metric.own else True


def _covered(data: Data, metric: Metric) -> dict[Source, list[Ranges]]:
    there = delivered(data.engine)
    found: dict[Source, list[Ranges]] = {}
    for measure in Book().measures(metric) if not metric.own else []:
        for source, ranges in there.ranges(measure, measure.view).items():
            found.setdefault(source, []).append(ranges)
    return found


def _span(data: Data, covered: Mapping[Source, Sequence[Ranges]], until: date | None) -> Period:
    ends = [r for parts in covered.values() for ranges in parts for r in ranges]
    bounded = [(a, b) for a, b in ends if a != date.min and b != date.max]
    orders = data.period(None)
    first = min((a for a, _ in bounded), default=orders.start)
    last = max((b for _, b in bounded), default=orders.last)
    yesterday = data.today - timedelta(days=1)
    last = min(last, yesterday, until or yesterday)
    return between(min(first, last), last)


def _whole_days(
    covered: Mapping[Source, Sequence[Ranges]], partial: Mapping[Source, date], period: Period
) -> tuple[Mask, tuple[Source, ...]]:
    """Return which days of `period` every source that has begun covers whole, and the sources that have ended."""
    whole = np.ones(len(period), dtype=bool)
    ended = []
    for source, parts in covered.items():
        own = np.ones(len(period), dtype=bool)
        for ranges in parts:
            own &= _inside(ranges, period)
        broken = partial.get(source)
        if broken is not None and broken in period:
            own[(broken - period.start).days] = False
        places = np.flatnonzero(own)
        if not len(places):
            continue
        own[: places[0]] = True
        if len(period) - 1 - places[-1] > ENDED_DAYS:
            own[places[-1] + 1 :] = True
            ended.append(source)
        whole &= own
    return whole, tuple(ended)


def _inside(ranges: Ranges, period: Period) -> Mask:
    found = np.zeros(len(period), dtype=bool)
    for first, last in ranges:
        if last >= period.start and first <= period.last:
            start = max((first - period.start).days, 0) if first != date.min else 0
            end = (min(last, period.last) - period.start).days
            found[start : end + 1] = True
    return found


def _side(part: str | Measure, name: str) -> str | Metric:
    if isinstance(part, str):
        return part
    return Metric(key=name, name=same(name), family="own", unit="number", definition=same(name), measure=part, own=True)  # fmt: skip


def _series(
    data: Data, metric: str | Metric, period: Period, whole: Mask, where: str = ""
) -> Series:
    from lianyi.metrics.run import answer

    key = metric if isinstance(metric, str) else metric.key
    query = MetricQuery((key,), period, "day", where=where or None)
    if isinstance(metric, str) or key not in SIDES:
        rows = data.metric(query).rows
    else:
        rows = answer(data.engine, query, calendar=data.calendar, today=data.today, own=(metric,)).rows  # fmt: skip
    values = np.full(len(period), np.nan)
    for row in rows:
        values[(date.fromisoformat(row["day"]) - period.start).days] = _number(row[key])
    return Series(period.start, np.where(whole, values, np.nan))


def _number(value: float | None) -> float:
    return float("nan") if value is None else float(value)
