"""What `rfm` says: the names of the groups, its finding, its cautions."""

from __future__ import annotations

from collections.abc import Mapping

from lianyi.analyses.result import Number
from lianyi.analyses.result import Warning as Caution
from lianyi.core import numbers
from lianyi.core.translation import Text

# Code (R, F, M above what they are measured against) to name, in the order in which they are shown.
GROUPS: Mapping[str, Text] = {
    "111": Text("重要价值", "Important, valuable"),
    "101": Text("重要发展", "Important, to develop"),
    "011": Text("重要保持", "Important, to keep"),
    "001": Text("重要挽留", "Important, to win back"),
    "110": Text("一般价值", "Ordinary, valuable"),
    "100": Text("一般发展", "Ordinary, to develop"),
    "010": Text("一般保持", "Ordinary, to keep"),
    "000": Text("一般挽留", "Ordinary, to win back"),
    "single": Text("仅1单", "One order only"),
    "outside": Text("期外", "Outside the window"),
    "new": Text("新客", "New"),
}
TITLES = {
    "groups": Text("客户分层（{split}）", "Groups ({split})"),
    "tiles": Text("R×F的25格", "R × F, 25 tiles"),
    "cells": Text("R×F×M的125格", "R × F × M, 125 cells"),
    "cutoffs": Text("分值的界线", "Where the scores begin"),
    "flow": Text(
        "从{before}到{after}的去向（行：之前，列：之后）",
        "Moves from {before} to {after} (rows: before, columns: after)",
    ),
}
SPLITS = {
    ("mean", "value"): Text("高于均值为高", "high = above the mean"),
    ("median", "value"): Text("高于中位数为高", "high = above the median"),
    ("mean", "score"): Text("分值高于平均分为高", "high = score above the mean score"),
    ("median", "score"): Text("分值高于中位分为高", "high = score above the median score"),
}
TIES = Text(
    "按五分位打分：数值相同的人分值相同，所以各分值的人数不一定相等。",
    "Scores are quintiles: equal values have equal scores, so the scores need not hold equally many people.",
)
OTHER_CURRENCY = Text(
    "公开的分值表是按人民币元写的，店铺的币种是{currency}，M的界线未必合适。",
    "The published table was written for yuan; this shop counts in {currency}, so its M cut-offs may not fit.",
)
NOW_REFUNDED = Text(
    "两个日期的金额都减去了目前已知的退款。", "Amounts of both days are less the refunds known now."
)
MOVING = Text(
    "两个日期各用自己的界线，所以不买也可能换组。",
    "Each of the two days has its own thresholds, so somebody may change groups without an order.",
)
BEYOND = Text("数据只到{seen}，之后的天数按没有下单算。", "The data ends on {seen}; days after that count as without orders.")  # fmt: skip
NUMBERS = {
    "buyers": Text("买家数", "Buyers"),
    "single_share": Text("仅1单的占比", "Share with one order only"),
    "top_share": Text("重要价值客户占比", "Share of important, valuable customers"),
    "top_money_share": Text("重要价值客户的净成交占比", "Their share of net sales"),
    "kept_top_share": Text(
        "重要价值客户留在本组的占比", "Important, valuable customers who stayed"
    ),
    "new_buyers": Text("这段时间的新买家", "New buyers in between"),
    "left_window": Text("这段时间掉出窗口的买家", "Buyers who left the window in between"),
}
NO_MONEY = Text("净成交不大于0", "Net sales are not above 0")
NONE_BEFORE = Text("之前没有重要价值客户", "There were no important, valuable customers before")
_FINDING = Text(
    "截至{as_of}，近{days}天有{buyers}位买家，仅1单的占{single}；重要价值客户占{top}，带来净成交的{money}。",
    "As of {as_of}, {buyers} people bought within {days} days; {single} of them ordered once. Important, valuable customers are {top} of buyers and bring {money} of net sales.",
)
_MOVED = Text(
    "和{before}相比：新买家{new}位，掉出窗口{left}位",
    "Since {before}: {new} new buyers, {left} left the window",
)
_KEPT = Text(
    "；当时的重要价值客户有{kept}还在这一组",
    "; {kept} of the important, valuable customers stayed",
)


def sentences(
    shown: Mapping[str, Number], as_of: str, days: int, before: str | None
) -> tuple[Text, ...]:
    """Return the finding, and who moved since `before`."""
    said = {k: numbers.ratio(n.value) for k, n in shown.items()}
    buyers = int(shown["buyers"].value or 0)
    first = _FINDING.format(
        as_of=as_of, days=days, buyers=f"{buyers:,}", single=said["single_share"], top=said["top_share"],
        money=said["top_money_share"],
    )  # fmt: skip
    if before is None:
        return (first,)
    new, left = (f"{int(shown[k].value or 0):,}" for k in ("new_buyers", "left_window"))
    moved = _MOVED.format(before=before, new=new, left=left)
    if shown["kept_top_share"].value is not None:
        kept = _KEPT.format(kept=said["kept_top_share"])
        moved = Text(moved.zh + kept.zh, moved.en + kept.en)
    return first, Text(f"{moved.zh}。", f"{moved.en}.")


def cautions(
    *, quantile: bool, published: bool, currency: str, moved: bool, beyond: str | None
) -> list[Caution]:
    """Return what holds for these scores and groups."""
    found = [Caution("ties", TIES)] if quantile else []
    if published and currency != "CNY":
        found.append(Caution("table_currency", OTHER_CURRENCY.format(currency=currency)))
    if moved:
        found += [Caution("refunds_known_now", NOW_REFUNDED), Caution("thresholds_move", MOVING)]
    if beyond:
        found.append(Caution("beyond_data", BEYOND.format(seen=beyond)))
    return found
