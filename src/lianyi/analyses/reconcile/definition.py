"""What definitions of a shop's number differ in: seven switches, and how each of our metrics sets them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Literal

from lianyi.core.errors import LianyiError

Time = Literal["paid", "created"]
Subsidy = Literal["without", "with", "receivable"]
Refunds = Literal["before", "so_far", "by_refund_day", "dropped"]
Presale = Literal["final", "deposit", "deposit_day", "balance", "without"]
HOURS = (8, -1, 16, 15, 13, 12, 7, 1, 2, 3, 4, 5, 6, 9, 10, 11, 14, -2, -3, -4, -5, -6)
"""When the platform's day could begin, on our clock; 8 is UTC for Shanghai, 16 and 15 the American west coast."""


@dataclass(frozen=True)
class Definition:
    """How orders are counted. Without `unpaid` an order needs a payment; with it, unpaid ones count when placed.

    - `subsidy`: amounts as buyers paid, with the platform's subsidy, or only where the receivable is known
    - `refunds`: before refunds; less what was refunded so far, on the order's own day; less what was refunded on the
      day of the refund; or without orders that were refunded whole
    - `presale`: whole at the final payment; deposit and balance each on their day; whole on the day of the deposit;
      the balance alone; or left out
    - `hours`: the platform's day begins so many hours after ours
    - `scope`: index of a set of stores in `Ours.scopes`; 0 is what our number counts
    """

    time: Time = "paid"
    unpaid: bool = False
    excluded: bool = False
    subsidy: Subsidy = "without"
    freight: bool = False
    refunds: Refunds = "before"
    presale: Presale = "final"
    hours: int = 0
    scope: int = 0

    def differences(self, other: Definition) -> list[str]:
        """Return the switches that stand otherwise in `other`."""
        return [f.name for f in fields(self) if getattr(self, f.name) != getattr(other, f.name)]

    def switched(self, switch: str, to: Any) -> Definition:
        """Return the definition with one switch set."""
        return replace(self, **{switch: to})


STEPS = ("scope", "time", "hours", "excluded", "unpaid", "presale", "subsidy", "freight", "refunds")
"""The order in which switches are turned: whose orders, which day, which orders, which amount."""

METRICS: Mapping[str, Definition] = {
    "gmv_paid": Definition(),
    "gmv_created": Definition(time="created", unpaid=True),
    "gmv_paid_with_subsidy": Definition(subsidy="receivable"),
    "gmv_net": Definition(refunds="so_far"),
    "orders_paid": Definition(),
    "orders_created": Definition(time="created", unpaid=True),
}
COUNTS = ("orders_paid", "orders_created")


def definition_of(metric: str) -> Definition:
    """Return how our `metric` counts; refuses with `reconcile.metric`."""
    if metric not in METRICS:
        raise LianyiError("reconcile.metric", metric=metric, known=", ".join(METRICS))
    return METRICS[metric]


def choices(base: Definition, scopes: int, *, counts: bool) -> dict[str, tuple[Any, ...]]:
    """Return per switch every setting that a platform could have, ours first; amounts do not matter to `counts`."""
    whole: dict[str, tuple[Any, ...]] = {
        "scope": tuple(range(scopes)),
        "time": ("paid", "created"),
        "hours": (0, *HOURS),
        "excluded": (False, True),
        "unpaid": (False, True),
        "presale": ("final", "without") if counts else ("final", "deposit", "deposit_day", "balance", "without"),
        "subsidy": ("without",) if counts else ("without", "with"),
        "freight": (False,) if counts else (False, True),
        "refunds": ("before", "dropped") if counts else ("before", "so_far", "by_refund_day", "dropped"),
    }  # fmt: skip
    return {name: _first(getattr(base, name), listed) for name, listed in whole.items()}


def _first(ours: Any, listed: tuple[Any, ...]) -> tuple[Any, ...]:
    return (ours, *(item for item in listed if item != ours))


def turned(base: Definition, to: Definition) -> Iterator[tuple[str, Definition]]:
    """Yield switch and definition while `base` becomes `to`, one switch after the other."""
    now = base
    for name in STEPS:
        if getattr(now, name) != getattr(to, name):
            now = now.switched(name, getattr(to, name))
            yield name, now
