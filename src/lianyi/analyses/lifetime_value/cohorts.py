"""What customers brought so far, by the month in which they came: cumulative, per customer, blank where not yet over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from lianyi.analyses.lifetime_value.customers import Purchases, customers_of
from lianyi.timelines.store import Array


@dataclass(frozen=True)
class Cohorts:
    """`months` (ISO), `people` per cohort, and `fen[cohort, k]`: what it brought in month k after the first, all in sum.

    `seen[cohort]` is how many months, the first included, are over.
    """

    months: tuple[str, ...]
    people: Array
    fen: Array
    seen: Array

    def per_customer(self, cohort: int) -> list[int | None]:
        """Return the cumulative value per customer after each month, in whole minor units; None = not over yet."""
        running = np.cumsum(self.fen[cohort])
        size = int(self.people[cohort])
        return [
            _rounded(int(total), size) if k < self.seen[cohort] else None
            for k, total in enumerate(running)
        ]

    def mean_curve(self) -> list[tuple[int, int] | None]:
        """Return per month k the sum over all cohorts that have it, as (minor units, customers); None without any."""
        running = np.cumsum(self.fen, axis=1)
        curve: list[tuple[int, int] | None] = []
        for k in range(self.fen.shape[1]):
            there = self.seen > k
            people = int(self.people[there].sum())
            curve.append((int(running[there, k].sum()), people) if people else None)
        return curve


def _rounded(total: int, people: int) -> int:
    from fractions import Fraction

    from lianyi.core.rounding import round_half_up

    return round_half_up(Fraction(total, people))


def cohorts_of(bought: Purchases, last: int) -> Cohorts:
    """Return the cohorts by month of first purchase; a month counts as over when its last day is at most `last`."""
    customers = customers_of(bought)
    month = _months(np.arange(int(bought.day.min()), last + 2))
    origin = int(bought.day.min())
    joined = month[customers.first - origin]
    begin = int(joined.min())
    size = int(month[last - origin]) - begin + 1
    fen = np.zeros((size, size), np.int64)
    cohort = joined[bought.customer] - begin
    later = month[bought.day - origin] - joined[bought.customer]
    np.add.at(fen, (cohort, later), bought.fen)
    people = np.bincount(joined - begin, minlength=size)
    over = size if month[last + 1 - origin] != month[last - origin] else size - 1
    seen = np.maximum(over - np.arange(size), 0)
    names = tuple(f"{(begin + n) // 12:04d}-{(begin + n) % 12 + 1:02d}" for n in range(size))
    kept = people > 0
    return Cohorts(tuple(n for n, k in zip(names, kept, strict=True) if k), people[kept], fen[kept], seen[kept])  # fmt: skip


def _months(ordinals: Array) -> Array:
    """Return per ordinal the number of its month, counted from year 0."""
    return np.array([(d := date.fromordinal(int(o))).year * 12 + d.month - 1 for o in ordinals])


def payback_month(curve: list[tuple[int, int] | None], cost_fen: int, customers: int) -> int | None:
    """Return the first month k in which the mean customer has brought what one cost; None where none has yet.

    The cost per customer is `cost_fen / customers`; compared by cross multiplication, without rounding.
    """
    for k, point in enumerate(curve):
        if point is not None and point[0] * customers >= cost_fen * point[1]:
            return k
    return None
