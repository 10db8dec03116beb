"""Agreements with creators: what each tends to deliver of what was promised, and some whose engagement is bought."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lianyi.simulation.arrays import Generator, Ints
from lianyi.simulation.planted.response import Floats

CREATORS = 30
FAKE_EVERY = 6
DEALS = 8
SPREAD = 0.15
"""How far one agreement strays from its creator's own ratio (deviation of the logarithm)."""


@dataclass(frozen=True)
class Deals:
    """`ratio` [creators] is what each delivers of a promise on average, `fake` who buys engagement; the rest [deals]."""

    ratio: Floats
    fake: Ints
    fans: Ints
    creator: Ints
    signed_day: Ints
    fee_yuan: Ints
    promised: Ints
    impressions: Ints
    reads: Ints
    interactions: Ints
    visitors: Ints
    orders: Ints


def deals(rng: Generator, days: int) -> Deals:
    """Return the agreements of `days` days.

    Who buys engagement shows four times the interactions of others per read, the same number on every agreement but for a
    few, and next to nobody who comes to the shop.
    """
    ratio = rng.lognormal(0, 0.3, CREATORS)
    fake = np.flatnonzero(np.arange(CREATORS) % FAKE_EVERY == FAKE_EVERY - 1)
    creator = np.repeat(np.arange(CREATORS), DEALS)
    size = len(creator)
    is_fake = np.isin(creator, fake)
    promised = rng.integers(20, 200, size) * 1_000
    impressions = (promised * ratio[creator] * rng.lognormal(-(SPREAD**2) / 2, SPREAD, size)).astype(np.int64)  # fmt: skip
    reads = impressions * rng.integers(8, 16, size) // 100
    honest = rng.binomial(reads, rng.uniform(0.03, 0.06, size))
    bought = np.rint(reads * 0.2).astype(np.int64) + rng.integers(0, 3, size)
    visitors = rng.binomial(reads, np.where(is_fake, 0.002, 0.05))
    return Deals(
        ratio,
        fake,
        rng.integers(8_000, 320_000, CREATORS),
        creator,
        np.sort(rng.integers(0, max(days - 20, 1), size)),
        promised // 6,
        promised,
        impressions,
        reads,
        np.where(is_fake, bought, honest),
        visitors,
        rng.binomial(visitors, 0.05),
    )
