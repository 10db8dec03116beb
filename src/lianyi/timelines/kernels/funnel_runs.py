"""The funnel run by run: every entry is a run that later events carry on, until it ends and is counted once.

Each step holds at most one run, the latest that waits there. An event of step k moves the run of step k - 1 to step
k; a run that stood there is superseded. An event may mean several steps: they are tried from the last to the first,
so that it never serves a run twice. Rows come as words of bits (`timelines.marks`).
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from lianyi.timelines.compiled import kernel
from lianyi.timelines.store import Array

GONE = -1
PEOPLE, ENTRIES, ATTEMPTS = 0, 1, 2
"""What is counted: each person's deepest run; every run; runs, of which a superseded one is the same attempt."""


class Rule(NamedTuple):
    """What moves a run. `excluded` and `seen` are bits: an event with the first ends every run, one with the second
    every run that it does not carry on. Entries lie at `low` or later and before `high`.
    """

    unit: int
    within: int
    low: int
    high: int
    re_entry: bool
    excluded: int
    seen: int
    horizon: int


class Tally(NamedTuple):
    """What is counted, by group and deepest step; `opened` are those whose window was not over at the horizon.

    `spans[j, :filled[j]]` are the seconds from step j - 1 to step j, `spans[1]` those from the first to the last;
    `moments[a, b]` sums over people how many of their runs reached step a, times how many reached step b, and
    `moments[0, 0]` is the number of people who have runs.
    """

    counts: Array
    opened: Array
    spans: Array
    filled: Array
    moments: Array


class Groups(NamedTuple):
    """The group of a run: `person[p]`, else `row[row of the entry]`; both empty where there is one group only."""

    person: Array
    row: Array


@kernel
def group_of(p: int, row: int, groups: Groups) -> int:
    """Return the group of a run of person `p` whose entry is at `row`."""
    if len(groups.person) > 0:
        return int(groups.person[p])
    if len(groups.row) > 0:
        return int(groups.row[row])
    return 0


@kernel
def add_spans(run: Array, level: int, steps: int, at: Array, tally: Tally) -> None:
    """Add the times of a run that has reached `level`; `run[j]` is the row of its step j."""
    for j in range(2, level + 1):
        tally.spans[j, tally.filled[j]] = at[run[j]] - at[run[j - 1]]
        tally.filled[j] += 1
    if level == steps:
        tally.spans[1, tally.filled[1]] = at[run[steps]] - at[run[1]]
        tally.filled[1] += 1


@kernel
def _end(p: int, level: int, at: Array, rule: Rule, groups: Groups, runs: Array, mine: Array, tally: Tally) -> int:  # fmt: skip
    """Take away the run of step `level` and count it, unless people are counted; return its group."""
    run = runs[level]
    group = group_of(p, run[1], groups)
    if rule.unit != PEOPLE:
        mine[level] += 1
        tally.counts[group, level] += 1
        add_spans(run, level, len(mine) - 1, at, tally)
    run[1] = GONE
    return group


@kernel
def _supersede(p: int, level: int, row: int, at: Array, rule: Rule, groups: Groups, runs: Array, mine: Array, tally: Tally) -> None:  # fmt: skip
    """Make room at `level` for a newer run: within its window the old one is the same attempt, and so not counted."""
    start = runs[level, 1]
    if start == GONE:
        return
    if rule.unit == ATTEMPTS and int(at[row]) - int(at[start]) <= rule.within:
        runs[level, 1] = GONE
    else:
        _end(p, level, at, rule, groups, runs, mine, tally)


@kernel
def _carry_on(
    p: int, k: int, row: int, meant: bool, at: Array, rule: Rule, groups: Groups,  # noqa: FBT001 - the order of a kernel's arguments
    runs: Array, best: Array, mine: Array, tally: Tally,
) -> bool:  # fmt: skip
    """Let the event at `row` do to the run of step k - 1 what it does; return whether the run came to step k."""
    before = runs[k - 1]
    if before[1] == GONE:
        return False
    if not meant or int(at[row]) - int(at[before[1]]) > rule.within:
        return False
    _supersede(p, k, row, at, rule, groups, runs, mine, tally)
    for j in range(1, k):
        runs[k, j] = before[j]
    runs[k, k] = row
    before[1] = GONE
    if k > best[0]:
        best[0] = k
        for j in range(1, k + 1):
            best[j] = runs[k, j]
    return True


@kernel
def _person(
    p: int, row: int, end: int, base: int, words: Array, at: Array, step_bits: Array, rule: Rule, groups: Groups,
    runs: Array, best: Array, mine: Array, tally: Tally,
) -> None:  # fmt: skip
    """Take the rows of one person. `best[0]` is the deepest step so far, `best[1:]` the rows of that run."""
    steps = len(step_bits) - 1
    for i in range(row, end):
        word = words[i - base]
        if word == 0:
            continue
        broken = word & rule.excluded != 0
        for k in range(steps, 1, -1):
            meant = not broken and word & step_bits[k] != 0
            if _carry_on(p, k, i, meant, at, rule, groups, runs, best, mine, tally):
                if k == steps:
                    if rule.unit == PEOPLE:
                        return
                    _end(p, k, at, rule, groups, runs, mine, tally)
            elif runs[k - 1, 1] != GONE and (broken or word & rule.seen != 0):
                _end(p, k - 1, at, rule, groups, runs, mine, tally)
        if (
            word & step_bits[1] != 0
            and rule.low <= at[i] < rule.high
            and (rule.re_entry or best[0] == 0)
        ):
            _supersede(p, 1, i, at, rule, groups, runs, mine, tally)
            runs[1, 1] = i
            if best[0] == 0:
                best[0] = 1
                best[1] = i


@kernel
def funnel_runs(
    first: int, after: int, taken: Array, offsets: Array, words: Array, at: Array, step_bits: Array,
    rule: Rule, groups: Groups, tally: Tally,
) -> None:  # fmt: skip
    """Add the people `first` up to `after` into `tally`; `words` begin with the first row of the first person.

    `step_bits[k]` (k from 1) are the bits that mean step k.
    """
    width = len(step_bits)
    runs = np.empty((width, width), np.int64)
    best = np.empty(width, np.int64)
    mine = np.empty(width, np.int64)
    base = offsets[first]
    for p in range(first, after):
        if not taken[p] or offsets[p] == offsets[p + 1]:
            continue
        runs[:, 1] = GONE
        best[:] = 0
        mine[:] = 0
        _person(p, offsets[p], offsets[p + 1], base, words, at, step_bits, rule, groups, runs, best, mine, tally)  # fmt: skip
        _rest(p, at, rule, groups, runs, best, mine, tally)


@kernel
def _rest(p: int, at: Array, rule: Rule, groups: Groups, runs: Array, best: Array, mine: Array, tally: Tally) -> None:  # fmt: skip
    """End what still goes on when a person's rows are over, and count the person."""
    steps = len(mine) - 1
    deepest = best[0]
    still = False
    for level in range(steps - 1, 0, -1):
        start = runs[level, 1]
        if start == GONE:
            continue
        is_open = bool(int(at[start]) + rule.within > rule.horizon)
        still |= is_open
        group = _end(p, level, at, rule, groups, runs, mine, tally)
        if is_open and rule.unit != PEOPLE:
            tally.opened[group, level] += 1
    if rule.unit == PEOPLE:
        if deepest > 0:
            group = group_of(p, best[1], groups)
            tally.counts[group, deepest] += 1
            add_spans(best, deepest, steps, at, tally)
            if still and deepest < steps:
                tally.opened[group, deepest] += 1
        return
    for j in range(steps - 1, 0, -1):
        mine[j] += mine[j + 1]
    tally.moments[0, 0] += mine[1] > 0
    for a in range(1, steps + 1):
        for b in range(1, steps + 1):
            tally.moments[a, b] += mine[a] * mine[b]


def warm() -> tuple[Any, ...]:
    """Return the kernels of this file, for compiling ahead."""
    return (funnel_runs,)
