"""What an export shows of an order: its state as it was known when the file was made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import numpy as np

from lianyi.simulation.arrays import Flags, Ints, Times, instant, known, sums_by
from lianyi.simulation.exports import Export
from lianyi.simulation.log import Log

TO_PAY, TO_PAY_REST, TO_SHIP, SHIPPED, DONE, CANCELLED, REFUNDED = range(7)
NO_REQUEST, ASKED, PAID_BACK, REQUEST_CLOSED = range(4)


@dataclass(frozen=True)
class OrderStates:
    """The orders of one export, each with what was known of it. All columns have the length of `index`."""

    index: Ints
    as_of: np.datetime64
    status: Ints
    request: Ints
    paid_at: Times
    deposit_at: Times
    shipped_at: Times
    completed_at: Times
    refunded_fen: Ints
    is_whole_refund: Flags


def orders_between(log: Log, platform: int, first: date, last: date) -> Ints:
    """Return the indices of a platform's orders placed from `first` to `last`, both included."""
    day = log.orders.created_day
    inside = (
        (log.orders.platform == platform)
        & (day >= np.datetime64(first))
        & (day <= np.datetime64(last))
    )
    return np.flatnonzero(inside)


def states(log: Log, export: Export) -> OrderStates:
    """Return the orders of `export` as they were known at its moment."""
    index = orders_between(log, export.platform_index, export.from_day, export.to_day)
    return states_at(log, index, export.as_of)


def states_at(log: Log, index: Ints, moment: datetime) -> OrderStates:
    """Return the given orders as they were known at `moment`."""
    as_of, orders = instant(moment), log.orders
    paid, deposit = known(orders.paid_at[index], as_of), known(orders.deposit_at[index], as_of)
    shipped, completed = (
        known(orders.shipped_at[index], as_of),
        known(orders.completed_at[index], as_of),
    )
    refunded = log.refunded_fen(as_of)[index]
    whole = (refunded >= log.paid_fen[index]) & ~np.isnat(paid)
    conditions = [
        whole & np.isnat(completed),
        ~np.isnat(completed),
        ~np.isnat(shipped),
        ~np.isnat(paid),
        orders.cancelled_at[index] <= as_of,
        ~np.isnat(deposit),
    ]
    status = np.select(
        conditions, [REFUNDED, DONE, SHIPPED, TO_SHIP, CANCELLED, TO_PAY_REST], TO_PAY
    )
    request = requests_of_orders(log, as_of)[index]
    return OrderStates(
        index, as_of, status, request, paid, deposit, shipped, completed, refunded, whole
    )


def requests_of_orders(log: Log, as_of: np.datetime64) -> Ints:
    """Return per order the state of its refund requests at `as_of`; the furthest one counts."""
    return _requests(log, as_of, log.refunds.order, len(log.orders))


def requests_of_lines(log: Log, as_of: np.datetime64) -> Ints:
    """Return the same per order line."""
    return _requests(log, as_of, log.refunds.line, len(log.lines.order))


def _requests(log: Log, as_of: np.datetime64, groups: Ints, size: int) -> Ints:
    refunds = log.refunds
    asked, done = refunds.requested_at <= as_of, refunds.refunded_at <= as_of
    found = np.where(
        sums_by(groups, (refunds.closed_at <= as_of).astype(np.int64), size) > 0, REQUEST_CLOSED, 0
    )
    open_now = asked & ~done & ~(refunds.closed_at <= as_of)
    found[sums_by(groups, open_now.astype(np.int64), size) > 0] = ASKED
    found[sums_by(groups, done.astype(np.int64), size) > 0] = PAID_BACK
    return found
