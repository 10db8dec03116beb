"""Worksheets and strings in the plain XML that Excel, WPS and the usual libraries write, read by patterns.

A pattern must account for every cell and string; whatever it does not (prefixes, comments, unusual attributes,
white space between cells) raises `NotPlainError`, and a real parser takes over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lianyi.importers.reading.cell_text import CellContext, CellTexts, ColumnIndex, OnNote
from lianyi.importers.reading.number_formats import number_text, serial_text
from lianyi.importers.reading.tables import EXCEL_ROWS, Row

TOP_BYTES = 1 << 20
LONGEST_ROW_BYTES = 16 << 20
ROW_END = b"</row>"
SHEET_START = re.compile(rb"<sheetData>")
STRINGS_START = re.compile(rb"<sst[ >][^<>]*>")
ODD_ENCODING = re.compile(rb'encoding=["\'](?!utf-8["\'])', re.IGNORECASE)
ROW = re.compile(r'(?:<row [^<>]*/>)*<row r="(\d{1,7})"[^<>]*(?<!/)>')
SHEET_END = re.compile(rb"(?:<row [^<>]*/>)*</sheetData>")
CELL = re.compile(
    r'<c r="([A-Z]{1,3})\d+"(?: s="(\d+)")?(?: t="(\w+)")?(?: s="(\d+)")?'
    r"(?:/>|>(?:<f(?: [^<>]*)?(?:/>|>[^<]*</f>))?"
    r'(?:<v>([^<]*)</v>|<v/>|<is><t(?: xml:space="preserve")?>([^<]*)</t></is>)?</c>)'
)
STRING = re.compile(r'<si>(?:<t(?: xml:space="preserve")?>([^<]*)</t>|<t/>)</si>')
STRING_END = b"</si>"
REFERENCE = re.compile(r"&(?:#(\d{1,7})|#x([0-9A-Fa-f]{1,6})|(amp|lt|gt|quot|apos));")
NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


class NotPlainError(Exception):
    """The XML is not as plain as the patterns want it; nothing is wrong with it beyond that."""


def plain_rows(blocks: Iterator[bytes], context: CellContext, on_note: OnNote) -> Iterator[Row]:
    """Yield the rows of a worksheet; raise `NotPlainError` before the first row that is not plain."""
    reader = _RowReader(context, on_note)
    data = _after_start(blocks, SHEET_START, b"<worksheet")
    while True:
        cut = data.rfind(ROW_END) + len(ROW_END)
        if cut >= len(ROW_END):
            text = _plain_text(data[: cut - len(ROW_END)])
            data = data[cut:]
            for segment in text.split("</row>"):
                yield reader.row(segment)
        if SHEET_END.match(data):
            return
        data = _more(data, blocks)


def plain_strings(blocks: Iterator[bytes]) -> Iterator[list[str]]:
    """Yield the shared strings in lists, in order; raise `NotPlainError` where they are not plain."""
    data = _after_start(blocks, STRINGS_START, b"<sst")
    while not data.startswith(b"</sst>"):
        cut = data.rfind(STRING_END) + len(STRING_END)
        if cut >= len(STRING_END):
            text = _plain_text(data[:cut])
            data = data[cut:]
            found = STRING.findall(text)
            if len(found) != text.count("</si>"):
                raise NotPlainError
            yield [_resolved(one) for one in found] if "&" in text else found
            continue
        data = _more(data, blocks)


class _RowReader:
    """Turns the text of one row into cells."""

    def __init__(self, context: CellContext, on_note: OnNote) -> None:
        self._context = context
        # Notes wait until their row is sure to be plain, or they would be made twice.
        self._notes: list[tuple[str, int, int, str]] = []
        self._on_note = on_note
        self._texts = CellTexts(context, lambda *note: self._notes.append(note))
        # What numbers in a style are, by the style as it is written; "" is no style at all.
        self._kinds = {"": None, **{str(i): kind for i, kind in enumerate(context.date_kinds)}}
        self._cell_chars = context.limits.cell_chars
        self._columns = ColumnIndex()
        self._last = 0

    def row(self, segment: str) -> Row:
        """Return the row whose XML without its end tag is `segment`."""
        start = ROW.match(segment)
        if start is None:
            raise NotPlainError
        row = int(start[1])
        found = CELL.findall(segment, start.end())
        if not self._last < row <= EXCEL_ROWS or segment.count("<c ") != len(found):
            raise NotPlainError
        if len(segment) > self._cell_chars and _longest(found) > self._cell_chars:
            raise NotPlainError
        cells = self._cells(row, found, segment)
        for note in self._notes:
            self._on_note(*note)
        self._notes.clear()
        self._last = row
        return row, cells

    def _cells(self, row: int, found: list[tuple[str, ...]], segment: str) -> list[str]:
        cells: list[str] = []
        columns = self._columns
        is_simple = "&" not in segment
        for letters, style, kind, late_style, value, inline in found:
            column = columns[letters]
            text = None
            if is_simple and value and not late_style:
                text = self._usual_text(kind, style, value)
            if text is None:
                stored = _resolved(value or inline)
                formula = not stored and _is_formula(segment, letters)
                text = self._texts.text(
                    row, column, kind, style or late_style, stored, has_formula=formula
                )
            missing = column - len(cells)
            if missing:
                if missing < 0:
                    raise NotPlainError
                cells.extend([""] * missing)
            cells.append(text)
        return cells

    def _usual_text(self, kind: str, style: str, value: str) -> str | None:
        """Return the text of a shared string, number or date without more ado; None for the rest."""
        if kind == "s":
            return self._context.string(value)
        if kind or style not in self._kinds:
            return None
        date_kind = self._kinds[style]
        if date_kind is None:
            return number_text(value.strip())
        return serial_text(value, date_kind, since_1904=self._context.since_1904)


def _is_formula(segment: str, letters: str) -> bool:
    return "<f" in segment and re.search(rf'<c r="{letters}\d+"[^<>]*><f', segment) is not None


def _longest(found: list[tuple[str, ...]]) -> int:
    return max(len(text) for cell in found for text in cell)


def _after_start(blocks: Iterator[bytes], start: re.Pattern[bytes], root: bytes) -> bytes:
    """Return what follows the opening tags, once they are known to be harmless."""
    data = b""
    while True:
        found = start.search(data)
        if found is not None:
            break
        data = _more(data, blocks)
        if len(data) > TOP_BYTES:
            raise NotPlainError
    top = data[: found.end()]
    if b"<!" in top or root not in top or top[:1] != b"<" or ODD_ENCODING.search(top):
        raise NotPlainError
    return data[found.end() :]


def _more(data: bytes, blocks: Iterator[bytes]) -> bytes:
    block = next(blocks, b"")
    if not block or len(data) > LONGEST_ROW_BYTES:
        raise NotPlainError
    return data + block


def _plain_text(data: bytes) -> str:
    try:
        text = data.decode()
    except UnicodeDecodeError:
        raise NotPlainError from None
    if any(mark in text for mark in ("<!", "<?", "\r", "\x00", ":c ", ":si>")):
        raise NotPlainError
    return text


def _resolved(text: str) -> str:
    if "&" not in text:
        return text
    resolved, count = REFERENCE.subn(_referenced, text)
    if count != text.count("&"):
        raise NotPlainError
    return resolved


def _referenced(match: re.Match[str]) -> str:
    decimal, hexadecimal, name = match.groups()
    if name:
        return NAMED[name]
    code = int(decimal) if decimal else int(hexadecimal, 16)
    if not (code in {9, 10, 13} or 32 <= code < 0xD800 or 0xE000 <= code <= 0x10FFFF):
        raise NotPlainError
    return chr(code)
