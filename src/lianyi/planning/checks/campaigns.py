"""The check of the campaigns, registered."""

from __future__ import annotations

from lianyi.core.translation import Text
from lianyi.planning.campaigns.check import check_campaigns
from lianyi.planning.verdict import CHECKS, SectionCheck

CAMPAIGNS = CHECKS.add(SectionCheck("campaigns", Text("活动", "Campaigns"), check_campaigns))
