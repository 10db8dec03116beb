"""The funnel run by run: every entry is a run that later events carry on, until it ends and is counted once.

Each step holds at most one run, the latest that waits there. An event of step k moves the run of step k - 1 to step
k; a run that stood there is superseded. An event may mean several steps: they are tried from the last to the first,
so that it never serves a run twice. Rows come as words of bits (`timelines.marks`).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from lianyi.timelines.compiled import kernel
from lianyi.timelines.kernels.funnel_rule import GONE, Groups, Rule, Tally, add_times, group_of
from lianyi.timelines.store import Array


@kernel
def _person(
    row: int, end: int, base: int, words: Array, at: Array, step_bits: Array, later: int, within: int,
    low: int, high: int, re_entry: bool, merged: bool, excluded: int, seen: int, runs: Array, over: Array,  # noqa: FBT001 - the order of a kernel's arguments
) -> int:  # fmt: skip
    """Take the rows of one person; return how many runs are in `over`, each as its deepest step and its rows.

    `runs[k * width + j]` is the row at which the run of step k took step j, GONE at j = 1 where step k has no run; one
    that is through waits at the last step.
    """
    # What happens at most rows stands here: a call counts references to every array.
    width, n, entered = len(step_bits), 0, False
    for i in range(row, end):
        word = int(words[i - base])
        if word & later != 0:
            broken = word & excluded != 0
            ends = broken or word & seen != 0
            for k in range(width - 1, 1, -1):
                here, before = k * width, (k - 1) * width
                start, other = runs[before + 1], runs[here + 1]
                if start == GONE:
                    continue
                came = (
                    not broken
                    and word & step_bits[k] != 0
                    and int(at[i]) - int(at[start]) <= within
                )
                if not came and ends:
                    n = _is_over(n, k - 1, width, runs, over)
                if not came:
                    continue
                if other != GONE and (
                    not merged or k == width - 1 or int(at[i]) - int(at[other]) > within
                ):
                    n = _is_over(n, k, width, runs, over)
                runs[before + 1], runs[here + 1], runs[here + k] = GONE, start, i
                for j in range(2, k):
                    runs[here + j] = runs[before + j]
        if word & step_bits[1] != 0 and low <= at[i] < high and (re_entry or not entered):
            start = runs[width + 1]
            if start != GONE and (not merged or int(at[i]) - int(at[start]) > within):
                over[n, 0], over[n, 1] = 1, start
                n += 1
            runs[width + 1] = i
            entered = True
    return n


@kernel
def _is_over(n: int, level: int, width: int, runs: Array, over: Array) -> int:
    """Move the run of step `level` to `over`; return how many are there."""
    over[n, 0] = level
    for j in range(1, level + 1):
        over[n, j] = runs[level * width + j]
    runs[level * width + 1] = GONE
    return n + 1


@kernel
def _settle(
    p: int, n: int, within: int, horizon: int, at: Array, person_group: Array, row_group: Array, runs: Array,
    over: Array, mine: Array, counts: Array, opened: Array, spans: Array, filled: Array, moments: Array,
) -> None:  # fmt: skip
    """Count the runs of one person: the `n` in `over`, and those that still go on or are through."""
    width, every = len(mine), n
    for k in range(1, width):
        mine[k] = 0
        if runs[k * width + 1] != GONE:
            every = _is_over(every, k, width, runs, over)
    for m in range(every):
        level, start = over[m, 0], over[m, 1]
        mine[level] += 1
        group = group_of(p, start, person_group, row_group)
        counts[group, level] += 1
        if level > 1:
            add_times(over[m], level, width - 1, at, spans, filled)
        if m >= n and level < width - 1 and int(at[start]) + within > horizon:
            opened[group, level] += 1
    if every > 0:
        moments[0, 0] += 1
        for j in range(width - 2, 0, -1):
            mine[j] += mine[j + 1]
        for j in range(1, width):
            for k in range(1, width):
                moments[j, k] += mine[j] * mine[k]


@kernel
def funnel_runs(
    first: int, after: int, taken: Array, offsets: Array, words: Array, at: Array, step_bits: Array,
    rule: Rule, groups: Groups, tally: Tally,
) -> None:  # fmt: skip
    """Add the runs of the people `first` up to `after` into `tally`; `words` begin with the first row of the first person.

    `step_bits[k]` (k from 1) are the bits that mean step k.
    """
    within, low, high, re_entry, merged, excluded, seen, horizon = rule
    person_group, row_group = groups
    counts, opened, spans, filled, moments = tally
    width, longest, later = len(step_bits), 0, excluded | seen
    for k in range(2, width):
        later |= int(step_bits[k])
    for p in range(first, after):
        longest = max(longest, offsets[p + 1] - offsets[p])
    runs, over = np.empty(width * width, np.int64), np.empty((longest + width, width), np.int64)
    mine = np.empty(width, np.int64)
    for p in range(first, after):
        if not taken[p]:
            continue
        for k in range(1, width):
            runs[k * width + 1] = GONE
        n = _person(
            offsets[p], offsets[p + 1], offsets[first], words, at, step_bits, later, within, low, high, re_entry, merged,
            excluded, seen, runs, over,
        )  # fmt: skip
        _settle(p, n, within, horizon, at, person_group, row_group, runs, over, mine, counts, opened, spans, filled, moments)  # fmt: skip


def warm() -> tuple[Any, ...]:
    """Return the kernels of this file, for compiling ahead."""
    return (funnel_runs,)
