"""Exact numbers in, one whole number out: the only rounding rule there is."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

Exact = int | Fraction | Decimal


def exact(amount: Exact) -> Fraction:
    """Return `amount` as a fraction; refuses floats (TypeError), whose noise would come along."""
    if isinstance(amount, float):
        raise TypeError("money takes no floats; use int, Fraction or Decimal")
    return Fraction(amount)


def round_half_up(amount: Exact) -> int:
    """Return the nearest whole number; a half goes away from zero, so -x rounds to minus of x.

    >>> (
    ...     round_half_up(Fraction(5, 2)),
    ...     round_half_up(Decimal("-2.5")),
    ...     round_half_up(Decimal("2.49")),
    ... )
    (3, -3, 2)
    """
    ratio = exact(amount)
    size = (2 * abs(ratio.numerator) + ratio.denominator) // (2 * ratio.denominator)
    return size if ratio >= 0 else -size
