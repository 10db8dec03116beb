"""What `content` says: names, cautions, sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from lianyi.analyses.result import Warning as Caution
from lianyi.core import numbers
from lianyi.core.translation import Text

if TYPE_CHECKING:
    from lianyi.analyses.result import Number

MEASURES: Mapping[str, Text] = {
    "interaction_rate": Text("互动率", "engagement rate"),
    "share_rate": Text("分享率", "share rate"),
    "save_rate": Text("收藏率", "save rate"),
    "click_rate": Text("商品点击率", "product click rate"),
    "order_rate": Text("每次观看的成交", "orders per view"),
    "cover_rate": Text("封面点击率", "cover click rate"),
    "reach": Text("篇均观看", "views per item"),
}
GROUPS: Mapping[str, Text] = {
    "theme": Text("主题", "Theme"),
    "form": Text("体裁", "Form"),
    "origin": Text("来源", "Origin"),
    "creator": Text("作者", "Creator"),
    "platform": Text("平台", "Platform"),
}
NUMBERS: Mapping[str, Text] = {
    "content_spread": Text("传播度（每次观看带来的分享）", "Spread, shares per view"),
    "half_life_hours": Text("内容半衰期（小时）", "Half-life of content, hours"),
    "items": Text("内容数", "Items"),
}
NO_SHARES = Text("没有同时有分享和观看的内容", "No item has both shares and views")
NO_DAYS = Text("没有内容的每日数据或者带时间的事件，看不出半衰期", "There are no daily counts of content and no timed events")  # fmt: skip
NO_FALL = Text("看到的时间里没有下降", "Nothing falls within what was seen")
COUNTED: Mapping[str, Text] = {
    "views": Text("观看量", "views"),
    "interactions": Text("互动量", "engagements"),
    "events": Text("事件", "events"),
}


def rate(value: float | None, measure: str) -> str:
    """Return a rate as it is shown."""
    return numbers.number(value, decimals=0) if measure == "reach" else numbers.ratio(value)


def finding(
    measure: str, best: tuple[str, float, float, float] | None, *, clear: bool, count: int
) -> Text:
    """Return the sentence on groups; `best` is name, value, low, high; `clear` whether it beats the mean beyond luck."""
    if best is None:
        return Text("没有可以比较的分组。", "There are no groups to compare.")
    name, value, low, high = best
    said = {"m": MEASURES[measure], "name": f"「{name}」", "v": rate(value, measure), "low": rate(low, measure), "high": rate(high, measure)}  # fmt: skip
    if clear:
        return Text("{m}最高的是{name}：{v}（95%区间{low}~{high}，已收缩），高过整体不是运气。", "{name} has the highest {m}: {v} (95% interval {low} to {high}, shrunk), above all others together beyond luck.").format(**said)  # fmt: skip
    if count < 3:
        return Text("{m}较高的是{name}：{v}（95%区间{low}~{high}），分组太少，数据分不清高低。", "{name} has the higher {m}: {v} (95% interval {low} to {high}); with so few groups the data cannot tell them apart.").format(**said)  # fmt: skip
    return Text("{m}排第一的是{name}：{v}（95%区间{low}~{high}，已收缩），但数据分不清它是不是高过整体。", "{name} comes first in {m}: {v} (95% interval {low} to {high}, shrunk), but the data cannot tell whether it is above all others together.").format(**said)  # fmt: skip


def life(found: Number) -> tuple[Text, ...]:
    """Return the sentence on the half-life."""
    if found.value is None or found.interval is None:
        return ()
    if found.interval.high == float("inf"):
        return (Text("一条内容的热度过{h}小时减半，上限数据分不清。", "Interest in an item halves in {h} hours; the upper end cannot be told.").format(h=hours(found.value)),)  # fmt: skip
    return (
        Text("一条内容的热度过{h}小时减半（95%区间{low}~{high}）。", "Interest in an item halves in {h} hours (95% interval {low} to {high}).")
        .format(h=hours(found.value), low=hours(found.interval.low), high=hours(found.interval.high)),
    )  # fmt: skip


def hours(value: float) -> str:
    """Return hours with one decimal."""
    return numbers.number(value, decimals=1)


def shrunk(measure: str) -> Caution:
    """Say that rates are shrunk."""
    return Caution("shrunk", Text(
        "样本少的组往整体收缩：原始的{m}也列在旁边。", "Groups of few items are drawn towards the whole; their raw {m} stands beside."
    ).format(m=MEASURES[measure]))  # fmt: skip


def unknown_group(by: str, items: int) -> Caution:
    """Say how many items have no group."""
    return Caution("group_unknown", Text("{n}条内容没有写{g}，不参加比较。", "{n} items do not say their {g} and are not compared.").format(n=f"{items:,}", g=GROUPS[by]))  # fmt: skip


def not_measured(items: int) -> Caution:
    """Say how many items lack the counts."""
    return Caution("not_measured", Text(f"{items:,}条内容缺少要用的数，不参加比较。", f"{items:,} items lack the counts that are needed and are not compared."))  # fmt: skip


def few(names: Sequence[str]) -> Caution:
    """Say which groups have few items."""
    zh, en = "、".join(f"「{n}」" for n in names[:8]), ", ".join(f"「{n}」" for n in names[:8])
    return Caution("few_items", Text(f"{zh}不到3条，只能当方向看。", f"{en}: fewer than 3 items, no more than a direction."))  # fmt: skip


def half_life_rests_on(items: int, counted: str, step_hours: int) -> Caution:
    """Say what the half-life was read from."""
    by = Text("按天的", "daily ") if step_hours > 1 else Text("按小时的", "hourly ")
    return Caution("half_life_from", Text(
        "半衰期来自{n}条内容{by}{c}；按天的从发布后第二天算起，还没看完的按看到的部分算。",
        "The half-life rests on {by}{c} of {n} items; days count from the one after publication, and items still young count for what was seen of them.",
    ).format(n=f"{items:,}", by=by, c=COUNTED[counted]))  # fmt: skip
