"""Draws and prizes: how much, how many, how likely, and whether the rules stand still."""

from __future__ import annotations

import re

from lianyi.compliance.amounts import amounts_fen
from lianyi.compliance.rule import RULES, Rule
from lianyi.compliance.sources import ANTI_UNFAIR, PROMOTIONS, Source
from lianyi.core.translation import Text

TOP_PRIZE_FEN = 50_000_00
"""The largest prize of a draw, in fen (Anti-Unfair Competition Law, prize sales)."""

_DRAW = "抽奖|抽大奖|大抽奖|抽取|抽出|抽中|抽到|抽走|开奖|一等奖|特等奖|头奖|大奖|最高奖|中奖|幸运(?:大奖|转盘|儿|观众|顾客|用户|星)|转盘|摇奖|盲盒|刮刮(?:乐|卡)|砸金蛋|抽一?(?:台|辆|套|部)|有机会(?:赢|得|抽|获)|赢取?|抽"
_VAGUE = "奖品多多|豪礼(?:多多|不断|等你|相送)?|神秘(?:大奖|礼品|好礼|奖品)|惊喜(?:不断|多多|大奖)|名额不限|(?:具体|最终|奖品)?以<~8>为准|(?:概率|中奖率|几率)(?:随机|不公布|不公开|保密|由<~6>决定|超高|极高|很高|看运气|不定)|百分百中奖|100%中奖|人人(?:有奖|都中|中奖)|不(?:公示|公布|公开)<~6>(?:名单|概率|数量|规则|中奖|奖品)?|数量不(?:定|公布|限)|(?:奖品|数量|时间|规则)(?:另行通知|待定|暂不公布|随机|保密)|看运气|多多参与|敬请期待|大奖等你|丰厚奖品|奖品丰厚|拿到手软|送不停"
_PRIZE_NOUN = "iphone\\d*|苹果手机|手机|ipad|平板|现金|红包|大奖|豪礼|好礼|汽车|轿车|电视|旅游|黄金|金条|包包|礼品|奖品|机票|大礼|免单|茅台|switch|戴森|笔记本"


def _above_the_limit(match: re.Match[str]) -> bool:
    """True where an amount above the limit is named, or a thing that costs more."""
    if re.search(
        r"轿车|汽车|小车|特斯拉|宝马|奔驰|奥迪|保时捷|房子|一套房|住房|公寓|越野车", match[0]
    ):
        priced = amounts_fen(match[0])
        return not priced or max(priced) > TOP_PRIZE_FEN
    return any(fen > TOP_PRIZE_FEN for fen in amounts_fen(match[0]))


RULES.add(
    Rule(
        key="prize_limit",
        family="prize",
        level="block",
        final=True,
        name=Text("抽奖最高奖超过5万元", "A draw with a top prize above ¥50,000"),
        source=Source(ANTI_UNFAIR, "11", "F"),
        why=Text(
            "抽奖式有奖销售，最高奖不得超过5万元。",
            "In a draw that promotes sales the top prize may not exceed ¥50,000.",
        ),
        rewrite=Text(
            "把最高奖降到5万元以内；几次机会可以叠加的，按合计算。",
            "Lower the top prize to ¥50,000 or less; where chances add up, count them together.",
        ),
        found=(
            rf"(?:{_DRAW})<~24>(?:\d[\d,.]*|[一二两三四五六七八九十百]+)(?:万|千|百|亿|w)?(?:元|块|现金|人民币|的|，|,|！|。|大奖|$)<~6>(?:轿车|汽车|现金)?",
            rf"(?:价值|奖金|现金)?<~2>(?:\d[\d,.]*|[一二两三四五六七八九十百]+)(?:万|亿|w)?(?:元|块)?(?:的)?<~10>(?:{_DRAW}|奖品)",
            rf"(?:{_DRAW})<~16>(?:轿车|汽车|小车|特斯拉|宝马|奔驰|奥迪|保时捷|一套房子?|房子|住房|公寓|越野车)(?!模型|玩具|挂件|脚垫|用品|贴|票)<~12>",
        ),
        judged=_above_the_limit,
        beside=(
            r"(?:总|奖池|累计|共计?|合计|预算|总额|总值|总价值|一共)<~8>\d|超过<~3>(?:5|五)万<~6>(?:不|会|就|属|违)|年终奖|年薪|使用权一天|玩具|模型",
        ),
    )
)

RULES.add(
    Rule(
        key="prize_rigged",
        family="prize",
        level="block",
        final=True,
        name=Text("内定中奖或谎称有奖", "A rigged or invented prize"),
        source=Source(ANTI_UNFAIR, "11", "F"),
        why=Text(
            "谎称有奖、让内定人员中奖，属于欺骗性的有奖销售。",
            "Inventing a prize or letting chosen people win is a fraudulent prize sale.",
        ),
        rewrite=Text(
            "用可以复核的随机方式开奖，公示中奖名单并留存两年。",
            "Draw in a way that can be checked, publish the winners and keep the record for two years.",
        ),
        found=(
            r"(?:大奖|一等奖|头奖|特等奖|中奖(?:人|者|名额)?|得主|名单|锦鲤|奖品)<~10>(?:早|已经?|提前|事先|内部|其实)<~4>(?:定|安排|选好|内定|留|有主)|(?:其他人|大家|别人|粉丝|顾客)<~6>(?:只是|都是|就是)<~3>(?:陪跑|凑数|炮灰|走过场)|(?:抽奖|开奖)<~6>(?:走个?过场|做做?样子|摆设|演戏)",
            r"内定<~8>(?:中奖|获奖|名单|大奖|一等奖|得主)|(?:中奖|获奖|大奖|一等奖|名单|得主|头奖)<~10>(?:内定|是?自己人|安排(?:好|给)|留给(?:自己人|员工|内部)|给(?:自己人|内部))|(?:安排|让)<~8>(?:员工|自己人|托|内部(?:人员?)?|亲戚|小号)<~6>(?:中奖|中大奖|领奖|抽中|拿走?(?:大奖|一等奖))",
            r"(?:谎称|假装|虚构|其实没有?|根本没有?|实际没有?)<~6>(?:有奖|大奖|奖品|中奖|一等奖)|(?:大奖|一等奖|头奖|奖品)<~10>(?:根本|其实|实际|压根)<~4>(?:不存在|没有|不(?:会|放)|抽不到|不送)|(?:中奖率|概率)<~6>(?:调成|设成|设为|改成|调到)<~2>(?:0|零)|(?:控制|后台(?:调|改|控))<~4>(?:中奖|概率)<~6>(?:不让|没人|只给)",
        ),
    )
)

RULES.add(
    Rule(
        key="prize_changes",
        family="prize",
        level="block",
        name=Text("开始后改变奖项", "Prizes changed after the start"),
        source=Source(PROMOTIONS, "13", "F"),
        why=Text(
            "奖项、条件和名单公布后不得变更，对消费者有利的除外。",
            "What was announced may not be changed, except in consumers' favour.",
        ),
        rewrite=Text(
            "删掉“随时变更”，把奖项、数量、时间一次写清楚。",
            "Drop “may change at any time”; state prizes, numbers and times once and for all.",
        ),
        found=(
            r"(?:随时|有权|可(?:以|能)?|保留)<~10>(?:变更|更改|修改|取消|调整|更换|替换|终止|改变)<~10>(?:奖|中奖|抽奖|名单|开奖|获奖)|(?:奖品|中奖名单|抽奖规则|奖项|开奖时间|奖励规则|中奖概率)<~10>(?:随时|有权|可能)<~6>(?:变更|更改|修改|取消|调整|更换|变)",
        ),
    )
)

RULES.add(
    Rule(
        key="prize_terms",
        family="prize",
        level="warn",
        name=Text("奖项信息不清楚", "Unclear prize terms"),
        source=Source(PROMOTIONS, "13", "F"),
        why=Text(
            "抽奖要公示奖项种类、参与条件、开奖时间和方式、奖品金额、数量或中奖概率、兑奖办法。",
            "A draw must publish the prizes, conditions, time and way of drawing, value, number or odds, and how to claim.",
        ),
        rewrite=Text(
            "写明每个奖项的数量或概率、价值、开奖时间和兑奖办法。",
            "State number or odds, value, time of drawing and how to claim for every prize.",
        ),
        found=(
            rf"(?:抽奖|抽大奖|大转盘|摇奖|中奖|奖品|开奖|盲盒|砸金蛋|刮刮|抽(?=[\u4e00-\u9fff])|赢)<~28>(?:{_VAGUE})",
            rf"(?:{_VAGUE})<~16>(?:抽奖|抽大奖|转盘|摇奖|开奖|中奖|抽)",
            rf"(?:参与|参加|可|即可|就能|就可以?|有机会|快来|来|满<n>元?|下单|扫码|免费)<~6>(?:抽(?:奖|大奖|取|送)?(?!查|检|样|象|烟|血|空|屉|真空|出时间)|赢(?:取)?|大转盘)<~14>(?:{_PRIZE_NOUN})",
        ),
        beside=(
            r"<n>(?:名|位|台|份|部|件|个(?:名额|奖|红包)|张|套|只|瓶|盒)|(?:中奖)?(?:概率|中奖率)(?:为|是|：|:)?<~2>(?:\d|百分之|千分之|万分之)|\d%|千分之|万分之|百分之(?!百)|规则(?:见|详|如下|：)|活动规则|公示名单",
        ),
    )
)
