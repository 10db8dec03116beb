"""A file of days and values instead of a shop: days may be missing, weeks are told by their distance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from lianyi.core.errors import LianyiError
from lianyi.stats.daily_series import Series

if TYPE_CHECKING:
    from pathlib import Path

    from lianyi.analyses.data import Data

COLUMNS: Mapping[str, Sequence[str]] = {
    "day": ("day", "date", "ds", "week", "date_week", "日期", "天", "周"),
    "value": ("value", "y", "amount", "gmv_paid", "revenue", "值", "金额", "支付金额", "数值"),
}
LONGEST_YEARS = 30
WEEK = 7


def value_series(data: Data, path: Path) -> Series:
    """Return the values of a file by day, or by week where all days lie whole weeks apart; days given twice are added up.

    An empty value is not known. Refuses with `run.cell_unreadable`, `days.file_too_long`, `days.not_yet`.
    """
    columns = data.columns(path, COLUMNS)
    found: dict[date, float] = {}
    for row, (day, value) in enumerate(zip(columns["day"], columns["value"], strict=True)):
        if not day.strip() or not value.strip():
            continue
        at = _day(day)
        if at is None:
            raise _unreadable(path, row, "day", day)
        amount = _amount(value)
        if amount is None:
            raise _unreadable(path, row, "value", value)
        found[at] = found.get(at, 0.0) + amount
    if not found:
        raise LianyiError("days.not_yet", metric=path.name)
    return _laid_out(found, path)


def _laid_out(found: Mapping[date, float], path: Path) -> Series:
    first, last = min(found), max(found)
    if (last - first).days > 365 * LONGEST_YEARS:
        raise LianyiError("days.file_too_long", file=path.name, years=LONGEST_YEARS)
    is_weekly = len(found) > 2 and all((day - first).days % WEEK == 0 for day in found)
    step = WEEK if is_weekly else 1
    count = (last - first).days // step + 1
    days = (first + timedelta(days=step * n) for n in range(count))
    return Series(first, np.array([found.get(day, float("nan")) for day in days]), step)


def _unreadable(path: Path, row: int, column: str, value: str) -> LianyiError:
    return LianyiError("run.cell_unreadable", file=path.name, row=row + 2, column=column, value=value[:40])  # fmt: skip


def _day(text: str) -> date | None:
    digits = text.strip().replace("/", "-").replace(".", "-").split(" ")[0].split("T")[0]
    if digits.isdigit() and len(digits) == 8:
        digits = f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"
    try:
        year, month, day = (int(part) for part in digits.split("-"))
        return date(year, month, day)
    except ValueError:
        return None


def _amount(text: str) -> float | None:
    try:
        found = float(text.strip().replace(",", "").lstrip("¥￥"))
    except ValueError:
        return None
    return found if np.isfinite(found) else None
