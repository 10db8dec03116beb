"""The checks of personas and of the life cycle."""

from __future__ import annotations

from lianyi.core.translation import Text
from lianyi.planning.lifecycle.check import check_lifecycle
from lianyi.planning.personas.check import check_personas
from lianyi.planning.verdict import CHECKS, SectionCheck

PERSONAS = CHECKS.add(SectionCheck("personas", Text("人群画像", "Personas"), check_personas))
LIFECYCLE = CHECKS.add(SectionCheck("lifecycle", Text("生命周期", "Life cycle"), check_lifecycle))
