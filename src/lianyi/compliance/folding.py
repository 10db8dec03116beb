"""Read a line as a reader does: one width, one case, one script, without the tricks that hide a word.

「全網最 低 价」, 「最*佳」 and 「ＮＯ．１」 are read as 「全网最低价」, 「最佳」 and "no.1". Every character of the folded line
knows its place in the original.
"""

from __future__ import annotations

import re
import unicodedata

_TRADITIONAL = (
    "網價級極獎勵轉發贊讚幫隊業績銷費買賣團購銀員頭領層與資據會憑證從來後兒歲線擴體醫藥療癒壓糖臟腎"
    "鬆瘋廣單個們億萬點選擇應該獲贏紅禮優質專國際學營際險見對雙餘絕無獨僅處賺穩錢額報稅檢門戶號碼電話腦"
    "筆測評種鏈開關註冊導誘強實虛構編造補齊殺滅預"
)
_SIMPLIFIED = (
    "网价级极奖励转发赞赞帮队业绩销费买卖团购银员头领层与资据会凭证从来后儿岁线扩体医药疗愈压糖脏肾"
    "松疯广单个们亿万点选择应该获赢红礼优质专国际学营际险见对双余绝无独仅处赚稳钱额报税检门户号码电话脑"
    "笔测评种链开关注册导诱强实虚构编造补齐杀灭预"
)
_SCRIPT = dict(zip(_TRADITIONAL, _SIMPLIFIED, strict=True))
_INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad")
# What people put between two characters to hide a word from a list.
_HIDING = frozenset("*·•_|~^＊")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_CIRCLED = {chr(0x2460 + i): str(i + 1) for i in range(9)}


def folded(line: str) -> tuple[str, list[int]]:
    """Return the line as it is read, and for each of its characters the place in `line`.

    >>> folded("全網最*佳")
    ('全网最佳', [0, 1, 2, 4])
    """
    kept = [(i, c) for i, c in enumerate(line) if c not in _INVISIBLE]
    read: list[str] = []
    places: list[int] = []
    for at, (place, char) in enumerate(kept):
        if _hides(kept, at):
            continue
        read.append(_plain(char))
        places.append(place)
    return "".join(read), places


def _plain(char: str) -> str:
    if char in _SCRIPT:
        return _SCRIPT[char]
    if char in _CIRCLED:
        return _CIRCLED[char]
    if "\uff01" <= char <= "\uff5e" and char not in "，！？；：":
        char = unicodedata.normalize("NFKC", char)
    lowered = char.lower()
    return lowered if len(lowered) == 1 else char


def _hides(kept: list[tuple[int, str]], at: int) -> bool:
    """True for a mark or blank that only stands between the characters of one word."""
    char = kept[at][1]
    if not 0 < at < len(kept) - 1:
        return False
    before, after = kept[at - 1][1], kept[at + 1][1]
    if not (_HAN.match(before) and _HAN.match(after)):
        return False
    if char in _HIDING:
        return True
    return char in " \u3000" and (_alone(kept, at, -1) or _alone(kept, at, 1))


def _alone(kept: list[tuple[int, str]], at: int, step: int) -> bool:
    """True where a single character stands on that side of a blank, as in 「最 低 价」."""
    beyond = at + 2 * step
    edge = not 0 <= beyond < len(kept)
    return (edge and step > 0) or (not edge and kept[beyond][1] in " \u3000")
