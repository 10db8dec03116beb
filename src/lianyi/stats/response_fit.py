"""Fitting carry-over, saturation and effect of several channels at once, many series side by side.

Controls (level, trend, season …) are projected out, the rest is least squares within bounds: Levenberg-Marquardt steps whose
coordinates stay inside, for all starts and all bootstrap draws in one batch of small matrices.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from lianyi.stats.response_curves import Curve, carried, lagged

Array = npt.NDArray[Any]

MOST_ALPHA = 0.95
STARTS = 48
_STEPS, _STEPS_AGAIN = 60, 25
_EASED, _STIFF = 1e-9, 1e6
# Of the sum of squares: what a further step gains is far below what one draw differs from the next.
_ENOUGH, _EXACT = 1e-5, 1e-10
_LEAST_ROOM = 0.1
_AT_ONCE = 500


@dataclass(frozen=True)
class Problem:
    """`series` [channels, lags, weeks] with 1 as the largest week, `basis` [weeks, controls] orthonormal, a curve."""

    series: Array
    basis: Array
    curve: Curve

    @property
    def channels(self) -> int:
        """How many channels there are."""
        return int(self.series.shape[0])

    def free(self, values: Array) -> Array:
        """Return `values` [..., weeks] without what controls explain."""
        return np.asarray(values - (values @ self.basis) @ self.basis.T)

    def effects(self, found: Array) -> Array:
        """Return what each channel brings by week [draws, channels, weeks] for parameters [draws, 3, channels]."""
        spend, _ = carried(self.series, found[:, 0])
        return np.asarray(self.curve.at(spend, found[:, 1])[0] * found[:, 2][..., None])


@dataclass(frozen=True)
class Fit:
    """`best` [3, channels]: alpha, shape, effect at the largest week; `draws` [draws, 3, channels] the same again.

    `fitted` and `residuals` [weeks] are of the series without controls; `rss` is the sum of squares of the residuals.
    """

    best: Array
    draws: Array
    fitted: Array
    residuals: Array
    rss: float


def problem(spend: Array, controls: Array, curve: Curve, lags: int) -> Problem:
    """Return the problem for `spend` [channels, weeks], each with a positive largest week, and `controls` [weeks, k]."""
    basis, upper = np.linalg.qr(controls)
    size = np.abs(np.diag(upper))
    basis = basis[:, size > 1e-9 * size.max()]
    return Problem(lagged(spend / spend.max(axis=1, keepdims=True), lags), basis, curve)


def fit(asked: Problem, target: Array, *, draws: int, block: int, seed: int) -> Fit:
    """Return the best fit of `target` [weeks] and `draws` fits of series made again from its residuals.

    Residuals are inflated by their leverage and drawn in circular blocks of `block` weeks, so that what lasts a few
    weeks stays together: Politis and Romano (1992), "A circular block-resampling procedure for stationary data".
    """
    rng = np.random.default_rng(seed)
    series = asked.free(target)
    starts = _starts(asked, float(np.abs(series).max()), rng)
    found, rss = solve(asked, np.repeat(series[None], len(starts), 0), starts, _STEPS)
    found, rss = solve(asked, series[None], found[[int(rss.argmin())]], _STEPS, _EXACT)
    best = found[0]
    fitted = asked.free(asked.effects(best[None])[0].sum(0))
    residuals = series - fitted
    again = fitted + asked.free(_redrawn(_inflated(asked, best, residuals), draws, block, rng))
    parts = np.array_split(again, -(-draws // _AT_ONCE))
    drawn = [solve(asked, part, np.repeat(best[None], len(part), 0), _STEPS_AGAIN)[0] for part in parts]  # fmt: skip
    return Fit(best, np.concatenate(drawn), fitted, residuals, float(rss.min()))


def needed(asked: Problem, target: Array, found: Fit) -> Array:
    """Return per channel [channels] the probability of so much better a fit if the channel had no effect at all.

    An F test of its three parameters against a fit without it, which is on the safe side as two of them are free when there
    is no effect (Davies 1977); residuals that last from week to week count for less: F × (1 − ρ) ÷ (1 + ρ).
    """
    from scipy.special import fdtrc

    series = asked.free(target)
    left = len(series) - asked.basis.shape[1] - 3 * asked.channels
    size = float(found.residuals @ found.residuals)
    lasting = max(float(found.residuals[1:] @ found.residuals[:-1]) / size, 0.0) if size else 0.0
    result = np.ones(asked.channels)
    for n in range(asked.channels):
        others = np.delete(np.arange(asked.channels), n)
        without = float(series @ series)
        if len(others):
            part = Problem(asked.series[others], asked.basis, asked.curve)
            _, rss = solve(part, series[None], found.best[None][:, :, others], _STEPS)
            without = float(rss[0])
        gained = max(without - found.rss, 0.0) / 3 / max(found.rss / left, 1e-300)
        result[n] = fdtrc(3, left, gained * (1 - lasting) / (1 + lasting))
    return result


def _starts(asked: Problem, size: float, rng: np.random.Generator) -> Array:
    shape = (STARTS, asked.channels)
    low, high = np.log(10 * asked.curve.lowest), np.log(asked.curve.highest / 2)
    return np.stack(
        [rng.uniform(0, 0.8, shape), np.exp(rng.uniform(low, high, shape)), np.full(shape, size / 2)], axis=1
    )  # fmt: skip


def _inflated(asked: Problem, best: Array, residuals: Array) -> Array:
    slopes = _slopes(asked, best[None])[0]
    _, values, directions = np.linalg.svd(slopes, full_matrices=False)
    used = directions[values > 1e-9 * max(values[0], 1e-300)]
    leverage = (used**2).sum(0) + (asked.basis**2).sum(1)
    found = residuals / np.sqrt(np.maximum(1 - leverage, _LEAST_ROOM))
    return np.asarray(found - found.mean())


def _redrawn(residuals: Array, draws: int, block: int, rng: np.random.Generator) -> Array:
    weeks = len(residuals)
    first = rng.integers(0, weeks, (draws, -(-weeks // block)))
    places = (first[:, :, None] + np.arange(block)) % weeks
    return np.asarray(residuals[places.reshape(draws, -1)[:, :weeks]])


def _slopes(asked: Problem, found: Array) -> Array:
    """Return the derivatives [draws, 3 × channels, weeks] of the fitted series by alpha, shape and effect."""
    spend, by_alpha = carried(asked.series, found[:, 0])
    value, by_spend, by_shape = asked.curve.at(spend, found[:, 1])
    effect = found[:, 2][..., None]
    return asked.free(np.concatenate([by_spend * by_alpha * effect, by_shape * effect, value], 1))


def bounds(asked: Problem) -> tuple[Array, Array]:
    """Return the least and the greatest parameters, [3 × channels] each; effects have no upper end."""
    ones = np.ones(asked.channels)
    low = np.concatenate([0 * ones, asked.curve.lowest * ones, 0 * ones])
    high = np.concatenate([MOST_ALPHA * ones, asked.curve.highest * ones, np.inf * ones])
    return low, high


def solve(
    asked: Problem, series: Array, starts: Array, steps: int, enough: float = _ENOUGH
) -> tuple[Array, Array]:
    """Return the parameters [draws, 3, channels] that fit each of `series` [draws, weeks] best, and the sums of squares.

    A coordinate at its bound that wants to leave is held for the step; a step that does not help is taken shorter.
    """
    count, channels = len(series), asked.channels
    low, high = bounds(asked)
    best = np.clip(starts.reshape(count, -1), low, high)
    rss = np.full(count, np.inf)
    stiff = np.full(count, 1e-2)

    def at(place: Array, wanted: Array) -> tuple[Array, Array, Array]:
        slopes = _slopes(asked, place.reshape(-1, 3, channels))
        left = wanted - np.einsum("dcw,dc->dw", slopes[:, 2 * channels :], place[:, 2 * channels :])
        return slopes, left, (left * left).sum(1)

    live = np.arange(count)
    slopes, left, rss = at(best, series)
    for _ in range(steps):
        if not len(live):
            break
        here = best[live]
        step = _step(slopes, left, here, stiff[live], low, high)
        tried = np.clip(here + step, low, high)
        new_slopes, new_left, new_rss = at(tried, series[live])
        better = new_rss <= rss[live]
        gained = (rss[live] - new_rss) / np.maximum(rss[live], 1e-300)
        best[live[better]] = tried[better]
        rss[live] = np.where(better, new_rss, rss[live])
        stiff[live] = np.where(better, np.maximum(stiff[live] / 5, _EASED), stiff[live] * 4)
        going = ~((better & (gained < enough)) | (stiff[live] > _STIFF))
        slopes = np.where(better[:, None, None], new_slopes, slopes)[going]
        left = np.where(better[:, None], new_left, left)[going]
        live = live[going]
    return best.reshape(count, 3, channels), rss


def _step(slopes: Array, left: Array, here: Array, stiff: Array, low: Array, high: Array) -> Array:
    pull = np.einsum("dpw,dw->dp", slopes, left)
    held = ((here <= low) & (pull < 0)) | ((here >= high) & (pull > 0))
    matrix = slopes @ slopes.transpose(0, 2, 1)
    matrix = np.where(held[:, :, None] | held[:, None, :], 0.0, matrix)
    size = np.einsum("dpp->dp", matrix)
    scale = np.maximum(size, 1e-9 * size.max(1, keepdims=True) + 1e-12)
    unit = np.eye(here.shape[1])
    matrix = matrix + (stiff[:, None] * scale + held)[:, :, None] * unit
    return np.asarray(np.linalg.solve(matrix, np.where(held, 0.0, pull)[..., None])[..., 0])
