"""The goal tree at the end of the month: every goal with its parts, what was reached of what was wanted."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from lianyi.core.calendar.periods import between
from lianyi.core.translation import Text, same
from lianyi.planning.goals.figures import written
from lianyi.reports.analysed import Analysed
from lianyi.reports.blocks.goals import goals as targets
from lianyi.reports.document import Block, Cell, Column, Derived, Nothing, Number, Row, Table, Tag
from lianyi.reports.gather import Gathered
from lianyi.reports.shown import percent
from lianyi.reports.source import AsksAnalyses, KnowsPlan

if TYPE_CHECKING:
    from lianyi.planning.goals.standing import Standing

TITLE = Text("目标达成树", "Goal tree")
CAPTION = Text("到月末的目标", "Goals at the end of the month")
GOAL, TARGET = Text("目标", "Goal"), Text("目标值", "Target")
ACTUAL, DONE = Text("实际", "Actual"), Text("完成", "Done")
STATE, OWNER = Text("状态", "State"), Text("负责人", "Owner")
PHASES = {
    "draft": Text("草稿", "draft"), "unclear": Text("还量不出来", "not measurable yet"), "unknown": Text("没有数据", "no data"),
    "ahead": Text("还没开始", "not begun"), "running": Text("进行中", "running"), "reached": Text("达成", "reached"),
    "missed": Text("没有达成", "missed"),
}  # fmt: skip
TO_ACT = Text("不利", "unfavourable")
INDENT = "　"


def goal_tree(facts: Gathered, found: Analysed) -> Block | None:
    """Return the tree of the plan's goals that touch the month; without a plan the targets, None without either."""
    trees = [tree for tree in _standings(facts) if _touches(facts, tree)]
    if not trees:
        return targets(facts, found)
    columns = (
        Column("goal", GOAL, numeric=False),
        Column("target", TARGET),
        Column("actual", ACTUAL),
        Column("done", DONE),
        Column("state", STATE, numeric=False),
        Column("owner", OWNER, numeric=False),
    )
    rows = tuple(_row(facts, one, depth) for tree in trees for one, depth in _walk(tree, 0))
    return Block("goals", TITLE, (Table("goal_tree", CAPTION, columns, rows),))


def _standings(facts: Gathered) -> tuple[Standing, ...]:
    from lianyi.planning.goals.standing import standings

    source = facts.source
    if not isinstance(source, KnowsPlan) or not isinstance(source, AsksAnalyses):
        return ()
    if source.plan is None or source.data is None:
        return ()
    return standings(source.plan.goals, source.data, facts.period.last, look_ahead=False)


def _touches(facts: Gathered, tree: Standing) -> bool:
    period = tree.placed.period
    return period is not None and period.overlaps(facts.period)


def _walk(tree: Standing, depth: int) -> Iterator[tuple[Standing, int]]:
    yield tree, depth
    for part in tree.parts:
        yield from _walk(part, depth + 1)


def _row(facts: Gathered, one: Standing, depth: int) -> Row:
    pace = one.pace
    share: Cell = None
    if pace is not None and pace.done_share is not None:
        share = _derived(facts, one, float(pace.done_share), "ratio", percent(pace.done_share))
    bad = one.phase == "missed" or (pace is not None and one.phase == "running" and pace.ahead < 0)
    state = Tag(PHASES[one.phase], TO_ACT if bad else None)
    owner = same(one.placed.owner) if one.placed.owner else None
    name = same(INDENT * depth + one.goal.name)
    return Row((name, _target(facts, one), _actual(facts, one), share, state, owner))


def _target(facts: Gathered, one: Standing) -> Cell:
    target = one.target
    if target is None:
        return None
    return _derived(
        facts, one, _plain(target), one.unit, _written(facts, one, target), kind="given"
    )


def _actual(facts: Gathered, one: Standing) -> Cell:
    found, period = one.found, one.placed.period
    if found.value is None or found.known_to is None or found.metric is None or period is None:
        return Nothing("missing_source", one.why or found.why or PHASES["unknown"])
    span = between(period.start, found.known_to)
    key = facts.period.key if span == facts.period else span.key
    return Number(
        found.metric.key, _plain(found.value), one.unit, _written(facts, one, found.value), key, found.metric.id,
        facts.source.snapshot, where=one.placed.where,
    )  # fmt: skip


def _written(facts: Gathered, one: Standing, value: Fraction) -> Text:
    return written(one.unit, value, facts.source.currency, is_price=one.found.is_price)


def _derived(
    facts: Gathered, one: Standing, value: float, unit: str, text: Text, kind: Derived = "estimate"
) -> Number:
    return Number(
        one.placed.metric or "goal",
        value,
        unit,
        text,
        facts.period.key,
        "",
        facts.source.snapshot,
        derived=kind,
    )


def _plain(value: Fraction) -> float:
    return int(value) if value.denominator == 1 else float(value)
