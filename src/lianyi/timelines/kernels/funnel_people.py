"""The funnel person by person over words of bits: steps with conditions, events that mean several steps, strict order.

Each step holds the latest run that waits there; an event of step k moves the run of step k - 1 to step k. The steps
are tried from the last to the first, so that an event never serves a run twice.
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
    low: int, high: int, re_entry: bool, excluded: int, seen: int, runs: Array, best: Array,  # noqa: FBT001 - the order of a kernel's arguments
) -> None:  # fmt: skip
    """Take the rows of one person. `best` becomes the deepest step and the rows of the first run that came there.

    `runs[k * width + j]` is the row at which the run of step k took step j, GONE at j = 1 where step k has no run.
    """
    width = len(step_bits)
    for i in range(row, end):
        word = int(words[i - base])
        if word & later != 0:
            broken = word & excluded != 0
            ends = broken or word & seen != 0
            for k in range(width - 1, 1, -1):
                here, before = k * width, (k - 1) * width
                start = runs[before + 1]
                if start == GONE:
                    continue
                if (
                    not broken
                    and word & step_bits[k] != 0
                    and int(at[i]) - int(at[start]) <= within
                ):
                    runs[here + 1], runs[here + k] = start, i
                    for j in range(2, k):
                        runs[here + j] = runs[before + j]
                    if k > best[0]:
                        best[0] = k
                        for j in range(1, k + 1):
                            best[j] = runs[here + j]
                elif not ends:
                    continue
                runs[before + 1] = GONE
            if best[0] == width - 1:
                return
        if word & step_bits[1] != 0 and low <= at[i] < high and (re_entry or best[0] == 0):
            runs[width + 1] = i
            if best[0] == 0:
                best[0], best[1] = 1, i


@kernel
def funnel_people(
    first: int, after: int, taken: Array, offsets: Array, words: Array, at: Array, step_bits: Array,
    rule: Rule, groups: Groups, tally: Tally,
) -> None:  # fmt: skip
    """Add the people `first` up to `after` into `tally`; `words` begin with the first row of the first person.

    `step_bits[k]` (k from 1) are the bits that mean step k.
    """
    within, low, high, re_entry, _, excluded, seen, horizon = rule
    person_group, row_group = groups
    counts, opened, spans, filled, _ = tally
    width, later = len(step_bits), excluded | seen
    for k in range(2, width):
        later |= int(step_bits[k])
    runs, best = np.empty(width * width, np.int64), np.empty(width, np.int64)
    for p in range(first, after):
        if not taken[p]:
            continue
        for k in range(1, width):
            runs[k * width + 1] = GONE
        best[0] = 0
        _person(
            offsets[p], offsets[p + 1], offsets[first], words, at, step_bits, later, within, low, high, re_entry,
            excluded, seen, runs, best,
        )  # fmt: skip
        deepest, still = best[0], False
        if deepest == 0:
            continue
        for k in range(1, width - 1):
            start = runs[k * width + 1]
            still |= start != GONE and int(at[start]) + within > horizon
        group = group_of(p, best[1], person_group, row_group)
        counts[group, deepest] += 1
        opened[group, deepest] += still and deepest < width - 1
        add_times(best, deepest, width - 1, at, spans, filled)


def warm() -> tuple[Any, ...]:
    """Return the kernels of this file, for compiling ahead."""
    return (funnel_people,)
