"""Which rows meet which conditions: one word of bits a row, narrowed column by column through tables by code."""

from __future__ import annotations

from lianyi.timelines.compiled import kernel
from lianyi.timelines.store import Array


@kernel
def narrow(first: int, after: int, column: Array, table: Array, words: Array) -> None:
    """Keep in `words` [after - first] the bits that `table` (uint32 by code) allows for the rows `first` up to `after`."""
    for row in range(first, after):
        words[row - first] &= table[column[row]]
