"""Invites as a branching process of known K per generation, and gangs that game them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tests.analyses.invite_logs import Invite

PLANTED = (0.9, 0.6, 0.4)
"""Mean valid new customers within a week of customers of generation 0, 1, 2 and later."""
WITHIN = 7.0
INVITES, OPENED = 3.0, 0.6
CYCLE = 2.5


def planted(seed: int, seeds: int = 250, over: float = 60.0, cut: float = 50.0, rates: Sequence[float] = PLANTED) -> list[Invite]:  # fmt: skip
    """Return what is known on day `cut` of a process whose seeds begin within `over` days.

    Everybody invites at least once, a few far more than others; arrivals take `CYCLE` days on average and never more
    than a week, so that K within a week is the whole K.
    """
    rng = np.random.default_rng(seed)
    found: list[Invite] = []
    waiting = [(n, float(at), 0) for n, at in enumerate(rng.random(seeds) * over)]
    following = seeds
    while waiting:
        person, start, generation = waiting.pop()
        if start >= cut:
            continue
        rate = rates[min(generation, len(rates) - 1)]
        for n in range(1 + rng.negative_binomial(1, 1 / INVITES)):
            sent = start if n == 0 else start + rng.random() * 3
            came = min(sent + rng.exponential(CYCLE), start + WITHIN)
            opened = rng.random() < OPENED
            joined = opened and rng.random() < rate / INVITES / OPENED
            if sent < cut:
                found.append(_known(person, following, sent, came, opened, joined, cut))
            if joined:
                waiting.append((following, came, generation + 1))
            following += 1
    return found


def _known(inviter: int, invitee: int, sent: float, came: float, opened: bool, joined: bool, cut: float) -> Invite:  # fmt: skip
    half = (sent + came) / 2
    return Invite(
        inviter,
        invitee,
        sent,
        came if joined and came < cut else None,
        half if opened and half < cut else None,
    )


def gang(first: int, size: int, at: float) -> tuple[list[Invite], set[int]]:
    """Return a centre that brings accounts every ten minutes, and a ring of four; with everybody in them."""
    star = [Invite(first, first + n, at, at + n / 144, at + n / 144) for n in range(1, size)]
    circle = [first + size + n for n in range(4)]
    ring = [
        Invite(a, b, at + n, at + n + 0.01, at + n + 0.005)
        for n, (a, b) in enumerate(zip(circle, [*circle[1:], circle[0]], strict=True))
    ]
    return [*star, *ring], {*range(first, first + size), *circle}
