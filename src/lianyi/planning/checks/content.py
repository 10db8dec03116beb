"""The check of the content calendar, registered."""

from __future__ import annotations

from lianyi.core.translation import Text
from lianyi.planning.content.check import check_content
from lianyi.planning.verdict import CHECKS, SectionCheck

CONTENT = CHECKS.add(SectionCheck("content", Text("内容", "Content"), check_content))
