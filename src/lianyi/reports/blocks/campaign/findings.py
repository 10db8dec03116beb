"""Highlights, problems and what to do about them: only what the numbers, the plan and the tasks themselves say."""

from __future__ import annotations

from dataclasses import dataclass
from math import log

from lianyi.core.calendar.labels import date_text
from lianyi.core.translation import Text, same
from lianyi.planning.campaigns.tasks import task_states
from lianyi.reports.blocks.campaign.case import Case
from lianyi.reports.blocks.campaign.cost import spent_by_category
from lianyi.reports.blocks.campaign.goals import completion, goal_days, goals_of
from lianyi.reports.blocks.campaign.history import AFTER_REFUNDS
from lianyi.reports.document import Block, Cell, Column, Nothing, Points, Row, Sentence, Table
from lianyi.reports.shown import ratio, signed_percent
from lianyi.reports.wording import words

TITLE = Text("亮点、问题和改进", "Highlights, problems, improvements")
GOOD, BAD = Text("亮点", "Highlights"), Text("问题", "Problems")
IMPROVEMENTS = Text("改进项", "Improvements")
COLUMNS = (
    Column("what", Text("改进项", "Improvement"), numeric=False),
    Column("owner", Text("负责人", "Owner"), numeric=False),
    Column("due", Text("截止", "Due"), numeric=False),
)
ENOUGH_RUNS = 2
MOST = 5
COMPARED = (
    "gmv_paid",
    "new_buyers",
    "order_value",
    "orders_per_visitor",
    "refund_rate_by_pay_time",
    "roi",
    "acquisition_cost",
    "coupon_roi",
)
"""The numbers that are held against past campaigns; others of the tables move along with these."""
FACTORS = ("visitors", "orders_per_visitor", "order_value")
NO_OWNER = Nothing("missing_source", Text("还没有负责人", "nobody yet"))
NO_DUE = Nothing("missing_source", Text("还没有定截止日", "no day set yet"))


@dataclass(frozen=True)
class Finding:
    """One sentence; a problem also says what to do and who is asked."""

    words: Text
    good: bool
    todo: Text | None = None
    owner: str = ""


def findings(case: Case) -> Block | None:
    """Return the block, None where there is nothing to say."""
    found = [*_goals(case), *_against_past(case), *_tasks(case), *_money(case)]
    parts: list[Points | Table] = []
    for label, tone, good in ((GOOD, "good", True), (BAD, "bad", False)):
        items: tuple[Sentence, ...] = tuple(words(f.words) for f in found if f.good is good)[:MOST]
        if items:
            parts.append(Points(label, "good" if tone == "good" else "bad", items))
    table = _todo(case, found)
    if table:
        parts.append(table)
    return Block("findings", TITLE, tuple(parts)) if parts else None


def _goals(case: Case) -> list[Finding]:
    found = []
    for goal in goals_of(case):
        share = completion(case, goal)
        if share is None or goal_days(case, goal).last < (goal.due or case.run.period.last):
            continue  # what is still running is neither
        shown = ratio(share)
        if share >= 1:
            found.append(Finding(Text(f"目标「{goal.name}」完成{shown.zh}。", f"Goal {goal.name}: {shown.en} reached."), good=True))  # fmt: skip
        else:
            todo = Text(f"复盘目标「{goal.name}」：差{ratio(1 - share).zh}在哪一步", f"Find where goal {goal.name} lost {ratio(1 - share).en}")  # fmt: skip
            found.append(Finding(Text(f"目标「{goal.name}」只完成{shown.zh}。", f"Goal {goal.name}: only {shown.en} reached."), good=False, todo=todo, owner=goal.owner or case.run.owner))  # fmt: skip
    return found


def _against_past(case: Case) -> list[Finding]:
    """Return which numbers lie outside everything that past campaigns of the kind brought."""
    if not case.has_begun or case.days != case.run.period:
        return []
    keys = tuple(key for key in COMPARED if case.is_mature or key not in AFTER_REFUNDS)
    now, rates = case.now(keys), case.rates(keys)
    found = []
    for key in keys:
        value, rate = now.get(key), rates.get(key)
        if value is None or rate is None or rate.n < ENOUGH_RUNS or rate.low <= value <= rate.high:
            continue
        direction = case.direction(key)
        if direction == "neutral":
            continue
        above = value > rate.high
        name, shown = case.name_of(key), case.written(key, value)
        edge = case.written(key, rate.high if above else rate.low)
        zh = f"{name.zh} {shown.zh}，{'高' if above else '低'}于过去{rate.n}次的{'最高' if above else '最低'}{edge.zh}。"
        en = f"{name.en} {shown.en}: {'above the highest' if above else 'below the lowest'} of {rate.n} past runs, {edge.en}."
        good = above == (direction == "up_good")
        todo = Text(
            f"看「{name.zh}」来自哪个渠道和商品",
            f"See which channel and product {name.en} came from",
        )
        source = _factor(case) if key == "gmv_paid" and not good else Text("", "")
        told = Text(zh + source.zh, en + source.en)
        found.append(Finding(told, good, None if good else todo, case.run.owner))
    return found


def _factor(case: Case) -> Text:
    """Return which of visitors × orders per visitor × value per order fell most against the last time: arithmetic, no cause."""
    now, before = case.now(FACTORS), case.before(FACTORS)
    if before is None:
        return Text("", "")
    moved = {k: log(now.get(k) / before.get(k)) for k in FACTORS if now.get(k) and before.get(k)}
    if len(moved) < len(FACTORS) or min(moved.values()) >= 0:
        return Text("", "")
    key = min(moved, key=lambda k: moved[k])
    rate = signed_percent(now.get(key) / before.get(key) - 1)
    name = case.name_of(key)
    return Text(f"比上次少的主要来自{name.zh}（{rate.zh}）。", f" Most of the fall against the last time came from {name.en} ({rate.en}).")  # fmt: skip


def _tasks(case: Case) -> list[Finding]:
    planned = case.run.planned
    if planned is None:
        return []
    found = []
    states = task_states(planned, case.about.today)
    for state in states:
        late = state.lateness
        if late is None:
            continue
        task = state.task
        if state.done:
            words_ = Text(
                f"任务「{task.name}」完成得{late.zh}。", f"Task {task.name} was done {late.en}."
            )
            found.append(Finding(words_, good=False))
        else:
            words_ = Text(
                f"任务「{task.name}」还没做完，{late.zh}。",
                f"Task {task.name} is not done, {late.en}.",
            )
            todo = Text(f"做完「{task.name}」", f"Finish {task.name}")
            owner = task.owner or case.run.owner
            found.append(Finding(words_, good=False, todo=todo, owner=owner))
    with_due = [s for s in states if s.task.due and s.done]
    if with_due and len(with_due) == len(states) and not any(s.is_late for s in states):
        zh, en = f"{len(states)}项任务都按节点完成。", f"All {len(states)} tasks were done on time."
        found.insert(0, Finding(Text(zh, en), good=True))
    return found


def _money(case: Case) -> list[Finding]:
    budget, spent = case.run.budget_fen, spent_by_category(case)
    if not budget or spent is None:
        return []
    whole = sum(spent.values())
    shown, planned = case.shown.short(whole), case.shown.short(budget)
    if whole > budget:
        over = case.shown.short(whole - budget)
        words_ = Text(f"花费{shown.zh}，超出预算{planned.zh}，多{over.zh}。", f"Spent {shown.en} of a budget of {planned.en}: {over.en} too much.")  # fmt: skip
        return [Finding(words_, good=False, todo=Text("核对超出预算的花费", "Check what went beyond the budget"), owner=case.run.owner)]  # fmt: skip
    return []


def _todo(case: Case, found: list[Finding]) -> Table | None:
    rows = []
    for action in case.about.actions():
        state = Text("（已完成）", " (done)") if action.done else Text("", "")
        what = Text(action.title + state.zh, action.title + state.en)
        due: Cell = date_text(action.due) if action.due else NO_DUE
        rows.append(Row((what, same(action.owner) if action.owner else NO_OWNER, due)))
    for finding in found:
        if finding.todo is not None:
            owner: Cell = same(finding.owner) if finding.owner else NO_OWNER
            rows.append(Row((finding.todo, owner, NO_DUE)))
    return Table("todo", IMPROVEMENTS, COLUMNS, tuple(rows)) if rows else None
