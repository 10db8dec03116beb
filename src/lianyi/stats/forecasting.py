"""Where a daily series goes: the structural model or, where that is no better, the last week once more.

Both are tried on the past first. The winner by Σ|error| answers, with intervals as wide as its own past errors; what a
history could not show (a festival that it never saw) widens the interval through the prior of that effect.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Literal

import numpy as np

from lianyi.stats import back_test
from lianyi.stats.back_test import LEVELS, Ahead, Errors, Trial
from lianyi.stats.daily_series import LONGEST, Seen, Series, prepared
from lianyi.stats.naive import SMALLEST, Naive
from lianyi.stats.structure import Fit, fit
from lianyi.stats.total_law import TotalLaw, own_share, total_law

if TYPE_CHECKING:
    import numpy.typing as npt

    from lianyi.core.calendar.business import BusinessCalendar
    from lianyi.core.translation import Text

    Array = npt.NDArray[np.float64]

Method = Literal["structure", "naive"]
LEAST = {1: 14, 7: 8}
LEAST_FOR_MODEL = {1: 56, 7: 26}
"""Known points, by days a point has: two weeks to say anything, eight for a model (half a year where points are weeks)."""
MOST_ORIGINS = 16
TRIED_ON = LONGEST // 2
SMEARING = (0.95, 1.15)


@dataclass(frozen=True)
class Spread:
    """Where values should lie at one level: `low` and `high` by point, `total` for their sum."""

    low: Array
    high: Array
    total: tuple[float, float]


@dataclass(frozen=True)
class Forecast:
    """What is expected after the history. `errors` are those of `method`, `tried` those of both methods.

    `never_seen` names calendar effects ahead that the history does not hold, `unsettled` the days at the end that left
    the level together; `fitted` is None for the naive method. `law` is that of the total; `below` is what is expected of
    the denominator of a ratio over the same points (None for a sum); `said` is what the method says of the points (None for a ratio).
    """

    days: tuple[date, ...]
    point: Array
    total: float
    spreads: dict[float, Spread]
    method: Method
    tried: dict[Method, Errors]
    law: TotalLaw
    seen: Seen = field(repr=False)
    said: Ahead | None = field(default=None, repr=False)
    trials: tuple[Trial, ...] = field(default=(), repr=False)
    fitted: Fit | None = field(default=None, repr=False)
    never_seen: tuple[Text, ...] = ()
    unsettled: tuple[date, ...] = ()
    below: float | None = None

    @property
    def errors(self) -> Errors:
        """How wrong the answering method was on the past."""
        return self.tried[self.method]

    @property
    def known(self) -> int:
        """How many points of the history are known."""
        return len(self.seen.series.known)

    def law_of_first(self, points: int) -> TotalLaw:
        """Return the law of the total of the first `points` points of a sum: the next week out of the next month.

        It is that of a forecast of so many points by the same method. Raises ValueError for a ratio.
        """
        if self.said is None:
            raise ValueError("a ratio has no law by points")
        trials = [_cut(trial, points) for trial in self.trials]
        return _law(self.seen, trials, _first(self.said, points), 0)


@dataclass(frozen=True)
class Attempt:
    """One method: how it did at every origin, what it says of the future, and its fit where it has one."""

    trials: list[Trial]
    said: Ahead
    fitted: Fit | None = None


def forecast(
    series: Series,
    calendar: BusinessCalendar,
    horizon: int,
    *,
    skip: int = 0,
    most_origins: int = MOST_ORIGINS,
) -> Forecast | None:
    """Return the next `horizon` points of `series`; None where it is too short (`LEAST`).

    `series` ends with its last complete point. Under `LEAST_FOR_MODEL` points only the naive method is tried. Totals
    leave out the first `skip` points ahead.
    """
    series = series.newest()
    if len(series.known) < LEAST[series.step]:
        return None
    seen = prepared(series, calendar, horizon)
    found = attempts(seen, horizon, most_origins)
    method: Method = "naive"
    if "structure" in found and is_better(found["structure"].trials, found["naive"].trials):
        method = "structure"
    return _answer(seen, method, found, skip)


def attempts(seen: Seen, horizon: int, most_origins: int = MOST_ORIGINS) -> dict[Method, Attempt]:
    """Return what each method says, tried on the same origins; the model only where the history carries it."""
    series = seen.series
    enough, known = LEAST_FOR_MODEL[series.step], len(series.known)
    least = enough if seen.size >= enough + back_test.BUCKET else min(LEAST[series.step], known - back_test.BUCKET)  # fmt: skip
    origins = back_test.origins_for(seen.size, least, most_origins)
    simple = Naive(seen)
    naive = back_test.run(origins, series.values, seen.working, horizon, simple.say)
    found: dict[Method, Attempt] = {"naive": Attempt(naive, simple.say(seen.size, horizon))}
    before = seen.rows[seen.rows < origins[0]] if origins else seen.rows[:0]
    if len(seen.rows) < enough or len(before) < enough // 2:
        return found
    # Variances that the trials use come from before all of them, so that a trial knows nothing of its future.
    scales = fit(seen.layout, seen.working, before).scales
    tried = back_test.run(origins, series.values, seen.working, horizon, _Model(seen, scales).say)
    final = fit(seen.layout, seen.working, seen.rows)
    said = _Model(seen, final.scales).say_from(final, seen.size, horizon)
    return {**found, "structure": Attempt(tried, said, final)}


def is_better(model: Sequence[Trial], naive: Sequence[Trial]) -> bool:
    """Return whether the model was less wrong by Σ|error| than the naive method."""
    ours, theirs = back_test.errors_of(model).wape, back_test.errors_of(naive).wape
    return ours is not None and (theirs is None or ours < theirs)


@dataclass(frozen=True)
class _Model:
    """The structural model as a thing that can be asked at any origin."""

    seen: Seen
    scales: dict[str, float]

    def say(self, origin: int, count: int) -> Ahead:
        """Return what it says of `count` points from `origin` on, knowing only what lies before."""
        rows = self.seen.rows[self.seen.rows < origin][-TRIED_ON:]
        fitted = fit(self.seen.layout, self.seen.working, rows, self.scales)
        return self.say_from(fitted, origin, count)

    def say_from(self, fitted: Fit, origin: int, count: int) -> Ahead:
        """Return what `fitted` says of `count` points from `origin` on."""
        seen = self.seen
        middle, covariance = fitted.predict(range(origin, origin + count))
        deviation = np.maximum(np.sqrt(np.diag(covariance)), SMALLEST)
        point = seen.scale.plain(middle) * smearing(seen, fitted)
        shut = seen.is_shut(origin, count)
        return Ahead(np.where(shut, 0.0, point), middle, deviation, covariance)


def smearing(seen: Seen, fitted: Fit) -> float:
    """Return by how much the mean lies above the median that the log scale gives (Duan 1983), within bounds."""
    if not seen.scale.log:
        return 1.0
    middle, _ = fitted.left_out()
    ratio = float(np.exp(fitted.y).sum() / np.exp(middle).sum())
    return min(max(ratio, SMEARING[0]), SMEARING[1])


def _answer(seen: Seen, method: Method, found: dict[Method, Attempt], skip: int) -> Forecast:
    chosen = found[method]
    said, fitted = chosen.said, chosen.fitted
    ahead = range(seen.size, seen.size + len(said.point))
    history = [int(r) for r in seen.rows]
    law = _law(seen, chosen.trials, said, skip)
    return Forecast(
        days=tuple(seen.series.day(n) for n in ahead),
        point=said.point,
        total=float(said.point[skip:].sum()),
        spreads={level: _spread(seen, chosen.trials, said, level, law) for level in LEVELS},
        method=method,
        tried={name: back_test.errors_of(attempt.trials) for name, attempt in found.items()},
        law=law,
        seen=seen,
        said=said,
        trials=tuple(chosen.trials),
        fitted=fitted,
        # The naive method knows no calendar at all.
        never_seen=tuple(seen.layout.effects.unseen(history, list(ahead))) if fitted else (),
        unsettled=tuple(seen.series.day(n) for n in fitted.unsettled) if fitted else (),
    )


def _spread(
    seen: Seen, trials: Sequence[Trial], said: Ahead, level: float, law: TotalLaw
) -> Spread:
    reach = back_test.by_horizon(trials, len(said.point), level) * said.deviation
    shut = seen.is_shut(seen.size, len(said.point))
    low, high = (np.where(shut, 0.0, seen.scale.plain(said.middle + sign * reach)) for sign in (-1, 1))  # fmt: skip
    return Spread(low, high, law.ends(level))


def _first(said: Ahead, points: int) -> Ahead:
    kept = slice(points)
    covariance = said.covariance[kept, kept]
    return Ahead(said.point[kept], said.middle[kept], said.deviation[kept], covariance)


def _cut(trial: Trial, points: int) -> Trial:
    said = _first(trial.said, points)
    return replace(trial, said=said, actual=trial.actual[:points], working=trial.working[:points])


def _law(seen: Seen, trials: Sequence[Trial], said: Ahead, skip: int) -> TotalLaw:
    """Return the law of the total of the points ahead, without the first `skip`."""
    sizes = [s for t in trials if (s := _total_size(seen, t, len(said.point), skip)) is not None]
    shut = seen.is_shut(seen.size, len(said.point))
    counted = ~shut & (np.arange(len(shut)) >= skip)
    promised = back_test.total_deviation(said, seen.scale.slope(said.point), counted)
    total = float(said.point[skip:].sum())
    share = own_share([t.origin for t in trials], len(said.point) - skip)
    return total_law(total, promised, sizes, share, is_log=seen.scale.log, floor=seen.scale.floor)


def _total_size(seen: Seen, trial: Trial, horizon: int, skip: int) -> float | None:
    """Return how many promised deviations the total of a trial over the whole horizon was off."""
    known = ~np.isnan(trial.actual) & (np.arange(len(trial.actual)) >= skip)
    if len(trial.actual) < horizon or known.sum() < (horizon - skip) / 2:
        return None
    said, came = float(trial.said.point[known].sum()), float(trial.actual[known].sum())
    is_open = known & ~seen.is_shut(trial.origin, len(known))
    deviation = back_test.total_deviation(trial.said, seen.scale.slope(trial.said.point), is_open)
    if not deviation:
        return None
    if seen.scale.log and said > 0 and came > 0:
        return abs(float(np.log(came / said))) / (deviation / said)
    return abs(came - said) / deviation
