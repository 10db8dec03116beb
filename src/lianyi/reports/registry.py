"""Reports register themselves: a key, a name, the period they are about, and how to build one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from lianyi.core.calendar.periods import Grain, Period, whole
from lianyi.core.errors import LianyiError
from lianyi.core.registry import Registry
from lianyi.core.translation import Lang, Text
from lianyi.reports.document import Document
from lianyi.reports.source import ReportSource


@dataclass(frozen=True)
class Report:
    """One kind of report. `default_period` takes today and returns the newest complete period.

    `grain` is what it is about; other natural units are refused, a range of days is taken where `grain` is
    longer than a day. `about` says what it is about beside the days: one `campaign`.
    """

    key: str
    name: Text
    summary: Text
    default_period: Callable[[date], Period]
    build: Callable[[ReportSource, Period, Lang], Document]
    example: str
    grain: Grain = "range"
    about: Literal["", "campaign"] = ""

    def check(self, period: Period) -> None:
        """Refuse a period of another length with `report.other_period`."""
        is_day = period.grain == "day" or len(period) == 1
        fits = is_day if self.grain == "day" else period.grain in (self.grain, "range")
        if self.grain != "range" and not fits:
            usual = whole(period.last, self.grain).key
            raise LianyiError("report.other_period", name=self.name, given=period.key, usual=usual)


REPORTS: Registry[Report] = Registry("report", "lianyi.reports")
