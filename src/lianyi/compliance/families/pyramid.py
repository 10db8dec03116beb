"""Pyramid selling: pay for heads, pay to enter, pay on the downline, levels (传销)."""

from __future__ import annotations

from lianyi.compliance.rule import RULES, Rule
from lianyi.compliance.sources import HOUSE_RULE, PYRAMID, Source
from lianyi.core.translation import Text

_PAY = "(?:奖(?!状|杯)|提成|返(?:佣|利|现|点|你|还)?|佣金|分红|抽成|拿(?:到|钱|<n>)|得(?:到)?<n>|给(?:你)?<~2><n>|赚|收入|奖金|<n>元|<n>块|<n>%|分润)"
_TO_JOIN = "(?:成为|升级(?:为|成)?|加入|获得|取得|拿到|当(?:上)?|开通|激活|解锁|享有|有|做)"
_PAID_ROLE = "(?:代理(?:商|资格|权)?|合伙人|分销(?:员|商|资格|权|团队)|推广(?:员|资格|权|大使)|店主|股东|经销商|创客|发展(?:下线|下级|他人|会员)|返佣(?:资格|权)?|佣金资格|推荐(?:资格|权|奖)|拿佣金|赚佣金|拉人资格|团长资格|掌柜|经纪人|分享赚)"

RULES.add(
    Rule(
        key="pyramid_head_count",
        family="pyramid",
        level="block",
        final=True,
        name=Text("按人头给钱", "Pay per head"),
        source=Source(PYRAMID, "7(1)", "F-law"),
        why=Text(
            "以直接或间接发展的人员数量为依据给付报酬，属于传销。",
            "To pay for the number of people recruited, directly or further down, is pyramid selling.",
        ),
        rewrite=Text(
            "只按已付款、过了售后期的订单给佣金，不按拉了多少人。",
            "Pay only on paid orders past the return period, never on the number of people brought in.",
        ),
        found=(
            rf"(?:拉|推荐|发展|介绍|招募?|招揽|邀请|带|引荐|裂变)<~4>(?:<n>|每)?(?:个|位|名)?<~3>(?:人(?=进来|加入|做|入|成为|当|头|来|，|就|你|可|奖|得|给|拿)|新人|<recruit>)<~14>(?:{_PAY})",
            r"人头(?:费|奖|数<~6>(?:奖|提成|佣|给钱|算))|拉人头|按(?:拉来|发展|推荐|邀请|拉)?(?:的)?人头<~4>(?:给|算|奖|提|结|发|返|付)|(?:直推|间推|推荐|招商|招募|拉新|裂变|邀约)(?:人头)?奖(?!学|品|项)|(?:每|一)(?:拉|推|招|发展|带)(?:来|进)?(?:一)?(?:个|位|名)?人",
            r"(?:下线|下级|会员|代理|拉(?:来)?的?人|推荐|发展|团队|直推)<~10>(?:越多|人数|达到<n>人|满<n>人|够<n>人)<~12>(?:奖|赚|拿|收入|提成|升级|晋升|返|分红|越高|越多|升)",
            r"(?:再拉|他再|他拉|他们再|下面(?:的)?人再|继续拉|裂变|他推荐|他们推荐|ta推荐)<~12>(?:你|上级|您|推荐人|还|也)<~6>(?:有|拿|得|提成|奖|收|赚)",
            r"(?:拉|推|招|带|邀)(?:满|够|齐)<n>(?:个|位|名)?(?:人|代理|会员|下线)<~12>(?:升|晋|成为|奖|返|免|拿|得)|发展<~4>(?:下线|下级)(?!是|属|的行为)<~12>(?:奖|升|返|赚|拿|得|就|可|，|。|$)|(?:入会|注册|加盟|进来)<~6>一(?:个|人)<~6>(?:奖|返|提成|给)<~3><n>",
        ),
        inside=(
            r"(?:推荐|介绍|邀请)<~10>(?:好友|朋友|顾客|客户)?<~4>(?:下单|付款|成交|购买|确认收货|消费)|(?:会员|团长|队员|成员)<~4>(?:下单|价|日|生日|等级|积分|专享|消费)|(?:团队|会员)(?:聚餐|建设|生日|日|大会)|(?:带|推荐|介绍)<~6>(?:孩子|宝宝|家人)",
        ),
        beside=(r"按人头(?:收费|计价)|自助餐|员工内推|招聘|内推奖|应聘|入职",),
    )
)

RULES.add(
    Rule(
        key="pyramid_entry_fee",
        family="pyramid",
        level="block",
        final=True,
        name=Text("入门费或变相入门费", "A fee to enter, open or disguised"),
        source=Source(PYRAMID, "7(2)", "F-law"),
        why=Text(
            "交费或以认购商品变相交费，取得加入或发展他人的资格，属于传销。",
            "Paying, or buying goods as a disguised fee, for the right to join or to recruit is pyramid selling.",
        ),
        rewrite=Text(
            "推广资格免费开放，不设购买门槛。",
            "Open promotion to everyone, free and without a purchase.",
        ),
        found=(
            rf"(?:交|缴纳?|支付|付|充值?|投|花|先付|只需|仅需|入会|打款|转账?|预存|存入?|掏|出)<~4>(?:<n>)?(?:万|千|百)?(?:元|块)?(?:钱)?(?:的)?<~8>{_TO_JOIN}<~10>{_PAID_ROLE}",
            rf"(?:<n>(?:万|千|百)?(?:元|块)(?:钱)?)<~8>{_TO_JOIN}<~8>{_PAID_ROLE}",
            rf"(?:购买|买|认购|消费|下单|进货|拿货|囤货|订购|购满|买够|买满|抢购|购入)<~14>(?:才(?:能|有|可以?|算)|即可|方可|就(?:能|可以?|是|算)|便可|自动|立即|马上|后)<~6>(?:{_TO_JOIN})?<~10>{_PAID_ROLE}",
            rf"(?:购买|买|认购|消费|进货|拿货|囤货|订购|购)<~12>(?:礼包|套餐|大礼包|产品|货|商品|单)<~8>{_TO_JOIN}<~8>{_PAID_ROLE}|(?:礼包|套餐)<~6>(?:自动|即|直接)<~4>(?:成为|升级|是)<~6>{_PAID_ROLE}",
            r"入门费|门槛费|(?:入会|加入|入伙|开户|激活|代理|平台使用|会籍|保证)(?:费|金)<~14>(?:代理|下线|发展|推广|分销|返佣|拉人|合伙人|推荐|团队|才能|才可|后可|方可)|(?:代理|合伙人|分销|推广员|店主)<~8>(?:先交|要交|需交|必须交|须缴|需缴|先付|先打款|先买|先囤|先购|先进货|门槛(?:为|是)?<n>)",
            rf"(?:加入|成为|想做|做|当|申请|升级|开通)<~6>(?:{_PAID_ROLE})<~8>(?:先|需要?|要|须|必须|只需|得)<~6>(?:交|缴|付|买|购|囤|充|投|打款|进货|拿货)",
        ),
        inside=(r"(?:收取|收)入门费(?:的|是|属|都)",),
        beside=(
            r"(?:完全|永久|全部)?免费(?:加入|成为|开通|申请|注册)|不收(?:取)?(?:任何)?费|(?:不|无)需(?:要)?(?:购买|交费|缴费|付费|缴纳)|零门槛免费|特许经营|特许加盟合同",
        ),
    )
)

RULES.add(
    Rule(
        key="pyramid_team_pay",
        family="pyramid",
        level="block",
        final=True,
        name=Text("团队计酬", "Pay on the team's sales"),
        source=Source(PYRAMID, "7(3)", "F-law"),
        why=Text(
            "以下线的销售业绩为依据给付上线报酬，属于传销。",
            "To pay the upline by the downline's sales is pyramid selling.",
        ),
        rewrite=Text(
            "删掉团队奖、管理奖、平级奖，佣金只算自己直接带来的订单。",
            "Drop team, management and same-rank bonuses; pay only for orders that a person brought directly.",
        ),
        found=(
            r"(?:<downline>)<~10>(?:业绩|销售额|流水|销量|出单|卖货|卖(?:出|的)|成交|订单|收入|消费|进货|拿货|补货|总额)<~14>(?:提成|奖|佣|分红|返|拿|抽|管理|\d+(?:\.\d+)?%|分润|收益|计酬)",
            r"(?:管理|平级|级差|育成|培育|团队业绩|团队|伯乐|领导|感恩|见点|对碰|层碰|量碰|代数|全国加权|辅导|报单|服务中心|小区业绩)(?:奖(?!学|状|杯|品)|津贴|提成|分红|佣金|差)|级差(?:制|收益|利润|佣)|团队计酬|团队裂变<~6>(?:收益|奖)|双轨制?|太阳线|加权(?:平均)?分红|全(?:国|球)分红|均权分红|极差<~2>奖",
            r"(?:从|按|靠|拿|抽取?|享受?|分)<~6>(?:<downline>)<~10>(?:抽成|提成|抽<n>|拿<n>|奖|佣|分红|返|<n>%|的差价|收益|利润)|(?:<downline>)<~6>(?:卖得越多|出单越多|做得越大)<~10>(?:你|上级|越)",
        ),
        beside=(
            r"员工|同事|部门|销售部|客服(?:团队|组)|运营(?:团队|组)|季度(?:绩效|考核)|kpi|绩效|年会|优秀团队奖|配送团队|(?:最佳|优秀)<~2>团队",
        ),
    )
)

RULES.add(
    Rule(
        key="pyramid_levels",
        family="pyramid",
        level="block",
        final=True,
        name=Text("三级及以上分销", "Three or more paid levels"),
        source=Source(PYRAMID, "7(3)", "F-law"),
        why=Text(
            "上线从多级下线的销售中拿钱，是传销的特征；涟漪不支持第三级。",
            "Pay from several levels of downline is the mark of pyramid selling; a third level is never supported.",
        ),
        rewrite=Text(
            "只保留直接推荐这一级佣金。",
            "Keep one level only: commission for the direct recommendation.",
        ),
        found=(
            r"(?:三|3|四|4|五|5|六|6|七|7|八|8|九|9|十|10|多|无限|N|n|多重)(?:级|层|代)(?:以内|以上|以下|深度|制|的)?<~3>(?:分销|返佣|佣金|返利|提成|奖励|奖金|裂变|拿钱|下线|分佣|分润|收益|代理返|推广佣|推荐奖|计酬|抽成|全拿|通吃)",
            r"(?:分销|返佣|返利|佣金|裂变|提成|计酬|收益|分佣)<~4>(?:三|3|四|4|五|5|六|6|七|7|八|8|九|9|十|无限|多)(?:级|层|代)(?!以?下不)",
            r"(?:第)?(?:三|3|四|4|五|5|六|七|八|九)(?:代|级|层)(?!医院|甲等|能效|分类|目录|标题|城市|台阶|楼|跳|联动|火箭|保护)<~6>(?:\d+(?:\.\d+)?%|佣金|提成|返(?!修|工)|拿<n>|奖(?!项|学)|拿钱)",
            r"下级的下级(?:的|、|，|再)<~4>(?:下级|再)|下下下级|(?:下级|下线|代理|徒弟|好友)的(?:下级|下线|代理|徒弟|好友)(?:的|、|，再|再)<~6>(?:下级|下线|代理|徒弟|好友)|再(?:往)?下一级|徒孙<~4>(?:徒|下)|太上|曾孙",
            r"(?:一级|直推|第一层|1级|一代)<~12>(?:二级|间推|第二层|2级|二代)<~14>(?:三级|第三层|3级|三代)<~8>(?:%|\d|佣|提成|返|奖|元)|无限(?:代|层|级)<~6>(?:佣|奖|返|提成|裂变|拿|收|，|。|$)|多层次(?:直销|计酬|分销|奖金)|(?:层层|级级|代代)(?:返|抽|提|有奖|拿钱|分)",
        ),
        inside=(r"(?:三|3)(?:级|层)(?:医院|甲等|能效|分类|类目|目录|标题|城市|保护|消防)",),
    )
)

RULES.add(
    Rule(
        key="pyramid_two_levels",
        family="pyramid",
        level="warn",
        name=Text(
            "二级佣金要由负责人书面确认", "A second paid level needs the owner's written exception"
        ),
        source=Source(HOUSE_RULE, "", "I"),
        why=Text(
            "条例没有写层级数，二级分销也有被处罚的先例；默认只算一级。",
            "The regulation names no number of levels, and two have been fined; one level is the default.",
        ),
        rewrite=Text(
            "改成一级佣金；确实要两级的，由负责人写明理由并记录。",
            "Use one level; where two are meant, the owner records the reason.",
        ),
        found=(
            r"(?:二|两|2)级(?:的)?<~2>(?:分销|返佣|佣金|返利|提成|奖励|裂变|分佣)|间(?:接|推)<~2>(?:推荐|佣金|奖励|提成|返佣|收益)|(?:下级|下线|好友|代理)的(?:下级|下线|好友|代理)<~12>(?:提成|佣金|拿|奖|返|%)",
        ),
    )
)
