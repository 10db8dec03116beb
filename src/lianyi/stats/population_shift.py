"""How far a distribution moved between two times, beside how far chance alone would move it."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
LEAST_SHARE = 1e-4
"""A part that was empty at one of the times counts as this share; its logarithm would have no end."""


def population_stability(before: Array, now: Array) -> float:
    """Return the population stability index of two counts [parts]: Σ (q − p) · ln(q ÷ p).

    It is the symmetric Kullback-Leibler divergence (Jeffreys 1946). Credit scoring reads 0.1 as a small and 0.25 as a
    large shift; those are habits, not tests.

    >>> round(population_stability(np.array([50, 50]), np.array([70, 30])), 4)
    0.1695
    """
    if not before.sum() or not now.sum():
        return float("nan")
    p = np.maximum(before / before.sum(), LEAST_SHARE)
    q = np.maximum(now / now.sum(), LEAST_SHARE)
    return float(((q - p) * np.log(q / p)).sum())


def chance_shift(before: int, now: int, parts: int, level: float = 0.95) -> float:
    """Return what the index stays below with probability `level` where nothing moved.

    For two independent samples it is (1/before + 1/now) times a chi-square variable of `parts` − 1 degrees of freedom
    (Yurdakul, Naranjo 2020, "Statistical properties of the population stability index"); people seen at both times make
    it smaller, so this is cautious.

    >>> round(chance_shift(1_000, 1_000, 10), 4)
    0.0338
    """
    from scipy.special import gammaincinv

    if parts < 2 or not before or not now:
        return float("nan")
    quantile = 2 * float(gammaincinv((parts - 1) / 2, level))
    return quantile * (1 / before + 1 / now)
