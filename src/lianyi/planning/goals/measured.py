"""What the metrics say of a goal so far: its value to date, its history by day, or why there is nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from lianyi.analyses.metric_days import Days, metric_days
from lianyi.core.calendar.periods import Period, between
from lianyi.core.errors import LianyiError
from lianyi.core.translation import Text
from lianyi.core.wording import told
from lianyi.metrics.query import MetricQuery
from lianyi.planning.goals.figures import exact

if TYPE_CHECKING:
    from lianyi.analyses.data import Data
    from lianyi.metrics.declaration import Metric
    from lianyi.metrics.result import MetricResult

UNASKABLE = ("days.not_by_day", "days.not_yet")
NOT_BEGUN = Text(
    "数据只到{day}，这个目标从{start}算起",
    "Data end on {day}; this goal begins on {start}",
)
NO_VALUE = Text("这段时间没有这个指标的数据", "This metric has no data for these days")


@dataclass(frozen=True)
class Measured:
    """A metric over the part of a period that is known. `value` is exact, money in minor units.

    `value` is None where nothing is known: `why` then says so in one sentence. `known_to` is the last day that counts
    (at most the last of the period); `has_not_begun` where it lies before the period. `days` is None where the metric
    has no days.
    """

    metric: Metric | None
    currency: str = "CNY"
    value: Fraction | None = None
    known_to: date | None = None
    days: Days | None = None
    why: Text | None = None
    is_wrong: bool = False
    has_not_begun: bool = False

    @property
    def flows(self) -> bool:
        """Whether the value grows day by day, so that it can be held against time."""
        metric = self.metric
        if metric is None or metric.kind in ("ratio", "estimate"):
            return False
        return metric.unit in ("money", "count")

    @property
    def is_price(self) -> bool:
        """Whether it is money per something."""
        return bool(self.metric and self.metric.unit == "money" and self.metric.kind == "ratio")


def measured(data: Data, key: str, where: str, period: Period, until: date) -> Measured:
    """Return metric `key` from the start of `period` to its end or `until`, whichever comes first.

    An unknown metric or column is told in `why` with `is_wrong`: the plan must be changed, not the data.
    """
    try:
        return _measured(data, key, where, period, until)
    except LianyiError as refusal:
        return Measured(None, why=told(refusal.code, refusal.facts), is_wrong=True)


def _measured(data: Data, key: str, where: str, period: Period, until: date) -> Measured:
    days = _days(data, key, where, until)
    last = min(days.last if days else min(data.period(None).last, until), period.last)
    span = between(period.start, max(last, period.start))
    answer = data.metric(MetricQuery((key,), span, where=where or None))
    metric = answer.metrics[key]
    if last < period.start:
        why = NOT_BEGUN.format(day=last, start=period.start)
        return Measured(metric, answer.currency, None, last, days, why, has_not_begun=True)
    value = answer.rows[0][key] if answer.rows else None
    if value is None:
        return Measured(metric, answer.currency, None, last, days, _reason(answer, key))
    return Measured(metric, answer.currency, exact(value), last, days)


def _days(data: Data, key: str, where: str, until: date) -> Days | None:
    """Return the metric by day; None where it has no days or none is known yet."""
    try:
        return metric_days(data, key, until, where)
    except LianyiError as refusal:
        if refusal.code in UNASKABLE:
            return None
        raise


def _reason(answer: MetricResult, key: str) -> Text:
    reason = answer.reason(0, key) if answer.rows else answer.unavailable.get(key)
    return reason.text if reason else NO_VALUE


def last_known(data: Data, until: date | None = None) -> date:
    """Return the last day that a check made now may speak of: yesterday, or `until` where that is earlier."""
    yesterday = data.today - timedelta(days=1)
    return yesterday if until is None else min(until, yesterday)
