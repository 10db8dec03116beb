"""The orders: on which platform, when, through which channel, by whom, for what and for how much."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lianyi.simulation import baskets, clockwork, people
from lianyi.simulation.arrays import DAY_SECONDS, Flags, Ints, Times, draws, instant, seconds
from lianyi.simulation.live import place_in_session, sessions
from lianyi.simulation.log import (
    CARD,
    CREATOR,
    LIVE,
    NORMAL,
    OTHER,
    OWN,
    PAID,
    STAFF,
    TEST,
    VIDEO,
    Log,
    Orders,
    Sessions,
)
from lianyi.simulation.refunding import refunds
from lianyi.simulation.settings import DOUYIN, PINDUODUO, XIAOHONGSHU, YOUZAN, Settings

CREATORS = 24
TEST_EVERY, STAFF_EVERY = 4_000, 1_500
USER_ID_MISSING = 0.06


@dataclass(frozen=True)
class _Placed:
    platform: Ints
    created_at: Times
    carrier: Ints
    source: Ints
    creator: Ints
    session: Ints


def simulate(settings: Settings) -> Log:
    """Return everything that happened in the shop; equal settings give equal logs."""
    held = sessions(settings)
    placed = _place(settings, held)
    human = people.buyers(settings.seed, order_counts(settings))
    role = _roles(settings, placed.platform)
    window = clockwork.presale_of(settings, placed.created_at, placed.platform)
    window[role == TEST] = -1
    pay = clockwork.payments(settings, placed.created_at, placed.platform, window)
    sent = clockwork.deliveries(settings, pay.paid_at)
    basket = baskets.fill(settings, placed.created_at, placed.platform, placed.source, role)
    fate = refunds(settings, placed.platform, placed.carrier, role, pay.paid_at, sent, basket)
    orders = Orders(
        platform=placed.platform,
        serial=_serials(placed.platform),
        created_at=placed.created_at,
        deposit_at=pay.deposit_at,
        paid_at=pay.paid_at,
        cancelled_at=pay.cancelled_at,
        shipped_at=fate.shipped_at,
        completed_at=fate.completed_at,
        human=human,
        is_person_shown=_is_person_shown(settings, placed.platform),
        role=role,
        is_presale=window >= 0,
        carrier=placed.carrier,
        source=placed.source,
        creator=placed.creator,
        session=placed.session,
        coupon=basket.coupon,
        freight_fen=basket.freight_fen,
        line_start=basket.line_start,
        line_count=basket.line_count,
    )
    crowd = int(human.max()) + 1
    places = people.regions(settings.seed, crowd)
    numbers = people.phones(settings.seed, crowd)
    return Log(settings, orders, basket.lines, fate.refunds, held, numbers, places)


def order_counts(settings: Settings) -> tuple[int, ...]:
    """Return how many orders each platform has; the first takes what rounding leaves."""
    rest = [settings.orders * bp // 10_000 for bp in settings.shares_bp[1:]]
    return (settings.orders - sum(rest), *rest)


def _place(settings: Settings, held: Sessions) -> _Placed:
    counts = order_counts(settings)
    days = clockwork.order_days(settings, counts)
    platform = np.repeat(np.arange(len(counts)), counts)
    carrier, source, creator = _channels(settings, platform)
    rng = draws(settings.seed, "times of day")
    moment = instant(settings.first_day) + seconds(
        days * DAY_SECONDS + clockwork.seconds_of_day(rng, len(days))
    )
    session = np.full(len(days), -1)
    is_own_live = (carrier == LIVE) & (source != CREATOR)
    chosen, within = place_in_session(settings, held, days[is_own_live], "live orders")
    session[is_own_live] = chosen
    moment[is_own_live] = np.where(chosen >= 0, within, moment[is_own_live])
    stranded = is_own_live & (session < 0)
    carrier[stranded], source[stranded] = CARD, OWN
    order = np.lexsort((moment, platform))
    return _Placed(
        platform[order],
        moment[order],
        carrier[order],
        source[order],
        creator[order],
        session[order],
    )


def _channels(settings: Settings, platform: Ints) -> tuple[Ints, Ints, Ints]:
    rng = draws(settings.seed, "channels")
    size = len(platform)
    is_douyin = platform == DOUYIN
    carrier = np.where(
        is_douyin, rng.choice([LIVE, VIDEO, CARD], size, p=(0.46, 0.26, 0.28)), OTHER
    )
    luck = rng.random(size)
    by_creator = np.array([0.30, 0.55, 0.05, 0.0])[carrier]
    paid = by_creator + np.array([0.25, 0.20, 0.10, 0.0])[carrier]
    source = np.where(luck < by_creator, CREATOR, np.where(luck < paid, PAID, OWN))
    source[(platform == XIAOHONGSHU) & (luck < 0.25)] = CREATOR
    popularity = 1 / np.arange(1, CREATORS + 1)
    chosen = rng.choice(CREATORS, size, p=popularity / popularity.sum())
    return carrier, source, np.where(source == CREATOR, chosen, -1)


def _roles(settings: Settings, platform: Ints) -> Ints:
    rng = draws(settings.seed, "roles")
    luck = rng.integers(0, TEST_EVERY * STAFF_EVERY, len(platform))
    role = np.where(luck % STAFF_EVERY == 0, STAFF, NORMAL)
    role[(luck // STAFF_EVERY == 0) & (platform != PINDUODUO)] = TEST
    return role


def _is_person_shown(settings: Settings, platform: Ints) -> Flags:
    """Return whether an order's exports name a person.

    Douyin: the receiver's phone where it is not masked. Youzan: always the buyer's phone. Xiaohongshu: the user number,
    empty for a few. Pinduoduo: never.
    """
    luck = draws(settings.seed, "masks").random(len(platform))
    shown = luck >= settings.masked_bp / 10_000
    shown[platform == YOUZAN] = True
    is_red = platform == XIAOHONGSHU
    shown[is_red] = luck[is_red] >= USER_ID_MISSING
    shown[platform == PINDUODUO] = False
    return shown


def _serials(platform: Ints) -> Ints:
    first = np.searchsorted(platform, platform)
    return np.arange(len(platform)) - first
