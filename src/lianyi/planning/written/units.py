"""Whether a number can be a value of a measure, and how large it is in the measure's own unit."""

from __future__ import annotations

from decimal import Decimal

from lianyi.metrics.declaration import Unit
from lianyi.planning.written.amounts import Amount

SECONDS = {
    **dict.fromkeys(("小时", "hours", "hour", "h"), 3600),
    **dict.fromkeys(("分钟", "minutes", "minute", "min"), 60),
    **dict.fromkeys(("秒", "seconds", "s"), 1),
    **dict.fromkeys(("天", "日", "days", "day"), 86_400),
    **dict.fromkeys(("个月", "months"), 30 * 86_400),
}
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
        return amount.value * SECONDS[amount.unit] / (60 if unit == "minutes" else 86_400)
    return amount.value
