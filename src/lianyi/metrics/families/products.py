"""Products: how many are sold, how much of the range moves, what lies in stock."""

from __future__ import annotations

from lianyi.metrics.declaration import Measure, Ratio, family
from lianyi.metrics.measures import over

declare = family("products")
_BOUGHT = "NOT coalesce(is_gift, FALSE) AND NOT coalesce(is_return, FALSE)"


def _sold(column: str) -> Measure:
    return Measure(
        "order_lines",
        "paid_day",
        f"count(DISTINCT {column})",
        f"quantity > 0 AND {_BOUGHT} AND product_name <> 'unknown product'",
        needs=(column,),
        additive=False,
    )


declare(
    "products_sold",
    "count",
    "有销量商品数|Products sold",
    "本期付款订单里出现过的不同商品数，赠品不算。|Different products in the orders paid in the period, gifts left out.",
    _sold("product_name"),
)
declare(
    "skus_sold",
    "count",
    "有销量SKU数|SKUs sold",
    "本期付款订单里出现过的不同商家编码数，赠品不算。|Different merchant SKU codes in the orders paid in the period, gifts left out.",
    _sold("sku_code"),
)
declare(
    "products_per_order",
    "number",
    "单均商品行数|Lines per order",
    "本期付款订单的明细行数÷订单数，赠品和退货行不算。|Order lines per order paid in the period, gifts and returned lines left out.",
    Ratio(
        Measure("order_lines", "paid_day", "count(*)", _BOUGHT),
        Measure(
            "order_lines",
            "paid_day",
            "count(DISTINCT (platform, store, order_no))",
            _BOUGHT,
            additive=False,
        ),
    ),
)
declare(
    "gift_units",
    "count",
    "赠品件数|Units given away",
    "本期付款订单里的赠品件数。|Gift units in the orders paid in the period.",
    Measure("order_lines", "paid_day", "sum(quantity)", "is_gift", needs=("is_gift",)),
    direction="neutral",
)
declare(
    "line_refund_rate",
    "ratio",
    "商品退款率（支付时间）|Product refund rate (by pay date)",
    "本期付款的订单明细到目前为止的退款÷它们的实付。|Refunded so far over what was paid, of the order lines paid in the period.",
    Ratio(
        Measure("order_lines", "paid_day", "sum(refund_fen)", tables=("refunds",)),
        Measure("order_lines", "paid_day", "sum(paid_fen)"),
    ),
    direction="down_good",
    not_the_same_as=("refund_rate_by_pay_time",),
)
_COSTED = "cost_fen IS NOT NULL"
_MARGIN = "sum(paid_fen - coalesce(refund_fen, 0) - cost_fen)"
declare(
    "product_margin",
    "money",
    "商品毛利|Product margin",
    "有成本的商品行：实付－已退款－商品成本；佣金和服务费不算，退回商品的成本不冲回。|"
    "Of order lines with a cost: paid less refunds and cost of goods; before commission and fees, "
    "and the cost of returned goods is not taken back.",
    Measure("order_lines", "paid_day", _MARGIN, _COSTED, needs=("cost_fen",), tables=("refunds",)),
    not_the_same_as=("gross_margin",),
)
declare(
    "product_margin_rate",
    "ratio",
    "商品毛利率|Product margin rate",
    "商品毛利÷有成本的商品行的实付。|Product margin over what was paid for order lines with a cost.",
    Ratio(
        Measure(
            "order_lines", "paid_day", _MARGIN, _COSTED, needs=("cost_fen",), tables=("refunds",)
        ),
        Measure("order_lines", "paid_day", "sum(paid_fen)", _COSTED, needs=("cost_fen",)),
    ),
    not_the_same_as=("gross_margin_rate",),
)
declare(
    "stock_units",
    "number",
    "库存件数（日均）|Units in stock (daily mean)",
    "各天库存合计的平均。|Mean over days of all units in stock.",
    Ratio(
        over("stock_days", "sum(quantity)"),
        over("stock_days", "count(DISTINCT day)", additive=False),
    ),
    direction="neutral",
    lifecycle="beta",
)
declare(
    "stockout_rate",
    "ratio",
    "缺货率|Out-of-stock rate",
    "库存为0的SKU·天÷有库存记录的SKU·天。|SKU-days with nothing in stock over all recorded SKU-days.",
    Ratio(over("stock_days", "count(*)", "quantity <= 0"), over("stock_days", "count(*)")),
    direction="down_good",
    lifecycle="beta",
)
