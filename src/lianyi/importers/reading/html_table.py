"""HTML tables that a platform calls .xls: Excel opens them, so do we. All tables make one sheet."""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import BinaryIO

from lianyi.importers.reading.delimited import OnBlock, text_blocks
from lianyi.importers.reading.html_tokens import Token, attribute, html_tokens
from lianyi.importers.reading.limits import Limits
from lianyi.importers.reading.refusals import refuse
from lianyi.importers.reading.tables import EXCEL_ROWS, Row

# Line ends in the source mean no more than a blank does.
SPACE_IN_SOURCE = str.maketrans("\r\n\t", "   ")


def html_rows(
    file: BinaryIO, encoding: str, limits: Limits, on_block: OnBlock | None = None
) -> Iterator[Row]:
    """Yield the rows of all tables in turn; a spanning cell has its value at its top left alone."""
    builder = _TableBuilder(limits)
    row = 0
    for token in html_tokens(text_blocks(file, encoding, on_block)):
        builder.take(token)
        for cells in builder.done():
            row += 1
            yield row, cells
    builder.end_row()
    for cells in builder.done():
        row += 1
        yield row, cells


class _TableBuilder:
    """Builds rows from `<tr>`, `<td>`, `<th>`; a table inside a cell counts as text of the cell."""

    def __init__(self, limits: Limits) -> None:
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

    def done(self) -> list[list[str]]:
        """Hand over the rows that are complete."""
        rows, self._rows = self._rows, []
        return rows

    def take(self, token: Token) -> None:
        """Take the next token of the page."""
        tag = token.tag
        if tag == "table":
            self._table(is_end=token.is_end)
        elif tag == "":
            self._text(token.content.translate(SPACE_IN_SOURCE))
        elif self._depth != 1:
            return
        elif tag == "tr":
            self.end_row()
            self._cells = None if token.is_end else []
        elif tag in {"td", "th"}:
            self._end_cell()
            if not token.is_end:
                self._start_cell(token)
        elif tag == "br":
            self._text("\n")

    def end_row(self) -> None:
        """Close the row that is open, if one is."""
        self._end_cell()
        if self._cells is None:
            return
        self._skip_covered(self._cells)
        self._rows.append(self._cells)
        self._cells = None

    def _table(self, *, is_end: bool) -> None:
        if self._depth == (1 if is_end else 0):
            self.end_row()
            self._covered.clear()
        self._depth = max(0, self._depth - 1) if is_end else self._depth + 1

    def _text(self, text: str) -> None:
        if self._pieces is None:
            return
        self._pieces.append(text)
        self._chars += len(text)
        if self._chars > self._limits.cell_chars:
            raise refuse("import.cell_too_long", limit=self._limits.cell_chars)

    def _start_cell(self, token: Token) -> None:
        if self._cells is None:
            self._cells = []
        self._skip_covered(self._cells)
        self._pieces, self._chars = [], 0
        self._span_columns = _span(attribute(token, "colspan"), self._limits.columns)
        self._span_rows = _span(attribute(token, "rowspan"), EXCEL_ROWS)

    def _end_cell(self) -> None:
        if self._pieces is None or self._cells is None:
            return
        text = html.unescape("".join(self._pieces)).replace("\xa0", " ").strip()
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


def _span(text: str, ceiling: int) -> int:
    return min(int(text), ceiling) or 1 if text.isdecimal() and len(text) < 9 else 1
