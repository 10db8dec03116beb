"""What a segment may count: measures over a person's orders, events and invitations, and what limits them.

Every measure exists twice with the same meaning: over documented views (SQL) and over a stream of the timelines.
A filter whose `stream` is None is known to the views only; such a tally is always asked in SQL.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from lianyi.core.translation import Text
from lianyi.timelines.store import PROPERTIES

SourceKey = Literal["orders", "events", "invites", "joined"]
How = Literal["rows", "days", "sum"]


@dataclass(frozen=True)
class Filterable:
    """A column that facts can be limited by. `lines`: only the lines of an order know it."""

    key: str
    name: Text
    type: Literal["text", "money"]
    column: str
    stream: str | None
    lines: bool = False


@dataclass(frozen=True)
class Source:
    """Facts of one kind: the stream that has them in the timelines, and what they can be limited by."""

    key: SourceKey
    stream: str
    filters: Mapping[str, Filterable]


@dataclass(frozen=True)
class Measure:
    """How many facts, on how many days, or how much: `columns` are summed with their signs.

    `lines` is the SQL over the lines of orders, taken when a filter needs their columns. The nouns (`one` beside a 1)
    finish the sentences 「最近90天（支付订单）至少2（单）」 and "at least 2 (paid orders) in the last 90 days"; `unit` is
    the Chinese measure word.
    """

    key: str
    source: SourceKey
    how: How
    noun: Text
    one: Text
    unit: str
    sql: str
    lines: str | None = None
    columns: tuple[tuple[str, int], ...] = ()

    @property
    def type(self) -> Literal["count", "money"]:
        """What its number is."""
        return "money" if self.how == "sum" else "count"


def _filters(*filters: Filterable) -> dict[str, Filterable]:
    return {f.key: f for f in filters}


_CHANNEL = Filterable("channel", Text("渠道", "channel"), "text", "channel", "channel")
_PLACE = (
    _CHANNEL,
    Filterable("platform", Text("平台", "platform"), "text", "platform", "platform"),
    Filterable("store", Text("店铺", "store"), "text", "store", "store"),
)
_ORDER_FILTERS = _filters(
    *_PLACE,
    Filterable("paid_fen", Text("实付", "paid"), "money", "paid_fen", None),
    Filterable("province", Text("省份", "province"), "text", "province", None),
    Filterable("promoter", Text("推广者", "promoter"), "text", "promoter_name", None),
    Filterable("coupon", Text("优惠券", "coupon"), "text", "coupon_name", None),
    Filterable("live_session", Text("直播场次", "live session"), "text", "live_session_no", None),
    Filterable("product", Text("商品", "product"), "text", "product_name", None, lines=True),
    Filterable("product_id", Text("商品ID", "product id"), "text", "product_id", None, lines=True),
    Filterable("sku", Text("商家编码", "SKU"), "text", "sku_code", None, lines=True),
    Filterable("category", Text("类目", "category"), "text", "category", None, lines=True),
)
_EVENT_FILTERS = _filters(
    *_PLACE,
    Filterable("content", Text("内容ID", "content id"), "text", "content", "content"),
    Filterable("product", Text("商品ID", "product id"), "text", "product", "product"),
    Filterable("category", Text("类目", "category"), "text", "category", "category"),
    Filterable("session", Text("会话ID", "session"), "text", "session", None),
    *(
        Filterable(f"property_{n}", Text(f"属性{n}", f"property {n}"), "text", p, p)
        for n, p in enumerate(PROPERTIES, 1)
    ),
)
_INVITE_FILTERS = _filters(
    *_PLACE,
    Filterable("activity", Text("活动", "activity"), "text", "activity", "activity"),
    Filterable("status", Text("状态", "status"), "text", "status", "status"),
)
SOURCES: Mapping[SourceKey, Source] = {
    "orders": Source("orders", "orders", _ORDER_FILTERS),
    "events": Source("events", "events", _EVENT_FILTERS),
    "invites": Source("invites", "invites", _INVITE_FILTERS),
    "joined": Source("joined", "invites", _INVITE_FILTERS),
}


def _sum(key: str, source: SourceKey, noun: str, sql: str, *columns: tuple[str, int]) -> Measure:
    lines = sql if source == "orders" else None
    return Measure(key, source, "sum", _text(noun), _text(noun), "", sql, lines, columns)


def _count(
    key: str, source: SourceKey, noun: str, one: str, unit: str, lines: str | None = None
) -> Measure:
    told = _text(noun)
    return Measure(key, source, "rows", told, Text(told.zh, one), unit, "count(*)", lines)


def _days(key: str, source: SourceKey, noun: str, one: str) -> Measure:
    told, sql = _text(noun), "count(DISTINCT day)"
    return Measure(key, source, "days", told, Text(told.zh, one), "天", sql, sql)


def _text(pair: str) -> Text:
    zh, en = pair.split("|")
    return Text(zh, en)


_ORDERS_OF_LINES = "count(DISTINCT (platform, store, order_no))"
_NET = "sum(coalesce(paid_fen, 0) - coalesce(refund_fen, 0))"
_ALL = (
    _count("orders", "orders", "支付订单|paid orders", "paid order", "单", _ORDERS_OF_LINES),
    _days("order_days", "orders", "有支付订单的日子|days with a paid order", "day with a paid order"),
    _sum("paid_fen", "orders", "支付金额|paid", "sum(paid_fen)", ("order_fen", 1)),
    _sum("refund_fen", "orders", "所付订单的退款|refunded of what was paid", "sum(refund_fen)", ("refund_fen", 1)),
    _sum("net_fen", "orders", "净支付金额|paid less refunds", _NET, ("order_fen", 1), ("refund_fen", -1)),
    _count("events", "events", "事件|events", "event", "次"),
    _days("event_days", "events", "有事件的日子|days with events", "day with events"),
    _sum("value_fen", "events", "事件的金额|value of events", "sum(value_fen)", ("value_fen", 1)),
    _count("invites", "invites", "发出的邀请|invitations sent", "invitation sent", "次"),
    _count("invites_joined", "joined", "被接受的邀请|invitations accepted", "invitation accepted", "次"),
)  # fmt: skip
MEASURES: Mapping[str, Measure] = {m.key: m for m in _ALL}
