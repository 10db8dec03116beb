"""The words for refusals of `basket`, `next-item` and `personas`."""

from __future__ import annotations

from lianyi.core.translation import Text

BUYERS: dict[str, tuple[Text, Text]] = {
    "basket.support": (
        Text("最低支持度不能是{given}。", "The least support cannot be {given}."),
        Text("写0到1之间的数，如0.001。", "Write a number from 0 to 1, such as 0.001."),
    ),
    "basket.limit": (
        Text("不能列出{limit}行。", "{limit} rows cannot be listed."),
        Text("写0到{most}之间的整数。", "Write a whole number from 0 to {most}."),
    ),
    "next_item.counts": (
        Text(
            "{limit}位客户、每位{items}件，超出范围。",
            "{limit} customers with {items} items each are out of range.",
        ),
        Text(
            "客户写0到{most}，件数写1到{places}。",
            "Write 0 to {most} customers and 1 to {places} items.",
        ),
    ),
    "personas.too_few": (
        Text(
            "只有{people}位买家，分不出人群。",
            "There are {people} buyers only: too few for groups.",
        ),
        Text(
            "至少要{least}位；放宽人群，或者用更长的--window。",
            "At least {least} are needed; widen the segment, or look further back with --window.",
        ),
    ),
    "personas.no_groups": (
        Text("{people}位买家没有自然分成几群。", "The {people} buyers do not form groups."),
        Text(
            "重新抽人，分出来的群就变了（最稳的一种{best}，要到{least}），或者和一团连续的人没有区别。按金额和频次分层用rfm，按条件分用segments.yaml。",
            "Other samples give other groups (stability {best} at best, {least} is needed), or they look like one cloud. For tiers by value and frequency use rfm, for conditions segments.yaml.",
        ),
    ),
    "personas.groups": (
        Text("不能分成{groups}群。", "{groups} groups cannot be made."),
        Text("写2到{most}之间的整数。", "Write a whole number from 2 to {most}."),
    ),
    "personas.before": (
        Text("不能拿{before}和{as_of}比。", "{before} cannot be compared with {as_of}."),
        Text(
            "写一个更早的、有数据的日期；数据从{first}开始。",
            "Write an earlier day that has data; the data begins on {first}.",
        ),
    ),
}
