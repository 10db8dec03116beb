"""小红书 notes, 抖音 short videos, 蒲公英 creators and the agreements with them."""

from __future__ import annotations

import numpy as np

from lianyi.simulation.arrays import (
    Ints,
    count_texts,
    draws,
    money_texts,
    percent_texts,
    picked,
    time_texts,
)
from lianyi.simulation.contents import THEMES, Contents, published
from lianyi.simulation.creators import CREATOR_NAMES
from lianyi.simulation.exports import Export
from lianyi.simulation.files.headers_more import NOTES
from lianyi.simulation.files.shop_days import day_texts
from lianyi.simulation.files.table import Column, Dialect, Sheet
from lianyi.simulation.log import Log
from lianyi.simulation.numbers import creator_ids
from lianyi.simulation.placements import placements
from lianyi.simulation.settings import DOUYIN, PLATFORM_NAMES, XIAOHONGSHU
from lianyi.simulation.tally import Tally

DIALECT = Dialect("utf-8-sig")
NOTES_PER_WEEK, VIDEOS_PER_WEEK = 4, 6
VIDEOS = [
    "作品名称",
    "发布时间",
    "视频时长",
    "播放",
    "点赞",
    "评论",
    "分享",
    "收藏",
    "完播率",
    "平均观看时长",
    "5秒完播率",
    "2秒跳出率",
    "封面点击率",
    "新增粉丝",
]
CREATORS = [
    "达人昵称",
    "蒲公英链接",
    "小红书号",
    "粉丝数",
    "图文报价",
    "视频报价",
    "最低报价",
    "获赞与收藏",
    "活跃粉丝占比",
    "互动粉丝占比",
    "阅读粉丝占比",
    "下单粉丝占比",
    "粉丝量变化幅度",
    "曝光中位数(日常)",
    "阅读中位数(日常)",
    "互动中位数(日常)",
    "外溢进店中位数",
    "外溢进店单价",
    "近7天活跃天数",
    "邀约48h回复率",
    "签约机构",
    "内容标签",
]
PLACEMENTS = [
    "平台",
    "合作编号",
    "达人ID",
    "达人",
    "签约时间",
    "发布时间",
    "约定发布日",
    "费用(元)",
    "承诺曝光",
    "实际曝光",
    "阅读",
    "互动",
    "进店",
    "订单",
    "成交金额(元)",
]


def _titles(found: Contents) -> list[str]:
    return [f"{THEMES[t]}｜第{n}期" for n, t in enumerate(found.theme.tolist(), 1)]


def notes(log: Log, export: Export) -> Sheet:
    """Return the note report; its times read `2026年01月05日12时30分10秒`."""
    found = published(log, export, "notes", NOTES_PER_WEEK)
    moments = [f"{t:%Y年%m月%d日%H时%M分%S秒}" for t in found.published_at.tolist()]
    columns: dict[str, Column] = {
        "笔记标题": _titles(found),
        "首次发布时间": moments,
        "体裁": picked(("图文", "视频"), found.is_video),
        "封面点击率": percent_texts(found.views, found.impressions),
        "人均观看时长": count_texts(found.watch_seconds),
        "曝光": count_texts(found.impressions),
        "观看量": count_texts(found.views),
        "点赞": count_texts(found.likes),
        "评论": count_texts(found.comments),
        "收藏": count_texts(found.saves),
        "涨粉": count_texts(found.fans),
        "分享": count_texts(found.shares),
    }
    return Sheet(NOTES, columns, len(moments), "笔记数据")


def videos(log: Log, export: Export) -> Sheet:
    """Return the short videos."""
    found = published(log, export, "videos", VIDEOS_PER_WEEK)
    size = len(found.views)
    whole = np.full(size, 10_000)
    columns: dict[str, Column] = {
        "作品名称": _titles(found),
        "发布时间": time_texts(found.published_at),
        "视频时长": count_texts(found.length_seconds),
        "播放": count_texts(found.views),
        "点赞": count_texts(found.likes),
        "评论": count_texts(found.comments),
        "分享": count_texts(found.shares),
        "收藏": count_texts(found.saves),
        "完播率": percent_texts(found.finished_bp, whole),
        "平均观看时长": count_texts(found.watch_seconds),
        "5秒完播率": percent_texts(found.finished_bp + 1_900, whole),
        "2秒跳出率": percent_texts(5_200 - found.finished_bp, whole),
        "封面点击率": percent_texts(found.views, found.impressions),
        "新增粉丝": count_texts(found.fans),
    }
    return Sheet(VIDEOS, columns, size)


def creators(log: Log, _export: Export) -> Sheet:
    """Return the creators of 蒲公英 as they stood at the export."""
    rng = draws(log.settings.seed, "creators")
    size = len(CREATOR_NAMES)
    fans = rng.integers(8_000, 320_000, size)
    fee = fans // 100 * rng.integers(3, 8, size) * 10
    parts = {h: rng.integers(low, high, size) for h, low, high in (
        ("活跃粉丝占比", 3_000, 7_500),
        ("互动粉丝占比", 300, 1_500),
        ("阅读粉丝占比", 900, 3_500),
        ("下单粉丝占比", 50, 400),
        ("粉丝量变化幅度", 10, 900),
        ("邀约48h回复率", 4_000, 9_900),
    )}  # fmt: skip
    reads = fans * rng.integers(5, 14, size) // 100
    counts: dict[str, Ints] = {
        "粉丝数": fans,
        "获赞与收藏": fans * 7,
        "曝光中位数(日常)": reads * 9,
        "阅读中位数(日常)": reads,
        "互动中位数(日常)": reads // 25,
        "外溢进店中位数": reads // 40,
        "近7天活跃天数": rng.integers(2, 8, size),
    }
    money = {
        "图文报价": fee,
        "视频报价": fee * 13 // 10,
        "最低报价": fee * 9 // 10,
        "外溢进店单价": fee // 300,
    }
    columns: dict[str, Column] = {
        "达人昵称": list(CREATOR_NAMES),
        "蒲公英链接": [f"https://example.invalid/creator/{c}" for c in creator_ids()[:size]],
        "小红书号": creator_ids()[:size],
        "签约机构": ["" if n % 3 else "样品文化" for n in range(size)],
        "内容标签": [("母婴", "母婴、辅食", "育儿、绘本")[n % 3] for n in range(size)],
        **{h: percent_texts(v, np.full(size, 10_000)) for h, v in parts.items()},
        **{h: count_texts(v) for h, v in counts.items()},
        **{h: money_texts(v) for h, v in money.items()},
    }
    return Sheet(CREATORS, columns, size)


def deals(log: Log, export: Export) -> Sheet:
    """Return the agreements signed on the export's days; what lies after `as_of` has not happened."""
    found = placements(log)
    size = len(found.creator)
    is_out = found.published_at <= np.datetime64(export.as_of, "s")
    counts = {
        "实际曝光": found.impressions,
        "阅读": found.reads,
        "互动": found.interactions,
        "进店": found.visitors,
        "订单": found.orders,
    }
    columns: dict[str, Column] = {
        "平台": PLATFORM_NAMES[XIAOHONGSHU],
        "合作编号": [f"HZ{n:04d}" for n in range(size)],
        "达人ID": picked(creator_ids(), found.creator),
        "达人": picked(CREATOR_NAMES, found.creator),
        "签约时间": time_texts(found.signed_at),
        "发布时间": time_texts(np.where(is_out, found.published_at, np.datetime64("NaT"))),
        "约定发布日": day_texts(found.due_day),
        "费用(元)": money_texts(found.fee_fen),
        "承诺曝光": count_texts(found.promised),
        "成交金额(元)": _where(is_out, money_texts(found.paid_fen)),
        **{h: _where(is_out, count_texts(v)) for h, v in counts.items()},
    }
    return Sheet(PLACEMENTS, columns, size)


def _where(flags: np.typing.NDArray[np.bool_], texts: list[str]) -> list[str]:
    return [t if f else "" for f, t in zip(flags.tolist(), texts, strict=True)]


def _add_contents(tally: Tally, source: int, found: Contents) -> None:
    sums: dict[str, Ints | int] = {
        "contents_published": 1,
        "content_views": found.views,
        "content_likes": found.likes,
        "content_comments": found.comments,
        "content_saves": found.saves,
        "content_shares": found.shares,
        "content_new_fans": found.fans,
    }
    touched = found.likes + found.comments + found.shares
    if source == XIAOHONGSHU:
        sums |= {"content_impressions": found.impressions}
        touched = touched + found.saves
    for key, values in {**sums, "interactions": touched}.items():
        tally.add(key, source, found.published_at, values)


def add_notes(tally: Tally, log: Log, export: Export) -> None:
    """Add the notes on the day of publication; a note's interactions include saves."""
    _add_contents(tally, XIAOHONGSHU, published(log, export, "notes", NOTES_PER_WEEK))


def add_videos(tally: Tally, log: Log, export: Export) -> None:
    """Add the videos on the day of publication; a video's interactions leave saves out."""
    _add_contents(tally, DOUYIN, published(log, export, "videos", VIDEOS_PER_WEEK))


def add_deals(tally: Tally, log: Log, export: Export) -> None:
    """Add the agreements that were published by `as_of`, on the day of publication."""
    found = placements(log)
    is_out = found.published_at <= np.datetime64(export.as_of, "s")
    sums = {
        "creator_fee": found.fee_fen,
        "creator_promised": found.promised,
        "creator_impressions": found.impressions,
        "creator_reads": found.reads,
        "creator_interactions": found.interactions,
        "creator_visitors": found.visitors,
        "creator_orders": found.orders,
        "creator_gmv": found.paid_fen,
    }
    for key, values in sums.items():
        tally.add(key, XIAOHONGSHU, found.published_at[is_out], values[is_out])
    tally.add("placements_published", XIAOHONGSHU, found.published_at[is_out], 1)
