"""Why there is no number: the kinds of nothing, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lianyi.core.translation import Lang, Text

Why = Literal["missing_source", "not_yet", "undefined", "hidden", "too_few"]
WORDS: dict[str, tuple[Why, Text]] = {
    "missing_source": (
        "missing_source",
        Text("缺少来源：{missing}", "Missing source: {missing}"),
    ),
    "missing_column": (
        "missing_source",
        Text("来源没有导出这一项：{missing}", "The source does not export it: {missing}"),
    ),
    "refunds_unknown": (
        "missing_source",
        Text(
            "{source}的售后数据只有{days}的，这几天付款的订单退了多少还不知道",
            "Refund data of {source} covers {days} only; what was refunded on orders paid in these days is unknown",
        ),
    ),
    "outside_days": (
        "missing_source",
        Text(
            "「{missing}」的数据只有{first}到{last}的",
            "Data on {missing} runs from {first} to {last}",
        ),
    ),
    "missing_view": (
        "missing_source",
        Text("还没有「{missing}」的数据", "There is no data on {missing} yet"),
    ),
    "part_covered": (
        "missing_source",
        Text("{source}只有{covered}/{days}天的数据", "{source}: data for {covered} of {days} days"),
    ),
    "partial_day": (
        "not_yet",
        Text("{source}的最后一天{day}不完整", "The last day of {source}, {day}, is incomplete"),
    ),
    "compared_part": (
        "not_yet",
        Text("对比只用完整的{days}天，到{day}为止", "Compared over {days} complete days, to {day}"),
    ),
    "base_part_covered": (
        "missing_source",
        Text(
            "对比期里，{source}只有{covered}/{days}天的数据",
            "{source}: data for {covered} of the {days} days compared with",
        ),
    ),
    "aligned": ("undefined", Text("{how}", "{how}")),
    "person_coverage": (
        "missing_source",
        Text(
            "只有{share}的支付订单认得出买家，低于30%，不显示",
            "Only {share} of paid orders have a known buyer; under 30% nothing is shown",
        ),
    ),
    "history": (
        "not_yet",
        Text(
            "第一份订单之后满{days}天才分得清新客，从{day}起可以看",
            "A new customer can be told after {days} days of orders: observable from {day}",
        ),
    ),
    "no_time": (
        "undefined",
        Text("「{name}」没有时间，不能按天看", "{name} has no time and cannot be split by day"),
    ),
    "where_column": (
        "undefined",
        Text(
            "筛选条件用到「{name}」没有的列：{missing}",
            "The condition uses columns that {name} does not have: {missing}",
        ),
    ),
    "campaign_by": (
        "undefined",
        Text("按活动的{by}限定", "limited by the campaign's {by}"),
    ),
    "campaign_days": (
        "undefined",
        Text("只按活动的日期限定", "limited by the campaign's days only"),
    ),
    "campaign_untold": (
        "undefined",
        Text(
            "「{view}」的数据里分不出活动的{untold}",
            "data on {view} cannot tell the campaign's {untold}",
        ),
    ),
    "campaign_unseen": (
        "missing_source",
        Text(
            "活动写的{what}在数据里还没有出现：{values}",
            "None of the campaign's {what} occur in the data: {values}",
        ),
    ),
    "campaign_uneven": (
        "undefined",
        Text(
            "活动只能限定「{name}」的一部分：{limited}能分出来，{rest}分不出来，两边不是同一批数据",
            "The campaign limits only a part of {name}: {limited} can be told, {rest} cannot; the two are not the same facts",
        ),
    ),
    "rate_missing": (
        "missing_source",
        Text(
            "{n}个{currency}订单（{days}）没有汇率，金额没有计入",
            "Orders in {currency} ({days}) without an exchange rate: {n}; their amounts are not counted",
        ),
    ),
    "not_yet": ("not_yet", Text("还没到{day}", "Observable from {day}")),
    "estimate": ("undefined", Text("{why}", "{why}")),
    "undefined": ("undefined", Text("分母为0", "Denominator is 0")),
}


@dataclass(frozen=True)
class Reason:
    """Why a number is null, or what it leaves out: a code of `WORDS` and its text."""

    code: str
    text: Text

    @property
    def why(self) -> Why:
        """Which of the kinds of nothing it is, for a `{key}__why` column."""
        return WORDS[self.code][0]

    def say(self, lang: Lang) -> str:
        """Return the reason in words."""
        return self.text.say(lang)


def together(reasons: list[Reason]) -> Reason:
    """Return several reasons as one: each text once, the kind of the first."""
    texts = list(dict.fromkeys(reason.text for reason in reasons))
    joined = Text("；".join(t.zh for t in texts), "; ".join(t.en for t in texts))
    return Reason(reasons[0].code, joined)


def because(code: str, **facts: object) -> Reason:
    """Return the reason `code` with its facts filled in."""
    return Reason(code, WORDS[code][1].format(**facts))
