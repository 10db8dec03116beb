"""What an action of `lianyi plan` works on: the shop where there is one, and its plan."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from lianyi.planning.model.plan import Plan
    from lianyi.shop import Shop


def shop_if_any(args: argparse.Namespace) -> Shop | None:
    """Return the shop of the workspace; None outside of one, unless the user named it."""
    from lianyi.cli.output import folder_of, shop_of
    from lianyi.core.errors import LianyiError

    try:
        return shop_of(args)
    except LianyiError as refused:
        if refused.code == "workspace.none" and str(folder_of(args)) == ".":
            return None
        raise


def plan_if_any(shop: Shop | None) -> Plan:
    """Return the plan of the workspace; an empty one where there is none. Refuses with `plan.refused`."""
    from lianyi.planning.model.plan import Plan
    from lianyi.shop.plan_versions import PlanFiles

    if shop is None:
        return Plan()
    files = PlanFiles(shop.workspace)
    return files.plan() if files.exists() else Plan()


def today_of(shop: Shop | None) -> date:
    """Return the business day that it is now: the shop's, or that of Shanghai without one."""
    from lianyi.core.calendar.business import BusinessCalendar

    return shop.today if shop else BusinessCalendar("Asia/Shanghai").day_of(datetime.now(UTC))
