"""From the options of a funnel to the question that the timelines answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from lianyi.analyses.event_groups import Breakdown, breakdown_of
from lianyi.analyses.event_lookup import (
    Meant,
    covers,
    meant,
    met,
    overlap,
    parted,
    people_met,
    tables_behind,
)
from lianyi.analyses.event_syntax import Choice, parse_choice, parse_conditions, split_choices
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
DAY = 86_400


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
    from lianyi.analyses.observed import observed
    from lianyi.timelines.funnels import Question

    choices = _choices(asked.steps)
    if not FEWEST <= len(choices) <= MOST:
        raise LianyiError("funnel.steps", n=len(choices), fewest=FEWEST, most=MOST)
    if asked.order == "any" and asked.count != "people":
        raise LianyiError("funnel.any_counts_people")
    within, store = parse_duration(asked.within), data.store
    events = store.rows("events")
    if not events:
        raise LianyiError("run.missing_source", analysis=asked.KEY, missing="events")
    on_events, on_people = parted(store, parse_conditions(_parts(asked.filter)))
    steps = tuple(meant(store, choice, on_events) for choice in choices)
    excluded = tuple(meant(store, choice, on_events) for choice in _choices(asked.exclude))
    _check(asked, choices, steps, excluded)
    tables = _tables((*steps, *excluded))
    reach = observed(data, asked.KEY, tables)
    last_day = _last_day(data, reach, tables)
    period = data.period(asked.period) if asked.period else None
    breakdown = breakdown_of(store, asked.by)
    limits: dict[str, Any] = {}
    if period:
        limits = {"low": store.day_number(period.start) * DAY, "high": store.day_number(period.end) * DAY}  # fmt: skip
    question = Question(
        [s.conditions for s in steps], [c for e in excluded for c in e.conditions], met(store, on_events),
        cast("Order", asked.order), cast("Unit", asked.count), within, (store.day_number(last_day) + 1) * DAY - 1,
        asked.re_entry, grouping=breakdown.grouping, **limits,
    )  # fmt: skip
    only = both(data.segment(asked.segment), people_met(store, on_people))
    names = tuple(choice.text for choice in choices)
    if asked.order == "any":
        names = tuple(f"{n}/{len(steps)}" for n in range(1, len(steps) + 1))
    return Plan(question, names, steps, within, breakdown, only, reach, events, period, last_day)  # fmt: skip


def _parts(given: Sequence[str] | str) -> tuple[str, ...]:
    """Return the parts of an option: in Python it may also be one text, as on the command line."""
    return split_choices(given) if isinstance(given, str) else tuple(given)


def _choices(given: Sequence[str] | str) -> tuple[Choice, ...]:
    return tuple(parse_choice(part) for part in _parts(given))


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


def _tables(asked: Sequence[Meant]) -> tuple[str, ...]:
    every = [tables_behind(m.events) for m in asked]
    return tuple(sorted({table for tables in every for table in tables}))


def _last_day(data: Data, reach: Observed, tables: Sequence[str]) -> date:
    """Return the last day on which all these tables are known: a window that ends later is not over."""
    ends: dict[str, date] = {}
    for row in data.engine.coverage:
        table, to_day = row[0], row[4]
        if table in tables:
            ends[table] = max(ends.get(table, to_day), to_day)
    return min([reach.over, *ends.values()])


def both(one: list[Array] | None, other: list[Array] | None) -> list[Array] | None:
    """Return who is in both; None means everybody."""
    if one is None or other is None:
        return one if other is None else other
    return [a & b for a, b in zip(one, other, strict=True)]
