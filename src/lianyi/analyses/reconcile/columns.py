"""Which columns of a platform's report name the order or the day, and which one the amount.

A mapping that knows the export tells it; otherwise titles do, and where no title does, what stands in the cells.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lianyi.analyses.reconcile.cells import day_in
from lianyi.analyses.reconcile.definition import COUNTS, METRICS
from lianyi.core.errors import LianyiError
from lianyi.core.money_text import parse_money
from lianyi.importers.recognise import header_key

if TYPE_CHECKING:
    from lianyi.importers.mapping import Mapping, Output

ORDER = (
    "主订单编号", "订单编号", "订单号", "订单ID", "商户订单号", "平台订单号", "交易单号",
    "order_no", "order id", "order number", "InvoiceNo",
)  # fmt: skip
DAY = {
    "paid": ("支付完成时间", "付款时间", "支付时间", "买家付款时间", "支付日期", "付款日期", "paid_at", "paid at"),
    "created": ("订单提交时间", "下单时间", "订单创建时间", "创建时间", "下单日期", "created_at", "created at"),
    "any": ("日期", "统计日期", "数据日期", "业务日期", "时间", "天", "day", "date", "ds", "time"),
}  # fmt: skip
AMOUNT = (
    "用户支付金额", "支付金额", "成交金额", "实付金额", "订单实付金额", "用户应付金额", "订单应付金额", "应付金额", "支付GMV", "GMV", "订单金额",
    "销售额", "净成交", "退款后支付金额", "金额", "paid_amount", "amount", "gmv_paid", "gmv", "revenue", "sales", "total", "value", "paid",
)  # fmt: skip
COUNT = ("成交订单数", "支付订单数", "订单数", "订单量", "单量", "orders", "orders_paid", "count")
PARTS = ("载体类型", "载体", "投放时段", "carrier", "source")
WHOLE = frozenset({"", "全部", "整体", "不限", "全天", "总计", "合计", "all"})
HEADER_ROWS = 10
SAMPLE = 20
MOSTLY = 0.8
OF_SHOP_DAYS = {"gmv_net": ("net_paid_fen", "paid_fen"), **dict.fromkeys(COUNTS, ("orders",))}
"""Columns of `shop_days` that hold a metric, best first; `paid_fen` for all others."""
FIGURES, MOMENTS, WORDS = ("money", "count", "number"), ("instant", "day"), ("choice", "text")
NAME = re.compile(r"[a-z_][a-z0-9_]*")


@dataclass(frozen=True)
class Columns:
    """Places of columns, counted from 0. Exactly one of a list of orders (`order` is given) and of days (`day` is).

    `amount` is None where orders are only counted. `parts` say which part of the day a row is about; amounts are in minor
    units where `in_minor`; `once`: an order's amount stands in each of its rows. `else_day` dates what has no `day`:
    an order that nobody paid has the day on which it was placed.
    """

    order: int | None
    day: int | None
    amount: int | None
    parts: tuple[int, ...] = ()
    in_minor: bool = False
    once: bool = False
    else_day: int | None = None


def columns_of(
    headers: Sequence[str],
    rows: Sequence[Sequence[str]],
    metric: str,
    mapping: Mapping | None,
    asked: dict[str, str | None],
) -> Columns:
    """Return the columns of a table with `headers` and its first `rows`; `asked` names some by title.

    Refuses with `reconcile.column` where no order, day or amount can be found.
    """
    given = {role: _asked(headers, title) for role, title in asked.items() if title}
    known = _mapped(headers, metric, mapping) if mapping is not None else None
    if known is None:
        known = _guessed(headers, rows, metric)
    found = Columns(
        given.get("order", known.order),
        given.get("day", known.day),
        given.get("amount", known.amount),
        known.parts,
        known.in_minor and "amount" not in given,
        known.once,
        None if "day" in given else known.else_day,
    )
    if found.order is None and found.day is None:
        raise LianyiError("reconcile.column", what="--order, --day", headers=_shown(headers))
    if found.amount is None and not (found.order is not None and metric in COUNTS):
        raise LianyiError("reconcile.column", what="--amount", headers=_shown(headers))
    return found


def header_of(rows: Sequence[Sequence[str]], metric: str, asked: dict[str, str | None]) -> int:
    """Return the number (from 1) of the row of titles in a table that no mapping knows; 0 where data begins at once.

    It is the first row whose titles, or whose cells below, tell the columns; a title over the whole table is none.
    """
    for number, row in enumerate(rows[:HEADER_ROWS], 1):
        if sum(map(bool, row)) < 2 and number < len(rows):
            continue
        try:
            found = columns_of(row, rows[number:], metric, None, asked)
        except LianyiError:
            continue
        places = [p for p in (found.day, found.amount) if p is not None and p < len(row)]
        is_data = bool(places) and all(_is_day(row[p]) or _is_amount(row[p]) for p in places)
        return 0 if is_data else number
    return next((n for n, row in enumerate(rows, 1) if any(row)), 1)


def _asked(headers: Sequence[str], title: str) -> int:
    place = _titled(headers, (title,))
    if place is None:
        raise LianyiError("reconcile.column", what=title, headers=_shown(headers))
    return place


def _shown(headers: Sequence[str]) -> str:
    return "、".join(h for h in headers if h)[:200]


def _titled(headers: Sequence[str], names: Sequence[str]) -> int | None:
    keys = [header_key(h) for h in headers]
    for name in names:
        wanted = header_key(name)
        for place, key in enumerate(keys):
            if key in (wanted, f"{wanted}(元)"):
                return place
    return None


def _guessed(headers: Sequence[str], rows: Sequence[Sequence[str]], metric: str) -> Columns:
    created = METRICS[metric].time == "created"
    order = _titled(headers, ORDER)
    kinds = ("created", "paid", "any") if created else ("paid", "created", "any")
    days = [p for kind in kinds if (p := _titled(headers, DAY[kind])) is not None]
    day, else_day = [*days, None, None][:2]
    counts = metric in COUNTS and order is None
    amount = (
        None if metric in COUNTS and not counts else _titled(headers, COUNT if counts else AMOUNT)
    )
    parts = tuple(p for p in (_titled(headers, (name,)) for name in PARTS) if p is not None)
    taken = {p for p in (order, day, amount, *parts) if p is not None}
    width = len(headers)
    if day is None and order is None:
        day = next((p for p in range(width) if p not in taken and _mostly(rows, p, _is_day)), None)
        taken |= {day} if day is not None else set()
    if amount is None and (counts or metric not in COUNTS):
        figures = [p for p in range(width) if p not in taken and _mostly(rows, p, _is_amount)]
        amount = figures[0] if len(figures) == 1 else None
    beside = else_day if order is not None else None
    return Columns(order, day, amount, tuple(sorted(set(parts))), else_day=beside)


def _mostly(rows: Sequence[Sequence[str]], place: int, is_one: Callable[[str], object]) -> bool:
    cells = [row[place].strip() for row in rows[:SAMPLE] if place < len(row) and row[place].strip()]
    return bool(cells) and sum(bool(is_one(c)) for c in cells) >= MOSTLY * len(cells)


def _is_day(text: str) -> bool:
    return day_in(text) is not None


def _is_amount(text: str) -> bool:
    return isinstance(parse_money(text, rounding=True), int)


def _mapped(headers: Sequence[str], metric: str, mapping: Mapping) -> Columns | None:
    """Return the columns as a mapping of orders or shop days knows them; None for any other mapping."""
    outputs = {o.table: o for o in mapping.outputs}
    if mapping.kind == "shop_days" and "shop_days" in outputs:
        days = outputs["shop_days"]
        wanted = OF_SHOP_DAYS.get(metric, ("paid_fen",))
        amount = next(iter(_cells(headers, mapping, days, wanted, FIGURES)), None)
        day = next(iter(_cells(headers, mapping, days, ("day",), MOMENTS)), None)
        if day is None or amount is None:
            return None
        parts = _cells(headers, mapping, days, ("carrier", "source"), WORDS)
        return Columns(None, day[0], amount[0], tuple(p[0] for p in parts), in_minor=amount[1])
    if mapping.kind == "orders" and "orders" in outputs:
        return _of_orders(headers, metric, mapping, outputs["orders"])
    return None


def _of_orders(
    headers: Sequence[str], metric: str, mapping: Mapping, orders: Output
) -> Columns | None:
    order = next(iter(_cells(headers, mapping, orders, ("order_no",), ("id", "text"))), None)
    amount = next(iter(_cells(headers, mapping, orders, ("paid_fen",), FIGURES)), None)
    created = METRICS[metric].time == "created"
    names = ("created_at", "paid_at") if created else ("paid_at", "created_at")
    days = [p for p, _ in _cells(headers, mapping, orders, names, MOMENTS)]
    if order is None or (amount is None and metric not in COUNTS):
        return None
    once = "sum(" not in orders.columns.get("paid_fen", "") and bool(orders.per)
    counted = None if metric in COUNTS or amount is None else amount[0]
    day, else_day = [*days, None, None][:2]
    return Columns(order[0], day, counted, (), bool(amount and amount[1]), once, else_day)


def _cells(
    headers: Sequence[str],
    mapping: Mapping,
    output: Output,
    columns: Sequence[str],
    kinds: Sequence[str],
) -> list[tuple[int, bool]]:
    """Return place, and whether it is in minor units, of the first cell of one of `kinds` that each column is made of."""
    cells = {c.name: c for c in mapping.cells if c.kind in kinds}
    found = []
    for column in columns:
        for name in NAME.findall(output.columns.get(column, "")):
            place = _titled(headers, cells[name].headers) if name in cells else None
            if place is not None:
                found.append((place, cells[name].unit == "fen"))
                break
    return list(dict.fromkeys(found))
