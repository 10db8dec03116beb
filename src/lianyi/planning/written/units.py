"""Whether a number can be a value of a measure, and how large it is in the measure's own unit."""

from __future__ import annotations

from decimal import Decimal

from lianyi.metrics.declaration import Unit
from lianyi.planning.written.amounts import Amount

MINUTES: dict[str, Decimal] = {"小时": Decimal(60), "hours": Decimal(60), "hour": Decimal(60), "h": Decimal(60), "分钟": Decimal(1), "minutes": Decimal(1), "minute": Decimal(1), "min": Decimal(1), "秒": Decimal(1) / 60, "seconds": Decimal(1) / 60, "s": Decimal(1) / 60, "天": Decimal(1440), "日": Decimal(1440), "days": Decimal(1440), "day": Decimal(1440)}  # fmt: skip
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
        minutes = amount.value * MINUTES.get(amount.unit, Decimal(1))
        return minutes if unit == "minutes" else _in_days(amount)
    return amount.value


def _in_days(amount: Amount) -> Decimal:
    if amount.unit in ("个月", "months"):
        return amount.value * 30
    return amount.value * MINUTES.get(amount.unit, Decimal(1440)) / 1440
