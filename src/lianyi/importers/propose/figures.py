"""Builders for figures by day: shops, visitors, spend, campaigns, indices, communities."""

from __future__ import annotations

from lianyi.importers.propose.draft import Draft


def _day(d: Draft) -> str | None:
    return d.time("time", "day", "day") or d.time("created_at", "day", "day")


def shop_days(d: Draft) -> None:
    """Sales by day as somebody else counted them, and visitors where they stand beside."""
    day = _day(d)
    columns: dict[str, str | None] = {
        "day": day,
        "carrier": d.text("channel"),
        "paid_fen": d.money("amount"),
        "orders": d.count("orders"),
        "buyers": d.count("buyers"),
        "units": d.count("units") or d.count("quantity", "units"),
        "refund_by_refund_fen": d.money("refunded"),
    }
    d.table("shop_days", columns)
    if d.any("visitors", "page_views"):
        traffic_days(d)


def traffic_days(d: Draft) -> None:
    """Visitors by day."""
    columns: dict[str, str | None] = {
        "day": _day(d),
        "carrier": d.text("channel"),
        "impressions": d.count("impressions"),
        "visitors": d.count("visitors"),
        "page_views": d.count("page_views"),
        "cart_adders": d.count("cart_adders"),
    }
    d.table("traffic_days", columns)


def site_days(d: Draft) -> None:
    """Visits of a website by day and page."""
    columns: dict[str, str | None] = {
        "day": _day(d),
        "page": d.text("page"),
        "page_views": d.count("page_views"),
        "visitors": d.count("visitors"),
        "sessions": d.count("sessions"),
        "bounces": d.count("bounces"),
        "conversions": d.count("conversions"),
    }
    d.table("site_days", columns)


def spend(d: Draft) -> None:
    """Money spent on advertising by day and plan."""
    day = _day(d) or d.time("from_day", "day", "day")
    plan = d.id("plan_no") or d.text("plan_name") or d.text("channel")
    columns: dict[str, str | None] = {
        "day": day,
        "plan_no": plan or "'all'",
        "plan_name": d.text("plan_name"),
        "category": "'广告'",
        "channel": d.text("channel"),
        "spend_fen": d.money("spend"),
        "impressions": d.count("impressions"),
        "clicks": d.count("clicks"),
        "orders": d.count("orders") or d.count("conversions", "orders"),
        "attributed_fen": d.money("amount"),
    }
    d.table("spend", columns)
    if day is None:
        d.ask(
            "没有日期列：导入时用 --covers 说明是哪一天",
            "there is no day: say with --covers which day the file is about",
        )


def campaigns(d: Draft) -> None:
    """Campaigns with their first and last day."""
    columns: dict[str, str | None] = {
        "campaign": d.id("campaign"),
        "kind": d.text("campaign_kind"),
        "from_day": d.time("from_day", kind="day"),
        "to_day": d.time("to_day", kind="day"),
        "budget_fen": d.money("spend"),
    }
    d.table("campaigns", columns)


def index_days(d: Draft) -> None:
    """A search index by day and word."""
    columns: dict[str, str | None] = {
        "day": _day(d),
        "word": d.text("word"),
        "value": d.count("index_value"),
    }
    d.table("index_days", columns)


def community_days(d: Draft) -> None:
    """Chat groups by day."""
    columns: dict[str, str | None] = {
        "day": _day(d),
        "community_no": d.id("community_no") or d.text("community_name"),
        "community_name": d.text("community_name"),
        "members": d.count("members"),
        "new_members": d.count("new_members"),
        "left_members": d.count("left_members"),
        "active_members": d.count("active_members"),
        "messages": d.count("messages"),
    }
    d.table("community_days", columns)
