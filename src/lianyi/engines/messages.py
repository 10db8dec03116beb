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
    "engine.settings": (
        Text(
            "lianyi.toml里的[engine]看不懂：{reason}。",
            "[engine] in lianyi.toml means nothing here: {reason}.",
        ),
        Text(
            '写engine = "spark"或engine = "embedded"；要写更多时用[engine]，里面可以有kind、master、parts，以及[engine.conf]。',
            'Write engine = "spark" or engine = "embedded"; to say more, use [engine] with kind, master, parts and [engine.conf].',
        ),
    ),
    "engine.spark_missing": (
        Text(
            "这个工作区用Spark计算，但没有安装{module}。",
            "This workspace is asked on Spark, and {module} is not installed.",
        ),
        Text(
            '运行pip install "lianyi[spark]"；或者把lianyi.toml里的engine改成"embedded"，在本机计算。',
            'Run pip install "lianyi[spark]"; or set engine = "embedded" in lianyi.toml to compute on this machine.',
        ),
    ),
    "engine.java_missing": (
        Text(
            "Spark需要Java，这台机器上没有找到。",
            "Spark needs Java, and none was found on this machine.",
        ),
        Text(
            "安装Java 17（Debian：apt-get install openjdk-17-jre-headless），或者用JAVA_HOME指明它在哪里。",
            "Install Java 17 (Debian: apt-get install openjdk-17-jre-headless), or say by JAVA_HOME where it is.",
        ),
    ),
    "engine.master_unreachable": (
        Text("连不上Spark的主节点{master}。", "The Spark master {master} does not answer."),
        Text(
            "检查它有没有启动、端口通不通；地址写在lianyi.toml的[engine] master里。",
            "Check that it runs and that its port is open; the address stands in lianyi.toml as [engine] master.",
        ),
    ),
    "engine.other_master": (
        Text(
            "这个进程已经连着{running}，不能再连{master}。",
            "This process already speaks to {running} and cannot speak to {master} as well.",
        ),
        Text("另开一个进程再问。", "Ask in another process."),
    ),
    "engine.session_failed": (
        Text("Spark没有启动成功。", "Spark did not start."),
        Text(
            "它说：{why}。检查[engine.conf]里的内存和核数，集群要给得出来。",
            "It says: {why}. Check memory and cores in [engine.conf]: the cluster has to have them.",
        ),
    ),
}
