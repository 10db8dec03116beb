"""Goals: what is to be reached, by when, by whom, and of what parts it is made."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from lianyi.core.currencies import minor_digits
from lianyi.metrics.declaration import Unit
from lianyi.planning.model.base import CURRENCY, Amount, Id, Line, Part

Dimension = Literal["users", "trade", "brand"]
Relation = Literal["", "product", "sum"]


class Goal(Part):
    """One goal. `target` and `baseline` are in the metric's major unit: yuan, pieces, a fraction of 1.

    `name` is the sentence as it was written. `where` limits the metric as `lianyi metric --where` does. `parts` are
    goals whose values multiply (`product`) or add up (`sum`) to this one. `evidence` is the reason to keep a target
    beyond everything that was ever reached. A draft is kept but not checked.
    """

    id: Id
    name: Line
    dimension: Dimension = "trade"
    metric: str = ""
    where: Line = ""
    baseline: Amount | None = None
    target: Amount | None = None
    from_day: date | None = None
    due: date | None = None
    owner: Line = ""
    why: Line = ""
    evidence: Line = ""
    relation: Relation = ""
    parts: tuple[Goal, ...] = ()
    campaigns: tuple[Id, ...] = ()
    draft: bool = False

    def target_in_minor(self, unit: Unit, currency: str = CURRENCY) -> int | Decimal | None:
        """Return the target as metrics answer: whole minor units for money, else as it is written."""
        return in_minor(self.target, unit, currency)

    def baseline_in_minor(self, unit: Unit, currency: str = CURRENCY) -> int | Decimal | None:
        """Return the baseline as metrics answer."""
        return in_minor(self.baseline, unit, currency)


def in_minor(amount: Decimal | None, unit: Unit, currency: str = CURRENCY) -> int | Decimal | None:
    """Return an amount as metrics answer: whole minor units for money (rounded half up), else unchanged."""
    if amount is None or unit != "money":
        return amount
    return int((amount.scaleb(minor_digits(currency))).to_integral_value("ROUND_HALF_UP"))
