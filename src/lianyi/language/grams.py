"""Texts as numbers: runs of one to three characters, hashed, each once a text, those under a negation apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from lianyi.language.negation import denied

Array = npt.NDArray[Any]
LONGEST_RUN = 3
_BETWEEN = "\n"
"""Stands between texts; no normal text holds it."""
_PRIMES = (
    np.uint64(0x9E3779B97F4A7C15),
    np.uint64(0xC2B2AE3D27D4EB4F),
    np.uint64(0x165667B19E3779F9),
)


def grams(
    texts: Sequence[str], bits: int, under: Sequence[bytes] | None = None
) -> tuple[Array, Array]:
    """Return the distinct runs of normal texts as `(text number, slot below 2 ** bits)`, in order of the text.

    `under` is `denied` of each text, where that is known already.

    The same run has the same slot in every text, on every machine. Texts without a character have no run.
    """
    joined = _BETWEEN.join(texts) + _BETWEEN
    codes = np.frombuffer(joined.encode("utf-32-le", "replace"), np.uint32).astype(np.uint64)
    flags = [denied(t) for t in texts] if under is None else under
    negated = np.frombuffer(b"\0".join(flags) + b"\0", np.uint8)
    ends = codes == ord(_BETWEEN)
    number = np.cumsum(ends) - ends
    shift = np.uint64(64 - bits)
    keys = []
    hashed = np.zeros(len(codes), np.uint64)
    whole = ~ends
    for length in range(1, LONGEST_RUN + 1):
        last = length - 1
        if last >= len(codes):
            break
        whole = whole[: len(codes) - last] & ~ends[last:]
        hashed = (hashed[: len(codes) - last] ^ codes[last:]) * _PRIMES[0]
        hashed ^= hashed >> np.uint64(29)
        seen = (hashed + negated[last:] * _PRIMES[1] + np.uint64(length)) * _PRIMES[2]
        slot = (seen ^ (seen >> np.uint64(32))) * _PRIMES[0] >> shift
        keys.append(
            (number[: len(codes) - last][whole].astype(np.uint64) << np.uint64(bits)) | slot[whole]
        )
    # Sorted by hand: `np.unique` takes twenty times as long over keys that are nearly all different.
    key = np.sort(np.concatenate(keys))
    distinct = key[np.concatenate([np.ones(min(len(key), 1), bool), key[1:] != key[:-1]])]
    return (distinct >> np.uint64(bits)).astype(np.int64), (distinct & np.uint64((1 << bits) - 1)).astype(np.int64)  # fmt: skip
