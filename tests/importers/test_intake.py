"""Reading a file in two halves at once is reading it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pytest

from lianyi.importers import intake
from lianyi.importers.job import Job
from lianyi.importers.reading.tables import ReadRequest
from lianyi.importers.store import Typed
from tests.importers.bench import ORDER, order
from tests.importers.platforms import headers
from tests.importers.platforms.export import recognised, table

ROWS = 40


def test_halves_have_the_rows_of_the_whole_in_their_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [{**ORDER, **order(n, paid=f"{n}.00")} for n in range(ROWS)]
    whole, told = _read(tmp_path, rows)
    monkeypatch.setattr(intake, "SPLIT_FROM_ROWS", 10)
    halves, told_halves = _read(tmp_path, rows)
    assert (told["split"], told_halves["split"]) == (0, ROWS // 2)
    assert halves == whole
    assert [row[:2] for row in halves] == [(str(n), n + 2) for n in range(ROWS)]


def test_a_fault_in_either_half_is_named_at_its_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "SPLIT_FROM_ROWS", 10)
    bad = {3: "x", 33: "y"}
    rows = [{**ORDER, **order(n, paid=bad.get(n, "¥1,000.00"))} for n in range(ROWS)]
    facts, told = _read(tmp_path, rows)
    assert [(row, raw) for row, _, raw in told["problems"]] == [(5, "x"), (35, "y")]
    assert told["bad_rows"] == 2 and len(facts) == ROWS - 2
    assert {fen for _, _, fen in facts} == {100000}


def test_a_cell_of_two_lines_keeps_a_file_in_one_piece(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "SPLIT_FROM_ROWS", 10)
    rows = [{**ORDER, **order(n)} for n in range(ROWS)]
    rows[3]["买家留言"] = "第一行\n第二行"
    facts, told = _read(tmp_path, rows)
    assert told["split"] == 0 and len(facts) == ROWS
    assert [row_no for _, row_no, _ in facts] == list(range(2, ROWS + 2))


def _read(
    folder: Path, rows: Sequence[dict[str, str]]
) -> tuple[list[tuple[Any, ...]], dict[str, Any]]:
    import csv

    sheet = table(headers.DOUYIN_ORDERS, *rows)
    path = folder / "orders.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(sheet)
    found = recognised(sheet)
    job = Job(found.mapping, None, found.header_row, found.columns, found.headers, found.skip_rows)
    request = ReadRequest(columns=tuple(sorted(set(job.columns.values()))))
    plan = {
        "zone": "Asia/Shanghai", "minor_digits": 2, "cells": job.cell_plan, "hard": job.hard_bits,
        "named": job.named, "ids": job.ids, "temp": str(folder), "threads": 2,
    }  # fmt: skip
    args = {"name": path.name, "request": request.to_json(), "convert": plan}
    with _files(path, folder / "typed", folder / "rest") as (source, typed, rest):
        fds = {"input": source, "typed": typed, "rest": rest}
        told = intake.read_and_type(args, fds, lambda **_: None)
        relation = Typed(typed, 2, job.hard_bits, rest_fd=rest, split=told["split"]).relation()
        sql = f"SELECT order_no, row_no, payable FROM {relation} WHERE NOT _out ORDER BY row_no"
        return duckdb.sql(sql).fetchall(), told


@contextmanager
def _files(source: Path, *targets: Path) -> Iterator[list[int]]:
    fds = [os.open(source, os.O_RDONLY)]
    fds += [os.open(t, os.O_RDWR | os.O_CREAT | os.O_TRUNC) for t in targets]
    try:
        yield fds
    finally:
        for fd in fds:
            os.close(fd)
