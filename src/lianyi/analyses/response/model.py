"""The fitted model of `response` and what follows from it: effects, the next unit, intervals, what cannot be told."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import numpy as np

from lianyi.analyses.response.weeks import Array, Weeks, seasons, trends
from lianyi.core.errors import LianyiError
from lianyi.stats.response_curves import CURVES
from lianyi.stats.response_fit import Fit, Problem, fit, needed, problem

if TYPE_CHECKING:
    from lianyi.analyses.response import Response

FEWEST = 20
SPARE = 8
TWO_YEARS, SEASON_SEEN = 104, 78
STEADY = 0.02
NO_EFFECT = 0.02
SHAPE_KNOWN = 8.0
LEVEL = 0.95
Told = Literal["told", "curve_unsure", "effect_unsure", "constant", "no_spend"]


@dataclass(frozen=True)
class Model:
    """A fit over the channels `used` (places in `weeks.channels`); others have no spend or never change it.

    `chance` [used] is how often so good a fit would come without the channel having any effect.
    `scale` is what 1 of the fitted series is in sales, `largest` [used] the largest weekly spend, `present` [used] the
    mean of the last weeks. Functions below take parameters [draws, 3, used] and spends [used] and return [draws, used].
    """

    weeks: Weeks
    used: tuple[int, ...]
    idle: dict[str, Told]
    problem: Problem
    fit: Fit
    chance: Array
    scale: float
    largest: Array
    present: Array
    harmonics: int
    degree: int
    lags: int
    controls: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The channels that are fitted."""
        return tuple(self.weeks.channels[n] for n in self.used)

    @cached_property
    def everything(self) -> Array:
        """The best fit first, then every draw: [1 + draws, 3, used]."""
        return np.concatenate([self.fit.best[None], self.fit.draws])

    def brings(self, found: Array, spend: Array) -> Array:
        """Return the weekly sales that a steady weekly `spend` [used] or [used, points] brings, [draws, used(, points)]."""
        points = np.reshape(spend / _like(self.largest, spend), (1, len(self.used), -1))
        value = self.problem.curve.at(points, found[:, 1])[0] * found[:, 2][..., None] * self.scale
        return value.reshape(len(found), *np.shape(spend))

    def next_unit(self, found: Array, spend: Array) -> Array:
        """Return what one more unit of steady weekly spend brings at `spend` [used]."""
        points = (spend / self.largest)[None, :, None]
        slope = self.problem.curve.at(points, found[:, 1])[1][..., 0]
        return np.asarray(slope * found[:, 2] * self.scale / self.largest)

    def wanted(self, price: float) -> Array:
        """Return the steady weekly spend [used] up to which the next unit brings more than `price`, by the best fit."""
        best = self.fit.best
        steep = price * self.largest / np.maximum(best[2] * self.scale, 1e-300)
        return np.asarray(self.problem.curve.place(steep, best[1]) * self.largest * (best[2] > 0))

    def brought(self, found: Array) -> Array:
        """Return what the spend of all weeks brought within them."""
        some = [self.problem.effects(part).sum(-1) for part in np.array_split(found, max(len(found) // 100, 1))]  # fmt: skip
        return np.concatenate(some) * self.scale

    def ceilings(self, found: Array) -> Array:
        """Return the weekly sales that no spend gets beyond."""
        return np.asarray(self.problem.curve.ceiling(found[:, 1]) * found[:, 2] * self.scale)

    def told(self, channel: int) -> Told:
        """Return whether the data can tell the effect of a used channel, and where it bends."""
        if self.chance[channel] > 1 - LEVEL:
            return "effect_unsure"
        effects = self.fit.draws[:, 2, channel]
        if np.quantile(effects, (1 - LEVEL) / 2) <= NO_EFFECT * self.fit.best[2, channel] or not self.fit.best[2, channel]:  # fmt: skip
            return "effect_unsure"
        low, high = ends(self.fit.draws[:, 1, channel])
        return "told" if high <= SHAPE_KNOWN * low and high < self.problem.curve.highest else "curve_unsure"  # fmt: skip

    @cached_property
    def verdicts(self) -> tuple[Told, ...]:
        """What can be told of every used channel."""
        return tuple(self.told(n) for n in range(len(self.used)))


def ends(drawn: Array) -> tuple[float, float]:
    """Return the middle 95 % of draws."""
    low, high = np.quantile(drawn, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)


def _like(values: Array, shape: Array) -> Array:
    return values if np.ndim(shape) == 1 else values[:, None]


def fitted(asked: Response, weeks: Weeks) -> Model:
    """Fit the weeks. Refuses with `response.not_yet` where they are too few for what is asked of them."""
    spend = weeks.spend
    idle: dict[str, Told] = {}
    for n, name in enumerate(weeks.channels):
        if not spend[n].any():
            idle[name] = "no_spend"
        elif spend[n].std() <= STEADY * spend[n].mean():
            idle[name] = "constant"
    used = tuple(n for n, name in enumerate(weeks.channels) if name not in idle)
    harmonics = asked.harmonics if asked.harmonics is not None else _harmonics(len(weeks))
    degree = 2 if len(weeks) >= TWO_YEARS else 1
    controls = {n: c for n, c in weeks.controls.items() if c.std() > 0}
    columns = [*trends(len(weeks), degree), *seasons(weeks.days, harmonics), *map(_standard, controls.values())]  # fmt: skip
    fewest = max(FEWEST, len(columns) + 3 * len(used) + SPARE)
    if len(weeks) < fewest:
        raise LianyiError("response.not_yet", weeks=len(weeks), fewest=fewest)
    scale = float(weeks.sales.std())
    if not used or not scale:
        raise LianyiError("response.nothing_varies")
    asking = problem(spend[list(used)], np.stack(columns, 1), CURVES[asked.curve], min(max(asked.lags, 1), len(weeks)))  # fmt: skip
    block = max(2, round(len(weeks) ** (1 / 3)))
    found = fit(asking, weeks.sales / scale, draws=max(asked.draws, 50), block=block, seed=asked.seed)  # fmt: skip
    return Model(
        weeks, used, idle, asking, found, needed(asking, weeks.sales / scale, found), scale, spend[list(used)].max(1),
        spend[list(used), -min(max(asked.recent, 1), len(weeks)) :].mean(1),
        harmonics, degree, asking.series.shape[1], tuple(controls),
    )  # fmt: skip


def _harmonics(weeks: int) -> int:
    return 2 if weeks >= TWO_YEARS else 1 if weeks >= SEASON_SEEN else 0


def _standard(column: Array) -> Array:
    return np.asarray((column - column.mean()) / column.std())
