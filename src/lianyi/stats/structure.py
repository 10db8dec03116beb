"""The parts of a series of days (or weeks) of a business, and the series seen through them.

```
level      a random walk                     slope      a drift that fades by 3 % a day (damped trend)
weekday    seven offsets that stay           rest, festival, spring, sale    offsets of the calendar
year       a smooth wave that comes back, where the history is long enough to tell it from the level
noise      what is left; single wild days and steps of the level are taken out first (disturbances)
```
Everything is linear and Gaussian on the working scale, so fit, forecast and error bars are one solve. Missing days are rows left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from lianyi.stats.calendar_effects import GROUPS, Effects
from lianyi.stats.disturbances import Disturbances, find_disturbances
from lianyi.stats.variance_parts import FLAT, Prior, inverse_of, variances

if TYPE_CHECKING:
    import numpy.typing as npt

    Array = npt.NDArray[np.float64]
    Rows = npt.NDArray[np.intp]

DAMPING = 0.97
YEAR_DAYS = 365.25
LEAST_YEARS = 1.5
YEAR_WIDTH = 0.6
"""The wave keeps its shape over about a month: exp(−2 sin²(π Δ ÷ year) ÷ 0.6²)."""
LEARN_FROM, THINNED = 300, 4
"""Variances are learnt from the latest points and every fourth before them: all would cost time cubed."""
LEAST_FOR_VARIANCES = 14
ROUNDS = 2
LEAST_RUN = 4
"""So many wild days at the end are taken as a new level, though it takes a week to be sure."""
NOTHING = Disturbances()
PRIORS = {
    "level": Prior(1e-4, 1.0),
    "slope": Prior(4e-7, 1.0),
    "weekday": Prior(0.01, 1.0),
    "year": Prior(0.01, 1.0),
    "rest": Prior(0.02, 1.0),
    "festival": Prior(0.005, 1.0),
    "spring": Prior(0.09, 1.0),
    "sale": Prior(0.06, 1.0),
}
"""In the square of the relative unit: a level that moves by 1 % a day, weekdays that differ by 10 %, sales by 25 %."""


@dataclass(frozen=True)
class Layout:
    """Buckets in a row and what may act on them; row n of everything is bucket n. `step` is days per bucket."""

    step: int
    effects: Effects
    parts: dict[str, Array] = field(repr=False)
    _mixed: dict[tuple[float, ...], Array] = field(default_factory=dict, repr=False, compare=False)

    def mixed(self, scales: dict[str, float]) -> Array:
        """Return the covariance of all parts but the level; that of the variances asked for last is remembered."""
        key = tuple(scales[name] for name in self.parts if name != "level")
        if key not in self._mixed:
            self._mixed.clear()
            total = np.zeros_like(self.parts["level"])
            for name, part in self.parts.items():
                if name != "level":
                    total += scales[name] * part
            self._mixed[key] = total
        return self._mixed[key]

    @property
    def dated(self) -> list[int]:
        """The columns of the calendar that are about particular days."""
        return [n for n, is_sharp in enumerate(self.effects.sharp) if is_sharp]

    @property
    def upward(self) -> npt.NDArray[np.bool_]:
        """Which of those can explain more, but never less."""
        return np.array([self.effects.upward[n] for n in self.dated], dtype=bool)


def layout_of(effects: Effects, weekdays: Sequence[int] | None, step: int = 1) -> Layout:
    """Return the covariance of every part; `weekdays` (0 to 6) of each bucket, None where buckets are weeks."""
    size = len(effects.matrix)
    at = np.arange(size)
    parts: dict[str, Array] = {"level": step * np.minimum.outer(at, at).astype(np.float64)}
    fading = (DAMPING**step) ** np.abs(np.subtract.outer(at, at))
    parts["slope"] = step * step * np.cumsum(np.cumsum(fading, axis=0), axis=1)
    if weekdays is not None:
        offsets = np.eye(7)[list(weekdays)]
        parts["weekday"] = offsets @ offsets.T
    if size * step > LEAST_YEARS * YEAR_DAYS:
        wave = np.sin(np.pi * step * np.subtract.outer(at, at) / YEAR_DAYS)
        parts["year"] = np.exp(-2 * wave**2 / YEAR_WIDTH**2)
    for group in GROUPS:
        block = effects.block(group)
        if block.any():
            parts[group] = block @ block.T
    return Layout(step, effects, parts)


@dataclass(frozen=True)
class Fit:
    """A series seen through its parts: `rows` were used, `inverse` and `weights` belong to them in that order.

    `scales` are the variances by part (`noise` last), `unsettled` rows at the end that left the level together.
    """

    layout: Layout
    scales: dict[str, float]
    rows: Rows
    y: Array
    middle: float
    inverse: Array = field(repr=False)
    weights: Array = field(repr=False)
    disturbances: Disturbances
    unsettled: tuple[int, ...] = ()

    def predict(self, rows: Sequence[int] | Rows) -> tuple[Array, Array]:
        """Return mean and covariance of the values to be seen in `rows`, noise included."""
        wanted = np.asarray(rows, dtype=np.intp)
        across = self._covariance(wanted, self.rows)
        mean = self.middle + across @ self.weights
        own = self._covariance(wanted, wanted)
        spread = own - across @ self.inverse @ across.T
        return mean, spread + self.scales["noise"] * np.eye(len(wanted))

    def left_out(self) -> tuple[Array, Array]:
        """Return, for each of `rows`, mean and deviation of its value as all other rows tell it."""
        own = np.diag(self.inverse)
        return self.y - self.weights / own, 1 / np.sqrt(own)

    def innovations(self) -> Array:
        """Return each value of `rows` against what the rows before it tell, in its own deviations."""
        covariance = self._covariance(self.rows, self.rows) + self.scales["noise"] * np.eye(len(self.rows))  # fmt: skip
        factor = np.linalg.cholesky(covariance)
        from scipy.linalg import solve_triangular

        found: Array = solve_triangular(factor, self.y - self.middle, lower=True)
        return found

    def weekdays(self, weekdays: Sequence[int]) -> tuple[Array, Array]:
        """Return estimate and deviation of the seven offsets; `weekdays` (0 to 6) of every row of the layout."""
        return self._offsets(np.eye(7)[list(weekdays)], np.full(7, self.scales["weekday"]))

    def effects(self) -> tuple[Array, Array]:
        """Return estimate and deviation of every column of the calendar."""
        effects = self.layout.effects
        prior = np.array([self.scales.get(group, 0.0) for group in effects.groups])
        prior[[self.layout.dated[place] for place in self.disturbances.effects]] += FLAT
        return self._offsets(effects.matrix, prior)

    def height(self, step: int) -> float:
        """Return how much higher the level is from row `step` on, where a step was found."""
        return float(FLAT * self.weights[self.rows >= step].sum())

    def _offsets(self, block: Array, prior: Array) -> tuple[Array, Array]:
        seen = block[self.rows]
        mean = prior * (seen.T @ self.weights)
        left = prior - prior**2 * np.einsum("ik,ij,jk->k", seen, self.inverse, seen, optimize=True)
        return mean, np.sqrt(np.maximum(left, 0.0))

    def _covariance(self, left: Rows, right: Rows) -> Array:
        return _covariance(self.layout, self.scales, self.disturbances, left, right)


def fit(
    layout: Layout,
    y: Array,
    known: Rows,
    scales: dict[str, float] | None = None,
    *,
    settle: bool = True,
    learn_from: int = LEARN_FROM,
) -> Fit:
    """Return the series `y` (by row; only `known` rows are read) seen through `layout`.

    `scales` are variances that are known already; without them they are learnt, from every one of the last `learn_from`
    points and a part of those before. `settle`: wild days at the very end
    that leave the level together are kept, for they may be a new level.
    """
    middle = float(np.median(y[known]))
    given, found = scales, Disturbances()
    for _ in range(ROUNDS):
        used = _without(known, found.pulses)
        scales = given or _learnt(layout, y - middle, used, found, learn_from)
        before = found
        # A step that nobody has found yet makes the level look restless: it would hide itself.
        calm = {
            **scales,
            "level": min(scales["level"], _restless(layout, y[used], scales["noise"])),
        }
        solved = _solved(layout, calm, y - middle, known)
        columns = layout.effects.matrix[known][:, layout.dated]
        found = find_disturbances(*solved, y[known] - middle, known, columns, layout.upward)
        if given is not None or found == before:
            break
    assert scales is not None
    unsettled = _at_the_end(found, known) if settle else ()
    kept = _kept(found, unsettled)
    rows = _without(known, kept.pulses)
    inverse, weights = _solved(layout, scales, y - middle, rows, kept)
    return Fit(layout, scales, rows, y[rows], middle, inverse, weights, kept, unsettled)


def _restless(layout: Layout, y: Array, noise: float) -> float:
    """Return the variance of the level per day as the middle of changes from week to week tells it, which no single step moves."""
    width = 7 if layout.step == 1 else 1
    if len(y) < 5 * width:
        return float("inf")
    means = np.convolve(y, np.full(width, 1 / width), "valid")
    moved = means[width:] - means[:-width]
    middle = (1.4826 * float(np.median(np.abs(moved - np.median(moved))))) ** 2
    # The difference of two neighbouring means of w days of a random walk varies by (2w² + 1) ÷ 3w steps.
    days = layout.step * (2 * width**2 + 1) / (3 * width)
    return max((middle - 2 * noise / width) / days, PRIORS["level"].centre / 4)


def _without(known: Rows, pulses: Sequence[int]) -> Rows:
    return known[~np.isin(known, np.asarray(pulses, dtype=np.intp))]


def _at_the_end(found: Disturbances, known: Rows) -> tuple[int, ...]:
    """Return the run of wild days with which the series ends, if there are two or more."""
    run: list[int] = []
    for row in known[::-1]:
        if int(row) not in found.pulses:
            break
        run.append(int(row))
    return tuple(sorted(run)) if len(run) > 1 else ()


def _kept(found: Disturbances, unsettled: Sequence[int]) -> Disturbances:
    """Return `found` with the run at the end given back to the level, as a step of its own where it is long enough."""
    pulses = tuple(p for p in found.pulses if p not in unsettled)
    new = (unsettled[0],) if len(unsettled) >= LEAST_RUN else ()
    return Disturbances(pulses, (*found.steps, *new), found.effects)


def _learnt(
    layout: Layout, y: Array, rows: Rows, found: Disturbances, learn_from: int
) -> dict[str, float]:
    late = np.concatenate([rows[:-learn_from][::THINNED], rows[-learn_from:]])
    names = list(layout.parts)
    # A part that touches none of these rows keeps its prior.
    parts = [layout.parts[name][np.ix_(late, late)] for name in names]
    noise = float(np.var(np.diff(y[late]))) / 2 if len(late) > 2 else 0.01
    priors = [*(PRIORS[name] for name in names), Prior(max(noise, 1e-6), 0.5)]
    if len(late) < LEAST_FOR_VARIANCES:
        learnt = np.array([p.centre for p in priors])
    else:
        learnt = variances(y[late], parts, _free(layout, found, late, late), priors)
    return dict(zip([*names, "noise"], (float(v) for v in learnt), strict=True))


def _free(layout: Layout, found: Disturbances, left: Rows, right: Rows) -> Array:
    """Return the covariance of what is as good as unknown: the first level, steps, and great days of the calendar."""
    total = np.full((len(left), len(right)), FLAT)
    for step in found.steps:
        total += FLAT * np.outer(left >= step, right >= step)
    matrix, dated = layout.effects.matrix, layout.dated
    for place in found.effects:
        column = matrix[:, dated[place]]
        total += FLAT * np.outer(column[left], column[right])
    return total


def _covariance(
    layout: Layout, scales: dict[str, float], found: Disturbances, left: Rows, right: Rows
) -> Array:
    total = _free(layout, found, left, right)
    places = np.ix_(left, right)
    total += layout.mixed(scales)[places] + scales["level"] * layout.parts["level"][places]
    return total


def _solved(
    layout: Layout,
    scales: dict[str, float],
    y: Array,
    rows: Rows,
    found: Disturbances = NOTHING,
) -> tuple[Array, Array]:
    covariance = _covariance(layout, scales, found, rows, rows)
    inverse = inverse_of(covariance + scales["noise"] * np.eye(len(rows)))
    return inverse, inverse @ y[rows]
