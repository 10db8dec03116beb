"""Coverage: which days each source has told us about. Inside, no rows means zero; outside, unknown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from lianyi.facts.lake import Manifest


@dataclass(frozen=True)
class Coverage:
    """One import's claim: days `from_day`..`to_day` (both included) of a table, platform and store."""

    table: str
    platform: str
    store: str
    from_day: str
    to_day: str
    is_last_day_partial: bool
    as_of: str


def coverage_of(manifests: Iterable[Manifest]) -> list[Coverage]:
    """Return what the imports cover; a day that one import has whole is not partial in another."""
    found = [
        Coverage(p.table, m.platform, m.store, p.from_day, p.to_day, p.partial_last_day, m.as_of)
        for m in manifests
        for p in m.parts
        if p.from_day and p.to_day
    ]
    return [_completed(c, found) for c in found]


def _completed(claim: Coverage, others: Iterable[Coverage]) -> Coverage:
    if not claim.is_last_day_partial:
        return claim
    whole = any(
        (o.table, o.platform, o.store) == (claim.table, claim.platform, claim.store)
        and o.from_day <= claim.to_day
        and (o.to_day > claim.to_day or (o.to_day == claim.to_day and not o.is_last_day_partial))
        for o in others
    )
    if not whole:
        return claim
    return Coverage(
        claim.table, claim.platform, claim.store, claim.from_day, claim.to_day, False, claim.as_of
    )


def data_as_of(manifests: Iterable[Manifest]) -> dict[str, str | None]:
    """Return for each source (`platform/store/table`) the latest moment that its files speak of.

    A moment is ISO 8601 in UTC with its `Z`; None where no file of the source says when it was made.
    """
    latest: dict[str, str] = {}
    for manifest in manifests:
        for part in manifest.parts:
            source = f"{manifest.platform}/{manifest.store}/{part.table}"
            known = "" if manifest.as_of_from == "unknown" else manifest.as_of
            latest[source] = max(latest.get(source, ""), known)
    return {source: _with_zone(at) if at else None for source, at in sorted(latest.items())}


def _with_zone(moment: str) -> str:
    """Return a moment of a manifest (UTC without saying so) as everybody else reads it."""
    return datetime.fromisoformat(moment).isoformat(timespec="seconds") + "Z"
