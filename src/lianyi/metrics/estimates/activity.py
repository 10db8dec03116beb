"""Who is active: numbers of `activity`."""

from __future__ import annotations

from lianyi.metrics.declaration import Analysed, family

declare = family("users")
ANALYSIS = "activity"

declare(
    "dau",
    "number",
    "日均活跃人数|Active people a day (mean DAU)",
    "本期平均每天有行为的人数，同一个人一天只算一次。|People with at least one event, on average a day of the period; a person counts once a day.",
    Analysed(ANALYSIS, "dau"),
)
declare(
    "mau",
    "count",
    "月活跃人数|Active people in 30 days (MAU)",
    "到期末为止的30天里有过行为的不同的人数。|Different people with at least one event in the 30 days that end with the period.",
    Analysed(ANALYSIS, "mau"),
)
declare(
    "stickiness",
    "ratio",
    "粘性|Stickiness",
    "期末30天里，活跃过的人平均有几成的日子活跃（日活÷月活）。|Share of the last 30 days on which the people active in them were active (DAU over MAU).",
    Analysed(ANALYSIS, "stickiness"),
)
