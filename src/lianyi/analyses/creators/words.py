"""What `creators` says: names, suggestions, cautions, sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from lianyi.analyses.result import Warning as Caution
from lianyi.core import numbers
from lianyi.core.translation import Text

if TYPE_CHECKING:
    from lianyi.analyses.creators.signals import Sign

NUMBERS: Mapping[str, Text] = {
    "creator_roi": Text("达人ROI（成交÷费用和佣金）", "Return on creators, value over fee and commission"),
    "delivered_share": Text("曝光兑现（实际÷承诺）", "Impressions delivered over promised"),
    "on_time_share": Text("按时发布", "Published on time"),
    "creators": Text("达人数", "Creators"),
    "placements": Text("合作数", "Placements"),
    "suspected": Text("疑似互动异常的达人", "Creators with signs of unusual engagement"),
}  # fmt: skip
TIERS: Mapping[str, Text] = {
    "head": Text("头部（100万粉以上）", "Head, 1M fans and more"),
    "middle": Text("腰部（10万~100万）", "Middle, 100k to 1M"),
    "tail": Text("尾部（1万~10万）", "Tail, 10k to 100k"),
    "koc": Text("KOC（1万以下）", "KOC, under 10k"),
    "unknown": Text("粉丝数未知", "Fans unknown"),
}
SUGGESTIONS: Mapping[str, Text] = {
    "renew": Text("续约", "Renew"),
    "renegotiate": Text("重新谈", "Renegotiate"),
    "stop": Text("停", "Stop"),
    "again": Text("再试一次", "Try again"),
    "": Text("", ""),
}
NO_COST = Text("没有同时有费用和成交的合作", "No placement has both a cost and a value")
NO_PROMISE = Text(
    "没有同时有承诺和实际曝光的合作", "No placement has both promised and delivered impressions"
)
NO_DUE = Text("没有写约定发布日", "No agreed day is given")


def two(value: float) -> str:
    """Return a number with two decimals."""
    return numbers.number(value, decimals=2)


def finding(best: tuple[str, float, float, float] | None, *, sure: bool, target: float) -> Text:
    """Return the sentence: `best` is name, shrunken return, low, high; `sure` whether it pays beyond luck."""
    if best is None:
        return Text("还看不出哪个达人划算：没有同时有费用和成交的合作。", "Who pays cannot be told yet: no placement has both a cost and a value.")  # fmt: skip
    name, value, low, high = best
    said = {"name": f"「{name}」", "v": two(value), "low": two(low), "high": two(high), "t": two(target)}  # fmt: skip
    if sure:
        return Text("回报最高的是{name}：收缩后ROI{v}（80%区间{low}~{high}），高过{t}不是运气。", "{name} returns most: ROI {v} after shrinking (80% interval {low} to {high}), above {t} beyond luck.").format(**said)  # fmt: skip
    return Text("回报排第一的是{name}：收缩后ROI{v}（80%区间{low}~{high}），但数据分不清它是不是高过{t}。", "{name} comes first: ROI {v} after shrinking (80% interval {low} to {high}), but the data cannot tell whether it is above {t}.").format(**said)  # fmt: skip


def promised(share: float, low: float, high: float) -> Text:
    """Return the sentence on promises."""
    return Text("承诺的曝光兑现了{s}（95%区间{low}~{high}）。", "{s} of the promised impressions were delivered (95% interval {low} to {high}).").format(s=numbers.ratio(share), low=numbers.ratio(low), high=numbers.ratio(high))  # fmt: skip


def evidence(signs: Sequence[Sign]) -> Text:
    """Return the hints on one creator as one text."""
    return Text("；".join(s.text.zh for s in signs), "; ".join(s.text.en for s in signs))


def suspected(names: Sequence[str]) -> Caution:
    """Say who has signs of two kinds."""
    zh, en = "、".join(f"「{n}」" for n in names[:8]), ", ".join(f"「{n}」" for n in names[:8])
    return Caution("suspected", Text(
        f"{zh}疑似有互动异常：两类以上互相独立的迹象，证据逐条列在表里。这是提示，不是结论，先看内容再和达人核对。",
        f"{en}: signs of unusual engagement of two or more independent kinds, listed one by one. They are hints, no verdict: look at the items and ask the creator first.",
    ), loud=True)  # fmt: skip


def not_checked(kinds: Sequence[Text]) -> Caution:
    """Say which signs the data cannot show."""
    zh, en = "、".join(k.zh for k in kinds), ", ".join(k.en for k in kinds)
    return Caution("signs_unchecked", Text(
        f"数据不够，查不了：{zh}。评论是否重复也查不了：没有导入评论正文。",
        f"Not enough data to check: {en}. Whether comments repeat each other cannot be checked either: their texts are not imported.",
    ))  # fmt: skip


def comments_not_checked() -> Caution:
    """Say that comments have no text here."""
    return Caution("comments_unchecked", Text("评论是否重复查不了：没有导入评论正文。", "Whether comments repeat each other cannot be checked: their texts are not imported."))  # fmt: skip


def few(names: int, fewest: int) -> Caution:
    """Say that many have few placements."""
    return Caution("few_placements", Text(
        f"{names}个达人不到{fewest}次合作，原始数字只是参考，看收缩后的。",
        f"{names} creators have fewer than {fewest} placements; look at what is left after shrinking, the raw figures say little.",
    ))  # fmt: skip


def shrunk_within(tiers: Sequence[Text]) -> Caution:
    """Say towards what values are shrunk."""
    zh, en = "、".join(t.zh for t in tiers), ", ".join(t.en for t in tiers)
    return Caution("shrunk", Text(
        "样本少的达人往同档达人的平均收缩" + (f"（{zh}各自一档）" if zh else "（都算一档：每档不到3人）") + "。",
        "Creators with little data are drawn towards the mean of their tier" + (f" ({en})" if en else " (all in one: tiers of fewer than 3)") + ".",
    ))  # fmt: skip


def platform_counts() -> Caution:
    """Say who counted."""
    return Caution("platform_counts", Text("曝光、互动、成交都是登记或者平台给的数，成交不一定全是达人带来的。", "Impressions, engagements and value are as registered or as the platform counts; not all of the value need be due to the creator."))  # fmt: skip
