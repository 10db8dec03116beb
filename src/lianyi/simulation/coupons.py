"""Coupons of the 有赞 shop: who claimed which, and on which orders they were used."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lianyi.simulation.arrays import DAY_SECONDS, Ints, Times, draws, instant, known, seconds
from lianyi.simulation.baskets import COUPONS
from lianyi.simulation.exports import Export
from lianyi.simulation.log import Log
from lianyi.simulation.settings import YOUZAN

VALID_DAYS = 30
UNUSED_PER_USED = 2


@dataclass(frozen=True)
class Claims:
    """One entry per claimed coupon, by time of claim. `order` is the paid order it was used on, -1 if none."""

    campaign: Ints
    human: Ints
    claimed_at: Times
    order: Ints
    used_at: Times


def claims(log: Log, export: Export) -> Claims:
    """Return the coupons claimed on the export's days, used as far as payments were known at `as_of`.

    A coupon counts as used when its order is paid; two more are claimed for each that is used.
    """
    rng = draws(log.settings.seed, "coupons")
    orders = log.orders
    with_coupon = np.flatnonzero(orders.coupon >= 0)
    size = len(with_coupon)
    lead = seconds(rng.integers(60, VALID_DAYS * DAY_SECONDS - 60, size))
    start = instant(log.settings.first_day)
    claimed = np.maximum(orders.created_at[with_coupon] - lead, start)
    idle = size * UNUSED_PER_USED
    buyers = np.unique(orders.human[orders.platform == YOUZAN])
    span = log.settings.day_count * DAY_SECONDS
    nowhere = np.full(idle, -1)
    all_claimed = np.concatenate([claimed, start + seconds(rng.integers(0, span, idle))])
    order = np.concatenate([with_coupon, nowhere])
    paid = known(orders.paid_at[with_coupon], instant(export.as_of))
    never = np.full(idle, np.datetime64("NaT", "s"))
    campaign = np.concatenate([orders.coupon[with_coupon], rng.integers(0, len(COUPONS), idle)])
    human = np.concatenate([orders.human[with_coupon], rng.choice(buyers, idle)])
    used = np.concatenate([paid, never])
    rows = np.argsort(all_claimed, kind="stable")
    day = all_claimed[rows].astype("datetime64[D]")
    inside = (day >= np.datetime64(export.from_day)) & (day <= np.datetime64(export.to_day))
    rows = rows[inside & (all_claimed[rows] <= instant(export.as_of))]
    kept = np.where(np.isnat(used[rows]), -1, order[rows])
    return Claims(campaign[rows], human[rows], all_claimed[rows], kept, used[rows])
