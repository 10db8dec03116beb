"""Targets within reach: from where the shop's own history says that a metric will land."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor, log10
from typing import TYPE_CHECKING

from lianyi.core.calendar.periods import Period, between, last_complete_month
from lianyi.core.money import minor_digits
from lianyi.planning.goals.figures import exact
from lianyi.planning.goals.measured import Measured, last_known, measured
from lianyi.planning.goals.outlook import landing
from lianyi.planning.goals.standing import memory_of

if TYPE_CHECKING:
    from lianyi.analyses.data import Data
    from lianyi.metrics.declaration import Metric

FIGURES = 2
"""A target is written with so many figures, rounded so that it stays in reach: nobody aims at 76,543.21."""
MONTHS_BEFORE = 3


@dataclass(frozen=True)
class Reach:
    """A target in the metric's major unit, and what it was taken from (the same unit)."""

    metric: Metric
    target: Decimal
    expected: Fraction
    is_forecast: bool
    currency: str = "CNY"


def reachable(data: Data, key: str, period: Period) -> Reach | None:
    """Return a target for metric `key` at the end of `period`; None where nothing is known of it.

    It is the expected landing, rounded to the easier side: even odds, for people to raise. Where a metric cannot be
    forecast it is what the last full months brought, by the day for counts.
    """
    found = measured(data, key, "", period, last_known(data))
    metric = found.metric
    if metric is None:
        return None
    ahead = landing(found, period, data.calendar, memory=memory_of(data))
    lower = metric.direction == "down_good"
    if ahead.mid is not None:
        return _reach(metric, ahead.mid, found.currency, lower=lower, is_forecast=True)
    usual = _usual(data, found, key, period)
    if usual is None:
        return None
    return _reach(metric, usual, found.currency, lower=lower, is_forecast=False)


def _usual(data: Data, found: Measured, key: str, period: Period) -> Fraction | None:
    """Return what the last full months brought, scaled to the length of `period` for what grows by the day."""
    newest = last_complete_month(last_known(data))
    values = []
    for back in range(MONTHS_BEFORE):
        month = newest.stepped(-back)
        one = measured(data, key, "", month, month.last)
        if one.value is not None and one.known_to == month.last:
            values.append(one.value / len(month) if found.flows else one.value)
    if not values:
        return None
    mean = sum(values, Fraction(0)) / len(values)
    return mean * len(period) if found.flows else mean


def _reach(
    metric: Metric, value: Fraction, currency: str, *, lower: bool, is_forecast: bool
) -> Reach | None:
    scale = 10 ** minor_digits(currency) if metric.unit == "money" else 1
    amount = exact(value) / scale
    least = Fraction(1) if metric.unit == "count" else Fraction(1, 100)
    target = shortened(amount, up=lower, whole=metric.unit == "count")
    return None if target <= 0 else Reach(metric, target, max(amount, least), is_forecast, currency)


def shortened(value: Fraction, *, up: bool = False, whole: bool = False) -> Decimal:
    """Return `value` with `FIGURES` figures, down (or up), so that it stays in reach.

    >>> (
    ...     shortened(Fraction(765_432, 10)),
    ...     shortened(Fraction(2_849, 100_000)),
    ...     shortened(Fraction(0)),
    ... )
    (Decimal('76000'), Decimal('0.028'), Decimal('0'))
    """
    if value <= 0:
        return Decimal(0)
    exponent = floor(log10(value)) - FIGURES + 1
    if whole:
        exponent = max(exponent, 0)
    step = Fraction(10) ** exponent
    count = -(-value // step) if up else value // step
    written = Decimal(int(count)).scaleb(exponent)
    return Decimal(int(written)) if exponent >= 0 else written


def months_of(period: Period) -> list[Period]:
    """Return the months of a plan."""
    return period.buckets("month")


def plan_period(first: Period) -> Period:
    """Return three months from `first` on."""
    return between(first.start, first.stepped(2).last)
