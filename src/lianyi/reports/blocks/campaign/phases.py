"""Phases with their tasks: who, by when, done or late, and who goes on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from lianyi.core.calendar.labels import date_text
from lianyi.core.calendar.periods import between
from lianyi.core.translation import Text, same
from lianyi.planning.campaigns.tasks import State, task_states
from lianyi.planning.campaigns.words import PHASES
from lianyi.reports.blocks.campaign.case import NO_VALUE, Case
from lianyi.reports.document import Block, Cell, Column, Prose, Row, Table, Tag
from lianyi.reports.wording import words

TITLE = Text("阶段和任务", "Phases and tasks")
COLUMNS = (
    Column("phase", Text("阶段", "Phase"), numeric=False),
    Column("task", Text("任务", "Task"), numeric=False),
    Column("owner", Text("负责人", "Owner"), numeric=False),
    Column("due", Text("节点", "Due"), numeric=False),
    Column("state", Text("完成", "Done"), numeric=False),
    Column("hand", Text("交给", "Hands over to"), numeric=False),
)


def phases(case: Case) -> Block | None:
    """Return the block, None where the plan names no phase."""
    planned = case.run.planned
    if planned is None or not planned.phases:
        return None
    states = task_states(planned, case.about.today)
    rows = []
    for phase in planned.phases:
        span = between(phase.from_day, phase.to_day).text()
        name = PHASES[phase.kind]
        head = Text(f"{name.zh} {span.zh}", f"{name.en}, {span.en}")
        of_phase = [s for s in states if s.phase is phase]
        rows += [_row(head if n == 0 else None, s) for n, s in enumerate(of_phase)]
        if not of_phase:
            rows.append(Row((head, NO_VALUE, None, None, None, None)))
    parts = (
        Prose((words(summary(states)),)),
        Table("phases", Text("逐项任务", "Task by task"), COLUMNS, tuple(rows)),
    )
    return Block("phases", TITLE, parts if states else parts[1:])


def summary(states: Sequence[State]) -> Text:
    """Return how many tasks are done and how many are late."""
    done = sum(s.done for s in states)
    late = sum(s.is_late for s in states)
    overdue = sum(s.is_late and not s.done for s in states)
    zh = f"共{len(states)}项任务，完成{done}项，其中晚了{late - overdue}项；逾期没做完{overdue}项。"
    en = f"{len(states)} tasks: {done} done, {late - overdue} of them late; {overdue} overdue."
    return Text(zh, en)


def _row(phase: Text | None, state: State) -> Row:
    task = state.task
    due: Cell = _day(task.due) if task.due else NO_VALUE
    owner: Cell = same(task.owner) if task.owner else NO_VALUE
    return Row((phase, same(task.name), owner, due, _state(state), same(task.hand_to)))


def _state(state: State) -> Cell:
    return Tag(state.words, state.lateness)


def _day(day: date) -> Text:
    return date_text(day)
