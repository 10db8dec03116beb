"""The causes of a gap: one switch of the definition after the other, then what single orders say, then what is left.

Amounts of causes and what is left add up to the gap in whole minor units by construction: each is a difference of two sums.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from lianyi.analyses.reconcile.counting import Counted, Counting
from lianyi.analyses.reconcile.definition import Definition, choices, turned
from lianyi.analyses.reconcile.ours import MARGIN_DAYS
from lianyi.analyses.reconcile.search import Bits, Search, bits_of, bits_of_choice

if TYPE_CHECKING:
    import numpy.typing as npt

    from lianyi.analyses.reconcile.ours import Ours, Source
    from lianyi.analyses.reconcile.reported import Reported
    from lianyi.core.calendar.periods import Period

    Whole = npt.NDArray[np.int64]
    Flags = npt.NDArray[np.bool_]

LOCAL = ("excluded", "unpaid", "presale", "subsidy", "freight", "refunds")
"""Switches that may hold for single orders where they do not hold for all."""
NOT_IMPORTED, OTHER_DAY, NOT_REPORTED = "not_imported", "other_day", "not_reported"


@dataclass(frozen=True)
class OrderShare:
    """What one order brings to a cause."""

    order_no: str
    amount: int


@dataclass(frozen=True)
class Cause:
    """One reason for the gap. `setting` is how the platform has the switch, None where it is about single orders.

    `orders` foot to `amount`, largest first; for `not_imported` days of an aggregate report there are none.
    `by_day` is the amount by day of the period.
    """

    key: str
    setting: object
    amount: int
    orders: tuple[OrderShare, ...]
    by_day: Mapping[date, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Gap:
    """`theirs` = `ours` + Σ amounts of `causes` + `unexplained`.

    `definition` is the platform's as far as the numbers tell, `stores` are those that it counts. `left_days` and `left_orders` are what remains, by day
    for an aggregate report, by order for a list; `suspects` are orders of such a day whose amount is what is missing.
    """

    ours: int
    theirs: int
    definition: Definition
    stores: tuple[Source, ...]
    causes: tuple[Cause, ...]
    unexplained: int
    left_days: Mapping[date, int] = field(default_factory=dict)
    left_orders: tuple[OrderShare, ...] = ()
    suspects: Mapping[date, tuple[OrderShare, ...]] = field(default_factory=dict)


def explained(
    ours: Ours, period: Period, report: Reported, base: Definition, *, counts: bool
) -> Gap:
    """Return the gap between `base`, the definition of our number, and `report`, both over `period`."""
    work = _Work(ours, period, report, base, counts=counts)
    return work.gap()


class _Work:
    """The steps of one reconciliation."""

    def __init__(
        self, ours: Ours, period: Period, report: Reported, base: Definition, *, counts: bool
    ) -> None:
        self.ours, self.period, self.report, self.base = ours, period, report, base
        self.counting = Counting(ours, period, counts)
        self.settings = choices(base, len(ours.scopes), counts=counts)
        self.days = [period.start + timedelta(days=n) for n in range(len(period))]
        self.unknown: dict[str, int] = {}
        self.target = self._target()
        self.aside = self._of_longer_time()
        self.covered = np.array([day in ours.covered for day in self.days])

    def _target(self) -> Whole:
        """Return what the report says by row of our orders, or by day; orders that we do not have go to `unknown`."""
        if not self.report.by_order:
            return np.array([self.report.days.get(day, 0) for day in self.days], dtype=np.int64)
        index, found = self.ours.index(), np.zeros(len(self.ours.names), dtype=np.int64)
        for number, amount in self.report.orders.items():
            if number in index:
                found[index[number]] += amount
            else:
                self.unknown[number] = amount
        return found

    def _of_longer_time(self) -> Flags:
        """Return orders of other days where a list without days is plainly of a longer time: they tell no definition."""
        none = np.zeros(len(self.target), dtype=bool)
        if not self.report.by_order or self.report.order_days:
            return none
        there, far = self.target > 0, self.target > 0
        for time in ("paid", "created"):
            far = far & self._elsewhere(self.base.switched("time", time), MARGIN_DAYS)
        return self._elsewhere(self.base) & there if far.any() else none

    def bits(self, definition: Definition) -> Bits:
        """Return how many bits tell the report to somebody who knows our orders and `definition`.

        Of days, those that both sides have. Of orders, which ones a side lacks (however large), and by how much others differ.
        """
        found = self._left_by(definition)
        if not self.report.by_order:
            return bits_of(found[self._judged()])
        is_missing = (found != 0) & ((self.target == 0) | (found == self.target)) & ~self.aside
        differs = found[~is_missing & ~self.aside]
        return bits_of(differs, bits_of_choice(int(is_missing.sum()), len(found)))

    def _judged(self) -> Flags:
        named = np.array([day in self.report.days for day in self.days])
        both: Flags = named & self.covered
        return both

    def _left_by(self, definition: Definition) -> Whole:
        counted = self.counting.under(definition)
        if self.report.by_order:
            return self.target - counted.by_order(len(self.target))
        return self.target - counted.by_day(len(self.target))

    def gap(self) -> Gap:
        """Return our number, the platform's, and everything between them."""
        found = Search(self.base, self.settings, self.bits).best()
        causes = self._chain(found)
        ours = self.counting.under(self.base).total()
        theirs = int(self.target.sum()) + sum(self.unknown.values())
        rest = self._left_by(found)
        more, rest = (self._of_orders if self.report.by_order else self._of_days)(found, rest)
        told = _merged([*causes, *more])
        unexplained = theirs - ours - sum(c.amount for c in told)
        stores = tuple(self.ours.sources[n] for n in sorted(self.ours.scopes[found.scope]))
        if self.report.by_order:
            return Gap(
                ours, theirs, found, stores, told, unexplained, left_orders=self._shares(rest)
            )
        left = {day: int(a) for day, a in zip(self.days, rest, strict=True) if a}
        return Gap(ours, theirs, found, stores, told, unexplained, left, suspects=self._suspects(found, left))  # fmt: skip

    def _chain(self, to: Definition) -> list[Cause]:
        """Return one cause per switch, in the order in which they are turned."""
        size, length = len(self.ours.names), len(self.days)
        found, before = [], self.counting.under(self.base)
        for name, definition in turned(self.base, to):
            after = self.counting.under(definition)
            change = after.by_order(size) - before.by_order(size)
            days = after.by_day(length) - before.by_day(length)
            by_day = {day: int(a) for day, a in zip(self.days, days, strict=True) if a}
            setting = getattr(definition, name)
            found.append(Cause(name, setting, int(change.sum()), self._shares(change), by_day))
            before = after
        return found

    def _of_days(self, found: Definition, rest: Whole) -> tuple[list[Cause], Whole]:
        """Return what days explain that one of the two sides does not have, and what is left of the others."""
        causes = []
        named = np.array([day in self.report.days for day in self.days])
        counted = self.counting.under(found)
        for key, those in ((NOT_REPORTED, ~named), (NOT_IMPORTED, named & ~self.covered)):
            hit = np.where(those, rest, 0)
            if not hit.any():
                continue
            by_day = {day: int(a) for day, a in zip(self.days, hit, strict=True) if a}
            at = those[counted.day]
            ours = Counted(counted.who[at], counted.day[at], -counted.amount[at])
            orders = (
                self._shares(ours.by_order(len(self.ours.names))) if key == NOT_REPORTED else ()
            )
            causes.append(Cause(key, None, int(hit.sum()), orders, by_day))
            rest = rest - hit
        return causes, rest

    def _of_orders(self, found: Definition, rest: Whole) -> tuple[list[Cause], Whole]:
        """Return what single orders explain, and what is left of the others."""
        counted = self.counting.under(found).by_order(len(rest))
        causes: list[Cause] = []

        def take(key: str, setting: object, those: Flags) -> None:
            nonlocal rest
            hit = np.where(those, rest, 0)
            if hit.any():
                causes.append(Cause(key, setting, int(hit.sum()), self._shares(hit)))
                rest = rest - hit

        take(OTHER_DAY, None, (counted == 0) & self._elsewhere(found))
        for name in LOCAL:
            for setting in self.settings[name]:
                if setting != getattr(found, name) and rest.any():
                    after = self.counting.under(found.switched(name, setting))
                    take(name, setting, after.by_order(len(rest)) - counted == rest)
        take(NOT_REPORTED, None, (self.target == 0) & (counted != 0))
        if self.unknown:
            shares = _sorted([OrderShare(n, a) for n, a in self.unknown.items() if a])
            causes.append(Cause(NOT_IMPORTED, None, sum(self.unknown.values()), shares))
        return causes, rest

    def _elsewhere(self, found: Definition, margin: int = 0) -> Flags:
        """Return which orders would count, only not on a day of the period or within `margin` days of it."""
        known = self.counting.outside(found, margin)
        return np.concatenate([known, np.zeros(len(self.target) - len(known), dtype=bool)])

    def _shares(self, amounts: Whole) -> tuple[OrderShare, ...]:
        rows = np.flatnonzero(amounts)
        return _sorted([OrderShare(self.ours.names[int(r)], int(amounts[r])) for r in rows])

    def _suspects(
        self, found: Definition, left: Mapping[date, int]
    ) -> dict[date, tuple[OrderShare, ...]]:
        """Return, by day with something left, the orders whose amount is exactly what is left, with its sign turned or not."""
        counted = self.counting.under(found)
        named: dict[date, tuple[OrderShare, ...]] = {}
        for day, amount in left.items():
            at = (counted.day == (day - self.period.start).days) & (
                np.abs(counted.amount) == abs(amount)
            )
            if at.any():
                named[day] = tuple(OrderShare(self.ours.names[int(w)], int(a)) for w, a in zip(counted.who[at], counted.amount[at], strict=True))  # fmt: skip
        return named


def _sorted(shares: Sequence[OrderShare]) -> tuple[OrderShare, ...]:
    return tuple(sorted(shares, key=lambda s: (-abs(s.amount), s.order_no)))


def _merged(causes: Sequence[Cause]) -> tuple[Cause, ...]:
    """Return the causes that move anything, those of one key together."""
    found: dict[str, Cause] = {}
    for cause in causes:
        if cause.key not in found:
            found[cause.key] = cause
            continue
        known = found[cause.key]
        sums: dict[str, int] = {}
        for share in (*known.orders, *cause.orders):
            sums[share.order_no] = sums.get(share.order_no, 0) + share.amount
        shares = _sorted([OrderShare(n, a) for n, a in sums.items() if a])
        days = {d: known.by_day.get(d, 0) + cause.by_day.get(d, 0) for d in {*known.by_day, *cause.by_day}}  # fmt: skip
        found[cause.key] = Cause(
            cause.key, known.setting, known.amount + cause.amount, shares, days
        )
    # A switch may move amounts from day to day and nothing in all.
    return tuple(c for c in found.values() if c.amount or c.orders or any(c.by_day.values()))
