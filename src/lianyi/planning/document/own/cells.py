"""One value of the plan as the text of a cell, and back; what a person types into the cell is understood too.

Text stays as it is. What a Word file would lose (control characters, separators inside the entries of a list) is
written as `{U-HHHH}`, the name of the character; so is the underscore of `_x0041_`, which Office programs may take for
a code of their own.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from datetime import date
from decimal import Decimal
from typing import Any

from lianyi.core.currencies import minor_digits
from lianyi.core.money_text import MoneyProblem, parse_money
from lianyi.core.translation import Lang
from lianyi.planning.document.own.labels import NO, YES, choice_name
from lianyi.planning.document.own.shape import Column
from lianyi.planning.model.base import read_amount

Unit = str
SEPARATORS = "、，,；;\n"
PAIR = "＋"
_EMPTY_ENTRY = "{U-}"
_CODED = re.compile(r"\{U-([0-9A-F]{0,6})\}")
_LOOKS_CODED = re.compile(r"\{(?=U-[0-9A-F]{0,6}\})|_(?=x[0-9A-Fa-f]{4}_)")
# Joined emoji need it; nothing else invisible is kept as it is.
_JOINER = "\u200d"
_LOST = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_MONTH = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?")
_NOTHING = {"", "-", "—", "–", "/", "无"}


class Unread(ValueError):
    """The text of a cell is no value of its column."""


def cell_of(value: Any, column: Column, lang: Lang, currency: str, unit: Unit = "number") -> str:
    """Return the text of a cell; nothing is an empty cell. `unit` is that of an amount's metric."""
    if value is None:
        return ""
    if column.kind == "list":
        return "、".join(_entry(_said(str(v), column, lang)) for v in value)
    if column.kind == "pairs":
        return "、".join(PAIR.join(_entry(v, PAIR + "+") for v in pair) for pair in value)
    if column.kind == "choice":
        return _said(value, column, lang)
    if column.kind == "money":
        return f"{Decimal(value).scaleb(-minor_digits(currency)):,f}"
    if column.kind == "amount":
        return _amount(value, "ratio" if column.path[-1].endswith("rate") else unit)
    if column.kind == "yes":
        return (YES if value else NO).say(lang)
    return kept(value) if column.kind == "text" else _plain(value)


def value_of(text: str, column: Column, currency: str) -> Any:
    """Return the value of a cell, or `...` where an empty cell leaves the default. Raises Unread."""
    written = text.strip()
    if column.kind == "text":
        return _month(restored(written)) if column.path[-1] == "month" else restored(written)
    if column.kind in ("list", "pairs"):
        return _entries(written, column)
    if column.kind == "choice":
        return _chosen(restored(written), column)
    plain = unicodedata.normalize("NFKC", written).strip()
    if plain in _NOTHING:
        return None if column.optional else ...
    return _READERS[column.kind](plain, currency)


def kept(text: str) -> str:
    """Return text as a Word file keeps it, with a code for what it would lose.

    >>> kept("a\\x0bb"), restored(kept("a\\x0bb")), kept("{U-41}")
    ('a{U-000B}b', 'a\\x0bb', '{U-007B}U-41}')
    """
    safe = _LOOKS_CODED.sub(lambda found: _code(found[0]), text)
    return "".join(c if _survives(c) else _code(c) for c in safe)


def restored(text: str) -> str:
    """Return the text behind `kept`."""
    return _CODED.sub(_character, text)


def _code(character: str) -> str:
    return f"{{U-{ord(character):04X}}}"


def _survives(character: str) -> bool:
    if character in ("\n", "\t", _JOINER):
        return True
    return character != "\ufffc" and unicodedata.category(character) not in _LOST


def _character(code: re.Match[str]) -> str:
    number = int(code[1] or "0", 16)
    return chr(number) if code[1] and number <= sys.maxunicode else ""


def _entry(text: str, more: str = "") -> str:
    """Return one entry of a list, its separators coded; an empty one is a code of nothing."""
    if not text:
        return _EMPTY_ENTRY
    return "".join(_code(c) if c in SEPARATORS + more else c for c in kept(text))


def _entries(text: str, column: Column) -> tuple[Any, ...]:
    parts = [part.strip() for part in re.split(f"[{SEPARATORS}]", text)]
    found = [part for part in parts if part]
    if column.kind == "pairs":
        return tuple(_pair(part) for part in found)
    if column.choices:
        return tuple(_chosen(restored(part), column) for part in found)
    return tuple(restored(part) for part in found)


def _pair(text: str) -> tuple[str, str]:
    ends = [restored(end.strip()) for end in re.split("[+＋]", text)]
    if len(ends) != 2:
        raise Unread(text)
    return ends[0], ends[1]


def _said(raw: str, column: Column, lang: Lang) -> str:
    return choice_name(raw).say(lang) if column.choices else raw


def _chosen(text: str, column: Column) -> Any:
    """Return the value of a closed set: by its word in either language, or as it stands in the file."""
    wanted = text.strip().casefold()
    for raw in column.choices:
        name = choice_name(raw)
        if wanted in {raw.casefold(), name.zh.casefold(), name.en.casefold()}:
            return raw
    if not wanted:
        return ...
    raise Unread(text)


def _amount(value: Decimal, unit: Unit) -> str:
    if unit == "ratio":
        percent = f"{value.scaleb(2):,f}%"
        if read_amount(percent) == value:
            return _short(percent[:-1]) + "%"
    return f"{value:,f}"


def _short(digits: str) -> str:
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _money(text: str, currency: str) -> int:
    found = parse_money(text, currency)
    if found is None or isinstance(found, MoneyProblem):
        raise Unread(text)
    return found


def _read_amount(text: str, _: str) -> Decimal:
    try:
        return read_amount(text)
    except ValueError:
        raise Unread(text) from None


def _whole(text: str, _: str) -> int:
    try:
        return int(text.replace(",", ""))
    except ValueError:
        raise Unread(text) from None


def _day(text: str, _: str) -> date:
    found = _DAY.fullmatch(text)
    try:
        if found:
            return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        pass
    raise Unread(text)


def _month(text: str) -> str:
    found = _MONTH.fullmatch(unicodedata.normalize("NFKC", text))
    return f"{found[1]}-{int(found[2]):02}" if found else text


def _yes(text: str, _: str) -> bool:
    words = {
        **{word.casefold(): True for word in (YES.zh, YES.en, "true", "1", "✓")},
        **{word.casefold(): False for word in (NO.zh, NO.en, "false", "0", "✕")},
    }
    if text.casefold() not in words:
        raise Unread(text)
    return words[text.casefold()]


_READERS = {"money": _money, "amount": _read_amount, "whole": _whole, "day": _day, "yes": _yes}
