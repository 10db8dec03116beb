"""Arrays in one file: whole or refused, readable after they are gone."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from lianyi.timelines.arrays import ArrayWriter, open_arrays, write_arrays


def test_what_was_written_in_pieces_is_read_as_one(tmp_path: Path) -> None:
    with ArrayWriter(tmp_path / "a", {"x": ("u2", 5), "none": ("i8", 0), "y": ("bool", 3)}) as out:
        out.write("x", np.array([30, 40, 50]), 2)
        out.write("x", np.array([10, 20]))
        out.write("y", np.array([True, False, True]))
    found = open_arrays(tmp_path / "a")
    assert found["x"].tolist() == [10, 20, 30, 40, 50]
    assert found["x"].dtype == np.uint16
    assert found["none"].tolist() == []
    assert found["y"].tolist() == [True, False, True]
    with pytest.raises(ValueError, match="read-only"):
        found["x"][0] = 1


def test_a_map_outlives_its_file(tmp_path: Path) -> None:
    write_arrays(tmp_path / "a", {"x": np.arange(10_000)})
    found = open_arrays(tmp_path / "a")["x"]
    os.remove(tmp_path / "a.bin")
    assert found.sum() == 10_000 * 9_999 // 2


def test_too_much_for_an_array_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="do not fit"), ArrayWriter(tmp_path / "a", {"x": ("u1", 2), "y": ("u1", 9)}) as out:  # fmt: skip
        out.write("x", np.zeros(3, np.uint8))


def test_a_file_cut_short_is_not_read(tmp_path: Path) -> None:
    write_arrays(tmp_path / "a", {"x": np.arange(10_000)})
    os.truncate(tmp_path / "a.bin", 4096)
    with pytest.raises(ValueError, match="4096 bytes"):
        open_arrays(tmp_path / "a")


def test_a_writer_that_fails_leaves_nothing_to_open(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), ArrayWriter(tmp_path / "a", {"x": ("u1", 2)}):
        raise RuntimeError
    with pytest.raises(OSError, match=r"a\.json"):
        open_arrays(tmp_path / "a")
