"""The communities on 企业微信: two people lead groups of buyers, day by day."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lianyi.simulation.arrays import Ints, draws
from lianyi.simulation.log import Log

OWNERS = (("何川", "hechuan"), ("周宁", "zhouning"))
GROUP_SIZE = 180


@dataclass(frozen=True)
class Communities:
    """One row per owner, one column per day of the shop's life."""

    groups: Ints
    new_groups: Ints
    active_groups: Ints
    members: Ints
    new_members: Ints
    active_members: Ints
    messages: Ints
    chats: Ints
    sent: Ints
    reply_bp: Ints
    reply_minutes_x100: Ints
    blocked: Ints
    applies: Ints
    contacts: Ints


def communities(log: Log) -> Communities:
    """Draw the groups' days: they grow, and in the last eight weeks the second owner's fall quiet."""
    rng = draws(log.settings.seed, "communities")
    shape = (len(OWNERS), log.settings.day_count)
    scale = log.settings.size_bp / 10_000
    joined = rng.poisson(0.5 + 7 * scale, shape).astype(np.int64)
    left = np.minimum(rng.poisson(0.2 + 3 * scale, shape).astype(np.int64), joined + 2)
    members = 120 + int(280 * scale) + np.cumsum(joined - left, axis=1).clip(0)
    groups = members // GROUP_SIZE + 1
    new_groups = np.maximum(np.diff(groups, axis=1, prepend=groups[:, :1]), 0)
    rate = rng.uniform(0.07, 0.13, shape)
    rate[1, -56:] *= np.linspace(1, 0.4, 56)[-min(56, shape[1]) :]
    active = (members * rate).astype(np.int64)
    chats = rng.poisson(1 + 60 * scale, shape).astype(np.int64)
    applies = rng.poisson(0.5 + 22 * scale, shape).astype(np.int64)
    return Communities(
        groups=groups,
        new_groups=new_groups,
        active_groups=np.minimum(groups, active // 3),
        members=members,
        new_members=joined,
        active_members=active,
        messages=active * rng.integers(2, 5, shape),
        chats=chats,
        sent=chats * rng.integers(3, 8, shape),
        reply_bp=rng.integers(8_400, 9_900, shape),
        reply_minutes_x100=rng.integers(120, 1_500, shape),
        blocked=rng.poisson(0.6, shape).astype(np.int64),
        applies=applies,
        contacts=applies * rng.integers(30, 60, shape) // 100,
    )
