"""Everybody who was exposed: generation, tree, since when, whom they brought; counts by generation from that."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from lianyi.analyses.virality.invites import NEVER, Invites, Known, Outcome

if TYPE_CHECKING:
    from lianyi.timelines.store import Array

NOBODY = -1


@dataclass(frozen=True)
class Exposed:
    """Arrays [customers]; a customer is a number here.

    `parent` is −1 for generation 0 (nobody brought them), `invite` the row of the invite that brought them, `start`
    the second from which they could bring others: their own arrival, for generation 0 their first invite. `size` is
    how many hang below them, themselves included. `cycles` and `cycle_ids`: rings among the invites that counted.
    """

    ids: Array
    generation: Array
    root: Array
    parent: Array
    invite: Array
    start: Array
    size: Array
    cycles: int
    cycle_ids: Array

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def _by_id(self) -> Known:
        order = np.argsort(self.ids)
        return Known(self.ids[order], order)

    def customers(self, ids: Array) -> Array:
        """Return the number of each of these people, −1 for who is not among the exposed."""
        return self._by_id.of(ids, NOBODY)

    @property
    def brought(self) -> Array:
        """How many valid new customers each has brought."""
        return np.bincount(self.parent[self.parent >= 0], minlength=len(self))


def exposed_of(invites: Invites, outcome: Outcome, seeds: Array) -> Exposed:
    """Return everybody who sent an invite or came by one, and the `seeds` (ids) although they did neither."""
    from lianyi.timelines.kernels.forest import build_forest

    rows = np.flatnonzero(outcome.counts)
    forest = build_forest(invites.inviter[rows], invites.invitee[rows], outcome.accepted_at[rows])
    senders, place = np.unique(invites.inviter, return_inverse=True)
    first_sent = np.full(len(senders), NEVER)
    np.minimum.at(first_sent, place, invites.at)
    others = np.setdiff1d(senders, forest.ids)
    idle = np.setdiff1d(seeds, np.concatenate([forest.ids, others]))
    ids = np.concatenate([forest.ids, others, idle])
    lone = len(others) + len(idle)
    invite = np.full(len(ids), NOBODY)
    came = forest.row >= 0
    invite[: len(forest)][came] = rows[forest.row[came]]
    began = int(invites.at.min()) if len(invites) else 0
    start = np.where(invite >= 0, outcome.accepted_at[invite] if len(invites) else 0, Known(senders, first_sent).of(ids, began))  # fmt: skip
    return Exposed(
        ids,
        np.concatenate([forest.generation, np.zeros(lone, np.int32)]).astype(np.int64),
        np.concatenate([forest.root, np.arange(len(forest), len(ids))]).astype(np.int64),
        np.concatenate([forest.parent, np.full(lone, NOBODY)]).astype(np.int64),
        invite,
        start,
        np.concatenate([forest.size, np.ones(lone, np.int64)]),
        forest.cycles,
        forest.cycle_ids,
    )


@dataclass(frozen=True)
class Window:
    """Exposure of `within` seconds, seen up to, without, the second `end`."""

    within: int
    end: int


@dataclass(frozen=True)
class Counts:
    """What the fully exposed customers did within the window.

    `some` are their numbers; arrays beside it: `generation`, `tree`, `brought`. `invites`, `opened` and `valid` are by
    generation; `valid` is the sum of `brought`. `waits` are the seconds from a customer's start to each new one, beside
    them `wait_tree` and `wait_later` (the customer was brought too). `early` are customers whose window is not over.
    """

    some: Array
    generation: Array
    tree: Array
    brought: Array
    invites: Array
    opened: Array
    valid: Array
    people: Array
    waits: Array
    wait_tree: Array
    wait_later: Array
    early: Array


def counts_of(exposed: Exposed, invites: Invites, outcome: Outcome, window: Window, asked: Array, left_out: Array) -> Counts:  # fmt: skip
    """Return what the customers `asked` (bool) did; those `left_out` (bool) neither count nor are counted."""
    ripe = exposed.start + window.within <= window.end
    counted = asked & ~left_out
    some = np.flatnonzero(counted & ripe)
    place = np.full(len(exposed) + 1, NOBODY)
    place[some] = np.arange(len(some))
    came = np.flatnonzero(exposed.parent >= 0)
    above = exposed.parent[came]
    wait = np.maximum(outcome.valid_at[exposed.invite[came]] - exposed.start[above], 0)
    inside = (wait <= window.within) & ~left_out[came] & (place[above] >= 0)
    brought = np.bincount(place[above[inside]], minlength=len(some))
    generation = exposed.generation[some]
    depth = int(exposed.generation.max(initial=0)) + 1

    def per_generation(customers: Array) -> Array:
        return np.bincount(exposed.generation[customers], minlength=depth)

    sent, opened = _sent(exposed, invites, window, place, left_out, came[inside])
    return Counts(
        some,
        generation,
        exposed.root[some],
        brought,
        per_generation(sent),
        per_generation(opened),
        per_generation(above[inside]),
        np.bincount(generation, minlength=depth),
        wait[inside],
        exposed.root[above[inside]],
        exposed.generation[above[inside]] > 0,
        np.flatnonzero(counted & ~ripe),
    )


def _sent(exposed: Exposed, invites: Invites, window: Window, place: Array, left_out: Array, new: Array) -> tuple[Array, Array]:  # fmt: skip
    """Return the sender of each invite sent within the window, and of each one opened within it."""
    sender = exposed.customers(invites.inviter)
    receiver = exposed.customers(invites.invitee)
    last = exposed.start[sender] + window.within
    taken = (place[sender] >= 0) & (invites.at <= last) & ~((receiver >= 0) & left_out[receiver])
    opened = taken & (invites.opened_at >= 0) & (invites.opened_at <= last)
    opened[exposed.invite[new]] = True
    return sender[taken], sender[opened]
