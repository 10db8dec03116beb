"""What the three stages differ in: which goals, how the money is split, which modes and risks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from lianyi.core.translation import Text
from lianyi.planning.model.campaigns import Category
from lianyi.planning.model.goals import Dimension
from lianyi.planning.model.modes import ModeKey
from lianyi.planning.model.plan import Stage


@dataclass(frozen=True)
class GoalPreset:
    """A goal of a stage: its metric and why it matters there."""

    key: str
    metric: str
    dimension: Dimension
    why: Text


@dataclass(frozen=True)
class StagePreset:
    """The defaults of one stage.

    `spend_share` is the budget as a share of the GMV goal where no spend is known; `split` its categories in hundredths.
    """

    name: Text
    intro: Text
    goals: tuple[GoalPreset, ...]
    spend_share: Fraction
    split: Mapping[Category, int]
    modes: tuple[ModeKey, ...]
    risks: tuple[str, ...]


GMV = GoalPreset(
    "gmv", "gmv_paid", "trade",
    Text("规模决定备货、排班和预算。", "Size decides stock, shifts and budget."),
)  # fmt: skip
NEW_BUYERS = GoalPreset(
    "new-buyers", "new_buyers", "users",
    Text("没有新客，后面的复购和转介绍都没有来源。", "Repurchase and referral need new customers first."),
)  # fmt: skip
REPURCHASE = GoalPreset(
    "repurchase", "repurchase_rate_90d", "users",
    Text("老客再买一次，比再找一个新客便宜。", "A second order costs less than a new customer."),
)  # fmt: skip
GROUPS = GoalPreset(
    "groups", "group_active_rate", "users",
    Text("社群先要有人说话，活动才有人接。", "A group has to talk before it takes part."),
)  # fmt: skip
INTERACTIONS = GoalPreset(
    "interactions", "interactions", "brand",
    Text("有人点赞、收藏、评论，内容才会继续被推荐。", "Likes, saves and comments keep content recommended."),
)  # fmt: skip
MENTIONS = GoalPreset(
    "mentions", "mentions", "brand",
    Text("自来水多了，投放才省得下来。", "Word of mouth is what makes ads cheaper."),
)  # fmt: skip
ORDER_VALUE = GoalPreset(
    "order-value", "order_value", "trade",
    Text("每单多卖一点，流量费不会跟着涨。", "A larger order costs no more traffic."),
)  # fmt: skip
REFUNDS = GoalPreset(
    "refunds", "refund_rate_by_pay_time", "trade",
    Text("退回来的订单已经花了流量、佣金和运费。", "A refunded order has cost traffic, commission and freight."),
)  # fmt: skip
RETURNING = GoalPreset(
    "returning", "returning_share", "users",
    Text("老客占比是生意稳不稳的第一个信号。", "The share of returning customers shows how steady trade is."),
)  # fmt: skip

STAGES: Mapping[Stage, StagePreset] = {
    "start_up": StagePreset(
        Text("起步期", "Start-up"),
        Text(
            "先找到愿意买、愿意说的第一批人，把一个渠道跑通，再谈规模。",
            "Find the first people who buy and talk, make one channel work, then think of size.",
        ),
        (GMV, NEW_BUYERS, ORDER_VALUE, INTERACTIONS, REFUNDS),
        Fraction(15, 100),
        {"content": 35, "kol": 25, "ads": 25, "incentives": 15},
        ("content", "community"),
        ("refund_spike", "stock_out", "complaint_spike", "creator_below"),
    ),
    "growth": StagePreset(
        Text("增长期", "Growth"),
        Text(
            "放大已经验证过的渠道，同时把新客留成老客：增长要算得过账，也要接得住。",
            "Widen the channels that have proved themselves and keep the customers they bring: growth has to pay and to last.",
        ),
        (GMV, NEW_BUYERS, REPURCHASE, GROUPS, MENTIONS),
        Fraction(10, 100),
        {"content": 20, "kol": 25, "ads": 40, "incentives": 15},
        ("content", "community", "distribution"),
        (
            "refund_spike", "stock_out", "complaint_spike", "creator_below", "community_falling",
            "play_banned", "promoter_concentration",
        ),
    ),
    "maturity": StagePreset(
        Text("成熟期", "Maturity"),
        Text(
            "守住老客和毛利，少花一分冤枉钱；新的增长从老客的推荐和新品里来。",
            "Keep customers and margin, waste nothing; new growth comes from recommendations and new products.",
        ),
        (GMV, REPURCHASE, RETURNING, REFUNDS, MENTIONS),
        Fraction(6, 100),
        {"content": 25, "kol": 20, "ads": 30, "incentives": 25},
        ("community", "distribution", "live"),
        (
            "refund_spike", "stock_out", "complaint_spike", "community_falling", "play_banned",
            "promoter_concentration",
        ),
    ),
}  # fmt: skip
