"""Rows on their way: chunks in any order, put down by bucket of people, read back one bucket at a time.

A bucket is a run of people with a few million rows between them, so that nothing ever holds all rows.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from lianyi.timelines.store import Array

BUCKET_ROWS = 1_000_000


def buckets_of(offsets: Array) -> Array:
    """Return the first person of every bucket and, last, the number of people."""
    people = len(offsets) - 1
    total = int(offsets[-1])
    starts = np.arange(0, total, BUCKET_ROWS, dtype=np.int64)
    cuts = np.searchsorted(offsets, starts, "left")
    return np.unique(np.concatenate([[0], cuts, [people]]))


class Scratch:
    """Chunks of one stream on disk, each sorted by bucket."""

    def __init__(self, folder: Path, cuts: Array) -> None:
        self._folder = folder
        self._bucket = np.repeat(np.arange(len(cuts) - 1, dtype=np.uint16), np.diff(cuts))
        self._buckets = len(cuts) - 1
        self._chunks: list[tuple[Path, Array, dict[str, tuple[str, int]]]] = []

    def put(self, rows: Mapping[str, Array]) -> None:
        """Take a chunk; `person` says where its rows go."""
        person = rows["person"]
        if not len(person):
            return
        bucket = self._bucket[person]
        order = np.argsort(bucket, kind="stable")
        starts = np.concatenate([[0], np.cumsum(np.bincount(bucket, minlength=self._buckets))])
        path = self._folder / f"chunk-{len(self._chunks)}.bin"
        places, offset = {}, 0
        with path.open("xb") as file:
            for name, values in rows.items():
                kept = values[order]
                file.write(kept.view(np.uint8).data)
                places[name] = (kept.dtype.str, offset)
                offset += kept.nbytes
        self._chunks.append((path, starts, places))

    def take(self, bucket: int) -> dict[str, Array]:
        """Return all rows of a bucket, in no order."""
        parts: dict[str, list[Array]] = {}
        for path, starts, places in self._chunks:
            first, after = int(starts[bucket]), int(starts[bucket + 1])
            with path.open("rb") as file:
                for name, (dtype, offset) in places.items():
                    size = np.dtype(dtype).itemsize
                    data = os.pread(file.fileno(), (after - first) * size, offset + first * size)
                    parts.setdefault(name, []).append(np.frombuffer(data, dtype))
        return {name: np.concatenate(found) for name, found in parts.items()}

    def close(self) -> None:
        """Remove the files."""
        for path, _, _ in self._chunks:
            path.unlink()
        self._chunks = []
