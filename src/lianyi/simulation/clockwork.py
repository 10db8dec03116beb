"""When things happen to an order: placed, deposit, paid, cancelled, shipped, received."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np

from lianyi.simulation.arrays import (
    DAY_SECONDS,
    HOUR_SECONDS,
    NEVER,
    Generator,
    Ints,
    Times,
    draws,
    instant,
    seconds,
)
from lianyi.simulation.seasons import day_weights
from lianyi.simulation.settings import PINDUODUO, Settings

HOURS = (8, 4, 2, 1, 1, 2, 5, 12, 22, 34, 40, 36, 38, 36, 34, 33, 32, 31, 33, 42, 55, 60, 48, 22)
UNPAID_CHANCE = (0.092, 0.070, 0.080, 0.0)
FINAL_UNPAID_CHANCE = 0.08
PRESALE_CHANCE = (0.18, 0.08, 0.10, 0.0)


@dataclass(frozen=True)
class Presale:
    """A window in which deposits are taken, and the time from which the rest can be paid."""

    from_day: date
    to_day: date
    final_from: datetime


@dataclass(frozen=True)
class Payment:
    """The times of one batch of orders up to payment or the lack of it."""

    deposit_at: Times
    paid_at: Times
    cancelled_at: Times


def order_days(settings: Settings, counts: tuple[int, ...]) -> Ints:
    """Return the day (0 = first day) of each order, platform by platform, ascending in each."""
    rng = draws(settings.seed, "days")
    size = settings.day_count
    per_day = [rng.multinomial(n, day_weights(settings, p)) for p, n in enumerate(counts)]
    return np.concatenate([np.repeat(np.arange(size), d) for d in per_day])


def seconds_of_day(rng: Generator, size: int) -> Ints:
    """Return times of day as seconds: quiet at night, busiest from 20:00 to 22:00."""
    weights = np.array(HOURS) / sum(HOURS)
    hours = rng.choice(24, size, p=weights)
    return hours * HOUR_SECONDS + rng.integers(0, HOUR_SECONDS, size)


def presales(settings: Settings) -> list[Presale]:
    """Return the presale windows: before 618, before Double 11, and one that is open on the last day."""
    found = []
    for year in range(settings.first_day.year, settings.last_day.year + 1):
        for start, end, final in (((5, 24), (5, 30), (5, 31)), ((10, 20), (10, 30), (10, 31))):
            day = datetime(year, *final, 20)  # local wall clock, as in the exports
            found.append(Presale(date(year, *start), date(year, *end), day))
    final_day = settings.last_day + timedelta(days=3)
    last = datetime(final_day.year, final_day.month, final_day.day, 10)
    found.append(Presale(settings.last_day - timedelta(days=5), settings.last_day, last))
    return found


def presale_of(settings: Settings, created: Times, platform: Ints) -> Ints:
    """Return the index of each order's presale window, -1 for an ordinary order."""
    luck = draws(settings.seed, "presale").random(len(created))
    chance = np.array(PRESALE_CHANCE)[platform]
    window = np.full(len(created), -1)
    for n, presale in enumerate(presales(settings)):
        inside = created >= instant(presale.from_day)
        inside &= created < instant(presale.to_day + timedelta(days=1))
        window[inside & (luck < chance)] = n
    return window


def payments(settings: Settings, created: Times, platform: Ints, window: Ints) -> Payment:
    """Draw deposit, payment and cancellation. A presale is paid when its final payment is made.

    Pinduoduo exports an order when the deal is made, which is when it is paid: one time, and no unpaid orders.
    """
    rng = draws(settings.seed, "payments")
    size = len(created)
    quick = created + seconds(rng.exponential(90, size).clip(3, 1_500))
    quick = np.where(platform == PINDUODUO, created, quick)
    is_presale = window >= 0
    unpaid = rng.random(size) < np.array(UNPAID_CHANCE)[platform]
    late = rng.random(size) < FINAL_UNPAID_CHANCE
    opens = np.array([instant(p.final_from) for p in presales(settings)])[window]
    final = opens + seconds(rng.exponential(14 * HOUR_SECONDS, size).clip(5, 2.9 * DAY_SECONDS))
    paid = np.where(is_presale, final, quick)
    paid[np.where(is_presale, late | unpaid, unpaid)] = NEVER
    deposit = np.where(is_presale & ~unpaid, quick, NEVER)
    timeout = created + seconds(np.full(size, 30 * 60))
    expiry = np.where(is_presale & ~unpaid, opens + seconds(3 * DAY_SECONDS), timeout)
    return Payment(deposit, paid, np.where(np.isnat(paid), expiry, NEVER))


def deliveries(settings: Settings, paid: Times) -> tuple[Times, Times]:
    """Return when each paid order was sent and when it was received, had nobody refunded it."""
    rng = draws(settings.seed, "deliveries")
    size = len(paid)
    shipped = paid + seconds(rng.gamma(2.0, 9 * HOUR_SECONDS, size) + 2 * HOUR_SECONDS)
    return shipped, shipped + seconds((rng.gamma(4.0, 1.2, size) + 2) * DAY_SECONDS)
