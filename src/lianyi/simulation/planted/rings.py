"""Fraud rings: accounts that invite each other for the reward, with what gives them away."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lianyi.simulation.arrays import DAY_SECONDS, Generator, Ints
from lianyi.simulation.planted.invites import Invites

KINDS = ("mutual", "ring", "regular", "star")
SIZES = {"mutual": 2, "ring": 4, "regular": 12, "star": 10}
EVERY_SECONDS = 600


@dataclass(frozen=True)
class Ring:
    """One ring: its kind, its members, and the device they share."""

    kind: str
    members: tuple[int, ...]
    device: str


def rings(rng: Generator, count: int, first_number: int, until: int) -> tuple[list[Ring], Invites]:
    """Return `count` rings in turn of every kind, and their invites, all within the days before `until`.

    `mutual` and `ring` accept each other's invites in a circle; `regular` come in every ten minutes by one account; `star` come in
    at odd times by one account. None of them does anything after the day they join.
    """
    found: list[Ring] = []
    parts: list[Ints] = []
    number = first_number
    for place in range(count):
        kind = KINDS[place % len(KINDS)]
        members = number + np.arange(SIZES[kind])
        number += len(members)
        begin = int(rng.integers(DAY_SECONDS, until - 12 * DAY_SECONDS))
        found.append(Ring(kind, tuple(members.tolist()), f"dev{members[0] % 10**12:012x}"))
        parts.append(_circle(members, begin) if kind in KINDS[:2] else _star(rng, kind, members, begin))  # fmt: skip
    table = np.concatenate(parts, axis=1) if parts else np.zeros((3, 0), np.int64)
    inviter, invitee, at = table
    return found, Invites(inviter, invitee, at, at + 10, at + 20, np.full(len(at), -1))


def _circle(members: Ints, begin: int) -> Ints:
    """Return (inviter, invitee, second) of members who invite the next one each, the last one the first."""
    after = np.roll(members, -1)
    return np.stack([members, after, begin + np.arange(len(members)) * 3_600])


def _star(rng: Generator, kind: str, members: Ints, begin: int) -> Ints:
    """Return (inviter, invitee, second) of one account that invites all others."""
    size = len(members) - 1
    at = begin + np.arange(size) * EVERY_SECONDS
    if kind == "star":
        at = np.sort(begin + rng.integers(0, DAY_SECONDS // 2, size))
    return np.stack([np.full(size, members[0]), members[1:], at])
