"""How surprising a number of events is beside what was expected, where events come in bunches.

The variance is `spread` × mean (spread 1 is Poisson), as in a quasi-Poisson regression (McCullagh and Nelder 1989,
"Generalized linear models", section 6.2); the law is the negative binomial with that mean and variance.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

NEARLY_POISSON = 1.0 + 1e-9
MOST_RESIDUAL = 16.0
"""One wild day counts as four deviations at most, so that it does not hide the next one."""


def upper_tail(observed: npt.ArrayLike, expected: npt.ArrayLike, spread: npt.ArrayLike) -> Array:
    """Return P(X ≥ observed). NaN where a value is; `expected` 0 makes any event impossible.

    >>> float(upper_tail(5, 1.0, 1.0).round(6))  # 1 − Σ e⁻¹ ÷ k! for k under 5
    0.00366
    """
    from scipy.special import betainc, gammainc

    k, mean, wide = _three(observed, expected, spread)
    shape = mean / (np.maximum(wide, NEARLY_POISSON) - 1)
    bunched = betainc(np.maximum(k, 1e-9), np.maximum(shape, 1e-12), 1 - 1 / np.maximum(wide, NEARLY_POISSON))  # fmt: skip
    plain = gammainc(np.maximum(k, 1e-9), mean)
    found = np.where(wide > 1.001, bunched, plain)
    return _known(np.where(k <= 0, 1.0, np.where(mean <= 0, 0.0, found)), k, mean, wide)


def lower_tail(observed: npt.ArrayLike, expected: npt.ArrayLike, spread: npt.ArrayLike) -> Array:
    """Return P(X ≤ observed), as `upper_tail`.

    >>> float(lower_tail(0, 7.0, 1.0).round(6))  # e⁻⁷
    0.000912
    """
    return 1 - upper_tail(np.asarray(observed, dtype=np.float64) + 1, expected, spread)


def _three(*values: npt.ArrayLike) -> tuple[Array, Array, Array]:
    k, mean, wide = np.broadcast_arrays(*(np.asarray(v, dtype=np.float64) for v in values))
    return k, mean, wide


def _known(found: Array, *values: Array) -> Array:
    return np.where(np.isnan(sum(values)), np.nan, found)


def trailing(values: Array, days: int, lag: int = 0) -> Array:
    """Return for every day the sum over the `days` days that end `lag` days before it; NaN counts as nothing."""
    total = np.concatenate(([0.0], np.cumsum(np.nan_to_num(values))))
    ends = np.clip(np.arange(len(values)) + 1 - lag, 0, None)
    found: Array = total[ends] - total[np.clip(ends - days, 0, None)]
    return found


def spread_before(observed: Array, expected: Array, usable: Flags, days: int, least: int) -> Array:
    """Return per day the spread (variance ÷ mean, at least 1) of the `usable` days in the `days` before it.

    It is the mean squared Pearson residual. With fewer than `least` such days it is 1.
    """
    good = usable & (expected > 0) & ~np.isnan(observed)
    safe = np.where(good, expected, 1.0)
    residual = np.minimum((np.nan_to_num(observed) - safe) ** 2 / safe, MOST_RESIDUAL)
    count = trailing(good.astype(np.float64), days, 1)
    mean = trailing(np.where(good, residual, 0.0), days, 1) / np.maximum(count, 1.0)
    found: Array = np.where(count >= least, np.maximum(mean, 1.0), 1.0)
    return found


def least_alarming(expected: float, spread: float, chance: float) -> int:
    """Return the smallest count whose upper tail is at most `chance`.

    >>> least_alarming(1.0, 1.0, 0.004)
    5
    """
    low, high = 0, int(expected + 20 * np.sqrt(max(spread * expected, 1.0)) + 50)
    while low < high:
        middle = (low + high) // 2
        if upper_tail(middle, expected, spread) <= chance:
            high = middle
        else:
            low = middle + 1
    return low


def most_alarming(expected: float, spread: float, chance: float) -> int | None:
    """Return the greatest count whose lower tail is at most `chance`; None where even 0 is not rare enough.

    >>> most_alarming(7.0, 1.0, 0.001), most_alarming(3.0, 1.0, 0.001)
    (0, None)
    """
    counts = np.arange(int(expected) + 1)
    rare = np.flatnonzero(lower_tail(counts, expected, spread) <= chance)
    return int(rare[-1]) if len(rare) else None
