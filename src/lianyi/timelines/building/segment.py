"""One segment from the facts: everybody in the table `persons`, stream after stream, bucket after bucket."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np

from lianyi.engines.people import threads
from lianyi.timelines.arrays import ArrayWriter
from lianyi.timelines.building.facts import Facts, chunks, counted, reach_of
from lianyi.timelines.building.scratch import Scratch, buckets_of
from lianyi.timelines.building.sorting import order_of, seconds_of
from lianyi.timelines.store import Array
from lianyi.timelines.streams import StreamPlan

T = TypeVar("T")
DAY = 86_400
WIDEST = 1 << 31
Advance = Callable[[int], None]
"""Told how many rows were dealt with; every row counts twice."""


@dataclass(frozen=True)
class Coding:
    """What the codes of this build are: the type of every text column, and the rank of every event code."""

    widths: Mapping[str, str]
    ranks: Array


class SegmentBuilder:
    """Writes one segment file at `path` with the people of the table `persons`, numbered 0 … n − 1."""

    def __init__(self, facts: Facts, coding: Coding, scratch: Path, advance: Advance) -> None:
        self._facts = facts
        self._coding = coding
        self._scratch = scratch
        self._advance = advance

    def build(self, path: Path, plans: Sequence[StreamPlan]) -> None:
        """Build the segment."""
        persons = self._facts.arrays("SELECT person_id FROM persons ORDER BY person")["person_id"]
        offsets = {plan.name: self._offsets(plan, len(persons)) for plan in plans}
        shapes = {"person_ids": ("i8", len(persons)), "digests": ("u8", len(persons))}
        for plan in plans:
            shapes |= self._shapes(plan, offsets[plan.name])
        digests = np.zeros(len(persons), np.uint64)
        with ArrayWriter(path, shapes) as writer:
            writer.write("person_ids", persons)
            for plan in plans:
                writer.write(f"{plan.name}/offsets", offsets[plan.name])
                self._stream(writer, plan, offsets[plan.name], digests)
            writer.write("digests", digests)

    def _offsets(self, plan: StreamPlan, people: int) -> Array:
        rows = np.zeros(people, np.int64)
        for person, n in counted(self._facts, plan):
            rows[person] += n
        return np.concatenate([np.zeros(1, np.int64), np.cumsum(rows)])

    def _shapes(self, plan: StreamPlan, offsets: Array) -> dict[str, tuple[str, int]]:
        rows = int(offsets[-1])
        # Seconds take four bytes unless a fact is dated before 1932 or after 2068.
        reach = reach_of(self._facts, plan)
        wide = reach is not None and (min(reach) < -WIDEST or max(reach) >= WIDEST)
        columns = {"at": "i8" if wide else "i4", "day": "i4"}
        columns |= {c: self._coding.widths[c] for c in plan.text if c in self._coding.widths}
        columns |= plan.numbers
        shapes = {f"{plan.name}/{name}": (dtype, rows) for name, dtype in columns.items()}
        return {f"{plan.name}/offsets": ("i8", len(offsets)), **shapes}

    def _stream(
        self, writer: ArrayWriter, plan: StreamPlan, offsets: Array, digests: Array
    ) -> None:
        if not offsets[-1]:
            return
        cuts = buckets_of(offsets)
        scratch = Scratch(self._scratch, cuts)
        for rows in chunks(self._facts, plan):
            scratch.put(self._narrowed(plan, rows))
            self._advance(len(rows["person"]))

        def sort(bucket: int) -> tuple[int, dict[str, Array]]:
            return bucket, self._sorted(scratch.take(bucket))

        for bucket, rows in _ahead(sort, len(cuts) - 1):
            first, after = int(cuts[bucket]), int(cuts[bucket + 1])
            self._write(writer, plan, rows, offsets[first : after + 1], digests[first:after])
            self._advance(len(rows["hash"]))
        scratch.close()

    def _narrowed(self, plan: StreamPlan, rows: dict[str, Array]) -> dict[str, Array]:
        """Give text columns their types; columns that no fact of this shop fills are left out."""
        widths = self._coding.widths
        kept = {n: a for n, a in rows.items() if n not in plan.text}
        return kept | {c: rows[c].astype(widths[c], copy=False) for c in plan.text if c in widths}

    def _sorted(self, rows: dict[str, Array]) -> dict[str, Array]:
        seconds, micro = seconds_of(rows["us"])
        rank = self._coding.ranks[rows["event"]] if "event" in rows else None
        order = order_of(rows, seconds, micro, rank)
        at = seconds[order]
        kept = {n: a[order] for n, a in rows.items() if n not in ("person", "us", "turn")}
        return {"at": at, "day": at // DAY, **kept}

    def _write(
        self, writer: ArrayWriter, plan: StreamPlan, rows: dict[str, Array], offsets: Array, digests: Array
    ) -> None:  # fmt: skip
        """Put a sorted bucket where it belongs and add the hashes of its rows to its people."""
        for name, values in rows.items():
            if name != "hash":
                writer.write(f"{plan.name}/{name}", values, int(offsets[0]))
        sums = np.concatenate([np.zeros(1, np.uint64), np.cumsum(rows["hash"], dtype=np.uint64)])
        digests += np.diff(sums[offsets - offsets[0]])


def _ahead(fn: Callable[[int], T], count: int) -> Iterator[T]:
    """Yield `fn(0)`, `fn(1)` … with as many under way as there are threads, never more: each holds a bucket."""
    with ThreadPoolExecutor(threads()) as pool:
        waiting: deque[Future[T]] = deque()
        for number in range(count):
            waiting.append(pool.submit(fn, number))
            if len(waiting) > threads():
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
