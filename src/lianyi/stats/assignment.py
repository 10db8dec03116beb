"""Who gets which arm: a hash of the person and the experiment, the same for ever, in any language.

    digest = blake2b(experiment + "\\n" + salt + "\\n" + person, UTF-8, digest size 8 bytes, no key)
    place  = digest as big-endian unsigned integer × sum of weights ÷ 2^64, rounded down
    arm    = the first, in the order in which arms are given, whose running sum of weights is above place

Weights are whole numbers. Different experiments are independent of each other; a new `salt` deals the same experiment anew.
An arm whose weight grows at the expense of the arm behind it keeps its people.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b


def place_of(person: str, experiment: str, *, whole: int, salt: str = "") -> int:
    """Return the place of `person` in `experiment`, uniform from 0 to `whole` - 1."""
    key = f"{experiment}\n{salt}\n{person}".encode()
    return int.from_bytes(blake2b(key, digest_size=8).digest(), "big") * whole >> 64


def assign(person: str, experiment: str, weights: Mapping[str, int], *, salt: str = "") -> str:
    """Return the arm of `person`; `weights` are whole numbers by arm, their order matters.

    >>> [assign(p, "welcome-coupon", {"old": 1, "new": 1}) for p in ("u1", "u2", "u3", "u4")]
    ['new', 'new', 'old', 'new']
    """
    place = place_of(person, experiment, whole=sum(weights.values()), salt=salt)
    for arm, weight in weights.items():
        if place < weight:
            return arm
        place -= weight
    raise ValueError("weights must be whole numbers that sum to more than 0")
