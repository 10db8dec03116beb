"""A shop of two platforms with eight weeks of orders and visitors whose totals can be counted in the head."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from lianyi.facts.workspace import Workspace
from tests.facts import lakes

FIRST, LAST = date(2026, 9, 29), date(2026, 11, 22)
"""55 days: too few for the structural model, so that forecasts take no time."""
NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)
"""09:00 in Shanghai on the Monday after the last day with data."""
SHOPS = {"youzan": (4, 10_000, 100), "douyin": (3, 5_000, 200)}
"""Per platform: orders a day, what each is paid in fen, visitors a day. Sundays bring one order more."""
WHOLE_DAYS = {"days": (str(FIRST), str(LAST))}


def days() -> list[date]:
    """Every day with data."""
    return [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]


def orders_on(platform: str, day: date) -> int:
    """How many orders a platform has on a day."""
    return SHOPS[platform][0] + (day.weekday() == 6)


def gmv_fen(first: date, last: date, platform: str = "") -> int:
    """What is paid from `first` to `last`."""
    chosen = [platform] if platform else list(SHOPS)
    return sum(
        orders_on(p, day) * SHOPS[p][1] for p in chosen for day in days() if first <= day <= last
    )


def made(folder: Path) -> Workspace:
    """Make the workspace."""
    where = lakes.workspace(folder)
    for platform, (_, paid_fen, visitors) in SHOPS.items():
        orders = [
            {
                "order_no": f"{platform[0]}{day:%m%d}{n}",
                "paid_fen": paid_fen,
                "paid_at": f"{day} 04:00:00",
                "created_at": f"{day} 03:00:00",
            }
            for day in days()
            for n in range(orders_on(platform, day))
        ]
        seen = [{"day": str(day), "visitors": visitors} for day in days()]
        at = "2026-11-23T00:30:00+00:00"
        lakes.add(where, f"{platform}1", at, platform=platform, orders=orders, **WHOLE_DAYS)  # type: ignore[arg-type]  # days and tables share one bag
        lakes.add(where, f"{platform}2", at, platform=platform, traffic_days=seen, **WHOLE_DAYS)  # type: ignore[arg-type]  # days and tables share one bag
    lakes.stand(where, *(f"{p}{n}" for p in SHOPS for n in (1, 2)))
    return where
