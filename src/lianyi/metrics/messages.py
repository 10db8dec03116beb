"""The words for the codes of this room."""

from __future__ import annotations

from lianyi.core.translation import Text

MESSAGES: dict[str, tuple[Text, Text]] = {
    "metric.unknown": (
        Text("没有「{key}」这个指标。", "There is no metric {key}."),
        Text(
            "相近的有：{nearest}。用lianyi metrics看全部指标。",
            "Close ones: {nearest}. List all with lianyi metrics.",
        ),
    ),
    "metric.none_asked": (
        Text("没有写要看哪个指标。", "No metric was named."),
        Text(
            "在命令后面写上指标，例如lianyi metric gmv_paid。",
            "Name at least one, as in lianyi metric gmv_paid.",
        ),
    ),
    "metric.grain_unknown": (
        Text("不认识粒度「{grain}」。", "There is no grain {grain}."),
        Text("可以用：{known}。", "Use one of: {known}."),
    ),
    "metric.compare_unknown": (
        Text("不认识对比方式「{compare}」。", "There is no comparison {compare}."),
        Text("可以用：{known}。", "Use one of: {known}."),
    ),
    "metric.dimension_unsupported": (
        Text("「{name}」不能按「{dimension}」拆分。", "{name} cannot be split by {dimension}."),
        Text("可以按这些拆分：{supported}。", "It can be split by: {supported}."),
    ),
    "metric.estimate_is_whole": (
        Text(
            "「{name}」是估计值，不能拆分，也不能加条件。",
            "{name} is an estimate: it takes no split and no condition.",
        ),
        Text(
            "直接做这个分析，它自己有分组和人群：{command}",
            "Run the analysis itself, it has its own breakdown and segment: {command}",
        ),
    ),
    "metric.campaign_elsewhere": (
        Text(
            "活动「{name}」在{days}，和{asked}没有同一天。",
            "The campaign {name} runs {days}: it has no day in common with {asked}.",
        ),
        Text(
            "去掉--period就是整个活动，或者换一段和它有重叠的日期。",
            "Leave out --period for the whole campaign, or ask for days that overlap with it.",
        ),
    ),
    "campaign.unknown": (
        Text("没有「{key}」这个活动。", "There is no campaign {key}."),
        Text(
            "写plan.yaml里活动的id或名字，或者导入的活动名。现在有：{known}。",
            "Name a campaign of plan.yaml by id or name, or one that was imported. There are: {known}.",
        ),
    ),
    "metric.segment_unsupported": (
        Text(
            "「{name}」不能按人群看：「{view}」的数据里没有人。",
            "{name} cannot be limited to a segment: data on {view} names no persons.",
        ),
        Text(
            "去掉--segment，或者换一个按订单、客户或事件计的指标。",
            "Leave out --segment, or take a metric that counts orders, customers or events.",
        ),
    ),
    "metric.rows_unavailable": (
        Text("这个数字没有可以列出的明细。", "There are no rows to show for this number."),
        Text(
            "先导入「{view}」的数据，或者去掉一部分筛选条件。",
            "Import data for {view} first, or drop part of the condition.",
        ),
    ),
    "where.not_a_condition": (
        Text("读不懂筛选条件「{where}」。", "The condition cannot be read: {where}."),
        Text(
            "写一个能判断真假的条件，例如paid_fen > 10000 AND province = '浙江'。",
            "Write something that is true or false, as in paid_fen > 10000 AND city = 'Hangzhou'.",
        ),
    ),
    "where.not_allowed": (
        Text("筛选条件里不能用「{found}」。", "The condition may not contain {found}."),
        Text(
            "只用列名、数值、文字、比较和常用函数；不能用子查询和语句。",
            "Use columns, literals, comparisons and plain functions only; no subqueries, no statements.",
        ),
    ),
    "where.column_unknown": (
        Text("没有「{column}」这一列。", "There is no column {column}."),
        Text(
            "相近的有：{nearest}。用lianyi metric --rows看这个指标有哪些列。",
            "Close ones: {nearest}. See with lianyi metric --rows which columns the metric has.",
        ),
    ),
    "where.failed": (
        Text("筛选条件「{where}」算不出来：{why}。", "The condition {where} failed: {why}."),
        Text(
            "看看比较的两边是不是同一种东西：日期写成DATE '2026-11-11'，文字加单引号。",
            "Compare like with like: dates as DATE '2026-11-11', text in single quotes.",
        ),
    ),
    "metrics_file.unreadable": (
        Text("读不懂metrics.yaml：{why}。", "metrics.yaml cannot be read: {why}."),
        Text(
            "文件要有一个metrics列表，每个指标一项。",
            "It needs a list called metrics with one entry per metric.",
        ),
    ),
    "metrics_file.field_missing": (
        Text("指标「{key}」缺少「{field}」。", "Metric {key} lacks {field}."),
        Text("补上这一项再试。", "Add it and try again."),
    ),
    "metrics_file.field_unknown": (
        Text(
            "指标「{key}」里有不认识的「{field}」。", "Metric {key} has an unknown field {field}."
        ),
        Text("可以用：{known}。", "Known fields: {known}."),
    ),
    "metrics_file.field_wrong": (
        Text(
            "指标「{key}」的「{field}」写法不对：{value}。",
            "Metric {key}, {field} is wrong: {value}.",
        ),
        Text("应该是：{known}。", "It should be: {known}."),
    ),
    "metrics_file.key_taken": (
        Text("指标「{key}」已经有了。", "There is a metric {key} already."),
        Text(
            "换一个名字；内置指标不能改。", "Choose another key; built-in metrics stay as they are."
        ),
    ),
    "metrics_file.sql_refused": (
        Text(
            "指标「{key}」的「{field}」不是一个汇总：{value}。",
            "Metric {key}, {field} is no aggregate: {value}.",
        ),
        Text(
            "写一个汇总函数，例如sum(paid_fen)、count(*)、count(DISTINCT order_no)。",
            "Write one aggregate, as in sum(paid_fen), count(*) or count(DISTINCT order_no).",
        ),
    ),
}
