"""What the budget says about itself, without any facts: approved totals, lines without owner or goal, double lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from lianyi.core import numbers
from lianyi.core.translation import Text
from lianyi.planning.budget.categories import NAMES
from lianyi.planning.budget.places import Places
from lianyi.planning.model.budget import BudgetLine
from lianyi.planning.model.campaigns import Category
from lianyi.planning.model.plan import Plan
from lianyi.planning.verdict import State, Verdict

SHOWN = 4
FITS = Text("「{name}」各月合计{sum}，在批准的{approved}以内。", "{name}: the months add up to {sum}, within the approved {approved}.")  # fmt: skip
MISMATCH = Text(
    "「{name}」各月加起来比批准的多{over}。各月合计{sum}，批准{approved}。",
    "The months of {name} exceed the approved total by {over}. They add up to {sum} against {approved}.",
)
REDUCE = Text("减少某个月，或提交超额审批。", "Reduce a month or request approval.")
NEGATIVE = Text("这些预算是负数：{lines}。", "These lines are below zero: {lines}.")
WRITE_POSITIVE = Text("预算写0或正数。", "Write zero or more.")
NO_OWNER = Text("这些预算没有写负责人：{lines}。", "These lines have no owner: {lines}.")
ADD_OWNER = Text("写上owner，花超了才知道找谁。", "Name an owner, so that somebody answers for it.")
NO_GOAL = Text("这些预算没有写为了哪个目标：{lines}。", "These lines serve no named goal: {lines}.")
ADD_GOAL = Text("在goal里写目标的编号。", "Write the id of a goal under goal.")
GOAL_UNKNOWN = Text("这些预算写的目标不在计划里：{lines}。", "The goals of these lines are not in the plan: {lines}.")  # fmt: skip
KNOWN_GOALS = Text("计划里的目标：{known}。", "Goals of the plan: {known}.")
CHANNEL_UNKNOWN = Text("这些预算写的渠道不在计划里：{lines}。", "The channels of these lines are not in the plan: {lines}.")  # fmt: skip
ADD_CHANNEL = Text("核对渠道的编号，或在channels里补上这个渠道。", "Check the id of the channel, or add it under channels.")  # fmt: skip
TWICE = Text("这些预算重复了（类别、渠道、目标、月份都一样）：{lines}。", "These lines repeat each other (same category, channel, goal and month): {lines}.")  # fmt: skip
MERGE = Text(
    "合成一行，或者改成不同的渠道或目标。", "Merge them, or give them different channels or goals."
)
OUTSIDE = Text("这些预算的月份在计划的期间之外：{lines}。", "The months of these lines are outside the plan: {lines}.")  # fmt: skip
MOVE_MONTH = Text("改月份，或者改计划的起止日期。", "Change the month, or the dates of the plan.")
CAMPAIGNS = Text(
    "活动给「{name}」安排了{held}，计划里只有{planned}。",
    "Campaigns hold {held} for {name}, the plan has only {planned}.",
)
RAISE = Text("减少活动的预算，或者给这一类加一行。", "Reduce a campaign's money or add a line for this category.")  # fmt: skip


def lint(plan: Plan, currency: str) -> Iterator[Verdict]:
    """Yield what is right and wrong with the lines themselves; nothing where there are none."""
    yield from _approved(plan, currency)
    lines = plan.budget.lines
    goals = {goal.id for goal in plan.all_goals()}
    known = Places(plan.channels)
    # Platforms are channels even where the plan has no list of its own.
    channels = {c.id for c in plan.channels}
    yield from _listed(
        "negative", "fail", [n for n in lines if n.planned_fen < 0], NEGATIVE, WRITE_POSITIVE
    )
    yield from _listed("owner", "remind", [n for n in lines if not n.owner], NO_OWNER, ADD_OWNER)
    yield from _listed("goal", "remind", [n for n in lines if not n.goal], NO_GOAL, ADD_GOAL)
    strange = [n for n in lines if n.goal and n.goal not in goals]
    advice = KNOWN_GOALS.format(known=", ".join(sorted(goals)) or "—")
    yield from _listed("goal_unknown", "fail", strange, GOAL_UNKNOWN, advice)
    odd = [n for n in lines if n.channel and channels and known.key(n.channel) not in channels]
    yield from _listed("channel_unknown", "remind", odd, CHANNEL_UNKNOWN, ADD_CHANNEL)
    yield from _listed("twice", "remind", _twice(lines, known), TWICE, MERGE)
    yield from _listed(
        "outside", "remind", [n for n in lines if _is_outside(plan, n)], OUTSIDE, MOVE_MONTH
    )
    yield from _campaigns(plan, currency)


def _approved(plan: Plan, currency: str) -> Iterator[Verdict]:
    sums = _sums(plan.budget.lines)
    limits: dict[Category, int] = defaultdict(int)
    for one in plan.budget.approved:
        limits[one.category] += one.amount_fen
    for category, limit in limits.items():
        total = sums.get(category, 0)
        facts: dict[str, Any] = {"category": category, "sum_fen": total, "approved_fen": limit}
        said = {"name": NAMES[category], "sum": exact(total, currency), "approved": exact(limit, currency)}  # fmt: skip
        if total > limit:
            words = MISMATCH.format(**said, over=exact(total - limit, currency))
            facts = {**facts, "code": "plan.budget_mismatch"}
        else:
            words = FITS.format(**said)
        yield Verdict(
            f"budget:approved:{category}", "budget.approved", "fail" if total > limit else "pass", words, total,
            REDUCE if total > limit else None, facts,
        )  # fmt: skip


def _campaigns(plan: Plan, currency: str) -> Iterator[Verdict]:
    sums = _sums(plan.budget.lines)
    held: dict[Category, int] = defaultdict(int)
    for campaign in plan.campaigns:
        for money in campaign.budget:
            held[money.category] += money.amount_fen
    for category, fen in held.items():
        planned = sums.get(category, 0)
        if fen > planned and plan.budget.lines:
            words = CAMPAIGNS.format(name=NAMES[category], held=exact(fen, currency), planned=exact(planned, currency))  # fmt: skip
            facts = {"category": category, "held_fen": fen, "planned_fen": planned}
            yield Verdict(f"budget:campaigns:{category}", "budget.lines", "remind", words, fen, RAISE, facts)  # fmt: skip


def _sums(lines: Sequence[BudgetLine]) -> dict[Category, int]:
    found: dict[Category, int] = defaultdict(int)
    for line in lines:
        found[line.category] += line.planned_fen
    return dict(found)


def _twice(lines: Sequence[BudgetLine], places: Places) -> list[BudgetLine]:
    groups: dict[tuple[str, ...], list[BudgetLine]] = defaultdict(list)
    for line in lines:
        groups[line.category, places.key(line.channel), line.goal, line.month].append(line)
    return [line for group in groups.values() if len(group) > 1 for line in group]


def _is_outside(plan: Plan, line: BudgetLine) -> bool:
    first, last = plan.period_from, plan.period_to
    before = first is not None and line.month < f"{first:%Y-%m}"
    return before or (last is not None and line.month > f"{last:%Y-%m}")


def _listed(
    key: str, state: State, lines: Sequence[BudgetLine], words: Text, advice: Text
) -> Iterator[Verdict]:
    if not lines:
        return
    names = [line.name or line.id for line in lines]
    shown, more = names[:SHOWN], len(names) - SHOWN
    zh = "、".join(shown) + (f"等{len(names)}行" if more > 0 else "")
    en = ", ".join(shown) + (f" and {more} more" if more > 0 else "")
    facts: dict[str, Any] = {"lines": [line.id for line in lines]}
    said = words.format(lines=Text(zh, en))
    yield Verdict(f"budget:{key}", "budget.lines", state, said, len(lines), advice, facts)


def exact(fen: int, currency: str) -> Text:
    """Return an amount with its minor units: `¥3,000.00`."""
    say: Callable[..., str] = numbers.money
    return Text(*(say(fen, lang, style="exact", currency=currency) for lang in ("zh", "en")))
