"""Trade: orders, their lines, refunds, money settled, commissions, products, prices, costs, stock."""

from __future__ import annotations

from lianyi.facts.tables.base import declare

ORDERS = declare(
    "orders",
    "订单|Orders",
    "order_no",
    "created_at",
    """
    order_no id! 订单号|Order number
    payment_no id 支付流水号|Payment number
    buyer person 买家|Buyer
    receiver phone 收货手机号|Receiver phone
    status text 订单状态|Order status
    status_raw text 平台订单状态|Platform's order status
    aftersale_raw text 平台售后状态|Platform's after-sales status
    created_at instant 下单时间|Created at
    paid_at instant 付款时间|Paid at
    deposit_paid_at instant 定金支付时间|Deposit paid at
    shipped_at instant 发货时间|Shipped at
    completed_at instant 完成时间|Completed at
    paid_fen money 买家实付（不含运费）|Paid by the buyer, without freight
    freight_fen money 运费|Freight
    receivable_fen money 商家应收（含平台补贴）|Merchant's receivable, with subsidy
    list_fen money 商品原价合计|List value
    deposit_fen money 定金|Deposit
    subsidy_fen money 平台补贴|Platform subsidy
    merchant_discount_fen money 商家优惠|Merchant's discount
    creator_discount_fen money 达人优惠|Creator's discount
    pay_discount_fen money 支付优惠|Payment discount
    refunded_fen money 累计已退款|Refunded so far
    commission_fen money 预估佣金|Estimated commission
    platform_fee_fen money 平台服务费|Platform fee
    quantity count 件数|Units
    is_presale flag 预售|Presale
    freight_included flag 实付含运费|Freight is part of paid
    carrier text 载体|Carrier
    source text 来源|Source
    order_type text 订单类型|Order type
    sales_channel text 销售渠道|Sales channel
    promoter_id id 推广者ID|Promoter id
    promoter_name text 推广者|Promoter
    province text 省份|Province
    city text 城市|City
    flag text 旗帜|Flag
    remark_words text 备注命中词|Words found in remarks
    coupon_name text 优惠券|Coupon
    live_session_no id 直播场次|Live session
    currency text 币种|Currency
    """,
)
ORDER_LINES = declare(
    "order_lines",
    "订单明细|Order lines",
    "order_no line_no",
    "created_at",
    """
    order_no id! 订单号|Order number
    line_no id! 明细号|Line number
    created_at instant 下单时间|Created at
    product_id id 商品ID|Product id
    sku_id id 规格ID|SKU id
    sku_code id 商家编码|Merchant SKU code
    product_name text 商品|Product
    spec text 规格|Specification
    category text 类目|Category
    quantity count 数量|Units
    unit_price_fen money 单价|Unit price
    paid_fen money 实付分摊|Paid, shared out
    list_fen money 原价小计|List value
    unit_cost_fen money 单件成本|Unit cost
    refunded_fen money 累计已退款|Refunded so far
    commission_fen money 预估佣金|Estimated commission
    is_gift flag 赠品|Gift
    is_return flag 退货行|Return line
    status_raw text 明细状态|Line status
    aftersale_raw text 售后状态|After-sales status
    """,
)
REFUNDS = declare(
    "refunds",
    "退款|Refunds",
    "refund_no",
    "requested_at",
    """
    refund_no id! 售后单号|Refund number
    order_no id! 订单号|Order number
    line_no id 明细号|Line number
    requested_at instant 申请时间|Requested at
    refunded_at instant 退款时间|Refunded at
    closed_at instant 关闭时间|Closed at
    status text 售后状态|Status
    status_raw text 平台售后状态|Platform's status
    kind text 售后类型|Kind
    stage text 退款阶段|Stage
    reason text 原因|Reason
    refund_fen money! 退款金额|Refund
    freight_refund_fen money 退运费|Freight refunded
    pay_discount_back_fen money 退支付优惠|Payment discount taken back
    product_id id 商品ID|Product id
    product_name text 商品|Product
    sku_code id 商家编码|Merchant SKU code
    quantity count 数量|Units
    """,
)
SETTLEMENTS = declare(
    "settlements",
    "结算|Settlements",
    "entry_no",
    "settled_at",
    """
    entry_no id! 流水号|Entry number
    order_no id 订单号|Order number
    line_no id 明细号|Line number
    refund_no id 售后单号|Refund number
    settled_at instant! 入账时间|Settled at
    amount_fen money! 动账金额|Amount, signed
    scene text 场景|Scene
    direction text 方向|Direction
    account text 账户|Account
    paid_fen money 用户实付|Paid by the buyer
    refund_fen money 订单退款|Refunded
    subsidy_fen money 平台补贴|Platform subsidy
    platform_fee_fen money 平台服务费|Platform fee
    commission_fen money 佣金|Commission
    other_fee_fen money 其他费用|Other fees
    is_transfer flag 资金划转|Transfer, no income or cost
    """,
)
COMMISSIONS = declare(
    "commissions",
    "佣金|Commissions",
    "order_no promoter_id role",
    "paid_at",
    """
    order_no id! 订单号|Order number
    line_no id 明细号|Line number
    promoter_id id! 推广者ID|Promoter id
    promoter_name text 推广者|Promoter
    role text! 角色|Role
    product_id id 商品ID|Product id
    product_name text 商品|Product
    quantity count 数量|Units
    paid_at instant 付款时间|Paid at
    settled_at instant 结算时间|Settled at
    paid_fen money 支付金额|Paid
    settled_base_fen money 结算金额|Settled base
    rate_bp count 佣金率（万分之一）|Rate in basis points
    estimated_fen money 预估佣金|Estimated
    actual_fen money 实际佣金|Actual
    status_raw text 状态|Status
    """,
)
PRODUCTS = declare(
    "products",
    "商品|Products",
    "sku_code",
    None,
    """
    sku_code id! 商家编码|Merchant SKU code
    product_id id 商品ID|Product id
    sku_id id 规格ID|SKU id
    product_name text 商品|Product
    spec text 规格|Specification
    category text 类目|Category
    brand text 品牌|Brand
    list_price_fen money 划线价|List price
    price_fen money 售价|Price
    listed_at instant 上架时间|Listed at
    status_raw text 状态|Status
    """,
)
PRICE_HISTORY = declare(
    "price_history",
    "价格记录|Price history",
    "sku_code at kind",
    "at",
    """
    sku_code id! 商家编码|Merchant SKU code
    at instant! 时间|At
    kind text 价格种类|Kind of price
    price_fen money! 价格|Price
    """,
)
COSTS = declare(
    "costs",
    "成本|Costs",
    "sku_code from_day",
    "from_day",
    """
    sku_code id! 商家编码|Merchant SKU code
    from_day day 生效日|Valid from
    unit_cost_fen money! 单件成本|Unit cost
    product_name text 商品|Product
    shipping_fen money 单件运费|Shipping per unit
    """,
)
STOCK_DAYS = declare(
    "stock_days",
    "库存日|Stock by day",
    "day sku_code",
    "day",
    """
    day day! 日期|Day
    sku_code id! 商家编码|Merchant SKU code
    product_name text 商品|Product
    quantity count! 库存|Units in stock
    """,
)
RATES = declare(
    "rates",
    "汇率|Exchange rates",
    "day currency",
    "day",
    """
    day day! 日期|Day
    currency text! 币种|Currency
    rate number! 汇率（1单位外币）|Rate of one foreign unit
    """,
)
