"""The check of the life cycle: a stage that nobody cares for, a rule that catches nobody, a strategy without an owner."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, get_args

from lianyi.core.errors import LianyiError
from lianyi.core.translation import Text
from lianyi.core.wording import told
from lianyi.planning.model.lifecycle import LifecycleStage, StageKey
from lianyi.planning.model.plan import Plan
from lianyi.planning.personas.evidence import size_of
from lianyi.planning.verdict import Verdict

if TYPE_CHECKING:
    from lianyi.analyses.data import Data

STAGES: dict[StageKey, Text] = {
    "acquire": Text("获客", "Acquire"),
    "activate": Text("激活", "Activate"),
    "retain": Text("留存", "Retain"),
    "convert": Text("转化与复购", "Convert"),
    "refer": Text("裂变", "Refer"),
}


def check_lifecycle(plan: Plan, data: Data | None) -> list[Verdict]:
    """Return what each of the five stages has to say; nothing where the plan has no life cycle at all."""
    if not plan.lifecycle.stages:
        return []
    by_key = {stage.stage: stage for stage in plan.lifecycle.stages}
    found: list[Verdict] = []
    for key in get_args(StageKey):
        found += _stage(key, by_key.get(key), plan, data)
    return found


def _stage(key: StageKey, stage: LifecycleStage | None, plan: Plan, data: Data | None) -> Iterator[Verdict]:  # fmt: skip
    name, item = STAGES[key], f"lifecycle.stages.{key}"
    if stage is None or not stage.strategies:
        words = Text(f"「{name.zh}」阶段没有任何策略。", f"Nothing is done in the stage {name.en.lower()}.")  # fmt: skip
        yield Verdict(f"lifecycle:{key}:coverage", item, "remind", words)
        return
    bare = [s.name for s in stage.strategies if not s.owner]
    missed = [p.name for p in plan.personas if _misses(stage, p.id)]
    if bare:
        words = Text(f"「{name.zh}」阶段的{'、'.join(bare)}没有负责人。", f"{', '.join(bare)} in the stage {name.en.lower()} has no owner.")  # fmt: skip
        yield Verdict(f"lifecycle:{key}:owner", item, "remind", words)
    if missed:
        words = Text(f"「{name.zh}」阶段没有为{'、'.join(missed)}准备策略。", f"The stage {name.en.lower()} has no strategy for {', '.join(missed)}.")  # fmt: skip
        yield Verdict(f"lifecycle:{key}:coverage", item, "remind", words)
    elif not bare:
        words = Text(f"「{name.zh}」阶段有{len(stage.strategies)}条策略，都有负责人。", f"{len(stage.strategies)} strategies in the stage {name.en.lower()}, each with an owner.")  # fmt: skip
        yield Verdict(f"lifecycle:{key}:coverage", item, "pass", words)
    yield from _people(key, stage, data)


def _misses(stage: LifecycleStage, persona: str) -> bool:
    """Whether no strategy of the stage is for a persona; one that names none is for everybody."""
    return all(s.persona and s.persona != persona for s in stage.strategies)


def _people(key: StageKey, stage: LifecycleStage, data: Data | None) -> Iterator[Verdict]:
    if not stage.segment or data is None or not data.engine.columns("people"):
        return
    name, item = STAGES[key], f"lifecycle.stages.{key}"
    try:
        size = size_of(data.store, data.segment(stage.segment), data.today)
    except LianyiError as refused:
        reason = told(refused.code, refused.facts)
        words = Text(f"「{name.zh}」阶段的规则读不懂：{reason.zh}", f"The rule of the stage {name.en.lower()} is not understood: {reason.en}")  # fmt: skip
        yield Verdict(f"lifecycle:{key}:people", item, "fail", words)
        return
    state = "pass" if size.people else "remind"
    words = Text(f"「{name.zh}」阶段现在有{size.people:,}人。", f"{size.people:,} people are in the stage {name.en.lower()} now.")  # fmt: skip
    yield Verdict(f"lifecycle:{key}:people", item, state, words, float(size.people))  # type: ignore[arg-type]  # one of the states
