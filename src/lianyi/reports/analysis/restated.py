"""What the last report said that reads differently today: it is asked for again, number by number."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lianyi.core.calendar.period_text import parse_period
from lianyi.reports.analysed import Gone, Restated
from lianyi.reports.archive import compare_reports
from lianyi.reports.gather import EMPTY, Gathered, Values

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
# That they are not known any more is one.
STILL_KNOWN = (
    *SETTLED,
    "gmv_net",
    "refund_rate_by_pay_time",
    "refund_amount_by_pay_time",
    "refund_amount_by_refund_time",
)
CELLS = ("platform",)
MOST = 5


def restated_since(facts: Gathered, kind: str) -> tuple[Restated, ...]:
    """Return what changed in the newest earlier report of `kind`, the first five; none without one."""
    old = facts.source.previous(kind, facts.period)
    if old is None:
        return ()
    wanted = [entry for entry in old["numbers"] if _is_plain(entry)]
    fresh = [found for entry in wanted if (found := _again(facts, entry)) is not None]
    return compare_reports({**old, "numbers": wanted}, {"numbers": fresh})[:MOST]


def gone_since(facts: Gathered, kind: str) -> tuple[Gone, ...]:
    """Return what that report knew and what is unknown today, as after an import was taken back.

    One entry for each period and platform, the first five. A platform stands for itself where the whole
    is unknown too.
    """
    old = facts.source.previous(kind, facts.period)
    if old is None:
        return ()
    found: dict[tuple[str, tuple[tuple[str, str], ...]], dict[str, Values]] = {}
    for entry in old["numbers"]:
        values = _today(facts, entry)
        if values is not None and values.get(entry["metric"]) is None:
            place = entry["period"], tuple(sorted(entry.get("by", {}).items()))
            found.setdefault(place, {})[entry["metric"]] = values
    gone = (
        Gone(period, by, tuple(lost), next(iter(lost.values())).why(next(iter(lost))))
        for (period, by), lost in found.items()
    )
    return tuple(gone)[:MOST]


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


def _today(facts: Gathered, entry: Mapping[str, Any]) -> Values | None:
    """Return today's values of the entry's cell; None where it is not one that must still be known.

    A zero is not missed: it may have stood for a source that was never there.
    """
    key, by = entry["metric"], entry.get("by", {})
    if key not in STILL_KNOWN or key not in facts.known((key,)):
        return None
    if entry.get("where") or not entry["value"]:
        return None
    period = parse_period(entry["period"])
    if not by:
        return facts.total(STILL_KNOWN, period)
    if tuple(by) != CELLS:
        return None
    return facts.split(STILL_KNOWN, period, CELLS[0]).get(by[CELLS[0]], EMPTY)
