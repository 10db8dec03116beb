"""What a person wants to change, as it is written: `budget.kol=20000`, `budget.ads.2026-12=+20%`, `gmv.visitors=5万`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from lianyi.core.errors import LianyiError
from lianyi.planning.budget.categories import CATEGORIES
from lianyi.planning.model.base import read_amount
from lianyi.planning.model.campaigns import Category
from lianyi.planning.model.goals import Goal
from lianyi.planning.model.plan import Plan

How = Literal["to", "by", "times"]
MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
BUDGET, GOAL = "budget", "goal"


@dataclass(frozen=True)
class Amount:
    """A value to set (`to`), to add (`by`) or to multiply with (`times`), in the unit that was written."""

    how: How
    value: Decimal

    def of(self, before: Fraction, scale: int = 1) -> Fraction:
        """Return what `before` becomes; `scale` minor units are one unit as written.

        >>> (
        ...     Amount("times", Decimal("1.2")).of(Fraction(500)),
        ...     Amount("by", Decimal(3)).of(Fraction(500), 100),
        ... )
        (Fraction(600, 1), Fraction(800, 1))
        """
        value = Fraction(self.value)
        if self.how == "times":
            return before * value
        return value * scale if self.how == "to" else before + value * scale


@dataclass(frozen=True)
class BudgetChange:
    """Another amount for a category: of one month, or of all months of the plan (`month` empty)."""

    category: Category
    month: str
    amount: Amount


@dataclass(frozen=True)
class GoalChange:
    """Another value for a goal, or for a part of one (a driver)."""

    goal: str
    amount: Amount


Change = BudgetChange | GoalChange


def parse_change(text: str, plan: Plan) -> Change:
    """Return the change that `text` describes.

    Refuses with `what_if.unreadable`, `what_if.category_unknown`, `goal.unknown`. A driver is named by its id or its
    metric, after the goal that it is a part of: `gmv.visitors`.
    """
    place, equals, written = text.partition("=")
    if not equals or not place.strip():
        raise LianyiError("what_if.unreadable", text=text)
    amount = _amount(written.strip(), text)
    steps = place.strip().split(".")
    if steps[0] == BUDGET and len(steps) in (2, 3):
        return _budget(steps[1:], amount, text)
    return GoalChange(_goal(steps[1:] if steps[0] == GOAL and len(steps) > 1 else steps, plan), amount)  # fmt: skip


def _amount(written: str, text: str) -> Amount:
    try:
        if written[:1] in "+-" and written[:1]:
            sign = -1 if written[0] == "-" else 1
            value = sign * read_amount(written[1:])
            return Amount("times", 1 + value) if written.endswith(("%", "％")) else Amount("by", value)  # fmt: skip
        return Amount("to", read_amount(written))
    except ValueError:
        raise LianyiError("what_if.unreadable", text=text) from None


def _budget(steps: Sequence[str], amount: Amount, text: str) -> BudgetChange:
    category, month = steps[0], steps[1] if len(steps) > 1 else ""
    known = next((c for c in CATEGORIES if c == category.lower()), None)
    if known is None:
        raise LianyiError("what_if.category_unknown", category=category, known=", ".join(CATEGORIES))  # fmt: skip
    if month and not MONTH.fullmatch(month):
        raise LianyiError("what_if.unreadable", text=text)
    return BudgetChange(known, month, amount)


def _goal(steps: Sequence[str], plan: Plan) -> str:
    every = list(plan.all_goals())
    found: Goal | None = None
    for step in steps:
        inside = _below(found) if found else every
        found = next((g for g in inside if g.id == step), None) or next((g for g in inside if g.metric == step), None)  # fmt: skip
        if found is None:
            known = ", ".join(g.id for g in (inside or every)[:6])
            raise LianyiError("goal.unknown", key=".".join(steps), nearest=known or "—")
    assert found is not None
    return found.id


def _below(goal: Goal) -> list[Goal]:
    """Return the parts of a goal, then the parts of those."""
    waiting, found = list(goal.parts), []
    while waiting:
        one = waiting.pop(0)
        found.append(one)
        waiting += one.parts
    return found
