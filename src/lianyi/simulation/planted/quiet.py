"""Communities by day, some of which fall quiet on a known day."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lianyi.simulation.arrays import Generator, Ints

COMMUNITIES = 20
QUIET_EVERY = 5
SPEAKING, STILL_SPEAKING = 0.10, 0.03
"""The share of members who speak on a day, and what is left of it in a community that has fallen quiet."""


@dataclass(frozen=True)
class Communities:
    """`quiet_from` [communities] is the day from which each is quiet, −1 for never; the rest [communities, days]."""

    quiet_from: Ints
    members: Ints
    speaking: Ints
    messages: Ints


def communities(rng: Generator, days: int) -> Communities:
    """Return `COMMUNITIES` communities over so many days."""
    size = rng.integers(80, 400, COMMUNITIES)
    members = size[:, None] + np.cumsum(rng.poisson(0.3, (COMMUNITIES, days)), axis=1)
    place = np.arange(COMMUNITIES)
    start = rng.integers(days // 3, 2 * days // 3, COMMUNITIES)
    quiet_from = np.where(place % QUIET_EVERY == QUIET_EVERY - 1, start, -1)
    is_quiet = (quiet_from[:, None] >= 0) & (np.arange(days) >= quiet_from[:, None])
    speaking = rng.binomial(members, np.where(is_quiet, STILL_SPEAKING, SPEAKING))
    return Communities(quiet_from, members, speaking, speaking + rng.poisson(2.0 * speaking))
