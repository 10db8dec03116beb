"""Is a phrase said, or is it forbidden, denied or only quoted? Rules speak about phrases that are said.

Three ways in which a sentence names a thing without claiming it:

1. it forbids or warns of it: 「不得使用“最佳”」, 「警惕拉人头」;
2. it denies it: 「我们不承诺收益」, 「没有入门费」;
3. it speaks about the words: 「把“全网最低”改成“近7天最低”」.
"""

from __future__ import annotations

import re

from lianyi.compliance.phrases import compiled

# Words that look like a denial and deny nothing.
_NOT_A_DENIAL = compiled(
    r"不仅|不但|不只|不光|不得不|不愧|(?:不要|不能|不可|不容|不想|别|不)(?:再)?错过|不(?:要|用|必)(?:犹豫|怀疑|等)"
    r"|别(?:犹豫|等|家|人|的|处|墅)|无需(?:犹豫|怀疑)|毫无疑问|无疑|不夸张|没错|没话说|不是吹|不吹不黑|不是梦|不愁|不怕|不难"
    r"|不懂|不同|无数|无敌|无限|无比|无与伦比|不断|不停|不少|不一般|不贵|没有之一|未来|无论|不管|非常|非凡|不可思议"
    r"|未婚|免费|免单|差别|级别|特别|区别|类别|辨别|性别|告别|分别|不限|不到|不用(?:出门|动手|花钱|上班|懂)|不花"
    r"|不(?:来|买|抢|加入|做|干|喝|吃|试|看)(?:就|才|会|真的|你)?(?:后悔|亏|可惜|遗憾)|没(?:有)?理由不|不(?:上|出)班"
    r"|拒绝(?:平庸|添加|套路|将就)|谨防假冒|认准|不只是|不光是"
)
_FORBIDS = compiled(
    r"不得|禁止|严禁|不允许|不准|明令|违法|违规(?!操作)|涉嫌|警惕|典型案例|红线|科普|(?:如何|怎么|怎样)(?:识别|防范|辨别|避免|分辨)"
    r"|识别|骗术|揭秘|什么是|何为|举报|(?:市场)?监管(?:部门|局|总局|人员)<~4>(?:提醒|提示|通报|公布|查处|认定|责令|处罚)"
    r"|广告法(?:第|规定|要求|明确|不)|条例(?:第|规定|明确|要求)|消费(?:提示|警示|提醒)|反(?:传销|诈)|(?:依法|严厉|专项)(?:打击|查处|整治)"
    r"|打击<~6>(?:传销|刷单|虚假|诈骗|违法)|(?:被|遭)(?:查处|处罚|罚款|立案|起诉)|当事人|法院|判处|罚金|被告|公诉|检察院|判决|本规则(?:不|禁)"
)
# These forbid within their own clause: 「谨防上当，全国第一」 still claims.
_FORBIDS_NEARBY = compiled(
    r"谨防|当心|小心|防范|防止|抵制|打击|拒绝|杜绝|远离|避免|切勿|切忌|请勿|不要|不可以|不能|不许|不应|不该|别再|别去|别(?=[写说用把做搞信让去拿发])|勿|删除|删掉|去掉|下架|不接受|取缔|停用"
)
_DENIES = compiled(
    r"(?:不是|并非|不会|不能|不可|不再|从不|绝不|决不|也不|都不|又不|既不|没有|没|无需|无须|不用|不必|不需要?|不要求|不设|不做|不搞|不收|不收取"
    r"|不含|不涉及|不承诺|不保证|不提供|不支持|不存在|不参与|不鼓励|拒绝|杜绝|取消|停止|不|无|未|非|零)"
    r"(?:会|将|能|可以?|得|做|是|作出?|承诺|宣称|保证|涉及|存在|提供|支持|设置?|收取?|要求?|需要?|具有|具备|含有?|使用|用|以|有|任何|什么|所谓|再|曾|必须?|让|靠"
    r"|通过|组织|参与|接受|搞|玩|写|说|标注?|出现|发布|声称|鼓励|诱导|强制|强迫|因|因为|为了|把|您|你|大家|顾客|客人|的|和|与|或|及|、|/|“|\"|「|『|‘|任一|一切|各种|其他|此类|这种|这类|类似|形式的|形式|方式|<scope>|绝对|所谓的|虚假|进行|开展|允许|向|对|拿|给|搞)*$"
)
_ABOUT_WORDS = compiled(
    r"(?:等)?(?:用语|字样|字眼|措辞|词语|词汇|类词|些词|个词|一词|等词|违禁词|极限词|绝对化|表述(?:方式)?不|说法(?:不|是不)|这样的话|这类话|之类的话|之类的说法)"
)
_CONDEMNED = compiled(
    r"(?:不得|禁止|(?<!不)(?<!不会)违法|(?<!不)(?<!不会)违规|不能(?:写|用|说|出现|发|做|这么|这样)|不可(?:以)?(?:写|用|说|信)|不要(?:写|用|说|信|再)|别(?:写|用|说|信)"
    r"|(?:是|都是|属于|多是|就是|往往是|可能是|涉嫌|典型的?|即为|构成|叫做?)<~3>(?:骗局|陷阱|套路|骗人|诈骗|违法|违规|(?<!不)(?<!绝)传销|虚假)|不可信|不靠谱|请举报|可(?:以)?举报|(?:应当|要|请|须|需|都|被|已经?)(?:全部)?(?:删除|删掉|删了|改掉|改成|改为|换成|替换|下架)"
    r"|改成|改为|换成|替换为|不合规|不允许|会被(?:罚|处罚|封|查|下架|投诉)|将被|被(?:罚|处罚|查处|立案|封号|责令)|一律(?:不|拒|禁)|等(?:行为|情形|情况|模式|手段|方式)(?:的)?<~4>(?:请|可|将|应|要|均|都)<~6>(?:举报|处罚|禁止|拒绝|查处|停用))"
)
_WARNS = compiled(
    r"(?:如何|怎么|怎样|教你|学会)<~2>(?:识别|防范|辨别|避免|识破|远离)<~8>(?:传销|骗|刷单|虚假|违规|违法|诈|套路|陷阱|坑)|什么是<~4>(?:传销|刷单|虚假|诱导|杀熟|拉人头|团队计酬|违规|不正当)"
    r"|(?:识别|认清)<~3>(?:传销|骗局)|(?:传销|骗局|违规|诈骗|刷单|虚假宣传)<~6>(?:特征|表现|套路|手法|类型|常见|有哪些)|防骗|反诈|反传销|普法"
    r"|违规(?:话术|示例|案例|用语|词)|违禁词|禁用(?:词|语)|极限词|反面(?:教材|案例|例子)|错误(?:示范|示例|写法)|不合规(?:示例|写法)|(?:以下|下列|这些)<~8>(?:不得|不能|禁止|不要|不允许)|(?:不得|禁止)<~10>(?:以下|下列)"
)
_CLAUSE = re.compile(r"[，,：:。！？!?；;\n…\s]")


def is_only_named(sentence: str, start: int, end: int) -> bool:
    """True where `sentence[start:end]` is forbidden, denied or quoted rather than claimed."""
    before, after = _masked(sentence[:start]), sentence[end:]
    clause = _last_clause(before)
    if _FORBIDS.search(before) or _FORBIDS_NEARBY.search(clause) or _DENIES.search(clause):
        return True
    return bool(_CONDEMNED.search(after)) or _quoted_as_words(sentence, start, end)


def warns(sentence: str) -> bool:
    """True where a sentence announces what is forbidden: the lines below it name things and claim nothing.

    >>> warns("识别传销的三个特征："), warns("全国最好的茶")
    (True, False)
    """
    return bool(_WARNS.search(sentence))


def _masked(text: str) -> str:
    return _NOT_A_DENIAL.sub(lambda found: "▇" * len(found[0]), text)


def _last_clause(before: str) -> str:
    cuts = [found.end() for found in _CLAUSE.finditer(before)]
    return before[cuts[-1] :] if cuts else before


def _quoted_as_words(sentence: str, start: int, end: int) -> bool:
    inside_quotes = bool(re.search(r"[“\"「『‘《][^”\"」』’》]*$", sentence[:start]))
    return inside_quotes and bool(_ABOUT_WORDS.search(sentence[end:]))


_ENGLISH_DENIAL = re.compile(
    r"(?:\bnot|\bnever|\bno|n't|\bwithout|\bprohibited|\billegal|\bavoid|\bforbidden|\bbeware|\bwarn\w*|\breport|\bban(?:s|ned)?)\b[^.!?]{0,40}$"
)


def is_only_named_in_english(sentence: str, start: int) -> bool:
    """True where an English phrase is denied or forbidden shortly before.

    >>> is_only_named_in_english("we never promise guaranteed returns", 17)
    True
    """
    masked = re.sub(
        r"not only|no doubt|no\.? ?1|don't miss|never miss|can't miss|no need to wait",
        "▇",
        sentence[:start],
    )
    return bool(_ENGLISH_DENIAL.search(masked))
