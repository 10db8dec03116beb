"""In the child: look at a file, or read and type it. The only functions that the sandbox calls."""

from __future__ import annotations

import csv
import io
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from lianyi.importers import convert
from lianyi.importers.reading.fast_csv import CsvShape
from lianyi.importers.reading.limits import Limits
from lianyi.importers.reading.readers import check, probe, read
from lianyi.importers.reading.tables import ReadReport, ReadRequest

SPLIT_FROM_ROWS = 100_000
BLOCK_BYTES = 1 << 20


@dataclass(frozen=True)
class HandedOver:
    """A file that the parent opened for us."""

    name: str
    fd: int

    def open(self) -> BinaryIO:
        """Return the content at its start."""
        file = os.fdopen(os.dup(self.fd), "rb")
        file.seek(0)
        return file


def look(args: Mapping[str, Any], fds: Mapping[str, int], progress: Any) -> list[dict[str, Any]]:
    """Return the previews of all sheets as plain data."""
    del progress
    previews = probe(HandedOver(args["name"], fds["input"]), Limits(**args["limits"]))
    return [preview.to_json() for preview in previews]


def read_and_type(args: Mapping[str, Any], fds: Mapping[str, int], progress: Any) -> dict[str, Any]:
    """Read the wanted columns of a file and type them into `fds["typed"]`.

    `args`: `name`, `request` (a `ReadRequest` as data) and `convert` (see `convert.run`, without dialect).
    Returns what `convert.run` returns and `reading`, the reader's report.
    """
    source = HandedOver(args["name"], fds["input"])
    request = ReadRequest.from_json(args["request"])
    with tempfile.TemporaryFile(dir=args["convert"]["temp"]) as text:
        shape = None if request.skip_rows else check(source, request, text)
        if shape is not None:
            fd = text.fileno() if shape.copied else fds["input"]
            told = _direct(args, fds, fd, shape, progress)
            # What was counted while proving must be what DuckDB read, row for row
            if told["rows"] + told["skipped"] == shape.rows:
                return told
        text.seek(0)
        text.truncate()
        report = read(source, request, text.fileno(), progress)
        names = ["_row", *(f"c{i}" for i in request.columns)]
        told = _type(args, fds, text.fileno(), _dialect(names, request.first_data_row), progress)
        return {**told, "split": 0, "reading": report.to_json()}


def _direct(
    args: Mapping[str, Any], fds: Mapping[str, int], fd: int, shape: CsvShape, progress: Any
) -> dict[str, Any]:
    """A regular CSV is read where it lies."""
    names = [f"c{i}" for i in range(shape.columns)]
    dialect = {**_dialect(names, shape.skip + 1), "delimiter": shape.delimiter, "skip": shape.skip}
    split = shape.rows // 2 if shape.rows >= SPLIT_FROM_ROWS and _is_one_line_each(fd, shape) else 0
    size = {"bytes_read": os.fstat(fds["input"]).st_size, "rows": shape.rows}
    told = _type(args, fds, fd, dialect, progress, split=split, size=size)
    report = ReadReport(
        rows=told["rows"],
        last_row=shape.skip + shape.rows,
        encoding=shape.encoding,
        delimiter=shape.delimiter,
    )
    return {**told, "split": split, "reading": report.to_json()}


def _is_one_line_each(fd: int, shape: CsvShape) -> bool:
    """Whether every record is one line, so that a number of lines can be skipped as so many records."""
    lines, end, at = 0, b"", 0
    while block := os.pread(fd, BLOCK_BYTES, at):
        lines, end, at = lines + block.count(b"\n"), block[-1:], at + len(block)
    return lines + (end != b"\n") == shape.skip + shape.rows


def _type(
    args: Mapping[str, Any],
    fds: Mapping[str, int],
    fd: int,
    dialect: Mapping[str, Any],
    progress: Any,
    **more: Any,
) -> dict[str, Any]:
    plan = {**args["convert"], "dialect": dialect, **more}
    return convert.run(plan, {**fds, "text": fd}, progress)


def _dialect(names: list[str], first_row: int) -> dict[str, Any]:
    return {"delimiter": ",", "quote": '"', "skip": 0, "names": names, "first_row": first_row}


def extract(args: Mapping[str, Any], fds: Mapping[str, int], progress: Any) -> dict[str, int]:
    """Copy the Excel rows `args["rows"]` of a file, with all of their cells, to `fds["out"]` as CSV.

    `args`: `name`, `request`, `rows`, `temp`. Rows that were refused for their shape come along as they are.
    """
    request = ReadRequest.from_json(args["request"])
    wanted = frozenset(args["rows"])
    csv.field_size_limit(request.limits.cell_chars * 4)
    with tempfile.TemporaryFile(dir=args["temp"]) as text:
        report = read(HandedOver(args["name"], fds["input"]), request, text.fileno(), progress)
        text.seek(0)
        with os.fdopen(os.dup(fds["out"]), "w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out)
            for record in csv.reader(io.TextIOWrapper(text, "utf-8", newline="")):
                if int(record[0]) in wanted:
                    writer.writerow(record)
            writer.writerows([r.row, *r.cells] for r in report.rejected if r.row in wanted)
    return {"rows": len(wanted)}
