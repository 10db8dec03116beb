"""As platforms count: numbers taken from shop reports, to be held beside our own."""

from __future__ import annotations

from lianyi.metrics.declaration import Ratio, family
from lianyi.metrics.measures import both, sums

declare = family("platform")
_VIEW = "shop_days"

_SUMS = (
    ("platform_gmv", "money", "paid_fen", "up_good", "平台统计支付金额|Paid, as the platform counts", "店铺日报里的支付金额。|Paid amount in the shop reports.", ("gmv_paid",)),
    ("platform_orders", "count", "orders", "up_good", "平台统计成交订单数|Orders, as the platform counts", "店铺日报里的成交订单数。|Orders in the shop reports.", ("orders_paid",)),
    ("platform_buyers", "count", "buyers", "up_good", "平台统计成交人数|Buyers, as the platform counts", "店铺日报里每天的成交人数相加，跨天不去重。|Buyers of each day in the shop reports, days added without removing repeats.", ("buyers",)),
    ("platform_units", "count", "units", "up_good", "平台统计支付件数|Units, as the platform counts", "店铺日报里的支付件数。|Units in the shop reports.", ("units_sold",)),
    ("platform_net", "money", "net_paid_fen", "up_good", "平台统计退款后支付金额|Paid after refunds, as the platform counts", "店铺日报里退款后的支付金额。|Paid amount after refunds in the shop reports.", ("gmv_net",)),
    ("platform_refunds_by_pay_time", "money", "refund_by_pay_fen", "down_good", "平台统计退款金额（支付时间）|Refunds by pay date, as the platform counts", "店铺日报里按支付时间的退款金额。|Refunds by pay date in the shop reports.", ("refund_amount_by_pay_time",)),
    ("platform_refunds_by_refund_time", "money", "refund_by_refund_fen", "down_good", "平台统计退款金额（退款时间）|Refunds by refund date, as the platform counts", "店铺日报里按退款时间的退款金额。|Refunds by refund date in the shop reports.", ("refund_amount_by_refund_time",)),
    ("platform_refund_buyers", "count", "refund_buyers", "down_good", "平台统计退款买家数|Buyers refunded, as the platform counts", "店铺日报里每天的退款买家数相加。|Buyers refunded on each day in the shop reports, days added.", ()),
    ("platform_deposits", "money", "deposit_fen", "neutral", "平台统计预售定金|Presale deposits, as the platform counts", "店铺日报里的预售定金。|Presale deposits in the shop reports.", ("deposits",)),
    ("platform_day_subsidy", "money", "subsidy_fen", "neutral", "平台统计平台补贴|Platform subsidy, as the platform counts", "店铺日报里的平台补贴。|Platform subsidy in the shop reports.", ("platform_subsidy",)),
    ("refunds_before_shipping", "money", "refund_before_ship_fen", "down_good", "发货前退款|Refunded before shipping", "罗盘统计的发货前退款金额。|Refunds before shipping in the platform's analysis.", ()),
    ("refunds_after_receipt", "money", "refund_after_receipt_fen", "down_good", "已收货退款|Refunded after receipt", "罗盘统计的已收货退款金额。|Refunds after receipt in the platform's analysis.", ()),
)  # fmt: skip
for _key, _unit, _column, _good, _name, _definition, _others in _SUMS:
    declare(
        _key,
        _unit,
        _name,
        _definition,
        sums(_VIEW, _column),
        direction=_good,
        not_the_same_as=_others,
    )

declare(
    "platform_buyer_value",
    "money",
    "平台统计客单价|Value per buyer, as the platform counts",
    "店铺日报里的支付金额÷成交人数。|Paid amount per buyer in the shop reports.",
    Ratio(both(_VIEW, "paid_fen", "buyers"), both(_VIEW, "buyers", "paid_fen")),
    not_the_same_as=("buyer_value",),
)
declare(
    "platform_refund_rate",
    "ratio",
    "平台统计退款率（支付时间）|Refund rate by pay date, as the platform counts",
    "店铺日报里按支付时间的退款金额÷支付金额。|Refunds by pay date over paid amount in the shop reports.",
    Ratio(
        both(_VIEW, "refund_by_pay_fen", "paid_fen"), both(_VIEW, "paid_fen", "refund_by_pay_fen")
    ),
    direction="down_good",
    not_the_same_as=("refund_rate_by_pay_time",),
)
