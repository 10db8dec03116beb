"""Sessions in one pass: a person's events cut where the pause is longer than the gap.

Each session belongs to some cells (the whole, its group, its period). What a person's sessions add to a cell is kept
until the person is over, so that sums of squares over people, and with them intervals, come out of the same pass.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from lianyi.timelines.compiled import kernel
from lianyi.timelines.kernels.bounds import lower_bound
from lianyi.timelines.store import Array
from lianyi.timelines.visits import (
    BOUNCED,
    COUNTS,
    EVENTS,
    GOAL,
    MEASURES,
    OPEN,
    SECONDS,
    SESSIONS,
    WITH_GOAL,
)


class Cut(NamedTuple):
    """Where sessions are cut: a pause longer than `gap` seconds, with `midnight` also a new day.

    Sessions that begin at `low` or later and before `high` count.
    """

    gap: int
    midnight: bool
    low: int
    high: int
    horizon: int


class Cells(NamedTuple):
    """The three cells of a session: 0; 1 + its group (`person[p]`, else `row[row of its first event]`, else 0); and
    `period[day - first_day]` for the day on which it begins.
    """

    person: Array
    row: Array
    period: Array
    first_day: int


class Totals(NamedTuple):
    """Sums by cell [cells, MEASURES]; sums over people [cells, 2 * MEASURES]: how many, squares of sessions, then per
    further measure its squares and its products with sessions. `seconds` and `events` count sessions by length and size,
    larger ones stand in `long` and `large`; `filled` says how many there are of those.
    """

    sums: Array
    moments: Array
    seconds: Array
    events: Array
    long: Array
    large: Array
    filled: Array


@kernel
def _flush(touched: Array, n: int, own: Array, sums: Array, moments: Array) -> None:
    """Add what a person's sessions summed up to in the `n` cells touched, and begin again from 0."""
    for m in range(n):
        cell = touched[m]
        visits = float(own[cell, SESSIONS])
        moments[cell, 0] += 1
        moments[cell, 1] += visits * visits
        for k in range(1, MEASURES):
            value = float(own[cell, k])
            moments[cell, 2 * k] += value * value
            moments[cell, 2 * k + 1] += value * visits
        for k in range(MEASURES):
            sums[cell, k] += own[cell, k]
            own[cell, k] = 0


@kernel
def _cut(
    row: int, end: int, base: int, words: Array, at: Array, day: Array, gap: int, midnight: bool, found: Array,  # noqa: FBT001 - the order of a kernel's arguments
) -> int:  # fmt: skip
    """Cut the rows of one person into sessions; return how many, each in `found` as first and last row, events, goal."""
    n = -1
    for i in range(row, end):
        word = COUNTS
        if len(words) > 0:
            word = int(words[i - base])
            if word == 0:
                continue
        newest = found[n, 1]
        if n < 0 or int(at[i]) - int(at[newest]) > gap or (midnight and day[i] != day[newest]):
            n += 1
            found[n, 0], found[n, 2], found[n, 3] = i, 0, 0
        found[n, 1] = i
        found[n, 2] += 1
        if word & GOAL != 0:
            found[n, 3] = 1
    return n + 1


@kernel
def _count(
    p: int, sessions: int, found: Array, at: Array, day: Array, gap: int, low: int, high: int, horizon: int,
    person_group: Array, row_group: Array, period: Array, first_day: int,
    own: Array, touched: Array, by_seconds: Array, by_events: Array, long: Array, large: Array, filled: Array,
) -> int:  # fmt: skip
    """Count the sessions of one person that begin in time; return how many cells have something of them in `own`."""
    n = 0
    cells = np.zeros(3, np.int64)
    for m in range(sessions):
        begun, newest, events = found[m, 0], found[m, 1], found[m, 2]
        if at[begun] < low or at[begun] >= high:
            continue
        seconds = int(at[newest]) - int(at[begun])
        if seconds < len(by_seconds):
            by_seconds[seconds] += 1
        else:
            long[filled[0]] = seconds
            filled[0] += 1
        if events < len(by_events):
            by_events[events] += 1
        else:
            large[filled[1]] = events
            filled[1] += 1
        cells[1] = 1
        if len(person_group) > 0:
            cells[1] = 1 + int(person_group[p])
        elif len(row_group) > 0:
            cells[1] = 1 + int(row_group[begun])
        cells[2] = period[day[begun] - first_day]
        for cell in cells:
            if own[cell, SESSIONS] == 0:
                touched[n] = cell
                n += 1
            own[cell, SESSIONS] += 1
            own[cell, EVENTS] += events
            own[cell, SECONDS] += seconds
            own[cell, BOUNCED] += int(events == 1)
            own[cell, WITH_GOAL] += found[m, 3]
            own[cell, OPEN] += int(int(at[newest]) + gap > horizon)
    return n


@kernel
def sessions(
    first: int, after: int, taken: Array, offsets: Array, words: Array, at: Array, day: Array,
    cut: Cut, cells: Cells, totals: Totals,
) -> None:  # fmt: skip
    """Add the sessions of the people `first` up to `after` to `totals`; `words` begin with the first row of the first.

    Without words every row is an event of a session.
    """
    gap, midnight, low, high, horizon = cut
    person_group, row_group, period, first_day = cells
    sums, moments, by_seconds, by_events, long, large, filled = totals
    longest = 1
    for p in range(first, after):
        longest = max(longest, offsets[p + 1] - offsets[p])
    found = np.empty((longest, 4), np.int64)
    own, touched = np.zeros(sums.shape, np.int64), np.empty(len(sums), np.int64)
    for p in range(first, after):
        row, end = offsets[p], offsets[p + 1]
        if not taken[p] or row == end:
            continue
        # A session that begins in time is known to begin there once the gap before it has been seen.
        row = lower_bound(at, row, end, low - gap)
        n = _cut(row, end, offsets[first], words, at, day, gap, midnight, found)
        n = _count(
            p, n, found, at, day, gap, low, high, horizon, person_group, row_group, period, first_day,
            own, touched, by_seconds, by_events, long, large, filled,
        )  # fmt: skip
        _flush(touched, n, own, sums, moments)


def warm() -> tuple[Any, ...]:
    """Return the kernels of this file, for compiling ahead."""
    return (sessions,)
