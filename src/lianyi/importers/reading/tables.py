"""The values that go in and out of reading: previews, requests, reports, rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, BinaryIO, Protocol

from lianyi.core.errors import Issue
from lianyi.importers.reading.formats import Format
from lianyi.importers.reading.limits import DEFAULT_LIMITS, Limits
from lianyi.importers.reading.refusals import issue_from_json, issue_to_json

PREVIEW_ROWS = 60
EXCEL_ROWS = 1_048_576
EXCEL_COLUMNS = 16_384

# Excel's row number (1-based) and the row's cells as text; "" is an empty cell.
Row = tuple[int, list[str]]
Rows = Iterator[Row]


class Readable(Protocol):
    """What a reader needs of an input: the name that it shows, and the bytes."""

    @property
    def name(self) -> str:
        """The name that issues show."""
        ...

    def open(self) -> BinaryIO:
        """Return the content as a seekable binary file at its start."""
        ...


@dataclass(frozen=True)
class SheetPreview:
    """The top of one sheet, as text. `rows[i]` is row i + 1 as Excel numbers it; trailing blanks are cut.

    `sheet` is None for CSV; `encoding` and `delimiter` are set for CSV alone. `columns` is the widest row seen.
    """

    sheet: str | None
    format: Format
    rows: list[list[str]]
    hidden: bool = False
    encoding: str | None = None
    delimiter: str | None = None

    @property
    def columns(self) -> int:
        """The number of columns of the widest row."""
        return max(map(len, self.rows), default=0)

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> SheetPreview:
        """Return the preview that `to_json` wrote down."""
        return cls(**data)


@dataclass(frozen=True)
class ReadRequest:
    """Which cells of a file are wanted.

    `sheet` names the sheet (None: the first, or the CSV). The header fills `header_rows` rows from Excel row
    `header_row`; data begins below it, and nothing above it is data. `columns` are 0-based indices in the
    order in which they are written. `skip_rows` are Excel rows to leave out (an explanation under the header).
    A row whose first filled cell is one of `footer_words` (合计, 总计) is left out; without words none is.
    """

    columns: tuple[int, ...]
    sheet: str | None = None
    header_row: int = 1
    header_rows: int = 1
    skip_rows: tuple[int, ...] = ()
    footer_words: tuple[str, ...] = ()
    limits: Limits = field(default=DEFAULT_LIMITS)

    @property
    def first_data_row(self) -> int:
        """Excel's number of the first row below the header."""
        return max(1, self.header_row + self.header_rows)

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> ReadRequest:
        """Return the request that `to_json` wrote down."""
        listed = {k: tuple(data[k]) for k in ("columns", "skip_rows", "footer_words")}
        return cls(**{**data, **listed, "limits": Limits(**data["limits"])})


@dataclass(frozen=True)
class RejectedRow:
    """A row that was not written because its shape is wrong, as it stands in the file."""

    row: int
    cells: list[str]


@dataclass(frozen=True)
class ReadReport:
    """What `read` did: `rows` written, the last Excel row met, and what was left out or repaired.

    `issues` are rows that were not written because their shape is wrong (`rejected` holds those rows);
    `notes` are cells that were repaired and written: a damaged character, an Excel error. Both lists hold at
    most `limits.issues`; the counts count all. `footer_rows` are the Excel rows taken for totals.
    """

    rows: int
    last_row: int
    empty_rows: int = 0
    footer_rows: list[int] = field(default_factory=list)
    issue_count: int = 0
    issues: list[Issue] = field(default_factory=list)
    note_count: int = 0
    notes: list[Issue] = field(default_factory=list)
    rejected: list[RejectedRow] = field(default_factory=list)
    encoding: str | None = None
    delimiter: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON data."""
        issues = {k: [issue_to_json(i) for i in getattr(self, k)] for k in ("issues", "notes")}
        return {**asdict(self), **issues}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> ReadReport:
        """Return the report that `to_json` wrote down."""
        issues = {k: [issue_from_json(i) for i in data[k]] for k in ("issues", "notes")}
        rejected = [RejectedRow(**r) for r in data["rejected"]]
        return cls(**{**data, **issues, "rejected": rejected})


def column_letter(index: int) -> str:
    """Return Excel's letters for a 0-based column index.

    >>> [column_letter(i) for i in (0, 25, 26, 701, 702)]
    ['A', 'Z', 'AA', 'ZZ', 'AAA']
    """
    letters = ""
    index += 1
    while index:
        index, remainder = divmod(index - 1, 26)
        letters = chr(65 + remainder) + letters
    return letters


def top_rows(rows: Rows) -> list[list[str]]:
    """Return the first rows as a list by Excel's numbers; gaps and blank rows are empty lists."""
    top: list[list[str]] = []
    for row, cells in rows:
        if row > PREVIEW_ROWS:
            break
        top.extend([] for _ in range(row - 1 - len(top)))
        top.append(_without_blank_end(cells))
    while top and not top[-1]:
        top.pop()
    return top


def _without_blank_end(cells: list[str]) -> list[str]:
    end = len(cells)
    while end and not cells[end - 1]:
        end -= 1
    return cells[:end]
