"""Cascades with dictionaries and walks: every pair of nodes is measured, one by one."""

from __future__ import annotations

import math
from collections import Counter, defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass

Row = tuple[str, str, str, int | None]
"""Id, parent, item, second (None: not known)."""
POST = object()


@dataclass
class Cascade:
    """One item; the post is generation 0 and no row."""

    size: int
    depth: int
    generations: dict[int, int]
    direct: int
    virality: float | None
    half: int | None
    missing: int


def first_rows(rows: Sequence[Row]) -> dict[str, dict[str, Row]]:
    """Return per item its rows by id: of several the earliest, of equally early ones the first."""
    items: dict[str, dict[str, Row]] = defaultdict(dict)
    for row in rows:
        held = items[row[2]].get(row[0])
        if held is None or _when(row) < _when(held):
            items[row[2]][row[0]] = row
    return items


def _when(row: Row) -> float:
    return math.inf if row[3] is None else row[3]


def cascade_by_hand(rows: dict[str, Row], *, pairs: bool = True) -> Cascade:
    """Return the measures of one item without cycles, posts above."""
    above = {i: (r[1] if r[1] in rows and r[1] != i else POST) for i, r in rows.items()}
    generation = {i: _depth(above, i) for i in rows}
    counts = Counter(generation.values())
    moments = sorted(r[3] for r in rows.values() if r[3] is not None)
    return Cascade(
        len(rows),
        max(generation.values()),
        dict(counts),
        counts[1],
        mean_distance(above) if pairs else None,
        moments[(len(moments) + 1) // 2 - 1] - moments[0] if moments else None,
        sum(r[1] not in rows and r[1] != "" for r in rows.values()),
    )


def _depth(above: dict[str, object], row: str) -> int:
    steps, at = 1, above[row]
    while at is not POST:
        at = above[at]  # type: ignore[index]  # an id
        steps += 1
    return steps


def mean_distance(above: dict[str, object]) -> float:
    """Return the mean distance over all pairs of nodes, by a walk from each."""
    beside: dict[object, list[object]] = defaultdict(list)
    for row, up in above.items():
        beside[row].append(up)
        beside[up].append(row)
    total = 0
    for start in beside:
        seen = {start: 0}
        waiting = deque([start])
        while waiting:
            at = waiting.popleft()
            for other in beside[at]:
                if other not in seen:
                    seen[other] = seen[at] + 1
                    waiting.append(other)
        total += sum(seen.values())
    n = len(beside)
    return total / (n * (n - 1))
