"""What is normal where the history is short: a band around the same weekdays before, without festivals and sales days.

The centre is the median and the width a multiple of the median absolute deviation, so that a single strange day
moves neither. Under eight weeks of history there is no band: it is too early to say what is normal.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

LEAST_WEEKS = 8
LOOK_BACK_WEEKS = 12
LEAST_POINTS = 5
NORMAL = 1.4826
"""A normal deviation is 1.4826 median absolute deviations (1 ÷ the upper quartile of the normal law)."""
WIDTH = 2.0
FLOOR = 0.01


@dataclass(frozen=True)
class Band:
    """The normal range of a value, and from how many days or weeks it was learnt."""

    low: float
    middle: float
    high: float
    points: int

    @property
    def half(self) -> float:
        """Half of its width."""
        return (self.high - self.low) / 2

    def reach(self, change: float) -> float:
        """Return how far a change may go its way and still be normal, for a band of changes.

        At least half of the width: where the calendar itself expects a move the other way, standing still is no event.
        """
        return max(self.half, self.high if change > 0 else -self.low)

    def contains(self, value: float) -> bool:
        """Return whether `value` is normal."""
        return self.low <= value <= self.high


def day_band(
    series: Mapping[date, float | None],
    day: date,
    *,
    masked: Collection[date] = (),
    weeks: int = LOOK_BACK_WEEKS,
    width: float = WIDTH,
) -> Band | None:
    """Return the normal range of `day` from the same weekdays of the `weeks` before it; None = too new.

    `series` are daily values (None = missing), `masked` the festivals, sales days and days without data that
    say nothing about a normal day. Half a band is `width` × 1.4826 × MAD, at least 1 % of the median.
    """
    if is_too_new(series, day):
        return None
    points = []
    for back in range(1, weeks + 1):
        then = day - timedelta(weeks=back)
        value = series.get(then)
        if value is not None and then not in masked:
            points.append(float(value))
    return _band(points, width) if len(points) >= LEAST_POINTS else None


def is_too_new(series: Mapping[date, float | None], day: date) -> bool:
    """Return whether less than eight weeks of history lie before `day`."""
    known = [d for d, value in series.items() if value is not None and d < day]
    return not known or (day - min(known)).days < 7 * LEAST_WEEKS


def period_band(
    series: Mapping[date, float | None],
    start: date,
    end: date,
    *,
    masked: Collection[date] = (),
    width: float = WIDTH,
) -> Band | None:
    """Return the normal range of the change of a period against the one of equal length before it.

    It is learnt from how the whole periods before `start` differed from theirs: Δ around its median, as a
    share, times the base. `low` and `high` are changes in the unit of the series; None = too new. Periods
    that touch a masked or a missing day are left out.
    """
    length = (end - start).days
    if is_too_new(series, start):
        return None
    totals = _totals(series, start, length, masked)
    shares = [
        now / before - 1
        for before, now in zip(totals[1:], totals[:-1], strict=True)
        if before is not None and now is not None and before > 0
    ]
    base = _total(series, start - timedelta(days=length), length, ())
    if len(shares) < LEAST_POINTS or base is None:
        return None
    spread = max(width * NORMAL * _mad(shares), FLOOR)
    return Band(-spread * base, 0.0, spread * base, len(shares))


def size_of(change: float, band: Band | None) -> float | None:
    """Return how many times the normal reach its way a change is: up to 1 is normal; None = too new to say."""
    if band is None:
        return None
    reach = band.reach(change)
    return abs(change) / reach if reach else 0.0 if change == 0 else float("inf")


def _band(points: Sequence[float], width: float) -> Band:
    middle = median(points)
    half = max(width * NORMAL * _mad(points), FLOOR * abs(middle))
    return Band(middle - half, middle, middle + half, len(points))


def _mad(points: Sequence[float]) -> float:
    middle = median(points)
    return median(abs(p - middle) for p in points)


def _totals(
    series: Mapping[date, float | None], start: date, length: int, masked: Collection[date]
) -> list[float | None]:
    """Return the totals of the periods before `start`, the latest first, None where a day says nothing."""
    periods = max(LOOK_BACK_WEEKS, LOOK_BACK_WEEKS * 7 // length) + 1
    return [
        _total(series, start - timedelta(days=length * back), length, masked)
        for back in range(1, periods + 1)
    ]


def _total(
    series: Mapping[date, float | None], start: date, length: int, masked: Collection[date]
) -> float | None:
    total = 0.0
    for offset in range(length):
        day = start + timedelta(days=offset)
        value = series.get(day)
        if value is None or day in masked:
            return None
        total += value
    return total
