"""The funnel in one pass over events in order: how far each person came within the window.

For each step the latest run that has reached it is kept; an event of step k carries on the run of step k - 1 where
its start is within the window. A later start is never worse than an earlier one, so no other run has to be kept. A
run is its rows: entry, second step, third step …, each the first row of its step after the one before; that of step
k stands in `runs` at k * (steps + 1), and one that began at or before the fence (an exclusion, another person) is over.
All of it is one function, for a call for each person would count references to every array.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from lianyi.timelines.compiled import kernel
from lianyi.timelines.funnels import ALWAYS
from lianyi.timelines.kernels.bounds import lower_bound
from lianyi.timelines.store import Array

GONE = -1


@kernel
def ordered_people(
    first: int, after: int, taken: Array, offsets: Array, event: Array, at: Array, step_of: Array, steps: int,
    within: int, low: int, high: int, re_entry: bool, horizon: int,  # noqa: FBT001 - the order of a kernel's arguments
    person_group: Array, row_group: Array, counts: Array, opened: Array, spans: Array, filled: Array, best: Array, newest: Array, depth: Array,
) -> None:  # fmt: skip
    """Add people by group and deepest step into `counts`, and those of them who are still inside a window into `opened`.

    `step_of` [codes of events] gives the step, 0 for none, more than `steps` for an exclusion. Entries lie at `low` or
    later and before `high`. For `spans` see `_tally`; `best` [people, steps + 1], `newest`, `depth` [people] are scratch.
    """
    width = steps + 1
    runs = np.full(width * width, GONE, np.int64)
    for p in range(first, after):
        depth[p - first] = 0
        row, end, last = offsets[p], offsets[p + 1], offsets[p + 1]
        if low != -ALWAYS or high != ALWAYS or not taken[p]:
            row, last, end = _rows_of(taken[p], row, end, at, within, low, high)
        while row < last and step_of[event[row]] != 1:
            row += 1
        if row >= last:
            continue
        last = last if re_entry else row + 1
        entry, fence, deepest, best[p - first, 1] = row, row - 1, 1, row
        for i in range(row + 1, end):
            k = int(step_of[event[i]])
            if k == 1:
                if i < last:
                    entry = i
            elif k > steps:
                fence = i
            elif k > 1:
                start = entry if k == 2 else runs[(k - 1) * width + 1]
                is_newer = start > fence and start > runs[k * width + 1]
                if not is_newer or int(at[i]) - int(at[start]) > within:
                    continue
                runs[k * width + 1] = start
                for j in range(2, k):
                    runs[k * width + j] = runs[(k - 1) * width + j]
                runs[k * width + k] = i
                if k > deepest:
                    deepest = k
                    for j in range(1, k + 1):
                        best[p - first, j] = runs[k * width + j]
                    if k == steps:
                        break
        depth[p - first] = deepest
        newest[p - first] = entry if deepest < steps and entry > fence else GONE
    _tally(first, after, at, steps, within, horizon, person_group, row_group, counts, opened, spans, filled, best, newest, depth)  # fmt: skip


@kernel
def _rows_of(
    is_taken: bool, row: int, end: int, at: Array, within: int, low: int, high: int  # noqa: FBT001 - the order of a kernel's arguments
) -> tuple[int, int, int]:  # fmt: skip
    """Return the first row of a person at or after `low`, the first at or after `high`, the first beyond all windows."""
    if not is_taken or row == end or at[end - 1] < low or at[row] >= high:
        return end, end, end
    if at[row] < low:
        row = lower_bound(at, row, end, low)
    last = end
    if at[end - 1] >= high:
        last = lower_bound(at, row, end, high)
        end = lower_bound(at, last, end, high + within)
    return row, last, end


@kernel
def _tally(
    first: int, after: int, at: Array, steps: int, within: int, horizon: int, person_group: Array, row_group: Array,
    counts: Array, opened: Array, spans: Array, filled: Array, best: Array, newest: Array, depth: Array,
) -> None:  # fmt: skip
    """Count the people of the range: in a loop of its own the far reads by row do not wait for the walk.

    `spans[j, :filled[j]]` are the seconds from step j - 1 to step j, `spans[1]` those from the first step to the last.
    """
    for n in range(after - first):
        deepest = depth[n]
        if deepest == 0:
            continue
        group = 0
        if len(person_group) > 0:
            group = int(person_group[first + n])
        elif len(row_group) > 0:
            group = int(row_group[best[n, 1]])
        counts[group, deepest] += 1
        if newest[n] != GONE and int(at[newest[n]]) + within > horizon:
            opened[group, deepest] += 1
        for j in range(2, deepest + 1):
            spans[j, filled[j]] = at[best[n, j]] - at[best[n, j - 1]]
            filled[j] += 1
        if deepest == steps:
            spans[1, filled[1]] = at[best[n, steps]] - at[best[n, 1]]
            filled[1] += 1


def warm() -> tuple[Any, ...]:
    """Return the kernels of this file, for compiling ahead."""
    return (ordered_people,)
