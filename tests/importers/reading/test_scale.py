"""A million rows: memory must not grow with the rows, and the time must stay within what a clerk waits."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

import pytest

from lianyi.importers.reading import (
    ReadRequest,
    fast_csv_in_child,
    open_inputs,
    probe_in_child,
    read_in_child,
)
from tests.importers.reading.large import COLUMNS, own_texts, write_workbook

MEMORY_MB = 512


@pytest.mark.parametrize(
    ("rows", "memory_mb"),
    [(20_000, 80), pytest.param(1_000_000, MEMORY_MB, marks=pytest.mark.full)],
)
def test_a_workbook_is_read_in_constant_memory(rows: int, memory_mb: int, tmp_path: Path) -> None:
    path = tmp_path / "订单.xlsx"
    write_workbook(path, rows)
    (one,) = open_inputs(path)
    probed = probe_in_child(one)
    assert probed.issue is None
    assert probed.peak_rss_mb < 80
    request = ReadRequest(columns=tuple(range(COLUMNS)), header_row=0, header_rows=0)
    with tempfile.TemporaryFile() as out:
        outcome = read_in_child(one, request, out.fileno())
        assert outcome.issue is None
        assert outcome.value.rows == rows
        out.seek(-1000, 2)
        last = out.read().decode(errors="replace").splitlines()[-1]
    cells = next(csv.reader(io.StringIO(last)))
    assert cells[:4] == [str(rows), *own_texts(rows - 1), "status 0"]
    assert outcome.peak_rss_mb < memory_mb
    print(f"{rows / outcome.seconds:,.0f} rows/s, {outcome.peak_rss_mb:.0f} MB")


@pytest.mark.parametrize("rows", [30_000, pytest.param(1_000_000, marks=pytest.mark.full)])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_csv_of_74_columns_is_checked_and_read_in_constant_memory(
    rows: int, encoding: str, tmp_path: Path
) -> None:
    path = tmp_path / "订单.csv"
    line = ",".join(["已完成", '"备注,要""红""色"', "2026-09-09 10:22:00", *["12.50"] * 70])
    with path.open("w", encoding=encoding, newline="") as file:
        file.write(",".join(f"列{i}" for i in range(74)) + "\r\n")
        for i in range(rows):
            file.write(f"{6953550000000000001 + i},{line}\r\n")
    (one,) = open_inputs(path)
    request = ReadRequest(columns=tuple(range(74)))
    fast = fast_csv_in_child(one, request)
    assert fast is not None
    with fast.file:
        assert (fast.shape.rows, fast.shape.columns) == (rows, 74)
    with tempfile.TemporaryFile() as out:
        outcome = read_in_child(one, request, out.fileno())
    assert outcome.issue is None
    assert outcome.value.rows == rows
    assert outcome.peak_rss_mb < 120
    print(f"{rows / outcome.seconds:,.0f} rows/s, {outcome.peak_rss_mb:.0f} MB")
