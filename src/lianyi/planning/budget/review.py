"""Everything that the budget page shows at once: the table, marginal returns, a proposal, what is owed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from lianyi.core.calendar.periods import Period, whole
from lianyi.core.errors import LianyiError
from lianyi.core.translation import Text
from lianyi.planning.budget.liability.owed import Liability
from lianyi.planning.budget.liability.view import liability
from lianyi.planning.budget.marginal import History, history
from lianyi.planning.budget.moving import Move, best_move
from lianyi.planning.budget.standing import Standing, standing
from lianyi.planning.budget.table import Axis
from lianyi.planning.model.plan import Plan

if TYPE_CHECKING:
    from lianyi.analyses.data import Data

NO_SHOP = Text("还没有数据", "there is no data yet")


@dataclass(frozen=True)
class Reviewed:
    """The budget as of the end of `now.money.as_of`. `history` and `owed` are None without a shop."""

    now: Standing
    currency: str
    history: History | None
    move: Move | Text
    owed: Liability | None


def review(
    plan: Plan, data: Data | None, axis: Axis, month: Period | None, today: date, currency: str
) -> Reviewed:
    """Return the budget along `axis` in `month` (default: this month; along months, all of them).

    A month that is over is seen at its end, any other at the end of the day before `today`. Refuses with
    `plan.budget_month` where the period is no month.
    """
    if month is not None and month.grain != "month":
        raise LianyiError("plan.budget_month", given=month.key)
    if month is None and axis != "month":
        month = whole(today - timedelta(days=1), "month")
    as_of = today - timedelta(days=1)
    if month is not None:
        as_of = min(as_of, month.last)
    now = standing(plan, data, axis, month, as_of)
    if data is None:
        return Reviewed(now, currency, None, NO_SHOP, None)
    known = history(data, as_of)
    by_category = now if axis == "category" else standing(plan, data, "category", month, as_of)
    gone, days = now.time_gone
    move = best_move(known, by_category.table, max(days - gone, 0), currency)
    return Reviewed(now, currency, known, move, liability(data, as_of, point_fen=point_worth(plan)))


def point_worth(plan: Plan) -> Decimal | None:
    """Return what one point is worth in minor units where the plan says it.

    The share of a price that points may pay (`points_rate`) says nothing of what one is worth, so it does not.
    """
    del plan
    return None
