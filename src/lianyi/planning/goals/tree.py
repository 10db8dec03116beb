"""Goal trees: parts that multiply to the whole (visitors × orders per visitor × order value) or add up to it.

Everything is exact: fractions inside, whole minor units where an amount is shared out, so that parts foot to the fen.
Changes of a product are taken apart as in `metrics.decomposition` (the mean over all orders of replacement).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import prod
from typing import Literal

from lianyi.core.rounding import round_half_up
from lianyi.metrics.decomposition import factor_effects, largest_remainder

Relation = Literal["product", "sum"]
LOOSE = Fraction(1, 200)
"""By how much of itself a product may miss its whole, even where the rounding of its factors would explain more."""


@dataclass(frozen=True)
class Fit:
    """Whether the parts' targets make the whole: `made` is what they make, `gap` that minus the whole (minor units).

    `allowed` is how far rounded factors may be off; of a sum it is 0.
    """

    whole: Fraction
    made: Fraction
    allowed: Fraction

    @property
    def gap(self) -> Fraction:
        """What the parts make beyond the whole."""
        return self.made - self.whole

    @property
    def fits(self) -> bool:
        """Whether the parts make the whole."""
        return abs(self.gap) <= self.allowed


def fit_of(relation: Relation, whole: Decimal, parts: Sequence[Decimal], scale: int = 1) -> Fit:
    """Return how well `parts` make `whole`, all as they are written; the result is in 1/`scale` of the unit.

    Written factors are rounded: 48.0万 × 2.85% × 138.9 makes 1,900,152 and means 190万. A factor is known to half a unit
    of its last written digit, and the product may be off by what that explains, at most `LOOSE` of the whole.

    >>> fit = fit_of(
    ...     "product", Decimal(1_900_000), [Decimal(480_000), Decimal("0.0285"), Decimal("138.9")]
    ... )
    >>> int(fit.gap), fit.fits
    (152, True)
    """
    exact = [Fraction(p) for p in parts]
    target = Fraction(whole) * scale
    if relation == "sum":
        return Fit(target, sum(exact, Fraction(0)) * scale, Fraction(0))
    highest = prod((abs(p) + _half(written) for p, written in zip(exact, parts, strict=True)), start=Fraction(1))  # fmt: skip
    made = prod(exact, start=Fraction(1)) * scale
    slack = highest * scale - abs(made) + _half(whole) * scale
    return Fit(target, made, min(slack, abs(target) * LOOSE))


def _half(written: Decimal) -> Fraction:
    """Return half a unit of the last written digit; a whole number is known to the unit."""
    exponent = written.normalize().as_tuple().exponent
    return Fraction(1, 2) * Fraction(10) ** min(int(exponent), 0)


def made_of(relation: Relation, parts: Sequence[Fraction]) -> Fraction:
    """Return what the parts make.

    >>> made_of("product", [Fraction(200), Fraction(3, 100), Fraction(50)])
    Fraction(300, 1)
    """
    return prod(parts, start=Fraction(1)) if relation == "product" else sum(parts, Fraction(0))


def shares_of_gap(
    relation: Relation, planned: Sequence[Fraction], actual: Sequence[Fraction], gap: int
) -> tuple[tuple[int, ...], int]:
    """Return what each part adds to `gap` (whole units: actual minus planned of the whole), and the rest.

    The parts and the rest sum to `gap` exactly. The rest is what the parts do not make: channels that no part names,
    sources that count no visitors, the rounding of written factors.

    >>> shares_of_gap("sum", [Fraction(10), Fraction(5)], [Fraction(7), Fraction(9)], 3)
    ((-3, 4), 2)
    """
    if relation == "product":
        effects: Sequence[Fraction] = factor_effects(planned, actual)
    else:
        effects = [now - was for was, now in zip(planned, actual, strict=True)]
    explained = sum(effects, Fraction(0))
    total = round_half_up(explained)
    return largest_remainder(list(effects), total), gap - total


def with_driver(
    relation: Relation, parts: Mapping[str, Fraction], driver: str, value: Fraction
) -> Fraction:
    """Return the whole when `driver` is `value` and every other part stays."""
    return made_of(relation, [value if key == driver else part for key, part in parts.items()])


def needed(
    relation: Relation, parts: Mapping[str, Fraction], driver: str, whole: Fraction
) -> Fraction | None:
    """Return what `driver` alone must be for the parts to make `whole`; None where no value of it does.

    >>> needed("product", {"visitors": Fraction(200), "rate": Fraction(1, 50)}, "rate", Fraction(6))
    Fraction(3, 100)
    """
    others = [part for key, part in parts.items() if key != driver]
    rest = made_of(relation, others)
    if relation == "sum":
        return whole - rest
    return whole / rest if rest else None
