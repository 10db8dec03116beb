"""Drawn purchases whose hit rates are known: a purchase leads to one other item with probability `pull`, else to any."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from lianyi.analyses.next_item.model import Sequences

ITEMS = 60
DAYS = 120
PLACES = 10
FROM_DAY = 90
"""The trial is the last 30 days."""


def planted(seed: int, pull: float, people: int = 700, most: int = 6) -> Sequences:
    """Return the histories of `people` who buy up to `most` times; after item i comes i + 1 with probability `pull`."""
    dice = np.random.default_rng(seed)
    person, day, item = [], [], []
    for who in range(people):
        when = np.sort(dice.choice(DAYS, int(dice.integers(2, most + 1)), replace=False))
        last = -1
        for moment in when:
            follows = last >= 0 and dice.random() < pull
            last = (last + 1) % ITEMS if follows else int(dice.integers(ITEMS))
            person.append(who)
            day.append(int(moment))
            item.append(last)
    starts = np.flatnonzero(np.diff(np.array(person), prepend=-1))
    return Sequences(
        np.arange(people), np.append(starts, len(person)), np.array(person), np.array(day), np.array(item),
        tuple(f"商品{n}" for n in range(ITEMS)),
    )  # fmt: skip


def truths(pull: float) -> dict[str, float]:
    """Return the hit rates: of the model, once it knows what follows, and of any ten items."""
    chance = Fraction(PLACES, ITEMS)
    return {"model": pull + (1 - pull) * float(chance), "popular": float(chance)}
