"""A job: one recognised sheet, with the SQL that types its cells. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping as Map
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from lianyi.core.errors import Issue
from lianyi.importers.cells import (
    NOTES,
    PROBLEM,
    fault_code,
    is_bad,
    null_sql,
    quick_sql,
    value_sql,
)
from lianyi.importers.mapping import Cell, Mapping
from lianyi.importers.reading.tables import column_letter
from lianyi.importers.rules import LEADING_COLUMNS, quote

AGAIN = "import.header_again"
ANCHOR_KINDS = ("id", "day", "instant")


@dataclass(frozen=True)
class Job:
    """What to read: `columns` maps the cells found to 0-based columns of the file."""

    mapping: Mapping
    sheet: str | None
    header_row: int
    columns: Map[str, int]
    headers: tuple[str, ...]
    skip_rows: tuple[int, ...] = ()

    @cached_property
    def mapping_hash(self) -> str:
        """A short hash of everything that the mapping says."""
        text = json.dumps(asdict(self.mapping), sort_keys=True, ensure_ascii=False, default=str)
        return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()

    def import_id(self, sha256: str, store: str) -> str:
        """The identity of an import: same bytes, same sheet, same meaning, same store."""
        parts = (
            sha256,
            self.sheet or "",
            self.mapping.key,
            str(self.mapping.version),
            self.mapping_hash,
            store,
        )
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]

    def needs_value(self, cell: Cell) -> bool:
        """Whether a row without this value means nothing: the required ids and days."""
        return cell.required and cell.kind in ("id", "day")

    @cached_property
    def cell_plan(self) -> list[dict[str, Any]]:
        """Per cell its name, column (None if the file lacks it), value SQL and the SQL of being bad."""
        return [self._plan(i, cell) for i, cell in enumerate(self.mapping.cells)]

    @cached_property
    def hard_bits(self) -> int:
        """Bits of the cells whose fault keeps a row out."""
        bits = 0
        for i, cell in enumerate(self.mapping.cells):
            if cell.name in self.columns and (
                self.needs_value(cell) or PROBLEM.get(cell.kind) not in (None, *NOTES)
            ):
                bits |= 1 << i
        return bits if self._mark is None else bits | 1 << self._mark

    @property
    def leading(self) -> range:
        """The first columns of the file, in one of which a row of totals says so."""
        return range(min(LEADING_COLUMNS, len(self.headers)))

    @property
    def ids(self) -> list[int]:
        """The indices of the cells that hold an id or a time."""
        return [
            i
            for i, c in enumerate(self.mapping.cells)
            if c.name in self.columns and c.kind in ANCHOR_KINDS
        ]

    @property
    def named(self) -> list[int]:
        """Those that every real row fills: the required ids and times, else all of them."""
        return [i for i in self.ids if self.mapping.cells[i].required] or self.ids

    @property
    def anchor(self) -> int | None:
        """The index of the cell at which a header among the rows is told: the first required id or day."""
        return min(self.ids, key=lambda i: (not self.mapping.cells[i].required, i), default=None)

    def issue(self, row: int, index: int, raw: str | None, file: str) -> Issue:
        """Name one bad cell at its place."""
        cell = self.mapping.cells[index]
        column = self.columns[cell.name]
        header = self._title(cell)
        code = AGAIN if index == self._mark and raw == header else fault_code(cell, raw or "")
        return Issue(code, file, self.sheet, row, column_letter(column), header, raw)

    def _title(self, cell: Cell) -> str:
        column = self.columns[cell.name]
        return self.headers[column] if column < len(self.headers) else cell.name

    @property
    def _mark(self) -> int | None:
        """The index of the cell at which a header among the rows is told: the anchor, or the first to be had."""
        if self.anchor is not None:
            return self.anchor
        cells = enumerate(self.mapping.cells)
        found = (i for i, c in cells if c.name in self.columns and PROBLEM.get(c.kind) not in NOTES)
        return next(found, None)

    @property
    def _again(self) -> str | None:
        """The SQL that is true for the header standing once more among the rows, as in files put end to end."""
        if self._mark is None or not self.header_row:
            return None
        anchor = self.mapping.cells[self._mark]
        others = [
            i
            for i, c in enumerate(self.mapping.cells)
            if self.columns.get(c.name, self.columns[anchor.name]) != self.columns[anchor.name]
        ]
        shown = [self._mark, *others[:1]]
        return " AND ".join(f"t{i} = {quote(self._title(self.mapping.cells[i]))}" for i in shown)

    def _plan(self, index: int, cell: Cell) -> dict[str, Any]:
        if cell.name not in self.columns:
            return {
                "name": cell.name,
                "column": None,
                "again": None,
                "quick": None,
                "value": null_sql(cell),
                "bad": None,
            }
        raw, value = f"t{index}", cell.name
        faults = [
            f
            for f in (
                is_bad(cell, raw, value),
                f"{value} IS NULL" if self.needs_value(cell) else None,
            )
            if f
        ]
        return {
            "name": cell.name,
            "column": self.columns[cell.name],
            "again": self._again if index == self._mark else None,
            "quick": quick_sql(cell, raw),
            "value": value_sql(cell, raw, self.mapping.platform),
            "bad": " OR ".join(f"({f})" for f in faults) or None,
        }
