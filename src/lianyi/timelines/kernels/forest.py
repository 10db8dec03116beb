"""The forest of who brought whom: edges with random ids in any order become trees with sums from below.

```
count ─ scatter ─ link      ids to lists of children, in partitions that fit the cache     forest_links
grow ─ describe ─ add up    trees from their roots down, sums from the leaves up            forest_trees
find ─ cut                  what no root reaches                                            forest_cycles
```

Ten million edges take about a second on two cores; a person's id may be any 64-bit number.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from lianyi.engines.people import threads
from lianyi.timelines.kernels.forest_cycles import find_cycles, parents_of_unreached
from lianyi.timelines.kernels.forest_links import (
    NOBODY,
    count_keys,
    link_partitions,
    scatter_keys,
    slots_for,
)
from lianyi.timelines.kernels.forest_trees import AHEAD, add_up, describe, grow, take
from lianyi.timelines.store import Array

ROWS_PER_PARTITION = 4_096
MOST_BITS = 12
ROWS_FOR_THREADS = 200_000
MOST_EDGES = 2**31 - 2


def _none() -> Array:
    return np.empty(0, np.int64)


@dataclass(frozen=True)
class Forest:
    """Trees over nodes 0 to n − 1. A parent has a smaller number than its children, siblings stand side by side.

    All arrays are [n]: `ids` int64; `parent` int32, −1 for a root; `generation` int32, 0 for a root; `root` int32, the
    node at the top (itself for a root); `children` int32; `size` and `value` int64, sums over the node and all below;
    `row` int32, the edge that brought the node, −1 where none did. `value` is empty where no values were given.

    An edge from an id to itself is counted in `self_edges` only. A child with several parents belongs to the first in
    time (then to the smaller id); its other edges are counted in `second_parents`. `cycle_ids` are the ids that stand
    on cycles, `cycle_of` the number of the cycle of each; the last edge of a cycle (`cut_rows`) is not followed, so its
    child is a root.
    """

    ids: Array
    parent: Array
    generation: Array
    root: Array
    children: Array
    size: Array
    value: Array
    row: Array
    self_edges: int = 0
    second_parents: int = 0
    cycle_ids: Array = field(default_factory=_none)
    cycle_of: Array = field(default_factory=_none)
    cut_rows: Array = field(default_factory=_none)

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def cycles(self) -> int:
        """How many cycles there were."""
        return len(self.cut_rows)

    @property
    def roots(self) -> Array:
        """The nodes without a parent."""
        return np.flatnonzero(self.parent == NOBODY)


def build_forest(parents: Array, children: Array, times: Array | None = None, values: Array | None = None) -> Forest:  # fmt: skip
    """Return the forest of the edges from `parents` to `children` (int64 ids, any order).

    `times` int64 says which edge came first; without it the order of the rows does. `values` int64 is what the child of
    each row adds to the sums; a root adds nothing. Raises ValueError where the lengths differ or there are more than
    2^31 − 2 edges.
    """
    given = (parents, children, times, values)
    lengths = {len(a) for a in given if a is not None}
    if len(lengths) != 1 or max(lengths) > MOST_EDGES:
        raise ValueError(f"edges of {sorted(lengths)} rows")
    workers = threads() if len(parents) >= ROWS_FOR_THREADS else 1
    with ThreadPoolExecutor(workers) as pool:
        edges = _Edges(pool, workers, *map(_column, given))
        return _planted(edges, _linked(edges))


@dataclass(frozen=True)
class _Edges:
    pool: ThreadPoolExecutor
    workers: int
    parents: Array
    children: Array
    times: Array
    values: Array

    def __len__(self) -> int:
        return len(self.parents)

    def each(self, call: Callable[..., Any], arguments: Sequence[Sequence[Any]]) -> list[Any]:
        """Return the results of `call`, one thread each."""
        if len(arguments) == 1:
            return [call(*arguments[0])]
        return list(self.pool.map(lambda a: call(*a), arguments))

    def ranges(self, rows: int) -> list[tuple[int, int]]:
        """Return one range of `rows` a worker."""
        return [(rows * k // self.workers, rows * (k + 1) // self.workers) for k in range(self.workers)]  # fmt: skip


@dataclass(frozen=True)
class _Links:
    """Lists of children. `roots` are (rows that name them, where their children begin), one pair a worker."""

    kids: Array
    kids_of: Array
    out: Array
    roots: Sequence[tuple[Array, Array]]
    self_edges: int
    second_parents: int


def _column(values: Array | None) -> Array:
    column = np.ascontiguousarray(() if values is None else values, dtype=np.int64)
    # A mapped column is read-only, which would be another type to compile for.
    return column if column.flags.writeable else column.copy()


def _linked(edges: _Edges) -> _Links:
    rows = len(edges)
    bits = min(MOST_BITS, max(1, (rows // ROWS_PER_PARTITION).bit_length()))
    out = np.zeros(rows, np.uint8)
    counts_p, counts_c = (np.zeros((edges.workers, 1 << bits), np.int64) for _ in range(2))
    ranges = edges.ranges(rows)
    self_edges = sum(
        edges.each(
            count_keys,
            [
                (*r, bits, edges.parents, edges.children, counts_p[k], counts_c[k], out)
                for k, r in enumerate(ranges)
            ],
        )
    )
    by_parent = _scattered(edges, bits, edges.parents, edges.children, counts_p)
    by_child = _scattered(edges, bits, edges.children, edges.parents, counts_c)
    kids = np.empty(rows, np.int32)
    kids_of = np.full(rows, NOBODY, np.int32)
    roots, marked = _link(edges, 0, by_parent, by_child, out, kids, kids_of)
    if marked:
        # Only now is it known which edges came later, and a parent's list may hold some of them.
        kids_of[:] = NOBODY
        roots, _ = _link(edges, 1, by_parent, by_child, out, kids, kids_of)
    return _Links(kids, kids_of, out, roots, self_edges, marked)


@dataclass(frozen=True)
class _Scattered:
    """Keys and rows by partition; `bounds` [partitions + 1]."""

    bounds: Array
    keys: Array
    rows: Array

    @property
    def largest(self) -> int:
        return int(np.diff(self.bounds).max())


def _scattered(edges: _Edges, bits: int, ids: Array, others: Array, counts: Array) -> _Scattered:
    """Return `ids` by partition; within one in the order of rows, whatever the number of workers."""
    ends = np.concatenate([[0], np.cumsum(counts.T.ravel())])
    places = ends[:-1].reshape(1 << bits, edges.workers).T.copy()
    keys = np.empty(int(ends[-1]), np.uint64)
    rows = np.empty(int(ends[-1]), np.int32)
    ranges = edges.ranges(len(edges))
    edges.each(
        scatter_keys,
        [(*r, bits, ids, others, places[k], keys, rows) for k, r in enumerate(ranges)],
    )
    return _Scattered(ends[:: edges.workers].copy(), keys, rows)


def _link(edges: _Edges, settled: int, by_parent: _Scattered, by_child: _Scattered, out: Array, kids: Array, kids_of: Array) -> tuple[list[tuple[Array, Array]], int]:  # fmt: skip
    ranges = edges.ranges(len(by_parent.bounds) - 1)
    entries = by_parent.largest + by_child.largest
    named = []
    calls = []
    for first, after in ranges:
        here = int(by_parent.bounds[after] - by_parent.bounds[first])
        root_rows, root_kids = np.empty(here, np.int32), np.empty(here, np.int32)
        named.append((root_rows, root_kids))
        scratch = (
            np.empty(slots_for(2 * entries), np.int32),
            np.empty(entries, np.uint64),
            *(np.empty(n, np.int32) for n in (entries, entries, by_parent.largest)),
        )
        calls.append(
            (
                *(first, after, settled, by_parent.bounds, by_child.bounds),
                *(by_parent.keys, by_parent.rows, by_child.keys, by_child.rows),
                *(edges.times, edges.parents, out, *scratch),
                *(kids, kids_of, root_rows, root_kids),
            )
        )
    found = edges.each(link_partitions, calls)
    roots = [(r[:n].copy(), k[:n].copy()) for (r, k), (n, _) in zip(named, found, strict=True)]
    return roots, sum(marked for _, marked in found)


@dataclass(frozen=True)
class _Grown:
    """Some trees: `order` the edge row of each node, `parent` the node above, `ids` those of the roots."""

    order: Array
    parent: Array
    root_ids: Array


def _grown(links: _Links, root_ids: Array, root_kids: Array, most: int, cut: Array) -> _Grown:
    order, parent = np.empty(most, np.int32), np.empty(most, np.int32)
    roots = len(root_ids)
    order[:roots] = parent[:roots] = NOBODY
    scratch = np.empty(AHEAD, np.int32), np.empty(AHEAD, np.int32)
    nodes = grow(roots, root_kids, links.kids, links.kids_of, cut, order, parent, *scratch)
    return _Grown(order[:nodes], parent[:nodes], root_ids)


def _planted(edges: _Edges, links: _Links) -> Forest:
    children = len(edges) - links.self_edges - links.second_parents
    none = np.empty(0, np.uint8)
    calls = [
        (links, edges.parents[rows], kids, len(rows) + children, none) for rows, kids in links.roots
    ]
    trees: list[_Grown] = edges.each(_grown, calls)
    reached = sum(len(t.order) - len(t.root_ids) for t in trees)
    cycles: dict[str, Array] = {}
    if reached < children:
        more, cycles = _cut_cycles(edges, links, trees, children - reached)
        trees.append(more)
    return _described(edges, links, trees, cycles)


def _cut_cycles(edges: _Edges, links: _Links, trees: Sequence[_Grown], left: int) -> tuple[_Grown, dict[str, Array]]:  # fmt: skip
    """Return the trees that hang on cycles, each cycle cut at its last edge."""
    rows = len(edges)
    seen = links.out.copy()
    for tree in trees:
        seen[tree.order[len(tree.root_ids) :]] = 1
    up = np.full(rows, NOBODY, np.int32)
    parents_of_unreached(seen, links.kids, links.kids_of, up)
    cycle_rows, cycle_of, cuts = (np.empty(left, np.int32) for _ in range(3))
    walks = np.zeros(rows, np.int32)
    cycles, listed = find_cycles(seen, up, edges.times, edges.parents, walks, cycle_rows, cycle_of, cuts)  # fmt: skip
    chosen = cuts[:cycles]
    cut = np.zeros(rows, np.uint8)
    cut[chosen] = 1
    grown = _grown(links, edges.children[chosen], links.kids_of[chosen], left, cut)
    found = {
        "cycle_ids": edges.children[cycle_rows[:listed]],
        "cycle_of": cycle_of[:listed].astype(np.int64),
        "cut_rows": chosen.astype(np.int64),
    }
    return grown, found


def _described(edges: _Edges, links: _Links, trees: Sequence[_Grown], cycles: dict[str, Array]) -> Forest:  # fmt: skip
    ends = np.cumsum([0, *(len(t.order) for t in trees)])
    nodes = int(ends[-1])
    row, parent, generation, root, children = (np.empty(nodes, np.int32) for _ in range(5))
    ids, size = np.empty(nodes, np.int64), np.ones(nodes, np.int64)
    value = np.zeros(nodes if len(edges.values) else 0, np.int64)

    def place(tree: _Grown, first: int) -> None:
        after = first + len(tree.order)
        row[first:after] = tree.order
        above = parent[first:after]
        np.add(tree.parent, np.int32(first), out=above)
        above[: len(tree.root_ids)] = NOBODY
        ids[first : first + len(tree.root_ids)] = tree.root_ids
        describe(first, after, parent, generation, root, children)
        take(first + len(tree.root_ids), after, row, edges.children, edges.values, ids, value)
        add_up(first, after, parent, size, value)

    edges.each(place, [(t, int(f)) for t, f in zip(trees, ends[:-1], strict=True)])
    return Forest(
        ids,
        parent,
        generation,
        root,
        children,
        size,
        value,
        row,
        self_edges=links.self_edges,
        second_parents=links.second_parents,
        **cycles,
    )


def warm() -> tuple[Any, ...]:
    """Return the kernels of forests, compiled: a file of reposts has no shop whose people they could practise on."""
    build_forest(np.array([1, 2, 3, 3]), np.array([2, 3, 2, 4]), np.arange(4), np.arange(4))
    return (
        *(count_keys, scatter_keys, link_partitions, grow, describe, take, add_up),
        *(parents_of_unreached, find_cycles),
    )
