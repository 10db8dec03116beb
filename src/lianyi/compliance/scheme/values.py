"""Read the values of a scheme: amounts, shares and switches in the ways in which people write them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from lianyi.compliance.scheme.names import folded_key
from lianyi.core.money_text import parse_money

_NO = frozenset(
    {
        "",
        "no",
        "none",
        "off",
        "false",
        "null",
        "nil",
        "n",
        "disabled",
        "0",
        "-",
        "free",
        "never",
        "zero",
    }
    | {
        "无",
        "否",
        "不",
        "没有",
        "关",
        "关闭",
        "不收",
        "免费",
        "未启用",
        "不启用",
        "不允许",
        "不支持",
        "零",
        "不需要",
        "无需",
        "不设",
        "禁止",
    }
)
_YES = frozenset(
    {"yes", "on", "true", "y", "enabled", "always", "allowed", "required", "1"}
    | {"是", "有", "开", "开启", "启用", "允许", "支持", "需要", "必须"}
)
_AMOUNT_KEYS = re.compile(
    r"amount|price|fee|value|yuan|fen|rate|ratio|percent|pct|reward|bonus|cash|pay|per(?:person|head|recruit)?|金额|数额|比例|奖励|价格|价值|元|费用|min(?:imum)?|spend|total|cost|sum|each|every|每人|每单|level\d|threshold"
)
_SWITCH_KEYS = re.compile(
    r"enabled?|on|active|required|allowed|启用|开启|是否启用|需要|是否需要|允许"
)


class NotUnderstood(Exception):
    """A value that cannot be read; never leaves this package."""


def is_nothing(value: object) -> bool:
    """True for what switches a setting off: null, false, zero, `none`, 「无」, or a mapping that is switched off."""
    if value is None or value is False or value in ([], {}, ()):
        return True
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return value == 0
    if isinstance(value, str):
        plain = value.strip().lower()
        return plain in _NO or bool(
            re.fullmatch(r"[¥￥$]?0+(?:\.0+)?\s*(?:%|元|块|rmb|cny)?", plain)
        )
    if isinstance(value, Mapping):
        return _is_switched_off(value) or all(is_nothing(v) for v in value.values())
    return isinstance(value, list | tuple) and all(is_nothing(v) for v in value)


def _is_switched_off(value: Mapping[Any, Any]) -> bool:
    switches = [v for k, v in value.items() if _SWITCH_KEYS.fullmatch(folded_key(k))]
    return any(s is not None and is_nothing(s) for s in switches)


def flag(value: object) -> bool:
    """Return whether a setting is on; an amount above zero is on.

    >>> flag("是"), flag(0), flag("30%"), flag({"enabled": False, "rate": 3})
    (True, False, True, False)
    """
    if isinstance(value, bool):
        return value
    if is_nothing(value):
        return False
    if isinstance(value, str) and value.strip().lower() not in _YES:
        number_in(value)
    return True


def yuan(value: object) -> Decimal:
    """Return an amount in yuan; a switch that is on counts as the smallest amount.

    >>> yuan("298元"), yuan("1.2万"), yuan(True), yuan(None), yuan({"amount": 99})
    (Decimal('298'), Decimal('12000'), Decimal('0.01'), Decimal('0'), Decimal('99'))
    """
    if is_nothing(value):
        return Decimal(0)
    if isinstance(value, bool) or (
        isinstance(value, str) and value.strip().lower() in _YES - {"1"}
    ):
        return Decimal("0.01")
    if isinstance(value, int | float | Decimal):
        return _positive(Decimal(str(value)))
    if isinstance(value, str):
        return _written_yuan(value)
    return _largest(value, yuan)


def share(value: object) -> Decimal:
    """Return a share: "10%" and 10 are 0.1, 0.1 stays; 1 is all of it.

    >>> share("10%"), share(12), share("0.05"), share({"rate": "8%"})
    (Decimal('0.1'), Decimal('0.12'), Decimal('0.05'), Decimal('0.08'))
    """
    if is_nothing(value):
        return Decimal(0)
    if isinstance(value, bool):
        return Decimal("0.01")
    if isinstance(value, int | float | Decimal):
        number = _positive(Decimal(str(value)))
        return number / 100 if number > 1 else number
    if isinstance(value, str):
        plain = value.strip().replace("％", "%")
        number = _positive(number_in(plain))
        if "‰" in plain:
            return number / 1000
        return number / 100 if "%" in plain or "百分之" in plain or number > 1 else number
    return _largest(value, share)


def number_in(text: str) -> Decimal:
    """Return the one number in `text`; none is NotUnderstood."""
    found = re.search(r"-?\d+(?:\.\d+)?", text.replace(",", ""))
    if found is None:
        raise NotUnderstood(text)
    return Decimal(found[0])


def day(value: object) -> date:
    """Return a date written as 2026-11-28 or 2026/11/28."""
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    found = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", str(value).strip()[:11])
    if found is None:
        raise NotUnderstood(str(value))
    try:
        return date(*(int(part) for part in found.groups()))
    except ValueError as error:
        raise NotUnderstood(str(value)) from error


def _written_yuan(text: str) -> Decimal:
    cleaned = re.sub(r"(?:/|每|per\s+)\s*\S+$", "", text.strip())
    fen = parse_money(cleaned, rounding=True)
    if isinstance(fen, int):
        return _positive(Decimal(fen) / 100)
    return _positive(number_in(text))


def _positive(number: Decimal) -> Decimal:
    if number < 0:
        raise NotUnderstood(str(number))
    return number


def _largest(value: object, read: Callable[[object], Decimal]) -> Decimal:
    """Return the largest amount within a list, or among the amounts of a mapping."""
    if isinstance(value, list | tuple):
        return max((read(v) for v in value), default=Decimal(0))
    if not isinstance(value, Mapping):
        raise NotUnderstood(str(value))
    amounts = [
        read(v)
        for k, v in value.items()
        if _AMOUNT_KEYS.search(folded_key(k)) or isinstance(v, Mapping | list)
    ]
    if amounts:
        return max(amounts)
    if any(_SWITCH_KEYS.fullmatch(folded_key(k)) and flag(v) for k, v in value.items()):
        return Decimal("0.01")
    raise NotUnderstood(str(value))
