"""Ids of reposts as numbers, and which row counts of those that share one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from lianyi.analyses.cascades.times import UNKNOWN

if TYPE_CHECKING:
    from lianyi.timelines.store import Array

POST = -1
"""No row: the item's post itself."""
NO_PARENT = {"", "0", "-1", "null", "none", "nan", "na"}
"""What stands for no parent, unless a row of the item has that id."""
LONGEST_NONE = 8
LONGEST_NUMBER = 18


def coded(texts: Sequence[str], above: Sequence[str], items: Sequence[str]) -> tuple[Array, Array, Array, Array]:  # fmt: skip
    """Return ids and parents as numbers, equal where the texts are, which parents mean none, and the items' own numbers.

    Whole numbers stand for themselves, which is quicker than a dictionary of a million texts; an item whose name is no
    id has −2.
    """
    own, parents = _as_numbers(texts), _as_numbers(above)
    if own is not None and parents is not None:
        names = [int(i) if i.isascii() and i.isdigit() and len(i) <= LONGEST_NUMBER and str(int(i)) == i else -2 for i in items]  # fmt: skip
        if int(max(own.max(initial=0), parents.max(initial=0))) * (len(items) + 1) < 2**62:
            return own + 1, parents + 1, parents <= 0, np.array(names, np.int64) + 1
    every = dict.fromkeys(texts)
    every.update(dict.fromkeys(above))
    codes = dict(zip(every, range(len(every)), strict=True))
    own, parents = (np.fromiter(map(codes.__getitem__, c), np.int64, len(c)) for c in (texts, above))  # fmt: skip
    none = [c for t, c in codes.items() if not t or (len(t) <= LONGEST_NONE and t.strip().lower() in NO_PARENT)]  # fmt: skip
    return own, parents, np.isin(parents, none), np.array([codes.get(i, -2) if i else -2 for i in items], np.int64)  # fmt: skip


def _as_numbers(texts: Sequence[str]) -> Array | None:
    """Return whole numbers, −1 for an empty text; None where another text would be the same number (`01`, ` 1`)."""
    joined = "".join(texts)
    if not (joined.isascii() and (joined.isdigit() or not joined)):
        return None
    if max(map(len, texts), default=0) > LONGEST_NUMBER:
        return None
    values = np.fromiter(map(int, [t or "-1" for t in texts]), np.int64, len(texts))
    digits = np.searchsorted(10 ** np.arange(1, LONGEST_NUMBER + 1), values, side="right") + 1
    return values if int(digits[values >= 0].sum()) == len(joined) else None


class Keys:
    """Rows by their key: the one that counts of each, and how to find it."""

    def __init__(self, key: Array, at: Array, usable: Array) -> None:
        order = np.argsort(key, kind="stable")
        order = order[usable[order]]
        first = np.ones(len(order), bool)
        first[1:] = key[order][1:] != key[order][:-1]
        if not first.all():
            order = order[np.lexsort((order, at[order], at[order] == UNKNOWN, key[order]))]
        self.rows = order[first]
        self.keys = key[self.rows]
        self.kept = np.zeros(len(key), bool)
        self.kept[self.rows] = True

    def find(self, key: Array) -> Array:
        """Return the row that counts for each key, POST where there is none."""
        found = np.full(len(key), POST)
        if len(self.keys):
            # In ascending order the search walks through memory instead of jumping.
            order = np.argsort(key, kind="stable")
            place = np.minimum(np.searchsorted(self.keys, key[order]), len(self.keys) - 1)
            found[order] = np.where(self.keys[place] == key[order], self.rows[place], POST)
        return found
