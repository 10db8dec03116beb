"""Customers who come back at their own rate until they leave, and what each purchase is worth: BG/NBD with Gamma-Gamma."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lianyi.simulation.arrays import DAY_SECONDS, Generator, Ints
from lianyi.simulation.planted.settings import LifeTruth

WEEK_SECONDS = 7 * DAY_SECONDS


@dataclass(frozen=True)
class Purchases:
    """One entry a purchase, by customer and time: place of the customer, second, whole fen, number (0 = the first)."""

    customer: Ints
    at: Ints
    fen: Ints
    nth: Ints


def purchases(rng: Generator, truth: LifeTruth, first_at: Ints, until: int, lift: Ints | None = None) -> Purchases:  # fmt: skip
    """Return all purchases before the second `until` of customers who buy first at `first_at`.

    `lift` is by how many hundredths each first purchase is dearer.
    """
    size = len(first_at)
    rate = rng.gamma(truth.r, 1 / truth.alpha_weeks, size) / WEEK_SECONDS
    leaving = rng.beta(truth.a, truth.b, size)
    price = rng.gamma(truth.q, 1 / truth.v_yuan, size)
    customer, at, nth = [np.arange(size)], [first_at], [np.zeros(size, np.int64)]
    staying, now = np.arange(size), first_at.astype(float)
    number = 0
    while len(staying):
        number += 1
        # A rate so small that it is no number waits longer than any shop lives.
        now = now + rng.exponential(1, len(staying)) / np.maximum(rate[staying], 1e-15)
        inside = now < until
        staying, now = staying[inside], now[inside]
        customer.append(staying)
        at.append(now.astype(np.int64))
        nth.append(np.full(len(staying), number))
        stays = rng.random(len(staying)) >= leaving[staying]
        staying, now = staying[stays], now[stays]
    who, when, which = np.concatenate(customer), np.concatenate(at), np.concatenate(nth)
    order = np.lexsort((which, who))
    who, when, which = who[order], when[order], which[order]
    worth = rng.gamma(truth.p, 1, len(who)) / price[who] * 100
    if lift is not None:
        worth *= np.where(which == 0, 1 + lift[who] / 100, 1.0)
    return Purchases(who, when, np.maximum(np.rint(worth), 1).astype(np.int64), which)


def expected_repeats(truth: LifeTruth, weeks: float) -> float:
    """Return how often a new customer comes back within `weeks`; equation (9) of Fader, Hardie and Lee (2005)."""
    from scipy.special import hyp2f1

    r, alpha, a, b = truth.r, truth.alpha_weeks, truth.a, truth.b
    share = hyp2f1(r, b, a + b - 1, weeks / (alpha + weeks)) * (alpha / (alpha + weeks)) ** r
    return float((a + b - 1) / (a - 1) * (1 - share))
