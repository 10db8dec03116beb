"""Recency, frequency and money of every buyer in one pass; cut-offs by counting; then everybody's place.

Nothing is sorted: days and numbers of orders are counted, amounts are counted by magnitude (256 steps to a
doubling), and only the few amounts in the step of a cut-off are looked at one by one. Cut-offs are exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from lianyi.engines.people import map_people
from lianyi.timelines.compiled import kernel
from lianyi.timelines.run import Ranged, run_people
from lianyi.timelines.store import Array, Store

EVER = -(1 << 30)
SCORES = 5
GROUPS = 8
SINGLE = GROUPS
MOST_ORDERS = 1_024
MEASURES = ("last_day", "orders", "net_fen")
_STEPS = 256
_BUCKETS = 1 + 57 * _STEPS


@dataclass(frozen=True)
class Buyers:
    """Some buyers of one segment of the store, one entry each.

    `who` is their place in the segment, `last_day` the day of their last order, `orders` how many, `net_fen` what they
    paid less what went back to them.
    """

    segment: int
    who: Array
    last_day: Array
    orders: Array
    net_fen: Array

    @property
    def people(self) -> int:
        """How many."""
        return len(self.who)


@dataclass(frozen=True)
class Gathered:
    """All buyers of a window of days, in parts, and how often each value occurs among them.

    `days` [2, days] and `magnitudes` [2, buckets] count those with one order and those with more apart; `orders` counts
    by number of orders. `sums` [2, 3] are the sums of last day, orders and net amount of the two.
    """

    parts: tuple[Buyers, ...]
    first_day: int
    days: Array
    orders: Array
    magnitudes: Array
    sums: Array

    def people(self, least: int = 1) -> int:
        """Return how many buyers have at least `least` orders, 1 or 2."""
        return int(self.days[least - 1 :].sum())

    def total(self, what: str, least: int = 1) -> int:
        """Return the sum of `last_day`, `orders` or `net_fen` over those with at least `least` orders."""
        return int(self.sums[least - 1 :, MEASURES.index(what)].sum())


def gather(
    store: Store, from_day: int, until: int, *, drop_refunded: bool = False, only: Sequence[Array] | None = None
) -> Gathered:  # fmt: skip
    """Return who bought from the day `from_day` to `until`, both included (`EVER` for no beginning).

    `drop_refunded` leaves out orders of which everything went back.
    """
    low = max(from_day, _first_day(store))
    days = max(until - low + 1, 0)

    def one(part: Ranged, first: int, after: int) -> tuple[Any, ...]:
        return _gather(part, (first, after), (low, until, days), drop_refunded)

    found = run_people(store, one, only=only, merge=_joined)
    if found is None or days == 0:
        found = ((), *_counts(days))
    return Gathered(found[0], low, *found[1:])


def _first_day(store: Store) -> int:
    """Return the day of the first order that a living or replaced person ever made, 0 where there is none."""
    days = [s.streams["orders"]["day"] for s in store.segments if "orders" in s.streams]
    return min((int(d.min()) for d in days if len(d)), default=0)


def _counts(days: int) -> tuple[Array, ...]:
    shapes = ((2, days), (MOST_ORDERS + 1,), (2, _BUCKETS), (2, len(MEASURES)))
    return tuple(np.zeros(shape, np.int64) for shape in shapes)


def _gather(
    part: Ranged, people: tuple[int, int], window: tuple[int, int, int], drop: bool  # noqa: FBT001 - handed on
) -> tuple[Any, ...]:  # fmt: skip
    low, until, days = window
    counts = _counts(days)
    stream = part.segment.streams.get("orders")
    if stream is None or days == 0:
        return (), *counts
    first, after = people
    who, last = np.empty(after - first, np.int32), np.empty(after - first, np.int32)
    orders, net = np.empty(after - first, np.int32), np.empty(after - first, np.int64)
    found = collect(
        first, after, part.taken, stream.offsets, stream["day"], stream["order_fen"], stream["refund_fen"], low, until,
        drop, who, last, orders, net, *counts,
    )  # fmt: skip
    kept = Buyers(part.number, who[:found], last[:found], orders[:found], net[:found])
    return (kept,), *counts


def _joined(a: tuple[Any, ...], b: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(x + y for x, y in zip(a, b, strict=True))


def nth(gathered: Gathered, what: str, places: Sequence[int], least: int = 1) -> list[int]:
    """Return the smallest values but `place` - 1, for each of `places` (from 1): exact order statistics.

    `what` is `last_day`, `orders` or `net_fen`, over buyers with at least `least` orders (1 or 2), among whom the
    places must lie.
    """
    if what == "last_day":
        counts = gathered.days[least - 1 :].sum(axis=0)
        return [int(n) + gathered.first_day for n in _reached(counts, places)]
    if what == "orders":
        counts = gathered.orders.copy()
        counts[:least] = 0
        found = [int(n) for n in _reached(counts, places)]
        if max(found) < MOST_ORDERS:
            return found
        return _among([b.orders[b.orders >= least] for b in gathered.parts], places)
    return _amounts(gathered, places, least)


def _reached(counts: Array, places: Sequence[int]) -> Array:
    return np.searchsorted(np.cumsum(counts), np.asarray(places), side="left")


def _amounts(gathered: Gathered, places: Sequence[int], least: int) -> list[int]:
    magnitudes = gathered.magnitudes[least - 1 :].sum(axis=0)
    below = np.concatenate([[0], np.cumsum(magnitudes)])
    wanted = np.unique(_reached(magnitudes, places)).astype(np.int64)

    def one(part: Buyers, first: int, after: int) -> list[Array]:
        out = np.empty(after - first, np.int64)
        return [pick(first, after, part.net_fen, part.orders, least, wanted, out)]

    parts = map_people(one, gathered.parts, _added) or [np.empty(0, np.int64)]
    kept = np.sort(np.concatenate(parts))
    # The values of the wanted buckets stand in a row; a place moves up by what lies in buckets left out.
    starts = np.concatenate([[0], np.cumsum(magnitudes[wanted])])
    found = []
    for place in places:
        bucket = int(np.searchsorted(below, place, side="left")) - 1
        n = int(np.searchsorted(wanted, bucket))
        found.append(int(kept[starts[n] + place - 1 - below[bucket]]))
    return found


def _added(a: list[Array], b: list[Array]) -> list[Array]:
    return a + b


def _among(parts: Sequence[Array], places: Sequence[int]) -> list[int]:
    every = np.concatenate(parts)
    cuts = [p - 1 for p in places]
    return [int(v) for v in np.partition(every, cuts)[cuts]]


@dataclass(frozen=True)
class Rules:
    """Inclusive lower bounds. A score is 1 plus the number of bounds reached, of four per measure.

    `high` are the bounds of the last day, the orders and the amount from which somebody counts as high; with
    `high_by_score` they are bounds of the scores. `single_apart` puts whoever ordered once into a group of its own.
    """

    last_day: Sequence[int]
    orders: Sequence[int]
    net_fen: Sequence[int]
    high: Sequence[int] = (0, 0, 0)
    high_by_score: bool = False
    single_apart: bool = True


@dataclass(frozen=True)
class Placed:
    """`cells` [2, 5, 5, 5, 3] people, orders and net amount by R, F and M score (from 0), those with one order first.

    `groups` [9, 3] the same by group: bit 4 high R, bit 2 high F, bit 1 high M; the last one is who ordered once, where
    they stand apart. `codes` are (segment, places of people in it, their groups) of ranges of buyers, where asked for.
    """

    cells: Array
    groups: Array
    codes: tuple[tuple[int, Array, Array], ...]


def place(gathered: Gathered, rules: Rules, *, codes: bool = False) -> Placed:
    """Return where everybody stands under `rules`."""
    by_day, by_orders, by_fen, high = (
        np.asarray(b, np.int64) for b in (rules.last_day, rules.orders, rules.net_fen, rules.high)
    )

    def one(part: Buyers, first: int, after: int) -> tuple[Any, ...]:
        cells = np.zeros((2, SCORES, SCORES, SCORES, 3), np.int64)
        groups = np.zeros((GROUPS + 1, 3), np.int64)
        code = np.empty(after - first if codes else 0, np.uint8)
        locate(
            first, after, part.last_day, part.orders, part.net_fen, by_day, by_orders, by_fen, high,
            rules.high_by_score, rules.single_apart, cells, groups, code,
        )  # fmt: skip
        return cells, groups, ((part.segment, part.who[first:after], code),)

    found = map_people(one, gathered.parts, _joined)
    if found is None:
        return Placed(
            np.zeros((2, SCORES, SCORES, SCORES, 3), np.int64),
            np.zeros((GROUPS + 1, 3), np.int64),
            (),
        )
    return Placed(*found)


@kernel
def magnitude(value: int) -> int:
    """Return the bucket of an amount: 0 up to 0, then one each below 512, then 256 to every doubling."""
    if value <= 0:
        return 0
    shift = 0
    for step in (32, 16, 8, 4, 2, 1):
        if value >> (shift + step) >= _STEPS:
            shift += step
    return shift * _STEPS + (value >> shift)


@kernel
def collect(
    first: int, after: int, taken: Array, offsets: Array, day: Array, fen: Array, refund: Array, low: int, until: int,
    drop: bool, who: Array, last: Array, orders: Array, net: Array,  # noqa: FBT001 - the order of a kernel's arguments
    days: Array, numbers: Array, magnitudes: Array, sums: Array,
) -> int:  # fmt: skip
    """Write the buyers of a range one after the other, count their values; return how many there are."""
    found = 0
    for p in range(first, after):
        if not taken[p]:
            continue
        count = 0
        total = 0
        newest = 0
        for k in range(offsets[p], offsets[p + 1]):
            if day[k] < low:
                continue
            if day[k] > until:
                break
            if drop and refund[k] > 0 and refund[k] >= fen[k]:
                continue
            count += 1
            total += fen[k] - refund[k]
            newest = day[k]
        if count:
            who[found] = p
            last[found] = newest
            orders[found] = count
            net[found] = total
            found += 1
            often = 0 if count == 1 else 1
            days[often, newest - low] += 1
            numbers[min(count, MOST_ORDERS)] += 1
            magnitudes[often, magnitude(total)] += 1
            sums[often, 0] += newest
            sums[often, 1] += count
            sums[often, 2] += total
    return found


@kernel
def pick(
    first: int, after: int, net: Array, orders: Array, least: int, wanted: Array, out: Array
) -> Array:  # fmt: skip
    """Return the amounts of who ordered at least `least` times whose bucket is one of `wanted`."""
    found = 0
    for i in range(first, after):
        if orders[i] < least:
            continue
        bucket = magnitude(net[i])
        for one in wanted:
            if one == bucket:
                out[found] = net[i]
                found += 1
                break
    return out[:found]


@kernel
def locate(
    first: int, after: int, last: Array, orders: Array, net: Array, by_day: Array, by_orders: Array, by_fen: Array,
    high: Array, by_score: bool, apart: bool, cells: Array, groups: Array, code: Array,  # noqa: FBT001 - the order of a kernel's arguments
) -> None:  # fmt: skip
    """Add people, orders and money by scores and by group; write groups where `code` has room."""
    for i in range(first, after):
        r = 0
        f = 0
        m = 0
        for n in range(SCORES - 1):
            r += last[i] >= by_day[n]
            f += orders[i] >= by_orders[n]
            m += net[i] >= by_fen[n]
        if by_score:
            group = 4 * (r + 1 >= high[0]) + 2 * (f + 1 >= high[1]) + (m + 1 >= high[2])
        else:
            group = 4 * (last[i] >= high[0]) + 2 * (orders[i] >= high[1]) + (net[i] >= high[2])
        once = orders[i] == 1
        if apart and once:
            group = SINGLE
        cell = cells[0 if once else 1, r, f, m]
        cell[0] += 1
        cell[1] += orders[i]
        cell[2] += net[i]
        groups[group, 0] += 1
        groups[group, 1] += orders[i]
        groups[group, 2] += net[i]
        if len(code) > 0:
            code[i - first] = group


def warm() -> tuple[Any, ...]:
    """Return the kernels of this file, for compiling ahead."""
    return collect, pick, locate
