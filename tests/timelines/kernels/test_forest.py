"""Forests: by hand, against brute force on small logs and recursive SQL on larger ones; cycles, repeats, orphans."""

from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianyi.timelines.kernels import forest as forest_module
from lianyi.timelines.kernels.forest import Forest, build_forest
from tests.timelines.kernels.forest_by_hand import Edge, grow_by_hand
from tests.timelines.kernels.forest_oracle import main, random_log, rows_of

EDGES = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 5), st.integers(-3, 9)),
    max_size=24,
)


def forest_of(edges: list[Edge]) -> Forest:
    columns = np.array(edges, np.int64).reshape(-1, 4).T
    return build_forest(*columns)


def by_id(forest: Forest, column: np.ndarray) -> dict[int, int]:
    return dict(zip(forest.ids.tolist(), column.tolist(), strict=True))


def test_a_small_forest_is_what_a_pencil_says() -> None:
    # 70 brings 11 and 5, 11 brings 900, 900 brings 4; 8 brings 2.
    edges = [(900, 4, 40, 1), (70, 5, 20, 2), (11, 900, 30, 4), (70, 11, 10, 8), (8, 2, 5, 16)]
    forest = forest_of(edges)
    assert by_id(forest, forest.generation) == {70: 0, 11: 1, 5: 1, 900: 2, 4: 3, 8: 0, 2: 1}
    assert by_id(forest, forest.ids[forest.root]) == {70: 70, 11: 70, 5: 70, 900: 70, 4: 70, 8: 8, 2: 8}  # fmt: skip
    assert by_id(forest, forest.size) == {70: 5, 11: 3, 5: 1, 900: 2, 4: 1, 8: 2, 2: 1}
    assert by_id(forest, forest.value) == {70: 15, 11: 13, 5: 2, 900: 5, 4: 1, 8: 16, 2: 16}
    assert by_id(forest, forest.children) == {70: 2, 11: 1, 5: 0, 900: 1, 4: 0, 8: 1, 2: 0}
    assert by_id(forest, forest.row) == {70: -1, 11: 3, 5: 1, 900: 2, 4: 0, 8: -1, 2: 4}


def test_a_child_of_two_belongs_to_the_first_in_time_then_to_the_smaller_id() -> None:
    forest = forest_of([(1, 3, 9, 0), (2, 3, 8, 0), (5, 6, 1, 0), (4, 6, 1, 0), (4, 6, 1, 0)])
    above = {int(i): int(forest.ids[p]) for i, p in zip(forest.ids, forest.parent, strict=True) if p >= 0}  # fmt: skip
    assert above == {3: 2, 6: 4}
    assert forest.second_parents == 3
    # Who brought nobody after all is still somebody.
    assert sorted(forest.ids) == [1, 2, 3, 4, 5, 6]


def test_a_cycle_is_cut_at_its_last_edge_and_reported() -> None:
    # 1 → 2 → 3 → 1, and 9 hangs on it; 4 and 5 brought each other; 7 brought itself.
    edges = [(1, 2, 10, 0), (2, 3, 20, 0), (3, 1, 30, 0), (3, 9, 5, 0), (4, 5, 1, 0), (5, 4, 2, 0), (7, 7, 1, 0)]  # fmt: skip
    forest = forest_of(edges)
    assert by_id(forest, forest.generation) == {1: 0, 2: 1, 3: 2, 9: 3, 4: 0, 5: 1}
    rings = [set(forest.cycle_ids[forest.cycle_of == k].tolist()) for k in range(forest.cycles)]
    assert sorted(rings, key=len) == [{4, 5}, {1, 2, 3}]
    assert sorted(forest.cut_rows.tolist()) == [2, 5]
    assert forest.self_edges == 1


def test_no_edges_make_an_empty_forest_and_columns_must_be_equally_long() -> None:
    assert len(forest_of([])) == 0
    with pytest.raises(ValueError, match="edges"):
        build_forest(np.arange(3), np.arange(4))


def test_without_times_the_order_of_the_rows_says_who_was_first() -> None:
    forest = build_forest(np.array([9, 1]), np.array([5, 5]))
    assert by_id(forest, forest.size) == {9: 2, 1: 1, 5: 1}
    assert len(forest.value) == 0


def test_columns_may_be_narrow_strided_or_read_only() -> None:
    table = np.array([[1, 2, 0], [2, 3, 1]], np.int32)
    expected = rows_of(build_forest(np.array([1, 2]), np.array([2, 3]), np.arange(2), np.arange(2)))
    mapped = np.arange(2)
    mapped.flags.writeable = False
    assert rows_of(build_forest(table[:, 0], table[:, 1], table[:, 2], mapped)) == expected


def test_ids_may_be_any_64_bit_numbers() -> None:
    low, high = -(2**63), 2**63 - 1
    forest = build_forest(np.array([low, high, 0]), np.array([high, 0, -1]))
    assert by_id(forest, forest.generation) == {low: 0, high: 1, 0: 2, -1: 3}


@given(EDGES)
def test_any_edges_make_the_forest_that_brute_force_makes(edges: list[Edge]) -> None:
    forest, hand = forest_of(edges), grow_by_hand(edges)
    parents = {int(i): int(forest.ids[p]) if p >= 0 else None for i, p in zip(forest.ids, forest.parent, strict=True)}  # fmt: skip
    assert parents == hand.parent
    assert by_id(forest, forest.generation) == hand.generation
    assert by_id(forest, forest.ids[forest.root]) == hand.root
    assert by_id(forest, forest.size) == hand.size
    assert by_id(forest, forest.children) == {i: hand.children[i] for i in parents}
    assert (forest.self_edges, forest.second_parents) == (hand.self_edges, hand.second_parents)
    rings = {frozenset(forest.cycle_ids[forest.cycle_of == k].tolist()) for k in range(forest.cycles)}  # fmt: skip
    assert rings == set(hand.cycles)
    assert all(p < n for n, p in enumerate(forest.parent))
    assert forest.size[forest.roots].sum() == len(forest)


def test_a_chain_and_a_star_are_no_trouble() -> None:
    n = 30_000
    chain = build_forest(np.arange(n)[::-1], np.arange(1, n + 1)[::-1])
    assert (int(chain.generation.max()), int(chain.size.max())) == (n, n + 1)
    star = build_forest(np.full(n, -7), np.arange(n))
    assert (int(star.children.max()), int(star.generation.max()), len(star.roots)) == (n, 1, 1)


def test_threads_and_the_order_of_rows_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    log = random_log(5_000, seed=3)
    expected = rows_of(build_forest(*log))
    order = np.random.default_rng(1).permutation(len(log[0]))
    assert rows_of(build_forest(*(column[order] for column in log))) == expected
    monkeypatch.setattr(forest_module, "ROWS_FOR_THREADS", 0)
    for workers in (2, 3):
        monkeypatch.setattr(forest_module, "threads", lambda n=workers: n)
        assert rows_of(build_forest(*log)) == expected


def test_the_forest_equals_sql_on_a_random_log() -> None:
    main()


@pytest.mark.full
def test_the_forest_equals_sql_with_every_index_checked() -> None:
    subprocess.run(
        [sys.executable, "-m", "tests.timelines.kernels.forest_oracle"],
        env={**os.environ, "LIANYI_BOUNDS": "1", "PYTHONPATH": os.pathsep.join(sys.path)},
        check=True,
    )
