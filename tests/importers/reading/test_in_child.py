"""The same answers from the child as at home, and an issue where there is none to give."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from lianyi.importers.reading import (
    Input,
    Limits,
    ReadRequest,
    fast_csv_in_child,
    open_inputs,
    probe,
    probe_in_child,
    read_in_child,
)
from lianyi.importers.reading.limits import DEFAULT_LIMITS
from tests.importers.reading.large import write_workbook
from tests.importers.reading.samples import inline_rows, rows_of, xls_of, xlsx_of, zip_of

TABLE = [["订单号", "实付"], ["E1", "9.90"], ["E2", "#"], ["E3", "1"]]
TEXT = "\n".join(",".join(row) for row in TABLE) + "\n"
FILES = {
    "a.csv": TEXT.encode("gbk"),
    "a.xlsx": xlsx_of(inline_rows(TABLE)),
    "a.xls": xls_of({(r, c): cell for r, row in enumerate(TABLE) for c, cell in enumerate(row)}),
    "a.html": (
        "<table>" + "".join(f"<tr><td>{r[0]}<td>{r[1]}" for r in TABLE) + "</table>"
    ).encode(),
    "a.zip": zip_of({"a.csv": TEXT.encode()}),
}


def dropped(tmp_path: Path, name: str) -> Input:
    path = tmp_path / name
    path.write_bytes(FILES[name])
    (one,) = open_inputs(path)
    return one


def read_back(one: Input, request: ReadRequest) -> list[list[str]]:
    with tempfile.TemporaryFile() as out:
        outcome = read_in_child(one, request, out.fileno())
        assert outcome.issue is None
        assert outcome.value.rows == 3
        out.seek(0)
        return list(csv.reader(io.StringIO(out.read().decode(), newline="")))


@pytest.mark.parametrize("name", FILES)
def test_every_format_gives_the_same_table(name: str, tmp_path: Path) -> None:
    one = dropped(tmp_path, name)
    probed = probe_in_child(one)
    assert probed.value == probe(one, DEFAULT_LIMITS)
    (preview,) = probed.value
    assert preview.rows == TABLE
    request = ReadRequest(columns=(1, 0), sheet=preview.sheet)
    assert read_back(one, request) == [["2", "9.90", "E1"], ["3", "#", "E2"], ["4", "1", "E3"]]


def test_a_report_crosses_the_border_whole(tmp_path: Path) -> None:
    data = b"a,b\n1,2,3\n4,x\x00\n\n"
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    (one,) = open_inputs(path)
    with tempfile.TemporaryFile() as out:
        outcome = read_in_child(one, ReadRequest(columns=(0, 1)), out.fileno())
    _, at_home = rows_of(data, 2)
    renamed = [replace(i, file="a.csv") for i in at_home.issues]
    assert outcome.value.issues == renamed
    assert outcome.value.rejected == at_home.rejected
    assert [n.place() for n in outcome.value.notes] == ["B3"]


def test_a_refused_input_comes_back_as_its_own_issue(tmp_path: Path) -> None:
    (tmp_path / "a.csv").touch()
    (one,) = open_inputs(tmp_path / "a.csv")
    request = ReadRequest(columns=(0,))
    assert probe_in_child(one).issue == one.issue
    assert read_in_child(one, request, 1).issue == one.issue
    assert fast_csv_in_child(one, request) is None


def test_only_a_regular_csv_may_be_read_directly(tmp_path: Path) -> None:
    request = ReadRequest(columns=(0, 1))
    for name in ("a.xlsx", "a.html"):
        assert fast_csv_in_child(dropped(tmp_path, name), request) is None
    for name, copied in (("a.csv", True), ("a.zip", False)):
        fast = fast_csv_in_child(dropped(tmp_path, name), request)
        assert fast is not None
        assert fast.shape.copied is copied
        with fast.file:
            assert Path(fast.path).read_text(encoding="utf-8") == TEXT


def test_progress_tells_bytes_and_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"a,b\n" + b"1,2\n" * 600_000)
    (one,) = open_inputs(path)
    told: list[Mapping[str, int]] = []
    with tempfile.TemporaryFile() as out:
        outcome = read_in_child(one, ReadRequest(columns=(0,)), out.fileno(), told.append)
    assert outcome.value.rows == 600_000
    assert [t["bytes_read"] for t in told] == sorted(t["bytes_read"] for t in told)
    assert told[-1]["bytes_read"] == one.size_bytes
    assert told[-1]["rows"] > 400_000


def test_progress_through_a_workbook_ends_at_its_size(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_workbook(path, 20_000)
    (one,) = open_inputs(path)
    told: list[Mapping[str, int]] = []
    request = ReadRequest(columns=(0,), header_row=0, header_rows=0)
    with tempfile.TemporaryFile() as out:
        assert read_in_child(one, request, out.fileno(), told.append).value.rows == 20_000
    steps = [t["bytes_read"] for t in told]
    assert steps == sorted(steps)
    assert one.size_bytes - (1 << 20) < steps[-1] <= one.size_bytes


def test_time_grows_with_what_is_packed_in_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(xlsx_of(inline_rows([["已完成"] * 20] * 20_000)))
    (one,) = open_inputs(path)
    assert one.size_bytes < 1 << 20
    assert one.weight_bytes > 2 * one.size_bytes
    assert Limits().for_size(100 << 20).wall_s == 120
    assert dropped(tmp_path, "a.csv").weight_bytes == len(FILES["a.csv"])


def test_a_file_that_takes_too_long_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"a,b\n" + b"1,2\n" * 2_000_000)
    (one,) = open_inputs(path)
    # The size of the file adds 7.6 s to the time that it may take.
    request = ReadRequest(columns=(0,), limits=Limits(wall_s=-7.0))
    with tempfile.TemporaryFile() as out:
        outcome = read_in_child(one, request, out.fileno())
    assert outcome.issue is not None
    assert (outcome.issue.code, outcome.issue.file) == ("import.too_heavy", "a.csv")
    assert outcome.issue.facts["reason"] == "time"
