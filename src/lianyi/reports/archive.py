"""`report.json`: every number of a report with where it came from, and what changed between two of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lianyi.reports.analysed import Restated
from lianyi.reports.document import Document, Number, numbers_of
from lianyi.reports.headline.sizes import size_word

FORMAT = 1
Identity = tuple[str, str, str, str, tuple[tuple[str, str], ...]]


def archive(document: Document) -> dict[str, Any]:
    """Return the report as plain JSON values: kind, period, snapshot, claim, definitions, numbers."""
    verdict = document.verdict
    numbers = list(_answered(document))
    return {
        "format": FORMAT,
        "kind": document.kind,
        "shop": document.shop,
        "period": document.period,
        "base_period": document.base_period,
        "made_at": document.made_at,
        "snapshot": document.snapshot,
        "zone": document.zone,
        "currency": document.currency,
        "headline": {
            "metric": verdict.metric,
            "size": verdict.size,
            "direction": verdict.direction,
            "band": verdict.band,
            "base": verdict.base,
            "value": verdict.value,
        },
        "definitions": {number.metric: number.definition for number in numbers},
        "numbers": [_entry(number) for number in numbers],
        "derived": [_entry(number) for number in numbers_of(document) if number.derived],
        "message": {"zh": document.message.zh, "en": document.message.en}
        if document.message
        else None,
    }


def compare_reports(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[Restated, ...]:
    """Return the numbers that both archives hold and that differ, in the order of the newer one.

    Numbers are the same when metric, definition, period, filter and cell are; a changed definition is not
    a restatement. The conclusion changes where the older report's headline would now have another size or
    another direction.
    """
    before = {_identity(entry): entry for entry in old["numbers"]}
    changed = _conclusion_changed(old, new)
    found = []
    for entry in new["numbers"]:
        was = before.get(_identity(entry))
        if was is not None and was["value"] != entry["value"]:
            found.append(_restated(was, entry, changed=changed))
    return tuple(found)


def _answered(document: Document) -> Iterator[Number]:
    """Yield every number that a metric answers, once, in reading order."""
    seen = set()
    for number in numbers_of(document):
        identity = (number.metric, number.period, number.where, number.by, number.campaign)
        if not number.derived and identity not in seen:
            seen.add(identity)
            yield number


def _entry(number: Number) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "metric": number.metric,
        "definition": number.definition,
        "period": number.period,
        "unit": number.unit,
        "value": number.value,
        "text": number.text.zh,
    }
    if number.where:
        entry["where"] = number.where
    if number.by:
        entry["by"] = dict(number.by)
    if number.campaign:
        entry["campaign"] = number.campaign
    if number.derived:
        entry |= {"derived": number.derived, "base_period": number.base_period}
    return entry


def _identity(entry: Mapping[str, Any]) -> Identity:
    by = tuple(sorted(entry.get("by", {}).items()))
    where = (entry.get("where", ""), entry.get("campaign", ""))
    return entry["metric"], entry["definition"], entry["period"], "\n".join(where).strip(), by


def _restated(was: Mapping[str, Any], entry: Mapping[str, Any], *, changed: bool) -> Restated:
    return Restated(
        entry["metric"],
        entry["period"],
        entry["unit"],
        was["value"],
        entry["value"],
        tuple(sorted(entry.get("by", {}).items())),
        changed,
    )


def _conclusion_changed(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Return whether the older headline would read differently with the newer numbers."""
    claim = old["headline"]
    value = _current(new, claim["metric"], old["period"])
    base = _current(new, claim["metric"], old["base_period"])
    value = claim["value"] if value is None else value
    base = claim["base"] if base is None else base
    if value is None or base is None:
        return False
    change = value - base
    direction = (change > 0) - (change < 0)
    size = size_word(change, claim["band"])
    return (size, direction) != (claim["size"], claim["direction"])


def _current(report: Mapping[str, Any], metric: str, period: str) -> Any:
    for entry in report["numbers"]:
        if _identity(entry)[:1] + _identity(entry)[2:] == (metric, period, "", ()):
            return entry["value"]
    return None
