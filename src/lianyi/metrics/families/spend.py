"""Ad spend and what it returns. Every ROI says whose sales it counts."""

from __future__ import annotations

from lianyi.metrics.declaration import Measure, Ratio, family
from lianyi.metrics.measures import both, over, sums

declare = family("spend")
_ADS = (
    "coalesce(lower(category), 'ads') NOT IN "
    "('content', '内容', 'kol', 'koc', '达人', 'creator', 'creators', 'incentive', 'incentives', '激励')"
)


def _paired(value: str, other: str) -> Measure:
    filled = f"{_ADS} AND {other} IS NOT NULL"
    return over("spend", f"sum({value})", filled, needs=(other,))


declare(
    "ad_spend",
    "money",
    "投放花费|Ad spend",
    "本期广告投放的消耗合计；标为内容、达人、激励的花费不算。|"
    "Spent on ads in the period; spend marked as content, creators or incentives is left out.",
    over("spend", "sum(spend_fen)", _ADS),
    direction="neutral",
    not_the_same_as=("total_spend",),
)
declare(
    "total_spend",
    "money",
    "总花费|Total spend",
    "本期全部花费：广告、内容、达人、激励。|Everything spent in the period: ads, content, creators, incentives.",
    over("spend", "sum(spend_fen)"),
    direction="neutral",
    not_the_same_as=("ad_spend",),
)
declare(
    "roi",
    "number",
    "投入产出比（ROI）|Return on spend (ROI)",
    "支付GMV÷同一批店铺的投放花费：全店成交都算，不只是广告带来的。|"
    "GMV (paid) over ad spend of the same stores: all sales count, not only those that ads brought.",
    Ratio("gmv_paid", "ad_spend"),
    not_the_same_as=("roi_platform", "roi_net", "roi_settled"),
)
declare(
    "roi_platform",
    "number",
    "平台ROI|ROI as the platform claims",
    "平台归因的成交÷有归因的投放花费。|Value the platform attributes to ads, over the spend it attributes.",
    Ratio(_paired("attributed_fen", "attributed_fen"), _paired("spend_fen", "attributed_fen")),
    not_the_same_as=("roi",),
)
declare(
    "roi_net",
    "number",
    "净成交ROI|ROI on net sales",
    "净成交÷同一批店铺的投放花费。|Net sales over ad spend of the same stores.",
    Ratio("gmv_net", "ad_spend"),
    not_the_same_as=("roi",),
)
declare(
    "roi_settled",
    "number",
    "结算ROI|ROI on settled money",
    "已结算金额÷同一批店铺的投放花费。|Settled amount over ad spend of the same stores.",
    Ratio("settled", "ad_spend"),
    not_the_same_as=("roi",),
)
declare(
    "roi_live_net",
    "number",
    "广告净成交ROI|Ad ROI on net value",
    "平台统计的广告净成交÷有这项统计的投放花费。|Net value of ads as the platform counts it, over the spend with that count.",
    Ratio(_paired("net_fen", "net_fen"), _paired("spend_fen", "net_fen")),
    not_the_same_as=("roi_net",),
)
declare(
    "spend_rate",
    "ratio",
    "费效比|Spend rate",
    "投放花费÷同一批店铺的净成交。|Ad spend over net sales of the same stores.",
    Ratio("ad_spend", "gmv_net"),
    direction="down_good",
)
declare(
    "acquisition_cost",
    "money",
    "获客成本|Customer acquisition cost (CAC)",
    "投放花费÷同一批店铺的新客数。|Ad spend per new customer, of the same stores.",
    Ratio("ad_spend", "new_buyers"),
    direction="down_good",
    counts_people=True,
    history_days=180,
)
declare(
    "spend_per_order",
    "money",
    "单均投放花费|Ad spend per order",
    "投放花费÷同一批店铺的支付订单数。|Ad spend per paid order, of the same stores.",
    Ratio("ad_spend", "orders_paid"),
    direction="down_good",
)
declare(
    "visitor_cost",
    "money",
    "引流成本（UV）|Cost per visitor",
    "投放花费÷同一批店铺的访客数。|Ad spend per visitor, of the same stores.",
    Ratio("ad_spend", "visitors"),
    direction="down_good",
)
declare(
    "ad_impressions",
    "count",
    "广告展示次数|Ad impressions",
    "本期广告展示的次数。|How often ads were shown in the period.",
    sums("spend", "impressions", _ADS),
)
declare(
    "ad_clicks",
    "count",
    "广告点击次数|Ad clicks",
    "本期广告被点击的次数。|Clicks on ads in the period.",
    sums("spend", "clicks", _ADS),
)
declare(
    "ad_click_rate",
    "ratio",
    "广告点击率|Ad click rate",
    "广告点击次数÷展示次数。|Clicks on ads over impressions.",
    Ratio(both("spend", "clicks", "impressions"), both("spend", "impressions", "clicks")),
)
declare(
    "ad_cpm",
    "money",
    "千次展示花费（CPM）|Cost per 1,000 impressions",
    "有展示次数的花费÷展示次数×1000。|Spend per 1,000 impressions, where impressions are known.",
    Ratio(
        both("spend", "spend_fen", "impressions"),
        both("spend", "impressions", "spend_fen"),
        scale=1000,
    ),
    direction="down_good",
)
declare(
    "ad_cpc",
    "money",
    "点击成本（CPC）|Cost per click",
    "有点击次数的花费÷点击次数。|Spend per click, where clicks are known.",
    Ratio(both("spend", "spend_fen", "clicks"), both("spend", "clicks", "spend_fen")),
    direction="down_good",
)
declare(
    "ad_orders",
    "count",
    "广告成交订单数|Orders from ads",
    "平台归因给广告的成交订单数。|Orders that the platform attributes to ads.",
    sums("spend", "orders"),
)
declare(
    "ad_order_cost",
    "money",
    "广告成交成本|Cost per ad order",
    "有成交订单数的花费÷成交订单数。|Spend per order that the platform attributes to ads.",
    Ratio(both("spend", "spend_fen", "orders"), both("spend", "orders", "spend_fen")),
    direction="down_good",
)
declare(
    "ad_value",
    "money",
    "广告归因成交|Value attributed to ads",
    "平台归因给广告的成交金额。|Value that the platform attributes to ads.",
    sums("spend", "attributed_fen"),
    not_the_same_as=("gmv_paid",),
)
