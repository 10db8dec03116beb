"""What metrics count: the documented views, and a few that are made from two of them.

Every relation names the tables whose coverage says for which days it can be asked; the first one that a source
delivered is taken (a shop whose refunds come as running totals in its orders has no refund file).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Relation:
    """`view` is the documented view it is based on, `sql` the FROM item, `adds` columns beyond the view's.

    `joins` are other views that it reads; where a shop has not all of them, the relation `otherwise` is taken.
    """

    view: str
    sql: str
    tables: tuple[str, ...]
    adds: tuple[str, ...] = ()
    joins: tuple[str, ...] = ()
    otherwise: str = ""


_COUPON_USES = (
    '(SELECT c.*, EXISTS (SELECT 1 FROM "redemptions" r WHERE r.platform = c.platform '
    'AND r.store = c.store AND r.coupon_no = c.coupon_no) AS is_used FROM "coupons" c)'
)
KNOWN_COMMISSION, KNOWN_FEE = "known_commission_fen", "known_platform_fee_fen"
# What is known of an order's costs beside the order itself, one row per order.
_COSTS = {
    "commissions": (
        "(SELECT platform, store, order_no, CAST(sum(coalesce(actual_fen, estimated_fen)) AS BIGINT) AS commission "
        'FROM "commissions" WHERE order_no IS NOT NULL GROUP BY ALL)'
    ),
    "settlements": (
        "(SELECT platform, store, order_no, CAST(sum(commission_fen) AS BIGINT) AS commission, "
        'CAST(sum(platform_fee_fen) AS BIGINT) AS fee FROM "settlements" '
        "WHERE order_no IS NOT NULL AND NOT coalesce(is_transfer, FALSE) GROUP BY ALL)"
    ),
}


def _order_costs() -> dict[str, Relation]:
    """Orders with the best-known commission and platform fee of each: its own, else what other files say of it."""
    both = tuple(_COSTS)
    names: dict[tuple[str, ...], str] = {
        both: "order_costs",
        **{(v,): f"order_costs_by_{v}" for v in both},
        (): "order_costs_own",
    }
    order = [both, ("commissions",), ("settlements",), ()]
    found = {}
    for joins, after in zip(order, [*order[1:], None], strict=True):
        commission = ["o.commission_fen", *(f"{v}.commission" for v in joins)]
        fee = ["o.platform_fee_fen", *("settlements.fee" for v in joins if v == "settlements")]
        joined = "".join(
            f" LEFT JOIN {_COSTS[v]} {v} ON o.platform = {v}.platform AND o.store = {v}.store "
            f"AND o.order_no = {v}.order_no"
            for v in joins
        )
        sql = (
            f"(SELECT o.*, coalesce({', '.join(commission)}, NULL) AS {KNOWN_COMMISSION}, "
            f'coalesce({", ".join(fee)}, NULL) AS {KNOWN_FEE} FROM "orders" o{joined})'
        )
        adds, otherwise = (KNOWN_COMMISSION, KNOWN_FEE), "" if after is None else names[after]
        found[names[joins]] = Relation("orders", sql, ("orders",), adds, joins, otherwise)
    return found


_SPECIAL: Mapping[str, Relation] = {
    "orders": Relation("orders", '"orders"', ("orders",)),
    "orders_all": Relation("orders_all", '"orders_all"', ("orders",)),
    "order_lines": Relation("order_lines", '"order_lines"', ("orders", "order_lines")),
    "refunds": Relation("refunds", '"refunds"', ("refunds", "orders")),
    "people": Relation("people", '"people"', ("orders",)),
    "coupon_uses": Relation("coupons", _COUPON_USES, ("coupons",), ("is_used",)),
    **_order_costs(),
}


def relation(name: str) -> Relation:
    """Return the relation called `name`; any documented view is one."""
    return _SPECIAL.get(name) or Relation(name, f'"{name}"', (name,))


def per_person(name: str) -> tuple[str, str]:
    """Return how one person's orders and money are summed over `name`."""
    if name == "order_lines":
        return "count(DISTINCT (platform, store, order_no))", "sum(paid_fen)"
    return "count(*)", "sum(paid_fen)"
