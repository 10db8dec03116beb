"""How spending carries over and wears off: geometric adstock, then a saturating curve; both with their derivatives.

Everything is batched: parameters are [draws, channels], series [channels, weeks] with the largest week as 1.

```
logistic   tanh(λ a ÷ 2) ÷ tanh(λ ÷ 2)    λ is the shape: near 0 a straight line, 10 a hard ceiling
hill       a (1 + k) ÷ (a + k)            k is the shape: the spend, as a share of the largest, at half the ceiling
```

Both are 1 at the largest spend, so the effect there is a parameter of its own and a straight line is no limit at infinity.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Three = tuple[Array, Array, Array]


def lagged(spend: Array, lags: int) -> Array:
    """Return [channels, lags, weeks]: `spend` [channels, weeks] as it was 0, 1 … weeks before; nothing before the first."""
    channels, weeks = spend.shape
    found = np.zeros((channels, lags, weeks))
    for lag in range(min(lags, weeks)):
        found[:, lag, lag:] = spend[:, : weeks - lag]
    return found


def carried(series: Array, alpha: Array) -> tuple[Array, Array]:
    """Return the carried spend [draws, channels, weeks] and its derivative by `alpha` [draws, channels].

    The week `l` weeks ago weighs `alpha ** l`, and the weights sum to 1: a steady spend stays as it is. `series` is
    what `lagged` returns. Jin et al. (2017), "Bayesian methods for media mix modeling with carryover and shape effects".
    """
    lag = np.arange(series.shape[1])
    weight = alpha[..., None] ** lag
    slope = np.where(lag > 0, lag * alpha[..., None] ** np.maximum(lag - 1, 0), 0.0)
    total = weight.sum(-1, keepdims=True)
    weight = weight / total
    slope = (slope - weight * slope.sum(-1, keepdims=True)) / total
    return _mixed(weight, series), _mixed(slope, series)


def _mixed(weights: Array, series: Array) -> Array:
    return np.asarray(np.matmul(weights.transpose(1, 0, 2), series).transpose(1, 0, 2))


def _logistic(a: Array, shape: Array) -> Three:
    half = shape[..., None] / 2
    at, top = np.tanh(half * a), np.tanh(half)
    room = 1 - at * at
    value = at / top
    by_shape = 0.5 * (a * room - value * (1 - top * top)) / top
    return value, half * room / top, by_shape


def _logistic_place(slope: Array, shape: Array) -> Array:
    half = shape / 2
    room = np.clip(slope * np.tanh(half) / half, 1e-300, 1.0)
    return np.asarray(np.arctanh(np.minimum(np.sqrt(1 - room), 1 - 1e-16)) / half)


def _logistic_ceiling(shape: Array) -> Array:
    return np.asarray(1 / np.tanh(shape / 2))


def _hill(a: Array, shape: Array) -> Three:
    k = shape[..., None]
    below = a + k
    return a * (1 + k) / below, k * (1 + k) / below**2, a * (a - 1) / below**2


def _hill_place(slope: Array, shape: Array) -> Array:
    return np.asarray(
        np.maximum(np.sqrt(shape * (1 + shape) / np.maximum(slope, 1e-300)) - shape, 0.0)
    )


def _hill_ceiling(shape: Array) -> Array:
    return np.asarray(1 + shape)


@dataclass(frozen=True)
class Curve:
    """A concave curve with one shape parameter between `lowest` and `highest`.

    `at(a, shape)` takes carried spend [draws, channels, points] and shapes [draws, channels] and returns value,
    derivative by `a` and derivative by the shape; `place(slope, shape)` is the `a` at which the curve is that steep (0
    where it never is); `ceiling(shape)` is its limit at infinite spend.
    """

    key: str
    parameter: str
    lowest: float
    highest: float
    at: Callable[[Array, Array], Three]
    place: Callable[[Array, Array], Array]
    ceiling: Callable[[Array], Array]


CURVES = {
    "logistic": Curve(
        "logistic", "lambda", 0.05, 20.0, _logistic, _logistic_place, _logistic_ceiling
    ),
    "hill": Curve("hill", "half_saturation", 0.02, 20.0, _hill, _hill_place, _hill_ceiling),
}
