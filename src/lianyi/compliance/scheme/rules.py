"""Rules about schemes: what may not be paid, promised or priced."""

from __future__ import annotations

from lianyi.compliance.families import conduct, prices, prizes, pyramid, reviews
from lianyi.compliance.rule import RULES, Rule
from lianyi.compliance.sources import HOUSE_RULE, INCOME_TAX, PRICES, PROMOTIONS, PYRAMID, Source
from lianyi.core.translation import Text

# The rules about words hold for settings too; importing their rooms declares them.
SHARED = (conduct, prices, prizes, pyramid, reviews)

SECOND_LEVEL = RULES.add(
    Rule(
        key="scheme_second_level",
        family="pyramid",
        level="block",
        name=Text(
            "二级佣金没有负责人的书面确认", "A second paid level without the owner's exception"
        ),
        source=Source(HOUSE_RULE, "", "I"),
        why=Text(
            "默认只付一级佣金。条例没有写层级数，二级也有被处罚的先例。",
            "One level is the default. The regulation names no number of levels, and two have been fined.",
        ),
        rewrite=Text(
            "改成一级；确实要两级的，在overrides里写明理由、负责人和日期。",
            "Use one level, or record reason, owner and day under overrides.",
        ),
    )
)
SPEND_QUALIFICATION = RULES.add(
    Rule(
        key="scheme_spend_qualification",
        family="pyramid",
        level="warn",
        name=Text("按累计消费给推广资格", "Promotion only for those who have spent"),
        source=Source(PYRAMID, "7(2)", "F-law"),
        why=Text(
            "“满额”资格可能被认定为以认购商品变相交纳费用。",
            "A qualification by spending may count as a disguised fee to enter.",
        ),
        rewrite=Text("资格改为人人可申请，不看消费。", "Let everyone apply, whatever they spent."),
    )
)
INVITE_GIFT = RULES.add(
    Rule(
        key="scheme_invite_gift",
        family="share_inducement",
        level="warn",
        name=Text("邀请新客送券或积分", "A coupon or points for an invited customer"),
        source=Source(HOUSE_RULE, "", "I"),
        why=Text(
            "只送邀请人自己的券，不按下线的下线计算；在微信外部链接里仍属利诱分享。",
            "Only the inviter may be rewarded, never the inviter's inviter; in WeChat links it is still inducement.",
        ),
        rewrite=Text(
            "奖励放到被邀请人完成付款之后，并写明每人上限。",
            "Reward after the invited customer has paid, with a limit per person.",
        ),
    )
)
UNPAID_LEVEL = RULES.add(
    Rule(
        key="scheme_unpaid_level",
        family="pyramid",
        level="warn",
        name=Text("写了第三级但没有给钱", "A third level is written down, unpaid"),
        source=Source(HOUSE_RULE, "", "I"),
        why=Text("留着的空层级很容易被打开。", "An empty level is easily switched on."),
        rewrite=Text("删掉第三级及以上的设置。", "Delete the third level and those above."),
    )
)
STACKING = RULES.add(
    Rule(
        key="scheme_stacking",
        family="pyramid",
        level="warn",
        name=Text("一单叠加多份报酬", "Several rewards in one order"),
        source=Source(HOUSE_RULE, "", "I"),
        why=Text(
            "同一个人以几种身份拿同一单的钱，容易变成多层计酬，也难以对账。",
            "One person paid in several roles for one order soon becomes pay in layers, and cannot be reconciled.",
        ),
        rewrite=Text("一单只按一种身份付一份。", "Pay one order once, in one role."),
    )
)
TOO_MUCH = RULES.add(
    Rule(
        key="scheme_pays_more_than_all",
        family="pyramid",
        level="warn",
        name=Text("佣金合计超过货款", "Commissions add up to more than the price"),
        source=Source(HOUSE_RULE, "", "I"),
        why=Text(
            "报酬超过货款，钱只能来自后来的人。",
            "Pay above the price of the goods can only come from those who join later.",
        ),
        rewrite=Text(
            "把各级比例之和降到毛利以内。", "Lower the sum of the rates below the margin."
        ),
    )
)
PRIZE_ODDS = RULES.add(
    Rule(
        key="scheme_prize_odds",
        family="prize",
        level="warn",
        name=Text("奖品没有数量也没有概率", "A prize without number or odds"),
        source=Source(PROMOTIONS, "13", "F"),
        why=Text(
            "抽奖要公示奖品数量或者中奖概率。",
            "A draw must publish the number of prizes or the odds.",
        ),
        rewrite=Text("给每个奖品写stock或odds。", "Give each prize a stock or odds."),
    )
)
ODDS_ABOVE_ONE = RULES.add(
    Rule(
        key="scheme_odds_above_one",
        family="prize",
        level="warn",
        name=Text("概率之和超过100%", "Odds add up to more than 100 %"),
        source=Source(PROMOTIONS, "13", "F"),
        why=Text("公示的概率不可能成立。", "The published odds cannot hold."),
        rewrite=Text(
            "重新计算概率，并留出“未中奖”。", "Work the odds out again and leave room for no prize."
        ),
    )
)
CROSSED_OUT = RULES.add(
    Rule(
        key="scheme_crossed_out_price",
        family="price_claim",
        level="block",
        name=Text(
            "划线价高于近7天最低成交价", "A crossed-out price above the lowest deal of 7 days"
        ),
        source=Source(PRICES, "16", "F-law"),
        why=Text(
            "没有说明的被比较价格，不得高于近7天最低成交价；没有成交的，不得高于最后一次成交价。",
            "Without an explanation the compared price may not exceed the lowest deal of 7 days, or else the last deal.",
        ),
        rewrite=Text(
            "把划线价改成证据里的最低成交价。",
            "Lower the crossed-out price to the lowest deal in the evidence.",
        ),
    )
)
NO_EVIDENCE = RULES.add(
    Rule(
        key="scheme_price_without_deals",
        family="price_claim",
        level="warn",
        name=Text("划线价没有成交记录", "A crossed-out price without deals"),
        source=Source(PRICES, "16", "F-law"),
        why=Text(
            "没有成交记录，无法证明划线价。", "Without deals nothing carries the crossed-out price."
        ),
        rewrite=Text(
            "补上近7天的成交价，或者去掉划线价。",
            "Add the deals of the past 7 days or drop the price.",
        ),
    )
)
PAYER = RULES.add(
    Rule(
        key="scheme_payer_unknown",
        family="tax",
        level="note",
        name=Text("没有写明由谁扣税", "It is not said who withholds the tax"),
        source=Source(INCOME_TAX, "9", "F-law"),
        why=Text(
            "付佣金、发奖品的一方要代扣个人所得税；普通付款方和平台的算法不同。",
            "Whoever pays withholds income tax; an ordinary payer and a platform reckon differently.",
        ),
        rewrite=Text("写上payer: ordinary或platform。", "Add payer: ordinary or platform."),
    )
)
