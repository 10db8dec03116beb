"""Working out what a report says: parts, bands, refunds and goals, from answers of metrics."""

from __future__ import annotations

from lianyi.reports.analysis.run import analyse_day, analyse_month, analyse_week

__all__ = ["analyse_day", "analyse_month", "analyse_week"]
