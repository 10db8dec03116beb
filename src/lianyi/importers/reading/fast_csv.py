"""Proof that a CSV file is so regular that DuckDB may read it directly.

One pass over the bytes with operations that run at the speed of memory. The proof: every byte means something
in the encoding; no NUL; one kind of line end; each quote opens at the start of a cell, closes at its end, or is
doubled; all records from the header on have the same number of delimiters. Anything else takes the patient way.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from lianyi.importers.reading.refusals import RefusalError
from lianyi.importers.reading.tables import ReadRequest

# Larger blocks are slower: their memory is fetched from the system each time.
BLOCK_BYTES = 1 << 18
LONGEST_RECORD_BYTES = 8 << 20
QUOTE, NEWLINE, RETURN = ord('"'), ord("\n"), ord("\r")
Array = Any


@dataclass(frozen=True)
class CsvShape:
    """What was proved: DuckDB reads `delimiter`, quotes doubled, after skipping `skip` lines.

    `rows` data records of `columns` cells follow; the n-th (from 0) is Excel row `skip + 1 + n`. `copied` tells
    that the text was re-coded to UTF-8 into the copy, else the file itself is to be read.
    """

    delimiter: str
    columns: int
    skip: int
    rows: int
    encoding: str
    newline: str
    copied: bool


def check_csv(
    file: BinaryIO,
    copy_to: BinaryIO,
    request: ReadRequest,
    encoding: str,
    delimiter: str,
    on_block: Callable[[int], None],
) -> CsvShape | None:
    """Return the shape of `file`, or None where it is not regular.

    Text that is not UTF-8 is written to `copy_to` on the way. `request` says where the data begins;
    `on_block` learns how many bytes have been read.
    """
    copied = encoding not in {"utf-8", "utf-8-sig"}
    check = _RecordCheck(delimiter.encode(), request)
    try:
        for block in _utf8_blocks(file, encoding):
            if copied:
                copy_to.write(block)
            check.add(block)
            on_block(file.tell())
        check.finish()
    except (_IrregularError, UnicodeDecodeError, RefusalError):
        return None
    copy_to.flush()
    newline = "\r\n" if check.has_returns else "\n"
    skip = request.first_data_row - 1
    return CsvShape(delimiter, check.columns, skip, check.rows, encoding, newline, copied)


def _utf8_blocks(file: BinaryIO, encoding: str) -> Iterator[bytes]:
    """Yield the text as UTF-8 without a byte-order mark; raise UnicodeDecodeError where it is not `encoding`."""
    file.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)(errors="strict")
    as_it_is = encoding == "utf-8"
    while block := file.read(BLOCK_BYTES):
        pending = decoder.getstate()[0]
        if as_it_is and not pending and block.isascii():
            yield block
            continue
        text = decoder.decode(block)
        yield block if as_it_is else text.encode()
    decoder.decode(b"", final=True)


class _IrregularError(Exception):
    """The file is not regular; nothing is wrong with it beyond that."""


class _RecordCheck:
    """Takes UTF-8 bytes block by block and checks whole records."""

    def __init__(self, delimiter: bytes, request: ReadRequest) -> None:
        self._delimiter = ord(delimiter)
        self._newlines_in_cell = request.limits.cell_newlines
        # Rows above the header may have any width, and rows up to the data must be lines for `skip`.
        self._free_rows = max(0, request.header_row - 1)
        self._plain_rows = request.first_data_row - 1
        self._carry = b""
        self._records = 0
        self._delimiters: int | None = None
        self._returns: bool | None = None

    @property
    def columns(self) -> int:
        return (self._delimiters or 0) + 1

    @property
    def rows(self) -> int:
        return max(0, self._records - self._plain_rows)

    @property
    def has_returns(self) -> bool:
        return bool(self._returns)

    def add(self, block: bytes) -> None:
        import numpy as np

        data = self._carry + block
        codes = np.frombuffer(data, np.uint8)
        is_mark = (codes == self._delimiter) | (codes == NEWLINE)
        quoted = b'"' in data
        if quoted:
            is_mark |= codes == QUOTE
        marks = np.flatnonzero(is_mark)
        kinds = codes[marks]
        # One byte a count is enough: only whether it is even matters.
        inside = np.cumsum(kinds == QUOTE, dtype=np.uint8) & 1 if quoted else kinds == QUOTE
        outside = inside == 0
        ends = np.flatnonzero((kinds == NEWLINE) & outside)
        end = 0
        if len(ends):
            last = int(ends[-1]) + 1
            end = int(marks[last - 1]) + 1
            self._check_bytes(codes[:end], marks[:last][kinds[:last] == NEWLINE])
            self._check_marks(codes, marks[:last], kinds[:last], outside[:last], ends)
        self._carry = data[end:]
        if len(self._carry) > LONGEST_RECORD_BYTES:
            raise _IrregularError

    def finish(self) -> None:
        """Check the last record, which may lack its line end."""
        if self._carry:
            self._carry, last = b"", self._carry
            self.add(last + (b"\r\n" if self._returns else b"\n"))
        if self._carry or self._records <= self._plain_rows:
            raise _IrregularError

    def _check_marks(
        self, codes: Array, marks: Array, kinds: Array, outside: Array, ends: Array
    ) -> None:
        """Check the delimiters, line ends and quotes of whole records; `ends` are those of the records."""
        is_quote = kinds == QUOTE
        if is_quote.any():
            self._check_quotes(codes, marks[is_quote])
            self._check_line_ends(kinds, ends)
        shown = kinds[outside & ~is_quote]
        free = max(0, self._free_rows - self._records)
        if free:
            shown = shown[_end_of_record(shown, free) :]
        self._check_widths(shown)
        self._records += len(ends)

    def _check_widths(self, shown: Array) -> None:
        """All records have as many delimiters as the first: each n-th mark is a line end, no other is."""
        import numpy as np

        if not len(shown):
            return
        if self._delimiters is None:
            self._delimiters = int((shown == NEWLINE).argmax())
        step = self._delimiters + 1
        is_end = shown == NEWLINE
        regular = is_end[self._delimiters :: step].all() and np.count_nonzero(is_end) * step == len(
            shown
        )
        # One column alone is left to the patient way: there a blank line and an empty cell look the same.
        if step == 1 or not regular:
            raise _IrregularError

    def _check_quotes(self, codes: Array, quotes: Array) -> None:
        """A quote opens after a delimiter, line end or quote, and closes before one."""
        around = (QUOTE, NEWLINE, self._delimiter)
        opening, closing = quotes[::2], quotes[1::2]
        before = codes[opening[1 if opening[0] == 0 else 0 :] - 1]
        if not (_all_in(before, around) and _all_in(codes[closing + 1], (*around, RETURN))):
            raise _IrregularError

    def _check_line_ends(self, kinds: Array, ends: Array) -> None:
        """Cells may hold line ends, but no more than a real one, and none in the rows to be skipped."""
        import numpy as np

        spans = np.diff(np.cumsum(kinds == NEWLINE)[ends], prepend=0)
        head = max(0, self._plain_rows - self._records)
        if spans.max() > self._newlines_in_cell or (spans[:head] > 1).any():
            raise _IrregularError

    def _check_bytes(self, codes: Array, newlines: Array) -> None:
        """No NUL, and either every line end has its CR and every CR its line end, or there is none."""
        import numpy as np

        returns = np.count_nonzero(codes == RETURN)
        if returns and not (returns == len(newlines) and (codes[newlines - 1] == RETURN).all()):
            raise _IrregularError
        if not codes.all() or self._returns not in {None, returns > 0}:
            raise _IrregularError
        self._returns = bool(returns)


def _end_of_record(shown: Array, count: int) -> int:
    """Return where the first `count` records end among the marks."""
    ends = (shown == NEWLINE).nonzero()[0]
    return int(ends[min(count, len(ends)) - 1]) + 1


def _all_in(codes: Array, wanted: tuple[int, ...]) -> bool:
    fits = codes == wanted[0]
    for code in wanted[1:]:
        fits |= codes == code
    return bool(fits.all())
