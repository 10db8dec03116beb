"""Words that sound like goals: what they may mean in numbers, what is no business of a shop, and how far a number can go."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

# What a vague word may mean: the dimension and measures that stand for it.
VAGUE_WORDS: Final = """
影响力 知名度 认知度 认知 品牌力 曝光度 形象 心智 地位 名气 brand awareness awareness influence visibility brand image image | brand | mentions ugc_published share_of_voice
口碑 美誉度 好感 好感度 信任 信任度 信任感 认可度 认同感 reputation trust goodwill | brand | good_review_rate net_sentiment review_score
传播 传播力 传播度 种草 话题度 热度 buzz reach | brand | content_spread interactions ugc_published
内容 内容生态 内容质量 内容建设 内容运营 内容矩阵 content quality content | brand | hit_rate interaction_rate completion_rate
体验 用户体验 购物体验 服务 服务质量 满意度 幸福感 获得感 服务水平 customer experience user experience experience satisfaction service happiness | users | good_review_rate first_reply_minutes review_score
粘性 黏性 忠诚度 活跃度 归属感 用户活跃 活跃 参与感 忠诚 loyalty stickiness engagement | users | repurchase_rate group_active_rate dau
社群 私域 社群运营 私域运营 社群建设 私域建设 私域流量 社群氛围 community private domain | users | group_active_rate net_contacts group_quit_rate
用户规模 用户增长 用户 客户 人群 拉新 获客 增长 用户运营 users customers user growth | users | customers_joined new_buyers acquisition_cost
裂变 裂变效果 分享 viral sharing referral | users | k_factor valid_invites
流量 引流 公域 traffic | trade | visitors exposure
销售 业绩 生意 收入 规模 市场 竞争力 盈利 盈利能力 效益 sales performance growth business profitability competitiveness | trade | gmv_paid gross_margin_rate
转化 转化效果 转化能力 conversion | trade | conversion_rate order_value
复购 留存 retention | users | repurchase_rate retention_d30
售后 品质 质量 退货 供应链 quality | trade | refund_rate_by_pay_time complaint_rate
投放 效率 运营效率 人效 广告 推广 efficiency effectiveness | trade | roi acquisition_cost
直播 直播效果 直播间 主播 live | trade | live_gmv gpm live_conversion_rate
达人 KOL KOC 红人 合作 influencers creators | brand | creator_roi cost_per_engagement
选品 商品 产品 爆品 品类 库存 products product | trade | products_sold stockout_rate
分销 团长 推客 渠道 distribution channels | trade | promoter_gmv promoters_active
会员 会员体系 会员运营 membership | users | members_joined repurchase_rate
营销 活动 品牌 运营 marketing brand | brand | mentions gmv_paid
"""
# Nothing that users, trade or the brand would notice.
UNRELATED: Final = re.compile(
    r"绿植|盆栽|办公室|办公区|办公环境|办公用品|工位|会议室|茶水间|食堂|团建|年会|聚餐|下午茶|加班|考勤|出勤|迟到|上班打卡|周报字数|日报字数|周会|例会|会议(?:次数|时长|数)|开会|读书会|管理类书籍|体检|工牌|工服|停车位|停车场|"
    r"员工(?:生日|宿舍|食堂|朋友圈|群|微信步数|活动|培训|头像|午休|体重|身高|旅游|平均每天|平均步数|步数|满意度|读书|阅读)|老板(?:的)?(?:朋友圈|个人|微博|抖音)|总(?:经理|监)(?:的)?(?:朋友圈|个人|微博)|同事(?:的)?朋友圈|个人朋友圈|"
    r"内部群|工作群|公司(?:内部|食堂|宠物|合唱|篮球|足球|运动会|旅游|车辆|前台)|运动会|合唱|荣誉墙|奖杯|锦旗|全员(?:完成|阅读|读)|公司楼|宿舍|"
    r"\b(?:office|team[- ]building|meeting rooms?|staff (?:birthday|part)|employee (?:birthday|steps)|parking (?:lots?|spaces?)|canteen)\b",
    re.IGNORECASE,
)
ODD_THINGS: Final = re.compile(
    r"步数|走路|跑步|健身|书籍|书目|看书|咖啡|零食|打印|纸张|电费|水费|用电|空调|装修|生日|表情包|宠物|养猫|钓鱼|篮球|足球|羽毛球|乒乓|股价|彩票|天气|降雨|PPT|文件夹|桌面|壁纸|椅子|桌子|电脑|显示器|鼠标|键盘|"
    r"\b(?:plants?|coffee|snacks?|desks?|chairs?|birthday|gym|books? read|steps walked|lunch(?:es)?|part(?:y|ies)|karaoke|football|basketball|stationery)\b",
    re.IGNORECASE,
)
"""What is no business of a shop unless it sells it: only where no measure and no word of trade is named."""
BUSINESS: Final = re.compile(
    r"用户|客户|顾客|会员|老客|新客|粉丝|买家|消费者|宝妈|人群|社群|私域|公域|好友|裂变|分销|团长|拉新|获客|留存|复购|活跃|订单|销售|成交|交易|商品|产品|库存|价格|毛利|利润|成本|收入|业绩|退款|退货|售后|发货|物流|供应|门店|渠道|直播|投放|广告|转化|流量|访客|"
    r"品牌|声量|口碑|内容|笔记|视频|达人|KOL|KOC|种草|曝光|传播|话题|评价|好评|满意|体验|服务|客服|投诉|市场|营销|运营|活动|小程序|店铺|抖音|快手|小红书|微信|淘宝|天猫|京东|拼多多|选品|爆款|GMV|"
    r"\b(?:user|customer|brand|sale|order|product|content|community|traffic|market|review|service|fan|follower|member|channel|campaign|price|stock|refund|loyalty|awareness|reputation|engagement|experience)",
    re.IGNORECASE,
)
COUNTED: Final = re.compile(
    r"(?P<name>[\u4e00-\u9fffA-Za-z]{1,10}?(?P<kind>率|占比|比例|比重|份额|数量|人数|次数|件数|单数|篇数|场次|场数|户数|家数|个数|订单数|总数|数|销售额|金额|总额|额|成本|费用|单价|均价|客单|产值|时长|天数|周期|时间|评分|得分|排名|名次|指数|量))(?![\u4e00-\u9fff]*[度感力](?:\ue000|\s|$))"
)
"""A name whose last word says that it is counted, known to the dictionary or not."""
NOT_COUNTED: Final = ("质量", "流量", "力量", "能量", "含量", "效率", "大量", "尽量", "全量", "少数", "多数", "份额心智", "一定数", "参数", "复数", "函数", "财务", "时间", "大额", "期间")  # fmt: skip
BRAND: Final = re.compile(r"品牌|声量|口碑|内容|笔记|视频|达人|KOL|KOC|种草|曝光|传播|话题|评价|好评|影响力|知名度|美誉|形象|brand|content|review|awareness|reputation", re.IGNORECASE)  # fmt: skip
USERS: Final = re.compile(r"用户|客户|顾客|会员|粉丝|人群|社群|私域|好友|裂变|拉新|获客|留存|活跃|满意|体验|服务|忠诚|粘性|user|customer|member|community|loyalty|experience", re.IGNORECASE)  # fmt: skip


@dataclass(frozen=True)
class Vague:
    """A vague word that a sentence uses, and the measures that may stand for it."""

    word: str
    dimension: str
    metrics: tuple[str, ...]


def strange_in(text: str, *, known: bool) -> str:
    """Return the word of `text` that has nothing to do with the business, "" where there is none."""
    found = UNRELATED.search(text)
    if not found and not known and not BUSINESS.search(text):
        found = ODD_THINGS.search(text)
    return found[0] if found else ""


def vague_in(text: str) -> Vague | None:
    """Return the vague word that says most about `text`: the longest one in it; None where there is none."""
    found = [v for word, v in _TABLE.items() if _within(word, text)]
    return max(found, key=lambda v: len(v.word), default=None)


def _within(word: str, text: str) -> bool:
    if word.isascii():
        return re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE) is not None
    return word in text


def _table() -> Mapping[str, Vague]:
    found: dict[str, Vague] = {}
    for line in VAGUE_WORDS.strip().splitlines():
        words, dimension, metrics = (part.strip() for part in line.split(" | "))
        keys = tuple(metrics.split())
        for word in words.split():
            found.setdefault(word, Vague(word, dimension, keys))
    return found


_TABLE: Final = _table()

CAN_EXCEED_ONE: Final = frozenset(
    {"spend_rate", "promise_kept_rate", "budget_used", "discount_rate", "interaction_rate", "platform_fee_rate", "net_sentiment", "nsr_a", "nsr_b", "net_sentiment_polar"}
)  # fmt: skip
"""Ratios that are no share of a whole, so that more than 100 % may be true."""
HIGHEST: Final[Mapping[str, Decimal]] = {
    "k_factor": Decimal(5),
    "conversion_rate": Decimal("0.6"),
    "live_conversion_rate": Decimal("0.6"),
    "orders_per_visitor": Decimal("0.6"),
    "repurchase_rate": Decimal("0.95"),
    "repurchase_rate_90d": Decimal("0.95"),
    "retention_d1": Decimal("0.99"),
    "retention_d7": Decimal("0.95"),
    "retention_d30": Decimal("0.95"),
    "group_active_rate": Decimal("0.95"),
    "interaction_rate": Decimal("0.6"),
    "hit_rate": Decimal("0.8"),
    "gross_margin_rate": Decimal("0.95"),
    "profit_rate": Decimal("0.9"),
    "cover_click_rate": Decimal("0.7"),
    "click_rate": Decimal("0.7"),
    "share_rate": Decimal("0.7"),
    "completion_rate": Decimal("0.98"),
    "stickiness": Decimal("0.95"),
    "share_of_voice": Decimal("0.95"),
    "review_score": Decimal(100),
    "roi": Decimal(100),
    "nps": Decimal(100),
    "net_sentiment": Decimal(1),
}
"""Beyond this a number is a slip of the pen: higher than any shop that publishes figures has."""
NEVER_NOTHING: Final = frozenset(
    {"refund_rate_by_pay_time", "refund_rate_by_refund_time", "group_quit_rate", "churn_rate", "acquisition_cost", "cac", "bounce_rate", "bad_review_rate", "complaint_rate"}
)  # fmt: skip
"""What cannot be brought down to nothing while a shop sells."""
MOST_PEOPLE, MOST_MONEY = Decimal(1_400_000_000), Decimal(10) ** 11
