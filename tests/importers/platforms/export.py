"""Build small exports from a header and a few cells, and read them the way an import does."""

from __future__ import annotations

import csv
import io
import os
import tempfile
from collections.abc import Mapping as Map
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

from lianyi.importers.cells import FoundCell, is_bad, null_sql, value_sql
from lianyi.importers.convert import _summary, _typed_sql, source_sql
from lianyi.importers.mapping import Mapping, shipped_mappings
from lianyi.importers.recognise import Recognition, recognise
from lianyi.importers.rules import duration_macros, macros
from lianyi.importers.shape import shape

MAPPINGS = shipped_mappings()
Facts = dict[str, list[dict[str, Any]]]


def table(header: Sequence[str], *rows: Map[str, str]) -> list[list[str]]:
    """Return a sheet: the header, then one row per mapping of title → cell (`title#2` = the second)."""
    keys: list[str] = []
    for title in header:
        count = sum(1 for k in keys if k.split("#")[0] == title)
        keys.append(title if not count else f"{title}#{count + 1}")
    unknown = {k for row in rows for k in row} - set(keys)
    assert not unknown, f"not in the header: {unknown}"
    return [list(header), *([row.get(k, "") for k in keys] for row in rows)]


def recognised(sheet: Sequence[Sequence[str]], kind: str | None = None) -> Recognition:
    found = recognise(sheet, MAPPINGS.values(), kind=kind)
    assert isinstance(found, Recognition), found
    return found


def facts(sheet: Sequence[Sequence[str]], key: str, zone: str = "Asia/Shanghai") -> Facts:
    """Recognise `sheet`, demand that it is `key`, and return its typed fact rows by table."""
    found = recognised(sheet)
    assert found.mapping.key == key
    return read(sheet, found, zone)


def read(sheet: Sequence[Sequence[str]], found: Recognition, zone: str = "Asia/Shanghai") -> Facts:
    width = max(len(r) for r in sheet)
    skip = {*range(1, found.header_row + 1), *found.skip_rows}
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder, "text.csv")
        text.write_text(_csv(sheet, width, skip), "utf-8")
        typed = str(Path(folder, "typed.parquet"))
        summary = _typed(found, width, text, typed, folder, zone)
        return {"": [summary], **_shaped(found, typed)}


def _csv(sheet: Sequence[Sequence[str]], width: int, skip: set[int]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
    for number, row in enumerate(sheet, 1):
        if number not in skip:
            writer.writerow([number, *row, *[""] * (width - len(row))])
    return out.getvalue()


def _typed(
    found: Recognition, width: int, text: Path, typed: str, folder: str, zone: str
) -> dict[str, Any]:
    cells = []
    for i, cell in enumerate(found.mapping.cells):
        column = found.columns.get(cell.name)
        value = (
            null_sql(cell) if column is None else value_sql(cell, f"t{i}", found.mapping.platform)
        )
        bad = None if column is None else is_bad(cell, f"t{i}", value)
        cells.append({"name": cell.name, "column": column, "value": value, "bad": bad})
    anchor = next((i for i, c in enumerate(cells) if c["column"] is not None), None)
    dialect = {
        "names": ["_row", *(f"c{i}" for i in range(width))],
        "delimiter": ",",
        "quote": '"',
        "skip": 0,
        "first_row": 1,
    }
    args = {"dialect": dialect, "zone": zone, "minor_digits": 2, "cells": cells, "anchor": anchor}
    args["temp"] = folder
    source = os.open(text, os.O_RDONLY)
    try:
        con = duckdb.connect()
        for statement in [*duration_macros(), *macros(zone, 2)]:
            con.execute(statement)
        con.execute(f"COPY ({_typed_sql(args, source_sql(dialect, source))}) TO '{typed}'")
        return _summary(con, f"'{typed}'", args)
    finally:
        os.close(source)


def _shaped(found: Recognition, typed: str) -> Facts:
    con = duckdb.connect()
    relation = (
        f"(SELECT *, CAST(_row AS BIGINT) AS row_no, (_skip OR _bad <> 0) AS _out "
        f"FROM read_parquet('{typed}'))"
    )
    result: Facts = {}
    for output in found.mapping.outputs:
        made = shape(found.mapping, output, set(found.columns), relation, "shop")
        cursor = con.execute(f"SELECT * FROM ({made.sql}) ORDER BY row_no")
        names = [d[0] for d in cursor.description or ()]
        result[output.table] = [dict(zip(names, r, strict=True)) for r in cursor.fetchall()]
    return result


def mapping(key: str) -> Mapping:
    return MAPPINGS[key]


__all__ = ["FoundCell", "facts", "mapping", "read", "recognised", "table"]
