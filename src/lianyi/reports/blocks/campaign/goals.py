"""Goal, actual, rate: each goal that the campaign is meant to move."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from lianyi.core.calendar.periods import Period, between
from lianyi.core.translation import Text, same
from lianyi.metrics.query import MetricQuery
from lianyi.planning.goals.campaigns import campaigns_for
from lianyi.reports.blocks.campaign.case import NO_VALUE, Case
from lianyi.reports.document import Block, Cell, Column, Nothing, Number, Row, Table
from lianyi.reports.gather import Values
from lianyi.reports.shown import ratio

if TYPE_CHECKING:
    from lianyi.planning.model.goals import Goal

TITLE = Text("目标、实际、完成率", "Goal, actual, completion")
COLUMNS = (
    Column("goal", Text("目标", "Goal"), numeric=False),
    Column("days", Text("期间", "Days"), numeric=False),
    Column("target", Text("目标值", "Target")),
    Column("actual", Text("实际", "Actual")),
    Column("rate", Text("完成率", "Completion")),
    Column("campaign", Text("其中活动期", "Of it in the campaign")),
    Column("owner", Text("负责人", "Owner"), numeric=False),
)
NOTE = Text(
    "完成率＝实际÷目标值；比率类目标看目标期间内的比率。「其中活动期」是活动的日期里、属于活动的部分。",
    "Completion is actual over target; a goal that is a ratio is the ratio of its days. The last figure is what belongs to the campaign.",
)


def goals(case: Case) -> Block | None:
    """Return the block, None where the campaign is meant to move no goal."""
    found = goals_of(case)
    if not found:
        return None
    rows = tuple(_row(case, goal) for goal in found)
    return Block(
        "goals", TITLE, (Table("goals", Text("逐个目标", "Goal by goal"), COLUMNS, rows, NOTE),)
    )


def goals_of(case: Case) -> tuple[Goal, ...]:
    """Return the goals that name the campaign or that it names, without drafts."""
    plan, planned = case.about.plan, case.run.planned
    if plan is None or planned is None:
        return ()
    return tuple(g for g in plan.all_goals() if planned in campaigns_for(plan, g) and not g.draft)


def completion(case: Case, goal: Goal) -> Fraction | None:
    """Return actual ÷ target; None where either is not known or the target is 0."""
    values = _actual(case, goal)
    actual = values.get(goal.metric) if values else None
    target = _target(case, goal)
    return Fraction(repr(actual)) / Fraction(str(target)) if actual is not None and target else None


def _row(case: Case, goal: Goal) -> Row:
    target, values = _target(case, goal), _actual(case, goal)
    if values is None:
        why = Nothing("missing_source", Text("没有指标，算不出来", "it names no metric"))
        return Row((same(goal.name), None, NO_VALUE, why, why, why, same(goal.owner)))
    unit = case.unit(goal.metric)
    days = goal_days(case, goal)
    asked: Cell = NO_VALUE
    if target is not None:
        asked = case.given(goal.metric, target, unit, case.written(goal.metric, target))
    share = completion(case, goal)
    rate: Cell = Nothing("undefined", Text("没有可以比的数", "nothing to compare"))
    if share is not None:
        rate = case.derived(goal.metric, float(share), "ratio", ratio(share))
    part = case.number(goal.metric, case.now((goal.metric,)))
    return Row((same(goal.name), days.text(full=True), asked, _plain(case, goal, values, days), rate, part, same(goal.owner)))  # fmt: skip


def _plain(case: Case, goal: Goal, values: Values, days: Period) -> Number | Nothing:
    found = case.number(goal.metric, values, days=days)
    if isinstance(found, Nothing):
        return found
    return Number(found.metric, found.value, found.unit, found.text, days.key, found.definition, found.snapshot, where=goal.where)  # fmt: skip


def goal_days(case: Case, goal: Goal) -> Period:
    """Return the days of a goal as far as they are over; those of the campaign where it names none."""
    first = goal.from_day or case.run.period.start
    last = min(goal.due or case.run.period.last, case.about.known_to)
    return between(first, max(first, last))


def _actual(case: Case, goal: Goal) -> Values | None:
    if not case.knows(goal.metric):
        return None
    answer = case.ask(MetricQuery((goal.metric,), goal_days(case, goal), where=goal.where or None))
    return Values(answer) if answer.rows else None


def _target(case: Case, goal: Goal) -> float | None:
    if not case.knows(goal.metric):
        return None
    unit = case.unit(goal.metric)
    found = goal.target_in_minor(unit, case.source.currency)  # type: ignore[arg-type]  # a unit of metrics
    return found if found is None or isinstance(found, int) else float(found)
