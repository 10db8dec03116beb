"""Amounts and counts as advertisements write them: 「12万元」, 「八万」, "¥60,000"."""

from __future__ import annotations

import re
from decimal import Decimal

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_TENS = {"十": 10, "百": 100, "千": 1000}
_BIG = {"万": 10**4, "w": 10**4, "亿": 10**8, "k": 10**3, "千": 10**3, "百": 10**2}
AMOUNT = re.compile(
    r"(?P<figure>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|[零一二两三四五六七八九十百千]+)\s*(?P<unit>[万千百亿wk]{0,2})(?P<yuan>元|块|人民币|rmb|现金|大奖)?"
)


def number(text: str) -> Decimal | None:
    """Return a number in digits or Chinese characters; None where it is none.

    >>> number("1,200.5"), number("三十五"), number("十二"), number("两千零八")
    (Decimal('1200.5'), Decimal('35'), Decimal('12'), Decimal('2008'))
    """
    plain = text.replace(",", "").replace("，", "")
    if re.fullmatch(r"\d+(?:\.\d+)?", plain):
        return Decimal(plain)
    total, digit = 0, 0
    for char in plain:
        if char in _TENS:
            total, digit = total + (digit or 1) * _TENS[char], 0
        elif char in _DIGITS:
            digit = _DIGITS[char]
        else:
            return None
    return Decimal(total + digit) if plain else None


def amounts_fen(text: str) -> list[int]:
    """Return the amounts of money in `text` in fen: what says so by its unit, and large bare figures in digits.

    >>> amounts_fen("价值12万元的轿车，八万现金，¥60,000，300元券")
    [12000000, 8000000, 6000000, 30000]
    """
    found = []
    for match in AMOUNT.finditer(text):
        value = number(match["figure"])
        said = bool(match["unit"]) or bool(match["yuan"])
        in_digits = match["figure"][0].isdigit() and (value or 0) >= 1000
        if value is None or not (said or in_digits):
            continue
        for letter in match["unit"]:
            value *= _BIG[letter]
        found.append(int(value * 100))
    return found
