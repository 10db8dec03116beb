"""The other tables of the hand-written shop: a few rows each, in the week 2026-W46 unless a row says otherwise."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

D, Y, X, P, W = "douyin", "youzan", "xiaohongshu", "pinduoduo", "wecom"
Row = dict[str, Any]


def nov(number: int) -> date:
    """Return a day of November 2026."""
    return date(2026, 11, number)


def _rows(names: str, *rows: tuple[Any, ...]) -> list[Row]:
    return [dict(zip(names.split(), row, strict=True)) for row in rows]


TRAFFIC = _rows(
    "platform day carrier source channel visitors page_views impressions impression_people product_visitors product_views "
    "product_clicks product_clickers product_impressions product_impression_people cart_adders cart_units wishlisters",
    (D, nov(9), "unknown", "unknown", D, 100, 300, 2000, 1000, 60, 90, 80, 50, 1000, 500, 10, 12, 4),
    (D, nov(12), "unknown", "unknown", D, 150, 450, 3000, 1000, 90, 160, 120, 75, 2000, 500, 20, 30, 6),
    (Y, nov(11), "unknown", "unknown", Y, 50, 250, None, None, None, None, None, None, None, None, 5, 8, None),
    (D, nov(3), "unknown", "unknown", D, 200, 500, 4000, 2500, 100, 200, 150, 90, 3000, 900, 15, 20, 5),
)  # fmt: skip
SHOP_DAYS = _rows(
    "platform day carrier source channel paid_fen orders buyers units refund_by_pay_fen refund_by_refund_fen refund_buyers "
    "net_paid_fen deposit_fen subsidy_fen refund_before_ship_fen refund_after_receipt_fen",
    (D, nov(9), "unknown", "unknown", D, 30000, 2, 2, 2, 5000, 0, 0, 25000, 0, 600, 1000, 4000),
    (D, nov(12), "unknown", "unknown", D, 20000, 2, 2, 3, 1000, 5000, 1, 19000, 2000, 300, 500, 0),
)  # fmt: skip
SPEND = _rows(
    "platform day plan_no plan_name category spend_fen impressions clicks orders attributed_fen net_fen",
    (D, nov(9), "a", "直播引流", None, 10000, 5000, 100, 2, 30000, 24000),
    (D, nov(12), "b", "短视频", "ads", 8000, 3000, 80, 1, 15000, None),
    (D, nov(12), "c", "种草", "KOL", 5000, None, None, None, None, None),
    (X, nov(10), "d", "聚光", "广告", 6000, 4000, 20, None, None, None),
)
LIVE = _rows(
    "platform day session_no host_name minutes viewers views gmv_fen paid_fen net_fen orders buyers new_fans comments refund_fen "
    "spend_fen commission_fen impression_people product_impression_people product_clickers new_club_members average_watch_minutes "
    "average_online peak_online fan_viewer_ratio refund_1h_fen started_at",
    (D, nov(9), "S1", "小鹿", 120.0, 1000, 2000, 32000, 30000, 25000, 2, 2, 20, 50, 5000, 4000, 800, 5000, 800, 100, 5, 2.0, 60.0, 200, 0.4, 1000, datetime(2026, 11, 9, 20)),
    (D, nov(10), "S2", "阿树", 60.0, 500, 700, 24000, 23000, 15000, 2, 1, 10, 30, 8000, None, 400, 3000, 400, 60, 1, 5.0, 30.0, 90, 0.1, 0, datetime(2026, 11, 10, 20)),
)  # fmt: skip
CONTENTS = _rows(
    "platform day content_no title form theme origin creator_name impressions views likes comments saves shares new_fans coins danmaku "
    "completion_ratio five_second_ratio two_second_exit_ratio clicks orders paid_fen spend_fen published_at",
    (D, nov(9), "v1", "开箱", "视频", "开箱", "官方", "团团", 9000, 3000, 100, 20, 500, 30, 15, None, None, 0.3, 0.5, 0.2, 60, 3, 20000, 1000, datetime(2026, 11, 9, 9)),
    (X, nov(10), "n1", "囤货", "图文", "囤货", "UGC", "小圆", 5000, 1000, 700, 100, 300, 50, 25, None, None, None, None, None, None, None, None, None, datetime(2026, 11, 10, 9)),
    (X, nov(12), "n2", "辅食", "图文", "辅食", "KOC", "小圆", 1000, None, None, None, None, None, None, None, None, None, None, None, None, None, None, None, datetime(2026, 11, 12, 9)),
    ("bilibili", nov(13), "b1", "测评", "视频", "测评", "KOL", "老周", None, 1000, 10, 5, 4, 3, 2, 6, 8, 0.7, 0.9, 0.1, None, None, None, None, datetime(2026, 11, 13, 9)),
)  # fmt: skip
CONTENT_DAYS = _rows(
    "platform day content_no views likes comments saves shares",
    (D, nov(10), "v1", 900, 40, 5, 100, 10),
    (X, nov(11), "n1", 400, 100, 30, 80, 5),
)
COMMUNITY = _rows(
    "platform day community_no community_name owner communities active_communities new_communities members new_members left_members "
    "active_members messages",
    (W, nov(9), "g1", "囤货群", "周宁", 10, 8, 1, 1000, 30, 10, 90, 400),
    (W, nov(10), "g1", "囤货群", "周宁", 10, 6, 0, 1020, 20, 5, 70, 300),
    (W, nov(11), "g1", "囤货群", "周宁", 11, 7, 1, 1040, 25, None, 80, 350),
)
STAFF = _rows(
    "platform day staff new_applies new_contacts lost_contacts chats messages reply_ratio reply_minutes negative_feedback",
    (W, nov(9), "周宁", 50, 20, 3, 100, 400, 0.9, 4.0, 1),
    (W, nov(10), "张敏", 30, 12, 1, 300, 900, 0.7, 8.0, 2),
)
COUPONS = _rows(
    "platform day coupon_no campaign person_id face_fen bearer claimed_at",
    (Y, nov(9), "c1", "囤货券", 1, 2000, "商家", datetime(2026, 11, 9, 8)),
    (Y, nov(10), "c2", "囤货券", 6, 2000, "商家", datetime(2026, 11, 10, 8)),
    (Y, nov(11), "c3", "新客券", 6, 1000, "平台", datetime(2026, 11, 11, 8)),
    (Y, nov(5), "c4", "新客券", 13, 1000, "平台", datetime(2026, 11, 5, 8)),
)
REDEMPTIONS = _rows(
    "platform day coupon_no order_no campaign person_id discount_fen order_fen redeemed_at",
    (Y, nov(11), "c1", "Y1", "囤货券", 1, 2000, 30000, datetime(2026, 11, 11, 8)),
    (Y, nov(12), "c4", "Y3", "新客券", 13, 1000, 18000, datetime(2026, 11, 12, 8)),
)
SETTLEMENTS = _rows(
    "platform day entry_no order_no amount_fen scene platform_fee_fen commission_fen is_transfer settled_at",
    (D, nov(10), "e1", "D10", 15000, "结算", 500, 400, False, datetime(2026, 11, 10, 1)),
    (D, nov(11), "e2", "D10", -2000, "扣款", 0, 0, None, datetime(2026, 11, 11, 1)),
    (D, nov(12), "e3", "D11", 9000, "结算", 300, 200, False, datetime(2026, 11, 12, 1)),
    (D, nov(13), "e4", None, -20000, "提现", 0, 0, True, datetime(2026, 11, 13, 1)),
)
COMMISSIONS = _rows(
    "platform day order_no promoter_id promoter_name role product_name paid_fen settled_base_fen estimated_fen actual_fen",
    (D, nov(9), "D1", "k1", "小鹿", "达人", "奶瓶", 10000, 10000, 2000, 1800),
    (D, nov(9), "D2", "k1", "小鹿", "达人", "奶瓶", 20000, 15000, 4000, 3000),
    (D, nov(13), "D7", "k2", "阿树", "达人", "围兜", 7000, None, 700, None),
)
PLACEMENTS = _rows(
    "platform day placement_no creator_id creator_name fee_fen promised_impressions impressions reads interactions visitors orders "
    "paid_fen commission_fen due_day published_at",
    (X, nov(10), "t1", "c1", "小圆", 50000, 10000, 12000, 4000, 200, 100, 5, 60000, 5000, nov(10), datetime(2026, 11, 10, 9)),
    (X, nov(12), "t2", "c2", "阿布", 30000, 10000, 6000, 1000, 50, 60, 1, 9000, None, nov(11), datetime(2026, 11, 12, 9)),
    (X, nov(13), "t3", "c1", "小圆", None, None, 2000, 500, 40, None, None, None, None, None, datetime(2026, 11, 13, 9)),
)  # fmt: skip
INVITES = _rows(
    "platform day invite_no inviter_id invitee_id at opened_at joined_at activity",
    (Y, nov(9), "i1", 1, 101, datetime(2026, 11, 9, 9), datetime(2026, 11, 9, 10), datetime(2026, 11, 9, 11), "邀3人"),
    (Y, nov(9), "i2", 1, 102, datetime(2026, 11, 9, 9), datetime(2026, 11, 9, 12), None, "邀3人"),
    (Y, nov(10), "i3", 6, 103, datetime(2026, 11, 10, 9), None, None, "邀3人"),
    (Y, nov(11), "i4", 1, 104, datetime(2026, 11, 11, 9), datetime(2026, 11, 11, 9), datetime(2026, 11, 12, 9), "邀3人"),
)  # fmt: skip
GROUPS = _rows(
    "platform day group_no participants size is_success opened_at",
    (P, nov(9), "q1", 3, 3, True, datetime(2026, 11, 9, 9)),
    (P, nov(10), "q2", 1, 3, False, datetime(2026, 11, 10, 9)),
    (P, nov(15), "q3", None, 3, None, datetime(2026, 11, 15, 9)),
)
MENTIONS = _rows(
    "platform day mention_no source brand sentiment likes comments shares saves mentions at",
    (X, nov(9), "m1", "小红书", "团团", "正面", 10, 2, 1, 3, None, datetime(2026, 11, 9, 9)),
    (X, nov(10), "m2", "小红书", "团团", "负面", 5, 5, None, None, None, datetime(2026, 11, 10, 9)),
    (
        X,
        nov(11),
        "m3",
        "微博",
        "团团",
        "positive",
        None,
        None,
        None,
        None,
        4,
        datetime(2026, 11, 11, 9),
    ),
    (
        X,
        nov(11),
        "m4",
        "微博",
        "别家",
        "neutral",
        None,
        None,
        None,
        None,
        2,
        datetime(2026, 11, 11, 9),
    ),
    (
        X,
        nov(12),
        "m5",
        "微博",
        "别家",
        None,
        None,
        None,
        None,
        None,
        None,
        datetime(2026, 11, 12, 9),
    ),
)
REVIEWS = _rows(
    "platform day review_no order_no person_id product_name score topic",
    (D, nov(12), "v1", "D1", 1, "奶瓶", 5, "质量"),
    (D, nov(13), "v2", "D2", 2, "奶瓶", 4, "物流"),
    (D, nov(13), "v3", "D3", 1, "围兜", 1, "质量"),
    (D, nov(14), "v4", "D5", 3, "围兜", None, None),
)
COMPLAINTS = _rows(
    "platform day complaint_no order_no kind at",
    (D, nov(13), "k1", "D2", "质量", datetime(2026, 11, 13, 9)),
)
STOCK = _rows(
    "platform day sku_code product_name quantity",
    (Y, nov(9), "ZN", "纸尿裤", 40),
    (Y, nov(9), "SJ", "湿巾", 10),
    (Y, nov(10), "ZN", "纸尿裤", 30),
    (Y, nov(10), "SJ", "湿巾", 0),
)
SITE = _rows(
    "platform day page visitors page_views sessions bounces visit_seconds conversions",
    (Y, nov(9), "/", 80, 200, 100, 40, 60.0, 5),
    (Y, nov(10), "/", 60, 150, 50, 20, 90.0, 1),
)
INDEX = _rows("platform day word value", (W, nov(9), "团团", 1200), (W, nov(10), "团团", 1000))
ACCOUNT = _rows(
    "platform day account new_fans lost_fans contents",
    (D, nov(9), "团团官方", 50, 10, 1),
    (D, nov(10), "团团官方", 30, 15, 2),
)
CUSTOMERS = _rows(
    "platform day person_id joined_at is_member staff source",
    (Y, nov(9), 1, datetime(2026, 11, 9, 9), True, "周宁", "公众号"),
    (Y, nov(10), 6, datetime(2026, 11, 10, 9), False, "周宁", "门店"),
    (Y, nov(3), 7, datetime(2026, 11, 3, 9), True, "张敏", "公众号"),
)
FACTS: dict[str, list[Row]] = {
    "traffic_days": TRAFFIC,
    "shop_days": SHOP_DAYS,
    "spend": SPEND,
    "live_sessions": LIVE,
    "contents": CONTENTS,
    "content_days": CONTENT_DAYS,
    "community_days": COMMUNITY,
    "staff_days": STAFF,
    "coupons": COUPONS,
    "redemptions": REDEMPTIONS,
    "settlements": SETTLEMENTS,
    "commissions": COMMISSIONS,
    "placements": PLACEMENTS,
    "invites": INVITES,
    "groups": GROUPS,
    "mentions": MENTIONS,
    "reviews": REVIEWS,
    "complaints": COMPLAINTS,
    "stock_days": STOCK,
    "site_days": SITE,
    "index_days": INDEX,
    "account_days": ACCOUNT,
    "customers": CUSTOMERS,
}
