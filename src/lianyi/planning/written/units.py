"""Whether a number can be a value of a measure, and how large it is in the measure's own unit."""

from __future__ import annotations

from decimal import Decimal

from lianyi.metrics.declaration import Unit
from lianyi.planning.written.amounts import Amount

MINUTES = {"小时": 60, "hours": 60, "hour": 60, "h": 60, "分钟": 1, "minutes": 1, "minute": 1, "min": 1, "秒": Decimal(1) / 60, "seconds": Decimal(1) / 60, "s": Decimal(1) / 60, "天": 1440, "日": 1440, "days": 1440, "day": 1440}  # fmt: skip
# Below this an amount of money without 元 or 万 may as well be a number of 万.
CLEAR_MONEY = 10_000
ACCEPTED: dict[Unit, tuple[str, ...]] = {
    "money": ("money", "plain"),
    "ratio": ("ratio", "plain"),
    "count": ("count", "plain"),
    "number": ("plain", "count", "times", "ratio", "time"),
    "days": ("time", "plain"),
    "minutes": ("time", "plain"),
}


def in_unit(amount: Amount, unit: Unit) -> Decimal | None:
    """Return the value in the unit of a measure (yuan, a fraction of 1, days, minutes); None where it cannot be one."""
    if amount.kind not in ACCEPTED[unit]:
        return None
    if unit == "ratio" and amount.kind == "plain" and not 0 <= amount.value <= 1:
        return None
    if amount.kind == "time" and unit in ("minutes", "days"):
        minutes = amount.value * Decimal(MINUTES.get(amount.unit, 1))
        return minutes if unit == "minutes" else _in_days(amount)
    return amount.value


def _in_days(amount: Amount) -> Decimal:
    if amount.unit in ("个月", "months"):
        return amount.value * 30
    return amount.value * Decimal(MINUTES.get(amount.unit, 1440)) / 1440
