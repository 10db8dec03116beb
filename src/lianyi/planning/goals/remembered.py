"""Landings that were worked out before: the same history to the same day gives the same law, however often it is asked.

What is remembered is a few numbers under a hash of everything that they follow from, so nothing can be out of date. A
changed target is another question to the same law and costs nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import MutableMapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from lianyi.stats.outlook import outlook, outlook_ratio
from lianyi.stats.total_law import TotalLaw

if TYPE_CHECKING:
    from lianyi.analyses.metric_days import Days
    from lianyi.core.calendar.business import BusinessCalendar
    from lianyi.core.calendar.periods import Period

METHOD = 1
"""Raised whenever the same history gives other landings."""
Memory = MutableMapping[str, Any]


@runtime_checkable
class Remembers(Protocol):
    """Data that keep landings from one question to the next."""

    @property
    def memory(self) -> Memory:
        """Landings by hash, as plain data."""
        ...


@dataclass(frozen=True)
class Law:
    """Where a whole ends: `shift` + `weight` × a total that follows `total`; the fact `mid` where nothing is ahead.

    `mid` is None where it cannot be told: `missing` days of the period are then unknown, or the history is too short.
    """

    mid: float | None
    shift: float = 0.0
    weight: float = 1.0
    method: str = "fact"
    missing: int = 0
    total: TotalLaw | None = None

    def ends(self, level: float) -> tuple[float, float] | None:
        """Return the range that holds the whole with chance `level`; None where nothing can be told."""
        if self.mid is None or self.total is None:
            return None if self.mid is None else (self.mid, self.mid)
        low, high = self.total.ends(level)
        return self.shift + self.weight * low, self.shift + self.weight * high

    def chance(self, target: float, *, lower_is_better: bool) -> float | None:
        """Return the chance that the whole meets `target`."""
        if self.mid is None:
            return None
        if self.total is None or self.weight <= 0:
            return float(self.mid <= target if lower_is_better else self.mid >= target)
        reaches = self.total.chance((target - self.shift) / self.weight)
        return 1 - reaches if lower_is_better else reaches


def law_of(days: Days, period: Period, calendar: BusinessCalendar, memory: Memory | None) -> Law:
    """Return where a metric ends `period`, from `memory` where it is known there; else it is put there."""
    key = _key(days, period, calendar)
    if memory is not None and key in memory:
        kept = dict(memory[key])
        total = kept.pop("total")
        return Law(**kept, total=None if total is None else TotalLaw(**total))
    found = _worked_out(days, period, calendar)
    if memory is not None:
        memory[key] = asdict(found)
    return found


def _worked_out(days: Days, period: Period, calendar: BusinessCalendar) -> Law:
    if days.above is not None and days.below is not None:
        sides = (days.above, days.below, days.scale)
        ahead = outlook_ratio(*sides, calendar, period.start, period.last)
    else:
        ahead = outlook(days.series, calendar, period.start, period.last)
    if ahead.mid is None:
        return Law(None, missing=ahead.missing)
    if ahead.forecast is None:
        return Law(ahead.mid)
    expected = ahead.forecast
    return Law(ahead.mid, ahead.shift, ahead.weight, expected.method, total=expected.law)


def _key(days: Days, period: Period, calendar: BusinessCalendar) -> str:
    digest = hashlib.blake2b(digest_size=16)
    sides = [s for s in (days.series, days.above, days.below) if s is not None]
    for series in sides:
        digest.update(f"{series.first} {series.step}\n".encode())
        digest.update(series.values.tobytes())
    said = (METHOD, days.scale, period.start, period.last, calendar.zone, calendar.sales)
    digest.update(repr(said).encode())
    return digest.hexdigest()
