"""Where in a person's rows a second begins: rows stand in the order of time, so halving finds it."""

from __future__ import annotations

from lianyi.timelines.compiled import kernel
from lianyi.timelines.store import Array


@kernel
def lower_bound(at: Array, row: int, end: int, second: int) -> int:
    """Return the first of the rows `row` up to `end` whose time is not before `second`; `end` where none is."""
    while row < end:
        middle = (row + end) >> 1
        if at[middle] < second:
            row = middle + 1
        else:
            end = middle
    return row
