"""Rows left out by `--skip-bad`: in a file of their own, to be repaired and imported again."""

from __future__ import annotations

import csv
import stat
from pathlib import Path

import pytest

from lianyi.importers.bad_rows import guarded
from tests.importers.bench import Bench, order

NAME = "抖店_20260901-20260930_20261001090000.csv"


def test_a_file_with_a_bad_row_stores_nothing(bench: Bench) -> None:
    before = bench.files()
    result = bench.read(bench.write(NAME, [order(1), order(2, paid="12.3.4")]))
    assert result.status == "refused"
    [issue] = result.issues
    assert (issue.code, issue.row, issue.header) == ("import.cell_money", 3, "订单应付金额")
    assert bench.files() == before


def test_good_rows_come_in_and_bad_ones_lie_aside(bench: Bench) -> None:
    rows = [order(1), order(2, paid="12.3.4"), order(3)]
    result = bench.read(bench.write(NAME, rows), skip_bad=True)
    assert result.status == "imported"
    assert bench.orders("order_no") == [("1",), ("3",)]
    assert result.bad_file == bench.shop.workspace.folder / "bad" / NAME
    header, *left = _table(result.bad_file)
    assert header[-2:] == ["问题", "做法"]
    [row] = left
    cells = dict(zip(header, row, strict=True))
    assert cells["主订单编号"].strip() == "2" and cells["订单应付金额"] == "12.3.4"
    assert "12.3.4" in cells["问题"]


def test_the_file_of_bad_rows_is_for_its_owner_and_for_excel(bench: Bench) -> None:
    result = bench.read(bench.write(NAME, [order(1), order(2, paid="x")]), skip_bad=True)
    assert result.bad_file is not None
    assert stat.S_IMODE(result.bad_file.stat().st_mode) == 0o600
    assert result.bad_file.read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_bad_line_takes_the_other_lines_of_its_order_along(bench: Bench) -> None:
    second = {**order(2, paid="50"), "子订单编号": "22\t"}
    result = bench.read(bench.write(NAME, [order(1), order(2, paid="x"), second]), skip_bad=True)
    assert bench.orders("order_no") == [("1",)]
    assert result.bad_file is not None
    header, *left = _table(result.bad_file)
    assert [row[header.index("订单应付金额")] for row in left] == ["x", "50"]
    assert "同一订单" in left[1][header.index("问题")]


def test_a_repaired_file_completes_the_import(bench: Bench) -> None:
    whole = [order(1), order(2, paid="80.00"), order(3, 选购商品="=1+1")]
    broken = [whole[0], {**whole[1], "订单应付金额": "八十"}, {**whole[2], "订单应付金额": "x"}]
    first = bench.read(bench.write(NAME, broken), skip_bad=True)
    assert first.bad_file is not None
    text = first.bad_file.read_text("utf-8-sig")
    first.bad_file.write_text(text.replace("八十", "80.00").replace(",x,", ",100.00,"), "utf-8-sig")
    assert bench.read(first.bad_file).status == "imported"
    assert bench.orders("order_no, paid_fen") == [("1", 10000), ("2", 8000), ("3", 10000)]
    names = bench.rows("SELECT product_name FROM order_lines WHERE order_no = '3'")
    assert names == [("=1+1",)]


def test_a_row_of_too_many_cells_lies_aside_as_it_was(bench: Bench) -> None:
    path = bench.write(NAME, [order(1), order(2)])
    lines = path.read_text("utf-8-sig").splitlines()
    path.write_text("\n".join([*lines[:2], lines[2] + ",多了,一格"]) + "\n", "utf-8-sig")
    result = bench.read(path, skip_bad=True)
    assert result.status == "imported" and result.bad_file is not None
    assert len(_table(result.bad_file)) == 2


def test_nothing_but_bad_rows_is_refused(bench: Bench) -> None:
    result = bench.read(bench.write(NAME, [order(1, paid="x")]), skip_bad=True)
    assert result.status == "refused" and result.manifest is None


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("@x", "'@x"),
        ("-5.00", "-5.00"),
        ("-", "'-"),
        ("+86 138", "'+86 138"),
        ("x", "x"),
    ],
)
def test_no_cell_is_a_formula(cell: str, shown: str) -> None:
    assert guarded(cell) == shown


def _table(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))
