"""The share of a total that goes to one part, where the units that were drawn (people) add to both.

The error is that of a ratio of sums (delta method); the interval is Wilson's for as many independent yes-or-no units
as would have that error, so that it stays within 0 and 1 and holds for small shares, too.
"""

from __future__ import annotations

from math import sqrt

import numpy as np

from lianyi.stats.intervals import Array, Pair, ratio_error, z_of


def share_interval(part: Array, whole: Array, level: float = 0.95) -> Pair:
    """Return the interval of `sum(part) / sum(whole)`; both have one value a unit, `part` between 0 and `whole`.

    Units may be people, or people in parts that were drawn without regard to what they did. Wilson (1927) with an
    effective number of units: Korn and Graubard (1998), "Confidence intervals for proportions with small expected
    number of positive counts". Nothing or one unit: `(0, 1)`.

    >>> low, high = share_interval(np.array([1.0, 0, 0, 1]), np.array([1.0, 1, 1, 1]))
    >>> round(low, 3), round(high, 3)
    (0.125, 0.875)
    """
    there = whole > 0
    share, error = ratio_error(part[there], whole[there])
    if not np.isfinite(error):
        return 0.0, 1.0
    total = float(np.sum(whole))
    n = share * (1 - share) / error**2 if error > 1e-12 and 0 < share < 1 else total
    z = z_of(level)
    spread = z * sqrt(max(share * (1 - share), 0.0) / n + z * z / (4 * n * n))
    middle, shrink = share + z * z / (2 * n), 1 + z * z / n
    return max((middle - spread) / shrink, 0.0), min((middle + spread) / shrink, 1.0)
