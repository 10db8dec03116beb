"""Agreements with creators against what was paid: every fee is either spent or still committed, never both.

A shop that keeps fees among its spend (rows marked KOL of that platform) has paid an agreement as far as a row names it
or has its amount; without such rows a fee counts as spent on the day the content was published.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from lianyi.planning.budget.amounts import Amount
from lianyi.planning.model.campaigns import Category

# A payment belongs to an agreement from its signing until so long after it was published or due.
PAID_WITHIN_DAYS = 92


@dataclass(frozen=True)
class Agreement:
    """One placement as the facts have it; days that are not known are None."""

    number: str
    creator_id: str
    creator_name: str
    channel: str
    platform: str
    signed: date | None
    published: date | None
    due: date | None
    fee_fen: int

    @property
    def known_from(self) -> date | None:
        """The first day on which anybody could know of it."""
        return min((d for d in (self.signed, self.published) if d), default=None)

    @property
    def owed_on(self) -> date | None:
        """The day in whose month the fee falls: published, else due, else signed."""
        return self.published or self.due or self.signed

    def as_known_on(self, day: date) -> Agreement:
        """Return it without what happened after `day`."""
        later = self.published is not None and self.published > day
        return replace(self, published=None) if later else self


@dataclass(frozen=True)
class Payment:
    """One row of spend, or several alike; `place` is its place in the list."""

    place: int
    day: date
    category: Category
    channel: str
    platform: str
    fen: int
    plan_no: str
    plan_name: str
    rows: int = 1

    @property
    def amount(self) -> Amount:
        """The payment as an amount of the budget."""
        return Amount(
            self.day, self.category, self.channel, self.platform, self.fen, "spend", self.plan_name or self.plan_no, self.rows
        )  # fmt: skip


@dataclass(frozen=True)
class Fees:
    """What agreements add to the spend that the ledger shows: fees spent, and what is still open of each."""

    spent: tuple[Amount, ...]
    committed: tuple[tuple[Agreement, Amount], ...]


def fees(agreed: Sequence[Agreement], paid: Sequence[Payment]) -> Fees:
    """Return what of the fees counts beside the payments themselves."""
    ledger = {p.platform for p in paid if p.category == "kol"}
    covered = _covered(agreed, [p for p in paid if p.category == "kol"])
    spent, committed = [], []
    for one in agreed:
        day = one.owed_on
        left = one.fee_fen - covered.get(one.number, 0)
        if day is None or left <= 0:
            continue
        amount = Amount(
            day,
            "kol",
            one.channel,
            one.platform,
            left,
            "placements",
            one.creator_name or one.number,
        )
        if one.published is not None and one.platform not in ledger:
            spent.append(amount)
        else:
            committed.append((one, amount))
    return Fees(tuple(spent), tuple(committed))


def _covered(agreed: Sequence[Agreement], paid: Sequence[Payment]) -> dict[str, int]:
    """Return by agreement how much of it payments cover: those that name it, then those of its amount, nearest day first."""
    found: dict[str, int] = defaultdict(int)
    free = {p.place: p for p in paid if p.fen > 0}
    for one in agreed:
        for payment in list(free.values()):
            if one.platform == payment.platform and _names(payment, one.number):
                found[one.number] += payment.fen
                del free[payment.place]
    for one in sorted(agreed, key=lambda a: (a.owed_on or date.max, a.number)):
        if one.number in found:
            continue
        alike = [p for p in free.values() if p.platform == one.platform and p.fen == one.fee_fen and _in_time(p, one)]  # fmt: skip
        if alike:
            nearest = min(
                alike, key=lambda p: (abs((p.day - (one.owed_on or p.day)).days), p.place)
            )
            found[one.number] += nearest.fen
            del free[nearest.place]
    return dict(found)


def _names(payment: Payment, number: str) -> bool:
    return number in (payment.plan_no, payment.plan_name) or number in payment.plan_name.split()


def _in_time(payment: Payment, one: Agreement) -> bool:
    first = one.known_from or payment.day
    last = (one.owed_on or payment.day) + timedelta(days=PAID_WITHIN_DAYS)
    return first <= payment.day <= last
