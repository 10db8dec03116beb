"""Trade: what was ordered and paid, per order, per buyer and per piece."""

from __future__ import annotations

from lianyi.metrics.declaration import Ratio, family
from lianyi.metrics.measures import (
    KNOWN,
    ORDERS_OF_LINES,
    completed,
    lines,
    paid,
    paid_orders,
    paid_sum,
    persons,
    placed,
)

declare = family("trade")
_SOLD = "NOT coalesce(is_return, FALSE)"

declare(
    "gmv_paid",
    "money",
    "支付GMV|GMV (paid)",
    "付款时间落在本期的订单，按买家实付商品金额合计；退款前，不含平台补贴，来源分得清时不含运费。|"
    "What buyers paid for orders whose payment falls into the period; before refunds, without platform subsidy, "
    "and without freight where the source separates it.",
    paid_sum("paid_fen"),
    not_the_same_as=("gmv_created", "gmv_net", "settled", "gmv_paid_with_subsidy"),
)
declare(
    "gmv_created",
    "money",
    "下单GMV|GMV (placed)",
    "下单时间落在本期的全部订单金额合计，含未付款和已取消的。|"
    "The value of all orders placed in the period, unpaid and cancelled ones included.",
    placed("sum(paid_fen)", lines="sum(paid_fen)"),
    not_the_same_as=("gmv_paid",),
)
declare(
    "gmv_paid_with_subsidy",
    "money",
    "支付GMV（含平台补贴）|GMV (paid, with platform subsidy)",
    "付款时间落在本期的订单，按商家应收金额合计，含平台补贴。|"
    "What the merchant receives for orders paid in the period, platform subsidy included.",
    paid("sum(receivable_fen)", needs=("receivable_fen",)),
    not_the_same_as=("gmv_paid", "settled"),
)
declare(
    "gmv_net",
    "money",
    "净成交|Net sales",
    "支付GMV减去这些订单到目前为止的退款；本期越近，以后还会退的越多。|"
    "GMV (paid) less what has been refunded so far on the same orders; the nearer the period, the more is still to come.",
    {"gmv_paid": 1, "refund_amount_by_pay_time": -1},
    not_the_same_as=("gmv_paid", "settled"),
)
declare(
    "gmv_completed",
    "money",
    "完成订单金额|Value of completed orders",
    "完成时间落在本期的已付款订单，按买家实付合计。|What buyers paid for orders completed in the period.",
    completed("sum(paid_fen)"),
)
declare(
    "orders_created",
    "count",
    "下单订单数|Orders placed",
    "下单时间落在本期的订单数，含未付款的。|Orders placed in the period, unpaid ones included.",
    placed("count(*)", lines="count(DISTINCT (platform, store, order_no))"),
)
declare(
    "orders_paid",
    "count",
    "支付订单数|Paid orders",
    "付款时间落在本期的订单数，不论金额和后来的状态。|"
    "Orders whose payment falls into the period, whatever their amount and later status.",
    paid_orders(),
)
declare(
    "orders_unpaid",
    "count",
    "未支付订单数|Unpaid orders",
    "本期下单、到目前还没有付款的订单数。|Orders placed in the period and not paid so far.",
    placed("count(*)", where="NOT is_paid"),
    direction="down_good",
)
declare(
    "orders_completed",
    "count",
    "完成订单数|Completed orders",
    "完成时间落在本期的已付款订单数。|Paid orders completed in the period.",
    completed("count(*)"),
)
declare(
    "pay_rate",
    "ratio",
    "支付率（支付÷下单）|Payment rate",
    "本期下单的订单里已经付款的占比。|The share of the orders placed in the period that have been paid.",
    Ratio(placed("count(*)", where="is_paid"), placed("count(*)")),
    not_the_same_as=("conversion_rate", "orders_per_visitor"),
)
declare(
    "order_value",
    "money",
    "笔单价|Average order value",
    "支付GMV÷支付订单数。|GMV (paid) per paid order.",
    Ratio("gmv_paid", "orders_paid"),
    not_the_same_as=("buyer_value", "unit_value"),
)
declare(
    "buyer_value",
    "money",
    "客单价|Value per buyer",
    "认得出买家的订单的支付GMV÷支付买家数。|GMV (paid) of orders with a known buyer, per buyer.",
    Ratio(paid_sum("paid_fen", where=KNOWN, needs=("person_id",)), persons()),
    counts_people=True,
    not_the_same_as=("order_value", "unit_value"),
)
declare(
    "unit_value",
    "money",
    "件单价|Value per unit",
    "有件数的商品行的实付÷件数，退货行不算。|What was paid for lines with a known number of units, per unit; returned lines left out.",
    Ratio(
        lines("sum(paid_fen)", f"{_SOLD} AND quantity IS NOT NULL", needs=("quantity",)),
        lines("sum(quantity)", needs=("quantity",)),
    ),
    not_the_same_as=("order_value", "buyer_value"),
)
declare(
    "units_sold",
    "count",
    "支付件数|Units sold",
    "付款时间落在本期的订单的商品件数合计，退货行不算。|Units in the orders paid in the period, returned lines left out.",
    lines("sum(quantity)", needs=("quantity",)),
)
declare(
    "units_per_order",
    "number",
    "连带率|Units per order",
    "支付件数÷有件数的支付订单数，退货行不算。|Units per paid order with a known number of units, returned lines left out.",
    Ratio(
        lines("sum(quantity)", needs=("quantity",)),
        lines(
            ORDERS_OF_LINES,
            f"{_SOLD} AND quantity IS NOT NULL",
            needs=("quantity",),
            additive=False,
        ),
    ),
)
declare(
    "freight",
    "money",
    "运费收入|Freight",
    "本期付款订单中来源单列的运费合计。|Freight that the source shows apart, of orders paid in the period.",
    paid("sum(freight_fen)", needs=("freight_fen",)),
    direction="neutral",
)
declare(
    "list_value",
    "money",
    "商品原价合计|List value",
    "本期付款订单的商品原价合计，优惠前。|List value of the orders paid in the period, before discounts.",
    paid("sum(list_fen)", needs=("list_fen",)),
    direction="neutral",
)
declare(
    "discount_rate",
    "ratio",
    "折让率|Discount rate",
    "（商品原价－买家实付）÷商品原价，只算有原价的订单。|"
    "List value less what buyers paid, over list value, of orders with a list value.",
    Ratio(
        paid("sum(list_fen - paid_fen)", where="list_fen IS NOT NULL", needs=("list_fen",)),
        paid("sum(list_fen)", needs=("list_fen",)),
    ),
    direction="neutral",
)
declare(
    "deposits",
    "money",
    "预售定金|Presale deposits",
    "本期付款（付尾款）的预售订单的定金合计。|Deposits of presale orders whose final payment falls into the period.",
    paid("sum(deposit_fen)", needs=("deposit_fen",)),
    direction="neutral",
)
declare(
    "presale_orders",
    "count",
    "预售订单数|Presale orders",
    "付尾款时间落在本期的预售订单数。|Presale orders whose final payment falls into the period.",
    paid("count(*)", where="is_presale", needs=("is_presale",)),
    direction="neutral",
)
declare(
    "presale_gmv",
    "money",
    "预售GMV|Presale GMV",
    "付尾款时间落在本期的预售订单的买家实付合计。|"
    "What buyers paid for presale orders whose final payment falls into the period.",
    paid("sum(paid_fen)", where="is_presale", needs=("is_presale",)),
    direction="neutral",
)
declare(
    "completion_days",
    "days",
    "付款到完成天数|Days from payment to completion",
    "本期完成的订单从付款到完成的平均天数。|Mean days from payment to completion of orders completed in the period.",
    Ratio(completed("sum(completed_day - paid_day)"), completed("count(*)")),
    direction="down_good",
)
