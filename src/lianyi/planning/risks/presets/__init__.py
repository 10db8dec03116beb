"""The monitors that ship, one file each."""

from __future__ import annotations

from lianyi.planning.risks.presets import (
    bans,
    communities,
    complaints,
    creators,
    promoters,
    refunds,
    stock,
)
from lianyi.planning.risks.watched import Preset

PRESETS: dict[str, Preset] = {
    module.PRESET.key: module.PRESET
    for module in (communities, bans, creators, refunds, stock, complaints, promoters)
}
"""In the order of the pages."""
