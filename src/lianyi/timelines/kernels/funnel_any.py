"""The funnel without an order: how many different steps one window holds, whichever came first.

For each step the latest row is kept. A window that ends with an event holds the steps whose latest row is not older
than the window, so looking back at each event finds the fullest window of all. Rows come as words of bits.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from lianyi.timelines.compiled import kernel
from lianyi.timelines.kernels.funnel_runs import GONE, Groups, Rule, Tally, add_spans, group_of
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
    row: int, end: int, base: int, words: Array, at: Array, step_bits: Array, rule: Rule, latest: Array, best: Array
) -> int:  # fmt: skip
    """Take the rows of one person; return the row at which the last window that may still fill up began, or GONE."""
    steps = len(step_bits) - 1
    begun = GONE
    for i in range(row, end):
        word = words[i - base]
        if word == 0 or at[i] < rule.low:
            continue
        if word & rule.excluded != 0:
            if begun != GONE and not rule.re_entry:
                return GONE
            latest[:] = GONE
            begun = GONE
        for k in range(1, steps + 1):
            if word & step_bits[k] == 0:
                continue
            if at[i] < rule.high and (rule.re_entry or best[0] == 0):
                begun = i
            if begun == GONE or int(at[i]) - int(at[begun]) > rule.within:
                continue
            latest[k] = i
            _fullest(i, at, rule.within, latest, best)
            if best[0] == steps:
                return GONE
    return begun


@kernel
def funnel_any(
    first: int, after: int, taken: Array, offsets: Array, words: Array, at: Array, step_bits: Array,
    rule: Rule, groups: Groups, tally: Tally,
) -> None:  # fmt: skip
    """Add the people `first` up to `after` into `tally`, by the number of different steps in their fullest window.

    As `funnel_runs`, with people only; no event may mean two steps.
    """
    width = len(step_bits)
    latest = np.empty(width, np.int64)
    best = np.empty(width, np.int64)
    base = offsets[first]
    for p in range(first, after):
        if not taken[p]:
            continue
        latest[:] = GONE
        best[:] = 0
        begun = _person(offsets[p], offsets[p + 1], base, words, at, step_bits, rule, latest, best)
        held = best[0]
        if held == 0:
            continue
        group = group_of(p, best[1], groups)
        tally.counts[group, held] += 1
        add_spans(best, held, width - 1, at, tally)
        if begun != GONE and int(at[begun]) + rule.within > rule.horizon:
            tally.opened[group, held] += 1


def warm() -> tuple[Any, ...]:
    """Return the kernels of this file, for compiling ahead."""
    return (funnel_any,)
