"""What metrics count: the documented views, and a few that are made from two of them.

Every relation names the tables whose coverage says for which days it can be asked; the first one that a source
delivered is taken (a shop whose refunds come as running totals in its orders has no refund file).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Relation:
    """`view` is the documented view it is based on, `sql` the FROM item, `adds` columns beyond the view's."""

    view: str
    sql: str
    tables: tuple[str, ...]
    adds: tuple[str, ...] = ()


_COUPON_USES = (
    '(SELECT c.*, EXISTS (SELECT 1 FROM "redemptions" r WHERE r.platform = c.platform '
    'AND r.store = c.store AND r.coupon_no = c.coupon_no) AS is_used FROM "coupons" c)'
)
_SPECIAL: Mapping[str, Relation] = {
    "orders": Relation("orders", '"orders"', ("orders",)),
    "orders_all": Relation("orders_all", '"orders_all"', ("orders",)),
    "order_lines": Relation("order_lines", '"order_lines"', ("orders", "order_lines")),
    "refunds": Relation("refunds", '"refunds"', ("refunds", "orders")),
    "people": Relation("people", '"people"', ("orders",)),
    "coupon_uses": Relation("coupons", _COUPON_USES, ("coupons",), ("is_used",)),
}


def relation(name: str) -> Relation:
    """Return the relation called `name`; any documented view is one."""
    return _SPECIAL.get(name) or Relation(name, f'"{name}"', (name,))


def per_person(name: str) -> tuple[str, str]:
    """Return how one person's orders and money are summed over `name`."""
    if name == "order_lines":
        return "count(DISTINCT (platform, store, order_no))", "sum(paid_fen)"
    return "count(*)", "sum(paid_fen)"
