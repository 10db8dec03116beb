"""Margin prover: for each SKU, the order that the rules allow and that leaves the least.

What is left of an order, in whole minor units:

```
goods        price x pieces
- discounts  coupons and discounts, each at most what is left to pay
- points     at most what is left to pay
= paid
- commission, leader, platform (of the goods or of what is paid)
- freight    where the goods reach the free freight
- cost       unit cost x pieces
```

Every price of the ladder, every number of pieces and every set of benefits that may come together is tried, so the worst order
is the worst one, and not the worst that somebody thought of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import get_args

from lianyi.core.rounding import round_half_up
from lianyi.planning.model.products import Benefit, LadderStep, PriceKind, Stacking

PRICES: tuple[PriceKind, ...] = get_args(PriceKind)
LOWERING = ("coupon", "discount")
MOST_BENEFITS = 16


@dataclass(frozen=True)
class Taken:
    """One benefit on an order, and what it takes."""

    benefit: str
    kind: str
    amount_fen: int


@dataclass(frozen=True)
class Order:
    """An order that the rules allow, down to what is left of it. `taken` is in the order of the arithmetic."""

    sku: str
    price_kind: PriceKind
    price_fen: int
    pieces: int
    taken: tuple[Taken, ...]
    freight_fen: int
    cost_fen: int
    margin_fen: int

    @property
    def goods_fen(self) -> int:
        """What the goods cost before anything is taken off."""
        return self.price_fen * self.pieces

    @property
    def margin_per_piece(self) -> Fraction:
        """What is left per piece, exactly."""
        return Fraction(self.margin_fen, self.pieces)


@dataclass(frozen=True)
class Proof:
    """The worst order of one SKU; None with a reason where nothing can be proved (`no_cost`, `no_price`)."""

    sku: str
    worst: Order | None
    floor_fen: int | None = None
    why_not: str = ""

    @property
    def is_safe(self) -> bool:
        """Whether no order that the rules allow loses money."""
        return self.worst is not None and self.worst.margin_fen >= 0


def prove(step: LadderStep, stacking: Stacking) -> Proof:
    """Return the worst order of one SKU: the least margin per piece, then the fewest pieces and benefits.

    `floor_fen` is the lowest price at which the same stack (benefits, pieces) leaves nothing and loses nothing.
    """
    prices = ladder_prices(step)
    if step.cost_fen is None:
        return Proof(step.sku, None, why_not="no_cost")
    if not prices:
        return Proof(step.sku, None, why_not="no_price")
    found = [o for kind, price in prices for o in orders_at(step, kind, price, stacking)]
    worst = min(found, key=_badness)
    return Proof(step.sku, worst, floor_price(step, worst, stacking))


def ladder_prices(step: LadderStep) -> list[tuple[PriceKind, int]]:
    """Return the prices of a ladder that are set."""
    pairs = [(kind, getattr(step, f"{kind}_fen")) for kind in PRICES]
    return [(kind, price) for kind, price in pairs if price is not None]


def orders_at(
    step: LadderStep, kind: PriceKind, price_fen: int, stacking: Stacking
) -> Iterator[Order]:
    """Yield every order at one price: all numbers of pieces, all sets of benefits that may come together."""
    for benefits in allowed_sets(kind, stacking):
        for pieces in range(1, stacking.most_units + 1):
            if all(price_fen * pieces >= b.min_spend_fen for b in benefits):
                yield order(step, kind, price_fen, pieces, benefits, stacking)


def allowed_sets(kind: PriceKind, stacking: Stacking) -> list[tuple[Benefit, ...]]:
    """Return the sets of benefits that may come together at a price, the empty one first.

    Refuses (ValueError) more than 16 benefits at one price: the sets would be too many to try.
    """
    apart = {frozenset(pair) for pair in stacking.not_with}
    usable = [
        b
        for b in stacking.benefits
        if (not b.prices or kind in b.prices) and frozenset((b.id, kind)) not in apart
    ]
    if len(usable) > MOST_BENEFITS:
        raise ValueError(f"{len(usable)} benefits at one price")
    found: list[tuple[Benefit, ...]] = [()]
    for benefit in usable:
        found += [
            (*one, benefit)
            for one in found
            if all(frozenset((benefit.id, other.id)) not in apart for other in one)
        ]
    return found


def order(
    step: LadderStep,
    kind: PriceKind,
    price_fen: int,
    pieces: int,
    benefits: Sequence[Benefit],
    stacking: Stacking,
) -> Order:
    """Return one order down to what is left of it."""
    goods = price_fen * pieces
    amounts = amounts_taken(goods, benefits, round_half_up)
    taken = tuple(Taken(b.id, b.kind, int(amount)) for b, amount in amounts)
    freight, cost = _freight(step, goods, pieces, stacking), (step.cost_fen or 0) * pieces
    margin = goods - sum(t.amount_fen for t in taken) - freight - cost
    return Order(step.sku, kind, price_fen, pieces, taken, freight, cost, margin)


def amounts_taken(
    goods: int, benefits: Sequence[Benefit], rounding: Callable[[Fraction], int | Fraction]
) -> list[tuple[Benefit, int | Fraction]]:
    """Return what each benefit takes of goods worth `goods`, in the order of the arithmetic."""
    found: list[tuple[Benefit, int | Fraction]] = []
    left: int | Fraction = goods
    for lowers in (LOWERING, ("points",)):
        base = {"price": goods, "paid": left}
        for benefit in (b for b in benefits if b.kind in lowers):
            amount = min(_amount(benefit, base[benefit.base], rounding), left)
            left -= amount
            found.append((benefit, amount))
    base = {"price": goods, "paid": left}
    paid_by_shop = [b for b in benefits if b.kind not in (*LOWERING, "points")]
    return [*found, *((b, _amount(b, base[b.base], rounding)) for b in paid_by_shop)]


def _freight(step: LadderStep, goods: int, pieces: int, stacking: Stacking) -> int:
    return (step.freight_fen or 0) * pieces if goods >= stacking.free_freight_from_fen else 0


def floor_price(step: LadderStep, worst: Order, stacking: Stacking) -> int | None:
    """Return the lowest price at which this stack loses nothing; None where no price up to 1,000 times the cost does.

    It must hold to the fen and without any rounding, so that a rounding in the shop's favour is not what carries it. The
    margin grows with the price as long as the rates stay under 100 %, but not evenly (caps, free freight), so the price
    found by halving is followed down as long as a lower one holds as well.
    """
    by_id = {b.id: b for b in stacking.benefits}
    benefits = [by_id[t.benefit] for t in worst.taken]
    cost = (step.cost_fen or 0) * worst.pieces

    def holds(price_fen: int) -> bool:
        goods = price_fen * worst.pieces
        left = goods - _freight(step, goods, worst.pieces, stacking) - cost
        return all(
            sum(amount for _, amount in amounts_taken(goods, benefits, rounding)) <= left
            for rounding in (round_half_up, Fraction)
        )

    low, high = 0, max(1, (step.cost_fen or 0) + (step.freight_fen or 0)) * 1_000
    if not holds(high):
        return None
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle + 1, high)
    while low > 0 and holds(low - 1):
        low -= 1
    return low


def _amount(
    benefit: Benefit, base_fen: int | Fraction, rounding: Callable[[Fraction], int | Fraction]
) -> int | Fraction:
    amount: int | Fraction = benefit.amount_fen or 0
    if benefit.rate is not None:
        amount += rounding(Fraction(benefit.rate) * base_fen)
    return amount if benefit.cap_fen is None else min(amount, benefit.cap_fen)


def _badness(made: Order) -> tuple[Fraction, int, int]:
    return made.margin_per_piece, made.pieces, len(made.taken)


def lower_rate(worst: Order, benefit: Benefit, base_fen: int) -> Decimal | None:
    """Return the highest whole percent for a benefit at which the order loses nothing; None where none does."""
    if benefit.rate is None or worst.margin_fen >= 0:
        return None
    now = next(t.amount_fen for t in worst.taken if t.benefit == benefit.id)
    spare = now + worst.margin_fen
    for percent in range(int(benefit.rate * 100), -1, -1):
        if round_half_up(Fraction(percent, 100) * base_fen) <= spare:
            return Decimal(percent) / 100
    return None
