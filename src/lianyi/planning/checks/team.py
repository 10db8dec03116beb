"""The check of the team, registered."""

from __future__ import annotations

from lianyi.core.translation import Text
from lianyi.planning.team.check import check_team
from lianyi.planning.verdict import CHECKS, SectionCheck

TEAM = CHECKS.add(SectionCheck("team", Text("团队分工", "Team"), check_team))
