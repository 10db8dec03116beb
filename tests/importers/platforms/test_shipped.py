from __future__ import annotations

from pathlib import Path

import pytest

from lianyi.facts.tables import TABLES
from lianyi.importers.mapping import Mapping
from lianyi.importers.propose.plain import plain_yaml
from lianyi.importers.shape import shape
from tests.importers.platforms import headers
from tests.importers.platforms.export import MAPPINGS, facts, recognised

FOLDER = Path("src/lianyi/importers/platforms")
PERSONAL = (
    "收件人姓名", "收件人", "收件人地址", "详细地址", "街道", "订购人身份证号/ID Number", "收件人身份证号",
    "买家留言", "买家备注", "用户备注", "买家昵称", "客户姓名", "客户昵称", "客户生日", "客户名称", "收货人姓名",
    "收货地址", "实名姓名", "邮箱", "地址", "Billing Name", "Shipping Name", "Shipping Street", "Notes",
)  # fmt: skip
UNVERIFIED = {
    "baidu_site_days", "compass_refunds", "short_videos",
    "sensors_events", "growingio_raw_v1", "growingio_raw_v2", "fission_invites",
}  # fmt: skip
NEEDS_A_DAY = {"qianchuan_plans", "qianchuan_materials"}


@pytest.mark.parametrize("mapping", MAPPINGS.values(), ids=str)
def test_every_expression_names_cells_and_columns_that_exist(mapping: Mapping) -> None:
    cells = {c.name for c in mapping.cells}
    for output in mapping.outputs:
        made = shape(mapping, output, cells, "t", "shop")
        assert made is not None
        assert set(made.table.required) <= set(made.columns), mapping.key


@pytest.mark.parametrize("name", [n for n, v in vars(headers).items() if isinstance(v, list)])
def test_a_real_header_fills_every_column_that_a_table_demands(name: str) -> None:
    found = recognised([getattr(headers, name)])
    for output in found.mapping.outputs:
        made = shape(found.mapping, output, set(found.columns), "t", "shop")
        assert made is not None
        missing = set(made.table.required) - set(made.columns)
        assert missing == ({"day"} if found.mapping.key in NEEDS_A_DAY else set())


@pytest.mark.parametrize("mapping", MAPPINGS.values(), ids=str)
def test_no_shipped_mapping_reads_names_addresses_or_messages(mapping: Mapping) -> None:
    read = {h for c in mapping.cells for h in c.headers if c.kind != "words"}
    assert not read & set(PERSONAL)


def test_remarks_are_read_for_words_alone() -> None:
    for mapping in MAPPINGS.values():
        for cell in mapping.cells:
            if any("备注" in h and not h.endswith(("标记", "命中词")) for h in cell.headers):
                assert cell.kind == "words", (mapping.key, cell.name)


def test_a_mapping_without_a_verified_header_says_so() -> None:
    assert {k for k, m in MAPPINGS.items() if not m.verified} == UNVERIFIED


@pytest.mark.parametrize("key", [t.key for t in TABLES])
def test_the_plain_form_of_every_table_is_in_step_with_the_table(key: str) -> None:
    shipped = (FOLDER / f"generic_{key}.yaml").read_text("utf-8")
    assert shipped == plain_yaml(TABLES.get(key)), "write it anew: lianyi.importers.propose.plain"


def test_a_label_is_in_yuan_and_a_name_in_fen_is_in_fen() -> None:
    costs = [["商家编码", "单件成本（元）"], ["A", "12.50"]]
    assert facts(costs, "generic_costs")["costs"][0]["unit_cost_fen"] == 1250
    costs = [["sku_code", "unit_cost_fen"], ["A", "1250"]]
    assert facts(costs, "generic_costs")["costs"][0]["unit_cost_fen"] == 1250


def test_a_plain_table_may_name_its_platform_in_chinese() -> None:
    rows = [
        ["平台", "日期", "商品访客数"],
        ["抖店", "2026-09-10", "10"],
        ["自有商城", "2026-09-10", "5"],
    ]
    found = facts(rows, "generic_traffic_days")["traffic_days"]
    assert [f["platform"] for f in found] == ["douyin", "自有商城"]


def test_a_plain_person_may_be_a_phone_or_any_other_id() -> None:
    header = ["券号", "领取人", "领取时间", "面额"]
    rows = [header, ["C1", "13912345678", "2026-09-10", "5"], ["C2", "m-77", "2026-09-10", "5"]]
    people = [f["person"] for f in facts(rows, "generic_coupons")["coupons"]]
    assert people == ["phone\x1f13912345678", "buyer_id:generic\x1fm-77"]


def test_a_plain_refund_without_a_status_went_back() -> None:
    rows = [
        ["售后单号", "订单号", "退款金额", "退款时间"],
        ["R1", "O1", "9.90", "2026-09-10 10:00:00"],
    ]
    found = facts(rows, "generic_refunds")["refunds"][0]
    assert (found["status"], found["refund_fen"]) == ("refunded", 990)


def test_a_key_column_that_the_file_lacks_is_null_and_not_absent() -> None:
    found = facts(
        [["日期", "访客数", "商品访客数"], ["2026-09-10", "10", "7"]], "generic_traffic_days"
    )
    assert found["traffic_days"][0]["carrier"] is None
