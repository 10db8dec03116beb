"""How the tasks of a campaign stand on a day: done, done late, overdue, still to come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from lianyi.core.translation import Text

if TYPE_CHECKING:
    from lianyi.planning.model.campaigns import Campaign, Phase, Task


@dataclass(frozen=True)
class State:
    """One task of a phase on a day. `late_days` counts from the day it was due to the day it was done, else to today."""

    phase: Phase
    task: Task
    late_days: int

    @property
    def done(self) -> bool:
        """Whether it is done."""
        return self.task.done is not None

    @property
    def is_late(self) -> bool:
        """Whether it was done after it was due, or is not done and was due before today."""
        return self.late_days > 0

    @property
    def words(self) -> Text:
        """How it stands, in words; how late it is stands in `lateness`."""
        if self.done:
            return Text("完成", "done")
        if self.is_late:
            return Text("没做完", "not done")
        return Text("未到期", "not due yet") if self.task.due else Text("没有节点", "no due day")

    @property
    def lateness(self) -> Text | None:
        """How late it is, in words; None where it is not."""
        if not self.is_late:
            return None
        days = f"{self.late_days} day" if self.late_days == 1 else f"{self.late_days} days"
        if self.done:
            return Text(f"晚{self.late_days}天", f"{days} late")
        return Text(f"逾期{self.late_days}天", f"{days} overdue")


def task_states(campaign: Campaign, today: date) -> tuple[State, ...]:
    """Return how every task stands on `today`, phase by phase; a day is late once it is over."""
    found = []
    for phase in campaign.phases:
        for task in phase.tasks:
            until = min(task.done or today, today)
            late = (until - task.due).days if task.due else 0
            found.append(State(phase, task, max(late, 0)))
    return tuple(found)
