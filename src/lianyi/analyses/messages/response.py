"""The words for refusals of response."""

from __future__ import annotations

from lianyi.core.translation import Text

RESPONSE: dict[str, tuple[Text, Text]] = {
    "response.not_yet": (
        Text(
            "只有{weeks}周能用，这些渠道至少要{fewest}周。",
            "Only {weeks} weeks can be used; these channels need at least {fewest}.",
        ),
        Text(
            "等数据更长一些，或者少看几个渠道和影响（--channels、--controls、--by）。",
            "Wait for more data, or look at fewer channels and influences (--channels, --controls, --by).",
        ),
    ),
    "response.no_channels": (
        Text("「{file}」里认不出哪些列是花费。", "No column of {file} can be told to be spend."),
        Text(
            "用--channels写出花费的列；表头是：{headers}。",
            "Name the columns of spend with --channels; the headers are: {headers}.",
        ),
    ),
    "response.no_spend": (
        Text("这些周没有任何花费。", "There is no spend in these weeks."),
        Text(
            "导入这段时间的投放花费，或者换一段时间。",
            "Import the spend of this time, or take another period.",
        ),
    ),
    "response.nothing_varies": (
        Text(
            "花费或者销售一直不变，没有可以比较的起伏。",
            "Spend or sales never change, so there is nothing to compare.",
        ),
        Text(
            "有意加减一两个渠道的花费几周，再来看。",
            "Raise and lower the spend of one or two channels for some weeks, then look again.",
        ),
    ),
    "response.bounds_unreadable": (
        Text("看不懂这个上下限：「{text}」。", "These limits cannot be read: {text}."),
        Text(
            "写成`渠道=最少:最多`，渠道有：{known}。",
            "Write channel=least:most; the channels are: {known}.",
        ),
    ),
    "response.budget_outside": (
        Text(
            "预算{budget}不在各渠道上下限之内。",
            "A budget of {budget} does not fit the limits of the channels.",
        ),
        Text(
            "按现在的上下限，预算可以在{low}到{high}之间；放宽--swing或者--bounds。",
            "Within the present limits it may be {low} to {high}; widen --swing or --bounds.",
        ),
    ),
}
