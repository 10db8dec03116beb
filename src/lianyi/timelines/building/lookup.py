"""From many 64-bit keys to small numbers, a few nanoseconds each: a table by the key's upper bits."""

from __future__ import annotations

import numpy as np

from lianyi.timelines.store import Array

SPREAD = np.uint64(
    0x9E3779B97F4A7C15
)  # 2^64 / golden ratio: neighbours land far apart (Knuth, TAOCP 6.4)
LARGEST_BITS = 26


class Lookup:
    """Numbers of known keys: `keys[n]` has number n. Only keys that are known may be asked for."""

    def __init__(self, keys: Array, dtype: str) -> None:
        mixed = _mixed(keys)
        numbers = np.arange(len(keys), dtype=dtype)
        bits = min(max(8, (8 * len(keys)).bit_length()), LARGEST_BITS)
        self._shift = np.uint64(64 - bits)
        slots = mixed >> self._shift
        self._table = np.zeros(1 << bits, dtype)
        self._table[slots] = numbers
        shared = np.bincount(slots.astype(np.int64), minlength=1 << bits) > 1
        self._shared = shared if shared.any() else None
        among = shared[slots]
        order = np.argsort(mixed[among])
        self._keys = mixed[among][order]
        self._numbers = numbers[among][order]

    def __getitem__(self, keys: Array) -> Array:
        """Return the numbers of `keys`."""
        mixed = _mixed(keys)
        slots = mixed >> self._shift
        found: Array = self._table[slots]
        if self._shared is not None:
            crowded = np.flatnonzero(self._shared[slots])
            found[crowded] = self._numbers[np.searchsorted(self._keys, mixed[crowded])]
        return found


def _mixed(keys: Array) -> Array:
    mixed: Array = keys.view(np.uint64) * SPREAD
    return mixed
