"""What each order brings under one definition, and on which day."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from lianyi.analyses.reconcile.definition import Definition
from lianyi.analyses.reconcile.ours import NEVER, day_number

if TYPE_CHECKING:
    import numpy.typing as npt

    from lianyi.analyses.reconcile.ours import Ours
    from lianyi.core.calendar.periods import Period

    Whole = npt.NDArray[np.int64]
    Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Counted:
    """Amounts of one definition inside the period: `who` (row of `Ours`), `day` (0 is the first one) and `amount`."""

    who: Whole
    day: Whole
    amount: Whole

    def total(self) -> int:
        """Return the sum."""
        return int(self.amount.sum())

    def by_order(self, size: int) -> Whole:
        """Return the sum by row of `Ours`, of which there are `size`."""
        return _added(self.who, self.amount, size)

    def by_day(self, days: int) -> Whole:
        """Return the sum by day."""
        return _added(self.day, self.amount, days)


@dataclass(frozen=True)
class Counting:
    """Our orders over a period; `counts` counts orders instead of adding amounts."""

    ours: Ours
    period: Period
    counts: bool = False
    _known_days: dict[tuple[str, int], Whole] = field(
        default_factory=dict, repr=False, compare=False
    )

    def under(self, definition: Definition) -> Counted:
        """Return what counts under `definition`."""
        parts = self._parts(definition)
        if definition.refunds == "by_refund_day":
            parts.append(self._refunds(definition))
        who, day, amount = (np.concatenate(column) for column in zip(*parts, strict=True))
        inside = (day >= 0) & (day < len(self.period)) & (amount != 0)
        return Counted(who[inside], day[inside], amount[inside])

    def outside(self, definition: Definition, margin: int = 0) -> Flags:
        """Return which orders count under `definition`, but on no day of the period nor within `margin` days of it."""
        day = self._days(definition)
        return self._counted(definition) & ((day < -margin) | (day >= len(self.period) + margin))

    def _parts(self, definition: Definition) -> list[tuple[Whole, Whole, Whole]]:
        """Return rows, days and amounts of orders; presale orders may fall into two parts."""
        ours, rows = self.ours, np.arange(self.ours.size)
        amount, own_day = self._amounts(definition), self._days(definition)
        counted = self._counted(definition)
        presale = ours.presale & counted
        if definition.presale == "final":
            return [_part(rows, own_day, amount, counted)]
        plain = _part(rows, own_day, amount, counted & ~presale)
        if definition.presale == "without":
            return [plain]
        balance = _part(rows, own_day, amount - ours.deposit, presale & ~np.isnat(ours.paid_at))
        if definition.presale == "balance":
            return [plain, balance]
        begun = ours.presale & ~np.isnat(ours.deposit_at) & self._may_count(definition)
        day = self._day_of("deposit_at", definition.hours)
        if definition.presale == "deposit_day":
            unsaid = _part(rows, own_day, amount, presale & np.isnat(ours.deposit_at))
            return [plain, _part(rows, day, amount, begun), unsaid]
        return [plain, balance, _part(rows, day, ours.deposit, begun)]

    def _amounts(self, definition: Definition) -> Whole:
        ours = self.ours
        if self.counts:
            return np.ones(ours.size, dtype=np.int64)
        sums = {"without": ours.paid, "with": ours.with_subsidy, "receivable": ours.receivable}
        amount = sums[definition.subsidy].copy()
        if definition.freight:
            amount += ours.freight
        if definition.refunds == "so_far":
            # What nobody paid cannot have been refunded.
            amount -= np.where(np.isnat(ours.paid_at), 0, ours.refund)
        return amount

    def _days(self, definition: Definition) -> Whole:
        ours = self.ours
        placed = self._day_of("created_at", definition.hours)
        if definition.time == "created":
            return placed
        paid = self._day_of("paid_at", definition.hours)
        return np.where(np.isnat(ours.paid_at), placed, paid)

    def _day_of(self, name: str, hours: int) -> Whole:
        if (name, hours) not in self._known_days:
            times = getattr(self.ours, name)
            days = (times - np.timedelta64(hours, "h")).astype("datetime64[D]").astype(np.int64)
            found = np.where(np.isnat(times), NEVER, days - day_number(self.period.start))
            self._known_days[name, hours] = found
        return self._known_days[name, hours]

    def _may_count(self, definition: Definition) -> Flags:
        """Return which orders belong to the stores and are not left out for what they are."""
        ours = self.ours
        inside = np.isin(ours.source[: ours.size], sorted(ours.scopes[definition.scope]))
        kept = inside if definition.excluded else inside & ~ours.excluded
        return kept & ~ours.dropped if definition.refunds == "dropped" else kept

    def _counted(self, definition: Definition) -> Flags:
        may = self._may_count(definition)
        return may if definition.unpaid else may & ~np.isnat(self.ours.paid_at)

    def _refunds(self, definition: Definition) -> tuple[Whole, Whole, Whole]:
        ours = self.ours
        inside = np.isin(ours.source[ours.refund_who], sorted(ours.scopes[definition.scope]))
        day = ours.refund_day[inside] - day_number(self.period.start)
        return ours.refund_who[inside], day, -ours.refunded[inside]


def _part(rows: Whole, day: Whole, amount: Whole, kept: Flags) -> tuple[Whole, Whole, Whole]:
    return rows[kept], day[kept], amount[kept]


def _added(places: Whole, amounts: Whole, size: int) -> Whole:
    found = np.zeros(size, dtype=np.int64)
    np.add.at(found, places, amounts)
    return found
