"""Does it spread: numbers of `virality`."""

from __future__ import annotations

from lianyi.metrics.declaration import Analysed, family

declare = family("referral")
ANALYSIS = "virality"

declare(
    "k_factor",
    "number",
    "裂变系数K|K factor",
    "已满暴露期的客户平均带来的有效新客数。|Valid new customers brought per customer who has been exposed long enough.",
    Analysed(ANALYSIS, "k_factor"),
    counts_people=True,
)
declare(
    "cycle_days",
    "days",
    "裂变周期|Viral cycle",
    "从自己加入到带来的人加入，中位天数。|Median days from joining to the joining of those one brought.",
    Analysed(ANALYSIS, "cycle_days"),
    direction="down_good",
    counts_people=True,
)
