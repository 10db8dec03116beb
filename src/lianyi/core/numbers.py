"""How numbers are shown: one place for every card, sentence, table and export, in both languages.

Money comes in whole minor units, ratios as fractions of 1 (0.0282 is 2.82%). Everything is rounded
once, half away from zero, here and nowhere before. None is a missing number and shows as an em
dash; a value that is not a number (a ratio over nothing) shows as `n/a`.

```
money  count  number  ratio          one value
change_of_amount  change_of_ratio    a value against its base
estimate  money_range  ratio_range   what is known within limits
plain_money  plain_ratio  to_ascii   for files and for chat groups
```
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import isfinite
from typing import Literal

from lianyi.core.currencies import minor_digits, sign_of
from lianyi.core.rounding import round_half_up
from lianyi.core.translation import Lang, Text

Number = int | Fraction | Decimal | float
# full: every whole unit · exact: with minor units · card: shortened from 100,000 · short: shortened
# from 10,000 (sentences, the 万 switch) · table, rows: no currency sign, whole or with minor units
MoneyStyle = Literal["full", "exact", "card", "short", "table", "rows"]

MISSING, UNDEFINED, MINUS = "—", "n/a", "−"
UP, DOWN = "▲", "▼"
EXCEL_MONEY, EXCEL_COUNT, EXCEL_RATIO = "#,##0.00", "#,##0", "0.00%"

_UNITS: dict[Lang, tuple[tuple[int, str], ...]] = {
    "zh": ((10**4, "万"), (10**8, "亿")),
    "en": ((10**3, "K"), (10**6, "M"), (10**9, "B")),
}
_SHORT_FROM = {"card": 10**5, "short": 10**4}
_BASE_WAS_ZERO = Text("上期为0", "0 before")
_GREW_TIMES = Text("增长{more}倍", "×{times}")
_LARGEST_PERCENT = Fraction(999, 100)


def money(
    minor: int | None,
    lang: Lang = "zh",
    *,
    style: MoneyStyle = "card",
    currency: str = "CNY",
    sign: bool = False,
    symbol: bool = True,
) -> str:
    """Return an amount as `style` shows it; `sign` writes a plus, `symbol=False` leaves the ¥ out.

    >>> money(44_596_900), money(7_184_200), money(7_184_200, style="short")
    ('¥44.60万', '¥71,842', '¥7.18万')
    >>> money(44_596_900, "en"), money(-1_342_700, style="full", sign=True)
    ('¥446.0K', '−¥13,427')
    """
    if minor is None:
        return MISSING
    digits = minor_digits(currency)
    major = Fraction(abs(minor), 10**digits)
    mark = sign_of(currency) if symbol and style not in ("table", "rows") else ""
    return _signed(minor, sign=sign) + mark + _major(major, lang, style, digits)


def count(value: int | None, lang: Lang = "zh", *, short: bool = False, sign: bool = False) -> str:
    """Return a number of things: `3,156`; `short` turns 111,900 into `11.19万` / `111.9K`."""
    if value is None:
        return MISSING
    size = Fraction(abs(value))
    shown = _short(size, lang, _SHORT_FROM["card"]) if short else _grouped(size, 0)
    return _signed(value, sign=sign) + shown


def number(value: Number | None, *, decimals: int = 2, sign: bool = False) -> str:
    """Return a plain number with fixed decimals: an ROI of `7.99`, a part of `−18,567`."""
    exact = _exact(value)
    if exact is None:
        return MISSING if value is None else UNDEFINED
    shown = _grouped(abs(exact), decimals)
    # What rounds to zero has no sign left.
    return _signed(exact if shown.strip("0.,") else 0, sign=sign) + shown


def ratio(value: Number | None, *, decimals: int | None = None, sign: bool = False) -> str:
    """Return a ratio in percent: 2 decimals under 10 %, 1 above, unless `decimals` says otherwise.

    >>> ratio(Fraction(3156, 111900)), ratio(0.4437), ratio(0.62, decimals=0), ratio(None)
    ('2.82%', '44.4%', '62%', '—')
    """
    exact = _exact(value)
    if exact is None:
        return MISSING if value is None else UNDEFINED
    return number(exact * 100, decimals=_ratio_decimals(exact, decimals), sign=sign) + "%"


def change_rate(
    value: Number | None, base: Number | None, lang: Lang = "zh", *, arrow: bool = True
) -> str:
    """Return the relative change with its arrow, `▼2.9%`, or with its sign, `−2.9%`.

    Over 999 % it says `增长10.2倍` / `×11.2`; over a base of 0 `上期为0`; over a negative base (or
    into a loss of many times the base) a rate has no meaning: then it is `n/a` and the amount
    speaks.

    >>> change_rate(445969, 459396), change_rate(1120, 100), change_rate(5, 0, "en")
    ('▼2.9%', '增长10.2倍', '0 before')
    """
    now, then = _exact(value), _exact(base)
    if now is None or then is None:
        return MISSING if value is None or base is None else UNDEFINED
    if then == 0:
        return _BASE_WAS_ZERO.say(lang)
    rate = now / then - 1
    if then < 0 or rate < -_LARGEST_PERCENT:
        return UNDEFINED
    if rate > _LARGEST_PERCENT:
        more, times = number(rate, decimals=1), number(rate + 1, decimals=1)
        return _GREW_TIMES.format(more=more, times=times).say(lang)
    return _arrowed(rate * 100, 1, "%", arrow=arrow)


def change_of_amount(
    minor: int | None,
    base: int | None,
    lang: Lang = "zh",
    *,
    currency: str | None = "CNY",
    arrow: bool = True,
) -> str:
    """Return the change and, in brackets, the difference: `▼2.9% (−¥13,427)`.

    `currency=None` means a count. Without `arrow` it is the form for sentences. Where no rate can
    be given, the difference stands alone.

    >>> change_of_amount(44_596_900, 45_939_600), change_of_amount(-500, -10_000)
    ('▼2.9% (−¥13,427)', '+¥95')
    >>> change_of_amount(7_184_200, 7_291_000, arrow=False)
    '−1.5%(−¥1,068)'
    """
    if minor is None or base is None:
        return MISSING
    by = minor - base
    if currency is None:
        difference = count(by, lang, sign=True)
    else:
        difference = money(by, lang, style="full", currency=currency, sign=True)
    rate = change_rate(minor, base, lang, arrow=arrow)
    if rate == UNDEFINED:
        return difference
    space = "" if lang == "zh" and not arrow else " "
    return f"{rate}{space}({difference})"


def change_of_ratio(
    value: Number | None,
    base: Number | None,
    lang: Lang = "zh",
    *,
    sentence: bool = False,
    arrow: bool = True,
    decimals: int | None = None,
) -> str:
    """Return the difference of two ratios in points: `▼0.05pp`, in a `sentence` `下降0.05个百分点`.

    2 decimals when both ratios are under 10 %, else 1, unless `decimals` says otherwise.
    """
    now, then = _exact(value), _exact(base)
    if now is None or then is None:
        return MISSING if value is None or base is None else UNDEFINED
    shown = _ratio_decimals(max(abs(now), abs(then)), decimals)
    points = (now - then) * 100
    if not sentence:
        return _arrowed(points, shown, "pp", arrow=arrow)
    size = number(abs(points), decimals=shown)
    if not size.strip("0."):
        return Text("持平", "level").say(lang)
    words = (
        Text("上升{n}个百分点", "up {n} pp")
        if points > 0
        else Text("下降{n}个百分点", "down {n} pp")
    )
    return words.format(n=size).say(lang)


def estimate(value: Number, low: Number, high: Number, *, decimals: int = 2) -> str:
    """Return an estimate with its interval: `0.38 [0.31, 0.46]`."""
    shown = [number(part, decimals=decimals) for part in (value, low, high)]
    return f"{shown[0]} [{shown[1]}, {shown[2]}]"


def money_range(
    low: int,
    high: int,
    lang: Lang = "zh",
    *,
    currency: str = "CNY",
    level: Number | None = None,
    decimals: int | None = None,
) -> str:
    """Return two amounts as one range, with the probability `level` that it holds.

    Chinese names the unit once, English twice. `decimals` are those of the shortened figure; by
    itself Chinese shows none from 100 units on, else 2.

    >>> money_range(186_000_000, 201_000_000, level=0.8)
    '¥186~201万（80%）'
    >>> money_range(186_000_000, 201_000_000, "en", level=0.8)
    '¥1.86M to ¥2.01M (80%)'
    """
    inside = ratio(level, decimals=0) if level is not None else ""
    if lang == "en":
        spoken = _english_range(low, high, currency, decimals)
        return f"{spoken} ({inside})" if inside else spoken
    spoken = _chinese_range(low, high, currency, decimals)
    return f"{spoken}（{inside}）" if inside else spoken


def ratio_range(
    low: Number, high: Number, lang: Lang = "zh", *, decimals: int | None = None, sign: bool = False
) -> str:
    """Return two ratios as one range: `+10%~+18%` / `+10% to +18%`."""
    joiner = Text("~", " to ").say(lang)
    return joiner.join(ratio(end, decimals=decimals, sign=sign) for end in (low, high))


def plain_money(minor: int | None, currency: str = "CNY") -> Decimal | None:
    """Return whole currency units with their decimals, for a number cell: `445969.00`."""
    return None if minor is None else Decimal(minor).scaleb(-minor_digits(currency))


def plain_ratio(value: Number | None, *, decimals: int = 6) -> Decimal | None:
    """Return a fraction of 1 for a number cell: `0.028204`; None where there is no number."""
    exact = _exact(value)
    if exact is None:
        return None
    return Decimal(round_half_up(exact * Fraction(10) ** decimals)).scaleb(-decimals)


def to_ascii(text: str) -> str:
    """Return a shown number as chat groups and old spreadsheets take it: `▼1.5%` as `-1.5%`."""
    return text.replace(UP, "+").replace(DOWN, "-").replace(MINUS, "-")


def axis_unit(largest: Number, lang: Lang = "zh") -> tuple[int, str]:
    """Return divisor and name of the one unit for a column or an axis up to `largest`.

    >>> axis_unit(446_000), axis_unit(446_000, "en"), axis_unit(900)
    ((10000, '万'), (1000, 'K'), (1, ''))
    """
    exact = abs(_exact(largest) or Fraction(0))
    fitting = [unit for unit in _UNITS[lang] if exact >= unit[0]]
    return fitting[-1] if fitting and exact >= _SHORT_FROM["short"] else (1, "")


def _exact(value: Number | None) -> Fraction | None:
    if value is None:
        return None
    if isinstance(value, float):
        # Through its shortest text, so that 0.145 rounds as the reader sees it.
        return Fraction(repr(value)) if isfinite(value) else None
    if isinstance(value, Decimal) and not value.is_finite():
        return None
    return Fraction(value)


def _signed(value: int | Fraction, *, sign: bool) -> str:
    if value < 0:
        return MINUS
    return "+" if sign and value > 0 else ""


def _grouped(size: Fraction, decimals: int) -> str:
    scaled = round_half_up(size * Fraction(10) ** decimals)
    whole, rest = divmod(scaled, 10**decimals)
    return f"{whole:,}.{rest:0{decimals}d}" if decimals else f"{whole:,}"


def _major(major: Fraction, lang: Lang, style: MoneyStyle, digits: int) -> str:
    # Less than one yuan would round to nothing, and zero itself is written as an amount.
    if style in ("exact", "rows") or (style != "table" and major < 1):
        return _grouped(major, digits)
    if style in _SHORT_FROM:
        return _short(major, lang, _SHORT_FROM[style])
    return _grouped(major, 0)


def _short(size: Fraction, lang: Lang, threshold: int) -> str:
    if round_half_up(size) < threshold:
        return _grouped(size, 0)
    units = _UNITS[lang]
    for place, (divisor, unit) in enumerate(units, 1):
        decimals = _unit_decimals(size / divisor, unit)
        shown = round_half_up(size / divisor * Fraction(10) ** decimals) * divisor
        # 9,999.996万 would be shown as 10,000.00万: that is one 亿.
        if place == len(units) or shown < units[place][0] * 10**decimals:
            return _grouped(size / divisor, decimals) + unit
    raise AssertionError("the largest unit has no ceiling")


def _unit_decimals(scaled: Fraction, unit: str) -> int:
    """Return the decimals of a unit: 2 for 万 and 亿, 1 for K, three figures for M and B."""
    if unit in "万亿":
        return 2
    if unit == "K":
        return 1
    return next((n for n in (2, 1) if round_half_up(scaled * 10**n) < 1000), 0)


def _ratio_decimals(exact: Fraction, decimals: int | None) -> int:
    if decimals is not None:
        return decimals
    # 9.996 % would become 10.00 %, which belongs to the other side.
    return 2 if round_half_up(abs(exact) * 10_000) < 1_000 else 1


def _arrowed(points: Fraction, decimals: int, unit: str, *, arrow: bool) -> str:
    size = number(abs(points), decimals=decimals)
    if not size.strip("0.,"):
        return size + unit
    up, down = (UP, DOWN) if arrow else ("+", MINUS)
    return (up if points > 0 else down) + size + unit


def _english_range(low: int, high: int, currency: str, decimals: int | None) -> str:
    ends = []
    for minor in (low, high):
        major = Fraction(abs(minor), 10 ** minor_digits(currency))
        divisor, unit = axis_unit(major, "en")
        if decimals is None or divisor == 1:
            ends.append(money(minor, "en", style="short", currency=currency))
        else:
            shown = _grouped(major / divisor, decimals)
            ends.append(_signed(minor, sign=False) + sign_of(currency) + shown + unit)
    return ends[0] if ends[0] == ends[1] else " to ".join(ends)


def _chinese_range(low: int, high: int, currency: str, decimals: int | None) -> str:
    if low < 0:
        return "~".join(money(end, style="short", currency=currency) for end in (low, high))
    digits = minor_digits(currency)
    ends = [Fraction(minor, 10**digits) for minor in (low, high)]
    divisor, unit = axis_unit(ends[1])
    rough = 0 if divisor == 1 or ends[1] >= 100 * divisor else 2
    for shown_decimals in (decimals, rough, 2):
        if shown_decimals is None:
            continue
        shown = [_grouped(end / divisor, shown_decimals) for end in ends]
        if shown[0] != shown[1]:
            return f"{sign_of(currency)}{shown[0]}~{shown[1]}{unit}"
    return money(high, style="short", currency=currency)
