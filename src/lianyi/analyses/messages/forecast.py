"""The words for refusals of forecasts."""

from __future__ import annotations

from lianyi.core.translation import Text

FORECAST: dict[str, tuple[Text, Text]] = {
    "forecast.not_yet": (
        Text("只有{known}个值，至少要{least}个。", "There are {known} values, {least} are needed."),
        Text("导入更早的数据，或者过些日子再看。", "Import earlier data, or come back later."),
    ),
    "forecast.horizon": (
        Text("不能往后预测{horizon}天。", "{horizon} days ahead cannot be forecast."),
        Text("写1到{most}之间的天数。", "Use 1 to {most} days."),
    ),
    "forecast.too_far": (
        Text("{period}太远了。", "{period} is too far ahead."),
        Text("最远看{most}天以内的一段。", "Take a period that ends within {most} days."),
    ),
    "forecast.one_dimension": (
        Text(
            "一次只能按一个维度分开预测。", "Parts can be forecast along one dimension at a time."
        ),
        Text("--by只写一个。", "Give --by one dimension."),
    ),
    "forecast.parts_of_sums": (
        Text("「{metric}」的各部分加起来不等于总数。", "The parts of {metric} do not sum to it."),
        Text(
            "换一个能相加的指标，或者去掉--by。",
            "Take a metric whose parts add up, or leave --by out.",
        ),
    ),
}
