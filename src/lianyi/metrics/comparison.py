"""A number beside the one of another period: `{key}__base` and `{key}__change`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from lianyi.core.calendar.periods import Period
from lianyi.metrics.counting import Counted
from lianyi.metrics.declaration import Metric
from lianyi.metrics.reasons import Reason
from lianyi.metrics.scope import Delivered
from lianyi.metrics.table import Cell, bucket_label

ORDERS = "orders"


def same_elapsed(
    period: Period, base: Period, data: Delivered, today: date | None
) -> tuple[Period, Period]:
    """Return both periods cut to the days that are over and complete in the first one.

    A running period is compared with the same elapsed part; the last, partial day of an export is left out.
    `period` itself comes back where nothing has to be cut.
    """
    last = last_complete_day(data, today)
    if last is None or period.last <= last or last < period.start:
        return period, base
    days = (last - period.start).days + 1
    end = min(base.end, base.start + timedelta(days=days))
    return Period(period.start, last + timedelta(days=1)), Period(base.start, end)


def last_complete_day(data: Delivered, today: date | None) -> date | None:
    """Return the newest day that orders cover wholly; a day on which some export broke off is not whole."""
    ends = [r[-1][1] for (table, _), r in data.days.items() if table == ORDERS]
    if not ends:
        return None
    broken = set(data.partial.values())
    last = max(ends)
    if today:
        last = min(last, today - timedelta(days=1))
    while last in broken:
        last -= timedelta(days=1)
    return last


Gap = Callable[[str, int | None, int | None], Reason | None]


def add(
    rows: list[dict[str, Any]],
    now: Counted,
    before: Counted,
    metrics: Mapping[str, Metric],
    gap: Gap,
) -> dict[tuple[int, str], Reason]:
    """Write base and change of every metric into `rows`; return why changes of numbers were left out.

    The change of an amount is relative (null where the base is 0, negative or null), that of a ratio is the
    difference. Buckets are matched by their order within the period, cells by their dimensions. `gap` is
    asked for a metric, the number of its cell and that of the base's, and answers why not to compare them.
    """
    current, earlier = _by_place(now), _by_place(before)
    grain = now.cut.grain
    left_out: dict[tuple[int, str], Reason] = {}
    for at, row in enumerate(rows):
        place = tuple(row[key] for key in now.cut.by)
        buckets = current[place]
        bucket = row[grain] if grain else None
        order, number = buckets.get(bucket, (-1, None))
        then = dict(earlier[place].values())
        for key, metric in metrics.items():
            value, was = _at(now, key, number), _at(before, key, then.get(order))
            lacking = gap(key, number, then.get(order))
            if lacking is not None:
                left_out[at, key] = lacking
            row[f"{key}__base"] = was
            row[f"{key}__change"] = None if lacking else change(value, was, metric)
    for key in dict.fromkeys(key for _, key in left_out):
        for at, row in enumerate(rows):
            found = left_out.get((at, key))
            row[f"{key}__why"] = found.why if found else None
    return left_out


def change(value: Any, base: Any, metric: Metric) -> float | None:
    """Return how `value` differs from `base`: relative for amounts, the difference for ratios."""
    if value is None or base is None:
        return None
    if metric.unit == "ratio":
        return float(value) - float(base)
    return value / base - 1 if base > 0 else None


def _by_place(counted: Counted) -> dict[Cell, dict[str | None, tuple[int, int]]]:
    """Return, for each combination of dimensions, its buckets with their order and their cell."""
    grain = counted.cut.grain
    skip = 1 if grain else 0
    found: dict[Cell, dict[str | None, tuple[int, int]]] = {}
    for number, cell in enumerate(counted.table.cells):
        bucket = bucket_label(cell[0], grain) if grain else None
        buckets = found.setdefault(cell[skip:], {})
        buckets[bucket] = (len(buckets), number)
    return found


def _at(counted: Counted, key: str, number: int | None) -> Any:
    if number is None or key not in counted.columns:
        return None
    return counted.columns[key][number]
