"""How people call what they want to move: names beside those of the dictionary, and measures kept elsewhere.

One line is `key: name | name`. Latin names are found as whole words whatever their case.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from lianyi.core.translation import Text
from lianyi.metrics.declaration import Direction, Unit

METRIC_NAMES: Final = """
gmv_paid: GMV | 成交总额 | 成交额 | 成交金额 | 销售总额 | 销售额 | 交易额 | 营业额 | 营收 | 支付金额 | 支付额 | 总销售 | 流水 | 销售收入 | 业绩 | 销售业绩 | sales | revenue | turnover | paid GMV | gross merchandise value
gmv_net: 净成交 | 净成交额 | 净销售额 | 净GMV | 退款后GMV | 净销 | net sales | net revenue | net GMV
gmv_new: 新客成交额 | 新客销售额
gmv_returning: 老客成交额 | 老客销售额 | 复购GMV | 复购金额 | 老客复购金额
orders_paid: 订单数 | 订单量 | 支付订单 | 成交订单 | 成交订单数 | 单量 | 成交单量 | 总单量 | 支付单量 | paid orders | orders | order volume
units_sold: 销量 | 卖出 | 售出 | 卖掉 | 卖 | sell | sold | 销售量 | 售出件数 | 销售件数 | units sold
buyers: 买家数 | 支付人数 | 成交人数 | 购买人数 | 下单人数 | 付费用户数 | 付费用户 | 成交用户数 | 成交客户数 | paying customers | buyers
new_buyers: 新客 | 新客户数 | 首单用户数 | 首单用户 | 首购用户 | 首购人数 | 新增买家 | 新买家数 | 首单人数 | new customers | new buyers | first-time buyers
returning_buyers: 回头客 | 老客人数 | returning customers
customers_joined: 新增用户 | 用户新增 | 新增用户数 | 新增用户量 | 新用户数 | 新用户 | 拉新 | 拉新人数 | 拉新数 | 拉新量 | 新增注册用户 | 新增注册 | 新增注册用户数 | 注册用户 | 新增客户数 | 新增客户 | new users | new sign-ups | sign-ups | registrations | new registrations
members_joined: 新增会员 | 会员新增 | 新会员 | 会员新增数 | 新增会员数 | 新会员数 | 新入会 | 入会人数 | new members
buyer_value: 客单价 | 人均消费额 | 年消费额 | 消费额 | 人均年消费 | 人均消费 | ARPPU | 客单 | value per buyer | spend per customer
order_value: 笔单价 | 每单金额 | 单均金额 | AOV | average order value | basket size | order value
conversion_rate: 转化率 | 成交转化率 | 购买转化率 | 下单转化率 | 整体转化率 | 店铺转化率 | 进店转化率 | 支付转化 | CVR | conversion rate | purchase conversion
repurchase_rate: 复购率 | 回购率 | 重复购买率 | 用户复购率 | 复购 | repurchase rate | repeat purchase rate | repeat rate | repurchase
retention_d1: 次日留存率 | 次日留存 | 1日留存率 | day-1 retention
retention_d7: 7日留存率 | 7日留存 | 七日留存率 | 七日留存 | 7天留存率 | 周留存率 | day-7 retention
retention_d30: 30日留存率 | 30日留存 | 30天留存率 | 月留存率 | 用户留存率 | 留存率 | day-30 retention | retention rate
refund_rate_by_pay_time: 退款率 | 退货率 | 退货退款率 | 支付时间退款率 | 售后率 | refund rate | return rate
refund_amount_by_pay_time: 退款金额 | 退款额 | refund amount
gross_margin_rate: 毛利率 | 综合毛利率 | gross margin rate | gross margin % | gross margin percentage
gross_margin: 毛利 | 毛利额 | 毛利润 | gross profit | gross margin
roi: ROI | 投产比 | 投入产出比 | ROAS | 投放ROI | 投放产出比 | 投产 | 广告ROI | 整体ROI | return on ad spend
acquisition_cost: 获客成本 | 单客成本 | 拉新成本 | 获客单价 | 单个获客成本 | 新客成本 | 新客获取成本 | CPA | CAC | customer acquisition cost | acquisition cost | cost per acquisition
visitors: 访客数 | 访客 | UV | 进店人数 | 访问人数 | 独立访客 | 店铺访客 | 店铺访客数 | 访客量 | visitors | unique visitors
page_views: PV | 浏览量 | 页面浏览量 | page views
exposure: 曝光 | 曝光量 | 曝光数 | 曝光次数 | 总曝光 | impressions
click_rate: 点击率 | CTR | click-through rate | click rate
add_to_cart_rate: 加购率 | 加购转化率 | add-to-cart rate
cart_adders: 加购人数 | 加购用户数
pay_rate: 支付率 | 支付成功率 | 付款率 | 下单支付率
group_active_rate: 社群活跃率 | 社群活跃度 | 社群互动率 | 群成员活跃率 | 社群日活跃率 | 群活跃度 | 社群成员活跃率 | 微信群活跃率 | community activity rate | community active rate | group activity rate
group_members: 群成员数 | 社群人数 | 社群成员数 | 社群规模 | 社群总人数 | 群人数 | 社群用户数 | 社群成员 | 社群用户 | community members | group members
group_joins: 入群人数 | 进群人数 | 新增入群 | 入群数 | 社群新增人数 | 新增群成员 | 入群用户
group_quit_rate: 退群率 | 社群退群率 | 流失率（社群） | group leave rate
group_net_growth: 社群净增 | 社群净增人数
groups_counted: 社群数 | 群数 | 社群数量 | 微信群数量 | 社群总数
new_groups: 新建群 | 新增社群 | 新增群 | 新建社群 | 新建微信群
k_factor: K因子 | K值 | 裂变系数 | 裂变系数K | K系数 | 裂变K值 | 裂变K | K-factor | K factor | viral coefficient
valid_invites: 有效邀请数 | 有效邀请 | 有效助力 | valid invites
invites_sent: 邀请数 | 邀请次数 | 邀请量
invite_join_rate: 邀请转化率 | 邀请成功率 | 裂变转化率
share_rate: 分享率 | 转发率 | share rate
content_shares: 分享数 | 转发数 | 转发量 | 分享量 | 分享次数
content_likes: 点赞数 | 点赞量 | 点赞 | 获赞数 | 获赞
content_comments: 评论数 | 评论量 | 评论
content_saves: 收藏数 | 收藏量 | 收藏
interactions: 互动量 | 互动数 | 互动总量 | 总互动 | 内容互动量 | 笔记互动量 | engagements | interactions
interaction_rate: 互动率 | 内容互动率 | 笔记互动率 | 评论互动率 | engagement rate
content_views: 播放量 | 观看量 | 阅读量 | 视频播放量 | 短视频播放量 | 笔记阅读量 | 阅读数 | 播放数 | 内容播放量 | 总播放 | 阅读 | video views | content views
contents_published: short videos | videos | articles | posts | notes | 种草笔记 | 种草内容 | 种草视频 | 图文笔记 | 小红书笔记 | 达人笔记 | 笔记 | 短视频 | 原创短视频 | 图文 | 发布数 | 内容发布数 | 发文量 | 笔记篇数 | 内容数 | 发布量 | 内容产量 | 短视频数 | 发布笔记 | 笔记数 | 笔记数量 | 笔记发布量 | 发布内容 | 发布短视频 | 发布图文 | 原创内容 | 发布视频 | posts published
ugc_published: UGC | UGC数 | UGC内容 | UGC笔记 | UGC数量 | 自来水笔记 | 自来水 | 用户晒单 | 晒单数 | 晒单 | 晒单笔记 | 晒单内容 | 买家秀 | 用户笔记 | UGC posts | UGC notes | user posts
hit_rate: 爆文率 | 爆款率
completion_rate: 完播率 | 视频完播率 | completion rate
cover_click_rate: 封面点击率
account_new_fans: 新增粉丝 | 粉丝新增 | 粉丝增长数 | 粉丝增量 | 新增粉丝数 | 涨粉 | 涨粉数 | 涨粉量 | 新粉 | 新增关注 | 新增粉丝量 | new followers
account_net_fans: 净增粉丝 | 净增粉丝数 | 净涨粉 | 粉丝净增 | 净增粉 | net followers
mentions: 声量 | 品牌声量 | 社交声量 | 提及量 | 提及数 | 品牌提及 | 品牌提及量 | 社交平台声量 | 社媒声量 | 全网声量 | 讨论量 | mentions | brand mentions | share of mentions
share_of_voice: SOV | 声量份额 | 声量占比 | share of voice
net_sentiment: 净情感度 | NSR | 情感净值 | 正面情感净值 | net sentiment
negative_mentions: 负面声量 | 负面提及 | 负面评论数
good_review_rate: 好评率 | 好评占比 | 五星好评率 | positive review rate | good review rate
bad_review_rate: 差评率 | 差评占比 | bad review rate
review_score: 评分 | 店铺评分 | 平均评分 | DSR | DSR评分 | 体验分 | 商品评分 | 店铺体验分 | 口碑分 | 服务评分 | review score | rating | store rating
complaint_rate: 投诉率 | 客诉率 | complaint rate
complaints_made: 投诉数 | 客诉数 | 客诉量 | 投诉量 | 投诉 | 客诉 | complaints
reviews_written: 评价数 | 评价量
live_gmv: 直播GMV | 直播间GMV | 直播成交额 | 直播销售额 | 直播成交金额 | 单场GMV | 场均GMV | 直播间成交额 | 直播间销售额 | 单场直播GMV | 单场销售额 | 直播业绩 | live GMV | livestream GMV
gpm: GPM | 千次观看成交 | 千次观看成交额 | 千次观看成交金额 | 直播间千次观看成交
live_viewers: 直播观看人数 | 观看人数 | 直播间人数 | 直播间观看人数 | 场均观看人数 | 直播观众
live_views: 场观 | 直播场观 | 观看人次 | 场均场观 | 直播间场观 | 直播观看次数
live_average_online: 平均在线人数 | 平均在线 | 直播间平均在线 | 在线人数 | 直播在线人数 | 场均在线
live_session_count: 直播场次 | 直播场数 | 开播场次 | 直播次数 | live sessions
live_minutes: 直播时长 | 开播时长
live_watch_minutes: 人均观看时长 | 平均停留时长 | 平均停留 | 停留时长 | 人均停留时长 | 直播间停留时长
live_conversion_rate: 直播转化率 | 直播间转化率 | 直播成交转化率 | 直播间成交率 | live conversion rate
live_refund_rate: 直播退款率 | 直播间退款率
live_new_fans: 直播涨粉 | 直播间涨粉 | 直播新增粉丝 | 直播间新增粉丝
live_roi: 直播ROI | 直播间ROI | 直播整体ROI
creator_gmv: 达人GMV | 达人成交额 | 达人带货GMV | 达人销售额 | KOL GMV | 达人带货销售额 | 达人分销GMV | creator GMV | influencer GMV
creators_active: 合作达人数 | 合作达人 | 达人合作数 | KOL合作数 | 合作KOL | 合作KOC | 合作KOL数 | KOC合作数 | 合作达人数量 | 带货达人数 | creators at work | influencers
creator_roi: 达人ROI | KOL ROI | KOL合作ROI | 达人投放ROI | 达人合作ROI
cost_per_engagement: CPE | 单次互动成本 | 互动成本 | cost per engagement
ad_cpm: CPM | 千次展示成本 | 千次曝光成本
ad_cpc: CPC | 点击成本 | 单次点击成本 | cost per click
ad_spend: 投放花费 | 广告花费 | 广告费 | 广告费用 | 投放费用 | 广告消耗 | 投放消耗 | 投放成本 | 推广费 | 推广费用 | ad spend
spend_rate: 费效比 | 营销费用率 | 费比 | 推广费率 | 营销费率 | 投放费比 | 推广费用率
promoter_gmv: 分销GMV | 分销员GMV | 推广GMV | 分销业绩 | 分销销售额 | 分销成交额 | 分销渠道GMV | 分销渠道销售额 | 推客GMV | 分销员销售额
promoters_active: 出单分销员 | 出单分销员数 | 活跃分销员 | 活跃分销员数 | 动销分销员 | 出单推广者 | 活跃团长 | 出单团长 | 出单推客 | 活跃推客 | active promoters
gmv_per_promoter: 人均业绩 | 分销员人均业绩 | 分销员人均GMV | 人均推广GMV
commission_rate: 佣金率 | commission rate
group_buy_success_rate: 成团率 | 拼团成功率 | group-buy success rate
group_buys_succeeded: 成团数 | 成团量
group_buy_participants: 参团人数 | 参团人次 | 拼团人数 | 拼团参与人数
coupon_use_rate: 券核销率 | 核销率 | 优惠券核销率 | 优惠券使用率 | 用券率 | coupon redemption rate | redemption rate
stockout_rate: 缺货率 | 断货率 | 缺货率（SKU） | stock-out rate | stockout rate
new_contacts: 新增好友 | 好友新增 | 新增好友数 | 加粉 | 加粉数 | 企微加粉 | 企微好友新增 | 新增企微好友 | 新增私域用户 | 新增企微 | 企微新增 | 加好友 | 加好友数 | 私域新增 | 私域新增用户 | 新增私域好友 | 新增企业微信好友 | 企业微信新增好友 | 加微人数 | new contacts | WeCom contacts
net_contacts: 净增好友 | 净增好友数 | 私域净增 | 企微净增
contact_accept_rate: 好友通过率 | 加粉通过率 | 好友申请通过率
reply_rate: 回复率 | 客服回复率 | reply rate
first_reply_minutes: 首次回复 | 首响 | 首响时长 | 首响时间 | 首次响应时长 | 首次响应时间 | 首次回复时长 | 首次回复时间 | 响应时间 | 响应时长 | 平均响应时长 | 平均响应时间 | 客服响应时间 | 客服响应时长 | 客服首响 | 首次响应 | first reply time | first response time | response time
dau: DAU | 日活 | 日活跃用户 | 日活跃用户数 | 日活用户 | 日活用户数 | 日活跃人数 | daily active users
mau: MAU | 月活 | 月活跃用户 | 月活跃用户数 | 月活用户 | 月活用户数 | monthly active users
stickiness: DAU/MAU | 用户粘性比 | stickiness
lifetime_value: LTV | 生命周期价值 | 用户终身价值 | 客户终身价值 | 用户生命周期价值 | lifetime value
ltv_cac: LTV:CAC | LTV/CAC | 价值成本比
payback_months: 回本周期 | 回本月数 | payback period
units_per_order: 连带率 | 连单率 | units per order
orders_per_visitor: 成单率
orders_per_buyer: 人均订单数 | 人均购买次数 | 购买频次 | 购买频率 | 人均下单次数 | 人均单量 | purchase frequency
returning_share: of revenue from returning customers | of sales from returning customers | 老客占比 | 老客成交占比 | 复购GMV占比 | 老客销售占比 | 老客贡献占比 | 老客GMV占比
new_buyer_share: 新客占比
repeat_buyers: 复购用户数 | 复购人数 | 复购客户数 | 复购用户 | 复购买家 | repeat buyers
search_index: 微信指数 | 百度指数 | 搜索指数 | 抖音指数 | 品牌搜索指数 | search index
products_sold: 动销商品数 | 动销SKU | 动销SKU数
content_spread: 传播度 | 内容传播度
bounce_rate: 跳出率 | bounce rate
cash_in: 到账金额 | 回款 | 回款额 | 到账
promise_kept_rate: 曝光兑现率
on_time_rate: 按时发布率
"""


@dataclass(frozen=True)
class Outside:
    """Something that can be counted, though Lianyi has no facts about it: its name, unit and good direction."""

    key: str
    name: Text
    unit: Unit
    direction: Direction = "up_good"
    dimension: str = "users"


OUTSIDE_NAMES: Final = """
fans | 粉丝数 | Followers | count | up_good | brand | 粉丝总数 粉丝量 粉丝数量 粉丝 关注数 公众号关注 公众号粉丝 粉丝规模 followers fans
downloads | 下载量 | Downloads | count | up_good | users | 下载数 下载次数 安装量 激活量 downloads installs
nps | 净推荐值（NPS） | Net promoter score | number | up_good | brand | NPS 净推荐值 推荐值
satisfaction | 满意度评分 | Satisfaction score | number | up_good | brand | CSAT 满意度评分 满意度得分 问卷满意度 满意度问卷 满意度调查 满意度分数
members | 会员数 | Members | count | up_good | users | 会员总数 会员数量 会员规模 付费会员数 付费会员 会员人数 活跃会员 活跃会员数
private_people | 私域用户数 | People in the private domain | count | up_good | users | 私域用户 私域用户数 私域用户量 私域规模 私域人数 私域好友数 企微好友数 企业微信好友数 企微好友 企业微信好友 好友数 好友总数 私域池 私域总人数
active_users | 活跃用户数 | Active users | count | up_good | users | 活跃用户数 活跃用户 活跃人数 活跃客户数 周活 周活跃用户 周活跃用户数 WAU
net_profit | 净利润 | Net profit | money | up_good | trade | 净利润 利润 净利 利润额 经营利润 net profit profit
profit_rate | 净利率 | Net profit rate | ratio | up_good | trade | 净利率 净利润率 利润率 profit margin
sell_through | 动销率 | Sell-through | ratio | up_good | trade | 动销率 售罄率 SKU动销率
turnover_days | 库存周转天数 | Days of stock turnover | days | down_good | trade | 库存周转天数 周转天数 库存周转 库存天数 可售天数
turnover_times | 库存周转率 | Stock turns | number | up_good | trade | 库存周转率 周转率 库存周转次数
ship_rate | 按时发货率 | Shipped in time | ratio | up_good | trade | 24小时发货率 48小时发货率 按时发货率 准时发货率 及时发货率 发货及时率 履约率 准时送达率 揽收及时率
ship_hours | 发货时长 | Hours to ship | number | down_good | trade | 发货时长 发货时效 平均发货时长 物流时长 配送时长
promoters | 分销员数 | Promoters | count | up_good | users | 分销员数 分销员数量 分销员人数 招募分销员 新增分销员 分销员 团长数 团长数量 招募团长 新增团长 推客数 推客 团长 招募KOC 招募推客
new_products | 上新数 | Products launched | count | up_good | trade | 上新数 上新款数 上新 SKU数 SKU数量 新品数 新品上线
churn_rate | 流失率 | Churn rate | ratio | down_good | users | 流失率 用户流失率 客户流失率 沉睡率 churn rate churn
wake_rate | 唤醒率 | Win-back rate | ratio | up_good | users | 唤醒率 召回率 沉睡唤醒率 沉睡用户唤醒率 沉睡客户唤醒率
woken | 唤醒人数 | People won back | count | up_good | users | 唤醒人数 召回人数 唤醒用户 唤醒用户数 唤醒沉睡用户 唤醒沉睡客户 老客唤醒 沉睡唤醒 老客召回 用户召回 客户唤醒 用户唤醒 唤醒老客 召回老客 召回沉睡用户 召回沉睡客户 召回流失用户
activation_rate | 激活率 | Activation rate | ratio | up_good | users | 激活率 新用户激活率 首单转化率 新客首单转化率 新用户首单转化率 首购转化率 activation rate
photo_rate | 晒单率 | Photo-review rate | ratio | up_good | brand | 晒单率
budget_used | 预算执行率 | Budget used | ratio | neutral | trade | 预算执行率 预算使用率
look_up_rate | 回搜率 | Look-up rate | ratio | up_good | brand | 回搜率
searches | 品牌搜索量 | Searches for the brand | count | up_good | brand | 品牌搜索量 品牌词搜索量 搜索量 搜索次数
participants | 活动参与人数 | Participants | count | up_good | users | 活动参与人数 参与人数 报名人数 裂变参与人数 参与用户数 到场人数
participation_rate | 参与率 | Participation rate | ratio | up_good | users | 活动参与率 参与率 话题参与率 问卷回收率 签到率 打卡率 渗透率 会员渗透率
hits | 爆文数 | Hit posts | count | up_good | brand | 爆文数 爆文 爆款笔记 爆款内容 爆款视频 爆款短视频 爆款
topic_views | 话题阅读量 | Topic views | count | up_good | brand | 话题阅读量 话题播放量 话题曝光量 话题量
rank | 榜单排名 | Rank | count | down_good | brand | 榜单排名 类目排名 搜索排名 排名 名次 行业排名
fan_club | 粉丝团人数 | Fan-club members | count | up_good | users | 粉丝团人数 粉丝团 新增粉丝团 加团人数
stores | 门店数 | Stores | count | up_good | trade | 门店数 新增门店 合作门店 合作渠道商 供货商数 入驻商家 商家数
signed_creators | 签约达人数 | Creators signed | count | up_good | brand | 签约达人 签约KOL 签约KOC 签约主播 达人数 达人数量 KOC数 KOC数量 KOL数 KOL数量 素人种草
invite_reply | 建联回复率 | Creators who answered | ratio | up_good | brand | 邀约回复率 建联回复率 建联成功率 达人回复率
resolve_rate | 问题解决率 | Cases solved | ratio | up_good | users | 问题解决率 一次解决率 客诉解决率 解决率 投诉解决率 投诉处理率
market_share | 市场份额 | Market share | ratio | up_good | trade | 市场份额 市占率 类目份额 market share
channel_share | 渠道占比 | Share of a channel | ratio | neutral | trade | 私域占比 私域GMV占比 私域成交占比 自播占比 直播占比 渠道占比 自然流量占比 付费流量占比 直播GMV占比 达人GMV占比 私域销售占比 会员销售占比 会员GMV占比 会员成交占比 新品销售占比 新品GMV占比 连带销售占比 短视频GMV占比
"""


def synonyms() -> dict[str, str]:
    """Return metric keys by the names of the table above."""
    found: dict[str, str] = {}
    for line in METRIC_NAMES.strip().splitlines():
        key, _, names = line.partition(":")
        found.update({name.strip(): key.strip() for name in names.split(" | ")})
    return found


def outside() -> tuple[Mapping[str, Outside], Mapping[str, str]]:
    """Return the measures that are kept elsewhere by key, and their keys by name."""
    measures: dict[str, Outside] = {}
    names: dict[str, str] = {}
    for line in OUTSIDE_NAMES.strip().splitlines():
        key, zh, en, unit, direction, dimension, said = (p.strip() for p in line.split(" | "))
        measures[key] = Outside(key, Text(zh, en), unit, direction, dimension)  # type: ignore[arg-type]  # the table above
        names.update(dict.fromkeys((*said.replace(" rate", "_rate").split(), zh, en), key))
    return measures, {n.replace("_rate", " rate"): k for n, k in names.items()}
