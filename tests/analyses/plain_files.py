"""Columns of a CSV read without a sandbox: files of these tests are not hostile, and a child a test is slow."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from lianyi.core.calendar.business import BusinessCalendar
from lianyi.shop.analysing import FileData
from lianyi.shop.file_columns import _matched


class PlainFiles(FileData):
    """No shop, files read here."""

    def __init__(self) -> None:
        super().__init__(date(2026, 11, 28), BusinessCalendar())

    def columns(self, path: Path, wanted: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
        """Return columns by the same matching of headers."""
        header, *rows = _rows(path)
        found = _matched(header, wanted, path.name)
        return {name: [row[index] if row else "" for row in rows] for name, index in found.items()}

    def headers(self, path: Path) -> list[str]:
        """Return the first row."""
        return _rows(path)[0]


def _rows(path: Path) -> list[list[str]]:
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as text:
        return list(csv.reader(text))
