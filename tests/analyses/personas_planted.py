"""Buyers of three planted kinds, or of one kind only: lines of a shop in memory."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from tests.analyses.bought_shop import Line

SHARES = (0.5, 0.3, 0.2)
DAYS = 200
GOODS = ("奶粉", "零食", "玩具")
ORDERS, FROM, TO, FEN = (12, 6, 6), (0, 120, 0), (200, 200, 60), (20_000, 3_000, 8_000)
"""By kind: many large orders; a few small ones lately; a few long ago. Each has a channel and goods of its own."""


def three_kinds(seed: int, people: int = 400) -> tuple[list[Line], npt.NDArray[Any]]:
    """Return lines and the kind of each person."""
    dice = np.random.default_rng(seed)
    kinds = dice.choice(3, people, p=SHARES)
    lines = []
    for who, kind in enumerate(kinds.tolist()):
        days = np.sort(dice.integers(FROM[kind], TO[kind], 3 + int(dice.poisson(ORDERS[kind]))))
        for n, day in enumerate(days.tolist()):
            of = kind if dice.random() < 0.7 else int(dice.integers(3))
            paid = int(FEN[kind] * np.exp(dice.normal(0, 0.2)))
            lines.append(Line(who, day, f"{who}-{n}", GOODS[of], category=GOODS[of], paid_fen=paid, channel=of + 1))  # fmt: skip
    return lines, kinds


def one_kind(seed: int, people: int = 400) -> list[Line]:
    """Return lines of people who differ by degrees only."""
    dice = np.random.default_rng(seed)
    lines = []
    for who in range(people):
        keen = dice.normal()
        days = np.sort(dice.integers(0, DAYS, 2 + dice.poisson(8 * np.exp(0.25 * keen))))
        for n, day in enumerate(days.tolist()):
            paid = int(5_000 * np.exp(dice.normal(0.3 * keen, 0.3)))
            lines.append(Line(who, day, f"{who}-{n}", "货", paid_fen=paid, channel=int(dice.integers(1, 4))))  # fmt: skip
    return lines
