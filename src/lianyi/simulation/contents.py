"""What the shop publishes: notes on 小红书 and short videos on 抖音, with what they had reached at the export."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lianyi.simulation.arrays import DAY_SECONDS, Ints, Times, draws, instant, seconds
from lianyi.simulation.exports import Export
from lianyi.simulation.log import Log

THEMES = (
    "囤货清单",
    "新手妈妈问答",
    "尿裤测评",
    "辅食日记",
    "睡眠故事",
    "玩具实测",
    "换季护肤",
    "出行打包",
)
HIT_CHANCE = 0.06


@dataclass(frozen=True)
class Contents:
    """One entry per note or video, by time of publication."""

    published_at: Times
    theme: Ints
    is_video: Ints
    impressions: Ints
    views: Ints
    likes: Ints
    comments: Ints
    saves: Ints
    shares: Ints
    fans: Ints
    watch_seconds: Ints
    length_seconds: Ints
    finished_bp: Ints


def contents(log: Log, topic: str, per_week: int) -> Contents:
    """Draw what was published under `topic`, `per_week` a week; one in seventeen is a hit."""
    rng = draws(log.settings.seed, topic)
    size = max(log.settings.day_count * per_week // 7, 1)
    day = np.sort(rng.integers(0, log.settings.day_count, size))
    moment = instant(log.settings.first_day) + seconds(
        day * DAY_SECONDS + rng.integers(8 * 3600, 22 * 3600, size)
    )
    order = np.argsort(moment, kind="stable")
    is_hit = rng.random(size) < HIT_CHANCE
    theme = rng.integers(0, len(THEMES), size)
    # The second theme reaches half as many again: there is something to find.
    pull = np.where(theme == 1, 1.5, 1.0) * np.where(is_hit, 12, 1)
    shown = (rng.lognormal(8.1, 0.6, size) * pull).astype(np.int64)
    views = shown * rng.integers(6, 14, size) // 100
    length = rng.integers(12, 95, size)
    return Contents(
        published_at=moment[order],
        theme=theme,
        is_video=(rng.random(size) < 0.35).astype(np.int64),
        impressions=shown,
        views=views,
        likes=views * rng.integers(15, 40, size) // 1_000,
        comments=views * rng.integers(2, 9, size) // 1_000,
        saves=views * rng.integers(8, 25, size) // 1_000,
        shares=views * rng.integers(1, 6, size) // 1_000,
        fans=views * rng.integers(3, 10, size) // 1_000,
        watch_seconds=length * rng.integers(25, 60, size) // 100 + 1,
        length_seconds=length,
        finished_bp=rng.integers(900, 3_800, size),
    )


def published(log: Log, export: Export, topic: str, per_week: int) -> Contents:
    """Return what was published on the export's days."""
    found = contents(log, topic, per_week)
    day = found.published_at.astype("datetime64[D]")
    rows = (day >= np.datetime64(export.from_day)) & (day <= np.datetime64(export.to_day))
    return Contents(**{n: getattr(found, n)[rows] for n in Contents.__dataclass_fields__})
