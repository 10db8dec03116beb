"""From a good sheet to a file with faults at known places, in the forms in which exports come."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random

import xlsxwriter

from tests.importers.planted.exports import Export
from tests.importers.planted.faults import ERRORS, FAULTS, STRUCTURES, TIMES, CellFault
from tests.importers.planted.values import UNIX

FORMS = ("utf-8-sig", "gb18030", "utf-8", "xlsx")
COMPACT_DATES = (8, 14)
OTHER_DELIMITERS = (";", "\t", "|")


@dataclass(frozen=True)
class Planted:
    """A fault at Excel's `row` and 0-based `column`; None where the row as a whole is at fault."""

    name: str
    row: int
    column: int | None
    text: str
    is_note: bool = False


@dataclass(frozen=True)
class Made:
    """A file, its form (an encoding, or `xlsx`) and what was planted in it."""

    path: Path
    form: str
    export: Export
    planted: tuple[Planted, ...]


def make_file(folder: Path, export: Export, rng: Random, names: Sequence[str], form: str) -> Made:
    """Write `export` with one fault of each of `names` that it has a place for, each in a row of its own."""
    sheet = export.copy()
    kind = "xlsx" if form == "xlsx" else "csv"
    rows = rng.sample(export.data, min(len(names), len(export.data)))
    cells: list[Planted] = []
    lines: list[Planted] = []
    by_name = {f.name: f for f in FAULTS}
    for name, at in zip(names, rows, strict=False):
        if name in STRUCTURES:
            # A second header right below the first is an explanation of it, and nothing is lost
            doubled = name == "the header once more" and at == sheet.first
            if STRUCTURES[name] in ("", kind) and len(export.header) > 3 and not doubled:
                lines.append(_structure(sheet, name, at, rng))
        elif by_name[name].form in ("", kind):
            cells += _in_cell(sheet, by_name[name], at, rng)
    path = folder / f"{export.mapping.key}.{kind}"
    if kind == "xlsx":
        _write_workbook(path, sheet, rng)
    else:
        path.write_bytes(_csv_text(sheet, lines, rng).encode(form))
    return Made(path, form, export, (*cells, *lines))


def _in_cell(sheet: Export, fault: CellFault, at: int, rng: Random) -> list[Planted]:
    places = [
        i
        for i, read in enumerate(sheet.cells)
        if any(c.kind in fault.kinds and fault.where(c) for c in read)
        and not (fault.is_note and any(c.kind == "id" for c in read))
    ]
    if not places:
        return []
    column = rng.choice(places)
    text = fault.text(rng)
    sheet.rows[at][column] = text
    return [Planted(fault.name, at + 1, column, text, fault.is_note)]


def _structure(sheet: Export, name: str, at: int, rng: Random) -> Planted:
    width = len(sheet.header)
    row = sheet.rows[at]
    if name == "the header once more":
        sheet.rows[at] = list(sheet.header)
        return Planted(name, at + 1, None, "")
    if name == "too many cells":
        row += [""] * rng.randint(0, 2) + ["多出的一格"]
        return Planted(name, at + 1, width, "")
    if name == "a comma without quotes":
        free = [i for i, read in enumerate(sheet.cells) if not read]
        row[rng.choice(free)] = "红,蓝"
        row[-1] = row[-1] or "完"
        return Planted(name, at + 1, width, "")
    return Planted(name, at + 1, 0 if name == "another delimiter" else rng.randrange(width), "")


def _csv_text(sheet: Export, lines: Sequence[Planted], rng: Random) -> str:
    end, always = rng.choice((("\r\n", False), ("\n", False), ("\r\n", True)))
    spoilt = {p.row - 1: p for p in lines}
    out = []
    for i, row in enumerate(sheet.rows):
        planted = spoilt.get(i)
        out.append(_record(row, always=always) if planted is None else _spoilt(row, planted, rng))
    return end.join(out) + end


def _record(row: Sequence[str], *, always: bool = False) -> str:
    out = io.StringIO()
    quoted = always and bool(row)
    style: type[csv.Dialect] = csv.unix_dialect if quoted else csv.excel
    csv.writer(out, style, lineterminator="\r\n").writerow(row)
    return out.getvalue().removesuffix("\r\n")


def _spoilt(row: Sequence[str], planted: Planted, rng: Random) -> str:
    if planted.name == "another delimiter":
        return rng.choice(OTHER_DELIMITERS).join(_bare(cell) for cell in row)
    if planted.name == "a comma without quotes":
        return ",".join(_bare(cell) if cell != "红,蓝" else cell for cell in row)
    if planted.name == "a quote that never closes":
        cells = [_bare(cell) or "0" for cell in row]
        cells[planted.column or 0] = '"' + cells[planted.column or 0]
        return ",".join(cells)
    return _record(row)


def _bare(cell: str) -> str:
    """A cell that needs no quotes, whatever the delimiter."""
    return "".join(c for c in cell if c not in ',;\t|"\r\n')


def _write_workbook(path: Path, sheet: Export, rng: Random) -> None:
    with xlsxwriter.Workbook(str(path), {"strings_to_numbers": False}) as book:
        page = book.add_worksheet("导出")
        dated = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        typed = [bool(read) and rng.random() < 0.5 for read in sheet.cells]
        for i, row in enumerate(sheet.rows):
            for j, text in enumerate(row):
                is_typed = i >= sheet.first and typed[j]
                # Unix time is no date to Excel: it stays as it is written.
                read = [c for c in sheet.cells[j] if "".join(c.formats) not in UNIX]
                kinds: set[str] = {c.kind for c in read} if is_typed else set()
                _write_cell(page, i, j, text, kinds, dated)


def _write_cell(page: object, i: int, j: int, text: str, kinds: set[str], dated: object) -> None:
    """Write a cell as Excel would keep it; a column without `kinds` keeps text."""
    put = page
    if text in ERRORS:
        put.write_formula(i, j, "=1/0", None, text)  # type: ignore[attr-defined]  # xlsxwriter has no types
    elif text == "=":
        put.write_formula(i, j, "=A1", None, "")  # type: ignore[attr-defined]
    elif text == "TRUE":
        put.write_boolean(i, j, True)  # type: ignore[attr-defined]
    elif kinds & TIMES and (moment := _moment(text)) is not None:
        put.write_datetime(i, j, moment, dated)  # type: ignore[attr-defined]
    elif kinds & TIMES and _is_number(text) and len(text) not in COMPACT_DATES:
        put.write_number(i, j, float(text), dated)  # type: ignore[attr-defined]
    elif kinds & {"money", "count", "number"} and "id" not in kinds and _is_number(text):
        put.write_number(i, j, float(text))  # type: ignore[attr-defined]
    else:
        put.write_string(i, j, text)  # type: ignore[attr-defined]


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if len(text) == 19 else None
    except ValueError:
        return None


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).removeprefix("-").isdecimal() and len(text) <= 15
