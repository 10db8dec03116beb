"""Rows on their way: chunks in any order, put down by bucket of people, read back one bucket at a time.

A bucket is a run of people with a few million rows between them, so that nothing ever holds all rows.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import IO, NamedTuple

import numpy as np

from lianyi.timelines.store import Array

BUCKET_ROWS = 500_000
PIECE_ROWS = 500_000
"""Few enough for a column to stay in the processor's cache while it is put in order."""


def buckets_of(offsets: Array) -> Array:
    """Return the first person of every bucket and, last, the number of people."""
    people = len(offsets) - 1
    total = int(offsets[-1])
    starts = np.arange(0, total, BUCKET_ROWS, dtype=np.int64)
    cuts = np.searchsorted(offsets, starts, "left")
    return np.unique(np.concatenate([[0], cuts, [people]]))


class Piece(NamedTuple):
    """A part of a chunk: bucket b has its rows `starts[b]` up to `starts[b + 1]`; per column its type and its place."""

    path: Path
    starts: Array
    places: dict[str, tuple[str, int]]


class Scratch:
    """Chunks of one stream on disk, each sorted by bucket."""

    def __init__(self, folder: Path, cuts: Array) -> None:
        self._folder = folder
        self._bucket = np.repeat(np.arange(len(cuts) - 1, dtype=np.uint16), np.diff(cuts))
        self._buckets = len(cuts) - 1
        self._pieces: list[Piece] = []
        self._files: list[Path] = []

    def put(self, rows: Mapping[str, Array]) -> None:
        """Take a chunk; `person` says where its rows go."""
        path = self._folder / f"chunk-{len(self._files)}.bin"
        self._files.append(path)
        with path.open("xb") as file:
            for first in range(0, len(rows["person"]), PIECE_ROWS):
                piece = {n: a[first : first + PIECE_ROWS] for n, a in rows.items()}
                self._pieces.append(self._put(path, file, piece))

    def _put(self, path: Path, file: IO[bytes], rows: Mapping[str, Array]) -> Piece:
        bucket = self._bucket.take(rows["person"])
        order = np.argsort(bucket, kind="stable")
        starts = np.concatenate([[0], np.cumsum(np.bincount(bucket, minlength=self._buckets))])
        places = {}
        for name, values in rows.items():
            places[name] = values.dtype.str, file.tell()
            file.write(values.take(order).view(np.uint8).data)
        return Piece(path, starts, places)

    def take(self, bucket: int) -> dict[str, Array]:
        """Return all rows of a bucket, in no order."""
        parts: dict[str, list[Array]] = {}
        with ExitStack() as stack:
            files = {path: stack.enter_context(path.open("rb")).fileno() for path in self._files}
            for piece in self._pieces:
                first, after = int(piece.starts[bucket]), int(piece.starts[bucket + 1])
                for name, (dtype, offset) in piece.places.items():
                    size = np.dtype(dtype).itemsize
                    data = os.pread(
                        files[piece.path], (after - first) * size, offset + first * size
                    )
                    parts.setdefault(name, []).append(np.frombuffer(data, dtype))
        return {name: np.concatenate(found) for name, found in parts.items()}

    def close(self) -> None:
        """Remove the files."""
        for path in self._files:
            path.unlink()
        self._files, self._pieces = [], []
