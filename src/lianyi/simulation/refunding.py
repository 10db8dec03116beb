"""Who asks for money back, when, how much, and what becomes of the request.

The delay after payment has two parts: a third of the requests come within hours, before the parcel leaves; the others
follow its arrival and thin out over two months.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lianyi.simulation.arrays import (
    DAY_SECONDS,
    HOUR_SECONDS,
    NEVER,
    Flags,
    Generator,
    Ints,
    Times,
    draws,
    seconds,
)
from lianyi.simulation.baskets import Basket
from lianyi.simulation.log import LIVE, TEST, Refunds
from lianyi.simulation.settings import Settings

REFUND_CHANCE = (0.125, 0.045, 0.090, 0.110)
BEFORE_SHIPPING_SHARE = 0.36
CLOSED_SHARE = 0.08
WHOLE, ONE_LINE, SOME_MONEY = range(3)
MODES = (0.70, 0.15, 0.15)


@dataclass(frozen=True)
class Fate:
    """All requests, and when each order was in the end sent and received."""

    refunds: Refunds
    shipped_at: Times
    completed_at: Times


@dataclass(frozen=True)
class _Asked:
    order: Ints
    is_early: Flags
    is_closed: Flags
    mode: Ints
    requested_at: Times
    agreed_at: Times
    refunded_at: Times
    closed_at: Times


def refunds(
    settings: Settings,
    platform: Ints,
    carrier: Ints,
    role: Ints,
    paid_at: Times,
    sent: tuple[Times, Times],
    basket: Basket,
) -> Fate:
    """Draw the requests. `sent` = when each paid order would be sent and received.

    On Pinduoduo every refund is of the whole order: its order export names no amount.
    """
    rng = draws(settings.seed, "refunds")
    chance = np.array(REFUND_CHANCE)[platform] * np.where(carrier == LIVE, 1.3, 1.0)
    asks = (rng.random(len(platform)) < chance) & ~np.isnat(paid_at) & (role != TEST)
    asked = _ask(rng, np.flatnonzero(asks), platform, paid_at, sent[0])
    shipped, completed = _after(asked, sent, basket)
    return Fate(_rows(rng, asked, basket), shipped, completed)


def _ask(rng: Generator, order: Ints, platform: Ints, paid_at: Times, shipped_at: Times) -> _Asked:
    size = len(order)
    room = (shipped_at - paid_at)[order].astype(np.int64)
    early_wait = (rng.random(size) ** 2.5 * (room - 600)).astype(np.int64) + 30
    late_wait = rng.gamma(1.6, 5.5, size).clip(0.2, 60) * DAY_SECONDS
    is_early = rng.random(size) < BEFORE_SHIPPING_SHARE
    requested = np.where(
        is_early, paid_at[order] + seconds(early_wait), shipped_at[order] + seconds(late_wait)
    )
    is_closed = ~is_early & (rng.random(size) < CLOSED_SHARE)
    slow = rng.gamma(2.0, 1.1, size).clip(0.1, 9) * DAY_SECONDS
    handling = np.where(
        is_early, rng.exponential(0.4 * HOUR_SECONDS, size).clip(20, 9 * HOUR_SECONDS), slow
    )
    done = requested + seconds(handling)
    mode = rng.choice(3, size, p=MODES)
    mode[is_early | (platform[order] == 3)] = WHOLE
    return _Asked(
        order=order,
        is_early=is_early,
        is_closed=is_closed,
        mode=mode,
        requested_at=requested,
        agreed_at=np.where(is_closed, NEVER, requested + seconds(handling * 0.4)),
        refunded_at=np.where(is_closed, NEVER, done),
        closed_at=np.where(is_closed, done, NEVER),
    )


def _after(asked: _Asked, sent: tuple[Times, Times], basket: Basket) -> tuple[Times, Times]:
    shipped, completed = sent[0].copy(), sent[1].copy()
    shipped[asked.order[asked.is_early]] = NEVER
    single = basket.line_count[asked.order] == 1
    whole = (asked.mode == WHOLE) | ((asked.mode == ONE_LINE) & single)
    gone = whole & ~asked.is_closed & (asked.requested_at < completed[asked.order])
    completed[asked.order[gone | asked.is_early]] = NEVER
    return shipped, completed


def _rows(rng: Generator, asked: _Asked, basket: Basket) -> Refunds:
    counts = np.where(asked.mode == WHOLE, basket.line_count[asked.order], 1)
    request = np.repeat(np.arange(len(counts)), counts)
    within = np.arange(len(request)) - (np.cumsum(counts) - counts)[request]
    luck = rng.random(len(counts))
    pick = (luck * basket.line_count[asked.order]).astype(np.int64)
    whole = asked.mode[request] == WHOLE
    line = basket.line_start[asked.order][request] + np.where(whole, within, pick[request])
    paid = basket.lines.paid_fen[line]
    some_bp = rng.integers(1_000, 6_000, len(counts))[request]
    part = np.maximum(paid * some_bp // 10_000, 1)
    goods = np.where(asked.mode[request] == SOME_MONEY, part, paid)
    order = asked.order[request]
    freight = np.where(asked.is_early[request] & (within == 0), basket.freight_fen[order], 0)
    returned = ~asked.is_early & (asked.mode != SOME_MONEY) & (rng.random(len(counts)) < 0.8)
    return Refunds(
        order=order,
        line=line,
        requested_at=asked.requested_at[request],
        agreed_at=asked.agreed_at[request],
        refunded_at=asked.refunded_at[request],
        closed_at=asked.closed_at[request],
        goods_fen=goods,
        freight_fen=freight,
        is_before_shipping=asked.is_early[request],
        is_returned=returned[request],
    )
