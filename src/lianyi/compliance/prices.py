"""May a price be crossed out? The deals of the seven days before decide, and are kept as evidence.

Provisions on marked prices and price fraud, art. 16: without a further explanation the compared price may not exceed
the lowest deal price of the previous seven days in the same place; where there was no deal, the last price before.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

DAYS = 7
Basis = Literal["seven_days", "last_deal", "none"]


@dataclass(frozen=True, slots=True, order=True)
class Deal:
    """One price at which goods were sold: day, price of one piece in fen, and the place of trade."""

    day: date
    price_fen: int
    place: str = ""


@dataclass(frozen=True, slots=True)
class PriceEvidence:
    """What the deals say about a crossed-out price.

    `lowest_fen` is the price that may at most be crossed out, None without any deal. `holds` is None where there is
    no deal to judge by. `rows` are the deals that count, by day.
    """

    crossed_out_fen: int
    day: date
    basis: Basis
    lowest_fen: int | None
    holds: bool | None
    rows: tuple[Deal, ...]


def price_evidence(
    crossed_out_fen: int, day: date, deals: Iterable[Deal], place: str = ""
) -> PriceEvidence:
    """Judge a price crossed out from `day` on, by the deals in the same `place` before that day.

    >>> deals = [Deal(date(2026, 11, 20), 8900), Deal(date(2026, 11, 25), 7900)]
    >>> found = price_evidence(8900, date(2026, 11, 28), deals)
    >>> found.basis, found.lowest_fen, found.holds
    ('seven_days', 7900, False)
    """
    before = sorted(d for d in deals if d.day < day and d.place == place)
    recent = tuple(d for d in before if d.day >= day - timedelta(days=DAYS))
    if recent:
        lowest = min(d.price_fen for d in recent)
        return PriceEvidence(
            crossed_out_fen, day, "seven_days", lowest, crossed_out_fen <= lowest, recent
        )
    if not before:
        return PriceEvidence(crossed_out_fen, day, "none", None, None, ())
    last_day = before[-1].day
    rows = tuple(d for d in before if d.day == last_day)
    lowest = min(d.price_fen for d in rows)
    return PriceEvidence(crossed_out_fen, day, "last_deal", lowest, crossed_out_fen <= lowest, rows)
