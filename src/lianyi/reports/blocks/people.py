"""W9 and W10: customers and communities; what was spent and what came back."""

from __future__ import annotations

from lianyi.core.translation import Text
from lianyi.reports.analysed import Analysed
from lianyi.reports.blocks.compared import Names, compared
from lianyi.reports.blocks.standouts import quiet_communities
from lianyi.reports.document import Block, Part
from lianyi.reports.gather import Gathered

CUSTOMERS = (
    "buyers",
    "new_buyers",
    "returning_share",
    "buyer_value",
    "repurchase_rate",
    "repurchase_rate_90d",
    "repurchase_cycle",
)
COMMUNITIES = (
    "group_members",
    "group_joins",
    "group_quit_rate",
    "group_active_rate",
    "group_messages",
)
SPEND = (
    "ad_spend",
    "total_spend",
    "roi",
    "roi_platform",
    "roi_net",
    "acquisition_cost",
    "creator_fee",
    "coupon_discount",
)


def customers(facts: Gathered, found: Analysed, names: Names) -> Block | None:
    """Return the block on customers and communities, None where neither is known."""
    tables = (
        compared(facts, found, "customers", Text("用户", "Customers"), CUSTOMERS, names),
        compared(facts, found, "communities", Text("社群", "Communities"), COMMUNITIES, names),
    )
    made = (*tables, quiet_communities(facts))
    parts: tuple[Part, ...] = tuple(part for part in made if part is not None)
    title = Text("用户与社群", "Customers and communities")
    return Block("customers", title, parts) if parts else None


def spend(facts: Gathered, found: Analysed, names: Names) -> Block | None:
    """Return the block on spend, None where no spend is known."""
    table = compared(facts, found, "spend", Text("花费", "Spend"), SPEND, names)
    return Block("spend", Text("花费与预算", "Spend and budget"), (table,)) if table else None
