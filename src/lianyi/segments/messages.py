"""The words for refusals of this room."""

from __future__ import annotations

from lianyi.core.translation import Text

_EXAMPLE = "orders(last 90d) >= 2 and first_channel = 'douyin/live'"
MESSAGES: dict[str, tuple[Text, Text]] = {
    "person_attribute.unknown": (
        Text("没有「{key}」这个客户属性。", "There is no person attribute {key}."),
        Text(
            "相近的有：{nearest}。客户属性表里的属性写成`attribute:名称`。",
            "Close ones: {nearest}. What the table of person attributes says is written `attribute:NAME`.",
        ),
    ),
    "segment.unknown": (
        Text("没有「{key}」这个人群。", "There is no segment {key}."),
        Text(
            "相近的有：{nearest}。用lianyi segments看全部人群，或者直接写条件。",
            "Close ones: {nearest}. List all with lianyi segments, or write a condition.",
        ),
    ),
    "segment.empty": (
        Text("没有写人群的条件。", "The segment has no condition."),
        Text(f"写一个条件，例如{_EXAMPLE}。", f"Write one, such as {_EXAMPLE}."),
    ),
    "segment.unreadable": (
        Text(
            "人群的条件从第{position}个字符「{found}」起读不懂。",
            "The segment cannot be read from character {position} on: {found}",
        ),
        Text("这里应该是：{expected}。", "Expected here: {expected}."),
    ),
    "segment.bad_character": (
        Text(
            "人群的条件里第{position}个字符「{character}」不能用。",
            "Character {position} of the segment cannot be used: {character}",
        ),
        Text(
            "去掉它；文字要加引号，例如first_channel = 'douyin/live'。",
            "Take it out; text stands in quotes, as in first_channel = 'douyin/live'.",
        ),
    ),
    "segment.name_unknown": (
        Text(
            "不认识第{position}个字符处的「{name}」。", "{name} at character {position} is not known."
        ),
        Text(
            "相近的有：{nearest}。可以用客户属性，或者`orders()`、`paid_fen()`、`events('…')`这样的计数。",
            "Close ones: {nearest}. Use a person attribute, or a count such as `orders()`, `paid_fen()`, `events('…')`.",
        ),
    ),
    "segment.filter_unknown": (
        Text(
            "「{measure}」不能按第{position}个字符处的「{name}」筛选。",
            "{measure} cannot be limited by {name} at character {position}.",
        ),
        Text("可以用：{known}。", "Use one of: {known}."),
    ),
    "segment.type_mismatch": (
        Text(
            "「{name}」不能和第{position}个字符处的「{value}」比较。",
            "{name} cannot be compared with {value} at character {position}.",
        ),
        Text("这里应该是{expected}。", "It takes {expected}."),
    ),
    "segment.no_order": (
        Text(
            "「{name}」没有大小先后，第{position}个字符处不能这样比较。",
            "{name} has no order, so it cannot be compared like this at character {position}.",
        ),
        Text("用=、in或者is unknown。", "Use =, in or is unknown."),
    ),
    "segment.text_only": (
        Text(
            "「{name}」不是文字，第{position}个字符处不能用{operator}。",
            "{name} is no text, so {operator} cannot be used at character {position}.",
        ),
        Text("用=、<、between或者in。", "Use =, <, between or in."),
    ),
    "segment.values_differ": (
        Text(
            "「{name}」在第{position}个字符处和几种不同的值一起比较。",
            "{name} is compared with values of different kinds at character {position}.",
        ),
        Text("都写成数字、都写成日期，或者都写成文字。", "Make them all numbers, all days or all texts."),
    ),
    "segment.window_unreadable": (
        Text(
            "看不出第{position}个字符处的「{found}」是哪一段时间。",
            "It is unclear which days {found} at character {position} means.",
        ),
        Text(
            "写成last 90d（天）、12w（周）、6mo（月）、1y（年），2026-11-01..2026-11-11，2026-11，2026-W46，或者since 2026-01-01。",
            "Write last 90d (days), 12w (weeks), 6mo (months), 1y (years), 2026-11-01..2026-11-11, 2026-11, 2026-W46 or since 2026-01-01.",
        ),
    ),
    "segment.number_too_long": (
        Text(
            "第{position}个字符处的数字太长。", "The number at character {position} is too long."
        ),
        Text("最多写{digits}位。", "Use at most {digits} digits."),
    ),
    "segment.text_too_long": (
        Text(
            "第{position}个字符处的文字有{length}个字。",
            "The text at character {position} has {length} characters.",
        ),
        Text("一段文字最多{limit}个字。", "One text has at most {limit}."),
    ),
    "segment.too_long": (
        Text("人群的条件有{length}个字符。", "The segment has {length} characters."),
        Text(
            "最多{limit}个。把它拆成几个人群，再用segment = '…'引用。",
            "The limit is {limit}. Split it into several and name them with segment = '…'.",
        ),
    ),
    "segment.too_deep": (
        Text("人群的条件套得太深。", "The conditions of the segment are nested too deeply."),
        Text(
            "最多套{limit}层。去掉多余的括号和not。",
            "The limit is {limit} levels. Take out brackets and nots that are not needed.",
        ),
    ),
    "segment.too_large": (
        Text(
            "这个人群连同它引用的人群，条件超过{limit}个。",
            "With everything that it names, the segment has more than {limit} conditions.",
        ),
        Text("少引用几个人群，或者把条件合并。", "Name fewer segments, or join conditions."),
    ),
    "segment.cycle": (
        Text("人群之间循环引用：{path}。", "These segments name each other in a circle: {path}."),
        Text("去掉其中一处引用。", "Take one of the references out."),
    ),
    "segment.missing_source": (
        Text("这个人群要用到还没有导入的数据：{missing}。", "The segment needs data that is not there: {missing}."),
        Text("先导入这些数据，或者去掉用到它们的条件。", "Import it, or take out the conditions that use it."),
    ),
    "segment.needs_views": (
        Text("只凭时间线判断不了「{name}」。", "Timelines alone do not know {name}."),
        Text("连同工作区的数据一起问。", "Ask together with the data of the workspace."),
    ),
    "segments_file.unreadable": (
        Text("读不懂segments.yaml。", "segments.yaml cannot be read."),
        Text(
            "文件要有一个segments列表，每个人群一项，写key、name和where。",
            "It needs a list called segments with one entry each: key, name and where.",
        ),
    ),
    "segments_file.field_missing": (
        Text("缺少「{field}」。", "{field} is missing."),
        Text("补上这一项再试。", "Add it and try again."),
    ),
    "segments_file.field_unknown": (
        Text("不认识「{field}」这一项。", "There is no field {field}."),
        Text("可以用：{known}。", "Known fields: {known}."),
    ),
    "segments_file.field_wrong": (
        Text("「{field}」写法不对：{value}。", "{field} is wrong: {value}."),
        Text("应该像这样：{known}。", "It should look like this: {known}."),
    ),
    "segments_file.key_taken": (
        Text("人群「{key}」写了两次。", "The segment {key} is there twice."),
        Text("换一个名字，或者去掉一项。", "Choose another key, or take one out."),
    ),
    "segments_file.named_unusable": (
        Text("引用的人群「{named}」不存在，或者它自己有问题。", "It names {named}, which is not there or cannot be used."),
        Text("改掉引用，或者先改好那个人群。", "Change the reference, or mend that segment first."),
    ),
}  # fmt: skip
