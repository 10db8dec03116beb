"""The words for refusals about goals and what-ifs."""

from __future__ import annotations

from lianyi.core.translation import Text

MESSAGES: dict[str, tuple[Text, Text]] = {
    "goal.unknown": (
        Text("计划里没有「{key}」这个目标。", "The plan has no goal {key}."),
        Text("相近的有：{nearest}。", "Close ones: {nearest}."),
    ),
}
