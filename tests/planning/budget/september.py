"""The worked month of 团团母婴: September 2026 seen on the 14th, with the numbers of its budget page."""

from __future__ import annotations

from datetime import date

from lianyi.planning.budget.amounts import Amount
from lianyi.planning.budget.standing import Money, Standing, arranged
from lianyi.planning.budget.table import Axis
from lianyi.planning.model.campaigns import Category
from lianyi.planning.model.plan import Plan

AS_OF = date(2026, 9, 13)
YUAN: dict[Category, tuple[int, int, int]] = {
    "content": (38_000, 6_000, 14_200),
    "kol": (46_000, 21_500, 8_900),
    "ads": (128_000, 0, 71_300),
    "incentives": (28_000, 4_800, 6_300),
}


def plan() -> Plan:
    """The plan: one line a category."""
    lines = [
        {"id": f"{c}-9", "category": c, "month": "2026-09", "planned": planned, "owner": "王岚", "goal": "gmv"}
        for c, (planned, _, _) in YUAN.items()
    ]  # fmt: skip
    goal = {"id": "gmv", "name": "9月30日前支付GMV到190万元"}
    return Plan.model_validate({"goals": [goal], "budget": {"lines": lines}})


def september(axis: Axis = "category", stale: date | None = None) -> Standing:
    """The month as it stood at the end of the 13th."""
    spent = [
        Amount(AS_OF, c, "douyin", "douyin", yuan[2] * 100, "spend") for c, yuan in YUAN.items()
    ]
    held = [
        Amount(AS_OF, c, "douyin", "douyin", yuan[1] * 100, "placements")
        for c, yuan in YUAN.items()
        if yuan[1]
    ]
    return arranged(plan(), axis, ["2026-09"], Money(AS_OF, tuple(spent), tuple(held), stale))
