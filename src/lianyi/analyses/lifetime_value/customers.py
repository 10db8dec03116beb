"""Customers as lifetime value sees them: when they came, how often they came back, what each purchase brought."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from lianyi.core.errors import LianyiError
from lianyi.core.money_text import MoneyProblem, parse_money
from lianyi.timelines.store import UNKNOWN_FEN, Array

if TYPE_CHECKING:
    from lianyi.timelines.store import Store

VALUES = ("margin", "net", "paid")
ENOUGH_KNOWN = 0.95
EPOCH = date(1970, 1, 1).toordinal()
BEIJING_SECONDS = 8 * 3600


@dataclass(frozen=True)
class Purchases:
    """One row a purchase day of a customer: customer number, day (ordinal), value in minor units; sorted by both.

    Several orders on one day are one purchase: the model counts decisions to buy, and a basket that was split over two
    orders is one. `value` says what the amounts are; `known` is the share of orders whose margin was known.
    """

    customer: Array
    day: Array
    fen: Array
    customers: int
    value: str = "paid"
    known: float | None = None
    person_ids: Array | None = None

    def until(self, last: int) -> Purchases:
        """Return the purchases up to day `last`, customers numbered anew."""
        kept = self.day <= last
        old, number = np.unique(self.customer[kept], return_inverse=True)
        ids = None if self.person_ids is None else self.person_ids[old]
        return Purchases(number, self.day[kept], self.fen[kept], len(old), self.value, self.known, ids)  # fmt: skip


@dataclass(frozen=True)
class Customers:
    """Per customer: first and last day (ordinals), purchase days, value of all and of the repeat ones (minor units)."""

    first: Array
    last: Array
    purchases: Array
    fen: Array
    repeat_fen: Array

    def __len__(self) -> int:
        return len(self.first)

    @property
    def repeats(self) -> Array:
        """How often each came back."""
        return self.purchases - 1


def customers_of(bought: Purchases) -> Customers:
    """Return one entry a customer; every customer has at least one purchase."""
    starts = np.flatnonzero(np.r_[True, np.diff(bought.customer) != 0])
    ends = np.r_[starts[1:], len(bought.customer)] - 1
    total = np.add.reduceat(bought.fen, starts)
    return Customers(
        bought.day[starts],
        bought.day[ends],
        (ends - starts + 1).astype(np.int64),
        total,
        total - bought.fen[starts],
    )


def by_day(customer: Array, day: Array, fen: Array) -> tuple[Array, Array, Array]:
    """Return the rows sorted by customer and day, those of one day added up."""
    order = np.lexsort((day, customer))
    customer, day, fen = customer[order], day[order], fen[order]
    starts = np.flatnonzero(np.r_[True, (np.diff(customer) != 0) | (np.diff(day) != 0)])
    return customer[starts], day[starts], np.add.reduceat(fen, starts)


def from_store(
    store: Store, wanted: str | None, last: date, only: Sequence[Array] | None
) -> Purchases:
    """Return the paid orders up to `last` as purchases, valued by margin where it is known for 95 % of them.

    `wanted` forces `margin`, `net` (paid less refunded) or `paid`. Orders of unknown cost count nothing in `margin`.
    Refuses with `run.nothing_to_count` where nobody bought.
    """
    parts, ids, people = [], [], 0
    for number, segment in enumerate(store.segments):
        stream = segment.streams.get("orders")
        if stream is None:
            continue
        taken = segment.alive if only is None else segment.alive & only[number]
        who = np.repeat(np.arange(segment.people), np.diff(stream.offsets))
        day = stream["day"].astype(np.int64) + store.base_day.toordinal()
        kept = taken[who] & (day <= last.toordinal())
        money = [stream[c][kept].astype(np.int64) for c in ("order_fen", "refund_fen", "margin_fen")]  # fmt: skip
        parts.append((who[kept] + people, day[kept], *money))
        ids.append(segment.person_ids)
        people += segment.people
    if not parts or not sum(len(p[0]) for p in parts):
        raise LianyiError("run.nothing_to_count")
    who, day, paid, refunded, margin = (
        np.concatenate(column) for column in zip(*parts, strict=True)
    )
    known = float(np.mean(margin != UNKNOWN_FEN))
    value = wanted or ("margin" if known >= ENOUGH_KNOWN else "net")
    fen = {
        "paid": paid,
        "net": paid - refunded,
        "margin": np.where(margin == UNKNOWN_FEN, 0, margin),
    }[value]
    old, customer = np.unique(who, return_inverse=True)
    return Purchases(*by_day(customer, day, fen), len(old), value, known, np.concatenate(ids)[old])


def from_columns(columns: dict[str, list[str]], last: date | None, file: str) -> Purchases:
    """Return the rows of a file as purchases: columns `customer`, `date`, and `value` where there is one.

    Rows without a customer are left out. Refuses with `run.cell_unreadable` (facts `file`, `row`, `value`, `column`).
    """
    kept = [n for n, customer in enumerate(columns["customer"]) if customer.strip()]
    if not kept:
        raise LianyiError("run.nothing_to_count")
    names, number = np.unique([columns["customer"][n].strip() for n in kept], return_inverse=True)
    day = _read_once([columns["date"][n] for n in kept], kept, "date", file)
    fen = np.zeros(len(kept), np.int64)
    if "value" in columns:
        fen = _read_once([columns["value"][n] for n in kept], kept, "value", file)
    found = Purchases(*by_day(number, day, fen), len(names), "paid")
    found = found if last is None else found.until(last.toordinal())
    if not found.customers:
        raise LianyiError("run.nothing_to_count")
    return found


def _read_once(cells: list[str], rows: list[int], column: str, file: str) -> Array:
    """Return the cells as whole numbers, each distinct text read once."""
    texts, first, place = np.unique(cells, return_index=True, return_inverse=True)
    read = _day if column == "date" else _fen
    numbers = []
    for text, at in zip(texts, first, strict=True):
        found = read(str(text))
        if found is None:
            where = {"file": file, "row": rows[int(at)] + 2, "column": column}
            raise LianyiError("run.cell_unreadable", **where, value=str(text)[:40])
        numbers.append(found)
    return np.array(numbers, dtype=np.int64)[place]


def _day(text: str) -> int | None:
    """Return the ordinal of the day that `text` begins with: 2026-11-28, 2026/11/28, 20261128 or epoch seconds (UTC+8)."""
    digits = text.strip().replace("/", "-").replace(".", "-").split(" ")[0].split("T")[0]
    if digits.isdigit() and len(digits) == 10:
        return EPOCH + (int(digits) + BEIJING_SECONDS) // 86_400
    if digits.isdigit() and len(digits) == 8:
        digits = f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"
    try:
        year, month, day = (int(part) for part in digits.split("-"))
        return date(year, month, day).toordinal()
    except ValueError:
        return None


def _fen(text: str) -> int | None:
    """Return an amount in hundredths, more decimals rounded half up; an empty cell is 0."""
    found = parse_money(text, rounding=True)
    return None if isinstance(found, MoneyProblem) else found or 0
