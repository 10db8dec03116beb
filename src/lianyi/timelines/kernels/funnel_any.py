"""The funnel without an order: how many different steps one window holds, whichever came first.

For each step the latest row is kept. A window that ends with an event holds the steps whose latest row is not older
than the window, so looking back at each event finds the fullest window of all. Rows come as words of bits.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from lianyi.timelines.compiled import kernel
from lianyi.timelines.kernels.funnel_rule import GONE, Groups, Rule, Tally, add_times, group_of
from lianyi.timelines.store import Array


@kernel
def _fullest(row: int, at: Array, within: int, latest: Array, best: Array) -> None:
    """Keep the window that ends at `row` where it holds more steps than `best`: its number, then rows in order."""
    steps = len(latest) - 1
    held = 0
    for k in range(1, steps + 1):
        if latest[k] != GONE and int(at[row]) - int(at[latest[k]]) <= within:
            held += 1
    if held <= best[0]:
        return
    best[0] = held
    n = 0
    for k in range(1, steps + 1):
        if latest[k] == GONE or int(at[row]) - int(at[latest[k]]) > within:
            continue
        n += 1
        place = n
        while place > 1 and best[place - 1] > latest[k]:
            best[place] = best[place - 1]
            place -= 1
        best[place] = latest[k]


@kernel
def _person(
    row: int, end: int, base: int, words: Array, at: Array, step_bits: Array,
    within: int, low: int, high: int, re_entry: bool, excluded: int, latest: Array, best: Array,  # noqa: FBT001 - the order of a kernel's arguments
) -> int:  # fmt: skip
    """Take the rows of one person; return the row at which the last window that may still fill up began, or GONE."""
    steps = len(step_bits) - 1
    begun = GONE
    for i in range(row, end):
        word = words[i - base]
        if word == 0 or at[i] < low:
            continue
        if word & excluded != 0:
            if begun != GONE and not re_entry:
                return GONE
            for k in range(1, steps + 1):
                latest[k] = GONE
            begun = GONE
        for k in range(1, steps + 1):
            if word & step_bits[k] == 0:
                continue
            if at[i] < high and (re_entry or best[0] == 0):
                begun = i
            if begun == GONE or int(at[i]) - int(at[begun]) > within:
                continue
            latest[k] = i
            _fullest(i, at, within, latest, best)
            if best[0] == steps:
                return GONE
    return begun


@kernel
def funnel_any(
    first: int, after: int, taken: Array, offsets: Array, words: Array, at: Array, step_bits: Array,
    rule: Rule, groups: Groups, tally: Tally,
) -> None:  # fmt: skip
    """Add the people `first` up to `after` into `tally`, by the number of different steps in their fullest window.

    As `funnel_people`; no event may mean two steps.
    """
    within, low, high, re_entry, _, excluded, _, horizon = rule
    person_group, row_group = groups
    counts, opened, spans, filled, _ = tally
    width = len(step_bits)
    latest = np.empty(width, np.int64)
    best = np.empty(width, np.int64)
    base = offsets[first]
    for p in range(first, after):
        if not taken[p]:
            continue
        for k in range(width):
            latest[k] = GONE
        best[0] = 0
        begun = _person(offsets[p], offsets[p + 1], base, words, at, step_bits, within, low, high, re_entry, excluded, latest, best)  # fmt: skip
        held = best[0]
        if held == 0:
            continue
        group = group_of(p, best[1], person_group, row_group)
        counts[group, held] += 1
        add_times(best, held, width - 1, at, spans, filled)
        if begun != GONE and int(at[begun]) + within > horizon:
            opened[group, held] += 1


def warm() -> tuple[Any, ...]:
    """Return the kernels of this file, for compiling ahead."""
    return (funnel_any,)
