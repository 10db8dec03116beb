"""The words for refusals of creators."""

from __future__ import annotations

from lianyi.core.translation import Text

CREATORS: dict[str, tuple[Text, Text]] = {
    "creators.nothing": (
        Text(
            "这段时间没有写明达人的合作。",
            "There is no placement with a named creator in this time.",
        ),
        Text(
            "换一段时间，或者先导入达人合作。", "Take another period, or import placements first."
        ),
    ),
}
