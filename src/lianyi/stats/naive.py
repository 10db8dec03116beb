"""The seasonal naive forecast: the same weekday of the last week that is known. Whatever is cleverer has to beat it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lianyi.stats.back_test import Ahead

if TYPE_CHECKING:
    import numpy.typing as npt

    from lianyi.stats.daily_series import Seen

    Array = npt.NDArray[np.float64]

SEASONS_BACK = 5
LATELY = 365
RECENT = 28
LEAST_CHANGES = 3
SMALLEST = 1e-3
SHARED = 0.3
"""How much of their error neighbouring days have in common."""


@dataclass(frozen=True)
class Naive:
    """The last season once more."""

    seen: Seen

    def say(self, origin: int, count: int) -> Ahead:
        """Return what it says of `count` points from `origin` on; its deviation is that of seasons against the one before."""
        values, working = self.seen.series.values, self.seen.working
        season, at = self.seen.season, np.arange(count)
        rows = [self._source(values, origin, n) for n in range(count)]
        point = np.array([values[r] if r is not None else np.nan for r in rows])
        middle = np.array([working[r] if r is not None else np.nan for r in rows])
        middle = np.where(np.isfinite(middle), middle, self._level(origin))
        point = np.where(np.isnan(point), self.seen.scale.plain(middle), point)
        deviation = self._usual(origin) * np.sqrt(at // season + 1)
        # Points of one weekday repeat one error.
        same = (np.subtract.outer(at, at) % season == 0).astype(np.float64)
        covariance = np.outer(deviation, deviation) * ((1 - SHARED) * same + SHARED)
        shut = self.seen.is_shut(origin, count)
        return Ahead(np.where(shut, 0.0, point), middle, deviation, covariance)

    def _source(self, values: Array, origin: int, ahead: int) -> int | None:
        season = self.seen.season
        newest = origin - season + ahead % season
        places = (newest - season * back for back in range(SEASONS_BACK))
        return next((p for p in places if p >= 0 and not np.isnan(values[p])), None)

    def _level(self, origin: int) -> float:
        rows = self.seen.rows[self.seen.rows < origin][-RECENT:]
        return float(np.median(self.seen.working[rows])) if len(rows) else 0.0

    def _usual(self, origin: int) -> float:
        season = self.seen.season
        past = self.seen.working[:origin][-max(LATELY, 3 * season) :]
        moved = past[season:] - past[:-season]
        moved = moved[np.isfinite(moved)]
        if len(moved) < LEAST_CHANGES:
            rows = past[np.isfinite(past)]
            return max(float(np.std(rows)) if len(rows) > 1 else 1.0, SMALLEST)
        # The middle of absolute changes: a single festival a week ago does not make every week look wild.
        return max(1.4826 * float(np.median(np.abs(moved))), SMALLEST)
