"""The table reports: live sessions, communities, promoters, creators, products, channels, coupons."""

from __future__ import annotations

from functools import partial

from lianyi.core.calendar.periods import last_complete_week
from lianyi.core.translation import Text
from lianyi.reports.registry import REPORTS, Report
from lianyi.reports.tabular.build import build
from lianyi.reports.tabular.form import Form


def _add(form: Form, name: str, summary: str) -> None:
    title = Text(*name.split("|"))
    REPORTS.add(
        Report(
            form.key,
            title,
            Text(*summary.split("|")),
            last_complete_week,
            partial(build, form, title),
            f"lianyi report {form.key} --period 2026-W46 -o {form.key}.html",
            "range",
        )
    )


_add(
    Form(
        "live",
        ("session", "host"),
        (
            "live_minutes", "live_viewers", "live_watch_minutes", "live_average_online", "live_peak_online",
            "live_gmv", "live_net", "live_orders", "live_refund_rate", "live_visitor_value", "gpm",
            "live_entry_rate", "live_product_exposure_rate", "live_click_rate", "live_order_rate", "live_conversion_rate",
            "live_spend", "live_spend_share", "live_roi", "live_follow_rate", "live_fan_share", "live_refund_rate_1h",
        ),
        "live_gmv",
        Text("场直播", "live session"),
        Text("场直播", "live sessions"),
        (
            (Text("观看", "Viewers"), 5),
            (Text("成交", "Sales"), 6),
            (Text("五步转化（人数）", "Five steps (people)"), 5),
            (Text("投放与关注", "Ads and followers"), 6),
        ),
        dated=True,
        note=Text("跨零点的场次算在开播那天", "a session over midnight belongs to the day it starts on"),
    ),
    "直播场次表|live sessions",
    "每场直播的观看、成交、五步转化、投放和退款。|Every live session: viewers, sales, the five steps, ads and refunds.",
)  # fmt: skip
_add(
    Form(
        "community",
        ("community", "group_owner"),
        (
            "group_members", "group_joins", "group_quits", "group_net_growth", "group_quit_rate",
            "group_active_rate", "group_messages", "messages_per_member", "messages_per_active_member",
        ),
        "group_members",
        Text("个社群", "community"),
        Text("个社群", "communities"),
    ),
    "社群周表|communities",
    "每个群的人数、进退、活跃和消息。|Every community: members, joins and quits, activity and messages.",
)  # fmt: skip
_add(
    Form(
        "promoters",
        ("promoter",),
        (
            "orders_paid", "buyers", "new_buyers", "gmv_paid", "gmv_net", "refund_amount_by_pay_time", "refund_rate_by_pay_time",
            "commission_paid_base", "commission_estimated", "commission_actual", "commission_rate", "commission_kept_share",
        ),
        "gmv_net",
        Text("位推广者", "promoter"),
        Text("位推广者", "promoters"),
        ((Text("成交", "Sales"), 7), (Text("佣金", "Commission"), 5)),
        note=Text("按扣除退款后的成交排名", "ranked by what is left after refunds"),
    ),
    "分销员表|promoters",
    "每位推广者的订单、净成交、退款和佣金。|Every promoter: orders, net sales, refunds and commission.",
)  # fmt: skip
_add(
    Form(
        "creators",
        ("creator",),
        (
            "creator_fee", "creator_impressions", "promise_kept_rate", "creator_reads", "creator_interactions", "on_time_rate",
            "creator_cpm", "creator_cpc", "cost_per_engagement", "creator_visitors", "creator_visitor_cost", "creator_orders", "creator_gmv", "creator_roi",
        ),
        "creator_gmv",
        Text("位达人", "creator"),
        Text("位达人", "creators"),
        ((Text("投放与兑现", "Paid and delivered"), 6), (Text("成本与成交", "Cost and sales"), 8)),
    ),
    "达人表|creators",
    "每位达人的费用、兑现、成本和成交；哪些差别不只是运气，看lianyi run creators。|Every creator: fee, delivery, cost and sales; lianyi run creators tells which differences are more than luck.",
)  # fmt: skip
_add(
    Form(
        "products",
        ("product",),
        (
            "gmv_paid", "units_sold", "orders_paid", "buyers", "unit_value", "refund_amount_by_pay_time", "refund_rate_by_pay_time",
            "product_margin", "product_margin_rate", "repurchase_rate", "new_buyer_share", "stock_units", "stockout_rate", "review_score", "bad_review_rate",
        ),
        "gmv_paid",
        Text("种商品", "product"),
        Text("种商品", "products"),
        ((Text("成交与退款", "Sales and refunds"), 7), (Text("毛利、复购、库存与评价", "Margin, repurchase, stock and reviews"), 8)),
    ),
    "商品表|products",
    "每种商品的成交、退款、毛利、复购、库存和评价。|Every product: sales, refunds, margin, repurchase, stock and reviews.",
)  # fmt: skip
_add(
    Form(
        "channels",
        ("platform", "carrier", "source"),
        (
            "gmv_paid", "gmv_net", "orders_paid", "order_value", "buyers", "new_buyer_share", "refund_rate_by_pay_time",
               "gross_margin_rate", "repurchase_rate_90d",
        ),
        "gmv_paid",
        Text("个渠道", "channel"),
        Text("个渠道", "channels"),
        joined=True,
        note=Text("访客只按平台导出，看周报的渠道表", "visitors are exported by platform only: see channels in the weekly report"),
    ),
    "渠道表|channels",
    "每个渠道的成交、新客、退款、毛利和复购。|Every channel: sales, new customers, refunds, margin and repurchase.",
)  # fmt: skip
_add(
    Form(
        "coupons",
        ("coupon_campaign",),
        (
            "coupons_claimed", "coupon_claimers", "coupons_redeemed", "coupon_use_rate", "coupon_face", "coupon_discount",
            "coupon_discount_per_use", "coupon_gmv", "coupon_roi",
        ),
        "coupon_gmv",
        Text("个券活动", "coupon campaign"),
        Text("个券活动", "coupon campaigns"),
    ),
    "优惠券表|coupons",
    "每个券活动的领取、核销、优惠和带来的成交。|Every coupon campaign: claims, redemptions, discounts and what was paid with them.",
)  # fmt: skip
