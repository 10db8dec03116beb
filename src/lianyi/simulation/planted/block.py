"""Everything that the people of one block do: made from the seed and the block's number alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lianyi.simulation.arrays import DAY_SECONDS, Generator, Ints, draws
from lianyi.simulation.clockwork import seconds_of_day
from lianyi.simulation.planted import invites, lives, rings, tastes, visits
from lianyi.simulation.planted.invites import NEVER, Guests, Invites
from lianyi.simulation.planted.people import BLOCK, GANGS, GUESTS, ROOM, second_arm
from lianyi.simulation.planted.returns import Returns, returns
from lianyi.simulation.planted.settings import PeopleSettings
from lianyi.simulation.planted.touches import Touches, touches
from lianyi.simulation.planted.visits import Events
from lianyi.simulation.seasons import day_weights
from lianyi.simulation.settings import YOUZAN, Settings

SEED_WAIT_DAYS = 10


@dataclass(frozen=True)
class Orders:
    """One entry an order, by customer and time. `customer` is a person's number, `nth` 0 for the first order."""

    customer: Ints
    at: Ints
    fen: Ints
    nth: Ints

    def __len__(self) -> int:
        return len(self.at)


@dataclass(frozen=True)
class Block:
    """The log of one block. `people` are its visitors, `arrived` when each first came, `arm` and `placebo` their arms.

    `events.person` are numbers of people here. Times are seconds since the first day.
    """

    number: int
    people: Ints
    arrived: Ints
    arm: Ints
    placebo: Ints
    events: Events
    event_product: Ints
    orders: Orders
    baskets: tastes.Baskets
    touches: Touches
    returns: Returns
    invites: Invites
    guests: Guests
    rings: tuple[rings.Ring, ...]


def blocks(settings: PeopleSettings) -> int:
    """Return how many blocks the shop has."""
    return -(-settings.people // BLOCK)


def block(settings: PeopleSettings, number: int) -> Block:
    """Return block `number` of the shop."""
    people = np.arange(number * BLOCK, min((number + 1) * BLOCK, settings.people))

    def rng(topic: str) -> Generator:
        return draws(settings.seed, f"planted {topic} {number}")

    arrived = _arrivals(settings, rng("arrivals"), len(people))
    arm, placebo = (
        second_arm(people, name).astype(np.int64)
        for name in (settings.trial.name, settings.trial.placebo)
    )
    if settings.pure_lives:
        return _pure(settings, number, people, arrived, arm, placebo, rng("lives"))
    ratio = np.array([round(100 * p) for p in settings.trial.pay_ratios])[arm]
    first, pay_at = visits.first_visits(rng("first visits"), settings.visits, arrived, ratio)
    buys = np.flatnonzero((pay_at != NEVER) & (pay_at < settings.until))
    sent, guests = _invites(settings, rng("invites"), people[buys], pay_at[buys], number)
    found, gang = _gangs(settings, rng("rings"), number)
    lift = np.where(arm == 1, round(100 * settings.trial.first_value_lift), 0)
    orders = _orders(settings, rng("lives"), people[buys], pay_at[buys], lift[buys], guests)
    events = _events(settings, rng("later visits"), people, arrived, first, guests)
    led = touches(rng("touches"), settings.touches, orders.customer, orders.at)
    return Block(
        number,
        people,
        arrived,
        arm,
        placebo,
        events,
        tastes.liked(rng("looks"), tastes.personas(events.person, settings.seed)),
        orders,
        tastes.baskets(rng("baskets"), tastes.personas(orders.customer, settings.seed)),
        led,
        returns(rng("returns"), settings.returns, orders.at, settings.until),
        invites.joined(Invites, [sent, gang]),
        guests,
        tuple(found),
    )


def _arrivals(settings: PeopleSettings, rng: Generator, size: int) -> Ints:
    """Return when visitors first come: more on sales days and before the lunar new year, few at night."""
    shop = Settings(first_day=settings.first_day, last_day=settings.last_day)
    days = rng.choice(settings.day_count, size, p=day_weights(shop, YOUZAN))
    return days * DAY_SECONDS + seconds_of_day(rng, size)


def _invites(settings: PeopleSettings, rng: Generator, buyers: Ints, bought_at: Ints, number: int) -> tuple[Invites, Guests]:  # fmt: skip
    chosen = rng.random(len(buyers)) < settings.invites.buyer_share
    wait = rng.integers(1, SEED_WAIT_DAYS * DAY_SECONDS, len(buyers))
    start = (bought_at + wait)[chosen]
    first = GUESTS + number * ROOM
    return invites.trees(rng, settings.invites, buyers[chosen], start, settings.until, first)


def _gangs(settings: PeopleSettings, rng: Generator, number: int) -> tuple[list[rings.Ring], Invites]:  # fmt: skip
    size = min(BLOCK, settings.people - number * BLOCK)
    count = max(size // settings.people_per_ring, len(rings.KINDS) if number == 0 else 0)
    return rings.rings(rng, count, GANGS + number * ROOM, settings.until)


def _orders(settings: PeopleSettings, rng: Generator, buyers: Ints, bought_at: Ints, lift: Ints, guests: Guests) -> Orders:  # fmt: skip
    """Return the orders of visitors who bought, and of guests who did."""
    bought = guests.bought_at != NEVER
    customer = np.concatenate([buyers, guests.person[bought]])
    first = np.concatenate([bought_at, guests.bought_at[bought]])
    dearer = np.concatenate([lift, np.zeros(int(bought.sum()), np.int64)])
    found = lives.purchases(rng, settings.lives, first, settings.until, dearer)
    return Orders(customer[found.customer], found.at, found.fen, found.nth)


def _events(settings: PeopleSettings, rng: Generator, people: Ints, arrived: Ints, first: Events, guests: Guests) -> Events:  # fmt: skip
    """Return what visitors and guests did, a guest's first visit being the one that the invite led to."""
    everybody = np.concatenate([people, guests.person])
    start = np.concatenate([arrived, guests.joined_at])
    monday = -settings.first_day.weekday() * DAY_SECONDS
    later = visits.later_visits(rng, settings.visits, start, monday)
    place = len(people) + np.arange(len(guests.person))
    zeros = np.zeros(len(place), np.int64)
    landed = Events(place, guests.joined_at, zeros, zeros)
    known = visits.before(visits.together([first, landed, later]), settings.until)
    return Events(everybody[known.person], known.at, known.event, known.visit)


def _pure(settings: PeopleSettings, number: int, people: Ints, arrived: Ints, arm: Ints, placebo: Ints, rng: Generator) -> Block:  # fmt: skip
    """Return a block of nothing but orders: everybody is a customer from their first day on."""
    found = lives.purchases(rng, settings.lives, arrived, settings.until)
    none = np.zeros(0, np.int64)
    return Block(
        number,
        people,
        arrived,
        arm,
        placebo,
        Events(none, none, none, none),
        none,
        Orders(people[found.customer], found.at, found.fen, found.nth),
        tastes.Baskets(np.arange(len(found.at)), np.zeros(len(found.at), np.int64)),
        Touches(none, none, none, np.zeros(len(found.at), bool)),
        Returns(none, none, none),
        Invites(none, none, none, none, none, none),
        Guests(none, none, none, none),
        (),
    )
