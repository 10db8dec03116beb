"""Amounts of a goal as a reader sees them: in the unit of their measure, in both languages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from lianyi.core.calendar.labels import date_text
from lianyi.core.numbers import count, money, number, ratio
from lianyi.core.translation import Lang, Text
from lianyi.planning.written.naming import Measured


def amount_text(value: Decimal, measured: Measured) -> Text:
    """Return `value` (yuan, a fraction of 1, pieces) as text: ¥190.00万, 28.0%, 1,600.

    >>> from lianyi.planning.written.naming import built_in
    >>> from lianyi.planning.written.canvas import Canvas
    >>> gmv = built_in().take(Canvas("GMV"))[0].measured
    >>> amount_text(Decimal(1_900_000), gmv).zh
    '¥190.00万'
    """
    return Text(_said(value, measured, "zh"), _said(value, measured, "en"))


def _said(value: Decimal, measured: Measured, lang: Lang) -> str:
    if measured.unit == "money":
        whole = value == value.to_integral_value()
        style = "short" if abs(value) >= 10_000 else "full" if whole else "exact"
        return money(int((value * 100).to_integral_value("ROUND_HALF_UP")), lang, style=style)  # type: ignore[arg-type]  # one of the styles
    if measured.unit == "ratio":
        return ratio(value)
    if value == value.to_integral_value():
        return count(int(value), lang)
    return number(value)


def day_said(day: date) -> Text:
    """Return a day with its year: 2026年9月30日 / 30 Sep 2026."""
    return Text(f"{day.year}年{day.month}月{day.day}日", date_text(day, year=True).en)


def times_text(value: Decimal) -> str:
    """Return a factor with one decimal: 3.1."""
    return number(value, decimals=1)
