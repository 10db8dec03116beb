"""Ratio metrics, sum over sum with several rows a person: the delta method, person by person.

Orders of one person are alike, so an error computed over orders is too small. Here each person is one draw.
"""

from __future__ import annotations

import numpy as np

from lianyi.stats.differences import Arm
from lianyi.stats.intervals import Array, ratio_error


def arm_of(numerators: Array, denominators: Array) -> Arm:
    """Return `sum(numerators) / sum(denominators)` [one value a person each] with its standard error."""
    return Arm(len(numerators), *ratio_error(numerators, denominators))


def linear(numerators: Array, denominators: Array) -> Array:
    """Return one value a person whose mean is the ratio and whose variance of the mean is that of the delta method.

    Deng, Knoblich, Lu (2018), "Applying the delta method in metric analytics": the ratio plus each person's residual over the mean
    denominator. NaN where the denominator sums to 0.
    """
    below = float(np.sum(denominators))
    if len(numerators) == 0 or below == 0:
        return np.full(len(numerators), np.nan)
    ratio = float(np.sum(numerators)) / below
    residuals = np.asarray(numerators, float) - ratio * np.asarray(denominators, float)
    return np.asarray(ratio + residuals / (below / len(numerators)))
