"""When a claimed coupon is used: hazards by age, drawn again to say how sure they are.

A coupon that is `a` days old and valid until its day `e` is used with probability 1 − S(e) ÷ S(a), where S is the curve of
Kaplan and Meier (1958) over all coupons like it: those that are still open or expired were watched without being used.
The curve is drawn again by the Bayesian bootstrap for censored data (Lo 1993): at each age the hazard is
Beta(used, not used), whose mean is the observed share.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
_CERTAIN = 1 - 1e-9


@dataclass(frozen=True)
class Delays:
    """`used[t]` coupons were used at the age of t days, of `at_risk[t]` that could have been."""

    used: Array
    at_risk: Array

    @property
    def total(self) -> int:
        """How many were used."""
        return int(self.used.sum())

    def hazards(self, draws: int, rng: np.random.Generator) -> Array:
        """Return [1 + draws, ages] hazards: the observed ones first, then drawn ones."""
        known = np.where(self.at_risk > 0, self.used / np.maximum(self.at_risk, 1), 0.0)
        found = np.repeat(known[None], 1 + draws, 0)
        sure = (self.used > 0) & (self.used < self.at_risk)
        hits, rest = self.used[sure], (self.at_risk - self.used)[sure]
        found[1:, sure] = rng.beta(hits, rest, (draws, int(sure.sum())))
        return np.asarray(np.minimum(found, _CERTAIN))


def delays(age_used: Array, watched: Array, counts: Array) -> Delays:
    """Return the curve of groups of coupons.

    `age_used` [groups] is the age in days at which they were used, −1 where they were not; `watched` [groups] is the
    age until which an unused one was seen; `counts` [groups] how many there are.

    >>> found = delays(np.array([1, -1, 3]), np.array([1, 2, 3]), np.array([2, 1, 1]))
    >>> found.used.tolist(), found.at_risk.tolist()
    ([0, 2, 0, 1], [4, 4, 2, 1])
    """
    last = np.where(age_used >= 0, age_used, watched)
    size = int(last.max()) + 1 if len(last) else 1
    used = np.bincount(age_used[age_used >= 0], counts[age_used >= 0], size)
    left = np.bincount(last, counts, size)
    return Delays(used.astype(np.int64), np.cumsum(left[::-1])[::-1].astype(np.int64))


def chances(hazards: Array, age: Array, until: Array) -> Array:
    """Return [draws, groups]: used after the age `age` [groups] and at `until` [groups] at the latest, if unused so far.

    Beyond the greatest age ever seen nothing more is expected.

    >>> chances(np.array([[0.0, 0.5, 0.5]]), np.array([0, 1, 2]), np.array([2, 2, 9])).round(
    ...     3
    ... ).tolist()
    [[0.75, 0.5, 0.0]]
    """
    lasting = np.cumsum(np.log1p(-hazards), axis=1)
    last = hazards.shape[1] - 1
    begin, end = np.minimum(age, last), np.minimum(until, last)
    return np.asarray(0.0 - np.expm1(np.minimum(lasting[:, end] - lasting[:, begin], 0.0)))
