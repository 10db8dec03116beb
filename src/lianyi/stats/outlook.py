"""Where a sum or a ratio lands between two days: what is known of it so far and what is expected of the rest.

```
sum      known days + total ahead                         ratio    scale × (above known + above ahead) ÷ (below known + below ahead)
```
The total ahead follows the law that the forecast's back-test gives it (`total_law`). Of a ratio the rest is uncertain, its
weight (the expected denominator) is taken as known: the ratio itself is far less sure than how much lies ahead.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from lianyi.stats.forecasting import Forecast, forecast
from lianyi.stats.ratio_forecast import forecast_ratio

if TYPE_CHECKING:
    from lianyi.core.calendar.business import BusinessCalendar
    from lianyi.stats.daily_series import Series


@dataclass(frozen=True)
class Outlook:
    """A sum or ratio from `first` to `last` (both counted), as the history tells it.

    `known` days of it have come (`so_far` is their sum, or sum over sum), `missing` have passed but nobody knows them,
    the rest is `ahead`: days that the forecast answers for. `forecast` is None where none is left or the history is
    too short (`LEAST` in stats.forecasting). `shift` + `weight` × the total ahead is the whole.
    All of `mid`, `interval` and `chance` are None where a day is missing or what is left cannot be forecast.
    """

    first: date
    last: date
    so_far: float | None
    known: int
    missing: int
    ahead: int
    forecast: Forecast | None
    shift: float
    weight: float

    @property
    def is_over(self) -> bool:
        """Whether every day has passed; the whole is a fact then, where no day is missing."""
        return self.ahead == 0

    @property
    def can_say(self) -> bool:
        """Whether the whole can be told."""
        if self.missing:
            return False
        if self.is_over:
            return self.so_far is not None
        return self.forecast is not None and bool(np.isfinite(self.forecast.total))

    @property
    def mid(self) -> float | None:
        """What the whole is expected to be."""
        if not self.can_say:
            return None
        return self.so_far if self.forecast is None else self._whole(self.forecast.total)

    def interval(self, level: float = 0.8) -> tuple[float, float] | None:
        """Return low and high, between which the whole lies with chance `level`; both the fact where it is over."""
        mid = self.mid
        if mid is None:
            return None
        if self.forecast is None:
            return mid, mid
        low, high = self.forecast.law.ends(level)
        return self._whole(low), self._whole(high)

    def chance(self, target: float, *, at_least: bool = True) -> float | None:
        """Return the chance that the whole reaches `target`; with `at_least=False` that it stays at or below it."""
        mid = self.mid
        if mid is None:
            return None
        if self.forecast is None or self.weight <= 0:
            return float(mid >= target if at_least else mid <= target)
        reaches = self.forecast.law.chance((target - self.shift) / self.weight)
        return reaches if at_least else 1 - reaches

    def _whole(self, ahead: float) -> float:
        return self.shift + self.weight * ahead


def outlook(
    series: Series, calendar: BusinessCalendar, first: date, last: date, *, until: date | None = None
) -> Outlook:  # fmt: skip
    """Return where the sum of a daily `series` (money in fen, or counts) lands from `first` to `last`.

    The history is that of `series` up to `until` (default: all of it); NaN is a day that nobody knows. Days of the period
    before the history begins are missing, never 0. Raises ValueError where `last` comes before `first`.
    """
    series = series.until(until).newest() if until else series.newest()
    values, missing = _within(series, first, last)
    so_far = float(np.nansum(values)) if len(values) - missing else None
    ahead, skip = _left(series, first, last)
    expected = forecast(series, calendar, skip + ahead, skip=skip) if ahead and not _absent(series, first) else None  # fmt: skip
    counts = (len(values) - missing, missing + _absent(series, first, last), ahead)
    return Outlook(first, last, so_far, *counts, expected, so_far or 0.0, 1.0)


def outlook_ratio(
    above: Series,
    below: Series,
    scale: float,
    calendar: BusinessCalendar,
    first: date,
    last: date,
    *,
    until: date | None = None,
) -> Outlook:
    """Return where `scale` × Σ above ÷ Σ below lands from `first` to `last`; otherwise like `outlook`.

    A day is known where both sides are. `so_far` is None where the known days have a denominator of 0.
    """
    both = ~np.isnan(above.values) & ~np.isnan(below.values)
    sides = [_where(s, both) for s in (above, below)]
    up, down = ((s.until(until) if until else s).newest() for s in sides)
    values, missing = _within(down, first, last)
    top, bottom = (float(np.nansum(_within(s, first, last)[0])) for s in (up, down))
    ahead, skip = _left(down, first, last)
    able = ahead and not _absent(down, first)
    expected = forecast_ratio(up, down, scale, calendar, skip + ahead, skip=skip) if able else None
    rest = max(expected.below or 0.0, 0.0) if expected else 0.0
    whole = bottom + rest
    counts = (len(values) - missing, missing + _absent(down, first, last), ahead)
    so_far = scale * top / bottom if bottom else None
    shift, weight = (scale * top / whole, rest / whole) if whole else (0.0, 1.0)
    return Outlook(first, last, so_far, *counts, expected, shift, weight)


def _where(series: Series, kept: np.ndarray) -> Series:
    from lianyi.stats.daily_series import Series as Daily

    return Daily(series.first, np.where(kept, series.values, np.nan), series.step)


def _within(series: Series, first: date, last: date) -> tuple[np.ndarray, int]:
    """Return the values of the history inside the period, and how many of them nobody knows."""
    if last < first:
        raise ValueError(f"a period from {first} cannot end on {last}")
    start = max((first - series.first).days, 0)
    end = max((last - series.first).days + 1, 0)
    values = series.values[start:end]
    return values, int(np.isnan(values).sum())


def _absent(series: Series, first: date, last: date | None = None) -> int:
    """Return how many days of the period lie before the history."""
    days = max((series.first - first).days, 0)
    return days if last is None else min(days, (last - first).days + 1)


def _left(series: Series, first: date, last: date) -> tuple[int, int]:
    """Return how many days of the period are ahead, and how many days lie between the history and the first of them."""
    newest = series.day(len(series.values) - 1)
    skip = max((first - newest).days - 1, 0)
    return max((last - newest).days - skip, 0), skip
