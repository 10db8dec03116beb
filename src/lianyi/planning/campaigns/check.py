"""What the plan check says of campaigns: are they planned whole, are their tasks on time, what past ones brought."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING

from lianyi.core import numbers
from lianyi.core.calendar.periods import between
from lianyi.core.translation import Text
from lianyi.metrics.belonging import Belonging
from lianyi.metrics.book import Book
from lianyi.metrics.reasons import Reason
from lianyi.planning.campaigns.known import Run, known_campaigns, of_its_kind, planned_run
from lianyi.planning.campaigns.past import BaseRate, base_rates
from lianyi.planning.campaigns.tasks import task_states
from lianyi.planning.campaigns.words import PHASES
from lianyi.planning.verdict import Verdict

if TYPE_CHECKING:
    from lianyi.analyses.data import Data
    from lianyi.planning.model.campaigns import Campaign
    from lianyi.planning.model.plan import Plan

BASE_KEYS = ("gmv_paid", "new_buyers", "roi", "k_factor")


def check_campaigns(plan: Plan, data: Data | None) -> Sequence[Verdict]:
    """Return what is to be said of every campaign of the plan, in its order."""
    runs = known_campaigns(plan, data.engine if data is not None else None)
    found: list[Verdict] = []
    for campaign in plan.campaigns:
        said = [*_whole(plan, campaign), *_phases(campaign)]
        if data is not None:
            said += [*_tasks(campaign, data.today), *_told(plan, campaign, data)]
        if not any(v.state != "pass" for v in said):
            words = Text(f"活动「{campaign.name}」筹划完整。", f"{campaign.name} is planned whole.")
            said.append(Verdict(f"campaign:{campaign.id}:plan", _place(campaign), "pass", words))
        if data is not None and data.today <= campaign.to_day:
            said += _base(plan, campaign, runs, data)
        found += said
    return [*found, *_shared_codes(plan)]


def _place(campaign: Campaign) -> str:
    return f"campaigns.{campaign.id}"


def _whole(plan: Plan, campaign: Campaign) -> Iterator[Verdict]:
    """Yield what a campaign names that the plan lacks, and what it lacks itself."""
    key, place, name = f"campaign:{campaign.id}", _place(campaign), campaign.name
    known = {goal.id for goal in plan.all_goals()}
    for goal in campaign.goals:
        if goal not in known:
            yield Verdict(f"{key}:goal:{goal}", place, "fail", Text(f"活动「{name}」的目标{goal}不在计划里。", f"The plan has no goal {goal} of {name}."))  # fmt: skip
    items = {item.id for item in plan.content.items}
    for content in campaign.contents:
        if content not in items:
            yield Verdict(f"{key}:content:{content}", place, "remind", Text(f"活动「{name}」的内容{content}不在内容日历里。", f"The content calendar has no {content} of {name}."))  # fmt: skip
    has_goal = campaign.goals or any(campaign.id in goal.campaigns for goal in plan.all_goals())
    lacks = [
        ("goals", not has_goal, Text("没有目标", "no goal")),
        ("kind", not campaign.kind, Text("没有类型，不能和同类比", "no kind, so that it cannot be compared with others")),
        ("budget", not campaign.budget, Text("没有预算", "no budget")),
        ("phases", not campaign.phases, Text("没有阶段和任务", "no phases and tasks")),
    ]  # fmt: skip
    for what, lacking, words in lacks:
        if lacking:
            yield Verdict(f"{key}:{what}", place, "remind", Text(f"活动「{name}」{words.zh}。", f"{name} has {words.en}."))  # fmt: skip


def _phases(campaign: Campaign) -> Iterator[Verdict]:
    """Yield phases that run in the wrong order or outside of the campaign, and tasks outside of their phase."""
    key, place, name = f"campaign:{campaign.id}", _place(campaign), campaign.name
    in_order = sorted(campaign.phases, key=lambda phase: list(PHASES).index(phase.kind))
    for before, after in combinations(in_order, 2):
        if before.kind == after.kind or before.from_day <= after.from_day:
            continue
        words = Text(
            f"活动「{name}」的{PHASES[after.kind].zh}早于{PHASES[before.kind].zh}。",
            f"{name}: {PHASES[after.kind].en.lower()} comes before {PHASES[before.kind].en.lower()}.",
        )
        yield Verdict(f"{key}:order:{after.kind}", place, "remind", words)
    days = between(campaign.from_day, campaign.to_day)
    for phase in campaign.phases:
        span = between(phase.from_day, phase.to_day)
        if phase.kind == "burst" and span.shared(days) < len(span):
            words = Text(
                f"活动「{name}」的爆发（{span.key}）不都在活动的日期（{days.key}）里。",
                f"{name}: its burst ({span.key}) is not within its days ({days.key}).",
            )
            yield Verdict(f"{key}:burst", place, "fail", words)
        for task in phase.tasks:
            if not task.owner or task.due is None:
                what = Text("没有负责人", "no owner") if not task.owner else Text("没有节点", "no due day")  # fmt: skip
                words = Text(f"任务「{task.name}」{what.zh}。", f"Task {task.name} has {what.en}.")
                yield Verdict(f"{key}:task:{task.id}:set", place, "remind", words)
            elif task.due > phase.to_day:
                words = Text(
                    f"任务「{task.name}」的节点{task.due}在{PHASES[phase.kind].zh}结束之后。",
                    f"Task {task.name} is due on {task.due}, after {PHASES[phase.kind].en.lower()} ends.",
                )
                yield Verdict(f"{key}:task:{task.id}:due", place, "remind", words)


def _tasks(campaign: Campaign, today: date) -> Iterator[Verdict]:
    for state in task_states(campaign, today):
        if state.is_late and not state.done and state.lateness is not None:
            task = state.task
            owner = Text(f"（{task.owner}）", f" ({task.owner})") if task.owner else Text("", "")
            words = Text(
                f"任务「{task.name}」{owner.zh}{state.lateness.zh}。",
                f"Task {task.name}{owner.en} is {state.lateness.en}.",
            )
            yield Verdict(f"campaign:{campaign.id}:task:{task.id}:late", _place(campaign), "fail", words, state.late_days)  # fmt: skip


def _told(plan: Plan, campaign: Campaign, data: Data) -> Iterator[Verdict]:
    """Yield what a running or past campaign names that no fact has: its orders cannot be told then."""
    if campaign.from_day > data.today:
        return
    found = Belonging(data.engine, planned_run(campaign, plan).limits).limit("orders")
    if isinstance(found, Reason):
        words = Text(f"活动「{campaign.name}」的结果分不出来：{found.text.zh}。", f"What {campaign.name} brings cannot be told. {found.text.en}.")  # fmt: skip
        advice = Text(
            "核对渠道码、券名和SKU的写法。", "Check how codes, coupons and SKUs are written."
        )
        yield Verdict(f"campaign:{campaign.id}:told", _place(campaign), "unknown", words, advice=advice)  # fmt: skip


def _base(plan: Plan, campaign: Campaign, runs: Sequence[Run], data: Data) -> Iterator[Verdict]:
    """Yield what past campaigns of its kind brought; nothing where there was none."""
    past = of_its_kind(runs, planned_run(campaign, plan))
    rates = base_rates(data.metric, past, BASE_KEYS) if past else ()
    if not rates:
        return
    told = [_range(rate, data) for rate in rates]
    names = list(dict.fromkeys(run.name for run in past))
    words = Text(
        f"「{campaign.name}」的同类活动：{'；'.join(t.zh for t in told)}。（{'、'.join(names)}）",
        f"Past campaigns of the kind of {campaign.name}: {'; '.join(t.en for t in told)}. ({', '.join(names)})",
    )
    facts = {rate.key: {"low": rate.low, "high": rate.high, "n": rate.n} for rate in rates}
    yield Verdict(f"campaign:{campaign.id}:base", _place(campaign), "pass", words, facts=facts)


def _range(rate: BaseRate, data: Data) -> Text:
    metric = Book().get(rate.key)
    ends = [_written(metric.unit, value, data) for value in (rate.low, rate.high)]
    runs = f"{rate.n} run" if rate.n == 1 else f"{rate.n} runs"
    if rate.n == 1 or rate.low == rate.high:
        return Text(
            f"{metric.name.zh} {ends[0]}（{rate.n}次）", f"{metric.name.en} {ends[0]} ({runs})"
        )
    return Text(f"{metric.name.zh} {ends[0]}~{ends[1]}（{rate.n}次）", f"{metric.name.en} {ends[0]} to {ends[1]} ({runs})")  # fmt: skip


def _written(unit: str, value: float, data: Data) -> str:
    if unit == "money":
        return numbers.money(round(value), "en", style="full", currency=data.engine.currency)
    return numbers.count(int(value), "en") if unit == "count" else numbers.number(value, decimals=2)


def _shared_codes(plan: Plan) -> Iterator[Verdict]:
    """Yield codes that two campaigns use in the same days: their orders would count twice."""
    for one, other in combinations(plan.campaigns, 2):
        shared = sorted(set(one.codes) & set(other.codes))
        days = between(one.from_day, one.to_day)
        if shared and days.overlaps(between(other.from_day, other.to_day)):
            words = Text(
                f"活动「{one.name}」和「{other.name}」同时用{'、'.join(shared)}，这些订单会算两次。",
                f"{one.name} and {other.name} both use {', '.join(shared)} at the same time: these orders count for both.",
            )
            yield Verdict(f"campaign:{one.id}:codes:{other.id}", _place(one), "remind", words)
