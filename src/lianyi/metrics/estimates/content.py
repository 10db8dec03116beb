"""How far content goes and how long it lives: numbers of `content`."""

from __future__ import annotations

from lianyi.metrics.declaration import Analysed, family

declare = family("content")
ANALYSIS = "content"

declare(
    "content_spread",
    "ratio",
    "传播度|Content spread",
    "本期发布的内容：分享÷观看量，带区间。|Shares over views of items published in the period, with an interval.",
    Analysed(ANALYSIS, "content_spread"),
)
declare(
    "half_life_hours",
    "number",
    "内容半衰期（小时）|Half-life of content, hours",
    "本期发布的内容：热度减半要多少小时。|Hours in which interest in items published in the period halves.",
    Analysed(ANALYSIS, "half_life_hours"),
)
