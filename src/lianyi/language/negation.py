"""Which characters of a text stand under a "not": within a few characters behind it, up to the next mark, twice is not at all."""

from __future__ import annotations

from lianyi.language.words import Words

REACH = 4
"""Characters behind a negation that it turns round."""
# Words that hold a character of negation and deny nothing, or whose denial is the praise itself; found before the negations.
_NOT_DENYING = """
不错 不但 不仅 不过 不得不 不愧 不止 不只 不光 不管 不论 不断 不少 不同 不知不觉 不知道 不一样 不二 不可思议 不好意思 不要太 差不多
没得说 没的说 没话说 没毛病 没想到 没事 没关系 无论 无线 无语 无所谓 无聊 无比 未来 别人 别的 别墅 别致 特别 区别 个别 分别 级别 性别 非常 要不
对不起 了不起 忍不住 禁不住 爱不释手 赞不绝口 迫不及待 物美价廉 无敌 无微不至 一丝不苟 无可挑剔 无懈可击 不亦乐乎 络绎不绝 不虚此行 不负众望
不然 不妨 不料 不是吧 不买后悔 不踩雷 不踩坑 不后悔 不贵
"""
_DENYING = """
不是 不会 不能 不够 不太 不怎么 不咋 不算 不用 不再 没有 没那么 没什么 并没有 并不 并非 绝非 毫无 从不 从没 从未 谈不上 称不上 算不上 说不上 难以 无法 不 没 无 未 别 勿 莫
"""
_OTHER = frozenset(_NOT_DENYING.split())
_FOUND = Words([*_OTHER, *_DENYING.split()])
_MARKS = frozenset("，。！？～")


def denied(text: str) -> bytes:
    """Return per character of a normal text 1 where it stands under a negation, else 0.

    >>> list(denied("不好看"))
    [0, 1, 1]
    >>> list(denied("不是不好"))
    [0, 0, 1, 0]
    >>> list(denied("不错，没坏"))
    [0, 0, 0, 0, 1]
    """
    flags = bytearray(len(text))
    for start, word in _FOUND.find(text):
        end = start + len(word)
        if word in _OTHER or _asks(text, start, end):
            continue
        for n in range(end, min(end + REACH, len(text))):
            if text[n] in _MARKS:
                break
            flags[n] ^= 1
    return bytes(flags)


def _asks(text: str, start: int, end: int) -> bool:
    """Return whether the character before comes again behind: 「好不好」 asks, it does not deny."""
    return start > 0 and end - start == 1 and end < len(text) and text[start - 1] == text[end]
