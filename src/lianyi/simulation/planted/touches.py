"""What led to each order: touches by channel, of which the last and the earlier ones have known shares."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lianyi.simulation.arrays import DAY_SECONDS, Flags, Generator, Ints
from lianyi.simulation.planted.settings import TouchTruth


@dataclass(frozen=True)
class Touches:
    """One entry a touch: place of the order, second, channel; `needed` says per order whether it needed its last touch."""

    order: Ints
    at: Ints
    channel: Ints
    needed: Flags


def touches(rng: Generator, truth: TouchTruth, customer: Ints, at: Ints) -> Touches:
    """Return the touches before orders that stand by customer and time.

    All of an order's touches lie within the window before it and after the customer's order before it, so that no
    other order can be credited with them first.
    """
    size = len(at)
    before = np.r_[-(10**12), at[:-1]]
    before[np.r_[True, customer[1:] != customer[:-1]][:size]] = -(10**12)
    seen = rng.random(size) < truth.seen_ratio
    begin = np.maximum(at - int(truth.within_days * DAY_SECONDS) + 60, before)
    # Orders of one minute share what led to them.
    seen &= at - begin > 60
    earlier = np.where(seen, np.minimum(rng.poisson(truth.mean_earlier, size), 12), 0)
    counts = np.where(seen, earlier + 1, 0)
    order = np.repeat(np.arange(size), counts)
    span = (at - begin)[order]
    moment = begin[order] + 1 + (rng.random(len(order)) * (span - 2)).astype(np.int64)
    rows = np.lexsort((moment, order))
    moment = moment[rows]
    is_last = np.r_[order[1:] != order[:-1], True][: len(order)]
    channel = rng.choice(len(truth.channels), len(order), p=truth.earlier)
    last = rng.choice(len(truth.channels), int(is_last.sum()), p=truth.last)
    channel[is_last] = last
    needed = np.zeros(size, bool)
    needed[order[is_last]] = rng.random(len(last)) >= np.array(truth.anyway)[last]
    return Touches(order, moment, channel, needed)
