"""A series as a sum of Gaussian parts (level, slope, weekday, festivals …), and how much each part varies.

y ~ N(m, Σ_k v_k P_k + v_0 I). The variances v are found by the minorise-maximise steps of Zhou, Hu, Zhou and Lange (2019),
"MM algorithms for variance components models", each with a weak prior that keeps short series from fitting chance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    Array = npt.NDArray[np.float64]

STEPS = 40
SETTLED = 0.03
STRIDE = 1.7
"""MM steps are safe and short; in log space they are stretched by this, which stays stable in practice."""
FLAT = 25.0
"""Variance of the unknown starting level in the series' own (relative) unit: as good as unknown."""


@dataclass(frozen=True)
class Prior:
    """A variance is thought to be about `centre`, as if seen `2 × weight` times."""

    centre: float
    weight: float


def inverse_of(covariance: Array) -> Array:
    """Return the inverse of a symmetric positive matrix."""
    from scipy.linalg.lapack import dpotrf, dpotri

    factor, broken = dpotrf(covariance, lower=1)
    if broken:
        factor, _ = dpotrf(covariance + 1e-8 * np.trace(covariance) / len(covariance) * np.eye(len(covariance)), lower=1)  # fmt: skip
    # Above the diagonal of what both leave there are zeros.
    lower, _ = dpotri(factor, lower=1)
    full: Array = lower + lower.T
    np.fill_diagonal(full, np.diag(lower))
    return full


def variances(
    y: Array, parts: Sequence[Array], fixed: Array | float, priors: Sequence[Prior]
) -> Array:
    """Return the variance of each of `parts` (n × n each) and, last, of the noise; `priors` in the same order.

    `fixed` is covariance that is not to be learnt (unknown level, known steps).
    """
    every = [*parts, np.eye(len(y))]
    found = np.array([p.centre for p in priors])
    sizes = np.array([float(np.trace(part)) / len(y) for part in every])
    for _ in range(STEPS):
        covariance = fixed + sum(v * part for v, part in zip(found, every, strict=True))
        inverse = inverse_of(np.asarray(covariance))
        weights = inverse @ y
        moved = np.array(
            [
                _step(v, float(weights @ part @ weights), float((inverse * part).sum()), prior)
                for v, part, prior in zip(found, every, priors, strict=True)
            ]
        )
        ratio = moved / found
        found = found * ratio**STRIDE
        # A part that hardly counts may shrink for ever: it does not keep the others waiting.
        share = np.minimum(1.0, 10 * found * sizes / float(found @ sizes))
        if (np.abs(np.log(ratio)) * share).max() < SETTLED:
            break
    return found


def _step(now: float, pull: float, trace: float, prior: Prior) -> float:
    """Return the maximum of the surrogate: ½·trace·v² + w·v − (½·now²·pull + w·centre) = 0."""
    weight = prior.weight
    constant = 0.5 * now * now * pull + weight * prior.centre
    root = float(np.sqrt(weight * weight + 2 * max(trace, 0.0) * constant))
    # This form of the root is safe where no row tells anything about the part (trace 0: the prior stays).
    return max(2 * constant / (root + weight), 1e-12)
