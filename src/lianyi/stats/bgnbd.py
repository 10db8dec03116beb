"""BG/NBD: how often a customer buys while alive, and how likely he is to leave after each purchase.

Fader, Hardie and Lee (2005), "Counting your customers the easy way: an alternative to the Pareto/NBD model",
Marketing Science 24(2). Purchase rates are gamma (shape `r`, rate `alpha`), the chance to leave after a purchase is
beta (`a`, `b`). A customer is `x` repeat purchases, the last one at `t_x`, watched until `t_end`; all in one unit.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from lianyi.stats.maximise import Fit, maximise

Array = npt.NDArray[Any]
NAMES = ("r", "alpha", "a", "b")
_NOT_ONE = 1e-6


@dataclass(frozen=True)
class Histories:
    """Customers in groups of the same history: repeat purchases, time of the last one, time watched, how many.

    `counts` are the distinct values of `x` and `place` where each group finds its own among them: the costly
    functions are called once a value.
    """

    x: Array
    t_x: Array
    t_end: Array
    weight: Array
    counts: Array
    place: Array

    @classmethod
    def of(cls, x: Array, t_x: Array, t_end: Array) -> Histories:
        """Group customers; one entry a customer in each array."""
        rows, weight = np.unique(np.column_stack([x, t_x, t_end]), axis=0, return_counts=True)
        counts, place = np.unique(rows[:, 0], return_inverse=True)
        return cls(rows[:, 0], rows[:, 1], rows[:, 2], weight.astype(float), counts, place)

    def scaled(self, by: float) -> Histories:
        """Return the same histories with time measured in units of `by`."""
        return replace(self, t_x=self.t_x / by, t_end=self.t_end / by)

    def __len__(self) -> int:
        return int(self.weight.sum())


def log_likelihood(parameters: Array, seen: Histories) -> float:
    """Return ln L of (r, alpha, a, b); equation (7) of the paper in the form that does not overflow."""
    from scipy.special import betaln, gammaln

    r, alpha, a, b = parameters
    n = seen.counts
    buying = gammaln(r + n) - gammaln(r) + r * np.log(alpha)
    staying = betaln(a, b + n) - betaln(a, b)
    leaving = np.where(n > 0, betaln(a + 1, b + np.maximum(n, 1) - 1) - betaln(a, b), -np.inf)
    bought = r + seen.x
    here = staying[seen.place] - bought * np.log(alpha + seen.t_end)
    gone = leaving[seen.place] - bought * np.log(alpha + seen.t_x)
    return float(np.sum(seen.weight * (buying[seen.place] + np.logaddexp(here, gone))))


def fit_bgnbd(seen: Histories) -> Fit | None:
    """Return the most likely parameters; None without customers who came back.

    Time is scaled to about one unit of typical waiting for the search, so that days and years fit equally well.
    """
    if not np.any(seen.x > 0):
        return None
    scale = float(np.average(seen.t_end, weights=seen.weight)) / 10 or 1.0
    scaled = seen.scaled(scale)
    starts = ((1.0, 1.0, 1.0, 1.0), (0.3, 1.0, 0.8, 2.5), (1.0, 5.0, 0.2, 4.0))
    found = maximise(lambda p: log_likelihood(p, scaled), NAMES, starts)
    if found is None:
        return None
    r, alpha, a, b = found.values
    return Fit(NAMES, (r, alpha * scale, a, b), log_likelihood(np.array([r, alpha * scale, a, b]), seen), found.covariance)  # fmt: skip


def alive(parameters: Array, x: Array, t_x: Array, t_end: Array) -> Array:
    """Return the probability that each customer has not left. Without a repeat purchase the model says 1: in it
    nobody can leave before buying again.
    """
    r, alpha, a, b = parameters
    odds = np.where(
        x > 0,
        a / np.maximum(b + x - 1, 1e-12) * ((alpha + t_end) / (alpha + t_x)) ** (r + x),
        0.0,
    )
    return np.asarray(1 / (1 + odds))


def expected_purchases(parameters: Array, x: Array, t_x: Array, t_end: Array, ahead: float) -> Array:  # fmt: skip
    """Return how often each customer is expected to buy in the next `ahead` units; equation (10)."""
    from scipy.special import hyp2f1

    r, alpha, a, b = parameters
    if abs(a - 1) < _NOT_ONE:
        a = 1 + _NOT_ONE
    share = ahead / (alpha + t_end + ahead)
    shrunk = ((alpha + t_end) / (alpha + t_end + ahead)) ** (r + x)
    stays = 1 - shrunk * hyp2f1(r + x, b + x, a + b + x - 1, share)
    return np.asarray((a + b + x - 1) / (a - 1) * stays * alive(parameters, x, t_x, t_end))


def expected_of_a_new_one(parameters: Array, ahead: float) -> float:
    """Return how often somebody is expected to buy again within `ahead` of the first purchase; equation (9)."""
    zero = np.zeros(1)
    return float(expected_purchases(parameters, zero, zero, zero, ahead)[0])


def simulate(
    parameters: tuple[float, float, float, float], t_end: Array, seed: int
) -> tuple[Array, Array]:
    """Return (x, t_x) of customers watched for `t_end`, drawn from the model."""
    r, alpha, a, b = parameters
    dice = np.random.default_rng(seed)
    rate = dice.gamma(r, 1 / alpha, len(t_end))
    leaves = dice.beta(a, b, len(t_end))
    x = np.zeros(len(t_end))
    t_x = np.zeros(len(t_end))
    here = np.ones(len(t_end), dtype=bool)
    now = np.zeros(len(t_end))
    while here.any():
        now = now + dice.exponential(1 / np.maximum(rate, 1e-12))
        here &= now < t_end
        x[here] += 1
        t_x[here] = now[here]
        here &= dice.random(len(t_end)) >= leaves
    return x, t_x
