"""The funnel in one pass over events in order: how far each person came within the window.

For each step the latest run that has reached it is kept; an event of step k carries on the run of step k - 1 where
its start is within the window. A later start is never worse than an earlier one, so no other run has to be kept. A
run is its rows: entry, second step, third step …, each the first row of its step after the one before.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from lianyi.timelines.compiled import kernel
from lianyi.timelines.kernels.bounds import lower_bound
from lianyi.timelines.store import Array

GONE = -1


@kernel
def walk(
    row: int, after: int, event: Array, at: Array, step_of: Array,
    steps: int, within: int, runs: Array, best: Array, deepest: int,
) -> int:  # fmt: skip
    """Take the rows `row` up to `after` of one person; return the deepest step, with the rows of that run in `best`.

    `runs[k * (steps + 1) + j]` is the row at which the run of step k took step j, GONE where step k has no run.
    """
    width = steps + 1
    latest = runs[width + 1]
    for i in range(row, after):
        k = int(step_of[event[i]])
        if k == 1:
            latest = i
        elif k > steps:
            latest = GONE
            for j in range(2, width):
                runs[j * width + 1] = GONE
        elif k > 1:
            start = latest if k == 2 else runs[(k - 1) * width + 1]
            if start > runs[k * width + 1] and int(at[i]) - int(at[start]) <= within:
                runs[k * width + 1] = start
                for j in range(2, k):
                    runs[k * width + j] = runs[(k - 1) * width + j]
                runs[k * width + k] = i
                if k > deepest:
                    deepest = k
                    for j in range(1, k + 1):
                        best[j] = runs[k * width + j]
                    if k == steps:
                        break
    runs[width + 1] = latest
    return deepest


@kernel
def ordered_people(
    first: int, after: int, taken: Array, offsets: Array, event: Array, at: Array,
    step_of: Array, later_step_of: Array, steps: int,
    within: int, low: int, high: int, re_entry: bool, horizon: int,  # noqa: FBT001 - the order of a kernel's arguments
    person_group: Array, row_group: Array,
    counts: Array, opened: Array, spans: Array, filled: Array, entry: Array, latest: Array, depth: Array,
) -> None:  # fmt: skip
    """Add people by group and deepest step into `counts`, and those of them who are still inside a window into `opened`.

    `step_of` [codes of events] gives the step, 0 for none, more than `steps` for an exclusion; `later_step_of` is the
    same without step 1. Entries lie at `low` or later and before `high`. `spans[j, :filled[j]]` are the seconds from
    step j - 1 to step j, `spans[1]` those from the first step to the last. `entry`, `latest`, `depth` are scratch,
    one a person of the range.
    """
    width = steps + 1
    runs = np.empty(width * width, np.int64)
    best = np.empty(width, np.int64)
    for p in range(first, after):
        depth[p - first] = 0
        row, end = offsets[p], offsets[p + 1]
        if not taken[p] or row == end or at[end - 1] < low:
            continue
        if at[row] < low:
            row = lower_bound(at, row, end, low)
        last = end
        if at[end - 1] >= high:
            last = lower_bound(at, row, end, high)
            end = lower_bound(at, last, end, high + within)
        while row < last and step_of[event[row]] != 1:
            row += 1
        if row >= last:
            continue
        for j in range(2, width):
            runs[j * width + 1] = GONE
        runs[width + 1] = row
        best[1] = row
        deepest = 1
        if re_entry:
            deepest = walk(row + 1, last, event, at, step_of, steps, within, runs, best, deepest)
            row = last - 1
        if deepest < steps and row + 1 < end:
            deepest = walk(
                row + 1, end, event, at, later_step_of, steps, within, runs, best, deepest
            )
        depth[p - first] = deepest
        entry[p - first] = best[1]
        latest[p - first] = runs[width + 1] if deepest < steps else GONE
        _times(best, deepest, steps, at, spans, filled)
    _tally(first, after, at, within, horizon, person_group, row_group, counts, opened, entry, latest, depth)  # fmt: skip


@kernel
def _times(run: Array, deepest: int, steps: int, at: Array, spans: Array, filled: Array) -> None:
    """Add the times of a run that has reached step `deepest`; `run[j]` is the row of its step j."""
    for j in range(2, deepest + 1):
        spans[j, filled[j]] = at[run[j]] - at[run[j - 1]]
        filled[j] += 1
    if deepest == steps:
        spans[1, filled[1]] = at[run[steps]] - at[run[1]]
        filled[1] += 1


@kernel
def _tally(
    first: int, after: int, at: Array, within: int, horizon: int, person_group: Array, row_group: Array,
    counts: Array, opened: Array, entry: Array, latest: Array, depth: Array,
) -> None:  # fmt: skip
    """Count the people of the range. In a loop of its own the far reads by row wait for each other, not for the walk."""
    for p in range(first, after):
        deepest = depth[p - first]
        if deepest == 0:
            continue
        group = 0
        if len(person_group) > 0:
            group = int(person_group[p])
        elif len(row_group) > 0:
            group = int(row_group[entry[p - first]])
        counts[group, deepest] += 1
        row = latest[p - first]
        if row != GONE and int(at[row]) + within > horizon:
            opened[group, deepest] += 1


def warm() -> tuple[Any, ...]:
    """Return the kernels of this file, for compiling ahead."""
    return (ordered_people,)
