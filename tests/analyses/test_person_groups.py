"""Who belongs together: the largest groups by name, the others, and whoever was invited by nobody."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from lianyi.analyses.person_groups import groups_of
from lianyi.core.errors import LianyiError
from lianyi.timelines.store import Segment, Store, Stream


def store(invites: list[tuple[int, int, int]], channels: list[int]) -> Store:
    """Ten people, 1 to 5 and 6 to 10; `invites` are (inviter, invitee, second of joining or -1)."""
    segments = []
    for ids in (range(1, 6), range(6, 11)):
        mine = sorted(i for i in invites if i[0] in ids)
        counts = [sum(i[0] == p for i in mine) for p in ids]
        offsets = np.concatenate([[0], np.cumsum(counts)])
        columns = {"invitee": np.array([i[1] for i in mine], np.int64), "joined_at": np.array([i[2] for i in mine], np.int64)}  # fmt: skip
        alive = np.array([p != 5 for p in ids])
        segments.append(Segment(np.array(ids), alive, {"invites": Stream(offsets, columns)}))
    codes = [np.array(channels[:5], np.uint8), np.array(channels[5:], np.uint8)]
    return Store(date(2026, 1, 1), segments, {"first_channel": ("", "a", "b", "c")}, attributes={"first_channel": codes})  # fmt: skip


def named(where: Store, by: str, most: int = 20) -> list[str]:
    found = groups_of(where, by, most)
    return [found.names[c] for codes in found.codes for c in codes.tolist()]


def test_the_largest_groups_have_names_and_the_rest_is_together() -> None:
    where = store([], [1, 2, 2, 0, 1, 2, 3, 3, 1, 0])
    assert groups_of(where, "first_channel").names == ("b", "a", "c", "unknown")
    assert named(where, "first_channel", 1) == ["others", "b", "b", "unknown", "others", "b", "others", "others", "others", "unknown"]  # fmt: skip


def test_an_inviter_is_the_one_whose_invitation_was_accepted_first() -> None:
    invites = [(1, 2, 50), (6, 2, 40), (6, 3, 10), (6, 4, -1), (5, 7, 5), (1, 99, 5)]
    found = named(store(invites, [0] * 10), "inviter")
    # 2 joined through 6 before 1; 4 never joined; the row of 5 is of somebody replaced.
    assert found == ["not_invited", "6", "6", *["not_invited"] * 7]


def test_nobody_was_invited_by_anybody() -> None:
    assert set(named(store([], [0] * 10), "inviter")) == {"not_invited"}
    with pytest.raises(LianyiError) as refusal:
        groups_of(store([], [0] * 10), "age")
    assert refusal.value.facts["known"] == "first_channel, inviter"
