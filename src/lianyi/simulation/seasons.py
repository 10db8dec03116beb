"""When people buy: growth, weekdays, months, sales days and the quiet of the Spring Festival."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from lianyi.simulation.settings import DOUYIN, PINDUODUO, XIAOHONGSHU, YOUZAN, Settings

SPRING_FESTIVALS = (
    date(2022, 2, 1),
    date(2023, 1, 22),
    date(2024, 2, 10),
    date(2025, 1, 29),
    date(2026, 2, 17),
    date(2027, 2, 6),
    date(2028, 1, 26),
    date(2029, 2, 13),
    date(2030, 2, 3),
)
YEARLY_GROWTH = {DOUYIN: 1.35, YOUZAN: 1.20, XIAOHONGSHU: 1.60, PINDUODUO: 1.10}
WEEKDAYS = (0.96, 0.95, 0.97, 0.99, 1.03, 1.08, 1.02)
MONTHS = (0.95, 0.85, 1.02, 0.98, 1.04, 1.06, 0.94, 0.96, 1.03, 1.04, 1.10, 1.03)
SALES = {
    (3, 6): 1.4,
    (3, 7): 1.7,
    (3, 8): 2.0,
    (5, 31): 1.9,
    (6, 1): 2.2,
    (6, 16): 1.7,
    (6, 17): 2.1,
    (6, 18): 3.2,
    (9, 9): 1.6,
    (10, 31): 2.4,
    (11, 1): 2.2,
    (11, 9): 1.5,
    (11, 10): 2.3,
    (11, 11): 4.0,
    (12, 11): 1.3,
    (12, 12): 1.9,
}
SALES_PULL = {DOUYIN: 1.0, YOUZAN: 0.5, XIAOHONGSHU: 0.8, PINDUODUO: 0.9}
NO_LIVE_DAYS_BEFORE_END = 3
"""On this day before the last one the evening live session was called off."""


def day_weights(settings: Settings, platform: int) -> npt.NDArray[np.double]:
    """Return each day's share of the platform's orders; the shares sum to 1."""
    raw = np.array([_weight(settings, platform, day) for day in settings.days])
    shares: npt.NDArray[np.double] = raw / raw.sum()
    return shares


def is_live_cancelled(settings: Settings, day: date) -> bool:
    """Return whether the evening session of `day` was called off."""
    return day == settings.last_day - timedelta(days=NO_LIVE_DAYS_BEFORE_END)


def sale_strength(day: date) -> int:
    """Return 2 on the great sales days, 1 on the lesser, 0 on others."""
    factor = SALES.get((day.month, day.day), 1.0)
    return 2 if factor >= 2 else int(factor > 1)


def _weight(settings: Settings, platform: int, day: date) -> float:
    years = (day - settings.first_day).days / 365
    pull = SALES_PULL[platform] * (SALES.get((day.month, day.day), 1.0) - 1)
    quiet = 0.75 if platform == DOUYIN and is_live_cancelled(settings, day) else 1.0
    return float(
        YEARLY_GROWTH[platform] ** years
        * WEEKDAYS[day.weekday()]
        * MONTHS[day.month - 1]
        * (1 + pull)
        * _spring_factor(day)
        * quiet
    )


def _spring_factor(day: date) -> float:
    for eve in SPRING_FESTIVALS:
        distance = (day - eve).days
        if -2 <= distance <= 6:
            return 0.35
        if -24 <= distance <= -8:
            return 1.45
    return 1.0
