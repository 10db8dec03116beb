"""Running a function over ranges of people: threads here, partitions elsewhere; partial results are merged.

A function over one range is handed (part, first person, person after the last) and returns something that `merge`
can add up. It must not depend on how people are cut into ranges.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache, reduce
from typing import Any, Protocol, TypeVar

RANGES_PER_THREAD = 8
SMALLEST_RANGE = 4_096
P = TypeVar("P", bound="People")
R = TypeVar("R")


class People(Protocol):
    """A part of all people: whole histories, numbered from 0."""

    @property
    def people(self) -> int:
        """How many."""
        ...


class Elsewhere(Protocol):
    """Where parts lie that are not in this process; a part says so by its attribute `elsewhere`."""

    def map_people(
        self,
        fn: Callable[[Any, int, int], R],
        parts: Sequence[Any],
        merge: Callable[[R, R], R],
    ) -> R | None:
        """Do what `map_people` does, there."""
        ...


def threads() -> int:
    """Return how many threads to use: as many as this process may run on."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def map_people(
    fn: Callable[[P, int, int], R], parts: Sequence[P], merge: Callable[[R, R], R]
) -> R | None:
    """Return `merge` over `fn` of every range of every part, in the order of the ranges; None without people.

    `fn` has to release the interpreter lock (a kernel compiled with `nogil`) for the threads to help; it does not
    call `map_people` itself, whose threads it occupies. It must not write into what it has not made: where parts lie
    elsewhere, only what it returns comes back.
    """
    elsewhere: Elsewhere | None = getattr(parts[0], "elsewhere", None) if parts else None
    if elsewhere is not None:
        return elsewhere.map_people(fn, parts, merge)
    ranges = list(_ranges(parts, threads()))
    if len(ranges) <= 1:
        results = [fn(*r) for r in ranges]
    else:
        results = list(_pool(threads()).map(lambda r: fn(*r), ranges))
    return reduce(merge, results) if results else None


def over_ranges(fn: Callable[[P, int, int], R], part: P, merge: Callable[[R, R], R]) -> R | None:
    """Return `merge` over `fn` of every range of one part, without threads; None without people."""
    results = [fn(*r) for r in _ranges([part], 1)]
    return reduce(merge, results) if results else None


@cache
def _pool(workers: int) -> ThreadPoolExecutor:
    """Return threads that stay: starting them anew costs as much as a question about a million events."""
    return ThreadPoolExecutor(workers, "people")


def _ranges(parts: Sequence[P], workers: int) -> Iterator[tuple[P, int, int]]:
    total = sum(p.people for p in parts)
    size = max(SMALLEST_RANGE, -(-total // (workers * RANGES_PER_THREAD)))
    for part in parts:
        for first in range(0, part.people, size):
            yield part, first, min(first + size, part.people)
