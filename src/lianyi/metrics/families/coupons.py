"""Coupons: claimed, used, and what they brought."""

from __future__ import annotations

from lianyi.metrics.declaration import Ratio, family
from lianyi.metrics.measures import both, over, sums

declare = family("coupons")

declare(
    "coupons_claimed",
    "count",
    "领券张数|Coupons claimed",
    "领取时间落在本期的券数。|Coupons claimed in the period.",
    over("coupons", "count(*)"),
)
declare(
    "coupon_claimers",
    "count",
    "领券人数|People who claimed coupons",
    "本期领过券的不同客户数，认不出人的券不算。|Different people who claimed a coupon in the period, of coupons with a known holder.",
    over("coupons", "count(DISTINCT person_id)", needs=("person_id",), additive=False),
)
declare(
    "coupons_redeemed",
    "count",
    "核销张数|Coupons redeemed",
    "核销时间落在本期的券数。|Coupons redeemed in the period.",
    over("redemptions", "count(*)"),
)
declare(
    "coupon_use_rate",
    "ratio",
    "券核销率|Coupon redemption rate",
    "本期领取的券里到目前为止已核销的占比。|Of the coupons claimed in the period, the share redeemed so far.",
    Ratio(
        over("coupon_uses", "count(*)", "is_used", tables=("redemptions",)),
        over("coupon_uses", "count(*)"),
    ),
)
declare(
    "coupon_face",
    "money",
    "领券面额|Face value claimed",
    "本期领取的券的面额合计。|Face value of the coupons claimed in the period.",
    sums("coupons", "face_fen"),
    direction="neutral",
)
declare(
    "coupon_discount",
    "money",
    "券优惠金额|Coupon discounts",
    "本期核销的券实际抵扣的金额合计。|What the coupons redeemed in the period took off.",
    sums("redemptions", "discount_fen"),
    direction="neutral",
)
declare(
    "coupon_gmv",
    "money",
    "券带来支付额|Paid with coupons",
    "本期核销的券所在订单的支付金额合计。|What buyers paid for the orders with a coupon redeemed in the period.",
    sums("redemptions", "order_fen"),
)
declare(
    "coupon_roi",
    "number",
    "券ROI|Coupon ROI",
    "券带来支付额÷券优惠金额。|What was paid with coupons, over what they took off.",
    Ratio(
        both("redemptions", "order_fen", "discount_fen"),
        both("redemptions", "discount_fen", "order_fen"),
    ),
)
declare(
    "coupon_discount_per_use",
    "money",
    "单券优惠|Discount per coupon redeemed",
    "券优惠金额÷核销张数。|Taken off per coupon redeemed.",
    Ratio(
        sums("redemptions", "discount_fen"),
        over("redemptions", "count(discount_fen)", needs=("discount_fen",)),
    ),
    direction="neutral",
)
