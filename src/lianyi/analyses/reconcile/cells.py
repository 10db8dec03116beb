"""Days and order numbers as reports write them."""

from __future__ import annotations

import re
from datetime import date

_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T].*)?")
_PACKED = re.compile(r"(\d{4})(\d{2})(\d{2})")
_AROUND = " \t\r\n'\"‘’“”`\ufeff\u200b="


def day_in(text: str) -> date | None:
    """Return the day that a cell names, its time of day left out; None where it names none.

    >>> day_in("2026/9/1 10:20"), day_in("20260901"), day_in("2026年9月1日"), day_in("9月")
    (datetime.date(2026, 9, 1), datetime.date(2026, 9, 1), datetime.date(2026, 9, 1), None)
    """
    plain = text.strip(_AROUND)
    found = _DAY.fullmatch(plain) or _PACKED.fullmatch(plain)
    if found is None:
        return None
    year, month, day = (int(part) for part in found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def order_in(text: str) -> str:
    """Return an order number without the tabs and marks that exports put around it; empty where there is none."""
    plain = text.strip(_AROUND)
    return "" if plain in ("-", "--", "—") else plain
