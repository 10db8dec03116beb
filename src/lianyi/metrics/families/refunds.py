"""Refunds, by pay time (what becomes of these orders) and by refund time (what went out of the till)."""

from __future__ import annotations

from lianyi.metrics.declaration import Measure, Ratio, family
from lianyi.metrics.measures import paid, paid_orders, paid_sum

declare = family("refunds")
_REFUNDS = ("refunds",)
_DONE = "status = 'refunded'"


def _refunded(value: str, where: str = _DONE) -> Measure:
    return Measure("refunds", "refunded_day", value, where, needs=("refunded_day",))


def _requested(value: str, where: str | None = None) -> Measure:
    return Measure("refunds", "requested_day", value, where, needs=("requested_day",))


declare(
    "refund_amount_by_pay_time",
    "money",
    "退款金额（支付时间）|Refunds (by pay date)",
    "本期付款的订单到目前为止已退的金额，退款哪天发生都算；还会增加。|"
    "What has been refunded so far on orders paid in the period, whenever the refund happened; it still grows.",
    # The condition changes no sum; it keeps the rows behind the number to orders with a refund.
    paid_sum("refund_fen", where="refund_fen > 0", tables=_REFUNDS),
    direction="down_good",
    not_the_same_as=("refund_amount_by_refund_time",),
)
declare(
    "refund_amount_by_refund_time",
    "money",
    "退款金额（退款时间）|Refunds (by refund date)",
    "退款时间落在本期的已退金额，订单哪天付款都算；没有退款时间的来源不算在内。|"
    "What was refunded in the period, whenever the order was paid; sources without a refund time are left out.",
    _refunded("sum(refund_fen)"),
    direction="down_good",
    not_the_same_as=("refund_amount_by_pay_time",),
)
declare(
    "refund_rate_by_pay_time",
    "ratio",
    "退款率（支付时间）|Refund rate (by pay date)",
    "本期付款的订单到目前为止的退款金额÷它们的支付GMV。|Refunded so far over GMV (paid), of orders paid in the period.",
    Ratio("refund_amount_by_pay_time", "gmv_paid"),
    direction="down_good",
    not_the_same_as=("refund_rate_by_refund_time", "refund_order_rate"),
)
declare(
    "refund_rate_by_refund_time",
    "ratio",
    "退款率（退款时间）|Refund rate (by refund date)",
    "本期退出去的金额÷本期支付GMV，只算有退款时间的来源；可能超过100%。|"
    "What was refunded in the period over GMV (paid) in the period, of sources with a refund time; may exceed 100%.",
    Ratio("refund_amount_by_refund_time", "gmv_paid"),
    direction="down_good",
    not_the_same_as=("refund_rate_by_pay_time",),
)
declare(
    "refunded_orders",
    "count",
    "退款订单数（支付时间）|Refunded orders (by pay date)",
    "本期付款的订单里到目前为止退过款的订单数，部分退款也算。|"
    "Orders paid in the period with any refund so far, partial ones included.",
    paid("count(*)", where="refund_fen > 0", tables=_REFUNDS),
    direction="down_good",
)
declare(
    "fully_refunded_orders",
    "count",
    "全额退款订单数|Fully refunded orders",
    "本期付款的订单里到目前为止已全额退款的订单数。|Orders paid in the period that are fully refunded by now.",
    paid("count(*)", where="is_fully_refunded", tables=_REFUNDS),
    direction="down_good",
)
declare(
    "refund_order_rate",
    "ratio",
    "退款订单占比（支付时间）|Share of orders refunded (by pay date)",
    "退过款的订单÷支付订单，都按支付时间。|Orders with a refund over paid orders, both by pay date.",
    Ratio(paid_orders(where="refund_fen > 0", tables=_REFUNDS), paid_orders(tables=_REFUNDS)),
    direction="down_good",
    not_the_same_as=("refund_rate_by_pay_time",),
)
declare(
    "refunds_done",
    "count",
    "退款成功单数|Refunds completed",
    "退款时间落在本期的售后单数。|Refunds that were paid back in the period.",
    _refunded("count(*)"),
    direction="down_good",
)
declare(
    "refunded_orders_by_refund_time",
    "count",
    "退款订单数（退款时间）|Refunded orders (by refund date)",
    "退款时间落在本期的不同订单数。|Different orders with a refund paid back in the period.",
    Measure(
        "refunds",
        "refunded_day",
        "count(DISTINCT (platform, store, order_no))",
        _DONE,
        needs=("refunded_day",),
        additive=False,
    ),
    direction="down_good",
    not_the_same_as=("refunded_orders",),
)
declare(
    "refund_value",
    "money",
    "单均退款|Value per refund",
    "退款金额（退款时间）÷退款成功单数。|Refunds (by refund date) per refund completed.",
    Ratio(_refunded("sum(refund_fen)"), _refunded("count(*)")),
    direction="neutral",
)
declare(
    "refunds_requested",
    "count",
    "申请售后单数|Refunds requested",
    "申请时间落在本期的售后单数，换货不算。|Refunds asked for in the period, exchanges left out.",
    _requested("count(*)", "status <> 'exchange'"),
    direction="down_good",
)
declare(
    "exchanges_requested",
    "count",
    "申请换货单数|Exchanges requested",
    "申请时间落在本期的换货单数。|Exchanges asked for in the period.",
    _requested("count(*)", "status = 'exchange'"),
    direction="neutral",
)
declare(
    "refund_success_rate",
    "ratio",
    "退款成功率|Share of requests refunded",
    "本期申请的售后单里已退款的占比，换货不算。|Of the refunds asked for in the period, the share paid back; exchanges left out.",
    Ratio(
        _requested("count(*)", _DONE),
        _requested("count(*)", "status <> 'exchange'"),
    ),
    direction="neutral",
)
declare(
    "refund_closed_rate",
    "ratio",
    "售后关闭率|Share of requests closed",
    "本期申请的售后单里已关闭（没有退款）的占比，换货不算。|"
    "Of the refunds asked for in the period, the share closed without paying back; exchanges left out.",
    Ratio(
        _requested("count(*)", "status = 'closed'"),
        _requested("count(*)", "status <> 'exchange'"),
    ),
    direction="neutral",
)
declare(
    "refund_wait_days",
    "days",
    "退款处理天数|Days to refund",
    "本期退款的售后单从申请到退款的平均天数。|Mean days from request to refund, of refunds paid back in the period.",
    Ratio(
        _refunded("sum(refunded_day - requested_day)", f"{_DONE} AND requested_day IS NOT NULL"),
        _refunded("count(*)", f"{_DONE} AND requested_day IS NOT NULL"),
    ),
    direction="down_good",
)
declare(
    "refund_delay_days",
    "days",
    "付款到退款天数|Days from payment to refund",
    "本期退款的售后单从付款到退款的平均天数。|Mean days from payment to refund, of refunds paid back in the period.",
    Ratio(
        _refunded("sum(refunded_day - paid_day)", f"{_DONE} AND paid_day IS NOT NULL"),
        _refunded("count(*)", f"{_DONE} AND paid_day IS NOT NULL"),
    ),
    direction="neutral",
)
