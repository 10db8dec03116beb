"""What `cascades` says: names of its numbers, cautions, sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from lianyi.analyses.result import Warning as Caution
from lianyi.core import numbers
from lianyi.core.translation import Text

if TYPE_CHECKING:
    from lianyi.analyses.cascades.read import Quality
    from lianyi.analyses.result import Number

NUMBERS: Mapping[str, Text] = {
    "items": Text("内容数", "Items"),
    "reposts": Text("转发数", "Reposts"),
    "content_spread": Text("一次转发再带来的转发", "Further reposts per repost"),
    "size_mean": Text("平均规模", "Mean size"),
    "size_max": Text("最大规模", "Largest size"),
    "depth": Text("最深的一代", "Deepest generation"),
    "depth_mean": Text("平均深度", "Mean depth"),
    "breadth": Text("最宽的一代（转发数）", "Widest generation (reposts)"),
    "root_share": Text("直接转发原帖的占比", "Share reposted from the post itself"),
    "structural_virality": Text("结构病毒性（平均）", "Structural virality, mean"),
    "half_life_minutes": Text("转发半衰期（中位分钟）", "Half-life of reposts, median minutes"),
    "repeats": Text("重复的转发", "Repeated reposts"),
    "missing_parents": Text("上级不在文件里的转发", "Reposts whose parent is not there"),
    "cycles": Text("首尾相接的转发", "Reposts in circles"),
}
NO_PARENTS = Text("数据里没有谁转自谁", "The data does not say who reposted whom")
NO_TIMES = Text("没有能用的时间", "There are no usable times")
NO_REPOSTS = Text("没有转发", "There are no reposts")


def sentences(found: Mapping[str, Number]) -> tuple[Text, ...]:
    """Return the finding: how many, whether reposts bring reposts, how deep and how fast."""
    items, reposts = (found[k].value or 0 for k in ("items", "reposts"))
    first = Text(
        f"{items:,.0f}条内容，共{reposts:,.0f}次转发",
        f"{items:,.0f} items with {reposts:,.0f} reposts",
    )
    spread = found["content_spread"]
    if spread.value is None or spread.interval is None:
        return (Text(f"{first.zh}。", f"{first.en}."), *_speed(found))
    low, high = (numbers.number(v) for v in (spread.interval.low, spread.interval.high))
    value, share = numbers.number(spread.value), numbers.ratio(found["root_share"].value)
    deep = found["depth"].value
    return (
        Text(
            f"{first.zh}；一次转发平均再带来{value}次（95%区间{low}~{high}），{share}是直接转发原帖，最深到第{deep:.0f}代。",
            f"{first.en}; a repost brings {value} more on average (95% interval {low} to {high}), {share} repost the post itself, the deepest generation is {deep:.0f}.",
        ),
        *_speed(found),
    )  # fmt: skip


def _speed(found: Mapping[str, Number]) -> tuple[Text, ...]:
    minutes = found["half_life_minutes"].value
    if minutes is None:
        return ()
    said = _length(minutes)
    return (Text("半数内容的一半转发在{said}内完成。", "For half of the items, half of the reposts come within {said}.").format(said=said),)  # fmt: skip


def _length(minutes: float) -> Text:
    if minutes < 120:
        return Text(f"{minutes:.0f}分钟", f"{minutes:.0f} minutes")
    if minutes < 48 * 60:
        return Text(f"{minutes / 60:.1f}小时", f"{minutes / 60:.1f} hours")
    return Text(f"{minutes / 1440:.1f}天", f"{minutes / 1440:.1f} days")


def cautions(quality: Quality, cycles: int, *, has_post: bool, has_parents: bool) -> list[Caution]:
    """Return what was found wrong, and how it was taken."""
    found = [_post(has_post=has_post)] if has_parents else [_no_parents()]
    listed = (
        ("repeats", quality.repeats, "{n}行重复（同一内容、同一编号），只算最早的一行。", "{n} rows repeat the same item and id; the earliest of each counts."),
        ("blank_ids", quality.blank_ids, "{n}处没有编号，不算。", "{n} places without an id do not count."),
        ("missing_parents", quality.missing_parents, "{n}条转发的上级不在文件里，当作直接转发原帖。", "{n} reposts name a parent that is not there; they count as reposts of the post itself."),
        ("self_parents", quality.self_parents, "{n}条转发的上级是自己，当作直接转发原帖。", "{n} reposts name themselves as parent; they count as reposts of the post itself."),
        ("cycles", cycles, "{n}处转发首尾相接，每处最后一条当作直接转发原帖，不会沿着它数下去。", "{n} circles of reposts; the last of each counts as a repost of the post itself and is not followed."),
        ("years_inferred", quality.years_inferred, "{n}个日期没写年份，前后的行只容得下一个年份，已经补上。", "{n} dates have no year; only one fits between the rows around, and it is taken."),
        ("years_unknown", quality.years_unknown, "{n}个日期没写年份，补不出来：算进规模和深度，不算进快慢；知道是哪一年可以写--year。", "{n} dates have no year and none follows: they count in size and depth, not in speed; name the year with --year if it is known."),
        ("times_unreadable", quality.times_unreadable, "{n}个时间看不懂，不算进快慢。", "{n} times cannot be read and do not count in speed."),
        ("before_parent", quality.before_parent, "{n}条转发的时间早于它的上级，时间可能有误。", "{n} reposts are earlier than their parent; their times may be wrong."),
    )  # fmt: skip
    return [
        *found,
        *(
            Caution(code, Text(zh, en).format(n=f"{count:,}"))
            for code, count, zh, en in listed
            if count
        ),
    ]


def _post(*, has_post: bool) -> Caution:
    if has_post:
        return Caution("post_is_a_row", Text("每条内容的原帖就是其中没有上级的那一行，算第0代。", "The post of each item is its row without a parent: generation 0."))  # fmt: skip
    return Caution("post_is_above", Text("原帖不在文件里：没有上级的行直接转发原帖，算第1代。", "The posts are not in the file: rows without a parent repost the post itself and are generation 1."))  # fmt: skip


def _no_parents() -> Caution:
    return Caution("no_parents", Text("数据里没有谁转自谁，深度、宽度和代看不出来。", "The data does not say who reposted whom, so depth, breadth and generations cannot be told."))  # fmt: skip


def cut(items: int, shown: int) -> Caution:
    """Say that the table has the largest items only."""
    return Caution("items_cut", Text(f"共{items:,}条内容，表里列出规模最大的{shown:,}条；用--top多列一些。", f"Of {items:,} items the table lists the {shown:,} largest; --top lists more."))  # fmt: skip
