"""What is normal, weekdays and the business calendar counted in: the range that the forecast gives from what lay before.

Where the history is too short for that, `lianyi.metrics.noise` says what it can from the same weekdays.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from lianyi.metrics.noise import FLOOR, Band

if TYPE_CHECKING:
    from lianyi.core.calendar.business import BusinessCalendar
    from lianyi.stats.structure import Layout

LEVEL = 0.95
DAY, WEEK = 1, 7
LEAST = {DAY: 56, WEEK: 26}
"""So many known days or weeks before; with fewer the calendar cannot be told from chance."""
LOOK_BACK = {DAY: 400, WEEK: 80}
"""A year and a little more, so that last year's festivals are in."""
LEARN_FROM = 150
MOSTLY = 0.5
"""A series that is 0 on most days has no level that a day could leave: the older range judges it."""
TRUSTED_EVERY = {DAY: 7, WEEK: 3}
Values = Mapping[date, float | None]


def day_ranges(series: Values, days: Sequence[date], calendar: BusinessCalendar) -> dict[date, Band]:  # fmt: skip
    """Return the normal range of each of `days` (in a row) from the days before the first; {} = too new."""
    found = _predicted(series, days, calendar, DAY)
    if found is None:
        return {}
    scale, middle, covariance, times, known = found
    reach = times * covariance.diagonal() ** 0.5
    centre = scale.plain(middle)
    low, high = scale.plain(middle - reach), scale.plain(middle + reach)
    return {
        day: _at_least(float(low[n]), float(centre[n]), float(high[n]), known)
        for n, day in enumerate(days)
    }


def week_change(series: Values, monday: date, calendar: BusinessCalendar) -> Band | None:
    """Return the normal range of the change of a week against the week before; `series` has a value a Monday.

    None = too new, or the week before is not known.
    """
    base = series.get(monday - timedelta(days=WEEK))
    found = _predicted(series, [monday], calendar, WEEK)
    if found is None or base is None:
        return None
    scale, middle, covariance, times, known = found
    reach = times * float(covariance[0, 0]) ** 0.5
    low, centre, high = (float(scale.plain(middle + sign * reach)[0]) for sign in (-1, 0, 1))
    return _moved(_at_least(low, centre, high, known), base)


def span_change(
    series: Values, days: Sequence[date], base: float, calendar: BusinessCalendar
) -> Band | None:
    """Return the normal range of the change of the sum over `days` (in a row) against `base`; None = too new."""
    found = _predicted(series, days, calendar, DAY)
    if found is None:
        return None
    scale, middle, covariance, times, known = found
    plain = scale.plain(middle)
    slope = scale.slope(plain)
    reach = times * float(max(slope @ covariance @ slope, 0.0)) ** 0.5
    total = float(plain.sum())
    return _moved(_at_least(total - reach, total, total + reach, known), base)


def _at_least(low: float, middle: float, high: float, points: int) -> Band:
    """Return the band, at least 1 % of its middle to each side."""
    floor = FLOOR * abs(middle)
    return Band(min(low, middle - floor), middle, max(high, middle + floor), points)


def _moved(band: Band, base: float) -> Band:
    return Band(band.low - base, band.middle - base, band.high - base, band.points)


def _predicted(
    series: Values, ahead: Sequence[date], calendar: BusinessCalendar, step: int
) -> tuple[Any, Any, Any, float, int] | None:
    """Return scale, mean, covariance, multiplier and the number of known points for the buckets `ahead`."""
    import numpy as np

    from lianyi.stats.back_test import multiplier
    from lianyi.stats.structure import fit
    from lianyi.stats.working_scale import scale_of

    first = ahead[0] - timedelta(days=step * LOOK_BACK[step])
    places = [first + timedelta(days=step * n) for n in range(LOOK_BACK[step])]
    read = (series.get(day) for day in places)
    values = np.array([np.nan if v is None else float(v) for v in read])
    # The first known week may be a part of one.
    known = np.flatnonzero(~np.isnan(values))[1 if step == WEEK else 0 :]
    if len(known) < LEAST[step] or known[-1] - known[0] + 1 < LEAST[step]:
        return None
    scale, rows = scale_of(values, known)
    if len(rows) < LEAST[step] or (values[known] != 0).mean() < MOSTLY:
        return None
    layout = _layout(first, LOOK_BACK[step] + len(ahead), step, calendar)
    fitted = fit(layout, scale.working(values), rows, learn_from=LEARN_FROM)
    middle, covariance = fitted.predict(range(LOOK_BACK[step], LOOK_BACK[step] + len(ahead)))
    sizes = np.abs(fitted.innovations())[LEAST[step] // 2 :]
    times = multiplier(sizes, len(sizes) // TRUSTED_EVERY[step], LEVEL)
    return scale, middle, covariance, times, len(known)


_layouts: list[tuple[tuple[date, int, int], BusinessCalendar, Layout]] = []
"""The last few layouts: all metrics of a report share theirs. A calendar holds dicts and has no hash."""
KEPT = 4


def _layout(first: date, count: int, step: int, calendar: BusinessCalendar) -> Layout:
    from lianyi.stats.calendar_effects import effects_of
    from lianyi.stats.structure import layout_of

    key = (first, count, step)
    for known, its, found in _layouts:
        if known == key and its == calendar:
            return found
    starts = [first + timedelta(days=step * n) for n in range(count)]
    weekdays = [day.weekday() for day in starts] if step == DAY else None
    made = layout_of(effects_of(starts, calendar, step), weekdays, step)
    _layouts[:] = [*_layouts[-KEPT + 1 :], (key, calendar, made)]
    return made
