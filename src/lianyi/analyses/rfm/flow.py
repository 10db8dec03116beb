"""Who moved between two days: groups before against groups after, everybody once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lianyi.analyses.rfm.found import Standing
    from lianyi.timelines.kernels.rfm import Gathered
    from lianyi.timelines.store import Array, Store

SINGLE, OUTSIDE, NEW = 8, 9, 10
"""States beside the eight groups: one order, ordered but not within the window, and never ordered so far."""
STATES = 11


def states(store: Store, standing: Standing | None, ever: Gathered | None) -> list[Array]:
    """Return everybody's state per segment of the store.

    `ever` are all who had ordered at all by that day; None where the window leaves nobody out.
    """
    per_segment = [np.full(s.people, NEW, np.uint8) for s in store.segments]
    for part in ever.parts if ever is not None else ():
        per_segment[part.segment][part.who] = OUTSIDE
    if standing is not None:
        for segment, who, codes in standing.placed.codes:
            per_segment[segment][who] = codes
    return per_segment


def flow(before: Sequence[Array], after: Sequence[Array]) -> Array:
    """Return [11, 10] people by state before and after; who had never ordered by the later day is nobody.

    Rows sum to the sizes of the groups before, columns to those after.
    """
    table = np.zeros(STATES * STATES, np.int64)
    for was, now in zip(before, after, strict=True):
        table += np.bincount(was.astype(np.int64) * STATES + now, minlength=STATES * STATES)
    return np.asarray(table.reshape(STATES, STATES)[:, :NEW])
