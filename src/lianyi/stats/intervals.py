"""Intervals: each function returns plain `(low, high)` floats that hold the truth with probability `level`.

```
wilson      a share of people            hits out of n
poisson     a rate of rare events        a count over an exposure
student     a mean                       one value a person
normal      anything with a standard error
ratio       sum over sum                 two values a person (delta method)
cluster_bootstrap   any function of sums, people drawn in whole clusters (trees, communities)
```

Where the data says nothing (no people, one person) the interval is everything that is possible: `(0, 1)` for a
share, `(0, inf)` for a rate, `(-inf, inf)` for a mean or a ratio.
"""

from __future__ import annotations

from collections.abc import Callable
from math import inf, isnan, sqrt
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Pair = tuple[float, float]
Statistic = Callable[[Array], Any]

DRAWS = 2_000
# Indices held at once while clusters are drawn: 32 MB of int64.
_INDICES_AT_ONCE = 4_000_000
# Sums that take few distinct values (sizes of trees) are drawn by value: equal in law, far cheaper.
_VALUES_DRAWN_BY_COUNT = 2_000


def z_of(level: float = 0.95) -> float:
    """Return the two-sided normal quantile: 1.96 for 0.95."""
    from scipy.special import ndtri

    return float(ndtri((1 + level) / 2))


def wilson(hits: int, n: int, level: float = 0.95) -> Pair:
    """Return the interval of the share `hits / n`.

    Wilson, E. B. (1927), "Probable inference, the law of succession, and statistical inference". It stays inside
    0 to 1 and holds at 0 and at n hits.

    >>> [round(end, 4) for end in wilson(10, 20)]
    [0.2993, 0.7007]
    """
    if n <= 0:
        return 0.0, 1.0
    z, share = z_of(level), hits / n
    spread = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    middle = share + z * z / (2 * n)
    shrink = 1 + z * z / n
    low = 0.0 if hits == 0 else (middle - spread) / shrink
    high = 1.0 if hits == n else (middle + spread) / shrink
    return max(low, 0.0), min(high, 1.0)


def poisson(events: int, exposure: float = 1.0, level: float = 0.95) -> Pair:
    """Return the exact interval of the rate `events / exposure`.

    Garwood, F. (1936), "Fiducial limits for the Poisson distribution": chi-square quantiles, never too short.

    >>> [round(end, 3) for end in poisson(3)]
    [0.619, 8.767]
    """
    from scipy.special import gammaincinv

    if exposure <= 0:
        return 0.0, inf
    tail = (1 - level) / 2
    low = float(gammaincinv(events, tail)) if events else 0.0
    return low / exposure, float(gammaincinv(events + 1, 1 - tail)) / exposure


def normal(value: float, standard_error: float, level: float = 0.95) -> Pair:
    """Return `value` plus and minus the normal quantile times its standard error; no error known: everything."""
    if isnan(value) or isnan(standard_error):
        return -inf, inf
    half = z_of(level) * standard_error
    return float(value - half), float(value + half)


def student(values: Array, level: float = 0.95) -> Pair:
    """Return the interval of the mean of `values` [people] by Student's t."""
    from scipy.special import stdtrit

    n = len(values)
    if n < 2:
        return -inf, inf
    error = float(np.std(values, ddof=1)) / sqrt(n)
    middle, half = float(np.mean(values)), float(stdtrit(n - 1, (1 + level) / 2)) * error
    return middle - half, middle + half


def ratio_error(numerators: Array, denominators: Array) -> tuple[float, float]:
    """Return the ratio of sums and its standard error by the delta method; both arrays have one value a unit.

    The unit is what was drawn independently (a person, a tree), never the row. Deng, Knoblich, Lu (2018),
    "Applying the delta method in metric analytics". NaN where the denominator sums to 0 or one unit is all there is.
    """
    n, below = len(numerators), float(np.sum(denominators))
    if n == 0 or below == 0:
        return float("nan"), float("nan")
    ratio = float(np.sum(numerators)) / below
    if n < 2:
        return ratio, float("nan")
    residuals = np.asarray(numerators, float) - ratio * np.asarray(denominators, float)
    return ratio, sqrt(float(np.sum(residuals * residuals)) / (n - 1) * n) / abs(below)


def ratio(numerators: Array, denominators: Array, level: float = 0.95) -> Pair:
    """Return the interval of `sum(numerators) / sum(denominators)` by the delta method, unit by unit."""
    return normal(*ratio_error(numerators, denominators), level)


def sums_by_cluster(clusters: Array, *parts: Array) -> Array:
    """Return [clusters, parts] float sums; `clusters` [rows] are any labels, `parts` are [rows] each."""
    _, place = np.unique(clusters, return_inverse=True)
    return np.stack([np.bincount(place, weights=p) for p in parts], axis=1)


def cluster_bootstrap(
    sums: Array,
    statistic: Statistic,
    *,
    seed: int,
    draws: int = DRAWS,
    level: float = 0.95,
    method: Literal["percentile", "bca"] = "percentile",
) -> Pair:
    """Return the interval of a function of sums when whole clusters are drawn with replacement.

    `sums` is [clusters, k]: what each cluster adds to each of k totals (see `sums_by_cluster`). `statistic` takes
    totals [draws, k] and returns [draws], for instance `lambda t: t[:, 0] / t[:, 1]`. Draws on which it is not
    finite are left out. `bca` corrects bias and skew (Efron 1987); its jackknife leaves out one cluster at a time.

    >>> trees = np.array([[2, 1], [0, 1], [5, 3], [1, 2]])
    >>> low, high = cluster_bootstrap(trees, lambda t: t[:, 0] / t[:, 1], seed=1)
    >>> low < 8 / 7 < high
    True
    """
    sums = np.atleast_2d(np.asarray(sums, float))
    if len(sums) < 2:
        return -inf, inf
    with np.errstate(divide="ignore", invalid="ignore"):
        drawn = np.asarray(statistic(drawn_totals(sums, draws, seed)), float)
        if method == "percentile":
            return percentile(drawn, level)
        total = sums.sum(axis=0)
        point = float(np.asarray(statistic(total[None, :]))[0])
        return bca(drawn, point, np.asarray(statistic(total - sums), float), level)


def drawn_totals(sums: Array, draws: int, seed: int) -> Array:
    """Return [draws, k] totals of as many clusters as there are, drawn with replacement from `sums` [clusters, k]."""
    rng, n = np.random.default_rng(seed), len(sums)
    values, counts = np.unique(sums, axis=0, return_counts=True)
    if len(values) <= _VALUES_DRAWN_BY_COUNT:
        times = rng.multinomial(n, counts / n, size=draws)
        return np.asarray(times @ values)
    totals = np.empty((draws, sums.shape[1]))
    step = max(1, _INDICES_AT_ONCE // n)
    for start in range(0, draws, step):
        some = min(step, draws - start)
        chosen = rng.integers(0, n, size=(some, n))
        for part in range(sums.shape[1]):
            totals[start : start + some, part] = sums[:, part][chosen].sum(axis=1)
    return totals


def percentile(drawn: Array, level: float = 0.95) -> Pair:
    """Return the middle `level` of bootstrap estimates [draws]."""
    kept = drawn[np.isfinite(drawn)]
    if len(kept) == 0:
        return -inf, inf
    low, high = np.quantile(kept, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def bca(drawn: Array, point: float, left_out: Array, level: float = 0.95) -> Pair:
    """Return the bias-corrected and accelerated interval.

    `drawn` [draws] are bootstrap estimates, `point` is the estimate, `left_out` [clusters] the estimates without
    one cluster each. Efron, B. (1987), "Better bootstrap confidence intervals".
    """
    from scipy.special import ndtr, ndtri

    kept, left = drawn[np.isfinite(drawn)], left_out[np.isfinite(left_out)]
    if len(kept) == 0 or len(left) == 0:
        return -inf, inf
    # Half of the ties count as below, so that a lattice (shares of few people) has no bias of its own.
    below = float(np.mean(kept < point) + np.mean(kept == point) / 2)
    edge = 0.5 / len(kept)
    bias = float(ndtri(min(max(below, edge), 1 - edge)))
    away = left.mean() - left
    scale = float(np.sum(away**2)) ** 1.5
    skew = float(np.sum(away**3)) / (6 * scale) if scale > 0 else 0.0
    ends = ndtri(np.array([(1 - level) / 2, (1 + level) / 2]))
    shares = ndtr(bias + (bias + ends) / (1 - skew * (bias + ends)))
    low, high = np.quantile(kept, shares)
    return float(low), float(high)
