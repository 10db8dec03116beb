"""Rates of many groups at once: each is drawn towards the mean of all as far as its own data is thin.

Efron and Morris (1975), "Data analysis using Stein's estimator". How much the groups truly differ is not known either, so the
answer is averaged over it (Gelman et al., "Bayesian data analysis", 5.4, flat prior on that deviation).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
FEWEST_GROUPS = 3
_GRID = 80
_REACH = 5.0


@dataclass(frozen=True)
class Shrunk:
    """Arrays [groups]: the `raw` rate, the `value` after shrinking, its `error`, the `weight` of the group's own data.

    `mean` is what groups are drawn to, `spread` the standard deviation between groups, `excess` how many times more single
    rows vary than counts would (1 = as counts do).
    """

    raw: Array
    value: Array
    error: Array
    weight: Array
    mean: float
    spread: float
    excess: float

    def ends(self, level: float = 0.95) -> tuple[Array, Array]:
        """Return the ends of the intervals, none below 0."""
        from lianyi.stats.intervals import z_of

        half = z_of(level) * self.error
        return np.maximum(self.value - half, 0.0), self.value + half


def shrunk_ratios(above: Array, below: Array, group: Array, groups: int) -> Shrunk:
    """Return sum over sum per group, shrunk. `above`, `below` [rows] are not negative, `group` [rows] from 0 to `groups`.

    A row's `above` varies as a count whose variance is `excess` times its mean; the excess is pooled over all groups, so
    that a group of one row has an error as well. Groups whose `below` is 0 have NaN as raw and the mean as value.
    """
    top = np.bincount(group, weights=above, minlength=groups)
    size = np.bincount(group, weights=below, minlength=groups)
    total = float(size.sum())
    overall = float(top.sum()) / total if total else float("nan")
    with np.errstate(divide="ignore", invalid="ignore"):
        raw = top / size
    excess = _excess(above, below, group, raw, overall)
    if not overall > 0:
        zero = np.zeros(groups)
        return Shrunk(raw, zero + (0.0 if total else np.nan), zero, zero, overall, 0.0, excess)
    each = np.where(size > 0, excess / np.where(size > 0, size, 1.0), np.inf)
    # A high rate varies more than a low one; its own shrunken value says how high it is.
    first = _averaged(raw, each * overall, overall, excess)
    return _averaged(raw, each * np.maximum(first.value, 0.05 * overall), overall, excess)


def _excess(above: Array, below: Array, group: Array, raw: Array, overall: float) -> float:
    """Return Pearson's chi-square of the rows around their groups over its degrees of freedom."""
    used = below > 0
    rows, known = int(used.sum()), len(np.unique(group[used]))
    left = rows - known
    if left < 2 or not overall > 0:
        return 1.0
    expected = np.maximum(raw[group[used]], 1e-3 * overall) * below[used]
    return max(float((((above[used] - expected) ** 2) / expected).sum()) / left, 1e-12)


def _averaged(raw: Array, variance: Array, overall: float, excess: float) -> Shrunk:
    known = np.isfinite(variance)
    y, v = raw[known], variance[known]
    if len(y) < FEWEST_GROUPS:
        value = np.where(known, raw, overall)
        error = np.where(known, np.sqrt(np.where(known, variance, 0.0)), np.nan)
        return Shrunk(raw, value, error, known.astype(float), overall, 0.0, excess)
    widest = _REACH * max(float(np.std(y)), float(np.sqrt(v.min())))
    spread = np.linspace(0, widest, _GRID)[:, None]
    precision = 1 / (v + spread**2)
    certainty = precision.sum(1)
    mean = (precision * y).sum(1) / certainty
    odds = 0.5 * (np.log(precision).sum(1) - np.log(certainty) - (precision * (y - mean[:, None]) ** 2).sum(1))  # fmt: skip
    chance = np.exp(odds - odds.max())
    chance /= chance.sum()
    own = spread**2 / (v + spread**2)
    at = own * y + (1 - own) * mean[:, None]
    around = own * v + (1 - own) ** 2 / certainty[:, None]
    value, weight = chance @ at, chance @ own
    error = np.sqrt(chance @ (around + (at - value) ** 2))
    middle = float(chance @ mean)
    between = float(np.sqrt(chance @ spread[:, 0] ** 2))
    whole_value, whole_weight = np.full(len(raw), middle), np.zeros(len(raw))
    whole_error = np.full(len(raw), float(np.sqrt(between**2 + chance @ (1 / certainty))))
    whole_value[known], whole_error[known], whole_weight[known] = value, error, weight
    return Shrunk(raw, whole_value, whole_error, whole_weight, middle, between, excess)
