"""The words by which files name what Lianyi knows: concepts, their spellings, and what their values must be.

A line is `concept rule: spelling, spelling …`; the earlier spelling is the better one. Rules: `id`, `time`,
`money`, `count`, `number`, `flag`, `text` (few long words), `words` (any text), `any`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True)
class Concept:
    """Something that a column may be."""

    name: str
    rule: str
    spellings: tuple[str, ...]


_TRADE = """
order_no id: 订单号, 订单编号, 主订单编号, 订单id, order no, order id, order number, invoice no, invoice number, invoice, order, basket id, transaction id, transaction no, receipt no, receipt, bill no, 交易单号, 交易号, 单号, pedido, id pedido, numero pedido, sales order, so number, order key, checkout id
row_id id: id, 编号, 记录编号, no, row id, object id
line_no id: 子订单编号, 子订单号, order item id, line no, line number, order line
payment_no id: 支付流水号, 支付单号, payment id, payment no, payment reference
created_at time: 下单时间, order dt, 订单创建时间, 创建时间, 订单提交时间, order date, order time, order datetime, order purchase timestamp, purchase timestamp, purchase date, invoice date, invoice datetime, transaction timestamp, transaction date, transaction time, created at, created time, created, 交易时间, 成交时间, 订单日期, data pedido, data compra, sale date, ordered at
paid_at time: 付款时间, 支付时间, 买家付款时间, 支付完成时间, paid at, payment date, payment time, paid time, order approved at, order aproved at, approved at, 付款日期, data pagamento, pay time
shipped_at time: 发货时间, shipped at, ship date, shipping date, shipped date, order delivered carrier date, 订单发货时间, data envio
completed_at time: 完成时间, 交易成功时间, 订单完成时间, 确认收货时间, 收货时间, completed at, delivered at, delivery date, delivered date, order delivered customer date, completed date
amount money: 实付金额, 买家实付, 买家实际支付金额, 实际支付, 实付, 买家支付金额, 实收款, 用户实付金额, 订单实付金额, 实付款, 实际支付金额, 支付金额, 付款金额, amount paid, paid amount, paid, payment value, sales value, total paid, order products value, order value, 订单金额, 成交金额, 销售额, 总金额, 金额, total amount, total price, order total, order amount, line total, net amount, sales amount, revenue, net sales, total, sales, amount, 总价, gmv, y, valor total, valor, price total, total spent, purchase amount
receivable money: 商家应收, 商家实收金额, 实收金额, 订单实收金额, 应收金额, received amount
unit_price money: 单价, 商品单价, unit price, item price, price each, price per unit, price, 价格, 售价, 商品价格, preco unitario, preco, sale price, unit cost price
quantity count: 数量, 商品数量, 购买数量, 件数, 成交数量, quantity, qty, order items qty, items qty, units, quantity ordered, order quantity, item count, num items, number of items, quantidade, number of cds
freight money: 运费, 邮费, 快递费, freight, freight value, order freight value, shipping, shipping cost, shipping fee, delivery fee, frete, valor frete, shipping amount
discount money: 商家优惠, 店铺优惠, 优惠金额, 优惠总金额, 优惠, discount amount, discount, total discount, retail disc, discounts, desconto
subsidy money: 平台优惠, 平台补贴, platform discount, platform subsidy, coupon match disc
refunded money: 已退款金额, 订单已退款金额, 累计退款金额, refunded amount, refund amount, refunded, 退款金额, 退款
refund_no id: 售后单号, 退款单号, 退款编号, 售后编号, refund id, refund no, return id, return no, rma
refunded_at time: 退款时间, 退款完成时间, 退款成功时间, refunded at, refund date, return date, refund time
requested_at time: 申请时间, 售后申请时间, 退款申请时间, requested at, request date
refund_reason words: 退款原因, 售后原因, 原因, return reason, refund reason, reason
order_status text: 订单状态, 交易状态, order status, status, 状态, situacao, fulfillment status, order state
aftersale text: 售后状态, 退款状态, refund status, return status
product_id id: 商品id, 商品编号, 宝贝id, product id, item id, goods id, article id, product code, product key, asin, 货号, stock code, item code, produto id, id produto, product no, item no, article no, upc, ean, barcode, 条码, product, item
sku_code id: 商家编码, sku编码, sku code, sku, sku id, 规格编码, merchant sku, variant sku, seller sku
product_name words: 商品名称, 商品标题, 宝贝标题, 宝贝名称, 商品, 品名, product name, item name, item description, product title, goods name, product description, description, nome produto, descricao, article name, lineitem name
spec words: 规格, 商品规格, 商品属性, sku规格, specification, spec, variant, size, package size
category words: 类目, 品类, cate, 商品类目, 分类, 商品分类, product category name, product category, category name, category, item category, department, cat, categoria, category code, sub category, product line, product type, category id, item type
brand words: 品牌, brand, brand name, marca
unit_cost money: 成本, 成本价, 商品成本价, 单件成本, 进货价, 采购价, unit cost, cost price, cost, cogs, product cost, custo
list_price money: 原价, 划线价, 吊牌价, list price, original price, msrp, retail price
stock count: 库存, 库存数, 库存量, stock, inventory, stock quantity, on hand, units in stock
province words: 省份, 省, 收货人省份, 收货省, province, state, customer state, shipping province, estado, uf, region, country, 国家, 地区, country name
city words: 城市, 市, 收货人城市, city, customer city, shipping city, cidade, town
currency text: 币种, currency, currency code, moeda
coupon id: 券号, 优惠券号, 券码, coupon no, coupon id, coupon code, coupon upc, coupon, voucher, voucher code
coupon_name words: 优惠券, 优惠券名称, 优惠券码名称, coupon name, discount code, promotion name
redeemed_at time: 核销时间, 使用时间, redemption date, redeemed at, used at, coupon used time
claimed_at time: 领取时间, 领券时间, claimed at, received date, date received
commission money: 佣金, 预估佣金, 佣金金额, 分销佣金, commission, commission amount
promoter_id id: 达人id, 分销员id, 推广者id, 团长id, promoter id, affiliate id, referrer code, partner id
promoter_name words: 分销员, 达人昵称, 达人名称, 推广者, 推广员, promoter, affiliate, salesperson, sales rep, seller name
channel words: 渠道, 销售渠道, 来源渠道, 流量来源, channel, sales channel, source, utm source, traffic source, medium
store words: 店铺, 店铺名称, 门店, shop, shop name, store name
"""
_PEOPLE = """
person id: 用户id, 用户编号, 会员id, 会员号, 客户id, 客户编号, 买家id, 顾客编号, customer id, user id, customer unique id, buyer id, member id, member number, client id, visitor id, household id, uid, user, customer no, customer number, customer, buyer, visitorid, fullvisitorid, cust id, user pseudo id, cliente id, id cliente, shopper id, account id, guest id
openid id: openid, open id, 微信openid
unionid id: unionid, union id
external_userid id: external userid, 外部联系人id
phone phone: 手机号, 买家手机号, 客户手机号, 手机, 手机号码, 会员手机号, 联系电话, 电话, phone, mobile, phone number, mobile number, cellphone, tel, telefone, celular
receiver phone: 收货手机号, 收件人手机号, 收货人手机, 收件人手机, 收货人电话, 收件人电话, receiver phone, shipping phone, recipient phone
joined_at time: 注册时间, 成为客户时间, 加入时间, 注册日期, registered at, signup date, join date, registration date, customer since, first seen, dt customer
level text: 会员等级, 等级, 客户等级, level, tier, membership, member level
tags words: 标签, 客户标签, up主标签, tags, labels, tag
points count: 积分, 客户积分, points, loyalty points
gender text: 性别, gender, sex, 客户性别
event text: 事件, 事件名, 行为, 行为类型, event name, event type, event, behavior type, behaviour type, behavior, action type, action, page type, event category, activity type, interaction type
event_no id: 事件id, event id, rid, log id
session_no id: 会话id, session id, user session, visit id, session, sessionid
seq count: 序号, seq, sequence, step, hit number
seconds_since number: seconds since start, elapsed seconds, offset seconds, seconds from start, elapsed
time time: 时间, 日期, date, t dat, dt, datetime, timestamp, time, event time, time stamp, date time, 时间戳, day, ts, ds, data, event timestamp, posted at ts, 统计日期, 统计时间, date week, week start, week, month, fecha
inviter id: 邀请人, 邀请人id, 推荐人, 推荐人id, inviter, inviter id, referrer, referrer id, inviter user id, sponsor id
invitee id: 被邀请人, 被邀请人id, 被推荐人, invitee, invitee id, referee, referee id, referred id, invited user id
group_no id: 团号, 团id, 拼团id, 拼团编号, group id, group no, groupbuy id, record id
leader id: 团长, 开团人, 团长id, initiator id, initiator, leader id, leader, opener id
participants count: 参团人数, 参与人数, n participants, participants, participant count, num participants, members joined
group_size count: 成团人数, 几人团, group size, required size, target size
success flag: 成团, 是否成团, success, is success, succeeded, successful
participant_list any: 参团名单, 参与人, participant ids, participants list, member ids
opened_at time: 开团时间, 开始时间, opened at, start time, launched at, begin time
closed_at time: 结束时间, 成团时间, closed at, end time, ended at, close time
"""
_CONTENT = """
placement_no id: 合作编号, 投放编号, placement id, deal id, collaboration id
content_no id: 内容id, 作品id, 视频id, 笔记id, 文章id, 帖子id, content id, post id, video id, note id, cascade id, tweet id, aweme id, bvid, media id, status id, permalink
title words: 标题, 笔记标题, 作品标题, 视频标题, 文章标题, title, post title, video title, headline
form text: 体裁, 类型, 内容类型, 作品类型, type, media type, post type, form, format, content type
theme words: 主题, 创作领域, 领域, theme, subject, field, topic category, 榜单类型
published_at time: 发布时间, 首次发布时间, 发布日期, published at, publish time, posted at, post date, posted at ts, publish date, upload date, created time, posted on
impressions count: 曝光, 曝光量, 曝光次数, 曝光数, 展现, 展现量, 展示次数, 展示, impressions, lifetime post total impressions, total impressions, imps
views count: 播放数, 播放量, 播放, 观看量, 观看数, 阅读量, 阅读数, 播放次数, views, view count, plays, video views, reads, play count, lifetime post total reach, reach
likes count: 点赞, 点赞数, 点赞量, 获赞数, 赞, likes, like, likes count, like count, digg count, favorite count, attitudes count, reactions
comments count: 评论, 评论数, 评论量, comments, comment, comments count, comment count, replies, reply count
shares count: 分享, 分享数, 转发, 转发数, 转发量, 分享量, shares, share, share count, reposts count, retweet count, retweets, reposts, forward count
saves count: 收藏, 收藏数, 收藏量, saves, collects, collect count, bookmarks, favorites, favourites
coins count: 投币数, 投币, coins
danmaku count: 弹幕数, 弹幕, danmaku, bullet comments
new_fans count: 涨粉数, 涨粉, 新增粉丝, 新增粉丝数, new fans, new followers, follower growth
fans count: 粉丝数, 粉丝, 粉丝量, fans, followers, follower count, author followers, subscribers, subscriber count
creator_id id: 达人id, 作者id, 创作者id, up主id, 博主id, 主播id, author id, creator id, mid, channel id, influencer id, account id, 小红书号, 抖音号
creator_name words: 达人昵称, 达人, 作者, up主, 博主, 创作者, 主播, 昵称, author, author name, creator, creator name, influencer, channel title, username, screen name
fee money: 报价, 合作费用, 投放费用, 达人费用, 费用, 坑位费, 合作报价, fee, influencer fee, price
reads count: 阅读, 阅读量, 阅读数, reads
interactions count: 互动, 互动量, 互动数, 总互动, interactions, total interactions, engagements, engagement
rank count: 排名, 名次, rank, ranking, position
completion number: 完播率, completion rate
duration number: 视频时长, 时长, duration, video length, length seconds
review_no id: 评价id, 评论id, review id
review_score number: 评分, 星级, 评价分数, 打分, review score, score, rating, stars, star rating, overall, nota, overall rating
review_text long: 评价内容, 评论内容, 评价, 点评内容, 评论, review text, review comment message, review content, review body, review, reviews, content, comment text, text, body, comentario, summary, feedback, message
review_topic words: 话题, 主题, main topic, topic, review main topic, subtopic
review_at time: 评价时间, 评论时间, review date, review time, review creation date, review answer timestamp, reviewed at
sentiment text: 情感, 情感倾向, sentiment, polarity, label, airline sentiment
word words: 关键词, 搜索词, keyword, word, term, query
index_value count: 指数, 搜索指数, 微信指数, 百度指数, index, search index, interest
"""
_SHOP = """
visitors count: 访客数, 访客, 独立访客, uv, visitors, unique visitors, users, visitor count, unique users, active users
page_views count: 浏览量, 浏览数, pv, page views, pageviews, page view count, screen views
sessions count: 访问次数, 会话数, sessions, visits, session count
bounces count: 跳出次数, bounces, bounce count
page words: 页面, 页面路径, page, page path, landing page, url
cart_adders count: 加购人数, add to carts, cart adders
orders count: 订单数, 支付订单数, 成交订单数, 订单量, 下单数, orders, order count, transactions, number of orders, purchases
buyers count: 支付人数, 成交人数, 支付买家数, 买家数, buyers, customers, purchasers
units count: 支付件数, 销量, 成交件数, 销售数量, units sold, items sold, sales volume
spend money: 花费, 消耗, spent, 广告花费, 投放花费, 投放消耗, 广告消耗, 花费金额, ad spend, spend, ad cost, adspend, amount spent, media spend, marketing spend, cost
clicks count: 点击量, 点击次数, 点击数, 点击, clicks, click count, link clicks
plan_no id: 计划id, 广告计划id, 推广计划id, campaign id, ad id, adset id, ad group id, plan id, xyz campaign id
plan_name words: 计划名称, 广告计划, 推广计划, campaign name, campaign, ad name, ad set name, plan name, ad group
conversions count: 转化数, 转化, conversions, total conversion, approved conversion, results
campaign words: 活动名称, 活动, campaign, campaign name, campaign id, promotion, event name
campaign_kind text: 活动类型, campaign type, promotion type
from_day time: 开始日期, 开始时间, 活动开始, start date, start, from, from date, start day, valid from
to_day time: 结束日期, 结束时间, 活动结束, end date, end, to, to date, end day, valid to
community_no id: 群id, 群编号, chat id, group chat id
community_name words: 群名, 群名称, 群聊名称, chat name, group name
members count: 群人数, 群成员数, 成员数, members, member count
new_members count: 入群人数, 新增成员, 新增群成员, 入群, new members, joined
left_members count: 退群人数, 退群, 流失人数, left members, left
active_members count: 发言人数, 活跃人数, active members, speakers
messages count: 消息数, 消息总数, 发言数, messages, message count
"""


@cache
def concepts() -> dict[str, Concept]:
    """Return all concepts by name."""
    found = {}
    for line in f"{_TRADE}\n{_PEOPLE}\n{_CONTENT}\n{_SHOP}".splitlines():
        if line.strip():
            head, spellings = line.split(":", 1)
            name, rule = head.split()
            words = tuple(plain(s) for s in spellings.split(","))
            found[name] = Concept(name, rule, words)
    return found


def plain(title: str) -> str:
    """Return a title as lower-case words: `InvoiceNo`, `invoice_no` and `Invoice No.` are `invoice no`.

    >>> plain("InvoiceNo"), plain("order_aproved_at"), plain("退款金额（元）")
    ('invoice no', 'order aproved at', '退款金额')
    """
    text = unicodedata.normalize("NFKC", title)
    text = re.sub(r"\((元|¥|cny|rmb|件|次|人|单|%)\)|#\d+$", "", text, flags=re.IGNORECASE)
    text = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", text)
    return re.sub(r"[\W_]+", " ", text).strip().lower().replace("up 主", "up主")


UNPAID = (
    "待付款",
    "待支付",
    "未付款",
    "未支付",
    "unpaid",
    "pending",
    "awaiting",
    "created",
    "waiting",
    "draft",
)
CLOSED = (
    "关闭",
    "取消",
    "作废",
    "失效",
    "cancel",
    "closed",
    "void",
    "fail",
    "unavailable",
    "expired",
    "reject",
    "declin",
)
SHIPPED = ("已发货", "待收货", "运输", "shipped", "transit", "dispatched", "out for")
COMPLETED = (
    "完成",
    "成功",
    "已收货",
    "已签收",
    "deliver",
    "complete",
    "fulfilled",
    "finished",
    "received",
    "succe",
)
PAID = (
    "已付款",
    "已支付",
    "待发货",
    "备货",
    "paid",
    "approv",
    "process",
    "invoic",
    "confirm",
    "packed",
    "hold",
)
REFUNDED = ("已退款", "退款成功", "退款完成", "refunded", "returned", "return")


USUAL_STATUSES = {
    "en": "pending created paid approved invoiced processing shipped delivered completed canceled cancelled unavailable refunded returned",
    "zh": "待付款 已付款 待发货 已发货 待收货 已收货 已完成 交易成功 已取消 已关闭 交易关闭 已退款",
}


def usual_statuses(seen: list[str]) -> list[str]:
    """Return the usual words for a status in the language and capitals of those that were seen."""
    lang = "en" if all(s.isascii() for s in seen) else "zh"
    words = USUAL_STATUSES[lang].split()
    if lang == "zh" or any(s.islower() for s in seen):
        return words
    return [w.upper() if all(s.isupper() for s in seen) else w.capitalize() for w in words]


def status_of(text: str) -> str | None:
    """Say what a platform's word for a status means, or None for an unknown word."""
    low = text.lower()
    for status, words in (
        ("unpaid", UNPAID),
        ("closed", CLOSED),
        ("closed", REFUNDED),
        ("paid", PAID),
        ("shipped", SHIPPED),
        ("completed", COMPLETED),
    ):
        if any(w in low for w in words):
            return status
    return None
