"""Money of an order that its rows repeat, or that only its first row names."""

from __future__ import annotations

import pytest

from tests.importers.platforms import headers
from tests.importers.platforms.export import facts, table

# Per export: the titles of order number, paid, received, freight, and what else a row needs.
WEIXIN = {
    "订单号": "3700000000000000001",
    "订单下单时间": "2026-09-09 10:20:00",
    "支付时间": "2026-09-09 10:22:00",
    "订单状态": "已完成",
    "商品编码(平台)": "10000000001",
}
KUAISHOU = {
    "订单号": "2600000000000000001",
    "订单创建时间": "2026-09-09 10:20:00",
    "订单支付时间": "2026-09-09 10:22:00",
    "订单状态": "交易成功",
}
PINDUODUO = {
    "订单号": "260909-100000000000001",
    "订单成交时间": "2026-09-09 10:20:00",
    "订单状态": "已收货",
}
YOUZAN = {
    "订单号": "E20260909102200000100001",
    "订单创建时间": "2026-09-09 10:20:00",
    "买家付款时间": "2026-09-09 10:22:00",
    "订单状态": "交易完成",
}
SHOWN = [
    ("weixin_orders", headers.WEIXIN_ORDERS, WEIXIN, "订单实际支付金额", "订单实际收款金额", "订单运费"),
    ("kuaishou_orders", headers.KUAISHOU_ORDERS, KUAISHOU, "实付款", None, "快递费"),
    ("pinduoduo_orders", headers.PINDUODUO_ORDERS, PINDUODUO, "用户实付金额(元)", "商家实收金额(元)", "邮费(元)"),
    ("youzan_orders", headers.YOUZAN_ORDERS, YOUZAN, "订单实付金额", "订单实收金额", "运费"),
]  # fmt: skip


@pytest.mark.parametrize(
    "freights", [("8.00", ""), ("", "8.00"), ("8.00", "8.00"), ("8.00", "0.00")]
)
@pytest.mark.parametrize(
    ("key", "header", "row", "paid", "received", "freight"), SHOWN, ids=[s[0] for s in SHOWN]
)
def test_freight_on_one_row_of_the_order_is_taken_off_once(
    freights: tuple[str, str],
    key: str,
    header: list[str],
    row: dict[str, str],
    paid: str,
    received: str | None,
    freight: str,
) -> None:
    """108.00 paid of which 8.00 is freight: the goods cost 100.00, on whichever row the freight stands."""
    money = {paid: "108.00"} | ({received: "110.00"} if received else {})
    rows = [{**row, **money, freight: given} for given in freights]
    (order,) = facts(table(header, *rows), key)["orders"]
    assert (order["paid_fen"], order["freight_fen"]) == (10_000, 800)
    assert order["receivable_fen"] == (10_200 if received else 10_000)


def test_a_refunded_pinduoduo_order_gives_back_what_the_goods_cost() -> None:
    rows = [
        {**PINDUODUO, "用户实付金额(元)": "108.00", "商家实收金额(元)": "108.00", "邮费(元)": given, "售后状态": "退款成功"}
        for given in ("8.00", "")
    ]  # fmt: skip
    (order,) = facts(table(headers.PINDUODUO_ORDERS, *rows), "pinduoduo_orders")["orders"]
    assert order["refunded_fen"] == order["paid_fen"] == 10_000
