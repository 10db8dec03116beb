"""Segments that lie on a cluster: kernels go there; what is read here is fetched once, a column at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from lianyi.timelines.run import Ranged
from lianyi.timelines.spark.part import Asked, answer_parts, answers_of
from lianyi.timelines.spark.pieces import SCHEMA, joined
from lianyi.timelines.store import Array, Segment, Stream
from lianyi.timelines.streams import PLANS, StreamPlan


class Parts:
    """The parts of all people as a DataFrame of pieces (`SCHEMA`), kept where workers made them."""

    def __init__(self, pieces: Any, count: int) -> None:
        self._pieces = pieces
        self._count = count
        self._fetched: dict[str, list[Array | None]] = {}

    def map_people(
        self, fn: Callable[[Any, int, int], Any], parts: Sequence[Ranged], merge: Callable[[Any, Any], Any]
    ) -> Any:  # fmt: skip
        """Run `fn` where the people are; merge what comes back, in the order of the parts; None without people."""
        from functools import reduce

        asked = Asked(fn, merge, {p.number: p.taken for p in parts if not p.taken.all()})
        wanted = {p.number for p in parts}
        frame = self._pieces
        if len(wanted) < self._count:
            frame = frame.filter(frame.part.isin(sorted(wanted)))
        found = answers_of(
            frame.mapInArrow(lambda batches: answer_parts(asked, batches), SCHEMA).toArrow().to_batches()
        )  # fmt: skip
        return reduce(merge, found) if found else None

    def fetch(self, *names: str) -> None:
        """Bring arrays of all parts here, unless they are."""
        missing = [name for name in names if name not in self._fetched]
        if not missing:
            return
        rows = self._pieces.filter(self._pieces.name.isin(missing)).toArrow()
        found = joined(rows.to_batches())
        for name in missing:
            self._fetched[name] = [found.get(part, {}).get(name) for part in range(self._count)]

    def array(self, part: int, name: str) -> Array | None:
        """Return one array of one part; None where the part has none."""
        self.fetch(name)
        return self._fetched[name][part]


class FarStream(Stream):
    """A stream of a part; `offsets` and every column are fetched when they are read, for all parts at a time."""

    def __init__(self, parts: Parts, number: int, people: int, plan: StreamPlan) -> None:
        object.__setattr__(self, "_parts", parts)
        object.__setattr__(self, "_number", number)
        object.__setattr__(self, "_people", people)
        object.__setattr__(self, "_plan", plan)
        object.__setattr__(self, "columns", _Columns(self, plan))

    @property
    def offsets(self) -> Array:
        """Where the rows of each person begin."""
        found = self.fetched("offsets")
        return np.zeros(self._people + 1, np.int64) if found is None else found

    def fetched(self, name: str) -> Array | None:
        """Return an array of the stream as the part has it."""
        return self._parts.array(self._number, f"{self._plan.name}/{name}")

    _parts: Parts
    _number: int
    _people: int
    _plan: StreamPlan


class _Columns(Mapping[str, Array]):
    """The columns of a far stream by name."""

    def __init__(self, stream: FarStream, plan: StreamPlan) -> None:
        self._stream = stream
        self._kinds = {"at": "i4", "day": "i4", **dict.fromkeys(plan.text, "u1"), **plan.numbers}

    def __getitem__(self, name: str) -> Array:
        kind = self._kinds[name]
        found = self._stream.fetched(name)
        return np.zeros(len(self._stream), kind) if found is None else found

    def __contains__(self, name: object) -> bool:
        return name in self._kinds

    def __iter__(self) -> Iterator[str]:
        return iter(self._kinds)

    def __len__(self) -> int:
        return len(self._kinds)


@dataclass(frozen=True)
class FarSegment(Segment):
    """The people of one part; their histories lie with `parts`."""

    parts: Parts

    @property
    def elsewhere(self) -> Parts:
        """Where kernels run over it."""
        return self.parts


def far_segment(parts: Parts, number: int) -> FarSegment:
    """Return part `number`; the ids of its people are here, nothing else is."""
    found = parts.array(number, "person_ids")
    people = np.zeros(0, np.int64) if found is None else found
    streams = {plan.name: FarStream(parts, number, len(people), plan) for plan in PLANS}
    return FarSegment(people, np.ones(len(people), np.bool_), streams, parts)
