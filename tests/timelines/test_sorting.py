"""Rows of a person stand by second, rank, turn, the rest of the second, content: whatever order they came in."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from lianyi.timelines.building.scratch import BUCKET_ROWS, buckets_of
from lianyi.timelines.building.sorting import order_of, seconds_of
from lianyi.timelines.ranks import ranks_of

FAR = 2**40
ROW = st.tuples(
    st.sampled_from((0, 1, 2, 900_000)),  # person
    st.sampled_from((-1_000_000, 0, 3, 250_000, 1_000_000, FAR)),  # microseconds since 1970
    st.integers(0, 2),  # rank
    st.integers(0, 1),  # turn
    st.integers(0, 2**64 - 1),  # hash
)


@given(st.lists(ROW, max_size=30), st.booleans())
def test_the_order_is_that_of_the_five_keys(rows: list[tuple[int, ...]], turns: bool) -> None:
    person, us, rank, turn, hashed = (np.array([r[n] for r in rows], d) for n, d in enumerate(("u4", "i8", "u1", "u8", "u8")))  # fmt: skip
    columns = {"person": person, "hash": hashed, **({"turn": turn} if turns else {})}
    seconds, micro = seconds_of(us)
    order = order_of(columns, seconds, micro, rank).tolist()
    keys = [(r[0], r[1] // 1_000_000, r[2], r[3] if turns else 0, r[1] % 1_000_000, r[4]) for r in rows]  # fmt: skip
    assert sorted(order) == list(range(len(rows)))
    assert [keys[n] for n in order] == sorted(keys)


def test_times_before_the_base_day_count_backwards() -> None:
    seconds, micro = seconds_of(np.array([-1, 946_684_800_000_000, 946_684_799_999_999]))
    assert seconds.tolist() == [-946_684_801, 0, -1]
    assert micro.tolist() == [999_999, 0, 999_999]


def test_looking_comes_before_ordering_and_names_that_nobody_ranked_between() -> None:
    names = ["", "view", "add_to_cart", "order_created", "Pay", "share", "something else"]
    _, view, cart, ordered, paid, share, other = ranks_of(names).tolist()
    assert view < cart < other < ordered < paid < share


@given(st.lists(st.integers(0, 3 * BUCKET_ROWS), min_size=1, max_size=20))
def test_buckets_are_runs_of_whole_people(lengths: list[int]) -> None:
    offsets = np.concatenate([[0], np.cumsum(lengths)])
    cuts = buckets_of(offsets)
    assert cuts[0] == 0
    assert cuts[-1] == len(lengths)
    for first, after in pairwise(cuts.tolist()):
        assert first < after
        assert offsets[after - 1] - offsets[first] < 2 * BUCKET_ROWS
