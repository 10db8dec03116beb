"""Streaming rows into export files: one block at a time, a new file where one is long enough."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO

from lianyi.simulation.arrays import DAY_SECONDS, Ints

ROWS_PER_FILE = 1_000_000
UNKNOWN = ""


class Clock:
    """Writes seconds since a first day as local times."""

    def __init__(self, first_day: date, days: int) -> None:
        self._days = [(first_day + timedelta(days=n)).isoformat() for n in range(days + 1)]
        self._times = [
            f" {s // 3600:02d}:{s // 60 % 60:02d}:{s % 60:02d}" for s in range(DAY_SECONDS)
        ]

    def texts(self, at: Ints) -> list[str]:
        """Return `2026-01-05 10:22:00` for each second, nothing where it is negative."""
        day, second = (at // DAY_SECONDS).tolist(), (at % DAY_SECONDS).tolist()
        days, times = self._days, self._times
        return [days[d] + times[s] if d >= 0 else UNKNOWN for d, s in zip(day, second, strict=True)]


class Exports:
    """Files that grow: `add` appends rows to the newest file of a label. No cell may hold a comma or a quote."""

    def __init__(self, folder: Path, rows_per_file: int = ROWS_PER_FILE) -> None:
        self.folder = folder
        self.rows: dict[str, int] = {}
        self._limit = rows_per_file
        self._open: dict[str, TextIO] = {}
        self._inside: dict[str, int] = {}
        self._parts: dict[str, int] = {}

    def add(self, label: str, columns: dict[str, Sequence[str] | str], rows: int) -> None:
        """Append `rows` rows; a column is one text a row, or one text for all."""
        if not rows:
            return
        texts = [[c] * rows if isinstance(c, str) else c for c in columns.values()]
        lines = map(",".join, zip(*texts, strict=True))
        if self._inside.get(label, self._limit) >= self._limit:
            self._begin(label, columns)
        self._open[label].write("\n".join(lines) + "\n")
        self.rows[label] = self.rows.get(label, 0) + rows
        self._inside[label] += rows

    def _begin(self, label: str, columns: dict[str, Sequence[str] | str]) -> None:
        if label in self._open:
            self._open[label].close()
        part = self._parts[label] = self._parts.get(label, -1) + 1
        self._inside[label] = 0
        file = (self.folder / f"{label}_{part:03d}.csv").open("w", encoding="utf-8", newline="")
        file.write("\ufeff" + ",".join(columns) + "\n")
        self._open[label] = file

    def __enter__(self) -> Self:
        self.folder.mkdir(parents=True, exist_ok=True)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:  # fmt: skip
        for file in self._open.values():
            file.close()
