"""What `repurchase` counted, and the numbers that follow from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from lianyi.analyses.repurchase import words
from lianyi.analyses.repurchase.cycle import Expected, cycle, expected
from lianyi.analyses.repurchase.tables import nth_gap, rate_row
from lianyi.analyses.result import Interval, Number
from lianyi.stats.intervals import normal, wilson
from lianyi.stats.survival import Survival, kaplan_meier

if TYPE_CHECKING:
    from lianyi.timelines.kernels.repurchase import Again, Habits
    from lianyi.timelines.store import Array

SOON_DAYS = 30


@dataclass(frozen=True)
class Found:
    """Counts by group, the days of buying of repeat customers, and `until`, the last day that is over."""

    names: tuple[str, ...]
    again: Again
    people: Habits
    until: int
    windows: Sequence[int]

    @cached_property
    def curve(self) -> Survival:
        """How long until the second order, over all groups."""
        return kaplan_meier(self.again.second.sum(axis=0), self.again.waiting.sum(axis=0))

    @cached_property
    def expected(self) -> Expected:
        """When repeat customers are due."""
        return expected(self.people)

    @cached_property
    def gaps(self) -> Array:
        """Gaps by days, over all groups."""
        return np.asarray(self.again.gaps.sum(axis=0))

    def next(self, limit: int) -> Array:
        """Return the places of the customers due from tomorrow on, the nearest first."""
        due = self.expected.due
        ahead = np.flatnonzero(due > self.until)
        order = np.lexsort((self.people.person_id[ahead], due[ahead]))
        return np.asarray(ahead[order][:limit])

    def numbers(self) -> Iterator[Number]:
        """Yield rates, cycles, the median of the curve, and how many are due or late."""
        yield from self._rates()
        yield from self._cycles()
        yield self._half()
        yield from self._due()

    def _rates(self) -> Iterator[Number]:
        for place, window in enumerate(self.windows):
            people = int(self.again.old_enough(window).sum())
            _, rate, low, high = rate_row(int(self.again.within[:, place].sum()), people)
            around = None if low is None or high is None else Interval(low, high, method="wilson")
            why = None if people else words.NOBODY_OLD_ENOUGH.format(days=window)
            name = words.rate_name(window)
            yield Number(f"repurchase_{window}d", name, rate, "ratio", around, people, why)

    def _cycles(self) -> Iterator[Number]:
        mean, error = cycle(self.again.moments.sum(axis=0).tolist())
        around = None
        if mean is not None and error is not None:
            low, high = normal(mean, error)
            around = Interval(max(low, 0.0), high, method="delta")
        count = int(self.gaps.sum())
        why = None if count else words.NO_SECOND
        yield Number("repurchase_cycle_days", words.CYCLE, mean, "days", around, count, why)
        median = nth_gap(self.gaps, 0.5)
        yield Number("gap_median_days", words.MEDIAN_GAP, median, "days", None, count, why)

    def _half(self) -> Number:
        half, low, high = self.curve.reached(0.5)
        # Where the upper end of the curve never falls to a half, the median has no upper end either.
        around = None if None in (half, low, high) else Interval(low or 0, high or 0, method="greenwood")  # fmt: skip
        people = int(self.again.ages.sum())
        why = words.NOT_HALF if half is None else None
        return Number("second_order_median_days", words.MEDIAN_SECOND, half, "days", around, people, why)  # fmt: skip

    def _due(self) -> Iterator[Number]:
        found, until = self.expected, self.until
        people = len(found.due)
        soon = int(((found.due > until) & (found.due <= until + SOON_DAYS)).sum())
        yield Number("due_30d", words.DUE, soon, "count", None, people)
        late = int((found.known & (found.high < until)).sum()) if found.known.any() else None
        why = None if found.known.any() else words.TOO_FEW
        yield Number("overdue", words.OVERDUE, late, "count", None, people, why)
        held = found.hits / found.tried if found.tried else None
        around = Interval(*wilson(found.hits, found.tried), method="wilson") if found.tried else None  # fmt: skip
        why = None if found.tried else words.TOO_FEW
        yield Number("next_date_coverage", words.COVERAGE, held, "ratio", around, found.tried, why)
