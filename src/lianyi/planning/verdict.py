"""What a check says of one thing in the plan; every section registers its check here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from lianyi.core.registry import Registry
from lianyi.core.translation import Text

if TYPE_CHECKING:
    from lianyi.analyses.data import Data
    from lianyi.planning.model.plan import Plan

State = Literal["pass", "remind", "fail", "unknown"]
STATES: dict[State, Text] = {
    "pass": Text("通过", "Pass"),
    "remind": Text("提醒", "Reminder"),
    "fail": Text("不通过", "Fail"),
    "unknown": Text("无法判断", "Can't tell"),
}
MARKS: dict[State, str] = {"pass": "✓", "remind": "!", "fail": "✕", "unknown": "?"}


@dataclass(frozen=True)
class Verdict:
    """One sentence about one item of the plan.

    `key` is stable from check to check (`goal:gmv:pace`), `item` the place in the plan (`goals.gmv`). `value` is the
    number it rests on where there is one; `facts` whatever a page or a JSON reader may want beside the sentence.
    """

    key: str
    item: str
    state: State
    words: Text
    value: int | float | None = None
    advice: Text | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class SectionCheck:
    """How one section of the plan is held against the numbers. `run` is pure: all it asks comes through `Data`.

    `data` is None where there is no shop: then only what the plan itself can tell is said.
    """

    key: str
    name: Text
    run: Callable[[Plan, Data | None], Sequence[Verdict]]


CHECKS: Registry[SectionCheck] = Registry("plan_check", "lianyi.planning.checks")
"""Checks register themselves: `planning/checks/<section>.py` holds `CHECKS.add(SectionCheck(...))`."""


def check_plan(plan: Plan, data: Data | None) -> list[Verdict]:
    """Return what every section says, in the order of the sections."""
    return [verdict for section in CHECKS for verdict in section.run(plan, data)]
