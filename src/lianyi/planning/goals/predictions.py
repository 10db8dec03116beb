"""What a check foretells, and what became of it: for each goal the end of its time and the running week.

`predictions` holds one row per goal, period and day on which it was said; amounts are in the metric's major unit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from lianyi.core.calendar.period_text import parse_period
from lianyi.planning.goals.outlook import LEVEL

if TYPE_CHECKING:
    from lianyi.core.calendar.periods import Period
    from lianyi.planning.verdict import Verdict

SCOPE = "goal:"


@dataclass(frozen=True)
class Prediction:
    """One thing that was foretold: the metric of `scope` (a goal) would end `period` between `low` and `high`."""

    metric: str
    period: Period
    made_day: date
    scope: str
    low: float
    high: float
    level: float = LEVEL

    @property
    def goal(self) -> str:
        """The id of the goal; empty where it is about none."""
        return self.scope.removeprefix(SCOPE) if self.scope.startswith(SCOPE) else ""


def foretold(verdicts: Sequence[Verdict], today: date) -> list[dict[str, Any]]:
    """Return the rows of `predictions` that the verdicts on goals say; whole goals also foretell the running week."""
    found = []
    for verdict in verdicts:
        facts = verdict.facts
        if not verdict.key.startswith(SCOPE) or facts.get("phase") not in ("running", "ahead"):
            continue
        said = [facts, facts["week"]] if facts.get("week") else [facts]
        found += [_row(facts, one, today) for one in said if _foretells(one, today)]
    return found


def _foretells(said: Mapping[str, Any], today: date) -> bool:
    if said["low"] is None or said["method"] in (None, "fact"):
        return False
    return parse_period(said["period"]).last >= today


def _row(goal: Mapping[str, Any], said: Mapping[str, Any], today: date) -> dict[str, Any]:
    own = {name: said[name] for name in ("period", "low", "high", "level", "method")}
    return {"metric": goal["metric"], "made_day": today, "scope": f"{SCOPE}{goal['id']}", **own}


def predictions_in(rows: Sequence[Sequence[Any]]) -> list[Prediction]:
    """Return rows (metric, period, made_day, scope, low, high, level) as predictions."""
    return [Prediction(m, parse_period(p), made, scope or "", low, high, level or LEVEL) for m, p, made, scope, low, high, level in rows]  # fmt: skip


def due_in(said: Sequence[Prediction], period: Period) -> list[Prediction]:
    """Return what fell due in `period`, one per scope and period: what was said last before its days began.

    Where nothing was said before, it is the first thing said in it. Said on the last day or later it is no prediction.
    """
    best: dict[tuple[str, str], Prediction] = {}
    for one in sorted(said, key=lambda p: p.made_day):
        if one.period.last not in period or one.made_day >= one.period.last:
            continue
        key = (one.scope, one.period.key)
        if key not in best or one.made_day <= one.period.start:
            best[key] = one
    return list(best.values())


def changed(
    rows: Sequence[Mapping[str, Any]], before: Sequence[Mapping[str, Any]], ignoring: Sequence[str]
) -> bool:
    """Return whether `rows` say something else than `before`, whatever the order and the fields of `ignoring`."""

    def plain(listed: Sequence[Mapping[str, Any]]) -> list[tuple[tuple[str, str], ...]]:
        return sorted(
            tuple(sorted((k, _plain(v)) for k, v in row.items() if k not in ignoring))
            for row in listed
        )

    return plain(rows) != plain(before)


def _plain(value: object) -> str:
    return f"{value:.9g}" if isinstance(value, float) else str(value)
