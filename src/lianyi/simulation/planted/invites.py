"""Invites as a branching process: how many each person brings is known by generation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, TypeVar

import numpy as np

from lianyi.simulation.arrays import DAY_SECONDS, Generator, Ints
from lianyi.simulation.planted.settings import InviteTruth

NEVER = -1
SENDING_DAYS = 3.0


@dataclass(frozen=True)
class Invites:
    """One entry an invite; seconds, `NEVER` where it did not happen. Everybody who is invited is new and invited once."""

    inviter: Ints
    invitee: Ints
    at: Ints
    opened_at: Ints
    joined_at: Ints
    generation: Ints

    def __len__(self) -> int:
        return len(self.at)


@dataclass(frozen=True)
class Guests:
    """One entry a person who came by an invite: number, when they joined, when they bought first (`NEVER`: not)."""

    person: Ints
    joined_at: Ints
    bought_at: Ints
    generation: Ints


def trees(rng: Generator, truth: InviteTruth, seeds: Ints, start: Ints, until: int, first_number: int) -> tuple[Invites, Guests]:  # fmt: skip
    """Return the invites known before the second `until` below `seeds`, who send their first one at `start`.

    Whoever is invited gets a number from `first_number` on.
    """
    sent: list[Invites] = []
    came: list[Guests] = []
    person, since, generation = seeds, start, 0
    number = first_number
    while True:
        active = since < until
        person, since = person[active], since[active]
        if not len(person):
            break
        invites, guests = _generation(rng, truth, person, since, generation, number)
        number += len(invites)
        sent.append(_known(invites, until))
        arrived = guests.joined_at < until
        person, since = guests.person[arrived], guests.joined_at[arrived]
        bought = np.where(guests.bought_at < until, guests.bought_at, NEVER)[arrived]
        generation += 1
        came.append(Guests(person, since, bought, np.full(len(person), generation)))
    return joined(Invites, sent), joined(Guests, came)


def _generation(rng: Generator, truth: InviteTruth, person: Ints, since: Ints, generation: int, number: int) -> tuple[Invites, Guests]:  # fmt: skip
    """Draw what the people of one generation send, and who comes of it."""
    counts = 1 + rng.negative_binomial(1, 1 / truth.mean_invites, len(person))
    place = np.repeat(np.arange(len(person)), counts)
    size = len(place)
    is_first = np.r_[True, np.diff(place) != 0]
    begin = since[place]
    wait = np.where(is_first, 0, rng.random(size) * SENDING_DAYS * DAY_SECONDS).astype(np.int64)
    at = begin + wait
    last = begin + int(truth.within_days * DAY_SECONDS)
    came = at + rng.exponential(truth.cycle_days * DAY_SECONDS, size).astype(np.int64) + 1
    came = np.minimum(came, last)
    opened = rng.random(size) < truth.open_ratio
    chance = truth.rate(generation) / truth.mean_invites / truth.open_ratio
    joined = opened & (rng.random(size) < chance)
    buys = joined & (rng.random(size) < truth.buy_ratio)
    bought = came + ((last - came) * rng.random(size)).astype(np.int64)
    invitee = number + np.arange(size)
    invites = Invites(
        person[place],
        invitee,
        at,
        np.where(opened, (at + came) // 2, NEVER),
        np.where(joined, came, NEVER),
        np.full(size, generation),
    )
    who = np.flatnonzero(joined)
    purchase = np.where(buys, bought, np.iinfo(np.int64).max)[who]
    return invites, Guests(invitee[who], came[who], purchase, np.full(len(who), generation + 1))


def _known(invites: Invites, until: int) -> Invites:
    """Return what is known before `until`."""
    sent = invites.at < until
    return Invites(
        invites.inviter[sent],
        invites.invitee[sent],
        invites.at[sent],
        np.where(invites.opened_at < until, invites.opened_at, NEVER)[sent],
        np.where(invites.joined_at < until, invites.joined_at, NEVER)[sent],
        invites.generation[sent],
    )


Part = TypeVar("Part", Invites, Guests)


def joined(kind: type[Part], parts: list[Part]) -> Part:
    """Return the parts as one, column by column."""
    return kind(*_columns(kind, parts))


def _columns(kind: Any, parts: Sequence[Any]) -> list[Ints]:
    empty = np.zeros(0, np.int64)
    names = [field.name for field in fields(kind)]
    return [np.concatenate([empty, *(getattr(p, name) for p in parts)]) for name in names]
