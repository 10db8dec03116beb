"""Words and turns that shoppers use and old reviews do not: slang, signs, and the words of "so-so". Written by us, word by word.

A weight is in the unit of the model's score (log odds): +2 alone takes a text from even to 0.88.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lianyi.language.negation import denied
from lianyi.language.words import Words

_STRONG_GOOD = """
yyds 绝绝子 神仙 无敌了 封神 天花板 爱了爱了 狠狠爱了 爱惨了 闭眼入 闭眼冲 闭眼买 无脑入 无脑冲 无脑回购 无限回购 必入 必买 必囤 吹爆 按头安利 按头推荐 强烈安利 强推 锁死
本命 宝藏 挖到宝 真香 泰裤辣 太酷啦 太香了 香爆了 绝了 好用到哭 好吃到哭 好用哭了 好吃哭了 好看到哭 美哭 爱死了 爱不释手 相见恨晚 良心之作 国货之光 不踩雷 不踩坑 零差评 不后悔 不会后悔 不难吃 不难喝 不难用 没破损 没有破损 无破损 没异味 没有异味 无异味 没色差 没有色差 无色差 不油腻 不掉色 不起球 不卡顿 不刺激 不刺鼻 不闷痘 不卡粉 不拔干 没毛病 没有毛病 挑不出毛病 没得说 没话说 不差 不赖 满分 五星好评 墙裂推荐 亲测有效 巨好 巨好用
巨好吃 巨好看 贼好 贼好用 贼好吃 嘎嘎好 嘎嘎香 杠杠的 杠杠滴 倍儿棒 棒呆 好评如潮 名不虚传 不负众望 香迷糊了 美翻 惊艳 赞爆 好喝哭
"""
_GOOD = """
回购 复购 种草 入股不亏 性价比高 性价比超高 颜值高 高颜值 颜值在线 颜值爆表 颜值控 安利 囤货 囤了 续杯 空瓶 上头 上瘾 戳中 少女心 氛围感 高级感 质感满满 质感在线 显白 显瘦 显高 遮肉 百搭 出片 回头率高 值回票价
物超所值 物有所值 超值 划算 好价 羊毛 真材实料 良心价 业界良心 宠粉 6到飞起 给力 省心 治愈 解压 暖心 贴心 好评 点赞 打call 推荐 冲鸭 姐妹们冲 冲就完了 可以冲 拿捏 拿捏住了 惊喜 无油腻感 水润 服帖
丝滑 软糯 酥脆 鲜嫩 清爽 yummy nice good perfect love 棒棒哒 美美哒 萌萌哒 nice啊 牛批 yoxi 永远滴神 永远的神 好顶 巴适 得劲 正品无疑 物流神速 秒发 秒到 秒回 不贵
"""
_STRONG_BAD = """
避雷 踩雷 踩坑 劝退 智商税 割韭菜 拉黑 退退退 一生黑 快逃 快跑 别买 别入 别冲 千万别 慎入 慎买 谁买谁后悔 买家秀翻车 翻车 塌房 血亏 坑爹 坑人 骗子 骗钱 骗人 假货 三无 山寨 无良 黑心 奸商 黑店 垃圾 辣鸡 垃圾中的战斗机 智障 恶心 离谱 无语子 无语
大无语 栓q 我谢谢你 呵呵哒 差评 烂透了 烂脸 烂尾 毁容 过敏 爆痘 闷痘 发霉 变质 异物 拉肚子 虚假宣传 货不对板 图文不符 照骗 大冤种 冤大头 被坑 上当 毁三观 一言难尽 难吃到吐 难用到哭 再也不买 再也不会买 不会回购 不回购 不推荐 不建议买 退货 退款 投诉 维权 举报
坑 难评 一眼假 韭菜 鸡肋 雷品 雷点 巨难吃 巨难用 贼难吃 贼难用
"""
_BAD = """
拔草 吃灰 闲置 压箱底 打脸 交学费 交智商税 卡粉 浮粉 搓泥 油腻 拔干 假滑 刺鼻 掉色 起球 缩水 开线 跑毛 漏液 破损 压坏 错发 漏发 少发 发错 不发货 迟迟不发 已读不回 踢皮球 敷衍 套路 鸡贼 溢价 刺客 背刺 降价快 刚买就降 缺斤少两 注水 偷工减料 掉链子 拉胯 拉垮 摆烂 泡汤
emo 破防 裂开 下头 闹心 糟心 心塞 膈应 踩过坑 货不对版 一股味 性价比不高 性价比低 性价比太低 颜值不高 颜值低 塑料感 廉价感 显黑 显胖 显老 硌脚 磨脚 掉皮 脱胶 卡顿 bad 后悔 失望
"""
_SO_SO = """
还行吧 还行 还可以 还凑合 凑合 凑合用 马马虎虎 一般般 一般 一般吧 普普通通 普通 中规中矩 无功无过 不好不坏 不功不过 中等 将就 将就用 不好也不坏 不坏也不好 谈不上好坏 勉强 差不多 就那样 就这样吧 也就那样 没什么感觉 没感觉 没啥感觉 说不上好 不咸不淡 平平 平平无奇 过得去 可以吧 还好吧 还好 ok吧 平淡无奇 so so 没有惊喜
此用户没有填写评价 此用户未填写评价内容 用户未填写评价 系统默认好评 默认好评 系统默认评价 没啥特别 没什么特别 说不上喜欢 有好有坏 见仁见智 因人而异 还没用 没用过 还没试 暂时没用 用了再说 再看看 观望 未使用 还没拆
"""
_SIGNS_GOOD = "👍 😊 😍 🥰 😘 😄 😁 😃 ❤ 💕 💖 💗 🧡 💛 💜 🌹 🎉 💯 ✨ 🤩 😋 👏 💪 🌟 [赞] [强] [爱心] [玫瑰] [鼓掌] [比心] [太开心]"
_SIGNS_BAD = "👎 😡 😠 🤬 💩 🤮 🤢 😤 😒 🙄 💔 😞 😩 😫 💣 [弱] [怒] [吐] [怒骂] [衰] [抓狂] [鄙视] [失望] [白眼]"
_ASKING = "请问 什么时候 啥时候 有人知道 有没有人 谁知道 求问 求助 问一下 想问 问问 哪里买 在哪买 怎么买 怎么安装 怎么用 能用多久 多久能 多久到 多少钱"
_ASKS = re.compile("|".join(_ASKING.split()))
_MOST_ASKED = 25
"""A longer text does more than ask."""
_TWICE_NOT = re.compile(
    "(?:[也并倒都]?(?:不是|并非|没有|没|不能说|谈不上)不(?!错|但|仅|过|管|论|断|少|同|愧|止|光)|不[得能]不说)"
)
_MORE = (
    "超级 超 特别 非常 太 真的 真 好 巨 贼 最 极其 极 狠狠 十分 相当 实在 简直 绝对 完全 彻底 so"
)
_LESS = "有点 有点儿 有些 稍微 稍 略 略微 一点 些许 小小 轻微 不怎么"
MORE, LESS = 1.4, 0.6
_BEFORE = 4
"""A degree word stands at most this many characters before what it strengthens."""


def _weighed() -> Mapping[str, float]:
    parts = ((_STRONG_GOOD, 2.6), (_GOOD, 1.4), (_STRONG_BAD, -2.6), (_BAD, -1.4), (_SIGNS_GOOD, 1.4), (_SIGNS_BAD, -1.6))  # fmt: skip
    return {word: weight for words, weight in parts for word in words.split()}


def _spelled(words: str) -> list[str]:
    """Return words as they stand in a normal text: its marks, its numbers."""
    from lianyi.language.normal import normal

    return [normal(w) for w in words.split()]


WEIGHTS: Mapping[str, float] = {w: v for word, v in _weighed().items() for w in _spelled(word)}
_ACTS = frozenset(_spelled(_STRONG_BAD))
"""Who writes 「不能退货」 or 「不给差评」 is not content: a denial of these says nothing."""
_WORDS = Words(WEIGHTS)
_SO_SO_WORDS = Words(_spelled(_SO_SO))
_MORE_WORDS = re.compile(f"(?:{'|'.join(sorted(_MORE.split(), key=len, reverse=True))})[地的]?$")
_LESS_WORDS = re.compile(f"(?:{'|'.join(sorted(_LESS.split(), key=len, reverse=True))})$")


@dataclass(frozen=True)
class Hit:
    """A word of the list at `start` in a normal text, with its weight after degree and negation."""

    word: str
    start: int
    weight: float


def hits(text: str, under: bytes | None = None) -> list[Hit]:
    """Return the words of the list that a normal text holds, the longest at each place; `under` is `denied(text)`.

    A word under a negation counts the other way, at half its weight: what is not bad is not yet good.

    >>> [(h.word, round(h.weight, 2)) for h in hits("颜值高，不回购")]
    [('颜值高', 1.4), ('不回购', -2.6)]
    """
    found = []
    for start, word in _WORDS.find(text):
        under = denied(text) if under is None else under
        weight = WEIGHTS[word]
        before = text[max(start - _BEFORE, 0) : start]
        if _LESS_WORDS.search(before):
            weight *= LESS
        elif _MORE_WORDS.search(before):
            weight *= MORE
        if under[start]:
            weight *= 0.0 if word in _ACTS else -0.5
        found.append(Hit(word, start, weight))
    return found


def plainly(text: str) -> str:
    """Return a normal text with double negations taken out: 「不是不好」 is put as 「好」.

    >>> plainly("不是不好，不得不说真香")
    '好，真香'
    """
    return _TWICE_NOT.sub("", text)


def asks(text: str) -> bool:
    """Return whether a normal text does little but ask.

    >>> asks("请问什么时候发货"), asks("不好看")
    (True, False)
    """
    return len(text) <= _MOST_ASKED and _ASKS.search(text) is not None


def so_so_words(text: str) -> list[str]:
    """Return the words of a normal text that say so-so, in order."""
    return [word for _, word in _SO_SO_WORDS.find(text)]


def so_so(text: str) -> float:
    """Return the share of the characters of a normal text that say so-so, marks and blanks left out: 0 to 1.

    >>> so_so("一般般")
    1.0
    """
    words = so_so_words(text)
    return sum(map(len, words)) / sum(map(str.isalnum, text)) if words else 0.0
