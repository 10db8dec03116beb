"""The words for refusals of experiments."""

from __future__ import annotations

from lianyi.core.translation import Text

EXPERIMENT: dict[str, tuple[Text, Text]] = {
    "experiment.no_metric": (
        Text("没有说看哪个指标。", "No metric was named."),
        Text(
            "用--metric写列名；店铺里的实验可以写paid、paid_fen等。",
            "Name a column with --metric; an experiment of a shop knows paid, paid_fen and others.",
        ),
    ),
    "experiment.out_of_range": (
        Text(
            "参数「{option}」写了{value}，超出范围。", "{option} is {value}, which is out of range."
        ),
        Text("写在{low}和{high}之间的数。", "Write a number between {low} and {high}."),
    ),
    "experiment.one_arm": (
        Text("能比较的分组不到两个：{arms}。", "There are not two arms to compare: {arms}."),
        Text(
            "核对分组那一列（--arm），以及没走完窗口的人。",
            "Check the column of the arm (--arm), and people whose window is not over.",
        ),
    ),
    "experiment.too_many_arms": (
        Text(
            "「{column}」有{arms}个不同的值，不像分组。",
            "{column} has {arms} different values: not arms.",
        ),
        Text(
            "最多{most}组；用--arm指定分组那一列。",
            "At most {most} arms; name their column with --arm.",
        ),
    ),
    "experiment.control_unknown": (
        Text("没有「{control}」这一组。", "There is no arm {control}."),
        Text("有这些组：{known}。", "The arms are: {known}."),
    ),
    "experiment.expected_unreadable": (
        Text(
            "计划的分流「{value}」对不上分组。", "The planned split {value} does not fit the arms."
        ),
        Text(
            "每组一个大于0的数，按{arms}的顺序，或者写成`A=90`这样。",
            "Give one number above 0 an arm in the order {arms}, or write arm=number.",
        ),
    ),
    "experiment.guardrail_unreadable": (
        Text("护栏「{value}」读不懂。", "The guardrail {value} cannot be read."),
        Text(
            "写成`spend:2%`这样，冒号后面是允许变差多少，越低越好的再加`:down`，如`refund_rate:0.01:down`。",
            "Write column:margin, with :down where less is good, such as refund_rate:0.01:down.",
        ),
    ),
    "experiment.not_numbers": (
        Text(
            "「{column}」大多不是数字，如「{example}」。",
            "{column} is mostly no numbers, such as {example}.",
        ),
        Text("换一列，或者把它改成0和1。", "Choose another column, or turn it into 0 and 1."),
    ),
    "experiment.not_a_share": (
        Text(
            "「{column}」里有{example}，不是0或1。",
            "{column} holds {example}, which is neither 0 nor 1.",
        ),
        Text(
            "比例只看0和1；数值用--metric-kind mean。",
            "A proportion is of 0 and 1; for numbers use --metric-kind mean.",
        ),
    ),
    "experiment.no_denominator": (
        Text("比率指标「{column}」没有分母。", "The ratio {column} has nothing below it."),
        Text("用--denominator写分母那一列。", "Name the column below with --denominator."),
    ),
    "experiment.no_days": (
        Text("「{column}」没有能用的进入时间。", "{column} has no usable time of assignment."),
        Text("日期写成2026-11-01这样。", "Write days like 2026-11-01."),
    ),
    "experiment.plan_incomplete": (
        Text("还差一个数：{missing}。", "One number is missing: {missing}."),
        Text(
            "写上--base和--lift；想知道能看出多大的变化，写--n，或者--daily和--days。",
            "Give --base and --lift; for the smallest change that shows give --n, or --daily and --days.",
        ),
    ),
    "experiment.plan_flat": (
        Text(
            "「{column}」在每个人身上都一样，算不出人数。",
            "{column} is the same for everybody: no size follows.",
        ),
        Text(
            "换一列，或者换一个有变化的文件。",
            "Choose another column, or a file in which it varies.",
        ),
    ),
    "experiment.plan_impossible": (
        Text(
            "从{base}变{effect}不可能：转化率要在0和1之间。",
            "{base} cannot change by {effect}: a rate lies between 0 and 1.",
        ),
        Text(
            "把--lift或--effect改小；不能是0。", "Make --lift or --effect smaller; it cannot be 0."
        ),
    ),
    "experiment.weights_unreadable": (
        Text("分组权重「{value}」读不懂。", "The weights {value} cannot be read."),
        Text(
            "写成`old=50,new=50`这样，用整数。",
            "Write arm=whole number, split by commas, such as old=50,new=50.",
        ),
    ),
    "experiment.nobody": (
        Text("「{file}」里没有人。", "{file} names nobody."),
        Text("每行写一个用户编号。", "Put one person id in each row."),
    ),
    "experiment.undeclared": (
        Text("店铺里没有「{name}」这个实验。", "The shop has no experiment {name}."),
        Text(
            "已有：{known}。导入客户属性，属性写`experiment:NAME`，值写分组，并带上时间。",
            "There are: {known}. Import person attributes named experiment:NAME with the arm as value, and their time.",
        ),
    ),
    "experiment.unnamed": (
        Text("店铺里不止一个实验。", "The shop has more than one experiment."),
        Text("用--name选一个：{known}。", "Choose one with --name: {known}."),
    ),
    "experiment.outcome_unknown": (
        Text("店铺里的实验不认识「{metric}」。", "An experiment of a shop does not know {metric}."),
        Text("可以写：{known}。", "Use one of: {known}."),
    ),
    "experiment.covariate_unknown": (
        Text("「{column}」不能用来降方差。", "{column} cannot reduce variance."),
        Text("店铺里的实验写{known}。", "In a shop write {known}."),
    ),
    "experiment.attribute_unknown": (
        Text("没有「{attribute}」这个客户属性。", "There is no person attribute {attribute}."),
        Text("可以写：{known}。", "Use one of: {known}."),
    ),
}
