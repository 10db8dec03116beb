"""The check of the budget, registered."""

from __future__ import annotations

from lianyi.core.translation import Text
from lianyi.planning.budget.check import check
from lianyi.planning.verdict import CHECKS, SectionCheck

BUDGET = CHECKS.add(SectionCheck("budget", Text("预算", "Budget"), check))
