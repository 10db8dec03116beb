"""What each cascade is like: depth, breadth, structural virality, half-life, from one forest over all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lianyi.analyses.cascades.codes import POST
from lianyi.analyses.cascades.read import Reposts
from lianyi.analyses.cascades.times import UNKNOWN

if TYPE_CHECKING:
    from lianyi.timelines.store import Array


@dataclass(frozen=True)
class Shape:
    """Arrays [rows]: `generation` (0 is the post, 1 reposted it), `below` how many rows hang below, `children`.

    `cycles` were cut at their last repost, which then counts as one of the post; `cycle_rows` stand on them.
    """

    generation: Array
    below: Array
    children: Array
    cycles: int
    cycle_rows: Array


@dataclass(frozen=True)
class Measured:
    """Arrays [items]. `size` are rows, `reposts` rows without the post; NaN where it cannot be told.

    `virality` is the mean distance between two nodes of the tree, the post included. `half_seconds` is how long half
    of the reposts took, `life_seconds` all of them, both from the post (from the first repost where it has no row).
    """

    size: Array
    reposts: Array
    depth: Array
    breadth: Array
    direct: Array
    virality: Array
    half_seconds: Array
    life_seconds: Array


def shape_of(found: Reposts) -> Shape:
    """Return the trees. Every row hangs on its parent or on a node that stands for the post."""
    from lianyi.timelines.kernels.forest import build_forest

    rows = np.arange(len(found))
    parent = found.parent.copy()
    forest = build_forest(_above(found, parent), rows, found.at)
    cycles, on_cycles = forest.cycles, forest.cycle_ids
    if cycles:
        posts = _posts(found)
        parent[forest.cut_rows] = posts[found.item[forest.cut_rows]]
        forest = build_forest(_above(found, parent), rows, found.at)
    real = forest.ids >= 0
    place = forest.ids[real]
    generation, below, children = (np.zeros(len(found), np.int64) for _ in range(3))
    generation[place] = forest.generation[real] - (1 if found.has_post else 0)
    below[place] = forest.size[real] - 1
    children[place] = forest.children[real]
    return Shape(generation, below, children, cycles, on_cycles)


def _above(found: Reposts, parent: Array) -> Array:
    """Return the node above each row: another row, or −1 − item for the post."""
    return np.where(parent == POST, -1 - found.item, parent)


def _posts(found: Reposts) -> Array:
    posts = np.full(len(found.items), POST)
    if found.has_post:
        rows = np.flatnonzero(found.parent == POST)
        posts[found.item[rows]] = rows
    return posts


def measure(found: Reposts, shape: Shape) -> Measured:
    """Return the measures of every item, in time linear in the rows (but for one sort of them)."""
    items = len(found.items)
    is_post = found.has_post & (found.parent == POST)
    repost = ~is_post
    size = np.bincount(found.item, minlength=items)
    reposts = np.bincount(found.item[repost], minlength=items)
    half, life = _half_lives(found, is_post, items)
    if not found.has_parents:
        unknown = np.full(items, np.nan)
        return Measured(size, reposts, unknown, unknown, unknown, unknown, half, life)
    depth = np.zeros(items, np.int64)
    np.maximum.at(depth, found.item, shape.generation)
    direct = np.bincount(found.item[repost & (shape.generation == 1)], minlength=items)
    return Measured(size, reposts, depth, _breadths(found, shape, items), direct, _virality(found, shape, repost, reposts), half, life)  # fmt: skip


def _breadths(found: Reposts, shape: Shape, items: int) -> Array:
    """Return the most rows that one generation of each item has."""
    wide = int(shape.generation.max(initial=0)) + 1
    level, counts = np.unique(found.item * wide + shape.generation, return_counts=True)
    breadth = np.zeros(items, np.int64)
    np.maximum.at(breadth, level // wide, counts)
    return breadth


def _virality(found: Reposts, shape: Shape, repost: Array, reposts: Array) -> Array:
    """Return the mean distance between two nodes (Goel, Anderson, Hofman, Watts 2016, "structural virality").

    The edge above a node with s nodes in its subtree lies on s × (n − s) of the n × (n − 1) / 2 paths, so the sum over
    edges is that over all pairs, without looking at any.
    """
    nodes = (reposts + 1)[found.item]
    under = shape.below + 1
    paths = (under * (nodes - under).astype(float))[repost]
    total = np.bincount(found.item[repost], weights=paths, minlength=len(reposts))
    n = reposts + 1.0
    return np.where(reposts > 0, 2 * total / np.maximum(n * (n - 1), 1), np.nan)


def _half_lives(found: Reposts, is_post: Array, items: int) -> tuple[Array, Array]:
    """Return how long half and all of the reposts with a known time took; NaN where there is none."""
    known = np.flatnonzero((found.at != UNKNOWN) & ~is_post)
    order = known[np.lexsort((found.at[known], found.item[known]))]
    bounds = np.searchsorted(found.item[order], np.arange(items + 1))
    count = np.diff(bounds)
    some = count > 0
    start = np.zeros(items, np.int64)
    start[some] = found.at[order[bounds[:-1][some]]]
    posts = np.flatnonzero(is_post & (found.at != UNKNOWN))
    start[found.item[posts]] = found.at[posts]
    half, life = np.full(items, np.nan), np.full(items, np.nan)
    middle = bounds[:-1] + (count + 1) // 2 - 1
    half[some] = found.at[order[middle[some]]] - start[some]
    life[some] = found.at[order[bounds[1:][some] - 1]] - start[some]
    return half, life
