"""Proof that a CSV file is so regular that DuckDB may read it directly.

One pass over the bytes with operations that run at the speed of memory. The proof: every byte means something
in the encoding; no NUL; one kind of line end; each quote opens at the start of a cell, closes at its end, or is
doubled; all records from the header on have the same number of delimiters. Anything else takes the patient way.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from lianyi.importers.reading.refusals import RefusalError
from lianyi.importers.reading.tables import ReadRequest

BLOCK_BYTES = 4 << 20
LONGEST_RECORD_BYTES = 8 << 20
QUOTE, NEWLINE, RETURN = b'"', b"\n", b"\r"


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
    file: BinaryIO, copy_to: BinaryIO, request: ReadRequest, encoding: str, delimiter: str
) -> CsvShape | None:
    """Return the shape of `file`, or None where it is not regular.

    Text that is not UTF-8 is written to `copy_to` on the way. `request` says where the data begins.
    """
    copied = encoding not in {"utf-8", "utf-8-sig"}
    check = _RecordCheck(delimiter.encode(), request)
    try:
        for block in _utf8_blocks(file, encoding):
            if copied:
                copy_to.write(block)
            check.add(block)
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
        self._delimiter = delimiter
        self._newlines_in_cell = request.limits.cell_newlines
        # Rows above the header may have any width, and rows up to the data must be lines for `skip`.
        self._free_rows = request.header_row - 1
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
        data = self._carry + block
        end = data.rfind(NEWLINE) + 1
        if QUOTE in data:
            end = self._check_quoted(data)
        elif end:
            self._check_plain(data[:end])
        self._carry = data[end:]
        if len(self._carry) > LONGEST_RECORD_BYTES:
            raise _IrregularError

    def finish(self) -> None:
        """Check the last record, which may lack its line end."""
        if self._carry:
            self._carry, last = b"", self._carry
            self.add(last + (b"\r\n" if self._returns else NEWLINE))
        if self._carry or self._records <= self._plain_rows:
            raise _IrregularError

    def _check_plain(self, data: bytes) -> None:
        self._check_bytes(data)
        lines = data.split(NEWLINE)
        lines.pop()
        free = max(0, self._free_rows - self._records)
        self._agree({line.count(self._delimiter) for line in lines[free:]})
        self._records += len(lines)

    def _check_quoted(self, data: bytes) -> int:
        """Check the whole records at the start of `data`; return where they end."""
        import numpy as np

        codes = np.frombuffer(data, np.uint8)
        quote, newline, delimiter = ord(QUOTE), ord(NEWLINE), ord(self._delimiter)
        marks = np.flatnonzero((codes == quote) | (codes == newline) | (codes == delimiter))
        kinds = codes[marks]
        outside = np.cumsum(kinds == quote) % 2 == 0
        record_ends = np.flatnonzero((kinds == newline) & outside)
        if not len(record_ends):
            return 0
        last = record_ends[-1]
        end = int(marks[last]) + 1
        self._check_bytes(data[:end])
        self._check_quotes(codes, marks[: last + 1][kinds[: last + 1] == quote])
        kinds, outside = kinds[: last + 1], outside[: last + 1]
        self._check_records(np, kinds, outside, record_ends, (newline, delimiter))
        return end

    def _check_quotes(self, codes: Any, quotes: Any) -> None:
        """A quote opens after a delimiter, line end or quote, and closes before one."""
        around = [ord(c) for c in (QUOTE, NEWLINE, self._delimiter)]
        opening, closing = quotes[::2], quotes[1::2]
        before = codes[opening[1 if len(opening) and opening[0] == 0 else 0 :] - 1]
        after = codes[closing + 1]
        if not (_all_in(before, around) and _all_in(after, [*around, ord(RETURN)])):
            raise _IrregularError

    def _check_records(self, np: Any, kinds: Any, outside: Any, ends: Any, codes: Any) -> None:
        newline, delimiter = codes
        delimiters = np.cumsum((kinds == delimiter) & outside)[ends]
        newlines = np.cumsum(kinds == newline)[ends]
        spans = np.diff(newlines, prepend=0)
        if spans.max() > self._newlines_in_cell:
            raise _IrregularError
        head = max(0, self._plain_rows - self._records)
        if (spans[:head] > 1).any():
            raise _IrregularError
        free = max(0, self._free_rows - self._records)
        self._agree(set(np.unique(np.diff(delimiters, prepend=0)[free:]).tolist()))
        self._records += len(ends)

    def _check_bytes(self, data: bytes) -> None:
        if b"\x00" in data:
            raise _IrregularError
        returns = data.count(RETURN)
        has_returns = returns > 0
        if has_returns and not returns == data.count(b"\r\n") == data.count(NEWLINE):
            raise _IrregularError
        if self._returns not in {None, has_returns}:
            raise _IrregularError
        self._returns = has_returns

    def _agree(self, delimiters: set[int]) -> None:
        if not delimiters:
            return
        if self._delimiters is None:
            self._delimiters = min(delimiters)
        # One column alone is left to the patient way: there a blank line and an empty cell look the same.
        if delimiters != {self._delimiters} or self._delimiters == 0:
            raise _IrregularError


def _all_in(codes: Any, wanted: list[int]) -> bool:
    fits = codes == wanted[0]
    for code in wanted[1:]:
        fits |= codes == code
    return bool(fits.all())
