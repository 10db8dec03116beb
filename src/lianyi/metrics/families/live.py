"""Live sessions. A session belongs to the day on which it started; people are counted by the platform."""

from __future__ import annotations

from lianyi.metrics.declaration import Metric, Ratio, family
from lianyi.metrics.measures import both, over, sums, weighted

declare = family("live")
_VIEW = "live_sessions"

_SUMS = (
    ("live_minutes", "minutes", "minutes", "直播时长|Live minutes", "本期开播的场次的直播分钟数合计。|Minutes of the sessions started in the period."),
    ("live_viewers", "count", "viewers", "直播观看人数|Live viewers", "各场观看人数相加，场内去重。|Viewers of each session, added over sessions."),
    ("live_views", "count", "views", "直播观看次数|Live views", "各场观看次数相加。|Views of each session, added over sessions."),
    ("live_gmv", "money", "gmv_fen", "直播成交金额|Live GMV", "平台统计的直播间成交金额。|Gross value of the sessions as the platform counts it."),
    ("live_paid", "money", "paid_fen", "直播用户支付金额|Paid in live sessions", "平台统计的直播间用户支付金额。|Paid by buyers in the sessions as the platform counts it."),
    ("live_net", "money", "net_fen", "直播净成交|Live net value", "平台统计的直播间净成交金额。|Net value of the sessions as the platform counts it."),
    ("live_orders", "count", "orders", "直播成交订单数|Live orders", "平台统计的直播间成交订单数。|Orders of the sessions as the platform counts them."),
    ("live_buyers", "count", "buyers", "直播成交人数|Live buyers", "各场成交人数相加，场内去重。|Buyers of each session, added over sessions."),
    ("live_new_fans", "count", "new_fans", "直播新增粉丝|Followers gained live", "直播间新增粉丝数。|Followers gained during the sessions."),
    ("live_comments", "count", "comments", "直播评论次数|Live comments", "直播间评论次数。|Comments during the sessions."),
)  # fmt: skip
for _key, _unit, _column, _name, _definition in _SUMS:
    declare(_key, _unit, _name, _definition, sums(_VIEW, _column))

_NEUTRAL_SUMS = (
    ("live_refunds", "refund_fen", "直播退款金额|Live refunds", "平台统计的直播间退款金额。|Refunds of the sessions as the platform counts them."),
    ("live_spend", "spend_fen", "直播投放消耗|Ad spend on live", "直播间投放消耗。|Ad spend on the sessions."),
    ("live_commission", "commission_fen", "直播预估佣金|Live commission", "直播间的预估佣金支出。|Estimated commission of the sessions."),
)  # fmt: skip
for _key, _column, _name, _definition in _NEUTRAL_SUMS:
    declare(_key, "money", _name, _definition, sums(_VIEW, _column), direction="neutral")

declare(
    "live_session_count",
    "count",
    "直播场次|Live sessions",
    "开播时间落在本期的场次数，跨零点的场次算在开播那天。|Sessions started in the period; one over midnight belongs to the day it started.",
    over(_VIEW, "count(*)"),
)


def _share(key: str, above: str, below: str, name: str, definition: str) -> Metric:
    return declare(
        key, "ratio", name, definition, Ratio(both(_VIEW, above, below), both(_VIEW, below, above))
    )


_share("live_entry_rate", "viewers", "impression_people", "直播间进入率|Live entry rate",
       "观看人数÷曝光人数。|Viewers over people who saw the session.")  # fmt: skip
_share("live_product_exposure_rate", "product_impression_people", "viewers", "直播商品曝光率|Live product exposure rate",
       "商品曝光人数÷观看人数。|People who saw a product over viewers.")  # fmt: skip
_share("live_click_rate", "product_clickers", "product_impression_people", "直播商品点击率（人数）|Live product click rate (people)",
       "商品点击人数÷商品曝光人数。|People who clicked a product over people who saw one.")  # fmt: skip
_share("live_order_rate", "buyers", "product_clickers", "直播点击成交率（人数）|Live click-to-order rate (people)",
       "成交人数÷商品点击人数。|Buyers over people who clicked a product.")  # fmt: skip
_share("live_conversion_rate", "buyers", "viewers", "直播观看成交率（人数）|Live conversion rate (people)",
       "成交人数÷观看人数。|Buyers over viewers.")  # fmt: skip
_share("live_follow_rate", "new_fans", "viewers", "直播关注转化率|Live follow rate",
       "新增粉丝÷观看人数。|Followers gained over viewers.")  # fmt: skip
_share("live_club_rate", "new_club_members", "viewers", "直播加团率|Live fan-club rate",
       "新加团人数÷观看人数。|New fan-club members over viewers.")  # fmt: skip

declare(
    "gpm",
    "money",
    "千次观看成交|GMV per 1,000 views",
    "直播用户支付金额÷观看次数×1000。|Paid in live sessions per 1,000 views.",
    Ratio(both(_VIEW, "paid_fen", "views"), both(_VIEW, "views", "paid_fen"), scale=1000),
    not_the_same_as=("gmv_per_1000_impressions",),
)
declare(
    "live_visitor_value",
    "money",
    "直播UV价值|Live value per viewer",
    "直播净成交÷观看人数。|Live net value per viewer.",
    Ratio(both(_VIEW, "net_fen", "viewers"), both(_VIEW, "viewers", "net_fen")),
)
declare(
    "live_gmv_per_hour",
    "money",
    "直播小时支付额|Paid per live hour",
    "直播用户支付金额÷直播小时数。|Paid in live sessions per hour of live.",
    Ratio(both(_VIEW, "paid_fen", "minutes"), both(_VIEW, "minutes", "paid_fen"), scale=60),
)
declare(
    "live_watch_minutes",
    "minutes",
    "人均观看分钟|Minutes watched per viewer",
    "按观看人数加权的人均观看时长。|Mean minutes watched, weighted by viewers.",
    Ratio(*weighted(_VIEW, "average_watch_minutes", "viewers")),
)
declare(
    "live_average_online",
    "number",
    "平均在线人数|Average online",
    "按直播时长加权的平均在线人数。|Mean viewers online, weighted by minutes of live.",
    Ratio(*weighted(_VIEW, "average_online", "minutes")),
)
declare(
    "live_peak_online",
    "count",
    "最高在线人数|Peak online",
    "本期各场最高在线人数里的最大值。|The highest peak of all sessions in the period.",
    over(_VIEW, "max(peak_online)", needs=("peak_online",), additive=False),
)
declare(
    "live_fan_share",
    "ratio",
    "观看老粉占比|Share of fans among viewers",
    "按观看人数加权的老粉占比。|Share of existing followers among viewers, weighted by viewers.",
    Ratio(*weighted(_VIEW, "fan_viewer_ratio", "viewers")),
    direction="neutral",
)
declare(
    "live_refund_rate",
    "ratio",
    "直播退款率|Live refund rate",
    "直播退款金额÷直播用户支付金额。|Live refunds over what was paid in live sessions.",
    Ratio(both(_VIEW, "refund_fen", "paid_fen"), both(_VIEW, "paid_fen", "refund_fen")),
    direction="down_good",
)
declare(
    "live_refund_rate_1h",
    "ratio",
    "直播1小时退款率|Live refund rate within an hour",
    "1小时内退款金额÷直播用户支付金额。|Refunded within an hour over what was paid in live sessions.",
    Ratio(both(_VIEW, "refund_1h_fen", "paid_fen"), both(_VIEW, "paid_fen", "refund_1h_fen")),
    direction="down_good",
)
declare(
    "live_roi",
    "number",
    "直播整体ROI|Live ROI",
    "直播用户支付金额÷直播投放消耗，只算有消耗记录的场次。|Paid in live sessions over ad spend on them, of sessions with recorded spend.",
    Ratio(both(_VIEW, "paid_fen", "spend_fen"), both(_VIEW, "spend_fen", "paid_fen")),
)
declare(
    "live_spend_share",
    "ratio",
    "直播投放占比|Live ad share",
    "直播投放消耗÷直播用户支付金额。|Ad spend on live sessions over what was paid in them.",
    Ratio(both(_VIEW, "spend_fen", "paid_fen"), both(_VIEW, "paid_fen", "spend_fen")),
    direction="down_good",
)
