"""Splitting a budget over concave responses: the same return on the next unit wherever no limit binds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Wanted = Callable[[float], Array]
_HALVINGS = 100


def split(wanted: Wanted, low: Array, high: Array, budget: float, dearest: float) -> Array:
    """Return the split [channels] of `budget` within `low` and `high` [channels] with the greatest total response.

    `wanted` takes a price above 0 and returns per channel the spend up to which the next unit brings more than it;
    nothing brings more than `dearest` at any spend. There is then one price at which the wanted spends, kept within
    the limits, sum to the budget (Karush-Kuhn-Tucker); it is found by bisection, and where the sum jumps at that price
    any mix is as good. A budget outside of the limits is clipped.

    Where the responses are 8 √s and 2 √s, the first wants 16 times as much:

    >>> split(
    ...     lambda p: np.array([4.0, 1.0]) ** 2 / p**2, np.zeros(2), np.full(2, 90.0), 85.0, 1e9
    ... ).round(3).tolist()
    [80.0, 5.0]
    """
    budget = min(max(budget, float(low.sum())), float(high.sum()))
    dear, cheap = dearest, 0.0
    for _ in range(_HALVINGS):
        price = (dear + cheap) / 2
        if np.clip(wanted(price), low, high).sum() <= budget:
            dear = price
        else:
            cheap = price
    least = np.clip(wanted(dear), low, high)
    most = np.clip(wanted(cheap), low, high) if cheap > 0 else high
    room, left = float((most - least).sum()), budget - float(least.sum())
    return np.asarray(least + (most - least) * (left / room if room > 0 else 0.0))
