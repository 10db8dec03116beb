"""Children, state organs and competitors in advertising."""

from __future__ import annotations

import re

from lianyi.compliance.amounts import number
from lianyi.compliance.phrases import NUMBER
from lianyi.compliance.rule import RULES, Rule
from lianyi.compliance.sources import ADVERTISING, LIVE_SELLING, Source
from lianyi.core.translation import Text

_AGE = re.compile(rf"({NUMBER})(?:周)?岁")
_SPEAKS = "代言|推荐(?!使用|年龄|量|食用|阅读|书|吃)|口播|带货|种草|拍广告|做广告|当模特代|证明(?:效果|好用|有效)|担任<~4>(?:大使|代言)|喊<~4>(?:买|下单|来买)"


def _younger_than(limit: int, match: re.Match[str]) -> bool:
    ages = [number(found) for found in _AGE.findall(match[0])]
    return not ages or any(age is not None and age < limit for age in ages)


def _below_ten(match: re.Match[str]) -> bool:
    return _younger_than(10, match)


def _below_sixteen(match: re.Match[str]) -> bool:
    return _younger_than(16, match)


RULES.add(
    Rule(
        key="minor_endorser",
        family="minor_endorser",
        level="block",
        final=True,
        name=Text("不满十周岁的代言人", "An endorser below ten"),
        source=Source(ADVERTISING, "38", "F-law"),
        why=Text(
            "不得利用不满十周岁的未成年人作广告代言人。",
            "Children below ten may not endorse goods.",
        ),
        rewrite=Text(
            "孩子可以出现在画面里，但不推荐、不证明；推荐由成年人来说。",
            "A child may be seen but may not recommend or vouch; an adult does that.",
        ),
        found=(
            r"(?:幼儿园|小学生|小朋友|孩子们?|萌娃|宝宝|小孩)<~16>(?:说|讲|喊|念|背)<~16>(?:好吃|好用|喜欢吃|好喝|快来买|爸妈买|让大家买|推荐大家|都来买|下单)",
            rf"<n>(?:周)?岁(?:半)?(?!以上|以下|及以上|起|到|至|-|左右以上)<~30>(?:{_SPEAKS})",
            rf"(?:{_SPEAKS})<~6>(?:由|找|请|是|人)<~6><n>(?:周)?岁(?!以上|及以上|起)",
            rf"(?:小|儿)?童星<~10>(?:{_SPEAKS})|(?:萌娃|小网红|儿童模特|小演员|小代言人)<~8>(?:{_SPEAKS})|小小代言人|萌娃代言|(?:请|找|让)<~6>(?:小)?童星<~8>(?:代言|推荐|口播)",
            rf"(?:让|请|叫|找|安排|邀请|带着?)<~8>(?:孩子|宝宝|娃|小朋友|儿子|女儿|萌娃|小学生|幼儿园|小孩|外甥|孙子|孙女|儿童)<~30>(?:{_SPEAKS}|对着镜头|出镜(?:说|推|讲|念))",
        ),
        judged=_below_ten,
        inside=(
            r"适合<~4>岁|岁(?:以上|及以上|起|以下)<~8>推荐|推荐<~4>岁|推荐给<~4>(?:小)?孩子的(?:书|课)|(?:小朋友|孩子)<~4>推荐的书",
        ),
        beside=(r"(?:十|10)(?:周)?岁以下<~8>(?:不|禁)",),
    )
)

RULES.add(
    Rule(
        key="minor_anchor",
        family="minor_endorser",
        level="block",
        final=True,
        name=Text("不满十六周岁的主播", "A live-stream host below sixteen"),
        source=Source(LIVE_SELLING, "", "F"),
        why=Text(
            "直播营销人员应当年满十六周岁，十六到十八周岁的要监护人同意。",
            "Hosts must be sixteen or older; between sixteen and eighteen a guardian must agree.",
        ),
        rewrite=Text(
            "换成年满十八周岁的主播，并留存身份核验记录。",
            "Use a host of eighteen or older and keep the record of the identity check.",
        ),
        found=(
            r"<n>(?:周)?岁(?!以上|及以上|起)<~14>(?:主播|直播(?:带货|卖|间卖|销售)?|开播|上播)(?!课|间的?玩具)|(?:初中生|小学生|未成年人?)<~10>(?:当|做|担任|独自|来|去)?<~3>(?:主播|直播(?:带货|卖货)|开播)",
        ),
        judged=_below_sixteen,
    )
)

RULES.add(
    Rule(
        key="state_organ",
        family="state_organ",
        level="block",
        final=True,
        name=Text("借用国家机关的名义", "The name of a state organ"),
        source=Source(ADVERTISING, "9(2)", "F"),
        why=Text(
            "广告不得使用或者变相使用国家机关及其工作人员的名义或者形象。",
            "Advertisements may not use, openly or in disguise, the name or image of state organs or their staff.",
        ),
        rewrite=Text(
            "删掉“特供”“专供”“内供”和机关名称，写产地和工艺。",
            "Drop “special supply” and the organ's name; state origin and method.",
        ),
        found=(
            r"(?:<organ>)<~6>(?:特供|专供|指定|专用|内供|内部|特需|特制|推荐|背书|用酒|用茶|招待|御用|监制)|(?:特供|专供|内供|供应)<~4>(?:给)?(?:<organ>)",
            r"(?<!电商)(?<!线上)(?<!网络)(?<!直播间)(?<!渠道)(?<!社群)(?<!会员)(?<!节日)(?<!门店)(?<!团购)(?:特供|内供|专供)(?:酒|烟|茶|用酒|版酒|级)|国宴(?:用|专用|指定|同款)?(?:酒|茶|级)|(?:部长|主席|总理|领导人|总统|将军|首长|省长|市长)<~8>(?:都)?(?:喝|用过|推荐|吃|题字|称赞|亲自)(?!餐)",
            r"(?:国旗|国徽|国歌|军旗|党徽)<~10>(?:图案|元素|印|做|当|背景|配)<~8>(?:广告|海报|包装|促销|主图|logo)|(?:广告|海报|包装|促销|主图)<~8>(?:用|印|放|加|配)<~4>(?:国旗|国徽|国歌|军旗|党徽)",
            r"(?:上面|北京|内部)<~4>(?:有)?(?:个|的)?(?:单位|部门|渠道)<~24>(?:喝|用)的",
        ),
    )
)

RULES.add(
    Rule(
        key="disparagement",
        family="disparagement",
        level="block",
        name=Text("贬低同行", "Running down others"),
        source=Source(ADVERTISING, "13", "F"),
        why=Text(
            "广告不得贬低其他生产经营者的商品或者服务。",
            "Advertisements may not run down the goods of others.",
        ),
        rewrite=Text(
            "只说自己的商品，删掉和别家的比较。",
            "Speak of your own goods only; drop the comparison.",
        ),
        found=(
            r"(?:别家|别人家|其他家|其他店|其它店|其他(?:品牌|商家|牌子|平台|款)|同行|对面|隔壁|竞品|他们家|某(?:宝|东|多|牌|品牌|音)|别的(?:品牌|店|家|牌子)|市面上?(?:其他|其它|的|那些|大多数|九成)?|大牌|友商|杂牌)<~12>(?:都是|全是|卖的(?:都|全)?是|根本|就是|纯属|无非|是)?<~6>(?:假货?的?|垃圾|骗子|骗人|坑人|坑|勾兑|劣质|次品|有毒|不行|智商税|黑心|掺假|烂|差劲|差远了|地沟油|忽悠|翻新|三无|糊弄|科技与狠活|杀猪盘|不如我们|辣鸡|渣|没法比|比不上|不能吃|害人|贴牌货)",
            r"吊打|碾压|完爆|完胜|秒杀(?=同行|竞品|一切|全网|同价位|大牌|所有|市面|专柜|进口|同类)|甩<~6>(?:几|十|八)<~2>条街|比<~8>(?:大牌|品牌|别家|同行|专柜|进口|竞品|隔壁|友商)<~6>(?:强|好|高|有效|实在)<~2>(?:<n>|多|几|太多)?(?:倍|条街|了)?",
        ),
        inside=(r"(?:假货|假的)(?:赔|包|必赔|包赔)",),
        beside=(r"假一(?:赔|罚)",),
    )
)
