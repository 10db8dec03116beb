"""Customers: who buys, who is new, who comes back."""

from __future__ import annotations

from lianyi.core.translation import Text
from lianyi.metrics.declaration import Measure, Ratio, family
from lianyi.metrics.measures import KNOWN, over, paid, paid_orders, paid_sum, persons

declare = family("users")
_NEW = "nth_order = 1"
_RETURNING = "nth_order > 1"
_DUE = "first_paid_day + 90"
REFERENCE_25 = Text(
    "参考值25%，来自公开的运营方案模板",
    "Reference 25%, from published operations templates",
)
_KNOWN_BUYER = ("person_id",)

declare(
    "buyers",
    "count",
    "支付买家数|Buyers",
    "本期至少付过一单的不同买家数；认不出买家的订单不算人。|"
    "Different buyers with at least one order paid in the period; orders without a known buyer count for nobody.",
    persons(),
    counts_people=True,
    not_the_same_as=("platform_buyers",),
)
declare(
    "new_buyers",
    "count",
    "新客数|New customers",
    "全部店铺里的第一笔付款订单落在本期的买家数。|Buyers whose first paid order in the whole workspace falls into the period.",
    paid("count(*)", where=_NEW, lines="count(DISTINCT person_id)", needs=_KNOWN_BUYER),
    counts_people=True,
    history_days=180,
    not_the_same_as=("new_buyers_of_store",),
)
declare(
    "new_buyers_of_store",
    "count",
    "店铺新客数|New customers of the store",
    "在这家店的第一笔付款订单落在本期的买家数，各店相加；在别的店买过也算。|"
    "Buyers whose first paid order in that store falls into the period, added over stores; elsewhere they may have bought before.",
    paid("count(*)", where="nth_order_of_store = 1", needs=_KNOWN_BUYER),
    counts_people=True,
    history_days=180,
    not_the_same_as=("new_buyers",),
)
declare(
    "returning_buyers",
    "count",
    "老客数|Returning customers",
    "本期付过款、且第一笔付款订单早于本期的买家数：支付买家数－新客数。|"
    "Buyers of the period whose first paid order lies before it: buyers less new customers.",
    {"buyers": 1, "new_buyers": -1},
    counts_people=True,
    history_days=180,
)
declare(
    "new_buyer_share",
    "ratio",
    "新客占比|Share of new customers",
    "新客数÷支付买家数。|New customers over buyers.",
    Ratio("new_buyers", "buyers"),
    direction="neutral",
    counts_people=True,
    history_days=180,
)
declare(
    "gmv_new",
    "money",
    "新客GMV|GMV of new customers",
    "买家的第一笔付款订单的支付GMV。|GMV (paid) of first orders.",
    paid_sum("paid_fen", where=_NEW, needs=_KNOWN_BUYER),
    counts_people=True,
    history_days=180,
)
declare(
    "gmv_returning",
    "money",
    "老客GMV|GMV of returning customers",
    "买家第二笔及以后的付款订单的支付GMV。|GMV (paid) of second and later orders.",
    paid_sum("paid_fen", where=_RETURNING, needs=_KNOWN_BUYER),
    counts_people=True,
)
declare(
    "returning_share",
    "ratio",
    "老客GMV占比|Returning share of GMV",
    "老客GMV÷认得出买家的订单的支付GMV。|GMV of second and later orders over GMV of orders with a known buyer.",
    Ratio(
        paid_sum("paid_fen", where=_RETURNING, needs=_KNOWN_BUYER),
        paid_sum("paid_fen", where=KNOWN, needs=_KNOWN_BUYER),
    ),
    direction="neutral",
    counts_people=True,
    history_days=180,
)
declare(
    "repeat_buyers",
    "count",
    "复购买家数|Repeat buyers",
    "本期付过两单及以上的买家数。|Buyers with two or more orders paid in the period.",
    persons("count(*) FILTER (WHERE person_orders >= 2)"),
    counts_people=True,
)
declare(
    "frequent_buyers",
    "count",
    "高频买家数|Frequent buyers",
    "本期付过三单及以上的买家数。|Buyers with three or more orders paid in the period.",
    persons("count(*) FILTER (WHERE person_orders >= 3)"),
    counts_people=True,
)
declare(
    "repurchase_rate",
    "ratio",
    "复购率|Repurchase rate",
    "本期付过两单及以上的买家÷本期支付买家（按人）。|Buyers with two or more orders paid in the period over all buyers of the period.",
    Ratio(persons("count(*) FILTER (WHERE person_orders >= 2)"), persons()),
    counts_people=True,
    reference=REFERENCE_25,
    not_the_same_as=("repurchase_rate_orders", "repurchase_rate_90d"),
)
declare(
    "repurchase_rate_orders",
    "ratio",
    "复购率（按订单）|Repurchase rate (by order)",
    "老客订单÷认得出买家的支付订单。|Second and later orders over paid orders with a known buyer.",
    Ratio(
        paid_orders(where=_RETURNING, needs=_KNOWN_BUYER),
        paid_orders(where=KNOWN, needs=_KNOWN_BUYER),
    ),
    counts_people=True,
    history_days=180,
    not_the_same_as=("repurchase_rate", "repurchase_rate_90d"),
)
declare(
    "repurchase_rate_90d",
    "ratio",
    "90天复购率|Repurchase rate within 90 days",
    "首单满90天的那天落在本期的买家里，首单后90天内又付过一单的占比。|"
    "Of buyers whose first order turned 90 days old in the period, the share that paid another one within those 90 days.",
    Ratio(
        Measure(
            "orders",
            _DUE,
            "count(*)",
            "nth_order = 2 AND paid_day - first_paid_day <= 90",
            needs=_KNOWN_BUYER,
        ),
        Measure("orders", _DUE, "count(*)", _NEW, needs=_KNOWN_BUYER),
    ),
    counts_people=True,
    history_days=270,
    not_the_same_as=("repurchase_rate", "repurchase_rate_orders"),
)
declare(
    "repurchase_cycle",
    "days",
    "平均复购周期|Average repurchase cycle",
    "本期的老客订单距离上一单的平均天数。|Mean days since the previous order, of second and later orders paid in the period.",
    Ratio(
        paid("sum(days_since_previous)", where=_RETURNING, needs=_KNOWN_BUYER),
        paid("count(*)", where=_RETURNING, needs=_KNOWN_BUYER),
    ),
    direction="neutral",
    counts_people=True,
)
declare(
    "orders_per_buyer",
    "number",
    "人均订单数|Orders per buyer",
    "认得出买家的支付订单数÷支付买家数。|Paid orders with a known buyer, per buyer.",
    Ratio(paid_orders(where=KNOWN, needs=_KNOWN_BUYER), persons()),
    counts_people=True,
)
declare(
    "top_buyers_gmv",
    "money",
    "高频买家GMV|GMV of frequent buyers",
    "本期付过三单及以上的买家的支付GMV。|GMV (paid) of buyers with three or more orders paid in the period.",
    persons("sum(person_paid_fen) FILTER (WHERE person_orders >= 3)"),
    counts_people=True,
)
declare(
    "customers_joined",
    "count",
    "新增客户|Customers who joined",
    "成为客户的时间落在本期的客户数。|Customers who joined in the period.",
    over("customers", "count(*)"),
)
declare(
    "members_joined",
    "count",
    "新增客户中的会员|Members among those who joined",
    "本期成为客户的人里现在是会员的人数。|Customers who joined in the period and are members now.",
    over("customers", "count(*)", "is_member", needs=("is_member",)),
)
