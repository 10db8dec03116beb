"""The words for refusals of a reader's own SQL."""

from __future__ import annotations

from lianyi.core.translation import Text

MESSAGES: dict[str, tuple[Text, Text]] = {
    "sql.not_a_select": (
        Text("这不是一条SELECT，没有执行。", "This is not one SELECT, so it was not run."),
        Text(
            "读到的是：{why}。一次写一条SELECT（可以带WITH和UNION），例如SELECT channel, sum(paid_fen) FROM orders GROUP BY channel。",
            "What was read: {why}. Write one SELECT at a time (WITH and UNION are fine), as in SELECT channel, sum(paid_fen) FROM orders GROUP BY channel.",
        ),
    ),
    "sql.not_allowed": (
        Text(
            "查询里的「{found}」超出了视图的范围，没有执行。",
            '"{found}" reaches beyond the views, so the query was not run.',
        ),
        Text(
            "这里只能读文档里的视图，不能读文件、改设置或写数据。要把结果存下来，加上--csv再重定向到文件。",
            "Only the documented views can be read here: no files, no settings, no writing. To keep a result, add --csv and redirect it to a file.",
        ),
    ),
    "sql.view_unknown": (
        Text("没有「{name}」这个视图。", "There is no view {name}."),
        Text(
            "现在可以查：{known}。其余的表导入数据后才会出现。",
            "These can be read now: {known}. Other tables appear once data for them is imported.",
        ),
    ),
    "sql.failed": (
        Text("这条查询算不出来。", "This query cannot be answered."),
        Text(
            "数据引擎说：{why}。改好列名或类型再试；数据没有任何变化。",
            "The engine says: {why}. Correct the column or the type and try again; no data was touched.",
        ),
    ),
    "sql.too_heavy": (
        Text("这条查询太重，算到一半停下了。", "This query is too heavy and was stopped."),
        Text(
            "超出的是{what}（上限{limit}）。加上日期条件、先汇总再排序，或者分几次查；数据没有任何变化。",
            "It ran out of {what} (limit {limit}). Narrow the days, aggregate before sorting, or ask in parts; no data was touched.",
        ),
    ),
}
