"""The second order and those after it: how long it took, and who is still without one.

An order of which everything went back is no order: it neither begins nor continues a history.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import add
from typing import Any

import numpy as np

from lianyi.engines.people import map_people
from lianyi.timelines.compiled import kernel
from lianyi.timelines.run import Ranged, parts_of, run_people
from lianyi.timelines.store import Array, Store


@dataclass(frozen=True)
class Buyers:
    """Whose history to look at: first order on a day from `from_day` to `to_day`; nothing after `until` is seen.

    All are days of the columns `day`, included. `windows` are days after the first order. `group` gives a code below
    `groups` per person and segment of the store.
    """

    from_day: int
    to_day: int
    until: int
    windows: Sequence[int] = ()
    group: Sequence[Array] | None = None
    groups: int = 1

    @property
    def longest(self) -> int:
        """The most days that anything can take."""
        return max(self.until - self.from_day, 0)


@dataclass(frozen=True)
class Again:
    """Counts by group, then by days.

    `ages` [groups, days] people by the days from their first order to the end. `second` [groups, days] people by the
    days from the first to the second order. `waiting` [groups, days] people without a second one, by age. `within`
    [groups, windows] people as old as the window whose second order came within it. `gaps` [groups, days] pairs of
    successive orders by the days between them. `orders` [groups] orders that count. `moments` [groups, 6] over people
    with two orders or more, x their days from the first to the last one, y their gaps: people, Σx, Σy, Σxx, Σxy, Σyy.
    """

    ages: Array
    second: Array
    waiting: Array
    within: Array
    gaps: Array
    orders: Array
    moments: Array

    def old_enough(self, window: int) -> Array:
        """Return [groups] people whose first order is at least `window` days old."""
        return np.asarray(self.ages[:, window:].sum(axis=1))


def bought_again(store: Store, buyers: Buyers, *, only: Sequence[Array] | None = None) -> Again:
    """Return how long second and later orders took, over all living people (of `only`)."""

    def one(part: Ranged, first: int, after: int) -> tuple[Array, ...]:
        out = _empty(buyers)
        stream = part.segment.streams.get("orders")
        if stream is not None:
            group = np.zeros(0, np.int32)
            if buyers.group is not None:
                group = np.ascontiguousarray(buyers.group[part.number], np.int32)
            follow(
                first, after, part.taken, stream.offsets, stream["day"], stream["order_fen"], stream["refund_fen"],
                buyers.from_day, buyers.to_day, buyers.until, np.asarray(buyers.windows, np.int32), group, *out,
            )  # fmt: skip
        return out

    found = run_people(store, one, only=only)
    return Again(*(_empty(buyers) if found is None else found))


def _empty(buyers: Buyers) -> tuple[Array, ...]:
    by_day = (buyers.groups, buyers.longest + 1)
    within, each, six = (buyers.groups, len(buyers.windows)), (buyers.groups,), (buyers.groups, 6)
    shapes = (by_day, by_day, by_day, within, by_day, each, six)
    return tuple(np.zeros(shape, np.int64) for shape in shapes)


@dataclass(frozen=True)
class Habits:
    """People with at least two days of buying, one entry each; several orders on one day are one purchase.

    `person_id`, how many `purchases` (days), the `first` day, the day `before` the last one, and the `last` day.
    """

    person_id: Array
    purchases: Array
    first: Array
    before: Array
    last: Array


def habits(store: Store, buyers: Buyers, *, only: Sequence[Array] | None = None) -> Habits:
    """Return the days of buying of everybody who bought on two or more."""

    def one(part: Ranged, first: int, after: int) -> list[tuple[Array, ...]]:
        stream = part.segment.streams.get("orders")
        if stream is None:
            return []
        out = [np.empty(after - first, np.int32) for _ in range(5)]
        found = recall(
            first, after, part.taken, stream.offsets, stream["day"], stream["order_fen"], stream["refund_fen"],
            buyers.from_day, buyers.to_day, buyers.until, *out,
        )  # fmt: skip
        who, *rest = (a[:found] for a in out)
        return [(part.segment.person_ids[who], *rest)]

    found = map_people(one, parts_of(store, only), add) or []
    if not found:
        return Habits(np.empty(0, np.int64), *(np.empty(0, np.int32) for _ in range(4)))
    return Habits(*(np.concatenate(parts) for parts in zip(*found, strict=True)))


@kernel
def follow(
    first: int, after: int, taken: Array, offsets: Array, day: Array, fen: Array, refund: Array,
    from_day: int, to_day: int, until: int, windows: Array, group: Array,
    ages: Array, second: Array, waiting: Array, within: Array, gaps: Array, orders: Array, moments: Array,
) -> None:  # fmt: skip
    """Add everybody's first to second order, and every gap between two orders."""
    for p in range(first, after):
        if not taken[p]:
            continue
        g = group[p] if len(group) > 0 else 0
        count = 0
        begun = 0
        before = 0
        for k in range(offsets[p], offsets[p + 1]):
            d = day[k]
            if d > until:
                break
            if refund[k] > 0 and refund[k] >= fen[k]:
                continue
            if count == 0 and (d < from_day or d > to_day):
                break
            count += 1
            if count == 1:
                begun = d
                ages[g, until - d] += 1
            else:
                gaps[g, d - before] += 1
            if count == 2:
                second[g, d - begun] += 1
                for w in range(len(windows)):
                    if until - begun >= windows[w] and d - begun <= windows[w]:
                        within[g, w] += 1
            orders[g] += 1
            before = d
        if count == 1:
            waiting[g, until - begun] += 1
        elif count > 1:
            x = before - begun
            y = count - 1
            moments[g, 0] += 1
            moments[g, 1] += x
            moments[g, 2] += y
            moments[g, 3] += x * x
            moments[g, 4] += x * y
            moments[g, 5] += y * y


@kernel
def recall(
    first: int, after: int, taken: Array, offsets: Array, day: Array, fen: Array, refund: Array,
    from_day: int, to_day: int, until: int,
    who: Array, purchases: Array, firsts: Array, befores: Array, lasts: Array,
) -> int:  # fmt: skip
    """Write the people of a range who bought on two or more days; return how many there are."""
    found = 0
    for p in range(first, after):
        if not taken[p]:
            continue
        count = 0
        begun = 0
        before = 0
        newest = 0
        for k in range(offsets[p], offsets[p + 1]):
            d = day[k]
            if d > until:
                break
            if refund[k] > 0 and refund[k] >= fen[k]:
                continue
            if count == 0:
                if d < from_day or d > to_day:
                    break
                begun = d
            if count == 0 or d != newest:
                before = newest
                newest = d
                count += 1
        if count >= 2:
            who[found] = p
            purchases[found] = count
            firsts[found] = begun
            befores[found] = before
            lasts[found] = newest
            found += 1
    return found


def warm() -> tuple[Any, ...]:
    """Return the kernels of this file, for compiling ahead."""
    return follow, recall
