"""How long until something happens, where it has not happened yet for some: the curve of Kaplan and Meier."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from lianyi.stats.intervals import Pair, z_of

Array = npt.NDArray[Any]


@dataclass(frozen=True)
class Survival:
    """The curve by whole units of time, one entry for each time at which something happened.

    `share` is the share to whom it has not happened by then, `low` and `high` its interval; `at_risk` people were
    watched until that time, to `events` of them it happened then.
    """

    times: Array
    at_risk: Array
    events: Array
    share: Array
    low: Array
    high: Array

    def at(self, time: int) -> tuple[float, float, float]:
        """Return share and interval at `time`: those of the last step before it; all are 1 before the first."""
        step = int(np.searchsorted(self.times, time, side="right")) - 1
        if step < 0:
            return 1.0, 1.0, 1.0
        return float(self.share[step]), float(self.low[step]), float(self.high[step])

    def reached(self, share: float) -> tuple[int | None, int | None, int | None]:
        """Return when the curve first falls to `share`, with its interval; None where it does not fall that far.

        Brookmeyer, R. and Crowley, J. (1982): the interval is where that of the curve holds `share`.
        """
        found = []
        for curve in (self.share, self.low, self.high):
            below = np.flatnonzero(curve <= share)
            found.append(int(self.times[below[0]]) if len(below) else None)
        return found[0], found[1], found[2]


def kaplan_meier(events: Array, censored: Array, level: float = 0.95) -> Survival:
    """Return the curve of people counted by time.

    `events[t]` people to whom it happened at time t, `censored[t]` who were watched until t without it (those count
    as at risk at t). Kaplan, E. L. and Meier, P. (1958); the interval is Greenwood's (1926) on the scale of
    log(-log share), so that it stays inside 0 to 1.

    >>> curve = kaplan_meier(np.array([0, 2, 1]), np.array([0, 1, 1]))
    >>> [round(float(s), 3) for s in curve.share]
    [0.6, 0.3]
    """
    at_risk = np.cumsum((events + censored)[::-1])[::-1]
    times = np.flatnonzero(events)
    d, n = events[times].astype(float), at_risk[times].astype(float)
    share = np.cumprod((n - d) / n)
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = np.sqrt(np.cumsum(d / (n * (n - d))))
    low, high = _ends(share, spread, level)
    return Survival(times, at_risk[times], events[times], share, low, high)


def _ends(share: Array, spread: Array, level: float) -> tuple[Array, Array]:
    z = z_of(level)
    low, high = np.zeros(len(share)), np.zeros(len(share))
    before: Pair = (1.0, 1.0)
    for n, (s, error) in enumerate(zip(share.tolist(), spread.tolist(), strict=True)):
        if 0 < s < 1:
            power = np.exp(z * error / abs(np.log(s)))
            before = float(s**power), float(s ** (1 / power))
        elif s <= 0:
            # Nobody is left: the curve ends at 0, and may have ended as high as before.
            before = 0.0, before[1]
        low[n], high[n] = before
    return low, high
