"""What people do in the shop: a first visit that may end in a purchase, and visits in later weeks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lianyi.simulation.arrays import DAY_SECONDS, HOUR_SECONDS, Flags, Generator, Ints
from lianyi.simulation.planted.settings import VisitTruth

EVENTS = ("view", "cart", "pay", "share")
VIEW, CART, PAY, SHARE = range(4)
NEVER = -1
LONGEST_WAIT = 47 * HOUR_SECONDS
WEEK_SECONDS = 7 * DAY_SECONDS


@dataclass(frozen=True)
class Events:
    """One entry an event: place of the person, second, `EVENTS` index, number of the person's visit (0 = the first)."""

    person: Ints
    at: Ints
    event: Ints
    visit: Ints


def first_visits(rng: Generator, truth: VisitTruth, start: Ints, pay_ratio: Ints) -> tuple[Events, Ints]:  # fmt: skip
    """Return what people do on their first visit from `start` on, and when each pays (`NEVER`: does not).

    `pay_ratio` is the chance in hundredths of a person with a full cart.
    """
    size = len(start)
    events, last = _looking(rng, truth, np.arange(size), start, np.zeros(size, np.int64))
    fills = rng.random(size) < truth.cart_ratio
    cart_at = last + rng.integers(5, 300, size)
    pays = fills & (rng.random(size) < pay_ratio / 100)
    wait = rng.exponential(truth.pay_wait_hours * HOUR_SECONDS, size)
    pay_at = cart_at + np.minimum(wait, LONGEST_WAIT).astype(np.int64) + 1
    carts, paid = np.flatnonzero(fills), np.flatnonzero(pays)
    found = [events, _of(carts, cart_at, CART), _of(paid, pay_at, PAY)]
    return together(found), np.where(pays, pay_at, NEVER)


def _of(people: Ints, at: Ints, event: int) -> Events:
    return Events(people, at[people], np.full(len(people), event), np.zeros(len(people), np.int64))


def later_visits(rng: Generator, truth: VisitTruth, start: Ints, monday: int) -> Events:
    """Return the visits of people in the calendar weeks after that of `start`.

    `monday` is the second at which a week begins, counted from the same moment as `start`.
    """
    week = (start - monday) // WEEK_SECONDS
    parts = []
    for number, ratio in enumerate(truth.week_ratios, 1):
        who = np.flatnonzero(rng.random(len(start)) < ratio)
        begin = monday + (week[who] + number) * WEEK_SECONDS
        # No visit runs over into the next week.
        at = begin + rng.integers(0, WEEK_SECONDS - HOUR_SECONDS, len(who))
        visit = np.full(len(who), number)
        looked, last = _looking(rng, truth, who, at, visit)
        shares = rng.random(len(who)) < truth.share_ratio
        shared = Events(who[shares], last[shares] + 20, np.full(int(shares.sum()), SHARE), visit[shares])  # fmt: skip
        parts += [looked, shared]
    return together(parts)


def _looking(rng: Generator, truth: VisitTruth, who: Ints, at: Ints, visit: Ints) -> tuple[Events, Ints]:  # fmt: skip
    """Return views of a few products, and when each visit saw its last one."""
    counts = 1 + np.minimum(rng.poisson(truth.more_views, len(who)), 30)
    place = np.repeat(np.arange(len(who)), counts)
    starts = np.cumsum(counts) - counts
    gaps = rng.integers(5, 90, len(place))
    gaps[starts] = 0
    passed = np.cumsum(gaps)
    moment = at[place] + passed - passed[starts][place]
    events = Events(who[place], moment, np.full(len(place), VIEW), visit[place])
    return events, moment[starts + counts - 1]


def together(parts: list[Events]) -> Events:
    """Return the events of several sources by person and time."""
    empty = np.zeros(0, np.int64)
    person, at, event, visit = (
        np.concatenate([empty, *(getattr(p, name) for p in parts)])
        for name in ("person", "at", "event", "visit")
    )
    order = np.lexsort((event, at, person))
    return Events(person[order], at[order], event[order], visit[order])


def before(events: Events, until: int) -> Events:
    """Return the events that are known before a second."""
    kept: Flags = events.at < until
    return Events(events.person[kept], events.at[kept], events.event[kept], events.visit[kept])
