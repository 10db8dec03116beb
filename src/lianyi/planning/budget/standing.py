"""The budget as it stands: the plan's lines against everything that was agreed and spent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from lianyi.core.calendar.period_text import parse_period
from lianyi.core.calendar.periods import Period
from lianyi.planning.budget.allotted import allot
from lianyi.planning.budget.amounts import Amount
from lianyi.planning.budget.committed import committed
from lianyi.planning.budget.facts import agreements, commissions, payments, redemptions
from lianyi.planning.budget.pace import Pace, pace, stale_day
from lianyi.planning.budget.placements import fees
from lianyi.planning.budget.places import Places
from lianyi.planning.budget.table import Axis, BudgetRow, BudgetTable, table
from lianyi.planning.model.budget import BudgetLine
from lianyi.planning.model.plan import Plan

if TYPE_CHECKING:
    from lianyi.analyses.data import Data


@dataclass(frozen=True)
class Money:
    """Everything spent up to `as_of`, and everything committed then."""

    as_of: date
    spent: tuple[Amount, ...]
    committed: tuple[Amount, ...]
    stale: date | None

    def within(self, months: Sequence[str]) -> Money:
        """Return what falls into `months`."""
        inside = set(months)
        spent, held = (
            tuple(a for a in amounts if a.month in inside) for amounts in (self.spent, self.committed)
        )  # fmt: skip
        return Money(self.as_of, spent, held, self.stale)


@dataclass(frozen=True)
class Standing:
    """The table of `months` along one axis, with the pace of each row (by its key) and of the total (`total`)."""

    plan: Plan
    months: tuple[str, ...]
    money: Money
    places: Places
    table: BudgetTable

    def pace(self, row: BudgetRow) -> Pace:
        """Return the pace of a row."""
        return pace(row, self.plan, self.money.as_of, self.money.stale)

    @property
    def time_gone(self) -> tuple[int, int]:
        """Days of the months that are over, and all of them."""
        days = [day for month in self.months for day in parse_period(month)]
        return sum(1 for day in days if day <= self.money.as_of), len(days)


def last_day(data: Data) -> date:
    """Return the last day that is over."""
    return data.today - timedelta(days=1)


def money(plan: Plan, data: Data | None, as_of: date, since: date) -> Money:
    """Return what was spent from `since` to `as_of` and is committed at its end; without a shop only campaigns count."""
    places = Places(plan.channels)
    if data is None:
        return Money(as_of, (), tuple(committed(plan.campaigns, (), (), places, as_of)), None)
    engine = data.engine
    paid = payments(engine, as_of)
    found = fees(agreements(engine, as_of), paid)
    spent = [
        *(p.amount for p in paid), *found.spent, *commissions(engine, since, as_of), *redemptions(engine, since, as_of)
    ]  # fmt: skip
    spent = [a for a in spent if since <= a.day <= as_of]
    held = committed(plan.campaigns, spent, found.committed, places, as_of)
    covered = [(row[1], row[2], row[4]) for row in engine.coverage if row[0] == "spend"]
    return Money(as_of, tuple(spent), tuple(held), stale_day(covered, as_of) if covered else None)


def standing(
    plan: Plan, data: Data | None, axis: Axis, month: Period | None, as_of: date
) -> Standing:
    """Return the budget along `axis` in `month`; None means all months that the plan has money for.

    Facts of months without any line count where they are asked for by name: nothing that was spent is left out of the
    month it was spent in.
    """
    months = (month.key,) if month is not None else planned_months(plan, as_of)
    first = min(parse_period(m).start for m in months)
    # A campaign may have spent in the months before.
    starts = [c.from_day for c in plan.campaigns] + [p.from_day for c in plan.campaigns for p in c.phases]  # fmt: skip
    every = money(plan, data, as_of, min([first, *starts]))
    return arranged(plan, axis, months, every)


def arranged(plan: Plan, axis: Axis, months: Sequence[str], every: Money) -> Standing:
    """Return the table of `months` along `axis` of money that was read already."""
    places = Places(plan.channels)
    inside = every.within(months)
    lines: list[BudgetLine] = [line for line in plan.budget.lines if line.month in set(months)]
    spent, held = (allot(found, lines, places) for found in (inside.spent, inside.committed))
    return Standing(
        plan, tuple(months), inside, places, table(plan, axis, lines, spent, held, places)
    )


def planned_months(plan: Plan, as_of: date) -> tuple[str, ...]:
    """Return the months that the plan has money for, the month of `as_of` where there is none."""
    return tuple(sorted({line.month for line in plan.budget.lines})) or (f"{as_of:%Y-%m}",)
