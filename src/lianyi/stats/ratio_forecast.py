"""Where a ratio goes: its numerator and its denominator are forecast, and their sums divided.

Both sides move together, so that the interval of the ratio comes from how wrong the ratio itself was, not from theirs.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from lianyi.stats import back_test
from lianyi.stats.back_test import LEVELS, Ahead, Trial
from lianyi.stats.daily_series import Seen, Series, prepared
from lianyi.stats.forecasting import (
    LEAST,
    MOST_ORIGINS,
    Attempt,
    Forecast,
    Method,
    Spread,
    attempts,
    is_better,
)
from lianyi.stats.naive import SHARED, SMALLEST
from lianyi.stats.total_law import TotalLaw, own_share, total_law

if TYPE_CHECKING:
    import numpy.typing as npt

    from lianyi.core.calendar.business import BusinessCalendar

    Array = npt.NDArray[np.float64]

Pair = tuple[Attempt, Attempt]


def forecast_ratio(
    above: Series,
    below: Series,
    scale: float,
    calendar: BusinessCalendar,
    horizon: int,
    *,
    skip: int = 0,
) -> Forecast | None:
    """Return the next `horizon` points of `scale` × above ÷ below; None where too few points are known.

    `total` is the sum of one side over the sum of the other. A point whose denominator is 0 is not known.
    """
    both = ~np.isnan(above.values) & ~np.isnan(below.values)
    above, below = (Series(s.first, np.where(both, s.values, np.nan), s.step).newest() for s in (above, below))  # fmt: skip
    if int(both.sum()) < LEAST[above.step]:
        return None
    sides = [prepared(s, calendar, horizon) for s in (above, below)]
    tried = [attempts(seen, horizon, MOST_ORIGINS) for seen in sides]
    found: dict[Method, Pair] = {m: (tried[0][m], tried[1][m]) for m in tried[0] if m in tried[1]}
    trials = {m: _trials(pair, scale) for m, pair in found.items()}
    best = "structure" in found and is_better(trials["structure"], trials["naive"])
    method: Method = "structure" if best else "naive"
    return _answer(sides, method, found[method], trials, scale, skip)


def _answer(
    sides: list[Seen],
    method: Method,
    pair: Pair,
    trials: dict[Method, list[Trial]],
    scale: float,
    skip: int,
) -> Forecast:
    seen, (up, down) = sides[0], pair
    point = _divided(up.said.point, down.said.point, scale)
    unit = _unit(trials[method])
    said = _ahead(point, unit)
    ahead = range(seen.size, seen.size + len(point))
    total = _over(up.said.point[skip:], down.said.point[skip:], scale)
    fitted = up.fitted
    names = seen.layout.effects.unseen([int(r) for r in seen.rows], list(ahead)) if fitted else []
    law = _law(said, total, pair, scale, skip)
    return Forecast(
        days=tuple(seen.series.day(n) for n in ahead),
        point=point,
        total=total,
        spreads={level: _spread(trials[method], said, level, law) for level in LEVELS},
        method=method,
        tried={name: back_test.errors_of(t) for name, t in trials.items()},
        law=law,
        seen=seen,
        trials=tuple(trials[method]),
        never_seen=tuple(names),
        below=float(np.nansum(down.said.point[skip:])),
    )  # fmt: skip


def _divided(above: Array, below: Array, scale: float) -> Array:
    with np.errstate(divide="ignore", invalid="ignore"):
        found: Array = np.where(below != 0, above * scale / below, np.nan)
    return found


def _over(above: Array, below: Array, scale: float) -> float:
    known = ~np.isnan(above) & ~np.isnan(below)
    bottom = float(below[known].sum())
    return float(above[known].sum()) * scale / bottom if bottom else float("nan")


def _log(values: Array) -> Array:
    with np.errstate(divide="ignore", invalid="ignore"):
        found: Array = np.where(values > 0, np.log(values), np.nan)
    return found


def _ahead(point: Array, unit: float) -> Ahead:
    deviation = np.full(len(point), unit)
    return Ahead(point, _log(point), deviation, np.diag(deviation**2))


def _trials(pair: Pair, scale: float) -> list[Trial]:
    """Return the trials of the ratio, in the deviations that its own errors show; a value of 0 counts by its error only."""
    below = {t.origin: t for t in pair[1].trials}
    rough = [
        (t.origin, _divided(t.said.point, below[t.origin].said.point, scale), _divided(t.actual, below[t.origin].actual, scale))
        for t in pair[0].trials
        if t.origin in below
    ]  # fmt: skip
    made = [Trial(at, _ahead(said, 1.0), came, _log(came)) for at, said, came in rough]
    unit = _unit(made)
    return [replace(t, said=_ahead(t.said.point, unit)) for t in made]


def _unit(trials: list[Trial]) -> float:
    errors = np.concatenate([t.working - t.said.middle for t in trials]) if trials else np.zeros(0)
    known = errors[np.isfinite(errors)]
    return max(float(np.sqrt(np.mean(known**2))), SMALLEST) if len(known) else 1.0


def _spread(trials: list[Trial], said: Ahead, level: float, law: TotalLaw) -> Spread:
    reach = back_test.by_horizon(trials, len(said.point), level) * said.deviation
    low, high = (np.exp(said.middle + sign * reach) for sign in (-1, 1))
    return Spread(low, high, law.ends(level))


def _law(said: Ahead, total: float, pair: Pair, scale: float, skip: int) -> TotalLaw:
    """Return the law of sum over sum; its logarithm is as wide as that of past totals."""
    count = len(said.point) - skip
    unit = float(said.deviation[0]) * float(np.sqrt((1 - SHARED) / count + SHARED))
    sizes = list(_total_errors(pair, len(said.point), scale, skip) / unit)
    share = own_share([t.origin for t in pair[0].trials], count)
    return total_law(total, unit * total, sizes, share, is_log=True, floor=0.0)


def _total_errors(pair: Pair, horizon: int, scale: float, skip: int) -> Array:
    """Return the size of the log error of sum over sum at every origin with a whole horizon behind it."""
    below = {t.origin: t for t in pair[1].trials}
    found = []
    for t in pair[0].trials:
        other = below.get(t.origin)
        if other is None or len(t.actual) < horizon:
            continue
        known = ~np.isnan(t.actual) & ~np.isnan(other.actual) & (np.arange(horizon) >= skip)
        came, said = (_over(a[known], b[known], scale) for a, b in ((t.actual, other.actual), (t.said.point, other.said.point)))  # fmt: skip
        if came > 0 and said > 0:
            found.append(abs(float(np.log(came / said))))
    return np.array(found)
