"""What Excel shows for a stored number: a plain number, or a date.

Excel stores a date as a count of days. Whether a number is one only its number format tells: ECMA-376 part 1,
18.8.30 (built-in formats, with the East Asian ones) and 18.8.31 (format codes).
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Context, Decimal, InvalidOperation
from functools import lru_cache
from typing import Literal

DateKind = Literal["date", "datetime", "time", "elapsed"]

BUILT_IN: dict[int, DateKind] = {
    **dict.fromkeys((14, 15, 16, 17), "date"),
    **dict.fromkeys((18, 19, 20, 21, 45, 47), "time"),
    22: "datetime",
    46: "elapsed",
    # Dates and times of Chinese, Japanese and Korean versions.
    **dict.fromkeys((27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58), "date"),
    **dict.fromkeys((32, 33, 34, 35, 55, 56), "time"),
}
# Text in quotes, escaped or padding characters and [colour], [$locale], [condition] say nothing.
SILENT = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!(?:h+|m+|s+)\])[^\]]*\]', re.IGNORECASE)
ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
# Excel's own limit is 255 characters.
LONGEST_CODE = 500
SECONDS_PER_DAY = 86_400
# 9999-12-31, the last day that Excel knows.
LAST_SERIAL = 2_958_465
# Excel believes that 1900 was a leap year: day 60 is 29 February 1900.
FALSE_LEAP_DAY = 60
EPOCH_1900 = date(1899, 12, 31)
EPOCH_1904 = date(1904, 1, 1)
# Excel keeps 15 significant digits; stored are up to 17, the last of them noise of binary fractions.
SIGNIFICANT = Context(prec=15)
SHORT_ENOUGH = 15
EXACT_BELOW = 10**15


def number_text(stored: str) -> str:
    """Return a stored number as Excel understands it: 15 significant digits, no exponent.

    From 10^15 on the text stays as it is stored: there digits may be lost, and an exponent tells of it.

    >>> [number_text(x) for x in ("12.800000000000001", "1.2345678E7", "6.95355E+18", "129.50")]
    ['12.8', '12345678', '6.95355E+18', '129.50']
    """
    if len(stored) <= SHORT_ENOUGH and "E" not in stored and "e" not in stored:
        return stored
    try:
        number = Decimal(stored)
        if (
            not number.is_finite()
            or abs(number) >= EXACT_BELOW
            or number.adjusted() < -SHORT_ENOUGH
        ):
            return stored
        plain = format(SIGNIFICANT.plus(number), "f")
    except (InvalidOperation, MemoryError):
        return stored
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def date_kind(format_id: int, code: str | None) -> DateKind | None:
    """Return what a number under this format shows, None for a plain number.

    `code` is the format's own code if the workbook defines one for `format_id`.

    >>> date_kind(164, "yyyy-mm-dd hh:mm:ss"), date_kind(164, '0.00"天"'), date_kind(14, None)
    ('datetime', None, 'date')
    """
    if code is None:
        return BUILT_IN.get(format_id)
    plain = SILENT.sub("", code[:LONGEST_CODE].partition(";")[0]).lower()
    if ELAPSED.search(plain):
        return "elapsed"
    if "general" in plain:
        return None
    days = any(mark in plain for mark in "yd") or ("m" in plain and not set("hs") & set(plain))
    times = any(mark in plain for mark in "hs")
    if days and times:
        return "datetime"
    return "date" if days else "time" if times else None


def serial_text(number: str, kind: DateKind, *, since_1904: bool) -> str | None:
    """Return the day count `number` as ISO text, to the second; None if it is no date of Excel's.

    >>> serial_text("46274.431944444444", "datetime", since_1904=False)
    '2026-09-09 10:22:00'
    """
    try:
        seconds = round(float(number) * SECONDS_PER_DAY)
    except (ValueError, OverflowError):
        return None
    days, second = divmod(seconds, SECONDS_PER_DAY)
    if not 0 <= days <= LAST_SERIAL:
        return None
    if kind == "elapsed":
        return f"{days * 24 + second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}"
    clock = f"{second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}"
    if days == 0 and not since_1904:
        return clock
    if kind == "time" and days == 0:
        return clock
    day = _day(days, since_1904=since_1904)
    if day is None:
        return None
    return day if kind == "date" and second == 0 else f"{day} {clock}"


@lru_cache(maxsize=4096)
def _day(days: int, *, since_1904: bool) -> str | None:
    if since_1904:
        epoch = EPOCH_1904
    elif days == FALSE_LEAP_DAY:
        return "1900-02-29"
    else:
        epoch = EPOCH_1900 if days < FALSE_LEAP_DAY else EPOCH_1900 - timedelta(days=1)
    try:
        return (epoch + timedelta(days=days)).isoformat()
    except OverflowError:
        return None
