"""Invites as arrays, and which of them brought a new customer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lianyi.core.errors import LianyiError

if TYPE_CHECKING:
    from lianyi.core.calendar.periods import Period
    from lianyi.timelines.store import Array, Store, Stream

DAY_SECONDS = 86_400
NEVER = np.iinfo(np.int64).max
REFUSED_WORDS = ("无效", "拒绝", "失败", "作废", "invalid", "reject", "refus", "fail", "void")
LOST_WORDS = ("流失", "取关", "退群", "删除", "离开", "lost", "unfollow", "quit", "deleted", "left")
SHOWN_ACTIVITIES = 8


@dataclass(frozen=True)
class Invites:
    """Arrays [rows], seconds since the base of the store, −1 where not known. Invites to oneself are only counted.

    `refused` and `lost` are what the source's status says: it never counted, or the person has left since.
    """

    inviter: Array
    invitee: Array
    at: Array
    opened_at: Array
    joined_at: Array
    activity: Array
    refused: Array
    lost: Array
    self_invites: int

    def __len__(self) -> int:
        return len(self.at)

    @property
    def knows_opened(self) -> bool:
        """Whether any source says when invites were opened."""
        return bool((self.opened_at >= 0).any())

    @property
    def knows_joined(self) -> bool:
        """Whether any source says when people joined."""
        return bool((self.joined_at >= 0).any())


def invites_of(store: Store, activity: str | None, period: Period | None) -> Invites:
    """Return the invites of living people, of one activity or sent within a period where that is asked.

    Refuses with `virality.activity_unknown`.
    """
    code = None if activity is None else store.code("activity", activity)
    if activity is not None and code is None:
        known = [a for a in store.dictionaries.get("activity", ()) if a]
        raise LianyiError("virality.activity_unknown", activity=activity, known=", ".join(known[:SHOWN_ACTIVITIES]) or "—")  # fmt: skip
    parts = list(_parts(store, code, period))
    names = ("at", "opened_at", "joined_at", "invitee", "activity", "status")
    inviter = np.concatenate([np.zeros(0, np.int64), *(p[0] for p in parts)])
    column = {n: np.concatenate([np.zeros(0, np.int64), *(p[1][n] for p in parts)]) for n in names}
    # By person, wherever in the store somebody lies: trees are drawn again in this order.
    order = np.argsort(inviter, kind="stable")
    inviter, column = inviter[order], {n: values[order] for n, values in column.items()}
    kept = inviter != column["invitee"]
    statuses = [s.lower() for s in store.dictionaries.get("status", ("",))]
    refused, lost = (
        np.array([any(w in s for w in words) for s in statuses], bool)[column["status"][kept]]
        for words in (REFUSED_WORDS, LOST_WORDS)
    )
    return Invites(
        inviter[kept],
        column["invitee"][kept],
        column["at"][kept],
        column["opened_at"][kept],
        column["joined_at"][kept],
        column["activity"][kept],
        refused,
        lost,
        int((~kept).sum()),
    )


def _parts(store: Store, activity: int | None, period: Period | None) -> Iterator[tuple[Array, dict[str, Array]]]:  # fmt: skip
    for segment in store.segments:
        stream = segment.streams.get("invites")
        if stream is None:
            continue
        lengths = np.diff(stream.offsets)
        taken = np.repeat(segment.alive, lengths)
        if activity is not None:
            taken &= stream["activity"] == activity
        if period is not None:
            day = stream["day"]
            taken &= (day >= store.day_number(period.start)) & (day < store.day_number(period.end))
        yield np.repeat(segment.person_ids, lengths)[taken], _columns(stream, taken)


def _columns(stream: Stream, taken: Array) -> dict[str, Array]:
    found = {n: stream[n][taken].astype(np.int64) for n in ("at", "opened_at", "joined_at", "invitee")}  # fmt: skip
    for name in ("activity", "status"):
        codes = stream.columns.get(name)
        found[name] = np.zeros(int(taken.sum()), np.int64) if codes is None else codes[taken].astype(np.int64)  # fmt: skip
    return found


@dataclass(frozen=True)
class Known:
    """A number about some people: `ids` ascending, `values` beside them."""

    ids: Array
    values: Array

    def of(self, wanted: Array, default: int) -> Array:
        """Return the value of each of `wanted`, `default` where there is none."""
        at = self.places(wanted)
        found = np.full(len(wanted), default, np.int64)
        found[at >= 0] = self.values[at[at >= 0]]
        return found

    def places(self, wanted: Array) -> Array:
        """Return where each of `wanted` stands in `ids`, −1 where it does not."""
        if not len(self.ids):
            return np.full(len(wanted), -1)
        at = np.minimum(np.searchsorted(self.ids, wanted), len(self.ids) - 1)
        return np.where(self.ids[at] == wanted, at, -1)


def first_orders(store: Store) -> Known:
    """Return the second of everybody's first paid order that was not refunded whole."""
    ids, seconds = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for segment in store.segments:
        stream = segment.streams.get("orders")
        if stream is None:
            continue
        person = np.repeat(np.arange(segment.people), np.diff(stream.offsets))
        paid, back = stream["order_fen"], stream["refund_fen"]
        kept = segment.alive[person] & ~((back >= paid) & (paid > 0))
        people, first = np.unique(person[kept], return_index=True)
        ids.append(segment.person_ids[people])
        seconds.append(stream["at"][kept][first].astype(np.int64))
    return _sorted(ids, seconds)


def last_seen(store: Store) -> Known:
    """Return the second of the last thing that everybody is known to have done; nobody where events are missing."""
    ids, seconds = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for segment in store.segments:
        stream = segment.streams.get("events")
        if stream is None:
            continue
        some = segment.alive & (np.diff(stream.offsets) > 0)
        ids.append(segment.person_ids[some])
        seconds.append(stream["at"][stream.offsets[1:][some] - 1].astype(np.int64))
    return _sorted(ids, seconds)


def _sorted(ids: list[Array], values: list[Array]) -> Known:
    every, numbers = np.concatenate(ids), np.concatenate(values)
    order = np.argsort(every, kind="stable")
    return Known(every[order], numbers[order])


@dataclass(frozen=True)
class Outcome:
    """What became of each invite [rows].

    `accepted_at` is when the invitee came in (−1: did not, or the source refuses the invite), `valid_at` when that made
    a valid customer; `is_new` says that the invitee was nobody's customer and had invited nobody before.
    """

    accepted_at: Array
    valid_at: Array
    is_new: Array

    @property
    def counts(self) -> Array:
        """Which invites may count as a new customer; of several to one person only the first will."""
        return (self.valid_at >= 0) & self.is_new


def outcome_of(invites: Invites, orders: Known, valid: str) -> Outcome:
    """Return the outcome of each invite for `valid` = `join`, `open` or `order` (paid, not refunded whole)."""
    at, joined, opened = invites.at, invites.joined_at, invites.opened_at
    came = np.where(joined >= 0, joined, -1)
    if valid == "open":
        came = np.where(opened >= 0, opened, joined)
    elif valid == "order" and not invites.knows_joined:
        # The source does not say who joined: the order itself is the proof.
        came = np.where(opened >= 0, opened, at)
    ordered = orders.of(invites.invitee, NEVER)
    # A source may write days only: a moment before the invite on its day is the invite's own.
    too_early = (came >= 0) & (came < at - DAY_SECONDS)
    accepted = np.where((came >= 0) & ~invites.refused, np.maximum(came, at), -1)
    valid_at = accepted
    if valid == "order":
        valid_at = np.where((accepted >= 0) & (ordered != NEVER), np.maximum(ordered, at), -1)
    senders, place = np.unique(invites.inviter, return_inverse=True)
    first_sent = np.full(len(senders), NEVER)
    np.minimum.at(first_sent, place, at)
    began = np.minimum(ordered, Known(senders, first_sent).of(invites.invitee, NEVER))
    return Outcome(accepted, valid_at, (began >= at) & ~too_early)
