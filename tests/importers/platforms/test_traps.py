"""One small file per trap that real exports have set for real importers."""

from __future__ import annotations

from typing import Any

import pytest

from lianyi.importers.recognise import Unrecognised, recognise
from tests.importers.platforms import headers
from tests.importers.platforms.export import MAPPINGS, facts, recognised, table

ORDER = {
    "主订单编号": "6953547102608758621",
    "子订单编号": "6953547102608758622",
    "订单应付金额": "100.00",
    "订单提交时间": "2026-09-09 10:20:00",
    "支付完成时间": "2026-09-09 10:22:00",
    "订单状态": "已发货",
}
REFUND = {
    "售后单号": "146000000000000001",
    "订单号": "6953547102608758621",
    "商品单号": "6953547102608758622",
    "售后状态": "同意退款，退款成功",
    "售后申请时间": "2026-09-12 10:00:00",
    "商家退款时间": "2026-09-13 10:00:00",
    "退商品金额（元）": "40.00",
    "售后类型": "已发货退款",
    "退款方式": "原路退回",
}
WEIXIN = {
    "订单号": "3700000000000000001",
    "订单下单时间": "2026-09-09 10:20:00",
    "支付时间": "2026-09-09 10:22:00",
    "订单状态": "已完成",
    "订单实际支付金额": "108.00",
    "订单实际收款金额": "112.00",
    "订单运费": "8.00",
    "商品编码(平台)": "10001",
    "商品属性": "蓝色",
    "商品数量": "1",
    "商品实际价格(总共)": "40.00",
    "带货费用": "4.00",
    "带货方式": "直播带货",
    "带货账号昵称": "奶糖妈妈",
    "带货账号类型": "达人",
}


def order(**cells: str) -> dict[str, Any]:
    return facts(table(headers.DOUYIN_ORDERS, {**ORDER, **cells}), "douyin_orders")["orders"][0]


def refund(**cells: str) -> dict[str, Any]:
    sheet = table(headers.DOUYIN_AFTERSALE, {**REFUND, **cells})
    return facts(sheet, "douyin_aftersale")["refunds"][0]


@pytest.mark.parametrize(
    "guarded",
    [
        "6953547102608758621\t",
        "'6953547102608758621",
        " 6953547102608758621 ",
        '="6953547102608758621"',
    ],
)
def test_an_id_loses_its_guards(guarded: str) -> None:
    assert order(主订单编号=guarded)["order_no"] == "6953547102608758621"


def test_nineteen_digits_stay_nineteen_digits() -> None:
    assert order(主订单编号="6953547102608758999")["order_no"] == "6953547102608758999"


def test_an_id_in_scientific_notation_is_a_problem_and_not_an_order() -> None:
    found = facts(
        table(headers.DOUYIN_ORDERS, {**ORDER, "主订单编号": "6.95355E+18"}), "douyin_orders"
    )
    assert found["orders"] == []
    assert found[""][0]["problems"][0][2] == "6.95355E+18"


@pytest.mark.parametrize("nothing", ["-", "--", "", "—"])
def test_a_dash_is_nothing_and_not_zero(nothing: str) -> None:
    found = order(支付完成时间=nothing, 平台实际承担优惠金额=nothing)
    assert found["paid_at"] is None and found["subsidy_fen"] is None


@pytest.mark.parametrize(
    "amount", ["¥1,234.50", "1,234.50元", "1234.5", "￥1234.50", " 1，234.50 "]
)
def test_an_amount_is_read_in_every_dress(amount: str) -> None:
    assert order(订单应付金额=amount)["paid_fen"] == 123450


def test_half_width_brackets_are_the_same_brackets() -> None:
    header = [t.replace("（", "(").replace("）", ")") for t in headers.DOUYIN_AFTERSALE]
    row = {k.replace("（", "(").replace("）", ")"): v for k, v in REFUND.items()}
    assert facts(table(header, row), "douyin_aftersale")["refunds"][0]["refund_fen"] == 4000


def test_rows_of_totals_and_blank_rows_are_no_orders() -> None:
    total = {"主订单编号": "合计", "订单应付金额": "999.00"}
    sheet = table(headers.DOUYIN_ORDERS, ORDER, {}, total)
    found = facts(sheet, "douyin_orders")
    assert [o["paid_fen"] for o in found["orders"]] == [10000]
    assert found[""][0]["skipped"] == 2


def test_an_explanation_below_the_header_is_no_order() -> None:
    told = {
        "主订单编号": "订单的唯一编号",
        "订单应付金额": "买家应付",
        "订单提交时间": "下单的时间",
    }
    found = facts(table(headers.DOUYIN_ORDERS, told, ORDER), "douyin_orders")
    assert len(found["orders"]) == 1 and found[""][0]["bad_rows"] == 0


def test_an_export_with_few_columns_says_nothing_about_the_others() -> None:
    header = list(ORDER)
    found = facts(table(header, ORDER), "douyin_orders")
    columns = set(found["orders"][0])
    assert {"paid_fen", "paid_at", "status"} <= columns
    assert not {"province", "receiver", "quantity", "freight_fen", "promoter_id"} & columns
    assert found["orders"][0]["freight_included"] is True


def test_the_unit_price_has_two_names() -> None:
    header = ["商品金额" if t == "商品单价" else t for t in headers.DOUYIN_ORDERS]
    row = {**ORDER, "商品金额": "50.00", "商品数量": "2"}
    found = facts(table(header, row), "douyin_orders")
    assert found["order_lines"][0]["unit_price_fen"] == 5000
    assert found["orders"][0]["list_fen"] == 10000


def test_order_money_repeated_on_every_row_is_taken_once_while_rows_add_up() -> None:
    other = {
        **WEIXIN,
        "商品属性": "粉色",
        "商品实际价格(总共)": "60.00",
        "商品数量": "2",
        "带货费用": "6.00",
    }
    found = facts(table(headers.WEIXIN_ORDERS, WEIXIN, other), "weixin_orders")
    (one,) = found["orders"]
    assert (one["paid_fen"], one["freight_fen"], one["receivable_fen"]) == (10000, 800, 10400)
    assert (one["commission_fen"], one["quantity"]) == (1000, 3)
    assert (one["carrier"], one["source"]) == ("live", "creator")
    assert [line["paid_fen"] for line in found["order_lines"]] == [4000, 6000]
    assert [line["line_no"] for line in found["order_lines"]] == ["10001/蓝色#1", "10001/粉色#1"]


def test_the_same_product_twice_in_an_order_makes_two_lines() -> None:
    found = facts(table(headers.WEIXIN_ORDERS, WEIXIN, WEIXIN), "weixin_orders")
    assert [line["line_no"] for line in found["order_lines"]] == ["10001/蓝色#1", "10001/蓝色#2"]


def test_kinds_of_goods_are_not_units() -> None:
    row = {
        "订单号": "E1",
        "订单创建时间": "2026-09-09 10:20:00",
        "买家付款时间": "2026-09-09 10:22:00",
        "订单实付金额": "10.00",
        "订单状态": "已发货",
        "商品种类数": "3",
    }
    assert "quantity" not in facts(table(headers.YOUZAN_ORDERS, row), "youzan_orders")["orders"][0]


@pytest.mark.parametrize(
    ("status", "meaning"),
    [
        ("同意退款，退款成功", "refunded"),
        ("待买家退货", "requested"),
        ("待商家处理", "requested"),
        ("待商家收货", "requested"),
        ("售后关闭", "closed"),
        ("平台处理中心介入", "unknown"),
    ],
)
def test_a_refund_counts_only_when_the_money_went_back(status: str, meaning: str) -> None:
    found = refund(售后状态=status)
    assert found["status"] == meaning
    assert (found["refunded_at"] is not None) == (meaning == "refunded")


def test_an_exchange_moves_no_money() -> None:
    found = refund(退款方式="无需退款", 售后类型="换货")
    assert (found["status"], found["refunded_at"]) == ("exchange", None)


def test_a_refund_is_the_goods_less_the_payment_discount_with_freight_apart() -> None:
    row = {**REFUND, "退运费金额（元）": "6.00", "退支付优惠（元）": "1.50"}
    found = facts(table(headers.DOUYIN_AFTERSALE, row), "douyin_aftersale")["refunds"][0]
    assert found["refund_fen"] == 3850
    assert (found["freight_refund_fen"], found["pay_discount_back_fen"]) == (600, 150)


def test_an_after_sale_older_than_any_order_is_kept_with_its_order_number() -> None:
    found = refund(订单号="6900000000000000001", 售后申请时间="2024-01-02 10:00:00")
    assert found["order_no"] == "6900000000000000001"
    assert str(found["requested_at"]) == "2024-01-02 02:00:00"


def test_a_refund_file_without_status_and_time_is_refunded_without_a_day() -> None:
    row = {"售后单号": "R1", "订单号": "P1", "申请售后金额(元)": "20.00", "售后类型": "仅退款"}
    swap = {**row, "售后单号": "R2", "售后类型": "换货"}
    found = facts(table(headers.XIAOHONGSHU_AFTERSALE, row, swap), "xiaohongshu_aftersale")[
        "refunds"
    ]
    assert [f["status"] for f in found] == ["refunded", "exchange"]
    assert [f["refund_fen"] for f in found] == [2000, 2000]
    assert "refunded_at" not in found[0] and found[0]["requested_at"] is None


def test_a_presale_is_paid_at_its_final_payment() -> None:
    row = {
        "订单号": "K1",
        "订单创建时间": "2026-10-20 20:00:00",
        "预售定金支付时间": "2026-10-20 20:01:00",
        "订单支付时间": "2026-11-01 00:10:00",
        "订单状态": "已发货",
        "实付款": "200.00",
        "成交数量": "1",
    }
    waiting = {**row, "订单号": "K2", "订单支付时间": "", "订单状态": "待付尾款"}
    one, two = facts(table(headers.KUAISHOU_ORDERS, row, waiting), "kuaishou_orders")["orders"]
    assert str(one["paid_at"]) == "2026-10-31 16:10:00"
    assert str(one["deposit_paid_at"]) == "2026-10-20 12:01:00"
    assert one["is_presale"] is True and two["is_presale"] is True
    assert two["paid_at"] is None and two["status"] == "unpaid"


def test_the_kuaishou_promoter_is_a_creator_else_a_leader_else_a_sharer() -> None:
    base = {
        "订单创建时间": "2026-09-09 10:20:00",
        "订单支付时间": "2026-09-09 10:22:00",
        "订单状态": "已发货",
        "实付款": "20.00",
        "成交数量": "1",
        "团长ID": "L1",
        "订单载体": "直播",
    }
    rows = [{**base, "订单号": "1", "CPS达人ID": "C1"}, {**base, "订单号": "2", "CPS达人ID": "-"}]
    rows.append({**base, "订单号": "3", "团长ID": "0"})
    found = facts(table(headers.KUAISHOU_ORDERS, *rows), "kuaishou_orders")["orders"]
    assert [o["promoter_id"] for o in found] == ["C1", "L1", None]
    assert [o["source"] for o in found] == ["creator", "creator", "own"]


@pytest.mark.parametrize(
    ("cells", "carrier", "source"),
    [
        ({"流量体裁": "直播", "达人ID": "9800"}, "live", "creator"),
        ({"流量体裁": "短视频", "广告渠道": "巨量千川"}, "short_video", "paid"),
        ({"流量体裁": "商品卡", "达人ID": "0"}, "product_card", "own"),
        ({"流量体裁": "从没见过"}, "unknown", "own"),
        ({"流量体裁": "-"}, None, "own"),
    ],
)
def test_the_channel_of_a_douyin_order(
    cells: dict[str, str], carrier: str | None, source: str
) -> None:
    found = order(**cells)
    assert (found["carrier"], found["source"]) == (carrier, source)


def test_remarks_give_away_only_the_words_that_are_looked_for() -> None:
    found = order(
        商家备注="李雷 13812345678 员工内购，勿外传",
        买家留言="放门口",
        收件人="李雷",
        详细地址="某路1号",
    )
    assert found["remark_words"] == "员工"
    assert not {"李雷", "放门口", "某路1号"} & {str(v) for v in found.values()}


def test_a_masked_phone_is_nobody_and_a_whole_one_somebody() -> None:
    assert order(收件人手机号="138****5678")["receiver"] is None
    assert order(收件人手机号="+86 138-1234-5678")["receiver"].endswith("13812345678")


def test_an_order_is_closed_only_when_all_of_its_lines_are() -> None:
    closed = {**ORDER, "子订单编号": "2", "订单状态": "已关闭"}
    (one,) = facts(table(headers.DOUYIN_ORDERS, ORDER, closed), "douyin_orders")["orders"]
    assert one["status"] == "shipped"
    (two,) = facts(table(headers.DOUYIN_ORDERS, closed), "douyin_orders")["orders"]
    assert two["status"] == "closed"


def test_the_order_file_is_told_from_the_refund_file_by_name() -> None:
    found = recognise([headers.YOUZAN_ORDERS], MAPPINGS.values(), kind="refunds")
    assert isinstance(found, Unrecognised)
    assert found.issue.code == "import.kind_mismatch"


def test_header_drift_loses_one_optional_cell_and_nothing_else() -> None:
    header = ["订单完成的时间" if t == "订单完成时间" else t for t in headers.DOUYIN_ORDERS]
    found = recognised(table(header, ORDER))
    assert found.mapping.key == "douyin_orders" and "completed_at" not in found.columns


def test_a_shopify_order_stands_on_the_first_of_its_rows() -> None:
    first = {
        "Name": "#1001",
        "Email": "a@example.com",
        "Financial Status": "paid",
        "Paid at": "2026-09-09 10:22:00 +0800",
        "Created at": "2026-09-09 10:20:00 +0800",
        "Currency": "CNY",
        "Shipping": "10.00",
        "Total": "110.00",
        "Refunded Amount": "0.00",
        "Lineitem quantity": "1",
        "Lineitem name": "Cup - Blue",
        "Lineitem price": "60.00",
        "Lineitem sku": "CUP-B",
    }
    second = {"Name": "#1001", "Email": "a@example.com", "Created at": first["Created at"]}
    second |= {"Lineitem quantity": "2", "Lineitem name": "Lid", "Lineitem price": "20.00"}
    found = facts(table(headers.SHOPIFY_ORDERS, first, second), "shopify_orders")
    (one,) = found["orders"]
    assert (one["paid_fen"], one["freight_fen"], one["quantity"]) == (10000, 1000, 3)
    assert (one["list_fen"], one["status"], one["freight_included"]) == (10000, "paid", False)
    assert str(one["paid_at"]) == "2026-09-09 02:22:00"
    assert [line["paid_fen"] for line in found["order_lines"]] == [6000, 4000]
