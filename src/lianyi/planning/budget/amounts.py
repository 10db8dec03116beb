"""One amount that was spent or agreed: when, for what, where, and the facts it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from lianyi.core.translation import Text
from lianyi.planning.model.campaigns import Category

Source = Literal["spend", "placements", "commissions", "redemptions", "campaigns"]
SOURCES: dict[Source, Text] = {
    "spend": Text("花费", "Spend"),
    "placements": Text("达人合作", "Placements"),
    "commissions": Text("订单佣金", "Commission of orders"),
    "redemptions": Text("核销的券", "Coupons redeemed"),
    "campaigns": Text("活动预算", "Campaign budgets"),
}


@dataclass(frozen=True)
class Amount:
    """Whole minor units on one day. `channel` and `platform` are as the facts have them; `reference` names what it is
    (an ad plan, a placement, a coupon campaign, a promoter), `rows` how many facts it sums.

    `by_sales` marks what follows from sales by itself (commission, coupons): it says nothing about what spend does.
    """

    day: date
    category: Category
    channel: str
    platform: str
    fen: int
    source: Source
    reference: str = ""
    rows: int = 1
    by_sales: bool = False

    @property
    def month(self) -> str:
        """The month it falls in, `2026-09`."""
        return f"{self.day:%Y-%m}"
