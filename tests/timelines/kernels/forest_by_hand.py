"""A forest with dictionaries and walks: slow, short, and nothing of the kernel's."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

Edge = tuple[int, int, int, int]
"""Parent, child, time, value of the child."""


@dataclass
class ByHand:
    """What is known of each id, and what was left out."""

    parent: dict[int, int | None] = field(default_factory=dict)
    generation: dict[int, int] = field(default_factory=dict)
    root: dict[int, int] = field(default_factory=dict)
    children: Counter[int] = field(default_factory=Counter)
    size: Counter[int] = field(default_factory=Counter)
    value: Counter[int] = field(default_factory=Counter)
    self_edges: int = 0
    second_parents: int = 0
    cycles: list[frozenset[int]] = field(default_factory=list)


def grow_by_hand(edges: list[Edge]) -> ByHand:
    found = ByHand(self_edges=sum(p == c for p, c, _, _ in edges))
    best: dict[int, Edge] = {}
    for _, _, n in sorted((t, p, n) for n, (p, c, t, _) in enumerate(edges) if p != c):
        best.setdefault(edges[n][1], edges[n])
    found.second_parents = len(edges) - found.self_edges - len(best)
    for parent, child, _, _ in edges:
        if parent != child:
            found.parent.setdefault(parent, None)
            found.parent.setdefault(child, None)
    for child, edge in best.items():
        found.parent[child] = edge[0]
    _cut(found, best)
    for node in found.parent:
        chain = _chain(found.parent, node)
        found.generation[node], found.root[node] = len(chain) - 1, chain[-1]
        cut = found.parent[node] is None
        worth = 0 if cut else best[node][3]
        for above in chain:
            found.size[above] += 1
            found.value[above] += worth
        if not cut:
            found.children[chain[1]] += 1
    return found


def _chain(parents: dict[int, int | None], node: int) -> list[int]:
    chain = [node]
    while (up := parents[chain[-1]]) is not None:
        chain.append(up)
    return chain


def _cut(found: ByHand, best: dict[int, Edge]) -> None:
    members: dict[frozenset[int], set[int]] = defaultdict(set)
    for node in best:
        walk = [node]
        while (up := found.parent[walk[-1]]) is not None and up not in walk:
            walk.append(up)
        if up is not None:
            members[frozenset(walk[walk.index(up) :])].add(node)
    for cycle in members:
        found.cycles.append(cycle)
        found.parent[max(cycle, key=lambda n: (best[n][2], best[n][0]))] = None
