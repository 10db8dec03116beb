from __future__ import annotations

from datetime import date

import pytest

from tests.importers.platforms import headers
from tests.importers.platforms.export import facts, table


def test_a_live_session_is_named_by_its_account_and_start() -> None:
    row = {
        "主播抖音号": "lianyi88",
        "主播昵称": "小满",
        "直播开始时间": "2026-09-10 19:00:00",
        "直播时长(分钟)": "240",
        "直播间观看人数": "1.2万",
        "观看老粉占比": "35.20%",
        "人均观看时长(分钟)": "2.5",
        "直播间用户支付金额": "23,456.70",
        "1小时退款金额": "100.00",
        "净成交金额": "-",
    }
    found = facts(table(headers.COMPASS_LIVE, row), "compass_live")["live_sessions"][0]
    assert found["session_no"] == "lianyi88/20260910110000"
    assert (found["viewers"], found["paid_fen"], found["minutes"]) == (12000, 2345670, 240.0)
    assert found["fan_viewer_ratio"] == pytest.approx(0.352) and found["net_fen"] is None


def test_the_shop_day_of_all_carriers_has_no_carrier() -> None:
    row = {
        "日期": "20260910",
        "载体类型": "全部",
        "投放时段": "全部",
        "用户支付金额": "1,000.00",
        "成交订单数": "10",
        "退款金额(支付时间)": "50.00",
        "退款金额(退款时间)": "70.00",
        "商品点击人数": "300",
    }
    live = {**row, "载体类型": "直播", "用户支付金额": "600.00"}
    found = facts(table(headers.COMPASS_SHOP_DAYS, row, live), "compass_shop_days")
    assert [d["carrier"] for d in found["shop_days"]] == [None, "live"]
    assert [d["source"] for d in found["shop_days"]] == [None, None]
    first = found["shop_days"][0]
    assert (first["day"], first["paid_fen"]) == (date(2026, 9, 10), 100000)
    assert (first["refund_by_pay_fen"], first["refund_by_refund_fen"]) == (5000, 7000)
    assert found["traffic_days"][0]["product_clickers"] == 300


def test_refunds_by_stage_fill_the_same_day() -> None:
    header = ["日期", "全部退款阶段-退款订单数", "全部退款阶段-退款金额", "发货前退款阶段-退款金额"]
    sheet = [header, ["2026-09-10", "3", "90.00", "30.00"]]
    found = facts(sheet, "compass_refunds")["shop_days"][0]
    assert (found["refund_by_refund_fen"], found["refund_before_ship_fen"]) == (9000, 3000)
    assert "refund_returned_fen" not in found


def test_the_day_of_a_xiaohongshu_shop_fills_money_and_traffic() -> None:
    row = {
        "统计日期": "2026-09-10",
        "支付金额": "500.00",
        "支付订单数": "5",
        "支付买家数": "4",
        "总访客数": "1,234",
        "新增加购件数": "9",
        "退款金额(退款时间)": "20.00",
    }
    found = facts(table(headers.XIAOHONGSHU_SHOP_DAYS, row), "xiaohongshu_shop_days")
    assert found["shop_days"][0]["buyers"] == 4 and found["shop_days"][0]["paid_fen"] == 50000
    assert found["shop_days"][0]["refund_by_refund_fen"] == 2000
    assert found["traffic_days"][0]["visitors"] == 1234


def test_a_plan_report_split_by_day_is_spend() -> None:
    row = {
        "日期": "2026-09-10",
        "计划ID": "1780000000000001\t",
        "消耗(元)": "1,200.50",
        "展示次数": "50000",
        "点击次数": "900",
        "直接成交金额(元)": "3000.00",
        "间接成交金额": "200.00",
        "广告成交金额(元)": "3200.00",
    }
    found = facts(table(["日期", *headers.QIANCHUAN_PLANS], row), "qianchuan_plans")["spend"][0]
    assert (found["day"], found["plan_no"]) == (date(2026, 9, 10), "1780000000000001")
    assert (found["spend_fen"], found["attributed_fen"]) == (120050, 320000)
    assert (found["direct_fen"], found["indirect_fen"]) == (300000, 20000)


def test_a_plan_report_without_a_day_leaves_the_day_absent() -> None:
    row = {"计划ID": "1", "消耗(元)": "5.00", "展示次数": "1"}
    found = facts(table(headers.QIANCHUAN_PLANS, row), "qianchuan_plans")["spend"][0]
    assert "day" not in found and found["spend_fen"] == 500


def test_both_generations_of_the_material_report_are_read() -> None:
    old = {"素材ID": "7400000000000000001", "素材名称": "开箱", "整体消耗": "88.00"}
    new = {**old, "净成交金额": "300.00", "整体成交金额": "350.00"}
    first = facts(table(headers.QIANCHUAN_MATERIALS, old), "qianchuan_materials")["spend"][0]
    second = facts(table(headers.QIANCHUAN_MATERIALS_NEW, new), "qianchuan_materials")["spend"][0]
    assert first["spend_fen"] == 8800 and "net_fen" not in first
    assert (second["net_fen"], second["attributed_fen"]) == (30000, 35000)


def test_group_statistics_read_unix_seconds_of_beijing_midnight_and_dates() -> None:
    header = headers.WECOM_GROUPS
    row = {"stat_time": "1600272000", "chat_total": "12", "member_total": "1000", "msg_total": "77"}
    one, two = facts(table(header, row, {**row, "stat_time": "2026-09-10"}), "wecom_group_stats")[
        "community_days"
    ]
    assert (one["day"], two["day"]) == (date(2020, 9, 17), date(2026, 9, 10))
    assert (one["communities"], one["members"], one["messages"]) == (12, 1000, 77)
    assert one["community_no"] == "all" and "left_members" not in one


def test_member_statistics_turn_percentages_into_fractions() -> None:
    row = {
        "stat_time": "2026-09-10",
        "userid": "zhangmin",
        "chat_cnt": "9",
        "reply_percentage": "32.50",
    }
    found = facts(table(headers.WECOM_MEMBERS, row), "wecom_member_stats")["staff_days"][0]
    assert (found["staff"], found["reply_ratio"], found["chats"]) == ("zhangmin", 0.325, 9)


def test_visits_of_a_website_turn_the_bounce_rate_into_bounces() -> None:
    header = ["日期", "pv_count", "visitor_count", "ip_count", "visit_count", "bounce_ratio"]
    found = facts([header, ["2026-09-10", "300", "100", "90", "120", "45.00"]], "baidu_site_days")
    assert found["site_days"][0]["bounces"] == 54
