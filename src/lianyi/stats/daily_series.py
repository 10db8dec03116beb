"""A series of days (or weeks) of a business, and the same made ready for a fit."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from lianyi.stats.calendar_effects import effects_of
from lianyi.stats.structure import Layout, layout_of
from lianyi.stats.working_scale import Scale, closed_weekdays, scale_of

if TYPE_CHECKING:
    import numpy.typing as npt

    from lianyi.core.calendar.business import BusinessCalendar

    Array = npt.NDArray[np.float64]
    Rows = npt.NDArray[np.intp]

LONGEST = 1100
WEEKS_A_YEAR = 52


@dataclass(frozen=True)
class Series:
    """Values of days in a row from `first` on, or of weeks (`step` 7); NaN is one that nobody knows (not 0)."""

    first: date
    values: Array
    step: int = 1

    def day(self, row: int) -> date:
        """Return the day (the first day of the week) of a row, also of one to come."""
        return self.first + timedelta(days=self.step * row)

    def until(self, day: date) -> Series:
        """Return the series without what begins after `day`."""
        kept = max((day - self.first).days // self.step + 1, 0)
        return Series(self.first, self.values[:kept], self.step)

    def newest(self, longest: int = LONGEST) -> Series:
        """Return at most the last `longest` values, from the first to the last known one."""
        known = np.flatnonzero(~np.isnan(self.values))
        if not len(known):
            return Series(self.first, self.values[:0], self.step)
        end = int(known[-1]) + 1
        start = max(int(known[0]), end - longest)
        return Series(self.day(start), self.values[start:end], self.step)

    @property
    def known(self) -> Rows:
        """The rows whose value is known."""
        return np.flatnonzero(~np.isnan(self.values))


@dataclass(frozen=True)
class Seen:
    """A history prepared: working values, the scale, rows that a model may use, closed weekdays, and what is ahead."""

    series: Series
    working: Array
    scale: Scale
    rows: Rows
    shut: tuple[int, ...]
    weekdays: tuple[int, ...]
    layout: Layout = field(repr=False)

    @property
    def size(self) -> int:
        """Points of the history."""
        return len(self.series.values)

    @property
    def season(self) -> int:
        """After how many points the naive method repeats: a week of days; a year of weeks, once two are there."""
        if self.series.step == 1:
            return 7
        return WEEKS_A_YEAR if self.size >= 2 * WEEKS_A_YEAR else 1

    def is_shut(self, first: int, count: int) -> npt.NDArray[np.bool_]:
        """Return which of `count` points from row `first` on are closed weekdays."""
        return np.isin(np.asarray(self.weekdays[first : first + count]), np.asarray(self.shut))


def prepared(series: Series, calendar: BusinessCalendar, ahead: int) -> Seen:
    """Return `series` made ready for a fit, with `ahead` points behind it laid out too."""
    starts = [series.day(n) for n in range(len(series.values) + ahead)]
    weekdays = tuple(day.weekday() for day in starts)
    known, is_daily = series.known, series.step == 1
    shut = closed_weekdays(series.values, known, weekdays) if is_daily else ()
    open_rows = known[~np.isin(np.asarray(weekdays)[known], np.asarray(shut))]
    scale, rows = scale_of(series.values, open_rows)
    working = scale.working(series.values)
    working[np.isin(np.asarray(weekdays[: len(working)]), np.asarray(shut))] = np.nan
    effects = effects_of(starts, calendar, series.step)
    layout = layout_of(effects, weekdays if is_daily else None, series.step)
    return Seen(series, working, scale, rows, shut, weekdays, layout)
