"""The words for refusals about goals and what-ifs."""

from __future__ import annotations

from lianyi.core.translation import Text

MESSAGES: dict[str, tuple[Text, Text]] = {
    "goal.unknown": (
        Text("计划里没有「{key}」这个目标。", "The plan has no goal {key}."),
        Text("相近的有：{nearest}。", "Close ones: {nearest}."),
    ),
    "what_if.unreadable": (
        Text("看不懂「{text}」要改什么。", "It is unclear what {text} changes."),
        Text(
            "写成budget.kol=20000、budget.ads.2026-12=+20%或者gmv.visitors=48000。",
            "Write budget.kol=20000, budget.ads.2026-12=+20% or gmv.visitors=48000.",
        ),
    ),
    "what_if.category_unknown": (
        Text("预算没有「{category}」这一类。", "The budget has no category {category}."),
        Text("可以写：{known}。", "There are: {known}."),
    ),
    "what_if.no_value": (
        Text(
            "目标「{goal}」既没有数据也没有目标值，没法推演。",
            "Goal {goal} has neither data nor a target to start from.",
        ),
        Text(
            "先导入它的数据，或者在计划里写上target。",
            "Import its data, or write its target into the plan.",
        ),
    ),
    "what_if.nothing": (
        Text("没有写要改什么。", "Nothing was said to change."),
        Text(
            "加上--set，例如--set budget.kol=20000。",
            "Add --set, for instance --set budget.kol=20000.",
        ),
    ),
    "what_if.no_data": (
        Text("还没有数据，推演不了。", "There is no data to start from."),
        Text("先导入一份订单导出。", "Import an order export first."),
    ),
}
