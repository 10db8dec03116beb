"""A shop as the review of one campaign sees it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from lianyi.core.errors import LianyiError
from lianyi.planning.campaigns.known import Run, find_campaign, known_campaigns
from lianyi.reports.blocks.campaign.case import Action
from lianyi.shop.campaigns import plan_of_shop
from lianyi.shop.estimating import activity_of
from lianyi.shop.source import ShopSource

if TYPE_CHECKING:
    from lianyi.analyses.result import Result
    from lianyi.planning.model.plan import Plan
    from lianyi.shop.shop import Shop


@dataclass(frozen=True)
class ShopCampaign(ShopSource):
    """The source of a report about `run`; `runs` are all campaigns that are known."""

    run: Run = None  # type: ignore[assignment]  # always given; fields of the base have defaults
    runs: Sequence[Run] = ()
    plan: Plan | None = None

    @property
    def today(self) -> date:
        """The business day that it is now."""
        return self.of.today

    @property
    def known_to(self) -> date:
        """The last day that is over and covered by orders."""
        return min(self.of.today - timedelta(days=1), self.of.covered_days()[1])

    def spread(self) -> Result | None:
        """Return the virality of the invites of the campaign's activity; None where it has none."""
        activity = activity_of(self.of, self.run.limits)
        if activity is None:
            return None
        try:
            return self.of.run("virality", activity=activity, period=self.run.period.key)
        except LianyiError as refused:
            if refused.code.startswith(("virality.", "run.")):
                return None
            raise

    def actions(self) -> Sequence[Action]:
        """Return the actions whose title names the campaign, by the day they are due."""
        if not self.of.engine.columns("actions"):
            return []
        rows = self.of.engine.rows(
            "SELECT title, owner, due_day, done_day FROM actions ORDER BY due_day, title"
        )
        return [
            Action(title, owner or "", due, done)
            for title, owner, due, done in rows
            if self.run.name in title or self.run.key in title
        ]


def campaign_source(shop: Shop, made_at: str, named: str | None) -> ShopCampaign:
    """Return the source of a review; refuses with `report.campaign_missing` and `campaign.unknown`."""
    plan = plan_of_shop(shop)
    runs = known_campaigns(plan, shop.engine)
    if not named:
        known = ", ".join(dict.fromkeys(run.key for run in reversed(runs)))
        raise LianyiError("report.campaign_missing", known=known or "—")
    return ShopCampaign(shop, made_at, find_campaign(runs, named), runs, plan)
