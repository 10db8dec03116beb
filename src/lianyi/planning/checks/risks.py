"""The check of the risks."""

from __future__ import annotations

from lianyi.core.translation import Text
from lianyi.planning.risks.check import check_risks
from lianyi.planning.verdict import CHECKS, SectionCheck

RISKS = CHECKS.add(SectionCheck("risks", Text("风险", "Risks"), check_risks))
