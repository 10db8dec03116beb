"""Rows from delimited text, forgiving what clerks and platforms do to CSV files.

Rows are numbered as Excel does: one per record, blank ones counted, a quoted cell may span lines.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter, deque
from collections.abc import Callable, Iterator
from itertools import islice
from typing import BinaryIO

from lianyi.importers.reading.limits import Limits
from lianyi.importers.reading.refusals import refuse
from lianyi.importers.reading.tables import Row

BLOCK_BYTES = 1 << 20
LONGEST_LINE_CHARS = 64 << 20
DELIMITERS = (",", "\t", ";", "|")
SAMPLE_LINES = 200
REPLACED = "\ufffd"
# Excel's own hint in the first line, which is not a row.
SEPARATOR_HINT = re.compile(r'"?sep=([,;|:\t ^~])"?[\r\n]*\Z')
TABS_AFTER_CELLS = re.compile(r'\t(?=[,"\r\n]|\Z)')

OnBlock = Callable[[int], None]
OnFault = Callable[[int, str], None]


def text_blocks(file: BinaryIO, encoding: str, on_block: OnBlock | None = None) -> Iterator[str]:
    """Yield the text of `file` in blocks; `on_block` learns how many bytes have been read.

    Bytes that mean nothing in `encoding`, and NULs, become U+FFFD.
    """
    file.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    bytes_read = 0
    while block := file.read(BLOCK_BYTES):
        bytes_read += len(block)
        yield decoder.decode(block).replace("\x00", REPLACED)
        if on_block is not None:
            on_block(bytes_read)
    yield decoder.decode(b"", final=True)


def text_lines(blocks: Iterator[str]) -> Iterator[str]:
    """Yield the lines of a text that comes in blocks, with their ends (LF, CR LF or CR)."""
    pending = ""
    for block in blocks:
        pending += block
        # A CR at the very end may be half of a CR LF.
        cut = max(pending.rfind("\n"), pending.rfind("\r", 0, -1)) + 1
        yield from io.StringIO(pending[:cut], newline="")
        pending = pending[cut:]
        if len(pending) > LONGEST_LINE_CHARS:
            raise refuse("import.line_too_long")
    yield from io.StringIO(pending, newline="")


def delimited_rows(
    lines: Iterator[str],
    delimiter: str,
    limits: Limits,
    on_fault: OnFault,
    header_row: int = 0,
) -> Iterator[Row]:
    """Yield numbered rows; `on_fault` learns the row and text of a quote that is never closed.

    Such a quote is taken as an ordinary character, so that it cannot swallow the rows below it. It is never
    closed also where the quote that seems to close it opens a later cell: then text follows, where a delimiter
    should, and the record has several lines or not as many cells as `header_row` (0: not known).
    """
    csv.field_size_limit(limits.cell_chars)
    feed = _Feed(lines, limits)
    reader = csv.reader(feed, delimiter=delimiter)
    row = width = 0
    while True:
        row += 1
        feed.start_record()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (_RunawayQuoteError, csv.Error):
            cells = None
        if row == header_row and cells is not None:
            width = len(cells)
        if cells is None or feed.ended_inside or feed.went_wrong(len(cells), width, delimiter):
            first = feed.rewind()
            on_fault(row, first)
            cells = first.rstrip("\r\n").split(delimiter)
            reader = csv.reader(feed, delimiter=delimiter)
        if len(cells) > limits.columns:
            raise refuse("import.too_many_columns", columns=len(cells), limit=limits.columns)
        yield row, cells


class _RunawayQuoteError(Exception):
    """One record has taken more lines or characters than any real cell has."""


class _Feed:
    """Hands lines to the csv module and can take back those of a record that went wrong."""

    def __init__(self, lines: Iterator[str], limits: Limits) -> None:
        self._lines = lines
        self._limits = limits
        self._returned: deque[str] = deque()
        self._taken: list[str] = []
        self._taken_chars = 0
        self.ended_inside = False

    def __iter__(self) -> _Feed:
        return self

    def __next__(self) -> str:
        try:
            line = self._returned.popleft() if self._returned else next(self._lines)
        except StopIteration:
            self.ended_inside = bool(self._taken)
            raise
        if self._taken:
            self._check(line)
        self._taken.append(line)
        return line

    def start_record(self) -> None:
        self._taken.clear()
        self._taken_chars = 0

    def went_wrong(self, cells: int, width: int, delimiter: str) -> bool:
        """Say whether the record of so many `cells` was read although its quotes do not pair."""
        if len(self._taken) < 2 and (cells == width or not width):
            return False
        if not any('"' in line for line in self._taken):
            return False
        try:
            next(csv.reader(self._taken, delimiter=delimiter, strict=True), None)
        except csv.Error:
            return True
        return False

    def rewind(self) -> str:
        """Take back all lines of this record but the first, which is returned."""
        first, *rest = self._taken
        self._returned.extendleft(reversed(rest))
        self.ended_inside = False
        self.start_record()
        return first

    def _check(self, line: str) -> None:
        self._taken_chars += len(line)
        too_long = self._taken_chars > self._limits.cell_chars
        if too_long or len(self._taken) > self._limits.cell_newlines:
            self._returned.appendleft(line)
            raise _RunawayQuoteError


def open_quote(line: str, delimiter: str) -> int | None:
    """Return the 0-based index of the cell of `line` whose quote is not closed at its end, if there is one.

    >>> (
    ...     open_quote('1,"a, b",x,"c,2', ","),
    ...     open_quote('1,"b,2,"d, e"', ","),
    ...     open_quote('1,"a, b"', ","),
    ... )
    (3, 1, None)
    """
    index, inside = -1, False
    for piece in line.rstrip("\r\n").split(delimiter):
        odd = piece.count('"') % 2 == 1
        if not inside:
            index += 1
            inside = odd and piece.startswith('"')
        elif odd and not piece.endswith('"'):
            return index
        elif odd:
            inside = False
    return index if inside else None


def detect_delimiter(lines: list[str]) -> str:
    """Return the delimiter under which most of `lines` have the same number of cells."""
    hint = SEPARATOR_HINT.match(lines[0]) if lines else None
    if hint is not None:
        return hint[1]
    best = max(DELIMITERS, key=lambda delimiter: _agreement(lines, delimiter))
    # A column of texts, some of which happen to hold a mark that delimits elsewhere; a table under many lines of
    # explanation has its rows at the end.
    is_rare = 2 * _agreement(lines, best)[0] < len(lines) and best not in lines[-1]
    return DELIMITERS[0] if is_rare and _is_one_column(lines) else best


def _is_one_column(lines: list[str]) -> bool:
    """Return whether every row is one cell between commas, quoted where it holds one."""
    try:
        return all(len(cells) <= 1 for cells in csv.reader(lines, delimiter=DELIMITERS[0]))
    except csv.Error:
        return False


def without_hint(lines: Iterator[str]) -> Iterator[str]:
    """Drop a `sep=;` line at the top: Excel does not count it as a row."""
    for first in islice(lines, 1):
        if SEPARATOR_HINT.match(first) is None:
            yield first
    yield from lines


def _agreement(lines: list[str], delimiter: str) -> tuple[int, int]:
    """Return how many lines agree on a number of cells above one, and that number."""
    if delimiter == "\t":
        # Platforms put a tab after long numbers to keep Excel from rounding them: no delimiter.
        lines = [TABS_AFTER_CELLS.sub("", line) for line in lines]
    try:
        widths = Counter(len(cells) for cells in csv.reader(lines, delimiter=delimiter))
    except csv.Error:
        return 0, 0
    wide = [(count, width) for width, count in widths.items() if width > 1]
    return max(wide, default=(0, 0))
