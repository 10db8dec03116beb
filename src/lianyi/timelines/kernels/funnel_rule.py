"""What the kernels of a funnel over words of bits share: the rule, what is counted, and how a run is counted."""

from __future__ import annotations

from typing import NamedTuple

from lianyi.timelines.compiled import kernel
from lianyi.timelines.store import Array

GONE = -1


class Rule(NamedTuple):
    """What moves a run. Entries lie at `low` or later and before `high`; without `re_entry` a person has one.

    `excluded` and `seen` are bits: an event with the first ends every run, one with the second every run that it does
    not carry on. `merged` makes one attempt of runs that renew each other.
    """

    within: int
    low: int
    high: int
    re_entry: bool
    merged: bool
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
def group_of(p: int, row: int, person_group: Array, row_group: Array) -> int:
    """Return the group of a run of person `p` whose entry is at `row`."""
    if len(person_group) > 0:
        return int(person_group[p])
    if len(row_group) > 0:
        return int(row_group[row])
    return 0


@kernel
def add_times(run: Array, level: int, steps: int, at: Array, spans: Array, filled: Array) -> None:
    """Add the times of a run that has reached `level`; `run[j]` is the row of its step j."""
    for j in range(2, level + 1):
        spans[j, filled[j]] = at[run[j]] - at[run[j - 1]]
        filled[j] += 1
    if level == steps:
        spans[1, filled[1]] = at[run[steps]] - at[run[1]]
        filled[1] += 1
