"""Exact quantiles of very many whole numbers (seconds, counts) that lie in pieces, without sorting them all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]

SORTED_UP_TO = 1 << 15
BUCKET_BITS = 12


def quantiles(pieces: Sequence[Array], shares: Sequence[float]) -> list[float] | None:
    """Return the quantiles at `shares` (0 to 1) of all numbers in `pieces` (integers, none below 0); None for no numbers.

    Between two ranks the value is interpolated linearly (type 7 of Hyndman and Fan 1996, as numpy and SQL's
    `quantile_cont` have it).

    >>> quantiles([np.array([1, 4]), np.array([2, 3])], [0.5, 0.75])
    [2.5, 3.25]
    """
    values = np.concatenate([p for p in pieces if len(p)]) if any(map(len, pieces)) else None
    if values is None:
        return None
    if len(values) <= SORTED_UP_TO:
        return [float(q) for q in np.quantile(values, shares)]
    # A coarse count says in which bucket each rank lies; only those few buckets are sorted.
    shift = max(0, int(values.max()).bit_length() - BUCKET_BITS)
    coarse = values >> shift
    before = np.concatenate([[0], np.cumsum(np.bincount(coarse))])
    found: dict[int, Array] = {}

    def at_rank(rank: int) -> int:
        bucket = int(np.searchsorted(before, rank, "right")) - 1
        if bucket not in found:
            found[bucket] = np.sort(values[coarse == bucket])
        return int(found[bucket][rank - before[bucket]])

    return [_between(at_rank, share * (len(values) - 1)) for share in shares]


def _between(at_rank: Any, place: float) -> float:
    low = int(place)
    value = at_rank(low)
    rest = place - low
    return float(value + rest * (at_rank(low + 1) - value)) if rest else float(value)
