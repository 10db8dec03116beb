"""Several comparisons at once: p-values raised so that luck does not grow with their number."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from lianyi.stats.intervals import Array


def holm(p_values: Sequence[float]) -> list[float]:
    """Return p-values that bound the chance of any false finding, whatever the dependence.

    Holm, S. (1979), "A simple sequentially rejective multiple test procedure".

    >>> holm([0.01, 0.04, 0.03])
    [0.03, 0.06, 0.06]
    """
    order = np.argsort(p_values, kind="stable")
    left = len(p_values) - np.arange(len(p_values))
    raised = np.maximum.accumulate(np.asarray(p_values, float)[order] * left)
    return _back(np.minimum(raised, 1), order)


def benjamini_hochberg(p_values: Sequence[float]) -> list[float]:
    """Return p-values that bound the share of false findings among the findings.

    Benjamini, Hochberg (1995), "Controlling the false discovery rate".

    >>> [round(p, 3) for p in benjamini_hochberg([0.01, 0.04, 0.03])]
    [0.03, 0.04, 0.04]
    """
    order = np.argsort(p_values, kind="stable")
    ranks = np.arange(1, len(p_values) + 1)
    raised = np.asarray(p_values, float)[order] * len(p_values) / ranks
    lowered = np.minimum.accumulate(raised[::-1])[::-1]
    return _back(np.minimum(lowered, 1), order)


def dunnett(statistics: Sequence[float], errors: Sequence[float], control: float) -> list[float]:
    """Return p-values for several arms against one control, whose noise they share.

    `statistics` are differences in standard errors, `errors` the standard errors of the arms, `control` that of the
    control. Dunnett, C. W. (1955), "A multiple comparison procedure for comparing several treatments with a
    control", for large samples and unequal variances: given the control's deviation the arms are independent, so the
    probability is an integral over one normal variable. Less strict than Holm, as valid.
    """
    from scipy.special import ndtr

    together = np.asarray(errors, float) ** 2 + control**2
    # Without any error the arms share half of nothing; an arm without one shares nearly all.
    shared = np.divide(control**2, together, out=np.full(len(together), 0.5), where=together > 0)
    shared = np.minimum(shared, 1 - 1e-9)
    points, weights = np.polynomial.hermite_e.hermegauss(121)
    weights = weights / weights.sum()
    pull, own = np.sqrt(shared)[:, None] * points, np.sqrt(1 - shared)[:, None]
    found = []
    for statistic in np.abs(np.asarray(statistics, float)):
        inside = ndtr((statistic - pull) / own) - ndtr((-statistic - pull) / own)
        found.append(float(np.clip(1 - weights @ inside.prod(axis=0), 0, 1)))
    return found


def _back(values: Array, order: Array) -> list[float]:
    """Return `values`, sorted by p, in the order in which the p-values came."""
    out = np.empty(len(values))
    out[order] = values
    return [float(v) for v in out]
