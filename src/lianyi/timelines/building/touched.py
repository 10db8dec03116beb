"""Who changed: people whose digest is not the one that an older store has, and people who came or went."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from lianyi.timelines.building.facts import Facts, digests_of
from lianyi.timelines.building.folders import Home
from lianyi.timelines.opening import Opened, open_store
from lianyi.timelines.store import Array

LARGEST_SHARE = 0.3
"""Of all rows and people: where more changed than that, everything is built anew."""


@dataclass(frozen=True)
class Base:
    """An older store to go on from: who stays alive in its segments, and whose history is gathered again."""

    opened: Opened
    alive: tuple[Array, ...]
    touched: Array
    touched_rows: int


def base_of(home: Home, facts: Facts, people: Array, lineage: Mapping[str, object]) -> Base | None:
    """Return the store that has most of `people` (ids, ascending) as they are now; None where none has enough."""
    older = list(_candidates(home, lineage))
    if not older:
        return None
    found = digests_of(facts)
    digests, rows = np.zeros(len(people), np.uint64), np.zeros(len(people), np.int64)
    places = np.searchsorted(people, found["person_id"])
    assert np.array_equal(people[places], found["person_id"]), "a row of somebody who is nobody"
    digests[places], rows[places] = found["digest"], found["rows"]
    best: tuple[int, Opened, Array] | None = None
    for opened in older:
        kept, gone = _kept(opened, people, digests)
        cost = int(rows[~kept].sum()) + int((~kept).sum()) + gone
        if best is None or cost < best[0]:
            best = cost, opened, kept
    if best is None or best[0] > LARGEST_SHARE * (int(rows.sum()) + len(people)):
        return None
    _, opened, kept = best
    alive = tuple(s.alive & _among(s.person_ids, people[kept]) for s in opened.store.segments)
    return Base(opened, alive, people[~kept], int(rows[~kept].sum()))


def _candidates(home: Home, lineage: Mapping[str, object]) -> Iterator[Opened]:
    for name in home.names():
        manifest = home.manifest(name)
        if all(manifest.get(k) == v for k, v in lineage.items()):
            try:
                yield open_store(home.folder, name)
            except (OSError, ValueError, KeyError):
                continue


def _kept(opened: Opened, people: Array, digests: Array) -> tuple[Array, int]:
    """Return who of `people` stands in the store with the same digest, and how many others the store has."""
    segments = opened.store.segments
    ids = np.concatenate([np.zeros(0, np.int64), *(s.person_ids[s.alive] for s in segments)])
    theirs = np.concatenate(
        [np.zeros(0, np.uint64), *(a["digests"][s.alive] for a, s in zip(opened.arrays, segments, strict=True))]
    )  # fmt: skip
    order = np.argsort(ids)
    ids, theirs = ids[order], theirs[order]
    if not len(ids) or not len(people):
        return np.zeros(len(people), np.bool_), len(ids)
    places = np.minimum(np.searchsorted(ids, people), len(ids) - 1)
    there = ids[places] == people
    return there & (theirs[places] == digests), len(ids) - int(there.sum())


def _among(ids: Array, chosen: Array) -> Array:
    """Say which of `ids` are in `chosen` (ascending)."""
    if not len(chosen):
        return np.zeros(len(ids), np.bool_)
    places = np.minimum(np.searchsorted(chosen, ids), len(chosen) - 1)
    found: Array = chosen[places] == ids
    return found
