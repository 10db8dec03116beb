"""What people like: personas with shares of their own, and products that go together more often than by chance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lianyi.simulation.arrays import Generator, Ints
from lianyi.simulation.planted.people import shares

PRODUCTS = (
    ("纸尿裤", "洗护用品"),
    ("湿巾", "洗护用品"),
    ("奶瓶", "喂养"),
    ("奶嘴", "喂养"),
    ("米粉", "辅食"),
    ("餐碗", "喂养"),
    ("积木", "玩具"),
    ("布书", "玩具"),
)
PERSONAS = ("新手爸妈", "囤货家庭", "玩具迷")
PERSONA_SHARES = (0.5, 0.3, 0.2)
LIKES = np.array(
    [
        [20, 10, 25, 10, 15, 10, 5, 5],
        [40, 30, 5, 2, 10, 5, 4, 4],
        [5, 5, 5, 2, 5, 3, 40, 35],
    ]
)
PAIRS = ((2, 3, 40), (0, 1, 35), (4, 5, 30))
"""A main product, what goes into the basket with it, and in how many of a hundred baskets."""
STRAY = 4
"""Any other product lies beside the main one in so many of a hundred baskets."""


@dataclass(frozen=True)
class Baskets:
    """One entry a line: place of the order, product."""

    order: Ints
    product: Ints


def personas(people: Ints, seed: int) -> Ints:
    """Return the persona of each person: it follows from the person's number, wherever they appear."""
    bounds = np.cumsum(PERSONA_SHARES)[:-1]
    return np.searchsorted(bounds, shares(people, f"persona {seed}"), side="right")


def liked(rng: Generator, persona: Ints) -> Ints:
    """Return a product for each entry, as its persona likes."""
    luck = rng.random(len(persona)) * 100
    bounds = np.cumsum(LIKES, axis=1)[persona]
    product: Ints = (luck[:, None] >= bounds).sum(axis=1)
    return product


def baskets(rng: Generator, persona: Ints) -> Baskets:
    """Return what lies in each order: its main product, then what goes with it."""
    main = liked(rng, persona)
    beside = rng.random((len(main), len(PRODUCTS))) * 100 < _chances()[main]
    beside[np.arange(len(main)), main] = True
    order, product = np.nonzero(beside)
    return Baskets(order, product)


def _chances() -> Ints:
    chances = np.full((len(PRODUCTS), len(PRODUCTS)), STRAY)
    for main, other, percent in PAIRS:
        chances[main, other] = percent
    return chances


def lifts() -> dict[tuple[str, str], float]:
    """Return per pair of products how much more often one basket holds both than chance would: P(AB) ÷ P(A) ÷ P(B)."""
    main = np.array(PERSONA_SHARES) @ LIKES / 100
    holds = _chances() / 100
    np.fill_diagonal(holds, 1)
    alone = main @ holds
    both = np.einsum("m,mi,mj->ij", main, holds, holds)
    names = [name for name, _ in PRODUCTS]
    return {
        (names[i], names[j]): float(both[i, j] / alone[i] / alone[j])
        for i in range(len(names))
        for j in range(i + 1, len(names))
    }
