"""From random ids to lists of children, by hashing in pieces that fit the cache.

Ids are mixed by a bijection and scattered by their top bits into partitions. The children of a partition go into a
small hash table, its parents look themselves up in it, and their edges are grouped there: all of it touches memory
that the cache holds, and partitions are independent, so threads share them without locks.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from lianyi.timelines.compiled import kernel
from lianyi.timelines.store import Array

NOBODY = -1
"""No parent, no child, nobody in this slot."""

_A = np.uint64(0xFF51AFD7ED558CCD)
_B = np.uint64(0xC4CEB9FE1A85EC53)
_33 = np.uint64(33)
_1 = np.uint64(1)


@kernel
def _mixed(number: Any) -> Any:
    """Return the id with its bits mixed; a bijection, so equal means equal (Appleby, MurmurHash3's finalizer)."""
    x = np.uint64(number)
    x ^= x >> _33
    x *= _A
    x ^= x >> _33
    x *= _B
    return x ^ (x >> _33)


@kernel
def count_keys(first: int, after: int, bits: int, parents: Array, children: Array, parent_counts: Array, child_counts: Array, out: Array) -> int:  # fmt: skip
    """Count into `…_counts` [partitions] where the ids of rows `first` up to `after` belong.

    Marks self-edges in `out` [rows] and returns how many there are; they belong nowhere.
    """
    shift = np.uint64(64 - bits)
    alone = 0
    for row in range(first, after):
        if parents[row] == children[row]:
            out[row] = 1
            alone += 1
            continue
        parent_counts[_mixed(parents[row]) >> shift] += 1
        child_counts[_mixed(children[row]) >> shift] += 1
    return alone


@kernel
def scatter_keys(first: int, after: int, bits: int, ids: Array, others: Array, places: Array, keys: Array, rows: Array) -> None:  # fmt: skip
    """Write the keys and rows of `ids` to where `places` [partitions] say; self-edges stay away."""
    shift = np.uint64(64 - bits)
    for row in range(first, after):
        if ids[row] == others[row]:
            continue
        key = _mixed(ids[row])
        part = key >> shift
        at = places[part]
        places[part] = at + 1
        keys[at] = key
        rows[at] = row


@kernel
def goes_before(row: int, other: int, times: Array, parents: Array) -> bool:
    """Say whether the edge of `row` counts rather than that of `other`: earlier, else the smaller parent, else above."""
    if len(times) > 0 and times[row] != times[other]:
        return bool(times[row] < times[other])
    if len(times) > 0 and parents[row] != parents[other]:
        return bool(parents[row] < parents[other])
    return row < other


@kernel
def slots_for(entries: int) -> int:
    """Return a power of two of at least twice as many slots as `entries`."""
    slots = 16
    while slots < 2 * entries:
        slots *= 2
    return slots


@kernel
def _find(key: Any, slots: Array, mask: Any, entry_keys: Array) -> Any:
    """Return the slot that holds `key`, or the free one where it belongs."""
    slot = key & mask
    while slots[slot] != NOBODY and entry_keys[slots[slot]] != key:
        slot = (slot + _1) & mask
    return slot


@kernel
def _enter_children(first: int, after: int, keys: Array, rows: Array, times: Array, parents: Array, out: Array, slots: Array, size: int, entry_keys: Array, entry_rows: Array) -> tuple[int, int]:  # fmt: skip
    """Enter each child with the row that counts, mark the others in `out`; return the entries and how many are marked."""
    mask = np.uint64(size - 1)
    slots[:size] = NOBODY
    entries = 0
    marked = 0
    for at in range(first, after):
        key, row = keys[at], rows[at]
        slot = _find(key, slots, mask, entry_keys)
        entry = slots[slot]
        if entry == NOBODY:
            slots[slot] = entries
            entry_keys[entries] = key
            entry_rows[entries] = row
            entries += 1
            continue
        marked += 1
        held = entry_rows[entry]
        if goes_before(row, held, times, parents):
            entry_rows[entry] = row
            out[held] = 1
        else:
            out[row] = 1
    return entries, marked


@kernel
def _more_slots(entries: int, slots: Array, entry_keys: Array) -> int:
    size = slots_for(2 * entries)
    mask = np.uint64(size - 1)
    slots[:size] = NOBODY
    for entry in range(entries):
        slots[_find(entry_keys[entry], slots, mask, entry_keys)] = entry
    return size


@kernel
def _look_up_parents(first: int, after: int, keys: Array, rows: Array, settled: int, out: Array, slots: Array, size: int, entries: int, entry_keys: Array, entry_rows: Array, entry_kids: Array, entry_of: Array, root_rows: Array, roots: int) -> tuple[int, int]:  # fmt: skip
    """Count the children of each entry; a parent that is nobody's child becomes an entry with row `-1 - root`."""
    mask = np.uint64(size - 1)
    for at in range(first, after):
        key, row = keys[at], rows[at]
        slot = _find(key, slots, mask, entry_keys)
        entry = slots[slot]
        if entry == NOBODY:
            entry = entries
            slots[slot] = entry
            entry_keys[entry] = key
            entry_rows[entry] = -1 - roots
            entry_kids[entry] = 0
            root_rows[roots] = row
            roots += 1
            entries += 1
            if 2 * entries > size:
                size = _more_slots(entries, slots, entry_keys)
                mask = np.uint64(size - 1)
        entry_of[at - first] = entry
        if settled == 0 or out[row] == 0:
            entry_kids[entry] += 1
    return entries, roots


@kernel
def link_partitions(first: int, after: int, settled: int, bounds_p: Array, bounds_c: Array, keys_p: Array, rows_p: Array, keys_c: Array, rows_c: Array, times: Array, parents: Array, out: Array, slots: Array, entry_keys: Array, entry_rows: Array, entry_kids: Array, entry_of: Array, kids: Array, kids_of: Array, root_rows: Array, root_kids: Array) -> tuple[int, int]:  # fmt: skip
    """List the children of each id of the partitions `first` up to `after`; an edge row stands for the child it brings.

    `kids` gets, parent by parent, the rows of its children, the last one as `-1 - row`; `kids_of` [rows] says where
    those of that row's child begin. A parent that is nobody's child is a root: of number k, `root_rows[k]` is a row
    that names it, `root_kids[k]` where its children begin; both arrays are this call's own. Edges whose child had an
    earlier parent are marked in `out`: all of them are known, and left out of the lists, in a second call (`settled` 1).
    `slots`, `entry_…` are scratch. Returns how many roots there are, and how many edges were marked.
    """
    roots = 0
    marked = 0
    for part in range(first, after):
        begin, end = bounds_p[part], bounds_p[part + 1]
        size = slots_for(bounds_c[part + 1] - bounds_c[part])
        entries, found = _enter_children(bounds_c[part], bounds_c[part + 1], keys_c, rows_c, times, parents, out, slots, size, entry_keys, entry_rows)  # fmt: skip
        marked += found
        entry_kids[:entries] = 0
        entries, roots = _look_up_parents(begin, end, keys_p, rows_p, settled, out, slots, size, entries, entry_keys, entry_rows, entry_kids, entry_of, root_rows, roots)  # fmt: skip
        place = begin
        for entry in range(entries):
            count = entry_kids[entry]
            entry_kids[entry] = place
            place += count
        for at in range(begin, end):
            row = rows_p[at]
            if settled == 1 and out[row] == 1:
                continue
            entry = entry_of[at - begin]
            kids[entry_kids[entry]] = row
            entry_kids[entry] += 1
        place = begin
        for entry in range(entries):
            ends, row = entry_kids[entry], entry_rows[entry]
            if row < 0:
                root_kids[-1 - row] = place if ends > place else NOBODY
            elif ends > place:
                kids_of[row] = place
            if ends > place:
                kids[ends - 1] = -1 - kids[ends - 1]
            place = ends
    return roots, marked
