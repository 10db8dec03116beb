"""Trying a forecast where the outcome is known, and intervals that are as wide as it turned out to be wrong.

At each origin only what lay before it is used. Errors are counted in the deviations that were promised, by weeks ahead.
An interval is the promised deviation times a quantile of those sizes: of the normal law while few outcomes are known, more
and more of what was seen (the finite-sample quantile of split conformal prediction, Lei et al. 2018).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    Array = npt.NDArray[np.float64]

LEVELS = (0.8, 0.95)
BUCKET = 7
TRUST = 8
"""With so many origins, what was seen weighs as much as the normal law."""
WIDEST = 4.0


@dataclass(frozen=True)
class Ahead:
    """What is said at one origin of the buckets after it: `point` in the unit of the series.

    `middle`, `deviation` and `covariance` are on the working scale.
    """

    point: Array
    middle: Array
    deviation: Array
    covariance: Array


@dataclass(frozen=True)
class Trial:
    """One origin (row of the first bucket ahead) and what came of it; `actual` is NaN where nobody knows."""

    origin: int
    said: Ahead
    actual: Array
    working: Array

    @property
    def sizes(self) -> Array:
        """How many promised deviations each value was off; NaN where it is not known."""
        found: Array = np.abs(self.working - self.said.middle) / self.said.deviation
        return found


@dataclass(frozen=True)
class Errors:
    """How wrong forecasts were: `wape` = Σ|error| ÷ Σ|actual|, `mape` the mean of |error| ÷ actual; None without outcomes.

    `coverage` is, by level, the share of outcomes inside the interval that would have been printed at that time.
    """

    origins: int
    points: int
    wape: float | None
    mape: float | None
    coverage: dict[float, float | None]


def multiplier(sizes: Array, origins: int, level: float) -> float:
    """Return how many promised deviations hold `level` of outcomes; `sizes` are those seen, NaN left out."""
    from scipy.special import ndtri

    normal = float(ndtri(0.5 + level / 2))
    seen = np.sort(sizes[~np.isnan(sizes)])
    if not len(seen):
        return normal
    place = ceil((len(seen) + 1) * level) - 1
    found = float(seen[min(place, len(seen) - 1)])
    weight = origins / (origins + TRUST)
    return min(weight * found + (1 - weight) * normal, WIDEST * normal)


def by_horizon(trials: Sequence[Trial], horizon: int, level: float) -> Array:
    """Return the multiplier for each of `horizon` buckets ahead, learnt from `trials` by weeks ahead."""
    found = np.zeros(horizon)
    for first in range(0, horizon, BUCKET):
        sizes = [t.sizes[first : first + BUCKET] for t in trials]
        used = [s for s in sizes if len(s) and not np.isnan(s).all()]
        pooled = np.concatenate(used) if used else np.zeros(0)
        found[first : first + BUCKET] = multiplier(pooled, len(used), level)
    return found


def errors_of(trials: Sequence[Trial]) -> Errors:
    """Return how wrong `trials` were; coverage by intervals from what was known at each origin."""
    off, size, shares = 0.0, 0.0, []
    for trial in trials:
        known = ~np.isnan(trial.actual)
        wrong = np.abs(trial.actual - trial.said.point)[known]
        off, size = off + float(wrong.sum()), size + float(np.abs(trial.actual[known]).sum())
        whole = trial.actual[known] != 0
        shares += list(wrong[whole] / np.abs(trial.actual[known][whole]))
    points = int(sum((~np.isnan(t.actual)).sum() for t in trials))
    return Errors(
        len(trials),
        points,
        off / size if size else None,
        float(np.mean(shares)) if shares else None,
        {level: _coverage(trials, level) for level in LEVELS},
    )


def _coverage(trials: Sequence[Trial], level: float) -> float | None:
    inside, asked = 0, 0
    for number, trial in enumerate(trials):
        known_then = [_until(t, trial.origin) for t in trials[:number]]
        limits = by_horizon(known_then, len(trial.actual), level)
        sizes = trial.sizes
        seen = ~np.isnan(sizes)
        inside += int((sizes[seen] <= limits[seen]).sum())
        asked += int(seen.sum())
    return inside / asked if asked else None


def _until(trial: Trial, row: int) -> Trial:
    """Return `trial` as it was known when `row` had not come yet."""
    ahead = np.arange(len(trial.working)) + trial.origin
    working = np.where(ahead < row, trial.working, np.nan)
    return Trial(trial.origin, trial.said, trial.actual, working)


def origins_for(size: int, least: int, most: int) -> list[int]:
    """Return the origins to try: at most `most`, after `least` rows, never all on one weekday, the last a week before the end."""
    first, last = max(least, size // 2 if size > 2 * least else least), size - BUCKET
    if last < first:
        return []
    step = max(3, -(-(last - first + 1) // most))
    step += step % 7 == 0
    return list(range(last, first - 1, -step))[::-1]


def run(
    origins: Sequence[int],
    values: Array,
    working: Array,
    horizon: int,
    say: Callable[[int, int], Ahead],
) -> list[Trial]:
    """Return what `say(origin, count)` says at each origin beside what came; NaN in `values` is not known."""
    found = []
    for origin in origins:
        count = min(horizon, len(values) - origin)
        ahead = slice(origin, origin + count)
        found.append(Trial(origin, say(origin, count), values[ahead], working[ahead]))
    return found


def total_deviation(said: Ahead, slope: Array, known: npt.NDArray[np.bool_]) -> float:
    """Return the promised deviation of the sum over `known` buckets, in the unit of the series."""
    weights = np.where(known, slope, 0.0)
    return math.sqrt(max(float(weights @ said.covariance @ weights), 0.0))
