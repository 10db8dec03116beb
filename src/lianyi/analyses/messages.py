"""The words for refusals of analyses."""

from __future__ import annotations

from lianyi.core.translation import Text

MESSAGES: dict[str, tuple[Text, Text]] = {
    "analysis.unknown": (
        Text("没有「{key}」这个分析。", "There is no analysis {key}."),
        Text(
            "相近的有：{nearest}。用lianyi run看全部分析。",
            "Close ones: {nearest}. List all with lianyi run.",
        ),
    ),
    "run.option_unknown": (
        Text("分析「{analysis}」没有「{option}」这个参数。", "{analysis} has no option {option}."),
        Text("它的参数有：{known}。", "Its options: {known}."),
    ),
    "run.choice_unknown": (
        Text("参数「{option}」不能写「{value}」。", "{option} cannot be {value}."),
        Text("可以写：{known}。", "Use one of: {known}."),
    ),
    "run.column_missing": (
        Text("「{file}」里没有这一列：{column}。", "{file} has no column {column}."),
        Text(
            "它的表头是：{headers}。改一下列名，或者换一个文件。",
            "Its headers are: {headers}. Rename a column, or give another file.",
        ),
    ),
    "run.needs_a_shop": (
        Text("这个分析要用店铺的数据。", "This analysis needs the data of a shop."),
        Text(
            "去掉--file，用-C指定工作区文件夹。",
            "Leave out --file and name the workspace folder with -C.",
        ),
    ),
    "run.missing_source": (
        Text("「{analysis}」缺少数据：{missing}。", "{analysis} lacks data: {missing}."),
        Text("导入这些表的数据以后再做一次。", "Import data for these tables, then run it again."),
    ),
}
