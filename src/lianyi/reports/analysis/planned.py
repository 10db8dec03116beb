"""The goals of the plan as a report tells them: those that most of its period belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from lianyi.core.calendar.periods import Period
from lianyi.core.errors import LianyiError
from lianyi.core.translation import Text
from lianyi.core.wording import told
from lianyi.reports.headline.inputs import Goal
from lianyi.reports.source import AsksAnalyses, KnowsPlan

if TYPE_CHECKING:
    from lianyi.planning.goals.placed import Placed
    from lianyi.planning.goals.standing import Standing
    from lianyi.planning.model.plan import Plan
    from lianyi.reports.source import ReportSource

GMV = "gmv_paid"
MONTHS_EN = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
LEAST_CHANCE = 0.01
"""Nobody is certain of what is to come."""


def plan_goals(source: ReportSource, period: Period) -> tuple[Standing, ...]:
    """Return where the goals of the plan stand at the end of `period`, GMV first; of one day only GMV.

    A goal that is divided by time is told by the part in which the period lies. Drafts are left out.
    """
    plan = readable_plan(source)
    data = source.data if isinstance(source, AsksAnalyses) else None
    if plan is None or data is None:
        return ()
    from lianyi.planning.goals.placed import placed
    from lianyi.planning.goals.standing import standing_alone

    middle = period.start + timedelta(days=(len(period) - 1) // 2)
    shown = [one for tree in placed(plan.goals) for one in _told(tree, middle)]
    shown = [
        one for one in shown if one.metric and one.goal.target is not None and not one.is_draft
    ]
    if len(period) == 1:
        shown = [one for one in shown if one.metric == GMV and not one.where]
    found = [standing_alone(one, data, period.last) for one in shown]
    return tuple(sorted(found, key=lambda s: (s.placed.metric != GMV, bool(s.placed.where))))


def readable_plan(source: ReportSource) -> Plan | None:
    """Return the plan; None where there is none, or none that can be read (see `plan_problem`)."""
    try:
        return source.plan if isinstance(source, KnowsPlan) else None
    except LianyiError:
        return None


def plan_problem(source: ReportSource) -> Text | None:
    """Return why the plan cannot be read: a slip in it must not keep a report from being made."""
    try:
        if isinstance(source, KnowsPlan):
            source.plan  # noqa: B018 - reading it is the question
    except LianyiError as refused:
        return told(refused.code, refused.facts)
    return None


def _told(tree: Placed, day: date) -> Iterator[Placed]:
    """Yield the goal, or the parts of it whose days are told instead."""
    if tree.period is None or day not in tree.period:
        return
    by_time = [
        part
        for part in tree.parts
        if tree.goal.relation == "sum" and part.where == tree.where and part.metric == tree.metric
    ]
    inner = [one for part in by_time for one in _told(part, day)]
    yield from inner or [tree]


def paces_of(standings: Sequence[Standing]) -> tuple[Goal, ...]:
    """Return the goals whose value grows by the day as the headline takes them."""
    return tuple(goal for one in standings if (goal := _pace(one)) is not None)


def _pace(one: Standing) -> Goal | None:
    pace, period, found = one.pace, one.placed.period, one.found
    if pace is None or period is None or found.metric is None or not found.flows:
        return None
    if one.placed.where or pace.target <= 0 or pace.lower_is_better:
        return None
    ahead, ends, chance = one.landing, None, one.landing.chance
    if pace.days_left and ahead.low is not None and ahead.high is not None and chance is not None:
        ends = (round(ahead.low), round(ahead.high))
        chance = min(max(chance, LEAST_CHANCE), 1 - LEAST_CHANCE)
    return Goal(
        goal_name(period),
        period.key,
        int(pace.now),
        int(pace.target),
        pace.time_share,
        pace.days_left,
        _recent_daily(one),
        ends,
        chance if ends else None,
        metric=found.metric.key,
        unit=found.metric.unit,
    )


def _recent_daily(one: Standing) -> int:
    """Return what the last seven known days brought each; days of which nothing is known do not count."""
    days = one.found.days
    if days is None or not len(days.series.known):
        return 0
    last = days.series.values[days.series.known[-7:]]
    return round(float(last.sum()) / len(last))


def goal_name(period: Period) -> Text:
    """Return how a target's period is called in a sentence: `9月` / `September`.

    >>> from lianyi.core.calendar.period_text import parse_period
    >>> goal_name(parse_period("2026-09")).say("zh")
    '9月'
    """
    if period.grain == "month":
        return Text(f"{period.start.month}月", MONTHS_EN[period.start.month - 1])
    return period.text()
