"""What each total means, in words."""

from __future__ import annotations

from lianyi.core.translation import Text

TRADE = """
orders_created|下单订单数，按下单日，含未付款|Orders placed, by the day they were placed, unpaid ones included
gmv_created|下单金额：买家应付的商品金额，不含运费，按下单日|What buyers owe for the goods of all orders placed, without freight, by order day
orders_paid|有支付时间的订单数，按支付日；预售按尾款支付日|Orders with a time of payment, by pay day; presales by the day of the final payment
gmv_paid|已付款订单的买家实付商品金额，不含运费和平台补贴，按支付日|What buyers paid for the goods of paid orders, without freight and subsidies, by pay day
gmv_paid_with_subsidy|买家实付加平台、达人、支付渠道承担的优惠，不含运费，按支付日|What buyers paid plus what platform, creator and payment service bear, without freight, by pay day
gmv_net|gmv_paid减去按支付时间归集的退款|gmv_paid less refunds counted on the pay day
list_value|已付款订单的商品标价合计|List value of paid orders
units_paid|已付款订单的商品件数|Pieces in paid orders
lines_paid|已付款订单的商品行数|Lines of paid orders
freight|已付款订单的运费|Freight of paid orders
discount_merchant|商家承担的优惠（含优惠券）|Discounts that the merchant bears, coupons included
discount_platform|平台承担的优惠|Discounts that the platform bears
discount_creator|达人承担的优惠|Discounts that creators bear
discount_payment|支付渠道承担的优惠|Discounts that the payment service bears
buyers|已付款订单的买家人数，去重；只数文件里认得出人的订单|Different people with a paid order; only orders whose files name a person
new_buyers|首次付款的买家人数，按首单支付日|People by the day of their first paid order
orders_with_person|认得出买家的已付款订单数|Paid orders whose files name a person
gmv_with_person|认得出买家的已付款金额|gmv_paid of the orders whose files name a person
presale_orders_paid|已付尾款的预售订单数|Presale orders whose final payment was made
refund_amount_by_pay_time|商品退款金额，归到订单的支付日|Refunds of goods, on the pay day of their order
refund_orders_by_pay_time|有退款的订单数，归到订单的支付日|Orders with a refund, on their pay day
orders_refunded_whole|商品款全额退回的订单数，归到支付日|Orders whose goods were refunded completely, on their pay day
refund_amount_by_refund_time|商品退款金额，按退款时间；只有抖店导出退款时间|Refunds of goods by the time of refund; only Douyin exports it
refund_freight_by_refund_time|退运费金额，按退款时间；只有抖店|Refunds of freight by the time of refund; only Douyin
refund_orders_by_refund_time|有退款的订单数，按退款时间；只有抖店|Orders refunded, by the time of refund; only Douyin
"""


def _texts(lines: str) -> dict[str, Text]:
    rows = [line.split("|") for line in lines.strip().splitlines()]
    return {key: Text(zh, en) for key, zh, en in rows}


DEFINITIONS: dict[str, Text] = _texts(TRADE)
