"""Maximum likelihood of positive parameters: from the two best starts, and how sure the data is of each.

Parameters are searched on their logarithms, where they cannot become negative and where their errors are closer
to a normal law.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
STEP = 1e-4
FAR = 12.0
"""Logarithms are searched within ±12: beyond, special functions cancel to noise that looks like a peak."""
EDGE = 11.0
"""A parameter out here is pushed to 0 or infinity: the data cannot tell it."""


@dataclass(frozen=True)
class Fit:
    """`values` by name; `covariance` of their logarithms, None where the likelihood is flat in some direction."""

    names: tuple[str, ...]
    values: tuple[float, ...]
    log_likelihood: float
    covariance: Array | None

    def __getitem__(self, name: str) -> float:
        return self.values[self.names.index(name)]

    @property
    def is_sure(self) -> bool:
        """Whether the data tells every parameter."""
        return self.covariance is not None

    def interval(self, name: str, level: float = 0.95) -> tuple[float, float] | None:
        """Return the interval of one parameter from the curvature of the likelihood (Wald, on the logarithm)."""
        from lianyi.stats.intervals import z_of

        if self.covariance is None:
            return None
        number = self.names.index(name)
        spread = z_of(level) * float(np.sqrt(self.covariance[number, number]))
        centre = float(np.log(self.values[number]))
        return float(np.exp(centre - spread)), float(np.exp(centre + spread))

    def draws(self, count: int, seed: int) -> Array:
        """Return `count` parameter vectors that the data allows, [count, parameters]; one row where it is unsure."""
        centre = np.log(np.array(self.values))
        if self.covariance is None:
            return np.asarray(np.exp(centre)[None, :])
        drawn = np.random.default_rng(seed).multivariate_normal(centre, self.covariance, count)
        return np.asarray(np.exp(drawn))


def maximise(
    log_likelihood: Callable[[Array], float],
    names: Sequence[str],
    starts: Sequence[Sequence[float]],
) -> Fit | None:
    """Return the best fit over `starts` (positive values); None where no start converges to anything finite."""
    from scipy.optimize import minimize

    def loss(logs: Array) -> float:
        if np.any(np.abs(logs) > FAR):
            return 1e300
        value = log_likelihood(np.exp(logs))
        return -value if np.isfinite(value) else 1e300

    best: Any = None
    for start in sorted((np.log(np.array(s)) for s in starts), key=loss)[:2]:
        found = minimize(loss, start, method="Nelder-Mead", options={"maxiter": 4_000, "xatol": 1e-6, "fatol": 1e-7})  # fmt: skip
        if found.fun < 1e299 and (best is None or found.fun < best.fun):
            best = found
    if best is None:
        return None
    logs = np.asarray(best.x)
    return Fit(tuple(names), tuple(map(float, np.exp(logs))), -float(best.fun), _covariance(loss, logs))  # fmt: skip


def _covariance(loss: Callable[[Array], float], logs: Array) -> Array | None:
    """Return the inverse curvature at the optimum; None where it is no peak or lies at the edge of the world."""
    if np.any(np.abs(logs) > EDGE):
        return None
    curvature = _hessian(loss, logs)
    try:
        np.linalg.cholesky(curvature)
        return np.asarray(np.linalg.inv(curvature))
    except np.linalg.LinAlgError:
        return None


def _hessian(loss: Callable[[Array], float], at: Array) -> Array:
    """Return the second derivatives by central differences."""
    size = len(at)
    step = STEP * np.maximum(1.0, np.abs(at))
    found = np.empty((size, size))
    for i in range(size):
        for j in range(i, size):
            corners = [
                sign_i * sign_j * loss(_moved(at, i, sign_i * step[i], j, sign_j * step[j]))
                for sign_i in (1, -1)
                for sign_j in (1, -1)
            ]
            found[i, j] = found[j, i] = sum(corners) / (4 * step[i] * step[j])
    return found


def _moved(at: Array, i: int, by_i: float, j: int, by_j: float) -> Array:
    moved = at.copy()
    moved[i] += by_i
    moved[j] += by_j
    return moved
