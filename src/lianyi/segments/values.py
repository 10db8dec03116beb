"""Values, days and windows as people write them."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import NoReturn

from lianyi.core.attributes import AttributeType
from lianyi.core.calendar.period_text import parse_day, parse_period
from lianyi.core.errors import LianyiError
from lianyi.core.translation import Text
from lianyi.segments.tokens import Reader, Token
from lianyi.segments.tree import Ago, Unit, Value, Window
from lianyi.segments.windows import LONGEST

_WHOLE = re.compile(r"-?[0-9]+")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}")
_SPAN = re.compile(r"([0-9]{1,6})([a-z\u4e00-\u9fff]*)", re.IGNORECASE)
_NEAR = re.compile(r"[近前]([0-9]{1,6})([\u4e00-\u9fffa-z]+)", re.IGNORECASE)
_UNITS: dict[str, Unit] = {
    **dict.fromkeys(("d", "day", "days", "天", "日"), "d"),
    **dict.fromkeys(("w", "week", "weeks", "周"), "w"),
    **dict.fromkeys(("mo", "month", "months", "个月"), "mo"),
    **dict.fromkeys(("y", "year", "years", "年"), "y"),
}
_FLAGS = {"true": True, "yes": True, "是": True, "false": False, "no": False, "否": False}
DIGITS = 15
"""Whole numbers up to here are exact everywhere."""

EXPECTED: dict[AttributeType, Text] = {
    "text": Text("加引号的文字", "a text in quotes"),
    "count": Text("整数", "a whole number"),
    "money": Text("以分为单位的整数", "a whole number of fen"),
    "number": Text("数字", "a number"),
    "day": Text("日期，例如2026-11-11", "a day such as 2026-11-11"),
    "flag": Text("true或false", "true or false"),
    "any": Text("文字、数字或日期", "a text, a number or a day"),
}


def read_value(reader: Reader, type_: AttributeType, name: str) -> Value:
    """Return the value of that type which comes next; `name` is whose value it is, for the refusal."""
    token = reader.here
    value = _value(reader, type_)
    if value is None:
        mismatch(token, type_, name)
    return value


def mismatch(token: Token, type_: AttributeType, name: str) -> NoReturn:
    """Refuse with `segment.type_mismatch`."""
    raise LianyiError(
        "segment.type_mismatch",
        name=name,
        expected=EXPECTED[type_],
        value=token.shown[:40] or "…",
        position=token.at,
    )


def _value(reader: Reader, type_: AttributeType) -> Value | None:
    token = reader.here
    if type_ == "flag":
        flag = _FLAGS.get(token.value.lower()) if token.kind == "word" else None
        return None if flag is None else (reader.take(), flag)[1]
    if token.kind == "text":
        return _quoted(reader, type_)
    if token.kind != "number":
        return None
    if type_ in ("day", "any") and _is_day(reader):
        return read_when(reader)
    return _bare(reader.take(), type_)


def _quoted(reader: Reader, type_: AttributeType) -> Value | None:
    token = reader.take()
    if type_ in ("text", "any"):
        return token.value
    return _parsed_day(token) if type_ == "day" and _DAY.fullmatch(token.value) else None


def _bare(token: Token, type_: AttributeType) -> Value | None:
    """A number without quotes; for a text it is its own text."""
    if type_ == "text":
        return token.value if _WHOLE.fullmatch(token.value) else None
    pattern = _WHOLE if type_ in ("count", "money") else _NUMBER
    if type_ == "day" or not pattern.fullmatch(token.value):
        return None
    if len(token.value.lstrip("-").replace(".", "")) > DIGITS:
        raise LianyiError("segment.number_too_long", digits=DIGITS, position=token.at)
    is_whole = type_ in ("count", "money") or _WHOLE.fullmatch(token.value) is not None
    return int(token.value) if is_whole else Decimal(token.value)


def _is_day(reader: Reader) -> bool:
    is_ago = reader.after().kind == "word" and reader.after().value.lower() in ("ago", "前")
    return is_ago or _DAY.fullmatch(reader.here.value) is not None or reader.here.value.endswith("前")  # fmt: skip


def read_when(reader: Reader) -> date | Ago:
    """Return the day that comes next: `2026-11-11`, `'2026-11-11'`, `30d ago`, `30天前`."""
    token = reader.take()
    if token.kind == "text" or (token.kind == "number" and _DAY.fullmatch(token.value)):
        return _parsed_day(token)
    back = _span(token.value.removesuffix("前"), token) if token.kind == "number" else None
    if back is None:
        reader.expected("2026-11-11, 30d ago", token)
    if not token.value.endswith("前") and not reader.word("ago", "前"):
        reader.expected("ago")
    return back


def _parsed_day(token: Token) -> date:
    try:
        return parse_day(token.value)
    except LianyiError:
        raise LianyiError(
            "segment.unreadable",
            position=token.at,
            found=token.shown[:40],
            expected="2026-11-11, 30d ago",
        ) from None


def is_window(reader: Reader) -> bool:
    """Whether a window comes next."""
    return (
        reader.is_word("last", "since", "until")
        or reader.here.kind == "number"
        or (reader.here.kind == "word" and _NEAR.fullmatch(reader.here.value) is not None)
    )


def read_window(reader: Reader) -> Window:
    """Return the window that comes next: `last 90d`, `近90天`, a period, `since` or `until` a day."""
    if reader.word("since"):
        return Window(first=_fixed(reader))
    if reader.word("until"):
        return Window(last=_fixed(reader))
    if reader.word("last"):
        return Window(back=_length(reader))
    token = reader.take()
    near = _NEAR.fullmatch(token.value) if token.kind == "word" else None
    if near:
        back = _span("".join(near.groups()), token)
        return Window(back=back) if back else reader.expected("近90天", token)
    try:
        period = parse_period(token.value)
    except LianyiError:
        raise LianyiError(
            "segment.window_unreadable", found=token.shown[:40], position=token.at
        ) from None
    return Window(first=period.start, last=period.last)


def _fixed(reader: Reader) -> date:
    token = reader.here
    when = read_when(reader)
    return when if isinstance(when, date) else reader.expected("2026-11-11", token)


def _length(reader: Reader) -> Ago:
    """`90d`, or number and unit apart: `3 months`."""
    token = reader.take()
    text = token.value
    if token.kind == "number" and _WHOLE.fullmatch(text) and reader.here.value.lower() in _UNITS:
        text += reader.take().value
    back = _span(text, token) if token.kind == "number" else None
    return back or reader.expected("90d, 12w, 6mo, 1y", token)


def _span(text: str, token: Token) -> Ago | None:
    found = _SPAN.fullmatch(text)
    unit = _UNITS.get(found[2].lower()) if found else None
    if found is None or unit is None:
        return None
    n = int(found[1])
    if not 1 <= n <= LONGEST[unit]:
        raise LianyiError("segment.window_unreadable", found=token.shown[:40], position=token.at)
    return Ago(n, unit)
