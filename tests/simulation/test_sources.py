"""The files beside the orders, read with the standard library alone, say what the totals say."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from lianyi.simulation import SampleShop, Settings
from lianyi.simulation.arrays import instant
from lianyi.simulation.totals import Totals

SETTINGS = Settings(seed=5, orders=3_000, first_day=date(2026, 5, 20), last_day=date(2026, 11, 15))
GB = ("抖店_动账", "抖店_结算", "精选联盟", "千川", "拼多多_收支")
Row = dict[str, str]


def fen(text: str) -> int:
    if text in {"", "-"}:
        return 0
    whole, _, part = text.partition(".")
    sign = -1 if whole.startswith("-") else 1
    return sign * (abs(int(whole)) * 100 + int((part + "00")[:2]))


def cell(value: object) -> str:
    return f"{value:.2f}" if isinstance(value, float) else str(value)


@pytest.fixture(scope="module")
def shop() -> SampleShop:
    return SampleShop(SETTINGS)


@pytest.fixture(scope="module")
def totals(shop: SampleShop) -> Totals:
    return shop.totals()


@pytest.fixture(scope="module")
def folder(shop: SampleShop, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path: Path = tmp_path_factory.mktemp("sources")
    orders = {"orders", "items", "aftersales", "customers"}
    shop.write(path, [e for e in shop.exports() if e.kind not in orders])
    return path


def rows(folder: Path, label: str, above: int = 0) -> Iterator[Row]:
    for path in sorted(folder.glob(f"{label}_2*")):
        table = _table(path)[above:]
        for row in table[1:]:
            yield {h: c.strip("\t") for h, c in zip(table[0], row, strict=True)}


def _table(path: Path) -> list[list[str]]:
    if path.suffix == ".xlsx":
        from python_calamine import CalamineWorkbook

        sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
        return [[cell(c) for c in row] for row in sheet.to_python()]
    encoding = "gb18030" if path.name.startswith(GB) else "utf-8-sig"
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.reader(file))


def count(text: str) -> int:
    return 0 if text in {"", "-"} else int(text.removesuffix(".00"))


MONEY = [
    ("罗盘_直播列表", "直播间用户支付金额", "live_paid"),
    ("罗盘_直播列表", "直播间成交金额", "live_gmv"),
    ("罗盘_直播列表", "净成交金额", "live_net"),
    ("罗盘_直播列表", "直播间退款金额", "live_refunds"),
    ("精选联盟_订单", "预估佣金支出", "commission_estimated"),
    ("精选联盟_订单", "实际佣金支出", "commission_actual"),
    ("精选联盟_订单", "支付金额", "commission_paid_base"),
    ("千川_计划报表", "广告成交金额(元)", "ad_value"),
    ("小红书_达人合作", "成交金额(元)", "creator_gmv"),
    ("有赞_优惠券领取", "面额(元)", "coupon_face"),
    ("有赞_优惠券核销", "优惠金额(元)", "coupon_discount"),
    ("有赞_优惠券核销", "带来的支付金额(元)", "coupon_gmv"),
]
COUNTS = [
    ("罗盘_直播列表", "直播间观看人数", "live_viewers"),
    ("罗盘_直播列表", "直播间成交人数", "live_buyers"),
    ("罗盘_直播列表", "直播时长(分钟)", "live_minutes"),
    ("罗盘_核心数据", "商品点击人数", "product_clickers"),
    ("小红书_笔记数据", "曝光", "content_impressions"),
    ("小红书_达人合作", "实际曝光", "creator_impressions"),
    ("企业微信_群统计", "new_member_cnt", "group_joins"),
    ("企业微信_群统计", "msg_total", "group_messages"),
    ("企业微信_成员统计", "new_contact_cnt", "new_contacts"),
    ("千川_计划报表", "广告成单数", "ad_orders"),
]


@pytest.mark.parametrize(("label", "header", "key"), MONEY)
def test_amounts_in_a_file_add_up_to_the_total(
    folder: Path, totals: Totals, label: str, header: str, key: str
) -> None:
    assert sum(fen(r[header]) for r in rows(folder, label)) == totals.overall[key] != 0


@pytest.mark.parametrize(("label", "header", "key"), COUNTS)
def test_counts_in_a_file_add_up_to_the_total(
    folder: Path, totals: Totals, label: str, header: str, key: str
) -> None:
    assert sum(count(r[header]) for r in rows(folder, label)) == totals.overall[key] != 0


def test_visitors_come_from_qianfan_and_three_plain_tables(folder: Path, totals: Totals) -> None:
    said = {"xiaohongshu": sum(count(r["总访客数"]) for r in rows(folder, "千帆_店铺日报"))}
    for label, platform in (("抖店", "douyin"), ("有赞", "youzan"), ("拼多多", "pinduoduo")):
        said[platform] = sum(count(r["访客数"]) for r in rows(folder, f"{label}_流量"))
    assert said == {p: totals.all.by_platform[p]["visitors"] for p in said}


def test_ad_spend_is_qianchuan_and_the_ads_on_xiaohongshu(folder: Path, totals: Totals) -> None:
    plans = sum(fen(r["消耗(元)"]) for r in rows(folder, "千川_计划报表"))
    red = list(rows(folder, "小红书_推广花费"))
    ads = sum(fen(r["消耗(元)"]) for r in red if r["类别"] == "广告")
    assert totals.overall["ad_spend"] == plans + ads
    assert totals.overall["total_spend"] == plans + sum(fen(r["消耗(元)"]) for r in red)


def test_what_arrived_leaves_withdrawals_apart(folder: Path, totals: Totals) -> None:
    signs = {"入账": 1, "出账": -1}
    entries = list(rows(folder, "抖店_动账明细"))
    own = [r for r in entries if r["动账场景"] != "提现"]
    amount = sum(signs[r["动账方向"]] * fen(r["动账金额"]) for r in own)
    amount += sum(fen(r["结算金额"]) for r in rows(folder, "抖店_结算账单"))
    assert len(own) < len(entries)
    assert totals.all.by_platform["douyin"]["settled"] == amount


def test_pinduoduos_account_has_its_header_in_the_fifth_row(folder: Path, totals: Totals) -> None:
    entries = [r for r in rows(folder, "拼多多_收支明细", above=4) if r["账务类型"] != "提现"]
    said = totals.all.by_platform["pinduoduo"]
    income = sum(fen(r["收入金额（+元）"]) for r in entries)
    expense = sum(fen(r["支出金额（-元）"]) for r in entries)
    fees = sum(fen(r["支出金额（-元）"]) for r in entries if r["账务类型"] == "技术服务费")
    assert said["cash_in"] == income > 0
    assert said["cash_out"] == expense < 0
    assert said["settled"] == income + expense
    assert said["settled_platform_fee"] == -fees


def test_xiaohongshu_settles_goods_and_subsidy_less_its_fees(folder: Path, totals: Totals) -> None:
    said = totals.all.by_platform["xiaohongshu"]
    parts = ("商品实付/实退", "平台优惠补贴", "佣金", "支付渠道费", "分销佣金")
    entries = list(rows(folder, "小红书_结算明细"))
    for row in entries:
        assert sum(fen(row[p]) for p in parts) == fen(row["动账金额"])
    assert said["settled"] == sum(fen(r["动账金额"]) for r in entries)
    assert said["settled_entries"] == len(entries)
    assert {r["交易类型"] for r in entries} == {"结算入账", "售后退款"}


def test_an_entry_is_what_came_in_less_what_was_kept(folder: Path) -> None:
    parts = (
        "订单实付应结",
        "运费实付",
        "实际平台补贴",
        "实际达人补贴",
        "订单退款",
        "平台服务费",
        "佣金",
    )
    for row in rows(folder, "抖店_动账明细"):
        if row["动账场景"] != "提现":
            sign = 1 if row["动账方向"] == "入账" else -1
            assert sum(fen(row[p]) for p in parts) == sign * fen(row["动账金额"])


def test_a_live_session_sells_what_its_orders_were_paid(shop: SampleShop, totals: Totals) -> None:
    orders = shop.log.orders
    in_session = (orders.session >= 0) & (orders.paid_at <= instant(SETTINGS.exported_at))
    assert totals.overall["live_orders"] == int(in_session.sum())
    assert totals.overall["live_paid"] == int(shop.log.paid_fen[in_session].sum())


def test_group_statistics_lack_the_last_two_days(folder: Path) -> None:
    days = {r["stat_time"] for r in rows(folder, "企业微信_群统计")}
    assert max(days) == "2026-11-13"


def test_a_coupon_is_used_on_the_order_that_it_made_cheaper(folder: Path) -> None:
    claimed = {r["券号"]: r for r in rows(folder, "有赞_优惠券领取")}
    for use in rows(folder, "有赞_优惠券核销"):
        claim = claimed[use["券号"]]
        assert claim["状态"] == "已使用"
        assert claim["领取人"] == use["使用人"]
        assert claim["领取时间"] <= use["核销时间"]


def test_every_total_is_defined_in_both_languages_and_none_is_only_defined(totals: Totals) -> None:
    from lianyi.simulation.definitions import DEFINITIONS

    assert set(DEFINITIONS) == set(totals.normal.overall)
    assert all(text.zh and text.en for text in DEFINITIONS.values())


def test_what_a_source_never_exports_is_absent_and_not_zero(totals: Totals) -> None:
    slices = totals.all.by_platform
    assert "buyers" not in slices["pinduoduo"]
    assert "refund_amount_by_refund_time" not in slices["youzan"]
    assert "gmv_paid" not in slices["wecom"]


def test_days_and_months_add_up_to_the_whole(totals: Totals) -> None:
    scope = totals.normal
    for key in (
        "gmv_paid",
        "orders_created",
        "refund_amount_by_pay_time",
        "ad_spend",
        "new_buyers",
    ):
        whole = scope.overall[key]
        assert sum(s[key] for s in scope.by_day.values()) == whole
        assert sum(s[key] for s in scope.by_month.values()) == whole
        assert sum(s.get(key, 0) for s in scope.by_platform.values()) == whole
    week = scope.between(date(2026, 11, 9), date(2026, 11, 15))
    days = [f"2026-11-{d:02d}" for d in range(9, 16)]
    assert week["gmv_paid"] == sum(scope.by_day[d]["gmv_paid"] for d in days)
