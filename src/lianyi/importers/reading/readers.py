"""Probing and reading one input: the format's own reader in front, one writer behind. Runs in the child."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from typing import BinaryIO

from lianyi.importers.reading.cell_text import CellContext
from lianyi.importers.reading.delimited import (
    SAMPLE_LINES,
    delimited_rows,
    detect_delimiter,
    open_quote,
    text_blocks,
    text_lines,
    without_hint,
)
from lianyi.importers.reading.encodings import detect_encoding
from lianyi.importers.reading.fast_csv import CsvShape, check_csv
from lianyi.importers.reading.formats import refuse_false_workbook, table_format
from lianyi.importers.reading.html_table import html_rows
from lianyi.importers.reading.limits import Limits
from lianyi.importers.reading.output import TableWriter
from lianyi.importers.reading.refusals import RefusalError, refuse
from lianyi.importers.reading.shared_strings import SharedStrings
from lianyi.importers.reading.tables import (
    Readable,
    ReadReport,
    ReadRequest,
    Rows,
    SheetPreview,
    top_rows,
)
from lianyi.importers.reading.xls import xls_rows, xls_sheets
from lianyi.importers.reading.xlsx import Workbook, open_workbook
from lianyi.importers.reading.xlsx_sheet import sheet_rows
from lianyi.importers.reading.xlsx_top import preview_workbook

Progress = Callable[..., None]
SAMPLE_BYTES = 8 << 20
ROWS_PER_PROGRESS = 8192
BYTES_PER_PROGRESS = 1 << 20


def probe(source: Readable, limits: Limits) -> list[SheetPreview]:
    """Return the top of every sheet as text; raise `RefusalError` for what is no readable table."""
    with source.open() as file:
        form = table_format(file)
        if form == "csv":
            refuse_false_workbook(file, source.name)
        if form == "xlsx":
            return preview_workbook(file, limits)
        if form == "xls":
            return [
                SheetPreview(name, "xls", top_rows(xls_rows(file, name)), hidden)
                for name, hidden in xls_sheets(file)
            ]
        encoding = detect_encoding(file, SAMPLE_BYTES)
        if form == "html":
            rows = top_rows(html_rows(file, encoding, limits))
            return [SheetPreview(None, "html", rows, encoding=encoding)]
        return [_preview_csv(file, encoding, limits)]


def read(
    source: Readable, request: ReadRequest, out_fd: int, progress: Progress | None = None
) -> ReadReport:
    """Write the wanted cells of every data row to `out_fd` in the dialect of `output`, and report.

    Raises `RefusalError` where the file as a whole cannot be read; single bad rows are in the report.
    """
    told = progress or _untold
    with source.open() as file:
        form = table_format(file)
        writer = TableWriter(out_fd, request, source.name, ragged_is_wrong=form == "csv")
        if form == "csv":
            return _read_csv(file, request, writer, told)
        if form == "html":
            encoding = detect_encoding(file)
            rows = html_rows(file, encoding, request.limits, lambda n: told(bytes_read=n))
            return _write(rows, writer, told).finish(encoding)
        if form == "xls":
            return _write(xls_rows(file, _xls_sheet(file, request)), writer, told).finish()
        return _read_xlsx(file, request, writer, told)


def check(
    source: Readable, request: ReadRequest, copy_to: BinaryIO, progress: Progress | None = None
) -> CsvShape | None:
    """Return how DuckDB may read the file directly (see `fast_csv`), None where it may not."""
    told = progress or _untold
    on_block = _in_steps(lambda n: told(bytes_read=n))
    with source.open() as file:
        if table_format(file) != "csv":
            return None
        encoding = detect_encoding(file, SAMPLE_BYTES)
        sample = _sample_lines(file, encoding)
        delimiter = detect_delimiter(sample)
        if len(list(without_hint(iter(sample)))) != len(sample):
            return None
        shape = check_csv(file, copy_to, request, encoding, delimiter, on_block)
        if shape is None and encoding == "utf-8" and (full := detect_encoding(file)) != encoding:
            # The sample was ASCII and Chinese began later.
            copy_to.seek(0)
            copy_to.truncate()
            shape = check_csv(file, copy_to, request, full, delimiter, on_block)
        return shape


def _preview_csv(file: BinaryIO, encoding: str, limits: Limits) -> SheetPreview:
    delimiter = detect_delimiter(_sample_lines(file, encoding))
    lines = without_hint(text_lines(text_blocks(file, encoding)))
    rows = top_rows(delimited_rows(lines, delimiter, limits, _unnoticed))
    return SheetPreview(None, "csv", rows, encoding=encoding, delimiter=delimiter)


def _read_csv(
    file: BinaryIO, request: ReadRequest, writer: TableWriter, told: Progress
) -> ReadReport:
    encoding = detect_encoding(file)
    delimiter = detect_delimiter(_sample_lines(file, encoding))
    unclosed: list[str] = []
    writer.delimiter = delimiter
    blocks = text_blocks(file, encoding, lambda n: told(bytes_read=n, rows=writer.rows))
    rows = delimited_rows(
        without_hint(text_lines(blocks)),
        delimiter,
        request.limits,
        lambda _, line: unclosed.append(line),
        request.header_row,
    )
    for row, cells in rows:
        if unclosed:
            index = open_quote(unclosed.pop(), delimiter)
            writer.reject("import.quote_unclosed", row, index, cells)
        else:
            writer.add(row, cells)
    return writer.finish(encoding, delimiter)


def _read_xlsx(
    file: BinaryIO, request: ReadRequest, writer: TableWriter, told: Progress
) -> ReadReport:
    with open_workbook(file, request.limits) as book:
        sheet = book.sheet(request.sheet)
        meter = _meter(file, book, sheet.part, lambda n: told(bytes_read=n, rows=writer.rows))
        part = None if book.strings_part is None else partial(meter, book.strings_part)
        strings = SharedStrings(part, request.limits.cell_chars)
        context = CellContext(strings.get, book.date_kinds, book.since_1904, request.limits)
        try:
            for row, cells in sheet_rows(meter, sheet.part, context, writer.note):
                writer.add(row, cells)
            return writer.finish()
        except RefusalError as refusal:
            raise refusal.located(sheet=sheet.name) from None
        finally:
            strings.close()


def _meter(
    file: BinaryIO, book: Workbook, part: str, on_block: Callable[[int], None]
) -> Callable[[str], Iterator[bytes]]:
    """Return `book.blocks` that tells how far reading is, as if the file were read from end to end."""
    size_bytes = file.seek(0, os.SEEK_END)
    unpacked = [book.unpacked_bytes(p) for p in (part, book.strings_part) if p is not None]
    total, done = max(1, sum(unpacked)), 0
    tell = _in_steps(on_block)

    def blocks(name: str) -> Iterator[bytes]:
        nonlocal done
        for block in book.blocks(name):
            yield block
            done = min(total, done + len(block))
            tell(size_bytes * done // total)

    return blocks


def _in_steps(on_block: Callable[..., None]) -> Callable[[int], None]:
    """Return a function that passes on a number of bytes when it has grown enough to be worth telling."""
    told = 0

    def tell(bytes_read: int) -> None:
        nonlocal told
        if bytes_read >= told + BYTES_PER_PROGRESS:
            told = bytes_read
            on_block(bytes_read)

    return tell


def _xls_sheet(file: BinaryIO, request: ReadRequest) -> str:
    sheets = xls_sheets(file)
    names = [name for name, _ in sheets]
    if request.sheet is not None and request.sheet not in names:
        raise refuse("import.no_such_sheet", sheet=request.sheet)
    visible = [name for name, hidden in sheets if not hidden]
    return request.sheet or (visible or names)[0]


def _write(rows: Rows, writer: TableWriter, told: Progress) -> TableWriter:
    for count, (row, cells) in enumerate(rows):
        writer.add(row, cells)
        if count % ROWS_PER_PROGRESS == 0:
            told(rows=writer.rows)
    return writer


def _sample_lines(file: BinaryIO, encoding: str) -> list[str]:
    return list(islice(text_lines(text_blocks(file, encoding)), SAMPLE_LINES))


def _untold(**_: int) -> None:
    pass


def _unnoticed(row: int, text: str) -> None:
    pass
