"""The rows of one worksheet, streamed: memory does not grow with the rows, `<dimension>` is never believed.

Two ways give the same rows: patterns over the text, for XML as the usual programs write it
(`xlsx_plain`), and expat for everything else. The first gives up where it is not sure; the second
starts over then and leaves out what has been said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lianyi.importers.reading.cell_text import CellContext, CellTexts, ColumnIndex, OnNote
from lianyi.importers.reading.escapes import whole
from lianyi.importers.reading.refusals import RefusalError, refuse
from lianyi.importers.reading.tables import EXCEL_ROWS, Row
from lianyi.importers.reading.xlsx_plain import NotPlainError, plain_rows
from lianyi.importers.reading.xml_parts import Attributes, feed

DIGITS = "0123456789"
Blocks = Callable[[str], Iterator[bytes]]


def sheet_rows(blocks: Blocks, part: str, context: CellContext, on_note: OnNote) -> Iterator[Row]:
    """Yield the rows that hold cells; cells left of the last one are "" where empty.

    `blocks(part)` yields the bytes of the sheet's part from its start. See `CellTexts` for the notes.
    """
    last = 0
    try:
        for row, cells in plain_rows(blocks(part), context, on_note):
            last = row
            yield row, cells
    except NotPlainError:
        pass
    else:
        return

    def note(code: str, row: int, column: int, value: str) -> None:
        if row > last:
            on_note(code, row, column, value)

    for row, cells in parsed_rows(blocks(part), part, context, note):
        if row > last:
            yield row, cells


def parsed_rows(
    blocks: Iterator[bytes], part: str, context: CellContext, on_note: OnNote
) -> Iterator[Row]:
    """Yield the rows by way of expat, whatever form the XML has."""
    handler = _SheetHandler(part, context, on_note)
    for _ in feed(blocks, handler, part):
        yield from handler.take()


class _SheetHandler:
    """Builds rows from the events of `<row>`, `<c>`, `<v>`, `<is>`; all else passes by."""

    def __init__(self, part: str, context: CellContext, on_note: OnNote) -> None:
        self._part = part
        self._texts = CellTexts(context, on_note)
        self._cell_chars = context.limits.cell_chars
        self._columns = ColumnIndex()
        self._rows: list[Row] = []
        self._row = 0
        self._cells: list[str] = []
        self._attributes: Attributes = {}
        self._value = ""
        self._in_value = False
        self._has_formula = False
        self._in_phonetic = False

    def take(self) -> list[Row]:
        """Hand over the rows that are complete."""
        rows, self._rows = self._rows, []
        return rows

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag in {"v", "t"}:
            self._in_value = not self._in_phonetic
        elif tag == "c":
            self._attributes = attributes
            self._value = ""
            self._has_formula = False
        elif tag == "f":
            self._has_formula = True
        elif tag == "row":
            self._start_row(attributes.get("r"))
        elif tag == "rPh":
            self._in_phonetic = True

    def end(self, tag: str) -> None:
        if tag in {"v", "t"}:
            self._in_value = False
        elif tag == "c":
            self._end_cell()
        elif tag == "row":
            self._rows.append((self._row, self._cells))
        elif tag == "rPh":
            self._in_phonetic = False

    def text(self, data: str) -> None:
        if self._in_value:
            self._value += data
            if len(self._value) > self._cell_chars:
                raise refuse("import.cell_too_long", row=self._row, limit=self._cell_chars)

    def _start_row(self, stated: str | None) -> None:
        row = self._row + 1 if stated is None else whole(stated)
        if not self._row < row <= EXCEL_ROWS:
            raise self._broken("row order")
        self._row = row
        self._cells = []

    def _end_cell(self) -> None:
        attributes = self._attributes
        cells = self._cells
        reference = attributes.get("r")
        column = len(cells) if reference is None else self._columns[reference.rstrip(DIGITS)]
        if column < 0:
            raise self._broken("cell reference")
        text = self._texts.text(
            self._row,
            column,
            attributes.get("t", ""),
            attributes.get("s", ""),
            self._value,
            has_formula=self._has_formula,
        )
        place(cells, column, text)

    def _broken(self, reason: str) -> RefusalError:
        return refuse("import.workbook_broken", row=self._row, part=self._part, reason=reason)


def place(cells: list[str], column: int, text: str) -> None:
    """Put `text` at `column` of a row that grows to the right."""
    missing = column - len(cells)
    if missing > 0:
        cells.extend([""] * missing)
    if missing >= 0:
        cells.append(text)
    else:
        cells[column] = text
