"""W4: each goal as a bar against time, and what the days that are left must bring."""

from __future__ import annotations

from lianyi.core.translation import Text
from lianyi.reports.analysed import Analysed
from lianyi.reports.analysis.planned import plan_problem
from lianyi.reports.blocks.planned_goals import TITLE, planned_goals
from lianyi.reports.document import Block, Number, Progress, Prose
from lianyi.reports.gather import Gathered
from lianyi.reports.headline.inputs import Goal
from lianyi.reports.shown import percent
from lianyi.reports.wording import compose, words


def goals(facts: Gathered, found: Analysed) -> Block | None:
    """Return the block, None without a target; the goals of the plan where there is one."""
    problem = plan_problem(facts.source)
    if problem is not None:
        return Block("goals", TITLE, (Prose((words(problem),), note=True),))
    if facts.plan_goals:
        return None if found.headline.known_days is not None else planned_goals(facts)
    if not found.goals or found.headline.known_days is not None:
        return None
    day = found.headline.sales_day
    sale = day.name if day is not None and day.in_this_period else None
    bars = tuple(_bar(facts, goal, sale) for goal in found.goals)
    return Block("goals", TITLE, bars)


def _bar(facts: Gathered, goal: Goal, sale: Text | None) -> Progress:
    template = Text(
        "{done} / {target}，完成{share}，时间过去{time}",
        "{done} of {target}, {share} done, {time} of the time gone",
    )
    if goal.need_daily is not None:
        template = Text(
            template.zh
            + "；剩{days}天每天要{need}，最近日均{recent}"
            + ("（含{sale}）" if sale else ""),
            template.en
            + "; the {days} days left need {need} each, recently {recent} a day"
            + (" with {sale} in it" if sale else ""),
        )
    said = compose(
        template,
        done=_amount(facts, goal, goal.done, "estimate"),
        target=_amount(facts, goal, goal.target, "given"),
        share=percent(goal.done_share),
        time=percent(goal.time_share),
        days=goal.days_left,
        sale=sale or "",
        need=_amount(facts, goal, goal.need_daily or 0, "estimate"),
        recent=_amount(facts, goal, goal.recent_daily, "estimate"),
    )
    metric = facts.metric(goal.metric).name
    name = Text(goal.name.zh + metric.zh, f"{goal.name.en}: {metric.en}")
    return Progress(name, float(goal.done_share), float(goal.time_share), said)


def _amount(facts: Gathered, goal: Goal, amount: int, kind: str) -> Number:
    return Number(
        goal.metric,
        amount,
        goal.unit,
        facts.shown.short(amount) if goal.unit == "money" else facts.shown.of(goal.unit, amount),
        goal.period,
        facts.definition(goal.metric),
        facts.source.snapshot,
        derived="given" if kind == "given" else "estimate",
    )
