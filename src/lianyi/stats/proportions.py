"""Shares of people: one arm, and two arms compared."""

from __future__ import annotations

from math import nan, sqrt

from lianyi.stats.differences import Arm, Difference
from lianyi.stats.intervals import Pair, wilson, z_of

LEAST_CELL = 10
"""With fewer people than this in any of the four cells the normal law is not trusted."""


def arm_of(hits: int, n: int) -> Arm:
    """Return the share `hits / n` with its binomial standard error; NaN for nobody."""
    if n == 0:
        return Arm(0, nan, nan)
    share = hits / n
    return Arm(n, share, sqrt(share * (1 - share) / n))


def two_proportions(
    hits: int, n: int, control_hits: int, control_n: int, level: float = 0.95
) -> Difference:
    """Compare the share `hits / n` with the control's.

    Large counts: the interval with unpooled variance and the p-value of the z-test with pooled variance (the square
    root of the 2 × 2 chi-square test without correction). Fewer than `LEAST_CELL` in any cell: the interval of Newcombe (1998,
    "Interval estimation for the difference between independent proportions", method 10) and Fisher's exact p-value.
    """
    from scipy.special import ndtr

    treated, control = arm_of(hits, n), arm_of(control_hits, control_n)
    value, critical = treated.value - control.value, z_of(level)
    error = sqrt(treated.error**2 + control.error**2)
    cells = (hits, n - hits, control_hits, control_n - control_hits)
    if min(cells) < LEAST_CELL:
        low, high = _newcombe((hits, n), (control_hits, control_n), level)
        return Difference(value, error, low, high, _fisher(*cells), critical, "newcombe")
    pooled = (hits + control_hits) / (n + control_n)
    pooled_error = sqrt(pooled * (1 - pooled) * (1 / n + 1 / control_n))
    p_value = float(2 * ndtr(-abs(value) / pooled_error))
    half = critical * error
    return Difference(value, error, value - half, value + half, p_value, critical, "z")


def _newcombe(treated: tuple[int, int], control: tuple[int, int], level: float) -> Pair:
    (low, high), (control_low, control_high) = wilson(*treated, level), wilson(*control, level)
    share, other = treated[0] / treated[1], control[0] / control[1]
    value = share - other
    return (
        value - sqrt((share - low) ** 2 + (control_high - other) ** 2),
        value + sqrt((high - share) ** 2 + (other - control_low) ** 2),
    )


def _fisher(hits: int, misses: int, control_hits: int, control_misses: int) -> float:
    from scipy.stats import fisher_exact

    return float(fisher_exact([[hits, misses], [control_hits, control_misses]])[1])
