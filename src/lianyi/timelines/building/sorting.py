"""The order of rows within people: second, event rank, the order's turn, the rest of the second, content."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from lianyi.timelines.ranks import BITS
from lianyi.timelines.store import Array
from lianyi.timelines.streams import BASE_SECONDS

MICRO = 1_000_000


def seconds_of(us: Array) -> tuple[Array, Array]:
    """Return (seconds since the base day, microseconds within the second) of microseconds since 1970."""
    seconds = us // MICRO
    return seconds - BASE_SECONDS, us - seconds * MICRO


def order_of(rows: Mapping[str, Array], seconds: Array, micro: Array, rank: Array | None) -> Array:
    """Return the permutation that sorts `rows` (person, hash, maybe turn) by person and time.

    It does not depend on the order in which rows come: rows that stand equal in everything are the same row.
    """
    ties = [rows["hash"], micro, *([rows["turn"]] if "turn" in rows else [])]
    key = _packed(rows["person"], seconds, rank)
    if key is None:
        first = [seconds, rows["person"]] if rank is None else [rank, seconds, rows["person"]]
        return np.lexsort([*ties, *first])
    order = np.argsort(key)
    key = key[order]
    same = key[1:] == key[:-1]
    if same.any():
        among = np.zeros(len(key), np.bool_)
        among[1:] |= same
        among[:-1] |= same
        places = np.flatnonzero(among)
        rows_there = order[places]
        finer = np.lexsort([*(t[rows_there] for t in ties), key[places]])
        order[places] = rows_there[finer]
    return order


def _packed(person: Array, seconds: Array, rank: Array | None) -> Array | None:
    """Return one number per row that sorts like (person, second, rank); None where 64 bits do not hold it."""
    if not len(person):
        return np.zeros(0, np.uint64)
    low, high = int(seconds.min()), int(seconds.max())
    first, last = int(person.min()), int(person.max())
    bits = (high - low).bit_length()
    if (last - first).bit_length() + bits + BITS > 64:
        return None
    key: Array = (person - np.asarray(first, person.dtype)).astype(np.uint64)
    key <<= np.uint64(bits)
    key |= (seconds - low).astype(np.uint64)
    key <<= np.uint64(BITS)
    if rank is not None:
        key |= rank
    return key
