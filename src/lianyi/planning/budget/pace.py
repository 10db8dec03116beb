"""Pace: how much of the time is gone, how much of the money, and whether that is too fast for the time of the month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from lianyi.core.calendar.period_text import parse_period
from lianyi.planning.budget.curve import expected_share, money_of
from lianyi.planning.budget.table import BudgetRow
from lianyi.planning.model.campaigns import Category
from lianyi.planning.model.plan import Plan

State = Literal["on", "fast", "over", "stale", "unplanned"]
# So many points of the money ahead of what was expected by now is too fast.
FAST = Fraction(1, 10)
STALE_DAYS = 3


@dataclass(frozen=True)
class Pace:
    """Shares of 1. `spent` is of what was planned (None where nothing was), `expected` what it should be by now."""

    time: Fraction
    spent: Fraction | None
    expected: Fraction
    state: State

    @property
    def warns(self) -> bool:
        """Whether money goes out too fast, or more went out than was planned."""
        return self.state in ("fast", "over")


def pace(row: BudgetRow, plan: Plan, as_of: date, stale: date | None) -> Pace:
    """Return the pace of one row at the end of `as_of`. Its money is expected as that of its months and categories is.

    `stale` is the day on which the source of spend stops, where that is too long ago: then nothing is judged but what is
    over the plan already.
    """
    planned: dict[tuple[str, Category], int] = defaultdict(int)
    for line in row.lines:
        planned[line.month, line.category] += line.planned_fen
    days, gone = 0, 0
    for month in sorted({m for m, _ in planned}):
        period = parse_period(month)
        days += len(period)
        gone += sum(1 for day in period if day <= as_of)
    time = Fraction(gone, days) if days else Fraction(0)
    if row.planned_fen <= 0:
        return Pace(time, None, time, "unplanned")
    expected = Fraction(0)
    for (month, category), fen in planned.items():
        whole = sum(
            n.planned_fen for n in plan.budget.lines if (n.month, n.category) == (month, category)
        )
        held = money_of(plan.campaigns, category)
        expected += expected_share(parse_period(month), as_of, whole, held) * fen
    expected /= row.planned_fen
    spent = Fraction(row.spent_fen, row.planned_fen)
    return Pace(time, spent, expected, _state(spent, expected, stale))


def _state(spent: Fraction, expected: Fraction, stale: date | None) -> State:
    if spent > 1:
        return "over"
    if stale is not None:
        return "stale"
    return "fast" if spent >= expected + FAST else "on"


def stale_day(covered: Sequence[tuple[str, str, date]], as_of: date) -> date | None:
    """Return where the source of spend stops, if that is `STALE_DAYS` or more before `as_of`.

    `covered` are platform, store and last day of each source. One that stopped over 45 days ago was given up and ages
    nobody.

    >>> stale_day([("douyin", "main", date(2026, 9, 10))], date(2026, 9, 13))
    datetime.date(2026, 9, 10)
    """
    last: dict[tuple[str, str], date] = {}
    for platform, store, day in covered:
        last[platform, store] = max(day, last.get((platform, store), day))
    running = [day for day in last.values() if (as_of - day).days <= 45] or list(last.values())
    oldest = min(running, default=None)
    return oldest if oldest is not None and (as_of - oldest).days >= STALE_DAYS else None
