"""From the options of a funnel to the question that the timelines answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, cast

from lianyi.analyses.event_asking import choices_of, looked_at, meant_by, reach_of, second_of
from lianyi.analyses.event_groups import Breakdown, breakdown_of
from lianyi.analyses.event_lookup import Meant, covers, met, overlap
from lianyi.analyses.event_syntax import Choice
from lianyi.core.durations import parse_duration
from lianyi.core.errors import LianyiError

if TYPE_CHECKING:
    from lianyi.analyses.data import Data
    from lianyi.analyses.funnel import Funnel
    from lianyi.analyses.observed import Observed
    from lianyi.core.calendar.periods import Period
    from lianyi.timelines.funnels import Order, Question, Unit
    from lianyi.timelines.store import Array

FEWEST, MOST = 2, 16
MOST_CONDITIONS = 31
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Plan:
    """A funnel that can be asked. `names` are the steps as typed, `within` the window in seconds.

    `only` are the people looked at (None: all), `events` the rows of the stream, `last_day` the last day that is
    wholly known.
    """

    question: Question
    names: tuple[str, ...]
    steps: tuple[Meant, ...]
    within: int
    breakdown: Breakdown
    only: list[Array] | None
    reach: Observed
    events: int
    period: Period | None
    last_day: date

    @property
    def unit(self) -> Unit:
        """What is counted."""
        return self.question.unit


def plan_of(asked: Funnel, data: Data) -> Plan:
    """Return the plan; refuses as `Funnel.run` says."""
    from lianyi.timelines.funnels import Question

    choices = choices_of(asked.steps)
    if not FEWEST <= len(choices) <= MOST:
        raise LianyiError("funnel.steps", n=len(choices), fewest=FEWEST, most=MOST)
    if asked.order == "any" and asked.count != "people":
        raise LianyiError("funnel.any_counts_people")
    within = parse_duration(asked.within)
    looked = looked_at(data, asked.KEY, asked.filter, asked.segment)
    store = looked.store
    steps, excluded = meant_by(looked, asked.steps), meant_by(looked, asked.exclude)
    _check(asked, choices, steps, excluded)
    reach, last_day = reach_of(data, asked.KEY, (*steps, *excluded))
    period = data.period(asked.period) if asked.period else None
    breakdown = breakdown_of(store, asked.by)
    limits: dict[str, Any] = {}
    if period:
        limits = {"low": second_of(store, period.start), "high": second_of(store, period.end)}
    question = Question(
        [s.conditions for s in steps], [c for e in excluded for c in e.conditions], met(store, looked.on_events),
        cast("Order", asked.order), cast("Unit", asked.count), within, second_of(store, last_day + ONE_DAY) - 1,
        asked.re_entry, grouping=breakdown.grouping, **limits,
    )  # fmt: skip
    names = tuple(choice.text for choice in choices)
    if asked.order == "any":
        names = tuple(f"{n}/{len(steps)}" for n in range(1, len(steps) + 1))
    return Plan(question, names, steps, within, breakdown, looked.only, reach, looked.rows, period, last_day)  # fmt: skip


def _check(asked: Funnel, choices: Sequence[Choice], steps: Sequence[Meant], excluded: Sequence[Meant]) -> None:  # fmt: skip
    """Refuse what could never be reached, cannot be counted, or does not fit into a word of bits."""
    number = sum(len(m.conditions) for m in (*steps, *excluded))
    if number > MOST_CONDITIONS:
        raise LianyiError("funnel.too_many_conditions", n=number, most=MOST_CONDITIONS)
    for choice, step in zip(choices, steps, strict=True):
        if any(covers(e.conditions, step.conditions) for e in excluded):
            raise LianyiError("funnel.exclusion_is_step", step=choice.text)
    if asked.order != "any":
        return
    for n, one in enumerate(steps):
        for m in range(n + 1, len(steps)):
            if overlap(one.conditions, steps[m].conditions):
                raise LianyiError("funnel.steps_overlap", one=choices[n].text, other=choices[m].text)  # fmt: skip
