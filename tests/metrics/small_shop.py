"""A shop of some thirty orders, written by hand, in the shape of the documented views.

抖音 knows most buyers and dates its refunds, 有赞 knows them and has running totals, 小红书 knows them and does not
date its refunds, 拼多多 knows nobody. The week looked at is 2026-W46, Monday 9 to Sunday 15 November.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import duckdb

from lianyi.core.calendar.periods import Period
from lianyi.engines.known_buyers import count_known_buyers
from lianyi.facts.tables import TABLES
from lianyi.facts.tables.base import SQL_TYPE
from tests.metrics.small_facts import FACTS

WEEK = Period(date(2026, 11, 9), date(2026, 11, 16), "week")
FIRST = date(2026, 1, 1)
LAST = date(2026, 11, 16)
D, Y, X, P = "douyin", "youzan", "xiaohongshu", "pinduoduo"
STORES = {D: "旗舰店", Y: "商城", X: "main", P: "main", "wecom": "main", "bilibili": "main"}

_ORDER = [
    "no",
    "platform",
    "carrier",
    "source",
    "person",
    "created",
    "paid",
    "completed",
    "paid_fen",
    "refund",
    "full",
    "nth",
    "nth_store",
    "first",
    "prev",
]
# person None = nobody known; days are of 2026 as month.day; prev = days since the person's previous order.
_ORDERS: tuple[tuple[Any, ...], ...] = (
    ("D1", D, "live", "creator", 1, "11.09", "11.09", "11.14", 10000, 0, False, 1, 1, "11.09", None),
    ("D2", D, "live", "creator", 2, "11.09", "11.09", None, 20000, 5000, False, 1, 1, "11.09", None),
    ("D3", D, "live", "own", 1, "11.10", "11.10", "11.13", 15000, 0, False, 2, 2, "11.09", 1),
    ("D4", D, "live", "own", None, "11.10", "11.11", None, 8000, 8000, True, None, None, None, None),
    ("D5", D, "short_video", "own", 3, "11.12", "11.12", None, 12000, 0, False, 3, 3, "01.20", 40),
    ("D6", D, "short_video", "own", 4, "11.12", None, None, 9000, 0, False, None, None, None, None),
    ("D7", D, "live", "creator", None, "11.13", "11.13", None, 7000, 0, False, None, None, None, None),
    ("D8", D, "live", "creator", 5, "11.15", "11.15", None, 0, 0, False, 1, 1, "11.15", None),
    ("Y1", Y, "mall", "private", 1, "11.11", "11.11", None, 30000, 0, False, 3, 1, "11.09", 1),
    ("Y2", Y, "mall", "private", 6, "11.11", "11.11", None, 25000, 2500, False, 1, 1, "11.11", None),
    ("Y3", Y, "mall", "private", 7, "11.12", "11.13", None, 18000, 0, False, 2, 2, "11.03", 10),
    ("Y4", Y, "mall", "private", 6, "11.14", "11.14", None, 6000, 0, False, 2, 2, "11.11", 3),
    ("Y5", Y, "mall", "private", None, "11.14", "11.14", None, 4000, 0, False, None, None, None, None),
    ("Y6", Y, "mall", "private", 8, "11.15", None, None, 5000, 0, False, None, None, None, None),
    ("X1", X, "unknown", "creator", 9, "11.10", "11.10", None, 22000, 22000, True, 1, 1, "11.10", None),
    ("X2", X, "note", "own", 10, "11.13", "11.13", None, 11000, 0, False, 1, 1, "11.13", None),
    ("X3", X, "note", "own", 9, "11.14", "11.14", None, 9000, 0, False, 2, 2, "11.10", 4),
    ("P1", P, "unknown", "unknown", None, "11.09", "11.09", None, 3000, 0, False, None, None, None, None),
    ("P2", P, "unknown", "unknown", None, "11.12", "11.12", None, 5000, 1000, False, None, None, None, None),
    ("P3", P, "unknown", "unknown", None, "11.15", "11.16", None, 2000, 0, False, None, None, None, None),
    ("D10", D, "live", "creator", 11, "11.02", "11.02", "11.10", 16000, 0, False, 1, 1, "11.02", None),
    ("D11", D, "short_video", "own", 12, "11.04", "11.04", None, 14000, 4000, False, 1, 1, "11.04", None),
    ("Y7", Y, "mall", "private", 7, "11.03", "11.03", None, 21000, 0, False, 1, 1, "11.03", None),
    ("Y8", Y, "mall", "private", 13, "11.05", "11.05", None, 9000, 0, False, 1, 1, "11.05", None),
    ("X4", X, "note", "own", 14, "11.06", "11.06", None, 13000, 0, False, 1, 1, "11.06", None),
    ("P4", P, "unknown", "unknown", None, "11.07", "11.07", None, 6000, 0, False, None, None, None, None),
    ("O1", D, "live", "own", 3, "01.20", "01.20", None, 10000, 0, False, 1, 1, "01.20", None),
    ("O2", D, "live", "own", 3, "10.03", "10.03", None, 11000, 0, False, 2, 2, "01.20", 256),
    ("O3", Y, "mall", "private", 15, "08.14", "08.14", None, 5000, 0, False, 1, 1, "08.14", None),
    ("O4", Y, "mall", "private", 15, "09.20", "09.20", None, 7000, 0, False, 2, 2, "08.14", 37),
    ("O5", Y, "mall", "private", 16, "08.12", "08.12", None, 8000, 0, False, 1, 1, "08.12", None),
)  # fmt: skip
_EXTRAS: dict[str, dict[str, Any]] = {
    "D1": {"promoter_id": "k1", "promoter_name": "小鹿", "cost_fen": 4000, "province": "浙江"},
    "D2": {"promoter_id": "k1", "promoter_name": "小鹿", "cost_fen": 9000, "province": "江苏"},
    "D3": {"cost_fen": 6000, "province": "浙江", "city": "杭州", "live_session_no": "S2"},
    "D7": {"promoter_id": "k2", "promoter_name": "阿树", "province": "浙江"},
    "D5": {"is_presale": True, "deposit_fen": 2000},
    "Y1": {"coupon_name": "囤货券"},
    "D8": {"person_basis": "receiver_based"},
}
_MONEY_BY_PLATFORM: dict[str, dict[str, Any]] = {
    D: {
        "freight_fen": 500,
        "subsidy_fen": 300,
        "merchant_discount_fen": 200,
        "creator_discount_fen": 50,
        "pay_discount_fen": 10,
        "platform_fee_fen": 100,
        "commission_fen": 400,
        "is_presale": False,
        "freight_included": False,
    },
    Y: {"freight_fen": 0, "freight_included": False},
    X: {"freight_included": True},
    P: {"freight_included": False},
}
# order, line, product, sku, product id, units, paid, refunded, gift, return
_LINES: tuple[tuple[Any, ...], ...] = (
    ("D2", "1", "奶瓶", "NP", "11", 1, 12000, 0, False, False),
    ("D2", "2", "围兜", "WD", "12", 2, 8000, 5000, False, False),
    ("Y1", "1", "纸尿裤", "ZN", "13", 3, 27000, 0, False, False),
    ("Y1", "2", "湿巾", "SJ", "14", 1, 3000, 0, False, False),
    ("Y2", "1", "纸尿裤", "ZN", "13", 2, 25000, 2500, False, False),
    ("Y2", "2", "小样", "XY", "15", 1, 0, 0, True, False),
    ("X3", "1", "积木", "JM", "16", 1, 9000, 0, False, False),
    ("X3", "2", "积木", "JM", "16", -1, 0, 0, False, True),
)
_LINE_COSTS = {("D2", "1"): 6000, ("D2", "2"): 3000}
# refund, order, requested, refunded, first seen, status, amount, reason
_REFUNDS: tuple[tuple[Any, ...], ...] = (
    ("R1", "D2", "11.10", "11.12", None, "refunded", 5000, "质量问题"),
    ("R2", "D4", "11.12", "11.14", None, "refunded", 8000, "不想要了"),
    ("R3", "D11", "11.08", "11.10", None, "refunded", 4000, "质量问题"),
    ("R4", "D1", "11.11", None, None, "closed", 2000, "不想要了"),
    ("R5", "D3", "11.12", None, None, "exchange", 0, "尺码"),
    ("R9", "D7", "11.15", None, None, "requested", 7000, "不想要了"),
    ("R6", "X1", "11.12", None, None, "refunded", 22000, None),
    ("R7", "Y2", None, None, "11.16", "refunded", 2500, None),
    ("R8", "P2", None, None, "11.16", "refunded", 1000, None),
)
COVERED = ("orders", "order_lines")
_ORDER_TYPES = {
    "order_no": "VARCHAR", "platform": "VARCHAR", "store": "VARCHAR", "carrier": "VARCHAR", "source": "VARCHAR",
    "channel": "VARCHAR", "channel_group": "VARCHAR", "person_id": "BIGINT", "person_basis": "VARCHAR", "status": "VARCHAR",
    "created_at": "TIMESTAMP", "paid_at": "TIMESTAMP", "completed_at": "TIMESTAMP", "created_day": "DATE",
    "paid_day": "DATE", "completed_day": "DATE", "is_paid": "BOOLEAN", "paid_fen": "BIGINT",
    "freight_fen": "BIGINT", "receivable_fen": "BIGINT", "list_fen": "BIGINT", "subsidy_fen": "BIGINT",
    "merchant_discount_fen": "BIGINT", "creator_discount_fen": "BIGINT", "pay_discount_fen": "BIGINT",
    "deposit_fen": "BIGINT", "commission_fen": "BIGINT", "platform_fee_fen": "BIGINT", "quantity": "BIGINT",
    "is_presale": "BOOLEAN", "freight_included": "BOOLEAN", "order_type": "VARCHAR", "promoter_id": "VARCHAR",
    "promoter_name": "VARCHAR", "province": "VARCHAR", "city": "VARCHAR", "coupon_name": "VARCHAR",
    "live_session_no": "VARCHAR", "refund_fen": "BIGINT", "is_fully_refunded": "BOOLEAN", "nth_order": "BIGINT",
    "nth_order_of_store": "BIGINT", "is_new_buyer": "BOOLEAN", "first_paid_day": "DATE",
    "days_since_previous": "BIGINT", "cost_fen": "BIGINT", "excluded_reason": "VARCHAR",
}  # fmt: skip
_LINE_TYPES = {
    **{k: _ORDER_TYPES[k] for k in ["order_no", "platform", "store", "carrier", "source", "channel", "channel_group", "person_id", "created_day", "paid_day", "is_paid", "nth_order", "is_new_buyer", "province", "promoter_id", "promoter_name"]},
    "line_no": "VARCHAR", "product_id": "VARCHAR", "sku_code": "VARCHAR", "product_name": "VARCHAR",
    "category": "VARCHAR", "quantity": "BIGINT", "paid_fen": "BIGINT", "list_fen": "BIGINT", "cost_fen": "BIGINT",
    "refund_fen": "BIGINT", "is_gift": "BOOLEAN", "is_return": "BOOLEAN",
}  # fmt: skip
_REFUND_TYPES = {
    **{k: _ORDER_TYPES[k] for k in ["order_no", "platform", "store", "carrier", "source", "channel", "channel_group", "person_id", "paid_day", "status"]},
    "refund_no": "VARCHAR", "line_no": "VARCHAR", "requested_day": "DATE", "refunded_day": "DATE",
    "first_seen_day": "DATE", "kind": "VARCHAR", "stage": "VARCHAR", "reason": "VARCHAR", "refund_fen": "BIGINT",
    "product_name": "VARCHAR", "sku_code": "VARCHAR", "basis": "VARCHAR",
}  # fmt: skip


def day(text: str | None) -> date | None:
    """Return the day of 2026 written as month.day."""
    return date(2026, *map(int, text.split("."))) if text else None


def orders() -> list[dict[str, Any]]:
    """Return every order as the view `orders_all` has it, excluded ones last."""
    found = [_order(dict(zip(_ORDER, row, strict=True))) for row in _ORDERS]
    tests = [{**found[0], "order_no": f"T{n}", "paid_fen": fen} for n, fen in ((1, 1), (2, 9900))]
    reasons = ("tiny_amount", "staff")
    return [*found, *({**t, "excluded_reason": r} for t, r in zip(tests, reasons, strict=True))]


def _order(given: Mapping[str, Any]) -> dict[str, Any]:
    platform, paid = given["platform"], day(given["paid"])
    parts = [platform, given["carrier"], given["source"]]
    while parts[-1] == "unknown":
        parts.pop()
    fen = given["paid_fen"]
    return {
        "order_no": given["no"],
        "platform": platform,
        "store": STORES[platform],
        "carrier": given["carrier"],
        "source": given["source"],
        "channel": "/".join(parts),
        "person_id": given["person"],
        "person_basis": "buyer" if given["person"] else None,
        "created_day": day(given["created"]),
        "paid_day": paid,
        "completed_day": day(given["completed"]),
        "is_paid": paid is not None,
        "paid_fen": fen,
        "receivable_fen": fen + 300 if platform == D else None,
        "list_fen": fen + 1000 if platform in (D, Y) else None,
        "quantity": 1 if platform != X else None,
        "refund_fen": given["refund"],
        "is_fully_refunded": given["full"],
        "nth_order": given["nth"],
        "nth_order_of_store": given["nth_store"],
        "is_new_buyer": given["nth"] == 1,
        "first_paid_day": day(given["first"]),
        "days_since_previous": given["prev"],
        **_MONEY_BY_PLATFORM[platform],
        **_EXTRAS.get(given["no"], {}),
    }


def lines() -> list[dict[str, Any]]:
    """Return the order lines; an order without any has one line 「unknown product」."""
    by_order: dict[str, list[dict[str, Any]]] = {}
    names = "order_no line_no product_name sku_code product_id quantity paid_fen refund_fen is_gift is_return"
    for row in _LINES:
        line = dict(zip(names.split(), row, strict=True))
        by_order.setdefault(line["order_no"], []).append(line)
    found = []
    for order in orders():
        if order.get("excluded_reason"):
            continue
        single = {
            "line_no": "1",
            "product_name": "unknown product",
            "quantity": order["quantity"],
            "paid_fen": order["paid_fen"],
            "refund_fen": order["refund_fen"],
            "is_gift": False,
            "is_return": False,
            "cost_fen": order.get("cost_fen"),
        }
        for line in by_order.get(order["order_no"], [single]):
            shared = {k: order.get(k) for k in _LINE_TYPES if k not in single and k != "list_fen"}
            cost = _LINE_COSTS.get((order["order_no"], line["line_no"]))
            found.append({**shared, "sku_code": None, "product_id": None, "cost_fen": cost, **line})
    return found


def refunds() -> list[dict[str, Any]]:
    """Return the refunds as their view has them."""
    names = [
        "refund_no",
        "order_no",
        "requested",
        "refunded",
        "seen",
        "status",
        "refund_fen",
        "reason",
    ]
    by_no = {o["order_no"]: o for o in orders()}
    found = []
    for row in _REFUNDS:
        given = dict(zip(names, row, strict=True))
        order = by_no[given["order_no"]]
        found.append(
            {
                **{k: order[k] for k in _REFUND_TYPES if k in order},
                **{k: given[k] for k in ("refund_no", "status", "refund_fen", "reason")},
                "requested_day": day(given["requested"]),
                "refunded_day": day(given["refunded"]),
                "first_seen_day": day(given["seen"]),
                "basis": "running_total" if given["seen"] else "event",
            }
        )
    return found


class SmallShop:
    """An engine over the hand-written shop; `coverage` may be replaced."""

    snapshot = 7
    zone = "Asia/Shanghai"
    currency = "CNY"

    def __init__(self, extra: Mapping[str, Sequence[Mapping[str, Any]]] | None = None) -> None:
        self.asked: list[str] = []
        self.data_as_of = {"douyin/旗舰店/orders": "2026-11-17T01:00:00Z"}
        self._con = duckdb.connect()
        self.load("orders_all", _ORDER_TYPES, orders())
        self._con.execute(
            "CREATE VIEW orders AS SELECT * EXCLUDE (excluded_reason) FROM orders_all WHERE excluded_reason IS NULL"
        )
        self.load("order_lines", _LINE_TYPES, lines())
        self.load("refunds", _REFUND_TYPES, refunds())
        facts = {**FACTS, **(extra or {})}
        for key, rows in facts.items():
            self.load(key, fact_types(key), [{"store": STORES[r["platform"]], **r} for r in rows])
        self.coverage = coverage(facts)

    def load(self, view: str, types: Mapping[str, str], rows: Sequence[Mapping[str, Any]]) -> None:
        """Make `view` a table with these rows; a column that a row does not name is null."""
        columns = ", ".join(f'"{name}" {kind}' for name, kind in types.items())
        self._con.execute(f'CREATE TABLE "{view}" ({columns})')
        for given in rows:
            row = {"channel_group": given.get("platform"), **given}
            known = [name for name in types if name in row]
            marks = ", ".join("?" * len(known))
            names = ", ".join(f'"{name}"' for name in known)
            self._con.execute(
                f'INSERT INTO "{view}" ({names}) VALUES ({marks})', [row[name] for name in known]
            )

    @property
    def known_buyers(self) -> tuple[int, int] | None:
        """Return of how many paid orders the buyer is known."""
        return count_known_buyers(self)

    def columns(self, view: str) -> list[str]:
        """Return the columns of a view."""
        return [
            row[0]
            for row in self._con.execute(
                "SELECT column_name FROM duckdb_columns() WHERE table_name = ? ORDER BY column_index",
                [view],
            ).fetchall()
        ]

    def rows(self, sql: str, params: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Run one SELECT and remember it."""
        self.asked.append(sql)
        return self._con.execute(sql, list(params)).fetchall()


def fact_types(key: str) -> dict[str, str]:
    """Return the columns of the view of a fact table: persons as ids, plus the business day."""
    table = TABLES.get(key)
    types = {"platform": "VARCHAR", "store": "VARCHAR"}
    for column in table.columns:
        name = f"{column.name}_id" if column.type == "person" else column.name
        types[name] = SQL_TYPE[column.type]
    if table.time:
        types["day"] = "DATE"
    if key in ("traffic_days", "shop_days"):
        types |= dict.fromkeys(("carrier", "source", "channel", "channel_group"), "VARCHAR")
    return types


def coverage(facts: Mapping[str, Sequence[Mapping[str, Any]]]) -> list[tuple[Any, ...]]:
    """Return who delivered what: orders all year, everything else in the weeks 45 and 46."""
    found: list[tuple[Any, ...]] = [
        (table, platform, STORES[platform], FIRST, LAST, False)
        for table in COVERED
        for platform in (D, Y, X, P)
    ]
    found += [("refunds", p, STORES[p], FIRST, LAST, False) for p in (D, X)]
    for key, rows in facts.items():
        for platform in dict.fromkeys(r["platform"] for r in rows):
            if TABLES.get(key).time:
                found.append((key, platform, STORES[platform], date(2026, 11, 2), LAST, False))
    return found
