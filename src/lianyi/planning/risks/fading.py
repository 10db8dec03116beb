"""A level that sinks slowly: a one-sided cumulative sum with a stated time between false alarms (Page 1954).

S(d) = max(0, S(d−1) − z(d) − k), z = deviations from the level of the weeks before. Siegmund (1985, "Sequential
analysis", section 2.6) gives the mean days to a false alarm: (e^(2kb) − 2kb − 1) ÷ 2k² with b = h + 1.166. Days in a row resemble each
other, so a deviation is widened by √((1 + r) ÷ (1 − r)), r the correlation of neighbouring days.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lianyi.planning.risks.counts import Array, Flags

ALLOWANCE = 0.5
"""k: half the shift (in deviations) that is found fastest."""
OVERSHOOT = 1.166
MOST_ALIKE = 0.8
CAP = 3.0
"""One wild day counts as three deviations at most: a slow fall shows on many days."""
TO_DEVIATION = 1.4826


@dataclass(frozen=True)
class Sunk:
    """By day: the level of the weeks before, the deviation, and the cumulative sum."""

    level: Array
    deviation: Array
    total: Array


def height_for(days_between: float) -> float:
    """Return the height h whose mean time to a false alarm is `days_between`.

    >>> round(height_for(336), 2)  # exact tables say 4.00 for one side, k = 0.5
    3.99
    """
    low, high = 0.0, 50.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if _days_to_alarm(middle) < days_between else (low, middle)
    return (low + high) / 2


def _days_to_alarm(height: float) -> float:
    far = 2 * ALLOWANCE * (height + OVERSHOOT)
    return float((np.exp(far) - far - 1) / (2 * ALLOWANCE**2))


def sunk(values: Array, usable: Flags, days: int, lag: int, least: int) -> Sunk:
    """Return how far `values` have sunk under the median of the usable ones among `days` days that end `lag` days before.

    Days that are not usable leave the sum as it is. NaN levels where fewer than `least` values are there.
    """
    size = len(values)
    level, deviation, total = (np.full(size, np.nan) for _ in range(3))
    running = 0.0
    for row in range(size):
        start, end = max(row - lag - days + 1, 0), max(row - lag + 1, 0)
        past = values[start:end][usable[start:end] & ~np.isnan(values[start:end])]
        if len(past) >= least:
            level[row] = np.median(past)
            deviation[row] = _deviation(past)
            if usable[row] and not np.isnan(values[row]):
                z = np.clip((values[row] - level[row]) / deviation[row], -CAP, CAP)
                running = max(0.0, running - z - ALLOWANCE)
            total[row] = running
    return Sunk(level, deviation, total)


def _deviation(past: Array) -> float:
    """Return the robust deviation of days that resemble each other."""
    off = past - np.median(past)
    wide = max(TO_DEVIATION * float(np.median(np.abs(off))), float(np.std(past)) * 0.5, 1e-9)
    near = float((off[1:] * off[:-1]).mean() / max(float((off**2).mean()), 1e-12))
    alike = min(max(near, 0.0), MOST_ALIKE)
    return wide * float(np.sqrt((1 + alike) / (1 - alike)))
