"""Promoters: who sells on commission, what it brings and what it costs."""

from __future__ import annotations

from lianyi.metrics.declaration import Ratio, family
from lianyi.metrics.measures import both, over, paid, paid_orders, paid_sum, sums

declare = family("promoters")
_VIEW = "commissions"
_BY_PROMOTER = "promoter_id IS NOT NULL"

declare(
    "promoters_active",
    "count",
    "出单推广者数|Promoters with sales",
    "本期有佣金订单的不同推广者数。|Different promoters with an order on commission in the period.",
    over(_VIEW, "count(DISTINCT (platform, promoter_id))", additive=False),
)
declare(
    "promoter_orders",
    "count",
    "推广订单数|Promoted orders",
    "本期付款、带推广者的订单数。|Orders paid in the period that name a promoter.",
    paid_orders(where=_BY_PROMOTER, needs=("promoter_id",)),
)
declare(
    "promoter_gmv",
    "money",
    "推广GMV|Promoted GMV",
    "本期付款、带推广者的订单的支付GMV。|GMV (paid) of orders that name a promoter.",
    paid_sum("paid_fen", where=_BY_PROMOTER, needs=("promoter_id",)),
)
declare(
    "promoter_gmv_share",
    "ratio",
    "推广GMV占比|Promoted share of GMV",
    "推广GMV÷会标出推广者的店铺的支付GMV。|Promoted GMV over GMV (paid), of stores that name promoters.",
    Ratio(
        paid_sum("paid_fen", where=_BY_PROMOTER, needs=("promoter_id",)),
        paid_sum("paid_fen", needs=("promoter_id",)),
    ),
    direction="neutral",
)
declare(
    "gmv_per_promoter",
    "money",
    "人均推广业绩|GMV per promoter",
    "推广GMV÷本期出过单的不同推广者数。|Promoted GMV per promoter with an order in the period.",
    Ratio(
        paid_sum("paid_fen", where=_BY_PROMOTER, needs=("promoter_id",)),
        paid(
            "count(DISTINCT (platform, promoter_id))",
            where=_BY_PROMOTER,
            needs=("promoter_id",),
            additive=False,
        ),
    ),
)
declare(
    "commission_paid_base",
    "money",
    "佣金订单支付额|Paid for commission orders",
    "佣金表里本期付款的支付金额合计。|Paid amounts of the commission records of the period.",
    sums(_VIEW, "paid_fen"),
)
declare(
    "commission_estimated",
    "money",
    "预估佣金|Estimated commission",
    "佣金表里本期付款订单的预估佣金合计。|Estimated commission on orders paid in the period, from the commission records.",
    sums(_VIEW, "estimated_fen"),
    direction="neutral",
    not_the_same_as=("commission_actual",),
)
declare(
    "commission_actual",
    "money",
    "实际佣金|Actual commission",
    "佣金表里本期付款订单的实际佣金支出合计。|Commission actually paid on orders paid in the period, from the commission records.",
    sums(_VIEW, "actual_fen"),
    direction="neutral",
    not_the_same_as=("commission_estimated",),
)
declare(
    "commission_rate",
    "ratio",
    "实际佣金率|Actual commission rate",
    "实际佣金÷结算金额。|Actual commission over the settled base.",
    Ratio(
        both(_VIEW, "actual_fen", "settled_base_fen"), both(_VIEW, "settled_base_fen", "actual_fen")
    ),
    direction="down_good",
)
declare(
    "commission_estimated_rate",
    "ratio",
    "预估佣金率|Estimated commission rate",
    "预估佣金÷佣金订单支付额。|Estimated commission over what was paid for the orders.",
    Ratio(both(_VIEW, "estimated_fen", "paid_fen"), both(_VIEW, "paid_fen", "estimated_fen")),
    direction="down_good",
)
declare(
    "commission_kept_share",
    "ratio",
    "佣金兑现率|Share of commission realised",
    "实际佣金÷预估佣金，只算两样都有的记录；退款越多越低。|"
    "Actual over estimated commission, of records with both; refunds lower it.",
    Ratio(both(_VIEW, "actual_fen", "estimated_fen"), both(_VIEW, "estimated_fen", "actual_fen")),
    direction="neutral",
)
