"""How the numbers of a report are written, in both languages at once; the rounding is `core.numbers`'.

Every function takes what a metric answers: money in minor units, ratios as fractions.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from lianyi.core import numbers
from lianyi.core.numbers import MoneyStyle
from lianyi.core.rounding import round_half_up
from lianyi.core.translation import Text, same

Value = int | float | Fraction


@dataclass(frozen=True)
class Shown:
    """Writes numbers in one currency."""

    currency: str = "CNY"

    def full(self, minor: Value) -> Text:
        """Return money with every whole unit: `¥40,152`."""
        return self._money(minor, "full")

    def signed(self, minor: Value) -> Text:
        """Return a change of money: `−¥13,427`, `+¥13,174`."""
        return self._money(minor, "full", sign=True)

    def card(self, minor: Value) -> Text:
        """Return money as a card shows it: in full up to 10万, then `¥44.60万` / `¥446.0K`."""
        return self._money(minor, "card")

    def short(self, minor: Value) -> Text:
        """Return money as a sentence shows it: from 1万 `¥6.21万` / `¥62.1K`."""
        return self._money(minor, "short")

    def exact(self, minor: Value) -> Text:
        """Return money with its minor units: `¥141.31`."""
        return self._money(minor, "exact")

    def span(self, low: Value, high: Value) -> Text:
        """Return a range of money: `¥39.69~40.23万` / `¥396.9K to ¥402.3K`."""
        a, b = _whole(low), _whole(high)
        return Text(
            numbers.money_range(a, b, "zh", currency=self.currency),
            numbers.money_range(a, b, "en", currency=self.currency),
        )

    def of(self, unit: str, value: Value) -> Text:
        """Return a value of any unit as a table shows it."""
        if unit == "money":
            return self.full(value)
        if unit == "count":
            return same(numbers.count(_whole(value)))
        if unit == "ratio":
            return ratio(value)
        return (
            _WITH_UNIT[unit].format(n=_one_decimal(value)) if unit in _WITH_UNIT else number(value)
        )

    def change_of(self, unit: str, value: Value) -> Text:
        """Return a change of any unit, with its sign."""
        if unit == "money":
            return self.signed(value)
        if unit == "count":
            return same(numbers.count(_whole(value), sign=True))
        return points(value) if unit == "ratio" else same(numbers.number(value, sign=True))

    def _money(self, minor: Value, style: MoneyStyle, *, sign: bool = False) -> Text:
        whole = _whole(minor)
        zh, en = (
            numbers.money(whole, lang, style=style, currency=self.currency, sign=sign)
            for lang in ("zh", "en")
        )
        return Text(zh, en)


def ratio(value: Value) -> Text:
    """Return a share in per cent: two decimals under 10 %, one above (`2.82%`, `44.4%`)."""
    return same(numbers.ratio(value))


def percent(value: Value, digits: int = 1) -> Text:
    """Return a size in per cent without its sign: `2.9%`."""
    return same(numbers.ratio(abs(numbers_exact(value)), decimals=digits))


def signed_percent(value: Value) -> Text:
    """Return a change in per cent with its sign; beyond 999 % how many times (`增长10.2倍` / `×11.2`)."""
    rate = numbers_exact(value) + 1
    zh, en = (numbers.change_rate(rate, 1, lang, arrow=False) for lang in ("zh", "en"))
    return Text(zh, en)


def percent_points(value: Value) -> Text:
    """Return the size of a change of a ratio in words: `0.6个百分点` / `0.6 pp`."""
    shown = numbers.number(abs(numbers_exact(value)) * 100, decimals=1)
    return Text(f"{shown}个百分点", f"{shown} pp")


def points(value: Value) -> Text:
    """Return a change of a ratio in percentage points, with its sign: `−0.05pp`."""
    exact = numbers_exact(value)
    shown = numbers.number(
        exact * 100, decimals=2 if abs(exact) < Fraction(1, 100) else 1, sign=True
    )
    return Text(f"{shown}pp", f"{shown} pp")


def number(value: Value) -> Text:
    """Return a plain number: two decimals (`7.99`, `0.38`), none from a hundred on (`992`)."""
    return same(numbers.number(value, decimals=0 if abs(numbers_exact(value)) >= 100 else 2))


def numbers_exact(value: Value) -> Fraction:
    """Return the value without the noise of a float's last digits."""
    return Fraction(repr(value)) if isinstance(value, float) else Fraction(value)


_WITH_UNIT = {"days": Text("{n}天", "{n} days"), "minutes": Text("{n}分钟", "{n} min")}


def _whole(value: Value) -> int:
    return value if isinstance(value, int) else round_half_up(numbers_exact(value))


def _one_decimal(value: Value) -> str:
    return numbers.number(value, decimals=1)
