"""Weeks from a shop: sales by week, spend by channel and week, sales days and long holidays as controls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from lianyi.analyses.observed import observed
from lianyi.analyses.response import words
from lianyi.analyses.response.weeks import WEEK_DAYS, Array, Weeks
from lianyi.core.errors import LianyiError

if TYPE_CHECKING:
    from lianyi.analyses.data import Data
    from lianyi.analyses.response import Response
    from lianyi.core.calendar.business import BusinessCalendar
    from lianyi.core.calendar.periods import Period

TARGET = "gmv_paid"
MOST_CHANNELS = 8
OTHERS = "其他"
LONG_HOLIDAY = 3
SALES_DAYS, HOLIDAYS = "大促日", "长假日"
COLUMNS: Mapping[str, Sequence[str]] = {
    "channel": ("channel",),
    "category": ("category", "channel"),
    "platform": ("platform",),
    "plan": ("plan_name", "plan_no"),
}


def from_shop(asked: Response, data: Data) -> Weeks:
    """Return the whole weeks that both orders and spend cover, until the end of the period asked for.

    Refuses with `run.missing_source` and `response.not_yet`.
    """
    sales, spend = observed(data, asked.KEY), observed(data, asked.KEY, ("spend",))
    end = min(sales.over, spend.over)
    if asked.period:
        end = min(end, data.period(asked.period).last)
    weeks = _weeks(max(sales.first, spend.first), end)
    if weeks is None:
        raise LianyiError("response.not_yet", weeks=0, fewest=words.FEWEST)
    channels, spent = _spent(data, asked, weeks)
    if not channels:
        raise LianyiError("response.no_spend")
    return Weeks(
        np.array([day.toordinal() for day in weeks]),
        _sold(data, asked.target or TARGET, weeks),
        spent,
        channels,
        calendar_controls(data.calendar, weeks),
        asked.target or TARGET,
        "money",
        tuple(dict.fromkeys((*sales.warnings, *spend.warnings))),
    )


def _weeks(first: date, last: date) -> list[date] | None:
    """Return the Mondays of the whole weeks within both days; None where there is none."""
    monday = first + timedelta(days=-first.weekday() % WEEK_DAYS)
    count = ((last - monday).days + 1) // WEEK_DAYS
    return [monday + timedelta(days=WEEK_DAYS * n) for n in range(count)] if count > 0 else None


def _period(weeks: Sequence[date]) -> Period:
    from lianyi.core.calendar.periods import between

    return between(weeks[0], weeks[-1] + timedelta(days=WEEK_DAYS - 1))


def _sold(data: Data, metric: str, weeks: Sequence[date]) -> Array:
    from lianyi.metrics.query import MetricQuery

    rows = data.metric(MetricQuery((metric,), _period(weeks), "week")).rows
    return np.array([float(row[metric] or 0) for row in rows])


def _spent(data: Data, asked: Response, weeks: Sequence[date]) -> tuple[tuple[str, ...], Array]:
    """Return the channels, the largest first, and their spend [channels, weeks]; many small ones become one."""
    has = set(data.engine.columns("spend"))
    known = [c for c in COLUMNS[asked.by] if c in has]
    label = f"coalesce({', '.join([*known, 'platform'])})"
    if asked.by == "channel" and "category" in has:
        label = (
            f"CASE WHEN count(DISTINCT category) OVER (PARTITION BY {label}) > 1 AND category IS NOT NULL "
            f"THEN {label} || '·' || category ELSE {label} END"
        )
    sql = (
        "SELECT name, week, sum(spend_fen) FROM ("
        f"SELECT {label} AS name, day - (isodow(day) - 1)::INT AS week, spend_fen FROM spend WHERE day BETWEEN ? AND ?"
        ") GROUP BY ALL"
    )
    period = _period(weeks)
    rows = data.engine.rows(sql, [period.start, period.last])
    place = {day: n for n, day in enumerate(weeks)}
    found: dict[str, Any] = {}
    for name, week, fen in rows:
        found.setdefault(name, np.zeros(len(weeks)))[place[_day(week)]] += int(fen or 0)
    order = sorted(found, key=lambda name: (-found[name].sum(), name))
    kept = order if len(order) <= MOST_CHANNELS else order[: MOST_CHANNELS - 1]
    if len(kept) < len(order):
        found[OTHERS] = sum(found[name] for name in order[len(kept) :])
        kept = [*kept, OTHERS]
    return tuple(kept), np.stack([found[n] for n in kept]) if kept else np.zeros((0, len(weeks)))


def _day(value: Any) -> date:
    return value.date() if hasattr(value, "date") else value  # type: ignore[no-any-return]  # DuckDB dates


def calendar_controls(calendar: BusinessCalendar, weeks: Sequence[date]) -> dict[str, Array]:
    """Return per week the share of its days within major sales, and within holidays of three days and more."""
    from lianyi.core.calendar.chart_marks import marks
    from lianyi.core.calendar.sales import windows

    period = _period(weeks)
    sales = [w.period for w in windows(calendar.sales, period) if w.sale.major]
    rest = [m.period for m in marks(period, calendar) if m.kind == "holiday" and len(m.period) >= LONG_HOLIDAY]  # fmt: skip
    return {SALES_DAYS: _shares(sales, weeks), HOLIDAYS: _shares(rest, weeks)}


def _shares(spans: Sequence[Period], weeks: Sequence[date]) -> Array:
    days = {day for span in spans for day in span.days()}
    return np.array(
        [sum(week + timedelta(days=n) in days for n in range(WEEK_DAYS)) / WEEK_DAYS for week in weeks]
    )  # fmt: skip
