"""A first plan for a stage, and filling its drafts once there are numbers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from lianyi.core.calendar.periods import Period, between, whole
from lianyi.core.translation import Lang, Text
from lianyi.planning.model.budget import Budget
from lianyi.planning.model.goals import Goal
from lianyi.planning.model.plan import Plan, Stage
from lianyi.planning.model.team import Team
from lianyi.planning.stages.goals import stage_goals
from lianyi.planning.stages.money import budget, recent_month
from lianyi.planning.stages.outreach import campaigns, channels, content
from lianyi.planning.stages.people import lifecycle, modes, personas, team
from lianyi.planning.stages.presets import STAGES
from lianyi.planning.stages.reach import plan_period
from lianyi.planning.stages.risks import risks

if TYPE_CHECKING:
    from lianyi.analyses.data import Data
    from lianyi.core.calendar.business import BusinessCalendar

TITLE = Text("{shop}{stage}运营方案", "{shop}: operating plan, {stage}")


def first_plan(
    stage: Stage,
    today: date,
    calendar: BusinessCalendar,
    data: Data | None,
    *,
    shop: str = "",
    currency: str = "CNY",
    lang: Lang = "zh",
) -> Plan:
    """Return a plan for three months from the first of the running one, every section filled with defaults.

    Goals come from the shop's own history where `data` has it; the others are drafts without a target.
    """
    preset = STAGES[stage]
    period = plan_period(whole(today, "month"))
    goals = stage_goals(stage, period, data, lang)
    dangers = risks(preset.risks, lang)
    recent = recent_month(data, currency) if data else {}
    return Plan(
        title=TITLE.format(shop=shop, stage=preset.name).say(lang),
        stage=stage,
        period_from=period.start,
        period_to=period.last,
        intro=preset.intro.say(lang),
        goals=goals,
        personas=personas(lang),
        modes=modes(preset.modes, lang),
        content=content(period, today, calendar, lang),
        lifecycle=lifecycle(lang),
        campaigns=campaigns(period, today, calendar, goals[0].id, lang),
        channels=channels(lang),
        team=team([goal for goal in goals if not goal.draft], dangers, lang),
        budget=budget(preset, goals[0], period, currency, lang, recent),
        risks=dangers,
    )


def is_empty_draft(goal: Goal) -> bool:
    """Return whether a goal still waits for numbers: a draft of a stage that nobody has given a target."""
    return goal.draft and goal.target is None


def filled(plan: Plan, data: Data, currency: str, lang: Lang) -> tuple[Plan, tuple[Goal, ...]]:
    """Return the plan with its empty drafts filled from history, and the goals that were.

    What somebody wrote stays as it is: a draft with a target, a goal of one's own, a budget that is not all 0.
    """
    period = _period(plan)
    known = {preset.key for preset in STAGES[plan.stage].goals}
    waiting = {goal.id for goal in plan.goals if is_empty_draft(goal) and goal.id in known}
    if not waiting or period is None:
        return plan, ()
    ready = {
        g.id: g for g in stage_goals(plan.stage, period, data, lang, only=waiting) if not g.draft
    }
    if not ready:
        return plan, ()
    goals = tuple(_kept(goal, ready.get(goal.id)) for goal in plan.goals)
    money = _budget(plan, goals, period, data, currency, lang)
    people = _with_duties(plan, [goal for goal in goals if goal.id in ready], lang)
    made = plan.model_copy(update={"goals": goals, "budget": money, "team": people})
    return made, tuple(ready.values())


def _period(plan: Plan) -> Period | None:
    if plan.period_from is None or plan.period_to is None:
        return None
    return between(plan.period_from, plan.period_to)


def _kept(goal: Goal, ready: Goal | None) -> Goal:
    """Return the filled goal with what somebody may have changed in the draft: owner and why."""
    return (
        goal if ready is None else ready.model_copy(update={"owner": goal.owner, "why": goal.why})
    )


def _with_duties(plan: Plan, ready: Sequence[Goal], lang: Lang) -> Team:
    """Return the team with somebody accountable for each goal that has just become one."""
    known = {duty.item for duty in plan.team.duties}
    fresh = team([goal for goal in ready if f"goal:{goal.id}" not in known], (), lang).duties
    return plan.team.model_copy(update={"duties": (*plan.team.duties, *fresh)})


def _budget(
    plan: Plan, goals: tuple[Goal, ...], period: Period, data: Data, currency: str, lang: Lang
) -> Budget:
    gmv = next((goal for goal in goals if goal.id == "gmv" and not goal.draft), None)
    if gmv is None or any(line.planned_fen for line in plan.budget.lines):
        return plan.budget
    preset, recent = STAGES[plan.stage], recent_month(data, currency)
    made = budget(preset, gmv, period, currency, lang, recent)
    fresh = {line.id: line.planned_fen for line in made.lines}
    lines = tuple(
        line.model_copy(update={"planned_fen": fresh.get(line.id, 0)}) for line in plan.budget.lines
    )
    return plan.budget.model_copy(update={"lines": lines})
