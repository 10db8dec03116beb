"""What a number can be split by: for every dimension, the views that know it and how they say it.

A fact that does not say goes to `unknown`, so that the parts sum to the whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lianyi.core.translation import Text

UNKNOWN = "unknown"


@dataclass(frozen=True)
class Dimension:
    """One way to split: `expressions` maps a view to SQL over its columns, `*` stands for every view.

    `columns` are those that the expressions read; `{day}` is the day a metric counts by, `{new_from}` the first
    day on which a first order can be told from one that only looks like it.
    """

    key: str
    name: Text
    expressions: Mapping[str, str]
    columns: tuple[str, ...]

    def on(self, view: str) -> str | None:
        """Return the SQL of this dimension on `view`, None where the view does not know it."""
        return self.expressions.get(view) or self.expressions.get("*")


_TRADE = ("orders", "order_lines")
_CHANNELLED = ("orders", "order_lines", "refunds", "traffic_days", "shop_days")
_CUSTOMER = (
    "CASE WHEN person_id IS NULL THEN 'unknown' WHEN nth_order > 1 THEN 'returning' "
    "WHEN nth_order = 1 AND paid_day >= {new_from} THEN 'new' ELSE 'unknown' END"
)


def _over(views: tuple[str, ...], column: str) -> dict[str, str]:
    return dict.fromkeys(views, column)


def _dimension(
    key: str, zh: str, en: str, expressions: Mapping[str, str], *columns: str
) -> Dimension:
    used = columns or tuple(dict.fromkeys(expressions.values()))
    return Dimension(key, Text(zh, en), expressions, used)


_ALL = (
    _dimension("platform", "平台", "Platform", {"*": "platform"}),
    _dimension("store", "店铺", "Store", {"*": "store"}),
    _dimension("channel", "渠道", "Channel", _over(_CHANNELLED, "channel")),
    _dimension("channel_group", "渠道分组", "Channel group", _over(_CHANNELLED, "channel_group")),
    _dimension("carrier", "载体", "Carrier", _over(_CHANNELLED, "carrier")),
    _dimension("source", "来源", "Source", _over(_CHANNELLED, "source")),
    _dimension("weekday", "星期", "Weekday", {"*": "isodow({day})::VARCHAR"}, "{day}"),
    _dimension("customer_type", "新老客", "Customer type", _over(_TRADE, _CUSTOMER), "person_id"),
    _dimension("province", "省份", "Province", _over((*_TRADE, "people"), "province")),
    _dimension("city", "城市", "City", {"orders": "city"}),
    _dimension(
        "product",
        "商品",
        "Product",
        _over(("order_lines", "refunds", "commissions", "reviews", "stock_days"), "product_name"),
    ),
    _dimension(
        "sku",
        "规格",
        "SKU",
        _over(("order_lines", "refunds", "products", "stock_days"), "sku_code"),
    ),
    _dimension("category", "类目", "Category", _over(("order_lines", "products"), "category")),
    _dimension("promoter", "推广者", "Promoter", _over((*_TRADE, "commissions"), "promoter_name")),
    _dimension("live_session", "直播场次", "Live session", {"orders": "live_session_no"}),
    _dimension("order_type", "订单类型", "Order type", {"orders": "order_type"}),
    _dimension("coupon", "优惠券", "Coupon", {"orders": "coupon_name"}),
    _dimension(
        "coupon_campaign",
        "券活动",
        "Coupon campaign",
        _over(("coupons", "coupon_uses", "redemptions"), "campaign"),
    ),
    _dimension("bearer", "承担方", "Bearer", _over(("coupons", "coupon_uses"), "bearer")),
    _dimension("refund_reason", "退款原因", "Refund reason", {"refunds": "reason"}),
    _dimension("refund_kind", "售后类型", "Kind of refund", {"refunds": "kind"}),
    _dimension("refund_stage", "退款阶段", "Refund stage", {"refunds": "stage"}),
    _dimension("community", "社群", "Community", {"community_days": "community_name"}),
    _dimension("group_owner", "群主", "Community owner", {"community_days": "owner"}),
    _dimension(
        "creator",
        "达人",
        "Creator",
        _over(("contents", "placements", "creators"), "creator_name"),
    ),
    _dimension("content", "内容", "Content", {"contents": "title", "content_days": "content_no"}),
    _dimension("form", "体裁", "Form", {"contents": "form"}),
    _dimension("theme", "主题", "Theme", {"contents": "theme"}),
    _dimension("origin", "内容来源", "Origin", {"contents": "origin"}),
    _dimension("host", "主播", "Host", {"live_sessions": "host_name"}),
    _dimension("session", "场次", "Session", {"live_sessions": "session_no"}),
    _dimension("plan", "广告计划", "Ad plan", {"spend": "plan_name"}),
    _dimension("material", "素材", "Material", {"spend": "material_name"}),
    _dimension("spend_category", "花费类别", "Spend category", {"spend": "category"}),
    _dimension("staff", "员工", "Staff", {"staff_days": "staff", "customers": "staff"}),
    _dimension("customer_source", "客户来源", "Customer source", {"customers": "source"}),
    _dimension("account", "账号", "Account", {"account_days": "account"}),
    _dimension("page", "页面", "Page", {"site_days": "page"}),
    _dimension("word", "词", "Word", {"index_days": "word"}),
    _dimension("brand", "品牌", "Brand", {"mentions": "brand"}),
    _dimension("mention_source", "声量来源", "Source of mentions", {"mentions": "source"}),
    _dimension("sentiment", "情感", "Sentiment", {"mentions": "sentiment"}),
    _dimension("topic", "话题", "Topic", {"reviews": "topic"}),
    _dimension("complaint_kind", "投诉类型", "Kind of complaint", {"complaints": "kind"}),
    _dimension("activity", "活动", "Activity", {"invites": "activity"}),
    _dimension("scene", "动账场景", "Scene", {"settlements": "scene"}),
    _dimension(
        "excluded_reason", "剔除原因", "Reason of exclusion", {"orders_all": "excluded_reason"}
    ),
)
DIMENSIONS: dict[str, Dimension] = {d.key: d for d in _ALL}
SOURCE_DIMENSIONS = ("platform", "store", "channel")
