"""Cycles among edges that no root reaches: each is found once and cut at the edge that came last, never followed."""

from __future__ import annotations

from lianyi.timelines.compiled import kernel
from lianyi.timelines.kernels.forest_links import NOBODY, goes_before
from lianyi.timelines.store import Array


@kernel
def parents_of_unreached(seen: Array, kids: Array, kids_of: Array, up: Array) -> None:
    """Write into `up` [rows] the row above each row that is not `seen`; what hangs below it is not seen either."""
    for row in range(len(seen)):
        if seen[row]:
            continue
        place = kids_of[row]
        while place != NOBODY:
            kid = kids[place]
            if kid < 0:
                up[-1 - kid] = row
                break
            up[kid] = row
            place += 1


@kernel
def find_cycles(seen: Array, up: Array, times: Array, parents: Array, walk_of: Array, cycle_rows: Array, cycle_of: Array, cuts: Array) -> tuple[int, int]:  # fmt: skip
    """List the rows of each cycle with its number, and per cycle the row to cut; return how many cycles and rows.

    `walk_of` [rows] is scratch of zeros. Every row that is not `seen` has one above it, so a walk up ends on a cycle or
    where an earlier walk has been.
    """
    cycles = 0
    listed = 0
    walk = 0
    for start in range(len(seen)):
        if seen[start] or walk_of[start]:
            continue
        walk += 1
        row = start
        while walk_of[row] == 0:
            walk_of[row] = walk
            row = up[row]
        if walk_of[row] != walk:
            continue
        last = row
        at = row
        while True:
            cycle_rows[listed] = at
            cycle_of[listed] = cycles
            listed += 1
            if goes_before(last, at, times, parents):
                last = at
            at = up[at]
            if at == row:
                break
        cuts[cycles] = last
        cycles += 1
    return cycles, listed
