"""The old Excel format (.xls), through calamine; only ever called in the child, it holds a sheet in memory."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, BinaryIO

from lianyi.importers.reading.number_formats import EXACT_BELOW, number_text
from lianyi.importers.reading.refusals import RefusalError, refuse
from lianyi.importers.reading.tables import Row

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook


def xls_sheets(file: BinaryIO) -> list[tuple[str, bool]]:
    """Return the sheets as (name, hidden)."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    return [
        (sheet.name, sheet.visible != SheetVisibleEnum.Visible)
        for sheet in _workbook(file).sheets_metadata
        if sheet.typ == SheetTypeEnum.WorkSheet
    ]


def xls_rows(file: BinaryIO, name: str) -> Iterator[Row]:
    """Yield the rows of a sheet as text, numbered as Excel does."""
    book = _workbook(file)
    with _faults_as_refusals():
        sheet = book.get_sheet_by_name(name)
    if sheet.start is None:
        return
    margin = [""] * sheet.start[1]
    for row, cells in enumerate(sheet.iter_rows(), 1):
        yield row, margin + [cell_text(cell) for cell in cells]


@contextmanager
def _faults_as_refusals() -> Iterator[None]:
    from python_calamine import PasswordError

    try:
        yield
    except PasswordError:
        raise refuse("import.encrypted") from None
    except RefusalError:
        raise
    except BaseException as error:
        # A panic inside calamine is no Exception; its class cannot be imported.
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            reason = type(error).__name__
            raise refuse("import.workbook_broken", part="xls", reason=reason) from None
        raise


def _workbook(file: BinaryIO) -> CalamineWorkbook:
    from python_calamine import CalamineWorkbook

    file.seek(0)
    with _faults_as_refusals():
        return CalamineWorkbook.from_filelike(file)


def cell_text(cell: object) -> str:
    """Return a value of calamine as the text that the .xlsx reader would give.

    >>> cell_text(6.95355e18), cell_text(12.0), cell_text(0.5), cell_text(True)
    ('6.95355E+18', '12', '0.5', 'TRUE')
    """
    if isinstance(cell, str):
        return cell.replace("\x00", "\ufffd")
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, int | float):
        number = float(cell)
        if abs(number) >= EXACT_BELOW:
            return f"{number:.15G}"
        return str(int(number)) if number.is_integer() else number_text(repr(number))
    if isinstance(cell, datetime):
        return cell.replace(microsecond=0).isoformat(" ")
    if isinstance(cell, date | time):
        return cell.isoformat()[:10]
    if isinstance(cell, timedelta):
        seconds = round(cell.total_seconds())
        return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    return "" if cell is None else str(cell)
