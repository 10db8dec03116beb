"""Content: notes and videos, counted by the day on which they were published."""

from __future__ import annotations

from lianyi.core.translation import Text
from lianyi.metrics.declaration import Measure, Metric, Ratio, family
from lianyi.metrics.measures import both, over, sums, weighted

declare = family("content")
_VIEW = "contents"
_COUNTED = ("likes", "comments", "shares", "saves", "coins", "danmaku")
# 抖音, 快手 and 微博 count comments, likes and shares; 小红书 adds saves; Bilibili adds coins and bullet comments.
_WITHOUT_SAVES = "platform IN ('douyin', 'kuaishou', 'weibo')"
_SAVES = f"CASE WHEN {_WITHOUT_SAVES} THEN 0 ELSE coalesce(saves, 0) END"
INTERACTIONS = (
    f"coalesce(likes, 0) + coalesce(comments, 0) + coalesce(shares, 0) + {_SAVES} "
    "+ coalesce(coins, 0) + coalesce(danmaku, 0)"
)
DAILY_INTERACTIONS = f"coalesce(likes, 0) + coalesce(comments, 0) + coalesce(shares, 0) + {_SAVES}"
_HAS_ANY = f"coalesce({', '.join(_COUNTED)}) IS NOT NULL"
_HIT = 1000


def _engaged(where: str = _HAS_ANY) -> Measure:
    return over(_VIEW, f"sum({INTERACTIONS})", where)


declare(
    "contents_published",
    "count",
    "发布数|Items published",
    "发布时间落在本期的内容数。|Items published in the period.",
    over(_VIEW, "count(*)"),
)
declare(
    "interactions",
    "count",
    "互动量|Engagements",
    "本期发布的内容的互动合计，按各平台的算法：抖音、快手、微博为评＋赞＋转；其他平台再加收藏、投币、弹幕。|"
    "Engagements with items published in the period, as each platform counts them: comments, likes and shares on Douyin, "
    "Kuaishou and Weibo; elsewhere saves, coins and bullet comments are added.",
    _engaged(),
)
declare(
    "interaction_rate",
    "ratio",
    "互动率|Engagement rate",
    "互动量÷观看量，只算有观看量的内容。|Engagements over views, of items with known views.",
    Ratio(
        Measure(
            _VIEW,
            "day",
            f"sum({INTERACTIONS})",
            f"views IS NOT NULL AND {_HAS_ANY}",
            needs=("views",),
        ),
        Measure(_VIEW, "day", "sum(views)", f"views IS NOT NULL AND {_HAS_ANY}", needs=("views",)),
    ),
    reference=Text("参考值3%~5%", "Reference 3% to 5%"),
)
declare(
    "interactions_per_item",
    "number",
    "篇均互动|Engagements per item",
    "互动量÷有互动数据的内容数。|Engagements per item with known engagements.",
    Ratio(_engaged(), over(_VIEW, "count(*)", _HAS_ANY)),
)
declare(
    "hit_rate",
    "ratio",
    "爆文率|Hit-post rate",
    f"互动量达到{_HIT:,}的内容÷有互动数据的内容。|Items with at least {_HIT:,} engagements over items with known engagements.",
    Ratio(
        over(_VIEW, "count(*)", f"{_HAS_ANY} AND {INTERACTIONS} >= {_HIT}"),
        over(_VIEW, "count(*)", _HAS_ANY),
    ),
    reference=Text("参考值5%~8%", "Reference 5% to 8%"),
)

_SUMS = (
    ("content_impressions", "impressions", "内容曝光|Content impressions", "本期发布的内容到目前为止的曝光。|Impressions so far of items published in the period."),
    ("content_views", "views", "内容观看量|Content views", "本期发布的内容到目前为止的观看量。|Views so far of items published in the period."),
    ("content_likes", "likes", "点赞数|Likes", "本期发布的内容到目前为止的点赞。|Likes so far of items published in the period."),
    ("content_comments", "comments", "评论数|Comments", "本期发布的内容到目前为止的评论。|Comments so far on items published in the period."),
    ("content_saves", "saves", "收藏数|Saves", "本期发布的内容到目前为止的收藏。|Saves so far of items published in the period."),
    ("content_shares", "shares", "分享数|Shares", "本期发布的内容到目前为止的分享。|Shares so far of items published in the period."),
    ("content_new_fans", "new_fans", "内容涨粉|Followers from content", "本期发布的内容到目前为止带来的新粉丝。|Followers gained so far by items published in the period."),
    ("content_orders", "orders", "内容成交订单数|Orders from content", "平台统计的本期发布的内容带来的订单数。|Orders from items published in the period, as the platform counts them."),
)  # fmt: skip
for _key, _column, _name, _definition in _SUMS:
    declare(_key, "count", _name, _definition, sums(_VIEW, _column))

declare(
    "content_gmv",
    "money",
    "内容成交金额|GMV from content",
    "平台统计的本期发布的内容带来的成交金额。|Value from items published in the period, as the platform counts it.",
    sums(_VIEW, "paid_fen"),
)
declare(
    "content_spend",
    "money",
    "内容推广花费|Spend on content",
    "推广本期发布的内容的花费。|Spent on promoting items published in the period.",
    sums(_VIEW, "spend_fen"),
    direction="neutral",
)


def _share(key: str, above: str, below: str, name: str, definition: str, **more: Text) -> Metric:
    how = Ratio(both(_VIEW, above, below), both(_VIEW, below, above))
    return declare(key, "ratio", name, definition, how, **more)


_share("cover_click_rate", "views", "impressions", "封面点击率|Cover click rate", "观看量÷曝光。|Views over impressions.",
       reference=Text("参考值：小红书约10%", "Reference: about 10% on Xiaohongshu"))  # fmt: skip
_share("content_follow_rate", "new_fans", "views", "涨粉率|Follow rate", "涨粉÷观看量。|Followers gained over views.",
       reference=Text("参考值0.5%~1%", "Reference 0.5% to 1%"))  # fmt: skip
_share("share_rate", "shares", "views", "分享率|Share rate", "分享÷观看量。|Shares over views.")
_share("save_rate", "saves", "views", "收藏率（内容）|Save rate", "收藏÷观看量。|Saves over views.")
_share("content_click_rate", "clicks", "views", "内容商品点击率|Product click rate of content",
       "商品点击÷观看量。|Product clicks over views.")  # fmt: skip

_WEIGHTED = (
    ("completion_rate", "completion_ratio", "up_good", "完播率|Completion rate", "按观看量加权的完播率。|Share watched to the end, weighted by views."),
    ("five_second_rate", "five_second_ratio", "up_good", "5秒完播率|Five-second completion rate", "按观看量加权的5秒完播率。|Share watched for five seconds, weighted by views."),
    ("two_second_exit_rate", "two_second_exit_ratio", "down_good", "2秒跳出率|Two-second exit rate", "按观看量加权的2秒跳出率。|Share that left within two seconds, weighted by views."),
)  # fmt: skip
for _key, _column, _good, _name, _definition in _WEIGHTED:
    declare(
        _key,
        "ratio",
        _name,
        _definition,
        Ratio(*weighted(_VIEW, _column, "views")),
        direction=_good,
    )
declare(
    "ugc_published",
    "count",
    "UGC发布数|UGC published",
    "本期发布的内容里标为UGC的篇数。|Items published in the period and marked as UGC.",
    over(_VIEW, "count(*)", "upper(origin) = 'UGC'", needs=("origin",)),
)
declare(
    "daily_content_views",
    "count",
    "当日观看量|Views on the day",
    "本期内各天发生的观看量，不论内容哪天发布。|Views that happened in the period, whenever the item was published.",
    sums("content_days", "views"),
    not_the_same_as=("content_views",),
)
declare(
    "daily_interactions",
    "count",
    "当日互动量|Engagements on the day",
    "本期内各天发生的互动，不论内容哪天发布；收藏按平台算法计入。|"
    "Engagements that happened in the period, whenever the item was published; saves count where the platform counts them.",
    over("content_days", f"sum({DAILY_INTERACTIONS})"),
    not_the_same_as=("interactions",),
)
