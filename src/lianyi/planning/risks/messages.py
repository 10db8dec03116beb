"""The words for refusals of the register of risks."""

from __future__ import annotations

from lianyi.core.translation import Text

MESSAGES: dict[str, tuple[Text, Text]] = {
    "risk.unknown": (
        Text("计划里没有风险「{key}」。", "The plan has no risk {key}."),
        Text("有的是：{known}。", "There are: {known}."),
    ),
    "risk.nothing_off": (
        Text("不知道要演练关掉什么。", "Nothing is named to be switched off."),
        Text(
            "用--off写出来，例如--off platform=douyin；可以用：{known}。",
            "Name it with --off, as in --off platform=douyin; there are: {known}.",
        ),
    ),
    "risk.off_unreadable": (
        Text("看不懂「{text}」。", "{text} is not understood."),
        Text(
            "写成维度=值，例如creator=木木的育儿书；维度可以用：{known}。",
            "Write dimension=value, such as platform=douyin; dimensions: {known}.",
        ),
    ),
    "risk.no_data": (
        Text("还没有数据，看不出风险。", "There is no data yet to tell risks from."),
        Text("先用lianyi import导入订单，再看一次。", "Import orders with lianyi import, then look again."),
    ),
    "risk.preset_unknown": (
        Text("风险「{risk}」的预置监测「{preset}」不存在。", "Risk {risk} names the monitor {preset}, which does not exist."),
        Text("可以用：{known}。", "There are: {known}."),
    ),
    "risk.no_threshold": (
        Text("风险「{risk}」的触发条件没有写threshold。", "The trigger of risk {risk} has no threshold."),
        Text("写一个数：比如threshold: 8%，或者改用preset。", "Write a number, as in threshold: 8%, or name a preset."),
    ),
}  # fmt: skip
