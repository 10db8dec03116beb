"""The words for refusals of reconciling, and for rows of a report that cannot be read."""

from __future__ import annotations

from lianyi.core.translation import Text

RECONCILE: dict[str, tuple[Text, Text]] = {
    "reconcile.metric": (
        Text(
            "「{metric}」不能和平台的报表对账。", "{metric} cannot be held against a platform's report."
        ),
        Text("可以对的有：{known}。", "These can: {known}."),
    ),
    "reconcile.column": (
        Text("表头里找不到要用的列：{what}。", "The header lacks a column that is needed: {what}."),
        Text(
            "表头是：{headers}。用--order或--day、--amount写明是哪一列。",
            "The headers are: {headers}. Name the columns with --order or --day, and --amount.",
        ),
    ),
    "reconcile.nothing_read": (
        Text("「{file}」里没有读到一行金额。", "No amount could be read from {file}."),
        Text(
            "看看是不是选错了文件，或者用--day、--order、--amount写明是哪一列。",
            "Check the file, or name its columns with --day, --order and --amount.",
        ),
    ),
    "reconcile.no_days": (
        Text("报表没有日期，订单也都不认识。", "The report has no days, and none of its orders is known."),
        Text("用--period写明是哪一段时间。", "Say with --period which days it is about."),
    ),
    "reconcile.not_in_period": (
        Text("报表里没有{period}的数。", "The report has nothing for {period}."),
        Text("报表从{first}到{last}；换一段时间。", "It runs from {first} to {last}; take another period."),
    ),
    "reconcile.nothing_of_ours": (
        Text("我们没有{period}的「{metric}」。", "We have no {metric} for {period}."),
        Text("先导入这段时间的订单。", "Import the orders of these days first."),
    ),
    "reconcile.cell_day": (
        Text("日期读不出来：「{value}」。", "This is not a date: 「{value}」."),
        Text("「{header}」要写成2026-11-09这样；这一行没有算。", "「{header}」 expects something like 2026-11-09; the row was left out."),
    ),
    "reconcile.cell_amount": (
        Text("金额读不出来：「{value}」。", "This is not an amount: 「{value}」."),
        Text("「{header}」要写成1,234.56这样；这一行没有算。", "「{header}」 expects something like 1,234.56; the row was left out."),
    ),
    "reconcile.cell_order": (
        Text("「{header}」是空的。", "「{header}」 is empty."),
        Text("没有订单号的行对不上，没有算。", "A row without an order number cannot be matched; it was left out."),
    ),
}  # fmt: skip
