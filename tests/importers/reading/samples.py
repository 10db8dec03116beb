"""Builds the small files that the tests read, byte by byte where a library would be too polite."""

from __future__ import annotations

import csv
import io
import os
import struct
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO
from xml.sax.saxutils import escape

from lianyi.importers.reading.limits import DEFAULT_LIMITS, Limits
from lianyi.importers.reading.readers import probe, read
from lianyi.importers.reading.tables import ReadReport, ReadRequest, SheetPreview

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True)
class Bytes:
    """An input that lies in memory."""

    data: bytes
    name: str = "订单.csv"

    def open(self) -> BinaryIO:
        return io.BytesIO(self.data)


def rows_of(
    data: bytes, columns: int | Sequence[int], **request: object
) -> tuple[list[tuple[int, list[str]]], ReadReport]:
    """Read `data` and return the numbered rows that were written, and the report."""
    wanted = tuple(range(columns)) if isinstance(columns, int) else tuple(columns)
    asked = ReadRequest(columns=wanted, **request)  # type: ignore[arg-type]
    with tempfile.TemporaryFile() as out:
        report = read(Bytes(data), asked, out.fileno())
        out.seek(0)
        text = out.read().decode()
    written = csv.reader(io.StringIO(text, newline=""))
    return [(int(number), cells) for number, *cells in written], report


def preview_of(data: bytes, limits: Limits = DEFAULT_LIMITS) -> SheetPreview:
    """Probe `data`, which has one sheet."""
    (preview,) = probe(Bytes(data), limits)
    return preview


def zip_of(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def sheet_xml(rows: str, dimension: str = "") -> str:
    """Return a worksheet part around the XML of its rows."""
    stated = f'<dimension ref="{dimension}"/>' if dimension else ""
    return f'{XML}<worksheet xmlns="{MAIN}">{stated}<sheetData>{rows}</sheetData></worksheet>'


def inline_rows(rows: Sequence[Sequence[str]]) -> str:
    """Return rows of inline strings."""
    out = []
    for number, cells in enumerate(rows, 1):
        filled = "".join(
            f'<c r="{letters(i)}{number}" t="inlineStr"><is><t xml:space="preserve">{escape(cell)}</t></is></c>'
            for i, cell in enumerate(cells)
            if cell
        )
        out.append(f'<row r="{number}">{filled}</row>')
    return "".join(out)


def letters(index: int) -> str:
    return chr(65 + index) if index < 26 else chr(64 + index // 26) + chr(65 + index % 26)


def strings_xml(texts: Sequence[str], counts: str = "") -> str:
    """Return a shared strings part; `counts` may lie about how many there are."""
    items = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in texts)
    return f'{XML}<sst xmlns="{MAIN}"{counts}>{items}</sst>'


def styles_xml(codes: Mapping[int, str], cell_formats: Sequence[int]) -> str:
    """Return a styles part: custom number formats and the format of each cell style."""
    formats = "".join(
        f'<numFmt numFmtId="{i}" formatCode="{escape(code, {chr(34): "&quot;"})}"/>'
        for i, code in codes.items()
    )
    cells = "".join(f'<xf numFmtId="{i}"/>' for i in cell_formats)
    return (
        f'{XML}<styleSheet xmlns="{MAIN}"><numFmts>{formats}</numFmts>'
        f'<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>{cells}</cellXfs></styleSheet>'
    )


def workbook_parts(
    sheets: Mapping[str, str],
    strings: str | None = None,
    styles: str | None = None,
    hidden: Sequence[str] = (),
    *,
    since_1904: bool = False,
) -> dict[str, bytes]:
    """Return the parts of a workbook whose sheets are given as worksheet parts by name."""
    listed, related = [], []
    parts: dict[str, str] = {
        "[Content_Types].xml": f'{XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'{XML}<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" '
        f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    }
    for number, (name, xml) in enumerate(sheets.items(), 1):
        state = ' state="hidden"' if name in hidden else ""
        listed.append(f'<sheet name="{name}" sheetId="{number}"{state} r:id="rId{number}"/>')
        related.append((f"rId{number}", "worksheet", f"worksheets/sheet{number}.xml"))
        parts[f"xl/worksheets/sheet{number}.xml"] = xml
    for kind, part, xml_or_none in (
        ("sharedStrings", "sharedStrings.xml", strings),
        ("styles", "styles.xml", styles),
    ):
        if xml_or_none is not None:
            related.append((f"rId-{kind}", kind, part))
            parts[f"xl/{part}"] = xml_or_none
    links = "".join(
        f'<Relationship Id="{i}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for i, kind, target in related
    )
    parts["xl/_rels/workbook.xml.rels"] = (
        f'{XML}<Relationships xmlns="{RELATIONS}">{links}</Relationships>'
    )
    properties = f'<workbookPr date1904="{int(since_1904)}"/>'
    parts["xl/workbook.xml"] = (
        f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{properties}'
        f"<sheets>{''.join(listed)}</sheets></workbook>"
    )
    return {name: xml.encode() for name, xml in parts.items()}


def xlsx_of(rows: str, **parts: object) -> bytes:
    """Return a workbook with one sheet 「订单」 that holds `rows` (the XML of its rows)."""
    return zip_of(workbook_parts({"订单": sheet_xml(rows)}, **parts))  # type: ignore[arg-type]


def xls_of(cells: Mapping[tuple[int, int], str | float], sheet: str = "订单") -> bytes:
    """Return an .xls (BIFF8 in a compound file) with texts and numbers at (row, column), from 0."""
    begin = struct.pack("<HHHHHHII", 0x809, 16, 0x600, 5, 0, 0, 0, 6)
    name = sheet.encode("utf-16-le")
    bound_bytes = 8 + len(name)
    globals_bytes = len(begin) + 4 + bound_bytes + 4
    bound = struct.pack("<HHIBBBB", 0x85, bound_bytes, globals_bytes, 0, 0, len(sheet), 1) + name
    body = struct.pack("<HHHHHHII", 0x809, 16, 0x600, 0x10, 0, 0, 0, 6)
    for (row, column), value in sorted(cells.items()):
        if isinstance(value, str):
            text = value.encode("utf-16-le")
            body += (
                struct.pack("<HHHHHHB", 0x204, 9 + len(text), row, column, 0, len(text) // 2, 1)
                + text
            )
        else:
            body += struct.pack("<HHHHHd", 0x203, 14, row, column, 0, value)
    end = struct.pack("<HH", 0x0A, 0)
    return ole_of("Workbook", begin + bound + end + body + end)


def ole_of(stream: str, content: bytes) -> bytes:
    """Return a compound file (MS-CFB, 512-byte sectors) that holds one stream."""
    content = content.ljust(4096, b"\x00")
    content += b"\x00" * (-len(content) % 512)
    sectors = len(content) // 512
    free, end, fat_mark = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    fat = [fat_mark, end, *(i + 3 for i in range(sectors - 1)), end]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack(
        "<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, end, 0, end, 0
    )
    header += struct.pack("<I", 0) + struct.pack("<I", free) * 108
    fat_sector = b"".join(struct.pack("<I", n) for n in fat).ljust(512, b"\xff")
    directory = _ole_entry("Root Entry", 5, 1, end, 0) + _ole_entry(
        stream, 2, free, 2, len(content)
    )
    return header + fat_sector + directory.ljust(512, b"\x00") + content


def _ole_entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    encoded = name.encode("utf-16-le") + b"\x00\x00"
    none = 0xFFFFFFFF
    head = encoded.ljust(64, b"\x00") + struct.pack(
        "<HBBIII", len(encoded), kind, 1, none, none, child
    )
    return head + bytes(16 + 4 + 16) + struct.pack("<IQ", start, size)


def noise(size: int) -> bytes:
    """Return bytes that do not shrink."""
    return os.urandom(size)
