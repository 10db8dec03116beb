"""The words for refusals of analyses."""

from __future__ import annotations

from lianyi.analyses.buyer_messages import BUYERS
from lianyi.analyses.experiment_messages import EXPERIMENT
from lianyi.core.translation import Text

MESSAGES: dict[str, tuple[Text, Text]] = {
    "analysis.unknown": (
        Text("没有「{key}」这个分析。", "There is no analysis {key}."),
        Text(
            "相近的有：{nearest}。用lianyi run看全部分析。",
            "Close ones: {nearest}. List all with lianyi run.",
        ),
    ),
    "response.not_yet": (
        Text("只有{weeks}周能用，这些渠道至少要{fewest}周。", "Only {weeks} weeks can be used; these channels need at least {fewest}."),
        Text("等数据更长一些，或者少看几个渠道和影响（--channels、--controls、--by）。", "Wait for more data, or look at fewer channels and influences (--channels, --controls, --by)."),
    ),
    "response.no_channels": (
        Text("「{file}」里认不出哪些列是花费。", "No column of {file} can be told to be spend."),
        Text("用--channels写出花费的列；表头是：{headers}。", "Name the columns of spend with --channels; the headers are: {headers}."),
    ),
    "response.no_spend": (
        Text("这些周没有任何花费。", "There is no spend in these weeks."),
        Text("导入这段时间的投放花费，或者换一段时间。", "Import the spend of this time, or take another period."),
    ),
    "response.nothing_varies": (
        Text("花费或者销售一直不变，没有可以比较的起伏。", "Spend or sales never change, so there is nothing to compare."),
        Text("有意加减一两个渠道的花费几周，再来看。", "Raise and lower the spend of one or two channels for some weeks, then look again."),
    ),
    "response.bounds_unreadable": (
        Text("看不懂这个上下限：「{text}」。", "These limits cannot be read: {text}."),
        Text("写成`渠道=最少:最多`，渠道有：{known}。", "Write channel=least:most; the channels are: {known}."),
    ),
    "response.budget_outside": (
        Text("预算{budget}不在各渠道上下限之内。", "A budget of {budget} does not fit the limits of the channels."),
        Text("按现在的上下限，预算可以在{low}到{high}之间；放宽--swing或者--bounds。", "Within the present limits it may be {low} to {high}; widen --swing or --bounds."),
    ),
    "content.nothing": (
        Text("这段时间没有发布内容。", "No item was published in this time."),
        Text("换一段时间，或者先导入内容数据。", "Take another period, or import items first."),
    ),
    "content.not_measured": (
        Text("没有一条内容有算「{measure}」要的数。", "No item has the counts behind the {measure}."),
        Text("换一个--measure，或者导入带这些数的内容表。", "Take another --measure, or import items with those counts."),
    ),
    "creators.nothing": (
        Text("这段时间没有写明达人的合作。", "There is no placement with a named creator in this time."),
        Text("换一段时间，或者先导入达人合作。", "Take another period, or import placements first."),
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
    "funnel.steps": (
        Text(
            "漏斗要{fewest}到{most}步，现在是{n}步。",
            "A funnel has {fewest} to {most} steps, not {n}.",
        ),
        Text(
            "用--steps写，例如--steps view,cart,pay。",
            "Give them with --steps, such as --steps view,cart,pay.",
        ),
    ),
    "funnel.any_counts_people": (
        Text("任意顺序的漏斗只能按人数。", "A funnel in any order counts people only."),
        Text(
            "去掉--count，或者改成--order ordered。", "Leave out --count, or use --order ordered."
        ),
    ),
    "funnel.steps_overlap": (
        Text(
            "任意顺序的漏斗里，同一个事件不能既算「{one}」又算「{other}」。",
            "In any order one event cannot count as {one} and as {other}.",
        ),
        Text(
            "改掉其中一步，或者改成--order ordered。",
            "Change one of the steps, or use --order ordered.",
        ),
    ),
    "funnel.exclusion_is_step": (
        Text(
            "「{step}」被排除了，这一步永远走不到。",
            "The step {step} is excluded: nobody could reach it.",
        ),
        Text(
            "从--exclude里去掉它，或者给排除加条件。",
            "Take it out of --exclude, or give the exclusion a condition.",
        ),
    ),
    "funnel.too_many_conditions": (
        Text(
            "步骤和排除一共{n}个不同条件，最多{most}个。",
            "Steps and exclusions have {n} different conditions, {most} at most.",
        ),
        Text(
            "合并条件相同的事件，或者去掉几步。",
            "Join events that share their conditions, or leave out steps.",
        ),
    ),
    "virality.no_invites": (
        Text("这里没有可以算的邀请。", "There are no invites to count here."),
        Text(
            "放宽时间和活动，或者先导入邀请数据。",
            "Widen the period and the activity, or import invites first.",
        ),
    ),
    "virality.activity_unknown": (
        Text("邀请里没有「{activity}」这个活动。", "No invite names the activity {activity}."),
        Text("有这些活动：{known}。", "The activities are: {known}."),
    ),
    "cascades.nothing": (
        Text("这里没有可以算的转发。", "There are no reposts to count here."),
        Text(
            "用--file读一个转发文件，或者导入带内容ID的分享事件。",
            "Read a file of reposts with --file, or import share events that name their content.",
        ),
    ),
    "attribution.windows": (
        Text("窗口「{given}」看不懂。", "The window {given} cannot be read."),
        Text(
            "写成类型=时长，如click=5d,content_click=10d。",
            "Write kind=length, such as click=5d,content_click=10d.",
        ),
    ),
    "attribution.kind_unknown": (
        Text("触点里没有「{kind}」这个类型。", "There are no touches of the kind {kind}."),
        Text(
            "有这些：{known}；带内容的写content_加类型。",
            "There are: {known}. For those of a content, write content_ and the kind.",
        ),
    ),
    "attribution.touch_events": (
        Text("没有说哪些事件算触点。", "Which events are touches was not said."),
        Text(
            "用--touch-events写事件名，如view,click，不带条件。",
            "Name events with --touch-events, such as view,click, without conditions.",
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
        Text("先导入它的来源，或者换一个指标。", "Import its source first, or take another metric."),
    ),
    "days.file_too_long": (
        Text("「{file}」的日期跨了{years}年以上。", "The days of {file} span over {years} years."),
        Text("看看是不是有日期写错了。", "Look for a mistyped date."),
    ),
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
        Text("一次只能按一个维度分开预测。", "Parts can be forecast along one dimension at a time."),
        Text("--by只写一个。", "Give --by one dimension."),
    ),
    "forecast.parts_of_sums": (
        Text("「{metric}」的各部分加起来不等于总数。", "The parts of {metric} do not sum to it."),
        Text(
            "换一个能相加的指标，或者去掉--by。",
            "Take a metric whose parts add up, or leave --by out.",
        ),
    ),
    "anomaly.level": (
        Text("正常范围不能写成{level}。", "The level cannot be {level}."),
        Text("写0.8到0.9999之间的数，默认0.99。", "Use 0.8 to 0.9999; 0.99 by default."),
    ),
    "anomaly.too_short": (
        Text("只有{known}个值，至少要{least}个才说得出什么是正常。", "There are {known} values; {least} are needed to say what is normal."),
        Text("导入更早的数据，或者过些日子再看。", "Import earlier data, or come back later."),
    ),
}
