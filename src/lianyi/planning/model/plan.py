"""The whole plan: a title, a stage, a time, and one section per part of the customer's document."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from lianyi.planning.model.base import Id, Line, Part
from lianyi.planning.model.budget import Budget
from lianyi.planning.model.campaigns import Campaign
from lianyi.planning.model.channels import Channel
from lianyi.planning.model.content import ContentSection
from lianyi.planning.model.goals import Goal
from lianyi.planning.model.lifecycle import LifecycleSection
from lianyi.planning.model.modes import ModeSection
from lianyi.planning.model.personas import Persona
from lianyi.planning.model.products import ProductSection
from lianyi.planning.model.risks import Risk
from lianyi.planning.model.team import Team

FORMAT = 1
Stage = Literal["start_up", "growth", "maturity"]


class Override(Part):
    """A rule that somebody set aside: which, for what, why, who, when."""

    rule: Line
    subject: Line = ""
    reason: Line
    owner: Line
    day: date


class Plan(Part):
    """An operating plan (运营方案)."""

    format: Literal[1] = 1
    title: Line = ""
    stage: Stage = "growth"
    period_from: date | None = None
    period_to: date | None = None
    intro: Line = ""
    goals: tuple[Goal, ...] = ()
    personas: tuple[Persona, ...] = ()
    modes: ModeSection = ModeSection()
    products: ProductSection = ProductSection()
    content: ContentSection = ContentSection()
    lifecycle: LifecycleSection = LifecycleSection()
    campaigns: tuple[Campaign, ...] = ()
    channels: tuple[Channel, ...] = ()
    team: Team = Team()
    budget: Budget = Budget()
    risks: tuple[Risk, ...] = ()
    overrides: tuple[Override, ...] = ()

    def all_goals(self) -> Iterator[Goal]:
        """Yield every goal, each before its parts."""
        waiting = list(self.goals)
        while waiting:
            goal = waiting.pop(0)
            yield goal
            waiting = [*goal.parts, *waiting]

    def goal(self, key: Id) -> Goal | None:
        """Return the goal `key`, wherever it hangs in the tree."""
        return next((g for g in self.all_goals() if g.id == key), None)
