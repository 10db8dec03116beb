"""The many names of one setting: Chinese, English and those of widespread shop software, folded to one concept.

A key is compared without case, blanks, hyphens and underscores. Patterns are tried in order; a key that fits none is
unknown, and an unknown key is never passed over.
"""

from __future__ import annotations

import re
from functools import cache

_LEVEL = r"(?:level|lvl|lv|tier|layer|l|depth|generation|gen|rank|第)?"
_ONE = r"(?:1|one|first|一|壹|1st|direct|直推|直接|直属)"
_TWO = r"(?:2|two|second|二|两|贰|2nd|indirect|间推|间接)"
_RATE = r"(?:ratio|rate|percent|percentage|pct|commission|brokerage|reward|bonus|amount|比例|佣金|比率|提成|返佣|返利|奖励|佣金比例|佣金率|分佣|分销比例|分销佣金|返佣比例|提成比例)"
_N = r"(?P<n>\d+|one|two|three|four|five|six|first|second|third|fourth|fifth|sixth|一|二|两|三|四|五|六|七|八|九|十)(?:st|nd|rd|th)?"

_CONCEPTS: tuple[tuple[str, str], ...] = (
    # Names of widespread shop software first: some look like other things.
    ("on", r"brokeragefuncstatus|distributionenabled?|启用分销|分销开关"),
    (
        "max_levels",
        r"brokeragelevel|(?:max|maximum|paid|number|num|count)?(?:of)?(?:paid|commission|distribution|分销|佣金|最大|最多|返佣|奖励|计酬)?(?:levels?count|levelnum|leveldepth|depth|maxlevels?|maxdepth|maxpaidlevels|levelcount|层级数|层级|级数|层数|级别数|最大层级|最多几级|深度)|maxpaidlevels?|paidlevels?|maxlevels?|commissiondepth|分销级数|分销层级|levelscount",
    ),
    (
        "rate1",
        r"storebrokerageratio|brokerage|brokerageone|storebrokerageone|firstbrokerage|directrate|directcommission|directratio|directreward|直推佣金|直推比例|直推奖励比例|推荐佣金|推广佣金|佣金比例|佣金率|commissionrate|commissionratio|commissionpercent",
    ),
    (
        "rate2",
        r"storebrokeragetwo|brokeragetwo|secondbrokerage|indirectrate|indirectcommission|indirectratio|间推佣金|间推比例|间接佣金|间接比例",
    ),
    ("rate3", r"storebrokeragethree|brokeragethree|thirdbrokerage"),
    (
        "who",
        r"storebrokeragestatu(?:s)?|whocanpromote|whomaypromote|分销资格|推广资格|谁可以推广|分销模式|qualification(?:type|mode)",
    ),
    (
        "spend_qualification",
        r"storebrokerageprice|满额|满额资格|spend(?:ing)?qualification|qualifyby(?:spend|spending)|qualificationspend|minspend|累计消费(?:门槛|满)?|消费门槛|消费满|qualifyingspend|spendthreshold|cumulativespend",
    ),
    (
        "self_purchase",
        r"isselfbrokerage|selfpurchase|selfbuy|selfbrokerage|selfcommission|自购返佣|自购|自买返佣|自购佣金|selfpurchasecommission|自购省",
    ),
    ("leader_rate", r"headcommission|leadercommission|leaderrate|团长佣金|团长比例|团长服务费"),
    (
        "head_count",
        r"unibrokerageprice|(?:per)?head(?:s|count)?(?:pay|fee|reward|bonus|amount|price|payment|commission|bounty)?|perhead|perheadpay|perheadbonus|payperhead|recruit(?:ment|ing)?(?:bonus|reward|fee|pay|commission|amount|bounty)?|perrecruit|payperrecruit|referralbounty|newuserbounty|bounty|signupbonus|signupreward|registerreward|registrationreward|invitebonus|invitecash|invitereward|invitationreward|perinvite(?:e)?|pernewuser|newmemberbonus|人头费|人头奖励|人头奖|按人头|按人头计酬|拉人头|拉人头奖励|拉人头奖|拉人奖励|拉新奖励|拉新奖|拉新佣金|拉新奖金|邀请奖励|邀请奖|推荐奖|推荐奖励|推荐人奖励|发展奖励|发展下线奖励|发展人数奖励|人数奖|直推人头奖|注册奖励|招募奖励|招募奖|招商奖|每拉一人|每拉新一人|每发展一人|每人奖励|每邀请一人|新人奖励|headcountpay",
    ),
    (
        "ignored",
        r"daybrokeragepriceupper|brokeragebindind|brokeragebinding|storebrokeragebindingstatus|storebrokeragebindingtime|extracttime|userextractminprice|withdrawalfee|userextract\w*|userbrokeragetype|issub|iscommission|effectivetime|num|oncenum|quota|people|peoplenum|bargainnum|headcommission\b|brokeragetype|brokeragebase|brokerageindateofbinding",
    ),
    (
        "entry_fee",
        r"entry(?:fee|price|cost|amount|charge|payment)?|entrancefee|(?:join(?:ing)?|membership|admission|agent|agency|starter|startup|licen[cs]e|activation|registration|signup|enrol(?:l)?ment|franchise|upgrade|threshold|partner|qualification)(?:fee|price|cost|deposit|charge)|deposit|security(?:deposit)?|feetojoin|joinfee|入门费|入会费|加入费|加盟费|代理费|门槛费|入伙费|激活费|开户费|开通费|会费|会籍费|押金|保证金|入场费|升级费|报名费|资格费|准入费|缴费金额|入门门槛|平台使用费|注册费",
    ),
    (
        "required_purchase",
        r"(?:required|mandatory|minimum|min|initial|first|qualifying|entry|must|forced|compulsory)?(?:purchase|buy|package|order|stock|kit|inventory)(?:required|requirement|qualification|amount|toqualify|tojoin|threshold|package|price|value|first)?|purchasequalification|requiredpackage|starterkit|giftpackage|buyin|购买资格|购买门槛|购买礼包|必须购买|先购买|礼包价格|礼包|入门礼包|大礼包|首次进货|首批进货|进货要求|囤货要求|囤货|认购|认购金额|变相入门费|进货额|拿货额|入门套餐|必购|购物门槛|必买|强制购买|购买要求|首单门槛|购买套餐",
    ),
    (
        "team_pay",
        r"team(?:performance|sales|bonus|pay|rate|commission|reward|share|dividend|volume|incentive|override|profit)*(?:pay|bonus|rate)?|(?:downline|group|organi[sz]ation)(?:sales|performance|bonus|commission|pay|volume|rate|reward|override)+|management(?:bonus|fee|rate|reward|award)|(?:same|peer|equal)(?:rank|level)(?:bonus|reward|rate)?|leveldifference(?:bonus|rate)?|rankdifference|differential(?:bonus)?|override(?:bonus|commission|rate)|matchingbonus|leadershipbonus|breakawaybonus|binary(?:bonus|plan)?|团队(?:业绩|计酬|奖|奖励|奖金|提成|分红|佣金|业绩奖|业绩奖励|业绩提成|比例|管理奖|业绩计酬|业绩佣金|销售奖|业绩分红)?|管理奖|管理津贴|平级奖?|平级奖励|级差奖?|级差|极差奖?|极差|育成奖|育成津贴|培育奖|下线业绩(?:奖|提成|比例|奖励)?|下级业绩(?:奖|提成|比例)?|下线销售(?:奖|提成)?|均权分红|加权分红|全国分红|伯乐奖|领导奖|对碰奖|见点奖|层碰奖|分红|股东分红|团队计酬|伞下业绩(?:奖|提成)?",
    ),
    (
        "invite_gift",
        r"invitecoupon|invitegift|invitepoints|invitationcoupon|referralcoupon|邀请优惠券|邀请券|邀请积分|老带新券|邀请有礼|老带新",
    ),
    (
        "stacking",
        r"(?:role)?stack(?:ing|able|s|ed)?(?:roles?)?|allowstacking|rolestacking|rolesstack|stackroles|multiplerole?s?|身份叠加|角色叠加|叠加|佣金叠加|奖励叠加|可叠加|多重身份|allowmultipleroles",
    ),
    (
        "virtual",
        r"virtual(?:members?|users?|people|groupmembers?|completion|fill|percent|rate|group)?|fake(?:members?|users?)?|fakegroupmembers|autofill(?:members?)?|robots?|robotmembers|虚拟成团|虚拟成员|虚拟人数|虚拟团员|虚拟用户|虚拟参团|机器人成团|模拟成团|虚拟补齐|自动补齐|虚构成团|virtualfill",
    ),
    (
        "prizes",
        r"prizes?|prizelist|awards?|lottery|draw|luckydraw|raffle|奖品|奖项|抽奖|奖池|奖品设置|奖项设置|抽奖活动",
    ),
    (
        "prices",
        r"prices?|pricing|priceclaims?|priceevidence|discounts?|价格|价格声明|划线价声明|标价|价格对比|商品价格",
    ),
    (
        "payer",
        r"payer(?:kind|type|profile)?|taxpayer|withholdingagent|withholder|付款方|支付方|扣缴义务人|发放主体|付款主体|payerprofile",
    ),
    ("overrides", r"overrides?|exceptions?|例外|例外记录|书面确认|豁免"),
    (
        "name",
        r"name|title|schemename|方案名称|名称|活动名称|方案名|id|key|编号|slug|version|版本|format|shop|店铺|currency|币种",
    ),
    (
        "texts",
        r"texts?|copy|rules?(?:text)?|description|desc|notes?|remarks?|comment|文案|说明|备注|规则|活动规则|规则说明|描述|宣传语|slogan|terms|明细说明",
    ),
    (
        "container",
        r"scheme|plan|config|configuration|settings?|distribution|brokerage(?:config|settings?)|commissionplan|commissionscheme|rewards?(?:plan|scheme)?|incentives?|compensation(?:plan)?|分销|分销设置|佣金设置|奖励|奖励方案|奖励设置|方案|设置|分销方案|制度|奖金制度|data|join(?:ing)?|entry(?:requirements?|rules?|conditions?)|qualification|加入条件|入门条件|门槛|准入|groups?(?:buy|buying)?|拼团|拼团设置|tax|税务|promoters?|推广员|推广|members?|会员|referral|邀请|invite|bonuses|奖金|其他奖励|other(?:rewards)?",
    ),
    (
        "levels",
        r"levels?|tiers?|layers?|commissionlevels?|级别|佣金层级|佣金级别|分级|count|levelcount|级数|layers",
    ),
    (
        "commissions",
        r"commissions?|brokerages?|commissionrates?|rates?|levelrates|ratios?|percent(?:age)?s?|佣金|分销佣金|层级佣金|分级佣金|各级佣金|返佣|提成|比例|paid(?:to)?|payouts?|payments?|pays|who(?:is)?paid|分佣|分润|佣金比例列表",
    ),
    ("roles", r"roles?|角色|身份|roleslist|promoterlevels?|分销等级|代理等级|等级"),
    (
        "ignored",
        r"start(?:s|date|day|at|time)?|end(?:s|date|day|at|time)?|from(?:day)?|to(?:day)?|period|开始|结束|开始时间|结束时间|活动时间|有效期|valid(?:ity)?(?:days)?|owner|负责人|bind(?:ing)?(?:mode|days|type)?|绑定(?:方式|天数|期)?|protectiondays|保护期|freeze(?:days)?|冻结(?:天数|期)?|settle(?:ment)?(?:days|cycle|after|day)?|结算(?:周期|天数|方式|时间)?|withdraw(?:al)?(?:min|minimum|fee)?|minwithdraw(?:al)?|提现(?:门槛|最低|手续费)?|audience|channels?|渠道|platform|平台|products?|商品|skus?|budget|预算|created|updated|author|类型|type|kind|status|状态|enabled|启用|cap|上限|limit|base|commissionbase|计佣基数|佣金基数|groupsize|成团人数|size|hours|limithours|限时|minsize|最低成团人数|refundonfailure|失败退款|freetojoin|免费加入|cookiedays|coupon|coupons|优惠券|points|积分|活动类型|mode|模式",
    ),
)
_COMPILED = tuple((concept, re.compile(pattern)) for concept, pattern in _CONCEPTS)
_UNIT = re.compile(r"(?:in)?(?:yuan|rmb|cny|fen|cents?|元|分|amount|value|金额|数额)$")
_NUMBERED = re.compile(
    rf"(?:commission|brokerage|rate|佣金|第|level|lvl|lv|tier|layer|l|depth|generation|gen)?{_N}(?:level|tier|级|层|代|layer|generation)?(?:分销)?{_RATE}?(?:rate|ratio|percent|pct|比例|率)?"
)
_NUMBERS = {
    **{w: i for i, w in enumerate(("one", "two", "three", "four", "five", "six"), 1)},
    **{w: i for i, w in enumerate(("first", "second", "third", "fourth", "fifth", "sixth"), 1)},
    **{w: i for i, w in enumerate("一二三四五六七八九十", 1)},
    "两": 2,
}


def folded_key(key: object) -> str:
    """Return a key without case, blanks and joints: `Entry_Fee`, `entryFee` and `entry fee` are one."""
    return re.sub(r"[\s_\-./（）()：:]+", "", str(key)).lower()


@cache
def concept_of(key: str) -> str | None:
    """Return the concept of a key, `level:N` for the pay of level N, None where the key is unknown.

    >>> concept_of("entryFee"), concept_of("入门费"), concept_of("store_brokerage_two")
    ('entry_fee', 'entry_fee', 'rate2')
    >>> concept_of("三级佣金"), concept_of("level_3_rate"), concept_of("colour")
    ('level:3', 'level:3', None)
    """
    plain = folded_key(key)
    if not plain:
        return None
    for concept, pattern in _COMPILED:
        if pattern.fullmatch(plain):
            return concept
    bare = _UNIT.sub("", plain)
    if bare != plain and bare:
        return concept_of(bare)
    numbered = _NUMBERED.fullmatch(plain)
    if numbered:
        word = numbered["n"]
        return f"level:{int(word) if word.isdigit() else _NUMBERS[word]}"
    return None


_DEPTHS: tuple[tuple[int, str], ...] = (
    (0, r"self|自己|本人|自购"),
    (
        99,
        r"(?:all|whole|entire|整个|全部|所有)?(?:team|downlines?|network|organi[sz]ation|团队|下线|伞下|下级团队|全部下级|所有下级|整个团队|所有下线|全部下线|无限级?|unlimited|infinite|everyone)(?:sales|业绩|的业绩|的销售|的订单)?",
    ),
    (
        1,
        r"direct(?:ly)?(?:referrals?|invitees?|recommender|inviter|customers?|buyers?|orders?|sales)?|invitees?|buyers?|customers?|referrals?|own(?:customers|orders|sales)?|promoter|inviter|referrer|recommender|(?:group)?leader|团长|达人|kols?|kocs?|主播|anchor|host|staff|employee|导购|店员|客服|推荐人|推广员|邀请人|分享人|直推(?:人|客户|订单|佣金|奖)?|直接(?:推荐|下级|邀请|客户|推荐人)?|下级|好友|客户|买家|顾客|上级|一级上级|分享者|自己带来的客户|自己邀请的人",
    ),
    (
        2,
        r"indirect(?:ly)?(?:referrals?|invitees?|orders?|sales)?|grand(?:child(?:ren)?|parent|inviter|referrer)|invitees?ofinvitees?|invitersinviter|secondgeneration|referrersreferrer|uplineofupline|间推(?:人|佣金|奖)?|间接(?:推荐|下级|邀请|上级|推荐人)?|下级的下级|好友的好友|上级的上级|推荐人的推荐人|二级上级|隔代",
    ),
    (
        3,
        r"great(?:grand)(?:child(?:ren)?|parent|inviter)|invitees?ofinvitees?ofinvitees?|thirdgeneration|下级的下级的下级|上级的上级的上级|三级上级|推荐人的推荐人的推荐人|好友的好友的好友",
    ),
)
_DEPTH_PATTERNS = tuple((depth, re.compile(pattern)) for depth, pattern in _DEPTHS)
_LINK = re.compile(
    r"下级|下线|好友|被邀请人|被推荐人|徒弟|推荐人|邀请人|上级|上线|invitee|inviter|referral|referrer|referred|downline|upline|friend|recruiter|sponsor"
)
TEAM_DEPTH = 99
"""The depth of pay on a whole team."""


def depth_of(value: object) -> int | None:
    """Return how far above the buyer a written depth is; None where it cannot be told.

    >>> (
    ...     depth_of("直推"),
    ...     depth_of("level 3"),
    ...     depth_of("下级的下级"),
    ...     depth_of("整个团队"),
    ...     depth_of(2),
    ... )
    (1, 3, 2, 99, 2)
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    plain = re.sub(r"^的|'s?", "", folded_key(value)).replace("的订单", "").replace("的销售", "")
    for depth, pattern in _DEPTH_PATTERNS:
        if pattern.fullmatch(plain):
            return depth
    concept = concept_of(str(value))
    if concept and concept.startswith("level:"):
        return int(concept[6:])
    return len(_LINK.findall(plain)) or None
