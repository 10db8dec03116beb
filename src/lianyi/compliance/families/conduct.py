"""How accounts, labels, personal data, terms and taxes are handled in what people write to each other."""

from __future__ import annotations

from lianyi.compliance.rule import RULES, Rule
from lianyi.compliance.sources import (
    CONSUMERS,
    E_COMMERCE,
    INCOME_TAX,
    INTERNET_ADS,
    PRIVACY,
    WECOM,
    Source,
)
from lianyi.core.translation import Text

_TOOL = "外挂|脚本|插件|机器人|按键精灵|模拟器|群控|云控|爬虫|协议号|hook|自动化(?:工具|软件|程序)|第三方(?:软件|工具|外挂)|多开|分身|破解版|改装(?:版|微信)|(?:群发|加人|引流|采集|营销|加粉|拓客|爆粉|截流)(?:软件|系统|神器)"
_ACT = "加(?:好友|人|粉|微信|客户|群友)|拉(?:群|人进群)|群发|养号|挂机|爆粉|采集|扫街|抢红包|自动(?:加|回复|通过|拉)|批量|刷|引流|发朋友圈|点赞"

RULES.add(
    Rule(
        key="ad_label",
        family="ad_label",
        level="block",
        name=Text("推广内容要标明“广告”", "Promotion must be marked as advertising"),
        source=Source(INTERNET_ADS, "", "F"),
        why=Text(
            "用体验分享、测评等形式推销并附购买链接的，应当显著标明“广告”。",
            "Reviews and experiences that sell by a link must be clearly marked as advertising.",
        ),
        rewrite=Text(
            "在开头标明“广告”或“品牌合作”。",
            "Mark it “advertisement” or “paid partnership” at the top.",
        ),
        found=(
            r"(?:不要|不用|不必|别|不|不得|禁止|避免)<~2>(?:出现|提|写|露|标|带|打)<~4>[“\"「『]?(?:广告|推广|合作|赞助|商单|品牌方)<~10>(?:字样|二字|字眼|标识|标签|词|等词|这些词)|(?:测评|笔记|种草|素人|达人)<~16>(?:不(?:要|用|能)|别|避免)<~4>(?:说|写|提|标|出现|露)<~4>(?:广告|推广|合作|赞助|商单|收费|收了钱)",
            r"(?:不要|不用|不必|别|不|无需|千万别|尽量不|没必要)<~2>(?:标|打|写|出现|注明|标注|挂|露出|显示|加|带|贴|提)<~6>(?:广告|推广|合作|赞助|商单)(?:二字|字样|标识|标签|标|字|词|痕迹|性质|关系|$|，|。|也)",
            r"(?:隐去|去掉|淡化|隐藏|抹掉|删掉|撕掉|规避|遮住|缩小)<~4>(?:广告|推广|合作|赞助|商单)(?:字样|标识|标签|标|痕迹|属性|性质|关系|二字)?",
            r"(?:伪装|装|假装|看(?:着|起来|上去)?像|包装|扮)成?<~8>(?:素人|真实(?:分享|用户|笔记|体验|种草)|自来水|路人|普通用户|消费者分享|无广)<~14>|(?:软广|隐形广告|暗广|无痕(?:种草|植入|推广))<~12>(?:铺|投|发|植入|种草|不|别|伪)?|素人<~8>(?:铺量|种草|笔记|发帖)<~16>(?:链接|不标|批量|假装|不(?:要|用)|统一文案|模板)|收了?钱<~10>(?:说成|当作|装作|不说|别说)<~6>(?:自费|自用|真实|合作|广告)?|(?:其实|明明)<~4>(?:是)?(?:广告|合作|商单)<~8>(?:说|写|装|称)<~6>(?:自购|自用|自费|真实)",
        ),
        beside=(r"(?:显著|必须|应当|一定要|请|记得)<~4>标(?:明|注)?<~4>[“\"「]?广告",),
    )
)

RULES.add(
    Rule(
        key="ad_label_missing",
        family="ad_label",
        level="warn",
        name=Text("带购买链接的分享没有标“广告”", "A shared experience with a link is not marked"),
        source=Source(INTERNET_ADS, "", "F"),
        why=Text(
            "体验分享、消费测评附购物链接的，应当显著标明“广告”。",
            "A shared experience or test with a link to buy must be marked as advertising.",
        ),
        rewrite=Text(
            "在同一段里标明“广告”，或者拿掉购买链接。",
            "Mark it “advertisement” in the same paragraph, or drop the link.",
        ),
        found=(
            r"(?:测评|亲测|好物分享|种草|真实体验|真实分享|自用|自购|安利|无限回购|空瓶记|用了<~6>(?:个月|天|周|年)|闭眼入|姐妹们)<~36>(?:购物链接|购买链接|同款链接|链接(?:在|放|见|戳|挂|置顶|给|:|：)|点(?:击)?(?:下方|左下|右下|链接|小黄车|这里)|小黄车|橱窗|商品卡|左下角|评论区(?:链接|置顶|有链接)|戳链接|https?://)",
        ),
        beside=(r"广告|赞助|品牌合作|推广内容|商业合作|本文含推广|佣金|含推广",),
    )
)

RULES.add(
    Rule(
        key="wecom_automation",
        family="wecom_automation",
        level="block",
        final=True,
        name=Text("外挂、多开、批量加人", "Plug-ins, multi-open clients and bulk adding"),
        source=Source(WECOM, "", "F"),
        why=Text(
            "企业微信和微信对外挂、多开、批量加人、绕过群发限制永久封号。",
            "Plug-ins, multi-open clients, bulk adding and evading limits lead to permanent bans.",
        ),
        rewrite=Text(
            "用官方接口或人工任务清单，按每天的上限来做。",
            "Use the official interface or a manual task list within the daily limits.",
        ),
        found=(
            rf"(?:{_TOOL})<~16>(?:{_ACT})",
            r"(?:自动|批量|一键|无限|暴力|大量|海量|定时|疯狂)<~3>(?:加(?:好友|人|粉|微信|客户)|添加<~3>(?:好友|微信|客户)|拉(?:好友|人|群)|爆粉|群发<~4>(?:广告|消息|好友|客户|群)|通过好友|引流|养号)",
            r"(?:绕过|规避|突破|躲避|躲过|绕开|破解|防|避开)<~8>(?:群发<~2>(?:限制|次数|上限)|次数限制|上限|风控|检测|封号|频率限制|加人限制|平台审核|限频)|(?:群控|云控)|爆粉|养号(?!码)|(?:企业?微信?|微信|企微)<~2>(?:多开|外挂|分身|破解|改机)|(?:买|租|收)<~2>(?:微信|企微|企业微信|老)(?:号|账号)<~8>(?:加|拉|发|群|引流|用|来)?",
            r"(?:一天|每天|每小时|一小时|日)<~4>(?:自动|主动)?加<~2>(?:[2-9]\d{2,}|[1-9]\d{3,}|上千|几百|五百|一千|几千)(?:个|人|位|名)?(?:好友|人|粉|客户|微信)?|(?:爬取?|抓取?|采集|扒)<~8>(?:手机号|微信号|好友|群成员|客户|通讯录|用户(?:信息|数据)|联系方式)",
        ),
        inside=(
            r"(?:自动|一键)(?:回复|打标签|同步|导出|备份|群发(?:助手)?排期)(?!骗)|(?:浏览器|表格|wps|excel|编辑器|地图)插件",
        ),
    )
)

RULES.add(
    Rule(
        key="data_traded",
        family="personal_data",
        level="block",
        final=True,
        name=Text(
            "未经同意提供或买卖个人信息", "Personal data passed on or traded without consent"
        ),
        source=Source(PRIVACY, "23", "F-law"),
        why=Text(
            "向他人提供个人信息要告知并取得单独同意。",
            "Passing personal data to another party needs notice and separate consent.",
        ),
        rewrite=Text(
            "不提供名单；确有需要的，先逐人取得单独同意，只给必要的字段。",
            "Do not pass lists on; where needed, get each person's separate consent first and give only what is necessary.",
        ),
        found=(
            r"(?:<n>)<~2>(?:条|万条|个|份|万|组)<~8>(?:电话|号码|手机号|名单|数据|资料|微信号?|客源)<~14>(?:出|卖|打包|转让|共享|便宜|一条|要的|有偿|拿走|可谈)|(?:电话|号码|手机号|名单|数据|资料|客源)<~6>(?:<n>)<~2>(?:毛|元|块|分)<~2>(?:一条|一个|每条|打包)",
            r"(?:<data>|微信号|名单|数据|资料)<~12>(?:卖给?|出售|打包(?:给|发|卖)|共享给|分享给|转(?:给|卖|发给)|导(?:出)?给|发给|给(?:了)?(?:合作|主播|达人|第三方|商家|代理|品牌方|同行|供应商|广告)|倒卖|(?<!据的)交换(?!机)|互换|提供给(?:合作|第三方|其他|主播|达人|商家))",
            r"(?:(?:买|购买|卖|出售|收购|收)(?!的|了|完|来|手机|个手机)|倒卖|交换|低价出)<~6>(?:一?批|<n>(?:条|万|个))?<~6>(?:<data>|精准客户|精准名单|宝妈名单|母婴名单|个人资料|快递面单|面单)",
            r"(?:不用|无需|不必|未经|没有|不(?:需要|经|征求|告知|问)|别(?:告诉|问)|无须)<~8>(?:同意|授权|告知|告诉(?:他|用户|顾客|客户)|许可|征求)<~14>(?:收集|使用|提供|共享|采集|用|发|导出|给|推送|保存)|(?:收集|采集|使用|保存|导出|共享|上传|拿)<~14>(?:<data>|<sensitive>|聊天记录)<~10>(?:不用|无需|不必|不需要|未经|别)<~4>(?:同意|授权|告知|说|告诉|征求|征得)|(?:偷偷|悄悄|私下|暗中)<~6>(?:收集|采集|获取|读取|导出|录|抓取|上传)<~8>(?:<data>|<sensitive>|手机|聊天|位置|信息|相册|通话)",
        ),
        beside=(r"(?:征得|取得|经)<~8>(?:同意|授权)(?!也)|单独同意|脱敏|匿名化|去标识|加密后",),
    )
)

RULES.add(
    Rule(
        key="data_excessive",
        family="personal_data",
        level="warn",
        name=Text(
            "收集敏感信息要必要并单独同意", "Sensitive data need a purpose and separate consent"
        ),
        source=Source(PRIVACY, "28", "F-law"),
        why=Text(
            "身份证、人脸、银行卡属于敏感个人信息，领券、参加活动用不着。",
            "Identity cards, faces and bank cards are sensitive; coupons and activities do not need them.",
        ),
        rewrite=Text(
            "只收发货和联系用得到的信息；确需核验的，写明用途、保存期限，并单独征得同意。",
            "Collect what delivery and contact need; where a check is needed, state purpose and retention and ask separately.",
        ),
        found=(
            r"(?:先|请|必须|需|要|都得|得|务必)<~6>(?:把|将)<~4>(?:<sensitive>)<~10>(?:拍照|发|上传|报|交|登记|提供|录|传|填)|(?:<sensitive>)<~6>(?:拍照|照片|正反面|复印件|截图)<~4>(?:发|传|交|上传|登记|给)",
            r"(?:必须|强制|需要?|要求|先|请|务必|都要|一律|要|得)<~10>(?:上传|提供|填写?|拍|提交|收集|登记|录入|刷|授权|开启|读取|采集|绑定|报|留|发|写)<~8>(?:<sensitive>)",
            r"(?:收集|采集|登记|索要|录入|留存|复印|保存|获取|扫描)<~8>(?:<sensitive>)|(?:<sensitive>)<~8>(?:才能|方可|才可|必填|作为(?:参加|领取)|就能领|即可领|换(?:礼|券|优惠)|截图发|发(?:给|到)群)|(?:不(?:授权|同意|给|开启|提供))<~10>(?:就|则|无法|不能|不让|不得)<~6>(?:使用|购买|下单|浏览|领|进入|参加)",
        ),
        beside=(
            r"提现|报关|清关|跨境|海关|代扣|个税|税务|开户|入职|面试|劳务合同|实名认证(?:由|通过)|法律(?:要求|规定)|单独同意|退款到(?:原)?银行卡|银行卡(?:优惠|满减|支付|立减)",
        ),
    )
)

RULES.add(
    Rule(
        key="price_discrimination",
        family="personal_data",
        level="block",
        name=Text("大数据杀熟", "Dearer for known customers"),
        source=Source(PRIVACY, "24", "F-law"),
        why=Text(
            "自动化决策不得在交易价格上对个人实行不合理的差别待遇。",
            "Automated decisions may not treat people unreasonably differently in price.",
        ),
        rewrite=Text(
            "同一时间同一商品同价；新客优惠写成公开的条件。",
            "Same goods, same time, same price; make a newcomer's offer a published condition.",
        ),
        found=(
            r"杀熟|(?:老客户?|熟客|老用户|老顾客|回头客|苹果(?:手机)?用户|高消费(?:用户|人群)|会员)<~12>(?:卖|收|显示|报|展示|看到|推|设)<~6>(?:更?高(?:的)?价?|贵|更贵|高<~4>(?:元|块|%))|(?:给|对)<~4>(?:老客户?|熟客|老用户|老顾客|苹果用户)<~6>(?:涨价|加价|提价|高价|贵|少优惠|不给优惠|隐藏优惠)",
        ),
        inside=(r"(?:不|拒绝|杜绝)(?:搞|做)?(?:大数据)?杀熟",),
    )
)

RULES.add(
    Rule(
        key="unwanted_messages",
        family="personal_data",
        level="block",
        name=Text("未经同意或退订后继续发送", "Messages without consent or after refusal"),
        source=Source(CONSUMERS, "29", "F-law"),
        why=Text(
            "未经消费者同意，或者消费者明确拒绝的，不得向其发送商业信息。",
            "Commercial messages need consent and end with a refusal.",
        ),
        rewrite=Text(
            "只发给同意过的人，每条都能退订，退订立即生效。",
            "Send only to people who agreed; every message can be refused, at once.",
        ),
        found=(
            r"(?:没有|没|未|不管|未经|无论|不论|不用管)<~8>(?:同意|授权|订阅|退订|拒绝|愿意)<~16>(?:群发|短信|推送|骚扰|打电话|都发|照发|继续发|也(?:要)?发|轰炸|发(?:送)?(?:广告|消息|营销|促销))|(?:退订|拒收|拒绝|投诉|td|屏蔽|拉黑)<~10>(?:继续|照样|照|也要|还(?:要|是|得)?|仍(?:然)?|换号|换个号|接着)<~6>(?:发|推送|打|联系|群发|轰炸|加)|(?:取消|关闭|去掉|隐藏|不(?:要|设|给)?)<~3>退订<~4>(?:入口|按钮|功能|方式|选项)|短信轰炸|(?:半夜|凌晨)<~6>群发",
        ),
    )
)

RULES.add(
    Rule(
        key="unfair_terms",
        family="unfair_terms",
        level="block",
        name=Text("不公平条款", "Unfair terms"),
        source=Source(CONSUMERS, "25", "F-law"),
        why=Text(
            "网购商品七天无理由退货不能用店规取消；付款后合同不成立、单方取消订单的约定无效。",
            "A shop may not set aside the seven-day return; terms by which a paid order is no contract are void.",
        ),
        rewrite=Text(
            "写明支持七天无理由退货，以及法律允许的例外；删掉“最终解释权”。",
            "State the seven-day return and the exceptions that the law allows; drop “final interpretation”.",
        ),
        found=(
            r"(?:一经|一旦)<~2>(?:售出|卖出|拆封?|售|购买|付款|下单)<~8>(?:概不|不予|不|恕不|一律不)<~2>(?:退|换|退换|退货|退款)|概不(?:退|换)(?:换|货|款)?|恕不退(?:换|货|款)|(?:不|拒绝|不予|不接受)<~2>(?:支持)?(?:七|7)天(?:无理由)?(?:退)?|(?:特价|促销|活动|打折|清仓|直播|福利|秒杀)(?:商?品|款|价)?<~4>(?:不退|不予退|不支持退|不能退|一律不退|不退不换|概不退)|不退不换|(?:售出|离柜|离店|签收)<~3>(?:后)?(?:概不|不)(?:负责|退|认)",
            r"(?:最终|所有|一切)?解释权<~8>(?:归|在|属|由)|(?:拥有|保留|享有)<~6>(?:最终)?解释权",
            r"(?:付款|支付|下单|付钱)<~12>(?:合同|订单)<~4>(?:不成立|不算|未成立|无效)|(?:付款|支付|下单)(?:成功)?<~6>(?:不代表|不等于|不视为|不意味)<~8>(?:合同|成立|成交|购买成功)|(?:商家|我们|本店|卖家|平台|我方)<~6>(?:有权|可(?:以)?|保留)<~6>(?:随时|单方|任意|无条件|不经通知)?<~6>(?:取消|关闭|砍)<~6>(?:任何|所有|已付款|您的|你的|该)?<~4>(?:订单|单)|概不(?:负责|承担)|一切(?:后果|损失|责任)<~6>(?:自负|由(?:买家|顾客|消费者|用户)承担)",
        ),
        inside=(r"已拆封的(?:音像|软件)",),
        beside=(
            r"(?:定制|定作|鲜活|生鲜|易腐|数字化|音像|期刊|报纸|贴身)<~24>(?:不适用|除外|不支持|不退|退)|(?:不适用|除外)<~20>(?:定制|鲜活|生鲜|易腐)|法律(?:另有)?规定",
        ),
    )
)

RULES.add(
    Rule(
        key="tie_in",
        family="unfair_terms",
        level="block",
        name=Text("默认勾选搭售", "Tie-in by default"),
        source=Source(E_COMMERCE, "19", "F-law"),
        why=Text(
            "搭售商品或者服务不得作为默认同意的选项。",
            "Tied goods or services may not be agreed to by default.",
        ),
        rewrite=Text(
            "改成由顾客自己勾选，并在旁边写明价格。",
            "Let the customer tick it, with the price beside it.",
        ),
        found=(
            r"默认<~4>(?:勾选|选中|加购|开通|搭(?:售|配)|续费|扣费|同意<~4>(?:购买|开通))|(?:自动|提前|预先|偷偷)<~3>(?:勾选|勾上|加购|开通)<~10>(?:保险|会员|服务|加购|课程|增值|运费险|套餐|包)?|(?:自动|默认)续费<~8>(?:不(?:提醒|通知|告知)|关不掉|藏)|必须(?:搭配|一起|同时)买<~10>才(?:卖|发|能买)|强制搭售|不(?:买|加购)<~10>(?:就)?不(?:卖|发货|给(?:买|下单))",
        ),
    )
)

RULES.add(
    Rule(
        key="tax_evasion",
        family="tax_evasion",
        level="block",
        final=True,
        name=Text("不报税、逃税", "Taxes not withheld or evaded"),
        source=Source(INCOME_TAX, "9", "F-law"),
        why=Text(
            "支付佣金、奖金的一方是扣缴义务人，要代扣并申报个人所得税。",
            "Whoever pays commissions or prizes must withhold income tax and report it.",
        ),
        rewrite=Text(
            "按月汇总，代扣个人所得税，并给收款人明细。",
            "Add up by month, withhold the tax and give the payee a statement.",
        ),
        found=(
            r"(?:不用|无需|不必|不需要?|不会?|免得?|逃|避开?|躲开?|规避|绕开|省下|省了)<~4>(?:报税|交税|缴税|纳税|申报(?:个税|收入|纳税)|扣税|个税|代扣|税(?=，|。|！|$|款|务|费))|避税|逃税|偷税|漏税|瞒报|合理避税|税<~4>(?:一分|都|全)<~3>(?:不扣|不交|不用|没)|(?:不|别)<~2>(?:开|给)发票<~6>(?:就|可以?)?<~4>(?:便宜|优惠|省税|少收)",
            r"(?:佣金|提成|奖金|返利|工资|收入|报酬|货款|坑位费|服务费)<~12>(?:私账|私户|个人(?:微信|账户|卡|支付宝|银行卡)|现金|红包)<~14>(?:税|申报|入账|走账|查|避|不留痕)|(?:走|用|转)(?:私账|私户|个人(?:账户|微信|卡))<~10>(?:避|省|不(?:用|交|报)|免|少交|没有)<~4>税?|虚开|阴阳合同|(?:找|买|用)<~4>发票<~4>(?:冲|抵|充|平账)|(?:拆|分)(?:成|给|到)<~10>(?:几|多|<n>)<~4>(?:个人|人|笔|次|身份证|账户)<~12>(?:800|免税|起征|不扣税|避税|少交税|不(?:用)?交税|避开|税)|(?:借|用)<~4>(?:别人|亲戚|他人|员工)<~4>(?:身份证|名义|账户)<~10>(?:税|领佣|收佣|提现)",
        ),
        inside=(r"免税(?:店|商品|额度|城|购物)|包税|含税|关税",),
        beside=(
            r"起征点|依法|按(?:税法)?规定|政策(?:规定|明确)?|不超过<~4>800|未(?:超过|达)<~6>(?:800|起征)|800元以(?:下|内)|会(?:代扣|申报)|不(?:帮|协助|提供)",
        ),
    )
)
