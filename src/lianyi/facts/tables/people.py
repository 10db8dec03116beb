"""People in order: events, touches, invites, groups, coupons, attributes."""

from __future__ import annotations

from lianyi.facts.tables.base import declare

EVENTS = declare(
    "events",
    "事件|Events",
    "event_no",
    "at",
    """
    event_no id! 事件ID|Event id
    person person! 用户|Person
    at instant! 时间|At
    event text! 事件名|Event
    channel text 渠道|Channel
    content_no id 内容ID|Content id
    product_id id 商品ID|Product id
    category text 类目|Category
    session_no id 会话ID|Session
    value_fen money 金额|Value
    property_1 text 属性1|Property 1
    property_2 text 属性2|Property 2
    property_3 text 属性3|Property 3
    property_4 text 属性4|Property 4
    property_5 text 属性5|Property 5
    property_6 text 属性6|Property 6
    property_7 text 属性7|Property 7
    property_8 text 属性8|Property 8
    property_9 text 属性9|Property 9
    property_10 text 属性10|Property 10
    property_11 text 属性11|Property 11
    property_12 text 属性12|Property 12
    property_13 text 属性13|Property 13
    property_14 text 属性14|Property 14
    property_15 text 属性15|Property 15
    property_16 text 属性16|Property 16
    more text 其他属性（JSON）|Other properties, JSON
    """,
)
TOUCHES = declare(
    "touches",
    "触点|Touches",
    "touch_no",
    "at",
    """
    touch_no id! 触点ID|Touch id
    person person! 用户|Person
    at instant! 时间|At
    channel text 渠道|Channel
    kind text 类型（点击、下单）|Kind
    content_no id 内容ID|Content id
    promoter_id id 推广者ID|Promoter id
    code text 渠道码|Channel code
    """,
)
INVITES = declare(
    "invites",
    "邀请|Invites",
    "invite_no",
    "at",
    """
    invite_no id! 邀请编号|Invite
    inviter person! 邀请人|Inviter
    invitee person! 被邀请人|Invitee
    at instant! 时间|At
    opened_at instant 打开时间|Opened at
    joined_at instant 加入时间|Joined at
    activity text 活动|Activity
    status text 状态|Status
    channel text 渠道|Channel
    """,
)
GROUPS = declare(
    "groups",
    "拼团|Group buys",
    "group_no",
    "opened_at",
    """
    group_no id! 团号|Group
    opened_at instant 开团时间|Opened at
    closed_at instant 结束时间|Closed at
    leader person 团长|Leader
    product_id id 商品ID|Product id
    participants count 参团人数|Participants
    size count 成团人数|Size
    is_success flag 成团|Succeeded
    participant_list text 参团名单（脱敏）|Participants, sealed
    """,
)
COUPONS = declare(
    "coupons",
    "优惠券|Coupons",
    "coupon_no",
    "claimed_at",
    """
    coupon_no id! 券号|Coupon
    campaign text 券活动|Coupon campaign
    person person 领取人|Claimed by
    claimed_at instant 领取时间|Claimed at
    expires_at instant 失效时间|Expires at
    face_fen money 面额|Face value
    threshold_fen money 门槛|Threshold
    bearer text 承担方|Bearer
    status text 状态|Status
    """,
)
REDEMPTIONS = declare(
    "redemptions",
    "核销|Redemptions",
    "coupon_no order_no",
    "redeemed_at",
    """
    coupon_no id! 券号|Coupon
    order_no id 订单号|Order number
    campaign text 券活动|Coupon campaign
    person person 使用人|Used by
    redeemed_at instant! 核销时间|Redeemed at
    discount_fen money 优惠金额|Discount
    order_fen money 带来的支付金额|Paid with it
    """,
)
PERSON_ATTRIBUTES = declare(
    "person_attributes",
    "客户属性|Person attributes",
    "person attribute",
    "at",
    """
    person person! 客户|Person
    attribute text! 属性|Attribute
    value text 值|Value
    at instant 时间|At
    """,
)
CUSTOMERS = declare(
    "customers",
    "客户|Customers",
    "person",
    "joined_at",
    """
    person person! 客户|Person
    joined_at instant 成为客户时间|Became a customer at
    member_at instant 成为会员时间|Became a member at
    source text 来源|Source
    source_kind text 来源方式|Kind of source
    staff text 添加人|Staff
    level text 等级|Level
    points count 积分|Points
    balance_fen money 储值余额|Balance
    growth count 成长值|Growth
    orders count 消费次数|Orders
    spent_fen money 消费金额|Spent
    refunded_fen money 累计退款|Refunded
    refunded_orders count 累计退款订单数|Refunded orders
    last_order_at instant 上次消费时间|Last order at
    is_member flag 会员|Member
    is_wecom_friend flag 企微好友|WeCom contact
    gender text 性别|Gender
    tags text 标签|Tags
    region text 地区|Region
    """,
)
LABELS = declare(
    "labels",
    "标注|Labels",
    "subject kind",
    "at",
    """
    subject id! 对象|Subject
    kind text! 种类|Kind
    value text 值|Value
    at instant 时间|At
    """,
)
