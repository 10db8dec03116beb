"""The words for refusals of attribution."""

from __future__ import annotations

from lianyi.core.translation import Text

ATTRIBUTION: dict[str, tuple[Text, Text]] = {
    "attribution.windows": (
        Text("窗口「{given}」看不懂。", "The window {given} cannot be read."),
        Text(
            "写成类型=时长，如click=5d,content_click=10d。",
            "Write kind=length, such as click=5d,content_click=10d.",
        ),
    ),
    "attribution.kind_unknown": (
        Text("触点里没有「{kind}」这个类型。", "There are no touches of the kind {kind}."),
        Text(
            "有这些：{known}；带内容的写content_加类型。",
            "There are: {known}. For those of a content, write content_ and the kind.",
        ),
    ),
    "attribution.touch_events": (
        Text("没有说哪些事件算触点。", "Which events are touches was not said."),
        Text(
            "用--touch-events写事件名，如view,click，不带条件。",
            "Name events with --touch-events, such as view,click, without conditions.",
        ),
    ),
}
