"""How values of goals are written: by unit, money in minor units, in both languages."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from lianyi.core import numbers
from lianyi.core.money import minor_digits
from lianyi.core.rounding import round_half_up
from lianyi.core.translation import Lang, Text, same

Value = int | Fraction | float
EACH = Text("{n}天", "{n} days"), Text("{n}分钟", "{n} min")


def written(unit: str, value: Value | None, currency: str = "CNY", *, is_price: bool = False) -> Text:  # fmt: skip
    """Return a value of a metric: `¥84.42万`, `21.1万`, `2.84%`, `7.99`; a price (money per something) with its fen."""
    if value is None:
        return same(numbers.MISSING)
    return _by_language(lambda lang: _written(unit, value, currency, lang, is_price=is_price))


def _by_language(say: Callable[[Lang], str]) -> Text:
    return Text(say("zh"), say("en"))


def _written(unit: str, value: Value, currency: str, lang: Lang, *, is_price: bool) -> str:
    if unit == "money":
        style: numbers.MoneyStyle = "exact" if is_price and abs(exact(value)) < 10**6 else "short"
        return numbers.money(rounded(value), lang, style=style, currency=currency)
    if unit == "count":
        return numbers.count(rounded(value), lang, short=True)
    if unit == "ratio":
        return numbers.ratio(value)
    plain = numbers.number(value, decimals=0 if abs(exact(value)) >= 100 else 2)
    return {"days": EACH[0], "minutes": EACH[1]}[unit].format(n=plain).say(lang) if unit in ("days", "minutes") else plain  # fmt: skip


def span(unit: str, low: Value, high: Value, currency: str = "CNY", *, is_price: bool = False) -> Text:  # fmt: skip
    """Return two values as one range: `¥186~201万`, `27.1%~28.3%`."""
    if unit == "money" and not is_price:
        ends = rounded(low), rounded(high)
        return _by_language(lambda lang: numbers.money_range(*ends, lang, currency=currency))
    if unit == "ratio" and numbers.ratio(low) != numbers.ratio(high):
        return _by_language(lambda lang: numbers.ratio_range(low, high, lang))
    first, last = (written(unit, v, currency, is_price=is_price) for v in (low, high))
    return first if first == last else Text(f"{first.zh}~{last.zh}", f"{first.en} to {last.en}")


def exact_money(minor: Value, currency: str = "CNY", *, sign: bool = False) -> Text:
    """Return an amount with its minor units: `¥152.00`."""
    amount = rounded(minor)
    return _by_language(lambda lang: numbers.money(amount, lang, style="exact", currency=currency, sign=sign))  # fmt: skip


def major(unit: str, value: Value, currency: str = "CNY") -> float:
    """Return a value as facts and JSON carry it: money in whole currency units, all else as it is."""
    whole = exact(value)
    return float(whole / 10 ** minor_digits(currency)) if unit == "money" else float(whole)


def exact(value: Value) -> Fraction:
    """Return a value of a metric without the noise of a float's last digits."""
    return Fraction(repr(value)) if isinstance(value, float) else Fraction(value)


def rounded(value: Value) -> int:
    """Return the nearest whole number, half away from zero."""
    return round_half_up(exact(value))
