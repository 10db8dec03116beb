"""A what-if that is ready to be asked: read once, then recomputed for every setting without touching the facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from lianyi.core.errors import LianyiError
from lianyi.core.money import minor_digits
from lianyi.planning.goals.standing import Standing, standings
from lianyi.planning.model.campaigns import Category
from lianyi.planning.model.plan import Plan
from lianyi.planning.what_if.basis import Basis, bases
from lianyi.planning.what_if.budgets import added_to_goals, changed_months
from lianyi.planning.what_if.changes import BudgetChange, GoalChange, parse_change
from lianyi.planning.what_if.recompute import Outcome, recompute
from lianyi.planning.what_if.returns import Return, returns

if TYPE_CHECKING:
    from lianyi.analyses.data import Data
    from lianyi.planning.goals.predictions import Prediction


@dataclass(frozen=True)
class Answer:
    """What the goals come to, and the return that was used for each category whose budget was changed."""

    outcomes: tuple[Outcome, ...]
    used: tuple[Return, ...]


@dataclass(frozen=True)
class WhatIf:
    """The plan with what its goals come to and what money brings, as known on `today`."""

    plan: Plan
    trees: tuple[Standing, ...]
    basis: Mapping[str, Basis]
    known: Mapping[Category, Return]
    today: date
    currency: str = "CNY"

    def ask(self, settings: Sequence[str]) -> Answer:
        """Return the goals under `settings` (`budget.kol=20000`, `gmv.visitors=+10%`); the later one wins.

        Refuses with `what_if.unreadable`, `what_if.category_unknown`, `goal.unknown`, `what_if.no_value`.
        """
        changes = [parse_change(text, self.plan) for text in settings]
        set_to = {}
        for change in changes:
            if isinstance(change, GoalChange):
                before = self.basis[change.goal].value
                if before is None:
                    raise LianyiError("what_if.no_value", goal=change.goal)
                set_to[change.goal] = change.amount.of(before, self._scale(change.goal))
        money = [change for change in changes if isinstance(change, BudgetChange)]
        before_months, after = changed_months(self.plan, money, self.today, self.currency)
        added = added_to_goals(self.trees, before_months, after, self.known)
        outcomes = recompute(self.trees, self.basis, set_to, added)
        used = dict.fromkeys(change.category for change in money)
        return Answer(tuple(outcomes), tuple(self.known[c] for c in used))

    def _scale(self, goal: str) -> int:
        one = next(s for tree in self.trees for s in tree.walk() if s.goal.id == goal)
        return 10 ** minor_digits(self.currency) if one.unit == "money" else 1


def prepared(plan: Plan, data: Data, said: Sequence[Prediction], currency: str) -> WhatIf:
    """Return a what-if over `plan`; `said` are the predictions of earlier checks."""
    trees = standings(plan.goals, data, look_ahead=False)
    return WhatIf(plan, trees, bases(trees, said, data.today), returns(data), data.today, currency)
