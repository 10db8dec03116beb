"""Traffic and money spent: visitors as each platform counts them, shops by day, live sessions, spend."""

from __future__ import annotations

from lianyi.facts.tables.base import declare

TRAFFIC_DAYS = declare(
    "traffic_days",
    "流量日|Traffic by day",
    "day carrier source",
    "day",
    """
    day day! 日期|Day
    carrier text 载体|Carrier
    source text 来源|Source
    impressions count 曝光次数|Impressions
    impression_people count 曝光人数|People who saw it
    visitors count 访客数|Visitors
    page_views count 浏览量|Page views
    product_visitors count 商品访客数|Product visitors
    product_views count 商品浏览量|Product views
    product_clickers count 商品点击人数|People who clicked a product
    product_clicks count 商品点击次数|Product clicks
    product_impression_people count 商品曝光人数|People who saw a product
    product_impressions count 商品曝光次数|Product impressions
    cart_adders count 加购人数|People who added to cart
    cart_units count 加购件数|Units added to cart
    wishlisters count 收藏人数|People who saved a product
    """,
)
SHOP_DAYS = declare(
    "shop_days",
    "店铺日报|Shop by day",
    "day carrier source",
    "day",
    """
    day day! 日期|Day
    carrier text 载体|Carrier
    source text 投放时段|Source
    paid_fen money 支付金额|Paid
    orders count 成交订单数|Orders
    buyers count 成交人数|Buyers, as the platform counts them
    units count 支付件数|Units
    refund_by_pay_fen money 退款金额（支付时间）|Refunds by pay time
    refund_by_refund_fen money 退款金额（退款时间）|Refunds by refund time
    refund_orders_by_refund count 退款订单数（退款时间）|Refunded orders by refund time
    refund_orders_by_pay count 退款订单数（支付时间）|Refunded orders by pay time
    refund_buyers count 退款买家数|Buyers refunded
    net_paid_fen money 退款后支付金额|Paid after refunds
    subsidy_fen money 平台补贴|Platform subsidy
    deposit_fen money 预售定金|Presale deposits
    refund_before_ship_fen money 发货前退款|Refunded before shipping
    refund_before_receipt_fen money 未收货退款|Refunded before receipt
    refund_after_receipt_fen money 已收货退款|Refunded after receipt
    refund_returned_fen money 退货退款|Returned and refunded
    """,
)
LIVE_SESSIONS = declare(
    "live_sessions",
    "直播场次|Live sessions",
    "session_no",
    "started_at",
    """
    session_no id! 场次|Session
    host_id id 主播账号|Host id
    host_name text 主播|Host
    started_at instant! 开播时间|Started at
    ended_at instant 下播时间|Ended at
    minutes number 时长（分钟）|Minutes
    impression_people count 曝光人数|People who saw it
    impressions count 曝光次数|Impressions
    viewers count 观看人数|Viewers
    views count 观看次数|Views
    peak_online count 最高在线|Peak online
    average_online number 平均在线|Average online
    average_watch_minutes number 人均观看分钟|Average minutes watched
    comments count 评论次数|Comments
    new_club_members count 新加团人数|New club members
    new_fans count 新增粉丝|New fans
    lost_fans count 取关粉丝|Lost fans
    fan_viewer_ratio ratio 观看老粉占比|Share of fans among viewers
    products count 带货商品数|Products shown
    product_impression_people count 商品曝光人数|People who saw a product
    product_clickers count 商品点击人数|People who clicked a product
    product_impressions count 商品曝光次数|Product impressions
    product_clicks count 商品点击次数|Product clicks
    orders count 成交订单数|Orders
    buyers count 成交人数|Buyers
    units count 成交件数|Units
    gmv_fen money 成交金额|Gross value
    paid_fen money 用户支付金额|Paid
    refund_orders count 退款订单数|Refunded orders
    refund_fen money 退款金额|Refunds
    refund_buyers count 退款人数|Buyers refunded
    net_fen money 净成交金额|Net value
    net_orders count 净成交订单数|Net orders
    refund_1h_fen money 1小时退款金额|Refunds within an hour
    refund_1h_orders count 1小时退款订单数|Orders refunded within an hour
    commission_fen money 预估佣金|Estimated commission
    spend_fen money 投放消耗|Ad spend
    presale_orders count 预售订单数|Presale orders
    presale_fen money 预售全款|Presale value
    """,
)
SPEND = declare(
    "spend",
    "花费|Spend",
    "day plan_no category",
    "day",
    """
    day day! 日期|Day
    plan_no id! 计划|Plan
    plan_name text 计划名称|Plan name
    category text 类别（内容、KOL、广告、激励）|Category
    channel text 渠道|Channel
    spend_fen money! 消耗|Spend
    impressions count 展示次数|Impressions
    clicks count 点击次数|Clicks
    orders count 成交订单数|Orders
    attributed_fen money 平台归因成交|Value the platform claims
    direct_fen money 直接成交|Direct value
    indirect_fen money 间接成交|Indirect value
    settled_fen money 结算金额（7天）|Settled within 7 days
    net_fen money 净成交|Net value
    new_fans count 新增粉丝|New fans
    material_id id 素材ID|Material id
    material_name text 素材|Material
    """,
)
SITE_DAYS = declare(
    "site_days",
    "网站日|Site by day",
    "day page",
    "day",
    """
    day day! 日期|Day
    page text 页面|Page
    page_views count 浏览量|Page views
    visitors count 访客数|Visitors
    ip_count count IP数|IP addresses
    sessions count 访问次数|Sessions
    bounces count 跳出次数|Bounces
    visit_seconds number 平均访问秒数|Average seconds
    conversions count 转化次数|Conversions
    """,
)
INDEX_DAYS = declare(
    "index_days",
    "指数日|Index by day",
    "day word",
    "day",
    """
    day day! 日期|Day
    word text! 词|Word
    value count! 指数|Index
    """,
)
ACCOUNT_DAYS = declare(
    "account_days",
    "账号日|Account by day",
    "day account",
    "day",
    """
    day day! 日期|Day
    account text! 账号|Account
    fans count 粉丝数|Fans
    new_fans count 新增粉丝|New fans
    lost_fans count 取关|Lost fans
    contents count 发布数|Items published
    interactions count 互动|Interactions
    """,
)
STAFF_DAYS = declare(
    "staff_days",
    "员工日|Staff by day",
    "day staff",
    "day",
    """
    day day! 日期|Day
    staff text! 员工|Staff
    new_applies count 发起申请数|Contact requests sent
    new_contacts count 新增客户|New contacts
    lost_contacts count 流失客户|Contacts lost
    chats count 聊天总数|Chats
    messages count 发送消息数|Messages sent
    reply_ratio ratio 已回复占比|Share replied
    reply_minutes number 首次回复分钟|Minutes to first reply
    negative_feedback count 删除拉黑|Blocked or deleted
    """,
)
ACCOUNT_EVENTS = declare(
    "account_events",
    "账号事件|Account events",
    "account at kind",
    "at",
    """
    account text! 账号|Account
    at instant! 时间|At
    kind text! 事件（封禁、限流、解除）|Event
    note text 说明|Note
    """,
)
