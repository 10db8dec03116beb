"""Weekly sales with a planted response: level, trend, season, noise, and channels whose carry-over and saturation are known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
ALPHA, LAMBDA, BETA = (0.4, 0.2), (4.0, 3.0), (3.0, 2.0)
LAGS = 8


@dataclass(frozen=True)
class Planted:
    """`spend` [2, weeks] with 1 as the largest week, `sales` [weeks], `controls` [weeks, k]."""

    spend: Array
    sales: Array
    controls: Array


def carried_by_hand(spend: Array, alpha: float, lags: int = LAGS) -> Array:
    """Return the carried spend by its definition, week by week."""
    weights = [alpha**lag for lag in range(lags)]
    return np.array(
        [
            sum(w * spend[week - lag] for lag, w in enumerate(weights) if week >= lag) / sum(weights)
            for week in range(len(spend))
        ]
    )  # fmt: skip


def saturated_by_hand(carried: Array, shape: float) -> Array:
    """Return the logistic saturation as it is usually written, 1 at infinite spend."""
    return np.asarray((1 - np.exp(-shape * carried)) / (1 + np.exp(-shape * carried)))


def planted(seed: int, weeks: int = 156, noise: float = 0.3) -> Planted:
    """Return one draw; a fifth of the weeks has no spend in a channel."""
    rng = np.random.default_rng(seed)
    spend = rng.gamma(2.0, 1.0, (2, weeks)) * (rng.random((2, weeks)) < 0.8)
    spend /= spend.max(axis=1, keepdims=True)
    week = np.arange(weeks)
    turn = 2 * np.pi * week * 7 / 365.25
    sales = 2 + week / 100 + 0.5 * np.sin(turn) + rng.normal(0, noise, weeks)
    for n, (alpha, shape, beta) in enumerate(zip(ALPHA, LAMBDA, BETA, strict=True)):
        sales = sales + beta * saturated_by_hand(carried_by_hand(spend[n], alpha), shape)
    controls = [np.ones(weeks), week / weeks, *(f(k * turn) for k in (1, 2) for f in (np.sin, np.cos))]  # fmt: skip
    return Planted(spend, sales, np.stack(controls, 1))
