"""From the options of `sessions` to the question that the timelines answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from lianyi.analyses.event_asking import (
    grain_of,
    looked_at,
    meant_by,
    reach_of,
    second_of,
    whole_period,
)
from lianyi.analyses.event_groups import Breakdown, breakdown_of
from lianyi.analyses.event_lookup import Meant, met
from lianyi.core.durations import parse_duration

if TYPE_CHECKING:
    from lianyi.analyses.data import Data
    from lianyi.analyses.observed import Observed
    from lianyi.analyses.sessions import Sessions
    from lianyi.core.calendar.periods import Grain, Period
    from lianyi.timelines.store import Array
    from lianyi.timelines.visits import Question

ONE_DAY = timedelta(days=1)
# Sums are kept for each part and person: so many parts are as many as can be kept.
MOST_PARTS = 50_000


@dataclass(frozen=True)
class Plan:
    """Sessions that can be asked for: `periods` are the buckets of `period`, `events` the rows of the stream."""

    question: Question
    gap: int
    goal: tuple[str, ...]
    breakdown: Breakdown
    only: list[Array] | None
    reach: Observed
    events: int
    period: Period
    grain: Grain
    periods: tuple[Period, ...]
    meant: tuple[Meant, ...]


def plan_of(asked: Sessions, data: Data) -> Plan:
    """Return the plan; refuses as `Sessions.run` says."""
    import numpy as np

    from lianyi.timelines.visits import Question

    gap = parse_duration(asked.gap)
    looked = looked_at(data, asked.KEY, asked.filter, asked.segment)
    store = looked.store
    events, goal = meant_by(looked, asked.events), meant_by(looked, asked.goal)
    reach, last_day = reach_of(data, asked.KEY, (*events, *goal) if events else ())
    period = whole_period(data, reach, asked.period)
    grain = grain_of(period, asked.grain)
    periods = tuple(period.buckets(grain))
    breakdown = breakdown_of(store, asked.by, MOST_PARTS)
    lengths = [len(p) for p in periods]
    counted = [c for m in events for c in m.conditions] or [met(store, looked.on_events)]
    question = Question(
        gap, asked.midnight, second_of(store, period.start), second_of(store, period.end),
        second_of(store, last_day + ONE_DAY) - 1, np.repeat(np.arange(len(periods)), lengths),
        store.day_number(period.start), len(periods),
        counted if any(counted) else (), [c for m in goal for c in m.conditions], breakdown.grouping,
    )  # fmt: skip
    goals = tuple(name for m in goal for name in sorted(m.events))
    return Plan(question, gap, goals, breakdown, looked.only, reach, looked.rows, period, grain, periods, (*events, *goal))  # fmt: skip
