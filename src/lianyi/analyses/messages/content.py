"""The words for refusals of contents."""

from __future__ import annotations

from lianyi.core.translation import Text

CONTENT: dict[str, tuple[Text, Text]] = {
    "content.nothing": (
        Text("这段时间没有发布内容。", "No item was published in this time."),
        Text("换一段时间，或者先导入内容数据。", "Take another period, or import items first."),
    ),
    "content.not_measured": (
        Text(
            "没有一条内容有算「{measure}」要的数。", "No item has the counts behind the {measure}."
        ),
        Text(
            "换一个--measure，或者导入带这些数的内容表。",
            "Take another --measure, or import items with those counts.",
        ),
    ),
}
