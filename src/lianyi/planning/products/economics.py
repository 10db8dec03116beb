"""Unit economics of a mode: what one order leaves after everything that it causes, line by line.

```
price - cost - freight - commission - coupon - platform fee = contribution
contribution - acquisition = what the first order leaves
```

A negative contribution blocks a mode: more orders would lose more. A first order that loses is a warning, since later orders may pay it back.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from lianyi.core.rounding import round_half_up
from lianyi.core.translation import Text
from lianyi.planning.model.modes import UnitEconomics

NAMES = {
    "price": Text("售价", "Price"),
    "cost": Text("成本", "Cost"),
    "freight": Text("运费", "Freight"),
    "commission": Text("佣金", "Commission"),
    "coupon": Text("券", "Coupon"),
    "platform": Text("平台费", "Platform fee"),
    "acquisition": Text("获客成本", "Acquisition"),
}


@dataclass(frozen=True)
class UnitSum:
    """The lines of an order in whole minor units, what is taken off negative; None where price or cost is unknown.

    `contribution_fen` leaves acquisition out, `first_order_fen` has it in.
    """

    lines: tuple[tuple[str, int], ...]
    contribution_fen: int | None
    first_order_fen: int | None
    unknown: tuple[str, ...] = ()

    @property
    def blocks(self) -> bool:
        """Whether every order of this mode loses money."""
        return self.contribution_fen is not None and self.contribution_fen < 0


def unit_sum(economics: UnitEconomics) -> UnitSum:
    """Return the arithmetic of one order; a rate is of the price, rounded half up."""
    price, cost = economics.price_fen, economics.cost_fen
    amounts = {
        "price": price,
        "cost": cost,
        "freight": economics.freight_fen,
        "commission": _of(price, economics.commission_rate),
        "coupon": economics.coupon_fen,
        "platform": _of(price, economics.platform_rate),
        "acquisition": economics.acquisition_fen,
    }
    unknown = tuple(name for name, amount in amounts.items() if amount is None)
    lines = tuple(
        (name, amount if name == "price" else -amount)
        for name, amount in amounts.items()
        if amount is not None
    )
    if price is None or cost is None:
        return UnitSum(lines, None, None, unknown)
    contribution = sum(amount for name, amount in lines if name != "acquisition")
    first = None if economics.acquisition_fen is None else contribution - economics.acquisition_fen
    return UnitSum(lines, contribution, first, unknown)


def _of(price_fen: int | None, rate: object) -> int | None:
    if price_fen is None or rate is None:
        return None
    return round_half_up(Fraction(str(rate)) * price_fen)
