"""Read amounts as exports write them: `¥1,234.50`, `1.2万`, `(3.00)`, `－５元`, `'12.30<tab>`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from lianyi.core.currencies import MINOR_DIGITS, SIGNS, minor_digits
from lianyi.core.errors import NO_FACTS, Issue
from lianyi.core.rounding import round_half_up

# Widest amount that a 64-bit column holds, with room to add up.
MAX_MINOR = 10**17

_PLAIN = re.compile(r"(-?)([0-9]{1,15})(?:\.([0-9]+))?")
# Full-width forms only: Unicode's own folding would also turn a footnote mark into a digit.
_NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {
    **dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")),
    **dict.fromkeys(map(ord, "\u00a0\u2007\u202f\u3000"), " "),
    **dict.fromkeys(map(ord, "‐‑‒–−"), "-"),
    ord("￥"): "¥",
}
_NULLS = frozenset({"", "-", "--", "---", "—", "——", "/", "\\", "无", "暂无"}) | frozenset(
    {"na", "n/a", "null", "none", "nan"}
)
_UNITS = {"十": 1, "百": 2, "千": 3, "k": 3, "万": 4, "萬": 4, "w": 4, "亿": 8, "億": 8}
_UNIT = re.compile(r"([十百千]?[万萬亿億]|[千kwKW])$")
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d*)?", re.ASCII)
_NUMBER = re.compile(r"\d+(\.\d*)?|\.\d+", re.ASCII)
_SCIENTIFIC = re.compile(r"\d+(\.\d*)?e[+-]?\d+", re.ASCII | re.IGNORECASE)
# Longest first, so that `US$` is not read as `US` and a dollar sign.
_SIGNS = sorted(SIGNS, key=len, reverse=True)


@dataclass(frozen=True)
class MoneyProblem:
    """Why a text is not an amount.

    Codes: `money.not_a_number`, `money.too_fine` (more decimals than the unit has),
    `money.other_currency`, `money.bad_grouping`, `money.scientific`, `money.too_large`.
    """

    code: str
    text: str
    facts: Mapping[str, object] = field(default_factory=lambda: NO_FACTS)

    def issue(
        self, file: str, sheet: str | None, row: int, column: str | None, header: str | None
    ) -> Issue:
        """Return the issue for this cell."""
        return Issue(self.code, file, sheet, row, column, header, self.text, self.facts)


class _Refused(Exception):
    """Leaves the steps below at once; never leaves this module."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


def parse_money(
    text: str, currency: str = "CNY", *, rounding: bool = False
) -> int | MoneyProblem | None:
    """Return the amount of `text` in minor units of `currency`; None for an empty cell or a dash.

    More decimals than the unit has are refused, unless `rounding` asks for half up. Trailing zeros
    are not more decimals.

    >>> parse_money("¥1,234.50"), parse_money("1.2万"), parse_money("（3.00）"), parse_money("--")
    (123450, 1200000, -300, None)
    >>> parse_money("0.005").code, parse_money("0.005", rounding=True)
    ('money.too_fine', 1)
    """
    digits = minor_digits(currency)
    plain = _PLAIN.fullmatch(text)
    if plain and len(plain[3] or "") <= digits:
        minor = int(plain[2] + (plain[3] or "").ljust(digits, "0"))
        return -minor if plain[1] else minor
    try:
        return _read(text, currency, digits, rounding=rounding)
    except _Refused as refused:
        return MoneyProblem(refused.code, text, refused.facts)


def cell_text(value: float) -> str:
    """Return a number cell as Excel shows it: 15 significant digits, no exponent.

    A workbook stores 3.3 as 3.3000000000000003 after a formula; the noise must not reach
    `parse_money`.

    >>> cell_text(1.1 * 3), cell_text(12.0), cell_text(1e15)
    ('3.3', '12', '1000000000000000')
    """
    exact = Decimal(f"{value:.15g}")
    shown = f"{exact:f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


# Amounts repeat within an export, so the slow road is walked once per distinct text.
@lru_cache(maxsize=1 << 14)
def _read(text: str, currency: str, digits: int, *, rounding: bool) -> int | None:
    cleaned = text.translate(_NARROW).strip().removeprefix("'").strip()
    if cleaned.lower() in _NULLS:
        return None
    negative, unsigned = _peel(cleaned, currency)
    exact = _size(unsigned) * Fraction(10) ** digits
    minor = round_half_up(exact)
    if minor != exact and not rounding:
        raise _Refused("money.too_fine", digits=digits, currency=currency)
    if minor > MAX_MINOR:
        raise _Refused("money.too_large", largest=MAX_MINOR)
    return -minor if negative else minor


def _peel(text: str, currency: str) -> tuple[bool, str]:
    """Take signs, brackets and currency marks off both ends; say whether it is negative."""
    signs, rest = "", text
    while True:
        if rest.startswith("(") and rest.endswith(")"):
            signs, rest = signs + "-", rest[1:-1].strip()
        elif rest[:1] in ("+", "-"):
            signs, rest = signs + rest[0], rest[1:].strip()
        elif rest[-1:] == "-":
            signs, rest = signs + "-", rest[:-1].strip()
        elif found := _currency_at_an_end(rest):
            mark, currencies, rest = found
            if currency not in currencies:
                raise _Refused("money.other_currency", found=mark, currency=currency)
        else:
            break
    if len(signs) > 1:
        raise _Refused("money.not_a_number")
    return signs == "-", rest


def _currency_at_an_end(text: str) -> tuple[str, tuple[str, ...], str] | None:
    """Return the currency mark at one end of `text`, whom it may stand for, and what is left."""
    upper = text.upper()
    for code in (upper[:3], upper[-3:]):
        if code in MINOR_DIGITS and len(text) > 3:
            left = text[3:] if upper.startswith(code) else text[:-3]
            return code, (code,), left.strip()
    for mark in _SIGNS:
        if len(text) > len(mark) and (upper.startswith(mark) or upper.endswith(mark)):
            left = text[len(mark) :] if upper.startswith(mark) else text[: -len(mark)]
            return mark, SIGNS[mark], left.strip()
    return None


def _size(text: str) -> Fraction:
    unit = _UNIT.search(text)
    digits = text[: unit.start()].strip() if unit else text
    power = sum(_UNITS[letter] for letter in unit[1].lower()) if unit else 0
    return Fraction(_checked(digits)) * Fraction(10) ** power


def _checked(digits: str) -> str:
    if len(digits) > 40:
        raise _Refused("money.too_large", largest=MAX_MINOR)
    if _NUMBER.fullmatch(digits):
        return digits.removesuffix(".")
    if _GROUPED.fullmatch(digits):
        return digits.replace(",", "").removesuffix(".")
    if _SCIENTIFIC.fullmatch(digits):
        raise _Refused("money.scientific")
    if digits and set(digits) <= set("0123456789.,"):
        raise _Refused("money.bad_grouping")
    raise _Refused("money.not_a_number")
