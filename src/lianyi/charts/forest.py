"""Who invited whom: trees as circles of generations around their root, the largest first, up to 10,000 nodes.

Places are computed once and whole numbers, so that a page only draws: a force simulation of 10,000 nodes would keep
a browser busy for minutes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, pi, sqrt
from typing import Any

import numpy as np
import numpy.typing as npt

from lianyi.charts.frame import Option, Style, base

Array = npt.NDArray[Any]
MOST_NODES = 10_000
SPACING = 10
"""Between two nodes side by side."""
SMALLEST_PX, LARGEST_PX = 3, 18


@dataclass(frozen=True)
class Layout:
    """Places of some nodes, arrays [shown]: `nodes` are their numbers, `above` where in this list the parent stands
    (−1 for a root), `x` and `y` whole numbers. `left_out` nodes are not shown.
    """

    nodes: Array
    above: Array
    x: Array
    y: Array
    left_out: int


def lay_out(parent: Array, root: Array, generation: Array, most: int = MOST_NODES) -> Layout:
    """Return places for the largest trees, whole ones as long as they fit.

    `parent` [nodes] is −1 for a root and else smaller than the node's own number.
    """
    nodes = _chosen(parent, root, most)
    place = np.full(len(parent), -1)
    place[nodes] = np.arange(len(nodes))
    above = np.where(parent[nodes] >= 0, place[parent[nodes]], -1)
    x, y = np.zeros(len(nodes)), np.zeros(len(nodes))
    starts = np.flatnonzero(above < 0)
    bounds = [*starts.tolist(), len(nodes)]
    radii = [
        _tree(above, generation[nodes], first, after, x, y) for first, after in pairwise(bounds)
    ]
    for (first, after), (cx, cy) in zip(pairwise(bounds), _packed(radii), strict=True):  # fmt: skip
        x[first:after] += cx
        y[first:after] += cy
    rounded = np.rint(np.stack([x, y]) * SPACING).astype(np.int64)
    return Layout(nodes, above, rounded[0], rounded[1], len(parent) - len(nodes))


def _chosen(parent: Array, root: Array, most: int) -> Array:
    """Return the nodes to show, tree by tree, the largest tree first; parents stand before their children."""
    if not len(parent):
        return np.zeros(0, np.int64)
    sizes = np.bincount(root, minlength=len(parent))
    order = np.lexsort((np.arange(len(parent)), root, -sizes[root]))
    if len(order) <= most:
        return order
    ends = np.flatnonzero(np.diff(root[order])) + 1
    whole = ends[ends <= most]
    # One tree larger than all the room: the nodes nearest to its root.
    return order[: int(whole[-1])] if len(whole) else order[:most]


def _tree(above: Array, generation: Array, first: int, after: int, x: Array, y: Array) -> float:
    """Write places around (0, 0) for the nodes `first` up to `after`; return the radius that holds them."""
    leaves = np.zeros(after - first)
    for node in range(after - 1, first - 1, -1):
        own = max(leaves[node - first], 1.0)
        leaves[node - first] = own
        if above[node] >= first:
            leaves[above[node] - first] += own
    depth = generation[first:after] - generation[first]
    begins, angle = np.zeros(after - first), np.zeros(after - first)
    for node in range(first + 1, after):
        up = above[node] - first
        angle[node - first] = 2 * pi * (begins[up] + leaves[node - first] / 2) / leaves[0]
        begins[node - first] = begins[up]
        begins[up] += leaves[node - first]
    radius = [0.0]
    for level in range(1, int(depth.max()) + 1):
        there = np.sort(angle[depth == level])
        # Far enough out that neighbours stand one spacing apart, also across the circle's seam.
        gaps = np.diff(np.append(there, there[0] + 2 * pi))
        radius.append(max(radius[-1] + 1.0, 1.0 / float(gaps.min())))
    far = np.array(radius)[depth]
    x[first:after], y[first:after] = far * np.cos(angle), far * np.sin(angle)
    return radius[-1] + 0.5


def _packed(radii: Sequence[float]) -> list[tuple[float, float]]:
    """Return centres of circles that do not touch: rows from the widest circle down."""
    width = max(sqrt(sum((2 * r) ** 2 for r in radii)) * 1.2, 2 * max(radii, default=0.0))
    order = sorted(range(len(radii)), key=lambda n: -radii[n])
    centres = [(0.0, 0.0)] * len(radii)
    left = top = height = 0.0
    for n in order:
        across = 2 * radii[n]
        if left + across > width and left > 0:
            left, top, height = 0.0, top + height, 0.0
        centres[n] = (left + radii[n], top + radii[n])
        left += across
        height = max(height, across)
    return centres


def forest_series(found: Mapping[str, Sequence[Any]], *, name: str) -> Option:
    """Return the series that draws a laid-out forest.

    `found` has equally long lists: `ids`, `above`, `x`, `y`, `size` (valid new customers, the node's area) and
    `suspicious`.
    """
    largest = max([*found["size"], 1])
    data = [
        {
            "id": str(n),
            "name": str(person),
            "x": x,
            "y": y,
            "value": size,
            "symbolSize": max(SMALLEST_PX, ceil(LARGEST_PX * sqrt(size / largest))),
            "itemStyle": {"color": "--warn" if odd else "--series-1"},
        }
        for n, (person, x, y, size, odd) in enumerate(
            zip(*(found[k] for k in ("ids", "x", "y", "size", "suspicious")), strict=True)
        )
    ]
    links = [{"source": str(up), "target": str(n)} for n, up in enumerate(found["above"]) if up >= 0]  # fmt: skip
    return {
        "name": name,
        "type": "graph",
        "layout": "none",
        "roam": True,
        "data": data,
        "links": links,
        "lineStyle": {"color": "--border-strong", "width": 0.6, "opacity": 0.6},
        "label": {"show": False},
        "emphasis": {"focus": "adjacency"},
    }


def forest_option(
    found: Mapping[str, Sequence[Any]], style: Style, *, name: str, label: str
) -> Option:
    """Return the option of a forest alone: pan, zoom, the number of new customers as the size of a node."""
    return {**base(style, label=label), "series": [forest_series(found, name=name)]}
