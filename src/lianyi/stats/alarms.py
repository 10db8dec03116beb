"""Which days lie outside what all other days, the weekdays and the calendar tell, and how many such days are chance.

Every day is left out in turn and told from the others (its error in its own deviations is Student distributed; how heavy its
tails are is learnt). A level that changed for good is one shift, not an alarm a day.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lianyi.stats.daily_series import prepared
from lianyi.stats.structure import Fit, fit

if TYPE_CHECKING:
    from datetime import date

    import numpy.typing as npt

    from lianyi.core.calendar.business import BusinessCalendar
    from lianyi.stats.daily_series import Seen, Series

    Array = npt.NDArray[np.float64]

LEAST = {1: 28, 7: 26}
TAILS = (3.0, 4.0, 5.0, 7.0, 10.0, 15.0, 30.0, 200.0)
YOUNG = 7
SURE_TAILS = 6.0
"""Weight of the belief that tails are nearly normal, in values: few values do not make tails heavy."""


@dataclass(frozen=True)
class Shift:
    """A day from which on the level is another one: `ratio` times the old one, or `difference` more where values may be 0."""

    day: date
    ratio: float | None
    difference: float


@dataclass(frozen=True)
class Alarms:
    """Every point with its band. NaN where the value or the band is not known; `outside` is False there.

    `size` is how many deviations a value is off, `freedom` how heavy the tails are (degrees of Student's law), `reach` how many
    deviations the band is wide on each side, `expected` how many alarms chance gives in the points judged.
    """

    days: tuple[date, ...]
    values: Array
    middle: Array
    low: Array
    high: Array
    size: Array
    outside: npt.NDArray[np.bool_]
    shifts: tuple[Shift, ...]
    freedom: float
    reach: float
    level: float
    seen: Seen
    unsettled: tuple[date, ...] = ()

    @property
    def young(self) -> bool:
        """Whether the last shift has less than a week of points behind it, so that it may pass."""
        return bool(self.shifts) and sum(day >= self.shifts[-1].day for day in self.days) < YOUNG

    def judged(self, first: date, last: date) -> npt.NDArray[np.bool_]:
        """Return which points from `first` to `last` have a value and a band."""
        inside = np.array([first <= day <= last for day in self.days], dtype=bool)
        return inside & ~np.isnan(self.values) & ~np.isnan(self.low)

    def expected(self, first: date, last: date) -> float:
        """Return how many alarms chance alone gives between two days."""
        return float(self.judged(first, last).sum()) * (1 - self.level)


def alarms(series: Series, calendar: BusinessCalendar, level: float) -> Alarms | None:
    """Return every point of `series` with the band that holds `level` of normal points; None where it is too short."""
    series = series.newest()
    if len(series.known) < LEAST[series.step]:
        return None
    seen = prepared(series, calendar, 0)
    if len(seen.rows) < LEAST[series.step]:
        return None
    fitted = fit(seen.layout, seen.working, seen.rows, settle=False)
    middle, deviation = _told(seen, fitted)
    size = (seen.working - middle) / deviation
    freedom = tails(size[fitted.rows])
    reach = _quantile(freedom, level)
    low, high = (seen.scale.plain(middle + sign * reach * deviation) for sign in (-1, 1))
    shut = seen.is_shut(0, seen.size)
    for column in (middle, low, high):
        column[shut] = np.nan
    values = series.values
    outside = ~shut & ~np.isnan(values) & ((values < low) | (values > high))
    return Alarms(
        days=tuple(series.day(n) for n in range(seen.size)),
        values=values,
        middle=seen.scale.plain(middle),
        low=low,
        high=high,
        size=size,
        outside=outside,
        shifts=_shifts(seen, fitted),
        freedom=freedom,
        reach=reach,
        level=level,
        seen=seen,
        unsettled=_run_at_the_end(series, outside),
    )


def _told(seen: Seen, fitted: Fit) -> tuple[Array, Array]:
    """Return mean and deviation of every point as all other points tell it."""
    middle, covariance = fitted.predict(range(seen.size))
    deviation = np.sqrt(np.maximum(np.diag(covariance), 1e-12))
    middle[fitted.rows], deviation[fitted.rows] = fitted.left_out()
    return middle, deviation


def tails(sizes: Array) -> float:
    """Return the degrees of freedom of Student's law, scaled to variance one, that fit `sizes` best."""
    from scipy.special import gammaln

    def likelihood(freedom: float) -> float:
        scale = np.sqrt((freedom - 2) / freedom)
        constant = gammaln((freedom + 1) / 2) - gammaln(freedom / 2) - 0.5 * np.log(freedom * np.pi) - np.log(scale)  # fmt: skip
        body = (freedom + 1) / 2 * np.log1p((sizes / scale) ** 2 / freedom)
        belief = -SURE_TAILS / freedom
        return float(len(sizes) * constant - body.sum() + belief)

    return max(TAILS, key=likelihood)


def _quantile(freedom: float, level: float) -> float:
    from scipy.special import stdtrit

    return float(stdtrit(freedom, 0.5 + level / 2) * np.sqrt((freedom - 2) / freedom))


def _shifts(seen: Seen, fitted: Fit) -> tuple[Shift, ...]:
    found = []
    for step in fitted.disturbances.steps:
        height = fitted.height(step)
        ratio = float(np.exp(height)) if seen.scale.log else None
        before = seen.working[max(step - 28, 0) : step]
        usual = float(np.nanmedian(before)) if np.isfinite(before).any() else 0.0
        difference = float(np.exp(usual) * (np.exp(height) - 1)) if seen.scale.log else height * seen.scale.unit  # fmt: skip
        found.append(Shift(seen.series.day(step), ratio, difference))
    return tuple(found)


def _run_at_the_end(series: Series, outside: npt.NDArray[np.bool_]) -> tuple[date, ...]:
    """Return the last points in a row that lie outside, where there are two or more."""
    run: list[date] = []
    for row in series.known[::-1]:
        if not outside[row]:
            break
        run.append(series.day(int(row)))
    return tuple(sorted(run)) if len(run) > 1 else ()
