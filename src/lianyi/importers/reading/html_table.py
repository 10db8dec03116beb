"""HTML tables that a platform calls .xls: Excel opens them, so do we. All tables make one sheet."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import BinaryIO

from lianyi.importers.reading.delimited import OnBlock, text_blocks
from lianyi.importers.reading.limits import Limits
from lianyi.importers.reading.refusals import refuse
from lianyi.importers.reading.tables import EXCEL_ROWS, Row


def html_rows(
    file: BinaryIO, encoding: str, limits: Limits, on_block: OnBlock | None = None
) -> Iterator[Row]:
    """Yield the rows of all tables in turn; a spanning cell has its value at its top left alone."""
    parser = _TableParser(limits)
    row = 0
    for block in text_blocks(file, encoding, on_block):
        parser.feed(block)
        for cells in parser.take():
            row += 1
            yield row, cells
    parser.close()
    parser.end_row()
    for cells in parser.take():
        row += 1
        yield row, cells


class _TableParser(HTMLParser):
    """Builds rows from `<tr>`, `<td>`, `<th>`; tables inside cells count as text of the cell."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(convert_charrefs=True)
        self._limits = limits
        self._rows: list[list[str]] = []
        self._cells: list[str] | None = None
        self._pieces: list[str] | None = None
        self._chars = 0
        self._depth = 0
        self._span_columns = 1
        self._span_rows = 1
        # Column → rows below that a spanning cell still covers.
        self._covered: dict[int, int] = {}

    def take(self) -> list[list[str]]:
        """Hand over the rows that are complete."""
        rows, self._rows = self._rows, []
        return rows

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._depth += 1
        elif self._depth != 1:
            return
        elif tag == "tr":
            self.end_row()
            self._cells = []
        elif tag in {"td", "th"}:
            self._start_cell(dict(attrs))
        elif tag == "br" and self._pieces is not None:
            self._pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "table":
            if self._depth == 1:
                self.end_row()
                self._covered.clear()
            self._depth = max(0, self._depth - 1)
        elif self._depth == 1 and tag in {"td", "th"}:
            self._end_cell()
        elif self._depth == 1 and tag == "tr":
            self.end_row()

    def handle_data(self, data: str) -> None:
        if self._pieces is None:
            return
        self._pieces.append(data)
        self._chars += len(data)
        if self._chars > self._limits.cell_chars:
            raise refuse("import.cell_too_long", limit=self._limits.cell_chars)

    def end_row(self) -> None:
        """Close the row that is open, if one is."""
        self._end_cell()
        if self._cells is None:
            return
        self._skip_covered(self._cells)
        self._rows.append(self._cells)
        self._cells = None

    def _start_cell(self, attributes: dict[str, str | None]) -> None:
        self._end_cell()
        if self._cells is None:
            self._cells = []
        self._skip_covered(self._cells)
        self._pieces, self._chars = [], 0
        self._span_columns = _span(attributes.get("colspan"), self._limits.columns)
        self._span_rows = _span(attributes.get("rowspan"), EXCEL_ROWS)

    def _end_cell(self) -> None:
        if self._pieces is None or self._cells is None:
            return
        text = "".join(self._pieces).strip().replace("\xa0", " ")
        self._pieces = None
        if self._span_rows > 1:
            start = len(self._cells)
            covered = range(start, start + self._span_columns)
            self._covered.update(dict.fromkeys(covered, self._span_rows - 1))
        self._cells += [text] + [""] * (self._span_columns - 1)
        if len(self._cells) > self._limits.columns:
            columns, limit = len(self._cells), self._limits.columns
            raise refuse("import.too_many_columns", columns=columns, limit=limit)

    def _skip_covered(self, cells: list[str]) -> None:
        while (left := self._covered.get(len(cells), 0)) > 0:
            self._covered[len(cells)] = left - 1
            cells.append("")


def _span(text: str | None, ceiling: int) -> int:
    return min(int(text), ceiling) or 1 if text and text.isdecimal() and len(text) < 9 else 1
