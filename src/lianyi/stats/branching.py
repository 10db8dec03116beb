"""Branching: how many a person brings, how sure that is, and how many are still to come.

Each customer of generation g brings K_g new ones on average (a Galton-Watson process whose mean may change with the
generation; Harris, T. E. (1963), "The Theory of Branching Processes"). Below 1 it dies out with a finite total; at 1
or above only a growth formula is left, and nothing grows for ever.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, log
from typing import Any

import numpy as np

from lianyi.stats.intervals import DRAWS, Array, Pair, cluster_bootstrap, ratio

FEW_TREES = 100
"""Below this many trees the bootstrap is too sure of itself (it held in 60 to 90 % of trials instead of 95 %)."""
MANY_TREES = 100_000
"""From this many trees on the delta method says the same as the bootstrap, at once."""
LAST_GENERATION = 200
BEYOND_COUNTING = 1e12


@dataclass(frozen=True)
class Rate:
    """`value` new customers per customer, from `brought` over `people` in `trees`; `low` to `high` is the interval."""

    value: float
    low: float
    high: float
    method: str
    brought: int
    people: int
    trees: int


def dispersion(brought: Array, generation: Array) -> float:
    """Return variance over mean of what one person brings, generation by generation (Pearson), at least 1.

    `brought` and `generation` have one value a person. 1 is what chance alone makes (Poisson); more means that a few
    bring many.
    """
    generation = np.asarray(generation)
    people = np.bincount(generation)
    sums = np.bincount(generation, weights=brought, minlength=len(people))
    squares = np.bincount(
        generation, weights=np.square(brought, dtype=float), minlength=len(people)
    )
    used = (sums > 0) & (people > 1)
    if not used.any():
        return 1.0
    mean = sums[used] / people[used]
    spread = (squares[used] - sums[used] * mean) / mean
    return max(1.0, float(spread.sum() / (people[used] - 1).sum()))


def rate_of(
    trees: Array, brought: Array, spread: float, *, seed: int, draws: int = DRAWS
) -> Rate | None:
    """Return the mean of `brought` over people with its 95 % interval; None without people.

    `trees` (whole numbers from 0) and `brought` have one value a person. Whole trees are drawn with replacement, because the people of one
    tree resemble each other. With fewer than `FEW_TREES` trees the interval is widened to that of a count with the
    `spread` found in all generations (quasi-Poisson), which holds where a bootstrap of few trees does not.
    """
    if len(trees) == 0:
        return None
    sums = _sums_by_tree(trees, brought)
    total, people, size = int(sums[:, 0].sum()), len(trees), len(sums)
    low, high = 0.0, 0.0
    if size >= MANY_TREES:
        low, high = ratio(sums[:, 0], sums[:, 1])
        return Rate(total / people, max(low, 0.0), high, "delta_trees", total, people, size)
    if size > 1 and total > 0:
        low, high = cluster_bootstrap(sums, _ratio, seed=seed, draws=draws, method="bca")
    method = "bootstrap_trees"
    if size < FEW_TREES or total == 0:
        wide = quasi_poisson(total, people, spread)
        low, high = (min(low, wide[0]), max(high, wide[1])) if size > 1 and total else wide
        method = "bootstrap_trees+quasi_poisson" if size > 1 and total else "quasi_poisson"
    return Rate(total / people, low, high, method, total, people, size)


def _sums_by_tree(trees: Array, brought: Array) -> Array:
    """Return [trees, 2]: the sum of `brought` and the people of each; trees are whole numbers from 0."""
    if int(trees.max()) > 8 * len(trees):
        _, trees = np.unique(trees, return_inverse=True)
    people = np.bincount(trees)
    sums = np.stack([np.bincount(trees, weights=brought), people], axis=1)
    return sums[people > 0]


def _ratio(totals: Array) -> Any:
    return totals[:, 0] / totals[:, 1]


def quasi_poisson(events: int, exposure: float, spread: float, level: float = 0.95) -> Pair:
    """Return the interval of a rate whose count varies `spread` times as much as a Poisson count.

    Garwood's exact limits at `events / spread`, scaled back (McCullagh and Nelder (1989), section 6.2, on
    over-dispersed counts).

    >>> [round(end, 3) for end in quasi_poisson(3, 1.0, 1.0)]
    [0.619, 8.767]
    """
    from scipy.special import gammaincinv

    tail = (1 - level) / 2
    low = float(gammaincinv(events / spread, tail)) if events else 0.0
    high = float(gammaincinv(events / spread + 1, 1 - tail))
    return low * spread / exposure, high * spread / exposure


def still_to_come(rates: Sequence[float]) -> float:
    """Return how many descendants one customer of generation 0 has in the end; the last rate goes on for ever.

    >>> still_to_come([0.5]), still_to_come([1.0, 0.5]), still_to_come([1.0])
    (1.0, 2.0, inf)
    """
    last = rates[-1]
    total = last / (1 - last) if last < 1 else inf
    for rate in reversed(rates[:-1]):
        total = rate * (1 + total) if rate > 0 else 0.0
    return total


def grown(start: float, rate: float, cycles: float) -> float:
    """Return how many have come on top of `start` after so many cycles: start × (K^(n+1) − 1) ÷ (K − 1) − start.

    >>> grown(100, 2.0, 3), grown(100, 1.0, 3)
    (1400.0, 300.0)
    """
    if abs(rate - 1) < 1e-9:
        return float(start * cycles)
    if rate > 1 and (cycles + 1) * log(rate) > log(BEYOND_COUNTING):
        return inf
    return float(start * ((rate ** (cycles + 1) - 1) / (rate - 1) - 1))


@dataclass(frozen=True)
class Further:
    """How many new customers are still to come; `high` is infinite where growth without end cannot be ruled out."""

    expected: float
    low: float
    high: float


def further(
    pending: Array, brought: Array, people: Array, spread: float, *, seed: int, draws: int = DRAWS
) -> Further:
    """Return how many will still come from those whose time is not over yet, in the end.

    All arrays have one value a generation. `pending` is how many whole windows of exposure are still ahead (somebody
    with a third of the expected children still to come counts as a third); `brought` of `people` is what is known. The
    last generation's rate stands for all later ones. Rates are drawn from what the counts allow, then every generation
    is drawn from the one before, with variance `spread` times the mean.
    """
    rng = np.random.default_rng(seed)
    rates = np.asarray(brought) / np.asarray(people)
    below = [
        still_to_come(rates[g + 1 :].tolist() or [float(rates[-1])]) for g in range(len(rates))
    ]
    expected = sum(float(p * k * (1 + b)) if p * k > 0 else 0.0 for p, k, b in zip(pending, rates, below, strict=True))  # fmt: skip
    shape = (np.asarray(brought) / spread + 0.5)[None, :]
    drawn = rng.gamma(np.repeat(shape, draws, axis=0), spread / np.asarray(people))
    total = np.zeros(draws)
    born = np.zeros(draws)
    for g in range(LAST_GENERATION):
        rate = drawn[:, min(g, len(rates) - 1)]
        ahead = pending[g] if g < len(pending) else 0.0
        mean = np.minimum((ahead + born) * rate, BEYOND_COUNTING)
        born = _counts(rng, mean, spread)
        total += born
        if g >= len(pending) and not born.any():
            break
    total[(born > 0) | (total >= BEYOND_COUNTING)] = inf
    low, high = np.quantile(total, [0.025, 0.975], method="inverted_cdf")
    return Further(expected, float(low), float(high))


def _counts(rng: np.random.Generator, mean: Array, spread: float) -> Array:
    """Draw counts with these means and variance `spread` times the mean."""
    if spread <= 1.0 + 1e-9:
        return rng.poisson(mean).astype(float)
    found = np.zeros(len(mean))
    some = mean > 0
    found[some] = rng.negative_binomial(mean[some] / (spread - 1), 1 / spread)
    return found
