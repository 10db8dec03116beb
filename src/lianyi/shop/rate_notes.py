"""Telling a number that it leaves out orders in another currency: amounts without a rate are null."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from lianyi.metrics.book import Book
from lianyi.metrics.reasons import because
from lianyi.metrics.result import Note

if TYPE_CHECKING:
    from lianyi.facts.rates import MissingRate
    from lianyi.metrics.declaration import Metric
    from lianyi.metrics.reasons import Reason
    from lianyi.metrics.result import MetricResult

OF_ORDERS = ("orders", "orders_all", "order_lines", "refunds", "people", "cohort_months")


def with_rate_notes(
    result: MetricResult, missing: Sequence[MissingRate], own: Sequence[Metric] = ()
) -> MetricResult:
    """Return `result` with a note per amount, store and currency that lacks rates in its period."""
    if not missing:
        return result
    book = Book(own)
    amounts = [key for key, metric in result.metrics.items() if _is_amount(metric, book)]
    notes = [
        Note(key, f"{m.platform}/{m.store}:{m.currency}", _reason(m))
        for key in amounts
        for m in _touching(result, missing)
    ]
    return replace(result, notes=(*result.notes, *notes))


def _reason(missing: MissingRate) -> Reason:
    days = missing.from_day
    if missing.to_day != missing.from_day:
        days = f"{missing.from_day}..{missing.to_day}"
    return because("rate_missing", n=missing.orders, currency=missing.currency, days=days)


def _is_amount(metric: Metric, book: Book) -> bool:
    measures = book.measures(metric)
    return any(m.view in OF_ORDERS and "_fen" in m.value for m in measures)


def _touching(result: MetricResult, missing: Sequence[MissingRate]) -> Iterator[MissingRate]:
    """Yield those with orders in the period; orders without a day may be in any."""
    period = result.period
    for one in missing:
        if period is None or not one.from_day:
            yield one
            continue
        first, last = (date.fromisoformat(day) for day in (one.from_day, one.to_day))
        if first <= period.last and last >= period.start:
            yield one
