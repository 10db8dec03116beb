"""How many people a rule describes, what they buy, and whether that changed since an earlier check."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from lianyi.timelines.store import Store

DAYS = 365
FEWEST = 30
DRIFT_AFTER_DAYS = 28
LEAST_DRIFT = 0.03
STALE_DAYS = 180


@dataclass(frozen=True)
class Size:
    """People of a rule among those known: `buyers` bought in the last `DAYS` days up to `day`, for `gmv_fen`.

    `all_buyers` and `all_gmv_fen` are the same of everybody known.
    """

    day: date
    people: int
    buyers: int
    gmv_fen: int
    all_buyers: int
    all_gmv_fen: int

    @property
    def buyer_share(self) -> float | None:
        """Their share of all buyers; None where nobody bought."""
        return self.buyers / self.all_buyers if self.all_buyers else None

    @property
    def gmv_share(self) -> float | None:
        """Their share of what known people paid; None where nobody paid."""
        return self.gmv_fen / self.all_gmv_fen if self.all_gmv_fen else None


def size_of(store: Store, members: list[Any], day: date) -> Size:
    """Return the size of a rule; `members` are, per segment of the store, a boolean array over its people."""
    last = (day - store.base_day).days
    people = buyers = gmv = all_buyers = all_gmv = 0
    for segment, mask in zip(store.segments, members, strict=True):
        alive = np.asarray(segment.alive, bool)
        chosen = alive & np.asarray(mask, bool)
        people += int(chosen.sum())
        stream = segment.streams.get("orders")
        if stream is None:
            continue
        owners = np.repeat(np.arange(segment.people), np.diff(stream.offsets))
        recent = (stream["day"] <= last) & (stream["day"] > last - DAYS)
        paid = np.zeros(segment.people, np.int64)
        np.add.at(paid, owners[recent], stream["order_fen"][recent].astype(np.int64))
        bought = np.zeros(segment.people, bool)
        bought[owners[recent]] = True
        buyers += int((bought & chosen).sum())
        gmv += int(paid[chosen].sum())
        all_buyers += int((bought & alive).sum())
        all_gmv += int(paid[alive].sum())
    return Size(day, people, buyers, gmv, all_buyers, all_gmv)


@dataclass(frozen=True)
class Earlier:
    """What an earlier check found: the share of all buyers, of how many, on which day."""

    day: date
    share: float
    all_buyers: int


@dataclass(frozen=True)
class Drift:
    """A share of buyers that moved more than chance: from `before` (on `since`) to `now`, both shares of 1."""

    before: float
    now: float
    since: date


def drift(now: Size, earlier: Earlier | None) -> Drift | None:
    """Return the drift since an earlier check; None where it is too young, too small or no more than chance.

    Two proportions at the 99 % level (two-sided), and at least three points, so that a large shop is not told of trifles.
    """
    share = now.buyer_share
    if earlier is None or share is None or now.buyers < FEWEST:
        return None
    if (now.day - earlier.day).days < DRIFT_AFTER_DAYS or abs(share - earlier.share) < LEAST_DRIFT:
        return None
    from lianyi.stats.proportions import two_proportions

    hits = round(earlier.share * earlier.all_buyers)
    found = two_proportions(now.buyers, now.all_buyers, hits, earlier.all_buyers, 0.99)
    is_chance = found.low <= 0 <= found.high
    return None if is_chance else Drift(earlier.share, share, earlier.day)
