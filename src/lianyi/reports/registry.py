"""Reports register themselves: a key, a name, the period they are about, and how to build one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from lianyi.core.calendar.periods import Period
from lianyi.core.registry import Registry
from lianyi.core.translation import Lang, Text
from lianyi.reports.document import Document
from lianyi.reports.source import ReportSource


@dataclass(frozen=True)
class Report:
    """One kind of report. `default_period` takes today and returns the newest complete period."""

    key: str
    name: Text
    summary: Text
    default_period: Callable[[date], Period]
    build: Callable[[ReportSource, Period, Lang], Document]
    example: str


REPORTS: Registry[Report] = Registry("report", "lianyi.reports")
