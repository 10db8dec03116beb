"""The register as plain values: what a command prints and a page draws."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from lianyi.core.translation import Text
from lianyi.planning.risks.heat import NAMES, State
from lianyi.planning.risks.special_days import marks
from lianyi.planning.risks.watched import newest_row

if TYPE_CHECKING:
    from lianyi.core.calendar.business import BusinessCalendar
    from lianyi.planning.risks.alerts import Alert
    from lianyi.planning.risks.register import Gauge, Standing
    from lianyi.planning.risks.watched import Track

SERIES_DAYS = 28
NOTHING = Text("还没有读数", "no reading yet")
LEVELS = {
    "low": Text("低", "low"),
    "medium": Text("中", "medium"),
    "high": Text("高", "high"),
}


@dataclass(frozen=True)
class PlainStep:
    """One step of a fallback as a page shows it."""

    name: Text
    owner: str
    within_days: int | None


def steps_of(gauge: Gauge) -> list[PlainStep]:
    """Return the fallback of the risk; without one, what its monitor proposes."""
    if gauge.risk is not None and gauge.risk.fallback:
        own = gauge.risk.fallback
        return [PlainStep(Text(s.name, s.name), s.owner or gauge.risk.owner, s.within_days) for s in own]  # fmt: skip
    owner = gauge.risk.owner if gauge.risk else ""
    proposed = gauge.preset.fallback if gauge.preset else ()
    return [PlainStep(s.name, owner, s.within_days) for s in proposed]


def why_now(gauge: Gauge) -> Text:
    """Return the newest reading in words, with what it is about where that is not the shop."""
    if gauge.head is None:
        return gauge.unknown or NOTHING
    return reading(gauge.head, newest_row(gauge.head))


def reading(track: Track, row: int) -> Text:
    """Return one reading in words, its subject in front."""
    words = track.why(row)
    name = track.subject.name
    if not name or track.subject.kind in ("metric", "promoter", "account"):
        return words
    return Text(f"「{name}」{words.zh}", f"「{name}」: {words.en}")


def series(track: Track, calendar: BusinessCalendar, days: int = SERIES_DAYS) -> list[dict[str, Any]]:  # fmt: skip
    """Return the last days of a track: value, what is usual, heat, and the festivals beside them."""
    size = track.axis.size
    start = max(size - days, 0)
    named = marks(track.axis.day(start), track.axis.last, calendar)
    found = track.states()
    return [
        {
            "day": track.axis.day(row),
            "value": _number(track.value[row]),
            "usual": _number(track.usual[row]),
            "state": found[row],
            "marks": named.get(track.axis.day(row), []),
        }
        for row in range(start, size)
    ]


def _number(value: float) -> float | None:
    return None if np.isnan(value) or np.isinf(value) else float(value)


def gauge_as_plain(gauge: Gauge, calendar: BusinessCalendar, days: int = SERIES_DAYS) -> dict[str, Any]:  # fmt: skip
    """Return one gauge with its evidence."""
    risk, head = gauge.risk, gauge.head
    return {
        "key": gauge.key,
        "name": gauge.name,
        "in_plan": risk is not None,
        "preset": gauge.preset.key if gauge.preset else None,
        "state": gauge.state,
        "since": gauge.since,
        "why": why_now(gauge),
        "trigger": gauge.preset.trigger if gauge.preset else None,
        "probability": risk.probability if risk else None,
        "impact": risk.impact if risk else None,
        "owner": risk.owner if risk else "",
        "rehearsed": risk.rehearsed if risk else None,
        "muted_until": risk.muted_until if risk else None,
        "watched": len(gauge.tracks),
        "alarms_a_year": gauge.preset.alarms_a_year if gauge.preset else None,
        "evidence": None if head is None else {
            "subject": {"kind": head.subject.kind, "key": head.subject.key, "name": head.subject.name},
            "unit": head.unit,
            "limit": head.limit,
            "falls": head.falls,
            "series": series(head, calendar, days),
        },
        "fallback": [{"name": s.name, "owner": s.owner, "within_days": s.within_days} for s in steps_of(gauge)],
    }  # fmt: skip


def alert_as_plain(alert: Alert, day: date) -> dict[str, Any]:
    """Return one alert: its cause, since when, and everything that tells of it."""
    return {
        "key": alert.key,
        "preset": alert.head.preset,
        "subject": {"kind": alert.subject.kind, "key": alert.subject.key, "name": alert.subject.name},
        "first": alert.first,
        "last": alert.last,
        "is_open": any(e.last == day for e in alert.episodes),
        "why": reading(alert.head, alert.head.axis.row(alert.episodes[0].first)),
        "signs": [
            {"preset": e.track.preset, "subject": e.track.subject.name, "first": e.first, "last": e.last,
             "why": reading(e.track, e.track.axis.row(e.first))}
            for e in alert.episodes
        ],
    }  # fmt: skip


def standing_as_plain(
    found: Standing, calendar: BusinessCalendar, days: int = SERIES_DAYS, alerts: Sequence[Alert] | None = None
) -> dict[str, Any]:  # fmt: skip
    """Return the whole register; `alerts` are those to show (default: the open ones)."""
    shown = found.open if alerts is None else alerts
    return {
        "day": found.day,
        "counts": {s: sum(g.state == s for g in found.gauges) for s in _states()},
        "risks": [gauge_as_plain(g, calendar, days) for g in found.gauges],
        "alerts": [alert_as_plain(a, found.day) for a in shown],
    }


def _states() -> tuple[State, ...]:
    return tuple(NAMES)
