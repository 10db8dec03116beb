from __future__ import annotations

from datetime import datetime
from typing import Any

from tests.importers.platforms import headers
from tests.importers.platforms.export import Facts, facts, table

DOUYIN_ROW = {
    "主订单编号": "6953547102608758621\t",
    "子订单编号": "6953547102608758621\t",
    "选购商品": "学饮杯",
    "商品数量": "2",
    "商家编码": "CUP-1",
    "商品单价": "¥59.90",
    "订单应付金额": "109.80",
    "运费": "10.00",
    "平台实际承担优惠金额": "5.00",
    "商家实际承担优惠金额": "15.00",
    "达人实际承担优惠金额": "0.00",
    "收件人手机号": "13812345678",
    "省": "浙江省",
    "订单提交时间": "2026/09/09 10:20:00",
    "支付完成时间": "2026/09/09 10:22:00",
    "订单状态": "已完成",
    "流量体裁": "直播",
    "达人ID": "88001122",
    "达人昵称": "奶糖妈妈",
}


def test_a_douyin_order_sums_its_lines_and_leaves_the_freight_out() -> None:
    second = {
        **DOUYIN_ROW,
        "子订单编号": "6953547102608758622\t",
        "订单应付金额": "1,020.10",
        "运费": "-",
    }
    orders, lines = _both(facts(table(headers.DOUYIN_ORDERS, DOUYIN_ROW, second), "douyin_orders"))
    assert len(orders) == 1
    order = orders[0]
    assert order["order_no"] == "6953547102608758621"
    assert (order["paid_fen"], order["freight_fen"], order["subsidy_fen"]) == (111990, 1000, 1000)
    assert order["paid_at"] == datetime.fromisoformat("2026-09-09 02:22")
    assert (order["carrier"], order["source"], order["status"]) == ("live", "creator", "completed")
    assert order["quantity"] == 4 and order["freight_included"] is False
    assert [line["paid_fen"] for line in lines] == [9980, 102010]


def test_a_masked_receiver_is_nobody() -> None:
    masked = {**DOUYIN_ROW, "收件人手机号": "138****5678"}
    orders, _ = _both(facts(table(headers.DOUYIN_ORDERS, masked), "douyin_orders"))
    assert orders[0]["receiver"] is None


def test_an_unpaid_douyin_order_has_no_time_of_payment() -> None:
    unpaid = {**DOUYIN_ROW, "支付完成时间": "-", "订单状态": "待支付"}
    orders, _ = _both(facts(table(headers.DOUYIN_ORDERS, unpaid), "douyin_orders"))
    assert orders[0]["paid_at"] is None and orders[0]["status"] == "unpaid"


def test_the_order_level_report_of_douyin_writes_no_lines() -> None:
    header = [t for t in headers.DOUYIN_ORDERS if t != "子订单编号"]
    row = {k: v for k, v in DOUYIN_ROW.items() if k != "子订单编号"}
    found = facts(table(header, row), "douyin_orders_by_order")
    assert "order_lines" not in found
    assert found["orders"][0]["paid_fen"] == 9980


def test_the_second_distributor_of_youzan_is_the_promoter() -> None:
    row = {
        "订单号": "E20260909102200000100001",
        "订单创建时间": "2026-09-09 10:20:00",
        "买家付款时间": "2026-09-09 10:22:00",
        "订单状态": "交易完成",
        "订单实付金额": "138.00",
        "订单实收金额": "140.00",
        "运费": "8.00",
        "买家手机号": "13912345678",
        "分销员": "",
        "分销员#2": "林小满",
        "订单已退款金额": "30.00",
        "商品种类数": "7",
    }
    order = facts(table(headers.YOUZAN_ORDERS, row), "youzan_orders")["orders"][0]
    assert order["promoter_name"] == "林小满"
    assert (order["paid_fen"], order["freight_fen"], order["refunded_fen"]) == (13000, 800, 3000)
    assert order["buyer"].endswith("13912345678")
    assert "quantity" not in order


def test_xiaohongshu_rows_of_one_order_add_up() -> None:
    row = {
        "订单号": "P700001",
        "规格ID": "S1",
        "SKU件数": "1",
        "用户应付金额(元)": "90.00",
        "商家应收金额(元)（支付金额）": "100.00",
        "平台优惠(元)": "10.00",
        "包裹总运费(元)": "6.00",
        "订单创建时间": "2026-09-09 10:20:00",
        "支付时间": "2026-09-09 10:22:00",
        "订单状态": "已完成",
        "用户编号": "u-77",
        "收件人电话": "13812345678",
    }
    sheet = table(headers.XIAOHONGSHU_ORDERS, row, {**row, "规格ID": "S2"}, {**row, "规格ID": "S2"})
    orders, lines = _both(facts(sheet, "xiaohongshu_orders"))
    assert (orders[0]["paid_fen"], orders[0]["receivable_fen"]) == (27000, 30000)
    assert (orders[0]["freight_fen"], orders[0]["quantity"]) == (600, 3)
    assert orders[0]["buyer"].endswith("u-77") and orders[0]["receiver"] is None
    assert [line["line_no"] for line in lines] == ["S1#1", "S2#1", "S2#2"]


def test_pinduoduo_has_no_person_and_a_cancelled_order_is_not_paid() -> None:
    row = {
        "订单号": "240909-123456789012345",
        "订单状态": "已发货，待收货",
        "用户实付金额(元)": "45.00",
        "商家实收金额(元)": "48.00",
        "邮费(元)": "5.00",
        "商品数量(件)": "2",
        "订单成交时间": "2026-09-09 10:22:00",
    }
    cancelled = {**row, "订单号": "240909-2", "订单状态": "已取消"}
    orders, _ = _both(facts(table(headers.PINDUODUO_ORDERS, row, cancelled), "pinduoduo_orders"))
    assert [o["paid_fen"] for o in orders] == [4000, 4000]
    assert [o["paid_at"] is None for o in orders] == [False, True]
    assert "buyer" not in orders[0] and "receiver" not in orders[0]
    assert orders[0]["status"] == "shipped"


def _both(
    found: Facts,
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    return found["orders"], found["order_lines"]
