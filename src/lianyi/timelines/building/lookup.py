"""From many 64-bit keys to small numbers, a few nanoseconds each: a table by the key's upper bits."""

from __future__ import annotations

import numpy as np

from lianyi.timelines.store import Array

GOLDEN = np.uint64(0x9E3779B97F4A7C15)  # 2^64 / golden ratio (Knuth, TAOCP 6.4)
FEWEST_BITS, MOST_BITS = 16, 26


def spread(ids: Array) -> Array:
    """Return ids as keys: different ones stay different, and neighbours land far apart."""
    keys: Array = ids.view(np.uint64) * GOLDEN
    return keys


class Lookup:
    """Numbers of known keys (hashes, or ids by `spread`): `keys[n]` has number n. Unknown keys must not be asked for."""

    def __init__(self, keys: Array, dtype: str) -> None:
        numbers = np.arange(len(keys), dtype=dtype)
        bits = min(max(FEWEST_BITS, (8 * len(keys)).bit_length()), MOST_BITS)
        self._shift = np.uint64(64 - bits)
        slots = self._slots(keys)
        self._table = np.zeros(1 << bits, dtype)
        self._table[slots] = numbers
        shared = np.bincount(slots, minlength=1 << bits) > 1
        self._shared = shared if shared.any() else None
        among = shared[slots]
        order = np.argsort(keys[among])
        self._keys = keys[among][order]
        self._numbers = numbers[among][order]

    def __getitem__(self, keys: Array) -> Array:
        """Return the numbers of `keys`."""
        slots = self._slots(keys)
        found: Array = self._table.take(slots)
        if self._shared is not None:
            crowded = np.flatnonzero(self._shared.take(slots))
            found[crowded] = self._numbers[np.searchsorted(self._keys, keys[crowded])]
        return found

    def _slots(self, keys: Array) -> Array:
        slots: Array = (keys >> self._shift).view(np.int64)
        return slots
