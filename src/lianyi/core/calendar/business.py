"""The business calendar: which day an instant belongs to, and where a day begins and ends.

Days are half-open, [00:00, 24:00) on the wall clock of the zone. There is no clock here: the
present moment is passed in by whoever knows it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from lianyi.core.calendar.periods import DAY, Period
from lianyi.core.calendar.sales import BUILT_IN, Sale
from lianyi.core.errors import LianyiError

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class BusinessCalendar:
    """Days of one zone, and the sales days that the business looks at.

    `zone` is an IANA name; an unknown one is refused with `zone.unknown`. `sales` starts as the
    built-in reference table and is replaced by what the shop declares (`sales.merged`).
    """

    zone: str = "Asia/Shanghai"
    sales: tuple[Sale, ...] = field(default=BUILT_IN)

    def __post_init__(self) -> None:
        _ = self.tz  # an unknown zone is refused here, not at the first question

    @cached_property
    def tz(self) -> ZoneInfo:
        """The zone with its history of offsets."""
        from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

        try:
            return ZoneInfo(self.zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise LianyiError("zone.unknown", zone=self.zone) from None

    def wall_time(self, instant: datetime) -> datetime:
        """Return what the wall clock shows at `instant` (aware), as a naive datetime."""
        if instant.tzinfo is None:
            raise ValueError(f"{instant} names no instant without a zone")
        return instant.astimezone(self.tz).replace(tzinfo=None, fold=0)

    def day_of(self, instant: datetime) -> date:
        """Return the business day in which `instant` (aware) lies."""
        return self.wall_time(instant).date()

    def instant_of(self, wall: datetime) -> datetime:
        """Return the UTC instant at which the wall clock shows `wall` (naive).

        A time that the clock shows twice means the first; one that it skips counts as if it had not
        been skipped.
        """
        if wall.tzinfo is not None:
            raise ValueError(f"{wall} already knows its zone")
        return wall.replace(tzinfo=self.tz, fold=0).astimezone(UTC)

    def bounds(self, days: date | Period) -> tuple[datetime, datetime]:
        """Return the UTC instants at which a day or a period begins, and at which it is over.

        A day has 23, 24 or 25 hours, as the zone has it; a day that the zone skipped has none.
        """
        if isinstance(days, Period):
            return self._begins(days.start), self._begins(days.end)
        return self._begins(days), self._begins(days + DAY)

    def _begins(self, day: date) -> datetime:
        midnight = datetime.combine(day, time.min)
        instant = self.instant_of(midnight)
        if self.wall_time(instant) == midnight:
            return instant
        # The clock jumps over midnight: the day begins where the jump lands.
        return _first(instant - DAY, instant, lambda at: self.day_of(at) >= day)


def _first(before: datetime, after: datetime, holds: Callable[[datetime], bool]) -> datetime:
    """Return the first whole second in (before, after] for which `holds` is true."""
    low, high = 0, (after - before) // _SECOND
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(before + middle * _SECOND) else (middle, high)
    return before + high * _SECOND
