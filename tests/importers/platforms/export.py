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

from lianyi.importers import convert
from lianyi.importers.job import Job
from lianyi.importers.mapping import Mapping, shipped_mappings
from lianyi.importers.recognise import Recognition, recognise
from lianyi.importers.shape import shape
from lianyi.importers.store import Typed

# In process there is no limit to keep: a test measures meaning, not memory.
convert.MEMORY_LIMIT_MB = 1_000
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
        names = ["_row", *(f"c{i}" for i in range(width))]
        dialect = {"names": names, "delimiter": ",", "quote": '"', "skip": 0, "first_row": 1}
        return read_text(found, text, dialect, zone)


def read_text(
    found: Recognition, text: Path, dialect: Map[str, Any], zone: str = "Asia/Shanghai"
) -> Facts:
    """Return the fact rows of a CSV file that is written in `dialect`; the summary under an empty key."""
    with tempfile.TemporaryDirectory() as folder:
        typed = str(Path(folder, "typed.parquet"))
        summary = _typed(found, dialect, text, typed, folder, zone)
        return {"": [summary], **_shaped(found, typed)}


def _csv(sheet: Sequence[Sequence[str]], width: int, skip: set[int]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
    for number, row in enumerate(sheet, 1):
        if number not in skip:
            writer.writerow([number, *row, *[""] * (width - len(row))])
    return out.getvalue()


def _typed(
    found: Recognition, dialect: Map[str, Any], text: Path, typed: str, folder: str, zone: str
) -> dict[str, Any]:
    job = _job(found)
    args = {"dialect": dialect, "zone": zone, "minor_digits": 2, "cells": job.cell_plan}
    args |= {"named": job.named, "ids": job.ids, "temp": folder, "threads": 1}
    source, target = os.open(text, os.O_RDONLY), os.open(typed, os.O_RDWR | os.O_CREAT)
    try:
        return convert.run(args, {"text": source, "typed": target}, lambda **_: None)
    finally:
        os.close(source)
        os.close(target)


def _job(found: Recognition) -> Job:
    return Job(found.mapping, None, found.header_row, found.columns, found.headers, found.skip_rows)


def _shaped(found: Recognition, typed: str) -> Facts:
    con = duckdb.connect()
    result: Facts = {}
    source = os.open(typed, os.O_RDONLY)
    try:
        relation = Typed(source, 1, _job(found).hard_bits).relation()
        for output in found.mapping.outputs:
            made = shape(found.mapping, output, set(found.columns), relation, "shop")
            if made is None:
                continue
            cursor = con.execute(f"SELECT * FROM ({made.sql}) ORDER BY row_no")
            names = [d[0] for d in cursor.description or ()]
            result[output.table] = [dict(zip(names, r, strict=True)) for r in cursor.fetchall()]
    finally:
        os.close(source)
    return result


def mapping(key: str) -> Mapping:
    return MAPPINGS[key]


__all__ = ["facts", "mapping", "read", "read_text", "recognised", "table"]
