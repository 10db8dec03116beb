"""Workbooks with as many rows as one likes, written without holding them."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

from tests.importers.reading.samples import (
    MAIN,
    XML,
    letters,
    sheet_xml,
    styles_xml,
    workbook_parts,
)

COLUMNS = 20


def write_workbook(path: Path, rows: int) -> None:
    """Write `rows` rows of 20 columns: 2 shared strings never seen before and 6 repeated, dates, amounts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        parts = workbook_parts({"订单": ""}, strings="", styles=styles_xml({}, [0, 22]))
        for name, data in parts.items():
            if "sheet1" not in name and "sharedStrings" not in name:
                archive.writestr(name, data)
        with archive.open("xl/worksheets/sheet1.xml", "w") as part:
            start, end = sheet_xml("|").split("|")
            part.write(start.encode())
            for block in _blocks(_row(i) for i in range(1, rows + 1)):
                part.write(block)
            part.write(end.encode())
        with archive.open("xl/sharedStrings.xml", "w") as part:
            part.write(f'{XML}<sst xmlns="{MAIN}">'.encode())
            part.write(b"".join(b"<si><t>status %d</t></si>" % i for i in range(6)))
            texts = (f"<si><t>{t}</t></si>" for i in range(rows) for t in own_texts(i))
            for block in _blocks(texts):
                part.write(block)
            part.write(b"</sst>")


def own_texts(i: int) -> tuple[str, str]:
    """Return the two texts of row i (from 0) that no other row has."""
    return f"{6953550000000000001 + i}", f"收货地址第{i}号院"


def _row(number: int) -> str:
    own = 6 + 2 * (number - 1)
    strings = [own, own + 1, *range(6)]
    cells = [f'<c r="{letters(i)}{number}" t="s"><v>{s}</v></c>' for i, s in enumerate(strings)]
    serial = 46000 + number / 1000
    cells += [f'<c r="{letters(i)}{number}" s="1"><v>{serial}</v></c>' for i in (8, 9)]
    cells += [f'<c r="{letters(i)}{number}"><v>{number}.{i}</v></c>' for i in range(10, COLUMNS)]
    return f'<row r="{number}">{"".join(cells)}</row>'


def _blocks(pieces: Iterator[str]) -> Iterator[bytes]:
    held: list[str] = []
    for piece in pieces:
        held.append(piece)
        if len(held) == 1000:
            yield "".join(held).encode()
            held.clear()
    yield "".join(held).encode()
