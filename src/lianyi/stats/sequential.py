"""Intervals that hold at every look at once, so that peeking every day is safe.

Robbins, H. (1970), "Statistical methods related to the law of the iterated logarithm": the normal mixture boundary. With
estimated variances it is the asymptotic confidence sequence of Waudby-Smith, Arbour, Sinha, Kennedy, Ramdas (2021, "Time-uniform
central limit theory and asymptotic confidence sequences").

With n people so far and an estimate whose standard error is e, the interval is

    estimate ± e · sqrt( (n ρ² + 1) / (n ρ²) · ln( (n ρ² + 1) / α² ) )

The probability that the truth is ever outside, over all n from `LEAST_PEOPLE` on, is at most α. ρ² only decides where it is
narrowest: `tuned(planned)` makes that the size one plans for. It must be chosen before looking.
"""

from __future__ import annotations

from math import exp, inf, isfinite, log, nan, sqrt

from lianyi.stats.intervals import Pair

PLANNED = 20_000
"""People of both arms together at which the interval is narrowest, where no plan says otherwise."""
LEAST_PEOPLE = 50
"""Fewer people in an arm say nothing: the central limit theorem has not set in."""


def tuned(planned: int = PLANNED, alpha: float = 0.05) -> float:
    """Return ρ² for which the interval is narrowest at `planned` people of both arms together.

    Waudby-Smith et al. (2021), appendix B.2, with the Lambert function by its usual approximation.

    >>> round(tuned(20_000) * 20_000, 3)
    7.936
    """
    twice = -2 * log(alpha)
    return (twice + log(twice + 1)) / planned


def critical(n: int, rho2: float, alpha: float = 0.05) -> float:
    """Return how many standard errors wide half of the interval is at `n` people of both arms.

    It is 3.04 at best, against 1.96 for a single look.
    """
    if n <= 0:
        return inf
    grown = n * rho2 + 1
    return sqrt(grown / (grown - 1) * log(grown / alpha**2))


def interval(value: float, error: float, n: int, rho2: float, alpha: float = 0.05) -> Pair:
    """Return the interval of `value` after `n` people; everything where the error is not known."""
    if not (isfinite(value) and isfinite(error) and error > 0):
        return -inf, inf
    half = critical(n, rho2, alpha) * error
    return value - half, value + half


def p_value(value: float, error: float, n: int, rho2: float) -> float:
    """Return the smallest α whose interval leaves out 0: a p-value that may be looked at any time.

    NaN where the error is not known.
    """
    if not (isfinite(value) and isfinite(error) and error > 0):
        return nan
    grown = n * rho2 + 1
    evidence = (value / error) ** 2 * (grown - 1) / grown / 2
    return min(1.0, exp(log(grown) / 2 - evidence))
