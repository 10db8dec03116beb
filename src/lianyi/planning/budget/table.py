"""The budget table: planned, committed, spent, left, by category, channel, goal or month; rows and total to the minor unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from lianyi.core.translation import Text, same
from lianyi.planning.budget.allotted import Allotted, Unplanned
from lianyi.planning.budget.categories import CATEGORIES, NAMES
from lianyi.planning.budget.places import Places
from lianyi.planning.model.budget import BudgetLine
from lianyi.planning.model.plan import Plan

Axis = Literal["category", "channel", "goal", "month"]
AXES: dict[Axis, Text] = {
    "category": Text("类别", "Category"),
    "channel": Text("渠道", "Channel"),
    "goal": Text("目标", "Goal"),
    "month": Text("月份", "Month"),
}
ANYWHERE = Text("不分渠道", "Any channel")
NO_GOAL = Text("没有写目标", "No goal named")
UNPLANNED = Text("{name}（未列入计划）", "{name} (not in the plan)")
TOTAL = Text("合计", "Total")


@dataclass(frozen=True)
class BudgetRow:
    """One row in whole minor units. `lines` are the lines of the plan behind it, none for what is not planned."""

    key: str
    name: Text
    planned_fen: int
    committed_fen: int
    spent_fen: int
    lines: tuple[BudgetLine, ...] = ()
    unplanned: bool = False

    @property
    def left_fen(self) -> int:
        """Planned less committed less spent; below zero where more went out than was planned."""
        return self.planned_fen - self.committed_fen - self.spent_fen


@dataclass(frozen=True)
class BudgetTable:
    """Rows along one axis, and their total."""

    axis: Axis
    rows: tuple[BudgetRow, ...]

    @property
    def total(self) -> BudgetRow:
        """The sum of all rows, what is not planned among them."""
        lines = tuple(line for row in self.rows for line in row.lines)
        planned, held, spent = (
            sum(getattr(r, c) for r in self.rows)
            for c in ("planned_fen", "committed_fen", "spent_fen")
        )
        return BudgetRow("total", TOTAL, planned, held, spent, lines)


def table(
    plan: Plan, axis: Axis, lines: Sequence[BudgetLine], spent: Allotted, held: Allotted, places: Places
) -> BudgetTable:  # fmt: skip
    """Return the table of `lines` along `axis`; what no line describes stands in rows of its own behind them."""
    of_line, of_rest, names = _keys(plan, axis, places)
    groups: dict[str, list[BudgetLine]] = defaultdict(list)
    for line in lines:
        groups[of_line(line)].append(line)
    rest: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for column, found in enumerate((held, spent)):
        for what, fen in found.unplanned.items():
            rest[of_rest(what)][column] += fen
    rows = [
        BudgetRow(
            key, names(key), sum(line.planned_fen for line in mine),
            sum(held.by_line.get(line.id, 0) for line in mine), sum(spent.by_line.get(line.id, 0) for line in mine),
            tuple(mine),
        )
        for key, mine in groups.items()
    ]  # fmt: skip
    rows += [
        BudgetRow(f"{key}:unplanned", UNPLANNED.format(name=names(key)), 0, held_fen, spent_fen, unplanned=True)
        for key, (held_fen, spent_fen) in rest.items()
    ]  # fmt: skip
    return BudgetTable(axis, tuple(sorted(rows, key=_order(axis))))


Keys = tuple[Callable[[BudgetLine], str], Callable[[Unplanned], str], Callable[[str], Text]]


def _keys(plan: Plan, axis: Axis, places: Places) -> Keys:
    if axis == "category":
        return lambda line: line.category, lambda what: what[1], lambda key: NAMES[key]
    if axis == "month":
        return lambda line: line.month, lambda what: what[0], same
    if axis == "channel":
        return (
            lambda line: places.key(line.channel),
            lambda what: what[2],
            lambda key: places.name(key) if key else ANYWHERE,
        )
    goals = {goal.id: same(goal.name) for goal in plan.all_goals()}
    return (
        lambda line: line.goal,
        lambda _: "",
        lambda key: goals.get(key) or (same(key) if key else NO_GOAL),
    )


def _order(axis: Axis) -> Callable[[BudgetRow], tuple[object, ...]]:
    if axis == "category":
        return lambda row: (row.unplanned, CATEGORIES.index(row.key.partition(":")[0]))
    if axis == "month":
        return lambda row: (row.key.partition(":")[0], row.unplanned)
    return lambda row: (row.unplanned, -row.planned_fen, -row.spent_fen, row.key)
