"""CUPED: what was known of a person before the experiment takes the noise out of what came after.

Deng, Xu, Kohavi, Walker (2013), "Improving the sensitivity of online controlled experiments by utilizing
pre-experiment data".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lianyi.stats.differences import Arm
from lianyi.stats.intervals import Array
from lianyi.stats.means import arm_of


@dataclass(frozen=True)
class Adjusted:
    """The arms after adjustment.

    `theta` is the slope of outcome on covariate within arms, `reduction` the share of variance that it took away.
    """

    arms: tuple[Arm, ...]
    theta: float
    reduction: float


def adjust(values: Sequence[Array], covariates: Sequence[Array]) -> Adjusted:
    """Return every arm with `theta * (covariate - mean covariate of everybody)` taken off each value.

    `values` and `covariates` are one array [people] an arm, in the same order; a NaN covariate (a newcomer without a past)
    counts as the mean of those known and so changes nothing for that person. The slope is pooled over the arms with
    each arm's own means taken off, so that an effect cannot leak into it. The covariate must have been fixed before assignment.
    """
    known = np.concatenate([c[np.isfinite(c)] for c in covariates])
    middle = float(known.mean()) if len(known) else 0.0
    filled = [np.where(np.isfinite(c), c, middle) for c in covariates]
    away = [(v - v.mean(), x - x.mean()) for v, x in zip(values, filled, strict=True)]
    spread = sum(float(x @ x) for _, x in away)
    theta = sum(float(v @ x) for v, x in away) / spread if spread > 0 else 0.0
    everybody = float(np.concatenate(filled).mean())
    moved = [v - theta * (x - everybody) for v, x in zip(values, filled, strict=True)]
    before = sum(float(v @ v) for v, _ in away)
    after = sum(float(np.sum((m - m.mean()) ** 2)) for m in moved)
    return Adjusted(tuple(map(arm_of, moved)), theta, 1 - after / before if before > 0 else 0.0)
