"""People told apart by something that is known of each of them: a person attribute, or who invited them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lianyi.core.errors import LianyiError
from lianyi.core.translation import Text, same

if TYPE_CHECKING:
    from lianyi.timelines.store import Array, Store

INVITER = "inviter"
MOST_GROUPS = 20
UNKNOWN, NOBODY, OTHERS = "unknown", "not_invited", "others"


@dataclass(frozen=True)
class Groups:
    """`codes` are int32 per segment and person, from 0; `names` say what they mean."""

    codes: tuple[Array, ...]
    names: tuple[str, ...]


def groups_of(store: Store, by: str, most: int = MOST_GROUPS) -> Groups:
    """Return everybody's group: the `most` largest ones, all others together, and those of whom it is not known.

    Refuses with `run.group_unknown` what is neither an attribute of this store nor `inviter`.
    """
    if by in store.attributes:
        values = store.dictionaries[by]
        found = [np.asarray(codes) for codes in store.attributes[by]]
        return _largest(store, found, lambda code: values[code], UNKNOWN, most)
    if by != INVITER:
        known = ", ".join([*store.attributes, INVITER])
        raise LianyiError("run.group_unknown", by=by, known=known)
    ids, found = _inviters(store)
    return _largest(store, found, lambda code: str(ids[code - 1]), NOBODY, most)


def group_name(by: str) -> Text:
    """Return the name of what people are told apart by."""
    names = {
        "first_channel": Text("首单渠道", "First channel"),
        "first_platform": Text("首单平台", "First platform"),
        "province": Text("省份", "Province"),
        "inviter": Text("邀请人", "Inviter"),
    }
    return names.get(by) or same(by)


def _largest(
    store: Store, codes: list[Array], name: Callable[[int], str], nothing: str, most: int
) -> Groups:
    """Renumber `codes` (0 = not known) by size; equal sizes by code."""
    sizes = np.zeros(1 + max((int(c.max(initial=0)) for c in codes), default=0), np.int64)
    for segment, code in zip(store.segments, codes, strict=True):
        sizes += np.bincount(code[segment.alive], minlength=len(sizes))
    known = np.flatnonzero(sizes[1:]) + 1
    order = known[np.argsort(-sizes[known], kind="stable")]
    kept, rest = order[:most], order[most:]
    place = np.full(len(sizes), len(kept), np.int32)
    place[kept] = np.arange(len(kept), dtype=np.int32)
    place[rest] = len(kept) + 1
    names = [*(name(int(c)) for c in kept), nothing, *([OTHERS] if len(rest) else [])]
    return Groups(tuple(place[c] for c in codes), tuple(names))


def _inviters(store: Store) -> tuple[Array, list[Array]]:
    """Return the ids of inviters and, per segment, everybody's inviter as 1 + place in that list, 0 for none.

    Who was invited more than once belongs to the invitation that was accepted first.
    """
    inviters, invitees, joined = (
        np.concatenate(part) for part in zip(*_accepted(store), strict=True)
    )
    order = np.lexsort((inviters, joined, invitees))
    invitees, first = np.unique(invitees[order], return_index=True)
    ids, place = np.unique(inviters[order][first], return_inverse=True)
    codes = []
    for segment in store.segments:
        found = np.zeros(segment.people, np.int64)
        if len(invitees):
            at = np.minimum(np.searchsorted(invitees, segment.person_ids), len(invitees) - 1)
            found = np.where(invitees[at] == segment.person_ids, place[at] + 1, 0)
        codes.append(found)
    return ids, codes


def _accepted(store: Store) -> Iterator[tuple[Array, Array, Array]]:
    """Yield inviter, invitee and second of every invitation that living people sent and somebody accepted."""
    yield (np.zeros(0, np.int64),) * 3
    for segment in store.segments:
        stream = segment.streams.get("invites")
        if stream is not None:
            lengths = np.diff(stream.offsets)
            counts = (stream["joined_at"] >= 0) & np.repeat(segment.alive, lengths)
            sender = np.repeat(segment.person_ids, lengths)
            yield sender[counts], stream["invitee"][counts], stream["joined_at"][counts]
