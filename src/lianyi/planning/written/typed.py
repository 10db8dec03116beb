"""A goal of a plan, field by field, as the same value that a sentence is read into."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from lianyi.core.errors import LianyiError
from lianyi.metrics.book import Book
from lianyi.planning.model.goals import Goal
from lianyi.planning.written.amounts import Amount
from lianyi.planning.written.naming import Names, measured
from lianyi.planning.written.reading import read_goal
from lianyi.planning.written.said import Said, Way
from lianyi.planning.written.times import Clock


def said_by(goal: Goal, clock: Clock, book: Book, names: Names | None = None) -> Said:
    """Return what a goal of a plan says. Its fields count; its sentence only for what no field holds (direction, scope)."""
    told = read_goal(goal.name, clock, names)
    try:
        measure = measured(book.get(goal.metric)) if goal.metric else None
    except LianyiError:
        measure = None
    return replace(
        told,
        text=goal.name,
        measured=measure,
        measure_said=goal.metric,
        rivals=(),
        baseline=goal.baseline,
        target=goal.target,
        change=None,
        base_raw=_raw(goal.baseline),
        goal_raw=_raw(goal.target),
        from_day=goal.from_day,
        due=goal.due,
        owner=goal.owner,
        why=goal.why,
        open_words=(),
        broken_day=False,
        thing="" if measure else goal.metric or told.thing,
        way=_way(goal, told),
        where=goal.where,
    )


def _raw(value: Decimal | None) -> Amount | None:
    return None if value is None else Amount(value, "plain", "", 0, 0, value)


def _way(goal: Goal, told: Said) -> Way:
    if goal.baseline is not None and goal.target is not None and told.way == "":
        return "up" if goal.target > goal.baseline else "down"
    return told.way
