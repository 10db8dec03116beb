"""The first rows of every sheet of a workbook, without reading the rest of it."""

from __future__ import annotations

from typing import BinaryIO

from lianyi.importers.reading.cell_text import CellContext
from lianyi.importers.reading.escapes import whole
from lianyi.importers.reading.limits import Limits
from lianyi.importers.reading.shared_strings import SharedStrings
from lianyi.importers.reading.tables import SheetPreview, top_rows
from lianyi.importers.reading.xlsx import SheetEntry, Workbook, open_workbook
from lianyi.importers.reading.xlsx_sheet import sheet_rows


def preview_workbook(file: BinaryIO, limits: Limits) -> list[SheetPreview]:
    """Return the top of every worksheet. Of the shared strings only those that it needs are read."""
    with open_workbook(file, limits) as book:
        last = max((_last_string(book, sheet, limits) for sheet in book.sheets), default=-1)
        strings = SharedStrings(
            book.strings if last >= 0 else None, limits.cell_chars, stop_after=last
        )
        try:
            return [_preview(book, sheet, strings, limits) for sheet in book.sheets]
        finally:
            strings.close()


def _preview(
    book: Workbook, sheet: SheetEntry, strings: SharedStrings, limits: Limits
) -> SheetPreview:
    context = CellContext(strings.get, book.date_kinds, book.since_1904, limits)
    rows = sheet_rows(book.blocks, sheet.part, context, _unnoticed)
    return SheetPreview(sheet.name, "xlsx", top_rows(rows), sheet.hidden)


def _last_string(book: Workbook, sheet: SheetEntry, limits: Limits) -> int:
    """Return the highest string number in the top of the sheet, -1 for none."""
    named = [-1]

    def remember(stated: str) -> str:
        named.append(whole(stated))
        return "?"

    context = CellContext(remember, book.date_kinds, book.since_1904, limits)
    top_rows(sheet_rows(book.blocks, sheet.part, context, _unnoticed))
    return max(named)


def _unnoticed(code: str, row: int, column: int, value: str) -> None:
    pass
