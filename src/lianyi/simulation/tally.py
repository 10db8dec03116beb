"""Adding up whole numbers by platform and day, and slicing the sums."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from lianyi.simulation.arrays import Ints, Times
from lianyi.simulation.settings import SOURCES

Sums = dict[str, int]


class Tally:
    """Sums of any number of keys by source and day, from `first_day` for `size` days.

    A slice of one source has only the keys that this source tells of: what it never exports is not 0.
    """

    def __init__(self, first_day: date, size: int) -> None:
        self.first_day = first_day
        self.size = size
        self.sums: dict[str, Ints] = {}
        self._told: dict[str, set[int]] = {}

    def add(self, key: str, source: Ints | int, days: Times, values: Ints | int) -> None:
        """Add `values` under `key` on `days` (NaT = nowhere); `source` is an index into `SOURCES`."""
        table = self.sums.setdefault(key, np.zeros((len(SOURCES), self.size), np.int64))
        real = ~np.isnat(days)
        place = (days[real].astype("datetime64[D]") - np.datetime64(self.first_day)).astype(
            np.int64
        )
        sources = source[real] if isinstance(source, np.ndarray) else np.full(len(place), source)
        amounts = values[real] if isinstance(values, np.ndarray) else values
        np.add.at(table, (sources, place), amounts)
        told = set(np.unique(source).tolist()) if isinstance(source, np.ndarray) else {source}
        self._told.setdefault(key, set()).update(told)

    @property
    def days(self) -> list[date]:
        """The days of the columns."""
        return [self.first_day + timedelta(days=n) for n in range(self.size)]

    def overall(self) -> Sums:
        """Return every key's sum."""
        return {k: int(t.sum()) for k, t in self.sums.items()}

    def by_platform(self) -> dict[str, Sums]:
        """Return every key's sum by source."""
        return {s: {k: int(t[n].sum()) for k, t in self._of(n)} for n, s in enumerate(SOURCES)}

    def by_day(self) -> dict[str, Sums]:
        """Return every key's sum by day, as `2026-11-11`."""
        return self._days([(k, t.sum(axis=0)) for k, t in self.sums.items()])

    def by_month(self) -> dict[str, Sums]:
        """Return every key's sum by calendar month, as `2026-11`."""
        return self._months([(k, t.sum(axis=0)) for k, t in self.sums.items()])

    def by_platform_month(self) -> dict[str, dict[str, Sums]]:
        """Return every key's sum by source and month."""
        return {s: self._months([(k, t[n]) for k, t in self._of(n)]) for n, s in enumerate(SOURCES)}

    def by_platform_day(self) -> dict[str, dict[str, Sums]]:
        """Return every key's sum by source and day."""
        return {s: self._days([(k, t[n]) for k, t in self._of(n)]) for n, s in enumerate(SOURCES)}

    def _of(self, source: int) -> list[tuple[str, Ints]]:
        return [(k, t) for k, t in self.sums.items() if source in self._told[k]]

    def _days(self, rows: list[tuple[str, Ints]]) -> dict[str, Sums]:
        columns = {k: r.tolist() for k, r in rows}
        return {
            d.isoformat(): {k: c[n] for k, c in columns.items()} for n, d in enumerate(self.days)
        }

    def _months(self, rows: list[tuple[str, Ints]]) -> dict[str, Sums]:
        months = [d.strftime("%Y-%m") for d in self.days]
        names = list(dict.fromkeys(months))
        place = np.array([names.index(m) for m in months])
        sums: dict[str, Sums] = {m: {} for m in names}
        for key, row in rows:
            total = np.zeros(len(names), np.int64)
            np.add.at(total, place, row)
            for name, value in zip(names, total.tolist(), strict=True):
                sums[name][key] = value
        return sums
