"""Writing a table with given headers: as CSV in the platform's encoding, or as XLSX."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import repeat
from pathlib import Path

Column = Sequence[str] | str
"""One text per row, or one text for all rows."""
PLAIN_NUMBER = re.compile(r"-?(0|[1-9]\d{0,9})(\.\d+)?")
MADE_AT = datetime(2024, 1, 1)  # XLSX keeps no zone; a fixed date keeps bytes equal


@dataclass(frozen=True)
class Dialect:
    """The habits of one platform's CSV: encoding and what stands where nothing is known."""

    encoding: str = "gb18030"
    empty: str = ""


@dataclass(frozen=True)
class Sheet:
    """A table to be written. Headers without a column in `columns` stay empty; equal headers share one.

    `above` are lines of text over the header, as some platforms write them into a CSV.
    """

    headers: Sequence[str]
    columns: Mapping[str, Column]
    rows: int
    name: str = "Sheet1"
    above: Sequence[str] = ()

    def __post_init__(self) -> None:
        strange = set(self.columns) - set(self.headers)
        if strange:
            raise ValueError(f"columns without a header: {sorted(strange)}")
        wrong = [
            k for k, c in self.columns.items() if not isinstance(c, str) and len(c) != self.rows
        ]
        if wrong:
            raise ValueError(f"columns of another length: {wrong}")

    def only(self, headers: Sequence[str] | None) -> Sheet:
        """Return the table with just these headers, in the table's order; None = all."""
        if headers is None:
            return self
        kept = [h for h in self.headers if h in headers]
        columns = {h: c for h, c in self.columns.items() if h in kept}
        return replace(self, headers=kept, columns=columns)

    def texts(self, empty: str) -> list[Sequence[str] | repeat[str]]:
        """Return all columns in the order of the headers."""
        found: list[Sequence[str] | repeat[str]] = []
        for header in self.headers:
            column = self.columns.get(header, empty)
            found.append(repeat(column, self.rows) if isinstance(column, str) else column)
        return found


def write_csv(path: Path, sheet: Sheet, dialect: Dialect) -> None:
    """Write `sheet` with line ends as the platforms do (CRLF)."""
    with path.open("w", encoding=dialect.encoding, newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerows([line] for line in sheet.above)
        writer.writerow(sheet.headers)
        writer.writerows(zip(*sheet.texts(dialect.empty), strict=True))


def write_xlsx(path: Path, sheet: Sheet) -> None:
    """Write `sheet` as the only sheet of a workbook; short plain numbers become number cells."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    book.set_properties({"created": MADE_AT})
    page = book.add_worksheet(sheet.name)
    rows = [tuple(sheet.headers), *zip(*sheet.texts(""), strict=True)]
    for number, row in enumerate(rows):
        for place, text in enumerate(row):
            if number and PLAIN_NUMBER.fullmatch(text):
                page.write_number(number, place, float(text))
            elif text:
                page.write_string(number, place, text)
    book.close()


def write(path: Path, sheet: Sheet, dialect: Dialect) -> None:
    """Write `sheet` in the format that the name of `path` asks for."""
    if path.suffix == ".xlsx":
        write_xlsx(path, sheet)
    else:
        write_csv(path, sheet, dialect)


def tabbed(texts: Sequence[object]) -> list[str]:
    """Append the tab by which platforms keep spreadsheets from reading an id as a number."""
    return [f"{t}\t" for t in texts]
