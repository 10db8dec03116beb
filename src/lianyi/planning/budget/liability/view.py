"""Everything that is owed, put together from whatever sources the shop has."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from lianyi.core.errors import LianyiError
from lianyi.core.translation import Text
from lianyi.planning.budget.liability.commission import commission
from lianyi.planning.budget.liability.coupons import coupons
from lianyi.planning.budget.liability.owed import Liability
from lianyi.planning.budget.liability.standing import balance, groups, points

if TYPE_CHECKING:
    from lianyi.analyses.data import Data

SEED = 7
SOURCES = ("coupons", "redemptions", "commissions", "groups", "customers")
MISSING = {
    "coupons": Text("优惠券领取记录", "claimed coupons"),
    "redemptions": Text("核销记录", "redemptions"),
    "commissions": Text("佣金记录（精选联盟或通用佣金表）", "commission records"),
    "groups": Text("拼团记录", "group buys"),
    "customers": Text("客户表（积分、储值余额）", "customers (points, stored value)"),
}


def liability(
    data: Data, as_of: date | None = None, *, point_fen: Decimal | None = None, seed: int = SEED
) -> Liability:
    """Return what is owed at the end of `as_of` (default: the last day that coupons, commissions or orders cover).

    Refuses with `plan.nothing_spent` where the shop has no data at all.
    """
    engine = data.engine
    covered = {str(row[0]): max(r[4] for r in engine.coverage if r[0] == row[0]) for row in engine.coverage}  # fmt: skip
    wanted = [covered[t] for t in ("coupons", "redemptions", "commissions") if t in covered]
    last = max(wanted) if wanted else covered.get("orders")
    day = as_of or last
    if day is None:
        raise LianyiError("plan.nothing_spent")
    day = min(day, last) if last else day
    found = (
        coupons(engine, day, seed=seed), points(engine, point_fen), commission(engine, day), balance(engine), groups(engine, day)
    )  # fmt: skip
    missing = tuple(MISSING[source] for source in SOURCES if source not in covered)
    return Liability(day, tuple(kind for kind in found if kind is not None), missing)
