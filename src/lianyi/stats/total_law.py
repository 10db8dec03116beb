"""How the total of a forecast is distributed: Student's law around what is expected, wide as past totals were wrong.

```
spread² = w q² + (1 − w)      q = size within which 80 % of past totals stayed ÷ Student's own      w = n ÷ (n + 4)
```
Sizes are in promised deviations. A quantile and not their mean square, for one festival gone wrong says little about other
weeks. Totals that overlap tell the same days twice: n counts each by the share that is its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, inf, isfinite, log, sqrt

import numpy as np

from lianyi.stats.back_test import WIDEST

TRUST = 4
"""So many past totals weigh as much as the promise."""
HELD = 0.8
STEEPEST = 50.0
"""On the log scale no deviation is larger: e^50 is as good as unknown."""


@dataclass(frozen=True)
class TotalLaw:
    """The law of a total: `middle` is expected, `deviation` one unit of Student's law with `freedom` degrees.

    `is_log`: the logarithm of the total follows it (`deviation` is relative then) and `middle` is above 0.
    A total under `floor` does not happen (None = it may).
    """

    middle: float
    deviation: float
    freedom: float
    is_log: bool = False
    floor: float | None = None

    def quantile(self, share: float) -> float:
        """Return the total that is not exceeded with chance `share` (between 0 and 1)."""
        from scipy.special import stdtrit

        moved = float(stdtrit(self.freedom, share)) * self.deviation
        if self.is_log:
            return self.middle * exp(min(max(moved, -STEEPEST), STEEPEST))
        found = self.middle + moved
        return found if self.floor is None else max(found, self.floor)

    def ends(self, level: float) -> tuple[float, float]:
        """Return the interval that holds the total with chance `level`, as much left out above as below."""
        return self.quantile(0.5 - level / 2), self.quantile(0.5 + level / 2)

    def chance(self, target: float) -> float:
        """Return the chance that the total reaches `target` (is as large or larger)."""
        from scipy.special import stdtr

        off = self._off(target)
        if off == inf:
            return 0.0
        if off == -inf or self.deviation <= 0:
            return 1.0 if off <= 0 else 0.0
        return float(stdtr(self.freedom, -off / self.deviation))

    def _off(self, target: float) -> float:
        """Return how far `target` lies above the middle, on the scale of the deviation."""
        if self.is_log:
            return log(target / self.middle) if target > 0 else -inf
        return -inf if self.floor is not None and target <= self.floor else target - self.middle


def total_law(
    middle: float,
    promised: float,
    sizes: Sequence[float],
    own_share: float = 1.0,
    *,
    is_log: bool,
    floor: float | None,
) -> TotalLaw:
    """Return the law of a total that was promised with deviation `promised`, in the unit of the total.

    `sizes` are how many promised deviations such totals were off in the back-test, each of which shares all but `own_share`
    of its days with the one before. On the log scale a total of 0 or less has no logarithm, and the plain scale answers.
    """
    from scipy.special import stdtrit

    seen = [s for s in sizes if isfinite(s)]
    count = len(seen) * own_share
    freedom, weight = count + TRUST, count / (count + TRUST)
    held = float(np.quantile(seen, HELD)) if seen else 0.0
    ratio = held / float(stdtrit(freedom, 0.5 + HELD / 2))
    spread = min(sqrt(weight * ratio**2 + 1 - weight), WIDEST)
    if is_log and middle > 0:
        return TotalLaw(middle, spread * promised / middle, freedom, is_log=True)
    return TotalLaw(middle, spread * promised, freedom, floor=floor)


def own_share(origins: Sequence[int], horizon: int) -> float:
    """Return which share of its `horizon` points a total from one of `origins` does not share with the one before.

    >>> own_share([10, 17, 24], 28), own_share([10, 40], 7), own_share([10], 7)
    (0.25, 1.0, 1.0)
    """
    if len(origins) < 2:
        return 1.0
    return min(float(np.median(np.diff(sorted(origins)))) / horizon, 1.0)
