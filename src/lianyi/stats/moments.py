"""Intervals from sums that were added up person by person: the persons themselves need not be kept.

With x and n as what one person adds to a numerator and a denominator, the sums of x, n, x², xn and n² over people are
all that the delta method needs (Deng, Knoblich, Lu 2018, "Applying the delta method in metric analytics").
"""

from __future__ import annotations

from math import inf, sqrt

from lianyi.stats.intervals import Pair, normal, wilson

# Below this share of the sum of squares a spread is rounding of floats.
_ROUNDING = 1e-12


def ratio_of_sums(
    x: float, n: float, xx: float, xn: float, nn: float, people: int, level: float = 0.95
) -> Pair:
    """Return the interval of x / n over `people`; everything where one person is all there is.

    >>> [round(end, 3) for end in ratio_of_sums(x=3, n=8, xx=5, xn=11, nn=26, people=3)]
    [0.184, 0.566]
    """
    if people < 2 or n == 0:
        return -inf, inf
    ratio = x / n
    spread = xx - 2 * ratio * xn + ratio * ratio * nn
    if spread <= _ROUNDING * max(xx, ratio * ratio * nn):
        spread = 0.0
    return normal(ratio, sqrt(spread * people / (people - 1)) / abs(n), level)


def share_of_sums(
    x: float, n: float, xx: float, xn: float, nn: float, people: int, level: float = 0.95
) -> tuple[Pair, str]:
    """Return the interval of a share x / n and its method; it lies within 0 and 1.

    Where people do not differ (nobody or everybody did it) the spread says nothing: then Wilson's interval for as
    many trials as there are people is taken, for the person is what was drawn.
    """
    low, high = ratio_of_sums(x, n, xx, xn, nn, people, level)
    if people < 2 or low == high:
        return wilson(round(x / n * people) if n else 0, people, level), "wilson"
    return (max(low, 0.0), min(high, 1.0)), "delta"


def mean_of_sums(x: float, xx: float, people: int, level: float = 0.95) -> Pair:
    """Return the interval of the mean x / `people` by Student's t.

    >>> [round(end, 2) for end in mean_of_sums(x=6, xx=14, people=3)]
    [-0.48, 4.48]
    """
    from scipy.special import stdtrit

    if people < 2:
        return -inf, inf
    mean = x / people
    variance = max(xx - x * mean, 0.0) / (people - 1)
    half = float(stdtrit(people - 1, (1 + level) / 2)) * sqrt(variance / people)
    return mean - half, mean + half
