"""The words for refusals of analyses."""

from __future__ import annotations

from lianyi.analyses.messages.attribution import ATTRIBUTION
from lianyi.analyses.messages.buyers import BUYERS
from lianyi.analyses.messages.content import CONTENT
from lianyi.analyses.messages.creators import CREATORS
from lianyi.analyses.messages.experiment import EXPERIMENT
from lianyi.analyses.messages.forecast import FORECAST
from lianyi.analyses.messages.funnel import FUNNEL
from lianyi.analyses.messages.reconcile import RECONCILE
from lianyi.analyses.messages.response import RESPONSE
from lianyi.analyses.messages.retention import RETENTION
from lianyi.analyses.messages.virality import VIRALITY
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
    "run.cell_unreadable": (
        Text(
            "「{file}」第{row}行的{column}看不懂：「{value}」。",
            "Row {row} of {file}: {column} cannot be read: {value}.",
        ),
        Text(
            "日期写成2026-11-28，金额写成数字；改好以后再做一次。",
            "Write dates as 2026-11-28 and amounts as plain numbers, then run it again.",
        ),
    ),
    "run.nothing_to_count": (
        Text("这里没有可以算的人和订单。", "There is nobody and no order to count here."),
        Text(
            "放宽人群和日期，或者先导入带买家的订单。",
            "Widen the segment and the days, or import orders that name their buyers.",
        ),
    ),
    "explain.no_axis": (
        Text(
            "「{metric}」没有可以拆开看的维度。",
            "{metric} has no dimension along which it could be explained.",
        ),
        Text(
            "它能拆的维度有：{known}。换一个指标，或者改--by。",
            "Its dimensions: {known}. Take another metric, or other ones for --by.",
        ),
    ),
    "explain.nothing_to_compare": (
        Text(
            "「{metric}」在{period}或者{base}没有数。",
            "{metric} has no number in {period} or in {base}.",
        ),
        Text(
            "换一段时间，或者先导入那一段的数据。",
            "Take another period, or import the data of that one.",
        ),
    ),
    "sentiment.nothing": (
        Text("这里没有一条有文字的评价。", "No review here has a text."),
        Text(
            "换一个文件或者放宽日期；文字那一列的表头写成text、review、content、评论或者内容。",
            "Take another file or wider days; the column of texts is called text, review, content or 「评论」.",
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
    "run.event_unknown": (
        Text("没有「{event}」这个事件。", "There is no event {event}."),
        Text(
            "有这些：{known}。付款订单写order，任何事件写any。",
            "There are: {known}. Write order for paid orders, any for any event.",
        ),
    ),
    "run.group_unknown": (
        Text("不能按「{by}」分组。", "People cannot be grouped by {by}."),
        Text("可以写：{known}。", "Use one of: {known}."),
    ),
    "repurchase.windows": (
        Text("天数「{windows}」不对。", "The windows {windows} do not fit."),
        Text(
            "写1到{most}之间的天数，从小到大，如30,60,90,180。",
            "Write days from 1 to {most}, ascending, such as 30,60,90,180.",
        ),
    ),
    "repurchase.limit": (
        Text("不能列出{limit}行。", "{limit} rows cannot be listed."),
        Text("写0到{most}之间的整数。", "Write a whole number from 0 to {most}."),
    ),
    "rfm.cuts": (
        Text("界线「--{option} {given}」不对。", "The cut-offs --{option} {given} do not fit."),
        Text(
            "写四个从小到大的数，如30,60,90,180；金额按元写。",
            "Write four rising numbers, such as 30,60,90,180; amounts in whole units.",
        ),
    ),
    "rfm.before": (
        Text("不能拿{before}和{as_of}比。", "{before} cannot be compared with {as_of}."),
        Text(
            "写一个更早的、有数据的日期；数据从{first}开始。",
            "Write an earlier day that has data; the data begins on {first}.",
        ),
    ),
    "source_split.not_told": (
        Text(
            "{period}没有一份数据分了自然和付费。", "No data of {period} tells natural from paid."
        ),
        Text(
            "导入带来源的流量日或店铺日报，来源写「自然」「付费」，总数的来源留空。",
            "Import traffic or shop days with a source: natural or paid, empty for the whole.",
        ),
    ),
    **BUYERS,
    **EXPERIMENT,
    **RESPONSE,
    **CONTENT,
    **CREATORS,
    **FUNNEL,
    **VIRALITY,
    **ATTRIBUTION,
    **RETENTION,
    **FORECAST,
    **RECONCILE,
    "run.too_many_groups": (
        Text(
            "「{by}」的值超过{most}个，不能分组。",
            "{by} has more than {most} values: too many parts.",
        ),
        Text(
            "换一个更粗的维度，比如channel或者category。",
            "Choose something coarser, such as channel or category.",
        ),
    ),
    "event.unreadable": (
        Text("读不懂「{text}」指的是哪些事件。", "It is unclear which events {text} means."),
        Text(
            "写成`view`、`view|pay`或者`view[channel=直播,p1=新品]`；名称里有逗号、竖线、等号或括号的，用双引号括起来。",
            "Write view, view|pay or view[channel=live,p1=new]; put a name with commas, bars, equals signs or brackets into double quotes.",
        ),
    ),
    "event.unknown": (
        Text("没有人做过「{event}」这个事件。", "Nobody did the event {event}."),
        Text("相近的或已有的：{near}。", "Close or known ones: {near}."),
    ),
    "event.column_unknown": (
        Text("事件没有「{column}」这一项。", "Events do not say {column}."),
        Text(
            "可以写：{known}。别的事件属性，在lianyi.toml的[events] properties里写上名字再导入，最多16个；再多的用lianyi sql查events表，慢一些。",
            "Use one of: {known}. For a further property, name it under [events] properties in lianyi.toml and import again, at most 16; what goes beyond is asked of the table events with lianyi sql, which is slower.",
        ),
    ),
    "event.value_unknown": (
        Text("「{column}」没有「{value}」这个值。", "{column} never is {value}."),
        Text(
            "相近的或已有的：{near}。没有写明的用unknown。",
            "Close or known ones: {near}. Write unknown for what is not said.",
        ),
    ),
    "cascades.nothing": (
        Text("这里没有可以算的转发。", "There are no reposts to count here."),
        Text(
            "用--file读一个转发文件，或者导入带内容ID的分享事件。",
            "Read a file of reposts with --file, or import share events that name their content.",
        ),
    ),
    "days.not_by_day": (
        Text("「{metric}」不能按天看。", "{metric} cannot be seen by day."),
        Text(
            "换一个按天有数的指标：金额、次数、人数，或者两者相除的比率。",
            "Take a metric that has a value a day: an amount, a count, people, or one over another.",
        ),
    ),
    "days.not_yet": (
        Text("「{metric}」没有一天有数据。", "{metric} has no day with data."),
        Text(
            "先导入它的来源，或者换一个指标。", "Import its source first, or take another metric."
        ),
    ),
    "days.file_too_long": (
        Text("「{file}」的日期跨了{years}年以上。", "The days of {file} span over {years} years."),
        Text("看看是不是有日期写错了。", "Look for a mistyped date."),
    ),
    "anomaly.level": (
        Text("正常范围不能写成{level}。", "The level cannot be {level}."),
        Text("写0.8到0.9999之间的数，默认0.99。", "Use 0.8 to 0.9999; 0.99 by default."),
    ),
    "anomaly.too_short": (
        Text(
            "只有{known}个值，至少要{least}个才说得出什么是正常。",
            "There are {known} values; {least} are needed to say what is normal.",
        ),
        Text("导入更早的数据，或者过些日子再看。", "Import earlier data, or come back later."),
    ),
}
