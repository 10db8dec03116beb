"""Standings as plain data, for `--json` and for the console: money in whole currency units, ratios as fractions of 1."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from lianyi.core.translation import Text
from lianyi.planning.goals.figures import major
from lianyi.planning.goals.outlook import LEVEL, Landing
from lianyi.planning.goals.standing import Standing, behind

if TYPE_CHECKING:
    from lianyi.core.calendar.periods import Period


def as_plain(standing: Standing) -> dict[str, Any]:
    """Return one goal without its parts. What is not known is null, and `why` says the reason in both languages."""
    placed, found, pace, ahead = standing.placed, standing.found, standing.pace, standing.landing
    goal, period = standing.goal, placed.period
    return {
        "id": goal.id,
        "name": goal.name,
        "metric": placed.metric,
        "unit": found.metric.unit if found.metric else None,
        "where": placed.where,
        "period": period.key if period else None,
        "from": period.start.isoformat() if period else None,
        "due": period.last.isoformat() if period else None,
        "owner": placed.owner,
        "phase": standing.phase,
        "target": _major(standing, standing.target),
        "baseline": _major(standing, pace.baseline if pace else None),
        "now": _major(standing, found.value),
        "known_to": found.known_to.isoformat() if found.known_to else None,
        "done_share": _share(pace.done_share if pace else None),
        "time_share": _share(pace.time_share if pace else None),
        "days_left": pace.days_left if pace else None,
        "need_daily": _major(standing, pace.need_daily if pace else None),
        **_ends(standing, ahead),
        "chance": ahead.chance,
        "why": both(standing.why or ahead.why),
    }


def landing_as_plain(standing: Standing, period: Period, ahead: Landing) -> dict[str, Any]:
    """Return where the metric of a goal ends another period than its own."""
    return {"period": period.key, **_ends(standing, ahead)}


def _ends(standing: Standing, ahead: Landing) -> dict[str, Any]:
    ends = {"expected": ahead.mid, "low": ahead.low, "high": ahead.high}
    shown = {name: _major(standing, value) for name, value in ends.items()}
    return {**shown, "level": LEVEL, "method": ahead.method or None}


def tree_as_plain(standing: Standing) -> dict[str, Any]:
    """Return one goal with its parts, and which of them is behind."""
    found = behind(standing)
    shares = None
    if found is not None:
        shares = {
            "total": _major(standing, Fraction(found.total)),
            "parts": {key: _major(standing, Fraction(amount)) for key, amount in found.parts},
            "rest": _major(standing, Fraction(found.rest)),
        }
    parts = [tree_as_plain(part) for part in standing.parts]
    return {**as_plain(standing), "relation": standing.goal.relation, "ahead_of_pace": shares, "parts": parts}  # fmt: skip


def both(text: Text | None) -> Mapping[str, str] | None:
    """Return a text in both languages."""
    return None if text is None else {"zh": text.zh, "en": text.en}


def _major(standing: Standing, value: Fraction | None) -> float | None:
    return None if value is None else major(standing.unit, value, standing.found.currency)


def _share(value: Fraction | None) -> float | None:
    return None if value is None else float(value)
