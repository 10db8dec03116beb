"""The words for refusals of a report."""

from __future__ import annotations

from lianyi.core.translation import Text

MESSAGES: dict[str, tuple[Text, Text]] = {
    "report.unknown": (
        Text("没有「{key}」这种报告。", "There is no report {key}."),
        Text("相近的有：{nearest}。", "Close ones: {nearest}."),
    ),
    "report.other_period": (
        Text("{name}不能写{given}这一段。", "The {name} is not about {given}."),
        Text(
            "用--period写它自己的那种时段，例如{usual}；想看别的时段，用lianyi metric --period {given}。",
            "Give a period of its own kind with --period, such as {usual}; for other days ask lianyi metric --period {given}.",
        ),
    ),
    "report.archive_damaged": (
        Text("「{file}」坏了，读不出来。", "{file} is damaged and cannot be read."),
        Text(
            "它是以前一份报告的存档。原因：{reason}。从备份恢复，或者把它移走：没有它，就不和那份报告比。",
            "It keeps an earlier report. Reason: {reason}. Restore it from a backup or move it away; without it nothing is compared with that report.",
        ),
    ),
    "report.no_data": (
        Text("还没有数据，出不了报告。", "There is no data yet to report on."),
        Text("先用lianyi import导入一份订单。", "Import some orders first with lianyi import."),
    ),
    "report.template_unreadable": (
        Text("Word模板打不开。", "The Word template cannot be opened."),
        Text(
            "reports/template.docx要是一份docx。重新另存为docx，或者先把它移走：没有它，就用自带的模板。原因：{reason}。",
            "reports/template.docx has to be a .docx. Save it again as .docx, or move it away: without it the shipped template is used. Reason: {reason}.",
        ),
    ),
    "report.template_slot": (
        Text("Word模板里的{slot}没有内容可填。", "Nothing fills {slot} in the Word template."),
        Text("可以用：{known}。", "Use one of: {known}."),
    ),
    "report.campaign_missing": (
        Text("没有写是哪个活动。", "No campaign was named."),
        Text(
            "加上--campaign和活动的id或名字。现在有：{known}。",
            "Add --campaign with its id or name. There are: {known}.",
        ),
    ),
    "report.takes_no_campaign": (
        Text("「{name}」不是关于一个活动的。", "The {name} is not about one campaign."),
        Text(
            "看活动用lianyi report campaign --campaign ID。",
            "For a campaign: lianyi report campaign --campaign ID.",
        ),
    ),
    "report.format_unknown": (
        Text("不能写成「{format}」格式。", "A report cannot be written as {format}."),
        Text("可以用：{known}。", "Use one of: {known}."),
    ),
}
