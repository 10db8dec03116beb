"""Running a kernel over a store: every living person once, ranges in threads, partial results added."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from lianyi.engines.people import Elsewhere, map_people
from lianyi.timelines.store import Array, Segment, Store

Kernel = Callable[..., None]
"""`kernel(first, after, taken, …arrays…, …parameters…, *outputs)`: adds one range of people into its outputs.

`taken` (bool per person) is what to look at: alive, and within the segment that was asked for.
"""


class Ranged:
    """One segment of a store with the people to look at; what `map_people` hands to a function."""

    def __init__(self, segment: Segment, number: int, taken: Array) -> None:
        self.segment = segment
        self.number = number
        self.taken = taken

    @property
    def people(self) -> int:
        """How many people the segment has."""
        return self.segment.people

    @property
    def elsewhere(self) -> Elsewhere | None:
        """Where its people lie, None for here."""
        return self.segment.elsewhere


def parts_of(store: Store, only: Sequence[Array] | None = None) -> list[Ranged]:
    """Return the parts of `store`; `only` limits them to some people (a boolean array per segment)."""
    parts = []
    for number, segment in enumerate(store.segments):
        taken = segment.alive if only is None else segment.alive & only[number]
        parts.append(Ranged(segment, number, np.ascontiguousarray(taken, dtype=np.bool_)))
    return parts


def added(a: tuple[Array, ...], b: tuple[Array, ...]) -> tuple[Array, ...]:
    """Merge two partial results by adding their arrays."""
    return tuple(x + y for x, y in zip(a, b, strict=True))


def run_people(
    store: Store,
    fn: Callable[[Ranged, int, int], tuple[Any, ...]],
    *,
    only: Sequence[Array] | None = None,
    merge: Callable[[Any, Any], Any] = added,
) -> Any:
    """Return the merged result of `fn(part, first, after)` over all ranges; None for a store without people."""
    return map_people(fn, parts_of(store, only), merge)
