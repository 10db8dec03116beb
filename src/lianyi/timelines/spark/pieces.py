"""Arrays as rows: what a part is made of, cut into pieces that no batch is too small for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np

from lianyi.timelines.store import Array

MOST_BYTES = 32 << 20
SCHEMA = "part int, name string, dtype string, piece int, data binary"


def as_rows(part: int, arrays: Mapping[str, Array]) -> Iterator[Any]:
    """Yield Arrow batches of `SCHEMA`, one piece each; an array of nothing is one piece of nothing."""
    for name, values in arrays.items():
        data = np.ascontiguousarray(values).view(np.uint8)
        for piece, first in enumerate(range(0, max(len(data), 1), MOST_BYTES)):
            yield batch(part, name, values.dtype.str, piece, data[first : first + MOST_BYTES].tobytes())  # fmt: skip


def batch(part: int, name: str, dtype: str, piece: int, data: bytes) -> Any:
    """Return one row as an Arrow batch."""
    import pyarrow as pa

    return pa.RecordBatch.from_arrays(
        [
            pa.array([part], pa.int32()),
            pa.array([name]),
            pa.array([dtype]),
            pa.array([piece], pa.int32()),
            pa.array([data], pa.binary()),
        ],
        ["part", "name", "dtype", "piece", "data"],
    )


def joined(batches: Iterable[Any]) -> dict[int, dict[str, Array]]:
    """Return by part its arrays by name, from rows of `SCHEMA` in any order."""
    found: dict[int, dict[str, tuple[str, dict[int, Any]]]] = {}
    for given in batches:
        columns = [given.column(n) for n in ("part", "name", "dtype", "piece")]
        for place, (part, name, dtype, piece) in enumerate(zip(*(c.to_pylist() for c in columns), strict=True)):  # fmt: skip
            data = given.column("data")[place].as_buffer()
            found.setdefault(part, {}).setdefault(name, (dtype, {}))[1][piece] = data
    return {
        part: {name: _array(dtype, pieces) for name, (dtype, pieces) in arrays.items()}
        for part, arrays in found.items()
    }


def _array(dtype: str, pieces: Mapping[int, Any]) -> Array:
    """Return one array of all its pieces; of a single one it is a view that costs nothing."""
    ordered = [pieces[n] for n in range(len(pieces))]
    if len(ordered) == 1:
        return np.frombuffer(ordered[0] or b"", dtype)
    return np.frombuffer(b"".join(bytes(p) for p in ordered), dtype)
