"""Which kind of file this is: the first signature, from narrow to wide, whose concepts are all there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lianyi.importers.propose import figures, society, trade
from lianyi.importers.propose.draft import Draft


@dataclass(frozen=True)
class Signature:
    """A kind, the concepts that it needs (`a|b` = one of them), those that speak against it, its builder."""

    kind: str
    needs: str
    build: Callable[[Draft], None]
    unless: str = ""

    def fits(self, draft: Draft) -> bool:
        """Return whether the columns of the file can fill this kind."""
        if any(draft.has(c) for c in self.unless.split()):
            return False
        return all(draft.any(*need.split("|")) for need in self.needs.split())


SIGNATURES = (
    Signature("groups", "success leader|participants|group_no", society.groups),
    Signature("invites", "inviter invitee", society.invites),
    Signature("redemptions", "coupon redeemed_at", trade.redemptions),
    Signature("coupons", "coupon claimed_at person", trade.coupons),
    Signature("placements", "creator_name|creator_id fee", society.placements),
    Signature("refunds", "order_no refund_no refunded|amount", trade.refunds),
    Signature(
        "refunds", "order_no refunded refunded_at", trade.refunds, "quantity paid_at created_at"
    ),
    Signature("orders", "order_no amount|unit_price", trade.orders),
    Signature("orders", "order_no created_at|paid_at order_status|paid_at", trade.orders),
    Signature("orders", "row_id amount|unit_price order_status|paid_at", trade.orders),
    Signature("campaigns", "campaign from_day to_day", figures.campaigns, "order_no person spend"),
    Signature(
        "costs",
        "sku_code|product_id|product_name unit_cost",
        trade.costs,
        "order_no person quantity unit_price",
    ),
    Signature("stock_days", "sku_code|product_id stock time", trade.stock, "order_no person"),
    Signature(
        "spend",
        "spend time|created_at|from_day|plan_no|plan_name|clicks|impressions",
        figures.spend,
        "order_no person",
    ),
    Signature(
        "community_days",
        "community_no|community_name time members|messages|new_members",
        figures.community_days,
    ),
    Signature("reviews", "review_text review_score|sentiment", society.reviews),
    Signature("events", "person|session_no event created_at|time|seconds_since", society.events),
    Signature("orders", "person amount created_at|time", trade.orders, "likes views rank"),
    Signature(
        "orders", "person unit_price created_at|time product_id|sku_code|quantity", trade.orders
    ),
    Signature("site_days", "time page page_views|visitors", figures.site_days, "person"),
    Signature("shop_days", "time amount", figures.shop_days, "person likes order_no"),
    Signature("traffic_days", "time visitors|page_views", figures.traffic_days, "person likes"),
    Signature(
        "contents",
        "likes|views comments|shares|impressions|coins|danmaku|saves|views",
        society.contents,
    ),
    Signature("creators", "creator_id|creator_name fans|rank", society.creators),
    Signature(
        "events",
        "person time|created_at content_no|product_id|sku_code|product_name|event_no",
        society.events,
    ),
    Signature("events", "session_no seconds_since", society.events),
    Signature("index_days", "time word index_value", figures.index_days),
    Signature("reviews", "review_text", society.reviews, "order_no"),
    Signature(
        "products", "product_id|sku_code product_name|category|brand", trade.products, "person time"
    ),
    Signature("customers", "person", society.customers, "event_no"),
)
BY_KIND: dict[str, Callable[[Draft], None]] = {s.kind: s.build for s in reversed(SIGNATURES)}


def choose(draft: Draft, kind: str | None) -> str | None:
    """Fill the draft as `kind`, or as the first kind that fits; return it, or None where nothing fits."""
    if kind is not None and kind in BY_KIND:
        BY_KIND[kind](draft)
        return kind
    for signature in SIGNATURES:
        if signature.fits(draft):
            signature.build(draft)
            return signature.kind
    society.labels(draft)
    return "labels" if draft.tables else None
