"""The words for refusals of actions and their review."""

from __future__ import annotations

from lianyi.core.translation import Text

MESSAGES: dict[str, tuple[Text, Text]] = {
    "action.unknown": (
        Text("没有动作「{number}」。", "There is no action {number}."),
        Text("进行中的有：{known}。", "Open ones: {known}."),
    ),
    "action.closed": (
        Text("动作「{number}」已经关闭（{day}）。", "Action {number} is closed already ({day})."),
        Text("用lianyi plan review看它的结果。", "See what came of it with lianyi plan review."),
    ),
    "action.expected": (
        Text("「{text}」不是一个预期。", "{text} is not an expectation."),
        Text("写成百分比的区间：+10%~+18%，下降写成-30%~-10%。", "Write a range of percentages: +10%~+18%, or -30%~-10% for a fall."),
    ),
    "action.title": (
        Text("没有写做什么。", "What is to be done is missing."),
        Text('写一句：lianyi plan act "社群发三天话题" --owner 王岚。', 'Say it: lianyi plan act "topics for three days" --owner Wang.'),
    ),
    "action.expects_what": (
        Text("写了预期，没有写指标。", "There is an expectation without a metric."),
        Text("用--metric写上指标，比如--metric group_messages。", "Name the metric: --metric group_messages."),
    ),
    "action.no_fallback": (
        Text("风险「{risk}」没有备选方案。", "Risk {risk} has no fallback."),
        Text("先在计划里给它写上fallback。", "Write its fallback into the plan first."),
    ),
    "risk.no_metric": (
        Text("风险「{risk}」没有可以解释的指标。", "Risk {risk} has no metric to explain."),
        Text("给它的触发条件写上metric。", "Give its trigger a metric."),
    ),
}  # fmt: skip
