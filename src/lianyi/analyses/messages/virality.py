"""The words for refusals of virality."""

from __future__ import annotations

from lianyi.core.translation import Text

VIRALITY: dict[str, tuple[Text, Text]] = {
    "virality.no_invites": (
        Text("这里没有可以算的邀请。", "There are no invites to count here."),
        Text(
            "放宽时间和活动，或者先导入邀请数据。",
            "Widen the period and the activity, or import invites first.",
        ),
    ),
    "virality.activity_unknown": (
        Text("邀请里没有「{activity}」这个活动。", "No invite names the activity {activity}."),
        Text("有这些活动：{known}。", "The activities are: {known}."),
    ),
}
