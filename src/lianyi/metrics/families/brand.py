"""Brand: what people say, how they score, what they complain about."""

from __future__ import annotations

from lianyi.metrics.declaration import Measure, Ratio, family
from lianyi.metrics.measures import over, sums

declare = family("brand")
_POSITIVE = "lower(sentiment) IN ('positive', 'pos', '正面', '正向', '积极', '正')"
_NEGATIVE = "lower(sentiment) IN ('negative', 'neg', '负面', '负向', '消极', '负')"
_SAID = "coalesce(mentions, 1)"
_GOOD_SCORE = 4
_BAD_SCORE = 2


def _mentions(where: str | None = None) -> Measure:
    return over("mentions", f"sum({_SAID})", where)


def _felt(value: str, where: str = "sentiment IS NOT NULL") -> Measure:
    return over("mentions", value, where, needs=("sentiment",))


_NET = f"sum(CASE WHEN {_POSITIVE} THEN {_SAID} WHEN {_NEGATIVE} THEN -{_SAID} ELSE 0 END)"

declare(
    "mentions",
    "count",
    "声量|Mentions",
    "本期提到品牌的次数；一行没有写次数的算一次。|Mentions in the period; a row without a number counts as one.",
    _mentions(),
)
declare(
    "mention_engagements",
    "count",
    "声量互动量|Engagements with mentions",
    "本期声量的赞、评、转、藏合计。|Likes, comments, shares and saves of the mentions of the period.",
    over(
        "mentions",
        "sum(coalesce(likes, 0) + coalesce(comments, 0) + coalesce(shares, 0) + coalesce(saves, 0))",
    ),
)
declare(
    "net_sentiment",
    "ratio",
    "净情感度（NSR）|Net sentiment",
    "（正面－负面）÷全部有情感标注的声量。|Positive less negative over all mentions with a sentiment.",
    Ratio(_felt(_NET), _felt(f"sum({_SAID})")),
    not_the_same_as=("net_sentiment_polar",),
)
declare(
    "net_sentiment_polar",
    "ratio",
    "净情感度（只看正负）|Net sentiment (polar)",
    "（正面－负面）÷（正面＋负面），中性的不算。|Positive less negative over positive plus negative, neutral left out.",
    Ratio(_felt(_NET), _felt(f"sum({_SAID})", f"({_POSITIVE} OR {_NEGATIVE})")),
    not_the_same_as=("net_sentiment",),
)
declare(
    "negative_mentions",
    "count",
    "负面声量|Negative mentions",
    "本期标为负面的声量。|Mentions of the period marked as negative.",
    _felt(f"sum({_SAID})", _NEGATIVE),
    direction="down_good",
)
declare(
    "reviews_written",
    "count",
    "评价数|Reviews",
    "本期写下的评价数。|Reviews written in the period.",
    over("reviews", "count(*)"),
)
declare(
    "review_score",
    "number",
    "平均评分|Mean review score",
    "评分之和÷有评分的评价数。|Sum of scores over reviews with a score.",
    Ratio(sums("reviews", "score"), over("reviews", "count(score)", needs=("score",))),
)
declare(
    "good_review_rate",
    "ratio",
    "好评率|Share of good reviews",
    f"评分达到{_GOOD_SCORE}的评价÷有评分的评价。|Reviews with a score of {_GOOD_SCORE} or more over reviews with a score.",
    Ratio(
        over("reviews", "count(*)", f"score >= {_GOOD_SCORE}", needs=("score",)),
        over("reviews", "count(score)", needs=("score",)),
    ),
)
declare(
    "bad_review_rate",
    "ratio",
    "差评率|Share of bad reviews",
    f"评分不超过{_BAD_SCORE}的评价÷有评分的评价。|Reviews with a score of {_BAD_SCORE} or less over reviews with a score.",
    Ratio(
        over("reviews", "count(*)", f"score <= {_BAD_SCORE}", needs=("score",)),
        over("reviews", "count(score)", needs=("score",)),
    ),
    direction="down_good",
)
declare(
    "complaints_made",
    "count",
    "投诉数|Complaints",
    "本期收到的投诉数。|Complaints received in the period.",
    over("complaints", "count(*)"),
    direction="down_good",
)
declare(
    "complaint_rate",
    "ratio",
    "投诉率|Complaint rate",
    "投诉数÷支付订单数，只算两样都有的店铺。|Complaints over paid orders, of stores that have both.",
    Ratio("complaints_made", "orders_paid"),
    direction="down_good",
)
