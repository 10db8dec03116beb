"""How many people an experiment needs, and what it could see with those it gets.

All sizes are people of the control arm; an arm that gets `ratio` times as many has `ratio` times that size.
"""

from __future__ import annotations

from collections.abc import Callable
from math import ceil, inf, sqrt

from lianyi.stats.sequential import critical, tuned

Variance = Callable[[float], float]


def size(
    effect: float,
    before: float,
    after: float,
    *,
    alpha: float = 0.05,
    power: float = 0.8,
    ratio: float = 1.0,
    under_null: float | None = None,
    quantile: float | None = None,
) -> int:
    """Return the people of the control arm that show `effect` with probability `power` in a two-sided test.

    `before` and `after` are the variances of one person's value in control and treated arm, `under_null` that which the test
    believes if nothing changed (default `before`, as in published calculators). `quantile` replaces that of one
    look at `alpha`. With equal variances v this is 2 · (1.96 + 0.84)² · v ÷ effect², about 16 · v ÷ effect².

    >>> size(0.05, 0.2 * 0.8, 0.25 * 0.75)
    1031
    """
    from scipy.special import ndtri

    null = before if under_null is None else under_null
    looked = float(ndtri(1 - alpha / 2)) if quantile is None else quantile
    root = looked * sqrt(null * (1 + 1 / ratio)) + float(ndtri(power)) * sqrt(
        before + after / ratio
    )
    return ceil(root * root / (effect * effect))


def size_peeking(
    effect: float,
    before: float,
    after: float,
    *,
    alpha: float = 0.05,
    power: float = 0.8,
    ratio: float = 1.0,
) -> int:
    """Return the size at which the always-valid interval, tuned for that very size, shows `effect` with `power`.

    The price of looking every day. Larger effects end the experiment earlier.
    """
    looked = critical(1_000, tuned(1_000, alpha), alpha)
    return size(effect, before, after, alpha=alpha, power=power, ratio=ratio, quantile=looked)


def chance(
    n: int, effect: float, before: float, after: float, *, alpha: float = 0.05, ratio: float = 1.0
) -> float:
    """Return the power of one look with `n` people in the control arm."""
    from scipy.special import ndtr, ndtri

    error = sqrt((before + after / ratio) / n)
    null = float(ndtri(1 - alpha / 2)) * sqrt(before * (1 + 1 / ratio) / n)
    return float(ndtr((abs(effect) - null) / error))


def smallest_effect(
    n: int,
    before: float,
    after: Variance,
    *,
    largest: float,
    alpha: float = 0.05,
    power: float = 0.8,
    ratio: float = 1.0,
) -> float:
    """Return the smallest effect above 0 that `n` people in the control arm show with `power`; inf if above `largest`.

    `after` gives the variance of the treated arm for an effect.
    """

    def shown(effect: float) -> bool:
        return size(effect, before, after(effect), alpha=alpha, power=power, ratio=ratio) <= n

    if not shown(largest):
        return inf
    low, high = 0.0, largest
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (low, middle) if middle > 0 and shown(middle) else (middle, high)
    return high
