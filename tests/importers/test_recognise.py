from __future__ import annotations

import pytest

from lianyi.core.translation import Text
from lianyi.facts.tables import TABLES
from lianyi.importers.mapping import Mapping, parse_mapping
from lianyi.importers.recognise import (
    Recognition,
    Row,
    Unrecognised,
    header_key,
    nearest_title,
    read_header,
    recognise,
)
from tests.importers.platforms import headers
from tests.importers.platforms.export import MAPPINGS

EXPECTED = {
    "DOUYIN_ORDERS": "douyin_orders",
    "DOUYIN_AFTERSALE": "douyin_aftersale",
    "DOUYIN_ENTRIES": "douyin_entries",
    "DOUYIN_SETTLED": "douyin_settlements",
    "WEIXIN_ORDERS": "weixin_orders",
    "XIAOHONGSHU_ORDERS": "xiaohongshu_orders",
    "XIAOHONGSHU_AFTERSALE": "xiaohongshu_aftersale",
    "XIAOHONGSHU_SETTLED": "xiaohongshu_settlements",
    "XIAOHONGSHU_OTHER": "xiaohongshu_other_fees",
    "XIAOHONGSHU_ENTRIES": "xiaohongshu_entries",
    "XIAOHONGSHU_SHOP_DAYS": "xiaohongshu_shop_days",
    "YOUZAN_ORDERS": "youzan_orders",
    "YOUZAN_ITEMS": "youzan_items",
    "YOUZAN_CUSTOMERS": "youzan_customers",
    "COMPASS_LIVE": "compass_live",
    "COMPASS_SHOP_DAYS": "compass_shop_days",
    "KUAISHOU_ORDERS": "kuaishou_orders",
    "KUAISHOU_SETTLED": "kuaishou_settlements",
    "KUAISHOU_ENTRIES": "kuaishou_entries",
    "ALLIANCE_COMMISSIONS": "alliance_commissions",
    "QIANCHUAN_MATERIALS": "qianchuan_materials",
    "QIANCHUAN_MATERIALS_NEW": "qianchuan_materials",
    "QIANCHUAN_PLANS": "qianchuan_plans",
    "XIAOHONGSHU_NOTES": "xiaohongshu_notes",
    "PUGONGYING_CREATORS": "pugongying_creators",
    "PINDUODUO_ORDERS": "pinduoduo_orders",
    "PINDUODUO_ENTRIES": "pinduoduo_entries",
    "WECOM_GROUPS": "wecom_group_stats",
    "WECOM_MEMBERS": "wecom_member_stats",
    "WECOM_CUSTOMERS": "wecom_customers",
    "SHOPIFY_ORDERS": "shopify_orders",
}


def fit(rows: list[Row], **asked: str) -> Recognition:
    found = recognise(rows, MAPPINGS.values(), **asked)
    assert isinstance(found, Recognition), found
    return found


def refused(rows: list[Row], **asked: str) -> Unrecognised:
    found = recognise(rows, MAPPINGS.values(), **asked)
    assert isinstance(found, Unrecognised), found.mapping.key
    return found


def test_the_matrix_names_every_header_that_was_seen_in_a_real_export() -> None:
    assert {n for n, v in vars(headers).items() if isinstance(v, list)} == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_every_header_is_recognised_as_itself(name: str) -> None:
    assert fit([getattr(headers, name)]).mapping.key == EXPECTED[name]


@pytest.mark.parametrize("name", EXPECTED)
def test_the_order_of_the_columns_does_not_matter(name: str) -> None:
    assert fit([list(reversed(getattr(headers, name)))]).mapping.key == EXPECTED[name]


@pytest.mark.parametrize("name", EXPECTED)
def test_no_other_platform_mapping_is_as_specific(name: str) -> None:
    own = EXPECTED[name]
    others = [m for m in MAPPINGS.values() if m.key != own and not m.key.startswith("generic_")]
    found = recognise([getattr(headers, name)], others)
    allowed = {"douyin_orders"} if own == "douyin_orders_by_order" else set()
    assert isinstance(found, Unrecognised) or found.mapping.key in allowed


@pytest.mark.parametrize("table", [t.key for t in TABLES])
@pytest.mark.parametrize("spelling", ["name", "zh", "en"])
def test_every_fact_table_is_recognised_by_its_own_names(table: str, spelling: str) -> None:
    columns = TABLES.get(table).columns
    titles = [c.name if spelling == "name" else getattr(c.label, spelling) for c in columns]
    assert fit([titles]).mapping.key == f"generic_{table}"


def test_spelling_does_not_matter() -> None:
    header = [
        f" \ufeff{t} ".replace("（", "(").replace("）", ")") for t in headers.DOUYIN_AFTERSALE
    ]
    found = fit([header])
    assert found.mapping.key == "douyin_aftersale"
    assert found.headers[found.columns["goods"]].strip("\ufeff ") == "退商品金额(元)"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("退商品金额（元）", "退商品金额(元)"),
        ("订单号\t", "\ufeff订单号"),
        ("Order ID", "order id"),
        ("【订单号】", "(订单号)"),
        ("*支付时间", "支付时间："),
        ("ＳＫＵ件数", "SKU件数"),
    ],
)
def test_two_spellings_share_a_key(one: str, other: str) -> None:
    assert header_key(one) == header_key(other)


def test_the_unit_in_a_header_may_be_missing_or_added() -> None:
    header = read_header(["实付款（元）", "动账金额"], 1)
    assert (header.find("实付款"), header.find("动账金额(元)")) == (0, 1)


def test_a_second_column_of_the_same_name_keeps_its_place() -> None:
    header = read_header(["分销员", "手机", "分销员"], 1)
    assert (header.find("分销员"), header.find("分销员#2"), header.find("分销员#3")) == (0, 2, None)


def test_the_header_may_stand_below_other_rows() -> None:
    above: list[Row] = [["店铺：涟漪"], ["导出时间", "2026-10-01"], [], ["收支明细"]]
    found = fit([*above, headers.PINDUODUO_ENTRIES])
    assert (found.mapping.key, found.header_row) == ("pinduoduo_entries", 5)


def test_a_group_title_above_the_header_is_not_the_header() -> None:
    titles = ["申请信息", *[""] * 5, "退款信息"]
    assert fit([titles, headers.DOUYIN_AFTERSALE]).header_row == 2


def test_a_header_below_row_twenty_is_not_looked_for() -> None:
    refused([*[["x"]] * 20, headers.DOUYIN_AFTERSALE])


def test_a_row_that_explains_the_header_is_left_out() -> None:
    row = {
        "订单号": "平台唯一的订单编号",
        "订单创建时间": "订单提交的时间",
        "实付款": "买家实际支付",
    }
    told = [row.get(t, "") for t in headers.KUAISHOU_ORDERS]
    assert fit([headers.KUAISHOU_ORDERS, told]).skip_rows == (2,)
    data = [
        "K1" if t == "订单号" else "2026-09-01" if "时间" in t else ""
        for t in headers.KUAISHOU_ORDERS
    ]
    assert fit([headers.KUAISHOU_ORDERS, data]).skip_rows == ()


def test_an_order_file_is_named_as_such_where_refunds_are_expected() -> None:
    issue = refused([headers.DOUYIN_ORDERS], kind="refunds", file="售后.xlsx").issue
    assert (issue.code, issue.file, issue.row) == ("import.kind_mismatch", "售后.xlsx", 1)
    assert issue.facts["found_kind"] == Text("订单", "Orders")
    assert issue.facts["expected"] == Text("退款", "Refunds")
    assert issue.facts["found"] == Text("抖店·订单（商品维度）", "Douyin Shop orders by line")
    assert "主订单编号" in str(issue.facts["headers"])


def test_a_missing_column_is_named_with_the_nearest_title() -> None:
    header = ["支付完成的时间" if t == "支付完成时间" else t for t in headers.DOUYIN_ORDERS]
    found = refused([header])
    assert found.issue.code == "import.column_missing"
    assert found.issue.facts["missing"] == "支付完成时间"
    assert found.issue.facts["nearest"] == "支付完成的时间"
    assert found.candidates[0].mapping.key == "douyin_orders"


def test_a_plain_table_never_swallows_a_platform_file_that_lost_a_column() -> None:
    header = [t for t in headers.XIAOHONGSHU_ORDERS if t != "支付时间"]
    assert refused([header]).issue.code == "import.column_missing"


def test_a_strange_file_is_not_recognised() -> None:
    issue = refused([["甲", "乙", "丙"], ["1", "2", "3"]], file="x.csv").issue
    assert (issue.code, issue.facts["headers"]) == ("import.not_recognised", "甲、乙、丙")


def test_an_empty_sheet_is_not_recognised() -> None:
    assert refused([]).issue.code == "import.not_recognised"


def test_a_new_column_changes_nothing() -> None:
    assert fit([[*headers.DOUYIN_ORDERS, "新增的一列"]]).unread[-1] == "新增的一列"


def test_two_plain_tables_that_fit_alike_are_told_apart_by_the_file_name() -> None:
    rows: list[Row] = [["日期", "访客数", "浏览量"], ["2026-09-01", "10", "20"]]
    found = refused(rows)
    assert found.issue.code == "import.ambiguous"
    assert found.issue.facts["kinds"] == Text(
        "网站日（site_days）、流量日（traffic_days）",
        "Site by day (site_days), Traffic by day (traffic_days)",
    )
    assert {c.mapping.kind for c in found.candidates} == {"traffic_days", "site_days"}
    assert fit(rows, file="流量日_9月.csv").mapping.key == "generic_traffic_days"
    assert fit(rows, file="site_days.csv").mapping.key == "generic_site_days"
    assert fit(rows, kind="site_days").mapping.key == "generic_site_days"


def test_a_file_without_a_header_is_read_by_position() -> None:
    mapping = by_position()
    found = recognise([["1", "pv", "1511544070"]], [mapping])
    assert isinstance(found, Recognition)
    assert (found.header_row, dict(found.columns)) == (0, {"who": 0, "moment": 2})
    assert found.unread == ("@2",)


def test_positions_are_never_guessed_among_other_mappings() -> None:
    assert isinstance(
        recognise([["1", "pv", "2"]], [by_position(), *MAPPINGS.values()]), Unrecognised
    )


def by_position() -> Mapping:
    cells = {
        "who": {"from": ["@1"], "as": "person", "kind": "buyer_id"},
        "moment": {"from": ["@3"], "as": "instant", "format": "epoch_s"},
    }
    tables = {"events": {"event_no": "row_no", "person": "who", "at": "moment", "event": "'x'"}}
    return parse_mapping({"key": "log", "kind": "events", "cells": cells, "tables": tables}, "log")


def test_the_nearest_title_is_empty_where_nothing_is_near() -> None:
    assert nearest_title("支付完成时间", ["订单号", "支付时间"]) == "支付时间"
    assert nearest_title("支付完成时间", ["abc"]) == ""


def test_a_refusal_is_a_value_with_its_place() -> None:
    found = recognise([["甲"]], MAPPINGS.values(), file="x.xlsx", sheet="表1")
    assert isinstance(found, Unrecognised)
    assert (found.issue.file, found.issue.sheet) == ("x.xlsx", "表1")
