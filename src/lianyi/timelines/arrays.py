"""Many arrays in one immutable file: written in pieces, opened by one memory map that costs nothing.

`<name>.bin` holds raw little-endian arrays, each at a page of its own; `<name>.json` says where each one is.
A map stays readable when the file is deleted, so a reader never notices that a store was replaced.
"""

from __future__ import annotations

import json
import mmap
import os
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from lianyi.timelines.store import Array

PAGE = 4096
Place = tuple[str, int, int]
"""Type, offset in bytes, number of entries."""


class ArrayWriter:
    """Writes arrays of known type and length; every one must be filled before `close`, in pieces of any order."""

    def __init__(self, path: Path, shapes: Mapping[str, tuple[str, int]]) -> None:
        self._path = path
        self._places: dict[str, Place] = {}
        offset = 0
        for name, (dtype, length) in shapes.items():
            self._places[name] = (np.dtype(dtype).newbyteorder("<").str, offset, length)
            offset += -(-np.dtype(dtype).itemsize * length // PAGE) * PAGE
        self._bytes = offset
        self._fd = os.open(
            path.with_suffix(".bin"), os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o644
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:  # fmt: skip
        if kind is None:
            self._finish()
        os.close(self._fd)

    def write(self, name: str, values: Array, first: int = 0) -> None:
        """Put `values` at entry `first` of array `name`."""
        dtype, offset, length = self._places[name]
        if first + len(values) > length:
            raise ValueError(f"{name}: {first} + {len(values)} entries do not fit into {length}")
        data = np.ascontiguousarray(values, dtype=dtype).view(np.uint8).data
        at = offset + first * np.dtype(dtype).itemsize
        while len(data):
            done = os.pwrite(self._fd, data, at)
            data, at = data[done:], at + done

    def _finish(self) -> None:
        os.ftruncate(self._fd, self._bytes)
        os.fsync(self._fd)
        index = self._path.with_suffix(".json")
        with index.open("x", encoding="utf-8") as file:
            json.dump({"bytes": self._bytes, "arrays": self._places}, file)
            file.flush()
            os.fsync(file.fileno())


def write_arrays(path: Path, arrays: Mapping[str, Array]) -> None:
    """Write whole arrays as one file."""
    with ArrayWriter(path, {n: (a.dtype.str, len(a)) for n, a in arrays.items()}) as writer:
        for name, values in arrays.items():
            writer.write(name, values)


def open_arrays(path: Path) -> dict[str, Array]:
    """Return all arrays of a file, read-only and mapped.

    Raises OSError where it is not there, ValueError where it is not whole.
    """
    index = json.loads(path.with_suffix(".json").read_text("utf-8"))
    fd = os.open(path.with_suffix(".bin"), os.O_RDONLY | os.O_CLOEXEC)
    try:
        size = os.fstat(fd).st_size
        if size != index["bytes"]:
            raise ValueError(f"{path.name}: {size} bytes instead of {index['bytes']}")
        data = mmap.mmap(fd, size, access=mmap.ACCESS_READ) if size else b""
    finally:
        os.close(fd)
    return {
        name: np.frombuffer(data, np.dtype(dtype), length, offset)
        if length
        else np.zeros(0, np.dtype(dtype))
        for name, (dtype, offset, length) in index["arrays"].items()
    }
