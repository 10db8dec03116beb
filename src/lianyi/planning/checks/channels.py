"""The check of the channels, registered."""

from __future__ import annotations

from lianyi.core.translation import Text
from lianyi.planning.channels.check import check_channels
from lianyi.planning.verdict import CHECKS, SectionCheck

CHANNELS = CHECKS.add(SectionCheck("channels", Text("渠道", "Channels"), check_channels))
