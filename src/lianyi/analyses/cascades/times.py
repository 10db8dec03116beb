"""Times of reposts as sources write them: dates with and without a year, and seconds since 1970."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from lianyi.timelines.store import Array

UNKNOWN = np.iinfo(np.int64).min
OPEN = np.iinfo(np.int64).max
_ISO_CHARS = 19
_DATED = re.compile(
    r"(?:(\d{4})\s*[-/.年]\s*)?(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?"
    r"(?:[T\s]+(\d{1,2})[:：时](\d{1,2})(?:[:：分](\d{1,2})?(?:\.\d+)?秒?)?\s*(Z|[+-]\d{2}:?\d{2})?)?"
)
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d*)?(?:[eE][+-]?\d+)?")
_MILLISECONDS_FROM = 10**11
_EPOCH = datetime(1970, 1, 1)
_LEAP_YEAR = 2000


@dataclass(frozen=True)
class Yearless:
    """A date without a year: month to second, as the source writes it."""

    month: int
    day: int
    hour: int
    minute: int
    second: int

    def within(self, year: int) -> int | None:
        """Return the second since 1970 in that year; None where it has no such day."""
        try:
            return _seconds(datetime(year, self.month, self.day, self.hour, self.minute, self.second))  # fmt: skip
        except ValueError:
            return None


@dataclass(frozen=True)
class Times:
    """`at` [rows] are seconds since 1970 on the source's own clock, UNKNOWN where it says nothing readable.

    `yearless` holds by row what is known of dates without a year; `unreadable` counts texts that are no time.
    """

    at: Array
    yearless: dict[int, Yearless]
    unreadable: int


def parse_times(texts: Sequence[str], year: int | None = None) -> Times:
    """Return the times that `texts` name; dates without a year belong to `year` where it is given."""
    at = np.full(len(texts), UNKNOWN, np.int64)
    plain = np.fromiter((len(t) == _ISO_CHARS and t[4] == "-" for t in texts), bool, len(texts))
    rest = np.flatnonzero(~plain)
    if plain.any():
        try:
            iso = texts if plain.all() else [t for t, p in zip(texts, plain, strict=True) if p]
            at[plain] = np.array(iso, "datetime64[s]").astype(np.int64)
        except ValueError:
            rest = np.arange(len(texts))
    yearless: dict[int, Yearless] = {}
    unreadable = 0
    for row in rest.tolist():
        found = _parse(texts[row].strip())
        if isinstance(found, Yearless):
            known = None if year is None else found.within(year)
            if known is None:
                yearless[row] = found
            else:
                at[row] = known
        elif found is not None:
            at[row] = found
        elif texts[row].strip():
            unreadable += 1
    return Times(at, yearless, unreadable)


def _parse(text: str) -> int | Yearless | None:
    """Return the second, a date without a year, or None for what is no time.

    >>> (
    ...     _parse("1970-01-02"),
    ...     _parse("1970/1/1 08:00:00+08:00"),
    ...     _parse("1.5e3"),
    ...     _parse("1284967588000"),
    ... )
    (86400, 0, 1500, 1284967588)
    >>> _parse("09月12日 10:23")
    Yearless(month=9, day=12, hour=10, minute=23, second=0)
    """
    if _NUMBER.fullmatch(text):
        number = float(text)
        return round(number / 1_000) if abs(number) >= _MILLISECONDS_FROM else round(number)
    found = _DATED.fullmatch(text)
    if found is None:
        return None
    year, month, day, hour, minute, second, zone = found.groups()
    parts = [int(p or 0) for p in (month, day, hour, minute, second)]
    without = Yearless(*parts)
    if year is None:
        return without if without.within(_LEAP_YEAR) is not None else None
    at = without.within(int(year))
    return None if at is None else at - _offset(zone)


def _offset(zone: str | None) -> int:
    if zone is None or zone == "Z":
        return 0
    hours, minutes = int(zone[1:3]), int(zone[-2:])
    return (hours * 3_600 + minutes * 60) * (-1 if zone[0] == "-" else 1)


def _seconds(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(seconds=1)


def infer_years(times: Times, item: Array, parent: Array) -> tuple[Array, int]:
    """Return `at` with the years that follow from the rows around, and how many that were.

    `item` [rows] says which cascade a row belongs to, `parent` [rows] the row that it reposts (−1: none). A date lies
    after its parent and before whatever reposts it; where a file lists an item in the order of time, also between the
    rows above and below it. The year counts where exactly one fits; an end that is open leaves it unknown.
    """
    at = times.at.copy()
    if not times.yearless:
        return at, 0
    rows = np.array(sorted(times.yearless))
    # Kin decides where it can; the order of a file is worth less, and counts together with kin.
    kin = _kin(times.at, parent, rows)
    order = _neighbours(times.at, item, rows)
    both = np.maximum(kin[0], order[0]), np.minimum(kin[1], order[1])
    inferred = 0
    for n, row in enumerate(rows.tolist()):
        fits = _only(times.yearless[row], *kin, n)
        if fits is None:
            fits = _only(times.yearless[row], *both, n)
        if fits is not None:
            at[row] = fits
            inferred += 1
    return at, inferred


def _only(date: Yearless, low: Array, high: Array, n: int) -> int | None:
    """Return the only second between `low[n]` and `high[n]` that a date can mean; None where it is open or not one."""
    after, before = int(low[n]), int(high[n])
    if after == UNKNOWN or before == OPEN or after > before:
        return None
    first, last = ((_EPOCH + timedelta(seconds=s)).year for s in (after, before))
    fits = [s for y in range(first, last + 1) if (s := date.within(y)) is not None and after <= s <= before]  # fmt: skip
    return fits[0] if len(fits) == 1 else None


def _kin(at: Array, parent: Array, rows: Array) -> tuple[Array, Array]:
    """Return the time of the parent of each of `rows`, and the earliest time of those who reposted it."""
    low = np.where(parent[rows] >= 0, at[parent[rows]], UNKNOWN)
    earliest = np.full(len(at), OPEN)
    kids = np.flatnonzero((parent >= 0) & (at != UNKNOWN))
    np.minimum.at(earliest, parent[kids], at[kids])
    return low, earliest[rows]


def _neighbours(at: Array, item: Array, rows: Array) -> tuple[Array, Array]:
    """Return the times of the known rows above and below each of `rows`, where their item's rows ascend or descend."""
    low = np.full(len(rows), UNKNOWN)
    high = np.full(len(rows), OPEN)
    for one in np.unique(item[rows]).tolist():
        own = np.flatnonzero(item == one)
        known = own[at[own] != UNKNOWN]
        steps = np.diff(at[known])
        rising, falling = bool((steps >= 0).all()), bool((steps <= 0).all())
        if len(known) < 2 or rising == falling:
            continue
        mine = np.flatnonzero(item[rows] == one)
        place = np.searchsorted(known, rows[mine])
        above = np.where(place > 0, at[known[np.maximum(place - 1, 0)]], UNKNOWN)
        below = np.where(place < len(known), at[known[np.minimum(place, len(known) - 1)]], UNKNOWN)
        before, after = (above, below) if rising else (below, above)
        low[mine] = before
        high[mine] = np.where(after == UNKNOWN, OPEN, after)
    return low, high
