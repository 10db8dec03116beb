"""Merged segments hold the living of each, in the order of their ids, and nothing of the dead."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianyi.timelines.arrays import open_arrays
from lianyi.timelines.building import merging
from lianyi.timelines.building.merging import Part, merge, to_merge
from lianyi.timelines.streams import PLANS

PERSON = st.tuples(st.booleans(), st.integers(0, 4), st.integers(0, 3))
PARTS = st.lists(st.lists(PERSON, max_size=6), min_size=1, max_size=4)


def _part(number: int, people: list[tuple[bool, int, int]], ids: list[int], width: str) -> Part:
    """People (alive, events, orders); every value tells where it comes from."""
    arrays: dict[str, Any] = {"person_ids": np.array(ids, np.int64), "digests": np.array(ids, np.uint64) * 3}  # fmt: skip
    for plan in PLANS:
        counts = [p[1] if plan.name == "events" else p[2] if plan.name == "orders" else 0 for p in people]  # fmt: skip
        offsets = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        rows = int(offsets[-1])
        arrays |= {f"{plan.name}/offsets": offsets, f"{plan.name}/at": np.arange(rows, dtype=np.int32)}  # fmt: skip
        if number % 2 == 0:
            arrays[f"{plan.name}/channel"] = np.full(rows, number + 1, width)
    return Part(f"s{number}", arrays, np.array([p[0] for p in people], np.bool_))


@given(PARTS, st.randoms(use_true_random=False))
def test_everybody_alive_keeps_their_rows(parts: list[list[tuple[bool, int, int]]], dice: Any) -> None:  # fmt: skip
    ids = list(range(sum(map(len, parts))))
    dice.shuffle(ids)
    made, expected = [], {}
    for number, people in enumerate(parts):
        own = sorted(ids.pop() for _ in people)
        made.append(_part(number, people, own, "u1" if number else "u2"))
        for place, (alive, _, _) in enumerate(people):
            if alive:
                expected[own[place]] = {
                    s.name: _rows(made[-1].arrays, s.name, place) for s in PLANS
                }
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(merging, "buckets_of", lambda offsets: np.unique([0, len(offsets) // 2, len(offsets) - 1]))  # fmt: skip
        merge(made, Path(folder) / "m")
        found = open_arrays(Path(folder) / "m")
        assert found["person_ids"].tolist() == sorted(expected)
        assert found["digests"].tolist() == [3 * i for i in sorted(expected)]
        for place, person in enumerate(sorted(expected)):
            assert {s.name: _rows(found, s.name, place) for s in PLANS} == expected[person]


def _rows(arrays: Any, stream: str, place: int) -> list[tuple[int, int]]:
    offsets = arrays[f"{stream}/offsets"]
    rows = range(int(offsets[place]), int(offsets[place + 1]))
    channel = arrays.get(f"{stream}/channel", np.zeros(offsets[-1], np.uint8))
    return [(int(arrays[f"{stream}/at"][n]), int(channel[n])) for n in rows]


def _whole(number: int, rows: int, alive: bool = True) -> Part:
    return _part(number, [(alive, rows, 0), (True, 1, 0)], [2 * number, 2 * number + 1], "u1")


def test_the_largest_segment_is_not_written_again_when_there_are_too_many() -> None:
    parts = [_whole(0, 90), *(_whole(n, 1) for n in range(1, merging.MOST_SEGMENTS))]
    assert to_merge(parts) == []
    chosen = to_merge([*parts, _whole(99, 1)])
    assert {p.name for p in chosen} == {f"s{n}" for n in (*range(1, merging.MOST_SEGMENTS), 99)}


def test_all_become_one_when_much_of_them_is_dead() -> None:
    parts = [_whole(0, 90, alive=False), _whole(1, 90)]
    assert len(to_merge(parts)) == 2
    assert len(to_merge(parts[:1])) == 1
