"""What the clerk exported: one entry per file, with its days, its moment and the columns ticked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from lianyi.simulation.settings import SOURCES, Settings

SETTLING_DAYS = 40
"""Old files were exported that long after their last day, when most refunds were through."""


@dataclass(frozen=True)
class Export:
    """One export file.

    `from_day` and `to_day` are inclusive and mean the day on which an order was placed, a refund was asked for, a figure
    was counted. `as_of` is the local time of the export: the file shows what was known then. `columns` are the
    headers that were ticked; None = all.
    """

    platform: str
    kind: str
    label: str
    from_day: date
    to_day: date
    as_of: datetime
    suffix: str = "csv"
    columns: tuple[str, ...] | None = None

    @property
    def name(self) -> str:
        """The file's name, as the platforms give it: what, which days, exported when."""
        days = f"{self.from_day:%Y%m%d}-{self.to_day:%Y%m%d}"
        return f"{self.label}_{days}_{self.as_of:%Y%m%d%H%M%S}.{self.suffix}"

    @property
    def platform_index(self) -> int:
        """The platform's place in `SOURCES`."""
        return SOURCES.index(self.platform)

    def shows(self, *headers: str) -> bool:
        """Return whether the file has all of these columns."""
        return self.columns is None or set(headers) <= set(self.columns)


def spans(settings: Settings, months: int) -> list[tuple[date, date]]:
    """Cut the shop's life into calendar pieces of `months` months (1 = months, 3 = quarters, 6, 12)."""
    found = []
    start = settings.first_day
    while start <= settings.last_day:
        after = _next_start(start, months)
        found.append((start, min(after - timedelta(days=1), settings.last_day)))
        start = after
    return found


def _next_start(day: date, months: int) -> date:
    month = (day.month - 1) // months * months + months
    return date(day.year + month // 12, month % 12 + 1, 1)


def moment(settings: Settings, end: date) -> datetime:
    """Return when a file whose days end at `end` was exported."""
    later = datetime.combine(end + timedelta(days=SETTLING_DAYS), time(9, 0))
    return min(later, settings.exported_at)
