"""Half-life from counts by age, where the youngest have not been seen for long."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from lianyi.stats.intervals import drawn_totals, percentile

Array = npt.NDArray[Any]
_STEEPEST, _HALVINGS = -40.0, 70
_FLAT = 1e-9


def half_lives(counts: Array, ages: Array, seen: Array) -> Array:
    """Return half-lives [draws], in steps of age, of decay at a steady rate; inf where nothing decays.

    `counts` and `ages` [draws, k] are sums over things that were seen for `seen` [k] steps (steps 0 to seen − 1): how
    much happened, and the sum of the steps at which it did. What comes later is cut off, not absent: the maximum of the
    likelihood of a geometric age within each one's own window.

    Half of what is left goes in each step, seen for three steps: 4, 2, 1.

    >>> half_lives(np.array([[7.0]]), np.array([[2 + 2 * 1.0]]), np.array([3])).round(6).tolist()
    [1.0]
    """
    counts, ages = np.atleast_2d(counts), np.atleast_2d(ages)
    low, high = np.full(len(counts), _STEEPEST), np.zeros(len(counts))
    grows = ages.sum(1) >= (counts * (seen - 1) / 2).sum(1)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        older = (counts * expected_age(middle[:, None], seen)).sum(1) < ages.sum(1)
        low, high = np.where(older, middle, low), np.where(older, high, middle)
    rate = (low + high) / 2
    return np.where(grows | (counts.sum(1) <= 0), np.inf, np.log(2) / np.maximum(-rate, 1e-300))


def expected_age(rate: Array, seen: Array) -> Array:
    """Return the mean step of a geometric age with `e ** rate` left from step to step, within `seen` steps."""
    gone = np.where(np.abs(rate) < _FLAT, -_FLAT, rate)
    whole = np.exp(gone * seen)
    inside = np.exp(gone) / -np.expm1(gone) - seen * whole / -np.expm1(gone * seen)
    return np.asarray(np.where(np.abs(rate) < _FLAT, (seen - 1) / 2, inside))


def half_life(things: Array, *, seed: int, draws: int = 1000, level: float = 0.95) -> tuple[float, float, float]:  # fmt: skip
    """Return the half-life and its interval, whole things drawn with replacement.

    `things` [things, 3] are what happened, the sum of the steps at which it did, and for how many steps the thing was seen.
    """
    seen, place = np.unique(things[:, 2], return_inverse=True)
    sums = np.zeros((len(things), 2 * len(seen)))
    rows = np.arange(len(things))
    sums[rows, place], sums[rows, len(seen) + place] = things[:, 0], things[:, 1]
    point = half_lives(sums.sum(0)[: len(seen)], sums.sum(0)[len(seen) :], seen)[0]
    if len(things) < 2:
        return float(point), 0.0, float("inf")
    totals = drawn_totals(sums, draws, seed)
    drawn = half_lives(totals[:, : len(seen)], totals[:, len(seen) :], seen)
    if np.isinf(drawn).mean() <= (1 - level) / 2:
        return (float(point), *percentile(drawn, level))
    # Growth is beyond any half-life; ends are read off the order, which a mean of two would spoil.
    low = np.quantile(drawn, (1 - level) / 2, method="lower")
    return float(point), float(low), float("inf")
