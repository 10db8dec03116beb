"""Data quality: what the numbers above cannot see."""

from __future__ import annotations

from lianyi.metrics.declaration import Measure, Ratio, family
from lianyi.metrics.measures import KNOWN, paid, paid_orders, paid_sum

declare = family("quality")

declare(
    "known_buyer_share",
    "ratio",
    "买家识别率|Share of orders with a known buyer",
    "认得出买家的支付订单÷支付订单。|Paid orders with a known buyer over paid orders.",
    Ratio(paid_orders(where=KNOWN), paid_orders()),
)
declare(
    "receiver_based_share",
    "ratio",
    "按收货手机号识别的占比|Share known by the receiver's phone",
    "只靠收货手机号认人的支付订单÷认得出买家的支付订单。|"
    "Paid orders whose buyer is only known by the receiver's phone, over those with a known buyer.",
    Ratio(paid("count(*)", where="person_basis = 'receiver_based'"), paid("count(*)", where=KNOWN)),
    direction="neutral",
)
declare(
    "excluded_orders",
    "count",
    "剔除订单数|Excluded orders",
    "本期下单、被当作测试单或内部单剔除的订单数。|Orders placed in the period and left out as tests or staff orders.",
    Measure("orders_all", "created_day", "count(*)", "excluded_reason IS NOT NULL"),
    direction="neutral",
)
declare(
    "excluded_gmv",
    "money",
    "剔除订单金额|Value of excluded orders",
    "本期下单、被剔除的订单的金额合计。|Value of orders placed in the period and left out.",
    Measure("orders_all", "created_day", "sum(paid_fen)", "excluded_reason IS NOT NULL"),
    direction="neutral",
)
declare(
    "cost_known_share",
    "ratio",
    "成本齐全占比|Share of GMV with known costs",
    "每一行都有成本的订单的支付GMV÷支付GMV。|GMV (paid) of orders whose every line has a cost, over GMV (paid).",
    Ratio(paid("sum(paid_fen)", where="cost_fen IS NOT NULL"), paid("sum(paid_fen)")),
)
declare(
    "unknown_carrier_share",
    "ratio",
    "载体不明占比|Share of GMV with unknown carrier",
    "载体不明的订单的支付GMV÷支付GMV。|GMV (paid) of orders whose carrier is unknown, over GMV (paid).",
    Ratio(paid_sum("paid_fen", where="carrier = 'unknown'"), paid_sum("paid_fen")),
    direction="down_good",
)
declare(
    "freight_included_share",
    "ratio",
    "实付含运费占比|Share of GMV with freight inside",
    "来源分不清运费的订单的支付GMV÷支付GMV。|GMV (paid) of orders whose freight cannot be separated, over GMV (paid).",
    Ratio(paid("sum(paid_fen)", where="freight_included"), paid("sum(paid_fen)")),
    direction="down_good",
)
declare(
    "unknown_product_share",
    "ratio",
    "商品不明占比|Share of GMV with unknown product",
    "没有商品编号和商家编码的明细的实付÷全部明细的实付。|Paid for lines with neither product id nor SKU code, over paid for all lines.",
    Ratio(
        Measure(
            "order_lines", "paid_day", "sum(paid_fen)", "product_id IS NULL AND sku_code IS NULL"
        ),
        Measure("order_lines", "paid_day", "sum(paid_fen)"),
    ),
    direction="down_good",
)
declare(
    "free_orders",
    "count",
    "零元订单数|Orders of zero value",
    "本期付款、实付为0的订单数。|Orders paid in the period for which nothing was paid.",
    paid("count(*)", where="paid_fen = 0"),
    direction="neutral",
)
