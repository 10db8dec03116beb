"""From lists of children to trees: parents before children, and what hangs below each node.

In that order generation and root are known as soon as a node is met, and one pass from the end adds up. Nodes that no
root reaches hang on a cycle: it is taken apart at the edge that came last.
"""

from __future__ import annotations

from lianyi.timelines.compiled import kernel
from lianyi.timelines.kernels.forest_links import NOBODY
from lianyi.timelines.store import Array

AHEAD = 512
"""How many nodes are fetched at once."""


@kernel
def grow(roots: int, root_kids: Array, kids: Array, kids_of: Array, cut: Array, order: Array, parent: Array, begins: Array, firsts: Array) -> int:  # fmt: skip
    """Write the nodes below `roots`, level by level, and return how many there are, roots included.

    `root_kids` [roots] says where the children of each root begin in `kids`. `order` [nodes] gets the edge row that
    brought each node, `parent` [nodes] the node above; both are set for the roots already. Rows in `cut` (none where it
    is empty) bring nobody. `begins` and `firsts` [AHEAD] are scratch.
    """
    nodes = roots
    at = 0
    while at < nodes:
        until = min(at + AHEAD, nodes)
        # Loops of their own, without branches: the processor then waits for many rows of random memory at once.
        for node in range(at, min(until, roots)):
            begins[node - at] = root_kids[node]
        for node in range(max(at, roots), until):
            begins[node - at] = kids_of[order[node]]
        for node in range(until - at):
            firsts[node] = kids[max(begins[node], 0)]
        for node in range(at, until):
            place = begins[node - at]
            if place == NOBODY:
                continue
            row = firsts[node - at]
            while True:
                last = row < 0
                if last:
                    row = -1 - row
                if len(cut) == 0 or cut[row] == 0:
                    order[nodes] = row
                    parent[nodes] = node
                    nodes += 1
                if last:
                    break
                place += 1
                row = kids[place]
        at = until
    return nodes


@kernel
def describe(first: int, after: int, parent: Array, generation: Array, root: Array, children: Array) -> None:  # fmt: skip
    """Write generation, root and number of children of the nodes `first` up to `after`, whole trees in this order."""
    for node in range(first, after):
        up = parent[node]
        children[node] = 0
        if up == NOBODY:
            generation[node] = 0
            root[node] = node
        else:
            generation[node] = generation[up] + 1
            root[node] = root[up]
            children[up] += 1


@kernel
def take(first: int, after: int, order: Array, ids: Array, values: Array, node_ids: Array, value: Array) -> None:  # fmt: skip
    """Write the id of each node that an edge brought, and its value where there are `values`."""
    if len(values):
        for node in range(first, after):
            node_ids[node] = ids[order[node]]
            value[node] = values[order[node]]
    else:
        for node in range(first, after):
            node_ids[node] = ids[order[node]]


@kernel
def add_up(first: int, after: int, parent: Array, size: Array, value: Array) -> None:
    """Add each node's size and value to those of its parent, from the last one to the first."""
    for back in range(after - first):
        node = after - 1 - back
        up = parent[node]
        if up != NOBODY:
            size[up] += size[node]
            if len(value):
                value[up] += value[node]
