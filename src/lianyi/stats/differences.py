"""Two arms compared: the difference of two estimates, its interval and its p-value, in absolute and relative terms.

```
Arm         n people, an estimate and its standard error (from means, proportions, ratios or CUPED)
Difference  treated less control
```
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, isfinite, nan, sqrt

from lianyi.stats.intervals import Pair

UNKNOWN: Pair = (-inf, inf)


@dataclass(frozen=True)
class Arm:
    """An estimate of one arm: `value` with its standard `error`, from `n` people drawn independently."""

    n: int
    value: float
    error: float


@dataclass(frozen=True)
class Difference:
    """`value` is treated less control; `p_value` is two-sided and NaN where no error is known.

    `critical` is the quantile that the interval used, so that the relative interval agrees with it.
    """

    value: float
    error: float
    low: float
    high: float
    p_value: float
    critical: float
    method: str


def welch(treated: Arm, control: Arm, level: float = 0.95) -> Difference:
    """Compare two means with unequal variances by Student's t and Welch's degrees of freedom.

    Welch, B. L. (1947), "The generalization of Student's problem when several different population variances are
    involved".
    """
    from scipy.special import stdtr, stdtrit

    value, error = treated.value - control.value, _joint_error(treated, control)
    if not (isfinite(error) and error > 0):
        return Difference(value, error, *UNKNOWN, nan, nan, "welch")
    parts = [a.error**4 / (a.n - 1) for a in (treated, control)]
    freedom = error**4 / sum(parts)
    critical = float(stdtrit(freedom, (1 + level) / 2))
    p_value = float(2 * stdtr(freedom, -abs(value) / error))
    half = critical * error
    return Difference(value, error, value - half, value + half, p_value, critical, "welch")


def normal_difference(
    treated: Arm, control: Arm, level: float = 0.95, method: str = "delta"
) -> Difference:
    """Compare two estimates whose errors are normal (ratios by the delta method)."""
    from scipy.special import ndtr, ndtri

    value, error = treated.value - control.value, _joint_error(treated, control)
    if not (isfinite(error) and error > 0):
        return Difference(value, error, *UNKNOWN, nan, nan, method)
    critical = float(ndtri((1 + level) / 2))
    p_value = float(2 * ndtr(-abs(value) / error))
    half = critical * error
    return Difference(value, error, value - half, value + half, p_value, critical, method)


def relative(treated: Arm, control: Arm, critical: float) -> tuple[float, float, float]:
    """Return the lift `treated / control - 1` with its interval; NaN where a lift has no meaning.

    Fieller, E. C. (1954), "Some problems in interval estimation": all ratios that a test of `treated - r * control`
    at the quantile `critical` does not reject. It excludes 0 exactly when the interval of the difference with the
    same quantile does. A control of 0 or less, or one that is itself not clearly above 0, bounds no lift: the ends are then NaN.
    """
    if not control.value > 0:
        return nan, nan, nan
    lift = treated.value / control.value - 1
    top, below = (critical * treated.error) ** 2, (critical * control.error) ** 2
    # (t - r c)^2 <= top + r^2 below, a quadratic in r.
    a, b, c = control.value**2 - below, treated.value * control.value, treated.value**2 - top
    root = b * b - a * c
    if not (a > 0 and root >= 0):
        return lift, nan, nan
    return lift, (b - sqrt(root)) / a - 1, (b + sqrt(root)) / a - 1


def against_margin(
    treated: Arm, control: Arm, margin: float, *, share_of_control: bool = False, down: bool = False
) -> tuple[float, float]:
    """Return how far treated lies on the good side of the worst value that is tolerated, with the standard error of that.

    More is good: the worst is `control - margin`, with `share_of_control` it is `control * (1 - margin)`. `down` means
    that less is good: `control + margin`, `control * (1 + margin)`. Treated is not inferior where an interval of the answer
    lies above 0.
    """
    sign = -1.0 if down else 1.0
    kept = 1 - sign * margin if share_of_control else 1.0
    worst = kept * control.value - (0.0 if share_of_control else sign * margin)
    return sign * (treated.value - worst), sqrt(treated.error**2 + (kept * control.error) ** 2)


def _joint_error(treated: Arm, control: Arm) -> float:
    return sqrt(treated.error**2 + control.error**2)
