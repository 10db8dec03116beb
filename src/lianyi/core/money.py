"""Money is a whole number of minor units (fen for CNY); everything here returns whole units.

Decimals and fractions exist at the edges only: a text being read, an exchange rate, a share.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from lianyi.core.currencies import MINOR_DIGITS, minor_digits
from lianyi.core.money_text import MoneyProblem, cell_text, parse_money
from lianyi.core.rounding import Exact, exact, round_half_up

__all__ = [
    "MINOR_DIGITS",
    "MoneyProblem",
    "cell_text",
    "convert",
    "minor_digits",
    "parse_money",
    "round_half_up",
    "running_share",
    "share",
    "split",
]


def split(amount: int, weights: Sequence[Exact]) -> list[int]:
    """Share `amount` minor units out by `weights`; the parts sum to the amount, always.

    Largest remainder (Hamilton): each part is within one unit of its exact share. Left-over units
    go to the largest remainders; equal ones to the heavier weight, then to the earlier place, so
    that the parts do not depend on the order of the lines. A negative amount splits like its
    opposite. Weights are >= 0; a weight of 0 gets nothing, unless all are 0: then the parts are
    equal.

    >>> split(100, [3351, 3351, 3298]), split(-5, [1, 1]), split(10, [0, 2, 1])
    ([34, 33, 33], [-3, -2], [0, 7, 3])
    """
    scaled = _whole_weights(weights)
    if not scaled:
        if amount:
            raise ValueError(f"no weights to split {amount} by")
        return []
    total, size = sum(scaled), abs(amount)
    floors = [divmod(size * weight, total) for weight in scaled]
    parts = [floor for floor, _ in floors]
    by_need = sorted(range(len(scaled)), key=lambda i: (-floors[i][1], -scaled[i], i))
    for index in by_need[: size - sum(parts)]:
        parts[index] += 1
    return parts if amount >= 0 else [-part for part in parts]


def share(amount: int, part: Exact, whole: Exact) -> int:
    """Return `amount` x `part` / `whole`, rounded half up; a whole of 0 is a ValueError."""
    if not whole:
        raise ValueError("a share of nothing")
    return round_half_up(amount * exact(part) / exact(whole))


def running_share(amount: int, before: Exact, after: Exact, whole: Exact) -> int:
    """Return what the step from `before` to `after` (of `whole`) adds to a share of `amount`.

    Steps taken in any portions sum to the share of the whole: this is how partial refunds take back
    exactly what was given.

    >>> [running_share(100, n, n + 1, 3) for n in range(3)]
    [33, 34, 33]
    """
    return share(amount, after, whole) - share(amount, before, whole)


def convert(minor: int, rate: Fraction | Decimal, source: str, target: str) -> int:
    """Return `minor` units of `source` in minor units of `target`, rounded half up once.

    `rate` is how many whole `target` units one whole `source` unit buys.

    >>> (
    ...     convert(1_000, Decimal("7.1234"), "USD", "CNY"),
    ...     convert(500, Decimal("0.0478"), "JPY", "CNY"),
    ... )
    (7123, 2390)
    """
    shift = minor_digits(target) - minor_digits(source)
    return round_half_up(minor * exact(rate) * Fraction(10) ** shift)


def _whole_weights(weights: Sequence[Exact]) -> list[int]:
    if all(type(weight) is int for weight in weights):
        scaled = [int(weight) for weight in weights]
    else:
        exact_weights = [exact(weight) for weight in weights]
        common = _common_denominator(exact_weights)
        scaled = [int(weight * common) for weight in exact_weights]
    if any(weight < 0 for weight in scaled):
        raise ValueError("a weight is negative")
    return scaled if any(scaled) else [1] * len(scaled)


def _common_denominator(weights: Sequence[Fraction]) -> int:
    from math import lcm

    return lcm(*(weight.denominator for weight in weights))
