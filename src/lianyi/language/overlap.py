"""How much of a text stands in other texts: before a score is quoted, what was seen in training is taken out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
RUN = 8
"""Characters in a row; two people seldom write the same eight."""
TOO_MUCH = 0.3
_PRIME = np.uint64(0x9E3779B97F4A7C15)


def bare(text: str) -> str:
    """Return the letters and digits of a normal text: copies differ in marks and blanks."""
    return "".join(filter(str.isalnum, text))


def shared(texts: Sequence[str], others: Sequence[str], run: int = RUN) -> Array:
    """Return per normal text the share of its runs of `run` characters that stand anywhere in `others`, 0 to 1.

    A text that is one of the others has 1, also where it is shorter than a run; an empty one has 1. Lines that were cut out of a longer text, or the other way round,
    are found like whole copies, which the distance of whole texts (Jaccard, MinHash) would miss.

    >>> shared(["房间很大，服务也好，下次还来"], ["都说房间很大服务也好。"]).round(2)
    array([0.2])
    """
    seen = np.unique(_runs([bare(t) for t in others], run)[1])
    names = {bare(t) for t in others}
    plain = [bare(t) for t in texts]
    number, hashed = _runs(plain, run)
    each = np.bincount(number, minlength=len(plain))
    met = np.bincount(number, weights=np.isin(hashed, seen), minlength=len(plain))
    share = met / np.maximum(each, 1)
    same = np.array([not t or t in names for t in plain], bool)
    return np.where(same, 1.0, share)


def unlike(texts: Sequence[str], others: Sequence[str]) -> Array:
    """Return where a normal text shares less than `TOO_MUCH` with `others`."""
    return np.asarray(shared(texts, others) < TOO_MUCH)


def _runs(plain: Sequence[str], run: int) -> tuple[Array, Array]:
    """Return `(text number, hash)` of every run of characters within one text."""
    joined = "\n".join(plain) + "\n"
    codes = np.frombuffer(joined.encode("utf-32-le", "replace"), np.uint32).astype(np.uint64)
    ends = codes == ord("\n")
    number = np.cumsum(ends) - ends
    size = max(len(codes) - run + 1, 0)
    hashed = np.zeros(size, np.uint64)
    whole = np.ones(size, bool)
    for place in range(run):
        part = slice(place, place + size)
        hashed = (hashed ^ codes[part]) * _PRIME
        hashed ^= hashed >> np.uint64(31)
        whole &= ~ends[part]
    return number[:size][whole], hashed[whole]
