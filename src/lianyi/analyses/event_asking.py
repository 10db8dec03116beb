"""What all analyses of events ask alike: options as typed, who is looked at, how far the facts reach, which periods."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, cast

from lianyi.analyses.event_lookup import Meant, meant, parted, people_met, tables_behind
from lianyi.analyses.event_syntax import (
    Choice,
    Condition,
    parse_choice,
    parse_conditions,
    split_choices,
)
from lianyi.core.errors import LianyiError

if TYPE_CHECKING:
    from lianyi.analyses.data import Data
    from lianyi.analyses.observed import Observed
    from lianyi.core.calendar.periods import Grain, Period
    from lianyi.timelines.store import Array, Store

DAY = 86_400
# Up to so many days a period is told by day, then by week, then by month.
DAYS_SHOWN, WEEKS_SHOWN = 62, 420
EVERY_TABLE = ("events", "touches", "invites")


@dataclass(frozen=True)
class Looked:
    """What is looked at: `on_events` are the conditions of the filter on events, `only` the people (None: everybody)."""

    store: Store
    rows: int
    on_events: tuple[Condition, ...]
    only: list[Array] | None


def looked_at(data: Data, analysis: str, given_filter: Sequence[str] | str, segment: str | None) -> Looked:  # fmt: skip
    """Return what is looked at; refuses with `run.missing_source` a shop without any event."""
    store = data.store
    rows = store.rows("events")
    if not rows:
        raise LianyiError("run.missing_source", analysis=analysis, missing="events")
    on_events, on_people = parted(store, parse_conditions(parts_of(given_filter)))
    only = _both(data.segment(segment), people_met(store, on_people))
    return Looked(store, rows, tuple(on_events), only)


def parts_of(given: Sequence[str] | str) -> tuple[str, ...]:
    """Return the parts of an option: in Python it may also be one text, as on the command line."""
    return split_choices(given) if isinstance(given, str) else tuple(given)


def choices_of(given: Sequence[str] | str) -> tuple[Choice, ...]:
    """Return the choices of an option."""
    return tuple(parse_choice(part) for part in parts_of(given))


def meant_by(looked: Looked, given: Sequence[str] | str) -> tuple[Meant, ...]:
    """Return what each choice of an option means, the filter included."""
    return tuple(meant(looked.store, choice, looked.on_events) for choice in choices_of(given))


def reach_of(data: Data, analysis: str, asked: Iterable[Meant]) -> tuple[Observed, date]:
    """Return how far the facts behind `asked` reach, and the last day on which all events named are known.

    Where every event is meant, orders do not decide about it: who is known in events is known.
    """
    from lianyi.analyses.observed import observed

    asked = tuple(asked)
    named = {table for m in asked if m.events for table in tables_behind(m.events)}
    delivered = {row[0] for row in data.engine.coverage}
    tables = (
        named
        if asked and all(m.events for m in asked)
        else named | ({*EVERY_TABLE} & delivered or {"orders"})
    )
    reach = observed(data, analysis, tuple(sorted(tables)))
    ends: dict[str, date] = {}
    for row in data.engine.coverage:
        if row[0] in named:
            ends[row[0]] = max(ends.get(row[0], row[4]), row[4])
    return reach, min([reach.over, *ends.values()])


def second_of(store: Store, day: date) -> int:
    """Return the second, as in the columns `at`, with which `day` begins."""
    return store.day_number(day) * DAY


def grain_of(period: Period, given: str | None) -> Grain:
    """Return the grain given, or the one in which a period of that length can be read."""
    if given:
        return cast("Grain", given)
    return "day" if len(period) <= DAYS_SHOWN else "week" if len(period) <= WEEKS_SHOWN else "month"


def whole_period(data: Data, reach: Observed, text: str | None) -> Period:
    """Return the period that `text` names; without one, all days with facts."""
    from lianyi.core.calendar.periods import between

    return data.period(text) if text else between(reach.first, reach.seen)


def _both(one: list[Array] | None, other: list[Array] | None) -> list[Array] | None:
    if one is None or other is None:
        return one if other is None else other
    return [a & b for a, b in zip(one, other, strict=True)]
