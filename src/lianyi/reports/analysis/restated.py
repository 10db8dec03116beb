"""Which numbers of the last report read differently today: they are asked for again, one by one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lianyi.core.calendar.period_text import parse_period
from lianyi.reports.analysed import Restated
from lianyi.reports.archive import compare_reports
from lianyi.reports.gather import Gathered

# Net sales and refund rates change by themselves while refunds come in: that is no restatement.
SETTLED = (
    "gmv_paid",
    "gmv_created",
    "orders_paid",
    "orders_created",
    "visitors",
    "buyers",
    "new_buyers",
    "ad_spend",
)
MOST = 5


def restated_since(facts: Gathered, kind: str) -> tuple[Restated, ...]:
    """Return what changed in the newest earlier report of `kind`, the first five; none without one."""
    old = facts.source.previous(kind, facts.period)
    if old is None:
        return ()
    wanted = [entry for entry in old["numbers"] if _is_plain(entry)]
    fresh = [found for entry in wanted if (found := _again(facts, entry)) is not None]
    return compare_reports({**old, "numbers": wanted}, {"numbers": fresh})[:MOST]


def _is_plain(entry: Mapping[str, Any]) -> bool:
    return entry["metric"] in SETTLED and not entry.get("by") and not entry.get("where")


def _again(facts: Gathered, entry: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the entry with today's value; None where the metric or its value is gone."""
    key = entry["metric"]
    if key not in facts.known((key,)):
        return None
    value = facts.total(SETTLED, parse_period(entry["period"])).get(key)
    if value is None:
        return None
    return {**entry, "value": value, "definition": facts.definition(key)}
