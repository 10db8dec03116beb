"""Rehearsing plan B: a channel, a creator or a product is switched off, in arithmetic; which goals fall, which step brings them back?

```
without = now + (expected − now) × Π (1 − share)          share: its part of the goal's metric in the last 90 days
step k  = without + what the what-if settings of steps 1 … k add
```
What is lost is what the switched-off part brought lately; that people would come another way instead is not assumed, so a real loss is
usually smaller. Goals whose metric does not add up by day, or cannot be split that way, are told as unknown and not as safe.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from lianyi.core.calendar.periods import Period, between
from lianyi.core.errors import LianyiError
from lianyi.metrics.book import Book
from lianyi.metrics.query import MetricQuery
from lianyi.planning.goals.standing import Standing
from lianyi.planning.model.risks import Fallback, Risk
from lianyi.planning.what_if.ask import WhatIf

if TYPE_CHECKING:
    from lianyi.analyses.data import Data

DAYS = 90
DIMENSIONS = ("platform", "channel", "carrier", "source", "promoter", "product", "sku", "coupon")
SCOPES = {"stock_out": "sku", "creator_below": "promoter", "refund_spike": "product"}
"""By which dimension the scope of a preset names what fails."""


@dataclass(frozen=True)
class Off:
    """What is switched off: one value of a dimension."""

    dimension: str
    value: str


@dataclass(frozen=True)
class Step:
    """A goal after the steps of plan B up to this one, in the metric's unit (money minor)."""

    name: str
    value: Fraction | None


@dataclass(frozen=True)
class GoalRehearsed:
    """One goal: expected, and without what is switched off (None: unknown); `share` is the part of it that goes."""

    standing: Standing
    expected: Fraction | None
    share: Fraction | None
    without: Fraction | None
    steps: tuple[Step, ...]
    reached: bool | None
    falls: bool | None
    restored_by: str = ""


def parse_off(text: str) -> Off:
    """Return what `platform=douyin` names; refuses with `risk.off_unreadable`."""
    dimension, separator, value = (part.strip() for part in text.partition("="))
    if not separator or not value or dimension not in DIMENSIONS:
        raise LianyiError("risk.off_unreadable", text=text, known=", ".join(DIMENSIONS))
    return Off(dimension, value)


def off_of(risk: Risk, texts: Sequence[str]) -> list[Off]:
    """Return what to switch off: what was said, else what the risk's trigger names; refuses with `risk.nothing_off`."""
    if texts:
        return [parse_off(text) for text in texts]
    dimension = SCOPES.get(risk.trigger.preset.replace("-", "_"))
    if dimension and risk.trigger.scope:
        return [Off(dimension, risk.trigger.scope)]
    raise LianyiError("risk.nothing_off", known=", ".join(DIMENSIONS))


def rehearse(
    prepared: WhatIf, data: Data, off: Sequence[Off], fallback: Sequence[Fallback], last: date
) -> list[GoalRehearsed]:
    """Return every goal of the plan without what is `off`, and after each step of `fallback`.

    `last` is the last day with data. Refuses as a what-if does, where a step's settings cannot be read.
    """
    period = between(last - timedelta(DAYS - 1), last)
    steps = [(step, added_by(prepared, fallback[: n + 1])) for n, step in enumerate(fallback)]
    goals = [goal for tree in prepared.trees for goal in tree.walk()]
    return [_rehearsed(prepared, data, goal, off, steps, period) for goal in goals]


def added_by(prepared: WhatIf, steps: Sequence[Fallback]) -> dict[str, Fraction]:
    """Return what the settings of `steps` together add to each goal."""
    settings = [text for step in steps for text in step.restores]
    if not settings:
        return {}
    outcomes = prepared.ask(settings).outcomes
    return {
        o.standing.goal.id: o.after - o.before
        for o in outcomes
        if o.after is not None and o.before is not None
    }


def _rehearsed(
    prepared: WhatIf,
    data: Data,
    goal: Standing,
    off: Sequence[Off],
    steps: Sequence[tuple[Fallback, dict[str, Fraction]]],
    period: Period,
) -> GoalRehearsed:
    expected = prepared.basis[goal.goal.id].value
    kept = kept_share(data, goal, off, period)
    if expected is None or kept is None:
        return GoalRehearsed(goal, expected, None, None, (), _meets(goal, expected), None)
    now = min(goal.found.value or Fraction(0), expected)
    without = now + (expected - now) * kept
    after = tuple(
        Step(step.name, without + added.get(goal.goal.id, Fraction(0))) for step, added in steps
    )
    was, falls = _meets(goal, expected), _meets(goal, without) is False
    back = next((s.name for s in after if falls and _meets(goal, s.value)), "")
    return GoalRehearsed(goal, expected, 1 - kept, without, after, was, falls, back)


def kept_share(data: Data, goal: Standing, off: Sequence[Off], period: Period) -> Fraction | None:
    """Return which share of a goal's metric stays; None where the metric is no sum over days or cannot be split so."""
    metric = goal.found.metric
    if metric is None or not goal.found.flows:
        return None
    able = Book().dimensions(metric) if metric.analysed is None else []
    kept = Fraction(1)
    for one in off:
        if one.dimension not in able:
            return None
        query = MetricQuery(
            (metric.key,), period, by=(one.dimension,), where=goal.placed.where or None
        )
        values = {str(row[one.dimension]): row[metric.key] or 0 for row in data.metric(query).rows}
        whole = sum(values.values())
        if not whole:
            return None
        kept *= 1 - Fraction(values.get(one.value, 0)) / Fraction(whole)
    return kept


def _meets(goal: Standing, value: Fraction | None) -> bool | None:
    target = goal.target
    if value is None or target is None:
        return None
    metric = goal.found.metric
    is_lower = metric is not None and metric.direction == "down_good"
    return value <= target if is_lower else value >= target
