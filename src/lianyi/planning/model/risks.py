"""Risks: how likely, how bad, what fires them, who acts, and what then."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from lianyi.planning.model.base import Amount, Id, Line, Part

Level = Literal["low", "medium", "high"]
Compare = Literal["below", "above", "drop", "rise"]


class Trigger(Part):
    """When a risk fires: a metric below or above a threshold, or a relative change against its baseline.

    `preset` names one of the shipped monitors instead; `scope` limits it (a code, a SKU, a creator). `days` is for how
    many days in a row it must hold.
    """

    preset: Line = ""
    metric: Line = ""
    where: Line = ""
    compare: Compare = "below"
    threshold: Amount | None = None
    baseline: Amount | None = None
    days: int = Field(default=1, ge=1, le=90)
    scope: Line = ""


class Fallback(Part):
    """One step of plan B. `restores` are what-if settings that say what it is expected to do: `budget.content=+8000`."""

    name: Line
    owner: Line = ""
    within_days: int | None = None
    restores: tuple[Line, ...] = ()


class Risk(Part):
    """One risk of the register."""

    id: Id
    name: Line
    kind: Line = ""
    probability: Level = "medium"
    impact: Level = "medium"
    trigger: Trigger = Trigger()
    owner: Line = ""
    fallback: tuple[Fallback, ...] = ()
    rehearsed: date | None = None
    muted_until: date | None = None
