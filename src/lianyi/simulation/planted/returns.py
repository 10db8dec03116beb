"""Orders that come back: how many, and how long after payment the money is returned."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lianyi.simulation.arrays import DAY_SECONDS, Generator, Ints
from lianyi.simulation.planted.settings import ReturnTruth


@dataclass(frozen=True)
class Returns:
    """One entry an order that is sent back whole: its place, when that was asked for, when the money came back."""

    order: Ints
    asked_at: Ints
    done_at: Ints


def returns(rng: Generator, truth: ReturnTruth, paid_at: Ints, until: int) -> Returns:
    """Return what is known of returns before the second `until`; a pending one is not told yet."""
    order = np.flatnonzero(rng.random(len(paid_at)) < truth.ratio)
    wait = rng.gamma(truth.shape, truth.scale_days * DAY_SECONDS, len(order)).astype(np.int64) + 1
    asked = paid_at[order] + wait // 2
    done = paid_at[order] + wait
    known = done < until
    return Returns(order[known], asked[known], done[known])


def median_days(truth: ReturnTruth) -> float:
    """Return the median delay between payment and return of the money."""
    from scipy.special import gammaincinv

    return float(gammaincinv(truth.shape, 0.5) * truth.scale_days)
