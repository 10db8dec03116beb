"""Several segments become one: the same histories, without the people who live elsewhere, a bucket at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

from lianyi.timelines.arrays import ArrayWriter
from lianyi.timelines.building.scratch import buckets_of
from lianyi.timelines.store import Array
from lianyi.timelines.streams import PLANS

MOST_SEGMENTS = 10
LARGEST_DEAD_SHARE = 0.3


@dataclass(frozen=True)
class Part:
    """A segment of a store in the making: its name, its arrays, and who is alive in it."""

    name: str
    arrays: Mapping[str, Array]
    alive: Array

    @property
    def rows(self) -> int:
        """How many rows it has, those of the dead included."""
        return sum(int(self.arrays[f"{plan.name}/offsets"][-1]) for plan in PLANS)

    @property
    def living_rows(self) -> int:
        """How many rows belong to the living."""
        lengths = (np.diff(self.arrays[f"{plan.name}/offsets"]) for plan in PLANS)
        return sum(int(n[self.alive].sum()) for n in lengths)


def to_merge(parts: Sequence[Part]) -> list[Part]:
    """Return the parts that should be written anew as one, none where all is well.

    Too many segments: all but the largest, so that the bulk is not written again. Too much that is dead: all.
    """
    rows = sum(p.rows for p in parts)
    living = sum(p.living_rows for p in parts)
    if rows - living > LARGEST_DEAD_SHARE * rows:
        return list(parts)
    if len(parts) > MOST_SEGMENTS:
        return sorted(parts, key=lambda p: p.living_rows)[:-1]
    return []


def merge(parts: Sequence[Part], path: Path) -> None:
    """Write the living of `parts`, whose codes agree, as one segment under `path`."""
    pieces = [np.flatnonzero(p.alive) for p in parts]
    ids = np.concatenate(
        [p.arrays["person_ids"][own] for p, own in zip(parts, pieces, strict=True)]
    )
    order = np.argsort(ids)
    owner = np.repeat(np.arange(len(parts)), [len(own) for own in pieces])[order]
    place = np.concatenate(pieces)[order]
    merger = _Merger(parts, owner, place)
    kinds = {plan.name: _kinds(parts, plan.name) for plan in PLANS}
    offsets = {plan.name: merger.offsets(plan.name) for plan in PLANS}
    shapes = {"person_ids": ("i8", len(ids)), "digests": ("u8", len(ids))}
    for name, columns in kinds.items():
        shapes[f"{name}/offsets"] = ("i8", len(ids) + 1)
        shapes |= {f"{name}/{c}": (t, int(offsets[name][-1])) for c, t in columns.items()}
    with ArrayWriter(path, shapes) as writer:
        writer.write("person_ids", ids[order])
        writer.write("digests", merger.of_people("digests"))
        for name, columns in kinds.items():
            writer.write(f"{name}/offsets", offsets[name])
            cuts = buckets_of(offsets[name])
            for first, after in pairwise(cuts):
                rows = merger.rows(name, int(first), int(after))
                for column, dtype in columns.items():
                    gathered = merger.gathered(f"{name}/{column}", dtype, rows)
                    writer.write(f"{name}/{column}", gathered, int(offsets[name][first]))


def _kinds(parts: Sequence[Part], stream: str) -> dict[str, str]:
    """Return every column of a stream with the widest type that any part has."""
    kinds: dict[str, np.dtype[np.generic]] = {}
    for part in parts:
        for name, values in part.arrays.items():
            column = name.removeprefix(f"{stream}/")
            if column not in (name, "offsets"):
                kinds[column] = np.promote_types(kinds.get(column, values.dtype), values.dtype)
    return {c: t.str for c, t in kinds.items()}


class _Merger:
    """People in their new order: person n is at `place[n]` of part `owner[n]`."""

    def __init__(self, parts: Sequence[Part], owner: Array, place: Array) -> None:
        self._parts = parts
        self._owner = owner
        self._place = place

    def of_people(self, name: str) -> Array:
        """Return an array with one entry a person in the new order."""
        out = np.zeros(len(self._place), self._parts[0].arrays[name].dtype)
        for number, part in enumerate(self._parts):
            own = self._owner == number
            out[own] = part.arrays[name][self._place[own]]
        return out

    def offsets(self, stream: str) -> Array:
        """Return the offsets of a stream in the new order."""
        lengths = np.zeros(len(self._place), np.int64)
        for number, part in enumerate(self._parts):
            own = self._owner == number
            lengths[own] = np.diff(part.arrays[f"{stream}/offsets"])[self._place[own]]
        return np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)])

    def rows(self, stream: str, first: int, after: int) -> list[tuple[Array, Array]]:
        """Return per part (rows there, rows within the bucket) of the people `first` up to `after`."""
        owner, place = self._owner[first:after], self._place[first:after]
        starts, lengths = np.zeros(after - first, np.int64), np.zeros(after - first, np.int64)
        for number, part in enumerate(self._parts):
            own, offsets = owner == number, part.arrays[f"{stream}/offsets"]
            starts[own] = offsets[place[own]]
            lengths[own] = offsets[place[own] + 1] - offsets[place[own]]
        targets = np.cumsum(lengths) - lengths
        return [
            (_ranges(starts[own], lengths[own]), _ranges(targets[own], lengths[own]))
            for own in (owner == number for number in range(len(self._parts)))
        ]

    def gathered(self, name: str, dtype: str, rows: Sequence[tuple[Array, Array]]) -> Array:
        """Return one column of a bucket; a part that does not have it has nothing but zeros there."""
        out = np.zeros(sum(len(there) for there, _ in rows), dtype)
        for part, (there, here) in zip(self._parts, rows, strict=True):
            if name in part.arrays:
                out[here] = part.arrays[name][there]
        return out


def _ranges(starts: Array, lengths: Array) -> Array:
    """Return the numbers `starts[0]`, `starts[0] + 1` … of every range, one after the other."""
    before = np.cumsum(lengths) - lengths
    return np.repeat(starts - before, lengths) + np.arange(int(lengths.sum()))
