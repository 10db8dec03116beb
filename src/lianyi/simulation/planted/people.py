"""The people of the planted shop: their numbers, their names in exports, and the arm that a hash gives them."""

from __future__ import annotations

import zlib

import numpy as np
import numpy.typing as npt

from lianyi.simulation.arrays import Flags, Ints

BLOCK = 20_000
"""People are made in blocks of so many visitors, each from its own random numbers."""
GUESTS = 10**12
"""Who was invited has a number from here on."""
GANGS = 2 * 10**12
"""Accounts of fraud rings have a number from here on."""
ROOM = 10**7
"""So many numbers there are for the invited of one block."""


def names(people: Ints) -> list[str]:
    """Return the name by which exports call each person.

    >>> names(np.array([7, GUESTS + 3]))
    ['u0000000000007', 'u1000000000003']
    """
    return [f"u{p:013d}" for p in people.tolist()]


def second_arm(people: Ints, experiment: str) -> Flags:
    """Return who is in the second of two equal arms: a bit of a hash of the person's number and the experiment."""
    chosen: Flags = (_mixed(people, experiment) >> np.uint64(63)).astype(bool)
    return chosen


def shares(people: Ints, topic: str) -> npt.NDArray[np.float64]:
    """Return a number in [0, 1) that belongs to each person and topic."""
    found: npt.NDArray[np.float64] = (_mixed(people, topic) >> np.uint64(11)) / float(1 << 53)
    return found


def _mixed(people: Ints, topic: str) -> npt.NDArray[np.uint64]:
    """Return hashes (SplitMix64; Steele, Lea and Flood (2014), "Fast splittable pseudorandom number generators")."""
    mixed = people.astype(np.uint64) + np.uint64(zlib.crc32(topic.encode()) << 20)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    return mixed ^ (mixed >> np.uint64(31))
