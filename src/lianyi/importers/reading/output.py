"""Writing rows in the one dialect that every later step reads.

UTF-8, `,` between fields, every field in `"` (doubled inside), LF after each record, no header. The first
field is the row's number in Excel. DuckDB: `read_csv(…, header=false, all_varchar=true, delim=',', quote='"',
escape='"', new_line='\\n', auto_detect=false)`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from operator import itemgetter

from lianyi.core.errors import Issue
from lianyi.importers.reading.delimited import DELIMITERS
from lianyi.importers.reading.tables import (
    ReadReport,
    ReadRequest,
    RejectedRow,
    column_letter,
)

FLUSH_CHARS = 1 << 20
SHOWN_CHARS = 200
REPLACED = "\ufffd"


class Findings:
    """Collects issues of one sheet up to a ceiling and counts the rest."""

    def __init__(self, file: str, request: ReadRequest) -> None:
        self._file = file
        self._sheet = request.sheet
        self._ceiling = request.limits.issues
        self.kept: list[Issue] = []
        self.count = 0

    def add(
        self, code: str, row: int, index: int | None, value: str, header: str | None, **facts: int
    ) -> None:
        """Keep the finding if there is room; count it in any case. `index` is the 0-based column."""
        self.count += 1
        if len(self.kept) < self._ceiling:
            column = None if index is None else column_letter(index)
            shown = value[:SHOWN_CHARS]
            self.kept.append(
                Issue(code, self._file, self._sheet, row, column, header, shown, facts)
            )


class TableWriter:
    """Takes numbered rows, leaves out what is no data, writes the wanted cells to a descriptor."""

    def __init__(
        self, out_fd: int, request: ReadRequest, file: str, *, ragged_is_wrong: bool = False
    ) -> None:
        self._fd = out_fd
        self._request = request
        self._ragged_is_wrong = ragged_is_wrong
        self._pick = _picker(request.columns)
        self._needed = max(request.columns, default=-1) + 1
        self._separators = 2 * (len(request.columns) - 1)
        self._skipped = frozenset(request.skip_rows)
        self._footer = _footer_pattern(request.footer_words)
        self._width = 0
        self._lines: list[str] = []
        self._held_chars = 0
        self.delimiter = ""
        self.rows = 0
        self.last_row = 0
        self.empty_rows = 0
        self.footer_rows: list[int] = []
        self._headers: list[str] = []
        self.issues = Findings(file, request)
        self.notes = Findings(file, request)
        self.rejected: list[RejectedRow] = []

    def add(self, row: int, cells: list[str]) -> None:
        """Write one row, or note why not."""
        self.last_row = row
        if row < self._request.first_data_row:
            if row >= self._request.header_row:
                self._width = max(self._width, len(cells))
                self._headers = cells
            return
        if not any(cells):
            self.empty_rows += 1
        elif row in self._skipped:
            return
        elif self._footer is not None and self._is_footer(cells):
            self.footer_rows.append(row)
        elif self._ragged_is_wrong and self._is_too_long(cells):
            facts = {"expected": self._width, "found": len(cells)}
            self.reject("import.row_too_long", row, self._width, cells, **facts)
        elif self._ragged_is_wrong and len(cells) < self._width and self._is_run_together(cells):
            facts = {"expected": self._width, "found": len(cells)}
            self.reject("import.row_delimiter", row, 0, cells, **facts)
        else:
            self._write(row, cells)

    def reject(
        self, code: str, row: int, index: int | None, cells: list[str], **facts: int
    ) -> None:
        """Leave a data row out because of `code` and keep it for the list of bad rows."""
        if row < self._request.first_data_row or row in self._skipped:
            return
        self.last_row = row
        self.issues.add(code, row, index, ",".join(cells)[: 2 * SHOWN_CHARS], None, **facts)
        if len(self.rejected) < self._request.limits.issues:
            self.rejected.append(RejectedRow(row, cells))

    def note(self, code: str, row: int, index: int, value: str) -> None:
        """Note a data cell that was repaired or is empty for a reason, if it is wanted."""
        wanted = index in self._request.columns and row >= self._request.first_data_row
        if wanted and row not in self._skipped:
            header = self._headers[index] if index < len(self._headers) else None
            self.notes.add(code, row, index, value, header)

    def finish(self, encoding: str | None = None, delimiter: str | None = None) -> ReadReport:
        """Write what is held back and report."""
        self._flush()
        return ReadReport(
            rows=self.rows,
            last_row=self.last_row,
            empty_rows=self.empty_rows,
            footer_rows=self.footer_rows,
            issue_count=self.issues.count,
            issues=self.issues.kept,
            note_count=self.notes.count,
            notes=self.notes.kept,
            rejected=self.rejected,
            encoding=encoding,
            delimiter=delimiter,
        )

    def _write(self, row: int, cells: list[str]) -> None:
        if len(cells) < self._needed:
            cells.extend([""] * (self._needed - len(cells)))
        picked = self._pick(cells)
        line = '","'.join(picked)
        if line.count('"') != self._separators:
            line = '","'.join([cell.replace('"', '""') for cell in picked])
        if REPLACED in line:
            self._note_replaced(row, cells)
        self._lines.append(f'"{row}","{line}"\n')
        self.rows += 1
        self._held_chars += len(line)
        if self._held_chars > FLUSH_CHARS:
            self._flush()

    def _flush(self) -> None:
        # A lone surrogate cannot be written as UTF-8; hostile XML can name one.
        data = memoryview("".join(self._lines).encode("utf-8", errors="replace"))
        self._lines.clear()
        self._held_chars = 0
        while data:
            data = data[os.write(self._fd, data) :]

    def _is_footer(self, cells: list[str]) -> bool:
        first = next(filter(None, cells))
        return self._footer is not None and self._footer.match(first) is not None

    def _is_too_long(self, cells: list[str]) -> bool:
        if not self._request.header_rows:
            return False
        self._width = self._width or len(cells)
        return len(cells) > self._width and any(cells[self._width :])

    def _is_run_together(self, cells: list[str]) -> bool:
        """A row that another delimiter would cut into as many cells as the header has."""
        others = (d for d in DELIMITERS if d != self.delimiter)
        return any(sum(c.count(d) for c in cells) >= self._width - 1 > 1 for d in others)

    def _note_replaced(self, row: int, cells: list[str]) -> None:
        for index in self._request.columns:
            if REPLACED in cells[index]:
                self.note("import.character_lost", row, index, cells[index])


def _picker(columns: Sequence[int]) -> Callable[[list[str]], Sequence[str]]:
    if len(columns) > 1:
        return itemgetter(*columns)
    return lambda cells: [cells[i] for i in columns]


def _footer_pattern(words: Sequence[str]) -> re.Pattern[str] | None:
    """Match a cell that is one of `words`, perhaps with a colon, a bracket or a figure after it."""
    if not words:
        return None
    longest_first = sorted(map(re.escape, words), key=len, reverse=True)
    return re.compile(rf"\s*(?:{'|'.join(longest_first)})\s*(?:\Z|[:：(（\[【\d])")
