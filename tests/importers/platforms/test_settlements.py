from __future__ import annotations

from typing import Any

import pytest

from tests.importers.platforms import headers
from tests.importers.platforms.export import facts, table

ENTRY = {
    "动账时间": "2026-09-20 03:00:00",
    "动帐流水号": "7000000000000000001\t",
    "动账方向": "入账",
    "动账金额": "95.40",
    "动账场景": "货款结算入账",
    "订单号": "6900000000000000001",
    "子订单号": "6900000000000000002",
    "订单实付应结": "100.00",
    "实际平台补贴": "5.00",
    "实际抖音支付补贴": "1.00",
    "平台服务费": "-4.60",
    "佣金": "-5.00",
    "服务商佣金": "-1.00",
}


def entries(*rows: dict[str, str]) -> list[dict[str, Any]]:
    return facts(table(headers.DOUYIN_ENTRIES, *rows), "douyin_entries")["settlements"]


def test_a_douyin_entry_takes_its_sign_from_the_direction() -> None:
    out = {
        **ENTRY,
        "动帐流水号": "2",
        "动账方向": "出账",
        "动账金额": "30.00",
        "平台服务费": "1.00",
    }
    income, back = entries(ENTRY, out)
    assert (income["amount_fen"], back["amount_fen"]) == (9540, -3000)
    assert (income["platform_fee_fen"], back["platform_fee_fen"]) == (460, -100)
    assert (income["commission_fen"], income["subsidy_fen"]) == (600, 600)
    assert income["entry_no"] == "7000000000000000001"
    assert income["is_transfer"] is False


@pytest.mark.parametrize("scene", ["提现", "充值", "转账", "保证金", "保证金充值", "保证金退还"])
def test_moving_own_money_is_neither_income_nor_cost(scene: str) -> None:
    assert entries({**ENTRY, "动账场景": scene})[0]["is_transfer"] is True


def test_the_douyin_bill_keeps_two_entries_of_one_order_apart() -> None:
    row = {
        "结算时间": "2026-09-20 03:00:00",
        "订单号": "69",
        "子订单号": "70",
        "结算金额": "90.00",
        "结算单类型": "已结算",
        "用户实付": "100.00",
        "平台补贴": "2.00",
        "平台服务费": "-5.00",
        "佣金": "-7.00",
    }
    back = {**row, "结算单类型": "结算后退款", "结算金额": "-45.00", "平台服务费": "2.50"}
    found = facts(table(headers.DOUYIN_SETTLED, row, back), "douyin_settlements")["settlements"]
    assert [f["amount_fen"] for f in found] == [9000, -4500]
    assert [f["platform_fee_fen"] for f in found] == [500, -250]
    assert found[0]["commission_fen"] == 700 and found[0]["scene"] == "结算账单"
    assert len({f["entry_no"] for f in found}) == 2


def test_a_xiaohongshu_settlement_splits_fees_from_commissions() -> None:
    row = {
        "订单号": "P1",
        "结算时间": "2026-09-20 03:00:00",
        "交易类型": "订单结算",
        "动账金额": "80.00",
        "商品实付/实退": "100.00",
        "平台优惠补贴": "3.00",
        "佣金": "-5.00",
        "支付渠道费": "-0.60",
        "分销佣金": "-12.40",
    }
    back = {**row, "售后单号": "R1", "动账金额": "-40.00", "商品实付/实退": "-50.00"}
    one, two = facts(table(headers.XIAOHONGSHU_SETTLED, row, back), "xiaohongshu_settlements")[
        "settlements"
    ]
    assert (one["paid_fen"], one["platform_fee_fen"], one["commission_fen"]) == (10000, 560, 1240)
    assert (one["refund_fen"], two["refund_fen"], two["paid_fen"]) == (None, 5000, None)
    assert two["refund_no"] == "R1"


def test_other_payments_of_xiaohongshu_are_fees() -> None:
    row = {
        "业务款项": "运费险",
        "订单号": "P1",
        "业务单据号": "B1",
        "结算时间": "2026-09-20 03:00:00",
        "动账金额": "-1.50",
    }
    found = facts(table(headers.XIAOHONGSHU_OTHER, row), "xiaohongshu_other_fees")["settlements"][0]
    assert (found["amount_fen"], found["other_fee_fen"]) == (-150, 150)
    assert (found["scene"], found["is_transfer"]) == ("运费险", False)


def test_income_and_expense_in_two_columns_become_one_signed_amount() -> None:
    row = {"创建时间": "2026-09-20 03:00:00", "交易类型描述": "订单结算", "收入（元）": "12.00"}
    paid = {
        **row,
        "交易类型描述": "提现",
        "收入（元）": "",
        "支出（元）": "1,000.00",
        "业务单号": "W1",
    }
    one, two = facts(table(headers.XIAOHONGSHU_ENTRIES, row, paid), "xiaohongshu_entries")[
        "settlements"
    ]
    assert (one["amount_fen"], two["amount_fen"]) == (1200, -100000)
    assert (one["is_transfer"], two["is_transfer"]) == (False, True)


def test_a_kuaishou_settlement_adds_three_commissions() -> None:
    row = {
        "订单号": "K1",
        "实际结算时间": "2026-09-20 03:00:00",
        "实际结算金额(元)": "80.00",
        "订单实付(元)": "100.00",
        "技术服务费(元)": "5.00",
        "达人佣金(元)": "10.00",
        "团长佣金(元)": "3.00",
        "快赚客佣金(元)": "2.00",
    }
    found = facts(table(headers.KUAISHOU_SETTLED, row), "kuaishou_settlements")["settlements"][0]
    assert (found["commission_fen"], found["platform_fee_fen"]) == (1500, 500)


@pytest.mark.parametrize("title", ["账务方向", "财务方式"])
def test_kuaishou_entries_know_two_names_of_the_direction_and_skip_frozen_money(title: str) -> None:
    header = [title if t == "账务方向" else t for t in headers.KUAISHOU_ENTRIES]
    row = {
        "账务流水号": "1",
        "入账时间": "2026-09-20 03:00:00",
        title: "支",
        "发生额（元）": "20.00",
        "业务类型": "订单退款",
    }
    frozen = {**row, "账务流水号": "2", "业务类型": "资金冻结"}
    found = facts(table(header, row, frozen), "kuaishou_entries")["settlements"]
    assert [f["amount_fen"] for f in found] == [-2000]


def test_pinduoduo_entries_are_read_below_the_lines_about_the_account() -> None:
    row = {
        "商户订单号": "240909-1",
        "发生时间": "2026-09-20 03:00:00",
        "支出金额（-元）": "-0.27",
        "账务类型": "技术服务费",
    }
    above = [["店铺名称：涟漪样品店"], ["起始时间"], ["终止时间"], ["#------"]]
    sheet = [*above, *table(headers.PINDUODUO_ENTRIES, row)]
    found = facts(sheet, "pinduoduo_entries")["settlements"][0]
    assert (found["amount_fen"], found["platform_fee_fen"]) == (-27, 27)


def test_a_commission_joins_the_sub_order_and_a_presale_counts_at_its_final_payment() -> None:
    row = {
        "订单id": "6953547102608758621\t",
        "抖音/火山号": "naitang88",
        "作者账号": "奶糖妈妈",
        "支付金额": "200.00",
        "佣金率": "32.50%",
        "预估佣金支出": "65.00",
        "结算金额": "-",
        "付款时间": "2026-10-20 20:00:00",
        "尾款支付时间": "2026-11-01 00:10:00",
        "商品数量": "1",
    }
    found = facts(table(headers.ALLIANCE_COMMISSIONS, row), "alliance_commissions")["commissions"][
        0
    ]
    assert (found["order_no"], found["line_no"]) == ("6953547102608758621",) * 2
    assert (found["rate_bp"], found["estimated_fen"], found["actual_fen"]) == (3250, 6500, None)
    assert str(found["paid_at"]) == "2026-10-31 16:10:00"
