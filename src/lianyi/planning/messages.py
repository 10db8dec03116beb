"""The words for refusals and issues of the plan."""

from __future__ import annotations

from lianyi.core.translation import Text

MESSAGES: dict[str, tuple[Text, Text]] = {
    "plan.none": (
        Text("这个工作区还没有计划。", "This workspace has no plan yet."),
        Text(
            "用lianyi plan new --stage growth新建一份，或者用lianyi plan import读一份Word方案。",
            "Start one with lianyi plan new --stage growth, or read a Word plan with lianyi plan import.",
        ),
    ),
    "plan.exists": (
        Text("已经有一份计划（{version}）。", "There is a plan already ({version})."),
        Text(
            "直接改plan/plan.yaml，或者加--force：现在这一版会留在plan/versions里。",
            "Edit plan/plan.yaml, or add --force: the present one is kept in plan/versions.",
        ),
    ),
    "plan.unreadable": (
        Text("「{file}」不是一份计划。", "{file} is not a plan."),
        Text("原因：{reason}。", "Reason: {reason}."),
    ),
    "plan.refused": (
        Text("「{file}」里有{count}处写得不对。", "{file} has {count} mistakes."),
        Text("第一处：{first}", "The first: {first}"),
    ),
    "plan.changed_meanwhile": (
        Text("计划刚刚被{author}改过。", "{author} has just changed the plan."),
        Text(
            "什么都没有写。用lianyi plan diff {theirs} plan/plan.yaml看差异，再存一次。",
            "Nothing was written. See lianyi plan diff {theirs} plan/plan.yaml, then save again.",
        ),
    ),
    "plan.content_unknown": (
        Text("内容日历里没有「{key}」。", "The content calendar has no {key}."),
        Text("写一条内容的id。现在有：{known}。", "Name an entry by its id. There are: {known}."),
    ),
    "plan.version_unknown": (
        Text("没有第{version}版计划。", "The plan has no version {version}."),
        Text("有的版本：{known}。", "There are: {known}."),
    ),
    "plan.yaml": (
        Text("YAML写法不对。", "This is not valid YAML."),
        Text("{reason}", "{reason}"),
    ),
    "plan.alias": (
        Text("计划里不能用YAML的引用（&和*）。", "A plan may not use YAML anchors (& and *)."),
        Text("把内容直接写出来。", "Write the content out."),
    ),
    "plan.field_unknown": (
        Text("没有「{field}」这个字段。", "There is no field {field}."),
        Text("相近的有：{nearest}。", "Close ones: {nearest}."),
    ),
    "plan.field_missing": (
        Text("缺少「{field}」。", "{field} is missing."),
        Text("补上这一项。", "Add it."),
    ),
    "plan.field_wrong": (
        Text("「{field}」不能写「{value}」。", "{field} cannot be {value}."),
        Text("要的是：{wanted}。", "Expected: {wanted}."),
    ),
    "plan.money": (
        Text("「{field}」的「{value}」不是金额。", "{value} in {field} is not an amount of money."),
        Text(
            "写成128000、12.8万或¥128,000.00。",
            "Write 128000, 「12.8万」 or ¥128,000.00.",
        ),
    ),
    "plan.amount": (
        Text("「{field}」的「{value}」不是数字。", "{value} in {field} is not a number."),
        Text("写成190万、28%、0.31或48000。", "Write 「190万」, 28%, 0.31 or 48000."),
    ),
    "plan.document_cell": (
        Text(
            "「{table}」里「{row}」的「{column}」不能写「{value}」。",
            "{value} cannot be the {column} of {row} in {table}.",
        ),
        Text(
            "在Word里改好这一格再读：金额写128,000.00或12.8万，日期写2026-09-30，固定的词照表里别的行写。",
            "Correct this cell in Word and read the file again: amounts as 128,000.00 or 「12.8万」, days as 2026-09-30, fixed words as in the other rows.",
        ),
    ),
    "plan.id_twice": (
        Text("编号「{value}」用了两次。", "The id {value} is used twice."),
        Text(
            "第二处改一个名字：改动要靠编号来认。",
            "Rename the second one: changes are told apart by id.",
        ),
    ),
    "plan.days_swapped": (
        Text("「{field}」里结束早于开始。", "In {field} the end is before the start."),
        Text("核对两个日期。", "Check both dates."),
    ),
    "plan.budget_month": (
        Text("预算按月看，不能写{given}。", "The budget is about months, not {given}."),
        Text("写一个月，例如2026-09。", "Give a month such as 2026-09."),
    ),
    "plan.nothing_spent": (
        Text("还没有数据，看不出欠了什么。", "There is no data yet that would tell what is owed."),
        Text("先导入优惠券、佣金或者订单。", "Import coupons, commissions or orders first."),
    ),
    "plan.cell": (
        Text("「{field}」的「{value}」读不出来。", "{value} in {field} cannot be read."),
        Text("写成{wanted}这样，或者留空。", "Write it like {wanted}, or leave it empty."),
    ),
    "plan_check.unknown": (
        Text("没有「{key}」这项检查。", "There is no check {key}."),
        Text("相近的有：{nearest}。", "Close ones: {nearest}."),
    ),
}
