"""Orders without a touch that name something themselves: a coupon code, the promoter bound to them, the channel of sale."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from lianyi.analyses.attribution.plan import Plan
    from lianyi.analyses.data import Data
    from lianyi.timelines.attributing import Credits
    from lianyi.timelines.store import Array

COLUMNS = {"coupon": "coupon_name", "promoter": "promoter_id", "sales_channel": "sales_channel"}
# Where what the order names is of the kind that credit goes to, it is credited by its name.
NAMED = {("promoter", "promoter"), ("code", "coupon"), ("channel", "sales_channel")}


@dataclass
class Derived:
    """Whole orders, by block, and their money, that go to one group on one basis."""

    orders: Array
    paid_fen: int = 0


def derived(plan: Plan, data: Data, given: Credits) -> dict[tuple[str, str], Derived]:
    """Return by (group, basis) the orders that no touch has and that name something; each counts once."""
    from lianyi.timelines.attributing import BLOCKS, block_of

    found: dict[tuple[str, str], Derived] = {}
    known = data.engine.columns("orders") if plan.offline else ()
    basis = [o for o in plan.offline if COLUMNS[o] in known]
    if not basis or "nth_order" not in known:
        return found
    rows = _rows(data, basis)
    for segment, last in zip(data.store.segments, given.last, strict=True):
        if not rows or "orders" not in segment.streams:
            continue
        stream = segment.streams["orders"]
        for person, row, names in _without_touch(segment, stream.offsets, last, rows):
            kind, name = next((b, n) for b, n in zip(basis, names, strict=True) if n)
            group = str(name) if (plan.by, kind) in NAMED else kind
            held = found.setdefault((group, kind), Derived(np.zeros(BLOCKS, np.int64)))
            held.orders[block_of(segment.person_ids[person : person + 1])[0]] += 1
            held.paid_fen += int(stream["order_fen"][row])
    return found


def _rows(data: Data, basis: list[str]) -> list[tuple[Any, ...]]:
    columns = ", ".join(f"nullif({COLUMNS[b]}, '')" for b in basis)
    return list(
        data.engine.rows(
            f"SELECT person_id, nth_order, {columns} FROM orders WHERE is_paid AND person_id IS NOT NULL "
            f"AND nth_order IS NOT NULL AND coalesce({columns}, '') <> ''"
        )
    )


def _without_touch(
    segment: Any, offsets: Array, last: Array, rows: list[tuple[Any, ...]]
) -> Iterator[tuple[int, int, tuple[Any, ...]]]:
    """Yield person, row in the stream and names of those `rows` that this segment holds and that no touch has.

    The n-th order of a person is the n-th row of theirs: the timeline is sorted by the same number.
    """
    from lianyi.timelines.attributing import NO_TOUCH

    ids = np.array([r[0] for r in rows], np.int64)
    people = np.searchsorted(segment.person_ids, ids)
    inside = people < segment.people
    people = np.where(inside, people, 0)
    inside &= segment.person_ids[people] == ids
    places = offsets[people] + np.array([r[1] for r in rows], np.int64) - 1
    inside &= segment.alive[people] & (places < offsets[people + 1])
    for n in np.flatnonzero(inside):
        if last[places[n]] == NO_TOUCH:
            yield int(people[n]), int(places[n]), rows[n][2:]
