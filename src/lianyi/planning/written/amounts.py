"""Numbers with their units as people write them: `190万`, `¥1,240.50`, `28%`, `三成`, `3个百分点`, `翻一番`, `1.9M`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from lianyi.planning.written.canvas import Canvas

Kind = Literal["money", "ratio", "points", "times", "count", "time", "plain"]

DIGITS = {"零": 0, "〇": 0, "两": 2} | {word: n for n, word in enumerate("一二三四五六七八九", 1)}
STEPS = {"十": 10, "百": 100, "千": 1000}
SCALE = {
    "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8, "十亿": 10**9, "百亿": 10**10, "千亿": 10**11,
    "万亿": 10**12, "万": 10**4, "w": 10**4, "千": 10**3, "百": 10**2, "k": 10**3, "thousand": 10**3, "m": 10**6,
    "mn": 10**6, "million": 10**6, "b": 10**9, "bn": 10**9, "billion": 10**9,
}  # fmt: skip
MONEY = ("元", "块", "圆", "人民币", "yuan", "rmb", "cny")
PEOPLE = (
    "人次", "人", "名", "位", "个", "单", "笔", "件", "篇", "条", "次", "场", "家", "款", "盆", "户", "群", "组", "张", "份", "套", "本",
    "台", "支", "只", "棵", "杯", "部", "步", "公斤", "斤", "字", "首", "股", "平方米", "页", "门", "项", "places", "people", "users", "customers", "members", "orders",
    "buyers", "followers", "posts", "notes", "units", "visitors", "pots", "plants", "times", "sessions", "cups", "steps", "meetings", "mentions",
)  # fmt: skip
TIME = ("个月", "小时", "分钟", "秒", "天", "日", "hours", "hour", "months", "minutes", "minute", "seconds", "days", "day", "h", "min", "s")  # fmt: skip
NUMBER = re.compile(
    r"(?P<sign>(?<![\d%a-zA-Z万亿元人单篇成])[-+])?\s*(?P<currency>[¥$€]|RMB|CNY)?\s*"
    r"(?:(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)|(?P<words>百分之[零一二两三四五六七八九十百]+|[一二两三四五六七八九十百千][零一二两三四五六七八九十百千万]*))"
    r"\s*(?:个(?=[百千]?[万亿]))?(?P<scale>万亿|[十百千]?[万亿]|[千百](?![分克瓦米])|(?:thousand|million|billion|bn|mn|[kmbw])(?![a-z/]))?\s*(?P<more>多|余|\+|来)?\s*"
    r"(?P<unit>个?百分点|pp(?![a-z])|pts?(?![a-z])|percentage points?|points?(?![a-z])|%|percent|per cent|‰|成(?![交单团员长本为功])|倍|番|"
    r"[x×](?![a-z0-9])|分(?!钟|析|销|成|别|享|层|阶|期|摊)|" + "|".join((*MONEY, *TIME[:6], *PEOPLE[:45])) + r"|(?:" + "|".join((*TIME[6:], *PEOPLE[45:])) + r")(?![a-z]))?",
    re.IGNORECASE,
)  # fmt: skip
ODDS = re.compile(r"(?<![\d:])(\d{1,3}(?:\.\d+)?)\s*:\s*(\d{1,3}(?:\.\d+)?)(?![\d:%])")
DOUBLE = re.compile(
    r"翻(?P<n>[一两二三四])番|翻(?P<k>[\d.]+|[一两二三四五六七八九十])倍|(?P<double>翻番|翻倍|doubl(?:e|ing)d?|翻一倍)|(?P<triple>tripl(?:e|ing)d?)|(?P<half>减半|halv(?:e|ing)|腰斩)|(?P<part>一半)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Amount:
    """A number at its place. A ratio is a fraction of 1, points are a difference of two, times a factor.

    `written` is how large it stood there before 万 or %; `bare` says that nothing stood beside it.
    """

    value: Decimal
    kind: Kind
    unit: str
    start: int
    end: int
    written: Decimal
    bare: bool = False
    scaled: int = 1


def take_amounts(canvas: Canvas) -> list[Amount]:
    """Return the numbers that are left in the sentence, left to right, with missing units of pairs filled in."""
    found = [*_odds(canvas), *_doubles(canvas), *_numbers(canvas)]
    return _shared_units(sorted(found, key=lambda a: a.start))


def chinese_number(words: str) -> Decimal | None:
    """Return the number that Chinese words say; None where they say none.

    >>> chinese_number("三"), chinese_number("一百二十"), chinese_number("两千零五")
    (Decimal('3'), Decimal('120'), Decimal('2005'))
    """
    total, current = 0, None
    for letter in words:
        if letter in DIGITS:
            current = DIGITS[letter]
        elif letter in STEPS:
            total += (1 if current is None else current) * STEPS[letter]
            current = 0
        elif letter == "万":
            total = (total + (current or 0)) * 10**4
            current = 0
        else:
            return None
    return Decimal(total + (current or 0)) if words else None


def _odds(canvas: Canvas) -> Iterator[Amount]:
    """Read `1:3` and `3:1` as three."""
    for match in canvas.take(ODDS):
        first, second = Decimal(match[1]), Decimal(match[2])
        if first and second:
            value = max(first, second) / min(first, second)
            yield Amount(value, "plain", ":", match.start(), match.end(), value)


def _doubles(canvas: Canvas) -> Iterator[Amount]:
    for match in canvas.take(DOUBLE):
        if match["part"]:
            yield Amount(Decimal("0.5"), "ratio", "一半", match.start(), match.end(), Decimal(50))
            continue
        factor = Decimal(2)
        if match["n"]:
            factor = Decimal(2) ** int(chinese_number(match["n"]) or 1)
        elif match["k"]:
            factor = Decimal(match["k"]) if match["k"][0].isdigit() else (chinese_number(match["k"]) or Decimal(2))  # fmt: skip
        elif match["triple"]:
            factor = Decimal(3)
        elif match["half"]:
            factor = Decimal("0.5")
        yield Amount(factor, "times", match[0], match.start(), match.end(), factor)


def _numbers(canvas: Canvas) -> Iterator[Amount]:
    for match in NUMBER.finditer(canvas.text):
        amount = _amount(match)
        if amount is not None:
            canvas.blank(amount.start, amount.end)
            yield amount


def _amount(match: re.Match[str]) -> Amount | None:
    size = _size(match)
    if size is None:
        return None
    scale = SCALE[match["scale"].lower()] if match["scale"] else 1
    unit = (match["unit"] or "").lower()
    percent = (match["words"] or "").startswith("百分之")
    if match["words"] and not percent and not (unit or match["scale"]) and size < 10_000:
        return None
    if match["words"] and not match["scale"] and (size < 2 or (unit == "个" and size < 10)) and unit in PEOPLE:  # fmt: skip
        # 一个, 两个, 一次: an article rather than a number.
        return None
    value = size * scale * (-1 if match["sign"] == "-" else 1)
    kind, value = _kind(unit, value, money=bool(match["currency"]), percent=percent)
    start = match.start() + len(match[0]) - len(match[0].lstrip())
    bare = kind == "plain" and scale == 1
    return Amount(value, kind, unit, start, match.end(), size, bare, scale)


def _size(match: re.Match[str]) -> Decimal | None:
    if match["digits"]:
        return Decimal(match["digits"].replace(",", ""))
    return chinese_number(match["words"].removeprefix("百分之"))


def _kind(unit: str, value: Decimal, *, money: bool, percent: bool) -> tuple[Kind, Decimal]:
    if unit in ("%", "percent", "per cent") or percent:
        return "ratio", value / 100
    if unit == "‰":
        return "ratio", value / 1000
    if unit == "成":
        return "ratio", value / 10
    if unit.endswith("百分点") or unit in ("pp", "pt", "pts") or unit.startswith("percentage"):
        return "points", value / 100
    if unit in ("倍", "x", "×"):
        return "times", value
    if unit == "番":
        return "times", Decimal(2) ** int(value) if value < 10 else value
    if unit in MONEY or money:
        return "money", value
    if unit in TIME:
        return "time", value
    if unit in PEOPLE:
        return "count", value
    return "plain", value


def _shared_units(found: list[Amount]) -> list[Amount]:
    """Give a bare number the unit of the one right after it: 从150到190万, 24提升到28%, 200~220万."""
    given = list(found)
    for place, (first, second) in enumerate(pairwise(found)):
        near = second.start - first.end <= 8
        if near and first.kind == "money" and first.scaled == 1 < second.scaled and first.written < second.written:  # fmt: skip
            given[place] = replace(first, value=first.value * second.scaled)
        if not (first.bare and near) or second.bare:
            continue
        if second.kind == "ratio":
            given[place] = replace(first, value=first.value / 100, kind="ratio", bare=False)
        elif second.kind in ("money", "count", "plain", "time"):
            small = first.value * 100 <= second.value and second.scaled > 1
            scale = second.scaled if small else 1
            given[place] = replace(first, value=first.value * scale, kind=second.kind, bare=False)
    return given
