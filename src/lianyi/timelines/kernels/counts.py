"""Per person, how many rows of a stream lie in a span of days, how much they sum to, on how many days they fell.

`keep` says of each row from row `base` on whether it counts (an empty array: all do); `low` and `high` are days, both
included. People who are not `taken` are left as they are. Nothing is assumed of the order of days but in `count_days`
and `last_day`, where they ascend within a person.
"""

from __future__ import annotations

from typing import Any

from lianyi.timelines.compiled import kernel

NO_DAY = -(1 << 40)
"""What `first_day` and `last_day` give where there is no row."""


@kernel
def count_rows(
    first: int, after: int, taken: Any, offsets: Any, day: Any, low: int, high: int, keep: Any, base: int, out: Any
) -> None:  # fmt: skip
    """Write into `out[p]` (int64) how many rows of person p count."""
    every = len(keep) == 0
    for p in range(first, after):
        if not taken[p]:
            continue
        n = 0
        for i in range(offsets[p], offsets[p + 1]):
            if low <= day[i] <= high and (every or keep[i - base]):
                n += 1
        out[p] = n


@kernel
def count_days(
    first: int, after: int, taken: Any, offsets: Any, day: Any, low: int, high: int, keep: Any, base: int, out: Any
) -> None:  # fmt: skip
    """Write into `out[p]` (int64) on how many different days rows of person p count."""
    every = len(keep) == 0
    for p in range(first, after):
        if not taken[p]:
            continue
        n = 0
        seen = low - 1
        for i in range(offsets[p], offsets[p + 1]):
            if low <= day[i] <= high and day[i] != seen and (every or keep[i - base]):
                n += 1
                seen = day[i]
        out[p] = n


@kernel
def add_values(
    first: int, after: int, taken: Any, offsets: Any, day: Any, low: int, high: int, keep: Any, base: int, value: Any, sign: int, out: Any
) -> None:  # fmt: skip
    """Add to `out[p]` (int64) `sign` times the sum of `value` over the rows of person p that count."""
    every = len(keep) == 0
    for p in range(first, after):
        if not taken[p]:
            continue
        total = 0
        for i in range(offsets[p], offsets[p + 1]):
            if low <= day[i] <= high and (every or keep[i - base]):
                total += value[i]
        out[p] += sign * total


@kernel
def first_day(
    first: int, after: int, taken: Any, offsets: Any, day: Any, high: int, out: Any
) -> None:
    """Write into `out[p]` (int64) the day of the first row of person p, NO_DAY where it lies after `high`."""
    for p in range(first, after):
        if taken[p] and offsets[p] < offsets[p + 1] and day[offsets[p]] <= high:
            out[p] = day[offsets[p]]


@kernel
def last_day(
    first: int, after: int, taken: Any, offsets: Any, day: Any, high: int, out: Any
) -> None:
    """Write into `out[p]` (int64) the day of the last row of person p up to `high`; NO_DAY stays where there is none."""
    for p in range(first, after):
        if not taken[p]:
            continue
        for i in range(offsets[p + 1] - 1, offsets[p] - 1, -1):
            if day[i] <= high:
                out[p] = day[i]
                break
