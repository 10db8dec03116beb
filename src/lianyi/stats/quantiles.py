"""Exact quantiles of very many whole numbers (seconds, counts), in pieces or counted, without sorting them all."""

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


def quantiles_of_counts(
    counts: Array, further: Sequence[Array], shares: Sequence[float]
) -> list[float] | None:
    """Return the quantiles at `shares` where `counts[v]` says how often each small number v occurs.

    `further` are pieces with the numbers that are too large for `counts`, none of them below its length.

    >>> quantiles_of_counts(np.array([0, 2, 1]), [np.array([7])], [0.5, 1.0])
    [1.5, 7.0]
    """
    beyond = np.sort(np.concatenate([np.zeros(0, np.int64), *further]))
    reached = np.cumsum(counts)
    small = int(reached[-1]) if len(counts) else 0
    if small + len(beyond) == 0:
        return None

    def at_rank(rank: int) -> int:
        if rank >= small:
            return int(beyond[rank - small])
        return int(np.searchsorted(reached, rank, "right"))

    return [_between(at_rank, share * (small + len(beyond) - 1)) for share in shares]


def _between(at_rank: Any, place: float) -> float:
    low = int(place)
    value = at_rank(low)
    rest = place - low
    return float(value + rest * (at_rank(low + 1) - value)) if rest else float(value)
