"""One segment from the facts: whole people, stream after stream, bucket after bucket."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import numpy as np

from lianyi.engines.people import threads
from lianyi.timelines.arrays import ArrayWriter
from lianyi.timelines.building.facts import Rows
from lianyi.timelines.building.lookup import Lookup, spread
from lianyi.timelines.building.scratch import Scratch, buckets_of
from lianyi.timelines.building.sorting import order_of, seconds_of
from lianyi.timelines.building.words import Coding
from lianyi.timelines.store import Array
from lianyi.timelines.streams import PLANS, StreamPlan

T = TypeVar("T")
DAY = 86_400
WIDEST = 1 << 31
Advance = Callable[[int], None]
"""Told how many rows were dealt with; every row counts twice."""


class SegmentBuilder:
    """Writes the histories of `people` (ids, ascending), whose rows `rows` gives."""

    def __init__(
        self, rows: Rows, people: Array, coding: Coding, scratch: Path, advance: Advance
    ) -> None:
        self._rows = rows
        self._people = people
        self._numbers = Lookup(spread(people), "u4")
        self._coding = coding
        self._scratch = scratch
        self._advance = advance

    def build(self, path: Path) -> None:
        """Write the segment's arrays under `path`."""
        offsets = {plan.name: self._offsets(plan) for plan in PLANS}
        columns = {plan.name: self._types(plan) for plan in PLANS}
        shapes = {"person_ids": ("i8", len(self._people)), "digests": ("u8", len(self._people))}
        for name, kinds in columns.items():
            shapes[f"{name}/offsets"] = ("i8", len(self._people) + 1)
            shapes |= {f"{name}/{c}": (t, int(offsets[name][-1])) for c, t in kinds.items()}
        digests = np.zeros(len(self._people), np.uint64)
        with ArrayWriter(path, shapes) as writer:
            writer.write("person_ids", self._people)
            for plan in PLANS:
                writer.write(f"{plan.name}/offsets", offsets[plan.name])
                if offsets[plan.name][-1]:
                    self._stream(writer, plan, columns[plan.name], offsets[plan.name], digests)
            writer.write("digests", digests)

    def _offsets(self, plan: StreamPlan) -> Array:
        rows = np.zeros(len(self._people), np.int64)
        for ids, n in self._rows.counted(plan):
            rows[self._numbers[spread(ids)]] += n
        return np.concatenate([np.zeros(1, np.int64), np.cumsum(rows)])

    def _types(self, plan: StreamPlan) -> dict[str, str]:
        """Return the columns that are worth writing, with types that hold their values."""
        reach = self._rows.reach(plan)
        numbers = {"at": "i4", **plan.numbers}
        kinds = {n: _wide_enough(t, reach[n]) for n, t in numbers.items() if any(reach.get(n, ()))}
        words = {c: self._coding.words[c].width for c in plan.text if self._coding.has(c)}
        return {"at": "i4", "day": "i4", **words, **kinds}

    def _stream(
        self, writer: ArrayWriter, plan: StreamPlan, kinds: dict[str, str], offsets: Array, digests: Array
    ) -> None:  # fmt: skip
        cuts = buckets_of(offsets)
        scratch = Scratch(self._scratch, cuts)
        text = [c for c in plan.text if c in kinds]
        numbers = [c for c in plan.numbers if c in kinds]
        for rows in _one_ahead(self._rows.chunks(plan, text, numbers)):
            scratch.put(self._coded(rows, text, {c: kinds[c] for c in numbers}))
            self._advance(len(rows["id"]))

        def sort(bucket: int) -> tuple[int, dict[str, Array]]:
            return bucket, self._sorted(scratch.take(bucket))

        for bucket, rows in _ahead(sort, len(cuts) - 1):
            first, after = int(cuts[bucket]), int(cuts[bucket + 1])
            own = offsets[first : after + 1]
            for name, values in rows.items():
                if name != "hash":
                    writer.write(f"{plan.name}/{name}", values, int(own[0]))
            digests[first:after] += _sums(rows["hash"], own - own[0])
            self._advance(len(rows["hash"]))
        scratch.close()

    def _coded(
        self, rows: dict[str, Array], text: list[str], numbers: dict[str, str]
    ) -> dict[str, Array]:
        """Return rows with numbers for people and codes for texts, as small as they get."""
        kept: dict[str, Array] = {n: rows[n] for n in ("us", "hash", "turn") if n in rows}
        codes = {c: self._coding.codes(c, rows[c]) for c in text}
        small = {c: rows[c].astype(t, copy=False) for c, t in numbers.items()}
        return {"person": self._numbers[spread(rows["id"])]} | kept | codes | small

    def _sorted(self, rows: dict[str, Array]) -> dict[str, Array]:
        seconds, micro = seconds_of(rows["us"])
        rank = self._coding.ranks[rows["event"]] if "event" in rows else None
        order = order_of(rows, seconds, micro, rank)
        at = seconds.take(order)
        if len(at) and at.min() >= -WIDEST and at.max() < WIDEST:
            at = at.astype(np.int32)
        kept = {n: a.take(order) for n, a in rows.items() if n not in ("person", "us", "turn")}
        return {"at": at, "day": at // DAY, **kept}


def _wide_enough(dtype: str, reach: tuple[int, int]) -> str:
    limits = np.iinfo(dtype)
    return dtype if limits.min <= reach[0] and reach[1] <= limits.max else "i8"


def _sums(hashes: Array, offsets: Array) -> Array:
    """Return the sum of the hashes of every person, modulo 2^64."""
    running = np.concatenate([np.zeros(1, np.uint64), np.cumsum(hashes, dtype=np.uint64)])
    return np.diff(running[offsets])


def _one_ahead(items: Iterator[T]) -> Iterator[T]:
    """Yield all of `items`, the next one being made in another thread while the last is dealt with."""
    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(next, items, None)
        while (item := coming.result()) is not None:
            coming = pool.submit(next, items, None)
            yield item


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
