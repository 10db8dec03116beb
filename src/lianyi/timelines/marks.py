"""Conditions on rows as bits: bit b of a row's word says whether the row meets condition b.

A condition names, for some columns, the codes that it takes. Per column a table by code holds the bits of all
conditions that this column allows, so that a row's word is the AND of one entry a column.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from lianyi.timelines.store import Array, Stream

Condition = Mapping[str, Array]
"""Per column a boolean array by code; a column that is not named may hold anything."""

BITS = 32
ROWS_AT_ONCE = 1 << 17
"""Words of so many rows are made at a time: they stay in the cache until they are read."""


@dataclass(frozen=True)
class Marking:
    """Tables (uint32 by code) of the columns that the conditions name."""

    tables: tuple[tuple[str, Array], ...]
    bits: int

    def words(self, stream: Stream, first: int, after: int) -> Array:
        """Return the words (uint32) of the rows `first` up to, without, `after`."""
        from lianyi.timelines.kernels.marking import narrow

        words = np.full(after - first, self.bits, np.uint32)
        for column, table in self.tables:
            narrow(first, after, stream[column], table, words)
        return words


def marking(conditions: Sequence[Condition]) -> Marking:
    """Return the tables of at most `BITS` conditions; condition b owns bit b."""
    if len(conditions) > BITS:
        raise ValueError(f"{len(conditions)} conditions do not fit into {BITS} bits")
    everything = (1 << len(conditions)) - 1
    tables: dict[str, Array] = {}
    for bit, condition in enumerate(conditions):
        for column, taken in condition.items():
            table = tables.setdefault(column, np.full(len(taken), everything, np.uint32))
            table[~taken] &= np.uint32(everything & ~(1 << bit))
    return Marking(tuple(tables.items()), everything)


def narrowed(condition: Condition, further: Condition) -> dict[str, Array]:
    """Return the condition that is met where both are."""
    shared = {c: condition[c] & further[c] for c in condition if c in further}
    return {**condition, **further, **shared}


def chunks(offsets: Array, first: int, after: int, rows: int = ROWS_AT_ONCE) -> Iterator[tuple[int, int]]:  # fmt: skip
    """Yield ranges of people within `first` up to `after` whose rows are about `rows`, one person at least."""
    while first < after:
        end = int(np.searchsorted(offsets, offsets[first] + rows, side="right")) - 1
        end = min(max(end, first + 1), after)
        yield first, end
        first = end
