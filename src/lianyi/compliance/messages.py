"""The words for refusals and issues of the compliance guard."""

from __future__ import annotations

from lianyi.core.translation import Text

MESSAGES: dict[str, tuple[Text, Text]] = {
    "compliance_rule.unknown": (
        Text("没有「{key}」这条规则。", "There is no rule {key}."),
        Text("相近的有：{nearest}。", "Close ones: {nearest}."),
    ),
    "compliance.override_incomplete": (
        Text("例外记录缺少{field}。", "The recorded exception lacks {field}."),
        Text(
            "写全rule、subject、reason、owner、day；没有写全的例外不生效。",
            "Give rule, subject, reason, owner and day; an incomplete exception has no effect.",
        ),
    ),
    "compliance.text_unreadable": (
        Text("「{file}」读不出文字。", "No text can be read from {file}."),
        Text(
            "给一份.txt、.md或.docx，文字用UTF-8或GB18030编码；旧版.doc先另存为.docx。",
            "Give a .txt, .md or .docx file, text in UTF-8 or GB18030; save an old .doc as .docx first.",
        ),
    ),
    "scheme.unreadable": (
        Text(
            "「{file}」不是一份奖励方案，没有作出判断。",
            "{file} is no reward scheme; it was not judged.",
        ),
        Text(
            "写成YAML或JSON的键值，至少有一项奖励设置；格式见lianyi compliance schema。",
            "Write YAML or JSON keys with at least one setting; lianyi compliance schema prints the form.",
        ),
    ),
    "scheme.not_parsed": (
        Text("「{file}」读不懂：{reason}。", "{file} cannot be read: {reason}."),
        Text(
            "检查缩进、冒号和引号，同一个键只写一次；没有作出判断。",
            "Check indents, colons and quotes, and write each key once; nothing was judged.",
        ),
    ),
    "scheme.unknown_setting": (
        Text(
            "不认识「{header}」（{value}），没有放行。",
            "“{header}” ({value}) is unknown, so it was not passed.",
        ),
        Text(
            "换成lianyi compliance schema列出的名称，或者删掉它再检查。",
            "Use a name that lianyi compliance schema lists, or delete it and check again.",
        ),
    ),
    "scheme.unknown_value": (
        Text(
            "「{header}」的值看不懂：{value}。", "The value of “{header}” cannot be read: {value}."
        ),
        Text(
            "金额写99或“99元”，比例写“10%”，开关写true或false。",
            'Write an amount as 99 or “99元”, a share as "10%", a switch as true or false.',
        ),
    ),
}
