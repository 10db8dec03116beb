"""From another budget to what it adds to the GMV goals: month by month, each month to the goals that contain it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from lianyi.core.calendar.period_text import parse_period
from lianyi.core.money import minor_digits
from lianyi.planning.model.campaigns import Category
from lianyi.planning.model.plan import Plan
from lianyi.planning.what_if.changes import BudgetChange
from lianyi.planning.what_if.recompute import NONE_ADDED, Added
from lianyi.planning.what_if.returns import Return

if TYPE_CHECKING:
    from lianyi.planning.goals.standing import Standing

GMV = "gmv_paid"
WEEK_DAYS = 7
Months = dict[tuple[Category, str], Fraction]


def changed_months(
    plan: Plan, changes: Sequence[BudgetChange], today: date, currency: str
) -> tuple[Months, Months]:
    """Return the planned money by category and month (minor units) before and after `changes`.

    A change of all months is shared over those that are not over, in proportion to what they have (evenly where that is
    nothing): what was planned for months that are over has been spent or not, and no decision changes it.
    """
    before: Months = {}
    for line in plan.budget.lines:
        key = (line.category, line.month)
        before[key] = before.get(key, Fraction(0)) + line.planned_fen
    after, scale = dict(before), 10 ** minor_digits(currency)
    open_months = _open_months(plan, today)
    for change in changes:
        months = [change.month] if change.month else open_months
        now = {month: after.get((change.category, month), Fraction(0)) for month in months}
        whole = sum(now.values(), Fraction(0))
        wanted = change.amount.of(whole, scale)
        for month, amount in now.items():
            share = amount / whole if whole else Fraction(1, len(months))
            after[change.category, month] = wanted * share
    return before, after


def _open_months(plan: Plan, today: date) -> list[str]:
    months = {line.month for line in plan.budget.lines if parse_period(line.month).last >= today}
    return sorted(months) or [f"{today:%Y-%m}"]


def added_to_goals(
    trees: Sequence[Standing], before: Months, after: Months, known: Mapping[Category, Return]
) -> dict[str, Added]:
    """Return what the difference adds to each GMV goal: the months that its time contains, of all channels only."""
    found: dict[str, Added] = {}
    for one in (one for tree in trees for one in tree.walk()):
        period = one.placed.period
        if one.placed.metric != GMV or one.placed.where or period is None:
            continue
        total, is_moved = NONE_ADDED, False
        for (category, month), amount in after.items():
            was = before.get((category, month), Fraction(0))
            days = parse_period(month)
            shared = days.shared(period)
            if amount != was and shared:
                weeks = Fraction(len(days), WEEK_DAYS)
                whole = _worth(known[category], was, amount, weeks)
                total += whole.part(Fraction(shared, len(days)))
                is_moved = True
        if is_moved:
            found[one.goal.id] = total
    return found


def _worth(known: Return, before: Fraction, after: Fraction, weeks: Fraction) -> Added:
    """Return what another amount in a month of `weeks` brings: by the curve, else the same for every yuan."""
    if known.curve is not None:
        value, *around = (v * weeks for v in known.curve(before / weeks, after / weeks))
    else:
        by = after - before
        value = known.value * by
        if known.low is None or known.high is None:
            return Added(value)
        around = [known.low * by, known.high * by]
    return Added(value, *sorted(around))
