"""Prices that are compared, lowered or advertised without ground."""

from __future__ import annotations

import re
from decimal import Decimal

from lianyi.compliance.rule import RULES, Rule
from lianyi.compliance.sources import PRICES, Source
from lianyi.core.translation import Text


def _a_third_or_less(match: re.Match[str]) -> bool:
    """True where the second price is at most a third of the first."""
    first, *_, last = [Decimal(n) for n in re.findall(r"\d+(?:\.\d+)?", match[0].replace(",", ""))]
    return 0 < last * 3 <= first


RULES.add(
    Rule(
        key="lowest_price",
        family="price_claim",
        level="block",
        name=Text("无依据的最低价", "A lowest price without ground"),
        source=Source(PRICES, "17", "F-law"),
        why=Text(
            "比价要有依据：“全网最低”“历史最低”无法查证，属于无根据的价格比较。",
            "A comparison needs ground: “lowest anywhere” or “lowest ever” cannot be checked.",
        ),
        rewrite=Text(
            "改成可以查证的比较，例如“低于本店近7天最低成交价79元”。",
            "Compare with what can be checked, such as “below our lowest deal price of the past 7 days, ¥79”.",
        ),
        found=(
            r"(?:没有|找不到|没|不可能|买不到)<~6>比<~10>更(?:低|便宜|划算|实惠)|(?:没有|找不到|不可能有)<~4>更低的?价|底价中的底价|价格屠夫|全场最低|(?:全网|外面|市面上?|任何平台)<~8>(?:买不到|找不到|没有)<~6>(?:这个|这么|更|比)",
            r"(?:<scope>|平台|历年|全年|有史以来|开店以来|双十一|年度)<~6>(?:最低|底价|最便宜|最划算|最实惠|抄底|击穿|冰点|更低的?价?没有)(?!消费|气温|温度|起订|点|谷|水平|分)",
            r"最低价(?!格法)|(?:价格|售价|卖价)(?:绝对|肯定|保证)?最低|(?:击穿|打穿|跌破|刷新)<~3>(?:底价|低价|历史|全网)|(?:地板|冰点|抄底|底裤|跳水|骨折|史低|神)价|买贵<~4>(?:十倍|百倍|双倍|<n>倍|包赔)|比<~4>(?:全网|所有|任何|哪)<~4>(?:都)?便宜|(?:别家|其他(?:家|平台|地方|店)|外面|任何地方|哪里都|全网)<~6>(?:绝对|都|肯定|根本)?<~3>(?:没有|找不到|买不到|做不到|拿不到)<~4>(?:这个|这样|更低|比这|这种|的)?<~3>价",
            r"(?:低于|按|等于|贴着|仅收)<~2>(?:出厂|成本|批发|进货)价|(?:出厂|成本|批发|进货)价(?:直销|直供|销售|出|卖|处理|甩)|(?:市场|专柜|官方)(?:最低|底)价",
        ),
        inside=(
            r"(?:近|过去|前|最近)<~2>(?:7|七|30|三十|15)<~2>(?:天|日)<~6>最低<~4>价|最低(?:成交价|标价|消费|起订|起送|配送)|(?:保护|限|指导|警戒|底线)<~2>最低价|最低价(?:为|是)?<~2>(?:近|过去)|(?:价格)?最低(?:档|的一档|规格)",
            r"(?:高于|不低于|低于)成本价(?:销售)?(?:属于|涉嫌|会)",
        ),
    )
)

RULES.add(
    Rule(
        key="reference_price",
        family="price_claim",
        level="block",
        name=Text("虚构原价或先涨后降", "An invented or raised reference price"),
        source=Source(PRICES, "17", "F-law"),
        why=Text(
            "不得先提价再打折，也不得使用没有依据的原价、划线价。",
            "Raising a price before a discount, or a crossed-out price without ground, is forbidden.",
        ),
        rewrite=Text(
            "划线价用近7天内的最低成交价，并保留成交记录。",
            "Cross out the lowest deal price of the past 7 days and keep the record of the deals.",
        ),
        found=(
            r"(?:标价|价格|原价|吊牌价?|售价)<~4>先?<~3>(?:翻|涨|提|抬|拉高|调高|上调|加)<~16>(?:<n>折|打折|优惠|降价|促销|满减|半价|横幅)",
            r"(?:标价|价格|售价|原价|单价|吊牌价)<~4>(?:从|由)<~2>\d+(?:元|块)?<~4>(?:提|涨|调|抬|改|加|拉|升)<~3>到?\d+<~24>(?:折|优惠|降|促|活动|减)|(?:偷偷|悄悄|提前|先|大促前|活动前)<~10>(?:价格|标价|原价|售价|吊牌)<~10>(?:提|涨|调高|抬|改高|拉高|翻)",
            r"(?:吊牌|原价|划线价?|标价|价签|市场价|专柜价)<~4>(?:随便|随意|乱|瞎|想)<~4>(?:印|写|标|打|填|贴|定|改)|(?:原价|划线价|吊牌价)<~14>(?:没人查|查不到|反正)|(?:虚标|虚高|假的?)(?:吊牌|原价|划线)",
            r"(?:原价|划线价|吊牌价|专柜价|市场价|参考价|标价)<~14>(?:从来|从未|从没|没有?|并未|根本|压根)<~6>(?:卖|成交|用|出现|执行|真)<~3>过?|(?:没|从未|从来没)<~6>(?:卖|成交)过<~4>(?:的)?(?:原价|划线价|高价)",
            r"(?:先|提前|活动前|大促前|前(?:两|一|几)天|节前|预先|偷偷|悄悄)<~10>(?:提价|涨价|提高|抬高|调高|涨|加价|翻倍|上调|拉高)<~18>(?:打<~2>折|再打|再降|降|促销|折扣?|优惠|减|便宜|特价|五折|半价)|先(?:涨|提|抬|加)(?:价)?(?:后|再)(?:降|打折|折|减|促)|明降暗涨",
            r"(?:虚构|虚标|虚高|编|捏造|随便写|乱写|瞎写|胡编|杜撰)<~6>(?:原价|划线价|吊牌价|市场价|专柜价|标价)|(?:原价|划线价|吊牌价|专柜价|市场价|参考价)<~8>(?:随便|乱写|乱标|往高|写高|虚|编|标高|写个|越高越好|调高|写得高|定高|瞎写|随意)",
        ),
    )
)

RULES.add(
    Rule(
        key="reference_price_unproved",
        family="price_claim",
        level="warn",
        name=Text("划线价要有成交记录", "A crossed-out price needs deals behind it"),
        source=Source(PRICES, "16", "F-law"),
        why=Text(
            "没有说明的被比较价格，不得高于同一场所近7天的最低成交价。",
            "Without an explanation the compared price may not exceed the lowest deal price of the past 7 days in the same place.",
        ),
        rewrite=Text(
            "把原价换成近7天最低成交价，或者写明原价的出处和日期。",
            "Use the lowest deal price of the past 7 days, or state where and when the old price held.",
        ),
        found=(
            r"(?:原价|划线价|吊牌价|专柜价|市场价|官方价|日常价|价值)<~4>\d[\d,.]*(?:元|块)?<~16>(?:现价|现在|今日|今天|仅需|仅售|只要|只需|直播价|到手价?|秒杀价?|团购价|活动价|现|仅)<~6>\d[\d,.]*(?:元|块)?",
        ),
        judged=_a_third_or_less,
        beside=(r"近(?:7|七)(?:天|日)|成交价|记录|吊牌价来源|说明|退",),
    )
)

RULES.add(
    Rule(
        key="fire_sale",
        family="price_claim",
        level="warn",
        name=Text("清仓、亏本等说法要属实", "Clearance and selling at a loss must be true"),
        source=Source(PRICES, "19", "F-law"),
        why=Text(
            "不亏本说亏本、不歇业说清仓，是用虚假的理由诱骗交易。",
            "To claim a loss or a closing that does not exist lures buyers by a false reason.",
        ),
        rewrite=Text(
            "写真实的降价原因和起止时间；没有这回事就删掉。",
            "Give the true reason and the dates of the reduction, or drop it.",
        ),
        found=(
            r"跳楼价|亏本(?=[，,。！!价卖甩清冲大促出处]|$)|亏本(?:甩卖|清仓|大甩卖|冲量|处理|卖|出)|血亏|赔本|赔钱(?:卖|甩|清|冲|赚)|大甩卖|甩卖|吐血(?:价|甩|清)|不计成本|含泪|挥泪|老板(?:跑路|跑了|疯了|不干了|哭了)|倒闭(?:清仓|价|处理|甩)?|(?:拆迁|转让|关门|歇业|破产)(?:清仓|甩卖|大甩|处理|价)|白菜价|清仓(?=价|大甩|，亏|甩|处理价)|(?:天天|常年|每天|一年四季)清仓|白送",
        ),
        beside=(r"清仓(?:时间|公告|原因|说明)|倒闭(?:的|了的)?(?:工厂|公司|传闻|新闻|潮)",),
    )
)

RULES.add(
    Rule(
        key="bait_price",
        family="price_claim",
        level="block",
        final=True,
        name=Text("低价诱骗、高价结算", "Luring by a low price and settling high"),
        source=Source(PRICES, "19", "F-law"),
        why=Text(
            "以低价诱骗、以高价结算，隐瞒附加条件，属于价格欺诈。",
            "Luring by a low price, settling at a higher one or hiding conditions is price fraud.",
        ),
        rewrite=Text(
            "标出最终要付的价格和全部条件，结算和标价一致。",
            "Show the price finally paid with all conditions, and settle at it.",
        ),
        found=(
            r"(?:低价|1元|一元|9\.9元?|9块9|特价|标价|页面(?:写|标|价))<~14>(?:引流|骗|吸引|引进?来?|拉进|钓|勾)<~18>(?:再|结算|付款|实际|然后|加价|到店|转)<~8>(?:高价|加价|多收|涨价|补差|另(?:外)?收|推销|卖贵|收<n>)",
            r"(?:结算|付款|下单|收银|结账|到店)(?:时|的时候|以后|后|环节)?<~8>(?:再)?(?:加价|多收|改价|涨价|高价|偷偷加|另收|变贵|悄悄)|(?:标价|页面)<~8>(?:付款|结算|收银)<~6>(?:不一样|不一致|更高|高出)",
            r"(?:隐瞒|不(?:要|用)?(?:告诉|告知|说明|写|提)|藏(?:起|在)|小字|不显眼|缩小)<~14>(?:附加条件|限制条件|使用条件|运费|附加费|门槛|加收|另收)|(?:附加条件|限制条件|使用门槛|不利条款)<~10>(?:隐瞒|不(?:告诉|告知|写|说|提)|藏|小字|缩小|看不见|不显眼)",
            r"(?:承诺|答应|约定|说好)<~8>(?:保价|差价|积分|满减|优惠券|抵扣)<~10>(?:不(?:给|认|兑|退|履行)|拒绝|赖|不算)",
        ),
    )
)
