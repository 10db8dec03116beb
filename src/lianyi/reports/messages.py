"""The words for refusals of a report."""

from __future__ import annotations

from lianyi.core.translation import Text

MESSAGES: dict[str, tuple[Text, Text]] = {
    "report.unknown": (
        Text("没有「{key}」这种报告。", "There is no report {key}."),
        Text("相近的有：{nearest}。", "Close ones: {nearest}."),
    ),
    "report.no_data": (
        Text("还没有数据，出不了报告。", "There is no data yet to report on."),
        Text("先用lianyi import导入一份订单。", "Import some orders first with lianyi import."),
    ),
    "report.format_unknown": (
        Text("不能写成「{format}」格式。", "A report cannot be written as {format}."),
        Text("可以用：{known}。", "Use one of: {known}."),
    ),
}
