"""Baskets: which items lie in one basket, and the sums by person that an interval needs. One pass over the rows.

Rows are items of baskets of somebody: sorted by person, then basket, then item; an item stands once in a basket. The
tables are items × items, of which the part above the diagonal is used, so memory depends on the items and on nothing
else.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from lianyi.timelines.compiled import kernel
from lianyi.timelines.store import Array

TOGETHER, SQUARE, WITH_FIRST, WITH_SECOND, WITH_ALL, BOTH = range(6)
"""Planes of the table of pairs: baskets with both, and over persons Σ of that number times itself, times the baskets with
the first item, with the second, times all baskets; and Σ baskets with the first × baskets with the second."""
COUNT, COUNT_SQUARE, COUNT_ALL = range(3)
"""Columns of the table of items: baskets, Σ baskets² over persons, Σ baskets with the item × all baskets."""


@kernel
def windows(person: Array, day: Array, days: int, basket: Array) -> None:
    """Number the baskets: what a person bought less than `days` days after the first purchase of the basket."""
    number, start = -1, 0
    for row in range(len(person)):
        if row == 0 or person[row] != person[row - 1] or day[row] - start >= days:
            number += 1
            start = day[row]
        basket[row] = number


@kernel
def gather(person: Array, basket: Array, item: Array, pairs: Array, items: Array, totals: Array) -> None:  # fmt: skip
    """Add up all rows: `pairs` [6, items, items], `items` [items, 3], `totals` (baskets, Σ baskets² over persons, persons).

    An item of −1 is one that is not counted; its basket is.
    """
    kinds = pairs.shape[1]
    had = np.zeros(kinds, np.int64)
    mine = np.empty(kinds, np.int64)
    held = np.empty(kinds, np.int64)
    now = np.zeros((kinds, kinds), np.int32)
    touched = np.empty(kinds * (kinds - 1) // 2, np.int64)
    row, rows = 0, len(person)
    while row < rows:
        who, baskets, known, met = person[row], 0, 0, 0
        while row < rows and person[row] == who:
            number, size = basket[row], 0
            while row < rows and person[row] == who and basket[row] == number:
                if item[row] >= 0:
                    held[size] = item[row]
                    size += 1
                row += 1
            baskets += 1
            known = _own(held, size, had, mine, known)
            met = _meet(held, size, now, touched, met)
        _close(baskets, mine, known, touched, met, had, now, pairs, items)
        totals[0] += baskets
        totals[1] += baskets * baskets
        totals[2] += 1


@kernel
def _own(held: Array, size: int, had: Array, mine: Array, known: int) -> int:
    """Count the items of one basket; return how many different ones the person has by now."""
    for k in range(size):
        if had[held[k]] == 0:
            mine[known] = held[k]
            known += 1
        had[held[k]] += 1
    return known


@kernel
def _meet(held: Array, size: int, now: Array, touched: Array, met: int) -> int:
    """Count the pairs of one basket; return how many different ones the person has by now."""
    kinds = now.shape[0]
    for k in range(size):
        for other in range(k + 1, size):
            if now[held[k], held[other]] == 0:
                touched[met] = held[k] * kinds + held[other]
                met += 1
            now[held[k], held[other]] += 1
    return met


@kernel
def _close(
    baskets: int, mine: Array, known: int, touched: Array, met: int, had: Array, now: Array, pairs: Array, items: Array
) -> None:  # fmt: skip
    """Add one person into the tables and clear what was noted on the way."""
    kinds = now.shape[0]
    for k in range(known):
        for other in range(k + 1, known):
            a, b = min(mine[k], mine[other]), max(mine[k], mine[other])
            pairs[BOTH, a, b] += had[a] * had[b]
    for k in range(met):
        a, b = touched[k] // kinds, touched[k] % kinds
        n = np.int64(now[a, b])
        pairs[TOGETHER, a, b] += n
        pairs[SQUARE, a, b] += n * n
        pairs[WITH_FIRST, a, b] += n * had[a]
        pairs[WITH_SECOND, a, b] += n * had[b]
        pairs[WITH_ALL, a, b] += n * baskets
        now[a, b] = 0
    for k in range(known):
        a = mine[k]
        items[a, COUNT] += had[a]
        items[a, COUNT_SQUARE] += had[a] * had[a]
        items[a, COUNT_ALL] += had[a] * baskets
        had[a] = 0


def warm() -> tuple[Any, ...]:
    """Return the kernels of this file, for compiling ahead."""
    return windows, gather
