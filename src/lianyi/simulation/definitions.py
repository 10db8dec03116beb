"""What each total means, in words."""

from __future__ import annotations

from lianyi.core.translation import Text

TRADE = """
orders_created|下单订单数，按下单日，含未付款|Orders placed, by the day they were placed, unpaid ones included
gmv_created|下单金额：买家应付的商品金额，不含运费，按下单日|What buyers owe for the goods of all orders placed, without freight, by order day
orders_unpaid|未付款的订单数，按下单日|Orders not paid, by order day
orders_paid|有支付时间的订单数，按支付日；预售按尾款支付日|Orders with a time of payment, by pay day; presales by the day of the final payment
gmv_paid|已付款订单的买家实付商品金额，不含运费和平台补贴，按支付日|What buyers paid for the goods of paid orders, without freight and subsidies, by pay day
gmv_paid_with_subsidy|买家实付加平台、达人、支付渠道承担的优惠，不含运费，按支付日|What buyers paid plus what platform, creator and payment service bear, without freight, by pay day
gmv_net|gmv_paid减去按支付时间归集的退款|gmv_paid less refunds counted on the pay day
list_value|已付款订单的商品标价合计|List value of paid orders
units_sold|已付款订单的商品件数|Pieces in paid orders
freight|已付款订单的运费|Freight of paid orders
merchant_discount|商家承担的优惠（含优惠券）|Discounts that the merchant bears, coupons included
platform_subsidy|平台承担的优惠|Discounts that the platform bears
creator_discount|达人承担的优惠|Discounts that creators bear
pay_discount|支付渠道承担的优惠|Discounts that the payment service bears
buyers|已付款订单的买家人数，去重；只数文件里认得出人的订单|Different people with a paid order; only orders whose files name a person
repeat_buyers|在该范围内付款2单及以上的买家人数|People who paid two orders or more within the slice
frequent_buyers|在该范围内付款3单及以上的买家人数|People who paid three orders or more within the slice
new_buyers|首次付款的买家人数，按首单支付日|People by the day of their first paid order
gmv_new|每人首单的支付金额|Paid for the first order of each person
gmv_returning|首单之后各单的支付金额|Paid for all orders after the first
orders_with_person|认得出买家的已付款订单数|Paid orders whose files name a person
gmv_with_person|认得出买家的已付款金额|gmv_paid of the orders whose files name a person
presale_orders|已付尾款的预售订单数|Presale orders whose final payment was made
presale_gmv|预售订单的支付金额|Paid for presale orders
promoter_orders|达人带来的已付款订单数（抖店、小红书）|Paid orders that a creator brought (Douyin, Xiaohongshu)
promoter_gmv|达人带来的支付金额|Paid for orders that a creator brought
orders_completed|已付款订单的完成数，按完成日|Paid orders completed, by day of completion
gmv_completed|已付款订单的支付金额，按完成日|Paid for orders completed, by day of completion
goods_cost|已付款订单的商品成本|Cost of the goods in paid orders
excluded_orders|剔除的测试和员工订单数，按下单日；只在normal里|Test and staff orders left out, by order day; in `normal` only
excluded_gmv|剔除订单的应付金额，按下单日；只在normal里|What buyers owe for orders left out, by order day; in `normal` only
refund_amount_by_pay_time|商品退款金额，归到订单的支付日|Refunds of goods, on the pay day of their order
refund_freight_by_pay_time|退运费金额，归到订单的支付日|Refunds of freight, on the pay day of their order
refunded_orders|有退款的订单数，归到订单的支付日|Orders with a refund, on their pay day
fully_refunded_orders|商品款全额退回的订单数，归到支付日|Orders whose goods were refunded completely, on their pay day
refund_amount_by_refund_time|商品退款金额，按退款时间；只有抖店导出退款时间|Refunds of goods by the time of refund; only Douyin exports it
refund_freight_by_refund_time|退运费金额，按退款时间；只有抖店|Refunds of freight by the time of refund; only Douyin
refunded_orders_by_refund_time|有退款的订单数，按退款时间；只有抖店|Orders refunded, by the time of refund; only Douyin
refunds_done|退款成功的售后行数，按退款时间；只有抖店|After-sales rows paid back, by refund time; only Douyin
refunds_requested|有申请时间的售后行数：抖店全部，小红书只有退货|After-sales rows with a time of request: all of Douyin, returns of Xiaohongshu
"""
SOURCES = """
visitors|访客数，按各平台自己的口径，逐日相加|Visitors as each platform counts them, added over days
page_views|浏览量|Page views
product_visitors|商品访客数，逐日相加|People who looked at a product, added over days
product_views|商品浏览量|Product views
product_clicks|抖店商品点击次数|Product clicks on Douyin
product_clickers|抖店商品点击人数，逐日相加|People who clicked a product on Douyin, added over days
product_impressions|抖店商品曝光次数|Product impressions on Douyin
product_impression_people|抖店商品曝光人数，逐日相加|People who saw a product on Douyin, added over days
cart_adders|加购人数，逐日相加|People who added to the cart, added over days
cart_units|加购件数|Pieces added to the cart
wishlisters|小红书加入心愿单人数，逐日相加|People who saved a product on Xiaohongshu, added over days
platform_gmv|平台日报的支付金额；抖店含运费|What the platform's daily report says was paid; on Douyin with freight
platform_orders|平台日报的成交订单数|Orders in the platform's daily report
platform_buyers|平台日报的成交人数，逐日相加|Buyers in the platform's daily report, added over days
platform_refunds_by_refund_time|平台日报的退款金额（退款时间）|Refunds by refund time in the platform's daily report
platform_net|罗盘的退款后用户支付金额|Paid after refunds, as Compass counts
platform_refunds_by_pay_time|罗盘的退款金额（支付时间）|Refunds by pay time, as Compass counts
platform_deposits|罗盘的预售定金|Presale deposits, as Compass counts
platform_day_subsidy|罗盘的电商平台补贴金额|Platform subsidies, as Compass counts
platform_units|千帆的支付件数|Pieces paid, as Qianfan counts
platform_refund_buyers|千帆的退款买家数，逐日相加|Buyers refunded, as Qianfan counts, added over days
live_session_count|直播场次，按开播日|Live sessions, by the day each started
live_gmv|直播间成交金额（含平台补贴）|Value sold in live sessions, subsidies included
live_paid|直播间用户支付金额，不含运费|What buyers paid in live sessions, without freight
live_net|直播间净成交：支付金额减去1小时内退款|Net value of live sessions: paid less refunds within an hour
live_minutes|直播分钟数|Minutes of live sessions
live_orders|直播间成交订单数|Orders in live sessions
live_buyers|直播间成交人数，逐场相加|Buyers of live sessions, added over sessions
live_units|直播间成交件数|Pieces sold in live sessions
live_refunds|直播间退款金额|Refunds of live sessions
live_refund_1h|直播间付款1小时内退款金额|Refunds of live sessions within an hour of payment
live_viewers|直播间观看人数，逐场相加|Viewers, added over sessions
live_views|直播间观看次数|Views of live sessions
live_impression_people|直播间曝光人数，逐场相加|People to whom a session was shown, added over sessions
live_product_impression_people|直播间商品曝光人数，逐场相加|Viewers who saw a product, added over sessions
live_product_clickers|直播间商品点击人数，逐场相加|Viewers who clicked a product, added over sessions
live_new_fans|直播间新增粉丝数|Fans won in live sessions
live_comments|直播间评论次数|Comments in live sessions
live_spend|罗盘记的直播间投放消耗（千川花费的一部分，不再相加）|Ad spend of sessions as Compass says it, a part of ad_spend
ad_spend|广告消耗：千川加小红书聚光|Ad spend: Qianchuan and the ads on Xiaohongshu
total_spend|全部花费：广告、KOL、内容|All spending: ads, creators, content
ad_impressions|广告展示次数|Ad impressions
ad_clicks|广告点击次数|Ad clicks
ad_orders|千川广告成单数|Orders that Qianchuan claims
ad_value|千川广告成交金额（直接加间接）|Value that Qianchuan claims, direct and indirect
ad_direct|千川直接成交金额|Value that Qianchuan claims as direct
commission_lines|精选联盟的已付款明细行数|Lines in the alliance's export
commission_paid_base|精选联盟的支付金额|What buyers paid for lines that creators sold
commission_estimated|预估佣金支出，按付款日|Estimated commission, by pay day
commission_base|结算金额，按付款日|Base of settled commission, by pay day
commission_actual|实际佣金支出，按付款日|Actual commission, by pay day
settled|各平台结算到账金额，不含提现，按动账日；只有最后两三个月有文件|What arrived on the platforms' accounts, withdrawals apart, by day of entry; files of the last two or three months
cash_in|结算到账中为正的金额|Entries that brought money
cash_out|结算到账中为负的金额|Entries that took money
settled_entries|结算和账务的条数，不含提现|Entries of settlements and ledgers, withdrawals apart
settled_refund|抖店动账和拼多多收支里的退款|Refunds in the ledgers of Douyin and Pinduoduo
settled_platform_fee|平台服务费（正数）|Platform fee, as a positive amount
settled_commission|结算时扣除的佣金（正数）|Commission taken off at settlement, as a positive amount
settled_subsidy|结算时到账的平台补贴|Platform subsidies paid out at settlement
contents_published|发布的笔记和短视频数，按发布日|Notes and videos published, by day of publication
content_impressions|笔记曝光|Impressions of notes
content_views|笔记观看加短视频播放|Views of notes and plays of videos
content_likes|点赞|Likes
content_comments|评论|Comments
content_saves|收藏|Saves
content_shares|分享|Shares
content_new_fans|内容涨粉|Fans won by content
interactions|互动：抖音为赞＋评＋分享，小红书再加收藏|Interactions: likes, comments and shares; on Xiaohongshu also saves
placements_published|已发布的达人合作数，按发布日|Agreements with creators that were published
creator_fee|已发布合作的费用|Fees of published agreements
creator_promised|已发布合作的承诺曝光|Impressions promised in published agreements
creator_impressions|合作实际曝光|Impressions of agreements
creator_reads|合作阅读|Reads of agreements
creator_interactions|合作互动|Interactions of agreements
creator_visitors|合作带来的进店|Shop visitors from agreements
creator_orders|合作带来的订单|Orders from agreements
creator_gmv|合作带来的成交金额|Value sold through agreements
group_days|群总数，逐日相加|Groups, added over days
new_groups|新增群数|New groups
active_group_days|有消息的群数，逐日相加|Groups with a message, added over days
group_member_days|群成员总数，逐日相加|Members, added over days
group_joins|新增群成员|New members
active_member_days|发言成员数，逐日相加|Members who spoke, added over days
group_messages|群消息数|Messages in groups
service_chats|成员聊天总数|Chats of the staff
service_messages|成员发送消息数|Messages sent by the staff
negative_feedback|删除或拉黑成员的客户数|Contacts who deleted or blocked staff
contact_requests|发起申请数|Contact requests
new_contacts|新增客户数|New contacts by the staff's statistics
contacts_added|企业微信客户数，按添加日|Contacts in the contact list, by the day added
coupons_claimed|领券数，按领取日|Coupons claimed
coupons_redeemed|核销数，按付款日|Coupons used on paid orders, by pay day
coupon_face|领券面额|Face value of the coupons claimed
coupon_discount|核销券的优惠金额|Discount of coupons used
coupon_gmv|用券订单的支付金额|What was paid for orders with a coupon
"""


def _texts(lines: str) -> dict[str, Text]:
    rows = [line.split("|") for line in lines.strip().splitlines()]
    return {key: Text(zh, en) for key, zh, en in rows}


DEFINITIONS: dict[str, Text] = _texts(TRADE) | _texts(SOURCES)
