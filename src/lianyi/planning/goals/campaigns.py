"""Which campaigns are meant to move a goal, and what they have cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lianyi.core import numbers
from lianyi.core.errors import LianyiError
from lianyi.metrics.query import MetricQuery
from lianyi.planning.goals.figures import major

if TYPE_CHECKING:
    from lianyi.analyses.data import Data
    from lianyi.core.translation import Lang
    from lianyi.metrics.marks import Marks
    from lianyi.planning.model.campaigns import Campaign
    from lianyi.planning.model.goals import Goal
    from lianyi.planning.model.plan import Plan

SPEND = "total_spend"


def campaigns_for(plan: Plan, goal: Goal) -> tuple[Campaign, ...]:
    """Return the campaigns that name the goal, and those that the goal names, in the order of the plan."""
    return tuple(c for c in plan.campaigns if goal.id in c.goals or c.id in goal.campaigns)


def unknown_campaigns(plan: Plan, goal: Goal) -> tuple[str, ...]:
    """Return the campaigns that the goal names and the plan does not have."""
    known = {campaign.id for campaign in plan.campaigns}
    return tuple(key for key in goal.campaigns if key not in known)


@dataclass(frozen=True)
class Mover:
    """A campaign that is meant to move a goal: what it may spend, and what it has spent, in minor units.

    `spent_fen` is None where nothing is known of its spend.
    """

    campaign: Campaign
    planned_fen: int
    spent_fen: int | None
    currency: str = "CNY"

    def cells(self, lang: Lang) -> tuple[str, ...]:
        """Return name, days, owner, budget and spend as they are written."""
        one = self.campaign
        amounts = (numbers.money(fen, lang, style="full", currency=self.currency) for fen in (self.planned_fen, self.spent_fen))  # fmt: skip
        return (one.name, one.from_day.isoformat(), one.to_day.isoformat(), one.owner or numbers.MISSING, *amounts)  # fmt: skip

    def as_plain(self) -> dict[str, Any]:
        """Return it as plain data, money in whole currency units."""
        planned, spent = (None if fen is None else major("money", fen, self.currency) for fen in (self.planned_fen, self.spent_fen))  # fmt: skip
        return {"id": self.campaign.id, "name": self.campaign.name, "planned": planned, "spent": spent}  # fmt: skip


def movers(plan: Plan, goal: Goal, data: Data | None) -> tuple[Mover, ...]:
    """Return what is meant to move a goal, and what that has cost so far."""
    from lianyi.planning.campaigns.known import planned_run

    found = []
    for campaign in campaigns_for(plan, goal):
        planned = sum(line.amount_fen for line in campaign.budget)
        spent, currency = None, "CNY"
        if data is not None:
            currency = data.engine.currency
            spent = _spent_fen(data, planned_run(campaign, plan).limits)
        found.append(Mover(campaign, planned, spent, currency))
    return tuple(found)


def _spent_fen(data: Data, marks: Marks) -> int | None:
    """Return what belongs to a campaign of all that was spent; None where the facts cannot tell."""
    try:
        answer = data.metric(MetricQuery((SPEND,), campaign=marks))
    except LianyiError:
        return None
    return answer.rows[0][SPEND] if answer.rows else None
