"""What a forecast is about and what was found: the series, the period to land in, the parts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from lianyi.analyses.metric_days import Days, metric_days, parts_by_day
from lianyi.analyses.value_file import value_series
from lianyi.core.calendar.period_text import parse_day
from lianyi.core.errors import LianyiError
from lianyi.core.translation import Text
from lianyi.stats.forecasting import LEAST, Forecast, forecast
from lianyi.stats.ratio_forecast import forecast_ratio

if TYPE_CHECKING:
    from lianyi.analyses.data import Data
    from lianyi.analyses.forecast import Forecast as Asked
    from lianyi.core.calendar.periods import Period
    from lianyi.metrics.declaration import Metric
    from lianyi.stats.daily_series import Series

MOST_PARTS = 8
PART_ORIGINS = 6
REST = "~rest"


@dataclass(frozen=True)
class Landing:
    """A period that is partly over: `so_far` is the sum of its known days, `missing` how many of its past days are not known.

    `expected` forecasts its days to come; None where there are none.
    """

    period: Period
    so_far: float
    missing: int
    expected: Forecast | None


@dataclass(frozen=True)
class Part:
    """One part of a dimension: what it brought in the days before, and its forecast (None where too little is known)."""

    name: str
    before: float
    forecast: Forecast | None


@dataclass(frozen=True)
class Found:
    """Everything that the report says. `metric` is None for a file."""

    series: Series
    forecast: Forecast
    metric: Metric | None = None
    days: Days | None = None
    landing: Landing | None = None
    parts: tuple[Part, ...] = ()

    @property
    def name(self) -> Text:
        """The metric's name, or a word for the values of a file."""
        return self.metric.name if self.metric else Text("数值", "The value")

    @property
    def unit(self) -> str:
        """The metric's unit."""
        return self.metric.unit if self.metric else "number"

    @property
    def additive(self) -> bool:
        """Whether points may be added up."""
        return self.days.additive if self.days else True

    @property
    def is_ratio(self) -> bool:
        """Whether a total is sum over sum."""
        return bool(self.days and self.days.above)

    @property
    def before(self) -> float | None:
        """What as many points before brought in all; None where some are not known, or may not be added."""
        ahead = len(self.forecast.days)
        values = self.series.values[-ahead:]
        if not self.additive or len(values) < ahead or np.isnan(values).any():
            return None
        return float(values.sum())


def found_in(asked: Asked, data: Data) -> Found:
    """Return what is known and expected of what was `asked`."""
    until = parse_day(asked.until) if asked.until else None
    if asked.file is not None:
        series = value_series(data, asked.file)
        series = (series.until(until) if until else series).newest()
        expected = _expected(data, series, None, -(-asked.horizon // series.step))
        return Found(series, expected, landing=_landing(asked, data, series, None))
    days = metric_days(data, asked.metric, until)
    series = days.series.newest()
    expected = _expected(data, series, days, asked.horizon)
    parts = _parts(data, days, asked.by[0], asked.horizon) if asked.by else ()
    return Found(series, expected, days.metric, days, _landing(asked, data, series, days), parts)


def _expected(data: Data, series: Series, days: Days | None, horizon: int, skip: int = 0) -> Forecast:  # fmt: skip
    if days is not None and days.above is not None and days.below is not None:
        found = forecast_ratio(days.above, days.below, days.scale, data.calendar, horizon, skip=skip)  # fmt: skip
    else:
        found = forecast(series, data.calendar, horizon, skip=skip)
    if found is None:
        raise LianyiError("forecast.not_yet", known=len(series.known), least=LEAST[series.step])
    return found


def _landing(asked: Asked, data: Data, series: Series, days: Days | None) -> Landing | None:
    if asked.period is None:
        return None
    period = data.period(asked.period)
    last = series.day(len(series.values) - 1)
    covered = last + timedelta(days=series.step - 1)
    known = _known_in(series, period)
    past = sum(1 for n in range(len(series.values)) if series.day(n) in period)
    begins = max((series.first - period.start).days, 0) // series.step
    missing = past - len(known) + begins
    if period.last <= covered:
        return Landing(period, float(sum(known)), missing, None)
    ahead = -(-(period.last - covered).days // series.step)
    if ahead * series.step > 2 * _longest(asked):
        raise LianyiError("forecast.too_far", period=period.key, most=_longest(asked))
    skip = max((period.start - covered).days - 1, 0) // series.step
    expected = _expected(data, series, days, ahead, skip)
    return Landing(period, float(sum(known)), missing, expected)


def _longest(asked: Asked) -> int:
    from lianyi.analyses.forecast import LONGEST_DAYS

    del asked
    return LONGEST_DAYS


def _known_in(series: Series, period: Period) -> list[float]:
    return [float(series.values[n]) for n in series.known if series.day(int(n)) in period]


def _parts(data: Data, days: Days, by: str, horizon: int) -> tuple[Part, ...]:
    """Return the forecast of each of the largest parts, the others as one; sums only."""
    if not days.additive:
        raise LianyiError("forecast.parts_of_sums", metric=days.metric.key)
    series = {name: s.newest() for name, s in parts_by_day(data, days, by).items()}
    recent = {name: float(np.nansum(s.values[-horizon:])) for name, s in series.items()}
    order = sorted(series, key=lambda name: (-recent[name], name))
    kept, rest = order[:MOST_PARTS], order[MOST_PARTS:]
    found = [_part(data, name, series[name], recent[name], horizon) for name in kept]
    if rest:
        from lianyi.stats.daily_series import Series as Sum

        whole = parts_by_day(data, days, by)
        total = Sum(days.series.first, np.sum([whole[name].values for name in rest], axis=0)).newest()  # fmt: skip
        found.append(_part(data, REST, total, sum(recent[n] for n in rest), horizon))
    return tuple(found)


def _part(data: Data, name: str, series: Series, before: float, horizon: int) -> Part:
    expected = forecast(series, data.calendar, horizon, most_origins=PART_ORIGINS)
    return Part(name, before, expected)


def day_after(series: Series) -> date:
    """Return the first point that is not known yet."""
    return series.day(len(series.values))
