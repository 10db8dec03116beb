"""Means of one value a person, and caps on values that would decide a mean alone."""

from __future__ import annotations

from math import nan, sqrt

import numpy as np

from lianyi.stats.differences import Arm
from lianyi.stats.intervals import Array


def arm_of(values: Array) -> Arm:
    """Return the mean of `values` [people] with its standard error; the error of one person is NaN."""
    n = len(values)
    if n == 0:
        return Arm(0, nan, nan)
    error = float(np.std(values, ddof=1)) / sqrt(n) if n > 1 else nan
    return Arm(n, float(np.mean(values)), error)


def capped(values: Array, share: float) -> tuple[Array, float, int]:
    """Return `values` with the largest cut down, the cap, and how many were cut.

    The cap is the quantile `share` of the values above 0 of all arms together: zeros (people who did not buy) must
    not move it, and a cap an arm would hide the very difference that is looked for.
    """
    above = values[values > 0]
    if len(above) == 0:
        return values, nan, 0
    cap = float(np.quantile(above, share))
    return np.minimum(values, cap), cap, int(np.sum(values > cap))
