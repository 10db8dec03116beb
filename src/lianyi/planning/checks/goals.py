"""The check of the goals."""

from __future__ import annotations

from lianyi.core.translation import Text
from lianyi.planning.goals.check import check_goals
from lianyi.planning.verdict import CHECKS, SectionCheck

GOALS = CHECKS.add(SectionCheck("goals", Text("目标", "Goals"), check_goals))
