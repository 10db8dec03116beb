"""The budget held against the facts: pace by category, what is over, what was spent without being planned."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lianyi.core.calendar.periods import whole
from lianyi.core.translation import Text
from lianyi.planning.budget import words
from lianyi.planning.budget.lint import exact, lint
from lianyi.planning.budget.pace import Pace
from lianyi.planning.budget.standing import Standing, last_day, standing
from lianyi.planning.budget.table import BudgetRow
from lianyi.planning.model.base import CURRENCY
from lianyi.planning.model.plan import Plan
from lianyi.planning.verdict import State, Verdict

if TYPE_CHECKING:
    from lianyi.analyses.data import Data

STATES: dict[str, State] = {"on": "pass", "fast": "remind", "over": "fail", "stale": "unknown"}
ON_PACE = Text(
    "「{name}」花了{spent}，时间过去{time}。", "{name}: {spent} spent, {time} of the time gone."
)
OVER = Text(
    "「{name}」花了{fen}，比计划的{planned}多{over}。",
    "{name}: {fen} spent, {over} over the planned {planned}.",
)
STOP = Text(
    "停掉还没开始的部分，或者提交超额审批。", "Stop what has not begun, or request approval."
)
SLOW = Text("放慢，或者从花得慢的类别挪过来。", "Slow down, or move money from a category that is behind.")  # fmt: skip
STALE = Text("「{name}」的花费停在{day}，不能判断快慢。", "{name}: spend ends on {day}, so its pace cannot be judged.")  # fmt: skip
IMPORT = Text("导入之后的花费再看。", "Import the spend since then.")
UNPLANNED = Text(
    "{month}有{fen}花在计划之外：{names}。",
    "{fen} went out in {month} without being planned: {names}.",
)
PLAN_IT = Text("给它加一行预算，或者停掉。", "Add a line for it, or stop it.")
NO_SPEND = Text("还没有导入花费，已花只算佣金和券。", "No spend was imported; only commission and coupons count as spent.")  # fmt: skip
ADD_SPEND = Text("导入投放和费用表（日期、计划、类别、消耗）。", "Import spend (day, plan, category, amount).")  # fmt: skip


def check(plan: Plan, data: Data | None) -> list[Verdict]:
    """Return what can be said of the budget; without a shop only what the plan itself tells."""
    if data is None:
        return list(lint(plan, CURRENCY))
    currency = data.engine.currency
    found = list(lint(plan, currency))
    day = last_day(data)
    now = standing(plan, data, "category", whole(day, "month"), day)
    if not plan.budget.lines and not now.table.total.spent_fen:
        return found
    if not data.engine.columns("spend"):
        found.append(Verdict("budget:spend", "budget.lines", "unknown", NO_SPEND, advice=ADD_SPEND))
    return [*found, *_paces(now, currency), *_unplanned(now, currency)]


def _paces(now: Standing, currency: str) -> Iterator[Verdict]:
    gone, days = now.time_gone
    for row in now.table.rows:
        pace = now.pace(row)
        if pace.state == "unplanned" or pace.spent is None:
            continue
        state = STATES[pace.state]
        said, advice = _said(now, row, pace, days - gone, currency)
        facts = {
            "category": row.key, "month": now.months[0], "planned_fen": row.planned_fen, "committed_fen": row.committed_fen,
            "spent_fen": row.spent_fen, "left_fen": row.left_fen, "time_share": float(pace.time),
            "spent_share": float(pace.spent), "expected_share": float(pace.expected),
        }  # fmt: skip
        yield Verdict(f"budget:pace:{row.key}", "budget.lines", state, said, float(pace.spent), advice, facts)  # fmt: skip


def _said(
    now: Standing, row: BudgetRow, pace: Pace, days_left: int, currency: str
) -> tuple[Text, Text | None]:
    if pace.state == "over":
        said = OVER.format(
            name=row.name, fen=exact(row.spent_fen, currency), planned=exact(row.planned_fen, currency),
            over=exact(row.spent_fen - row.planned_fen, currency),
        )  # fmt: skip
        return said, STOP
    if pace.state == "stale" and now.money.stale is not None:
        return STALE.format(name=row.name, day=now.money.stale), IMPORT
    if pace.state == "fast":
        return words.guard(row, pace, days_left, currency), SLOW
    spent, time = words.percent(pace.spent or 0), words.percent(pace.time)
    return ON_PACE.format(name=row.name, spent=spent, time=time), None


def _unplanned(now: Standing, currency: str) -> Iterator[Verdict]:
    rows = [row for row in now.table.rows if row.unplanned and row.spent_fen]
    if not rows:
        return
    parts = [(row.name, exact(row.spent_fen, currency)) for row in rows]
    names = Text(
        "、".join(f"{n.zh.removesuffix('（未列入计划）')}{f.zh}" for n, f in parts),
        ", ".join(f"{n.en.removesuffix(' (not in the plan)')} {f.en}" for n, f in parts),
    )
    total = sum(row.spent_fen for row in rows)
    month = words.months_text(now.months)
    said = UNPLANNED.format(month=month, fen=exact(total, currency), names=names)
    facts = {row.key.partition(":")[0]: row.spent_fen for row in rows}
    yield Verdict("budget:unplanned", "budget.lines", "remind", said, total, PLAN_IT, facts)
