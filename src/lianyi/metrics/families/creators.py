"""Creators: what was agreed, what was delivered, what it cost."""

from __future__ import annotations

from lianyi.core.translation import Text
from lianyi.metrics.declaration import Measure, Ratio, family
from lianyi.metrics.measures import both, over, sums

declare = family("creators")
_VIEW = "placements"
_DUE = "due_day IS NOT NULL"


def _cost(column: str) -> tuple[Measure, Measure]:
    return both(_VIEW, "fee_fen", column), both(_VIEW, column, "fee_fen")


declare(
    "placements_published",
    "count",
    "达人合作发布数|Placements published",
    "发布时间落在本期的达人合作数。|Placements published in the period.",
    over(_VIEW, "count(*)"),
)
declare(
    "creators_active",
    "count",
    "合作达人数|Creators at work",
    "本期发布过合作内容的不同达人数。|Different creators with a placement published in the period.",
    over(_VIEW, "count(DISTINCT (platform, coalesce(creator_id, creator_name)))", additive=False),
)
declare(
    "creator_fee",
    "money",
    "达人费用|Creator fees",
    "本期发布的达人合作的费用合计。|Fees of the placements published in the period.",
    sums(_VIEW, "fee_fen"),
    direction="neutral",
)
_SUMS = (
    ("creator_impressions", "impressions", "达人曝光|Creator impressions", "本期发布的达人合作到目前为止的曝光。|Impressions so far of placements published in the period."),
    ("creator_reads", "reads", "达人阅读|Creator reads", "本期发布的达人合作到目前为止的阅读。|Reads so far of placements published in the period."),
    ("creator_interactions", "interactions", "达人互动|Creator engagements", "本期发布的达人合作到目前为止的互动。|Engagements so far with placements published in the period."),
    ("creator_visitors", "visitors", "达人进店|Visitors from creators", "本期发布的达人合作带来的进店人数。|Shop visitors from placements published in the period."),
    ("creator_orders", "orders", "达人订单|Orders from creators", "本期发布的达人合作带来的订单数。|Orders from placements published in the period."),
)  # fmt: skip
for _key, _column, _name, _definition in _SUMS:
    declare(_key, "count", _name, _definition, sums(_VIEW, _column))
declare(
    "creator_gmv",
    "money",
    "达人成交金额|GMV from creators",
    "本期发布的达人合作带来的成交金额。|Value from placements published in the period.",
    sums(_VIEW, "paid_fen"),
)
declare(
    "cost_per_engagement",
    "money",
    "单次互动成本（CPE）|Cost per engagement",
    "达人费用÷互动，只算两样都有的合作。|Creator fees per engagement, of placements with both.",
    Ratio(*_cost("interactions")),
    direction="down_good",
    reference=Text(
        "参考值：10~20元一般，10元以下好，5元以下很好",
        "Reference: ¥10 to 20 normal, under ¥10 good, under ¥5 excellent",
    ),
)
declare(
    "creator_cpm",
    "money",
    "达人千次曝光成本（CPM）|Creator cost per 1,000 impressions",
    "达人费用÷曝光×1000，只算两样都有的合作。|Creator fees per 1,000 impressions, of placements with both.",
    Ratio(*_cost("impressions"), scale=1000),
    direction="down_good",
)
declare(
    "creator_cpc",
    "money",
    "达人阅读成本（CPC）|Creator cost per read",
    "达人费用÷阅读，只算两样都有的合作。|Creator fees per read, of placements with both.",
    Ratio(*_cost("reads")),
    direction="down_good",
)
declare(
    "creator_visitor_cost",
    "money",
    "达人进店成本|Creator cost per visitor",
    "达人费用÷进店人数，只算两样都有的合作。|Creator fees per shop visitor, of placements with both.",
    Ratio(*_cost("visitors")),
    direction="down_good",
)
declare(
    "creator_roi",
    "number",
    "达人ROI|Creator ROI",
    "达人成交金额÷（费用＋佣金），只算有费用和成交的合作。|Value from creators over fees and commission, of placements with fee and value.",
    Ratio(
        both(_VIEW, "paid_fen", "fee_fen"),
        Measure(
            _VIEW,
            "day",
            "sum(fee_fen + coalesce(commission_fen, 0))",
            "fee_fen IS NOT NULL AND paid_fen IS NOT NULL",
            needs=("fee_fen", "paid_fen"),
        ),
    ),
    reference=Text("参考值：1.5以上好，2以上领先", "Reference: above 1.5 good, above 2 leading"),
)
declare(
    "promise_kept_rate",
    "ratio",
    "曝光兑现率|Impressions delivered",
    "实际曝光÷承诺曝光，只算两样都有的合作；可能超过100%。|"
    "Impressions over those promised, of placements with both; may exceed 100%.",
    Ratio(
        both(_VIEW, "impressions", "promised_impressions"),
        both(_VIEW, "promised_impressions", "impressions"),
    ),
)
declare(
    "on_time_rate",
    "ratio",
    "按时发布率|Published on time",
    "在约定发布日或之前发布的合作÷有约定发布日的合作。|Placements published by the agreed day over those with one.",
    Ratio(
        over(_VIEW, "count(*)", f"{_DUE} AND day <= due_day", needs=("due_day",)),
        over(_VIEW, "count(*)", _DUE, needs=("due_day",)),
    ),
)
