"""A goal at its place in the tree: what it does not say itself it takes from the goal that it is a part of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from lianyi.core.calendar.periods import Period, between, natural_bounds, whole

if TYPE_CHECKING:
    from lianyi.core.calendar.periods import Grain
    from lianyi.planning.model.goals import Goal

NATURAL: tuple[Grain, ...] = ("day", "week", "month", "quarter", "year")


@dataclass(frozen=True)
class Placed:
    """A goal with what it inherits. `period` is None without a due day, or where it ends before it begins."""

    goal: Goal
    metric: str
    where: str
    period: Period | None
    owner: str
    is_draft: bool
    parts: tuple[Placed, ...] = ()
    depth: int = 0

    def walk(self) -> Iterator[Placed]:
        """Yield this goal, then all of its parts."""
        yield self
        for part in self.parts:
            yield from part.walk()


def placed(goals: Sequence[Goal]) -> tuple[Placed, ...]:
    """Return the trees of `goals`.

    A part takes days, owner and the metric (of a sum) from its parent and is limited by the parent's `where` too; a
    part of a draft is a draft. A goal without `from_day` runs from the first day of the month in which it is due.
    """
    return tuple(_placed(goal, None) for goal in goals)


def _placed(goal: Goal, parent: Placed | None) -> Placed:
    from_day, due, owner, metric, where = (
        goal.from_day,
        goal.due,
        goal.owner,
        goal.metric,
        goal.where,
    )
    if parent is not None:
        inherited = parent.period
        due = due or (inherited.last if inherited else None)
        from_day = from_day or (inherited.start if inherited and due == inherited.last else None)
        owner = owner or parent.owner
        metric = metric or (parent.metric if parent.goal.relation == "sum" else "")
        where = (
            " AND ".join(f"({w})" for w in (parent.where, where) if w) if parent.where else where
        )
    own = Placed(
        goal,
        metric,
        where,
        _period(from_day, due),
        owner,
        goal.draft or bool(parent and parent.is_draft),
        depth=parent.depth + 1 if parent else 0,
    )  # fmt: skip
    parts = tuple(_placed(part, own) for part in goal.parts)
    return Placed(goal, metric, where, own.period, owner, own.is_draft, parts, own.depth)


def _period(first: date | None, last: date | None) -> Period | None:
    if last is None:
        return None
    first = first or natural_bounds(last, "month")[0]
    return None if first > last else natural(first, last)


def natural(first: date, last: date) -> Period:
    """Return the days from `first` to `last` by the name that people give them: a month, a quarter, a week.

    >>> natural(date(2026, 9, 1), date(2026, 9, 30)).key
    '2026-09'
    """
    for grain in NATURAL:
        unit = whole(first, grain)
        if (unit.start, unit.last) == (first, last):
            return unit
    return between(first, last)
