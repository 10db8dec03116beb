"""Drawn baskets whose lifts are known: two planted pairs, people with tastes of their own, everything else by chance."""

from __future__ import annotations

import numpy as np

from lianyi.analyses.basket.found import Baskets

ITEMS = 30
TWICE, SELDOM, LIKED = (0, 1), (2, 3), (4, 5)
"""Bought together twice as often as by chance; half as often; and both liked by the same half of the people."""
LIFTS = {TWICE: 2.0, SELDOM: 0.5, LIKED: (1.5**2 + 0.5**2) / 2}


def planted(seed: int, people: int = 2_000, most: int = 5) -> Baskets:
    """Return baskets of `people`, 1 to `most` each."""
    dice = np.random.default_rng(seed)
    each = dice.integers(1, most + 1, people)
    person = np.repeat(np.arange(people), each)
    shares = np.full((len(person), ITEMS), 0.1)
    fond = np.where(dice.random(people) < 0.5, 1.5, 0.5)[person]
    shares[:, LIKED[0]] *= fond
    shares[:, LIKED[1]] *= fond
    held = dice.random(shares.shape) < shares
    for (first, second), lift in ((TWICE, 2.0), (SELDOM, 0.5)):
        chance = np.where(held[:, first], 0.1 * lift, 0.1 * (1 - 0.1 * lift) / 0.9)
        held[:, second] = dice.random(len(person)) < chance
    basket, item = np.nonzero(held)
    return Baskets(person[basket], basket, item, tuple(f"商品{n}" for n in range(ITEMS)))
