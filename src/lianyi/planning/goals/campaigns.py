"""Which campaigns are meant to move a goal."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lianyi.planning.model.campaigns import Campaign
    from lianyi.planning.model.goals import Goal
    from lianyi.planning.model.plan import Plan


def campaigns_for(plan: Plan, goal: Goal) -> tuple[Campaign, ...]:
    """Return the campaigns that name the goal, and those that the goal names, in the order of the plan."""
    return tuple(c for c in plan.campaigns if goal.id in c.goals or c.id in goal.campaigns)


def unknown_campaigns(plan: Plan, goal: Goal) -> tuple[str, ...]:
    """Return the campaigns that the goal names and the plan does not have."""
    known = {campaign.id for campaign in plan.campaigns}
    return tuple(key for key in goal.campaigns if key not in known)


def planned_fen(campaign: Campaign) -> int:
    """Return what a campaign may spend in all."""
    return sum(line.amount_fen for line in campaign.budget)
