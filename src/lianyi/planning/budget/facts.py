"""What was spent, read from the facts so that no yuan counts twice.

* a row of `spend` counts once, in its category; ad spend that content and live tables repeat is not added to it;
* commission comes from one place per order (the order, else the commission records, else the account entries), on the day
  the order was paid, as the metric `known_commission` counts; what placements say of commission is not added to it;
* a coupon counts when it is redeemed, with what it took off, unless the platform bears it.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from lianyi.metrics.relations import KNOWN_COMMISSION, relation
from lianyi.planning.budget.amounts import Amount
from lianyi.planning.budget.categories import ALLIANCES, CREATOR_ROLES, category_of
from lianyi.planning.budget.placements import Agreement, Payment

if TYPE_CHECKING:
    from lianyi.metrics.engine import Engine

NOT_SHOP = ("平台", "platform", "抖音", "官方")
FROM_CREATORS = "creator"


def payments(engine: Engine, until: date) -> list[Payment]:
    """Return every row of spend up to `until`."""
    has = set(engine.columns("spend"))
    if not {"day", "spend_fen"} <= has:
        return []
    text = {c: f"coalesce({c}, '')" if c in has else "''" for c in ("category", "channel", "platform", "plan_no", "plan_name")}  # fmt: skip
    rows = engine.rows(
        f"SELECT day, {text['category']}, {text['channel']}, {text['platform']}, {text['plan_no']}, {text['plan_name']}, "
        "CAST(sum(spend_fen) AS BIGINT), count(*) FROM spend WHERE day <= ? AND spend_fen IS NOT NULL GROUP BY ALL ORDER BY ALL",
        [until],
    )
    return [
        Payment(n, day, category_of(category), channel, platform, int(fen), number, name, count)
        for n, (day, category, channel, platform, number, name, fen, count) in enumerate(rows)
    ]


def agreements(engine: Engine, until: date) -> list[Agreement]:
    """Return the placements that were signed or published by `until`, with a fee."""
    has = set(engine.columns("placements"))
    if not {"placement_no", "fee_fen"} <= has:
        return []
    day = {c: f"CAST({c} AS DATE)" if c in has else "NULL::DATE" for c in ("signed_at", "published_at", "due_day")}  # fmt: skip
    text = {c: f"coalesce({c}, '')" if c in has else "''" for c in ("creator_id", "creator_name", "channel", "platform")}  # fmt: skip
    rows = engine.rows(
        f"SELECT placement_no, {text['creator_id']}, {text['creator_name']}, {text['channel']}, {text['platform']}, {day['signed_at']}, "
        f"{day['published_at']}, {day['due_day']}, fee_fen FROM placements WHERE fee_fen > 0 ORDER BY ALL",
    )
    found = (Agreement(*row) for row in rows)
    return [one.as_known_on(until) for one in found if (one.known_from or until) <= until]


def commissions(engine: Engine, first: date, last: date) -> list[Amount]:
    """Return commission of orders paid in these days, by day, channel, promoter."""
    if "paid_day" not in engine.columns("orders"):
        return []
    costs = _order_costs(engine)
    role = "NULL"
    roles = ""
    if {"order_no", "role"} <= set(engine.columns("commissions")):
        role = "r.role"
        roles = (
            " LEFT JOIN (SELECT platform, store, order_no, lower(min(role)) AS role FROM commissions GROUP BY ALL) r "
            "ON c.platform = r.platform AND c.store = r.store AND c.order_no = r.order_no"
        )
    rows = engine.rows(
        f"SELECT c.paid_day, CASE WHEN {role} IS NOT NULL THEN {role} IN {CREATOR_ROLES!r} ELSE c.source = '{FROM_CREATORS}' OR c.platform IN {ALLIANCES!r} END, "
        f"c.channel, c.platform, coalesce(c.promoter_name, c.promoter_id, ''), CAST(sum(c.{KNOWN_COMMISSION}) AS BIGINT), count(*) "
        f"FROM {costs} c{roles} WHERE c.paid_day BETWEEN ? AND ? AND c.{KNOWN_COMMISSION} <> 0 GROUP BY ALL ORDER BY ALL",
        [first, last],
    )
    return [
        Amount(day, "kol" if creator else "incentives", channel, platform, int(fen), "commissions", who, count, by_sales=True)
        for day, creator, channel, platform, who, fen, count in rows
    ]  # fmt: skip


def redemptions(engine: Engine, first: date, last: date) -> list[Amount]:
    """Return what coupons that the shop bears took off in these days, by day and coupon campaign."""
    if not {"redeemed_at", "discount_fen"} <= set(engine.columns("redemptions")):
        return []
    has = set(engine.columns("redemptions"))
    campaign = "coalesce(r.campaign, '')" if "campaign" in has else "''"
    bearer = "''"
    join = ""
    if {"coupon_no", "bearer"} <= set(engine.columns("coupons")):
        bearer = "lower(coalesce(c.bearer, ''))"
        join = " LEFT JOIN (SELECT platform, store, coupon_no, min(bearer) AS bearer FROM coupons GROUP BY ALL) c USING (platform, store, coupon_no)"
    rows = engine.rows(
        f"SELECT CAST(r.redeemed_at AS DATE) AS on_day, r.channel, r.platform, {campaign} AS of_campaign, CAST(sum(r.discount_fen) AS BIGINT), count(*) "
        f"FROM redemptions r{join} WHERE CAST(r.redeemed_at AS DATE) BETWEEN ? AND ? AND r.discount_fen <> 0 AND {bearer} NOT IN {NOT_SHOP!r} "
        "GROUP BY ALL ORDER BY ALL",
        [first, last],
    )
    return [
        Amount(day, "incentives", channel, platform, int(fen), "redemptions", name, count, by_sales=True)
        for day, channel, platform, name, fen, count in rows
    ]  # fmt: skip


def _order_costs(engine: Engine) -> str:
    """Return the FROM item with the commission of each order that the views of this shop allow."""
    found = relation("order_costs")
    while found.joins and not all(engine.columns(view) for view in found.joins):
        found = relation(found.otherwise)
    return found.sql
