"""The campaigns of a shop: those of its plan and those of its facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lianyi.metrics.marks import Marks
    from lianyi.planning.campaigns.known import Run
    from lianyi.planning.model.plan import Plan
    from lianyi.shop.shop import Shop


def plan_of_shop(shop: Shop) -> Plan | None:
    """Return the plan of the workspace, None where it has none; refuses with `plan.refused`."""
    from lianyi.shop.plan_versions import PlanFiles

    files = PlanFiles(shop.workspace)
    return files.plan() if files.exists() else None


def campaigns_of(shop: Shop) -> tuple[Run, ...]:
    """Return every campaign that the plan or the facts know, the earliest first."""
    from lianyi.planning.campaigns.known import known_campaigns

    return known_campaigns(plan_of_shop(shop), shop.engine)


def marks_of(shop: Shop, named: str) -> Marks:
    """Return what marks facts as those of the campaign `named` (its id or its name); else `campaign.unknown`."""
    from lianyi.planning.campaigns.known import find_campaign

    return find_campaign(campaigns_of(shop), named).limits
