"""Finance: what was settled, what came in, what is left after costs."""

from __future__ import annotations

from lianyi.metrics.declaration import Measure, Ratio, family
from lianyi.metrics.measures import over, paid, paid_sum, with_costs

declare = family("finance")
_OWN = "NOT coalesce(is_transfer, FALSE)"
_COSTED = "cost_fen IS NOT NULL"
_MARGIN = (
    "paid_fen - coalesce(refund_fen, 0) - cost_fen - coalesce(known_commission_fen, 0) "
    "- coalesce(known_platform_fee_fen, 0)"
)


def _settled(value: str, where: str = _OWN, **more: object) -> Measure:
    return over("settlements", value, where, **more)


def _margin() -> Measure:
    return with_costs(f"sum({_MARGIN})", where=_COSTED, needs=("cost_fen",), tables=("refunds",))


def _costed(column: str) -> Measure:
    return paid(f"sum({column})", where=_COSTED, needs=("cost_fen",))


declare(
    "settled",
    "money",
    "已结算金额|Settled amount",
    "入账时间落在本期的动账净额，提现、充值、保证金等资金划转不算。|"
    "Net of all account entries booked in the period; withdrawals, top-ups, bonds and other transfers left out.",
    _settled("sum(amount_fen)"),
    not_the_same_as=("gmv_paid", "gmv_net", "cash_in"),
)
declare(
    "cash_in",
    "money",
    "到账金额|Cash in",
    "入账时间落在本期的收入合计，资金划转不算。|All income booked in the period, transfers left out.",
    _settled("sum(amount_fen)", f"{_OWN} AND amount_fen > 0"),
    not_the_same_as=("settled",),
)
declare(
    "cash_out",
    "money",
    "支出金额|Cash out",
    "入账时间落在本期的支出合计，资金划转不算，记为负数。|All outgoings booked in the period, transfers left out, as a negative number.",
    _settled("sum(amount_fen)", f"{_OWN} AND amount_fen < 0"),
    direction="neutral",
)
declare(
    "settled_orders",
    "count",
    "结算订单数|Orders settled",
    "本期有动账记录的不同订单数。|Different orders with an account entry in the period.",
    _settled("count(DISTINCT order_no)", additive=False),
)
declare(
    "settled_platform_fee",
    "money",
    "已结算平台服务费|Platform fees settled",
    "本期动账记录里的平台服务费合计。|Platform fees in the account entries of the period.",
    _settled("sum(platform_fee_fen)", needs=("platform_fee_fen",)),
    direction="down_good",
)
declare(
    "settled_commission",
    "money",
    "已结算佣金|Commissions settled",
    "本期动账记录里的佣金合计。|Commissions in the account entries of the period.",
    _settled("sum(commission_fen)", needs=("commission_fen",)),
    direction="neutral",
)
declare(
    "goods_cost",
    "money",
    "商品成本|Cost of goods",
    "本期付款订单的商品成本合计，只算每一行都有成本的订单。|"
    "Cost of the goods in orders paid in the period, of orders whose every line has a cost.",
    _costed("cost_fen"),
    direction="neutral",
)
declare(
    "gross_margin",
    "money",
    "毛利|Gross margin",
    "买家实付－已退款－商品成本－佣金－平台服务费，只算成本齐全的订单；佣金和服务费没有记录的订单不扣，退回商品的成本不冲回。|"
    "Paid less refunds, cost of goods, commission and platform fees, of orders with complete costs; no commission or "
    "fee is taken off where none is on record, and the cost of returned goods is not taken back.",
    _margin(),
)
declare(
    "gross_margin_rate",
    "ratio",
    "毛利率|Gross margin rate",
    "毛利÷成本齐全的订单的支付GMV。|Gross margin over GMV (paid) of orders with complete costs.",
    Ratio(_margin(), _costed("paid_fen")),
)
declare(
    "goods_cost_rate",
    "ratio",
    "商品成本率|Cost rate",
    "商品成本÷成本齐全的订单的支付GMV。|Cost of goods over GMV (paid) of orders with complete costs.",
    Ratio(_costed("cost_fen"), _costed("paid_fen")),
    direction="down_good",
)
declare(
    "break_even_roi",
    "number",
    "盈亏平衡ROI|Break-even ROI",
    "1÷（扣掉退款和成本的毛利率－佣金率－平台服务费率）：投放前的毛利刚好付清花费时的ROI。|"
    "One over the margin after refunds and goods less the rates of commission and platform fees: the ROI at which "
    "the margin just pays the spend.",
    Ratio(_costed("paid_fen"), _margin()),
    direction="neutral",
)
declare(
    "platform_fee",
    "money",
    "平台服务费（订单）|Platform fees (orders)",
    "本期付款订单上的平台服务费合计。|Platform fees on the orders paid in the period.",
    paid("sum(platform_fee_fen)", needs=("platform_fee_fen",)),
    direction="down_good",
)
declare(
    "platform_fee_rate",
    "ratio",
    "平台服务费率|Platform fee rate",
    "平台服务费÷支付GMV，只算有服务费的订单。|Platform fees over GMV (paid), of orders with a fee.",
    Ratio(
        paid(
            "sum(platform_fee_fen)",
            where="platform_fee_fen IS NOT NULL",
            needs=("platform_fee_fen",),
        ),
        paid("sum(paid_fen)", where="platform_fee_fen IS NOT NULL", needs=("platform_fee_fen",)),
    ),
    direction="down_good",
)
declare(
    "known_commission",
    "money",
    "佣金|Commission",
    "本期付款订单的佣金，每单只取一处：订单导出里的，没有就取佣金表的（实际佣金优先于预估），再没有取动账记录的。|"
    "Commission on orders paid in the period, from one place per order: the order itself, else the commission records "
    "(actual before estimated), else the account entries.",
    with_costs("sum(known_commission_fen)", needs=("known_commission_fen",)),
    direction="neutral",
    not_the_same_as=("order_commission", "commission_estimated", "settled_commission"),
)
declare(
    "known_commission_share",
    "ratio",
    "有佣金记录的GMV占比|Share of GMV with a commission on record",
    "有佣金记录的订单的支付GMV÷全部支付GMV；没有带货的订单本来就没有佣金。|"
    "GMV (paid) of orders with a commission on record over all GMV (paid); an order that nobody promoted has none.",
    Ratio(
        with_costs("sum(paid_fen)", where="known_commission_fen IS NOT NULL"), paid_sum("paid_fen")
    ),
    direction="neutral",
)
declare(
    "known_platform_fee",
    "money",
    "平台服务费|Platform fees",
    "本期付款订单的平台服务费，每单只取一处：订单导出里的，没有就取动账记录的。|"
    "Platform fees on orders paid in the period, from one place per order: the order itself, else the account entries.",
    with_costs("sum(known_platform_fee_fen)", needs=("known_platform_fee_fen",)),
    direction="down_good",
    not_the_same_as=("platform_fee", "settled_platform_fee"),
)
declare(
    "known_platform_fee_share",
    "ratio",
    "有服务费记录的GMV占比|Share of GMV with a platform fee on record",
    "有平台服务费记录的订单的支付GMV÷全部支付GMV；还没结算的订单一般没有记录。|"
    "GMV (paid) of orders with a platform fee on record over all GMV (paid); orders not settled yet mostly have none.",
    Ratio(
        with_costs("sum(paid_fen)", where="known_platform_fee_fen IS NOT NULL"),
        paid_sum("paid_fen"),
    ),
    direction="neutral",
)
declare(
    "order_commission",
    "money",
    "预估佣金（订单）|Estimated commission (orders)",
    "本期付款订单上的预估佣金合计。|Estimated commission on the orders paid in the period.",
    paid("sum(commission_fen)", needs=("commission_fen",)),
    direction="neutral",
    not_the_same_as=("commission_estimated", "commission_actual"),
)
declare(
    "platform_subsidy",
    "money",
    "平台补贴|Platform subsidy",
    "本期付款订单里由平台承担的优惠合计。|Discounts borne by the platform on the orders paid in the period.",
    paid("sum(subsidy_fen)", needs=("subsidy_fen",)),
    direction="neutral",
)
declare(
    "merchant_discount",
    "money",
    "商家优惠|Merchant's discounts",
    "本期付款订单里由商家承担的优惠合计。|Discounts borne by the merchant on the orders paid in the period.",
    paid("sum(merchant_discount_fen)", needs=("merchant_discount_fen",)),
    direction="neutral",
)
declare(
    "creator_discount",
    "money",
    "达人优惠|Creators' discounts",
    "本期付款订单里由达人承担的优惠合计。|Discounts borne by creators on the orders paid in the period.",
    paid("sum(creator_discount_fen)", needs=("creator_discount_fen",)),
    direction="neutral",
)
declare(
    "pay_discount",
    "money",
    "支付优惠|Payment discounts",
    "本期付款订单里的支付渠道优惠合计。|Discounts by payment services on the orders paid in the period.",
    paid("sum(pay_discount_fen)", needs=("pay_discount_fen",)),
    direction="neutral",
)
