"""The words for refusals of retention."""

from __future__ import annotations

from lianyi.core.translation import Text

RETENTION: dict[str, tuple[Text, Text]] = {
    "retention.brackets": (
        Text("天数区间「{brackets}」不对。", "The brackets {brackets} do not fit."),
        Text(
            "写每个区间的最后一天，从小到大，如1,3,7,14,30。",
            "Write the last day of each bracket, ascending, such as 1,3,7,14,30.",
        ),
    ),
    "retention.rolling_month": (
        Text("按24小时算的期没有月。", "Spans of 24 hours have no months."),
        Text(
            "用--grain day或week，或者--mode calendar。",
            "Use --grain day or week, or --mode calendar.",
        ),
    ),
    "retention.periods": (
        Text("期数{periods}超出范围。", "{periods} periods are out of range."),
        Text("写1到{most}之间的整数。", "Write a whole number from 1 to {most}."),
    ),
    "retention.not_yet": (
        Text(
            "{period}还没有数据，数据到{seen}为止。",
            "There is no data for {period} yet; it ends on {seen}.",
        ),
        Text("换一段更早的日期。", "Choose an earlier period."),
    ),
}
