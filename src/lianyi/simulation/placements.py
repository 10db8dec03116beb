"""Agreements with creators on 小红书: fee, promise, what came of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lianyi.simulation.arrays import DAY_SECONDS, Ints, Times, draws, instant, seconds
from lianyi.simulation.creators import CREATOR_NAMES
from lianyi.simulation.log import Log

DAYS_PER_DEAL = 9


@dataclass(frozen=True)
class Placements:
    """One entry per agreement, by day of signing."""

    creator: Ints
    signed_at: Times
    due_day: Times
    published_at: Times
    fee_fen: Ints
    promised: Ints
    impressions: Ints
    reads: Ints
    interactions: Ints
    visitors: Ints
    orders: Ints
    paid_fen: Ints


def placements(log: Log) -> Placements:
    """Draw the agreements; creator 3 is always late and delivers half of what was promised."""
    rng = draws(log.settings.seed, "placements")
    size = max(log.settings.day_count // DAYS_PER_DEAL, 1)
    creator = rng.integers(0, len(CREATOR_NAMES), size)
    signed_day = np.sort(rng.integers(0, log.settings.day_count, size))
    signed = instant(log.settings.first_day) + seconds(signed_day * DAY_SECONDS + 10 * 3600)
    late = np.where(creator == 3, rng.integers(3, 9, size), rng.integers(-2, 2, size))
    published = signed + seconds((14 + late) * DAY_SECONDS + rng.integers(0, 9 * 3600, size))
    fee = rng.integers(8, 60, size) * log.settings.size_bp
    promised = fee // 6
    reach = np.where(creator == 3, rng.uniform(0.4, 0.6, size), rng.uniform(0.8, 1.7, size))
    impressions = (promised * reach).astype(np.int64)
    reads = impressions * rng.integers(8, 16, size) // 100
    visitors = reads * rng.integers(3, 9, size) // 100
    orders = visitors * rng.integers(2, 7, size) // 100
    return Placements(
        creator=creator,
        signed_at=signed,
        due_day=(signed + seconds(np.full(size, 14 * DAY_SECONDS))).astype("datetime64[D]"),
        published_at=published,
        fee_fen=fee,
        promised=promised,
        impressions=impressions,
        reads=reads,
        interactions=reads * rng.integers(3, 8, size) // 100,
        visitors=visitors,
        orders=orders,
        paid_fen=orders * rng.integers(9_000, 16_000, size),
    )
