"""A shop with half a year of orders, a creator who failed, a group that fell silent: small enough for quick tests."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from lianyi.facts.workspace import Workspace
from tests.facts import lakes

FIRST, LAST = date(2026, 7, 1), date(2026, 11, 22)
NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)
DAYS = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
SILENT_FROM = date(2026, 11, 20)
FALLEN_FROM = date(2026, 11, 19)
"""From this day on half as many orders are paid."""


def orders_on(day: date) -> int:
    """How many orders a day brings."""
    return (8 + 2 * (day.weekday() >= 5)) // (2 if day >= FALLEN_FROM else 1)


def made(folder: Path) -> Workspace:
    """Make the workspace."""
    where = lakes.workspace(folder)
    orders = [
        {
            "order_no": f"E{day:%m%d}{n}",
            "paid_fen": 10_000,
            "paid_at": f"{day} 04:00:00",
            "created_at": f"{day} 03:00:00",
        }
        for day in DAYS
        for n in range(orders_on(day))
    ]
    talk = [
        {
            "day": str(day),
            "community_no": "g1",
            "owner": "何川",
            "members": 400,
            "active_members": 0 if day >= SILENT_FROM else 40 + day.day % 5,
            "messages": 0 if day >= SILENT_FROM else 90 + day.day % 7,
        }
        for day in DAYS
    ]
    deals = [
        {
            "placement_no": "HZ1",
            "creator_id": "K1",
            "creator_name": "豆豆妈",
            "signed_at": "2026-11-01 02:00:00",
            "published_at": "2026-11-10 02:00:00",
            "due_day": "2026-11-10",
            "promised_impressions": 10_000,
            "impressions": 3_000,
        }
    ]
    given: dict[str, Any] = {"days": (str(FIRST), str(LAST))}
    at = "2026-11-23T00:30:00+00:00"
    lakes.add(where, "orders1", at, platform="youzan", orders=orders, **given)
    lakes.add(where, "talk1", at, platform="wecom", community_days=talk, **given)
    lakes.add(where, "deals1", at, platform="xiaohongshu", placements=deals, **given)
    lakes.stand(where, "orders1", "talk1", "deals1")
    return where
